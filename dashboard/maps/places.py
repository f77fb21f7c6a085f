"""Which places a map marks and how: numbers for the key, discs by precision, parts inside their wholes."""

import math
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

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
    found = {place: site for place in order if (site := locate(places[place]))}
    sites = dict(zip(found, unwrap(found.values()), strict=True))
    inside = {place: next(iter(list_wholes(place, places, sites)), None) for place in sites}
    drawn = _nest(sites, inside)
    marks = tuple(
        Mark(number, places[place], drawn[place], inside[place], tuple(by_place[place]))
        for number, place in enumerate(sites, 1)
    )
    unmarked = tuple((places[place], tuple(by_place[place])) for place in order if place not in sites)
    return Atlas(marks, unmarked, _find_landmarks(marks, places))


def locate(place: Place) -> Site | None:
    """Return where a place is, None where no coordinate can be defended."""
    if place.lat is None or place.lon is None:
        return None
    return Site(place.lat, place.lon, place.radius_km or 0.0)


def list_wholes(place: str, places: Mapping[str, Place], among: Container[str] | None = None) -> list[str]:
    """List the places that contain a place, the nearest first; only those *among* these where it is given."""
    wholes: list[str] = []
    within = places[place].within if place in places else None
    while within and within in places and within not in wholes:
        wholes.append(within)
        within = places[within].within
    return [whole for whole in wholes if among is None or whole in among]


def _order(by_place: Mapping[str, Sequence[ReportedFigure]], places: Mapping[str, Place]) -> list[str]:
    """Order places by their number of figures, each followed by its parts, the largest whole first."""
    above = {place: list_wholes(place, places, by_place)[:1] for place in by_place}
    totals: Counter[str] = Counter()
    for place, figures in by_place.items():
        totals.update(dict.fromkeys((place, *list_wholes(place, places)), len(figures)))

    def follow(whole: list[str]) -> list[str]:
        parts = sorted((one for one in above if above[one] == whole), key=lambda one: (-totals[one], one))
        return [entry for part in parts for entry in (part, *follow([part]))]

    return follow([])


def _nest(sites: Mapping[str, Site], inside: Mapping[str, str | None]) -> dict[str, Site]:
    """Let each disc lie within the disc of its whole: a part is drawn smaller, a whole as large as its parts need.

    Each part follows its whole in *sites*.
    """
    drawn = dict(sites)
    for place in sites:
        if whole := inside[place]:
            radius = min(drawn[place].radius_km, drawn[whole].radius_km * PART)
            drawn[place] = drawn[place]._replace(radius_km=radius)
    for place in reversed(list(sites)):
        if whole := inside[place]:
            reach = distance_km(drawn[place], drawn[whole]) + drawn[place].radius_km
            drawn[whole] = drawn[whole]._replace(radius_km=max(drawn[whole].radius_km, reach))
    return drawn


def _find_landmarks(marks: Sequence[Mark], places: Mapping[str, Place]) -> tuple[Place, ...]:
    """Return places without figures in a country that is shown, none of which lies in another or in a marked place."""
    shown, countries = {mark.place.id for mark in marks}, {mark.place.country for mark in marks}
    known = shown.union(*(list_wholes(place, places) for place in shown))
    free = {name: one for name, one in places.items() if one.country in countries and name not in known and locate(one)}
    return tuple(place for name, place in free.items() if not list_wholes(name, places, shown | free.keys()))


def find_clusters(marks: Sequence[Mark], view: Box) -> list[tuple[Mark, ...]]:
    """Return the groups of marks that lie too close together in *view* to be told apart, the largest group first."""
    near = view.height * 111.2 * CLOSE
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
        lat, lon = fmean(mark.site.lat for mark in group), fmean(mark.site.lon for mark in group)
        turns = {m.number: math.atan2(m.site.lat - lat, (m.site.lon - lon) / view.stretch) for m in group[1:]}
        order = sorted(turns, key=turns.__getitem__)
        step = 2 * math.pi / len(order)
        reach = max(1.2, 0.6 / math.sin(min(step, math.pi) / 2))
        for place, number in enumerate(order):
            angle = turns[order[0]] + step * place
            offsets[number] = (round(reach * math.cos(angle), 3), round(reach * math.sin(angle), 3))
    return offsets
