"""How many people? Dots of a fixed number of people each, so that 80 beside 250,000 is seen as what it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.charts import words
from dashboard.charts.base import ChartError, ChartKind, Look, SourcedChart, select_figures
from dashboard.charts.people_in_scale.draw import draw_plan
from dashboard.charts.people_in_scale.plan import make_plan, name_people
from dashboard.tables import Tables

ID = "people_in_scale"
QUESTION = "How many people?"
UNIT = "people"


def applies(tables: Tables) -> bool:
    """True where any figure counts people."""
    return not select_figures(tables, unit=UNIT).empty


def select_rows(tables: Tables) -> pd.DataFrame:
    """Return the figures of people, largest first, without those that another of them already contains."""
    rows = select_figures(tables, unit=UNIT)
    rows = rows[~rows["part_of"].isin(set(rows["id"]))]
    size = rows["value"].fillna(rows["value_high"]).fillna(-1)
    return rows.loc[size.sort_values(ascending=False, kind="stable").index]


def build(tables: Tables, look: Look) -> SourcedChart:
    """Draw every figure of people (columns of ``Tables.described``) at one scale, the small ones magnified too.

    Raises :class:`ChartError` where there are none, or a picture has not the room for them.
    """
    table = select_rows(tables)
    rows = table.to_dict("records")
    if not rows:
        raise ChartError("no figure counts people: choose another source or widen the filters")
    gaps = words.describe_gaps(tables, tables.indicators.loc[tables.indicators["unit"] == UNIT, "id"])
    plan = make_plan(rows, look)
    scale = f"One dot is {name_people(plan.per_dot)}"
    closer = "; the small numbers are shown again, magnified to one mark a person" if plan.is_magnified else ""
    return SourcedChart(
        id=ID,
        question=QUESTION,
        title=words.compose_title(_order_for_title(rows, tables)),
        subtitle=f"{words.write_span(rows)}. {scale}{closer}.",
        chart=draw_plan(plan, look),
        alt=words.write_alt(f"{QUESTION} {scale}.", rows, gaps),
        figures=tuple(table["id"]),
        sources=words.list_sources(rows, gaps),
        note=" ".join([words.join_caveats(rows), *(f"{words.state_gap(gap)}." for gap in gaps)]).strip(),
    )


def _order_for_title(rows: list[Mapping[str, Any]], tables: Tables) -> list[Mapping[str, Any]]:
    """The largest first, then what a reader looks for in any report, then the others by size."""
    core = set(tables.indicators.loc[tables.indicators["core"], "id"])
    first, *others = rows
    return [first, *sorted(others, key=lambda row: row["indicator"] not in core)]


KIND = ChartKind(ID, QUESTION, build, applies)
