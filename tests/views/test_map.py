"""The Map page: the address restores what is shown, a place leads to its figures, a figure to its note."""

from __future__ import annotations

import json
import random

import pytest

from dashboard.views import map as map_module
from dashboard.widgets import state
from tests.views.test_explore import FixedCollection, Page, Tags

HOSTILE = "<img src=x onerror=alert(1)>**b** $x$ :red[r]"


def run_map():
    from dashboard.views.map import render

    render()


@pytest.fixture
def visit(monkeypatch, real_tables):
    monkeypatch.setattr(state, "open_collection", lambda: FixedCollection(real_tables))
    return lambda **query: Page(run_map, **query)


def list_labels(page: Page, kind: str) -> list[str]:
    return [button.label for button in page.app.button if (button.key or "").startswith(f"map-{kind}-")]


def read_discs(page: Page) -> list[dict]:
    (deck,) = page.app.get("deck_gl_json_chart")
    layers = json.loads(deck.proto.json)["layers"]
    return next(layer["data"] for layer in layers if layer["id"] == "places")


def test_the_story_is_shown_first(visit):
    page = visit()
    assert "Where: figures reported from Aleppo, East Aleppo and Al-Waer, Homs" in page.text
    assert {disc["place"] for disc in read_discs(page)} == {"aleppo", "east-aleppo", "al-waer"}
    assert len(page.chart_specs) == 1


def test_all_reports_are_a_link_away(visit, real_tables):
    page = visit(reports="all")
    assert len(list_labels(page, "place")) == real_tables.figures["place"].nunique()
    assert page.app.get("button_group")[0].value == "all"


def test_chosen_reports_stand_in_the_address_and_in_their_widget(visit, real_tables):
    sources = sorted(real_tables.figures["source"].unique())[:2]
    page = visit(source=sources, reports="all")
    assert page.app.multiselect(key="map-source").value == sources
    chosen = real_tables.only(sources)
    assert len(list_labels(page, "place")) == chosen.figures["place"].nunique()


def test_choosing_reports_writes_the_address_and_all_reports_takes_them_out(visit, real_tables):
    source = real_tables.figures["source"].iloc[-1]
    page = visit()
    page.app.multiselect(key="map-source").set_value([source])
    assert page.run().address == {"source": [source]}
    page.app.get("button_group")[0].set_value("all")
    assert page.run().address == {"reports": ["all"]}
    page.app.get("button_group")[0].set_value("story")
    assert page.run().address == {}


def test_every_place_is_a_button_with_its_figures_for_those_who_see_no_map(visit):
    labels = [label.replace("\\", "") for label in list_labels(visit(), "place")]
    assert labels[0].startswith("**Aleppo** ≥ 80 killed · est. 40 air strikes")
    assert labels[1] == "**East Aleppo** ≈ 250,000 trapped under siege"
    assert labels[2] == "**Al-Waer, Homs** ≈ 300 fighters and their families evacuated"


def test_the_map_has_alt_text_with_the_figures_and_their_qualifiers(visit):
    (deck,) = visit().app.get("deck_gl_json_chart")
    assert "Aleppo: at least 80 people killed, an estimated 40 air strikes" in deck.proto.alt


def test_a_place_leads_to_its_figures_and_back(visit):
    page = visit().press("map-place-al-waer")
    assert page.address == {"place": ["al-waer"]}
    (label,) = list_labels(page, "figure")
    assert label.replace("\\", "").startswith("**≈ 300** About 300 fighters and their families")
    assert [disc["place"] for disc in read_discs(page) if disc["line_width"] == 4] == ["al-waer"]
    assert page.press("map-back").address == {}


def test_a_figure_opens_its_full_note(visit):
    page = visit(place="aleppo").press("map-figure-killed-aleppo-thursday")
    assert "Who says so a member of the city's forensic team, unnamed → AP" in page.text


def test_a_place_without_a_coordinate_is_listed_and_never_marked(visit, real_tables):
    page = visit(reports="all")
    missing = real_tables.places.loc[real_tables.places["lat"].isna(), "id"]
    here = [place for place in missing if place in set(real_tables.figures["place"])]
    assert here
    assert "Not on the map" in page.text
    assert {disc["place"] for disc in read_discs(page)}.isdisjoint(here)
    keys = {button.key for button in page.app.button}
    assert {f"map-place-{place}" for place in here} <= keys


def test_a_place_with_many_figures_lists_some_and_links_the_rest(visit, monkeypatch):
    monkeypatch.setattr(map_module, "MOST_LISTED", 2)
    page = visit(place="aleppo")
    assert len(list_labels(page, "figure")) == 2
    assert "4 more: all of them on the Explore page" in page.text
    assert "explore?source=independent-2016-09-23&amp;place=aleppo" in page.html


def test_sources_and_note_stand_under_the_map_and_are_folded_not_cut(visit, real_tables):
    assert "Source: a member of the city's forensic team" in visit().text
    page = visit(reports="all")
    assert "<details><summary>" in page.html
    for publisher in real_tables.sources.loc[
        real_tables.sources["id"].isin(real_tables.figures["source"]), "publisher"
    ]:
        assert publisher in page.text


def test_very_many_reports_are_linked_and_places_counted(visit, monkeypatch, real_tables):
    monkeypatch.setattr(map_module, "MOST_SOURCES_NAMED", 2)
    monkeypatch.setattr(map_module, "MOST_PLACES", 3)
    map_module._set_scene.clear()
    page = visit(reports="all")
    map_module._set_scene.clear()
    assert f"Source: {len(real_tables.sources)} reports, each by itself" in page.text
    assert len(list_labels(page, "place")) == 6
    assert "more places: choose fewer reports, or explore them by place." in page.text


def test_a_phone_gets_a_camera_and_labels_for_its_width(monkeypatch):
    monkeypatch.setattr(map_module, "guess_width", lambda: 320)
    assert map_module._guess_room() == map_module.ROOM_OF_A_PHONE
    monkeypatch.setattr(map_module, "guess_width", lambda: 1100)
    assert map_module._guess_room() == map_module.ROOM


def test_what_makes_no_sense_in_an_address_is_named(visit):
    page = visit(place="atlantis", reports="<b>some</b>", source="nobody")
    assert "place: 'atlantis' is not here" in page.text
    assert "source: 'nobody' is not here" in page.text
    assert "reports: '<b>some</b>', expected story or all" in page.text


def test_a_place_of_other_reports_is_said_to_have_no_figure_here(visit, real_tables):
    story = set(real_tables.only([real_tables.story]).figures["place"])
    other = next(place for place in real_tables.figures["place"] if place not in story)
    assert "The place the address names has no figure in these reports." in visit(place=other).text


def test_hostile_words_stay_words(monkeypatch, story_tables):
    places = story_tables.places.assign(name=HOSTILE, name_ar=HOSTILE, basis=HOSTILE)
    sources = story_tables.sources.assign(publisher=HOSTILE)
    figures = story_tables.figures.assign(speaker_as_written=HOSTILE)
    tables = story_tables.cut("hostile words of a map", places=places, sources=sources, figures=figures)
    monkeypatch.setattr(state, "open_collection", lambda: FixedCollection(tables))
    for query in ({}, {"place": "aleppo"}):
        page = Page(run_map, **query)
        assert "img" not in Tags(page.html).names
        assert all("**b**" not in label and "$x$" not in label for label in list_labels(page, "place"))
        assert all("**b**" not in label and "$x$" not in label for label in list_labels(page, "figure"))


def test_a_collection_without_sources_says_so(monkeypatch, story_tables):
    monkeypatch.setattr(state, "open_collection", lambda: FixedCollection(story_tables.only([])))
    assert "No source could be read yet." in Page(run_map).text


def test_no_address_breaks_it(visit):
    chance = random.Random(11)
    for _ in range(8):
        value = "".join(chance.choice("aleppo-all<>&%é\u202e ½") for _ in range(chance.randrange(40)))
        page = visit(place=[value, value], source=value, reports=value)
        assert "script" not in Tags(page.html).names
