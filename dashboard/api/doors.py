"""What stands between a visitor and Streamlit: who may come in and do what, and how every answer goes out.

Streamlit asks an outside address for its own where a websocket brings an origin it does not know, and does so on the
event loop. Refusing such a handshake here keeps every visitor served and nothing leaves the machine.
"""

import asyncio
import base64
import gzip
import hashlib
import mimetypes
import os
import re
import tomllib
from functools import partial
from importlib.metadata import distribution
from pathlib import Path

import brotli
from google.protobuf.empty_pb2 import Empty
from google.protobuf.message import DecodeError
from google.protobuf.unknown_fields import UnknownFieldSet
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.export.about import name_host, read_base

HOSTS_VARIABLE = "DASHBOARD_HOSTS"
ORIGINS_VARIABLE = "DASHBOARD_ORIGINS"
METRICS_VARIABLE = "DASHBOARD_METRICS"
FRAME_VARIABLE = "DASHBOARD_FRAME_ANCESTORS"
CORS_VARIABLE = "DASHBOARD_CORS"
BASE_VARIABLE = "STREAMLIT_SERVER_BASE_URL_PATH"
LOOPBACK = ("localhost", "127.0.0.1", "::1")
# Numbers of fields of Streamlit's BackMsg: clear_cache, load_git_info, debug_disconnect_websocket,
# debug_shutdown_runtime. A test holds them against Streamlit's own.
REFUSED_FIELDS = frozenset({5, 12, 14, 15})
MOST_UPLOADS = 3
UPLOAD_BYTES = 200_000_000
_UPLOAD = re.compile(r"/_stcore/upload_file/([^/]+)/[^/]+")

_HERE = Path(__file__).parent
STYLE = (_HERE / "style.css").read_text("utf-8")
STATIC = Path(str(distribution("streamlit").locate_file("streamlit/static")))
HEADERS = tomllib.loads((_HERE / "headers.toml").read_text("utf-8"))
_ORIGIN = re.compile(r"'(?:self|none)'|(?:[a-z][a-z0-9+.-]*:)?(?://)?[A-Za-z0-9*._:\[\]-]+", re.ASCII)
_SECURE = re.compile(rb";\s*secure\s*(?:;|$)", re.IGNORECASE)
_FORBIDDEN = r"\s*;\s*q=(?!0*[1-9]|0*\.0*[1-9])"


def path_of(scope: Scope) -> str:
    """Return the path of a call without a prefix under which the app is mounted."""
    return str(scope.get("path", "")).removeprefix(str(scope.get("root_path", "")))


def write_open_headers() -> dict[str, str]:
    """Return what lets scripts and pages of any site read the API: its data are public, nothing depends on who asks.
    ``DASHBOARD_CORS=0`` keeps other sites out."""
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


def write_policy(kind: str) -> str:
    """Return what a browser may load and run of a "page", or of the "api".

    Scripts inside Streamlit's page are named by their hashes, read from the file that is served, and the API's style.
    """

    def hash_inline(body: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}'"

    scripts = re.findall(r"<script>(.*?)</script>", (STATIC / "index.html").read_text("utf-8"), re.DOTALL)
    hashes = {"scripts": " ".join(map(hash_inline, scripts)), "style": hash_inline(STYLE)}
    return str(HEADERS[kind]["content-security-policy"]).format(ancestors=read_frame_ancestors(), **hashes)


class SecurityHeaders:
    """Adds the headers to every HTTP answer; a websocket passes untouched, as does a header that is already set."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._tls = read_base().startswith("https:")
        framing = {"'self'": "SAMEORIGIN", "'none'": "DENY"}.get(read_frame_ancestors())
        shared = HEADERS["shared"] | ({"x-frame-options": framing} if framing else {})
        self._page, self._api = (shared | {"content-security-policy": write_policy(kind)} for kind in ("page", "api"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on, and add the headers where an answer begins."""
        by_tls = scope.get("scheme") == "https" or self._tls

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                raw = message["headers"]
                if by_tls:
                    raw = [(n, v + b"; Secure" if n == b"set-cookie" and not _SECURE.search(v) else v) for n, v in raw]
                headers = MutableHeaders(raw=[*raw])
                for name, value in (self._api if f"{path_of(scope)}/".startswith("/api/") else self._page).items():
                    headers.setdefault(name, value)
                if message["status"] not in (204, 304):
                    # With nosniff a browser shows nothing that has no type.
                    headers.setdefault("content-type", "text/plain; charset=utf-8")
                message = {**message, "headers": headers.raw}
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _read_words(variable: str) -> list[str]:
    return os.environ.get(variable, "").lower().replace(",", " ").split()


class Doorkeeper:
    """ASGI middleware that lets in the hosts and origins of the settings; others get words, a websocket is closed.

    ``DASHBOARD_HOSTS`` holds host names beside loopback and that of ``DASHBOARD_URL``; ``*`` admits all, behind a
    proxy that checks them. What ``DASHBOARD_ORIGINS`` lets in goes on as one of our own pages, so that Streamlit asks
    nobody; and no page's websocket may say what acts on the whole server. Where Streamlit would send its page to an
    address with a slash inside, 404 is answered: its scripts have relative addresses, and the page would stay blank.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.hosts = {*LOOPBACK, name_host(read_base()), *_read_words(HOSTS_VARIABLE)}
        self.origins = _read_words(ORIGINS_VARIABLE)
        self.base = f"/{os.environ.get(BASE_VARIABLE, '').strip('/')}".rstrip("/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on, or refuse it in words."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers, path = Headers(scope=scope), path_of(scope).removeprefix(self.base)
        refusal = self._refuse(scope, headers)
        if scope["type"] == "websocket" and refusal is None:
            kept = [pair for pair in scope["headers"] if pair[0].lower() != b"origin"]
            own = [(b"origin", b"http://" + headers["host"].encode("latin-1"))] if "origin" in headers else []
            await self.app({**scope, "headers": [*kept, *own]}, partial(_receive_allowed, receive), send)
        elif scope["type"] == "websocket" and refusal is not None:
            await send({"type": "websocket.close", "code": 1008, "reason": refusal[1][:120]})
        elif refusal is not None:
            await PlainTextResponse(f"{refusal[1]}\n", refusal[0])(scope, receive, send)
        elif "/" in path.strip("/") and not path.startswith("/api/"):
            await self._find_page(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _refuse(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        path, hosts = path_of(scope).rstrip("/"), headers.getlist("host")
        if path == "/_stcore/health":
            # Probes of a container platform ask by an address of their own; the answer holds nothing.
            return None
        # The rest is DNS rebinding or a mistake.
        if len(hosts) != 1 or not ("*" in self.hosts or name_host(f"http://{hosts[0]}") in self.hosts):
            return 400, f"this server does not answer to that host name; its owner can add it to {HOSTS_VARIABLE}"
        origins = headers.getlist("origin") if scope["type"] == "websocket" else []
        own = (f"http://{hosts[0]}".lower(), f"https://{hosts[0]}".lower(), *self.origins)
        if not all(origin.lower() in own for origin in origins):
            return 403, f"pages of another origin may not connect; its owner can add it to {ORIGINS_VARIABLE}"
        # Numbers about visitors and memory.
        if path == "/_stcore/metrics" and os.environ.get(METRICS_VARIABLE) != "1":
            return 404, f"metrics are off; the owner can set {METRICS_VARIABLE}=1"
        return None

    async def _find_page(self, scope: Scope, receive: Receive, send: Send) -> None:
        lost = False

        async def send_unless_lost(message: Message) -> None:
            nonlocal lost
            if message["type"] == "http.response.start" and message["status"] in (200, 304):
                lost = Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")
                if lost:
                    words = "There is no page at this address. The dashboard begins at the address without it.\n"
                    await PlainTextResponse(words, 404)(scope, receive, send)
            if not lost:
                await send(message)

        await self.app(scope, receive, send_unless_lost)


async def _receive_allowed(receive: Receive) -> Message:
    while True:
        message = await receive()
        try:
            read = Empty.FromString(message.get("bytes") or b"")
            if not {field.field_number for field in UnknownFieldSet(read)} & REFUSED_FIELDS:
                return message
        except DecodeError:
            return {"type": "websocket.disconnect", "code": 1002}


class UploadLimit:
    """ASGI middleware that keeps uploads within a bound: a session's last three, and so many bytes in all.
    What is beyond it is deleted by Streamlit's own address for that, the oldest first. A file counts as a thousandth of
    the bound at least, so that the number of files has one, too."""

    def __init__(self, app: ASGIApp, most: int = MOST_UPLOADS, most_bytes: int = UPLOAD_BYTES) -> None:
        self.app = app
        self.most, self.most_bytes = most, most_bytes
        self._kept: dict[str, tuple[str, int]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on; after an upload, delete what is too much."""
        path = path_of(scope) if scope["type"] == "http" else ""
        found = _UPLOAD.fullmatch(path)
        if found is None or scope["method"] not in ("PUT", "DELETE"):
            await self.app(scope, receive, send)
            return
        # What does not say its length counts as all that there is room for.
        size = self.most_bytes // 1_000 + int(Headers(scope=scope).get("content-length", self.most_bytes))
        status = 500

        async def send_watched(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        await self.app(scope, receive, send_watched)
        if status < 300:
            self._kept.pop(path, None)
            if scope["method"] == "PUT":
                self._kept[path] = (found[1], size)
                while old := self._find_too_much(found[1]):
                    del self._kept[old]
                    await self._delete(scope, receive, old)

    def _find_too_much(self, session: str) -> str | None:
        own = [path for path, (owner, _) in self._kept.items() if owner == session]
        if len(own) > self.most:
            return own[0]
        much = len(self._kept) > 1 and sum(size for _, size in self._kept.values()) > self.most_bytes
        return next(iter(self._kept)) if much else None

    async def _delete(self, scope: Scope, receive: Receive, path: str) -> None:
        async def send(message: Message) -> None:
            """Nobody waits for this answer."""

        whole = f"{scope.get('root_path', '')}{path}"
        headers = [pair for pair in scope["headers"] if pair[0].lower() not in (b"content-length", b"content-type")]
        asked = {"method": "DELETE", "path": whole, "raw_path": whole.encode(), "headers": headers, "query_string": b""}
        await self.app({**scope, **asked}, receive, send)


def accepts(header: str, coding: str) -> bool:
    """Whether an Accept-Encoding header names a coding and does not forbid it by ``q=0`` (RFC 9110, 12.5.3)."""
    return re.search(rf"\b{coding}\b(?!{_FORBIDDEN})", header.lower()) is not None


class CompressedScripts:
    """ASGI middleware that answers below ``/static/`` compressed, each file once: all of them are 10 MB.
    By Brotli a visit loads a sixth less than by gzip; browsers ask for it over TLS and on their own machine. A caller
    who forbids gzip is asked for nothing of the kind further in, where only the word is looked for."""

    def __init__(self, app: ASGIApp, folder: Path = STATIC) -> None:
        self.app = app
        files = (path for path in (folder / "static").rglob("*") if path.suffix in (".js", ".css", ".svg"))
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
                plain = self._files[path].read_bytes()
                # At 11 Plotly's script would be a tenth smaller and take ten seconds.
                work = partial(brotli.compress, quality=9) if coding == "br" else gzip.compress
                self._kept[path, coding] = await asyncio.to_thread(work, plain)
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            # File names hold a hash of what is in them.
            forever = {"Vary": "Accept-Encoding", "Cache-Control": "public, immutable, max-age=31536000"}
            extra = forever | {"Content-Encoding": coding}
            await Response(self._kept[path, coding], headers=extra, media_type=kind)(scope, receive, send)
        else:
            await self.app(scope, receive, send)
