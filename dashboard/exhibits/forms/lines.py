"""Lines: one row per figure along a native axis, its number written at its mark, in sections.

Only what is strictly the same shares an axis; what differs stands in a table below the chart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.exhibits.exhibit import Chart
from dashboard.exhibits.forms.base import CLEAR, fit_axis, lay_out, number_axis, plain, write_at
from dashboard.exhibits.forms.native import Bar, list_bars
from dashboard.exhibits.forms.qualifiers import ARROW, Pieces, point_of, reach_of
from dashboard.exhibits.look import Look
from dashboard.records.reported import ReportedFigure, ReportedGap

# Heights in rows: of a row, of a heading, of another line of a label, of a line below a number, between two sections.
_ROW, _HEADING, _ANOTHER, _BELOW, _SPACE = 0.74, 0.76, 0.72, 0.5, 0.2
# The narrowest plot, and the room a letter takes, in em.
_NARROWEST, _LETTER = 9.0, 0.6


@dataclass(frozen=True)
class Line:
    """One row. ``label`` is who says so; ``below`` stands below its number ("place inferred", "12 reports").

    A gap has its words at the hatching in ``written``; a sum of parts its numbers, and its place on the axis in ``at``.
    """

    record: ReportedFigure | ReportedGap
    label: str
    below: str = ""
    hover: str = ""
    written: str | None = None
    at: float | None = None

    @property
    def figure(self) -> ReportedFigure | None:
        """The figure of the row, None for a gap."""
        return self.record if isinstance(self.record, ReportedFigure) else None

    @property
    def number(self) -> str:
        """What is written at the mark."""
        return self.written or (self.record.written if isinstance(self.record, ReportedFigure) else "")

    @property
    def reach(self) -> float:
        """How far along the axis the row goes."""
        return self.at if self.at is not None else reach_of(self.figure) if self.figure else 0.0


@dataclass(frozen=True)
class LineSection:
    """Rows under a heading, which may be empty."""

    heading: str
    lines: tuple[Line, ...]


def draw_lines(sections: Sequence[LineSection], family: str) -> Chart:
    """Return the chart of *sections*, in the colour of a family of indicators; a picture may show its first rows."""
    kept = tuple(section for section in sections if section.lines)
    heights = tuple(_list_heights(kept))
    figures = (
        (section.heading, line, None if line.at is not None else line.figure)
        for section in kept
        for line in section.lines
    )
    native = list_bars([Bar(heading, line.label, figure) for heading, line, figure in figures])
    return Chart(
        lambda look: _draw(kept, family, look), rows=len(heights), heights=heights, native=native, shortens=True
    )


def _list_heights(sections: Iterable[LineSection]) -> Iterator[float]:
    """Yield how high the first row is with its heading, the first two, and so on."""
    height = 0.0
    for section in sections:
        height += _HEADING * bool(section.heading)
        for line in section.lines:
            height += _line_height(line)
            yield round(height + _SPACE, 2)
        height += _SPACE


def _line_height(line: Line) -> float:
    return _ROW + max(_ANOTHER * line.label.count("<br>"), _BELOW * bool(line.below))


def _draw(sections: Sequence[LineSection], family: str, look: Look) -> go.Figure:
    pieces = Pieces(look)
    labels: list[tuple[float, str]] = []
    drawn: list[Line] = []
    y, end = 0.0, fit_axis(max((line.reach for section in sections for line in section.lines), default=0.0))
    for section in sections:
        left = None if look.rows is None else look.rows - len(labels)
        lines = section.lines[:left]
        if not lines or left == 0:
            break
        if section.heading:
            pieces.annotations.append(_heading(section, y + _HEADING * 0.6, look))
            y += _HEADING
        for line in lines:
            labels.append((_draw_line(pieces, line, y, look.family(family), end), line.label))
            y += _line_height(line)
        drawn += lines
        y += _SPACE
    return _finish(pieces, labels, drawn, (end, y), look)


def _finish(
    pieces: Pieces, labels: Sequence[tuple[float, str]], lines: Sequence[Line], ends: tuple[float, float], look: Look
) -> go.Figure:
    end, height = ends
    rooms = [_room(line) - (1 - line.reach / end) * _NARROWEST for line in lines]
    chart = lay_out(look, pieces, right=look.size * max([1.0, *rooms]))
    chart.update_xaxes(**number_axis(look, end), visible=any(line.reach for line in lines))
    chart.update_yaxes(
        range=[height, 0],
        tickvals=[place for place, _ in labels],
        ticktext=[text for _, text in labels],
        automargin=True,
        showgrid=False,
        zeroline=False,
        fixedrange=True,
        ticks="",
        ticklabelstandoff=round(look.size * 0.5),
        tickfont={"size": look.size, "color": look.ink},
    )
    return chart


def _room(line: Line) -> float:
    """Return how much room a row takes right of its mark, in em."""
    return ARROW + 1.2 + _LETTER * len(line.number)


def _draw_line(pieces: Pieces, line: Line, top: float, colour: str, end: float) -> float:
    """Draw one row below *top*; return where its middle lies."""
    look, height = pieces.look, _line_height(line)
    y = top + (height - _BELOW * bool(line.below)) / 2
    if line.figure is None:
        shift = pieces.hatch(0, y) + look.size * 0.5
        pieces.annotations.append(write_at(f"<i>{plain(line.number)}</i>", 0, y, shift, look, look.muted))
        return y
    point = line.at if line.at is not None else point_of(line.figure) or 0.0
    shift = pieces.draw(line.figure, point, y, colour, line.hover) or look.size * 0.4
    text = f"<b>{plain(line.number)}</b>"
    pieces.annotations.append(write_at(text, line.reach, y, shift, look, look.ink))
    if line.below:
        pieces.annotations.append(_write_below(line, y, end, shift, look))
    return y


def _write_below(line: Line, y: float, end: float, shift: float, look: Look) -> dict[str, Any]:
    """Write below a number; on the right half of the axis to the left, where there is room for it."""
    text, small = plain(line.below), look.size * 0.86
    if line.reach < end / 2:
        return write_at(text, line.reach, y + _BELOW, shift, look, look.muted, small) | {"bgcolor": CLEAR}
    written = write_at(text, line.reach, y + _BELOW, look.size, look, look.muted, small)
    return written | {"xanchor": "right", "bgcolor": CLEAR}


def _heading(section: LineSection, y: float, look: Look) -> dict[str, Any]:
    written = write_at(f"<b>{plain(section.heading)}</b>", 0, y, look.size * 0.4, look, look.ink)
    return written | {"xref": "paper"}
