"""Country outlines as frozen records, read from data/geo/countries.geojson; no request is made for a map."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from dashboard.geo.space import Box

COUNTRIES_FILE = Path(__file__).resolve().parents[2] / "data" / "geo" / "countries.geojson"

# What a map that shows these outlines says about them; data/geo/LICENSE.md has it at length.
BOUNDARY_NOTE = "Outlines: Natural Earth, lines of control in fact; no opinion on the status of any territory."

Ring = tuple[tuple[float, float], ...]


class GeoError(Exception):
    """A boundary file that cannot be used; its text names the file, the place in it and what was expected."""


@dataclass(frozen=True)
class Country:
    """One country; each polygon is its outer ring followed by its holes, a ring is closed (lon, lat) pairs.

    ``iso3`` is ISO 3166-1 alpha-3, None for an area that has no code of its own.
    """

    name: str
    iso3: str | None
    polygons: tuple[tuple[Ring, ...], ...]
    box: Box

    @property
    def rings(self) -> tuple[Ring, ...]:
        """All rings in drawing order: a hole follows the outer ring it is cut from, and runs the other way round."""
        return tuple(ring for polygon in self.polygons for ring in polygon)


@dataclass(frozen=True)
class Boundaries:
    """What a boundary file holds; outside ``box`` nothing is known, and empty ground there is not sea."""

    countries: tuple[Country, ...]
    box: Box

    def seen_in(self, view: Box, focus: Collection[str] = ()) -> tuple[Country, ...]:
        """Return the countries that may show in *view*, those with an iso3 in *focus* last so that they lie on top."""
        seen = (country for country in self.countries if country.box.touches(view))
        return tuple(sorted(seen, key=lambda country: country.iso3 in focus))


def read_boundaries(path: Path | str = COUNTRIES_FILE) -> Boundaries:
    """Read the outlines that ``python -m dashboard.boundaries`` wrote; a file is read again only when it changed.

    Raises :class:`GeoError` for a missing or corrupt file.
    """
    path = Path(path)
    try:
        stamp = path.stat()
        return _read_boundaries(path, stamp.st_mtime_ns, stamp.st_size)
    except (OSError, ValueError, RecursionError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise GeoError(
            f"{path}: {reason} — expected the GeoJSON country outlines that "
            "`python -m dashboard.boundaries countries-10m.json` writes"
        ) from error


@lru_cache(maxsize=8)
def _read_boundaries(path: Path, changed_ns: int, size: int) -> Boundaries:
    content = json.loads(path.read_text(encoding="utf-8"))
    features = content.get("features") if isinstance(content, Mapping) else None
    if not isinstance(features, list) or not features or content.get("type") != "FeatureCollection":
        raise ValueError("no FeatureCollection with features")
    countries = tuple(_read_country(feature, f"features[{n}]") for n, feature in enumerate(features))
    return Boundaries(countries, _read_box(content.get("bbox")))


def _read_box(bounds: Any) -> Box:
    try:
        west, south, east, north = (float(bound) for bound in bounds)
    except (TypeError, ValueError):
        raise ValueError(f"bbox: {bounds!r} is not [west, south, east, north]") from None
    if not (west < east and south < north):
        raise ValueError(f"bbox: {bounds!r} is not [west, south, east, north]")
    return Box(west, south, east, north)


def _read_country(feature: Any, where: str) -> Country:
    try:
        geometry, properties = feature["geometry"], feature["properties"]
        kind, parts = geometry["type"], geometry["coordinates"]
        name, iso3 = properties["name"], properties["iso3"]
    except (KeyError, TypeError):
        raise ValueError(f"{where}: no geometry, no name or no iso3") from None
    if not all(isinstance(text, str) for text in (name, iso3 or "")):
        raise ValueError(f"{where}.properties: name {name!r}, iso3 {iso3!r} are not text")
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(parts, list) or not parts:
        raise ValueError(f"{where}.geometry: {kind!r} is not a filled Polygon or MultiPolygon")
    parts = [parts] if kind == "Polygon" else parts
    polygons = tuple(tuple(_read_ring(ring, where) for ring in _listed(part, where)) for part in parts)
    return Country(name, iso3, polygons, _bound_points(point for rings in polygons for point in rings[0]))


def _listed(part: Any, where: str) -> list[Any]:
    if not isinstance(part, list) or not part:
        raise ValueError(f"{where}.geometry: a polygon without rings")
    return part


def _read_ring(points: Any, where: str) -> Ring:
    try:
        ring = tuple((float(lon), float(lat)) for lon, lat in points)
    except (TypeError, ValueError):
        raise ValueError(f"{where}.geometry: a ring that is not a list of [lon, lat]") from None
    if len(ring) < 4 or ring[0] != ring[-1]:
        raise ValueError(f"{where}.geometry: a ring that is not closed")
    if not all(abs(lon) <= 180 and abs(lat) <= 90 for lon, lat in ring):
        raise ValueError(f"{where}.geometry: a point that is not on the globe")
    return ring


def _bound_points(points: Iterable[tuple[float, float]]) -> Box:
    lons, lats = zip(*points, strict=True)
    return Box(min(lons), min(lats), max(lons), max(lats))
