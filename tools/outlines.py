"""Make data/geo from world-atlas 2.0.2 (npm): ``python tools/outlines.py countries-50m.json countries-10m.json``.

A tool for whoever renews the outlines; the dashboard itself only reads what it wrote. The whole world is kept at
1:50m, and at 1:10m what lies around the places of seeds/places.csv.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, groupby, pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from dashboard.maps.ground import GEO, Box, Line, Point, clip_ring  # noqa: E402

# Degrees around the places: a view of them, and what may be seen by zooming out, lies inside.
AROUND = 5.0
# Steps in a degree, of about 100 and 500 m; the sources are quantised to 0.004°.
NEAR_STEPS, WORLD_STEPS = 1000, 200
# Names of countries stand on a grid of so many degrees at least, at about so many points at most.
LABEL_STEP, MOST_LABELS = 0.25, 500

# Pairs of countries, as world-atlas names them, whose common line at least one of them or the United Nations does not
# accept as a border; with a box (west, south, east, north) only that part. Areas of DISPUTED_AREAS: their whole edge.
DISPUTED_PAIRS: tuple[tuple[str, str, tuple[float, float, float, float] | None], ...] = (
    ("Israel", "Syria", None),
    ("Israel", "Palestine", None),
    ("Palestine", "Jordan", None),
    ("Morocco", "W. Sahara", None),
    ("India", "Pakistan", (73.0, 32.4, 79.0, 37.2)),
    ("India", "China", None),
    ("Bhutan", "China", None),
    ("Russia", "Ukraine", (32.0, 44.0, 37.0, 46.6)),
    ("Sudan", "S. Sudan", None),
    ("Egypt", "Sudan", None),
    ("Kenya", "S. Sudan", None),
    ("Ethiopia", "Somalia", None),
    ("Venezuela", "Guyana", None),
    ("Argentina", "Chile", (-74.0, -51.0, -72.0, -48.5)),
    ("South Korea", "North Korea", None),
)
DISPUTED_AREAS = frozenset(
    {"N. Cyprus", "Cyprus U.N. Buffer Zone", "Kosovo", "Somaliland", "Siachen Glacier", "Spratly Is."}
)
# User-assigned codes (ISO 3166-1, 8.1.3) of areas that have none.
ASSIGNED = {"Kosovo": "XKX"}

LICENCE = """\
# Where the outlines come from, and their licence

`world.json` and `near.json` were made by `tools/outlines.py` from two files of the npm package
[world-atlas](https://github.com/topojson/world-atlas) 2.0.2 by Mike Bostock, which redistributes the
[Natural Earth](https://www.naturalearthdata.com/) Admin 0 country boundaries, version 4.1.0:

- `{world}` (1:50m, sha256 `{world_hash}`), the whole world;
- `{near}` (1:10m, sha256 `{near_hash}`), cut to {box} (west, south, east, north).

Natural Earth is in the public domain. world-atlas stands under the ISC licence below. What was changed: alpha-3 codes
were added to the numeric ones, the finer file was cut, both were rounded (to {scale} degrees), and the lines below were
listed.

## Borders

Natural Earth draws who controls an area in fact, so that disputed areas may be shown otherwise than a state, the
United Nations or a reader would draw them. The Golan Heights lie inside Israel's outline, where the United Nations
regards them as occupied Syrian territory (Security Council resolution 497); Crimea lies inside Russia's, where the
General Assembly regards it as part of Ukraine (resolution 68/262); Cyprus is drawn in several parts. Lines that are
disputed are drawn dashed; `tools/outlines.py` lists them. Showing an outline here, and drawing a line whole or
dashed, expresses no opinion on the status of any territory or on its borders.

To make the files again: `npm pack world-atlas@2.0.2`, unpack it, then
`python tools/outlines.py package/countries-50m.json package/countries-10m.json`.

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
    """Read a TopoJSON file that holds an object ``countries``; exit with a sentence for anything else."""
    try:
        topology: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        topology["objects"]["countries"]["geometries"][0]["arcs"]
    except (OSError, ValueError, LookupError, TypeError) as error:
        sys.exit(f"{path}: {error!r} — expected countries-50m.json or countries-10m.json of the package world-atlas")
    return topology


def name_countries(topology: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the countries with their name and alpha-3 code, in the order of their names."""
    with (Path(__file__).parent / "iso3166.csv").open(encoding="utf-8", newline="") as file:
        codes = {row["numeric"]: row["alpha3"] for row in csv.DictReader(file)}
    countries = []
    for country in topology["objects"]["countries"]["geometries"]:
        name = country["properties"]["name"]
        code = ASSIGNED.get(name) or codes.get(country.get("id", ""))
        properties = {"name": name, "iso3": code}
        countries.append({"type": country["type"], "arcs": country["arcs"], "properties": properties})
    return sorted(countries, key=lambda country: str(country["properties"]["name"]))


def list_arcs(country: Mapping[str, Any]) -> set[int]:
    """Return the numbers of the arcs a country's outline is made of."""
    polygons = [country["arcs"]] if country["type"] == "Polygon" else country["arcs"]
    return {number if number >= 0 else ~number for polygon in polygons for ring in polygon for number in ring}


def find_disputed(countries: Sequence[Mapping[str, Any]], arcs: Sequence[Sequence[Point]]) -> list[int]:
    """Return the numbers of the arcs that are disputed, in order."""
    of = {country["properties"]["name"]: list_arcs(country) for country in countries}
    found: set[int] = set()
    for name in DISPUTED_AREAS & set(of):
        found |= of[name] & set().union(*(others for other, others in of.items() if other != name))
    for one, other, box in DISPUTED_PAIRS:
        shared = of.get(one, set()) & of.get(other, set())
        found |= {number for number in shared if box is None or clip_line(arcs[number], Box(*box))}
    return sorted(found)


def decode_arcs(topology: Mapping[str, Any]) -> list[list[Point]]:
    """Return each arc as (lon, lat) points; a quantised topology stores steps (TopoJSON 1.0, section 2.1.3)."""
    (scale_x, scale_y), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    return [
        [
            (x * scale_x + west, y * scale_y + south)
            for x, y in zip(*map(accumulate, zip(*steps, strict=True)), strict=True)
        ]
        for steps in topology["arcs"]
    ]


def join_arcs(numbers: Sequence[int], arcs: Sequence[Sequence[Point]]) -> list[Point]:
    """Join arcs into a line: ~n is arc n backwards, and an arc begins where the one before it ends."""
    line: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        line.extend(arc[1:] if line else arc)
    return line


def clip_line(line: Sequence[Point], box: Box) -> list[Line]:
    """Return the stretches of a line whose points lie in *box*, each with the point before and after."""
    inside = [box.west <= lon <= box.east and box.south <= lat <= box.north for lon, lat in line]
    near = [any(inside[max(number - 1, 0) : number + 2]) for number in range(len(line))]
    runs = groupby(zip(near, line, strict=True), itemgetter(0))
    stretches = [tuple(point for _, point in run) for is_near, run in runs if is_near]
    return [stretch for stretch in stretches if len(stretch) > 1]


def find_labels(polygons: Sequence[Sequence[Sequence[Point]]]) -> list[Point]:
    """Return points of a grid inside a country at which its name may stand, those farthest from its borders first."""
    rings = [ring for polygon in polygons for ring in polygon]
    points = [point for ring in rings for point in ring[:: max(1, len(ring) // 400)]]
    lons, lats = zip(*points, strict=True)
    step = max(LABEL_STEP, math.sqrt((max(lons) - min(lons)) * (max(lats) - min(lats))) / MOST_LABELS**0.5)
    across = range(math.ceil(min(lons) / step), math.floor(max(lons) / step) + 1)
    upwards = range(math.ceil(min(lats) / step), math.floor(max(lats) / step) + 1)
    grid = [(column * step, row * step) for column in across for row in upwards]
    inside = [point for point in grid if sum(holds(ring, point) for ring in rings) % 2]
    near = {
        point: min(math.hypot((point[0] - x) * math.cos(math.radians(y)), point[1] - y) for x, y in points)
        for point in inside
    }
    return sorted((point for point in inside if near[point] > step / 3), key=lambda point: -near[point])


def holds(ring: Sequence[Point], point: Point) -> bool:
    """Say whether a ring holds a point: a ray from it crosses the ring an odd number of times."""
    x, y = point
    crossings = (
        (one[1] > y) != (other[1] > y) and x < (other[0] - one[0]) * (y - one[1]) / (other[1] - one[1]) + one[0]
        for one, other in pairwise(ring)
    )
    return sum(crossings) % 2 == 1


def make_outlines(topology: Mapping[str, Any], box: Box, per_degree: int) -> dict[str, Any]:
    """Return the countries of *box* as (name, code, polygons, labels) and its disputed lines, in steps of a degree."""
    countries, arcs, found = name_countries(topology), decode_arcs(topology), []
    for country in countries:
        polygons = [country["arcs"]] if country["type"] == "Polygon" else country["arcs"]
        cut = [[clip_ring(join_arcs(ring, arcs), box) for ring in polygon] for polygon in polygons]
        steps = [[_step(ring, per_degree) for ring in rings] for rings in cut]
        kept = [[ring for ring in rings if len(ring) > 6] for rings in steps if len(rings[0]) > 6]
        if kept:
            labels = _step(find_labels([rings for rings in cut if rings[0]]), per_degree)
            found.append([country["properties"]["name"], country["properties"]["iso3"], kept, labels])
    lines = [line for number in find_disputed(countries, arcs) for line in clip_line(arcs[number], box)]
    disputed = [_step(line, per_degree) for line in lines]
    return {"box": list(box), "per_degree": per_degree, "countries": found, "disputed": disputed}


def _step(line: Iterable[Point], per_degree: int) -> list[int]:
    """Return a line as its first point and the steps from there, without those that go nowhere."""
    points = [point for point, _ in groupby((round(lon * per_degree), round(lat * per_degree)) for lon, lat in line)]
    pairs = zip([(0, 0), *points], points, strict=False)
    return [end - start for before, after in pairs for start, end in zip(before, after, strict=True)]


def find_box(places: Path) -> Box:
    """Return the box around the places that have a coordinate, with AROUND degrees on each side."""
    with places.open(encoding="utf-8", newline="") as file:
        points: list[Line] = [((float(row["lon"]), float(row["lat"])),) for row in csv.DictReader(file) if row["lat"]]
    lons, lats = zip(*(point for (point,) in points), strict=True)
    west, south, east, north = min(lons) - AROUND, min(lats) - AROUND, max(lons) + AROUND, max(lats) + AROUND
    return Box(round(west), round(south), round(east), round(north))


def main(arguments: Sequence[str] | None = None) -> None:
    """Write world.json, near.json and LICENSE.md; the same sources give the same bytes."""
    parser = argparse.ArgumentParser(description="Make the outlines of data/geo.")
    parser.add_argument("world", type=Path, help="countries-50m.json of the npm package world-atlas 2.0.2")
    parser.add_argument("near", type=Path, help="countries-10m.json of the same")
    parser.add_argument("--places", type=Path, default=ROOT / "seeds" / "places.csv")
    parser.add_argument("--to", type=Path, default=GEO)
    options = parser.parse_args(arguments)
    box = find_box(options.places)
    made = {
        "world.json": make_outlines(read_topology(options.world), Box(-180, -90, 180, 90), WORLD_STEPS),
        "near.json": make_outlines(read_topology(options.near), box, NEAR_STEPS),
    }
    options.to.mkdir(parents=True, exist_ok=True)
    for name, outlines in made.items():
        text = json.dumps(outlines, ensure_ascii=False, separators=(",", ":")) + "\n"
        (options.to / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"{name}: {len(outlines['countries'])} countries, {len(text.encode()):,} bytes")
    world_hash, near_hash = (hashlib.sha256(p.read_bytes()).hexdigest() for p in (options.world, options.near))
    text = LICENCE.format(
        world=options.world.name,
        near=options.near.name,
        world_hash=world_hash,
        near_hash=near_hash,
        box=f"{box.west:g}, {box.south:g}, {box.east:g}, {box.north:g}",
        scale=f"{1 / NEAR_STEPS} and {1 / WORLD_STEPS}",
    )
    (options.to / "LICENSE.md").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
