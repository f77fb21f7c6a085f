"""A table drawn as a chart: rows with one or two labels, columns with a heading, cells with a symbol and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts.base import ChartError, Look
from dashboard.charts.sheet import SYMBOL, Sheet, choose_width, extra_width, list_sizes, stack_height, wrap_strong

PAD = 6
CELL_PAD = 5
GAP = 3
HATCH_PAD = 9
# Least and usual room above and below the words of a row, together.
TIGHT, LOOSE = 3, 14
# The labels may take so much of the width; the cells need the rest.
LABEL_SHARE = 0.42
SECTION_SHARE = 0.16


@dataclass(frozen=True)
class Cell:
    """One cell from column *at* over *span* columns and *down* rows: words, and how they are set apart.

    *symbol* is one of ``Sheet.symbol``; *colour* tints the cell and is its accent; *hatched* is for what nobody could
    count. The words are bold as far as *strong* goes.
    """

    at: int
    words: str
    span: int = 1
    down: int = 1
    symbol: str = ""
    colour: str = ""
    tint: float = 0.0
    hatched: bool = False
    strong: str = ""
    muted: bool = False
    dash: str = ""
    target: str | None = None
    hover: str = ""


@dataclass(frozen=True)
class Row:
    """One row: its label (bold as far as *strong* goes), a quieter detail below it, the section it belongs to."""

    label: str
    cells: tuple[Cell, ...]
    detail: str = ""
    strong: str = ""
    section: str = ""


@dataclass(frozen=True)
class _Plan:
    """Where everything goes: widths of the columns and heights of the rows, in pixels."""

    size: float
    section: float
    label: float
    columns: tuple[float, ...]
    heights: tuple[float, ...] = ()
    header: float = 0

    @property
    def width(self) -> float:
        return self.section + self.label + sum(self.columns)

    @property
    def height(self) -> float:
        return self.header + sum(self.heights)

    def across(self, at: int, span: int = 1) -> tuple[float, float]:
        """Return where a cell begins and ends."""
        start = self.section + self.label + sum(self.columns[:at])
        return start + GAP, start + sum(self.columns[at : at + span])


def draw_grid(rows: Sequence[Row], columns: Sequence[str], look: Look) -> tuple[go.Figure, int]:
    """Return the chart and its ``min_width``.

    Raises :class:`ChartError` where a picture is too small for the words at 14 pixels.
    """
    plan = _plan(rows, columns, look)
    sheet = Sheet(look, plan.width)
    _draw_header(sheet, plan, columns)
    y = plan.header
    for number, row in enumerate(rows):
        new_section = number == 0 or row.section != rows[number - 1].section
        sheet.rule(0 if new_section else plan.section, y, plan.width, y)
        if new_section and row.section:
            lines = look.wrap(row.section, plan.section - PAD, plan.size, bold=True)
            sheet.write(0, y + PAD / 2 + 1, lines, room=plan.section - 2, size=plan.size, bold=True)
        _draw_row(sheet, plan, row, y, plan.heights[number:])
        y += plan.heights[number]
    return sheet.draw(y), sheet.min_width


def fits(rows: Sequence[Row], columns: Sequence[str], look: Look) -> bool:
    """Tell whether a picture has room for these rows."""
    return any(_fit(rows, columns, look, size) for size in list_sizes(look))


def _plan(rows: Sequence[Row], columns: Sequence[str], look: Look) -> _Plan:
    for size in list_sizes(look):
        if plan := _fit(rows, columns, look, size):
            return _spread(plan, look) if look.fixed else plan
    count = next((n for n in range(len(rows) - 1, 0, -1) if fits(rows[:n], columns, look)), 0)
    raise ChartError(
        f"{count} of {len(rows)} rows with {len(columns)} columns fit into {look.width} × {look.height} pixels: "
        "choose fewer sources, places or days, or a larger picture"
    )


def _fit(rows: Sequence[Row], columns: Sequence[str], look: Look, size: float) -> _Plan | None:
    """Return a plan in which every word has its room, or None where a picture has not enough of it."""
    width = choose_width(look)
    section = _section_width(rows, look, size)
    least = [_narrowest(number, column, rows, look, size) for number, column in enumerate(columns)]
    widest = max(_label_width(row, look, size) for row in rows)
    broken = max(_longest_word(f"{row.label} {row.detail}", look, size, bool(row.strong)) for row in rows) + 2 * PAD
    label = max(min(widest, width * LABEL_SHARE, width - section - sum(least)), min(widest, broken))
    spare = width - section - label - sum(least)
    if spare < 0 and look.fixed:
        return None
    plan = _Plan(size, section, label, _share_out(least, max(spare, 0.0)))
    header = max(len(_wrap_header(column, number, plan, look)) for number, column in enumerate(columns))
    plan = replace(plan, header=stack_height(header, size) + PAD, heights=_row_heights(rows, plan, look))
    return None if look.fixed and plan.height > look.height else plan


def _share_out(least: Sequence[float], spare: float) -> tuple[float, ...]:
    """Return equal widths where all columns can do with them, else each its own and an equal part of the rest."""
    equal = (sum(least) + spare) / len(least)
    return tuple(equal if equal >= max(least) else width + spare / len(least) for width in least)


def _spread(plan: _Plan, look: Look) -> _Plan:
    """Give spare height to the rows, as much as still reads as one table."""
    spare = (look.height - plan.height) / len(plan.heights)
    return replace(plan, heights=tuple(height + min(spare, 1.8 * plan.size) for height in plan.heights))


def _longest_word(text: str, look: Look, size: float, bold: bool = False) -> float:
    return max((look.measure(word, size, bold) for word in text.split()), default=0)


def _section_width(rows: Sequence[Row], look: Look, size: float) -> float:
    names = {row.section for row in rows if row.section}
    if not names:
        return 0
    widest = max(look.measure(name, size, bold=True) for name in names) + 2 * PAD
    word = max(_longest_word(name, look, size, bold=True) for name in names) + 2 * PAD
    return max(min(widest, choose_width(look) * SECTION_SHARE), word)


def _label_width(row: Row, look: Look, size: float) -> float:
    return max(look.measure(row.label, size) + extra_width(look, row.strong, size), look.measure(row.detail, size)) + 2 * PAD + 2


def _narrowest(number: int, column: str, rows: Sequence[Row], look: Look, size: float) -> float:
    """Return the width a column needs so that no word of it is broken."""
    cells = [cell for row in rows for cell in row.cells if cell.at <= number < cell.at + cell.span]
    words = max((_least_cell(cell, look, size) / cell.span for cell in cells), default=0)
    return ceil(max(words, _longest_word(column, look, size, bold=True))) + GAP + 2


def _least_cell(cell: Cell, look: Look, size: float) -> float:
    return _longest_word(cell.words, look, size, bool(cell.strong)) + 2 * _side_of(cell)


def _side_of(cell: Cell) -> float:
    """Return the room left and right of the words; around words on a hatch the hatch must be seen."""
    return CELL_PAD + HATCH_PAD if cell.hatched else CELL_PAD


def _wrap_header(column: str, number: int, plan: _Plan, look: Look) -> list[str]:
    return look.wrap(column, plan.columns[number] - GAP, plan.size, bold=True)


def _wrap_label(row: Row, plan: _Plan, look: Look) -> tuple[list[str], list[str]]:
    room = plan.label - (2 * PAD if plan.section else PAD)
    detail = look.wrap(row.detail, room, plan.size) if row.detail else []
    return wrap_strong(look, row.label, row.strong, room, plan.size), detail


def _cell_width(cell: Cell, plan: _Plan) -> float:
    return sum(plan.columns[cell.at : cell.at + cell.span]) - GAP - 1


def _words_width(cell: Cell, plan: _Plan, look: Look) -> float:
    return look.measure(cell.words, plan.size) + extra_width(look, cell.strong, plan.size)


def _stands_beside(cell: Cell, plan: _Plan, look: Look) -> bool:
    """Tell whether the symbol has room beside the words, or else stands above them."""
    return SYMBOL + PAD + _words_width(cell, plan, look) + 2 * PAD <= _cell_width(cell, plan)


def _wrap_cell(cell: Cell, plan: _Plan, look: Look) -> list[str]:
    return wrap_strong(look, cell.words, cell.strong, _cell_width(cell, plan) - 2 * _side_of(cell), plan.size)


def _cell_height(cell: Cell, plan: _Plan, look: Look) -> float:
    above = SYMBOL + 3 if cell.symbol and not _stands_beside(cell, plan, look) else 0
    around = HATCH_PAD * 2 if cell.hatched else 0
    return stack_height(len(_wrap_cell(cell, plan, look)), plan.size) + above + around


def _row_heights(rows: Sequence[Row], plan: _Plan, look: Look) -> tuple[float, ...]:
    pad = TIGHT if look.fixed else LOOSE
    heights = []
    for row in rows:
        label, detail = _wrap_label(row, plan, look)
        cells = (_cell_height(cell, plan, look) for cell in row.cells if cell.down == 1)
        heights.append(max(stack_height(len(label) + len(detail), plan.size), *cells, 0.0) + pad)
    for number, row in enumerate(rows):
        for cell in row.cells:
            if cell.down > 1:
                _stretch(heights, number, number + cell.down, _cell_height(cell, plan, look) + pad)
    for start, end in _list_sections(rows):
        lines = look.wrap(rows[start].section, plan.section - PAD, plan.size, bold=True) if plan.section else []
        _stretch(heights, start, end, stack_height(len(lines), plan.size) + PAD)
    return tuple(heights)


def _stretch(heights: list[float], start: int, end: int, needed: float) -> None:
    """Make rows *start* to *end* taller, each by as much, where together they are not as tall as needed."""
    missing = max(0.0, needed - sum(heights[start:end])) / (end - start)
    heights[start:end] = [height + missing for height in heights[start:end]]


def _list_sections(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Return where each section starts and ends."""
    starts = [number for number, row in enumerate(rows) if number == 0 or row.section != rows[number - 1].section]
    return list(zip(starts, [*starts[1:], len(rows)], strict=True))


def _draw_header(sheet: Sheet, plan: _Plan, columns: Sequence[str]) -> None:
    for number, column in enumerate(columns):
        lines = _wrap_header(column, number, plan, sheet.look)
        top = plan.header - PAD - stack_height(len(lines), plan.size)
        centre = sum(plan.across(number)) / 2
        sheet.write(
            centre,
            top,
            lines,
            room=plan.columns[number],
            size=plan.size,
            bold=True,
            colour=sheet.look.palette.muted,
            anchor="center",
        )


def _draw_row(sheet: Sheet, plan: _Plan, row: Row, y: float, heights: Sequence[float]) -> None:
    look, height = sheet.look, heights[0]
    label, detail = _wrap_label(row, plan, look)
    top = y + (height - stack_height(len(label) + len(detail), plan.size)) / 2
    room, x = plan.label - PAD, plan.section + (PAD if plan.section else 0)
    end = sheet.write(x, top, label, room=room, size=plan.size, strong=row.strong)
    sheet.write(x, end, detail, room=room, size=plan.size, colour=look.palette.muted)
    for cell in row.cells:
        _draw_cell(sheet, plan, cell, y, sum(heights[: cell.down]))


def _draw_cell(sheet: Sheet, plan: _Plan, cell: Cell, y: float, height: float) -> None:
    look, colours = sheet.look, sheet.look.palette
    x0 = plan.across(cell.at)[0]
    x1 = x0 + _cell_width(cell, plan)
    y0, y1 = y + GAP / 2 + 0.5, y + height - GAP / 2 + 0.5
    fill = theme.blend(cell.colour, colours.ground, cell.tint) if cell.tint else colours.ground
    sheet.mark(x0, x1, y0, y1, fill, hatched=cell.hatched, target=cell.target, hover=cell.hover)
    if cell.dash:
        sheet.box(x0, y0, x1, y1, None, colours.hatch, cell.dash)
    if cell.tint and not cell.symbol:
        sheet.mark(x0, x0 + 4, y0, y1, cell.colour, target=cell.target, hover=cell.hover)
    _write_cell(sheet, plan, cell, (x0, x1), (y0, y1))


def _write_cell(sheet: Sheet, plan: _Plan, cell: Cell, across: tuple[float, float], down: tuple[float, float]) -> None:
    look, colours = sheet.look, sheet.look.palette
    lines = _wrap_cell(cell, plan, look)
    widest = max(look.measure(line, plan.size, bold=bool(cell.strong)) for line in lines)
    tall, middle, centre = stack_height(len(lines), plan.size), sum(down) / 2, sum(across) / 2
    beside = cell.symbol and _stands_beside(cell, plan, look)
    above = SYMBOL + 3 if cell.symbol and not beside else 0
    shift = (SYMBOL + PAD) / 2 if beside else 0
    top = middle - (tall + above) / 2 + above
    if cell.hatched:
        half = min(widest / 2 + CELL_PAD, (across[1] - across[0]) / 2 - HATCH_PAD)
        sheet.box(centre - half, middle - tall / 2 - 1, centre + half, middle + tall / 2 + 1, colours.ground)
    colour = colours.muted if cell.muted else colours.ink
    room = across[1] - across[0] - 2 * shift - 2
    strong = cell.strong
    sheet.write(centre + shift, top, lines, room=room, size=plan.size, strong=strong, colour=colour, anchor="center")
    if cell.symbol:
        place = (centre - widest / 2 - PAD + 1, middle) if beside else (centre, top - above / 2 - 1)
        sheet.symbol(*place, cell.symbol, colour, target=cell.target, hover=cell.hover)
