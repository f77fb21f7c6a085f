"""The command that makes the outlines, on an invented TopoJSON of two neighbours."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import boundaries
from dashboard.geo import COUNTRIES_FILE, Box, GeoError, read_boundaries

UNIT = Box(0, 0, 10, 10)


def invent_topology(**changes: Any) -> dict[str, Any]:
    """Two squares that share the border arc 0 (x = 40): one lies west of it, one reaches out of the box in the east."""
    return {
        "type": "Topology",
        "transform": {"scale": [0.5, 0.5], "translate": [20, 20]},
        "arcs": [
            [[40, 30], [0, -10]],
            [[40, 20], [-10, 0], [0, 10], [10, 0]],
            [[40, 30], [40, 0], [0, -10], [-40, 0]],
            [[160, 0], [2, 0], [0, 2], [-2, -2]],
        ],
        "objects": {
            "countries": {
                "geometries": [
                    {"type": "Polygon", "id": "760", "properties": {"name": "West"}, "arcs": [[0, 1]]},
                    {"type": "MultiPolygon", "properties": {"name": "East"}, "arcs": [[[-1, 2]], [[3]]]},
                    {"type": "Polygon", "id": "999", "properties": {"name": "Far"}, "arcs": [[3]]},
                    {"type": None, "properties": {"name": "Nowhere"}},
                ]
            }
        },
    } | changes


def write(folder: Path, content: Any) -> Path:
    path = folder / "countries-10m.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def area(ring: list[Any]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def test_arcs_join_into_closed_rings_cut_at_the_box() -> None:
    east, west = boundaries.cut_countries(invent_topology())
    assert west["properties"] == {"name": "West", "iso_n3": "760", "iso3": "SYR"}
    (ring,) = west["geometry"]["coordinates"][0]
    assert ring[0] == ring[-1]
    assert {tuple(point) for point in ring} == {(40, 35), (40, 30), (35, 30), (35, 35)}
    assert east["properties"] == {"name": "East", "iso_n3": None, "iso3": None}
    assert {tuple(point) for point in east["geometry"]["coordinates"][0][0]} == {(40, 35), (40, 30), (50, 30), (50, 35)}


def test_an_unquantised_topology_gives_the_same_outlines() -> None:
    topology = invent_topology()
    plain = {**topology, "arcs": [[list(point) for point in arc] for arc in boundaries.decode_arcs(topology)]}
    del plain["transform"]
    assert boundaries.cut_countries(plain) == boundaries.cut_countries(topology)


def test_outer_rings_run_counter_clockwise_and_holes_clockwise() -> None:
    outer = [(1, 1), (1, 9), (9, 9), (9, 1), (1, 1)]
    hole = [(3, 3), (5, 3), (5, 5), (3, 3)]
    rings = boundaries.cut_polygon([outer, hole], UNIT)
    assert [area(ring) for ring in rings] == [64, -2]


def test_a_hole_outside_the_box_is_dropped_with_its_points() -> None:
    outer = [(1, 1), (30, 1), (30, 9), (1, 9), (1, 1)]
    assert len(boundaries.cut_polygon([outer, [(20, 3), (22, 3), (22, 5), (20, 3)]], UNIT)) == 1


def test_a_ring_around_the_box_becomes_the_box() -> None:
    ring = boundaries.clip_ring([(-5, -5), (15, -5), (15, 15), (-5, 15), (-5, -5)], UNIT)
    assert set(ring) == {(0, 0), (10, 0), (10, 10), (0, 10)}


def test_a_ring_beside_the_box_leaves_nothing() -> None:
    assert boundaries.clip_ring([(11, 1), (12, 1), (12, 2), (11, 1)], UNIT) == []


@given(st.lists(st.tuples(st.floats(-20, 30), st.floats(-20, 30)), min_size=3, max_size=8))
@settings(max_examples=60, deadline=None)
def test_a_cut_ring_is_closed_and_inside_the_box(points: list[tuple[float, float]]) -> None:
    ring = boundaries.clip_ring([*points, points[0]], UNIT)
    assert ring[:1] == ring[-1:]
    assert all(0 <= lon <= 10 and 0 <= lat <= 10 for lon, lat in ring)


def test_a_speck_below_the_rounding_is_dropped() -> None:
    assert boundaries.tidy_ring([(1, 1), (1.0001, 1), (1.0001, 1.0001), (1, 1)], counter_clockwise=True) == []


def test_the_command_writes_outlines_and_licence_alike_each_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = write(tmp_path, invent_topology())
    written = []
    for folder in ("one", "two"):
        assert boundaries.main([str(source), "--to", str(tmp_path / folder)]) == 0
        written.append({path.name: path.read_bytes() for path in (tmp_path / folder).iterdir()})
    assert written[0] == written[1]
    assert set(written[0]) == {"countries.geojson", "LICENSE.md"}
    assert written[0]["countries.geojson"].endswith(b"]}\n")
    assert b"Permission to use, copy, modify" in written[0]["LICENSE.md"]
    assert "countries.geojson: 2 countries" in capsys.readouterr().out
    assert [country.name for country in read_boundaries(tmp_path / "one" / "countries.geojson").countries] == [
        "East",
        "West",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ([], "type 'list' — expected countries-10m.json of the npm package world-atlas"),
        ({"type": "FeatureCollection"}, "type 'FeatureCollection' — expected countries-10m.json"),
        ({"type": "Topology", "objects": {"land": {}}}, "no object 'countries' with geometries — expected"),
        (invent_topology(arcs=7), "arcs: TypeError"),
        (invent_topology(arcs=[]), "countries.geometries[0]: list index out of range — expected a named country"),
        (
            invent_topology(objects={"countries": {"geometries": [{"type": "Point"}]}}),
            "countries.geometries[0]: 'Point', expected Polygon or MultiPolygon",
        ),
        (invent_topology(objects={"countries": {"geometries": []}}), "no country reaches into Box("),
    ],
)
def test_a_file_of_another_kind_is_refused_and_nothing_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: Any, message: str
) -> None:
    source = write(tmp_path, content)
    assert boundaries.main([str(source), "--to", str(tmp_path / "out")]) == 1
    told = capsys.readouterr().err
    assert f"{source}: " in told
    assert message in told
    assert not (tmp_path / "out").exists()


def test_a_missing_file_and_one_that_is_no_json_are_named(tmp_path: Path) -> None:
    with pytest.raises(GeoError, match=r"none\.json: No such file or directory — expected countries-10m\.json"):
        boundaries.read_topology(tmp_path / "none.json")
    (tmp_path / "half.json").write_text('{"type": "Topo', encoding="utf-8")
    with pytest.raises(GeoError, match=r"half\.json: not JSON \(Unterminated string.*\) — expected"):
        boundaries.read_topology(tmp_path / "half.json")


def test_the_committed_licence_is_the_one_the_command_writes() -> None:
    committed = (COUNTRIES_FILE.parent / "LICENSE.md").read_text(encoding="utf-8")
    digest = committed.split("sha256 `")[1].split("`")[0]
    bounds = vars(boundaries.BOX)
    assert committed == boundaries.LICENCE.format(
        file="countries-10m.json", sha256=digest, decimals=boundaries.DECIMALS, **bounds
    )


def test_the_committed_outlines_are_compact_and_rounded() -> None:
    text = COUNTRIES_FILE.read_text(encoding="utf-8")
    assert text.endswith("]}\n")
    assert len(text) < 160_000
    rings = [ring for country in read_boundaries().countries for ring in country.rings]
    assert all(round(number, boundaries.DECIMALS) == number for ring in rings for point in ring for number in point)
    assert sum(country.iso3 in boundaries.ISO3.values() for country in read_boundaries().countries) == 15
