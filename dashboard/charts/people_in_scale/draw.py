"""Drawing the fields of dots that :mod:`dashboard.charts.people_in_scale.plan` has laid out."""

from __future__ import annotations

import math

import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts import dots
from dashboard.charts.base import Drawing, Look, new_chart, use_pixels
from dashboard.charts.batch import Batch
from dashboard.charts.marks import add_target_area, add_tip
from dashboard.charts.people_in_scale.plan import GAP, GUTTER, LENS, PADDING, TIP, Cell, Grid, Plan, reach_of

# Of a mark's place: what the mark itself covers, so that neighbours stay apart.
DOT_SHARE, PERSON_SHARE = 0.74, 0.7
SMALLEST_SPECK = 1.5
_MOST_SPREAD = 22.0


def draw_plan(plan: Plan, look: Look) -> go.Figure:
    """Draw the plan; spare height of a picture goes between the shelves."""
    height = look.height if look.fixed else math.ceil(plan.height)
    chart = new_chart(look, height)
    use_pixels(chart, look, height)
    batch = Batch(chart)
    parts = len(plan.shelves) + plan.is_magnified
    spread = max(0.0, min(_MOST_SPREAD, (height - plan.height) / parts))
    top = _draw_key(batch, plan, look)
    for at, cells in enumerate(plan.shelves):
        if at == plan.first_lens:
            batch.add_shape(type="line", x0=0, x1=look.width, y0=top, y1=top, line={"color": look.palette.line})
            top = plan.lens_key.draw(batch, 0, top + GAP / 2, look) + GAP / 2
        body = top + max(cell.text_height for cell in cells) + 6
        for number, cell in enumerate(cells):
            _draw_cell(batch, cell, number * (plan.column + GUTTER), top, body, plan, look)
        top = body + plan.body_height(cells) + GAP + spread
    return batch.finish()


def _draw_key(chart: Drawing, plan: Plan, look: Look) -> float:
    if not plan.key_beside:
        return plan.key.draw(chart, 0, 0, look) + GAP / 2
    width = look.measure(plan.key.lines[0], plan.key.size)
    plan.key.draw(chart, look.width - width - 2, 0, look)
    return 0.0


def _draw_cell(chart: Drawing, cell: Cell, x: float, top: float, body: float, plan: Plan, look: Look) -> None:
    for block in cell.texts:
        top = block.draw(chart, x, top, look)
    if cell.marks == 0:
        return
    right = _draw_marks(chart, cell, plan.field, plan.per_dot, x, body, look)
    bottom = body + plan.field.height(cell.marks)
    if cell.magnified:
        right, bottom = _draw_lens(chart, cell, plan.lens, x, right, body, bottom, look)
    add_target_area(chart, cell.row, x, right, body, bottom)


def _draw_lens(
    chart: Drawing, cell: Cell, lens: Grid, x: float, right: float, top: float, bottom: float, look: Look
) -> tuple[float, float]:
    """The same figure again, one mark a person, on a ground of its own that two lines tie to the dots."""
    people = reach_of(cell.row)
    left = right + LENS
    end = left + lens.width(people) + 2 * PADDING + (TIP if dots.is_open(cell.row) else 0)
    floor = top + lens.height(people) + 2 * PADDING
    panel = {"type": "rect", "x0": left, "x1": end, "y0": top, "y1": floor, "layer": "below"}
    chart.add_shape(**panel, fillcolor=look.palette.panel, line={"color": look.palette.line, "width": 1})
    for start, stop in ((top, top), (bottom, floor)):
        line = {"color": look.palette.border, "width": 1}
        chart.add_shape(type="line", x0=right + 3, x1=left, y0=start, y1=stop, line=line)
    _draw_marks(chart, cell, lens, 1, left + PADDING, top + PADDING, look)
    return end, max(bottom, floor)


def _draw_marks(chart: Drawing, cell: Cell, grid: Grid, per_mark: int, x: float, top: float, look: Look) -> float:
    """Draw one figure in a grid: solid, hollow where it may or may not be so, faded where soft, a tip where open.

    Return where the marks end on the right.
    """
    symbol, share = ("square", PERSON_SHARE) if per_mark == 1 and cell.magnified else ("circle", DOT_SHARE)
    size, colour = grid.pitch * share, theme.colour_of(cell.row["indicator"], look.mode)
    solid, hollow = (number / per_mark for number in dots.split_count(cell.row))
    whole, begun = int(solid), math.ceil(solid)
    xs, ys = dots.place_in_columns(math.ceil(solid + hollow), grid.rows, grid.pitch, x, top)
    soft = max(1, min(round(whole * 0.06), grid.rows * 3)) if dots.is_soft(cell.row) and whole else 0
    firm = whole - soft
    dots.add_dots(chart, xs[:firm], ys[:firm], size, colour, symbol)
    dots.add_dots(
        chart, xs[firm:whole], ys[firm:whole], size, dots.fade_last(soft, colour, look.palette.ground), symbol
    )
    dots.add_dots(chart, xs[begun:], ys[begun:], size, colour, f"{symbol}-open")
    if begun > whole:
        speck = max(SMALLEST_SPECK, size * math.sqrt(solid - whole))
        dots.add_dots(chart, xs[whole:begun], ys[whole:begun], speck, colour, symbol)
        dots.add_dots(chart, xs[whole:begun], ys[whole:begun], size, colour, f"{symbol}-open")
    right = x + grid.width(cell.marks if per_mark > 1 or not cell.magnified else reach_of(cell.row))
    return _draw_tip(chart, grid, len(xs), right, top, colour) if dots.is_open(cell.row) else right


def _draw_tip(chart: Drawing, grid: Grid, marks: int, right: float, top: float, colour: str) -> float:
    height = grid.height(marks)
    half = min(13.0, max(height / 2, 5.0))
    end = right + 2 + half * 1.4
    add_tip(chart, right + 2, end, top + height / 2, half, colour)
    return end
