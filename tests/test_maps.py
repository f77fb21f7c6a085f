"""The words of a map, the ground it stands on, and the deck of the browser."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import combinations

import pytest

from dashboard import maps
from dashboard.geo import BOUNDARY_NOTE, Box, to_pixels
from dashboard.maps import ground
from dashboard.maps.labels import LABEL_SIZE, LINE_HEIGHT, PAD, Text, place_texts
from dashboard.tables import Tables
from dashboard.typography import measure_width

HOSTILE = "<img src=x onerror=alert(1)>{tooltip}"


def read_deck(tables: Tables, **more: object) -> dict:
    return json.loads(maps.build_deck(tables, **({"mode": "light"} | more)).to_json())


def find_layer(deck: dict, name: str) -> dict:
    return next(layer for layer in deck["layers"] if layer["id"] == name)


def rename(tables: Tables, **names: str) -> Tables:
    places = tables.places.copy()
    for place, name in names.items():
        places.loc[places["id"] == place.replace("_", "-"), ["name", "admin1"]] = [name, None]
    return replace(tables, places=places)


def test_places_are_listed_with_their_figures_as_written(story_tables) -> None:
    places = maps.list_places(story_tables).set_index("place")
    assert list(places.index) == ["aleppo", "east-aleppo", "al-waer"]
    assert places.loc["aleppo", "line"].startswith(
        "≥ 80 killed · est. 40 air strikes · 1 water pumping station destroyed"
    )
    assert places.loc["east-aleppo", "line"] == "≈ 250,000 trapped under siege"
    assert places.loc["al-waer", "figures"] == ("evacuated-al-waer",)
    assert places.loc["al-waer", "label"] == "Al-Waer, Homs"


def test_every_figure_belongs_to_one_listed_place(real_tables, invented_tables) -> None:
    for tables in (real_tables, invented_tables):
        listed = [figure for figures in maps.list_places(tables)["figures"] for figure in figures]
        assert sorted(listed) == sorted(tables.figures["id"])


def test_ranges_and_vague_numbers_keep_their_words(invented_tables) -> None:
    places = maps.list_places(invented_tables).set_index("place")
    assert {"est. 200–300 killed", "dozens of children killed"} <= set(places.loc["lowtown", "phrases"])
    assert "just under 1,200 crews with passengers evacuated" in places.loc["harbour", "phrases"]


def test_a_place_with_many_figures_is_told_by_subject_and_none_is_lost(real_tables) -> None:
    places = maps.list_places(real_tables)
    busy = places[places["by_subject"]]
    assert not busy.empty
    for row in busy.to_dict("records"):
        counted = sum(int(phrase.split(": ")[1].split()[0]) for phrase in row["phrases"])
        assert counted == row["count"] == len(row["figures"])


def test_no_figures_list_no_places(story_tables) -> None:
    none = maps.list_places(story_tables.with_figures([]))
    assert none.empty
    assert {"place", "label", "lat", "lon", "radius_km", "figures", "line"} <= set(none.columns)


def test_the_alt_text_carries_figures_with_their_qualifiers(story_tables, invented_tables) -> None:
    story, invented = maps.alt_text(story_tables), maps.alt_text(invented_tables)
    assert story.startswith("Map of Syria. Aleppo: at least 80 people killed, an estimated 40 air strikes")
    assert "Al-Waer, Homs: about 300 fighters and their families evacuated." in story
    assert "up to 12 (estimate) air strikes" in invented
    assert "Not on the map, for want of a defensible coordinate: Northland (2 of 5 bridges lost)." in invented


def test_al_waer_is_told_to_be_far_from_aleppo(story_tables) -> None:
    note = maps.write_note(maps.read_atlas(story_tables))
    assert "East Aleppo and Al-Waer, Homs are about 170 km apart." in note


def test_the_note_tells_what_is_missing_and_how_places_are_known(invented_tables) -> None:
    note = maps.write_note(maps.read_atlas(invented_tables), rings={"harbour"})
    assert "Not on the map (no defensible coordinate): Northland – 2 of 5 bridges lost." in note
    assert "Ring not to scale: Harbour, Northland (radius 1 km)." in note
    assert "Lowtown: within 5 km, near a known point; invented." in note
    assert note.endswith(BOUNDARY_NOTE)


def test_a_title_names_few_places_and_counts_many(story_tables, invented_tables, real_tables) -> None:
    assert maps.write_title(maps.read_atlas(story_tables)) == (
        "Where: figures reported from Aleppo, East Aleppo and Al-Waer, Homs"
    )
    assert maps.write_title(maps.read_atlas(invented_tables)) == (
        "Where: figures reported from Lowtown, Harbour and Northland"
    )
    atlas = maps.read_atlas(real_tables)
    assert maps.write_title(atlas).endswith(f"from {len(atlas.told)} places, {len(atlas.shown)} of them on the map")


def test_landmarks_have_no_figures_and_lie_in_no_shown_place(story_tables) -> None:
    landmarks = {row["id"] for row in maps.read_atlas(story_tables).landmarks}
    assert "damascus" in landmarks
    assert not landmarks & {"aleppo", "east-aleppo", "west-aleppo", "al-waer"}


def test_ground_is_cut_to_the_view_with_the_home_country_last() -> None:
    view = Box(35.0, 33.0, 39.0, 37.0)
    seen = ground.cut_ground(view, frozenset({"SYR"}), 0.01, 0.0)
    assert seen.pieces[-1].iso3 == "SYR"
    assert seen.pieces[-1].home
    points = [p for piece in seen.pieces for rings in piece.polygons for ring in rings for p in ring]
    assert all(35 <= lon <= 39 and 33 <= lat <= 37 for lon, lat in points)


def test_where_no_outlines_are_known_there_is_no_sea_either() -> None:
    assert ground.cut_ground(Box(-10, 50, -5, 55), frozenset(), 0.01, 0.0) == ground.Ground(None, ())


def test_the_name_of_a_country_stands_inside_it_and_clear_of_labels() -> None:
    view = Box(35.0, 33.0, 39.0, 37.0)
    seen = ground.cut_ground(view, frozenset({"SYR"}), 0.01, 0.0)
    taken = [(0.0, 0.0, 400.0, 600.0)]
    names = ground.place_names(seen, view, (800, 600), lambda text: 9.0 * len(text), 20, taken)
    syria = next(name for name in names if name.text == "SYRIA")
    assert syria.x - syria.width / 2 > 400


def test_the_deck_names_no_map_style_and_no_address(story_tables) -> None:
    deck = read_deck(story_tables)
    assert deck["mapStyle"] == "__MAP_STYLE__"  # pydeck's mark for "none was named": Streamlit then asks nobody
    assert "mapProvider" not in deck
    assert "http" not in json.dumps(deck)


def test_the_deck_draws_the_sea_first_and_every_layer_has_its_own_id(story_tables, invented_tables) -> None:
    for tables in (story_tables, invented_tables):
        names = [layer["id"] for layer in read_deck(tables)["layers"]]
        assert names[0] == "sea"
        assert len(set(names)) == len(names)


def test_discs_have_their_stated_radius_and_the_small_lie_on_top(story_tables) -> None:
    discs = find_layer(read_deck(story_tables), "places")["data"]
    assert [(disc["place"], disc["radius_m"]) for disc in discs] == [
        ("east-aleppo", 6000),
        ("aleppo", 4000),
        ("al-waer", 2000),
    ]


def test_a_place_without_a_coordinate_has_no_mark(invented_tables) -> None:
    places = {disc["place"] for disc in find_layer(read_deck(invented_tables), "places")["data"]}
    assert places == {"lowtown", "harbour"}


def test_a_deck_of_no_place_is_refused(invented_tables) -> None:
    with pytest.raises(ValueError, match=r"0 points, .* expected at least one point"):
        maps.build_deck(invented_tables.with_figures(["rp-bridges"]), "light")


def test_labels_are_latin_and_the_arabic_name_stands_in_the_tooltip(story_tables) -> None:
    deck = read_deck(story_tables)
    written = [row["text"] for layer in deck["layers"] if layer["@@type"] == "TextLayer" for row in layer["data"]]
    assert not any("\u0600" <= letter <= "\u06ff" for text in written for letter in text)
    tooltips = [disc["tooltip"] for disc in find_layer(deck, "places")["data"]]
    assert any(text.startswith("Aleppo · حلب\n≥ 80 killed\nest. 40 air strikes") for text in tooltips)
    assert all("→ The Independent" in text or "nobody credited" in text for text in tooltips)


def test_the_selected_place_stands_out(story_tables) -> None:
    discs = find_layer(read_deck(story_tables, selected="al-waer"), "places")["data"]
    widths = {disc["place"]: disc["line_width"] for disc in discs}
    assert widths == {"al-waer": 4, "aleppo": 2, "east-aleppo": 2}


def test_light_and_dark_differ_in_ground_and_ink(story_tables) -> None:
    light, dark = (read_deck(story_tables, mode=mode) for mode in ("light", "dark"))
    for name in ("sea", "home"):
        assert find_layer(light, name)["_subLayerProps"] != find_layer(dark, name)["_subLayerProps"]


def test_a_hostile_name_is_text_in_the_tooltip_and_no_formula(story_tables) -> None:
    tables = rename(story_tables, aleppo="@@=alert(1)", al_waer=HOSTILE, east_aleppo="@@#GL.X")
    deck = maps.build_deck(tables, "light")
    data = [row for layer in json.loads(deck.to_json())["layers"] for row in layer["data"]]
    texts = [row[key] for row in data for key in ("text", "tooltip") if key in row]
    assert any(HOSTILE in text for text in texts)
    assert not any(text.startswith("@@") for text in texts)
    assert set(deck._tooltip) == {"text", "style"}


@pytest.mark.parametrize(("width", "height"), [(343, 500), (850, 540), (1100, 480)])
def test_texts_of_the_first_view_do_not_overlap(story_tables, invented_tables, width, height) -> None:
    for tables in (story_tables, invented_tables):
        atlas = maps.read_atlas(tables)
        view = ground.fit_view([(row["lat"], row["lon"], row["radius_km"]) for row in atlas.shown], width / height)
        texts = place_texts(atlas, view, width, height)
        assert {text.place for text in texts if text.kind == "place"} == {row["place"] for row in atlas.shown}
        boxes = [bound(text, view, width, height) for text in texts]
        assert all(left >= 0 and top >= 0 and right <= width and low <= height for left, top, right, low in boxes)
        for one, two in combinations(boxes, 2):
            assert one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]


def bound(text: Text, view: Box, width: float, height: float) -> tuple[float, float, float, float]:
    x, y = to_pixels(view, text.position[1], text.position[0], width, height)
    wide = max(measure_width(line, LABEL_SIZE, text.kind == "place" and line == text.lines[0]) for line in text.lines)
    left, top = x + text.left + PAD, y + text.top + PAD
    return left, top, left + wide, top + len(text.lines) * LINE_HEIGHT * LABEL_SIZE


def test_east_aleppo_is_named_in_the_east(story_tables) -> None:
    for width in (343, 1100):
        names = find_layer(read_deck(story_tables, width=width), "place-names")["data"]
        assert {row["place"]: row["offset"][0] > 0 for row in names}["east-aleppo"]


def test_the_tables_are_not_edited(story_tables, invented_tables) -> None:
    for tables in (story_tables, invented_tables):
        before = {name: table.copy(deep=True) for name, table in tables.items()}
        maps.build_deck(tables, "light", selected="aleppo")
        maps.alt_text(tables)
        assert all(before[name].equals(table) for name, table in tables.items())


def test_the_same_tables_give_the_same_deck(story_tables) -> None:
    first, second = (maps.build_deck(story_tables, "dark").to_json() for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("state", "place"),
    [
        ({"selection": {"indices": {"places": [0]}, "objects": {"places": [{"place": "aleppo"}]}}}, "aleppo"),
        ({"objects": {"place-names": [{"place": "al-waer"}]}}, "al-waer"),
        ({"selection": {"indices": {}, "objects": {}}}, None),
        ({"selection": {"objects": {"sea": [{"rings": []}]}}}, None),
        ({"selection": {"objects": {"places": [{"place": 7}, "x"]}}}, None),
        ({"selection": None}, None),
        (None, None),
    ],
)
def test_the_picked_place_is_read_from_what_streamlit_returns(state, place) -> None:
    assert maps.picked_place(state) == place
