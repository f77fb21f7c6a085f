"""The ground a map stands on: the view, outlines cut and thinned to what can be seen, where countries are named."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

from dashboard.maps.outlines import Line, Point, clip_ring, find_outlines
from dashboard.maps.space import KM_PER_DEGREE, Box, Site, bound_discs

# No overview is smaller: one should see where in its country a place is.
SMALLEST_VIEW_KM = 260.0
BORDER = 0.2  # of the height that the places take, on each side
_DASHES = 90  # in the height of a view
_CLEAR = 0.11  # of a view: names of countries keep so far from its edge


def fit_view(sites: Iterable[Site], aspect: float, smallest_km: float = SMALLEST_VIEW_KM) -> Box:
    """Return the view of width / height *aspect* that holds the discs of *sites* with a border around them.

    It is at least *smallest_km* tall. Drawn with a degree of latitude ``Box.stretch`` times as long as one of
    longitude, it fills a rectangle of *aspect* and discs are round. Raises ``ValueError`` without a site: a place
    without a coordinate has no mark.
    """
    tight = bound_discs(sites)
    border = 1 + 2 * BORDER
    tall = max(border * max(tight.height, tight.width / tight.stretch / aspect), smallest_km / KM_PER_DEGREE)
    (lat, lon), wide = tight.centre, tall * tight.stretch * aspect
    return Box(lon - wide / 2, lat - tall / 2, lon + wide / 2, lat + tall / 2)


@dataclass(frozen=True)
class Ground:
    """Outlines near a view: other countries, those at home where figures are reported, and disputed lines.

    ``named`` are the names of countries, each with the points at which it may stand, the best first.
    """

    land: tuple[tuple[Line, ...], ...]
    home: tuple[tuple[Line, ...], ...]
    disputed: tuple[Line, ...]
    named: tuple[tuple[str, tuple[Site, ...]], ...]


@lru_cache(maxsize=32)
def cut_ground(view: Box, home: frozenset[str], margin: float = 0.0) -> Ground | None:
    """Return the ground of *view* and *margin* around it (a share of it); None where no outlines can be read.

    *home* are the alpha-3 codes of countries that stand out. Points are rounded to a grid: neighbours share those of
    their border, so that no gap opens between them.
    """
    box, step = view.grow(margin), view.height / 500
    outlines = find_outlines(box)
    if outlines is None:
        return None
    land, at_home = list[tuple[Line, ...]](), list[tuple[Line, ...]]()
    disputed, named = list[Line](), list[tuple[str, tuple[Site, ...]]]()
    inner = view.grow(-_CLEAR)
    for turn in (-360.0, 0.0, 360.0):
        window = box.shift(-turn)
        for country in (one for one in outlines.countries if one.box.touches(window)):
            cut = ([_thin(clip_ring(ring, window), turn, step) for ring in rings] for rings in country.polygons)
            polygons = tuple(tuple(filter(None, rings)) for rings in cut if rings[0])
            (at_home if country.iso3 in home else land).extend(polygons)
            labels = (Site(lat, lon + turn, 0.0) for lon, lat in country.labels)
            named.append((country.name, tuple(filter(inner.has, labels))))
        for line in outlines.disputed:
            if any(window.has(Site(lat, lon, 0.0)) for lon, lat in line):
                disputed.append(tuple((lon + turn, lat) for lon, lat in line))
    return Ground(tuple(land), tuple(at_home), tuple(disputed), tuple(named))


def _thin(ring: Iterable[Point], turn: float, step: float) -> Line:
    points = ((round(round(lon / step) * step + turn, 4), round(round(lat / step) * step, 4)) for lon, lat in ring)
    thinned = tuple(point for point, _ in groupby(points))
    return thinned if len(thinned) > 3 else ()


def cut_dashes(line: Line, view: Box) -> Iterator[tuple[Point, Point]]:
    """Cut a line into dashes, about 90 in the height of *view*: for drawers that know no dashed line."""
    size, gone = view.height / _DASHES, 0.0
    for (west, south), (east, north) in pairwise(line):
        length = math.hypot((east - west) / view.stretch, north - south)
        parts = max(1, round(length / size))
        points = [(west + (east - west) * n / parts, south + (north - south) * n / parts) for n in range(parts + 1)]
        for dash in pairwise(points):
            if int(gone / size + 0.5) % 2 == 0:
                yield dash
            gone += length / parts
