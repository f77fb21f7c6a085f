"""The sum of the figures a reader ticked: over bounds and in words, or the reason why there is none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.charts.words import capitalise
from dashboard.days import as_day
from dashboard.notes import join_words
from dashboard.quantity import Bounds, Scope, add_bounds, bounds_of, explain_refusal, write_bounds, write_number
from dashboard.tables import Tables

Row = Mapping[str, Any]


def add_figures(rows: Sequence[Row], tables: Tables) -> tuple[str | None, str]:
    """Add *rows* of ``Tables.described``: return the sum in words, or None, and how it came about or why there is none.

    *tables* is the whole collection: what contains what does not depend on a filter.
    """
    reason = explain_refusal([_scope(row) for row in rows], tables.containment)
    if reason:
        return None, f"No sum: {_name_ids(reason, rows)}."
    total = add_bounds([_bounds(row) for row in rows])
    written = join_words([row["written"] for row in rows])
    return f"{capitalise(write_bounds(total))} {_counted(rows)}", f"The sum of {written}. {_explain(total)}"


def _scope(row: Row) -> Scope:
    return Scope(
        id=row["id"],
        indicator=row["indicator"],
        unit=row["unit"],
        group=_known(row["group"]),
        place=row["place"],
        start=as_day(row["date_start"]),
        end=as_day(row["date_end"]),
        part_of=_known(row["part_of"]),
    )


def _bounds(row: Row) -> Bounds:
    value, low, high = (_known(row[name]) for name in ("value", "value_low", "value_high"))
    return bounds_of(row["qualifier"], value, low, high)


def _known(value: Any) -> Any:
    return None if pd.isna(value) else value


def _counted(rows: Sequence[Row]) -> str:
    groups = {row["group_label"] for row in rows}
    one = next(iter(groups)) if len(groups) == 1 else None
    what = rows[0]["unit"] if one is None or pd.isna(one) else one
    phrase = rows[0]["phrase"]
    return what if pd.isna(phrase) else f"{what} {phrase}"


def _explain(total: Bounds) -> str:
    if total.low is not None and total.low == total.high:
        return "Every part is exact."
    low = "not stated" if total.low is None else write_number(total.low)
    best = "not known" if total.best is None else write_number(total.best)
    high = "not stated" if total.high is None else "open" if total.is_open else write_number(total.high)
    return f"Low: {low}; best: {best}; high: {high}."


def _name_ids(reason: str, rows: Sequence[Row]) -> str:
    """Say in a reason what a reader sees in the table, where it names a figure by its id."""
    names = {row["id"]: f"“{row['written']}” ({row['publisher']})" for row in rows}
    pattern = "|".join(re.escape(figure) for figure in sorted(names, key=len, reverse=True))
    return re.sub(rf"(?<![\w-])(?:{pattern})(?![\w-])", lambda match: names[match[0]], reason)
