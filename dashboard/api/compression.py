"""Streamlit's scripts and styles, compressed once: it sends them as they are, 7.5 MB before the first chart."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_KINDS = ("javascript", "text/css", "application/wasm", "application/json")
_SMALLEST = 1_024
_LARGEST = 16_000_000
_KEPT_BYTES = 32_000_000


def accepts_gzip(header: str) -> bool:
    """Whether an Accept-Encoding header allows gzip (RFC 9110, 12.5.3): ``gzip;q=0`` forbids it."""
    for part in header.lower().split(","):
        name, _, weight = part.partition(";")
        if name.strip() in ("gzip", "*"):
            quality = weight.replace(" ", "").removeprefix("q=") or "1"
            try:
                return float(quality) > 0
            except ValueError:
                return False
    return False


class CompressedScripts:
    """ASGI middleware that answers below ``/static/`` in gzip. File names hold a hash, so each is compressed once."""

    def __init__(self, app: ASGIApp, prefix: str = "/static/") -> None:
        self.app = app
        self.prefix = prefix
        self._kept: dict[str, tuple[Message, bytes]] = {}
        self._bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or pass on and compress what comes back."""
        path = scope.get("path", "").removeprefix(scope.get("root_path", ""))
        wanted = scope["type"] == "http" and scope["method"] == "GET" and path.startswith(self.prefix)
        headers = Headers(scope=scope) if wanted else Headers()
        plain = "range" in headers or "if-none-match" in headers or "if-modified-since" in headers
        if not wanted or plain or not accepts_gzip(headers.get("accept-encoding", "")):
            await self.app(scope, receive, send)
            return
        if path not in self._kept:
            await _Squeeze(self, path, send).run(scope, receive)
            return
        start, body = self._kept[path]
        await send(start)
        await send({"type": "http.response.body", "body": body})

    def keep(self, path: str, start: Message, body: bytes) -> None:
        """Keep a compressed answer, within a bound."""
        if self._bytes + len(body) <= _KEPT_BYTES and path not in self._kept:
            self._kept[path] = (start, body)
            self._bytes += len(body)


class _Squeeze:
    """One answer on its way through: gathered, compressed, sent on and kept."""

    def __init__(self, keeper: CompressedScripts, path: str, send: Send) -> None:
        self.keeper, self.path, self.send = keeper, path, send
        self.start: Message | None = None
        self.parts: list[bytes] = []

    async def run(self, scope: Scope, receive: Receive) -> None:
        await self.keeper.app(scope, receive, self.take)

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start" and self._is_worth_it(message):
            self.start = message
        elif self.start is None or message["type"] != "http.response.body":
            await self.send(message)
        else:
            self.parts.append(message.get("body", b""))
            if not message.get("more_body"):
                await self._finish(self.start)

    def _is_worth_it(self, message: Message) -> bool:
        headers = Headers(raw=message["headers"])
        kind, length = headers.get("content-type", ""), int(headers.get("content-length", "0") or 0)
        known = any(one in kind for one in _KINDS) and "content-encoding" not in headers
        return message["status"] == 200 and known and _SMALLEST <= length <= _LARGEST

    async def _finish(self, start: Message) -> None:
        body = gzip.compress(b"".join(self.parts), 6, mtime=0)
        headers = MutableHeaders(raw=list(start["headers"]))
        headers["Content-Encoding"], headers["Content-Length"] = "gzip", str(len(body))
        headers.add_vary_header("Accept-Encoding")
        message: Message = {**start, "headers": headers.raw}
        self.keeper.keep(self.path, message, body)
        await self.send(message)
        await self.send({"type": "http.response.body", "body": body})
