"""The HTML behind each page: Streamlit's own, told at once what it would else find out by asking and failing.

Streamlit's script looks for its server below the page's own address first (``/explore/_stcore/health``), gets a 404,
waits, and looks one level higher: on every visit to a page but the first a tenth of a second, and two errors on the
console. A host can name the server beforehand, in ``window.__streamlit`` (as Streamlit's own hosting does). The page
also says how wide its window is, in a cookie that ends with the visit. Where a future Streamlit no longer reads the
one, or has another page, it is shown as it comes; without the other, a phone is known by its name.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from dashboard.widgets.charts import WIDTH_COOKIE

# The server's address is derived from the one the reader sees, so that it holds behind a proxy that adds a prefix.
HOST_SCRIPT = (
    'window.__streamlit = Object.assign({BACKEND_BASE_URL: location.origin + location.pathname.replace(/[^/]*$/, "")}, '
    f'window.__streamlit); document.cookie = "{WIDTH_COOKIE}=" + innerWidth + "; SameSite=Strict"'
)
# The scripts of the elements that carry words; without this they are asked for when the first words have come.
_EARLY = ("Html", "purify.es")
_STATIC = Path(find_spec("streamlit").origin).parent / "static"


def list_pages(paths: Iterable[str]) -> list[Route]:
    """Return a route for each page's *path*; none where there is no page of Streamlit's to serve."""
    page = write_shell()
    if page is None:
        return []

    async def answer(request: Request) -> Response:
        return HTMLResponse(page, headers={"Cache-Control": "no-cache"})

    return [Route(f"/{path}", answer) for path in paths]


def write_shell(static: Path = _STATIC) -> str | None:
    """Return the page in *static* with the script and the early ones in its head, or None where it has no head."""
    index = static / "index.html"
    page = index.read_text("utf-8") if index.is_file() else ""
    before, end, after = page.partition("</head>")
    if not end:
        return None
    found = [name for wanted in _EARLY for name in sorted((static / "static" / "js").glob(f"{wanted}.*.js"))]
    early = "".join(f'<link rel="modulepreload" crossorigin href="./static/js/{script.name}">\n' for script in found)
    # At the end of the head: before the viewport is set there, a phone's window calls itself 980 pixels wide.
    return f"{before}<script>{HOST_SCRIPT}</script>\n{early}{end}{after}"
