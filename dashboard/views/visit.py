"""One run of a page: its address, what that selects, and the HTML, widgets and links by which a page shows it."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, cast
from urllib.parse import parse_qs, urlencode

import streamlit as st

from dashboard.collection import Collection, Selection
from dashboard.collection.live import Shelf
from dashboard.collection.selection import TOPIC_PARAMETERS
from dashboard.compare import Comparison, Topic, find_topic
from dashboard.compare import of as compare_in
from dashboard.exhibits import Theme
from dashboard.records.reported import ReportedFigure
from dashboard.render.browser import find_browser
from dashboard.render.html import open_templates
from dashboard.wording.headings import count_digits, describe_selection
from dashboard.wording.sentences import start

T = TypeVar("T")
Query = Mapping[str, Any]
# What the pages show of all readers' collection; a session with reports of its own has its own.
SHELF = Shelf(7_000_000)
OWN_SHELF = "own-shelf"


class _Html(str):
    """HTML that is shown as it is: Streamlit takes margins away from any other text, by a look at every line."""

    def _repr_html_(self) -> str:
        return self


def write(piece: str, *values: object) -> str:
    """Return a piece of ``pieces.html.j2`` as HTML, in which everything from outside is escaped."""
    templates = open_templates(Path(__file__).parent / "templates")
    return str(getattr(templates.get_template("pieces.html.j2").module, piece)(*values))


def show_html(*parts: str, width: Any = "stretch") -> None:
    """Show HTML; each call costs the server as much as an empty page."""
    if html := "".join(parts):
        st.html(_Html(html), width=width)


def show(piece: str, *values: object, width: Any = "stretch") -> None:
    """Show a piece of ``pieces.html.j2``."""
    show_html(write(piece, *values), width=width)


def plain_markdown(text: object) -> str:
    """Return *text* so that what Streamlit reads as Markdown, HTML, math, colours or icons stays what it is."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]()#+-.!|~$:<>&\"'^=@/" else c for c in str(text))


def merge(query: Query, more: Query) -> Query:
    """Return the query with *more* in place of its own parts; what is empty goes out of it."""
    return {name: value for name, value in {**query, **more}.items() if value}


def write_address(path: str, query: Query, **more: object) -> str:
    """Return a relative address with its query and *more*, as :func:`merge` joins them."""
    written = urlencode(merge(query, more), doseq=True)
    return f"{path or './'}?{written}" if written else path or "./"


def read_query() -> dict[str, list[str]]:
    """Return the address's query, every value of each name."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def link_here(path: str, **more: object) -> str:
    """Return the address of a page with all that this one's has, and *more*."""
    return write_address(path, read_query(), **more)


def read_place(name: str, last: int) -> int:
    """Return which of the pages or slides up to the *last* the address names; the first where it names none."""
    text = st.query_params.get(name, "")
    return min(max(int(text), 1), last) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def change(**parts: object) -> None:
    """Put *parts* into the address in place of what it says of them; what is empty goes out of it."""
    held = read_query()
    if (query := merge(held, parts)) != held:
        st.query_params.from_dict(query)


def bind(name: str, value: object, then: Callable[[], None] | None = None, **parts: object) -> dict[str, Any]:
    """Return what makes a widget hold an address's *value* and, when it changes, write it there with *parts*."""
    if st.session_state.get(name) != value:
        st.session_state[name] = value

    def write_back() -> None:
        change(**{**parts, name: st.session_state[name]})

    return {"key": name, "on_change": then or write_back}


def choose(widget: Callable[..., Any], label: str, names: Mapping[str, str], held: dict[str, Any], **more: Any) -> None:
    """Show a list of values by what they are *named*; *held* is what :func:`bind` gives."""
    # Fuzzy matching puts "Bustan al-Qasr" before "Aleppo" when one types "al".
    more |= {"format_func": lambda value: names.get(value, value), "filter_mode": "contains"}
    widget(label, list(names), **held, **more)


@dataclass(frozen=True, eq=False)
class Visit:
    """What a page is shown from, for one run: nothing that stays in a session may hold it, nor a collection with it."""

    whole: Collection
    selection: Selection
    theme: Theme
    # Whether this session alone has some of the reports.
    own: bool = False

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
        return find_browser() is not None

    def keep(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what was made for this selection and theme under *key*, by *make* the first time."""
        shelf = st.session_state.setdefault(OWN_SHELF, Shelf(2_000_000)) if self.own else SHELF
        place = self.whole.version, (key, self.theme, self.selection.write_query())
        kept = shelf.get(*place)
        if kept is None:
            kept = make()
            # One sign like "≥" doubles what Python holds of a text.
            shelf.put(*place, kept.encode() if isinstance(kept, str) else kept)
        return cast("T", kept.decode() if isinstance(kept, bytes) else kept)

    @property
    def told(self) -> str:
        """What is selected, in words, and how many figures from how many reports that is."""
        figures, what = self.chosen.figures, start(describe_selection(self.selection, self.whole))
        reports = count_digits(len({figure.source.id for figure in figures}), "report")
        return f"{what} — {count_digits(len(figures), 'figure')} from {reports}"

    def standing_of(self, figure: ReportedFigure) -> str:
        """Return the standing of a figure in one word."""
        return self.comparison.standing(figure).kind

    @cached_property
    def query(self) -> Query:
        """The selection as a query."""
        return parse_qs(self.selection.write_query())

    def link(self, page: str, **more: object) -> str:
        """Return the relative address of a page with the selection."""
        return write_address(page, self.query, **more)

    def link_figure(self, name: str) -> str:
        """Return the address of a figure's page."""
        return self.link("figure", figure=name)

    def link_topic(self, topic: Topic) -> str:
        """Return the address of the page that compares the voices on a topic."""
        return self.link("compare", **dict(zip(TOPIC_PARAMETERS, topic.key, strict=True)))
