from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

from dashboard.maps.ground import GEO, Box, clip_ring, find_outlines, read_outlines

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import outlines as tool  # noqa: E402

clip_line = tool.clip_line

SQUARE = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0))


def make_topology() -> dict:
    """Two squares that share a border at x = 1; the right one is a disputed area."""
    arcs = [[[1, 0], [0, 2]], [[1, 2], [-1, 0], [0, -2], [1, 0]], [[1, 2], [1, 0], [0, -2], [-1, 0]]]
    countries = [
        {"type": "Polygon", "arcs": [[0, 1]], "id": "760", "properties": {"name": "Syria"}},
        {"type": "Polygon", "arcs": [[~0, ~2]], "properties": {"name": "Kosovo"}},
    ]
    return {
        "type": "Topology",
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "objects": {"countries": {"type": "GeometryCollection", "geometries": countries}},
        "arcs": arcs,
    }


def test_the_whole_world_is_there_and_every_country_of_the_places(real):
    world = read_outlines(GEO / "world.json")
    codes = {country.iso3 for country in world.countries}
    assert {"SYR", "TUR", "FJI", "NZL", "CHL", "XKX"} <= codes
    assert {place.country for place in real.vocabulary.places.values()} <= codes
    assert (GEO / "world.json").stat().st_size + (GEO / "near.json").stat().st_size < 900_000


def test_finer_outlines_are_used_only_where_they_hold_the_view():
    assert find_outlines(Box(36, 34, 38, 37)).box == read_outlines(GEO / "near.json").box
    assert find_outlines(Box(20, 34, 38, 37)).box == Box(-180, -90, 180, 90)


def test_the_line_in_the_golan_is_disputed_in_both_files():
    golan = Box(35.6, 32.7, 36.0, 33.4)
    for name in ("near.json", "world.json"):
        assert any(clip_line(line, golan) for line in read_outlines(GEO / name).disputed)


def test_missing_outlines_are_none_and_a_broken_file_is_named_in_the_log(tmp_path, caplog):
    (tmp_path / "world.json").write_text('{"objects": 3}')
    assert find_outlines(Box(36, 34, 38, 37), tmp_path) is None
    assert "world.json: KeyError('per_degree'), expected the outlines that tools/outlines.py writes" in caplog.text


def test_a_ring_is_cut_at_the_edges_of_a_box():
    assert set(clip_ring(SQUARE, Box(2, 2, 9, 9))) == {(2, 2), (4, 2), (4, 4), (2, 4)}
    assert clip_ring(SQUARE, Box(5, 5, 9, 9)) == []


def test_a_line_keeps_its_stretches_inside_with_a_point_beyond():
    line = [(float(n), 0.0) for n in range(10)]
    assert clip_line(line, Box(2.5, -1, 4.5, 1)) == [((2, 0), (3, 0), (4, 0), (5, 0))]


def test_the_tool_lists_a_disputed_border_and_writes_the_same_bytes_twice(tmp_path):
    source, places = tmp_path / "countries.json", tmp_path / "places.csv"
    source.write_text(json.dumps(make_topology()))
    with places.open("w", newline="") as file:
        csv.writer(file).writerows([["lat", "lon"], [1, 1]])
    written = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        tool.main([str(source), str(source), "--places", str(places), "--to", str(folder)])
        written.append([(folder / name).read_bytes() for name in ("world.json", "near.json", "LICENSE.md")])
    assert written[0] == written[1]
    for name in ("world.json", "near.json"):
        made = read_outlines(tmp_path / "one" / name)
        assert [(country.name, country.iso3) for country in made.countries] == [("Kosovo", "XKX"), ("Syria", "SYR")]
        assert [set(line) for line in made.disputed] == [{(1.0, 0.0), (1.0, 2.0)}]
