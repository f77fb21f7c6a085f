"""One run of a page: its address, what that selects of the collection, and widgets and links that carry it along."""

import os
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

import streamlit as st

from dashboard.collection import Collection, Selection
from dashboard.collection.live import Shelf
from dashboard.collection.selection import TOPIC_PARAMETERS
from dashboard.compare import Comparison, Topic, find_topic
from dashboard.compare import of as compare_in
from dashboard.exhibits import Theme
from dashboard.records.reported import ReportedFigure
from dashboard.render.browser import find_browser
from dashboard.views.text import write_count
from dashboard.wording.headings import describe_selection
from dashboard.wording.sentences import start

T = TypeVar("T")
Query = dict[str, list[str]]
# What the pages show of all readers' collection; a session with reports of its own has its own.
SHELF = Shelf(7_000_000)
OWN_SHELF = "own-shelf"


def write_address(path: str, query: Query) -> str:
    """Return a relative address with its query."""
    written = urlencode(query, doseq=True)
    return f"{path or './'}?{written}" if written else path or "./"


def read_query() -> Query:
    """Return the address's query, every value of each name."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def read_place(name: str, last: int) -> int:
    """Return which of the pages or slides up to the *last* the address names; the first where it names none."""
    text = st.query_params.get(name, "")
    return min(max(int(text), 1), last) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def merge(query: Query, more: Mapping[str, object]) -> Query:
    """Return the query with *more* in place of its own parts; an empty value takes one out."""
    merged = {}
    for name, value in {**query, **more}.items():
        if value:
            merged[name] = [str(one) for one in (value if isinstance(value, list | tuple) else [value])]
    return merged


def change(*dropped: str, **parts: object) -> None:
    """Put *parts* into the address in place of what it says of them, and take out what is *dropped*."""
    held = read_query()
    query = merge(held, {**dict.fromkeys(dropped), **parts})
    if query != held:
        st.query_params.from_dict(query)


def hold(name: str, value: object) -> str:
    """Let the widget of this key hold a *value*, which the address says; return its key."""
    if st.session_state.get(name) != value:
        st.session_state[name] = value
    return name


def bind(name: str, value: object, *dropped: str) -> dict[str, Any]:
    """Return what makes a widget hold the *value* that the address has under *name*, and write it back when it changes.

    What is *dropped* goes out of the address with that.
    """
    return {"key": hold(name, value), "on_change": _write_back, "args": (name, dropped)}


def choose(widget: Callable[..., Any], label: str, names: Mapping[str, str], held: dict[str, Any], **more: Any) -> None:
    """Show a list of values by what they are *named*; *held* is what :func:`bind` gives.

    It finds what contains what is typed: fuzzy matching puts "Bustan al-Qasr" before "Aleppo" when one types "al".
    """
    widget(
        label, list(names), format_func=lambda value: names.get(value, value), filter_mode="contains", **held, **more
    )


def _write_back(name: str, dropped: tuple[str, ...]) -> None:
    change(*dropped, **{name: st.session_state[name]})


@dataclass(frozen=True, eq=False)
class Visit:
    """What a page is shown from, for one run: what stays in a session must not hold it, or a collection of yesterday
    stays with it.

    ``whole`` is the collection, ``chosen`` what the selection leaves of it, ``own`` the ids of the reports that this
    session alone has.
    """

    whole: Collection
    selection: Selection
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
        shelf, place = SHELF, (self.whole.version, (key, self.address, self.can_draw))
        if self.own:
            shelf = st.session_state.setdefault(OWN_SHELF, Shelf(2_000_000))
        kept = shelf.get(*place)
        if kept is None:
            kept = make()
            shelf.put(*place, kept)
        return cast("T", kept)

    @property
    def told(self) -> str:
        """What is selected, in words, and how many figures from how many reports that is."""
        figures = self.chosen.figures
        reports = write_count(len({figure.source.id for figure in figures}), "report")
        what = start(describe_selection(self.selection, self.whole))
        return f"{what} — {write_count(len(figures), 'figure')} from {reports}"

    def standing_of(self, figure: ReportedFigure) -> str:
        """Return the standing of a figure in one word."""
        return self.comparison.standing(figure).kind

    def query(self, **more: object) -> Query:
        """Return the selection as a query, with *more* in place of its own parts; an empty value takes one out."""
        held: Query = {}
        for name, value in self.selection.parameters():
            held.setdefault(name, []).append(value)
        return merge(held, more)

    def link(self, page: str, **more: object) -> str:
        """Return the relative address of a page with the selection."""
        return write_address(page, self.query(**more))

    def link_figure(self, name: str) -> str:
        """Return the address of a figure's page."""
        return self.link("figure", figure=name)

    def link_topic(self, topic: Topic) -> str:
        """Return the address of the page that compares the voices on a topic."""
        return self.link("compare", **dict(zip(TOPIC_PARAMETERS, topic.key, strict=True)))


@lru_cache(maxsize=8)
def _has_browser(named: str | None, path: str | None) -> bool:
    """Look for a browser once; looking through PATH at every run cost a fifth of a millisecond."""
    return find_browser() is not None
