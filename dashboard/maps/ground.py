"""The ground a map stands on: the view, outlines cut and thinned to what can be seen, where countries are named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from dashboard.maps.outlines import Country, Line, Point, clip_line, clip_ring, find_outlines
from dashboard.maps.space import Box, Site, view_box

# No overview is smaller: one should see where in its country a place is.
SMALLEST_VIEW_KM = 260.0
BORDER = 0.2  # of the height that the places take, on each side
_GRID = 14
_DASHES = 90  # in the height of a view
_CLEAR = 0.11  # of the height of a view: names keep so far from marks and borders


def fit_view(sites: Sequence[Site], aspect: float, smallest_km: float = SMALLEST_VIEW_KM) -> Box:
    """Return the view of width / height *aspect* that holds *sites* with a border, at least *smallest_km* tall."""
    tight = view_box(sites, aspect).height_km
    tall = max(tight * (1 + 2 * BORDER), smallest_km)
    return view_box(sites, aspect, (tall - tight) / 2)


class Name(NamedTuple):
    """A country's name and where its middle stands."""

    text: str
    lon: float
    lat: float


@dataclass(frozen=True)
class Ground:
    """Outlines near a view: other countries, those at home where figures are reported, and disputed lines."""

    land: tuple[tuple[Line, ...], ...]
    home: tuple[tuple[Line, ...], ...]
    disputed: tuple[Line, ...]
    names: tuple[Name, ...]


@lru_cache(maxsize=32)
def cut_ground(view: Box, home: frozenset[str], sites: tuple[Site, ...] = (), margin: float = 0.0) -> Ground | None:
    """Return the ground of *view* and *margin* around it (a share of it); None where no outlines can be read.

    *home* are the alpha-3 codes of countries that stand out, *sites* what the names of countries keep clear of.
    """
    box = view.grow(margin)
    outlines = find_outlines(box)
    if outlines is None:
        return None
    step = (view.north - view.south) / 500
    land: list[tuple[Line, ...]] = []
    at_home: list[tuple[Line, ...]] = []
    disputed: list[Line] = []
    names: list[Name] = []
    for turn in (-360.0, 0.0, 360.0):
        window = box.shift(-turn)
        for country in (one for one in outlines.countries if one.box.touches(window)):
            polygons = [*_cut(country, window, turn, step)]
            (at_home if country.iso3 in home else land).extend(polygons)
            names += _name(country, polygons, view, sites)
        lines = (stretch for line in outlines.disputed for stretch in clip_line(line, window))
        disputed += [tuple((lon + turn, lat) for lon, lat in line) for line in lines]
    return Ground(tuple(land), tuple(at_home), tuple(disputed), tuple(names))


def _cut(country: Country, window: Box, turn: float, step: float) -> Iterable[tuple[Line, ...]]:
    for polygon in country.polygons:
        rings = [_thin(clip_ring(ring, window), turn, step) for ring in polygon]
        if rings[0]:
            yield tuple(filter(None, rings))


def _thin(ring: Iterable[Point], turn: float, step: float) -> Line:
    """Round to a grid: neighbours share the points of their border, so that no gap opens between them."""
    points: list[Point] = []
    for lon, lat in ring:
        point = (round(round(lon / step) * step + turn, 4), round(round(lat / step) * step, 4))
        if not points or point != points[-1]:
            points.append(point)
    return tuple(points) if len(points) > 3 else ()


def _name(country: Country, polygons: Sequence[tuple[Line, ...]], view: Box, sites: Sequence[Site]) -> list[Name]:
    """Name a country at the point of a grid that lies farthest from its borders, the view's edge and the marks."""
    outers = [clip_ring(polygon[0], view) for polygon in polygons]
    if not any(outers):
        return []
    rings = [ring for polygon in polygons for ring in polygon]
    wide, tall = (view.east - view.west) / _GRID, (view.north - view.south) / _GRID
    grid = [
        (view.west + (i + 0.5) * wide, view.south + (j + 0.5) * tall)
        for i in range(1, _GRID - 1)
        for j in range(1, _GRID - 1)
    ]
    inside = [point for point in grid if any(_holds(outer, point) for outer in outers if outer)]
    points = [point for ring in rings for point in ring[:: max(1, len(ring) // 200)]]
    best = max(inside, key=lambda point: _clearance(point, points, sites, view), default=None)
    if best is None or _clearance(best, points, sites, view) < _CLEAR * (view.north - view.south):
        return []
    return [Name(country.name, round(best[0], 4), round(best[1], 4))]


def _holds(ring: Sequence[Point], point: Point) -> bool:
    """Say whether a ring holds a point: a ray from it crosses the ring an odd number of times."""
    x, y = point
    crossings = (
        (one[1] > y) != (other[1] > y) and x < (other[0] - one[0]) * (y - one[1]) / (other[1] - one[1]) + one[0]
        for one, other in pairwise(ring)
    )
    return sum(crossings) % 2 == 1


def _clearance(point: Point, points: Iterable[Point], sites: Iterable[Site], view: Box) -> float:
    """Return how far a point is from borders, marks and the edges of the view, in degrees of latitude."""
    x, y = point
    marks = ((site.lon, site.lat) for site in sites)
    others = [((x - lon) / view.stretch) ** 2 + (y - lat) ** 2 for lon, lat in (*points, *marks)]
    edge = min((x - view.west) / view.stretch, (view.east - x) / view.stretch)
    return float(min([edge, min(others) ** 0.5] if others else [edge]))


def cut_dashes(line: Line, view: Box) -> list[list[Point]]:
    """Cut a line into dashes, about 90 in the height of *view*: for drawers that know no dashed line."""
    size = (view.north - view.south) / _DASHES
    dashes: list[list[Point]] = []
    gone, drawing = 0.0, True
    for one, other in pairwise(line):
        length = (((other[0] - one[0]) / view.stretch) ** 2 + (other[1] - one[1]) ** 2) ** 0.5
        parts = max(1, round(length / size))
        for number in range(parts):
            start, end = (_between(one, other, share / parts) for share in (number, number + 1))
            if drawing:
                dashes.append([start, end])
            gone += length / parts
            if gone >= size:
                gone, drawing = 0.0, not drawing
    return dashes


def _between(one: Point, other: Point, share: float) -> Point:
    return (one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share)
