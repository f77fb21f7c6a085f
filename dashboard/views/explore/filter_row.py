"""The filters as one row: the four most asked for in sight, the others behind a button that counts them."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.filters import MAX_TEXT, Filter, explain_empty
from dashboard.notes import count_words
from dashboard.tables import Tables
from dashboard.views.explore.address import change_filter, clear_filter, hold
from dashboard.views.explore.choices import NAMES, Choices
from dashboard.widgets import escape, show_html
from dashboard.widgets.text import plain_markdown

IN_SIGHT = ("indicator", "place", "day")
_WIDEST = 1000


def show_filters(choice: Filter, choices: Mapping[str, Choices]) -> None:
    """Show every filter with what the address says; a change is written back into the address."""
    behind = [name for name in choices if name not in IN_SIGHT]
    with st.container(key="explore-filters"):
        _ask_text(choice)
        for name in IN_SIGHT:
            _ask_values(name, choice, choices[name])
        number = sum(bool(getattr(choice, name)) for name in behind)
        label = f"More filters · {number} set" if number else "More filters"
        more = st.popover(label, key="more-filters", on_change="rerun")
        # What is out of sight is not built: six lists would be half of the cost of a rerun.
        if more.open:
            with more:
                for name in behind:
                    _ask_values(name, choice, choices[name])
        st.button("Clear", key="clear", on_click=clear_filter, disabled=choice.is_empty)


def _ask_text(choice: Filter) -> None:
    st.text_input(
        NAMES["text"],
        key=hold("text", choice.text),
        max_chars=MAX_TEXT,
        type="search",
        placeholder="Any words",
        on_change=change_filter,
    )


def _ask_values(name: str, choice: Filter, choices: Choices) -> None:
    values = getattr(choice, name)
    chosen = [value.isoformat() for value in values] if name == "day" else list(values)
    st.multiselect(
        NAMES[name],
        choices.values,
        key=hold(name, chosen),
        format_func=choices.name,
        placeholder="All",
        filter_mode="contains",
        select_all=False,
        wrap=False,
        on_change=change_filter,
    )


def show_way_out(choice: Filter, tables: Tables, choices: Mapping[str, Choices]) -> None:
    """Where nothing is left, say which filter to loosen, with a button for each that brings figures back."""
    ways = explain_empty(choice, tables)
    hint = "Loosen one of these:" if ways else "No single filter is the reason: clear them all."
    show_html(f'<p class="hf-empty"><b>No figure fits all of these filters.</b> {escape(hint)}</p>')
    with st.container(horizontal=True, key="loosen"):
        for name, count in ways:
            text = f"Without “{name_part(name, choice, choices)}”: {count_words(count, 'figure', 'figures')}"
            st.button(plain_markdown(text), key=f"loosen-{name}", on_click=clear_filter, args=(name,))
        if not ways:
            st.button("Clear all filters", key="loosen-all", on_click=clear_filter)


def name_part(name: str, choice: Filter, choices: Mapping[str, Choices], most: int = 3) -> str:
    """Name one part of a filter: "Place: Aleppo", with its first values where it has many."""
    value = getattr(choice, name)
    words = [value] if name == "text" else [choices[name].name(one) for one in value]
    rest = f" and {len(words) - most} more" if len(words) > most else ""
    return f"{NAMES[name]}: {', '.join(words[:most])}{rest}"
