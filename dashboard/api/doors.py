"""Who may come in, and what a visitor may not do to the others: all of it is refused before Streamlit sees it.

Streamlit asks an outside address for its own where a websocket brings an origin it does not know, and does so on the
event loop. Refusing such a handshake here keeps every visitor served and nothing leaves the machine.
"""

import os
import re
from functools import partial
from urllib.parse import urlsplit

from google.protobuf.empty_pb2 import Empty
from google.protobuf.message import DecodeError
from google.protobuf.unknown_fields import UnknownFieldSet
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.api.headers import path_of
from dashboard.export.about import read_base

HOSTS_VARIABLE = "DASHBOARD_HOSTS"
ORIGINS_VARIABLE = "DASHBOARD_ORIGINS"
METRICS_VARIABLE = "DASHBOARD_METRICS"
BASE_VARIABLE = "STREAMLIT_SERVER_BASE_URL_PATH"
LOOPBACK = ("localhost", "127.0.0.1", "::1")
# Probes of a container platform ask by an address of their own; the answer holds nothing.
_HEALTH = "/_stcore/health"
# Numbers about visitors and memory.
_METRICS = "/_stcore/metrics"
_REFUSED = 1008
# Numbers of fields of Streamlit's BackMsg: clear_cache, load_git_info, debug_disconnect_websocket,
# debug_shutdown_runtime. A test holds them against Streamlit's own.
REFUSED_FIELDS = frozenset({5, 12, 14, 15})
MOST_UPLOADS = 3
UPLOAD_BYTES = 200_000_000
_PROTOCOL_ERROR = 1002
_UPLOAD = re.compile(r"/_stcore/upload_file/([^/]+)/[^/]+")


def _read_words(variable: str) -> list[str]:
    return os.environ.get(variable, "").lower().replace(",", " ").split()


def _name_of(address: str) -> str:
    """Return the host name of an address, empty where it has none that can be read."""
    try:
        parts = urlsplit(address)
        _ = parts.port
        return "" if "@" in parts.netloc else (parts.hostname or "").rstrip(".")
    except ValueError:
        return ""


class Doorkeeper:
    """ASGI middleware that lets in the hosts and origins of the settings; others get words, a websocket is closed.

    ``DASHBOARD_HOSTS`` holds host names beside loopback and that of ``DASHBOARD_URL``; ``*`` admits all, behind a
    proxy that checks them. ``DASHBOARD_ORIGINS`` holds whole origins such as ``https://intranet.example.org``.
    What is let in with another site's origin goes on as one of our own pages: Streamlit would ask about it outside.

    A page's websocket may not say what acts on the whole server. And where Streamlit sends its page to an address with
    a slash inside, 404 is answered: its scripts have relative addresses, and the page would stay blank.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.hosts = {*LOOPBACK, _name_of(read_base()), *_read_words(HOSTS_VARIABLE)}
        self.origins = _read_words(ORIGINS_VARIABLE)
        self.metrics = os.environ.get(METRICS_VARIABLE) == "1"
        self.base = f"/{os.environ.get(BASE_VARIABLE, '').strip('/')}".rstrip("/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on, or refuse it in words."""
        kind, path = scope["type"], path_of(scope).removeprefix(self.base)
        refusal = self._refuse(scope, Headers(scope=scope)) if kind in ("http", "websocket") else None
        if refusal is not None and kind == "websocket":
            await send({"type": "websocket.close", "code": _REFUSED, "reason": refusal[1][:120]})
        elif refusal is not None:
            await PlainTextResponse(f"{refusal[1]}\n", refusal[0])(scope, receive, send)
        elif kind == "websocket":
            await self.app(_with_own_origin(scope), partial(_receive_allowed, receive), send)
        elif kind == "http" and "/" in path.strip("/") and not path.startswith("/api/"):
            await self._find_page(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _refuse(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        path, hosts = path_of(scope).rstrip("/"), headers.getlist("host")
        if path == _HEALTH:
            return None
        # The rest is DNS rebinding or a mistake.
        if len(hosts) != 1 or not ("*" in self.hosts or _name_of(f"//{hosts[0]}") in self.hosts):
            return 400, f"this server does not answer to that host name; its owner can add it to {HOSTS_VARIABLE}"
        origins = headers.getlist("origin") if scope["type"] == "websocket" else []
        own = (f"http://{hosts[0]}".lower(), f"https://{hosts[0]}".lower(), *self.origins)
        if not all(origin.lower() in own for origin in origins):
            return 403, f"pages of another origin may not connect; its owner can add it to {ORIGINS_VARIABLE}"
        if path == _METRICS and not self.metrics:
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


def _with_own_origin(scope: Scope) -> Scope:
    if scope["type"] != "websocket" or "origin" not in (headers := Headers(scope=scope)):
        return scope
    kept = [pair for pair in scope["headers"] if pair[0].lower() != b"origin"]
    return {**scope, "headers": [*kept, (b"origin", b"http://" + headers["host"].encode("latin-1"))]}


async def _receive_allowed(receive: Receive) -> Message:
    while True:
        message = await receive()
        try:
            read = Empty.FromString(message.get("bytes") or b"")
            if not {field.field_number for field in UnknownFieldSet(read)} & REFUSED_FIELDS:
                return message
        except DecodeError:
            return {"type": "websocket.disconnect", "code": _PROTOCOL_ERROR}


class UploadLimit:
    """ASGI middleware that keeps uploads within a bound: a session's last three, and so many bytes in all.

    What is beyond it is deleted by Streamlit's own address for that, the oldest first. A file counts as a thousandth of
    the bound at least, so that the number of files has one, too.
    """

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
                for old in self._list_too_much(found[1]):
                    self._kept.pop(old, None)  # another upload may have taken it away meanwhile
                    await self._delete(scope, receive, old)

    def _list_too_much(self, session: str) -> list[str]:
        own = [path for path, (owner, _) in self._kept.items() if owner == session]
        too_much = own[: -self.most]
        others = [path for path in self._kept if path not in too_much]
        while len(others) > 1 and sum(self._kept[path][1] for path in others) > self.most_bytes:
            too_much.append(others.pop(0))
        return too_much

    async def _delete(self, scope: Scope, receive: Receive, path: str) -> None:
        async def send(message: Message) -> None:
            return None

        whole = f"{scope.get('root_path', '')}{path}"
        headers = [pair for pair in scope["headers"] if pair[0].lower() not in (b"content-length", b"content-type")]
        asked = {"method": "DELETE", "path": whole, "raw_path": whole.encode(), "headers": headers, "query_string": b""}
        await self.app({**scope, **asked}, receive, send)
