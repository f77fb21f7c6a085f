"""The Download page: tables, pictures and whole packages to take away, and a picture's record held against today."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from dashboard import widgets
from dashboard.tables import Tables
from dashboard.views.download.bundle import show_bundles
from dashboard.views.download.check import show_check
from dashboard.views.download.chosen import Chosen, ask_what, read_wish
from dashboard.views.download.links import show_addresses, show_tables
from dashboard.views.download.pictures import ask_look, show_pictures
from dashboard.widgets import escape, show_heading, show_html

MAX_PROBLEMS = 8


@cache
def _read_style() -> str:
    return f"<style>{(Path(__file__).parent / 'style.css').read_text('utf-8')}</style>"


def render() -> None:
    """Show what can be taken away of the figures the address asks for; nothing is made until somebody asks."""
    tables = widgets.read_state().tables
    show_html(_read_style())
    wish, problems = read_wish(tables)
    heading, choice = st.columns([3, 2], vertical_alignment="bottom")
    with choice:
        chosen = ask_what(wish, tables)
    with heading:
        _show_heading(chosen, tables)
    if problems:
        show_html(_problems_html(problems))
    left, right = st.columns(2, gap="large")
    with left:
        show_tables(chosen)
        show_check(tables)
    with right:
        preset, mode = ask_look()
        show_pictures(chosen, preset, mode)
        show_bundles(chosen, preset, mode)
    show_addresses(chosen, preset, mode)


def _show_heading(chosen: Chosen, tables: Tables) -> None:
    show_heading("Download", f"{chosen.describe(tables)} As reported, not independently verified.")
    show_html(f'<p><a href="{escape(chosen.link())}">Choose others on Explore</a></p>')


def _problems_html(problems: list[str]) -> str:
    items = "".join(f"<li>{escape(problem)}</li>" for problem in problems[:MAX_PROBLEMS])
    return f'<div class="hf-banner" role="alert"><strong>Left out of the filter:</strong><ul>{items}</ul></div>'
