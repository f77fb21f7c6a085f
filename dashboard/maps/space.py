"""Geometry on a sphere: boxes, distances, discs, the view that holds them, and the scale bar that belongs to it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

EARTH_RADIUS_KM = 6371.0088  # mean radius R1 of the IUGG; within 0.6 % of the ellipsoid everywhere
KM_PER_DEGREE = EARTH_RADIUS_KM * math.pi / 180
SMALLEST_VIEW_KM = 1.0


@dataclass(frozen=True)
class Box:
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
        """How much longer a degree of latitude is drawn than one of longitude: 1/cos(middle latitude)."""
        return 1 / max(math.cos(math.radians(self.centre[0])), 0.01)

    @property
    def width(self) -> float:
        """Degrees of longitude from west to east."""
        return self.east - self.west

    @property
    def width_km(self) -> float:
        """Length of the middle parallel inside the box."""
        return (self.east - self.west) * KM_PER_DEGREE / self.stretch

    @property
    def height_km(self) -> float:
        """Length of a meridian inside the box."""
        return (self.north - self.south) * KM_PER_DEGREE

    def holds(self, other: Box) -> bool:
        """Say whether *other* lies wholly inside."""
        return self.west <= other.west and other.east <= self.east and self._holds_latitudes(other)

    def _holds_latitudes(self, other: Box) -> bool:
        return self.south <= other.south and other.north <= self.north

    def touches(self, other: Box) -> bool:
        """Say whether the two boxes share at least a point."""
        along = self.west <= other.east and other.west <= self.east
        return along and self.south <= other.north and other.south <= self.north

    def grow(self, share: float) -> Box:
        """Return the box with *share* of its width and height added on each side, cut at the poles."""
        wide, tall = (self.east - self.west) * share, (self.north - self.south) * share
        return Box(self.west - wide, max(-90.0, self.south - tall), self.east + wide, min(90.0, self.north + tall))

    def shift(self, degrees: float) -> Box:
        """Return the box moved eastwards."""
        return Box(self.west + degrees, self.south, self.east + degrees, self.north)


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

    Longitudes are not wrapped at 180°, so that a ring near it stays one ring.
    """
    angle, middle = site.radius_km / EARTH_RADIUS_KM, math.radians(site.lat)
    ring = []
    for step in range(points):
        bearing = -2 * math.pi * step / points
        sine = math.sin(middle) * math.cos(angle) + math.cos(middle) * math.sin(angle) * math.cos(bearing)
        across = math.sin(bearing) * math.sin(angle) * math.cos(middle)
        turn = math.degrees(math.atan2(across, math.cos(angle) - math.sin(middle) * sine))
        edge = math.degrees(math.asin(max(-1.0, min(1.0, sine))))
        ring.append((round(site.lon + turn, 5), round(edge, 5)))
    return [*ring, ring[0]]


def unwrap(sites: Iterable[Site]) -> list[Site]:
    """Return the sites with longitudes moved beyond 180 where they lie on both sides of the 180th meridian."""
    listed = list(sites)
    lons = [site.lon for site in listed]
    if not lons or max(lons) - min(lons) <= 180:
        return listed
    moved = [site._replace(lon=site.lon % 360) for site in listed]
    spread = max(site.lon for site in moved) - min(site.lon for site in moved)
    return moved if spread < max(lons) - min(lons) else listed


def _bound_disc(site: Site, pad_km: float) -> Box:
    radius = site.radius_km + pad_km
    angle = math.radians(radius / KM_PER_DEGREE)
    reach, room = math.sin(min(angle, math.pi / 2)), math.cos(math.radians(site.lat))
    turn = math.degrees(math.asin(reach / room)) if reach < room else 180.0
    tall = radius / KM_PER_DEGREE
    return Box(site.lon - turn, max(-90.0, site.lat - tall), site.lon + turn, min(90.0, site.lat + tall))


def view_box(sites: Iterable[Site], aspect: float, pad_km: float = 0.0) -> Box:
    """Return the smallest view of width / height *aspect* that holds every disc with *pad_km* around it.

    Drawn with a degree of latitude ``Box.stretch`` times as long as one of longitude, the view fills a rectangle of
    *aspect* and discs are round. Raises ``ValueError`` without a site: a place without a coordinate has no mark.
    """
    boxes = [_bound_disc(site, pad_km) for site in sites]
    if not boxes or not aspect > 0:
        raise ValueError(f"{len(boxes)} sites, aspect {aspect}, expected at least one site and a positive aspect")
    tight = Box(
        min(box.west for box in boxes),
        min(box.south for box in boxes),
        max(box.east for box in boxes),
        max(box.north for box in boxes),
    )
    (lat, lon), smallest = tight.centre, SMALLEST_VIEW_KM / KM_PER_DEGREE
    tall = max(tight.north - tight.south, (tight.east - tight.west) / tight.stretch / aspect, smallest)
    wide = max(tight.east - tight.west, tall * tight.stretch * aspect)
    return Box(lon - wide / 2, lat - tall / 2, lon + wide / 2, lat + tall / 2)


class WebView(NamedTuple):
    """Centre and zoom of a web map in Mercator's projection (deck.gl: 512 pixels for the world at zoom 0)."""

    latitude: float
    longitude: float
    zoom: float


def fit_web_view(box: Box, width_px: float, height_px: float) -> WebView:
    """Return the web map view that shows all of *box* in the given pixels."""
    south, north = (math.asinh(math.tan(math.radians(max(-85.0, min(85.0, lat))))) for lat in (box.south, box.north))
    across = width_px / 512 * 360 / (box.east - box.west)
    down = height_px / 512 * 2 * math.pi / (north - south)
    latitude = math.degrees(math.atan(math.sinh((south + north) / 2)))
    return WebView(latitude, box.centre[1], math.log2(min(across, down)))


class ScaleBar(NamedTuple):
    """A scale bar: its length on the ground and along the middle parallel, and what is written at it."""

    km: float
    degrees: float
    text: str


def scale_bar(box: Box, share: float = 0.25) -> ScaleBar:
    """Return the longest bar of 1, 2 or 5 × 10ⁿ km that takes at most *share* of the width of *box*."""
    room_km = box.width_km * share
    power = 10.0 ** math.floor(math.log10(room_km))
    km = max(step * power for step in (1, 2, 5) if step * power <= room_km * (1 + 1e-9))
    text = f"{km:,.0f} km" if km >= 1 else f"{km * 1000:.0f} m"
    return ScaleBar(km, (box.east - box.west) * km / box.width_km, text)
