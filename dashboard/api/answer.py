"""Answers: made in threads, each once, kept within a bound, and sent with what lets others keep them too."""

from __future__ import annotations

import asyncio
import hashlib
import threading
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property

from cachetools import LRUCache
from starlette.requests import Request
from starlette.responses import Response

from dashboard.api.faults import ApiFault, come_again
from dashboard.api.headers import write_open_headers

# A browser asks again after a minute, and then learns from the ETag that nothing changed.
CACHE_CONTROL = "public, max-age=60"
KEPT_BYTES = 64 * 1024 * 1024


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
    """Answers of one version of the collection, the least recently used going first; a new version empties it.

    Keys count towards the bound: an address may be long. That a picture cannot be drawn is kept as well.
    """

    def __init__(self, limit: int = KEPT_BYTES) -> None:
        self._kept: LRUCache[Hashable, tuple[Answer | ApiFault, int]] = LRUCache(limit, getsizeof=lambda kept: kept[1])
        self._version: object = None
        self._lock = threading.Lock()

    def get(self, version: object, key: Hashable) -> Answer | ApiFault | None:
        """Return what is kept for this version, or None."""
        with self._lock:
            self._follow(version)
            kept = self._kept.get(key)
            return None if kept is None else kept[0]

    def put(self, version: object, key: Hashable, answer: Answer | ApiFault) -> None:
        """Keep an answer, unless it alone would fill half the shelf."""
        size = 1024 + 4 * len(repr(key)) + (len(answer.body) if isinstance(answer, Answer) else 0)
        with self._lock:
            self._follow(version)
            if size <= self._kept.maxsize // 2:
                self._kept[key] = (answer, size)

    def follow(self, version: object) -> None:
        """Drop what was made of another version, at once."""
        with self._lock:
            self._follow(version)

    @property
    def size(self) -> int:
        """Bytes kept, keys included."""
        return int(self._kept.currsize)

    def _follow(self, version: object) -> None:
        if version != self._version:
            self._kept.clear()
            self._version = version


class Workshop:
    """Makes answers in a few threads of its own: the same one once, however many ask; a bounded number waits."""

    def __init__(self, name: str, threads: int, most_waiting: int, shelf: Shelf) -> None:
        self.most_waiting = most_waiting
        self._shelf = shelf
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)
        # Only ever touched by the event loop.
        self._pending: dict[Hashable, asyncio.Future[Answer]] = {}

    async def get(self, version: object, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """Return the answer of *key*, made by *make* where it is not kept.

        Raises what *make* raises, and :class:`ApiFault` (503) where too many others wait.
        """
        kept = self._shelf.get(version, key)
        if isinstance(kept, ApiFault):
            raise ApiFault(kept.status, str(kept), headers=kept.headers, **kept.details)
        if kept is not None:
            return kept
        turn = (version, key)
        if turn not in self._pending:
            if len(self._pending) >= self.most_waiting:
                raise come_again("many others wait for an answer just now; try again in a few seconds")
            task = asyncio.ensure_future(self._make(version, key, make))
            self._pending[turn] = task
            task.add_done_callback(lambda _: self._pending.pop(turn, None))
        # One who goes away must not take the answer from the others.
        return await asyncio.shield(self._pending[turn])

    async def _make(self, version: object, key: Hashable, make: Callable[[], Answer]) -> Answer:
        def work() -> Answer:
            answer = make()
            # Of a large file the tag takes long enough to keep the event loop from others.
            _ = answer.etag
            return answer

        try:
            answer = await asyncio.get_running_loop().run_in_executor(self._threads, work)
        except ApiFault as fault:
            if fault.status == 422:
                # A fresh one: the fault itself holds on to what it was raised from.
                kept = ApiFault(fault.status, str(fault), headers=fault.headers, **fault.details)
                self._shelf.put(version, key, kept)
            raise
        self._shelf.put(version, key, answer)
        return answer


def send_answer(request: Request, answer: Answer, download: bool, stale: bool = False, faults: int = 0) -> Response:
    """Return the response: 304 where the caller has the same, else the file with name, type and ETag.

    ``Dashboard-Stale: true`` says that the collection cannot be read and what was read before is served,
    ``Dashboard-Faults`` how many faults leave something out of it.
    """
    kind = "attachment" if download or answer.attachment else "inline"
    headers = {"ETag": answer.etag, "Cache-Control": CACHE_CONTROL, **write_open_headers()}
    if stale:
        headers["Dashboard-Stale"] = "true"
    if faults:
        headers["Dashboard-Faults"] = str(faults)
    if is_known(request.headers.get("if-none-match", ""), answer.etag):
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = f'{kind}; filename="{answer.file_name}"'
    return Response(answer.body, headers=headers | dict(answer.headers), media_type=answer.media_type)


def is_known(condition: str, etag: str) -> bool:
    """Tell whether an If-None-Match names *etag*, compared weakly (RFC 9110, 13.1.2)."""
    tags = {tag.strip().removeprefix("W/") for tag in condition.split(",")}
    return "*" in tags or etag.removeprefix("W/") in tags
