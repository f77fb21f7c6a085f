"""The first page: the story's headline figures, what is not known, the map and the timeline."""

from __future__ import annotations

import streamlit as st

from dashboard import widgets
from dashboard.charts import CHARTS
from dashboard.days import write_window
from dashboard.notes import join_words, write_published
from dashboard.tables import Tables
from dashboard.widgets import escape

_BELOW = ("places", "timeline", "people_in_scale", "killed_by_day", "strikes", "centres", "coverage", "claims")


def render() -> None:
    """Show the story the collection names; the other reports are on the other pages."""
    tables = widgets.read_state().tables
    story, unknown = _choose_story(tables.view_hash, tables)
    _show_heading(story)
    if unknown:
        widgets.show_html(unknown)
    widgets.show_cards(story)
    query = f"source={story.story}" if story.story else ""
    for chart in _BELOW:
        if chart in CHARTS:
            widgets.show_chart(chart, story, query=query)


@st.cache_resource(max_entries=4, show_spinner=False)
def _choose_story(reading: str, _tables: Tables) -> tuple[Tables, str]:
    story = _tables.only([_tables.story]) if _tables.story else _tables
    return story, _unknown_html(story)


def _show_heading(story: Tables) -> None:
    if story.sources.empty:
        widgets.show_heading(story.title, "No source could be read yet.")
        return
    source = story.sources.iloc[0].to_dict()
    line = f"As reported by {source['publisher']}, {write_published(source)}. Not independently verified."
    widgets.show_heading(story.title, line)


def _unknown_html(story: Tables) -> str:
    """State what nobody could count, where people look: above the figures."""
    gaps = story.gaps[story.gaps["status"] == "not_documented"]
    labels = story.indicators.set_index("id")["label"]
    places = story.places.set_index("id")["name"]
    lines = []
    for (place, start, end), group in gaps.groupby(["place", "date_start", "date_end"], dropna=False, sort=False):
        what = join_words([labels[indicator].lower() for indicator in group["indicator"]])
        headline = f"Not known: {what} in {places[place]}, {write_window(start, end)}."
        reasons = " ".join(group["reason"].drop_duplicates())
        lines.append(f"<p><b>{escape(headline)}</b> {escape(reasons)}</p>")
    return f'<div class="hf-unknown">{"".join(lines)}</div>' if lines else ""
