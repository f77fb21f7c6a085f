"""Tolls over longer windows: each over the days it counts, joined only where one count goes on."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.charts.base import ChartError, Look
from dashboard.charts.cumulative import build, build_for
from dashboard.charts.cumulative.plan import spread_apart
from dashboard.compare import Topic, list_chains
from dashboard.tables import Tables
from tests.charts.drawn import PICTURES, assert_tidy, text_of

KILLED = Topic("killed", "people", "aleppo")
INJURED = Topic("injured", "people", "east-aleppo")


def test_a_small_picture_holds_a_narrower_scope(real_tables: Tables):
    square = PICTURES[2]
    assert_tidy(build_for(real_tables, square, INJURED).chart, square)
    with pytest.raises(ChartError, match=r"^\d+ of \d+ counts fit legibly into 672 × 420 pixels"):
        build_for(real_tables, square, KILLED)


def test_only_one_voice_group_place_and_first_day_are_joined(real_tables: Tables):
    for chain in list_chains(real_tables, KILLED):
        accounts = [one for toll in chain.tolls for one in toll.accounts]
        assert len({(one.voice, one.group, one.place, one.start) for one in accounts}) == 1
        ends = [toll.first.end for toll in chain.tolls]
        assert ends == sorted(set(ends))


def test_the_who_series_is_one_count_of_the_local_officials(real_tables: Tables):
    chain = next(one for one in list_chains(real_tables, KILLED) if one.voice == "east-aleppo-health-officials")
    assert [(toll.first.number, toll.first.end) for toll in chain.tolls] == [
        (338, date(2016, 9, 29)),
        (338, date(2016, 9, 30)),
        (342, date(2016, 10, 2)),
        (377, date(2016, 10, 7)),
    ]


def test_two_numbers_for_one_window_are_not_joined(real_tables: Tables):
    counts = [one for one in list_chains(real_tables, KILLED) if one.voice == "aleppo-24"]
    assert [[toll.first.number for toll in one.tolls] for one in counts] == [[289], [23]]


def test_as_many_lines_are_joined_as_counts_go_on(real_tables: Tables):
    drawn = build(real_tables, Look())
    going_on = [one for one in list_chains(real_tables, KILLED) if len(one.tolls) > 1]
    assert len([trace for trace in drawn.chart.data if trace.mode == "lines"]) == len(going_on)


def test_each_count_states_its_window(real_tables: Tables):
    texts = text_of(build(real_tables, Look()).chart)
    assert "civilians · East Aleppo · 19 Sep – 18 Oct" in texts
    assert "from 23 Sep to 29 Sep, 30 Sep, 2 Oct and 7 Oct" in texts


def test_the_title_warns_against_adding(real_tables: Tables):
    assert build(real_tables, Look()).title.endswith("counts over different days, not to be added")


def test_what_holds_at_a_time_has_no_toll(real_tables: Tables):
    with pytest.raises(ChartError, match="nobody counts this over a longer stated window"):
        build_for(real_tables, Look(), Topic("besieged", "people", "east-aleppo"))


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [([0, 50, 90], [0, 50, 80]), ([10, 12, 90], [1, 21, 80]), ([95, 96, 97], [40, 60, 80]), ([-5, -4, 3], [0, 20, 40])],
)
def test_labels_stay_near_their_lines_without_overlapping(wanted: list[float], expected: list[float]):
    assert spread_apart(wanted, [20, 20, 20], 0, 100) == expected


def test_the_number_of_a_count_is_bold_in_a_dense_picture_too(real_tables: Tables):
    shown = build(real_tables, PICTURES[1]).chart.layout.annotations
    assert any(note.text.startswith("<b>&gt; 440</b> Violations Documentation Center") for note in shown)
