"""The collection as it is now: read once, and again when a file of its folder changes; shared by pages and API."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dashboard.collection.collection import Collection, read_collection
from dashboard.collection.faults import Fault, SeedError
from dashboard.collection.seeds import default_folder
from dashboard.collection.toml import read_plain_file

LOOK_SECONDS = 1.0
# A file system that keeps no time of change would hide an edit of the same size; so now and then the bytes are read.
READ_SECONDS = 30.0
_MOST_BYTES = 20_000_000


@dataclass(frozen=True, eq=False)
class State:
    """What there is to show, or why there is nothing, and the faults of what was left out.

    ``stale`` tells that ``collection`` was read before the folder broke, for the reason in ``error``. ``version``
    changes with whatever of this changes: caches name it, and drop what was made from another.
    """

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
        self._looked_at = self._read_at = float("-inf")
        self._listed: object = None
        self._digest = ""
        self._state = State(None)

    def current(self, at_once: bool = False) -> State:
        """Return the state; looks at the folder at most once a second, or *at_once*, and reads it where it changed.

        While one thread reads, the others are given what there was before.
        """
        if self._is_due(at_once) and self._lock.acquire(blocking=at_once or self._listed is None):
            try:
                if self._is_due(at_once):
                    self._look()
                    self._looked_at = self._clock()
            finally:
                self._lock.release()
        return self._state

    def _is_due(self, at_once: bool) -> bool:
        return at_once or self._clock() - self._looked_at >= LOOK_SECONDS

    def _look(self) -> None:
        listed = _list_files(self.folder)
        if listed != self._listed or self._clock() - self._read_at >= READ_SECONDS:
            digest = _digest_files(self.folder, listed)
            if digest != self._digest or self._listed is None:
                self._state = _read_state(self.folder, self._state)
            self._listed, self._digest, self._read_at = listed, digest, self._clock()


def _list_files(folder: Path) -> dict[str, tuple[int, ...]]:
    """Return the files that are read, each with what tells a change; one that cannot be looked at hides no other.

    Names that begin with a dot are an editor's own.
    """
    try:
        names = sorted(name for name in os.listdir(folder) if not name.startswith("."))  # noqa: PTH208
    except OSError:
        return {}
    return {name: _describe(folder / name) for name in names if name.lower().endswith((".toml", ".csv"))}


def _describe(path: Path) -> tuple[int, ...]:
    try:
        status = path.stat()
    except OSError:
        return ()
    return (status.st_ino, status.st_mode, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def _digest_files(folder: Path, names: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for name in names:
        try:
            content = read_plain_file(folder / name, _MOST_BYTES)
        except SeedError as error:
            content = str(error).encode("utf-8", "surrogateescape")
        digest.update(f"{name} {len(content)}\n".encode("utf-8", "surrogateescape") + content)
    return digest.hexdigest()


def _read_state(folder: Path, before: State) -> State:
    """Read the folder; where nothing can be shown from it, keep what was shown before and say why."""
    try:
        collection = read_collection(folder)
    except SeedError as error:
        return _keep(before, before.faults, str(error))
    if not collection.reports and collection.faults and before.collection is not None:
        # A file that all reports share was emptied or cut short: all of them break at once.
        return _keep(before, collection.faults, "every report has a fault")
    return State(collection, collection.faults, version=collection.version)


def _keep(before: State, faults: tuple[Fault, ...], error: str) -> State:
    shown = before.collection.version if before.collection is not None else ""
    version = hashlib.sha256("\n".join((shown, error, *map(str, faults))).encode("utf-8", "replace")).hexdigest()
    return State(before.collection, faults, error, version, stale=before.collection is not None)


@cache
def open_collection() -> LiveCollection:
    """Return the one live collection of this process: the folder of ``DASHBOARD_SEEDS``, else the project's seeds/."""
    return LiveCollection(default_folder())
