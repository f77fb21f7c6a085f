"""A reported number as a point on a line: solid where exact, an arrow for "at least", soft for "about", a band."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard import theme
from dashboard.charts.base import Look, add_label
from dashboard.charts.canvas import Canvas
from dashboard.charts.marks import add_tip

SIZE, SMALL, UPRIGHT = 15.0, 8.0, 12.0
SOFT_STEPS = 12
TIP, SOFT = 34.0, 24.0
MARK_WORDS = (
    ("an arrow", {"at_least": "at least", "more_than": "more than"}),
    ("a mark soft on both sides", {"about": "about"}),
    ("a mark soft on one side", {"nearly": "just under"}),
    ("a band", {"range": "from … to"}),
    ("a dotted band", {"up_to": "up to", "fewer_than": "fewer than"}),
)
# A step of an axis is one of these, times a power of ten.
_ROUND = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class Scale:
    """Numbers along a stretch of pixels; *left* is where 0 stands."""

    left: float
    per_unit: float

    def at(self, value: float) -> float:
        """Return the pixel of a number."""
        return self.left + float(value) * self.per_unit


def fit_scale(left: float, right: float, needs: list[tuple[float, float]]) -> Scale:
    """Return the widest scale on which each (number, pixels that its mark and words need behind it) ends by *right*."""
    room = [(right - left - behind) / number for number, behind in needs if number > 0]
    return Scale(left, max(min(room, default=1.0), 1e-9))


def list_ticks(largest: float, most: int) -> list[float]:
    """Return round numbers from 0 to *largest*, about *most* of them."""
    step = max(largest, 1) / max(most, 1)
    power = 10 ** math.floor(math.log10(step))
    step = next(round_step * power for round_step in _ROUND if round_step * power >= step * 0.999)
    step = max(1, int(step)) if largest >= most else 1
    return [number * step for number in range(int(largest // step) + 1)]


def reach_of(row: Mapping[str, Any]) -> float:
    """Return how many pixels the mark of a described figure needs behind its number."""
    qualifier = row["qualifier"]
    return {"at_least": TIP + 4, "more_than": TIP + 4, "about": SOFT}.get(qualifier, SIZE / 2 + 2)


def last_number(row: Mapping[str, Any]) -> float:
    """Return where the mark of a described figure ends on the axis; 0 where it prints no number."""
    if row["qualifier"] == "vague":
        return 0.0
    return float(row["value_high"] if row["qualifier"] == "range" else row["value"])


def add_point(
    chart: Canvas, row: Mapping[str, Any], scale: Scale, y: float, look: Look, *, symbol: str = "circle"
) -> None:
    """Draw one described figure at height *y* (pixels); a vague one is its word, at the left end."""
    colour = theme.colour_of(row["indicator"], look.mode)
    qualifier, half = row["qualifier"], SIZE / 2 - 1
    if qualifier == "vague":
        add_label(chart, scale.left, y, row["written"], look, bold=True)
        chart.add_point(row, scale.left, y, "circle", 1, colour)
        return
    if qualifier == "range":
        low, high = scale.at(row["value_low"]), scale.at(row["value_high"])
        _add_box(chart, (low, high), (y - half + 1, y + half - 1), colour, look, dash="solid")
        chart.add_point(row, low, y, "line-ns", SIZE, colour)
        chart.add_point(row, high, y, "line-ns", SIZE, colour)
        return
    x = scale.at(row["value"])
    if qualifier in ("at_least", "more_than"):
        add_tip(chart, x + SIZE / 2 + 3, x + TIP, y, half, colour)
    elif qualifier in ("about", "nearly"):
        _add_soft(chart, (x - SOFT, x), (y - half, y + half), colour, level=True)
        if qualifier == "about":
            _add_soft(chart, (x + SOFT, x), (y - half, y + half), colour, level=True)
    elif qualifier in ("up_to", "fewer_than"):
        _add_box(chart, (scale.left, x), (y - half + 1, y + half - 1), colour, look, dash="dot")
    mark = "line-ns" if qualifier in ("up_to", "fewer_than") else symbol
    chart.add_point(row, x, y, mark, SIZE + 3 if mark == "diamond" else SIZE, colour)


def add_small_point(chart: Canvas, row: Mapping[str, Any], scale: Scale, y: float, look: Look) -> None:
    """Draw another number of the same voice as a small open ring; its words stand beneath."""
    colour = theme.colour_of(row["indicator"], look.mode)
    chart.add_point(row, scale.at(last_number(row)), y, "circle-open", SMALL, colour)


def add_upright_point(chart: Canvas, row: Mapping[str, Any], x: float, up: Scale, look: Look) -> None:
    """Draw one described figure as a point at *x* (pixels) on an axis that rises."""
    colour = theme.colour_of(row["indicator"], look.mode)
    qualifier, y = row["qualifier"], up.at(last_number(row))
    half = UPRIGHT / 2
    if qualifier in ("at_least", "more_than"):
        _add_tip_up(chart, x, y - half - 2, colour)
    elif qualifier == "range":
        _add_box(chart, (x - half + 1, x + half - 1), (up.at(row["value_low"]), y), colour, look, dash="solid")
    elif qualifier in ("up_to", "fewer_than"):
        _add_box(chart, (x - half + 1, x + half - 1), (up.at(0), y), colour, look, dash="dot")
    elif qualifier in ("about", "nearly"):
        _add_soft(chart, (x - half, x + half), (y + SOFT * 0.7, y), colour)
        if qualifier == "about":
            _add_soft(chart, (x - half, x + half), (y - SOFT * 0.7, y), colour)
    chart.add_point(row, x, y, "circle", UPRIGHT, colour)


def _add_tip_up(chart: Canvas, x: float, y: float, colour: str) -> None:
    high, half = TIP * 0.6, UPRIGHT / 2
    points = [(x - half, y), (x, y - high * 0.38), (x + half, y), (x, y - high)]
    path = "M " + " L ".join(f"{across:.6g},{down:.6g}" for across, down in points) + " Z"
    chart.add_shape(type="path", path=path, line={"width": 0}, fillcolor=colour)


def _add_soft(
    chart: Canvas, across: tuple[float, float], down: tuple[float, float], colour: str, *, level: bool = False
) -> None:
    """Fade a box in, from its first edge to its second: along the line where *level*, else upright."""
    for number in range(SOFT_STEPS):
        share = (number + 0.5) / SOFT_STEPS
        start, end = across if level else down
        edges = (start + number * (end - start) / SOFT_STEPS, start + (number + 1) * (end - start) / SOFT_STEPS)
        (x0, x1), (y0, y1) = (edges, down) if level else (across, edges)
        fill = theme.fade(colour, 0.75 * share)
        chart.add_shape(type="rect", x0=x0, x1=x1, y0=y0, y1=y1, line={"width": 0}, fillcolor=fill)


def _add_box(
    chart: Canvas, across: tuple[float, float], down: tuple[float, float], colour: str, look: Look, *, dash: str
) -> None:
    (x0, x1), (y0, y1) = across, down
    line = {"color": colour, "width": 1.5, "dash": dash}
    fill = theme.blend(colour, look.palette.ground, 0.25)
    chart.add_shape(type="rect", x0=x0, x1=x1, y0=y0, y1=y1, line=line, fillcolor=fill)


def explain_marks(qualifiers: set[str]) -> list[str]:
    """Say how the qualifiers that are shown are drawn: "an arrow is at least or more than"."""
    told = [(mark, [word for key, word in words.items() if key in qualifiers]) for mark, words in MARK_WORDS]
    return [f"{mark} is {' or '.join(words)}" for mark, words in told if words]
