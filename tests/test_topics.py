"""A comparison has an address: what it leaves open is chosen well, what makes no sense is named."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.charts import CHARTS, Look
from dashboard.compare import Topic
from dashboard.topics import (
    PARAMETERS,
    TOPICAL,
    focus_chart,
    list_options,
    list_parameters,
    list_word_scopes,
    narrow_scopes,
    read_topic,
    write_option,
    write_topic_query,
)

FRIDAY = Topic("killed", "people", "aleppo", date(2016, 9, 23))


def test_a_topic_survives_its_address(real_tables):
    parameters = {name: [value] for name, value in list_parameters(FRIDAY).items()}
    assert read_topic(parameters, real_tables) == (FRIDAY, [])
    assert write_topic_query(FRIDAY) == "about=killed&who=people&where=aleppo&when=2016-09-23"


def test_without_an_address_the_best_supported_topic_of_the_story_is_chosen(real_tables):
    topic, problems = read_topic({}, real_tables)
    assert topic == FRIDAY
    assert problems == []


def test_what_is_left_open_is_chosen_as_the_story_has_it(real_tables):
    topic, _ = read_topic({"about": ["besieged"]}, real_tables)
    assert (topic.group, topic.place) == ("people", "east-aleppo")


def test_what_is_left_open_is_chosen_among_what_is_there(real_tables):
    topic, problems = read_topic({"about": ["besieged"], "where": ["east-aleppo"]}, real_tables)
    assert (topic.indicator, topic.place, problems) == ("besieged", "east-aleppo", [])


@pytest.mark.parametrize(
    ("parameters", "problem"),
    [
        ({"about": ["murdered"]}, "about: 'murdered' is not here, expected one of killed"),
        ({"about": ["killed"], "when": ["23/9"]}, "when: '23/9' is not here, expected one of 2016-09-"),
        ({"where": ["<script>" * 50]}, "where: '<script><script>"),
    ],
)
def test_a_value_that_makes_no_sense_is_named_and_passed_over(real_tables, parameters, problem):
    topic, problems = read_topic(parameters, real_tables)
    assert topic is not None
    assert problems[0].startswith(problem)
    assert len(problems[0]) < 400


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from([*PARAMETERS]), st.lists(st.text(max_size=40), max_size=3)))
def test_no_address_breaks_it(real_tables, parameters):
    topic, problems = read_topic(parameters, real_tables)
    assert topic is not None
    assert all(isinstance(problem, str) for problem in problems)


def test_each_choice_narrows_those_after_it(real_tables):
    scopes = narrow_scopes(list_word_scopes(real_tables), {"about": "evacuated"})
    assert set(list_options(scopes, "where")) <= {"al-waer", "homs", "homs-governorate"}
    assert write_option("where", "al-waer", real_tables) == "Al-Waer, Homs"
    assert write_option("when", "any", real_tables) == "longer or other windows"
    assert write_option("when", "2016-09-22", real_tables) == "Thursday 22 September 2016"


def test_caches_know_a_chart_of_the_same_topic_again(real_tables):
    assert "spread" in TOPICAL
    one, tables = focus_chart(CHARTS["spread"], real_tables, FRIDAY)
    other, same = focus_chart(CHARTS["spread"], real_tables, FRIDAY)
    assert one.build == other.build
    assert tables.view_hash == same.view_hash != real_tables.view_hash
    assert "Aleppo, Friday 23 September 2016" in one.build(tables, Look()).title
