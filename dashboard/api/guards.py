"""What Streamlit would do for anybody who asks, and this server does not: empty caches, keep uploads without a bound.

Also the page at an address that no page has: Streamlit sends its own there, which cannot find its scripts.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

from dashboard.api.doors import path_of

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Numbers of fields of Streamlit's BackMsg: clear_cache, load_git_info, debug_disconnect_websocket,
# debug_shutdown_runtime. A test holds them against Streamlit's own.
REFUSED_FIELDS = frozenset({5, 12, 14, 15})
MOST_UPLOADS = 3
UPLOAD_BYTES = 200_000_000
MOST_FILES = 1_000
BASE_VARIABLE = "STREAMLIT_SERVER_BASE_URL_PATH"
_PROTOCOL_ERROR = 1002
_UPLOAD = re.compile(r"/_stcore/upload_file/([^/]+)/[^/]+")


def list_fields(message: bytes) -> set[int] | None:
    """Return the numbers of the outermost fields of a protobuf message, None where it is none (wire format, proto3)."""
    fields, at = set(), 0
    while at < len(message):
        key, at = _read_varint(message, at)
        kind = key & 7
        if kind == 0:
            _, at = _read_varint(message, at)
        elif kind == 1:
            at += 8
        elif kind == 2:
            length, at = _read_varint(message, at)
            at += length
        elif kind == 5:
            at += 4
        else:
            return None
        fields.add(key >> 3)
    return fields if at == len(message) else None


def _read_varint(message: bytes, at: int) -> tuple[int, int]:
    """Return the number that begins at *at* and where it ends; one that does not end leads past the end."""
    number = 0
    for shift in range(0, 70, 7):
        if at >= len(message):
            break
        number |= (message[at] & 0x7F) << shift
        at += 1
        if message[at - 1] < 0x80:
            return number, at
    return 0, len(message) + 1


class MessageFilter:
    """ASGI middleware that drops the messages of a page's websocket by which a visitor acts on the whole server."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what a page may say."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return

        async def receive_allowed() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive" or message.get("bytes") is None:
                    return message
                fields = list_fields(message["bytes"])
                if fields is None:
                    return {"type": "websocket.disconnect", "code": _PROTOCOL_ERROR}
                if not fields & REFUSED_FIELDS:
                    return message

        await self.app(scope, receive_allowed, send)


class UploadLimit:
    """ASGI middleware that keeps uploads within a bound: a session's last three, and so many bytes in all.

    What is beyond it is deleted by Streamlit's own address for that, the oldest first.
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
        size, status = 0, 500

        async def receive_counted() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body") or b"")
            return message

        async def send_watched(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        await self.app(scope, receive_counted, send_watched)
        if status < 300:
            self._kept.pop(path, None)
            if scope["method"] == "PUT":
                self._kept[path] = (found[1], size)
                await self._delete_rest(scope, found[1])

    async def _delete_rest(self, scope: Scope, session: str) -> None:
        own = [path for path, (owner, _) in self._kept.items() if owner == session]
        too_much = own[: -self.most]
        others = [path for path in self._kept if path not in too_much]
        while len(others) > 1 and (len(others) > MOST_FILES or self._count_bytes(others) > self.most_bytes):
            too_much.append(others.pop(0))
        for path in too_much:
            del self._kept[path]
            await self._delete(scope, path)

    def _count_bytes(self, paths: Iterable[str]) -> int:
        return sum(self._kept[path][1] for path in paths)

    async def _delete(self, scope: Scope, path: str) -> None:
        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            return None

        whole = f"{scope.get('root_path', '')}{path}"
        headers = [pair for pair in scope["headers"] if pair[0].lower() not in (b"content-length", b"content-type")]
        asked = {"method": "DELETE", "path": whole, "raw_path": whole.encode(), "headers": headers, "query_string": b""}
        await self.app({**scope, **asked}, receive, send)


class LostPages:
    """ASGI middleware that answers 404 where Streamlit sends its page to an address with a slash inside.

    Its scripts have relative addresses: from ``/no/such`` they lead to ``/no/static/…``, and the page stays blank.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.base = f"/{os.environ.get(BASE_VARIABLE, '').strip('/')}".rstrip("/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on, and replace a page that could not be shown."""
        path = path_of(scope).removeprefix(self.base) if scope["type"] == "http" else ""
        if "/" not in path.strip("/") or path.startswith("/api/"):
            await self.app(scope, receive, send)
            return
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
