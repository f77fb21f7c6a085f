from __future__ import annotations

import json

import pytest

from dashboard.exhibits.exhibit import LOOKS
from dashboard.maps import deck as module
from dashboard.maps.deck import DISCS, NAMES, NUMBERS, build_deck, picked_place, write_tooltip
from dashboard.maps.ground import cut_ground
from dashboard.maps.places import Atlas, read_atlas

LIGHT, DARK = LOOKS["light"], LOOKS["dark"]


@pytest.fixture(scope="module")
def atlas(real) -> Atlas:
    return read_atlas(real.figures, real.vocabulary.places)


def test_a_deck_asks_no_server_for_a_style_and_every_layer_has_its_id(atlas):
    made = json.loads(build_deck(atlas, LIGHT).to_json())
    assert not made.get("mapProvider") and not str(made.get("mapStyle", "")).startswith("http")
    names = [layer["id"] for layer in made["layers"]]
    assert len(names) == len(set(names))
    assert {"sea", "land", "home", DISCS, NUMBERS, NAMES} <= set(names)


def test_a_chosen_place_is_zoomed_to_and_stands_out(atlas):
    far, near = (json.loads(build_deck(atlas, DARK, chosen).to_json()) for chosen in (None, "al-waer"))
    assert near["initialViewState"]["zoom"] > far["initialViewState"]["zoom"] + 1
    assert near["initialViewState"]["latitude"] == pytest.approx(34.74, abs=0.05)
    discs = next(layer for layer in near["layers"] if layer["id"] == DISCS)["data"]
    assert max(discs, key=lambda disc: disc["line_width"])["place"] == "al-waer"


def test_light_and_dark_differ_and_the_same_input_gives_the_same_deck(atlas):
    assert build_deck(atlas, LIGHT).to_json() != build_deck(atlas, DARK).to_json()
    assert build_deck(atlas, LIGHT).to_json() == build_deck(atlas, LIGHT).to_json()


def test_without_outlines_the_deck_has_all_but_the_ground(atlas, monkeypatch):
    monkeypatch.setattr("dashboard.maps.ground.find_outlines", lambda box: None)
    cut_ground.cache_clear()
    names = {layer["id"] for layer in json.loads(build_deck(atlas, LIGHT).to_json())["layers"]}
    cut_ground.cache_clear()
    assert DISCS in names and "sea" not in names


def test_a_tooltip_keeps_the_qualifiers_and_says_how_closely_a_place_is_known(story):
    atlas = read_atlas(story.figures, story.vocabulary.places)
    told = write_tooltip(atlas.mark("east-aleppo"))
    assert "about 250,000 people trapped under siege" in told and "شرق حلب" in told
    assert told.endswith("Known to within 6 km")


def test_a_formula_in_a_name_is_only_written():
    assert module._inert("@@=alert(1)").startswith("\u2060")


def test_what_was_picked_is_read_from_any_of_its_layers():
    picked = {"selection": {"objects": {NUMBERS: [{"place": "homs"}]}}}
    assert picked_place(picked) == "homs"
    assert picked_place({"selection": {"objects": {}}}) is None
    assert picked_place(None) is None
