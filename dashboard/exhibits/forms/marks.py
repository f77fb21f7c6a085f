"""Marks: so many of something as so many squares; people as fields to one scale, the small magnified once."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.exhibits.exhibit import Chart
from dashboard.exhibits.forms.base import CLEAR, SMALL, hide_axis
from dashboard.exhibits.forms.qualifiers import Pieces, point_of, reach_of
from dashboard.exhibits.look import Look
from dashboard.records.reported import ReportedFigure
from dashboard.wording.headings import name_unit

MOST_MARKS, MOST_FIELD, MOST_NEAR = 60, 250, 300
_ROW = 1.75  # height of a chart's row in em


def choose_unit(figures: Sequence[ReportedFigure], most: int = MOST_MARKS) -> int:
    """Return how many one mark stands for: 1, 2, 5, 10 …, so that the largest number has at most *most* marks."""
    top = max((max(reach_of(figure), figure.of_total or 0) for figure in figures), default=1)
    return int(next(unit for power in range(13) for step in (1, 2, 5) if top <= most * (unit := step * 10**power)))


def list_squares(
    marks: float, columns: int, at: tuple[float, float], pitch: float, side: float, down: int = 1
) -> Iterator[str]:
    """Give so many squares as paths in rows from a point, the last one as large as what is left."""
    for number in range(math.ceil(marks)):
        each = side * math.sqrt(min(1.0, marks - number))
        x, y = at[0] + number % columns * pitch, at[1] + down * (number // columns * pitch)
        yield f"M{x:.2f},{y:.2f}H{x + each:.2f}V{y + down * each:.2f}H{x:.2f}Z"


# People to one scale. All lengths are in marks of the field; the chart is as wide as _WIDE of them.
# A line of text is as high as _LABEL: so much that a small picture has room for it.
_WIDE, _FIELD, _LABEL = 40.0, 22, 3.2
_NEAR = 0.42  # side of a magnified mark
_LEAST = 21  # width in em
_END, _LETTER = 5.2, 1.15  # room of an open end or a soft edge, and of a letter of a number


@dataclass(frozen=True)
class _Field:
    """One number as a field of so many marks with its upper left corner at a point."""

    figure: ReportedFigure
    x: float
    y: float
    columns: int
    marks: float
    side: float = 1.0

    @property
    def end(self) -> float:
        """Where its last row ends."""
        return self.y + math.ceil(self.marks / self.columns) * self.side


def draw_scale(figures: Sequence[ReportedFigure]) -> Chart:
    """Return numbers as fields of marks to one scale; what is less than one mark is magnified once beside them.

    All are of one unit. Numbers stand at their fields, who and where in words beside the chart.
    """
    ordered = sorted(figures, key=lambda figure: (-(point_of(figure) or 0), figure.id))
    unit, indicator = choose_unit(ordered, MOST_FIELD), ordered[0].indicator
    small = [figure for figure in ordered if (point_of(figure) or 0) < unit > 1]
    fields = _flow(ordered[: len(ordered) - len(small)], unit, 0, _LABEL, 1.0, _FIELD)
    low = max(field.end for field in fields)
    panel, close = max(low + _LABEL, _LABEL * (len(small) + 1)), choose_unit(small, MOST_NEAR)
    near = _flow(small, close, 0.8, panel + 2 * _LABEL, _NEAR)
    left, height = _FIELD + 3.1, max(field.end for field in near) + 1.2 if near else low + _LABEL
    lens = [_Field(one, left + 0.5, 0.5 + _LABEL * n, 1, (point_of(one) or 0) / unit) for n, one in enumerate(small, 1)]
    notes = [(name_unit(indicator, unit), 0.0, low + _LABEL / 2)]
    notes += [(name_unit(indicator, close, magnified=True), 0.8, panel + _LABEL / 2)] if near else []

    def draw(look: Look) -> go.Figure:
        pieces = Pieces(look)
        for field in (*fields, *near):
            _draw_field(pieces, field, field.x, field.y - _LABEL / 2)
            edge = field.x + min(field.columns, math.ceil(field.marks)) * field.side
            colour = look.family(field.figure.indicator.family)
            pieces.end(field.figure, edge, (field.y + field.end) / 2, colour, edge=(1, 0))
        for field in lens:
            _draw_field(pieces, field, left + 2.2, field.y + 0.5)
        if near:
            _join_frames(pieces, left, _LABEL * len(small) + 2, panel, height - 0.1)
        for told, x, y in notes:
            pieces.write(told, x, y, ink=look.muted, size=SMALL, bgcolor=CLEAR)
        chart = pieces.lay_out(air=0)
        hide_axis(chart, (-0.1, _WIDE + 0.1))
        # A step along one axis is as long as along the other.
        chart.update_xaxes(constrain="domain")
        chart.update_yaxes(range=[height, 0], visible=False, fixedrange=True, scaleanchor="x", constrain="domain")
        return chart

    return Chart(draw, math.ceil(_LEAST * height / _WIDE / _ROW), aspect=round(_WIDE / height, 3))


def _flow(
    figures: Sequence[ReportedFigure], unit: int, left: float, top: float, side: float, columns: int = 0
) -> list[_Field]:
    """Lay fields out side by side from a point, in as many rows as they need; ten rows of marks, or so many columns."""
    fields: list[_Field] = []
    x, y = left, top
    for figure in figures:
        marks = (point_of(figure) or 0) / unit
        across = columns or max(10, math.ceil(marks / 10))
        wide = max(across * side + _END, _LETTER * len(figure.written))
        if fields and x + wide > _WIDE:
            x, y = left, max(field.end for field in fields) + 0.4 + _LABEL
        fields.append(_Field(figure, x, y, across, marks, side))
        x += wide
    return fields


def _draw_field(pieces: Pieces, field: _Field, x: float, y: float) -> None:
    """Draw a field, and write its number at a point."""
    pad, colour = 0.12 * field.side, pieces.look.family(field.figure.indicator.family)
    corner, size = (field.x + pad, field.y + pad), field.side - 2 * pad
    path = "".join(list_squares(field.marks, field.columns, corner, field.side, size))
    pieces.shapes.append({"type": "path", "path": path, "fillcolor": colour, "line": {"width": 0}})
    pieces.write(field.figure.written, x, y, ink=colour, tag="b", bgcolor=CLEAR)


def _join_frames(pieces: Pieces, left: float, end: float, top: float, low: float) -> None:
    """Frame small numbers to the scale of the large, and what they are magnified to, and join the frames."""
    frames = [("rect", 0, top, _WIDE, low), ("rect", left, _LABEL, left + 2, end)]
    for kind, x0, y0, x1, y1 in (*frames, ("line", left, end, left, top), ("line", left + 2, end, _WIDE, top)):
        ends = {"x0": x0, "y0": y0, "x1": x1, "y1": y1}
        pieces.shapes.append({"type": kind, **ends, "line": pieces.line(14, pieces.look.rule)})
