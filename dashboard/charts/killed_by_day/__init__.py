"""How many were killed? A bar a figure, day by day and voice by voice; what nobody could count is a hatched cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.charts import words
from dashboard.charts.base import ChartError, ChartKind, Look, SourcedChart, select_figures
from dashboard.charts.killed_by_day.draw import draw_sections
from dashboard.charts.killed_by_day.sections import fit_sections, when
from dashboard.charts.marks import longest_bar
from dashboard.notes import count_words, state_figure
from dashboard.tables import Tables

ID = "killed_by_day"
QUESTION = "How many were killed?"
INDICATOR = "killed"

_QUALIFIER_MARKS = {
    "at_least": "an open end is at least",
    "more_than": "an open end is more than",
    "about": "a soft end is about",
    "nearly": "a soft end is just under",
    "range": "a pale part may or may not be",
    "up_to": "a pale bar is up to",
    "fewer_than": "a pale bar is fewer than",
}


def applies(tables: Tables) -> bool:
    """True where anybody reports dead, or says that nobody could count them."""
    return bool((tables.figures["indicator"] == INDICATOR).any() or (tables.gaps["indicator"] == INDICATOR).any())


def build(tables: Tables, look: Look) -> SourcedChart:
    """Draw the figures of people killed (columns of ``Tables.described``) and their gaps, in the order of the days.

    Raises :class:`ChartError` where there are none, or a picture has not the room for them.
    """
    table = select_figures(tables, INDICATOR)
    rows = sorted(table.to_dict("records"), key=when)
    gaps = words.describe_gaps(tables, [INDICATOR])
    if not rows and not gaps:
        raise ChartError("no figure and no gap speaks of people killed: choose another source or widen the filters")
    sections, thickness, look = fit_sections(rows, gaps, look)
    return SourcedChart(
        id=ID,
        question=QUESTION,
        title=_write_title(rows, gaps),
        subtitle=_write_subtitle(rows, gaps),
        chart=draw_sections(sections, thickness, longest_bar(table), look),
        alt=words.write_alt(QUESTION, rows, gaps),
        figures=tuple(row["id"] for row in rows),
        sources=words.list_sources(rows, gaps),
        note=words.join_caveats(rows),
    )


def _write_title(rows: Sequence[dict[str, Any]], gaps: Sequence[dict[str, Any]]) -> str:
    ids = {row["id"] for row in rows}
    whole = [row for row in rows if row["part_of"] not in ids]
    if len(whole) <= 1:
        return state_figure(whole[0]) if whole else words.state_gap(gaps[0])
    scopes = {(row["place"], row["group"], row["date_start"], row["date_end"]) for row in whole}
    if len(scopes) == 1 and len(whole) <= 3:
        *others, last = whole
        joined = " or ".join(
            [*(row["wording"] for row in others), state_figure(last)[:1].lower() + state_figure(last)[1:]]
        )
        return words.capitalise(joined)
    places = list(dict.fromkeys(row["place_name"] for row in whole))
    where = places[0] if len(places) == 1 else f"{len(places)} places"
    voices = count_words(len({row["voice"] for row in whole}), "voice", "voices")
    return f"People reported killed in {where}, {words.write_span(whole)}: {len(whole)} figures from {voices}"


def _write_subtitle(rows: Sequence[dict[str, Any]], gaps: Sequence[dict[str, Any]]) -> str:
    used = {row["qualifier"] for row in rows}
    parts = list(dict.fromkeys(text for qualifier, text in _QUALIFIER_MARKS.items() if qualifier in used))
    if any(gap["status"] == "not_documented" for gap in gaps):
        parts.append("hatched is not documented, which is not zero")
    if not parts:
        return "One bar a figure, day by day, as reported."
    return f"{words.capitalise('; '.join(parts))}."


KIND = ChartKind(ID, QUESTION, build, applies)
