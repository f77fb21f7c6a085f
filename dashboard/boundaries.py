"""Make data/geo/countries.geojson from world-atlas: ``python -m dashboard.boundaries countries-10m.json``.

A tool for whoever renews the outlines; the dashboard itself only reads what it wrote.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from dashboard.geo import COUNTRIES_FILE, Box, GeoError, read_boundaries

Point = tuple[float, float]

# Wide enough that a view of Syria and its neighbours never reaches the cut, where land would look like sea.
BOX = Box(28.0, 28.0, 50.0, 41.0)
DECIMALS = 3  # about 100 m; the source is quantised to 0.002–0.004°

# ISO 3166-1 numeric to alpha-3, for the countries that reach into BOX. The source has the number alone.
ISO3 = {
    "031": "AZE",
    "051": "ARM",
    "196": "CYP",
    "275": "PSE",
    "300": "GRC",
    "364": "IRN",
    "368": "IRQ",
    "376": "ISR",
    "400": "JOR",
    "414": "KWT",
    "422": "LBN",
    "682": "SAU",
    "760": "SYR",
    "792": "TUR",
    "818": "EGY",
}

LICENCE = """\
# Where the outlines come from, and their licence

`countries.geojson` was made from `{file}` (sha256 `{sha256}`), a file of the npm package
[world-atlas](https://github.com/topojson/world-atlas) 2.0.2 by Mike Bostock, which redistributes the
[Natural Earth](https://www.naturalearthdata.com/) 1:10m Admin 0 country boundaries, version 4.1.0.
Natural Earth is in the public domain. world-atlas stands under the ISC licence below.

What was changed: the TopoJSON was decoded to GeoJSON, cut to {west:g}–{east:g}° E and {south:g}–{north:g}° N,
rounded to {decimals} decimals, its rings wound as RFC 7946 asks, and alpha-3 codes added to the numeric ones.
Names and lines are otherwise as Natural Earth has them: it draws who controls an area in fact, so that disputed
areas may be shown otherwise than a state, the United Nations or a reader would draw them. The Golan Heights lie
inside Israel's outline, where the United Nations regards them as occupied Syrian territory (Security Council
resolution 497); Cyprus is drawn in several parts. Showing the outlines here expresses no opinion on the status of
any territory or on its borders. An area without an ISO code has `null`.

To make the file again: `npm pack world-atlas@2.0.2`, unpack it, then
`python -m dashboard.boundaries package/countries-10m.json`.

## world-atlas

Copyright 2013-2019 Michael Bostock

Permission to use, copy, modify, and/or distribute this software for any purpose
with or without fee is hereby granted, provided that the above copyright notice
and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH
REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND
FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS
OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER
TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE.
"""


def read_topology(path: Path) -> dict[str, Any]:
    """Read a TopoJSON file that holds an object ``countries``; raise :class:`GeoError` for anything else."""
    expected = "expected countries-10m.json of the npm package world-atlas (TopoJSON with an object 'countries')"
    try:
        topology = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise GeoError(f"{path}: {error.strerror} — {expected}") from error
    except (ValueError, RecursionError) as error:
        raise GeoError(f"{path}: not JSON ({error}) — {expected}") from error
    found = topology.get("type") if isinstance(topology, dict) else type(topology).__name__
    if found != "Topology":
        raise GeoError(f"{path}: type {found!r} — {expected}")
    try:
        if not isinstance(topology["objects"]["countries"]["geometries"], list):
            raise TypeError
    except (KeyError, TypeError):
        raise GeoError(f"{path}: no object 'countries' with geometries — {expected}") from None
    return topology


def decode_arcs(topology: Mapping[str, Any]) -> list[list[Point]]:
    """Return each arc as (lon, lat) points; a quantised topology stores steps (TopoJSON 1.0, section 2.1.3)."""
    if "transform" not in topology:
        return [[(lon, lat) for lon, lat, *_ in arc] for arc in topology["arcs"]]
    (scale_x, scale_y), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for step_x, step_y, *_ in steps:
            x, y = x + step_x, y + step_y
            arc.append((x * scale_x + west, y * scale_y + south))
        arcs.append(arc)
    return arcs


def join_ring(numbers: Sequence[int], arcs: Sequence[Sequence[Point]]) -> list[Point]:
    """Join arcs into a ring: ~n is arc n backwards, and an arc begins where the one before it ends."""
    ring: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring.extend(arc[1:] if ring else arc)
    return ring


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


def tidy_ring(ring: Sequence[Point], counter_clockwise: bool) -> list[list[float]]:
    """Round a closed ring, drop points that fall together and wind it as asked; empty when no area is left."""
    points: list[list[float]] = []
    for lon, lat in ring:
        point = [round(lon, DECIMALS), round(lat, DECIMALS)]
        if not points or point != points[-1]:
            points.append(point)
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(points))
    if len(points) < 4 or abs(area) < 10 ** (-2 * DECIMALS):
        return []
    return points if (area > 0) == counter_clockwise else points[::-1]


def cut_polygon(rings: Sequence[Sequence[Point]], box: Box) -> list[list[list[float]]]:
    """Cut a polygon to *box*, its outer ring counter-clockwise and its holes clockwise (RFC 7946, 3.1.6)."""
    outer, *holes = (tidy_ring(clip_ring(ring, box), number == 0) for number, ring in enumerate(rings))
    return [outer, *filter(None, holes)] if outer else []


def make_feature(country: Mapping[str, Any], arcs: Sequence[Sequence[Point]], box: Box) -> dict[str, Any] | None:
    """Return one country as a GeoJSON feature (name, iso_n3, iso3), None when it lies outside *box*."""
    kind = country.get("type")
    if kind is None:  # TopoJSON allows a country without a shape
        return None
    if kind not in ("Polygon", "MultiPolygon"):
        raise ValueError(f"{kind!r}, expected Polygon or MultiPolygon")
    polygons = [country["arcs"]] if kind == "Polygon" else country["arcs"]
    cut = [cut_polygon([join_ring(ring, arcs) for ring in rings], box) for rings in polygons]
    if not any(cut):
        return None
    number = country.get("id")
    properties = {"name": country["properties"]["name"], "iso_n3": number, "iso3": ISO3.get(number)}
    geometry = {"type": "MultiPolygon", "coordinates": [polygon for polygon in cut if polygon]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def cut_countries(topology: Mapping[str, Any], box: Box = BOX) -> list[dict[str, Any]]:
    """Return the countries of *topology* that reach into *box* as GeoJSON features, in the order of their names.

    Raises :class:`GeoError` naming the country whose shape cannot be decoded.
    """
    try:
        arcs = decode_arcs(topology)
    except (KeyError, TypeError, ValueError) as error:
        raise GeoError(f"arcs: {error!r} — expected lists of [x, y], with a whole transform or none") from error
    features = []
    for number, country in enumerate(topology["objects"]["countries"]["geometries"]):
        try:
            features.append(make_feature(country, arcs, box))
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
            raise GeoError(f"countries.geometries[{number}]: {error} — expected a named country of arcs") from error
    return sorted(filter(None, features), key=lambda feature: feature["properties"]["name"])


def write_boundaries(source: Path, folder: Path) -> Path:
    """Write countries.geojson, a line a country, and LICENSE.md into *folder*; return the path of the outlines.

    The same *source* gives the same bytes. Raises :class:`GeoError` and writes nothing when it is no such file.
    """
    topology = read_topology(source)
    try:
        features = cut_countries(topology)
    except GeoError as error:
        raise GeoError(f"{source}: {error}") from error
    if not features:
        raise GeoError(f"{source}: no country reaches into {BOX}, expected longitude and latitude in degrees")
    box = [BOX.west, BOX.south, BOX.east, BOX.north]
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features)
    text = f'{{"type":"FeatureCollection","bbox":{json.dumps(box)},"features":[\n{lines}\n]}}\n'
    folder.mkdir(parents=True, exist_ok=True)
    outlines = folder / COUNTRIES_FILE.name
    outlines.write_text(text, encoding="utf-8", newline="\n")
    (folder / "LICENSE.md").write_text(_fill_licence(source), encoding="utf-8", newline="\n")
    return outlines


def _fill_licence(source: Path) -> str:
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    return LICENCE.format(file=source.name, sha256=digest, decimals=DECIMALS, **vars(BOX))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0, or 1 after saying on standard error what was wrong."""
    parser = argparse.ArgumentParser(prog="python -m dashboard.boundaries", description="Make the country outlines.")
    parser.add_argument("source", type=Path, help="countries-10m.json of the npm package world-atlas 2.0.2")
    parser.add_argument("--to", type=Path, default=COUNTRIES_FILE.parent, help="folder to write to (data/geo)")
    options = parser.parse_args(arguments)
    try:
        outlines = write_boundaries(options.source, options.to)
        countries = read_boundaries(outlines).countries
    except (GeoError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{outlines}: {len(countries)} countries, {outlines.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
