"""Many equal marks for one number: where they stand, and how they end where the number is open, soft or a range."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from dashboard import theme
from dashboard.charts.base import Drawing


def add_dots(
    chart: Drawing,
    x: Sequence[float],
    y: Sequence[float],
    size: float,
    colour: str | Sequence[str],
    symbol: str = "circle",
) -> None:
    """Draw many equal marks as one trace; :func:`add_target_area` makes them answer to a click."""
    if not len(x):
        return
    line = {"width": min(2.5, max(0.8, size * 0.14)), "color": colour} if symbol.endswith("-open") else {"width": 0}
    chart.add_trace(
        {
            "type": "scatter",
            "x": np.asarray(x).round(2).tolist(),
            "y": np.asarray(y).round(2).tolist(),
            "mode": "markers",
            "marker": {"symbol": symbol, "size": size, "color": colour, "line": line, "opacity": 1},
            "unselected": {"marker": {"opacity": 1}},
            "hoverinfo": "skip",
        }
    )


def place_in_columns(count: int, rows: int, pitch: float, x: float, top: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the centres of *count* marks that fill columns of *rows* marks, downwards and then to the right."""
    numbers = np.arange(count)
    return x + (numbers // rows + 0.5) * pitch, top + (numbers % rows + 0.5) * pitch


def place_in_rows(count: int, columns: int, pitch: float, x: float, top: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the centres of *count* marks that fill rows of *columns* marks, to the right and then downwards."""
    numbers = np.arange(count)
    return x + (numbers % columns + 0.5) * pitch, top + (numbers // columns + 0.5) * pitch


def split_count(row: Mapping[str, Any]) -> tuple[float, float]:
    """Return how many of a figure's number are drawn solid and how many only hollow (perhaps so, perhaps not).

    A range is solid up to its low end, "up to" and "fewer than" are hollow from 0; a vague figure has neither.
    """
    if row["qualifier"] == "vague":
        return 0.0, 0.0
    if row["qualifier"] == "range":
        return float(row["value_low"]), float(row["value_high"] - row["value_low"])
    if row["qualifier"] in ("up_to", "fewer_than"):
        return 0.0, float(row["value"])
    return float(row["value"]), 0.0


def unsaid(row: Mapping[str, Any], marks: str) -> str:
    """Say why a figure has no *marks*: it gives no number, or it was reported as none."""
    return f"no number given, so no {marks}" if row["qualifier"] == "vague" else "reported as none"


def is_open(row: Mapping[str, Any]) -> bool:
    """True where the report sets no upper end on purpose."""
    return row["qualifier"] in ("at_least", "more_than")


def is_soft(row: Mapping[str, Any]) -> bool:
    """True where the number is only about right, or nearly reached."""
    return row["qualifier"] in ("about", "nearly")


def fade_last(count: int, colour: str, ground: str) -> list[str]:
    """Return the colours of the last *count* marks of a soft edge, fading towards the ground."""
    return [theme.blend(colour, ground, 1 - 0.75 * (number + 1) / (count + 0.35)) for number in range(count)]
