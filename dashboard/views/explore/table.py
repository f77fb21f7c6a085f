"""The rows behind the charts: written form, number to sort by, and who says so; a click selects, a tick adds."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.notes import count_words
from dashboard.views.explore.address import MAX_ADDED, Address, write_address
from dashboard.views.explore.shown import ROWS_A_PAGE, Shown, list_rows
from dashboard.widgets import escape, show_html

_CELL_COLUMN = "Reported"


def show_table(shown: Shown, address: Address, reading: str) -> None:
    """Show one page of rows; a click on a row selects its figure, its tick adds it to the sum."""
    page = min(address.page, shown.pages)
    ids = shown.list_ids(page)
    if shown.pages > 1:
        _choose_page(shown, page, len(ids))
    key = f"rows-{abs(hash((shown.query, page)))}"
    _hold_selection(key, ids, address)
    st.dataframe(
        list_rows(reading, shown.query, page, shown),
        key=key,
        on_select=lambda: _answer(key, ids),
        selection_mode=["multi-row", "single-cell"],
        hide_index=True,
        height=38 + 35 * min(len(ids), 9),
        column_config=_COLUMNS,
        placeholder="",
        alt=f"{count_words(len(shown), 'figure', 'figures')}, a row each",
    )


_COLUMNS = {
    "Reported": st.column_config.TextColumn("Reported", width=90, pinned=True, help="As written, with its qualifier"),
    "Number": st.column_config.NumberColumn(
        "Sorts as", width=85, format="localized", help="To sort by: the number as printed, of a range its lower end"
    ),
    "What": st.column_config.TextColumn("What", width=120),
    "Who": st.column_config.TextColumn("Who", width=90),
    "Where": st.column_config.TextColumn("Where", width=120),
    "From day": st.column_config.DateColumn("From day", width=100, format="D MMM YYYY"),
    "When": st.column_config.TextColumn("When", width=170),
    "Who says so": st.column_config.TextColumn("Who says so", width=260),
    "Carried by": st.column_config.TextColumn("Carried by", width=100),
    "Published by": st.column_config.TextColumn("Published by", width=130),
    "Quote": st.column_config.TextColumn("Quote", width=260),
}


def _choose_page(shown: Shown, page: int, count: int) -> None:
    first = (page - 1) * ROWS_A_PAGE + 1
    text = (
        f"Rows {first:,} to {first + count - 1:,} of {len(shown):,}: a page holds {ROWS_A_PAGE}. "
        "Sorting and searching in the table reach this page; the filters above reach all."
    )
    show_html(f'<p class="hf-quiet">{escape(text)}</p>')
    # A name for each page: the widget begins where the address says, whoever changed it.
    key = f"page-{abs(hash(shown.query))}-{page}"
    st.pagination(shown.pages, default=page, key=key, on_change=lambda: write_address(page=st.session_state[key]))


def _hold_selection(key: str, ids: list[str], address: Address) -> None:
    """Let the table show what the address has selected, wherever it was selected."""
    at = {figure: row for row, figure in enumerate(ids)}
    rows = sorted(at[figure] for figure in address.added if figure in at)
    held = st.session_state.get(key)
    before: dict[str, Any] = held["selection"] if held else {"rows": [], "cells": []}
    cells = [list(cell) for cell in before.get("cells", [])]
    row = at.get(address.selected)
    if [cell[0] for cell in cells] != ([] if row is None else [row]):
        cells = [] if row is None else [[row, _CELL_COLUMN]]
    if sorted(before.get("rows", [])) != rows or cells != [list(cell) for cell in before.get("cells", [])]:
        st.session_state[key] = {"selection": {"rows": rows, "columns": [], "cells": cells}}


def _answer(key: str, ids: list[str]) -> None:
    """Write a click on a row, or a change of ticks, into the address; ticks on other pages stay."""
    selection = st.session_state[key]["selection"]
    ticked = [ids[row] for row in selection["rows"] if row < len(ids)]
    elsewhere = [figure for figure in st.query_params.get_all("sum") if figure not in set(ids)]
    changes: dict[str, Any] = {"sum": [*elsewhere, *ticked][:MAX_ADDED]}
    if selection["cells"]:
        row = selection["cells"][0][0]
        changes["selected"] = ids[row] if row < len(ids) else None
    write_address(**changes)
