"""Which figures are to be taken away: the story's, all, or those of a filter that came with the address."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from dashboard.filters import PARAMETERS, Filter, apply_filter, read_filter, write_filter, write_query
from dashboard.notes import count_words
from dashboard.quantity import write_number
from dashboard.tables import Tables
from dashboard.views.explore.choices import list_all_choices, write_choice

OF = "of"
_NAMES = {"story": "The story", "all": "Everything", "filter": "As filtered"}


@dataclass(frozen=True, eq=False)
class Chosen:
    """What is taken away: a filter, and the tables with what it chooses."""

    choice: Filter
    view: Tables

    @property
    def query(self) -> str:
        """The filter as a URL query, the same for page and API."""
        return write_query(self.choice)

    @property
    def filter_text(self) -> str:
        """The filter in words; empty where nothing is filtered."""
        return "" if self.choice.is_empty else write_filter(self.choice)

    def describe(self, tables: Tables) -> str:
        """Say how many figures these are, from how many sources, and how they were chosen among *tables*."""
        figures = count_words(len(self.view.figures), "figure", "figures")
        sources = count_words(self.view.figures["source"].nunique(), "source", "sources")
        words = write_choice(self.choice, list_all_choices(tables.view_hash, tables))
        return f"{figures} from {sources}. {words or 'No filter'}."

    def link(self, page: str = "explore") -> str:
        """Return the relative address of a page with the same filter."""
        return f"{page}?{self.query}" if self.query else page


@dataclass(frozen=True)
class Wish:
    """What the address asks for: one of the ways to choose, and the filter that came with it."""

    of: str
    choices: dict[str, Filter]


def read_wish(tables: Tables) -> tuple[Wish, list[str]]:
    """Read the address; also return a line for each value that makes no sense, which is then left out."""
    asked = {name: st.query_params.get_all(name) for name in PARAMETERS}
    choice, problems = read_filter(asked, tables)
    choices = {"story": Filter(source=(tables.story,))} if tables.story else {}
    choices["all"] = Filter()
    if choice not in choices.values():
        choices["filter"] = choice
    likely = next((of for of, known in choices.items() if known == choice and not choice.is_empty), next(iter(choices)))
    asked_of = st.query_params.get(OF)
    return Wish(asked_of if asked_of in choices else likely, choices), problems


def ask_what(wish: Wish, tables: Tables) -> Chosen:
    """Let the reader choose between the ways, and return what was chosen."""
    of = st.segmented_control(
        "Which figures",
        list(wish.choices),
        default=wish.of,
        required=True,
        format_func=lambda of: _name(of, wish.choices[of], tables),
        key=f"download-of-{'-'.join(wish.choices)}",
        on_change=_remember,
        args=(f"download-of-{'-'.join(wish.choices)}",),
    )
    choice = wish.choices[of or wish.of]
    return Chosen(choice, apply_filter(choice, tables))


def _remember(key: str) -> None:
    st.query_params[OF] = st.session_state[key] or "all"


def _name(of: str, choice: Filter, tables: Tables) -> str:
    return f"{_NAMES[of]} ({write_number(len(apply_filter(choice, tables).figures))})"
