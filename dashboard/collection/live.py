"""The collection as it is now, read again when a file of its folder changes, and what was made of this version of it.

Pages and API share the one collection; each has a shelf of its own for what it made.
"""

import hashlib
import threading
import time
from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any

from cachetools import LRUCache

from dashboard.collection.collection import Collection, read_collection
from dashboard.collection.faults import Fault, SeedError
from dashboard.collection.seeds import default_folder

LOOK_SECONDS = 1.0
_what_changes = attrgetter("st_ino", "st_mode", "st_size", "st_mtime_ns", "st_ctime_ns")


@dataclass(frozen=True, eq=False)
class State:
    """What there is to show, or why there is nothing, and the faults of what was left out.
    ``stale`` tells that ``collection`` was read before the folder broke, for the reason in ``error``. ``version``
    changes with whatever of this changes: caches name it, and drop what was made from another."""

    collection: Collection | None
    faults: tuple[Fault, ...] = ()
    error: str | None = None
    version: str = ""
    stale: bool = False


class LiveCollection:
    """Keeps the state of one seeds folder; safe to ask from many threads. It holds no state but the newest."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self.folder = folder
        self._clock = clock
        self._lock = threading.Lock()
        self._looked_at = float("-inf")
        self._listed: object = None
        self._state = State(None)

    def current(self, at_once: bool = False) -> State:
        """Return the state; looks at the folder at most once a second, or *at_once*, and reads it where it changed.
        While one thread reads, the others are given what there was before."""
        is_due = at_once or self._clock() - self._looked_at >= LOOK_SECONDS
        if is_due and self._lock.acquire(blocking=at_once or self._listed is None):
            try:
                # Listed before it is read: what changes meanwhile is seen the next time.
                if (listed := _list_files(self.folder)) != self._listed:
                    self._state, self._listed = _read_state(self.folder, self._state), listed
                self._looked_at = self._clock()
            finally:
                self._lock.release()
        return self._state


def _list_files(folder: Path) -> dict[Path, Any]:
    """Return the files that are read, each with what tells a change; one that cannot be looked at hides no other.
    Names that begin with a dot are an editor's own. An edit that keeps size and time is told by the time of change."""
    listed: dict[Path, Any] = {}
    with suppress(OSError):
        for path in folder.iterdir():
            if path.suffix.lower() in (".toml", ".csv") and not path.name.startswith("."):
                listed[path] = None
                with suppress(OSError):
                    listed[path] = _what_changes(path.stat())
    return listed


def _read_state(folder: Path, before: State) -> State:
    """Read the folder; where nothing can be shown from it, keep what was shown before and say why."""
    try:
        collection = read_collection(folder)
        # A file that all reports share may be emptied or cut short: all of them break at once.
        faults, error = collection.faults, "every report has a fault"
        if collection.reports or not faults or before.collection is None:
            return State(collection, faults, version=collection.version)
    except SeedError as broken:
        faults, error = before.faults, str(broken)
    shown = before.collection.version if before.collection else ""
    version = hashlib.sha256("\n".join((shown, error, *map(str, faults))).encode("utf-8", "replace")).hexdigest()
    return State(before.collection, faults, error, version, stale=before.collection is not None)


@cache
def open_collection() -> LiveCollection:
    """Return the one live collection of this process: the folder of ``DASHBOARD_SEEDS``, else the project's seeds/."""
    return LiveCollection(default_folder())


class Shelf:
    """What was made of one version, the least recently used going first; a new version empties it at once.

    *size_of* tells how many bytes a thing holds, by default those of it or of its ``repr``. Keys count towards the
    *limit*, for an address may be long.
    """

    def __init__(
        self,
        limit: int,
        size_of: Callable[[Any], int] = lambda made: len(made if isinstance(made, bytes) else repr(made)),
    ) -> None:
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
