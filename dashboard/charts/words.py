"""Sentences that charts share: titles, alt text, gaps and notes, each derived from the tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.charts.told import credit
from dashboard.days import write_window
from dashboard.notes import name_count, name_speaker, state_figure, write_short_note
from dashboard.tables import Tables

# A title of two lines at the size of a slide.
TITLE_LETTERS = 105
# More caveats than this no longer fit under a picture; each figure's own note holds them.
MOST_CAVEATS = 6

_GAP_WORDS = {"not_documented": "Not documented", "zero_reported": "0 reported", "not_applicable": "Not applicable"}


def describe_gaps(tables: Tables, indicators: Iterable[str]) -> list[dict[str, Any]]:
    """Return the gaps of these indicators with the words they are shown with, in the order of the days.

    Adds to ``gaps``: phrase, preposition, unit, unit_one, counted (who or what could not be counted), place_name,
    speaker_name, publisher and date_published.
    """
    gaps = tables.gaps[tables.gaps["indicator"].isin(set(indicators))]
    if gaps.empty:
        return []
    gaps = credit(gaps.sort_values(["date_start", "date_end"], kind="stable"), tables)
    indicator = tables.indicators.set_index("id")
    groups = tables.groups.set_index("id")["label"]
    return gaps.assign(
        phrase=gaps["indicator"].map(indicator["phrase"]),
        preposition=gaps["indicator"].map(indicator["preposition"]),
        unit=gaps["indicator"].map(indicator["unit"]),
        unit_one=gaps["indicator"].map(indicator["unit_one"]),
        counted=gaps["group"].map(groups).fillna(gaps["indicator"].map(indicator["unit"])),
    ).to_dict("records")


def name_status(gap: Mapping[str, Any]) -> str:
    """Name what a gap is: not documented is not 0 reported."""
    return _GAP_WORDS[gap["status"]]


def state_gap(gap: Mapping[str, Any], day: bool = True) -> str:
    """State a described gap: "Not documented: people killed in Aleppo, Friday 23 September 2016"."""
    phrase = "" if pd.isna(gap["phrase"]) else f" {gap['phrase']}"
    text = f"{name_status(gap)}: {gap['counted']}{phrase} {gap['preposition']} {gap['place_name']}"
    return f"{text}, {write_window(gap['date_start'], gap['date_end'])}" if day else text


def say_scope(row: Mapping[str, Any]) -> str:
    """Say what is reported of a figure's number, where and when: "reported killed in Aleppo, Thursday 22 September"."""
    phrase = "" if pd.isna(row["phrase"]) else f" {row['phrase']}"
    days = write_window(row["date_start"], row["date_end"], year=False)
    return f"reported{phrase} {row['preposition']} {row['place_name']}, {days}"


def nest_parts(rows: Sequence[dict[str, Any]], whole: dict[str, Any] | None = None) -> list[tuple[dict, dict | None]]:
    """Return each figure with the one among *rows* that contains it, parts right after their whole."""
    ids = {row["id"] for row in rows}
    inner = [row for row in rows if (row["part_of"] == whole["id"] if whole else row["part_of"] not in ids)]
    return [pair for row in inner for pair in [(row, whole), *nest_parts(rows, row)]]


def end_sentence(text: str) -> str:
    """Return *text* with a full stop where it has none."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def say_chain(row: Mapping[str, Any]) -> str:
    """Say who said it, who carried it and who published it, in words that can be read aloud."""
    parts = [f"said by {name_speaker(row)}" if row["speaker_type"] != "publisher" else "nobody credited"]
    if not pd.isna(row["via"]):
        parts.append(f"carried by {row['via']}")
    return ", ".join([*parts, f"published by {row['publisher']}"])


def say_figure(row: Mapping[str, Any]) -> str:
    """Say a figure with all that belongs to it, for those who hear a chart."""
    return f"{state_figure(row)} ({say_chain(row)})."


def say_gap(gap: Mapping[str, Any]) -> str:
    """Say a described gap with its reason and who gives it."""
    return f"{state_gap(gap)} ({say_chain(gap)}). Reason: {end_sentence(gap['reason'])}"


def write_alt(lead: str, rows: Sequence[Mapping[str, Any]], gaps: Sequence[Mapping[str, Any]] = ()) -> str:
    """Write what a chart shows for those who cannot see it: *lead*, then each figure, then each gap."""
    return " ".join([lead, *(say_figure(row) for row in rows), *(say_gap(gap) for gap in gaps)])


def list_sources(rows: Iterable[Mapping[str, Any]], gaps: Iterable[Mapping[str, Any]] = ()) -> tuple[str, ...]:
    """Return a line for each distinct chain behind figures and gaps, each with what it is the source of."""
    groups: dict[str, list[str]] = {}
    for row in rows:
        groups.setdefault(write_short_note(row), []).append(row["written"])
    for gap in gaps:
        groups.setdefault(write_short_note(gap), []).append(name_status(gap).lower())
    if len(groups) == 1:
        return tuple(groups)
    return tuple(f"{note} ({', '.join(dict.fromkeys(said))})" for note, said in groups.items())


def compose_title(rows: Sequence[Mapping[str, Any]], letters: int = TITLE_LETTERS) -> str:
    """State what *rows* report, most important first, as many of them as a title holds.

    A single figure is stated with its day; the days of several stand in the subtitle and at the marks.
    """
    first, *others = rows
    if not others:
        return state_figure(first)
    title, place = state_figure(first, day=False), first["place_name"]
    for row in others:
        piece = _continue_title(row, place)
        if len(title) + len(piece) + 2 <= letters:
            title, place = f"{title}; {piece}", row["place_name"]
    return title


def _continue_title(row: Mapping[str, Any], place: str) -> str:
    phrase = "" if pd.isna(row["phrase"]) else f" {row['phrase']}"
    where = "" if row["place_name"] == place else f" {row['preposition']} {row['place_name']}"
    return f"{name_count(row)}{phrase}{where}"


def write_span(rows: Iterable[Mapping[str, Any]]) -> str:
    """Write the days that figures or gaps speak of, first to last."""
    rows = list(rows)
    starts = [row["date_start"] for row in rows if not pd.isna(row["date_start"])]
    ends = [row["date_end"] for row in rows if not pd.isna(row["date_end"])]
    return write_window(min(starts, default=None), max([*starts, *ends], default=None))


def join_caveats(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return what must be said aloud with these figures; with many of them, where to find it."""
    said = {row["id"]: row["caveat"] for row in rows if not pd.isna(row["caveat"])}
    if not said and len(rows) == 1:
        return rows[0]["counts"]
    if len(said) > MOST_CAVEATS:
        return "What each figure counts and leaves out stands in its own note."
    if len(rows) == 1:
        return " ".join(said.values())
    return " ".join(f"{row['written']}: {end_sentence(said[row['id']])}" for row in rows if row["id"] in said)


def capitalise(text: str) -> str:
    """Return *text* with its first letter large and the others as they are."""
    return text[:1].upper() + text[1:]
