"""The days and their entries: the words of each, and how thick a bar can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import pandas as pd

from dashboard.charts import words
from dashboard.charts.base import ChartError, Look, TextBlock, count_fitting, set_text
from dashboard.days import write_window
from dashboard.notes import name_count, write_chain

# Below this width the day stands above its bars, not beside them, in a column so many em wide.
BESIDE_FROM, DAY_COLUMN, INDENT = 700, 11.9, 28
THINNEST, EASY, THICKEST, ON_PAGE = 12.0, 34.0, 76.0, 36.0
# In a picture all its words grow so many times where none is broken and the bars stay as thick as CLEAR.
LARGER_WORDS, CLEAR = (1.5, 1.25), 48.0
# How much of the spare height the bars may take; the rest parts the days.
BAR_SHARE = 0.7
# How much larger than a label the number is set: as large as leaves its bar this thick.
PAGE_EMPHASIS = 4
EMPHASES = {12: EASY, 8: EASY, 3: THINNEST, 0: THINNEST}
# With the last of these who says so stands on the line of the number, where it has the room.
COMPACT = 0
GAP, DAY_GAP, TIP, RIGHT, BESIDE = 7.0, 24.0, 34.0, 6.0, 14.0


@dataclass(frozen=True)
class Entry:
    """One figure or one gap with its words, and whether a bar or a cell stands beneath them."""

    row: Mapping[str, Any]
    texts: tuple[TextBlock, ...]
    is_gap: bool
    has_mark: bool
    indent: float
    beside: TextBlock | None = None

    @property
    def height(self) -> float:
        """How high the words are, in pixels."""
        return sum(block.height for block in self.texts)


@dataclass(frozen=True)
class Section:
    """The entries of one day, or of one span of days."""

    day: TextBlock
    entries: tuple[Entry, ...]
    gap: float


def when(row: Mapping[str, Any]) -> tuple[bool, Any, Any]:
    """Return what figures and gaps are ordered by: their days, the undated last."""
    unknown = pd.isna(row["date_start"]) and pd.isna(row["date_end"])
    start, end = (None if pd.isna(row[key]) else row[key] for key in ("date_start", "date_end"))
    return unknown, start or end or pd.Timestamp.max, end or pd.Timestamp.max


def _list_sections(
    rows: list[dict[str, Any]], gaps: list[dict[str, Any]], emphasis: float, look: Look, most: int | None = None
) -> list[Section]:
    """Return the days in order, of the first *most* figures and gaps."""
    room = look.width - left_of(look) - RIGHT
    said = sorted([*((row, False) for row in rows), *((gap, True) for gap in gaps)], key=lambda item: when(item[0]))
    said = said[:most]
    gap = GAP if emphasis == COMPACT else 2 * GAP
    sections = []
    for _, group in groupby(said, key=lambda item: when(item[0])):
        items = list(group)
        figures = [row for row, is_gap in items if not is_gap]
        entries = [_make_entry(row, whole, room, emphasis, look) for row, whole in words.nest_parts(figures)]
        entries += [_make_gap(row, room, emphasis, look) for row, is_gap in items if is_gap]
        day = write_window(items[0][0]["date_start"], items[0][0]["date_end"])
        width = left_of(look) - 16 if left_of(look) else look.width
        sections.append(Section(set_text(day, width, look, size=look.label_size + 3, bold=True), tuple(entries), gap))
    return sections


def _make_entry(row: dict[str, Any], whole: dict[str, Any] | None, room: float, emphasis: float, look: Look) -> Entry:
    indent = INDENT if whole else 0
    where = f" {row['preposition']} {row['place_name']}"
    text = f"Among them: {name_count(row)}" if whole else words.capitalise(name_count(row))
    if not whole or whole["place"] != row["place"]:
        text += where
    number = set_text(text, room - indent, look, size=look.label_size + (0 if whole else emphasis), bold=True)
    chain = set_text(write_chain(row), room - indent, look, muted=True)
    fits = look.measure(text, number.size, bold=True) + BESIDE + look.measure(chain.lines[0]) <= room - indent
    has_mark = row["qualifier"] != "vague"
    if emphasis == COMPACT and fits and len(chain.lines) == 1:
        return Entry(row, (number,), False, has_mark, indent, beside=chain)
    return Entry(row, (number, chain), False, has_mark, indent)


def _make_gap(gap: dict[str, Any], room: float, emphasis: float, look: Look) -> Entry:
    texts = (
        set_text(words.state_gap(gap, day=False), room, look, size=look.label_size + emphasis, bold=True),
        set_text(gap["reason"], room, look),
        set_text(write_chain(gap), room, look, muted=True),
    )
    return Entry(gap, texts, True, gap["status"] != "not_applicable", 0)


def left_of(look: Look) -> float:
    """Return how wide the column of the days is; 0 where the days stand above their bars."""
    return round(DAY_COLUMN * look.label_size) if look.width >= BESIDE_FROM else 0


def measure(sections: Sequence[Section], thickness: float, look: Look) -> float:
    """Return how high the sections are with bars this thick."""
    return sum(section_height(section, thickness, look) for section in sections) + DAY_GAP * (len(sections) - 1)


def section_height(section: Section, thickness: float, look: Look) -> float:
    """Return how high one section is."""
    entries = sum(entry.height + (thickness + GAP) * entry.has_mark for entry in section.entries)
    entries += section.gap * (len(section.entries) - 1)
    return max(section.day.height, entries) if left_of(look) else section.day.height + entries


def fit_sections(
    rows: list[dict[str, Any]], gaps: list[dict[str, Any]], look: Look
) -> tuple[list[Section], float, Look]:
    """Return the sections, how thick a bar is, and the look they are set in: a picture's words as large as can be."""
    if not look.fixed:
        return _list_sections(rows, gaps, PAGE_EMPHASIS, look), ON_PAGE, look
    for share in LARGER_WORDS:
        larger = replace(look, label_size=round(look.label_size * share))
        sections = _list_sections(rows, gaps, max(EMPHASES), larger)
        thickness = _fit_bars(sections, larger)
        if thickness >= CLEAR and not _break_words(sections):
            return sections, thickness, larger
    for emphasis, thinnest in EMPHASES.items():
        sections = _list_sections(rows, gaps, emphasis, look)
        breaks = any(len(entry.texts[0].lines) > 1 for section in sections for entry in section.entries)
        if _has_room(sections, thinnest, look) and not (breaks and thinnest == EASY):
            return sections, max(thinnest, _fit_bars(sections, look)), look
    raise ChartError(_explain_misfit(rows, gaps, look))


def _has_room(sections: Sequence[Section], thickness: float, look: Look) -> bool:
    return measure(sections, thickness, look) <= look.height - 2


def _fit_bars(sections: Sequence[Section], look: Look) -> float:
    """Return how thick the bars can be, not taking all that is left: below 0 where there is no room for the words."""
    marks = sum(entry.has_mark for section in sections for entry in section.entries)
    return min(THICKEST, (look.height - 2 - measure(sections, 0, look)) / max(1, marks) * BAR_SHARE)


def _break_words(sections: Sequence[Section]) -> bool:
    texts = [text for section in sections for entry in section.entries for text in entry.texts]
    return any(len(text.lines) > 1 for text in texts)


def _explain_misfit(rows: list[dict[str, Any]], gaps: list[dict[str, Any]], look: Look) -> str:
    def fits(number: int) -> bool:
        sections = _list_sections(rows, gaps, COMPACT, look, number)
        marks = sum(entry.has_mark for section in sections for entry in section.entries)
        return measure(sections, 0, look) + marks * THINNEST <= look.height - 2

    total = len(rows) + len(gaps)
    fit = count_fitting(total - 1, fits)
    return (
        f"{fit} of {total} figures and gaps fit legibly into {look.width} × {look.height} pixels: "
        "narrow the filters (fewer days or sources) or choose a larger picture"
    )
