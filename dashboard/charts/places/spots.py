"""Labels of a map: what stands in them, how large they are, and where in a panel they find room."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, NamedTuple

from dashboard.charts.base import LINE_SPACING, Look
from dashboard.geo import Box, Label, Placed, place_labels, to_pixels
from dashboard.maps.places import SEPARATOR
from dashboard.notes import count_words

SMALLEST_RADIUS = 6.0
EDGE = 8.0
FOOT = 36.0  # the strip of a panel that belongs to the scale bar
PAD = 8.0  # ground around the words of a label
INDENT = "\u00a0\u00a0\u00a0"
# In pixels for type of 16.
WRAPS = (340.0, 260.0, 200.0)
NARROW_WRAPS = (*WRAPS, 170.0)  # in a panel that is itself hardly wider
_APART = 55.0
_FULLEST = 0.6  # labels that take more of a panel find no places, and would leave no map

Row = Mapping[str, Any]
Site = tuple[float, float, float]


class Rect(NamedTuple):
    """A rectangle of the chart in pixels from its upper left corner."""

    left: float
    top: float
    width: float
    height: float


class Spot(NamedTuple):
    """What a label stands at: a ``place`` with figures, the ``frame`` of an enlargement, a ``landmark``.

    ``row`` is the place's number in the table; the first ``heads`` of ``lines`` are its name.
    """

    kind: str
    row: int
    lat: float
    lon: float
    radius_km: float
    heads: int
    lines: tuple[str, ...]


class Mark(NamedTuple):
    """A spot as it is drawn: its middle and radius in pixels of the panel, its label's size and place."""

    spot: Spot
    x: float
    y: float
    radius: float
    ring: bool
    width: float
    height: float
    placed: Placed | None

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The label's left, top, right and lower edge in pixels of the panel."""
        x, y = self.x + self.placed.dx, self.y + self.placed.dy
        return x - self.width / 2, y - self.height / 2, x + self.width / 2, y + self.height / 2


@dataclass(frozen=True)
class Panel:
    """A map in its rectangle: what of the world it shows and what is marked; ``enlarges`` what lies in the other."""

    rect: Rect
    view: Box
    marks: tuple[Mark, ...] = ()
    frame: Box | None = None

    @property
    def px_per_km(self) -> float:
        """How long a kilometre is drawn."""
        return self.rect.height / self.view.height_km

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        """Return the pixel of a point, from the panel's upper left corner."""
        return to_pixels(self.view, lat, lon, self.rect.width, self.rect.height)


def read_site(row: Row) -> Site:
    """Return latitude, longitude and radius in kilometres of a place."""
    return float(row["lat"]), float(row["lon"]), float(row["radius_km"])


def list_wraps(width: float, look: Look) -> list[float]:
    """Return how wide labels may be in a panel, the widest first."""
    size = look.label_size / 16
    return [wrap * size for wrap in (NARROW_WRAPS if width < 1.4 * WRAPS[0] * size else WRAPS)]


def write_lines(place: Row, wrap: float, look: Look, detail: int) -> tuple[int, tuple[str, ...]]:
    """Return a place's label, and how many of its lines are the name; the figures as *detail* asks (see ``Layout``)."""
    if detail == 2:
        told = look.wrap(count_words(place["count"], "figure", "figures"), wrap)
    elif detail == 1:
        told = pack(place["phrases"], wrap, look)
    else:
        told = [line for text in place["phrases"] for line in _hang(text, wrap, look)]
    name = look.wrap(place["label"], wrap, bold=True)
    return len(name), (*name, *told)


def _hang(text: str, wrap: float, look: Look) -> list[str]:
    first, *others = look.wrap(text, wrap - look.measure(INDENT))
    return [first, *(INDENT + line for line in others)]


def pack(phrases: Sequence[str], wrap: float, look: Look) -> list[str]:
    """Put several phrases into a line where they fit, never breaking one that would fit by itself."""
    lines: list[str] = []
    for phrase in phrases:
        joined = f"{lines[-1]}{SEPARATOR}{phrase}" if lines else phrase
        if lines and look.measure(joined) <= wrap:
            lines[-1] = joined
        else:
            lines += look.wrap(phrase, wrap)
    return lines


def write_frame(cluster: Sequence[Row], view: Box, rects: tuple[Rect, Rect], look: Look) -> Spot:
    """Return the frame that stands on the map for the enlargement, named for the places that hold the others."""
    within = {row["place"] for row in cluster}
    outer = [row["label"] for row in cluster if row["within"] not in within]
    names = " and ".join(outer) if 0 < len(outer) < 3 else f"{len(cluster)} places"
    where = "enlarged, right" if rects[1].left > rects[0].left else "enlarged, below"
    (lat, lon), half = view.centre, max(view.width_km, view.height_km) / 2
    name = look.wrap(names, min(rects[0].width * 0.6, WRAPS[0]), bold=True)
    return Spot("frame", -1, lat, lon, half, len(name), (*name, where))


def mark_spots(panel: Panel, spots: Sequence[Spot], look: Look, crowded: bool = False) -> tuple[Mark, ...] | None:
    """Place all labels; None where one finds no place, or, unless *crowded*, one that is not clear."""
    marks = [_measure(panel, spot, look) for spot in spots]
    area = sum(mark.width * mark.height for mark in marks)
    if area > _FULLEST * panel.rect.width * panel.rect.height:
        return None
    places = place_labels(
        [_to_label(mark, marks) for mark in marks],
        panel.rect.width - 2 * EDGE,
        panel.rect.height - EDGE - FOOT,
        gap=EDGE,
    )
    if any(place is None for place in places):
        return None
    placed = tuple(mark._replace(placed=place) for mark, place in zip(marks, places, strict=True))
    return placed if crowded or is_clear(placed) else None


def is_clear(marks: Sequence[Mark]) -> bool:
    """Say whether no label lies on a disc, and no leader line runs through the label of another."""
    for mark, other in product(marks, marks):
        inside = mark is other and mark.placed.side == "inside"
        # Of a frame only the middle counts, where its discs are.
        radius = other.radius * (0.5 if other.spot.kind == "frame" else 1)
        if not inside and covers(mark.box, other.x, other.y, radius):
            return False
        if mark is not other and (edge := reach_edge(mark)) and _cuts(other.box, *lead(mark, edge)):
            return False
    return True


def reach_edge(mark: Mark) -> tuple[float, float] | None:
    """Return where a leader from the label meets the disc, from its middle; None where the label stands beside it."""
    left, top, right, low = mark.box
    dx, dy = min(max(mark.x, left), right) - mark.x, min(max(mark.y, top), low) - mark.y
    apart = math.hypot(dx, dy)
    if mark.spot.kind == "landmark" or apart < mark.radius + EDGE + 4:
        return None
    return dx / apart * mark.radius, dy / apart * mark.radius


def lead(mark: Mark, edge: tuple[float, float]) -> list[tuple[float, float]]:
    """Return points along the leader from the disc's edge to the middle of its label."""
    x, y = mark.x + edge[0], mark.y + edge[1]
    ends = mark.x + mark.placed.dx, mark.y + mark.placed.dy
    return [(x + (ends[0] - x) * step / 40, y + (ends[1] - y) * step / 40) for step in range(41)]


def _cuts(box: tuple[float, float, float, float], *points: tuple[float, float]) -> bool:
    left, top, right, low = box
    return any(left < x < right and top < y < low for x, y in points)


def _measure(panel: Panel, spot: Spot, look: Look) -> Mark:
    x, y = panel.at(spot.lat, spot.lon)
    true = spot.radius_km * panel.px_per_km
    ring = spot.kind == "place" and true < SMALLEST_RADIUS
    radius = 4.0 if spot.kind == "landmark" else max(true, SMALLEST_RADIUS)
    widths = [look.measure(line, bold=number < spot.heads) for number, line in enumerate(spot.lines)]
    height = len(spot.lines) * LINE_SPACING * look.label_size
    return Mark(spot, x, y, radius, ring, max(widths) + 2 * PAD, height + 2 * PAD, None)


def _to_label(mark: Mark, marks: Sequence[Mark]) -> Label:
    """A disc inside another is named outside of both: its label keeps the distance of the outer edge."""
    reach = mark.radius
    for other in marks:
        apart = math.hypot(mark.x - other.x, mark.y - other.y)
        if other is not mark and apart < other.radius:
            reach = max(reach, apart + other.radius)
    return Label(mark.x - EDGE, mark.y - EDGE, reach, mark.width, mark.height)


def covers(box: tuple[float, float, float, float], x: float, y: float, radius: float) -> bool:
    """Say whether a box lies on a disc."""
    left, top, right, low = box
    return math.hypot(x - min(max(x, left), right), y - min(max(y, top), low)) < radius


def add_landmarks(panel: Panel, marks: tuple[Mark, ...], landmarks: Sequence[Row], look: Look) -> tuple[Mark, ...]:
    """Return *marks* and those landmarks that stand clear of them and find room for their names."""
    for number, row in enumerate(landmarks):
        spot = Spot("landmark", number, float(row["lat"]), float(row["lon"]), 0.0, 0, (row["name"],))
        mark = _measure(panel, spot, look)
        inside = EDGE < mark.x < panel.rect.width - EDGE and EDGE < mark.y < panel.rect.height - FOOT
        apart = all(math.hypot(mark.x - other.x, mark.y - other.y) > _APART + other.radius for other in marks)
        if inside and apart:
            marks = mark_spots(panel, [*(other.spot for other in marks), spot], look) or marks
    return marks
