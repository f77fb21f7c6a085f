"""Many charts in one go: drawn side by side, told apart into pictures and charts that had to be left out, with why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from dashboard.charts.base import ChartKind, SourcedChart
from dashboard.export.browser import AT_ONCE
from dashboard.export.faults import PictureError
from dashboard.export.png import Picture, draw_picture, stamp_picture
from dashboard.notes import STANDING_LINE, write_full_note
from dashboard.tables import Tables
from dashboard.theme import Mode

# Called in the caller's own thread with what is done, what there is in all, and what comes next.
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Drawn:
    """A chart as a finished PNG, with what it shows."""

    png: bytes
    sourced: SourcedChart


@dataclass(frozen=True)
class Skipped:
    """A chart that was left out, and why."""

    chart: str
    reason: str

    def __str__(self) -> str:
        return f"{self.chart} was left out: {self.reason.removeprefix(f'{self.chart}: ')}"


@dataclass(frozen=True)
class Batch:
    """What became of the charts that were asked for, in their order."""

    drawn: tuple[Drawn, ...]
    skipped: tuple[Skipped, ...]


def list_kinds(charts: Sequence[str] | None = None) -> list[ChartKind]:
    """Return these charts of the registry, or all; raises :class:`PictureError` naming the known ones."""
    from dashboard.charts import CHARTS
    from dashboard.export.png import find_kind

    return list(CHARTS.values()) if charts is None else [find_kind(chart) for chart in dict.fromkeys(charts)]


def draw_charts(
    tables: Tables,
    kinds: Iterable[ChartKind] | None = None,
    preset: str = "slide",
    mode: Mode = "light",
    *,
    now: datetime,
    query: str = "",
    filter_text: str = "",
    progress: Progress | None = None,
) -> Batch:
    """Draw charts, all of the registry by default; one that is not legible or has nothing to show is left out.

    *query* is the view as a URL query, for the link in each picture. Raises what the browser raises
    (:class:`NoChromeError`, :class:`BusyError`).
    """
    kinds = list_kinds() if kinds is None else list(kinds)
    tell = progress or (lambda done, total, what: None)
    drawn: list[Drawn] = []
    skipped: list[Skipped] = []
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="pictures") as pool:
        waiting = [pool.submit(draw_picture, kind, tables, preset, mode, filter_text) for kind in kinds]
        try:
            for at, (kind, future) in enumerate(zip(kinds, waiting, strict=True)):
                tell(at, len(kinds), kind.question)
                try:
                    picture = future.result()
                except PictureError as error:
                    skipped.append(Skipped(kind.id, str(error)))
                else:
                    drawn.append(_stamp(picture, tables, now, query, filter_text))
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
    tell(len(kinds), len(kinds), "")
    return Batch(tuple(drawn), tuple(skipped))


def _stamp(picture: Picture, tables: Tables, now: datetime, query: str, filter_text: str) -> Drawn:
    link = f"/explore?chart={picture.sourced.id}{'&' if query else ''}{query}"
    return Drawn(stamp_picture(picture, tables, now, link, filter_text), picture.sourced)


def write_chart_notes(sourced: SourcedChart, tables: Tables) -> str:
    """Write all that is known of a chart and of each figure in it, as plain text."""
    parts = [f"{sourced.title}\n{sourced.question}", *([f"Note: {sourced.note}"] if sourced.note else [])]
    parts += write_figure_notes(tables, sourced.figures)
    parts += ["Source:\n" + "\n".join(sourced.sources), f"{STANDING_LINE}."]
    return "\n\n".join(parts) + "\n"


def write_figure_notes(tables: Tables, figures: Iterable[str] | None = None) -> list[str]:
    """Write the full note of each of these figures, or of all, as plain text."""
    rows = {row["id"]: row for row in tables.described.to_dict("records")}
    chosen = rows if figures is None else dict.fromkeys(figures)
    return [write_full_note(rows[figure], tables).as_text() for figure in chosen]
