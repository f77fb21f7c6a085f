"""Discs, distances, the view that holds them, and the scale that belongs to it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

EARTH_RADIUS_KM = 6371.0088  # mean radius R1 of the IUGG; within 0.6 % of the ellipsoid everywhere
KM_PER_DEGREE = EARTH_RADIUS_KM * math.pi / 180
SMALLEST_VIEW_KM = 1.0


@dataclass(frozen=True)
class Box:
    """Bounds in degrees: ``west < east``, ``south < north``."""

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
    def width_km(self) -> float:
        """Length of the middle parallel inside the box."""
        return (self.east - self.west) * KM_PER_DEGREE / self.stretch

    @property
    def height_km(self) -> float:
        """Length of a meridian inside the box."""
        return (self.north - self.south) * KM_PER_DEGREE

    def holds(self, other: Box) -> bool:
        """Say whether *other* lies wholly inside; a view that is not held by the boundaries shows false sea."""
        return (
            self.west <= other.west
            and other.east <= self.east
            and self.south <= other.south
            and other.north <= self.north
        )

    def touches(self, other: Box) -> bool:
        """Say whether the two boxes share at least a point."""
        return (
            self.west <= other.east
            and other.west <= self.east
            and self.south <= other.north
            and other.south <= self.north
        )


def distance_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Return the great-circle distance of two points in kilometres (haversine)."""
    south, north = math.radians(lat_a), math.radians(lat_b)
    half_turn = math.sin(math.radians(lon_b - lon_a) / 2)
    chord = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * half_turn**2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))


def disc(lat: float, lon: float, radius_km: float, points: int = 64) -> list[list[float]]:
    """Return the circle of *radius_km* as a closed ring of *points* + 1 ``[lon, lat]``, counter-clockwise from north.

    Longitudes are not wrapped at 180°, so that a ring near it stays one ring.
    """
    angle, middle = radius_km / EARTH_RADIUS_KM, math.radians(lat)
    ring = []
    for step in range(points):
        bearing = -2 * math.pi * step / points
        sine = math.sin(middle) * math.cos(angle) + math.cos(middle) * math.sin(angle) * math.cos(bearing)
        turn = math.atan2(
            math.sin(bearing) * math.sin(angle) * math.cos(middle), math.cos(angle) - math.sin(middle) * sine
        )
        edge = math.degrees(math.asin(max(-1.0, min(1.0, sine))))
        # Six decimals are about ten centimetres: finer than any radius, and half the bytes in a chart.
        ring.append([round(lon + math.degrees(turn), 6), round(edge, 6)])
    return [*ring, list(ring[0])]


def _bound_disc(lat: float, lon: float, radius_km: float) -> Box:
    if not all(math.isfinite(number) for number in (lat, lon, radius_km)) or abs(lat) > 90 or radius_km < 0:
        raise ValueError(f"point ({lat}, {lon}, {radius_km}), expected (lat, lon, radius_km) as finite numbers")
    angle = math.radians(radius_km / KM_PER_DEGREE)
    reach, room = math.sin(min(angle, math.pi / 2)), math.cos(math.radians(lat))
    turn = math.degrees(math.asin(reach / room)) if reach < room else 180.0
    tall = radius_km / KM_PER_DEGREE
    return Box(lon - turn, max(-90.0, lat - tall), lon + turn, min(90.0, lat + tall))


def view_box(points: Iterable[Sequence[float]], aspect: float, pad_km: float = 0.0) -> Box:
    """Return the smallest view of width / height *aspect* that holds every disc with *pad_km* around it.

    *points* are ``(lat, lon, radius_km)``, all on one side of the 180th meridian. Drawn with a degree of latitude
    ``Box.stretch`` times as long as one of longitude, the view fills a rectangle of *aspect* and discs are round.
    Raises ``ValueError`` without points or with one that is not finite: a place without a coordinate has no mark.
    """
    boxes = [_bound_disc(lat, lon, radius_km + pad_km) for lat, lon, radius_km in points]
    if not boxes or not aspect > 0:
        raise ValueError(f"{len(boxes)} points, aspect {aspect}, expected at least one point and a positive aspect")
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


def to_pixels(box: Box, lat: float, lon: float, width_px: float, height_px: float) -> tuple[float, float]:
    """Return where a point falls in a picture of *box*, in pixels from its upper left corner (y runs down)."""
    return (
        (lon - box.west) / (box.east - box.west) * width_px,
        (box.north - lat) / (box.north - box.south) * height_px,
    )


class WebView(NamedTuple):
    """Centre and zoom of a web map in Mercator's projection (deck.gl: 512 pixels for the world at zoom 0)."""

    latitude: float
    longitude: float
    zoom: float


def fit_web_view(box: Box, width_px: float, height_px: float) -> WebView:
    """Return the web map view that shows all of *box* in the given pixels."""
    south, north = (math.asinh(math.tan(math.radians(lat))) for lat in (box.south, box.north))
    across = width_px / 512 * 360 / (box.east - box.west)
    down = height_px / 512 * 2 * math.pi / (north - south)
    latitude = math.degrees(math.atan(math.sinh((south + north) / 2)))
    return WebView(latitude, box.centre[1], math.log2(min(across, down)))


class ScaleBar(NamedTuple):
    """A scale bar: its length on the ground, in the picture and along a parallel, and what is written at it."""

    km: float
    px: float
    degrees: float
    text: str


def scale_bar(box: Box, width_px: float, share: float = 0.25) -> ScaleBar:
    """Return the longest bar of 1, 2 or 5 × 10ⁿ km that takes at most *share* of the picture's width.

    True at the middle latitude of *box*.
    """
    room_km = box.width_km * share
    power = 10.0 ** math.floor(math.log10(room_km))
    km = max(step * power for step in (1, 2, 5) if step * power <= room_km * (1 + 1e-9))
    text = f"{km:,.0f} km" if km >= 1 else f"{km * 1000:.0f} m"
    return ScaleBar(km, km / box.width_km * width_px, (box.east - box.west) * km / box.width_km, text)
