"""How doubt is drawn: one way for each qualifier, in pixels that depend on no axis, the same in every form.

At least has an open end with an arrow, about a soft edge that states no bounds, nearly one on its lower side, a range
is a band, a forecast is hollow, what nobody could count is hatched. Tables draw the same by ``Cell.mark``.
"""

from __future__ import annotations

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
_STRIPS = 8
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

    ``dots`` holds points by how they look: (hollow, colour) → x, y, figure id, hover text.
    """

    look: Look
    shapes: list[dict[str, Any]] = field(default_factory=list)
    annotations: list[dict[str, Any]] = field(default_factory=list)
    dots: dict[tuple[bool, str], list[tuple[Any, Any, str, str]]] = field(default_factory=dict)

    def draw(self, figure: ReportedFigure, x: Any, y: Any, colour: str, hover: str, across: bool = True) -> float:
        """Draw a figure's mark with its doubt at a point; return how far the label must stand off, in pixels.

        *across* says that the numbers run along the x axis; else along the y axis.
        """
        em, mark = self.look.size, mark_of(figure)
        hollow = figure.is_forecast
        if mark != "none":
            self.dots.setdefault((hollow, colour), []).append((x, y, figure.id, hover))
        if mark in ("open", "down"):
            self._add_arrow(x, y, ARROW * em if mark == "open" else -ARROW * em, colour, across)
        if mark in ("soft", "below"):
            self._soften(x, y, colour, -1, across)
        if mark == "soft":
            self._soften(x, y, colour, 1, across)
        if mark == "band" and figure.value_low is not None and figure.value_high is not None:
            self._add_band(figure, x, y, colour, across)
        if not across:
            return em
        return {"open": (ARROW + 0.3) * em, "soft": (SOFT + 0.3) * em, "none": 0.0}.get(mark, (DOT / 2 + 0.4) * em)

    def _add_arrow(self, x: Any, y: Any, length: float, colour: str, across: bool) -> None:
        self.annotations.append(
            {
                "x": x,
                "y": y,
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

    def _soften(self, x: Any, y: Any, colour: str, side: int, across: bool) -> None:
        """Let the mark run out on one side: strips that grow paler, of a fixed width that states no bound."""
        em = self.look.size
        for number in range(_STRIPS):
            near, far = (side * SOFT * em * step / _STRIPS for step in (number, number + 1))
            half = DOT * em * 0.36
            along, broad = sorted((near, far)), (-half, half)
            (x0, x1), (y0, y1) = (along, broad) if across else (broad, along)
            self._add_pixels(x, y, x0, x1, y0, y1, colour, 0.75 * (1 - (number + 0.5) / _STRIPS) ** 1.3)

    def _add_pixels(
        self, x: Any, y: Any, x0: float, x1: float, y0: float, y1: float, colour: str, opacity: float
    ) -> None:
        place = {"xsizemode": "pixel", "ysizemode": "pixel", "xanchor": x, "yanchor": y}
        box = {"x0": x0, "x1": x1, "y0": y0, "y1": y1}
        style = {"fillcolor": colour, "opacity": round(opacity, 3), "line": {"width": 0}, "layer": "below"}
        self.shapes.append({"type": "rect", **place, **box, **style})

    def _add_band(self, figure: ReportedFigure, x: Any, y: Any, colour: str, across: bool) -> None:
        em = self.look.size
        low, high = figure.value_low, figure.value_high
        half = DOT * em * 0.36
        ends: dict[str, Any] = (
            {"x0": low, "x1": high, "ysizemode": "pixel", "yanchor": y, "y0": -half, "y1": half}
            if across
            else {"y0": low, "y1": high, "xsizemode": "pixel", "xanchor": x, "x0": -half, "x1": half}
        )
        self.shapes.append(
            {"type": "rect", **ends, "fillcolor": colour, "opacity": 0.45, "line": {"width": 0}, "layer": "below"}
        )

    def hatch(self, y: Any, xref: str = "x", x: Any = 0) -> float:
        """Draw the hatched box of what nobody could count, no longer than a number; return its width in pixels."""
        em = self.look.size
        wide, tall, gap = HATCH * em, 0.9 * em, 0.45 * em
        strokes = []
        start = -tall
        while start < wide:
            x0, x1 = max(start, 0.0), min(start + tall, wide)
            strokes.append(f"M{x0:.1f},{x0 - start - tall / 2:.1f}L{x1:.1f},{x1 - start - tall / 2:.1f}")
            start += gap
        place = {"xref": xref, "xsizemode": "pixel", "ysizemode": "pixel", "xanchor": x, "yanchor": y}
        line = {"color": self.look.muted, "width": max(1.0, em / 14)}
        self.shapes.append({"type": "path", "path": "".join(strokes), **place, "line": line})
        box = {"x0": 0, "x1": wide, "y0": -tall / 2, "y1": tall / 2}
        self.shapes.append({"type": "rect", **place, **box, "line": line})
        return wide

    def list_traces(self) -> list[dict[str, Any]]:
        """Return the dots as traces, one for each look; a click on a dot gives its figure's id."""
        return [
            {
                "type": "scatter",
                "mode": "markers",
                "x": [dot[0] for dot in dots],
                "y": [dot[1] for dot in dots],
                "customdata": [dot[2] for dot in dots],
                "hovertext": [dot[3] for dot in dots],
                "hoverinfo": "text",
                "cliponaxis": False,
                "showlegend": False,
                "marker": {
                    "size": DOT * self.look.size,
                    "color": self.look.paper if hollow else colour,
                    "line": {"color": colour, "width": max(1.5, self.look.size / 8)},
                },
            }
            for (hollow, colour), dots in self.dots.items()
        ]
