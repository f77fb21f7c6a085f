"""The ground a map stands on: outlines of countries from data/geo, cut and thinned to what can be seen.

No request is made for a map.
"""

import json
import logging
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, groupby, pairwise
from pathlib import Path

from dashboard.maps.space import KM_PER_DEGREE, Box, Site, bound_discs

GEO = Path(__file__).resolve().parents[2] / "data" / "geo"
# The finer outlines first: they are used where they hold the whole view.
FILES = ("near.json", "world.json")
POLICY = "Outlines: Natural Earth, control in fact; dashed: disputed. No opinion on the status of any territory."

# No overview is smaller: one should see where in its country a place is.
SMALLEST_VIEW_KM = 260.0
BORDER = 0.2  # of the height that the places take, on each side
_DASHES = 90  # in the height of a view
_CLEAR = 0.11  # of a view: names of countries keep so far from its edge
_LOG = logging.getLogger(__name__)

Point = tuple[float, float]
Line = tuple[Point, ...]


@dataclass(frozen=True)
class Country:
    """One country; each polygon is its outer ring followed by its holes, a ring is closed (lon, lat) pairs.

    ``iso3`` is ISO 3166-1 alpha-3, None for an area that has no code of its own. ``labels`` are points at which its
    name may stand, those farthest from its borders first.
    """

    name: str
    iso3: str | None
    polygons: tuple[tuple[Line, ...], ...]
    labels: Line
    box: Box


@dataclass(frozen=True)
class Outlines:
    """What a file holds: countries, the lines that are disputed, and the box outside which nothing is known."""

    countries: tuple[Country, ...]
    disputed: tuple[Line, ...]
    box: Box


def find_outlines(view: Box, folder: Path = GEO) -> Outlines | None:
    """Return the finest outlines that hold *view*; None where none can be read, and a map then has no ground."""
    for name in FILES:
        try:
            outlines = read_outlines(folder / name)
        except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
            _LOG.warning("%s: %r, expected the outlines that tools/outlines.py writes", folder / name, error)
            continue
        if name == FILES[-1] or outlines.box.holds(view):
            return outlines
    return None


@lru_cache(maxsize=4)
def read_outlines(path: Path) -> Outlines:
    """Read the outlines that tools/outlines.py wrote.

    A line is x, y, then steps from point to point, ``per_degree`` of them in a degree.
    """
    read = json.loads(path.read_text(encoding="utf-8"))
    per_degree: int = read["per_degree"]

    def join(steps: Sequence[int]) -> Line:
        ends = (accumulate(steps[axis::2]) for axis in (0, 1))
        return tuple((x / per_degree, y / per_degree) for x, y in zip(*ends, strict=True))

    countries = []
    for name, iso3, polygons, labels in read["countries"]:
        rings = tuple(tuple(map(join, polygon)) for polygon in polygons)
        lons, lats = zip(*(point for polygon in rings for point in polygon[0]), strict=True)
        box = Box(min(lons), min(lats), max(lons), max(lats))
        countries.append(Country(name, iso3, rings, join(labels), box))
    return Outlines(tuple(countries), tuple(map(join, read["disputed"])), Box(*map(float, read["box"])))


def clip_ring(ring: Sequence[Point], box: Box) -> list[Point]:
    """Cut a closed ring at the edges of *box* (Sutherland and Hodgman); empty when nothing lies inside.

    A ring that leaves and returns stays one ring, its parts joined along the edge of the box.
    """
    kept = list(ring[:-1])
    for axis, bound, sign in ((0, box.west, 1), (0, box.east, -1), (1, box.south, 1), (1, box.north, -1)):
        kept = list(_cut_side(kept, axis, bound, sign))
    return [*kept, kept[0]] if kept else []


def _cut_side(points: Sequence[Point], axis: int, bound: float, sign: int) -> Iterator[Point]:
    for before, after in zip([*points[-1:], *points[:-1]], points, strict=True):
        inside, was_inside = (sign * (point[axis] - bound) >= 0 for point in (after, before))
        if inside != was_inside:
            share = (bound - before[axis]) / (after[axis] - before[axis])
            across = before[1 - axis] + share * (after[1 - axis] - before[1 - axis])
            yield (bound, across) if axis == 0 else (across, bound)
        if inside:
            yield after


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
        window = box._replace(west=box.west - turn, east=box.east - turn)
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
