"""The ground a map stands on: outlines cut and thinned to what can be seen, and where countries are named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from dashboard.boundaries import clip_ring
from dashboard.geo import Box, Ring, read_boundaries, to_pixels, view_box

# No view is smaller: one should see where in its country a place is.
SMALLEST_VIEW_KM = 240.0
BORDER = 0.11  # of the height that the places take, on each side
# Landmarks may widen a view, but not so far that the figures shrink into a corner of it.
MOST_WIDENED, MOST_WIDENED_KM = 2.0, 360.0


Site = tuple[float, float, float]


def fit_view(sites: Sequence[Site], aspect: float, room: float = 1.0) -> Box:
    """Return the view of width / height *aspect* that holds *sites* (lat, lon, radius in km) with a border.

    *room* widens it.
    """
    tight = view_box(sites, aspect).height_km
    tall = max(tight * (1 + 2 * BORDER), SMALLEST_VIEW_KM) * room
    return view_box(sites, aspect, (tall - tight) / 2)


def choose_landmarks(sites: Sequence[Site], landmarks: Sequence[Site], aspect: float) -> list[Site]:
    """Return the landmarks that a view of *sites* may be widened for, as bare points."""
    most = max(MOST_WIDENED * fit_view(sites, aspect).height_km, MOST_WIDENED_KM)
    points = [(lat, lon, 0.0) for lat, lon, _ in landmarks]
    return [point for point in points if fit_view([*sites, point], aspect).height_km <= most]


class Piece(NamedTuple):
    """What of a country lies near the view; ``home`` where figures are told of it."""

    name: str
    iso3: str | None
    home: bool
    polygons: tuple[tuple[Ring, ...], ...]


@dataclass(frozen=True)
class Ground:
    """Outlines near a view, home last; ``sea`` is where they are known, None where nothing is."""

    sea: Box | None
    pieces: tuple[Piece, ...]


@lru_cache(maxsize=64)
def cut_ground(view: Box, home: frozenset[str], step: float, margin: float) -> Ground:
    """Return the outlines in *view* and *margin* around it (a share of it), points rounded to *step* degrees.

    Neighbours share the points of their border, so that rounding, unlike simplifying, leaves no gap between them.
    """
    boundaries = read_boundaries()
    sea = _overlap(_grow(view, margin), boundaries.box)
    if sea is None:
        return Ground(None, ())
    pieces = []
    for country in boundaries.seen_in(sea, home):
        cut = (tuple(filter(None, (_thin(ring, sea, step) for ring in rings))) for rings in country.polygons)
        if kept := tuple(polygon for polygon in cut if polygon):
            pieces.append(Piece(country.name, country.iso3, country.iso3 in home, kept))
    return Ground(sea, tuple(pieces))


def _grow(box: Box, share: float) -> Box:
    wide, tall = (box.east - box.west) * share, (box.north - box.south) * share
    return Box(box.west - wide, box.south - tall, box.east + wide, box.north + tall)


def _overlap(one: Box, other: Box) -> Box | None:
    west, south = max(one.west, other.west), max(one.south, other.south)
    east, north = min(one.east, other.east), min(one.north, other.north)
    return Box(west, south, east, north) if west < east and south < north else None


def _thin(ring: Ring, box: Box, step: float) -> Ring:
    points: list[tuple[float, float]] = []
    for lon, lat in clip_ring(ring, box):
        point = (round(round(lon / step) * step, 4), round(round(lat / step) * step, 4))
        if not points or point != points[-1]:
            points.append(point)
    return tuple(points) if len(points) > 3 else ()


class Name(NamedTuple):
    """A country's name and the pixel its middle stands at."""

    text: str
    x: float
    y: float
    width: float
    height: float


def place_names(
    ground: Ground,
    view: Box,
    size: tuple[float, float],
    measure: Callable[[str], float],
    height: float,
    taken: Sequence[tuple[float, float, float, float]],
) -> list[Name]:
    """Return where the names of countries fit wholly inside them and clear of *taken* boxes (left, top, right, low).

    A country without an ISO code is not named, and one that finds no room is not either: a name is only for
    orientation.
    """
    names: list[Name] = []
    boxes = list(taken)
    for piece in sorted(ground.pieces, key=lambda piece: not piece.home):
        text = piece.name.upper()
        if piece.iso3 and (name := _fit_name(text, piece, view, size, (measure(text), height), boxes)):
            names.append(name)
            boxes.append(_frame(name.x, name.y, name.width + 16, name.height + 8))
    return names


def _fit_name(
    text: str,
    piece: Piece,
    view: Box,
    size: tuple[float, float],
    extent: tuple[float, float],
    taken: Sequence[tuple[float, float, float, float]],
) -> Name | None:
    (wide, tall), (width, height) = size, extent
    if wide < width + 24 or tall < height + 24:
        return None
    across = np.linspace(width / 2 + 8, wide - width / 2 - 8, 24)
    down = np.linspace(height / 2 + 8, tall - height / 2 - 8, 16)
    x, y = (grid.ravel() for grid in np.meshgrid(across, down))
    free = np.ones(len(x), dtype=bool)
    for left, top, right, low in taken:
        free &= (x + width / 2 < left) | (x - width / 2 > right) | (y + height / 2 < top) | (y - height / 2 > low)
    edges = _to_segments(piece, view, size)
    for dx in (-0.5, 0, 0.5):
        for dy in (-0.5, 0.5):
            free &= _inside(x + dx * width, y + dy * height, edges)
    if not free.any():
        return None
    x, y = x[free], y[free]
    best = int(np.hypot(x - x.mean(), y - y.mean()).argmin())
    return Name(text, float(x[best]), float(y[best]), width, height)


def _to_segments(piece: Piece, view: Box, size: tuple[float, float]) -> np.ndarray:
    rings = [
        np.array([to_pixels(view, lat, lon, *size) for lon, lat in ring]) for rings in piece.polygons for ring in rings
    ]
    return np.vstack([np.hstack([ring[:-1], ring[1:]]) for ring in rings])


def _inside(x: np.ndarray, y: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """Say for each point whether a ray to the right crosses an odd number of *edges* (x0, y0, x1, y1)."""
    x0, y0, x1, y1 = edges.T[:, None, :]
    straddles = (y0 > y[:, None]) != (y1 > y[:, None])
    with np.errstate(divide="ignore", invalid="ignore"):
        at = x0 + (y[:, None] - y0) * (x1 - x0) / (y1 - y0)
    return (straddles & (x[:, None] < at)).sum(axis=1) % 2 == 1


def _frame(x: float, y: float, width: float, height: float) -> tuple[float, float, float, float]:
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2
