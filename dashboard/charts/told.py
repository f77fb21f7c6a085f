"""Figures, statements and events as the charts name and credit them: what stands beside the marks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard import theme
from dashboard.charts.base import source_lines
from dashboard.days import as_day, write_day_short, write_window
from dashboard.notes import count_words, name_count, write_short_note
from dashboard.tables import Tables, label_places

_CHAIN = ["speaker_type", "speaker_as_written", "speaker_name", "via", "publisher", "date_published", "written"]


def name_figure(row: Mapping[str, Any], place: bool = False) -> str:
    """Name a figure as it is written: "≥ 80 people killed", with *place* "≥ 80 people killed in Aleppo"."""
    phrase = "" if pd.isna(row["phrase"]) else f" {row['phrase']}"
    where = f" {row['preposition']} {row['place_name']}" if place else ""
    return f"{name_number(row)}{phrase}{where}"


def name_number(row: Mapping[str, Any]) -> str:
    """Name a figure's number with who or what is counted: "≥ 80 people", "dozens of children"."""
    return row["written"] + name_count(row).removeprefix(row["wording"])


def write_days(row: Mapping[str, Any]) -> str:
    """Write the days of anything said, short: "Fri 23 Sep", "Thu 22 – Fri 23 Sep", "day not stated"."""
    start, end = as_day(row["date_start"]), as_day(row["date_end"])
    if start is None or end is None or start.year != end.year:
        return write_window(start, end)
    if start == end:
        return write_day_short(start)
    first = write_day_short(start)
    return f"{first.rsplit(' ', 1)[0] if start.month == end.month else first} – {write_day_short(end)}"


def hover_over(title: str, row: Mapping[str, Any]) -> str:
    """Return the hover text of anything credited: what, and who says so."""
    return f"<b>{theme.plain(title)}</b><br>{theme.plain(write_short_note(row))}"


def credit(rows: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Return gaps, statements or events with speaker_name, publisher, date_published and place_name added."""
    sources = tables.sources.set_index("id")
    return rows.assign(
        speaker_name=rows["speaker"].map(tables.speakers.set_index("id")["name"]),
        publisher=rows["source"].map(sources["publisher"]),
        date_published=rows["source"].map(sources["date_published"]),
        place_name=rows["place"].map(label_places(tables.places).set_index("id")["label"]),
    )


def cite(figures: pd.DataFrame, **others: pd.DataFrame) -> tuple[str, ...]:
    """Return the source line of each distinct chain behind *figures* and *others*.

    *others* are credited rows under the plural of what they are (events, gaps, statements): a line says how many of
    them it is the source of, as it gives the numbers of its figures.
    """
    counted = [_count_by_chain(rows, noun) for noun, rows in others.items()]
    tables = [table[_CHAIN] for table in (figures, *counted) if len(table)]
    return source_lines(pd.concat(tables, ignore_index=True)) if tables else ()


def _count_by_chain(rows: pd.DataFrame, noun: str) -> pd.DataFrame:
    chains: dict[str, list[dict[str, Any]]] = {}
    for row in rows.to_dict("records"):
        chains.setdefault(write_short_note(row), []).append(row)
    return pd.DataFrame(
        [same[0] | {"written": count_words(len(same), noun.removesuffix("s"), noun)} for same in chains.values()]
    )


def name_reports(tables: Tables) -> str:
    """Name what is looked at: its one publisher, or how many reports there are."""
    publishers = tables.sources["publisher"]
    return publishers.iloc[0] if len(publishers) == 1 else count_words(len(publishers), "report", "reports")


def lower_first(text: str) -> str:
    """Return *text* for the middle of a sentence; an acronym keeps its capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
