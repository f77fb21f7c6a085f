"""Marks: so many of something as so many marks, in rows of ten, or people as fields to one scale, magnified once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import plotly.graph_objects as go

from dashboard.exhibits.exhibit import Chart
from dashboard.exhibits.forms.base import CLEAR, hide_axes, lay_out, plain, write_at
from dashboard.exhibits.forms.qualifiers import Pieces, mark_of, point_of
from dashboard.exhibits.look import Look
from dashboard.records.model import Indicator
from dashboard.records.reported import ReportedFigure
from dashboard.wording.headings import name_unit

# Marks of a row stand in tens: they can be counted at a glance.
TEN = 10
MOST_MARKS = 60
_PITCH, _SIDE = 0.98, 0.8  # in em
_NUMBER = 1.4  # height of the number above its marks, in em
_EXPLAINED, _BETWEEN = 0.8, 0.35  # in rows
_ROW = 1.75  # height of a chart's row in em


@dataclass(frozen=True)
class UnitRow:
    """One number as marks, the number above them; ``label`` says of what, or whose it is."""

    label: str
    figure: ReportedFigure


def choose_unit(figures: Sequence[ReportedFigure], most: int = MOST_MARKS) -> int:
    """Return how many one mark stands for: 1, 2, 5, 10 …, so that the largest number has at most *most* marks."""
    top = max((max(_size(figure), figure.of_total or 0) for figure in figures), default=1)
    steps = (step * 10**power for power in range(13) for step in (1, 2, 5))
    return int(next(step for step in steps if top <= most * step))


def _size(figure: ReportedFigure) -> float:
    return max(point_of(figure) or 0.0, float(figure.value_high or 0))


def draw_units(rows: Sequence[UnitRow], family: str, unit: int = 1, explained: str = "") -> Chart:
    """Return rows of marks, each worth *unit*, as *explained* above them; of a whole (3 of 4) the rest is hollow."""
    kept = tuple(rows)
    top = _EXPLAINED if explained else 0.0
    heights = tuple(round(top + height, 2) for height in accumulate(_unit_height(row, unit) for row in kept))
    return Chart(
        lambda look: _draw_units(kept, family, unit, explained, look), rows=len(kept), heights=heights, shortens=True
    )


def _count(number: float, unit: int) -> int:
    return max(1, round(number / unit)) if number > 0 else 0


def _unit_height(row: UnitRow, unit: int) -> float:
    lines = math.ceil(max(_count(_size(row.figure), unit), _count(float(row.figure.of_total or 0), unit), 1) / TEN)
    return max((lines * _PITCH + _NUMBER) / _ROW, 0.8 * (1 + row.label.count("<br>"))) + _BETWEEN


def _draw_units(rows: Sequence[UnitRow], family: str, unit: int, explained: str, look: Look) -> go.Figure:
    pieces, colour = Pieces(look), look.family(family)
    ticks: list[float] = []
    y = _EXPLAINED if explained else 0.0
    if explained:
        pieces.annotations.append(write_at(plain(explained), 0, y / 2, 0, look, look.muted, look.size * 0.86))
    rows = rows[: look.rows]
    for row in rows:
        height = _unit_height(row, unit)
        _draw_unit_row(pieces, row, unit, y + height / 2, colour)
        ticks.append(y + height / 2)
        y += height
    chart = lay_out(look, pieces, right=look.size * 0.5)
    chart.update_xaxes(range=[0, 1], visible=False, fixedrange=True)
    chart.add_scatter(x=[0], y=[0], mode="markers", marker={"opacity": 0}, hoverinfo="skip")
    chart.update_yaxes(
        range=[y, 0],
        tickvals=ticks,
        ticktext=[row.label for row in rows],
        automargin=True,
        showgrid=False,
        zeroline=False,
        fixedrange=True,
        ticks="",
        ticklabelstandoff=round(look.size * 0.7),
    )
    return chart


def _draw_unit_row(pieces: Pieces, row: UnitRow, unit: int, y: float, colour: str) -> None:
    look, figure = pieces.look, row.figure
    em = look.size
    filled, whole = _count(point_of(figure) or 0.0, unit), _count(float(figure.of_total or 0), unit)
    lines, columns = math.ceil(max(filled, whole, 1) / TEN), min(TEN, max(filled, whole))
    top = (lines * _PITCH - _NUMBER) * em / 2
    solid: list[str] = []
    hollow: list[str] = []
    for number in range(max(filled, whole)):
        x, line = number % TEN * _PITCH * em, number // TEN * _PITCH * em
        (solid if number < filled and not figure.is_forecast else hollow).append(_square(x, top - line, _SIDE * em))
    if solid:
        pieces.add_path(0, y, "".join(solid), colour, colour, 0)
    if hollow:
        pieces.add_path(0, y, "".join(hollow), colour, None, max(1.0, em / 12))
    half = lines * _PITCH * em / 2
    pieces.end(figure, 0, y, colour, shift=columns * _PITCH * em, half=half, up=top - half)
    written = write_at(f"<b>{plain(figure.written)}</b>", 0, y, 0, look, look.ink)
    pieces.annotations.append(written | {"yshift": round(top + _NUMBER * em / 2, 1)})


def _square(x: float, top: float, side: float) -> str:
    return f"M{x:.1f},{top:.1f}H{x + side:.1f}V{top - side:.1f}H{x:.1f}Z"


# People to one scale. All lengths are in marks of the field; the chart is as wide as _WIDE of them.
_WIDE, _FIELD, _LABEL = 40.0, 25, 3.0
MOST_FIELD = 250
_FEW = 6  # numbers of fewer marks are magnified


@dataclass(frozen=True)
class _Block:
    figure: ReportedFigure
    x: float
    y: float
    columns: int
    marks: float
    side: float


def draw_scale(figures: Sequence[ReportedFigure]) -> Chart:
    """Return numbers as fields of marks to one scale, the small ones magnified once beside them.

    All are of one unit. Numbers stand at their fields, who and where in words beside the chart.
    """
    ordered = sorted(figures, key=lambda figure: (-(point_of(figure) or 0), figure.id))
    unit = choose_unit(ordered, MOST_FIELD)
    large = [figure for figure in ordered if (point_of(figure) or 0) / unit >= _FEW]
    small = ordered[len(large) :]
    if unit == 1:
        large, small = ordered, []
    plan, indicator = _plan(large, small, unit), ordered[0].indicator
    return Chart(lambda look: _draw_scale(plan, indicator, look), aspect=round(_WIDE / plan.height, 3))


@dataclass(frozen=True)
class _Plan:
    fields: tuple[_Block, ...]
    small: tuple[_Block, ...]
    magnified: tuple[_Block, ...]
    unit: int
    close: int
    panel: float
    height: float


def _plan(large: Sequence[ReportedFigure], small: Sequence[ReportedFigure], unit: int) -> _Plan:
    fields, y = [], 0.0
    for figure in large:
        marks = (point_of(figure) or 0) / unit
        fields.append(_Block(figure, 0, y + _LABEL, _FIELD, marks, 1))
        y += _LABEL + math.ceil(marks / _FIELD) + 0.4
    y += 2.2
    tiny = [
        _Block(figure, _FIELD + 3.6, _LABEL + 0.6 + 2.6 * place, 1, (point_of(figure) or 0) / unit, 1)
        for place, figure in enumerate(small)
    ]
    y = max(y, _LABEL + 2.6 * len(small) + 0.6)
    close = choose_unit(small, 300) if small else 1
    near: list[_Block] = []
    x, panel, depth = 0.8, y, 0.0
    side = 0.42
    for figure in small:
        marks = (point_of(figure) or 0) / close
        columns = max(10, math.ceil(marks / 10))
        wide = max(columns * side, 6.0)
        if x + wide > _WIDE and near:
            x, y, depth = 0.8, y + depth + _LABEL, 0.0
        near.append(_Block(figure, x, y + _LABEL + 2.2, columns, marks, side))
        depth = max(depth, math.ceil(marks / columns) * side + 0.4)
        x += wide + 2.4
    height = y + _LABEL + 2.2 + depth + 0.8 if small else y
    return _Plan(tuple(fields), tuple(tiny), tuple(near), unit, close, panel, height)


def _draw_scale(plan: _Plan, indicator: Indicator, look: Look) -> go.Figure:
    pieces = Pieces(look)
    if plan.small:
        _draw_lens(pieces, plan, look)
    for block in (*plan.fields, *plan.magnified):
        _draw_field(pieces, block, look)
        _write_number(pieces, block, look, block.x, block.y - 1.4)
    for block in plan.small:
        _draw_tiny(pieces, block, look)
        _write_number(pieces, block, look, block.x + 1.2 + max(0.5, math.sqrt(block.marks) / 2), block.y + 0.5)
    if plan.fields:
        end = plan.fields[-1].y + math.ceil(plan.fields[-1].marks / _FIELD)
        _explain(pieces, name_unit(indicator, plan.unit), 0, end + 1.3, look)
    if plan.small:
        explained = name_unit(indicator, plan.close, magnified=True)
        _explain(pieces, explained, 0.8, plan.panel + 1.3, look)
    chart = lay_out(look, pieces)
    chart.add_scatter(x=[0], y=[0], mode="markers", marker={"opacity": 0}, hoverinfo="skip")
    hide_axes(chart, (0.0, _WIDE), (plan.height, 0.0))
    chart.update_layout(margin={"l": 0, "r": 0, "t": 0, "b": 0})
    return chart


def _colour(block: _Block, look: Look) -> str:
    return look.family(block.figure.indicator.family)


def _draw_field(pieces: Pieces, block: _Block, look: Look) -> None:
    """Draw whole marks, and the last one as large as what is left."""
    pad = 0.12 * block.side
    squares = []
    for number in range(math.ceil(block.marks)):
        share = math.sqrt(min(1.0, block.marks - number))
        side = (block.side - 2 * pad) * share
        x = block.x + number % block.columns * block.side + pad
        y = block.y + number // block.columns * block.side + pad
        squares.append(f"M{x:.2f},{y:.2f}L{x + side:.2f},{y:.2f}L{x + side:.2f},{y + side:.2f}L{x:.2f},{y + side:.2f}Z")
    colour = _colour(block, look)
    hollow = block.figure.is_forecast
    style = {"fillcolor": look.paper if hollow else colour, "line": {"width": 1 if hollow else 0, "color": colour}}
    pieces.shapes.append({"type": "path", "path": "".join(squares), **style})
    lines = math.ceil(block.marks / block.columns)
    edge = block.x + min(block.columns, math.ceil(block.marks)) * block.side
    if mark_of(block.figure) in ("soft", "below"):
        pieces.soften_edge(edge, block.y + pad, block.y + lines * block.side - pad, colour)
    else:
        pieces.end(block.figure, edge, block.y + lines * block.side / 2, colour)


def _draw_tiny(pieces: Pieces, block: _Block, look: Look) -> None:
    side = math.sqrt(block.marks) / 2
    box = {
        "x0": block.x + 0.5 - side,
        "x1": block.x + 0.5 + side,
        "y0": block.y + 0.5 - side,
        "y1": block.y + 0.5 + side,
    }
    pieces.shapes.append({"type": "rect", **box, "fillcolor": _colour(block, look), "line": {"width": 0}})


def _draw_lens(pieces: Pieces, plan: _Plan, look: Look) -> None:
    """Frame the small squares and what they are magnified to, and join the two frames."""
    first, last = plan.small[0], plan.small[-1]
    x0, x1, y0, y1 = first.x - 0.5, first.x + 1.5, first.y - 0.5, last.y + 1.5
    line = {"color": look.rule, "width": max(1.0, look.size / 14)}
    panel = {"x0": 0, "x1": _WIDE, "y0": plan.panel, "y1": plan.height - 0.1}
    pieces.shapes.append({"type": "rect", **panel, "line": line})
    pieces.shapes.append({"type": "rect", "x0": x0, "x1": x1, "y0": y0, "y1": y1, "line": line})
    for start, end in ((x0, x0), (x1, _WIDE)):
        pieces.shapes.append({"type": "line", "x0": start, "x1": end, "y0": y1, "y1": plan.panel, "line": line})


def _write_number(pieces: Pieces, block: _Block, look: Look, x: float, y: float) -> None:
    text = write_at(f"<b>{plain(block.figure.written)}</b>", x, y, 0, look, _colour(block, look))
    pieces.annotations.append(text | {"bgcolor": CLEAR})


def _explain(pieces: Pieces, text: str, x: float, y: float, look: Look) -> None:
    written = write_at(plain(text), x, y, 0, look, look.muted, look.size * 0.86)
    pieces.annotations.append(written | {"bgcolor": CLEAR})
