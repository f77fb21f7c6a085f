"""The charts: one module each, and the registry that lists them in the order a briefer would show them."""

from __future__ import annotations

import importlib

from dashboard.charts.base import ChartError, ChartKind, Look, SourcedChart

_ORDER = (
    "people_in_scale",
    "killed_by_day",
    "strikes",
    "centres",
    "places",
    "timeline",
    "who_says",
    "evidence",
    "coverage",
    "claims",
    "spread",
    "ladder",
    "cumulative",
)


def _list_charts() -> dict[str, ChartKind]:
    out = {}
    for name in _ORDER:
        try:
            out[name] = importlib.import_module(f"dashboard.charts.{name}").KIND
        except (ModuleNotFoundError, AttributeError):
            pass
    return out


CHARTS: dict[str, ChartKind] = _list_charts()

__all__ = ["CHARTS", "ChartError", "ChartKind", "Look", "SourcedChart"]
