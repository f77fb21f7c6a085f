"""What happened when? Figures and events as spans no more precise than their wording, background apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.charts import words
from dashboard.charts.base import ChartError, ChartKind, Look, SourcedChart
from dashboard.charts.timeline.axis import draw_timeline
from dashboard.charts.timeline.entries import Entry, list_entries
from dashboard.charts.told import cite, credit
from dashboard.days import write_window
from dashboard.notes import count_words, join_words, write_short_note
from dashboard.tables import Tables

ID = "timeline"
QUESTION = "What happened when?"

_EVENTS = {
    "reported": ("event", "events"),
    "announced": ("only announced", "only announced"),
    "background": ("of the background", "of the background"),
}
_TOLD = {"reported": "Event", "announced": "Announced", "background": "Background"}


def build(tables: Tables, look: Look) -> SourcedChart:
    """Draw every figure of ``Tables.described`` and every event of ``Tables.events`` on an axis of days.

    Raises :class:`ChartError` where there is neither, or a picture is too small for all of them.
    """
    if not applies(tables):
        raise ChartError("no figure and no event: choose other sources or loosen the filter")
    figures, events = tables.described, credit(tables.events, tables)
    entries = list_entries(tables, look)
    chart, min_width = draw_timeline(entries, look)
    told = (_tell(event) for event in events.to_dict("records"))
    return SourcedChart(
        id=ID,
        question=QUESTION,
        title=_write_title(entries),
        subtitle=_write_subtitle(tables),
        chart=chart,
        alt=" ".join([words.write_alt(QUESTION, figures.to_dict("records")), *told]),
        figures=tuple(figures["id"]),
        sources=cite(figures, events=events),
        note=_write_note(entries),
        min_width=min_width,
    )


def applies(tables: Tables) -> bool:
    """True where there is a figure or an event."""
    return not (tables.figures.empty and tables.events.empty)


def _write_title(entries: Sequence[Entry]) -> str:
    dated = [entry for entry in entries if not entry.heading]
    if not dated:
        return "What was reported, none of it for a single day"
    window = write_window(min(entry.start for entry in dated), max(entry.end for entry in dated))
    return f"What was reported for {window}, day by day" if "–" in window else f"What was reported for {window}"


def _write_subtitle(tables: Tables) -> str:
    counts = [count_words(len(tables.figures), "figure", "figures")] if len(tables.figures) else []
    kinds = tables.events["kind"].value_counts()
    counts += [count_words(kinds[kind], one, many) for kind, (one, many) in _EVENTS.items() if kind in kinds]
    return join_words(counts)


def _write_note(entries: Sequence[Entry]) -> str:
    dated = [entry for entry in entries if not entry.heading]
    kinds = {entry.kind for entry in dated}
    parts = {
        "A bar is as long as the days that are named; no hours are known.": bool(dated),
        "Soft ends: the exact day is not known.": any(entry.is_soft for entry in dated if entry.kind != "announced"),
        "A night lies across midnight.": any(entry.is_night for entry in dated),
        "Thin grey bars are events without a number.": "reported" in kinds,
        "Dashed: announced, not reported to have happened.": "announced" in kinds,
    }
    return " ".join(part for part, said in parts.items() if said)


def _tell(event: Mapping[str, Any]) -> str:
    written = "" if pd.isna(event["date_as_written"]) else f" ({event['date_as_written']})"
    when = f"{write_window(event['date_start'], event['date_end'])}{written}"
    return f"{_TOLD[event['kind']]}: {event['label']}, {when} ({write_short_note(event)})."


KIND = ChartKind(ID, QUESTION, build, applies)
