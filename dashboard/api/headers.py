"""Headers on every answer, Streamlit's own included: what a browser may load, run and frame; and scripts compressed."""

import asyncio
import base64
import gzip
import hashlib
import mimetypes
import os
import re
import tomllib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import brotli
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.export.about import read_base

FRAME_VARIABLE = "DASHBOARD_FRAME_ANCESTORS"
CORS_VARIABLE = "DASHBOARD_CORS"

HEADERS = tomllib.loads((Path(__file__).parent / "headers.toml").read_text("utf-8"))
_ORIGIN = re.compile(r"'(?:self|none)'|(?:[a-z][a-z0-9+.-]*:)?(?://)?[A-Za-z0-9*._:\[\]-]+", re.ASCII)
_SECURE = re.compile(rb";\s*secure\s*(?:;|$)", re.IGNORECASE)
_FORBIDDEN = r"\s*;\s*q=(?!0*[1-9]|0*\.0*[1-9])"
_ENDINGS = (".js", ".css", ".svg")
# File names hold a hash of what is in them.
_CACHE_CONTROL = "public, immutable, max-age=31536000"


def write_open_headers() -> dict[str, str]:
    """Return what lets scripts and pages of any site read the API: its data are public, nothing depends on who asks.

    ``DASHBOARD_CORS=0`` keeps other sites out.
    """
    closed = {"Cross-Origin-Resource-Policy": "same-origin", "Vary": "Accept-Encoding"}
    return closed if os.environ.get(CORS_VARIABLE) == "0" else closed | HEADERS["open"]


def read_frame_ancestors() -> str:
    """Return who may show the app in a frame: ``DASHBOARD_FRAME_ANCESTORS`` (origins with spaces between, or
    ``'none'``), else only the app's own origin. Raises ``ValueError`` for what is no origin."""
    words = os.environ.get(FRAME_VARIABLE, "").split() or ["'self'"]
    for word in words:
        if not _ORIGIN.fullmatch(word):
            raise ValueError(f"{FRAME_VARIABLE}: {word!r}, expected origins such as https://example.org, or 'none'")
    return " ".join(words)


@cache
def hash_inline_scripts() -> tuple[str, ...]:
    """Return the hash of each script that stands inside Streamlit's page, as a policy names it.

    Read from the file that is served, so that an update of Streamlit does not need one here.
    """
    page = find_static() / "index.html"
    bodies = re.findall(r"<script>(.*?)</script>", page.read_text("utf-8") if page.is_file() else "", re.DOTALL)
    return tuple(map(hash_inline, bodies))


def hash_inline(body: str) -> str:
    """Return the hash of a script or style that stands inside a page, as a policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}'"


def find_static() -> Path:
    """Return the folder of the files that Streamlit sends to a browser."""
    spec = find_spec("streamlit")
    return Path(spec.origin or "").parent / "static" if spec else Path("/nowhere")


def write_policy(kind: str, style: str = "'none'") -> str:
    """Return what a browser may load and run of a "page", or of the "api", whose own page has a style of this hash."""
    slots = {"ancestors": read_frame_ancestors(), "scripts": " ".join(hash_inline_scripts()), "style": style}
    return str(HEADERS[kind]["content-security-policy"]).format(**slots)


class SecurityHeaders:
    """Adds the headers to every HTTP answer; a websocket passes untouched, as does a header that is already set."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._tls = read_base().startswith("https:")
        ancestors = read_frame_ancestors()
        framing = {"'self'": {"x-frame-options": "SAMEORIGIN"}, "'none'": {"x-frame-options": "DENY"}}
        shared = HEADERS["shared"] | framing.get(ancestors, {})
        self._page, self._api = (shared | {"content-security-policy": write_policy(kind)} for kind in ("page", "api"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on, and add the headers where an answer begins."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        extra = self._api if f"{path_of(scope)}/".startswith("/api/") else self._page
        by_tls = scope.get("scheme") == "https" or self._tls

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=[_secure(pair) if by_tls else pair for pair in message["headers"]])
                for name, value in extra.items():
                    headers.setdefault(name, value)
                if message["status"] not in (204, 304):
                    # With nosniff a browser shows nothing that has no type.
                    headers.setdefault("content-type", "text/plain; charset=utf-8")
                message = {**message, "headers": headers.raw}
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _secure(header: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    """Return a header, a cookie as one that goes over TLS alone."""
    name, value = header
    return (name, value + b"; Secure") if name.lower() == b"set-cookie" and not _SECURE.search(value) else header


def path_of(scope: Scope) -> str:
    """Return the path of a call without a prefix under which the app is mounted."""
    return str(scope.get("path", "")).removeprefix(str(scope.get("root_path", "")))


def accepts(header: str, coding: str) -> bool:
    """Whether an Accept-Encoding header names a coding and does not forbid it by ``q=0`` (RFC 9110, 12.5.3)."""
    return re.search(rf"\b{coding}\b(?!{_FORBIDDEN})", header.lower()) is not None


class CompressedScripts:
    """ASGI middleware that answers below ``/static/`` compressed, each file once: all of them are 10 MB.

    By Brotli a visit loads a sixth less than by gzip; browsers ask for it over TLS and on their own machine. A caller
    who forbids gzip is asked for nothing of the kind further in, where only the word is looked for.
    """

    def __init__(self, app: ASGIApp, folder: Path | None = None) -> None:
        self.app = app
        folder = folder or find_static()
        files = (path for path in (folder / "static").rglob("*") if path.suffix in _ENDINGS)
        self._files = {f"/{path.relative_to(folder).as_posix()}": path for path in files}
        self._kept: dict[tuple[str, str], bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or pass on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        accepted, path = headers.get("accept-encoding", ""), path_of(scope)
        whole = scope["method"] == "GET" and not {"range", "if-none-match", "if-modified-since"} & set(headers)
        if not accepts(accepted, "gzip"):
            kept = [pair for pair in scope["headers"] if pair[0].lower() != b"accept-encoding"]
            await self.app({**scope, "headers": kept}, receive, send)
        elif whole and path in self._files:
            coding = "br" if accepts(accepted, "br") else "gzip"
            if (path, coding) not in self._kept:
                self._kept[path, coding] = await asyncio.to_thread(_squeeze, self._files[path].read_bytes(), coding)
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            extra = {"Content-Encoding": coding, "Vary": "Accept-Encoding", "Cache-Control": _CACHE_CONTROL}
            await Response(self._kept[path, coding], headers=extra, media_type=kind)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _squeeze(plain: bytes, coding: str) -> bytes:
    # At 11 Plotly's script would be a tenth smaller and take ten seconds.
    return brotli.compress(plain, quality=9) if coding == "br" else gzip.compress(plain, 6, mtime=0)
