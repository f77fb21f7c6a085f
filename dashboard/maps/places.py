"""Which places a map marks and how: numbers for the key, discs by precision, parts inside their wholes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.maps.space import Box, Site, distance_km, unwrap
from dashboard.records.model import Place
from dashboard.records.reported import ReportedFigure

# The share of its whole's radius that a disc has at most.
PART = 0.8
# Marks that lie closer together than this share of the height of a view cannot be told apart in it.
CLOSE = 0.06


@dataclass(frozen=True)
class Mark:
    """A place with a coordinate. ``number`` stands at its disc and in the key; ``inside`` is a marked place around it.

    The site is where and how large the disc is drawn: never larger than the disc of what contains it, and inside it.
    """

    number: int
    place: Place
    site: Site
    inside: str | None
    figures: tuple[ReportedFigure, ...]


@dataclass(frozen=True)
class Atlas:
    """The places that have figures: those with a mark, those without a coordinate, and landmarks without figures."""

    marks: tuple[Mark, ...]
    unmarked: tuple[tuple[Place, tuple[ReportedFigure, ...]], ...]
    landmarks: tuple[Place, ...]

    def mark(self, place: str) -> Mark | None:
        """Return the mark of a place."""
        return next((mark for mark in self.marks if mark.place.id == place), None)

    @property
    def countries(self) -> frozenset[str]:
        """The alpha-3 codes of the countries in which places with figures lie."""
        return frozenset(mark.place.country for mark in self.marks)


def read_atlas(figures: Iterable[ReportedFigure], places: Mapping[str, Place]) -> Atlas:
    """Gather the places of *figures*, those with most figures first and each part after its whole.

    *places* is the vocabulary: what contains what, and which places without figures help to find one's way.
    """
    by_place: dict[str, list[ReportedFigure]] = {}
    for figure in figures:
        by_place.setdefault(figure.place.id, []).append(figure)
    order = _order(by_place, places)
    located = [place for place in order if locate(places[place]) is not None]
    sites = dict(zip(located, unwrap(filter(None, (locate(places[place]) for place in located))), strict=True))
    inside = {place: next((one for one in list_wholes(place, places) if one in sites), None) for place in located}
    drawn = _nest(sites, inside)
    marks = tuple(
        Mark(number, places[place], drawn[place], inside[place], tuple(by_place[place]))
        for number, place in enumerate(located, 1)
    )
    unmarked = tuple((places[place], tuple(by_place[place])) for place in order if place not in sites)
    return Atlas(marks, unmarked, _find_landmarks(marks, places))


def locate(place: Place) -> Site | None:
    """Return where a place is, None where no coordinate can be defended."""
    if place.lat is None or place.lon is None:
        return None
    return Site(place.lat, place.lon, place.radius_km or 0.0)


def list_wholes(place: str, places: Mapping[str, Place]) -> list[str]:
    """List the places that contain a place, the nearest first."""
    wholes: list[str] = []
    within = places[place].within if place in places else None
    while within and within in places and within not in wholes:
        wholes.append(within)
        within = places[within].within
    return wholes


def _order(by_place: Mapping[str, Sequence[ReportedFigure]], places: Mapping[str, Place]) -> list[str]:
    """Order places by their number of figures, each followed by its parts, the largest whole first."""
    counts = {place: len(figures) for place, figures in by_place.items()}
    above = {place: next((one for one in list_wholes(place, places) if one in counts), None) for place in counts}
    totals = dict(counts)
    for place, count in counts.items():
        for whole in list_wholes(place, places):
            if whole in totals:
                totals[whole] += count

    def follow(whole: str | None) -> list[str]:
        parts = sorted((one for one in counts if above[one] == whole), key=lambda one: (-totals[one], one))
        return [entry for part in parts for entry in (part, *follow(part))]

    return follow(None)


def _nest(sites: Mapping[str, Site], inside: Mapping[str, str | None]) -> dict[str, Site]:
    """Let each disc lie within the disc of its whole: a part is drawn smaller, a whole as large as its parts need."""
    drawn = dict(sites)
    depth = {place: _depth(place, inside) for place in sites}
    for place in sorted(sites, key=lambda one: depth[one]):
        whole = inside[place]
        if whole:
            radius = min(drawn[place].radius_km, drawn[whole].radius_km * PART)
            drawn[place] = drawn[place]._replace(radius_km=radius)
    for place in sorted(sites, key=lambda one: -depth[one]):
        whole = inside[place]
        if whole:
            reach = distance_km(drawn[place], drawn[whole]) + drawn[place].radius_km
            drawn[whole] = drawn[whole]._replace(radius_km=max(drawn[whole].radius_km, reach))
    return drawn


def _depth(place: str, inside: Mapping[str, str | None]) -> int:
    whole = inside[place]
    return 0 if whole is None else 1 + _depth(whole, inside)


def _find_landmarks(marks: Sequence[Mark], places: Mapping[str, Place]) -> tuple[Place, ...]:
    """Return places without figures, in a country that is shown, that no marked place contains or is contained in."""
    shown = {mark.place.id for mark in marks}
    countries = {mark.place.country for mark in marks}
    around = {whole for place in shown for whole in list_wholes(place, places)}
    return tuple(
        place
        for place in places.values()
        if place.country in countries
        and locate(place) is not None
        and place.id not in shown | around
        and shown.isdisjoint(list_wholes(place.id, places))
    )


def find_clusters(marks: Sequence[Mark], view: Box) -> list[tuple[Mark, ...]]:
    """Return the groups of marks that lie too close together in *view* to be told apart, the largest group first."""
    near = (view.north - view.south) * 111.2 * CLOSE
    groups: list[list[Mark]] = []
    for mark in marks:
        touching = [group for group in groups if any(distance_km(mark.site, one.site) < near for one in group)]
        for group in touching:
            groups.remove(group)
        groups.append([*(one for group in touching for one in group), mark])
    found = [tuple(sorted(group, key=lambda mark: mark.number)) for group in groups if len(group) > 1]
    return sorted(found, key=lambda group: (-len(group), group[0].number))


def spread_numbers(marks: Sequence[Mark], view: Box) -> dict[int, tuple[float, float]]:
    """Return for each mark's number how far it stands from the disc's middle, in widths of a number (y upwards).

    Numbers of marks that lie too close together stand around their middle, each in the direction of its own place.
    """
    offsets = {mark.number: (0.0, 0.0) for mark in marks}
    for group in find_clusters(marks, view):
        first, *others = group
        lat = sum(mark.site.lat for mark in group) / len(group)
        lon = sum(mark.site.lon for mark in group) / len(group)
        turns = {m.number: math.atan2(m.site.lat - lat, (m.site.lon - lon) / view.stretch) for m in others}
        order = sorted(turns, key=lambda number: (turns[number], number))
        start = turns[order[0]]
        for place, number in enumerate(order):
            angle = start + 2 * math.pi * place / len(order)
            reach = max(1.2, 1.2 / (2 * math.sin(math.pi / len(order)))) if len(order) > 1 else 1.2
            offsets[number] = (round(reach * math.cos(angle), 3), round(reach * math.sin(angle), 3))
        offsets[first.number] = (0.0, 0.0)
    return offsets
