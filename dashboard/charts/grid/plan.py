"""What stands in a table that is drawn, and how much room its words need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from dashboard.charts.base import ChartError, Look
from dashboard.charts.sheet import (
    SYMBOL,
    choose_width,
    count_fitting,
    extra_width,
    list_sizes,
    stack_height,
    wrap_strong,
)

PAD = 6
CELL_PAD = 5
GAP = 3
HATCH_PAD = 9
# Least and usual room above and below the words of a row, together.
TIGHT, LOOSE = 3, 14
# The labels may take so much of the width; the cells need the rest.
LABEL_SHARE = 0.42
SECTION_SHARE = 0.16
# A page scrolls sideways rather than break its labels into single words.
LEAST_LABEL = 130


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
class Plan:
    """Where everything goes: widths of the columns and heights of the rows, in pixels."""

    size: float
    section: float
    label: float
    columns: tuple[float, ...]
    heights: tuple[float, ...] = ()
    header: float = 0

    @property
    def width(self) -> float:
        """How wide the table is."""
        return self.section + self.label + sum(self.columns)

    @property
    def height(self) -> float:
        """How high the table is."""
        return self.header + sum(self.heights)

    def across(self, at: int, span: int = 1) -> tuple[float, float]:
        """Return where a cell begins and ends."""
        start = self.section + self.label + sum(self.columns[:at])
        return start + GAP, start + sum(self.columns[at : at + span])


def find_plan(rows: Sequence[Row], columns: Sequence[str], look: Look, whole: bool = False) -> Plan:
    """Return the plan with the largest type that fits; raises :class:`ChartError` where a picture is too small."""
    for size in list_sizes(look):
        if plan := _fit(rows, columns, look, size, whole):
            return _spread(plan, look) if look.fixed else plan
    count = count_fitting(len(rows), lambda number: fits(rows[:number], columns, look, whole))
    if not count and len(columns) > 1:
        raise ChartError(
            f"{len(columns)} columns are too many for {look.width} × {look.height} pixels: "
            "choose fewer days or sources, or a larger picture"
        )
    raise ChartError(
        f"{count} of {len(rows)} rows with {len(columns)} columns fit into {look.width} × {look.height} pixels: "
        "choose fewer sources, places or days, or a larger picture"
    )


def _fit(rows: Sequence[Row], columns: Sequence[str], look: Look, size: float, whole: bool) -> Plan | None:
    """Return a plan in which every word has its room, or None where a picture has not enough of it.

    With *whole* no heading is broken over lines.
    """
    width = choose_width(look)
    section = _section_width(rows, look, size)
    heads = [look.measure(c, size, bold=True) if whole else _longest_word(c, look, size, bold=True) for c in columns]
    least = [_narrowest(number, head, rows, look, size) for number, head in enumerate(heads)]
    widest = max(_label_width(row, look, size) for row in rows)
    broken = max(_longest_word(f"{row.label} {row.detail}", look, size, bool(row.strong)) for row in rows) + 2 * PAD
    shortest = min(widest, broken if look.fixed else max(broken, LEAST_LABEL))
    label = max(min(widest, width * LABEL_SHARE, width - section - sum(least)), shortest)
    spare = width - section - label - sum(least)
    if spare < 0 and look.fixed:
        return None
    plan = Plan(size, section, label, _share_out(least, max(spare, 0.0)))
    header = max(len(wrap_header(column, number, plan, look)) for number, column in enumerate(columns))
    plan = replace(plan, header=stack_height(header, size) + PAD, heights=_row_heights(rows, plan, look))
    return None if look.fixed and plan.height > look.height else plan


def _share_out(least: Sequence[float], spare: float) -> tuple[float, ...]:
    """Return equal widths where all columns can do with them, else each its own and an equal part of the rest."""
    equal = (sum(least) + spare) / len(least)
    return tuple(equal if equal >= max(least) else width + spare / len(least) for width in least)


def _spread(plan: Plan, look: Look) -> Plan:
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
    label = look.measure(row.label, size) + extra_width(look, row.strong, size)
    return max(label, look.measure(row.detail, size)) + 2 * PAD + 2


def _narrowest(number: int, head: float, rows: Sequence[Row], look: Look, size: float) -> float:
    """Return the width a column needs so that no word of it is broken; *head* is what its heading needs."""
    cells = [cell for row in rows for cell in row.cells if cell.at <= number < cell.at + cell.span]
    words = max((_least_cell(cell, look, size) / cell.span for cell in cells), default=0)
    return ceil(max(words, head)) + GAP + 2


def _least_cell(cell: Cell, look: Look, size: float) -> float:
    return _longest_word(cell.words, look, size, bool(cell.strong)) + 2 * _side_of(cell)


def _side_of(cell: Cell) -> float:
    """Return the room left and right of the words; around words on a hatch the hatch must be seen."""
    return CELL_PAD + HATCH_PAD if cell.hatched else CELL_PAD


def wrap_header(column: str, number: int, plan: Plan, look: Look) -> list[str]:
    """Return the lines of a heading."""
    return look.wrap(column, plan.columns[number] - GAP, plan.size, bold=True)


def wrap_label(row: Row, plan: Plan, look: Look) -> tuple[list[str], list[str]]:
    """Return the lines of a row's label and of its detail."""
    room = plan.label - (2 * PAD if plan.section else PAD)
    detail = look.wrap(row.detail, room, plan.size) if row.detail else []
    return wrap_strong(look, row.label, row.strong, room, plan.size), detail


def cell_width(cell: Cell, plan: Plan) -> float:
    """Return how wide a cell is drawn."""
    return sum(plan.columns[cell.at : cell.at + cell.span]) - GAP - 1


def _words_width(cell: Cell, plan: Plan, look: Look) -> float:
    return look.measure(cell.words, plan.size) + extra_width(look, cell.strong, plan.size)


def stands_beside(cell: Cell, plan: Plan, look: Look) -> bool:
    """Tell whether the symbol has room beside the words, or else stands above them."""
    return SYMBOL + PAD + _words_width(cell, plan, look) + 2 * PAD <= cell_width(cell, plan)


def wrap_cell(cell: Cell, plan: Plan, look: Look) -> list[str]:
    """Return the lines of a cell."""
    return wrap_strong(look, cell.words, cell.strong, cell_width(cell, plan) - 2 * _side_of(cell), plan.size)


def _cell_height(cell: Cell, plan: Plan, look: Look) -> float:
    above = SYMBOL + 3 if cell.symbol and not stands_beside(cell, plan, look) else 0
    around = HATCH_PAD * 2 if cell.hatched else 0
    return stack_height(len(wrap_cell(cell, plan, look)), plan.size) + above + around


def _row_heights(rows: Sequence[Row], plan: Plan, look: Look) -> tuple[float, ...]:
    pad = TIGHT if look.fixed else LOOSE
    heights = []
    for row in rows:
        label, detail = wrap_label(row, plan, look)
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


def fits(rows: Sequence[Row], columns: Sequence[str], look: Look, whole: bool = False) -> bool:
    """Tell whether a picture has room for these rows."""
    return _fit(rows, columns, look, list_sizes(look)[-1], whole) is not None
