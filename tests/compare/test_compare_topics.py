"""What can be compared, which voices speak of it, and how one voice's number rose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from dashboard.compare import (
    CompareError,
    Topic,
    choose_topic,
    count_voices,
    index_of,
    label_scope,
    list_ladders,
    list_lines,
    list_scopes,
)
from dashboard.tables import Tables

FRIDAY = date(2016, 9, 23)
KILLED_FRIDAY = Topic("killed", "people", "aleppo", FRIDAY)

# Read from the reports by hand: who gave a toll of Friday alone, for the city or a part of it.
HAND_MADE_FRIDAY = {
    "sohr": {
        "abc-au-sohr-killed",
        "quint-sohr-killed-friday",
        "sohr-killed-friday-east",
        "nbc-sohr-killed-friday-morning",
        "afp-sohr-killed-friday",
    },
    "white-helmets": {
        "abc-au-white-helmets-killed",
        "nbc-white-helmets-killed-friday-morning",
        "nbc-white-helmets-killed-friday",
    },
    "al-quds-hospital": {"quint-hospital-head-killed-friday"},
}
# With windows that only overlap Friday, and with city and countryside counted together.
HAND_MADE_OVERLAPPING = {"aleppo-forensic-team"}
HAND_MADE_WIDER = {"aleppo-residents"}
UNCREDITED = {"euronews"}


def test_the_voices_of_friday_are_those_of_the_list_made_by_hand(real_tables: Tables):
    lines = list_lines(real_tables, KILLED_FRIDAY)
    told = [one for line in lines for one in line.accounts]
    alone = [one for one in told if one.window == (FRIDAY, FRIDAY) and one.place in ("aleppo", "east-aleppo")]
    by_voice: dict[str, set[str]] = {}
    for one in alone:
        if one.credited:
            by_voice.setdefault(one.voice, set()).add(one.id)
    assert by_voice == HAND_MADE_FRIDAY
    assert {one.voice for one in alone if not one.credited} == UNCREDITED


def test_windows_that_overlap_and_wider_places_add_the_voices_of_the_list(real_tables: Tables):
    lines = [line for line in list_lines(real_tables, KILLED_FRIDAY) if line.credited]
    inside = {one.voice for line in lines for one in line.accounts if one.place in ("aleppo", "east-aleppo")}
    assert inside == set(HAND_MADE_FRIDAY) | HAND_MADE_OVERLAPPING
    near = {one.voice for line in lines for one in line.accounts if one.place != "aleppo-governorate"}
    assert near == inside | HAND_MADE_WIDER
    assert count_voices(list_lines(real_tables, KILLED_FRIDAY)) == len(near | {"activists"})


def test_a_line_shows_the_account_nearest_to_the_question_told_last(real_tables: Tables):
    lines = {line.voice: line for line in list_lines(real_tables, KILLED_FRIDAY)}
    assert lines["sohr"].main.id == "afp-sohr-killed-friday"
    assert lines["white-helmets"].main.id == "nbc-white-helmets-killed-friday"
    labels = index_of(real_tables).labels
    assert (
        label_scope(lines["aleppo-residents"].main, KILLED_FRIDAY, labels) == "Aleppo city and countryside · 22–23 Sep"
    )
    assert label_scope(lines["sohr"].main, KILLED_FRIDAY, labels) == ""


def test_children_are_no_version_of_the_dead(real_tables: Tables):
    told = {one.group for line in list_lines(real_tables, KILLED_FRIDAY) for one in line.accounts}
    assert told == {"people", "civilians"}
    children = replace_group(KILLED_FRIDAY, "children")
    assert {one.group for line in list_lines(real_tables, children) for one in line.accounts} == {"children"}


def replace_group(topic: Topic, group: str) -> Topic:
    return replace(topic, group=group)


def test_sohr_raised_its_toll_of_friday_in_five_steps(real_tables: Tables):
    ladder = list_ladders(real_tables, KILLED_FRIDAY)[0]
    assert ladder.voice == "sohr"
    assert [step.number for step in ladder.steps] == [10, 15, 27, 45, 47]
    assert [step.order_known for step in ladder.steps] == [True, False, False, False, True]
    assert {one.id for one in ladder.steps[2].accounts} == {
        "abc-au-sohr-killed",
        "ap-sohr-killed-overnight",
        "quint-sohr-killed-friday",
    }


def test_a_wider_place_is_no_step_of_a_ladder(real_tables: Tables):
    assert "sohr-killed-friday-city-and-countryside" not in list_ladders(real_tables, KILLED_FRIDAY)[0].figures


def test_scopes_are_counted_by_independent_voices(real_tables: Tables):
    scopes = list_scopes(real_tables)
    assert list(scopes.columns) == ["indicator", "group", "place", "day", "n_figures", "n_voices"]
    asked = scopes.query("indicator == 'killed' and group == 'people' and place == 'aleppo' and day == @FRIDAY")
    assert asked["n_voices"].tolist() == [len(HAND_MADE_FRIDAY) + len(HAND_MADE_OVERLAPPING)]
    assert scopes["n_voices"].is_monotonic_decreasing
    assert not scopes.duplicated(["indicator", "group", "place", "day"]).any()


def test_every_scope_that_is_offered_has_a_voice_to_show(real_tables: Tables):
    for row in list_scopes(real_tables).itertuples(index=False):
        day = None if pd.isna(row.day) else row.day.date()
        group = None if pd.isna(row.group) else row.group
        assert list_lines(real_tables, Topic(row.indicator, group, row.place, day))


def test_the_default_topic_is_the_best_supported_one_of_the_storys_days(real_tables: Tables, story_tables: Tables):
    assert choose_topic(real_tables) == KILLED_FRIDAY
    assert choose_topic(story_tables) is None


def test_an_invented_collection_has_its_own_topic(invented_tables: Tables):
    assert choose_topic(invented_tables) == Topic("killed", "people", "lowtown", date(2021, 3, 3))


def test_an_unknown_word_of_a_topic_is_refused(real_tables: Tables):
    with pytest.raises(CompareError, match="place 'atlantis', expected an id of these tables"):
        list_lines(real_tables, Topic("killed", "people", "atlantis", FRIDAY))
