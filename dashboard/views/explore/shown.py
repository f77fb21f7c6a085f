"""The figures a filter leaves, made once for each filter: tables for the charts, rows for the table."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import pyarrow as pa
import streamlit as st

from dashboard.charts import CHARTS
from dashboard.days import write_window
from dashboard.filters import Filter, apply_filter, match_figures, write_query
from dashboard.notes import write_chain
from dashboard.tables import Tables

ROWS_A_PAGE = 500
# More marks than this no eye tells apart, and no browser draws at once.
MOST_DRAWN = 2000


@dataclass(frozen=True, eq=False)
class Shown:
    """What a filter leaves of the collection. ``query`` is the filter as a URL query."""

    query: str
    tables: Tables

    def __len__(self) -> int:
        return len(self.tables.figures)

    @property
    def pages(self) -> int:
        """How many pages of rows there are."""
        return max(1, math.ceil(len(self) / ROWS_A_PAGE))

    @cached_property
    def charts(self) -> tuple[str, ...]:
        """Which charts of the registry have something to show."""
        if not 0 < len(self) <= MOST_DRAWN:
            return ()
        return tuple(name for name, kind in CHARTS.items() if kind.applies(self.tables))

    @cached_property
    def position(self) -> dict[str, int]:
        """Where each figure stands among the rows."""
        return {figure: at for at, figure in enumerate(self.tables.figures["id"])}

    def list_ids(self, page: int) -> list[str]:
        """Return the ids of the rows of a page."""
        start = (page - 1) * ROWS_A_PAGE
        return self.tables.figures["id"].iloc[start : start + ROWS_A_PAGE].tolist()


@st.cache_resource(max_entries=48, show_spinner=False)
def show_choice(reading: str, query: str, _choice: Filter, _tables: Tables) -> Shown:
    """Return what a filter leaves; *reading* and *query* name the reading of the collection and the filter."""
    if _choice.is_empty:
        return Shown(query, _tables)
    cut = apply_filter(_choice, _tables)
    mask = match_figures(_choice, _tables)
    # It follows from what is known already; joining all names anew would take longer than the rest of the rerun.
    cut.__dict__["described"] = _tables.described[mask].reset_index(drop=True)
    return Shown(query, cut)


def choose_figures(choice: Filter, tables: Tables) -> Shown:
    """Return what a filter leaves of the collection."""
    return show_choice(tables.view_hash, write_query(choice), choice, tables)


@st.cache_resource(max_entries=48, show_spinner=False)
def list_rows(reading: str, query: str, page: int, _shown: Shown) -> pa.Table:
    """Return one page of rows as the table shows them, ready to be sent."""
    start = (page - 1) * ROWS_A_PAGE
    return pa.Table.from_pandas(
        make_rows(_shown.tables.described.iloc[start : start + ROWS_A_PAGE]), preserve_index=False
    )


def make_rows(described: pd.DataFrame) -> pd.DataFrame:
    """Return rows of ``Tables.described`` as a reader sees them.

    ``Number`` is there to sort by: the number as printed, of a range its lower end, empty where none was given.
    """
    rows = described.to_dict("records")
    windows = zip(described["date_start"], described["date_end"], strict=True)
    return pd.DataFrame(
        {
            "Reported": described["written"].array,
            "Number": described["value"].fillna(described["value_low"]).array,
            "What": described["indicator_label"].array,
            "Who": described["group_label"].array,
            "Where": described["place_name"].array,
            "From day": described["date_start"].dt.date.array,
            "When": [write_window(start, end) for start, end in windows],
            "Who says so": [write_chain(row) for row in rows],
            "Carried by": described["via"].array,
            "Published by": described["publisher"].array,
            "Quote": described["quote"].array,
        }
    )
