"""A figure's full note on the page: in a dialog from a card, or beside a selection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import streamlit as st

from dashboard.notes import Note, state_figure, write_full_note
from dashboard.tables import Tables
from dashboard.widgets.text import escape, show_html


def find_figure(figure: str, tables: Tables) -> dict[str, Any] | None:
    """Return the described row of a figure, or None where there is no such figure."""
    rows = tables.described
    found = rows[rows["id"] == figure]
    return None if found.empty else found.iloc[0].to_dict()


def note_html(note: Note, row: Mapping[str, Any], page_link: bool = True) -> str:
    """Return the full note as HTML: the number, labelled parts, links into the source and to the figure's page."""
    parts = "".join(f"<dt>{escape(part.label)}</dt><dd dir='auto'>{escape(part.text)}</dd>" for part in note.parts)
    links = []
    if note.link:
        links.append(f'<a href="{escape(note.link)}" rel="noopener noreferrer">Find the words at the publisher</a>')
    if page_link:
        links.append(f'<a href="?figure={quote(note.figure)}" target="_self">Page of this figure</a>')
    return (
        f'<div class="hf-note"><p class="hf-note-number">{escape(row["written"])}</p>'
        f'<p class="hf-note-statement">{escape(state_figure(row))}</p><dl>{parts}</dl>'
        f'<p class="hf-links">{" · ".join(links)}</p></div>'
    )


def show_note(figure: str, tables: Tables, page_link: bool = True) -> None:
    """Show the full note of a figure, or say that there is no such figure."""
    row = find_figure(figure, tables)
    if row is None:
        show_html(f'<p class="hf-quiet">There is no figure {escape(figure[:80])} in this view.</p>')
        return
    show_html(note_html(write_full_note(row, tables), row, page_link))


@st.dialog("Where this figure comes from", width="medium")
def open_note(figure: str, tables: Tables) -> None:
    """Open the full note of a figure over the page."""
    show_note(figure, tables)
