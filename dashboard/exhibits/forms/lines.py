"""Lines: one row per figure, as a dot along a native axis or as so many marks, its number written there, in sections.

Only what is strictly the same shares an axis; what differs stands in a table below the chart.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.exhibits.exhibit import Block, Chart
from dashboard.exhibits.forms.base import fit_axis, hide_axis, make_native, number_axis, set_rows
from dashboard.exhibits.forms.marks import list_squares
from dashboard.exhibits.forms.qualifiers import ARROW, Pieces, point_of, reach_of
from dashboard.exhibits.forms.table import twin_table
from dashboard.exhibits.look import Look
from dashboard.records.reported import ReportedFigure, ReportedGap
from dashboard.wording.headings import head
from dashboard.wording.sentences import say

# Heights in rows: of a row, of a heading, of another line of a label, between two sections, and a row itself in em.
_ROW, _HEADING, _ANOTHER, _SPACE, _EM = 0.74, 0.76, 0.72, 0.2, 1.75
# The narrowest plot, and the room a letter takes, in em.
_NARROWEST, _LETTER = 9.0, 0.6
# Marks stand in tens, to be counted at a glance: their pitch and side, and the number above them, in em.
_TEN, _PITCH, _SIDE, _NUMBER = 10, 0.98, 0.8, 1.4


@dataclass(frozen=True)
class Line:
    """One row. ``label`` is who says so, on as many lines as it has."""

    record: ReportedFigure | ReportedGap
    label: str

    @property
    def figure(self) -> ReportedFigure | None:
        """Its figure, None for a gap."""
        return self.record if isinstance(self.record, ReportedFigure) else None

    @property
    def reach(self) -> float:
        """How far along the axis the row goes."""
        return reach_of(self.figure) if self.figure else 0.0

    @property
    def written(self) -> str:
        """What is written at its mark: the number, or the words of a gap at its hatching."""
        if isinstance(self.record, ReportedFigure):
            return self.record.written
        missing = self.record.status == "not_documented"
        return head("no_full_count") if missing else say(f"gap_{self.record.status}_short")


# Rows under a heading, which may be empty.
LineSection = tuple[str, Sequence[Line]]
_Rows = Sequence[tuple[str | None, Line]]


def draw_lines(sections: Sequence[LineSection], family: str, caption: str, unit: int = 0) -> list[Block]:
    """Return the chart of *sections*, in the colour of a family of indicators, and the table that says the same.

    With a *unit* figures are marks, each worth so many; of a whole (3 of 4) the rest is hollow. A picture may show the
    first rows.
    """
    rows = [(None if place else heading, line) for heading, lines in sections for place, line in enumerate(lines)]
    heights = tuple(round(bottom + _SPACE, 2) for _, bottom in _place(rows, unit))
    bars = []
    for heading, line in ((heading, line) for heading, lines in sections for line in lines):
        name = ": ".join(filter(None, (heading, line.label.replace("\n", " "))))
        bars.append((line.figure.unit if line.figure else "", name, line.figure))
    native = make_native("bar", bars)
    told = [(heading or None, [line.record for line in lines]) for heading, lines in sections]

    def draw(look: Look) -> go.Figure:
        return _draw(rows[: look.rows], family, look, unit)

    return [Chart(draw, len(rows), heights, None, native, shortens=True), twin_table(told, caption)]


def _count(number: float | None, unit: int) -> int:
    return max(1, round(number / unit)) if number else 0


def _place(rows: _Rows, unit: int) -> Iterator[tuple[float, float]]:
    """Yield where each row begins and ends, below the heading that stands above it."""
    y = 0.0
    for place, (heading, line) in enumerate(rows):
        y += (_SPACE if place and heading is not None else 0.0) + (_HEADING if heading else 0.0)
        height = _ROW + _ANOTHER * line.label.count("\n")
        if unit and line.figure:
            marks = max(_count(line.reach, unit), _count(float(line.figure.of_total or 0), unit), 1)
            height = max((math.ceil(marks / _TEN) * _PITCH + _NUMBER) / _EM, height) + _SPACE
        yield y, (y := y + height)


def _draw(rows: _Rows, family: str, look: Look, unit: int) -> go.Figure:
    pieces, em, lines, places = Pieces(look), look.size, [line for _, line in rows], list(_place(rows, unit))
    end, middles = fit_axis(max((line.reach for line in lines), default=0.0)), [sum(ends) / 2 for ends in places]
    for (heading, line), (top, _), y in zip(rows, places, middles, strict=True):
        if heading:
            pieces.write(heading, 0, top - _HEADING * 0.4, (em * 0.4, 0), tag="b", xref="paper")
        if unit and line.figure:
            _draw_marks(pieces, line.figure, unit, y, look.family(family))
        elif line.figure:
            shift = pieces.draw(line.figure, point_of(line.figure) or 0.0, y, look.family(family)) or em * 0.4
            pieces.write(line.written, line.reach, y, (shift, 0), tag="b")
        else:
            pieces.write(line.written, 0, y, (pieces.hatch(0, y) + em * 0.5, 0), look.muted, tag="i")
    # What the rows take right of their marks, beyond the narrowest plot.
    rooms = [ARROW + 1.2 + _LETTER * len(one.written) - (1 - one.reach / end) * _NARROWEST for one in lines]
    chart = pieces.lay_out(right=em * (0.5 if unit else max([1.0, *rooms])))
    if unit:
        hide_axis(chart, (0, 1))
    else:
        chart.update_xaxes(**number_axis(look, end), visible=any(line.reach for line in lines))
    labels = zip(middles, (line.label for line in lines), strict=True)
    set_rows(chart, places[-1][1] + _SPACE if places else 1.0, labels, look)
    return chart


def _draw_marks(pieces: Pieces, figure: ReportedFigure, unit: int, y: float, colour: str) -> None:
    em, filled = pieces.look.size, _count(point_of(figure), unit)
    marks = max(filled, _count(float(figure.of_total or 0), unit))
    high = math.ceil(max(marks, 1) / _TEN) * _PITCH * em
    top = (high - _NUMBER * em) / 2
    squares = list(list_squares(marks, _TEN, (0, top), _PITCH * em, _SIDE * em, down=-1))
    solid = 0 if figure.is_forecast else filled
    if solid:
        pieces.add_path(0, y, "".join(squares[:solid]), colour, colour, 0)
    if squares[solid:]:
        pieces.add_path(0, y, "".join(squares[solid:]), colour, None, max(1.0, em / 12))
    pieces.end(figure, 0, y, colour, edge=(min(_TEN, marks) * _PITCH * em, top - high / 2))
    pieces.write(figure.written, 0, y, (0, top + _NUMBER * em / 2), tag="b")
