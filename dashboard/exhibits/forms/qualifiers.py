"""How doubt is drawn: one way for each qualifier, in pixels that depend on no axis; tables draw it by ``Cell.mark``."""

import html
import math
import textwrap
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import plotly.graph_objects as go

from dashboard.exhibits.exhibit import Look, Mark
from dashboard.records.reported import ReportedFigure
from dashboard.wording.scopes import state_figure
from dashboard.wording.sources import write_short_note

CLEAR = "rgba(0,0,0,0)"
SMALL = 0.86  # size of what is said beside the numbers, in em
# Sizes in em of the label; an arrow along the y axis is shorter, since a number stands above it.
DOT, ARROW, UPWARDS, SOFT, HATCH = 0.8, 2.4, 1.4, 1.6, 2.6
_BAND, _STRIPS = DOT * 0.72, 12  # the breadth of a band or a soft edge, and what that is drawn of
# An open end has an arrow, a soft edge states no bounds, below it is one on the lower side alone.
_MARKS: dict[str, Mark] = {
    "exact": "solid", "at_least": "open", "more_than": "open", "about": "soft", "nearly": "below", "up_to": "down",
    "fewer_than": "down", "range": "band", "vague": "none",
}  # fmt: skip
Ends = tuple[float, float]


def mark_of(figure: ReportedFigure) -> Mark:
    """Return how a figure's doubt is drawn; a number that is expected to rise is open above."""
    mark = _MARKS[figure.qualifier]
    if mark in ("solid", "soft"):
        return "open" if figure.provisional else "hollow" if figure.is_forecast else mark
    return mark


def point_of(figure: ReportedFigure) -> float | None:
    """Return where on an axis a figure stands: its number, the best of a range, else the middle; None for a word."""
    ends = (figure.value_low, figure.value_high)
    middle = None if None in ends else sum(float(end or 0) for end in ends) / 2
    return next((float(point) for point in (figure.value, figure.value_best, middle) if point is not None), None)


def reach_of(figure: ReportedFigure | None) -> float:
    """Return the largest number of a figure that is drawn on an axis; 0 for a word, and for none."""
    return max(point_of(figure) or 0.0, float(figure.value_high or 0)) if figure else 0.0


def plain(text: str) -> str:
    """Return text that Plotly writes as it is: markup, entities and formulas in it mean nothing."""
    return html.escape(text, quote=False).replace("$", "&#36;").replace("\n", "<br>")


def wrap(text: str, letters: int) -> str:
    """Return text broken between words into lines of at most so many letters."""
    return "\n".join(textwrap.wrap(text, letters, break_long_words=False, break_on_hyphens=False))


def number_axis(look: Look, end: float) -> dict[str, Any]:
    """Return a native axis from zero to *end*, in few steps of 1, 2 or 5 × 10ⁿ, with numbers in grey."""
    # Fewer gridlines where numbers are long: they fit on a phone.
    most = 5 if end < 100 else 4 if end < 10_000 else 3 if end < 100_000 else 1.9
    power = 10.0 ** math.floor(math.log10(end / most))
    step = max(next(step * power for step in (1, 2, 5, 10) if end / (step * power) <= most), 1.0)
    lines = {"gridcolor": look.grid, "zeroline": True, "zerolinecolor": look.rule, "zerolinewidth": 2}
    font = {"size": round(look.size * SMALL, 1), "color": look.muted}
    ticks = {"dtick": step, "tick0": 0, "tickformat": ",", "tickfont": font, "automargin": True}
    return {"range": [0, end], "fixedrange": True, **lines, **ticks}


@dataclass
class Pieces:
    """What a chart is put together from, gathered before Plotly checks it all at once."""

    look: Look
    axes: tuple[str, str] = ("x", "y")  # which the next pieces belong to
    shapes: list[dict[str, Any]] = field(default_factory=list)
    annotations: list[dict[str, Any]] = field(default_factory=list)
    traces: list[dict[str, Any]] = field(default_factory=list)
    # Points by how they look: (hollow, colour, axes) → x, y, figure.
    dots: dict[tuple[bool, str, tuple[str, str]], list[tuple[Any, Any, ReportedFigure]]] = field(default_factory=dict)

    @property
    def refs(self) -> dict[str, str]:
        """The axes, as shapes and annotations name them."""
        return {"xref": self.axes[0], "yref": self.axes[1]}

    def line(self, width: float = 14, colour: str | None = None) -> dict[str, Any]:
        """Return a line as broad as a *width*-th of the label, in ink by default."""
        return {"color": colour or self.look.ink, "width": max(1.0 if width > 10 else 1.5, self.look.size / width)}

    def write(
        self, text: str, x: Any, y: Any, by: Ends = (0, 0), ink: str = "", size: float = 1, tag: str = "", **more: Any
    ) -> None:
        """Write text that begins at a point, moved *by* pixels right and up; *size* is in em, *tag* "b" or "i"."""
        # It stands on paper of its own: no gridline runs through it.
        text = f"<{tag}>{plain(text)}</{tag}>" if tag else plain(text)
        font = {"size": round(self.look.size * size, 1), "color": ink or self.look.ink}
        anchor = {"xanchor": "left", "yanchor": "middle", "align": "left", "borderpad": 1, "bgcolor": self.look.paper}
        at = {"x": x, "y": y, "xshift": round(by[0], 1), "yshift": round(by[1], 1), "showarrow": False}
        self.annotations.append({**self.refs, **anchor, **at, "text": text, "font": font, **more})

    def draw(self, figure: ReportedFigure, x: Any, y: Any, colour: str, across: bool = True) -> float:
        """Draw a figure's dot with its doubt, along y if not *across*; return how many pixels its number is off."""
        if mark_of(figure) == "none":
            return 0.0
        self.dots.setdefault((figure.is_forecast, colour, self.axes), []).append((x, y, figure))
        if figure.qualifier == "range":
            low, high = figure.value_low, figure.value_high
            ends = dict(zip(("x0", "x1", "y0", "y1"), (low, high, y, y) if across else (x, x, low, high), strict=True))
            band = {"line": {"color": colour, "width": _BAND * self.look.size}, "opacity": 0.45, "layer": "below"}
            self.shapes.append({"type": "line", **self.refs, **ends, **band})
        return max(self.end(figure, x, y, colour, across), (DOT / 2 + 0.4) * self.look.size)

    def end(
        self, figure: ReportedFigure, x: Any, y: Any, colour: str, across: bool = True, edge: Ends | None = None
    ) -> float:
        """Draw the doubt of a figure where its mark ends, of a field outward from its *edge*; return the room taken."""
        em, mark, (right, up) = self.look.size, mark_of(figure), edge or (0, 0)
        length = (ARROW if across else UPWARDS) * em
        if mark in ("open", "down"):
            far = length if mark == "open" else -length
            ends = {"xshift": right, "yshift": up} | ({"ax": far, "ay": 0} if across else {"ax": 0, "ay": -far})
            style = {"arrowcolor": colour, "arrowwidth": max(1.5, em / 7), "startarrowhead": 2, "startarrowsize": 0.9}
            arrow = {"x": x, "y": y, "text": "", "showarrow": True, "arrowside": "start"}
            self.annotations.append({**self.refs, **arrow, **ends, **style})
        sides = {"soft": (1,) if edge else (-1, 1), "below": (1,) if edge else (-1,)}.get(mark, ())
        for side, step in product(sides, range(_STRIPS)):
            first, last = (side * SOFT * em * each / _STRIPS for each in (step, step + 1))
            path = f"M{right + first:.2f},{up:.2f}H{right + last:.2f}"
            if not across:
                path = f"M{right:.2f},{up + first:.2f}V{up + last:.2f}"
            fading = {"opacity": round(0.75 * (1 - (step + 0.5) / _STRIPS) ** 1.3, 3), "layer": "below"}
            self.add_path(x, y, path, colour, width=_BAND * em, **fading)
        return length + 0.3 * em if mark == "open" else (SOFT + 0.3) * em if 1 in sides else 0.0

    def add_path(
        self, x: Any, y: Any, path: str, line: str, fill: str | None = None, width: float = 1.0, **more: Any
    ) -> None:
        """Add a path at a point, in pixels from there."""
        place = {"xsizemode": "pixel", "ysizemode": "pixel", "xanchor": x, "yanchor": y, **self.refs}
        style = {"line": {"color": line, "width": width}} | ({"fillcolor": fill} if fill else {})
        self.shapes.append({"type": "path", "path": path, **place, **style, **more})

    def hatch(self, x: Any, y: Any) -> float:
        """Draw the hatched box of what nobody could count, no longer than a number; return its width in pixels."""
        em = self.look.size
        wide, tall, gap = HATCH * em, 0.9 * em, 0.45 * em
        path = f"M0,{-tall / 2:.1f}H{wide:.1f}V{tall / 2:.1f}H0Z"
        for start in (gap * step - tall for step in range(math.ceil((wide + tall) / gap))):
            x0, x1 = max(start, 0.0), min(start + tall, wide)
            path += f"M{x0:.1f},{x0 - start - tall / 2:.1f}L{x1:.1f},{x1 - start - tall / 2:.1f}"
        self.add_path(x, y, path, self.look.muted, width=max(1.0, em / 14))
        return wide

    def lay_out(self, right: float = 0.0, air: float = 0.5) -> go.Figure:
        """Return the chart, with *air* in em around it and *right* pixels beside the plot; a click gives an id."""
        look, around = self.look, round(self.look.size * air)
        font = {"family": look.font, "size": look.size, "color": look.ink}
        layout = {
            "paper_bgcolor": look.paper,
            "plot_bgcolor": look.paper,
            "font": font,
            "margin": {"l": around, "r": round(right), "t": around, "b": around, "pad": 0},
            "showlegend": False,
            "template": "none",
            "dragmode": False,
            "hoverlabel": {"bgcolor": look.panel, "bordercolor": look.rule, "align": "left", "font": font},
            "shapes": self.shapes,
            "annotations": self.annotations,
        }
        traces = list(self.traces)
        for (hollow, colour, axes), dots in self.dots.items():
            xs, ys, figures = map(list, zip(*dots, strict=True))
            told = [f"<b>{plain(state_figure(one))}</b><br>{plain(write_short_note(one))}" for one in figures]
            line = {"color": colour, "width": max(1.5, look.size / 8)}
            marker = {"size": DOT * look.size, "color": look.paper if hollow else colour, "line": line}
            place = {"x": xs, "y": ys, "xaxis": axes[0], "yaxis": axes[1], "cliponaxis": False}
            hover = {"customdata": [one.id for one in figures], "hovertext": told, "hoverinfo": "text"}
            traces.append({"type": "scatter", "mode": "markers", **place, **hover, "marker": marker})
        return go.Figure(data=traces, layout=layout)
