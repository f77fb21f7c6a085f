"""A building in a few states, told apart by shape as much as by colour; nothing flames and nothing bleeds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from dashboard import theme
from dashboard.charts.base import Drawing, Look

# out: solid with a cross; hit: pale with one stroke; counted: solid; among: pale; unsure: paler with a dotted edge;
# other: an empty outline.
State = Literal["out", "hit", "counted", "among", "unsure", "other"]

# Below this many pixels a building has no strokes: they would only be a blot.
SMALLEST_CROSSED = 13.0
THICKEST_OUTLINE = 4.0

# In a square of 1 × 1, y growing downwards: a low roof over walls, or a plain block for what is no building.
_HOUSE = ((0.1, 0.38), (0.5, 0.08), (0.9, 0.38), (0.9, 0.95), (0.1, 0.95))
_BLOCK = ((0.1, 0.15), (0.9, 0.15), (0.9, 0.95), (0.1, 0.95))
HOUSE_WIDTH = 0.8
_CROSS = (((0.32, 0.46), (0.68, 0.82)), ((0.68, 0.46), (0.32, 0.82)))
_STROKE = (((0.68, 0.42), (0.32, 0.84)),)
_FILLS = {"out": 1.0, "counted": 1.0, "hit": 0.28, "among": 0.28, "unsure": 0.14}


def add_buildings(
    chart: Drawing,
    corners: Sequence[tuple[float, float]],
    size: float,
    state: State,
    colour: str,
    look: Look,
    is_house: bool = True,
) -> None:
    """Draw a building of *size* pixels at each upper left corner; axes count pixels, y growing downwards."""
    if not corners:
        return
    ground, share = look.palette.ground, _FILLS.get(state, 0)
    outline = _HOUSE if is_house else _BLOCK
    chart.add_shape(
        type="path",
        path=" ".join(_trace(corner, outline, size) + " Z" for corner in corners),
        fillcolor=theme.blend(colour, ground, share) if share else "rgba(0,0,0,0)",
        line={
            "color": colour,
            "width": min(THICKEST_OUTLINE, max(1.0, size * 0.035)),
            "dash": "dot" if state == "unsure" else "solid",
        },
    )
    strokes = {"out": _CROSS, "hit": _STROKE}.get(state, ())
    if strokes and size >= SMALLEST_CROSSED:
        chart.add_shape(
            type="path",
            path=" ".join(_trace(corner, stroke, size) for corner in corners for stroke in strokes),
            line={"color": ground if state == "out" else colour, "width": max(1.5, size * 0.07)},
        )


def _trace(corner: tuple[float, float], points: Iterable[tuple[float, float]], size: float) -> str:
    left, top = corner
    return "M " + " L ".join(f"{left + x * size:.1f},{top + y * size:.1f}" for x, y in points)


def state_of(indicator: str, among: bool = False) -> State:
    """Return how buildings counted by *indicator* are drawn; *among* marks what contains a narrower count.

    Only what is reported destroyed or out of service is crossed out; an indicator this module does not know is
    drawn as counted, without a judgement.
    """
    if "destroyed" in indicator or "out_of_service" in indicator:
        return "out"
    if "targeted" in indicator or "damaged" in indicator:
        return "hit"
    return "among" if among else "counted"
