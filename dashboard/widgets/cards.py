"""Headline cards: the number with its qualifier, what it says, and who says so; a click opens the full note."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard import theme
from dashboard.notes import state_figure, write_short_note
from dashboard.tables import Tables
from dashboard.widgets.charts import choose_mode
from dashboard.widgets.notes import open_note
from dashboard.widgets.text import escape, plain_markdown, show_html


def show_cards(tables: Tables, columns: int = 4) -> None:
    """Show every figure of *tables* as a card, as many in a row as the width allows, at most *columns*."""
    with st.grid(columns, min_column_width=230, gap="small", key="cards"):
        for row in tables.described.to_dict("records"):
            _show_card(row, tables)


def _show_card(row: Mapping[str, Any], tables: Tables) -> None:
    with st.container(border=True, key=f"card-{row['id']}"):
        show_html(card_html(row))
        label = plain_markdown(f"Open the note: {state_figure(row)}")
        if st.button(label, key=f"open-{row['id']}"):
            open_note(row["id"], tables)


def card_html(row: Mapping[str, Any]) -> str:
    """Return a card as HTML. The qualifier stands in the number's own type, never smaller."""
    colour = theme.colour_of(row["indicator"], choose_mode())
    statement = state_figure(row, year=False)
    return (
        f'<div class="hf-card" style="--mark:{colour}"><p class="hf-number">{escape(row["written"])}</p>'
        f'<p class="hf-statement">{escape(statement)}</p>'
        f'<p class="hf-who">{escape(write_short_note(row))}</p></div>'
    )
