"""The collection as it is now: read once, and read again when a file of seeds/ changes; shared by pages and API."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dashboard.seeds import Fault, SeedError, read_collection
from dashboard.tables import TableError, Tables, build_tables

SEEDS_VARIABLE = "DASHBOARD_SEEDS"
LOOK_AGAIN_SECONDS = 1.0


@dataclass(frozen=True, eq=False)
class State:
    """What there is to show: the tables, or why there are none, and the faults of what was left out.

    ``version`` changes with every reading, so that caches can name what they were made from.
    """

    tables: Tables | None
    faults: tuple[Fault, ...] = ()
    error: str | None = None
    version: int = 0


class LiveCollection:
    """Keeps the state of one seeds folder; safe to ask from many threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._looked_at = float("-inf")
        self._fingerprint: object = None
        self._state = State(None)

    def current(self) -> State:
        """Return the state; looks at the folder at most once a second and re-reads it only where it changed."""
        if time.monotonic() - self._looked_at < LOOK_AGAIN_SECONDS:
            return self._state
        with self._lock:
            if time.monotonic() - self._looked_at >= LOOK_AGAIN_SECONDS:
                self._refresh()
                self._looked_at = time.monotonic()
        return self._state

    def _refresh(self) -> None:
        fingerprint = tuple(_list_files(self.folder))
        if fingerprint != self._fingerprint:
            self._state = _read_state(self.folder, self._state)
            self._fingerprint = fingerprint


def _list_files(folder: Path) -> Iterable[tuple[str, int, int]]:
    try:
        with os.scandir(folder) as entries:
            files = [entry for entry in entries if entry.name.endswith((".toml", ".csv"))]
            return sorted((file.name, file.stat().st_mtime_ns, file.stat().st_size) for file in files)
    except OSError:
        return []


def _read_state(folder: Path, before: State) -> State:
    """Read the folder; where nothing can be shown from it, keep what was shown before and say why."""
    try:
        collection = read_collection(folder)
        if not collection.files and collection.faults and before.tables is not None:
            # A file that all sources share was emptied or cut short: all of them break at once.
            return State(before.tables, collection.faults, "every source has a fault", before.version + 1)
        return State(build_tables(collection), collection.faults, version=before.version + 1)
    except (SeedError, TableError) as error:
        return State(before.tables, before.faults, str(error), before.version + 1)


@cache
def open_collection() -> LiveCollection:
    """Return the one live collection of this process: the folder of ``DASHBOARD_SEEDS``, else the project's seeds/."""
    default = Path(__file__).parent.parent / "seeds"
    return LiveCollection(Path(os.environ.get(SEEDS_VARIABLE) or default))
