"""Where the fields of dots stand, how large a dot can be, and how many people it stands for."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dashboard.charts.base import LINE_SPACING, ChartError, Look, TextBlock, count_fitting, set_text
from dashboard.charts.dots import split_count, unsaid
from dashboard.charts.words import capitalise, say_scope
from dashboard.notes import name_count
from dashboard.quantity import write_number

Row = Mapping[str, Any]

# So many dots are still told apart on a phone, and a browser draws them at once.
MOST_DOTS = 2_500
# Fewer dots than this say little; the number is then shown a second time, one mark a person …
FEW_DOTS = 20
# … where that is not too many marks for a corner.
MOST_PERSONS = 500

SMALLEST_PITCH, EASY_PITCH, LARGEST_PITCH, LARGEST_LENS_PITCH = 4.5, 4.75, 16.0, 9.0
NARROWEST_COLUMN, MOST_COLUMNS = 190, 4
# Pixels between shelves, between columns, for the tip of an open end, around and before magnified marks.
GAP, GUTTER, TIP, PADDING, LENS = 16.0, 28.0, 24.0, 8.0, 26.0
# Shares of a picture's height that are tried for a field, in hundredths; a page has its own.
_SHARES = range(76, 3, -3)
_PAGE_LENS_ROOM = 112.0


def name_people(number: int) -> str:
    """Name so many people: "1 person", "100 people"."""
    return "1 person" if number == 1 else f"{write_number(number)} people"


def reach_of(row: Row) -> float:
    """Return the largest number that is drawn for a figure; 0 for a vague one."""
    return sum(split_count(row))


@dataclass(frozen=True)
class Grid:
    """Marks in columns: so many a column, so many pixels apart."""

    rows: int
    pitch: float

    def width(self, marks: float) -> float:
        """Return how wide so many marks are."""
        return math.ceil(math.ceil(marks) / self.rows) * self.pitch

    def height(self, marks: float) -> float:
        """Return how high so many marks are."""
        return min(self.rows, math.ceil(marks)) * self.pitch


# Before the room for magnified marks is known.
_NO_LENS = Grid(1, 0.0)


@dataclass(frozen=True)
class Cell:
    """One figure: its words at the width it has, how many dots it fills, whether it is magnified beside them."""

    row: Row
    texts: tuple[TextBlock, ...]
    marks: float
    magnified: bool

    @property
    def text_height(self) -> float:
        """How high the words are, in pixels."""
        return sum(block.height for block in self.texts)


@dataclass(frozen=True)
class Plan:
    """Shelves of cells from above; ``field`` is the grid of dots, ``lens`` that of the magnified marks."""

    per_dot: int
    field: Grid
    lens: Grid
    shelves: tuple[tuple[Cell, ...], ...]
    column: float
    key: TextBlock
    lens_key: TextBlock
    room_beside: float

    @property
    def key_beside(self) -> bool:
        """True where the key has room beside the first figure's words, which saves a line."""
        return self.room_beside > 0

    @property
    def is_magnified(self) -> bool:
        """True where any figure is shown a second time."""
        return self.first_lens is not None

    @property
    def first_lens(self) -> int | None:
        """The first shelf with a magnified figure: its key stands above it."""
        return next((at for at, cells in enumerate(self.shelves) if any(cell.magnified for cell in cells)), None)

    def body_height(self, cells: Sequence[Cell]) -> float:
        """Return how high the marks of a shelf are."""
        return max(
            max(
                self.field.height(cell.marks),
                self.lens.height(reach_of(cell.row)) + 2 * PADDING if cell.magnified else 0,
            )
            for cell in cells
        )

    @property
    def height(self) -> float:
        """How high the chart is without spare room."""
        keys = (0 if self.key_beside else self.key.height + GAP / 2) + (
            self.lens_key.height + GAP if self.is_magnified else 0
        )
        words = sum(max(cell.text_height for cell in cells) + 6 for cells in self.shelves)
        marks = sum(self.body_height(cells) for cells in self.shelves)
        return keys + words + marks + GAP * len(self.shelves)


def make_plan(rows: Sequence[Row], look: Look) -> Plan:
    """Return the plan with the largest marks that fits; :class:`ChartError` says how many figures would."""
    plans = list(_list_plans(rows, look))
    if plans:
        return max(plans, key=_rate)
    fit = count_fitting(len(rows) - 1, lambda number: any(_list_plans(rows[:number], look)))
    raise ChartError(
        f"{fit} of {len(rows)} figures fit legibly into {look.width} × {look.height} pixels: "
        "narrow the filters or choose a larger picture"
    )


def _rate(plan: Plan) -> tuple[float, float, float]:
    """Prefer marks that are easily told apart, then few people a dot, then large marks."""
    pitch = min(plan.field.pitch, plan.lens.pitch * 1.2) if plan.is_magnified else plan.field.pitch
    return min(pitch, EASY_PITCH), -plan.per_dot, pitch


def _list_plans(rows: Sequence[Row], look: Look) -> Iterator[Plan]:
    """Yield the plans that have the room, and whose marks can be told apart."""
    most_columns = max(1, min(MOST_COLUMNS, look.width // NARROWEST_COLUMN))
    if look.fixed and len(rows) / most_columns * 2 * LINE_SPACING * look.label_size > look.height:
        return
    largest = max(max(map(reach_of, rows)), 1.0)
    scales = [factor * 10**power for power in range(13) for factor in (1, 2, 5)]
    scales = [scale for scale in scales if largest / scale <= MOST_DOTS]
    rooms = [look.height * share / 100 for share in _SHARES] if look.fixed else [max(200.0, look.width * 0.18)]
    for per_dot in scales[: 4 if look.fixed else 1]:
        for room in rooms:
            field = fit_grid(largest / per_dot, look.width - TIP, room, LARGEST_PITCH)
            if field.pitch < SMALLEST_PITCH:
                continue
            plan = _fit_lens(_shelve(rows, per_dot, field, look), look)
            fits = not look.fixed or plan.height <= look.height
            if fits and (plan.lens.pitch >= SMALLEST_PITCH or not plan.is_magnified):
                yield plan


def fit_grid(marks: float, width: float, height: float, largest: float) -> Grid:
    """Return the grid in which so many marks are as large as this room allows, with as few rows as that takes."""
    count = max(1, math.ceil(marks))
    sizes = ((min(height / rows, width / math.ceil(count / rows), largest), -rows) for rows in range(1, 81))
    pitch, rows = max(sizes)
    return Grid(-rows, max(1.0, math.floor(pitch * 4) / 4))


def _shelve(rows: Sequence[Row], per_dot: int, field: Grid, look: Look) -> Plan:
    """Give wide fields a shelf of their own and put the narrow ones side by side."""
    most = max(1, min(MOST_COLUMNS, look.width // NARROWEST_COLUMN))
    narrow = [row for row in rows[1:] if field.width(reach_of(row) / per_dot) + TIP <= look.width / most - GUTTER]
    columns = max(1, min(most, len(narrow)))
    column = (look.width - GUTTER * (columns - 1)) / columns
    wide = len(rows) - len(narrow)
    cells = [_make_cell(row, per_dot, look.width if at < wide else column, look) for at, row in enumerate(rows)]
    shelves = [(cell,) for cell in cells[:wide]]
    shelves += [tuple(cells[at : at + columns]) for at in range(wide, len(cells), columns)]
    key, again = _write_keys(per_dot, look)
    beside = look.width - _measure(key, look) - _measure(cells[0].texts[0], look) - 2 * GUTTER
    return Plan(per_dot, field, _NO_LENS, tuple(shelves), column, key, again, beside)


def _fit_lens(plan: Plan, look: Look) -> Plan:
    """Give the magnified marks what room the dots and the words leave."""
    shelves = [[cell for cell in cells if cell.magnified] for cells in plan.shelves]
    magnified = [cell for cells in shelves for cell in cells]
    if not magnified:
        return plan
    spare = (look.height - plan.height) / sum(map(bool, shelves)) if look.fixed else _PAGE_LENS_ROOM
    dotted = max(plan.field.width(cell.marks) for cell in magnified)
    width = plan.column - dotted - LENS - 2 * PADDING - 2 * TIP
    persons = max(reach_of(cell.row) for cell in magnified)
    return replace(plan, lens=fit_grid(persons, max(width, 1), max(spare, 1), LARGEST_LENS_PITCH))


def _write_keys(per_dot: int, look: Look) -> tuple[TextBlock, TextBlock]:
    first = f"● 1 dot = {name_people(per_dot)}"
    second = "The small numbers again, magnified: ■ 1 mark = 1 person"
    return set_text(first, look.width, look, muted=True), set_text(second, look.width, look, muted=True)


def _measure(block: TextBlock, look: Look) -> float:
    return max(look.measure(line, block.size, block.bold) for line in block.lines)


def _make_cell(row: Row, per_dot: int, width: float, look: Look) -> Cell:
    marks = reach_of(row) / per_dot
    texts = [
        set_text(capitalise(name_count(row)), width, look, size=look.label_size + 2, bold=True),
        set_text(say_scope(row), width, look),
    ]
    if marks == 0:
        texts.append(set_text(unsaid(row, "dots"), width, look, muted=True))
    magnified = per_dot > 1 and 0 < marks < FEW_DOTS and reach_of(row) <= MOST_PERSONS
    return Cell(row, tuple(texts), marks, magnified)
