"""Exhibits as the pages show them, made once per selection and theme and kept as text within a bound."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import orjson
import plotly.graph_objects as go
from cachetools import LRUCache

from dashboard.exhibits import LOOKS, Chart, Exhibit, Theme
from dashboard.render import html

T = TypeVar("T")
KEPT_BYTES = 24_000_000
# The height of a row and of an axis, in ems of the labels.
ROW, AXIS = 1.8, 2.6
MAP_HEIGHT = 500


@dataclass(frozen=True)
class ShownChart:
    """A chart as JSON for the browser. ``height`` and, where it has one of its own, ``width`` are in CSS pixels."""

    json: str
    height: int
    width: int | None = None


class ReadyChart(go.Figure):  # type: ignore[misc]
    """A chart that was checked when it was made: Plotly would check all of it again at every run, 60 ms a chart."""

    def __init__(self, text: str) -> None:
        # Nothing but the text: what Plotly keeps of a chart beside it is made at every run and used by nobody.
        self.__dict__["text"] = text

    def to_dict(self) -> dict[str, Any]:
        """Return what the text holds."""
        return dict(orjson.loads(self.__dict__["text"]))


@dataclass(frozen=True)
class Shown:
    """An exhibit as a page shows it: pieces of HTML and charts, and what a click or a link needs to know.

    ``asides`` are the tables of what is not the same thing; a page may fold them.
    """

    id: str
    key: str
    alt: str
    head: str
    body: tuple[ShownChart | str, ...]
    foot: str
    asides: tuple[str, ...]
    twins: tuple[str, ...]
    details: tuple[str, ...]
    figures: tuple[str, ...]
    address: tuple[tuple[str, str], ...]

    @property
    def size(self) -> int:
        """About how many bytes it holds."""
        parts = [part if isinstance(part, str) else part.json for part in self.body]
        return 2_000 + sum(map(len, (self.head, self.foot, *parts, *self.asides, *self.twins, *self.details)))


class Shelf:
    """What was made for one version of the collection; a new version empties it at once."""

    def __init__(self, limit: int = KEPT_BYTES) -> None:
        self._kept: LRUCache[Hashable, Shown | str] = LRUCache(limit, getsizeof=_size_of)
        self._version: object = None
        self._lock = threading.Lock()

    def get(self, version: object, key: Hashable, make: Callable[[], T]) -> T:
        """Return what is kept under *key*, made by *make* where it is not."""
        with self._lock:
            if version != self._version:
                self._kept.clear()
                self._version = version
            kept = self._kept.get(key)
        if kept is None:
            kept = make()
            with self._lock:
                if version == self._version and _size_of(kept) < self._kept.maxsize // 4:
                    self._kept[key] = kept
        return cast("T", kept)

    def __len__(self) -> int:
        return len(self._kept)


def _size_of(kept: Shown | str) -> int:
    return kept.size if isinstance(kept, Shown) else 1_000 + len(kept)


def make_shown(exhibit: Exhibit, theme: Theme, link: Callable[[str], str]) -> Shown:
    """Turn an exhibit into what a page shows; *link* gives the address of a figure's page.

    A table stands beside its chart, below it in grey where it is of what differs, or folded as its twin.
    """
    body: list[ShownChart | str] = []
    asides: list[str] = []
    twins: list[str] = []
    for block in exhibit.body:
        if isinstance(block, Chart):
            body.append(_draw(block, theme))
        else:
            differs = body and all(section.muted for section in block.sections)
            shelf: list[Any] = twins if block.twin else asides if differs else body
            shelf.append(html.write_table(block, theme, link))
    return Shown(
        id=exhibit.id,
        key=exhibit.key,
        alt=exhibit.alt,
        head=html.write_head(exhibit, theme),
        body=tuple(body),
        foot=html.write_foot(exhibit, theme),
        asides=tuple(asides),
        twins=tuple(twins),
        details=exhibit.details,
        figures=exhibit.figures,
        address=tuple(exhibit.address.items()),
    )


def _draw(chart: Chart, theme: Theme) -> ShownChart:
    look = LOOKS[theme]
    drawn = json.loads(chart.draw(look).to_json())
    rows = chart.heights[-1] if chart.heights else chart.rows
    height = MAP_HEIGHT if chart.aspect else round((rows * ROW + AXIS) * look.size)
    # A map that is wider than its frame would stand between two empty fields.
    width = round(MAP_HEIGHT * chart.aspect) if chart.aspect else None
    drawn["layout"]["height"] = height
    # Half of a small chart's bytes is how a template would draw the kinds of traces that it does not have.
    template = drawn["layout"].get("template", {})
    kinds = {trace["type"] for trace in drawn["data"]}
    template["data"] = {kind: value for kind, value in template.get("data", {}).items() if kind in kinds}
    return ShownChart(json.dumps(drawn, separators=(",", ":")), height, width)


SHELF = Shelf()
