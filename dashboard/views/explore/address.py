"""The page's state is its address: read from the URL at every run, written back when a widget changes.

``bind="query-params"`` is not used here: a bound widget writes the label it shows, and the address is shared with
the API, which speaks ids. One source of truth also lets a chart, a button or the browser's Back change a filter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import streamlit as st

from dashboard.filters import PARAMETERS, Filter, read_filter
from dashboard.tables import Tables

# A sum of more figures than this is not a question a reader asks, and every pair of them is compared.
MAX_ADDED = 40
PREFIX = "filter-"
_OURS = (*PARAMETERS, "chart", "selected", "sum", "page")


@dataclass(frozen=True)
class Address:
    """What an address asks for: a choice of figures, a chart, the selected figure, those to add up, a page of rows."""

    choice: Filter = field(default_factory=Filter)
    chart: str | None = None
    selected: str | None = None
    added: tuple[str, ...] = ()
    page: int = 1


def read_address(tables: Tables) -> tuple[Address, list[str]]:
    """Read the address; also return a line for each value that makes no sense, which is then left out.

    Which charts and pages there are depends on the filter, so those two are judged where they are shown.
    """
    asked = {name: st.query_params.get_all(name) for name in _OURS}
    choice, problems = read_filter(asked, tables)
    known = _list_ids(tables.view_hash, tables) if asked["selected"] or asked["sum"] else frozenset()
    selected = _read_ids("selected", asked["selected"][-1:], known, problems)
    added = _read_ids("sum", asked["sum"], known, problems)
    if len(added) > MAX_ADDED:
        problems.append(f"sum: {len(added)} figures, expected at most {MAX_ADDED}; the first {MAX_ADDED} are used")
    page = _read_page(asked["page"], problems)
    return Address(choice, next(reversed(asked["chart"]), None), next(iter(selected), None), added[:MAX_ADDED], page), (
        problems
    )


@st.cache_resource(max_entries=4, show_spinner=False)
def _list_ids(reading: str, _tables: Tables) -> frozenset[str]:
    return frozenset(_tables.figures["id"])


def _read_ids(name: str, values: Iterable[str], known: frozenset[str], problems: list[str]) -> tuple[str, ...]:
    values = [value for value in dict.fromkeys(values) if value.strip()]
    unknown = [value for value in values if value not in known]
    problems += [f"{name}: there is no figure {shorten(value)!r}" for value in unknown[:3]]
    if len(unknown) > 3:
        problems.append(f"{name}: {len(unknown) - 3} more values that are no figure")
    return tuple(value for value in values if value in known)


def _read_page(values: list[str], problems: list[str]) -> int:
    text = values[-1].strip() if values else ""
    if not text:
        return 1
    if text.isascii() and text.isdigit() and len(text) <= 6 and int(text) >= 1:
        return int(text)
    problems.append(f"page: {shorten(text)!r}, expected a whole number from 1")
    return 1


def shorten(value: str, limit: int = 60) -> str:
    """Cut a value of the address to what a line can name."""
    return value if len(value) <= limit else f"{value[:limit]}…"


def hold(name: str, wanted: Any) -> str:
    """Let the widget of a parameter hold what the address says; return its key."""
    key = PREFIX + name
    held = st.session_state.get(key)
    # A reader may still be typing a space that the address leaves out.
    same = " ".join((held or "").split()) == wanted if name == "text" else held == wanted
    if key not in st.session_state or not same:
        st.session_state[key] = wanted
    return key


def write_address(**changes: Any) -> None:
    """Write what all widgets hold into the URL, and *changes* over it; an empty value takes a parameter out.

    All of them, because two quick changes may arrive together while the browser's address still lacks the first.
    """
    held = {name: st.session_state[PREFIX + name] for name in PARAMETERS if PREFIX + name in st.session_state}
    before = {name: st.query_params.get_all(name) for name in _OURS}
    after = {name: _as_values(value) for name, value in (before | held | changes).items()}
    if after != before:
        st.query_params.from_dict({name: values for name, values in after.items() if values})


def _as_values(value: Any) -> list[str]:
    if value is None or value == "":
        return []
    if isinstance(value, list | tuple):
        return [one.isoformat() if isinstance(one, date) else str(one) for one in value]
    return [str(value)]


def change_filter() -> None:
    """Answer a filter widget: another choice begins at its first page of rows."""
    write_address(page=None)


def clear_filter(*names: str) -> None:
    """Take these filters out of the address, or all of them; what is selected stays selected."""
    write_address(**dict.fromkeys(names or PARAMETERS), page=None)
