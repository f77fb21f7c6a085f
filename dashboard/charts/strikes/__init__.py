"""What was hit? A mark a strike, and in a panel of their own the facilities that were hit or destroyed."""

from __future__ import annotations

import pandas as pd

from dashboard.charts import words
from dashboard.charts.base import ChartError, ChartKind, Look, SourcedChart
from dashboard.charts.strikes.draw import draw_panels
from dashboard.charts.strikes.panels import STRIKES, explain_mark, fit_panels
from dashboard.tables import Tables

ID = "strikes"
QUESTION = "What was hit?"


def select_rows(tables: Tables) -> pd.DataFrame:
    """Return the figures of air strikes, then those of facilities hit and of anything destroyed.

    A number out of a whole (3 of 4) is left to the chart of what is left.
    """
    rows = tables.described
    is_strike = rows["unit"] == STRIKES
    is_loss = _is_loss(rows["indicator"], rows["unit"], rows["kind"])
    kept = rows[is_strike | (is_loss & rows["of_total"].isna())]
    return kept.sort_values("unit", key=lambda units: units != STRIKES, kind="stable")


def _is_loss(indicator: pd.Series, unit: pd.Series, kind: pd.Series) -> pd.Series:
    return ((unit == "facilities") & (kind == "flow")) | indicator.str.contains("destroyed")


def applies(tables: Tables) -> bool:
    """True where any strike, or any facility hit or destroyed, is reported."""
    return not select_rows(tables).empty


def build(tables: Tables, look: Look) -> SourcedChart:
    """Draw strikes and what was reported hit (columns of ``Tables.described``), a panel a unit.

    Raises :class:`ChartError` where there are none, or a picture has not the room for them.
    """
    table = select_rows(tables)
    rows = table.to_dict("records")
    if not rows:
        raise ChartError("no figure counts strikes or facilities hit: choose another source or widen the filters")
    kinds = tables.indicators
    asked = kinds[(kinds["unit"] == STRIKES) | _is_loss(kinds["id"], kinds["unit"], kinds["kind"])]
    gaps = words.describe_gaps(tables, asked["id"])
    panels = fit_panels(rows, gaps, look)
    marks = "; ".join(explain_mark(panel) for panel in panels)
    return SourcedChart(
        id=ID,
        question=QUESTION,
        title=words.compose_title([row for row, whole in words.nest_parts(rows) if whole is None]),
        subtitle=f"{words.write_span(rows)}. {words.capitalise(marks)}.",
        chart=draw_panels(panels, look),
        alt=words.write_alt(QUESTION, rows, gaps),
        figures=tuple(table["id"]),
        sources=words.list_sources(rows, gaps),
        note=words.join_caveats(rows),
    )


KIND = ChartKind(ID, QUESTION, build, applies)
