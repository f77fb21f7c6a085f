"""How doubt is drawn: one way for each qualifier, in pixels that depend on no axis, the same in every form.

At least has an open end with an arrow, about a soft edge that states no bounds, nearly one on its lower side, a range
is a band, a forecast is hollow, what nobody could count is hatched. Tables draw the same by ``Cell.mark``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from dashboard.exhibits.exhibit import Mark
from dashboard.exhibits.look import Look
from dashboard.records.reported import ReportedFigure

# Sizes in em of the label.
DOT = 0.8
ARROW = 2.4
SOFT = 1.6
HATCH = 2.6
_STRIPS = 12
_UPWARDS = 1.4  # an arrow along the y axis, where a number stands above it
_MARKS: dict[str, Mark] = {
    "exact": "solid",
    "at_least": "open",
    "more_than": "open",
    "about": "soft",
    "nearly": "below",
    "up_to": "down",
    "fewer_than": "down",
    "range": "band",
    "vague": "none",
}


def mark_of(figure: ReportedFigure) -> Mark:
    """Return how a figure's doubt is drawn; a number that is expected to rise is open above."""
    mark = _MARKS[figure.qualifier]
    if figure.provisional and mark in ("solid", "soft"):
        return "open"
    return "hollow" if figure.is_forecast and mark in ("solid", "soft") else mark


def point_of(figure: ReportedFigure) -> float | None:
    """Return where on an axis a figure stands: its number, the best of a range, else the middle; None for a word."""
    if figure.value is not None:
        return float(figure.value)
    if figure.value_best is not None:
        return float(figure.value_best)
    if figure.value_low is None or figure.value_high is None:
        return None
    return (float(figure.value_low) + float(figure.value_high)) / 2


def reach_of(figure: ReportedFigure) -> float:
    """Return the largest number of a figure that is drawn on an axis; 0 for a word."""
    return max(point_of(figure) or 0.0, float(figure.value_high or 0))


@dataclass
class Pieces:
    """What a chart is put together from, gathered before Plotly checks it all at once.

    ``axes`` are the axes that the next pieces belong to. ``dots`` holds points by how they look: (hollow, colour,
    axes) → x, y, figure id, hover text.
    """

    look: Look
    axes: tuple[str, str] = ("x", "y")
    shapes: list[dict[str, Any]] = field(default_factory=list)
    annotations: list[dict[str, Any]] = field(default_factory=list)
    traces: list[dict[str, Any]] = field(default_factory=list)
    dots: dict[tuple[bool, str, tuple[str, str]], list[tuple[Any, Any, str, str]]] = field(default_factory=dict)

    def draw(self, figure: ReportedFigure, x: Any, y: Any, colour: str, hover: str, across: bool = True) -> float:
        """Draw a figure's dot with its doubt at a point; return how far its number must stand off, in pixels.

        *across* says that the numbers run along the x axis; else along the y axis.
        """
        if mark_of(figure) == "none":
            return 0.0
        self.dots.setdefault((figure.is_forecast, colour, self.axes), []).append((x, y, figure.id, hover))
        if figure.qualifier == "range":
            self._add_band(figure, x, y, colour, across)
        return max(self.end(figure, x, y, colour, across=across), (DOT / 2 + 0.4) * self.look.size)

    def end(
        self,
        figure: ReportedFigure,
        x: Any,
        y: Any,
        colour: str,
        shift: float = 0.0,
        across: bool = True,
        half: float | None = None,
        up: float = 0.0,
    ) -> float:
        """Draw the doubt of a figure where its mark ends, *shift* pixels right of a point and *up* above it.

        Returns the room it takes.

        *half* is half the height of a field of marks, in pixels: a soft edge is as high, and runs outwards alone.
        """
        em, mark = self.look.size, mark_of(figure)
        if mark in ("open", "down"):
            length = (ARROW if across else _UPWARDS) * em
            self._add_arrow(x, y, length if mark == "open" else -length, colour, shift, across, up)
        if mark in ("soft", "below") and half is None:
            self._soften(x, y, colour, -1, shift, across)
        if mark == "soft" or (mark == "below" and half is not None):
            self._soften(x, y, colour, 1, shift, across, half, up)
        return {"open": ((ARROW if across else _UPWARDS) + 0.3) * em, "soft": (SOFT + 0.3) * em}.get(mark, 0.0)

    def _add_arrow(self, x: Any, y: Any, length: float, colour: str, shift: float, across: bool, up: float) -> None:
        self.annotations.append(
            {
                **self._refs(),
                "x": x,
                "y": y,
                "xshift": shift if across else 0,
                "yshift": up if across else shift,
                "ax": length if across else 0,
                "ay": 0 if across else -length,
                "text": "",
                "showarrow": True,
                "arrowside": "start",
                "startarrowhead": 2,
                "startarrowsize": 0.9,
                "arrowwidth": max(1.5, self.look.size / 7),
                "arrowcolor": colour,
            }
        )

    def _refs(self) -> dict[str, str]:
        return {"xref": self.axes[0], "yref": self.axes[1]}

    def _soften(
        self,
        x: Any,
        y: Any,
        colour: str,
        side: int,
        shift: float,
        across: bool,
        half: float | None = None,
        up: float = 0.0,
    ) -> None:
        """Let the mark run out on one side: strips that grow paler, of a fixed width that states no bound."""
        em = self.look.size
        start, half = (0.5, half) if half else (0.75, DOT * em * 0.36)
        for number in range(_STRIPS):
            near, far = (shift + side * SOFT * em * step / _STRIPS for step in (number, number + 1))
            along, broad = sorted((near, far)), (up - half, up + half)
            box = (*along, *broad) if across else (*broad, *along)
            self.add_box(x, y, box, colour, start * (1 - (number + 0.5) / _STRIPS) ** 1.3)

    def soften_edge(self, x: Any, y0: float, y1: float, colour: str) -> None:
        """Let the right edge of a field run out, as wide as the soft edge of any mark."""
        em = self.look.size
        for number in range(_STRIPS):
            near, far = (SOFT * em * step / _STRIPS for step in (number, number + 1))
            place = {"xsizemode": "pixel", "xanchor": x, "x0": round(near, 2), "x1": round(far, 2), "y0": y0, "y1": y1}
            style = {"fillcolor": colour, "opacity": round(0.5 * (1 - (number + 0.5) / _STRIPS) ** 1.3, 3)}
            self.shapes.append({"type": "rect", **self._refs(), **place, **style, "line": {"width": 0}})

    def add_box(self, x: Any, y: Any, box: Sequence[float], colour: str, opacity: float = 1.0) -> None:
        """Add a filled box at a point, its x0, x1, y0, y1 in pixels from there."""
        place = {"xsizemode": "pixel", "ysizemode": "pixel", "xanchor": x, "yanchor": y, **self._refs()}
        ends = dict(zip(("x0", "x1", "y0", "y1"), (round(end, 2) for end in box), strict=True))
        style = {"fillcolor": colour, "opacity": round(opacity, 3), "line": {"width": 0}, "layer": "below"}
        self.shapes.append({"type": "rect", **place, **ends, **style})

    def add_path(self, x: Any, y: Any, path: str, line: str, fill: str | None = None, width: float = 1.0) -> None:
        """Add a path at a point, in pixels from there."""
        place = {"xsizemode": "pixel", "ysizemode": "pixel", "xanchor": x, "yanchor": y, **self._refs()}
        style = {"line": {"color": line, "width": width}} | ({"fillcolor": fill} if fill else {})
        self.shapes.append({"type": "path", "path": path, **place, **style})

    def _add_band(self, figure: ReportedFigure, x: Any, y: Any, colour: str, across: bool) -> None:
        half = DOT * self.look.size * 0.36
        low, high = figure.value_low, figure.value_high
        ends: dict[str, Any] = (
            {"x0": low, "x1": high, "ysizemode": "pixel", "yanchor": y, "y0": -half, "y1": half}
            if across
            else {"y0": low, "y1": high, "xsizemode": "pixel", "xanchor": x, "x0": -half, "x1": half}
        )
        style = {"fillcolor": colour, "opacity": 0.45, "line": {"width": 0}, "layer": "below"}
        self.shapes.append({"type": "rect", **self._refs(), **ends, **style})

    def hatch(self, x: Any, y: Any) -> float:
        """Draw the hatched box of what nobody could count, no longer than a number; return its width in pixels."""
        em = self.look.size
        wide, tall = HATCH * em, 0.9 * em
        strokes = [f"M0,{-tall / 2:.1f}H{wide:.1f}V{tall / 2:.1f}H0Z"]
        start = -tall
        while start < wide:
            x0, x1 = max(start, 0.0), min(start + tall, wide)
            strokes.append(f"M{x0:.1f},{x0 - start - tall / 2:.1f}L{x1:.1f},{x1 - start - tall / 2:.1f}")
            start += 0.45 * em
        self.add_path(x, y, "".join(strokes), self.look.muted, width=max(1.0, em / 14))
        return wide

    def list_traces(self) -> list[dict[str, Any]]:
        """Return all traces, the dots last, one trace for each look; a click on a dot gives its figure's id."""
        return [*self.traces, *(self._trace(*key, dots) for key, dots in self.dots.items())]

    def _trace(
        self, hollow: bool, colour: str, axes: tuple[str, str], dots: Sequence[tuple[Any, Any, str, str]]
    ) -> dict[str, Any]:
        xs, ys, ids, texts = map(list, zip(*dots, strict=True))
        line = {"color": colour, "width": max(1.5, self.look.size / 8)}
        return {
            "type": "scatter",
            "mode": "markers",
            "x": xs,
            "y": ys,
            "xaxis": axes[0],
            "yaxis": axes[1],
            "customdata": ids,
            "hovertext": texts,
            "hoverinfo": "text",
            "cliponaxis": False,
            "marker": {"size": DOT * self.look.size, "color": self.look.paper if hollow else colour, "line": line},
        }
