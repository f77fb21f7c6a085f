"""Many marks put into a chart at once, those of one look as one trace: Plotly checks all it has at every addition."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go

# From so many marks on, their places are packed.
MANY_MARKS = 40
# What differs between marks of one look: such traces become one, an entry a mark.
_PER_MARK = ("x", "y", "base", "width", "customdata", "hovertext")


class Batch:
    """Gathers traces, shapes and labels and puts them into the chart at once, marks of one look as one trace.

    Plotly copies all that a chart holds with every single addition, and a trace costs it a millisecond: a hundred
    figures would take minutes.
    """

    def __init__(self, chart: go.Figure) -> None:
        self.chart = chart
        self.traces: dict[str, dict[str, Any]] = {}
        self.shapes: list[dict[str, Any]] = []
        self.annotations: list[dict[str, Any]] = []

    def add_trace(self, trace: dict[str, Any]) -> None:
        """Add one trace, as a dict in Plotly's own words.

        A filled outline and marks that each have a colour stay a trace of their own.
        """
        if "fill" in trace or isinstance(trace["marker"]["color"], list):
            self.traces[f"alone {len(self.traces)}"] = trace
            return
        look = {key: value for key, value in trace.items() if key not in _PER_MARK}
        arrays = [key for key in _PER_MARK if key in trace]
        same = self.traces.setdefault(repr((look, arrays)), look | {key: [] for key in arrays})
        for key in arrays:
            same[key].extend(trace[key])

    def add_shape(self, **shape: Any) -> None:
        """Add one shape, in Plotly's own words."""
        self.shapes.append(shape)

    def add_annotation(self, **annotation: Any) -> None:
        """Add one label, in Plotly's own words."""
        self.annotations.append(annotation)

    def finish(self) -> go.Figure:
        """Return the chart with all that was gathered."""
        self.chart.add_traces([*map(_pack, self.traces.values())])
        self.chart.update_layout(shapes=self.shapes, annotations=self.annotations)
        return self.chart


def _pack(trace: dict[str, Any]) -> dict[str, Any]:
    """Write the places of many marks as numbers of four bytes: a quarter of their length as text."""
    if len(trace.get("x", ())) < MANY_MARKS:
        return trace
    return trace | {key: np.asarray(trace[key], dtype="float32") for key in ("x", "y")}
