"""One run of a page: the collection as it is now, what the address selects of it, and the links that carry it along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

import streamlit as st

from dashboard.collection import Collection, Selection
from dashboard.collection.live import State
from dashboard.compare import Comparison
from dashboard.compare import of as compare_in
from dashboard.exhibits import Theme
from dashboard.records.reported import ReportedFigure


@dataclass(frozen=True, eq=False)
class Visit:
    """What a page is shown from.

    ``whole`` is the collection, ``chosen`` what the selection leaves of it. ``problems`` names what in the address
    made no sense and was left out.
    """

    state: State
    whole: Collection
    selection: Selection
    problems: tuple[str, ...]
    theme: Theme

    @cached_property
    def chosen(self) -> Collection:
        """The part of the collection that is selected."""
        return self.selection.choose(self.whole, self.standing_of)

    @property
    def comparison(self) -> Comparison:
        """How the figures of the whole collection stand to each other."""
        return compare_in(self.whole)

    def standing_of(self, figure: ReportedFigure) -> str:
        """Return the standing of a figure in one word."""
        return self.comparison.standing(figure).kind

    def query(self, **more: object) -> dict[str, list[str]]:
        """Return the selection as a query, with *more* in place of its own parts; an empty value takes one out."""
        pairs: dict[str, list[str]] = {}
        for name, value in self.selection.parameters():
            pairs.setdefault(name, []).append(value)
        return {name: values for name, value in {**pairs, **more}.items() if (values := _as_list(value))}

    def link(self, page: str, **more: object) -> str:
        """Return the relative address of a page with the selection."""
        query = urlencode(self.query(**more), doseq=True)
        return f"{page}?{query}" if query else page or "./"

    def link_figure(self, name: str) -> str:
        """Return the address of a figure's page."""
        return self.link("figure", figure=name)


def _as_list(value: object) -> list[str]:
    if value is None or value == "":
        return []
    return [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]


def read_theme() -> Theme:
    """Return whether the reader's page is light or dark."""
    return "dark" if st.context.theme.type == "dark" else "light"


def read_query() -> dict[str, list[str]]:
    """Return the address's query, every value of each name."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def write_query(query: Mapping[str, list[str]]) -> None:
    """Put the query into the address, if it is another."""
    if query != read_query():
        st.query_params.from_dict(dict(query))
