"""Answers: made in threads, each once, kept within a bound, and sent with what lets others keep them too."""

from __future__ import annotations

import asyncio
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

from starlette.requests import Request
from starlette.responses import Response

from dashboard.api.faults import ApiFault, come_again

# A browser asks again after a minute, and then is told by the ETag that nothing changed.
CACHE_CONTROL = "public, max-age=60"
KEPT_BYTES = 128 * 1024 * 1024
# Anybody may read: it is public data, and nothing depends on who asks (no cookie is read, nothing can be written).
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Disposition, ETag",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


@dataclass(frozen=True)
class Answer:
    """A file to send. ``identity`` is what its ETag is made from, where the file itself holds the time it was made."""

    body: bytes = field(repr=False)
    media_type: str
    file_name: str
    attachment: bool = False
    identity: bytes = field(default=b"", repr=False)
    headers: tuple[tuple[str, str], ...] = ()

    @cached_property
    def etag(self) -> str:
        """The tag; a weak one, for the server may send the same answer compressed."""
        return f'W/"{hashlib.sha256(self.identity or self.body).hexdigest()[:32]}"'


class Shelf:
    """Answers by key, for as long as the collection they were made from lives; the least recently used goes first.

    That a picture cannot be legible is kept as well: finding it out costs as much as drawing.
    """

    def __init__(self, limit: int = KEPT_BYTES) -> None:
        self.limit = limit
        self._shelves: WeakKeyDictionary[Any, OrderedDict[Hashable, Answer | ApiFault]] = WeakKeyDictionary()
        self._lock = threading.Lock()

    def get(self, owner: object, key: Hashable) -> Answer | ApiFault | None:
        """Return what is kept, or None."""
        with self._lock:
            kept = self._shelves.get(owner, {})
            if key in kept:
                kept.move_to_end(key)
            return kept.get(key)

    def put(self, owner: object, key: Hashable, answer: Answer | ApiFault) -> None:
        """Keep an answer, unless it alone would fill half the shelf."""
        if count_bytes(answer) > self.limit // 2:
            return
        with self._lock:
            kept = self._shelves.setdefault(owner, OrderedDict())
            kept[key] = answer
            while self.size(owner) > self.limit:
                kept.popitem(last=False)

    def size(self, owner: object) -> int:
        """Bytes kept for one collection."""
        return sum(count_bytes(answer) for answer in self._shelves.get(owner, {}).values())


def count_bytes(answer: Answer | ApiFault) -> int:
    """Return about how much memory an answer takes."""
    return 1024 + (len(answer.body) if isinstance(answer, Answer) else 0)


class Workshop:
    """Makes answers in a few threads of its own: the same one once, however many ask; a bounded number waits."""

    def __init__(self, name: str, threads: int, most_waiting: int, shelf: Shelf) -> None:
        self.most_waiting = most_waiting
        self._shelf = shelf
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)
        # Only ever touched by the event loop.
        self._pending: dict[Hashable, asyncio.Future[Answer]] = {}

    async def get(self, owner: object, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """Return the answer of *key*, made by *make* where it is not kept; raises what *make* raises, and
        :class:`ApiFault` (503) where too many others wait."""
        kept = self._shelf.get(owner, key)
        if isinstance(kept, ApiFault):
            raise kept.with_traceback(None)
        if kept is not None:
            return kept
        turn = (id(owner), key)
        if turn not in self._pending:
            if len(self._pending) >= self.most_waiting:
                raise come_again("many others wait for an answer just now; try again in a few seconds")
            task = asyncio.ensure_future(self._make(owner, key, make))
            self._pending[turn] = task
            task.add_done_callback(lambda _: self._pending.pop(turn, None))
        # One who goes away must not take the answer from the others.
        return await asyncio.shield(self._pending[turn])

    async def _make(self, owner: object, key: Hashable, make: Callable[[], Answer]) -> Answer:
        def work() -> Answer:
            answer = make()
            # Of a large file the tag takes long enough to keep the event loop from others.
            _ = answer.etag
            return answer

        try:
            answer = await asyncio.get_running_loop().run_in_executor(self._threads, work)
        except ApiFault as fault:
            if fault.status == 422:
                self._shelf.put(owner, key, fault)
            raise
        self._shelf.put(owner, key, answer)
        return answer


def send_answer(request: Request, answer: Answer, download: bool) -> Response:
    """Return the response: 304 where the caller has the same, else the file with name, type and ETag."""
    kind = "attachment" if download or answer.attachment else "inline"
    headers = {"ETag": answer.etag, "Cache-Control": CACHE_CONTROL, **OPEN}
    if is_known(request.headers.get("if-none-match", ""), answer.etag):
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = f'{kind}; filename="{answer.file_name}"'
    return Response(answer.body, headers=headers | dict(answer.headers), media_type=answer.media_type)


def is_known(condition: str, etag: str) -> bool:
    """Tell whether an If-None-Match names *etag*, compared weakly (RFC 9110, 13.1.2)."""
    tags = {tag.strip().removeprefix("W/") for tag in condition.split(",")}
    return "*" in tags or etag.removeprefix("W/") in tags
