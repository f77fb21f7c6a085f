"""One run of a page: the collection as it is now, what the address selects of it, and the links that carry it along."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import escape
from typing import TypeVar

import streamlit as st

from dashboard.collection import Collection, Selection
from dashboard.compare import Comparison, Topic
from dashboard.compare import of as compare_in
from dashboard.exhibits import Theme
from dashboard.export.choose import find_topic
from dashboard.records.reported import ReportedFigure
from dashboard.render.browser import find_browser
from dashboard.views.own import find_shelf
from dashboard.views.shown import SHELF, Shown
from dashboard.views.text import write_address, write_links

T = TypeVar("T", str, Shown, Shown | str)


@dataclass(frozen=True, eq=False)
class Visit:
    """What a page is shown from, for one run: what stays in a session must not hold it, or a collection of yesterday
    stays with it.

    ``whole`` is the collection, ``chosen`` what the selection leaves of it. ``problems`` names what in the address
    made no sense and was left out, ``own`` the ids of the reports that this session alone has.
    """

    whole: Collection
    selection: Selection
    problems: tuple[str, ...]
    theme: Theme
    own: frozenset[str] = frozenset()

    @cached_property
    def chosen(self) -> Collection:
        """The part of the collection that is selected."""
        return self.selection.choose(self.whole, self.standing_of)

    @property
    def comparison(self) -> Comparison:
        """How the figures of the whole collection stand to each other."""
        return compare_in(self.whole)

    @cached_property
    def topic(self) -> Topic | None:
        """The topic that is open, with its records; None where the address names none."""
        return find_topic(self.whole, self.selection.topic)

    @cached_property
    def can_draw(self) -> bool:
        """Whether the server has a browser that draws pictures."""
        return _has_browser(os.environ.get("BROWSER_PATH"), os.environ.get("PATH"))

    @cached_property
    def address(self) -> str:
        """What decides what a page shows of the collection: selection, what is open, light or dark."""
        return f"{self.theme} {self.selection.write_query()}"

    def keep(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what was made for this address under *key*, by *make* the first time."""
        shelf = find_shelf() if self.own else SHELF
        return shelf.get(self.whole.version, (key, self.address, self.can_draw), make)

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
        return write_address(page, self.query(**more))

    def link_figure(self, name: str) -> str:
        """Return the address of a figure's page."""
        return self.link("figure", figure=name)

    def lead(self, page: str, **more: object) -> None:
        """Lead on to a page: as a link that is followed at once. ``st.switch_page`` leaves a wrong address behind it,
        to which the reader would come back."""
        link = self.link(page, **more)
        st.html(f'<p class="files"><a class="follow" href="{escape(link)}" target="_self">Go on</a></p>')

    def show_link(self, page: str, label: str, **more: object) -> None:
        """Show a link to a page with the selection."""
        st.html(write_links("", [(self.link(page, **more), label)]))


@lru_cache(maxsize=8)
def _has_browser(named: str | None, path: str | None) -> bool:
    """Look for a browser once; looking through PATH at every run cost a fifth of a millisecond."""
    return find_browser() is not None


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
