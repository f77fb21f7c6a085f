"""What all drawn forms share: an empty chart of a look, its axes, and text that Plotly does not read as markup."""

from __future__ import annotations

import html
import math
import textwrap
from typing import Any

import plotly.graph_objects as go

from dashboard.exhibits.forms.qualifiers import Pieces
from dashboard.exhibits.look import Look

CLEAR = "rgba(0,0,0,0)"


def plain(text: str) -> str:
    """Return text that Plotly writes as it is: markup, entities and formulas in it mean nothing."""
    return html.escape(text, quote=False).replace("$", "&#36;")


def break_lines(text: str, letters: int) -> str:
    """Return text that Plotly writes as it is, broken between words into lines of at most so many letters."""
    return "<br>".join(map(plain, textwrap.wrap(text, letters, break_long_words=False, break_on_hyphens=False)))


def lay_out(look: Look, pieces: Pieces, right: float = 0.0) -> go.Figure:
    """Return the chart of *pieces* in a look, with axes that keep their size and *right* pixels beside the plot."""
    air = round(look.size * 0.5)
    layout = {
        "paper_bgcolor": look.paper,
        "plot_bgcolor": look.paper,
        "font": {"family": look.font, "size": look.size, "color": look.ink},
        "margin": {"l": air, "r": round(right), "t": air, "b": air, "pad": 0},
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {
            "bgcolor": look.panel,
            "bordercolor": look.rule,
            "align": "left",
            "font": {"family": look.font, "size": look.size, "color": look.ink},
        },
        "shapes": pieces.shapes,
        "annotations": pieces.annotations,
    }
    return go.Figure(data=pieces.list_traces(), layout=layout)


def fit_axis(top: float) -> float:
    """Return the end of an axis from zero that reaches past its last mark."""
    return top * 1.06 if top > 0 else 1.0


def number_axis(look: Look, end: float) -> dict[str, Any]:
    """Return a native axis from zero to *end*: few pale gridlines, numbers in grey."""
    step = _step(end)
    return {
        "range": [0, end],
        "dtick": step,
        "tick0": 0,
        "tickformat": ",",
        "showgrid": True,
        "gridcolor": look.grid,
        "zeroline": True,
        "zerolinecolor": look.rule,
        "fixedrange": True,
        "automargin": True,
        "tickfont": {"size": round(look.size * 0.86, 1), "color": look.muted},
        "ticks": "",
    }


def _step(end: float) -> float:
    """Return a step of 1, 2 or 5 × 10ⁿ that leaves few gridlines, fewer of long numbers: they fit on a phone."""
    most = 4 if end < 10_000 else 3 if end < 100_000 else 1.9
    power = 10.0 ** math.floor(math.log10(end / most))
    return max(next(step * power for step in (1, 2, 5, 10) if end / (step * power) <= most), 1.0)


def write_at(
    text: str, x: Any, y: Any, shift: float, look: Look, colour: str, size: float | None = None
) -> dict[str, Any]:
    """Return text that begins *shift* pixels right of a point, on paper of its own: no gridline runs through it."""
    style = {"size": round(size or look.size, 1), "color": colour}
    place = {"x": x, "y": y, "xshift": round(shift, 1), "xanchor": "left", "yanchor": "middle", "align": "left"}
    return {"text": text, "showarrow": False, "font": style, "bgcolor": look.paper, "borderpad": 1, **place}


def hide_axes(chart: go.Figure, x: tuple[float, float], y: tuple[float, float]) -> None:
    """Hide both axes and let a step along one be as long as along the other."""
    chart.update_xaxes(range=list(x), visible=False, fixedrange=True, constrain="domain")
    chart.update_yaxes(range=list(y), visible=False, fixedrange=True, scaleanchor="x", constrain="domain")
