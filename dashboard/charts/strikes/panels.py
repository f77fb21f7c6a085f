"""What stands in each panel, and how large a mark can be there; every unit has a panel and a scale of its own."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from dashboard.charts import words
from dashboard.charts.base import ChartError, Look, TextBlock, count_fitting, set_text
from dashboard.charts.dots import split_count, unsaid
from dashboard.notes import name_count, write_chain
from dashboard.quantity import write_number

STRIKES = "air strikes"
HOUSES = ("facilities", "buildings")

# More marks than this are no longer counted by eye: one then stands for several.
MOST_MARKS, TEN = 200, 10
# From this width panels stand side by side; the first, with the strikes, is the widest.
BESIDE_FROM, FIRST_SHARE = 620, 0.6
GUTTER, GAP, ITEM_GAP, HATCHED, TIP, PAGE_ROOM = 36.0, 8.0, 20.0, 30.0, 24.0, 170.0
# How much larger than a label the number is set: as large as leaves the marks easy to count.
EMPHASES, PAGE_EMPHASIS = (18, 12, 8, 3), 4
# In a picture all its words grow so many times where none is broken, the marks stay as large as CLEAR, and AIR is left.
LARGER_WORDS, CLEAR, AIR = (1.5, 1.25), 36.0, 36
# Pixels from mark to mark: at most, easily counted, at least. Houses are larger than strikes.
_HOUSE_PITCHES, _MARK_PITCHES = (120.0, 28.0, 12.0), (96.0, 15.0, 8.0)


@dataclass(frozen=True)
class Item:
    """One figure or gap: its words, how many marks are solid and how many hollow."""

    row: Mapping[str, Any]
    texts: tuple[TextBlock, ...]
    solid: int
    hollow: int
    is_gap: bool

    @property
    def text_height(self) -> float:
        """How high the words are, in pixels."""
        return sum(block.height for block in self.texts) + GAP


@dataclass(frozen=True)
class Panel:
    """All that is counted in one unit, between *left* and *left* + *width*."""

    unit: str
    unit_name: str
    per_mark: int
    items: tuple[Item, ...]
    left: float
    width: float
    pitch: float

    @property
    def has_houses(self) -> bool:
        """True where a mark is a building."""
        return self.unit in HOUSES

    @property
    def columns(self) -> int:
        """How many marks stand in a row, with room for an arrow: tens where they fit, counted at a glance."""
        fit = max(1, int((self.width - TIP) // self.pitch))
        return fit // TEN * TEN if fit >= TEN else fit

    def body_height(self, item: Item) -> float:
        """Return how high the marks of one item are."""
        if item.is_gap:
            return HATCHED * (item.row["status"] != "not_applicable")
        return math.ceil((item.solid + item.hollow) / self.columns) * self.pitch

    @property
    def height(self) -> float:
        """How high the panel is."""
        items = sum(item.text_height + self.body_height(item) for item in self.items)
        return items + ITEM_GAP * (len(self.items) - 1)


def explain_mark(panel: Panel) -> str:
    """Say what one mark stands for: "1 triangle is 1 air strike"."""
    return f"1 {'house' if panel.has_houses else 'triangle'} is {panel.unit_name}"


def total_height(panels: Sequence[Panel]) -> float:
    """Return how high the panels are together, side by side or one below the other."""
    heights = [panel.height for panel in panels]
    return max(heights) if stand_beside(panels) else sum(heights) + GUTTER * (len(heights) - 1)


def stand_beside(panels: Sequence[Panel]) -> bool:
    """True where the panels stand side by side."""
    return panels[-1].left > panels[0].left


def fit_panels(rows: list[dict[str, Any]], gaps: list[dict[str, Any]], look: Look) -> list[Panel]:
    """Return the panels with numbers and marks as large as there is room for.

    Raises :class:`ChartError` where a picture has not the room, saying how many figures it has room for.
    """
    if not look.fixed:
        beside = _list_ways(look)[0]
        return [_fit_page(panel) for panel in _list_panels(rows, gaps, PAGE_EMPHASIS, look, beside)]
    for share in LARGER_WORDS:
        larger = replace(look, label_size=round(look.label_size * share), height=look.height - AIR)
        panels = _fit_picture(rows, gaps, EMPHASES[1], 1, larger)
        if panels and panels[0].pitch >= CLEAR and not _break_words(panels, whole=True):
            return panels
    for emphasis in EMPHASES:
        at_least = 2 if emphasis == EMPHASES[-1] else 1
        panels = _fit_picture(rows, gaps, emphasis, at_least, look)
        if panels and (at_least == 2 or not _break_words(panels)):
            return panels
    fit = count_fitting(
        len(rows) - 1, lambda number: _fit_picture(rows[:number], [], EMPHASES[-1], 2, look) is not None
    )
    raise ChartError(
        f"{fit} of {len(rows)} figures fit legibly into {look.width} × {look.height} pixels: "
        "narrow the filters or choose a larger picture"
    )


def _break_words(panels: Sequence[Panel], whole: bool = False) -> bool:
    """True where a number (*whole*: any words) takes more than a line."""
    texts = [text for panel in panels for item in panel.items for text in item.texts[: None if whole else 1]]
    return any(len(text.lines) > 1 for text in texts)


def _list_ways(look: Look) -> tuple[bool, ...]:
    """Return whether panels may stand side by side, the usual way first."""
    return (True, False) if look.width >= BESIDE_FROM else (False,)


def _fit_picture(
    rows: list[dict[str, Any]], gaps: list[dict[str, Any]], emphasis: float, at_least: int, look: Look
) -> list[Panel] | None:
    """Return the panels side by side or one below the other, whichever leaves the first larger marks."""
    ways = [_shrink(_list_panels(rows, gaps, emphasis, look, beside), at_least, look) for beside in _list_ways(look)]
    return max(filter(None, ways), key=lambda panels: panels[0].pitch, default=None)


def _fit_page(panel: Panel) -> Panel:
    room = panel.height - sum(map(panel.body_height, panel.items)) + PAGE_ROOM * len(panel.items)
    return next((made for made in _list_pitches(panel) if made.height <= room), panel)


def _list_pitches(panel: Panel) -> list[Panel]:
    most, least = _largest_pitch(panel), _pitches_of(panel)[-1]
    return [replace(panel, pitch=pitch / 2) for pitch in range(int(most * 2), int(least * 2) - 1, -1)]


def _largest_pitch(panel: Panel) -> float:
    """The largest that is allowed, and no larger than lets ten stand in a row where there are as many."""
    most = max((item.solid + item.hollow for item in panel.items), default=1)
    return min(_pitches_of(panel)[0], (panel.width - TIP) / min(TEN, max(1, most)))


def _pitches_of(panel: Panel) -> tuple[float, float, float]:
    return _HOUSE_PITCHES if panel.has_houses else _MARK_PITCHES


def _shrink(panels: list[Panel], at_least: int, look: Look) -> list[Panel] | None:
    """Shrink the marks until the panels fit; None where they would be smaller than easy (1) or legible (2)."""
    if stand_beside(panels):
        fitted = [next((m for m in _list_pitches(panel) if m.height <= look.height), None) for panel in panels]
    else:
        fitted = next(filter(None, (_shrink_all(panels, share, look) for share in range(100, 9, -3))), [None])
    if any(panel is None or panel.pitch < _pitches_of(panel)[at_least] for panel in fitted):
        return None
    return fitted


def _shrink_all(panels: list[Panel], share: int, look: Look) -> list[Panel] | None:
    made = [replace(panel, pitch=_largest_pitch(panel) * share / 100) for panel in panels]
    return made if total_height(made) <= look.height else None


def _list_panels(
    rows: list[dict[str, Any]], gaps: list[dict[str, Any]], emphasis: float, look: Look, beside: bool
) -> list[Panel]:
    said = [*((row, whole, False) for row, whole in words.nest_parts(rows)), *((gap, None, True) for gap in gaps)]
    said.sort(key=lambda one: (one[0]["unit"] != STRIKES, one[0]["unit"]))
    groups = [list(group) for _, group in groupby(said, key=lambda one: one[0]["unit"])]
    beside = beside and len(groups) > 1 and look.width >= BESIDE_FROM * (len(groups) - 1)
    shares = [1.0] if not beside else [FIRST_SHARE, *[(1 - FIRST_SHARE) / (len(groups) - 1)] * (len(groups) - 1)]
    room = look.width - GUTTER * (len(groups) - 1) if beside else look.width
    panels, left = [], 0.0
    for at, group in enumerate(groups):
        width = room * (shares[at] if beside else 1)
        panels.append(_make_panel(group, left, width, emphasis, look))
        left += (width + GUTTER) * beside
    return panels


def _make_panel(said: Sequence[tuple], left: float, width: float, emphasis: float, look: Look) -> Panel:
    first = said[0][0]
    largest = max((sum(split_count(row)) for row, _, is_gap in said if not is_gap), default=1)
    steps = (factor * 10**power for power in range(13) for factor in (1, 2, 5))
    per_mark = next(step for step in steps if largest / step <= MOST_MARKS)
    unit_name = f"1 {first['unit_one']}" if per_mark == 1 else f"{write_number(per_mark)} {first['unit']}"
    items = [_make_item(row, whole, is_gap, per_mark, width, emphasis, look) for row, whole, is_gap in said]
    symbol = "⌂" if first["unit"] in HOUSES else "▼"
    key = set_text(f"{symbol} = {unit_name}", width, look, muted=True)
    if not items[0].is_gap:
        items[0] = replace(items[0], texts=(*items[0].texts, key))
    panel = Panel(first["unit"], unit_name, per_mark, tuple(items), left, width, 1.0)
    return replace(panel, pitch=_largest_pitch(panel))


def _make_item(
    row: dict[str, Any],
    whole: dict[str, Any] | None,
    is_gap: bool,
    per_mark: int,
    width: float,
    emphasis: float,
    look: Look,
) -> Item:
    if is_gap:
        texts = [(words.state_gap(row), emphasis, True), (row["reason"], 0, False)]
    else:
        number = f"Among them: {name_count(row)}" if whole else words.capitalise(name_count(row))
        texts = [(number, emphasis, True), (words.say_scope(row), 0, False)]
        if not sum(split_count(row)):
            texts.append((unsaid(row, "marks"), 0, False))
    blocks = [set_text(text, width, look, size=look.label_size + more, bold=bold) for text, more, bold in texts]
    blocks.append(set_text(write_chain(row), width, look, muted=True))
    solid, hollow = (0.0, 0.0) if is_gap else (number / per_mark for number in split_count(row))
    whole_marks = math.ceil(solid)
    return Item(row, tuple(blocks), whole_marks, math.ceil(solid + hollow) - whole_marks, is_gap)
