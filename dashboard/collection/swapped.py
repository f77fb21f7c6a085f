"""Places whose latitude and longitude look exchanged: only exchanged do they lie among their neighbours."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from statistics import median

from dashboard.collection.faults import Fault
from dashboard.records.model import Place

_KM_A_DEGREE = 111.2
_FAR_KM = 100
_TIMES_NEARER = 3
_FEWEST_NEIGHBOURS = 2

_Point = tuple[float, float]


def find_exchanged_coordinates(label: str, places: Mapping[str, Place]) -> list[Fault]:
    """Return a fault for each place that lies far from the others of its region, but among them when exchanged."""
    located = [place for place in places.values() if place.lat is not None and place.lon is not None]
    return [_explain(label, place) for place in located if _looks_exchanged(place, located)]


def _explain(label: str, place: Place) -> Fault:
    found = f"lat {place.lat} and lon {place.lon} look exchanged, expected lat {place.lon} and lon {place.lat}"
    return Fault(label, place.id, f"{found}, where its neighbours are", left_out=False)


def _looks_exchanged(place: Place, located: Iterable[Place]) -> bool:
    if place.lat is None or place.lon is None or abs(place.lon) > 90:
        return False
    peers = [other for other in located if other.id != place.id and other.country == place.country]
    region = [other for other in peers if other.admin1 == place.admin1]
    neighbours = region if len(region) >= _FEWEST_NEIGHBOURS else peers
    if len(neighbours) < _FEWEST_NEIGHBOURS:
        return False
    middle = (median(other.lat or 0.0 for other in neighbours), median(other.lon or 0.0 for other in neighbours))
    away = _distance_km((place.lat, place.lon), middle)
    return away > _FAR_KM and _distance_km((place.lon, place.lat), middle) * _TIMES_NEARER < away


def _distance_km(one: _Point, other: _Point) -> float:
    east = (one[1] - other[1]) * math.cos(math.radians((one[0] + other[0]) / 2))
    return math.hypot(one[0] - other[0], east) * _KM_A_DEGREE
