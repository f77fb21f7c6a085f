"""What all drawn forms share: axes, text that Plotly does not read as markup, and what an office program can draw."""

import html
import math
import textwrap
from collections.abc import Iterable
from typing import Any, Literal

import plotly.graph_objects as go

from dashboard.exhibits.exhibit import Native
from dashboard.exhibits.look import Look
from dashboard.records.quantity import write_number
from dashboard.records.reported import ReportedFigure

CLEAR = "rgba(0,0,0,0)"
SMALL = 0.86  # size of what is said beside the numbers, in em


def plain(text: str) -> str:
    """Return text that Plotly writes as it is: markup, entities and formulas in it mean nothing."""
    return html.escape(text, quote=False).replace("$", "&#36;").replace("\n", "<br>")


def break_lines(text: str, letters: int) -> str:
    """Return text broken between words into lines of at most so many letters."""
    return "\n".join(textwrap.wrap(text, letters, break_long_words=False, break_on_hyphens=False))


def fit_axis(top: float) -> float:
    """Return the end of an axis from zero that reaches past its last mark."""
    return top * 1.06 if top > 0 else 1.0


def number_axis(look: Look, end: float) -> dict[str, Any]:
    """Return a native axis from zero to *end*: few pale gridlines, numbers in grey.

    Its step is 1, 2 or 5 × 10ⁿ, with fewer gridlines where numbers are long: they fit on a phone.
    """
    most = 5 if end < 100 else 4 if end < 10_000 else 3 if end < 100_000 else 1.9
    power = 10.0 ** math.floor(math.log10(end / most))
    step = max(next(step * power for step in (1, 2, 5, 10) if end / (step * power) <= most), 1.0)
    lines = {"showgrid": True, "gridcolor": look.grid, "zeroline": True, "zerolinecolor": look.rule, "ticks": ""}
    font = {"size": round(look.size * SMALL, 1), "color": look.muted}
    ticks = {"dtick": step, "tick0": 0, "tickformat": ",", "tickfont": font, "automargin": True}
    return {"range": [0, end], "fixedrange": True, **lines, **ticks}


def hide_axis(chart: go.Figure, ends: tuple[float, float]) -> None:
    """Hide the x axis; a chart without a trace would draw no axis at all."""
    chart.add_scatter(x=[0], y=[0], mode="markers", marker={"opacity": 0}, hoverinfo="skip")
    chart.update_xaxes(range=list(ends), visible=False, fixedrange=True)


def set_rows(chart: go.Figure, height: float, labels: Iterable[tuple[float, str]], look: Look) -> None:
    """Let rows stand from the top down on the y axis, each with its label at (its middle, text)."""
    places, texts = zip(*labels, strict=True)
    style = {"showgrid": False, "zeroline": False, "fixedrange": True, "ticks": "", "automargin": True}
    chart.update_yaxes(
        range=[height, 0],
        tickvals=places,
        ticktext=list(map(plain, texts)),
        ticklabelstandoff=round(look.size * 0.6),
        tickfont={"size": look.size, "color": look.ink},
        **style,
    )


def make_native(
    kind: Literal["bar", "line"], points: Iterable[tuple[str, str, ReportedFigure | None]]
) -> Native | None:
    """Return *points* (series, category, figure) as bars or lines; the last number of a day of a line stands.

    None where a gap or a doubt would be lost (a minimum, an estimate, a forecast, a part of a whole), where units
    differ, or where bars would lie over each other.
    """
    given, values, units = list(points), dict[tuple[str, str], float](), set()
    for name, place, figure in given:
        if figure is None or figure.value is None or figure.written != write_number(figure.value):
            return None
        values[name, place] = float(figure.value)
        units.add(figure.unit)
    names, places = (list(dict.fromkeys(key[part] for key in values)) for part in (0, 1))
    if len(units) != 1 or len(places) < 2 or (kind == "bar" and len(values) < len(given)):
        return None
    places = sorted(places) if kind == "line" else places
    series = tuple((name, tuple(values.get((name, place)) for place in places)) for name in names)
    return Native(kind, tuple(places), series, units.pop())
