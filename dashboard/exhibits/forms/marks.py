"""Marks: so many of something as so many marks, in rows of ten, or people as fields to one scale, magnified once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import plotly.graph_objects as go

from dashboard.exhibits.exhibit import Chart
from dashboard.exhibits.forms.base import CLEAR, SMALL, set_rows
from dashboard.exhibits.forms.qualifiers import Field, Pieces, point_of, reach_of
from dashboard.exhibits.look import Look
from dashboard.records.reported import ReportedFigure
from dashboard.wording.headings import name_unit

# Marks of a row stand in tens: they can be counted at a glance.
TEN, MOST_MARKS = 10, 60
_PITCH, _SIDE = 0.98, 0.8  # in em
_NUMBER = 1.4  # height of the number above its marks, in em
_EXPLAINED, _BETWEEN = 0.8, 0.35  # in rows
_ROW = 1.75  # height of a chart's row in em
# One number as marks: what is said of it, or whose it is, and the figure.
UnitRow = tuple[str, ReportedFigure]


def choose_unit(figures: Sequence[ReportedFigure], most: int = MOST_MARKS) -> int:
    """Return how many one mark stands for: 1, 2, 5, 10 …, so that the largest number has at most *most* marks."""
    top = max((max(reach_of(figure), figure.of_total or 0) for figure in figures), default=1)
    return int(next(unit for power in range(13) for step in (1, 2, 5) if top <= most * (unit := step * 10**power)))


def draw_units(rows: Sequence[UnitRow], family: str, unit: int = 1, explained: str = "") -> Chart:
    """Return rows of marks, each worth *unit*, as *explained* above them; of a whole (3 of 4) the rest is hollow."""
    top = _EXPLAINED if explained else 0.0
    ends = [top, *(top + height for height in accumulate(_measure(label, one, unit) for label, one in rows))]

    def draw(look: Look) -> go.Figure:
        pieces, shown = Pieces(look), rows[: look.rows]
        if explained:
            pieces.write(explained, 0, top / 2, ink=look.muted, size=SMALL)
        middles = [(ends[place] + ends[place + 1]) / 2 for place in range(len(shown))]
        for middle, (_, figure) in zip(middles, shown, strict=True):
            _draw_unit_row(pieces, figure, unit, middle, look.family(family))
        chart = pieces.lay_out(right=look.size * 0.5)
        _hide(chart, (0, 1))
        set_rows(chart, ends[len(shown)], zip(middles, (label for label, _ in shown), strict=True), look)
        return chart

    return Chart(draw, len(rows), tuple(round(end, 2) for end in ends[1:]), shortens=True)


def _hide(chart: go.Figure, ends: tuple[float, float]) -> None:
    """Hide the x axis; a chart without a trace would draw no axis at all."""
    chart.add_scatter(x=[0], y=[0], mode="markers", marker={"opacity": 0}, hoverinfo="skip")
    chart.update_xaxes(range=list(ends), visible=False, fixedrange=True)


def _count(number: float | None, unit: int) -> int:
    return max(1, round(number / unit)) if number else 0


def _measure(label: str, figure: ReportedFigure, unit: int) -> float:
    """Return the height of a row of marks, or of its label where that is higher."""
    marks = max(_count(reach_of(figure), unit), _count(float(figure.of_total or 0), unit), 1)
    return max((math.ceil(marks / TEN) * _PITCH + _NUMBER) / _ROW, 0.8 * (1 + label.count("\n"))) + _BETWEEN


def _draw_unit_row(pieces: Pieces, figure: ReportedFigure, unit: int, y: float, colour: str) -> None:
    em, filled = pieces.look.size, _count(point_of(figure), unit)
    marks = max(filled, _count(float(figure.of_total or 0), unit))
    high = math.ceil(max(marks, 1) / TEN) * _PITCH * em
    top = (high - _NUMBER * em) / 2
    squares = [
        _square(number % TEN * _PITCH * em, top - number // TEN * _PITCH * em, _SIDE * em, -_SIDE * em)
        for number in range(marks)
    ]
    solid = 0 if figure.is_forecast else filled
    if solid:
        pieces.add_path(0, y, "".join(squares[:solid]), colour, colour, 0)
    if squares[solid:]:
        pieces.add_path(0, y, "".join(squares[solid:]), colour, None, max(1.0, em / 12))
    pieces.end(figure, 0, y, colour, field=Field(top - high, top, min(TEN, marks) * _PITCH * em))
    pieces.write(figure.written, 0, y, (0, top + _NUMBER * em / 2), tag="b")


def _square(x: float, y: float, wide: float, tall: float) -> str:
    return f"M{x:.2f},{y:.2f}H{x + wide:.2f}V{y + tall:.2f}H{x:.2f}Z"


# People to one scale. All lengths are in marks of the field; the chart is as wide as _WIDE of them.
# A line of text is as high as _LABEL: so much that a small picture has room for it.
_WIDE, _FIELD, _LABEL = 40.0, 22, 3.2
_NEAR = 0.42  # side of a magnified mark
_LEAST = 21  # width in em
_END, _LETTER = 5.2, 1.15  # room of an open end or a soft edge, and of a letter of a number
MOST_FIELD, MOST_NEAR = 250, 300
_FEW = 6  # numbers of fewer marks are magnified


@dataclass(frozen=True)
class _Block:
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
    """Return numbers as fields of marks to one scale, the small ones magnified once beside them.

    All are of one unit. Numbers stand at their fields, who and where in words beside the chart.
    """
    ordered = sorted(figures, key=lambda figure: (-(point_of(figure) or 0), figure.id))
    unit = choose_unit(ordered, MOST_FIELD)
    small = [figure for figure in ordered if unit > 1 and (point_of(figure) or 0) / unit < _FEW]
    fields = _flow(ordered[: len(ordered) - len(small)], unit, 0, _LABEL, 1.0, _FIELD)
    low = max((block.end for block in fields), default=0.0)
    panel, close = max(low + _LABEL, _LABEL * (len(small) + 1)), choose_unit(small, MOST_NEAR)
    near = _flow(small, close, 0.8, panel + 2 * _LABEL, _NEAR)
    height = max(block.end for block in near) + 1.2 if near else low + _LABEL
    notes = [(name_unit(ordered[0].indicator, unit), 0.0, low + _LABEL / 2)] if fields else []
    notes += [(name_unit(ordered[0].indicator, close, magnified=True), 0.8, panel + _LABEL / 2)] if near else []

    def draw(look: Look) -> go.Figure:
        pieces = Pieces(look)
        for block in (*fields, *near):
            _draw_field(pieces, block)
            _write(pieces, block.figure, block.x, block.y - _LABEL / 2)
        if near:
            _draw_lens(pieces, small, unit, panel, height)
        for told, x, y in notes:
            pieces.write(told, x, y, ink=look.muted, size=SMALL, bgcolor=CLEAR)
        chart = pieces.lay_out(air=0)
        _hide(chart, (-0.1, _WIDE + 0.1))
        # A step along one axis is as long as along the other.
        chart.update_xaxes(constrain="domain")
        chart.update_yaxes(range=[height, 0], visible=False, fixedrange=True, scaleanchor="x", constrain="domain")
        return chart

    return Chart(draw, math.ceil(_LEAST * height / _WIDE / _ROW), aspect=round(_WIDE / height, 3))


def _flow(
    figures: Sequence[ReportedFigure], unit: int, left: float, top: float, side: float, columns: int = 0
) -> list[_Block]:
    """Lay fields out side by side from a point, in as many rows as they need; ten rows of marks, or so many columns."""
    blocks: list[_Block] = []
    x, y = left, top
    for figure in figures:
        marks = (point_of(figure) or 0) / unit
        across = columns or max(10, math.ceil(marks / 10))
        wide = max(across * side + _END, _LETTER * len(figure.written))
        if blocks and x + wide > _WIDE:
            x, y = left, max(block.end for block in blocks) + 0.4 + _LABEL
        blocks.append(_Block(figure, x, y, across, marks, side))
        x += wide
    return blocks


def _colour(pieces: Pieces, figure: ReportedFigure) -> str:
    return pieces.look.family(figure.indicator.family)


def _write(pieces: Pieces, figure: ReportedFigure, x: float, y: float) -> None:
    pieces.write(figure.written, x, y, ink=_colour(pieces, figure), tag="b", bgcolor=CLEAR)


def _draw_field(pieces: Pieces, block: _Block) -> None:
    """Draw whole marks, and the last one as large as what is left."""
    pad, squares, figure = 0.12 * block.side, [], block.figure
    for number in range(math.ceil(block.marks)):
        side = (block.side - 2 * pad) * math.sqrt(min(1.0, block.marks - number))
        x, y = block.x + number % block.columns * block.side, block.y + number // block.columns * block.side
        squares.append(_square(x + pad, y + pad, side, side))
    colour, hollow = _colour(pieces, figure), figure.is_forecast
    style = {"fillcolor": pieces.look.paper if hollow else colour, "line": {"width": int(hollow), "color": colour}}
    pieces.shapes.append({"type": "path", "path": "".join(squares), **style})
    edge = block.x + min(block.columns, math.ceil(block.marks)) * block.side
    field = Field(block.y + pad, block.end - pad, in_pixels=False)
    pieces.end(figure, edge, (block.y + block.end) / 2, colour, field=field)


def _draw_lens(pieces: Pieces, small: Sequence[ReportedFigure], unit: int, panel: float, height: float) -> None:
    """Draw small numbers to the scale of the large, frame them and what they are magnified to, and join the frames."""
    left, top = _FIELD + 3.1, _LABEL
    right, low = left + 2.0, top + _LABEL * (len(small) - 1) + 2.0
    for place, figure in enumerate(small):
        half, x, y = math.sqrt((point_of(figure) or 0) / unit) / 2, left + 1, top + 1 + _LABEL * place
        box = {"x0": x - half, "x1": x + half, "y0": y - half, "y1": y + half}
        pieces.shapes.append({"type": "rect", **box, "fillcolor": _colour(pieces, figure), "line": {"width": 0}})
        _write(pieces, figure, x + 0.7 + max(0.5, half), y)
    frames = [("rect", 0, panel, _WIDE, height - 0.1), ("rect", left, top, right, low)]
    joins = [("line", left, low, left, panel), ("line", right, low, _WIDE, panel)]
    for kind, x0, y0, x1, y1 in (*frames, *joins):
        ends = {"x0": x0, "y0": y0, "x1": x1, "y1": y1}
        pieces.shapes.append({"type": kind, **ends, "line": pieces.line(14, pieces.look.rule)})
