"""Outlines of countries as frozen records, read from data/geo; no request is made for a map."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

from dashboard.maps.space import Box

GEO = Path(__file__).resolve().parents[2] / "data" / "geo"
# The finer outlines first: they are used where they hold the whole view.
FILES = ("near.json", "world.json")
POLICY = "Outlines: Natural Earth, control in fact; dashed: disputed. No opinion on the status of any territory."

Point = tuple[float, float]
Line = tuple[Point, ...]


class OutlinesError(Exception):
    """A file of outlines that cannot be used; its text names the file and what was expected."""


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
        with suppress(OutlinesError):
            outlines = read_outlines(folder / name)
            if name == FILES[-1] or outlines.box.holds(view):
                return outlines
    return None


@lru_cache(maxsize=4)
def read_outlines(path: Path) -> Outlines:
    """Read the outlines that tools/outlines.py wrote; raises :class:`OutlinesError` for a missing or corrupt file.

    A line is x, y, then steps from point to point, ``per_degree`` of them in a degree.
    """
    try:
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
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        reason = error.strerror if isinstance(error, OSError) else repr(error)
        raise OutlinesError(f"{path}: {reason} — expected the outlines that tools/outlines.py writes") from error


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
