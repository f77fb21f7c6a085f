"""Lines: one row per figure along a native axis, its number written at its mark, in sections.

Only what is strictly the same shares an axis; what differs stands in a table below the chart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.exhibits.exhibit import Chart
from dashboard.exhibits.forms.base import fit_axis, make_native, number_axis, set_rows
from dashboard.exhibits.forms.qualifiers import ARROW, Pieces, point_of, reach_of
from dashboard.exhibits.look import Look
from dashboard.records.reported import ReportedFigure, ReportedGap

# Heights in rows: of a row, of a heading, of another line of a label, between two sections.
_ROW, _HEADING, _ANOTHER, _SPACE = 0.74, 0.76, 0.72, 0.2
# The narrowest plot, and the room a letter takes, in em.
_NARROWEST, _LETTER = 9.0, 0.6


@dataclass(frozen=True)
class Line:
    """One row. ``label`` is who says so, on as many lines as it has; ``number`` is what is written at the mark.

    A gap has its words at the hatching in ``number``.
    """

    record: ReportedFigure | ReportedGap
    label: str
    number: str

    @property
    def figure(self) -> ReportedFigure | None:
        """The figure of the row, None for a gap."""
        return self.record if isinstance(self.record, ReportedFigure) else None

    @property
    def reach(self) -> float:
        """How far along the axis the row goes."""
        return reach_of(self.figure) if self.figure else 0.0


# Rows under a heading, which may be empty.
LineSection = tuple[str, Sequence[Line]]
_Row = tuple[str | None, Line]


def draw_lines(sections: Sequence[LineSection], family: str) -> Chart:
    """Return the chart of *sections*, in the colour of a family of indicators; a picture may show its first rows."""
    rows = [(None if place else heading, line) for heading, lines in sections for place, line in enumerate(lines)]
    heights = tuple(round(bottom + _SPACE, 2) for _, bottom in _place(rows))
    several = len({heading for heading, lines in sections if lines}) > 1
    bars = [_name_bar(heading if several else "", line) for heading, lines in sections for line in lines]
    native = make_native("bar", bars)
    return Chart(lambda look: _draw(rows[: look.rows], family, look), len(rows), heights, native=native, shortens=True)


def _name_bar(heading: str, line: Line) -> tuple[str, str, ReportedFigure | None]:
    """Name a row as a bar, the series by its unit."""
    unit, label = line.figure.unit if line.figure else "", line.label.replace("\n", " ")
    return unit, ": ".join(filter(None, (heading, label))), line.figure


def _place(rows: Sequence[_Row]) -> Iterator[tuple[float, float]]:
    """Yield where each row begins and ends, below the heading that stands above it."""
    y = 0.0
    for place, (heading, line) in enumerate(rows):
        y += (_SPACE if place and heading is not None else 0.0) + (_HEADING if heading else 0.0)
        yield y, (y := y + _ROW + _ANOTHER * line.label.count("\n"))


def _draw(rows: Sequence[_Row], family: str, look: Look) -> go.Figure:
    pieces, lines = Pieces(look), [line for _, line in rows]
    end, places = fit_axis(max((line.reach for line in lines), default=0.0)), list(_place(rows))
    for (heading, line), (top, bottom) in zip(rows, places, strict=True):
        if heading:
            pieces.write(heading, 0, top - _HEADING * 0.4, (look.size * 0.4, 0), tag="b", xref="paper")
        _draw_line(pieces, line, (top + bottom) / 2, look.family(family))
    # What the rows take right of their marks, beyond the narrowest plot.
    rooms = [ARROW + 1.2 + _LETTER * len(one.number) - (1 - one.reach / end) * _NARROWEST for one in lines]
    chart = pieces.lay_out(right=look.size * max([1.0, *rooms]))
    chart.update_xaxes(**number_axis(look, end), visible=any(line.reach for line in lines))
    labels = [((top + bottom) / 2, line.label) for line, (top, bottom) in zip(lines, places, strict=True)]
    set_rows(chart, places[-1][1] + _SPACE if places else 1.0, labels, look)
    return chart


def _draw_line(pieces: Pieces, line: Line, y: float, colour: str) -> None:
    em = pieces.look.size
    if line.figure is None:
        pieces.write(line.number, 0, y, (pieces.hatch(0, y) + em * 0.5, 0), pieces.look.muted, tag="i")
        return
    shift = pieces.draw(line.figure, point_of(line.figure) or 0.0, y, colour) or em * 0.4
    pieces.write(line.number, line.reach, y, (shift, 0), tag="b")
