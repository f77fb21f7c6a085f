"""What was made of one version of the collection, kept within a bound: pages and API each have a shelf of their own."""

import threading
from collections.abc import Callable, Hashable
from operator import itemgetter
from typing import Any

from cachetools import LRUCache


class Shelf:
    """What was made of one version, the least recently used going first; a new version empties it at once.

    *size_of* tells how many bytes a thing holds, by default what its ``repr`` writes. Keys count towards the *limit*,
    for an address may be long.
    """

    def __init__(self, limit: int, size_of: Callable[[Any], int] = lambda made: len(repr(made))) -> None:
        self._kept: LRUCache[Hashable, tuple[Any, int]] = LRUCache(limit, getsizeof=itemgetter(1))
        self._size_of = size_of
        self._version: object = None
        self._lock = threading.RLock()

    def get(self, version: object, key: Hashable) -> Any:
        """Return what is kept for this version, or None."""
        with self._lock:
            self.follow(version)
            return self._kept.get(key, (None, 0))[0]

    def put(self, version: object, key: Hashable, made: object) -> None:
        """Keep what was made, unless it alone would fill half the shelf."""
        size = 1024 + 4 * len(repr(key)) + self._size_of(made)
        with self._lock:
            self.follow(version)
            if size <= self._kept.maxsize // 2:
                self._kept[key] = (made, size)

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
