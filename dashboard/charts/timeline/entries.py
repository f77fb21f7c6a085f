"""What stands on a timeline: figures and events with their words, their days, and how sure the days are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from dashboard import theme
from dashboard.charts.base import Look, hover_text
from dashboard.charts.told import credit, hover_over, name_figure
from dashboard.days import as_day, write_window
from dashboard.tables import Tables

# A longer span, or one known to the month only, would squeeze the days that are known: it stands below in words.
LONGEST_SPAN_DAYS = 14
COARSEST_PRECISION = 3

BACKGROUND, LONGER, UNDATED = "Background", "Longer or less precise", "Day not stated"
HEADINGS = (LONGER, UNDATED, BACKGROUND)


@dataclass(frozen=True)
class Entry:
    """A figure or an event. *heading* tells under what it stands at the foot, where it has no place on the axis."""

    kind: str
    label: str
    strong: str
    colour: str
    target: str | None
    hover: str
    start: date | None
    end: date | None
    when: str
    is_soft: bool
    is_night: bool
    heading: str

    @property
    def is_figure(self) -> bool:
        """True for a number, false for an event."""
        return self.kind == "figure"


def list_entries(tables: Tables, look: Look) -> list[Entry]:
    """Return all figures and events in the order of their days, what is only announced last on its day.

    An event stands just before the figures of the same voice, place and days.
    """
    rows = [row | {"kind": "figure"} for row in tables.described.to_dict("records")]
    rows += credit(tables.events, tables).to_dict("records")
    voices = {speaker: number for number, speaker in enumerate(dict.fromkeys(row["speaker"] for row in rows))}

    def order(row: Mapping[str, Any]) -> tuple[Any, ...]:
        days = (as_day(row["date_start"]) or date.max, as_day(row["date_end"]) or date.max)
        is_figure = row["kind"] == "figure"
        return *days, row["kind"] == "announced", voices[row["speaker"]], str(row["place"]), is_figure

    return [_make_entry(row, look) for row in sorted(rows, key=order)]


def _make_entry(row: Mapping[str, Any], look: Look) -> Entry:
    start, end, written = as_day(row["date_start"]), as_day(row["date_end"]), row["date_as_written"]
    written = "" if pd.isna(written) else written
    common = {
        "start": start,
        "end": end,
        "when": written or write_window(start, end),
        "is_soft": row["date_precision"] > 1,
        "is_night": is_night(start, end, written),
        "heading": _find_heading(row, start, end),
    }
    if row["kind"] == "figure":
        colour, name = theme.colour_of(row["indicator"], look.mode), name_figure(row, place=True)
        return Entry("figure", name, row["written"], colour, row["id"], hover_text(row), **common)
    label = f"Announced: {row['label']}" if row["kind"] == "announced" else row["label"]
    return Entry(row["kind"], label, "", look.palette.muted, None, hover_over(label, row), **common)


def _find_heading(row: Mapping[str, Any], start: date | None, end: date | None) -> str:
    if row["kind"] == "background":
        return BACKGROUND
    if start is None and end is None:
        return UNDATED
    if start is None or end is None or row["date_precision"] > COARSEST_PRECISION:
        return LONGER
    return LONGER if (end - start).days >= LONGEST_SPAN_DAYS else ""


def is_night(start: date | None, end: date | None, written: str) -> bool:
    """Tell whether two neighbouring days stand for the night between them, going by the source's own wording."""
    return start is not None and end is not None and (end - start).days == 1 and "night" in written.lower()
