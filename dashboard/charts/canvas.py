"""Shapes, words and points gathered first and given to Plotly at once: it checks all it has whenever one is added."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.base import Look, hover_text, new_chart, use_pixels


class Canvas:
    """Stands in for a chart while it is drawn in pixels of the room, from its upper left corner."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self._shapes: list[dict[str, Any]] = []
        self._annotations: list[dict[str, Any]] = []
        self._lines: list[dict[str, Any]] = []
        self._points: dict[tuple[str, float, str], dict[str, list[Any]]] = {}

    def add_shape(self, **shape: Any) -> None:
        """Take a shape as ``go.Figure.add_shape`` does."""
        self._shapes.append(shape)

    def add_annotation(self, **annotation: Any) -> None:
        """Take an annotation as ``go.Figure.add_annotation`` does."""
        self._annotations.append(annotation)

    def add_line(self, xs: list[float], ys: list[float], colour: str, width: float) -> None:
        """Draw a line through points; it does not answer the pointer."""
        line = {"color": colour, "width": width}
        self._lines.append({"type": "scatter", "x": xs, "y": ys, "mode": "lines", "line": line, "hoverinfo": "skip"})

    def add_point(self, row: Mapping[str, Any], x: float, y: float, symbol: str, size: float, colour: str) -> None:
        """Draw the point of a described figure; it answers the pointer and carries the figure's id."""
        points = self._points.setdefault((symbol, size, colour), {"x": [], "y": [], "customdata": [], "hovertext": []})
        points["x"].append(x)
        points["y"].append(y)
        points["customdata"].append(row["id"])
        points["hovertext"].append(hover_text(row))

    def draw(self, height: float) -> go.Figure:
        """Return the chart, *height* pixels high."""
        chart = new_chart(self.look, int(height))
        use_pixels(chart, self.look, height)
        chart.add_traces([*self._lines, *(_make_trace(*style, points) for style, points in self._points.items())])
        chart.update_layout(shapes=self._shapes, annotations=self._annotations)
        return chart


def _make_trace(symbol: str, size: float, colour: str, points: Mapping[str, list[Any]]) -> dict[str, Any]:
    """Return one trace for all points of a style; an open one and a bar are drawn by their line alone."""
    thin = 3 if symbol.startswith("line") else 1.5 if symbol.endswith("-open") else 0
    return {
        "type": "scatter",
        "mode": "markers",
        "marker": {"symbol": symbol, "size": size, "color": colour, "line": {"width": thin, "color": colour}},
        "unselected": {"marker": {"opacity": 1}},
        "hoverinfo": "text",
        "cliponaxis": False,
        **points,
    }
