"""What the pages show of exhibits, kept as text within a bound."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from contextlib import suppress
from typing import Any, NamedTuple, TypeVar, cast

import orjson
import plotly.graph_objects as go
from cachetools import LRUCache

T = TypeVar("T")
KEPT_BYTES = 24_000_000


class ReadyChart(go.Figure):  # type: ignore[misc]
    """A chart that was checked when it was made: Plotly would check all of it again at every run, 60 ms a chart.

    ``text`` is its JSON, all that is kept of it; ``height`` and, where it has one of its own, ``width`` are in pixels.
    """

    def __init__(self, text: str, height: int, width: int | None = None) -> None:
        self.__dict__.update(text=text, height=height, width=width)

    def to_dict(self) -> dict[str, Any]:
        """Return what the text holds."""
        return dict(orjson.loads(self.__dict__["text"]))

    def __repr__(self) -> str:
        return str(self.__dict__["text"])


class Shown(NamedTuple):
    """An exhibit as a page shows it: HTML and charts in their order, and its words for who cannot see it."""

    key: str
    alt: str
    figures: tuple[str, ...]
    head: str
    body: tuple[ReadyChart | str, ...]
    foot: str


class Shelf:
    """What was made of one version of the collection, as text and within a bound; a new version empties it at once."""

    def __init__(self, limit: int = KEPT_BYTES) -> None:
        self._kept: LRUCache[Hashable, object] = LRUCache(limit, getsizeof=lambda kept: 1_000 + len(repr(kept)))
        self._version: object = None
        self._lock = threading.Lock()

    def get(self, version: object, key: Hashable, make: Callable[[], T]) -> T:
        """Return what is kept under *key*, made by *make* where it is not."""
        with self._lock:
            if version != self._version:
                self._kept.clear()
                self._version = version
            if key in self._kept:
                return cast("T", self._kept[key])
        made = make()
        # What is larger than the shelf is made each time.
        with self._lock, suppress(ValueError):
            if version == self._version:
                self._kept[key] = made
        return made

    def __len__(self) -> int:
        return len(self._kept)


SHELF = Shelf()
