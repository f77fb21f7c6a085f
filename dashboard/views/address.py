"""The address of a page: what it says, how it is written, and widgets that hold what it says and write it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import streamlit as st

Query = dict[str, list[str]]


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


def _write_back(name: str, dropped: tuple[str, ...]) -> None:
    change(*dropped, **{name: st.session_state[name]})
