"""What is on every page: the style, the collection as it is now, and a clear word where part of it is broken."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path

import streamlit as st

from dashboard.live import State, open_collection
from dashboard.widgets.charts import choose_mode
from dashboard.widgets.text import escape, show_html

_STYLE = Path(__file__).parent / "style.css"
# A local picture: Streamlit fetches named icons for the tab from outside.
ICON = Path(__file__).parent / "icon.png"
MAX_FAULTS_SHOWN = 12


@cache
def _read_style(link: str) -> str:
    return f"<style>:root {{ --hf-link: {link}; }}\n{_STYLE.read_text('utf-8')}</style>"


def set_style() -> None:
    """Give the page its own type sizes and cards; colours come from the theme."""
    st.html(_read_style(st.get_option(f"theme.{choose_mode()}.linkColor") or "inherit"))


def read_state() -> State:
    """Return the collection as it is now."""
    return open_collection().current()


def tell_faults(state: State) -> None:
    """Name what could not be read, with file, entry, key and what was expected; the rest is shown all the same."""
    if state.error:
        shown = "What was read before stays on show." if state.tables is not None else "There is nothing to show yet."
        _show_banner(f"The collection could not be read. {shown}", state.error.splitlines())
    if state.faults:
        files = sorted({fault.file for fault in state.faults})
        count = f"{len(files)} source file{'s are' if len(files) > 1 else ' is'}"
        _show_banner(f"{count} left out because of faults; all others are shown.", [str(f) for f in state.faults])


def tell_error(error: Exception) -> bool:
    """Say in plain words that a page failed; the traceback goes to the server's log and to nobody else."""
    logging.getLogger(__name__).error("a page failed", exc_info=error)
    _show_banner("This page could not be shown.", [f"{type(error).__name__}: the details are in the server's log."])
    return True


def _show_banner(headline: str, lines: list[str]) -> None:
    more = len(lines) - MAX_FAULTS_SHOWN
    items = "".join(f"<li>{escape(line)}</li>" for line in lines[:MAX_FAULTS_SHOWN])
    rest = f"<p>{more} more faults.</p>" if more > 0 else ""
    show_html(f'<div class="hf-banner" role="alert"><strong>{escape(headline)}</strong><ul>{items}</ul>{rest}</div>')
