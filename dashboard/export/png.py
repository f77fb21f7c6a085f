"""A chart of the registry as a PNG file that carries its own provenance; drawn once, kept within a bound."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlencode

from dashboard.charts.base import ChartKind, SourcedChart
from dashboard.export.browser import BROWSER
from dashboard.export.chunks import insert_text
from dashboard.export.faults import PictureError
from dashboard.export.layout import find_preset, lay_out, short_id
from dashboard.export.provenance import KEYWORD, make_record, write_record
from dashboard.tables import Tables
from dashboard.theme import Mode

CACHE_BYTES = 64 * 1024 * 1024
MODES: tuple[Mode, ...] = ("light", "dark")


@dataclass(frozen=True)
class Picture:
    """A drawn chart: the PNG without its record, and the chart it shows (its Plotly object is left out)."""

    png: bytes
    sourced: SourcedChart
    short_id: str


class PictureCache:
    """Pictures by key, the least recently used dropped first; each is drawn once even if asked for twice at a time."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._pictures: OrderedDict[object, Picture] = OrderedDict()
        self._drawing: dict[object, threading.Lock] = {}
        self._lock = threading.Lock()

    def get(self, key: object, draw: Callable[[], Picture]) -> Picture:
        """Return the picture of *key*, drawn by *draw* where it is not kept."""
        with self._lock:
            turn = self._drawing.setdefault(key, threading.Lock())
        with turn:
            with self._lock:
                if key in self._pictures:
                    self._pictures.move_to_end(key)
                    return self._pictures[key]
            try:
                picture = draw()
                self._keep(key, picture)
            finally:
                with self._lock:
                    self._drawing.pop(key, None)
        return picture

    def _keep(self, key: object, picture: Picture) -> None:
        with self._lock:
            self._pictures[key] = picture
            while self._pictures and self.size > self.limit:
                self._pictures.popitem(last=False)

    @property
    def size(self) -> int:
        """Bytes of all pictures that are kept."""
        return sum(len(picture.png) for picture in self._pictures.values())

    def clear(self) -> None:
        """Drop all pictures."""
        with self._lock:
            self._pictures.clear()


CACHE = PictureCache(CACHE_BYTES)


def find_kind(chart: str) -> ChartKind:
    """Return a chart of the registry; raises :class:`PictureError` naming the known ones."""
    from dashboard.charts import CHARTS

    if chart not in CHARTS:
        raise PictureError(f"chart {chart!r}, expected one of {', '.join(CHARTS)}")
    return CHARTS[chart]


def draw_picture(
    kind: ChartKind | str, tables: Tables, preset: str = "slide", mode: Mode = "light", filter_text: str = ""
) -> Picture:
    """Draw a chart, or return the kept picture of the same chart, data, preset and mode.

    Raises :class:`PictureError` where it is not legible at this size or *tables* hold nothing that it shows, and
    what ``browser.PictureBrowser.draw`` raises.
    """
    kind = find_kind(kind) if isinstance(kind, str) else kind
    find_preset(preset)
    if mode not in MODES:
        raise PictureError(f"theme {mode!r}, expected one of {', '.join(MODES)}")
    if not kind.applies(tables):
        raise PictureError(f"{kind.id}: the chosen sources hold nothing that it shows")
    # A chart may show gaps, statements and events as well, so the figures alone do not name it.
    key = (kind.id, kind.build, tables.view_hash, tables.figures_hash, preset, mode, filter_text)
    return CACHE.get(key, lambda: _draw(kind, tables, preset, mode, filter_text))


def _draw(kind: ChartKind, tables: Tables, preset: str, mode: Mode, filter_text: str) -> Picture:
    size = find_preset(preset)
    chart, sourced = lay_out(kind, tables, preset, mode, filter_text)
    png = BROWSER.draw(chart, size.width, size.height, size.scale)
    return Picture(png, replace(sourced, chart=None), short_id(kind.id, tables, filter_text))


def stamp_picture(picture: Picture, tables: Tables, now: datetime, link: str, filter_text: str = "") -> bytes:
    """Return the PNG with its text chunks: title, alt text, source, time, and the record of its figures."""
    sourced = picture.sourced
    made = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    record = make_record(sourced, tables, short_id=picture.short_id, made=made, link=link, filter_text=filter_text)
    texts = {
        "Title": sourced.title,
        "Description": sourced.alt,
        "Source": "; ".join(sourced.sources),
        "Creation Time": made,
        KEYWORD: write_record(record),
    }
    return insert_text(picture.png, texts)


def make_png(
    kind: ChartKind | str,
    tables: Tables,
    preset: str = "slide",
    mode: Mode = "light",
    *,
    now: datetime,
    link: str | None = None,
    filter_text: str = "",
) -> bytes:
    """Return a chart as a PNG that says what it shows, from which data, and when it was made (*now*).

    *link* is the address of the same view, by default ``/?chart=<id>``. Raises as :func:`draw_picture`.
    """
    picture = draw_picture(kind, tables, preset, mode, filter_text)
    return stamp_picture(picture, tables, now, link or default_link(picture.sourced.id), filter_text)


def default_link(chart: str, **more: str) -> str:
    """Return the relative address of a chart's page."""
    return "/explore?" + urlencode({"chart": chart, **more})
