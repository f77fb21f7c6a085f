"""Small invented figures to compare, made from a few words each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import pandas as pd
import pytest

from dashboard.compare import Account
from dashboard.quantity import bounds_of
from dashboard.schemas import COLUMNS
from dashboard.tables import Tables

MakeTables = Callable[..., Tables]
_WORDS = {"exact": "", "at_least": "at least ", "more_than": "more than ", "about": "about "}


def write_row(id: str, value: int | None, speaker: str = "sohr", **more: object) -> dict[str, object]:
    """Return a row of figures: killed people in Aleppo on Friday 23 September 2016, if nothing else is said."""
    qualifier = more.get("qualifier", "exact")
    bounds = bounds_of(qualifier, value, more.get("value_low"), more.get("value_high"))
    row = {
        "id": id, "source": "reuters-2016-09-27", "indicator": "killed", "group": "people", "value": value,
        "written": str(value), "wording": f"{_WORDS.get(qualifier, '')}{value}", "qualifier": qualifier,
        "bound_low": bounds.low, "basis": "count", "place": "aleppo", "place_as_written": "Aleppo",
        "date_start": date(2016, 9, 23), "date_end": date(2016, 9, 23), "date_as_written": "Friday",
        "date_precision": 1, "date_basis": "invented", "speaker": speaker, "speaker_named": True,
        "speaker_type": "publisher" if speaker in ("afp", "ap", "euronews") else "monitoring_group",
        "quote": "invented", "counts": "Invented.",
    }  # fmt: skip
    if row["speaker_type"] == "publisher":
        row["speaker_named"] = False
    return row | more


def write_account(
    id: str, qualifier: str, value: int | None, low: int | None = None, high: int | None = None
) -> Account:
    """Return an account of the dead of one day in Aleppo."""
    day = date(2016, 9, 23)
    return Account(
        id=id, source="s", indicator="killed", group="people", place="aleppo", start=day, end=day, voice=id, speaker=id,
        credited=True, qualifier=qualifier, value=value, value_low=low, value_high=high, written="", wording="",
        part_of=None, of_total=None, via=None, publisher="p", told_on=None,
    )  # fmt: skip


def fill_tables(tables: Tables, *rows: dict[str, object]) -> Tables:
    """Return *tables* with these rows as its only figures."""
    columns = {c.name: pd.Series([row.get(c.name) for row in rows], dtype=c.dtype) for c in COLUMNS["figures"]}
    return replace(tables, figures=pd.DataFrame(columns))


@pytest.fixture(scope="session")
def make_tables(real_tables: Tables) -> MakeTables:
    """Return a function that puts rows into tables with the real vocabulary and sources."""
    return partial(fill_tables, real_tables)
