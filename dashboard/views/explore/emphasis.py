"""Marks the selected figure in a chart, whichever chart it is: an outline around every mark that carries its id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard.charts import Look

_LINE = 3
_ROOM = 10


def list_figures(data: Any) -> list[str]:
    """Return the figures a mark stands for, from its customdata: an id, or a list that begins with it.

    A disc of the map stands for all figures of its place; they are the last of its list, joined by spaces.
    """
    if isinstance(data, str):
        return [data]
    parts = [part for part in data if isinstance(part, str)] if _is_list(data) else []
    return parts[-1].split() if len(parts) > 1 else parts


def outline_figure(chart: go.Figure, figure: str, look: Look) -> go.Figure | None:
    """Return a copy of *chart* with the marks of *figure* outlined, or None where it has none."""
    found = [(trace, points) for trace in chart.data if (points := list(_find_points(trace, figure)))]
    bars = [(trace, points) for trace, points in found if isinstance(trace, go.Bar)]
    marks = [] if bars else [(trace, points) for trace, points in found if isinstance(trace, go.Scatter)]
    if not bars and not marks:
        return None
    copy = go.Figure(chart)
    for frame in _frame_bars(bars):
        copy.add_shape(
            type="rect", line={"color": look.palette.ink, "width": _LINE}, fillcolor="rgba(0,0,0,0)", **frame
        )
    for trace, points in marks:
        copy.add_traces(_trace_marks(trace, points, look))
    return copy


def _find_points(trace: Any, figure: str) -> Iterator[int]:
    data = getattr(trace, "customdata", None)
    for at, value in enumerate(() if data is None else data):
        if figure in list_figures(value):
            yield at


def _is_list(value: Any) -> bool:
    return hasattr(value, "__iter__") and not isinstance(value, str | bytes | dict)


def _frame_bars(found: Iterable[tuple[go.Bar, Sequence[int]]]) -> Iterator[dict[str, Any]]:
    """Return a frame for each row of bars: cells of one row are one figure to a reader, not six."""
    rows: dict[tuple, list[tuple[float, float]]] = defaultdict(list)
    for bar, points in found:
        along, across = ("x", "y") if bar.orientation == "h" else ("y", "x")
        for at in points:
            start = float(_pick(bar.base, at, 0))
            middle, half = float(_pick(bar[across], at, 0)), float(_pick(bar.width, at, 0.8)) / 2
            row = (along, across, bar.xaxis or "x", bar.yaxis or "y", middle - half, middle + half)
            rows[row].append((start, start + float(_pick(bar[along], at, 0))))
    for (along, across, xref, yref, low, high), spans in rows.items():
        ends = {f"{along}0": min(start for start, _ in spans), f"{along}1": max(end for _, end in spans)}
        yield {**ends, f"{across}0": low, f"{across}1": high, "xref": xref, "yref": yref}


def _trace_marks(trace: go.Scatter, points: Sequence[int], look: Look) -> go.Scatter:
    """Return a ring around each mark, or a line along a ribbon."""
    ink = {"color": look.palette.ink, "width": _LINE}
    where = {"xaxis": trace.xaxis, "yaxis": trace.yaxis, "hoverinfo": "skip"}
    if "lines" in (trace.mode or ""):
        return go.Scatter(x=trace.x, y=trace.y, mode="lines", line=ink, **where)
    sizes = [float(_pick(trace.marker.size, at, 8) or 8) + _ROOM for at in points]
    return go.Scatter(
        x=[trace.x[at] for at in points],
        y=[trace.y[at] for at in points],
        mode="markers",
        marker={"symbol": "circle-open", "size": sizes, "line": ink, "color": look.palette.ink},
        **where,
    )


def _pick(values: Any, at: int, default: Any) -> Any:
    if values is None:
        return default
    return values[at] if _is_list(values) else values
