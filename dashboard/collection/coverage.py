"""What each source reports, says nobody could document, or does not mention: a table derived, never typed."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from dashboard.records.model import Day, Record, Slug

LONGEST_WINDOW_DAYS = 7
_RANK = {"reported": 0, "zero_reported": 1, "not_documented": 2, "not_applicable": 3, "not_mentioned": 4, "not_read": 4}


class Coverage(Record):
    """One cell: what one source says of one thing at one place on one day."""

    source: Slug
    indicator: Slug
    place: Slug
    date: Day
    status: Literal["reported", "zero_reported", "not_documented", "not_applicable", "not_mentioned", "not_read"]


def derive_coverage(
    figures: pd.DataFrame, gaps: pd.DataFrame, indicators: pd.DataFrame, sources: pd.DataFrame
) -> pd.DataFrame:
    """Return source × indicator × place × day with a status, as ``tables.COLUMNS["coverage"]`` has it.

    A cell stands for each core indicator, and each indicator the source speaks of, at every place and day the
    source has a figure or a gap of at most a week for. What has no entry there is ``not_mentioned``, or
    ``not_read`` where the copy that was read ended early. A longer window says nothing about a single day, and a
    forecast nothing about what happened.
    """
    counted = figures[figures["counting"] != "forecast"].assign(status="reported")
    said = pd.concat([_spread_over_days(counted), _spread_over_days(gaps)])
    cells = pd.concat([said, _expected_cells(said, indicators, sources)], ignore_index=True)
    cells = cells.sort_values("status", key=lambda status: status.map(_RANK), kind="stable")
    cells = cells.drop_duplicates(["source", "indicator", "place", "date"])
    return cells.sort_values(["source", "place", "indicator", "date"], ignore_index=True)


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


def _expected_cells(said: pd.DataFrame, indicators: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Return the cells a reader would look at.

    These are the core indicators at each (place, day) the source speaks of, and its other indicators on each of
    those days at the places where it has them.
    """
    spots = said[["source", "place", "date"]].drop_duplicates()
    core = indicators.loc[indicators["core"], ["id"]].rename(columns={"id": "indicator"})
    own = said[["source", "place", "indicator"]].drop_duplicates().merge(spots, on=["source", "place"])
    cells = pd.concat([spots.merge(core, how="cross"), own]).drop_duplicates(ignore_index=True)
    complete = sources.set_index("id")["text_complete"]
    read = cells["source"].map(complete).astype("boolean").fillna(True).astype(bool)
    return cells.assign(status=read.map({True: "not_mentioned", False: "not_read"}).astype("str"))
