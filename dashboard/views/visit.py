"""One run of a page: the collection as it is now, what the address selects of it, and the links that carry it along."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeVar

from dashboard.collection import Collection, Selection
from dashboard.compare import Comparison, Topic
from dashboard.compare import of as compare_in
from dashboard.exhibits import Theme
from dashboard.export.choose import find_topic
from dashboard.records.reported import ReportedFigure
from dashboard.render.browser import find_browser
from dashboard.views.address import Query, merge, write_address
from dashboard.views.own import find_shelf
from dashboard.views.shown import SHELF
from dashboard.views.text import write_count
from dashboard.wording.numbers import start
from dashboard.wording.selections import describe_selection

T = TypeVar("T")


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
        shelf = find_shelf() if self.own else SHELF
        return shelf.get(self.whole.version, (key, self.address, self.can_draw), make)

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


@lru_cache(maxsize=8)
def _has_browser(named: str | None, path: str | None) -> bool:
    """Look for a browser once; looking through PATH at every run cost a fifth of a millisecond."""
    return find_browser() is not None
