"""Series: numbers of one voice over time, a small chart for each voice on native axes; forecasts hollow, unjoined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import plotly.graph_objects as go

from dashboard.exhibits.exhibit import Chart
from dashboard.exhibits.forms.base import CLEAR, break_lines, lay_out, number_axis, plain, write_at
from dashboard.exhibits.forms.native import Dated, list_lines
from dashboard.exhibits.forms.qualifiers import Pieces, point_of, reach_of
from dashboard.exhibits.look import Look
from dashboard.records.reported import ReportedFigure

# Height of a panel in rows, and how much of it its heading takes.
PANEL, _HEADING, _GAP = 4.5, 0.2, 0.05
_HEADROOM, _BELOW = 2.3, 0.35
_LETTERS = 34  # of a line of a heading
# The share of the axis that a letter takes on a narrow page; numbers more than this share of the top apart are free.
_LETTER, _LEVEL = 0.028, 0.5


@dataclass(frozen=True)
class Point:
    """One number at the time it is about."""

    figure: ReportedFigure
    at: datetime
    hover: str = ""


@dataclass(frozen=True)
class Panel:
    """The numbers of one voice, in the order of their times."""

    heading: str
    points: tuple[Point, ...]


def draw_series(panels: Sequence[Panel], family: str) -> Chart:
    """Return one small chart for each panel, all to one scale; a picture may show its first panels."""
    kept = tuple(panel for panel in panels if any(point_of(point.figure) is not None for point in panel.points))
    heights = tuple(round(PANEL * (place + 1), 2) for place in range(len(kept)))
    native = list_lines([Dated(one.heading, [(point.at, point.figure) for point in one.points]) for one in kept])
    return Chart(lambda look: _draw(kept, family, look), rows=len(kept), heights=heights, native=native, shortens=True)


def _draw(panels: Sequence[Panel], family: str, look: Look) -> go.Figure:
    panels = panels[: look.rows]
    pieces = Pieces(look)
    times = [point.at for panel in panels for point in panel.points] or [datetime(2000, 1, 1)]
    first, last = min(times), max(times)
    span = max(last - first, timedelta(days=1))
    tops = _find_tops(panels)
    axes = {}
    for place, panel in enumerate(panels):
        number = "" if place == 0 else str(place + 1)
        pieces.axes = ("x", f"y{number}")
        low, high = 1 - (place + 1) / len(panels), 1 - place / len(panels)
        step = high - low
        domain = [round(low + (_GAP * step if place < len(panels) - 1 else 0), 4), round(high - _HEADING * step, 4)]
        top = tops[_kind(panel)]
        axes[f"yaxis{number}"] = _make_axis(look, top) | {"domain": domain, "anchor": "x"}
        heading = write_at(
            f"<b>{break_lines(panel.heading, _LETTERS)}</b>", 0, high - _HEADING * step / 2, 0, look, look.ink
        )
        pieces.annotations.append(heading | {"xref": "paper", "yref": "paper"})
        _draw_panel(pieces, panel, look.family(family), first, span, top)
    chart = lay_out(look, pieces, right=look.size * 2.5)
    last_axis = "y" if len(panels) == 1 else f"y{len(panels)}"
    chart.update_layout(**axes)
    chart.update_xaxes(
        range=[_write(first - span * 0.08), _write(last + span * 0.08)],
        type="date",
        anchor=last_axis,
        tickformat="%-d %b",
        nticks=6,
        ticklabelstandoff=round(look.size * 0.4),
        showgrid=False,
        linecolor=look.rule,
        automargin=True,
        fixedrange=True,
        tickfont={"size": round(look.size * 0.86, 1), "color": look.muted},
    )
    return chart


def _kind(panel: Panel) -> str:
    return panel.points[0].figure.indicator.id


def _find_tops(panels: Sequence[Panel]) -> dict[str, float]:
    """Find the largest number of each indicator: panels of one indicator are drawn to one scale."""
    tops: dict[str, float] = {}
    for panel in panels:
        tops[_kind(panel)] = max(1.0, tops.get(_kind(panel), 0.0), *(reach_of(point.figure) for point in panel.points))
    return tops


def _make_axis(look: Look, top: float) -> dict[str, Any]:
    """Return an axis from zero with room for numbers above the highest points and below the lowest."""
    axis = number_axis(look, top * 1.2)
    ticks = [axis["dtick"] * step for step in range(int(top * 1.2 / axis["dtick"]) + 1)]
    return axis | {"range": [-top * _BELOW, top * _HEADROOM], "tickmode": "array", "tickvals": ticks}


def _write(moment: datetime) -> str:
    return moment.isoformat(sep=" ", timespec="minutes")


def _draw_panel(pieces: Pieces, panel: Panel, colour: str, start: datetime, span: timedelta, top: float) -> None:
    look = pieces.look
    drawn = [point for point in panel.points if point_of(point.figure) is not None]
    counted = [point for point in drawn if not point.figure.is_forecast]
    pieces.traces.append(_join(pieces, counted, colour))
    labels = {label.point: label for label in _choose_labels(drawn, start, span, top)}
    for point in drawn:
        x, y = _write(point.at), point_of(point.figure)
        room = pieces.draw(point.figure, x, y, colour, point.hover, across=False)
        if point in labels:
            label = labels[point]
            text = write_at(f"<b>{plain(point.figure.written)}</b>", x, y, 0, look, look.ink)
            up = -look.size * 0.6 if label.below else room + look.size * 0.3
            place = {"yshift": round(up), "xanchor": label.anchor, "yanchor": "top" if label.below else "bottom"}
            refs = {"xref": pieces.axes[0], "yref": pieces.axes[1], "bgcolor": CLEAR}
            pieces.annotations.append(text | place | refs)


def _join(pieces: Pieces, points: Sequence[Point], colour: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [_write(point.at) for point in points],
        "y": [point_of(point.figure) for point in points],
        "xaxis": pieces.axes[0],
        "yaxis": pieces.axes[1],
        "line": {"color": colour, "width": max(1.5, pieces.look.size / 8)},
        "opacity": 0.5,
        "hoverinfo": "skip",
    }


@dataclass(frozen=True)
class _Label:
    """A written number: from where to where it goes, in shares of the axis, and on which side of its point."""

    point: Point
    begins: float
    ends: float
    anchor: str
    below: bool = False

    def hides(self, other: _Label, top: float) -> bool:
        """Say whether the two would lie over each other."""
        apart = abs((point_of(self.point.figure) or 0) - (point_of(other.point.figure) or 0)) > top * _LEVEL
        across = self.begins < other.ends and other.begins < self.ends
        return across and not apart and self.below == other.below


def _choose_labels(points: Sequence[Point], start: datetime, span: timedelta, top: float) -> list[_Label]:
    """Choose which numbers are written: those that changed, above or below where no other stands; the last always."""
    chosen: list[_Label] = []
    for point in (*points[-1:], *points[:-1]):
        if any(label.point.figure.written == point.figure.written for label in chosen):
            continue
        above = _place_label(point, (point.at - start) / span)
        free = [one for one in (above, replace(above, below=True)) if not any(one.hides(old, top) for old in chosen)]
        chosen += free[:1]
    return chosen


def _place_label(point: Point, share: float) -> _Label:
    """Place a number around its point; at the ends of the axis it begins or ends there."""
    wide = len(point.figure.written) * _LETTER
    if share < wide / 2:
        return _Label(point, share, share + wide, "left")
    if share > 1 - wide / 2 + _LETTER:
        return _Label(point, share - wide, share, "right")
    return _Label(point, share - wide / 2, share + wide / 2, "center")
