"""What Streamlit would do for anybody who asks, and this server does not: empty caches, keep uploads without end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from google.protobuf.empty_pb2 import Empty
from google.protobuf.message import DecodeError
from google.protobuf.unknown_fields import UnknownFieldSet

from dashboard.api.headers import path_of

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Numbers of fields of Streamlit's BackMsg: clear_cache, load_git_info, debug_disconnect_websocket,
# debug_shutdown_runtime. A test holds them against Streamlit's own.
REFUSED_FIELDS = frozenset({5, 12, 14, 15})
MOST_UPLOADS = 3
UPLOAD_BYTES = 200_000_000
_PROTOCOL_ERROR = 1002
_UPLOAD = re.compile(r"/_stcore/upload_file/([^/]+)/[^/]+")


def list_fields(message: bytes) -> set[int]:
    """Return the numbers of the outermost fields of a protobuf message; raises ``DecodeError`` where it is none."""
    return {field.field_number for field in UnknownFieldSet(Empty.FromString(message))}


class MessageFilter:
    """ASGI middleware that drops the messages of a page's websocket by which a visitor acts on the whole server."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what a page may say."""

        async def receive_allowed() -> Message:
            while True:
                message = await receive()
                try:
                    if not list_fields(message.get("bytes") or b"") & REFUSED_FIELDS:
                        return message
                except DecodeError:
                    return {"type": "websocket.disconnect", "code": _PROTOCOL_ERROR}

        await self.app(scope, receive_allowed if scope["type"] == "websocket" else receive, send)


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
        size, status = self.most_bytes // 1_000, 500

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
                for old in self._list_too_much(found[1]):
                    del self._kept[old]
                    await self._delete(scope, old)

    def _list_too_much(self, session: str) -> list[str]:
        own = [path for path, (owner, _) in self._kept.items() if owner == session]
        too_much = own[: -self.most]
        others = [path for path in self._kept if path not in too_much]
        while len(others) > 1 and sum(self._kept[path][1] for path in others) > self.most_bytes:
            too_much.append(others.pop(0))
        return too_much

    async def _delete(self, scope: Scope, path: str) -> None:
        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            return None

        whole = f"{scope.get('root_path', '')}{path}"
        headers = [pair for pair in scope["headers"] if pair[0].lower() not in (b"content-length", b"content-type")]
        asked = {"method": "DELETE", "path": whole, "raw_path": whole.encode(), "headers": headers, "query_string": b""}
        await self.app({**scope, **asked}, receive, send)
