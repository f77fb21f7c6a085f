"""The Explore page: filters, chart, table and note; each selects in all the others, and the address holds it all."""

from __future__ import annotations

import streamlit as st

from dashboard import widgets
from dashboard.notes import count_words
from dashboard.tables import Tables
from dashboard.views.explore.address import Address, read_address
from dashboard.views.explore.choices import list_all_choices, write_choice
from dashboard.views.explore.filter_row import show_filters, show_way_out
from dashboard.views.explore.panel import show_panel
from dashboard.views.explore.results import choose_chart, judge_chart, show_results
from dashboard.views.explore.shown import Shown, choose_figures
from dashboard.views.explore.table import show_table
from dashboard.widgets import escape, show_heading, show_html

MAX_PROBLEMS = 8


def render() -> None:
    """Show the figures the address asks for, and let the reader change it."""
    tables = widgets.read_state().tables
    address, problems = read_address(tables)
    shown = choose_figures(address.choice, tables)
    if len(shown) and (fault := judge_chart(address.chart, shown)):
        problems.append(fault)
    if len(shown) and address.page > shown.pages:
        problems.append(f"page: {address.page}, expected at most {shown.pages}")
    choices = list_all_choices(tables.view_hash, tables)
    show_heading("Explore", _count_shown(shown, tables, write_choice(address.choice, choices)))
    if problems:
        show_html(_problems_html(problems))
    show_filters(address.choice, choices)
    if not len(shown):
        show_way_out(address.choice, tables, choices)
        return
    _show_figures(shown, address, tables)


def _show_figures(shown: Shown, address: Address, tables: Tables) -> None:
    chart = choose_chart(shown, address)
    left, right = st.columns([1.9, 1], gap="medium")
    with left:
        show_results(chart, shown, address)
        show_table(shown, address, tables.view_hash)
    with right, st.container(key="explore-note"):
        show_panel(shown, address, tables)


def _count_shown(shown: Shown, tables: Tables, words: str) -> str:
    count = count_words(len(tables.figures), "figure", "figures")
    sources = count_words(len(tables.sources), "source", "sources")
    return f"{len(shown):,} of {count}. {words}" if words else f"All {count} of {sources}"


def _problems_html(problems: list[str]) -> str:
    """Name what the address asks for and there is not; the rest of it is shown all the same."""
    more = len(problems) - MAX_PROBLEMS
    lines = [*problems[:MAX_PROBLEMS], *([f"and {more} more"] if more > 0 else [])]
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f'<div class="hf-banner" role="status"><strong>Left out of this address:</strong><ul>{items}</ul></div>'
