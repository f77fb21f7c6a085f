"""What is on every page: style, navigation that carries the selection along, and what is selected, in words."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.collection import read_selection
from dashboard.collection.live import State, open_collection
from dashboard.render.html import write_style
from dashboard.views import VIEWS, View
from dashboard.views.text import plain_markdown, show_banner, show_heading
from dashboard.views.visit import Visit, read_query, read_theme, write_query
from dashboard.wording.selections import describe_selection

_HERE = Path(__file__).parent
# A local picture: Streamlit fetches named icons for the tab from outside.
ICON = _HERE / "icon.png"
_VISIT = "visit"
# What stands in an address beside the selection and belongs to one page alone.
OWN = ("exhibit", "page", "sum", "slides", "slide", "with", "sort")


@cache
def _read_style() -> str:
    return f"<style>{write_style()}\n{(_HERE / 'style.css').read_text('utf-8')}</style>"


def show_frame(pages: Mapping[str, Any], current: Any) -> None:
    """Show what stands above every page, and keep the visit for the page itself."""
    st.html(_read_style())
    state = open_collection().current()
    visit = _open_visit(state)
    st.session_state[_VISIT] = visit
    st.session_state["pages"] = pages
    with st.container(horizontal=True, key="navigation", gap="small", vertical_alignment="center"):
        for view in VIEWS:
            if view.listed:
                query = visit.query(figure=None) if visit else {}
                is_current = current.url_path == ("" if view.default else view.path)
                label = f"**{view.name}**" if is_current else view.name
                st.page_link(pages[view.path], label=label, query_params=query)
    _tell_faults(state)
    if visit is not None:
        _show_selection(visit)


def show_page(view: View) -> None:
    """Show a page, or that there is nothing to show."""
    visit = st.session_state.get(_VISIT)
    if visit is None:
        show_heading("Humanitarian figures, each with its source", "There is nothing to show yet.")
        return
    view.render(visit)


def _open_visit(state: State) -> Visit | None:
    if state.collection is None:
        return None
    asked = {name: values for name, values in read_query().items() if name not in OWN}
    selection, problems = read_selection(asked, state.collection)
    return Visit(state, state.collection, selection, tuple(problems), read_theme())


def _show_selection(visit: Visit) -> None:
    """Name what is selected, with a link to copy and a way out."""
    if visit.problems:
        show_banner("Part of this address makes no sense and was left out.", list(visit.problems))
    if visit.selection.is_empty:
        return
    chosen, words = visit.chosen, describe_selection(visit.selection, visit.whole)
    with st.container(horizontal=True, key="selection", gap="small", vertical_alignment="center"):
        st.markdown(f"Selected: {plain_markdown(words)} — {_count(chosen)}")
        with st.popover("Copy link", type="tertiary"):
            st.code(_absolute_link(), language=None, wrap_lines=True)
        st.button("Clear", type="tertiary", on_click=write_query, args=({},), key="clear-selection")


def _count(chosen: Any) -> str:
    figures, reports = len(chosen.figures), len({figure.source.id for figure in chosen.figures})
    return f"{figures:,} figure{'' if figures == 1 else 's'} from {reports:,} report{'' if reports == 1 else 's'}"


def _absolute_link() -> str:
    return str(st.context.url or "")


def _tell_faults(state: State) -> None:
    """Name what could not be read, with file, entry, key and what was expected; the rest is shown all the same."""
    if state.error:
        kept = (
            "What was read before stays on show." if state.collection is not None else "There is nothing to show yet."
        )
        show_banner(f"The collection could not be read. {kept}", state.error.splitlines())
    if state.faults:
        files = sorted({fault.file for fault in state.faults})
        many = len(files) > 1
        headline = (
            f"{len(files)} file{'s have' if many else ' has'} faults; what is wrong is left out, the rest is shown."
        )
        show_banner(headline, [str(fault) for fault in state.faults])


def tell_error(error: Exception) -> bool:
    """Say in plain words that a page failed; the traceback goes to the server's log and to nobody else."""
    logging.getLogger(__name__).error("a page failed", exc_info=error)
    show_banner("This page could not be shown.", [f"{type(error).__name__}: the details are in the server's log."])
    return True
