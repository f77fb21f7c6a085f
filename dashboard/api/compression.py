"""Streamlit's scripts and styles, compressed once: it sends them as they are, 7.5 MB before the first chart."""

from __future__ import annotations

import asyncio
import gzip
from typing import TYPE_CHECKING

from cachetools import LRUCache
from starlette.datastructures import Headers, MutableHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_KINDS = ("javascript", "text/css", "application/wasm", "application/json")
_SMALLEST = 1_024
_LARGEST = 16_000_000
_KEPT_BYTES = 32_000_000


def accepts_gzip(header: str) -> bool:
    """Whether an Accept-Encoding header allows gzip (RFC 9110, 12.5.3): ``gzip;q=0`` forbids it."""
    weights = {}
    for part in header.lower().split(","):
        name, _, weight = part.partition(";")
        weights[name.strip()] = _read_weight(weight)
    return weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0))) > 0


def _read_weight(weight: str) -> float:
    try:
        return float(weight.replace(" ", "").removeprefix("q=") or "1")
    except ValueError:
        return 0.0


class CompressedScripts:
    """ASGI middleware that answers below ``/static/`` in gzip. File names hold a hash, so each is compressed once.

    A caller who forbids gzip is asked for nothing of the kind further in, where only the word is looked for.
    """

    def __init__(self, app: ASGIApp, prefix: str = "/static/") -> None:
        self.app = app
        self.prefix = prefix
        self._kept: LRUCache[str, tuple[Message, bytes]] = LRUCache(_KEPT_BYTES, getsizeof=lambda kept: len(kept[1]))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or pass on and compress what comes back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if not accepts_gzip(headers.get("accept-encoding", "")):
            await self.app(_without(scope, b"accept-encoding"), receive, send)
            return
        path = scope.get("path", "").removeprefix(scope.get("root_path", ""))
        conditional = any(name in headers for name in ("range", "if-none-match", "if-modified-since"))
        if scope["method"] != "GET" or not path.startswith(self.prefix) or conditional:
            await self.app(scope, receive, send)
        elif (kept := self._kept.get(path)) is None:
            await _Squeeze(self, path, send).run(scope, receive)
        else:
            await send(kept[0])
            await send({"type": "http.response.body", "body": kept[1]})

    def keep(self, path: str, start: Message, body: bytes) -> None:
        """Keep a compressed answer, within a bound."""
        if len(body) <= _KEPT_BYTES // 4:
            self._kept[path] = (start, body)


def _without(scope: Scope, name: bytes) -> Scope:
    return {**scope, "headers": [pair for pair in scope["headers"] if pair[0].lower() != name]}


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
        plain = b"".join(self.parts)
        body = await asyncio.to_thread(gzip.compress, plain, 6, mtime=0)
        headers = MutableHeaders(raw=list(start["headers"]))
        headers["Content-Encoding"], headers["Content-Length"] = "gzip", str(len(body))
        headers.add_vary_header("Accept-Encoding")
        if (tag := headers.get("etag", "W/")) and not tag.startswith("W/"):
            headers["ETag"] = f"W/{tag}"  # other bytes, the same content
        message: Message = {**start, "headers": headers.raw}
        self.keeper.keep(self.path, message, body)
        await self.send(message)
        await self.send({"type": "http.response.body", "body": body})
