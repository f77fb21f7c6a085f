"""Beside the charts: the full note of the selected figure, and the sum of the ticked ones or why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard.notes import count_words, write_full_note
from dashboard.tables import Tables
from dashboard.views.explore.address import Address, write_address
from dashboard.views.explore.shown import Shown
from dashboard.views.explore.total import add_figures
from dashboard.widgets import escape, note_html, show_html
from dashboard.widgets.notes import find_figure
from dashboard.widgets.text import plain_markdown

_HINT = "Select a bar, a mark or a row: its full note opens here. Tick rows of the table to add them up."


def show_panel(shown: Shown, address: Address, tables: Tables) -> None:
    """Show the note of the selected figure and the sum; *tables* is the whole collection."""
    if address.added:
        _show_total(address, tables)
    if address.selected is None:
        show_html(f'<p class="hf-quiet">{escape(_HINT)}</p>')
        return
    row, note = _write_note(tables.view_hash, address.selected, tables)
    show_html(_before_html(row, shown) + note)
    with st.container(horizontal=True, key="note-buttons"):
        st.button("Close the note", key="close-note", on_click=write_address, kwargs={"selected": None})
        _offer_place(row, shown)


@st.cache_resource(max_entries=256, show_spinner=False)
def _write_note(reading: str, figure: str, _tables: Tables) -> tuple[dict[str, Any], str]:
    """Return the row of a figure, and its full note as HTML."""
    row = find_figure(figure, _tables)
    return row, note_html(write_full_note(row, _tables), row)


def _before_html(row: Mapping[str, Any], shown: Shown) -> str:
    """Say whether the figure is in view; on a phone, where the note lies far below, lead to it."""
    outside = "" if row["id"] in shown.position else "The selected figure is not among those the filters leave."
    aside = f'<p class="hf-aside">{escape(outside)}</p>' if outside else ""
    return f'{aside}<a class="hf-jump" href="#note">{escape(row["written"])}: go to its note</a><span id="note"></span>'


def _offer_place(row: Mapping[str, Any], shown: Shown) -> None:
    """A disc of the map stands for all figures of its place: offer to see only those."""
    count = int((shown.tables.figures["place"] == row["place"]).sum())
    if 1 < count < len(shown):
        label = plain_markdown(f"Only {row['place_name']}: {count_words(count, 'figure', 'figures')}")
        st.button(label, key="only-place", on_click=write_address, kwargs={"place": (row["place"],), "page": None})


def _show_total(address: Address, tables: Tables) -> None:
    rows = tables.described[tables.described["id"].isin(address.added)].to_dict("records")
    if len(rows) == 1:
        title, text = "1 figure ticked", "Tick another to add the two up."
    else:
        total, text = add_figures(rows, tables)
        title = total or f"{count_words(len(rows), 'figure', 'figures')} ticked"
    show_html(
        f'<div class="hf-sum"><p class="hf-question">Sum of selected</p>'
        f'<p class="hf-title">{escape(title)}</p><p>{escape(text)}</p></div>'
    )
    st.button("Untick all", key="untick", on_click=write_address, kwargs={"sum": None})
