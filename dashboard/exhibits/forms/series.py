"""Series: numbers of one voice over time, a small chart for each voice on native axes; forecasts hollow, unjoined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import plotly.graph_objects as go

from dashboard.exhibits.exhibit import Chart
from dashboard.exhibits.forms.base import break_lines, lay_out, number_axis, plain, write_at
from dashboard.exhibits.forms.native import list_lines
from dashboard.exhibits.forms.qualifiers import Pieces, point_of, reach_of
from dashboard.exhibits.look import Look
from dashboard.records.reported import ReportedFigure

# Height of a panel in rows, and how much of it its heading takes.
PANEL, _HEADING, _GAP = 4.5, 0.2, 0.05
_HEADROOM, _BELOW = 2.3, 0.35
_LETTERS = 34  # of a line of a heading
# Points nearer than these shares of the two axes share one number: that of the last.
_NEAR, _LEVEL = 0.14, 0.45


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
    native = list_lines(kept)
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
        _draw_panel(pieces, panel, look.family(family), span, top)
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


def _draw_panel(pieces: Pieces, panel: Panel, colour: str, span: timedelta, top: float) -> None:
    look = pieces.look
    drawn = [point for point in panel.points if point_of(point.figure) is not None]
    counted = [point for point in drawn if not point.figure.is_forecast]
    pieces.traces.append(_join(pieces, counted, colour))
    written = _choose_numbers(drawn, span, top)
    for point in drawn:
        x, y = _write(point.at), point_of(point.figure)
        room = pieces.draw(point.figure, x, y, colour, point.hover, across=False)
        if point in written:
            text = write_at(f"<b>{plain(point.figure.written)}</b>", x, y, 0, look, look.ink)
            below = written[point]
            up = -look.size * 0.6 if below else room + look.size * 0.3
            place = {"yshift": round(up), "xanchor": "center", "yanchor": "top" if below else "bottom"}
            pieces.annotations.append(text | place | {"xref": pieces.axes[0], "yref": pieces.axes[1]})


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


def _choose_numbers(points: Sequence[Point], span: timedelta, top: float) -> dict[Point, bool]:
    """Choose which numbers are written and which of them below: those that changed, where no other number stands.

    The last is always written.
    """
    chosen: dict[Point, bool] = {}
    before = None
    for point in points:
        last = point is points[-1]
        if before is not None and point.figure.written == before.figure.written and not last:
            continue
        near = [one for one in chosen if _is_near(one, point, span, top)]
        for below in (False, True):
            if all(chosen[one] is not below for one in near):
                chosen[point], before = below, point
                break
        else:
            if last:
                chosen = {one: below for one, below in chosen.items() if one not in near} | {point: False}
    return chosen


def _is_near(one: Point, other: Point, span: timedelta, top: float) -> bool:
    far = abs(other.at - one.at) >= span * _NEAR
    return not far and abs((point_of(one.figure) or 0) - (point_of(other.figure) or 0)) < top * _LEVEL
