"""Places whose latitude and longitude look exchanged: only exchanged do they lie among their neighbours."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from dashboard.collection.faults import Fault
from dashboard.records.model import Place

_KM_A_DEGREE = 111.2
_FAR_KM = 100
_TIMES_NEARER = 2
_FEWEST_NEIGHBOURS = 2
_MOST_PLACES = 2_000

_Point = tuple[float, float]


def find_exchanged_coordinates(label: str, places: Mapping[str, Place]) -> list[Fault]:
    """Return a fault for each place that lies far from the others of its country, but among them when exchanged.

    A vocabulary of over 2,000 located places is passed over: each is held against each.
    """
    located = [place for place in places.values() if place.lat is not None and place.lon is not None]
    if len(located) > _MOST_PLACES:
        return []
    suspects = [place for place in located if _looks_exchanged(place, located, _TIMES_NEARER)]
    # Of two neighbours one of which is exchanged, both are far from each other: the rest tells which it is.
    sure = [place for place in located if place not in suspects]
    return [_explain(label, place) for place in suspects if _looks_exchanged(place, sure, 1)]


def _explain(label: str, place: Place) -> Fault:
    found = f"lat {place.lat} and lon {place.lon} look exchanged, expected lat {place.lon} and lon {place.lat}"
    return Fault(label, place.id, f"{found}, where its neighbours are", left_out=False)


def _looks_exchanged(place: Place, located: Iterable[Place], times: int) -> bool:
    if place.lat is None or place.lon is None or abs(place.lon) > 90:
        return False
    others = [
        (other.lat or 0.0, other.lon or 0.0)
        for other in located
        if other.id != place.id and other.country == place.country
    ]
    if len(others) < _FEWEST_NEIGHBOURS:
        return False
    away = min(_distance_km((place.lat, place.lon), other) for other in others)
    return away > _FAR_KM and away > times * min(_distance_km((place.lon, place.lat), other) for other in others)


def _distance_km(one: _Point, other: _Point) -> float:
    east = (one[1] - other[1]) * math.cos(math.radians((one[0] + other[0]) / 2))
    return math.hypot(one[0] - other[0], east) * _KM_A_DEGREE
