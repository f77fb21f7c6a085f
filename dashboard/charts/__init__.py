"""The charts: one module each, and the registry that lists them in the order a briefer would show them."""

from __future__ import annotations

from dashboard.charts import (
    centres,
    claims,
    coverage,
    cumulative,
    evidence,
    killed_by_day,
    ladder,
    people_in_scale,
    places,
    spread,
    strikes,
    timeline,
    who_says,
)
from dashboard.charts.base import ChartError, ChartKind, Look, SourcedChart

_MODULES = (
    people_in_scale,
    killed_by_day,
    strikes,
    centres,
    places,
    timeline,
    who_says,
    evidence,
    coverage,
    claims,
    spread,
    ladder,
    cumulative,
)

CHARTS: dict[str, ChartKind] = {module.KIND.id: module.KIND for module in _MODULES}

__all__ = ["CHARTS", "ChartError", "ChartKind", "Look", "SourcedChart"]
