"""What each source reports, says nobody could document, or does not mention: a table derived, never typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from dashboard.schemas import COLUMNS

if TYPE_CHECKING:
    from dashboard.tables import Tables

LONGEST_WINDOW_DAYS = 7
_RANK = {"reported": 0, "zero_reported": 1, "not_documented": 2, "not_applicable": 3, "not_mentioned": 4, "not_read": 4}


def derive_coverage(tables: Tables) -> pd.DataFrame:
    """Return source × indicator × place × day with a status, as ``schemas.COLUMNS["coverage"]`` has it.

    A cell stands for each core indicator, and each indicator the source speaks of, at every place and day the
    source has a figure or a gap of at most a week for. What has no entry there is ``not_mentioned``, or
    ``not_read`` where the copy that was read ended early. A longer window says nothing about a single day.
    """
    said = pd.concat([_spread_over_days(tables.figures.assign(status="reported")), _spread_over_days(tables.gaps)])
    cells = pd.concat([said, _expected_cells(said, tables)], ignore_index=True)
    cells = cells.sort_values("status", key=lambda status: status.map(_RANK), kind="stable")
    cells = cells.drop_duplicates(["source", "indicator", "place", "date"])
    cells = cells.sort_values(["source", "place", "indicator", "date"], ignore_index=True)
    return cells.astype({column.name: column.dtype for column in COLUMNS["coverage"]})


def _spread_over_days(table: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each day of each entry; entries without a window of at most a week are left out."""
    columns = ["source", "indicator", "place", "date_start", "date_end", "status"]
    some = table.loc[table["date_start"].notna() & table["date_end"].notna(), columns]
    days = (some["date_end"] - some["date_start"]).dt.days + 1
    some, days = some[days <= LONGEST_WINDOW_DAYS], days[days <= LONGEST_WINDOW_DAYS]
    spread = some.loc[some.index.repeat(days)]
    nth = spread.groupby(level=0).cumcount()
    spread["date"] = spread["date_start"] + pd.to_timedelta(nth, unit="D")
    return spread[["source", "indicator", "place", "date", "status"]]


def _expected_cells(said: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Return the cells a reader would look at: core indicators at each (place, day) the source speaks of, and its
    other indicators on each of those days at the places where it has them."""
    spots = said[["source", "place", "date"]].drop_duplicates()
    core = tables.indicators.loc[tables.indicators["core"], ["id"]].rename(columns={"id": "indicator"})
    own = said[["source", "place", "indicator"]].drop_duplicates().merge(spots, on=["source", "place"])
    cells = pd.concat([spots.merge(core, how="cross"), own]).drop_duplicates(ignore_index=True)
    complete = tables.sources.set_index("id")["text_complete"]
    read = cells["source"].map(complete).astype("boolean").fillna(True).astype(bool)
    return cells.assign(status=read.map({True: "not_mentioned", False: "not_read"}).astype("str"))
