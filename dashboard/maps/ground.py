"""The ground a map stands on: geometry on a sphere, and outlines of countries from data/geo, cut to what is seen."""

import json
import logging
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, groupby, pairwise
from pathlib import Path
from typing import NamedTuple

EARTH_RADIUS_KM = 6371.0088  # mean radius R1 of the IUGG; within 0.6 % of the ellipsoid everywhere
KM_PER_DEGREE = EARTH_RADIUS_KM * math.pi / 180

GEO = Path(__file__).resolve().parents[2] / "data" / "geo"
FILES = ("near.json", "world.json")  # the finer outlines first: they are used where they hold the whole view
POLICY = "Outlines: Natural Earth, control in fact; dashed: disputed. No opinion on the status of any territory."

SMALLEST_VIEW_KM = 260.0  # no overview is smaller: one should see where in its country a place is
BORDER, _CLEAR, _DASHES = 0.2, 0.11, 90  # around places, from the edge to a country's name, dashes: of a height

Point = tuple[float, float]
Line = tuple[Point, ...]


def stretch_at(lat: float) -> float:
    """Return how much longer a degree of latitude is than one of longitude at *lat*; at the poles at most 100 times."""
    return 1 / max(math.cos(math.radians(lat)), 0.01)


class Site(NamedTuple):
    """A point with a radius: latitude and longitude in degrees, radius in kilometres."""

    lat: float
    lon: float
    radius_km: float = 0.0


class Box(NamedTuple):
    """Bounds in degrees: ``west < east``, ``south < north``. A box over the 180th meridian goes beyond 180."""

    west: float
    south: float
    east: float
    north: float

    @property
    def centre(self) -> tuple[float, float]:
        """Latitude and longitude of the middle."""
        return (self.south + self.north) / 2, (self.west + self.east) / 2

    @property
    def stretch(self) -> float:
        """How much longer a degree of latitude is drawn than one of longitude."""
        return stretch_at(self.centre[0])

    @property
    def width(self) -> float:
        """Degrees of longitude from west to east."""
        return self.east - self.west

    @property
    def height(self) -> float:
        """Degrees of latitude from south to north."""
        return self.north - self.south

    @property
    def width_km(self) -> float:
        """Length of the middle parallel inside the box."""
        return self.width * KM_PER_DEGREE / self.stretch

    @property
    def height_km(self) -> float:
        """Length of a meridian inside the box."""
        return self.height * KM_PER_DEGREE

    def has(self, lon: float, lat: float) -> bool:
        """Say whether a point lies inside."""
        return self.west < lon < self.east and self.south < lat < self.north

    def holds(self, other: "Box") -> bool:
        """Say whether *other* lies wholly inside."""
        return other == Box(*map(max, self[:2], other[:2]), *map(min, self[2:], other[2:]))

    def touches(self, other: "Box") -> bool:
        """Say whether the two boxes share at least a point."""
        across = self.west <= other.east and other.west <= self.east
        return across and self.south <= other.north and other.south <= self.north

    def grow(self, share: float) -> "Box":
        """Return the box with *share* of its width and height added on each side, cut at the poles."""
        wide, tall = self.width * share, self.height * share
        return Box(self.west - wide, max(-90.0, self.south - tall), self.east + wide, min(90.0, self.north + tall))


def distance_km(one: Site, other: Site) -> float:
    """Return the great-circle distance of two points in kilometres (haversine)."""
    south, north = math.radians(one.lat), math.radians(other.lat)
    half_turn = math.sin(math.radians(other.lon - one.lon) / 2)
    chord = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * half_turn**2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))


def draw_disc(site: Site, points: int = 64) -> list[tuple[float, float]]:
    """Return the circle around a site as a closed ring of *points* + 1 (lon, lat), counter-clockwise from north."""
    # Drawn flat, which is true to 2 % for 80 km at 70°. Near 180° longitudes go beyond it: the ring stays one.
    tall = site.radius_km / KM_PER_DEGREE
    wide = tall * stretch_at(site.lat)
    turns = [2 * math.pi * step / points for step in (*range(points), 0)]
    return [(round(site.lon - wide * math.sin(turn), 5), round(site.lat + tall * math.cos(turn), 5)) for turn in turns]


def unwrap(sites: Iterable[Site]) -> list[Site]:
    """Return the sites with longitudes moved beyond 180 where they lie on both sides of the 180th meridian."""
    listed = list(sites)
    moved = [site._replace(lon=site.lon % 360) for site in listed]
    spread, shifted = (max(lons) - min(lons) for lons in ([one.lon for one in way] or [0.0] for way in (listed, moved)))
    return moved if shifted < spread > 180 else listed


def fit_web_view(box: Box, width_px: float, height_px: float) -> tuple[float, float, float]:
    """Return latitude, longitude and zoom of deck.gl (Mercator, 512 pixels the world at zoom 0) that show a box."""
    south, north = (math.asinh(math.tan(math.radians(max(-85.0, min(85.0, lat))))) for lat in (box.south, box.north))
    latitude = math.degrees(math.atan(math.sinh((south + north) / 2)))
    zoom = math.log2(min(width_px / 512 * 360 / box.width, height_px / 512 * 2 * math.pi / (north - south)))
    return latitude, box.centre[1], zoom


def scale_bar(box: Box, share: float = 0.25) -> tuple[float, str]:
    """Return in degrees, and in words, the longest bar of 1, 2 or 5 × 10ⁿ km in *share* of the width of a box."""
    most = box.width_km * share
    power = 10.0 ** math.floor(math.log10(most))
    km = max(step * power for step in (1, 2, 5) if step * power <= most * (1 + 1e-9))
    return box.width * km / box.width_km, f"{km:,.0f} km" if km >= 1 else f"{km * 1000:.0f} m"


def fit_view(sites: Iterable[Site], aspect: float, smallest_km: float = SMALLEST_VIEW_KM) -> Box:
    """Return the view of width / height *aspect* that holds the discs of *sites*; ``ValueError`` without a site."""
    boxes = []
    for lat, lon, radius in sites:
        tall = radius / KM_PER_DEGREE
        wide = min(180.0, tall * stretch_at(lat))
        boxes.append((lon - wide, max(-90.0, lat - tall), lon + wide, min(90.0, lat + tall)))
    if not boxes:
        raise ValueError("0 sites, expected at least one site")
    wests, souths, easts, norths = zip(*boxes, strict=True)
    tight, border = Box(min(wests), min(souths), max(easts), max(norths)), 1 + 2 * BORDER
    tall = max(border * max(tight.height, tight.width / tight.stretch / aspect), smallest_km / KM_PER_DEGREE)
    (lat, lon), wide = tight.centre, tall * tight.stretch * aspect
    return Box(lon - wide / 2, lat - tall / 2, lon + wide / 2, lat + tall / 2)


@dataclass(frozen=True)
class Country:
    """One country; each polygon is its outer ring followed by its holes, a ring is closed (lon, lat) pairs."""

    name: str
    iso3: str | None  # ISO 3166-1 alpha-3, None for an area that has no code of its own
    polygons: tuple[tuple[Line, ...], ...]
    labels: Line  # points at which its name may stand, those farthest from its borders first
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
            told = "%s: %r, expected the outlines that tools/outlines.py writes"
            logging.getLogger(__name__).warning(told, folder / name, error)
            continue
        if name == FILES[-1] or outlines.box.holds(view):
            return outlines
    return None


@lru_cache(maxsize=4)
def read_outlines(path: Path) -> Outlines:
    """Read what tools/outlines.py wrote: a line is x, y, then steps to points, ``per_degree`` of them in a degree."""
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
    """Cut a closed ring at the edges of *box* (Sutherland and Hodgman) into one ring; empty when nothing is inside."""
    kept = list(ring[:-1])
    for axis, bound, sign in ((0, box.west, 1), (0, box.east, -1), (1, box.south, 1), (1, box.north, -1)):
        points, kept = kept, []
        for before, after in zip([*points[-1:], *points[:-1]], points, strict=True):
            inside, was_inside = (sign * (point[axis] - bound) >= 0 for point in (after, before))
            if inside != was_inside:
                share = (bound - before[axis]) / (after[axis] - before[axis])
                across = before[1 - axis] + share * (after[1 - axis] - before[1 - axis])
                kept.append((bound, across) if axis == 0 else (across, bound))
            if inside:
                kept.append(after)
    return [*kept, kept[0]] if kept else []


@dataclass(frozen=True)
class Ground:
    """Outlines near a view: other countries, those at home where figures are reported, and disputed lines."""

    land: tuple[tuple[Line, ...], ...]
    home: tuple[tuple[Line, ...], ...]
    disputed: tuple[Line, ...]
    named: tuple[tuple[str, tuple[Site, ...]], ...]  # countries, each with where its name may stand, the best first


@lru_cache(maxsize=32)
def cut_ground(view: Box, home: frozenset[str], margin: float = 0.0) -> Ground | None:
    """Return the ground of *view* and *margin* (a share) around it, *home* by alpha-3 codes; None without outlines."""
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
            labels = (Site(lat, lon + turn) for lon, lat in country.labels if inner.has(lon + turn, lat))
            named.append((country.name, tuple(labels)))
        for line in outlines.disputed:
            if any(window.has(*point) for point in line):
                disputed.append(tuple((lon + turn, lat) for lon, lat in line))
    return Ground(tuple(land), tuple(at_home), tuple(disputed), tuple(named))


def _thin(ring: Iterable[Point], turn: float, step: float) -> Line:
    """Round points to a grid: neighbours share those of their border, so that no gap opens between them."""
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
