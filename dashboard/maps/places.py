"""Which places a map marks and how: numbers for the key, discs by precision, parts inside their wholes."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from dashboard.collection.vocabulary import follow
from dashboard.maps.ground import Box, Site, distance_km, unwrap
from dashboard.records.model import Place
from dashboard.records.reported import ReportedFigure

CLOSE = 0.06  # marks closer together than this share of the height of a view cannot be told apart in it


@dataclass(frozen=True)
class Mark:
    """A place with a coordinate."""

    number: int  # at its disc and in the key
    place: Place
    site: Site  # where and how large its disc is drawn: inside the disc of what contains it
    inside: str | None  # the marked place around it
    figures: tuple[ReportedFigure, ...]


@dataclass(frozen=True)
class Atlas:
    """The places that have figures: those with a mark, those without a coordinate; and landmarks without figures."""

    marks: tuple[Mark, ...]
    unmarked: tuple[tuple[Place, tuple[ReportedFigure, ...]], ...]
    landmarks: tuple[tuple[str, Site], ...]

    def mark(self, place: str) -> Mark | None:
        """Return the mark of a place."""
        return next((mark for mark in self.marks if mark.place.id == place), None)

    @property
    def countries(self) -> frozenset[str]:
        """The alpha-3 codes of the countries in which places with figures lie."""
        return frozenset(mark.place.country for mark in self.marks)


def read_atlas(figures: Iterable[ReportedFigure], places: Mapping[str, Place]) -> Atlas:
    """Gather the places of *figures*, those with most figures first and each part after its whole."""
    around = {place: follow(place, places, "within") for place in places}
    by_place: dict[str, list[ReportedFigure]] = {}
    for figure in figures:
        by_place.setdefault(figure.place.id, []).append(figure)
    totals = Counter(whole for place, found in by_place.items() for whole in around[place] for _ in found)

    def path(place: str) -> list[tuple[int, str]]:
        return [(-totals[whole], whole) for whole in reversed(around[place]) if whole in by_place]

    located = {
        one.id: Site(one.lat, one.lon, one.radius_km or 0.0)
        for one in places.values()
        if one.lat is not None and one.lon is not None
    }
    order = sorted(by_place, key=path)
    shown = [place for place in order if place in located]
    sites = dict(zip(shown, unwrap(located[place] for place in shown), strict=True))
    inside = {place: next((whole for whole in around[place][1:] if whole in sites), None) for place in shown}
    drawn = _nest(sites, inside)
    marks = tuple(
        Mark(number, places[place], drawn[place], inside[place], tuple(by_place[place]))
        for number, place in enumerate(shown, 1)
    )
    known, countries = {whole for place in shown for whole in around[place]}, {mark.place.country for mark in marks}
    free = [place for place in located if place not in known and places[place].country in countries]
    outer = (place for place in free if not {*shown, *free}.intersection(around[place][1:]))
    unmarked = tuple((places[place], tuple(by_place[place])) for place in order if place not in sites)
    return Atlas(marks, unmarked, tuple((places[place].name, located[place]) for place in outer))


def _nest(sites: Mapping[str, Site], inside: Mapping[str, str | None]) -> dict[str, Site]:
    """Draw each whole as large as the discs of its parts need; each part follows its whole in *sites*."""
    drawn = dict(sites)
    for place in reversed(list(sites)):
        if whole := inside[place]:
            reach = distance_km(drawn[place], drawn[whole]) + drawn[place].radius_km
            drawn[whole] = drawn[whole]._replace(radius_km=max(drawn[whole].radius_km, reach))
    return drawn


def find_clusters(marks: Sequence[Mark], view: Box) -> list[tuple[Mark, ...]]:
    """Return the groups of marks that lie too close together in *view* to be told apart, the largest group first."""
    near = view.height_km * CLOSE
    groups: list[list[Mark]] = []
    for mark in marks:
        touching = [group for group in groups if any(distance_km(mark.site, one.site) < near for one in group)]
        joined = [*(one for group in touching for one in group), mark]
        groups = [*(group for group in groups if group not in touching), joined]
    found = [tuple(sorted(group, key=lambda mark: mark.number)) for group in groups if len(group) > 1]
    return sorted(found, key=lambda group: (-len(group), group[0].number))


def spread_numbers(marks: Sequence[Mark], view: Box) -> dict[int, tuple[float, float]]:
    """Return how far each mark's number stands from the disc's middle, in widths of a number (y upwards)."""
    # Those of marks too close together stand around their middle, each in the direction of its own place.
    offsets = {mark.number: (0.0, 0.0) for mark in marks}
    for group in find_clusters(marks, view):
        lat, lon = fmean(mark.site.lat for mark in group), fmean(mark.site.lon for mark in group)
        turns = {m.number: math.atan2(m.site.lat - lat, (m.site.lon - lon) / view.stretch) for m in group[1:]}
        order = sorted(turns, key=turns.__getitem__)
        step = 2 * math.pi / len(order)
        reach = max(1.2, 0.6 / math.sin(min(step, math.pi) / 2))
        for place, number in enumerate(order):
            angle = turns[order[0]] + step * place
            offsets[number] = (round(reach * math.cos(angle), 3), round(reach * math.sin(angle), 3))
    return offsets
