"""Exhibits as the pages show them, made once per selection and theme and kept as text within a bound."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import orjson
import plotly.graph_objects as go
from cachetools import LRUCache

from dashboard.exhibits import LOOKS, Chart, Exhibit, Theme
from dashboard.render import html
from dashboard.views.text import write

T = TypeVar("T")
KEPT_BYTES = 24_000_000
# The height of a row and of an axis, in ems of the labels.
ROW, AXIS = 1.8, 2.6
MAP_HEIGHT = 500


class ReadyChart(go.Figure):
    """A chart that was checked when it was made: Plotly would check all of it again at every run, 60 ms a chart.

    ``text`` is its JSON, all that is kept of it; ``height`` and, where it has one of its own, ``width`` are in CSS
    pixels.
    """

    def __init__(self, text: str, height: int, width: int | None = None) -> None:
        self.__dict__.update(text=text, height=height, width=width)

    def to_dict(self) -> dict[str, Any]:
        """Return what the text holds."""
        return dict(orjson.loads(self.__dict__["text"]))

    def __repr__(self) -> str:
        return str(self.__dict__["text"])


@dataclass(frozen=True)
class Shown:
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


def make_shown(
    exhibit: Exhibit, theme: Theme, link: Callable[[str], str], files: str = "", part: str = "", fold: bool = False
) -> Shown:
    """Turn an exhibit into what a page shows; *link* gives the address of a figure's page, *files* stand at the foot.

    A table stands beside its chart, below it in grey where it is of what differs, or folded as its twin. As *part*
    ``table`` it has no charts, as ``chart`` its tables are folded; with *fold* what differs is.
    """
    body: list[ReadyChart | str] = []
    differing = folded = ""
    for at, block in enumerate(exhibit.body):
        if isinstance(block, Chart):
            body.extend([_draw(block, theme)] if part != "table" else [])
            continue
        table = html.write_table(block, theme, link)
        if block.twin:
            folded += table
        elif at and all(section.muted for section in block.sections):
            differing += table
        elif part == "chart":
            folded = table + folded
        else:
            body.append(table)
    folded += write("details", exhibit.details) if exhibit.details else ""
    if fold and differing:
        below, fold_label, folded = "", "What differs, table and full notes", differing + folded
    else:
        below, fold_label = differing, "Table and full notes"
    more = write("fold", fold_label, folded) if folded else ""
    foot = below + html.write_foot(exhibit, theme) + files + more
    return Shown(exhibit.key, exhibit.alt, exhibit.figures, html.write_head(exhibit, theme), tuple(body), foot)


def _draw(chart: Chart, theme: Theme) -> ReadyChart:
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
    return ReadyChart(json.dumps(drawn, separators=(",", ":")), height, width)
