"""Answers: made in threads, each once, kept within a bound, and sent with what lets others keep them too."""

from __future__ import annotations

import asyncio
import hashlib
import threading
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from dataclasses import dataclass, field

from cachetools import LRUCache

from dashboard.api.faults import ApiFault, come_again

KEPT_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Answer:
    """A file to send. ``identity`` is what its ETag is made from: the file itself holds the time it was made."""

    body: bytes = field(repr=False)
    media_type: str
    file_name: str
    attachment: bool = False
    identity: bytes = field(default=b"", repr=False)
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def etag(self) -> str:
        """The tag; a weak one, for the server may send the same answer compressed."""
        return f'W/"{hashlib.sha256(self.identity).hexdigest()[:32]}"'


class Shelf:
    """Answers of one version of the collection, the least recently used going first; a new version empties it.

    Keys count towards the bound: an address may be long. That a picture cannot be drawn is kept as well.
    """

    def __init__(self, limit: int = KEPT_BYTES) -> None:
        self._kept: LRUCache[Hashable, tuple[Answer | ApiFault, int]] = LRUCache(limit, getsizeof=lambda kept: kept[1])
        self._version: object = None
        self._lock = threading.RLock()

    def get(self, version: object, key: Hashable) -> Answer | ApiFault | None:
        """Return what is kept for this version, or None."""
        with self._lock:
            self.follow(version)
            return self._kept.get(key, (None, 0))[0]

    def put(self, version: object, key: Hashable, answer: Answer | ApiFault) -> None:
        """Keep an answer, unless it alone would fill half the shelf."""
        size = 1024 + 4 * len(repr(key)) + (len(answer.body) if isinstance(answer, Answer) else 0)
        with self._lock:
            self.follow(version)
            if size <= self._kept.maxsize // 2:
                self._kept[key] = (answer, size)

    def follow(self, version: object) -> None:
        """Drop what was made of another version, at once."""
        with self._lock:
            if version != self._version:
                self._kept.clear()
                self._version = version

    @property
    def size(self) -> int:
        """Bytes kept, keys included."""
        return int(self._kept.currsize)


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
            raise copy(kept)
        if kept is not None:
            return kept
        turn = (version, key)
        if turn not in self._pending:
            if len(self._pending) >= self.most_waiting:
                raise come_again("many others wait for an answer just now; try again in a few seconds")
            task = self._pending[turn] = asyncio.ensure_future(self._make(version, key, make))
            task.add_done_callback(lambda _: self._pending.pop(turn, None))
        # One who goes away must not take the answer from the others.
        return await asyncio.shield(self._pending[turn])

    async def _make(self, version: object, key: Hashable, make: Callable[[], Answer]) -> Answer:
        try:
            answer = await asyncio.get_running_loop().run_in_executor(self._threads, make)
        except ApiFault as fault:
            if fault.status == 422:
                # A copy: the fault itself holds on to what it was raised from.
                self._shelf.put(version, key, copy(fault))
            raise
        self._shelf.put(version, key, answer)
        return answer
