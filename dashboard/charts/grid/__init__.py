"""A table drawn as a chart: rows with one or two labels, columns with a heading, cells with a symbol and words."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts.base import Look
from dashboard.charts.grid.plan import (
    CELL_PAD,
    GAP,
    HATCH_PAD,
    PAD,
    Cell,
    Plan,
    Row,
    cell_width,
    find_plan,
    fits,
    stands_beside,
    wrap_cell,
    wrap_header,
    wrap_label,
)
from dashboard.charts.sheet import SYMBOL, UNSEEN, Sheet, stack_height

__all__ = ["Cell", "Row", "draw_grid", "fits"]


def draw_grid(rows: Sequence[Row], columns: Sequence[str], look: Look, whole: bool = False) -> tuple[go.Figure, int]:
    """Return the chart and its ``min_width``; with *whole* no heading is broken over lines.

    Raises :class:`ChartError` where a picture is too small for the words at 14 pixels.
    """
    plan = find_plan(rows, columns, look, whole)
    sheet = Sheet(look, plan.width)
    _draw_header(sheet, plan, columns)
    y = plan.header
    for number, row in enumerate(rows):
        new_section = number == 0 or row.section != rows[number - 1].section
        if row.label:
            sheet.rule(0 if new_section else plan.section, y, plan.width, y)
        if new_section and row.section:
            lines = look.wrap(row.section, plan.section - PAD, plan.size, bold=True)
            sheet.write(0, y + PAD / 2 + 1, lines, room=plan.section - 2, size=plan.size, bold=True)
        _draw_row(sheet, plan, row, y, plan.heights[number:])
        y += plan.heights[number]
    return sheet.draw(y), sheet.min_width


def _draw_header(sheet: Sheet, plan: Plan, columns: Sequence[str]) -> None:
    for number, column in enumerate(columns):
        lines = wrap_header(column, number, plan, sheet.look)
        top = plan.header - PAD - stack_height(len(lines), plan.size)
        quiet = {"size": plan.size, "bold": True, "colour": sheet.look.palette.muted}
        sheet.write(sum(plan.across(number)) / 2, top, lines, room=plan.columns[number], anchor="center", **quiet)


def _draw_row(sheet: Sheet, plan: Plan, row: Row, y: float, heights: Sequence[float]) -> None:
    look, height = sheet.look, heights[0]
    label, detail = wrap_label(row, plan, look)
    top = y + (height - stack_height(len(label) + len(detail), plan.size)) / 2
    room, x = plan.label - PAD, plan.section + (PAD if plan.section else 0)
    end = sheet.write(x, top, label, room=room, size=plan.size, strong=row.strong)
    sheet.write(x, end, detail, room=room, size=plan.size, colour=look.palette.muted)
    for cell in row.cells:
        _draw_cell(sheet, plan, cell, y, sum(heights[: cell.down]))


def _draw_cell(sheet: Sheet, plan: Plan, cell: Cell, y: float, height: float) -> None:
    colours = sheet.look.palette
    x0 = plan.across(cell.at)[0]
    x1 = x0 + cell_width(cell, plan)
    y0, y1 = y + GAP / 2 + 0.5, y + height - GAP / 2 + 0.5
    fill = theme.blend(cell.colour, colours.ground, cell.tint) if cell.tint else UNSEEN
    sheet.mark(x0, x1, y0, y1, fill, hatched=cell.hatched, target=cell.target, hover=cell.hover)
    if cell.dash:
        sheet.panel(x0, y0, x1, y1, colours.ground, colours.hatch, cell.dash)
    if cell.tint and not cell.symbol:
        sheet.mark(x0, x0 + 4, y0, y1, cell.colour, target=cell.target, hover=cell.hover)
    _write_cell(sheet, plan, cell, (x0, x1), (y0, y1))


def _write_cell(sheet: Sheet, plan: Plan, cell: Cell, across: tuple[float, float], down: tuple[float, float]) -> None:
    look, colours = sheet.look, sheet.look.palette
    lines = wrap_cell(cell, plan, look)
    widest = max(look.measure(line, plan.size, bold=bool(cell.strong)) for line in lines)
    tall, middle, centre = stack_height(len(lines), plan.size), sum(down) / 2, sum(across) / 2
    beside = cell.symbol and stands_beside(cell, plan, look)
    above = SYMBOL + 3 if cell.symbol and not beside else 0
    shift = (SYMBOL + PAD) / 2 if beside else 0
    top = middle - (tall + above) / 2 + above
    room = across[1] - across[0] - 2 * shift - 2
    if cell.hatched:
        half = min(widest / 2 + CELL_PAD, (across[1] - across[0]) / 2 - HATCH_PAD)
        sheet.plate(centre - half, middle - tall / 2 - 1, centre + half, middle + tall / 2 + 1)
        room = 2 * half - 1
    colour = colours.muted if cell.muted else colours.ink
    strong = cell.strong
    sheet.write(centre + shift, top, lines, room=room, size=plan.size, strong=strong, colour=colour, anchor="center")
    if cell.symbol:
        place = (centre - widest / 2 - PAD + 1, middle) if beside else (centre, top - above / 2 - 1)
        sheet.symbol(*place, cell.symbol, colour, target=cell.target, hover=cell.hover)
