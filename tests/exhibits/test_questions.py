from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.compare import topic_of
from dashboard.exhibits import LOOKS, Chart, NothingToShow, Table
from tests.exhibits.ask import (
    changing,
    people_to_scale,
    rescue_service,
    running_totals,
    voices_apart,
    what_was_hit,
    where,
)

EIGHT = {
    "killed-aleppo-thursday",
    "air-strikes-thursday-night",
    "water-station-destroyed",
    "besieged-east-aleppo",
    "evacuated-al-waer",
    "centres-targeted",
    "centres-out-of-service",
    "child-rescued",
}


def charts_of(exhibit) -> list[Chart]:
    return [block for block in exhibit.body if isinstance(block, Chart)]


def test_the_eight_figures_of_the_story_are_on_the_map_and_in_the_other_exhibits(story):
    assert set(where(story).figures) == EIGHT
    shown = {name for build in (people_to_scale, what_was_hit, rescue_service) for name in build(story).figures}
    assert shown == EIGHT


def test_the_siege_is_a_field_and_the_small_numbers_are_magnified_once(story):
    exhibit = people_to_scale(story)
    texts = [note.text for note in charts_of(exhibit)[0].draw(LOOKS["light"]).layout.annotations]
    assert "Each mark is 1,000 people" in texts
    assert "Magnified: each mark is 1 person" in texts
    assert "Homs" in exhibit.note


def test_air_strikes_and_buildings_never_share_a_chart(story, real):
    for collection in (story, real):
        exhibit = what_was_hit(collection)
        units = {collection.whole.figure(cell.figure).indicator.unit for cell in first_table(exhibit) if cell.figure}
        assert units == {"air strikes"}


def first_table(exhibit) -> list:
    table = next(block for block in exhibit.body if isinstance(block, Table))
    return [cell for section in table.sections for row in section.rows for cell in row.cells]


def test_the_centres_are_said_to_be_the_rescue_services_own_and_by_when(story):
    assert rescue_service(story).subtitle == "White Helmets, of their own operation centres; by Fri 23 Sep"


def test_what_differs_is_listed_below_with_how(real):
    exhibit = voices_apart(real, topic_of(real.figure("nbc-white-helmets-killed-friday")))
    table = next(block for block in exhibit.body if isinstance(block, Table) and not block.twin)
    assert table.sections[0].muted and table.sections[0].heading == "Not the same thing, not compared"
    assert all(row.cells[1].text for row in table.sections[0].rows)
    assert exhibit.title.startswith("Two voices on people killed in Aleppo")


def test_a_changed_number_stands_in_the_order_of_telling(real):
    table = next(block for block in changing(real).body if isinstance(block, Table))
    first = [row.cells[0].figure for row in table.sections[0].rows]
    told = [real.figure(name).told_day for name in first]
    assert told == sorted(told)


def test_a_running_total_keeps_forecasts_hollow_and_unjoined(earthquake):
    chart = charts_of(running_totals(earthquake))[0].draw(LOOKS["light"])
    hollow = [
        name
        for trace in chart.data
        if trace.mode == "markers" and trace.marker.color == LOOKS["light"].paper
        for name in trace.customdata
    ]
    assert hollow and all(earthquake.figure(name).is_forecast for name in hollow)
    joined = sum(len(trace.x) for trace in chart.data if trace.mode == "lines")
    points = sum(len(trace.x) for trace in chart.data if trace.mode == "markers")
    assert joined == points - len(hollow)


def test_one_voice_told_once_has_no_changed_number(story):
    with pytest.raises(NothingToShow, match="No voice here is known to have changed its number"):
        changing(story)


def test_reports_at_a_place_are_counted_as_reports_and_never_as_people(real):
    key = next(block for block in where(real).body if isinstance(block, Table))
    told = {row.cells[0].text.split("  ")[-1]: row.cells[1].text for section in key.sections for row in section.rows}
    assert "reports of people killed" in told["East Aleppo"]


def test_the_map_without_outlines_is_drawn_without_ground_and_says_so(story, monkeypatch):
    monkeypatch.setattr("dashboard.maps.ground.find_outlines", lambda view: None)
    from dashboard.maps.ground import cut_ground

    cut_ground.cache_clear()
    exhibit = where(story)
    assert "Drawn without outlines" in exhibit.note
    assert charts_of(exhibit)[0].draw(LOOKS["light"]).to_json()
    cut_ground.cache_clear()


def test_a_number_that_its_voice_took_back_is_not_the_one_to_scale(real):
    figures = people_to_scale(real.only(["guardian-2016-09-23"])).figures
    assert figures == ("guardian-killed-friday-version-6",)
    old, new = map(real.figure, ("quint-sohr-killed-friday", "sohr-killed-friday-east"))
    large = replace(old, id="large", value=900, written="900 so far", wording="900 so far")
    again = replace(new, id="again", corrects="large")
    assert people_to_scale(replace(real, figures=(large, again), gaps=(), part_of=None, version="again")).figures == (
        "again",
    )
