"""How a reported number is drawn: solid where exact, open where "at least", soft where "about", a band for a range."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard import theme
from dashboard.charts.base import Drawing, Look, hover_text


def add_bar(
    chart: Drawing,
    row: Mapping[str, Any],
    y: float,
    thickness: float,
    reach: float,
    look: Look,
    colour: str | None = None,
) -> None:
    """Draw one described figure as a horizontal bar from 0 at height *y*.

    *reach* is the length, on the axis, of an open end's arrow or a soft edge's fade: how far it goes says nothing
    about the number, it only says that the number does not end there. A vague figure draws no bar.
    """
    colour = colour or theme.colour_of(row["indicator"], look.mode)
    qualifier = row["qualifier"]
    if qualifier == "vague":
        return
    if qualifier == "range":
        _add_rectangle(chart, row, 0, row["value_low"], y, thickness, colour)
        _add_band(chart, row["value_low"], row["value_high"], y, thickness, colour, look)
        add_target_area(chart, row, 0, row["value_high"], y - thickness / 2, y + thickness / 2)
        return
    value = float(row["value"])
    if value == 0:
        _add_target(chart, row, y, thickness, colour)
    elif qualifier in ("about", "nearly"):
        fade = min(reach, value * 0.25)
        after = fade if qualifier == "about" else 0.0
        _add_rectangle(chart, row, 0, value - fade, y, thickness, colour)
        _add_soft_edge(chart, value - fade, value + after, y, thickness, colour)
    elif qualifier in ("up_to", "fewer_than"):
        _add_band(chart, 0, value, y, thickness, colour, look)
        add_target_area(chart, row, 0, value, y - thickness / 2, y + thickness / 2)
    else:
        _add_rectangle(chart, row, 0, value, y, thickness, colour)
        if qualifier in ("at_least", "more_than"):
            _add_open_end(chart, value, y, thickness, reach, colour)


def bar_end(row: Mapping[str, Any], reach: float) -> float:
    """Return where the drawn bar of *row* ends on the axis, arrow and fade included."""
    if row["qualifier"] == "vague":
        return 0.0
    if row["qualifier"] == "range":
        return float(row["value_high"])
    value = float(row["value"])
    return value + reach if row["qualifier"] in ("at_least", "more_than", "about") else value


def longest_bar(rows: pd.DataFrame) -> float:
    """Return the largest number printed among *rows*, at least 1."""
    printed = rows[["value", "value_high"]].max().max()
    return max(1.0, 0.0 if pd.isna(printed) else float(printed))


def _add_rectangle(
    chart: Drawing, row: Mapping[str, Any], start: float, end: float, y: float, thickness: float, colour: str
) -> None:
    chart.add_trace(
        {
            "type": "bar",
            "x": [float(end) - start],
            "y": [y],
            "base": [start],
            "width": [thickness],
            "orientation": "h",
            "marker": {"color": colour, "line": {"width": 0}},
            "customdata": [row["id"]],
            "hovertext": [hover_text(row)],
            "hoverinfo": "text",
        }
    )


def _add_soft_edge(chart: Drawing, start: float, end: float, y: float, thickness: float, colour: str) -> None:
    low, high = y - thickness / 2, y + thickness / 2
    gradient = {"type": "horizontal", "start": start, "stop": end}
    gradient["colorscale"] = [[0, colour], [1, theme.fade(colour, 0)]]
    chart.add_trace(
        {
            "type": "scatter",
            "x": [start, end, end, start],
            "y": [low, low, high, high],
            "mode": "none",
            "fill": "toself",
            "fillgradient": gradient,
            "hoverinfo": "skip",
        }
    )


def _add_open_end(chart: Drawing, value: float, y: float, thickness: float, reach: float, colour: str) -> None:
    """An arrow-shaped tip behind a gap: the bar goes on, nobody knows how far."""
    half = thickness / 2
    gap = reach * 0.18
    add_tip(chart, value + gap, value + reach, y, half, colour)


def add_tip(chart: Drawing, start: float, end: float, y: float, half: float, colour: str) -> None:
    """Draw the arrow tip of an open end from *start* to *end*: "at least" goes on, nobody knows how far."""
    notch = start + (end - start) * 0.38
    points = [(start, y - half), (notch, y - half), (end, y), (notch, y + half), (start, y + half), (notch, y)]
    path = "M " + " L ".join(f"{x:.6g},{height:.6g}" for x, height in points) + " Z"
    chart.add_shape(type="path", path=path, line={"width": 0}, fillcolor=colour)


def _add_band(chart: Drawing, start: float, end: float, y: float, thickness: float, colour: str, look: Look) -> None:
    chart.add_shape(
        type="rect",
        x0=float(start),
        x1=float(end),
        y0=y - thickness / 2,
        y1=y + thickness / 2,
        line={"color": colour, "width": 1.5, "dash": "dot"},
        fillcolor=theme.blend(colour, look.palette.ground, 0.25),
    )


def _add_target(chart: Drawing, row: Mapping[str, Any], y: float, thickness: float, colour: str) -> None:
    """A stroke to point at where a bar of nothing would begin: 0 was reported."""
    chart.add_trace(
        {
            "type": "scatter",
            "x": [0],
            "y": [y],
            "mode": "markers",
            "marker": {"symbol": "line-ns", "size": thickness, "color": colour, "line": {"color": colour, "width": 4}},
            "cliponaxis": False,
            "customdata": [row["id"]],
            "hovertext": [hover_text(row)],
            "hoverinfo": "text",
        }
    )


def add_zero(chart: Drawing, x: float, y: float, thickness: float, colour: str, hover: str) -> None:
    """Draw "counted, and found to be none": a plain stroke where a bar would begin, and no hatch."""
    chart.add_trace(
        {
            "type": "scatter",
            "x": [x],
            "y": [y],
            "mode": "markers",
            "marker": {"symbol": "line-ns", "size": thickness, "color": colour, "line": {"color": colour, "width": 4}},
            "hovertext": [theme.plain(hover)],
            "hoverinfo": "text",
        }
    )


def add_hatched_cell(
    chart: Drawing,
    x0: float,
    x1: float,
    y: float,
    thickness: float,
    look: Look,
    hover: str,
    target: str | None = None,
) -> None:
    """Draw "nobody could count" as a hatched cell; it is never a bar of length 0."""
    colours = look.palette
    chart.add_trace(
        {
            "type": "bar",
            "x": [x1 - x0],
            "y": [y],
            "base": [x0],
            "width": [thickness],
            "orientation": "h",
            "marker": {
                "color": colours.ground,
                "line": {"color": colours.hatch, "width": 1.5},
                "pattern": {"shape": "/", "fgcolor": colours.hatch, "size": 9, "solidity": 0.25},
            },
            "customdata": [target],
            "hovertext": [theme.plain(hover)],
            "hoverinfo": "text",
        }
    )


def add_target_area(chart: Drawing, row: Mapping[str, Any], x0: float, x1: float, y0: float, y1: float) -> None:
    """Lay an unseen area over marks that stand for one figure, so that a click anywhere on them selects it.

    A thousand marks that each carried the figure's name would only make the page heavy.
    """
    chart.add_trace(
        {
            "type": "bar",
            "x": [x1 - x0],
            "y": [(y0 + y1) / 2],
            "base": [x0],
            "width": [abs(y1 - y0)],
            "orientation": "h",
            "marker": {"color": "rgba(0,0,0,0)", "line": {"width": 0}},
            "customdata": [row["id"]],
            "hovertext": [hover_text(row)],
            "hoverinfo": "text",
        }
    )
