"""Geometry on a sphere: boxes, distances, discs, the view that holds them, and the scale bar that belongs to it."""

import math
from collections.abc import Iterable
from typing import NamedTuple

EARTH_RADIUS_KM = 6371.0088  # mean radius R1 of the IUGG; within 0.6 % of the ellipsoid everywhere
KM_PER_DEGREE = EARTH_RADIUS_KM * math.pi / 180


def stretch_at(lat: float) -> float:
    """Return how much longer a degree of latitude is than one of longitude at *lat*; at the poles at most 100 times."""
    return 1 / max(math.cos(math.radians(lat)), 0.01)


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

    @property
    def ring(self) -> tuple[tuple[float, float], ...]:
        """The outline as a closed ring of (lon, lat)."""
        west, south, east, north = self
        return ((west, south), (east, south), (east, north), (west, north), (west, south))

    def has(self, site: "Site") -> bool:
        """Say whether a point lies inside."""
        return self.west < site.lon < self.east and self.south < site.lat < self.north

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


class Site(NamedTuple):
    """A point with a radius: latitude and longitude in degrees, radius in kilometres."""

    lat: float
    lon: float
    radius_km: float


def distance_km(one: Site, other: Site) -> float:
    """Return the great-circle distance of two points in kilometres (haversine)."""
    south, north = math.radians(one.lat), math.radians(other.lat)
    half_turn = math.sin(math.radians(other.lon - one.lon) / 2)
    chord = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * half_turn**2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))


def draw_disc(site: Site, points: int = 64) -> list[tuple[float, float]]:
    """Return the circle around a site as a closed ring of *points* + 1 (lon, lat), counter-clockwise from north.

    It is drawn flat, which is true to 2 % for 80 km at 70°. Near 180° longitudes go beyond it: the ring stays one.
    """
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


def bound_discs(sites: Iterable[Site]) -> Box:
    """Return the smallest box that holds the discs of *sites*; raises ``ValueError`` where there is none."""
    boxes = []
    for lat, lon, radius in sites:
        tall = radius / KM_PER_DEGREE
        wide = min(180.0, tall * stretch_at(lat))
        boxes.append((lon - wide, max(-90.0, lat - tall), lon + wide, min(90.0, lat + tall)))
    if not boxes:
        raise ValueError("0 sites, expected at least one site")
    wests, souths, easts, norths = zip(*boxes, strict=True)
    return Box(min(wests), min(souths), max(easts), max(norths))


def fit_web_view(box: Box, width_px: float, height_px: float) -> tuple[float, float, float]:
    """Return latitude, longitude and zoom of the web map (deck.gl: Mercator, 512 pixels for the world at zoom 0)
    that shows all of *box* in the given pixels.
    """
    south, north = (math.asinh(math.tan(math.radians(max(-85.0, min(85.0, lat))))) for lat in (box.south, box.north))
    latitude = math.degrees(math.atan(math.sinh((south + north) / 2)))
    zoom = math.log2(min(width_px / 512 * 360 / box.width, height_px / 512 * 2 * math.pi / (north - south)))
    return latitude, box.centre[1], zoom


class ScaleBar(NamedTuple):
    """A scale bar: its length on the ground and along the middle parallel, and what is written at it."""

    km: float
    degrees: float
    text: str


def scale_bar(box: Box, share: float = 0.25) -> ScaleBar:
    """Return the longest bar of 1, 2 or 5 × 10ⁿ km that takes at most *share* of the width of *box*."""
    most = box.width_km * share
    power = 10.0 ** math.floor(math.log10(most))
    km = max(step * power for step in (1, 2, 5) if step * power <= most * (1 + 1e-9))
    return ScaleBar(km, box.width * km / box.width_km, f"{km:,.0f} km" if km >= 1 else f"{km * 1000:.0f} m")
