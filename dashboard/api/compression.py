"""Streamlit's scripts and styles, compressed once: it sends them as they are, 7.5 MB before the first chart."""

from __future__ import annotations

import asyncio
import gzip
import mimetypes
import re
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.responses import Response

from dashboard.api.headers import find_static, path_of

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_FORBIDDEN = re.compile(r"\bgzip\s*;\s*q=(?!0*[1-9]|0*\.0*[1-9])")
_ENDINGS = (".js", ".css", ".svg")
# File names hold a hash of what is in them.
_CACHE_CONTROL = "public, immutable, max-age=31536000"


def accepts_gzip(header: str) -> bool:
    """Whether an Accept-Encoding header names gzip and does not forbid it by ``q=0`` (RFC 9110, 12.5.3)."""
    return "gzip" in header.lower() and not _FORBIDDEN.search(header.lower())


class CompressedScripts:
    """ASGI middleware that answers below ``/static/`` in gzip, each file compressed once: all of them are 10 MB.

    A caller who forbids gzip is asked for nothing of the kind further in, where only the word is looked for.
    """

    def __init__(self, app: ASGIApp, folder: Path | None = None) -> None:
        self.app = app
        folder = folder or find_static()
        files = (path for path in (folder / "static").rglob("*") if path.suffix in _ENDINGS)
        self._files = {f"/{path.relative_to(folder).as_posix()}": path for path in files}
        self._kept: dict[str, bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or pass on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if not accepts_gzip(headers.get("accept-encoding", "")):
            kept = [pair for pair in scope["headers"] if pair[0].lower() != b"accept-encoding"]
            await self.app({**scope, "headers": kept}, receive, send)
            return
        path = path_of(scope)
        conditional = any(name in headers for name in ("range", "if-none-match", "if-modified-since"))
        if scope["method"] != "GET" or path not in self._files or conditional:
            await self.app(scope, receive, send)
            return
        if path not in self._kept:
            self._kept[path] = await asyncio.to_thread(_compress, self._files[path])
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        extra = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding", "Cache-Control": _CACHE_CONTROL}
        await Response(self._kept[path], headers=extra, media_type=kind)(scope, receive, send)


def _compress(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6, mtime=0)
