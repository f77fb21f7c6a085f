"""What the code must find by itself in the real collection: a test a sentence, with the figures that support it."""

from __future__ import annotations

import pytest

from dashboard.compare import how_it_compares, list_findings
from dashboard.tables import Tables
from tests.compare.conftest import MakeTables, write_row


def test_the_80_of_thursday_stands_apart_from_sohr_and_from_the_same_team(real_tables: Tables):
    found = how_it_compares("killed-aleppo-thursday", real_tables)
    assert found.kind == "stands_apart"
    assert {"rnz-sohr-killed-thursday", "ap-forensic-killed-since-late-thursday"} <= set(found.figures)
    assert "Syrian Observatory for Human Rights has at least 14 (a narrower place: East Aleppo)" in found.sentence
    assert "the same voice has 54 (a longer window: 22–23 September), carried by AP" in found.sentence


def test_four_others_date_the_evacuation_from_al_waer_to_thursday(real_tables: Tables):
    found = how_it_compares("evacuated-al-waer", real_tables)
    assert found.kind == "other_day"
    assert found.sentence.startswith("Dated otherwise elsewhere: four others have it on Thursday 22 September: ")
    assert "280 (Governor of Homs: 123 fighters and 157 relatives of fighters)" in found.sentence
    assert "350 (Syrian Observatory for Human Rights)" in found.sentence
    assert {"sana-evacuated-fighters", "sana-evacuated-relatives", "sohr-evacuated", "tgcom24-evacuated"} <= set(
        found.figures
    )


def test_40_is_air_strikes_here_and_buildings_in_two_other_reports(real_tables: Tables):
    traps = [one for one in list_findings("air-strikes-thursday-night", real_tables) if "thing" in one.kind]
    assert [one.kind for one in traps] == ["same_number_other_thing"]
    assert set(traps[0].figures) == {"abc-au-buildings-destroyed", "quint-buildings-destroyed"}
    assert traps[0].sentence == "40 is buildings destroyed in two other reports, another thing (White Helmets)"
    assert traps[0].sentence in how_it_compares("air-strikes-thursday-night", real_tables).sentence


def test_the_besieged_range_from_250000_to_300000(real_tables: Tables):
    found = how_it_compares("besieged-east-aleppo", real_tables)
    assert found.kind == "range"
    assert "others give 250,000 to 300,000 for much the same scope" in found.sentence
    assert {"new-arab-besieged", "un-envoy-besieged", "ocha-besieged"} & set(found.figures) >= {
        "new-arab-besieged",
        "un-envoy-besieged",
    }


def test_unicef_has_a_station_damaged_where_the_article_has_it_destroyed(real_tables: Tables):
    found = how_it_compares("water-station-destroyed", real_tables)
    assert "UN Children's Fund have it damaged, not destroyed" in found.sentence
    assert {"nbc-water-station-damaged", "guardian-water-station-damaged"} <= set(found.figures)


def test_the_213_of_the_un_is_that_of_sohr_and_no_second_count(real_tables: Tables):
    found = how_it_compares("un-envoy-killed-city-and-countryside", real_tables)
    assert found.kind == "passed_on"
    assert found.sentence.startswith(
        "No second count: United Nations passes on the number given by Syrian Observatory for Human Rights"
    )
    assert found.figures == ("ap-sohr-killed-opposition-areas",)


def test_the_period_of_a_who_toll_was_corrected(real_tables: Tables):
    found = {one.kind: one for one in list_findings("who-killed-few-weeks", real_tables)}
    assert {"who-killed-week-reuters", "nyt-who-killed-week"} <= set(found["other_period"].figures)
    assert found["other_period"].sentence.startswith("the same voice's same 338 stands for other days elsewhere: ")
    assert "23–30 September" in found["other_period"].sentence


def test_the_forensic_team_has_54_where_the_article_has_80(real_tables: Tables):
    found = how_it_compares("ap-forensic-killed-since-late-thursday", real_tables)
    assert found.kind == "stands_apart"
    assert "killed-aleppo-thursday" in found.figures


def test_every_figure_has_one_sentence_and_names_only_figures_that_exist(real_tables: Tables):
    known = set(real_tables.figures["id"])
    for figure in real_tables.figures["id"]:
        found = how_it_compares(figure, real_tables)
        assert found.sentence.endswith(".") and found.sentence[0].isupper() | found.sentence[0].isdigit()
        assert set(found.figures) <= known - {figure}


def test_a_single_source_has_nothing_to_compare_and_says_so(story_tables: Tables):
    found = how_it_compares("killed-aleppo-thursday", story_tables)
    assert found == type(found)(
        "alone", "No other report of this collection counts the same thing at this place and time.", ()
    )


def test_a_figure_without_days_is_not_set_beside_others(make_tables: MakeTables):
    tables = make_tables(write_row("undated", 20, date_start=None, date_end=None), write_row("other", 30, "lcc"))
    assert (
        how_it_compares("undated", tables).sentence
        == "Its days are not fully stated, so no other number can be set beside it."
    )


@pytest.mark.parametrize("number", [2, 9])
def test_small_numbers_of_people_meet_by_chance(make_tables: MakeTables, number: int):
    tables = make_tables(write_row("dead", number), write_row("hurt", number, "lcc", indicator="injured"))
    assert [one.kind for one in list_findings("dead", tables)] == ["alone"]
