"""Discs, views, scales and label places, and the outlines that stand in the repository."""

from __future__ import annotations

import ast
import json
import math
import os
import socket
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import geo
from dashboard.geo import Box, GeoError, Label

ALEPPO = (36.2012, 37.1612, 4.0)
HOMS = (34.7241, 36.7256, 3.0)
AL_WAER = (34.74, 36.675, 2.0)
SEEN = Box(35.0, 33.0, 39.0, 37.0)

places = st.tuples(st.floats(-70, 70), st.floats(-100, 100), st.floats(0.1, 1000))


def write_outlines(folder: Path, **changes: object) -> Path:
    square = [[[35.0, 33.0], [36.0, 33.0], [36.0, 34.0], [35.0, 33.0]]]
    feature = {"properties": {"name": "A", "iso3": None}, "geometry": {"type": "Polygon", "coordinates": square}}
    path = folder / "countries.geojson"
    content = {"type": "FeatureCollection", "bbox": [28, 28, 50, 41], "features": [feature | changes]}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_syria_is_there_in_detail() -> None:
    syria = next(country for country in geo.read_boundaries().countries if country.iso3 == "SYR")
    assert syria.name == "Syria"
    assert sum(len(ring) for ring in syria.rings) > 500
    assert syria.box.holds(geo.view_box([HOMS, AL_WAER], aspect=1.0))


def test_every_ring_is_closed_and_lies_in_the_covered_box() -> None:
    boundaries = geo.read_boundaries()
    assert boundaries.box == Box(28, 28, 50, 41)
    for country in boundaries.countries:
        assert boundaries.box.holds(country.box), country.name
        assert all(ring[0] == ring[-1] and len(ring) >= 4 for ring in country.rings), country.name


def test_the_outlines_are_read_without_network_and_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(socket, "socket", lambda *_: pytest.fail("a request was made"))
    path = write_outlines(tmp_path)
    assert geo.read_boundaries(path) is geo.read_boundaries(path)


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    first = geo.read_boundaries(write_outlines(tmp_path))
    path = write_outlines(tmp_path, properties={"name": "B", "iso3": "BBB"})
    os.utime(path, (0, 0))
    assert [first.countries[0].name, geo.read_boundaries(path).countries[0].name] == ["A", "B"]


def test_geometry_imports_nothing_that_draws() -> None:
    for module in Path(geo.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {name.split(".")[0] for name in names} & {"streamlit", "plotly", "pydeck"}, module.name


def test_a_missing_file_is_named_with_what_was_expected(tmp_path: Path) -> None:
    with pytest.raises(GeoError) as told:
        geo.read_boundaries(tmp_path / "none.geojson")
    assert str(told.value) == (
        f"{tmp_path / 'none.geojson'}: No such file or directory — expected the GeoJSON country outlines that "
        "`python -m dashboard.boundaries countries-10m.json` writes"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Expecting value"),
        ("[" * 100_000, "recursion"),
        ("[]", "no FeatureCollection with features"),
        ('{"type": "FeatureCollection", "features": []}', "no FeatureCollection with features"),
        ('{"type": "FeatureCollection", "features": [7]}', "features[0]: no geometry, no name or no iso3"),
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "countries.geojson"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GeoError) as told:
        geo.read_boundaries(path)
    assert message in str(told.value)
    assert str(path) in str(told.value)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"properties": {"name": 7, "iso3": None}}, "features[0].properties: name 7, iso3 None are not text"),
        ({"geometry": {"type": "Point", "coordinates": [35, 33]}}, "features[0].geometry: 'Point' is not a filled"),
        ({"geometry": {"type": "Polygon", "coordinates": []}}, "'Polygon' is not a filled Polygon"),
        ({"geometry": {"type": "MultiPolygon", "coordinates": [[]]}}, "a polygon without rings"),
        ({"geometry": {"type": "Polygon", "coordinates": [["x"]]}}, "a ring that is not a list of [lon, lat]"),
        ({"geometry": {"type": "Polygon", "coordinates": [[[35, 33], [36, 33], [36, 34]]]}}, "that is not closed"),
        (
            {"geometry": {"type": "Polygon", "coordinates": [[[35, 99], [36, 33], [36, 34], [35, 99]]]}},
            "a point that is not on the globe",
        ),
    ],
)
def test_a_corrupt_country_is_refused_with_its_place(tmp_path: Path, changes: dict[str, object], message: str) -> None:
    with pytest.raises(GeoError) as told:
        geo.read_boundaries(write_outlines(tmp_path, **changes))
    assert message in str(told.value)


@pytest.mark.parametrize("bounds", [None, [1, 2, 3], [50, 28, 28, 41], ["a", 1, 2, 3]])
def test_a_file_that_does_not_say_what_it_covers_is_refused(tmp_path: Path, bounds: object) -> None:
    path = write_outlines(tmp_path)
    path.write_text(json.dumps(json.loads(path.read_text()) | {"bbox": bounds}), encoding="utf-8")
    with pytest.raises(GeoError, match=r"bbox: .* is not \[west, south, east, north\]"):
        geo.read_boundaries(path)


def test_only_countries_in_the_view_are_drawn_and_the_focus_on_top() -> None:
    seen = [country.iso3 for country in geo.read_boundaries().seen_in(SEEN, focus={"SYR"})]
    assert seen[-1] == "SYR"
    assert {"LBN", "TUR"} <= set(seen)
    assert "KWT" not in seen


def test_a_view_beyond_the_outlines_is_not_held() -> None:
    covered = geo.read_boundaries().box
    assert covered.holds(SEEN)
    assert not covered.holds(geo.view_box([(15.6, 32.5, 10.0)], aspect=1.0))


def test_aleppo_lies_about_169_km_from_homs() -> None:
    assert geo.distance_km(*ALEPPO[:2], *HOMS[:2]) == pytest.approx(169, abs=1)
    assert geo.distance_km(*ALEPPO[:2], *ALEPPO[:2]) == 0


def test_a_degree_of_latitude_is_111_km() -> None:
    assert geo.distance_km(35, 37, 36, 37) == pytest.approx(111.2, abs=0.1)


@given(places)
@settings(max_examples=60, deadline=None)
def test_every_point_of_a_disc_lies_at_its_radius(place: tuple[float, float, float]) -> None:
    lat, lon, radius_km = place
    ring = geo.disc(lat, lon, radius_km)
    assert len(ring) == 65
    assert ring[0] == ring[-1]
    for edge_lon, edge_lat in ring:
        assert geo.distance_km(lat, lon, edge_lat, edge_lon) == pytest.approx(radius_km, rel=0.01)


def test_a_disc_runs_counter_clockwise_from_north() -> None:
    north, west, south, east, _ = geo.disc(36, 37, 10, points=4)
    assert north[1] > west[1] > south[1]
    assert west[0] < north[0] == south[0] == 37 < east[0]


def test_a_disc_at_the_date_line_stays_one_ring() -> None:
    lons = [lon for lon, _ in geo.disc(0, 179.9, 100)]
    assert max(lons) - min(lons) == pytest.approx(1.8, abs=0.01)
    assert max(lons) > 180


@given(st.lists(places, min_size=1, max_size=4), st.floats(0.3, 3), st.floats(0, 100))
@settings(max_examples=60, deadline=None)
def test_a_view_holds_all_discs(points: list[tuple[float, float, float]], aspect: float, pad_km: float) -> None:
    view = geo.view_box(points, aspect, pad_km)
    edges = [edge for lat, lon, radius_km in points for edge in geo.disc(lat, lon, radius_km, points=32)]
    slack = 2e-6  # a disc's corners are rounded
    assert all(view.west - slack <= lon <= view.east + slack for lon, _ in edges)
    assert all(view.south - slack <= lat <= view.north + slack for _, lat in edges)


@given(st.lists(places, min_size=1, max_size=4), st.floats(0.3, 3))
@settings(max_examples=60, deadline=None)
def test_a_view_has_the_aspect_that_was_asked_for(points: list[tuple[float, float, float]], aspect: float) -> None:
    view = geo.view_box(points, aspect)
    assert view.width_km / view.height_km == pytest.approx(aspect)
    assert view.stretch == pytest.approx(1 / math.cos(math.radians(view.centre[0])))


def test_padding_stands_between_a_disc_and_the_edge() -> None:
    view = geo.view_box([HOMS], aspect=1.0, pad_km=7)
    assert view.height_km == pytest.approx(2 * (3 + 7), rel=0.01)


def test_a_bare_point_still_gives_a_view() -> None:
    assert geo.view_box([(36.2, 37.2, 0)], aspect=1.0).height_km == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ([], "0 points, aspect 1.0, expected at least one point"),
        ([(math.nan, 37, 4)], r"point \(nan, 37, 4.0\), expected \(lat, lon, radius_km\)"),
        ([(36, 37, -1)], r"point \(36, 37, -1.0\), expected"),
    ],
)
def test_a_view_of_no_place_is_refused(points: list[tuple[float, float, float]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        geo.view_box(points, aspect=1.0)


def test_pixels_run_from_the_upper_left_corner() -> None:
    assert geo.to_pixels(SEEN, 37, 35, 800, 600) == (0, 0)
    assert geo.to_pixels(SEEN, 33, 39, 800, 600) == (800, 600)


def test_the_web_view_fits_the_box() -> None:
    view = geo.fit_web_view(Box(-180, -60, 180, 60), 512, 512)
    assert view == pytest.approx((0, 0, 0), abs=1e-9)
    assert geo.fit_web_view(SEEN, 800, 600).zoom == pytest.approx(geo.fit_web_view(SEEN, 400, 300).zoom + 1)


@pytest.mark.parametrize(
    ("width_km", "text", "px"), [(400, "100 km", 250), (399, "50 km", 125), (3, "500 m", 167), (9000, "2,000 km", 222)]
)
def test_a_scale_bar_has_a_round_length(width_km: float, text: str, px: float) -> None:
    degrees = width_km / geo.distance_km(0, 0, 0, 1)
    bar = geo.scale_bar(Box(0, -1, degrees, 1), width_px=1000)
    assert bar.text == text
    assert bar.px == pytest.approx(px, abs=1)
    assert bar.degrees / degrees == pytest.approx(bar.px / 1000)


def corners(label: Label, place: geo.Placed) -> tuple[float, float, float, float]:
    x, y = label.x + place.dx, label.y + place.dy
    return x - label.width / 2, y - label.height / 2, x + label.width / 2, y + label.height / 2


def test_a_lone_label_stands_to_the_right_of_its_disc() -> None:
    (place,) = geo.place_labels([Label(100, 100, 10, 60, 20)], 400, 300, gap=4)
    assert place == geo.Placed("right", 10 + 4 + 30, 0.0, far=False)


def test_a_label_at_the_right_edge_stands_to_the_left() -> None:
    (place,) = geo.place_labels([Label(380, 100, 10, 60, 20)], 400, 300)
    assert place is not None
    assert place.side == "left"


def test_a_label_does_not_hide_the_disc_next_to_it() -> None:
    labels = [Label(100, 100, 10, 60, 20), Label(140, 100, 5, 60, 20)]
    assert [place and place.side for place in geo.place_labels(labels, 400, 300)] == ["left", "right"]


def test_a_district_in_the_east_is_named_in_the_east() -> None:
    city, district = Label(200, 150, 4, 60, 20), Label(201, 150, 6, 90, 20)
    assert [place and place.side for place in geo.place_labels([city, district], 400, 300)] == ["left", "right"]
    assert [place and place.side for place in geo.place_labels([district, city], 400, 300)] == ["right", "left"]


def test_neighbours_on_opposite_sides_leave_a_label_on_its_usual_side() -> None:
    middle, north, south = Label(200, 150, 4, 150, 20), Label(206, 50, 4, 60, 20), Label(196, 250, 4, 60, 20)
    assert geo.place_labels([middle, north, south], 400, 300)[0].side == "right"


def test_a_label_that_finds_no_room_beside_a_huge_disc_stands_inside_it() -> None:
    (place,) = geo.place_labels([Label(200, 150, 900, 60, 20)], 400, 300)
    assert place == geo.Placed("inside", 0.0, 0.0, far=False)


def test_a_label_wider_than_the_picture_is_left_to_the_caller() -> None:
    wide, narrow = Label(50, 50, 5, 300, 20), Label(50, 80, 5, 30, 20)
    places = geo.place_labels([wide, narrow], 100, 100)
    assert places[0] is None
    assert places[1] is not None


def test_no_labels_need_no_places() -> None:
    assert geo.place_labels([], 400, 300) == []


discs_and_labels = st.builds(
    Label, st.floats(0, 400), st.floats(0, 300), st.floats(0, 60), st.floats(10, 120), st.floats(8, 30)
)


@given(st.lists(discs_and_labels, max_size=8))
@settings(max_examples=60, deadline=None)
def test_placed_labels_never_overlap_nor_leave_the_picture(labels: list[Label]) -> None:
    places = geo.place_labels(labels, 400, 300)
    assert places == geo.place_labels(labels, 400, 300)
    boxes = [corners(label, place) for label, place in zip(labels, places, strict=True) if place]
    assert all(left >= 0 and top >= 0 and right <= 400 and low <= 300 for left, top, right, low in boxes)
    for one, two in combinations(boxes, 2):
        assert one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]
