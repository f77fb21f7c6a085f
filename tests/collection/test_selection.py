"""One selection is read from a URL, applied to a collection and written back."""

from __future__ import annotations

from datetime import date, datetime
from urllib.parse import parse_qs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.collection.selection import (
    LABELS,
    PARAMETERS,
    Asked,
    Selection,
    count_choices,
    explain_empty,
    length_of,
    list_choices,
    read_selection,
)
from dashboard.records.moments import Window


def choose(collection, **parts):
    return {figure.id for figure in Selection(**parts).choose(collection).figures}


def test_a_selection_is_read_as_it_was_written(real):
    chosen = Selection(
        reports=("independent-2016-09-23",),
        indicator=("killed",),
        place=("aleppo",),
        day=(date(2016, 9, 22),),
        start=date(2016, 9, 20),
        end=date(2016, 9, 30),
        length=("day",),
        counting=("period",),
        text="forensic",
        figure="killed-aleppo-thursday",
        topic=Asked("killed", "people", "aleppo", date(2016, 9, 23)),
    )
    assert read_selection(parse_qs(chosen.write_query()), real) == (chosen, [])
    assert choose(real, reports=("independent-2016-09-23",), text="forensic team", day=(date(2016, 9, 22),)) == {
        "killed-aleppo-thursday"
    }


def test_a_topic_of_all_groups_and_any_day_is_written_so():
    selection = Selection(topic=Asked("killed", None, "aleppo", None))
    assert selection.write_query() == "about=killed&who=all&where=aleppo&when=any"
    assert selection.is_empty


@pytest.mark.parametrize(
    ("parameters", "problem"),
    [
        ({"place": ["alepo"]}, "place: 'alepo' is not here, nearest: 'aleppo'"),
        ({"speaker": ["SOHR"]}, "speaker: 'SOHR' is not here, nearest: 'sohr'"),
        ({"qualifier": ["atleast"]}, "qualifier: 'atleast' is not here, nearest: 'at_least'"),
        ({"length": ["zzz"]}, "length: 'zzz' is not here, expected one of hours, day, week, longer, open"),
        ({"from": ["22/09/2016"]}, "from: '22/09/2016' is no day, expected one such as 2016-09-23"),
        ({"day": ["2016-9-2"]}, "day: '2016-9-2' is no day, expected one such as 2016-09-23"),
        ({"source": ["independent-2016"]}, "source: 'independent-2016' is not here, nearest: 'independent-2016-09-23'"),
        ({"figure": ["killed-alepo-thursday"]}, "figure: 'killed-alepo-thursday' is not here, nearest: 'killed-aleppo-thursday'"),
        ({"about": ["killed"]}, "where: missing, expected the id of a place"),
        ({"via": [str(number) for number in range(300)]}, "via: 295 more values that are not here"),
        ({"place": ["<script>\x1b"]}, "place: '<script>\\u001b' is not here"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_told_with_the_nearest_that_does(real, parameters, problem):
    _, problems = read_selection(parameters, real)
    assert any(problem in line for line in problems), problems


def test_parameters_of_others_are_passed_over(real):
    assert read_selection({"embed": ["true"], "chart": ["killed"]}, real) == (Selection(), [])


def test_a_place_holds_what_lies_within_it_and_a_group_only_itself(invented):
    assert choose(invented, place=("harbour",)) < choose(invented, place=("lowtown",))
    assert choose(invented, place=("northland",)) == choose(invented)
    assert choose(invented, group=("people",)) == {"rp-killed", "er-killed"}


def test_days_from_and_to_choose_what_some_part_of_lies_between(invented):
    assert "er-raids" in choose(invented, start=date(2021, 3, 4), end=date(2021, 3, 9))
    assert "rp-killed" in choose(invented, start=date(2021, 3, 4))
    assert choose(invented, end=date(2021, 3, 2)) == set()


def test_totals_and_long_windows_can_be_told_from_daily_numbers(real):
    daily = Selection(day=(date(2016, 9, 25),), counting=("period",), length=("day",)).choose(real)
    assert daily.figures
    assert all(figure.window.is_one_day for figure in daily.figures)


@pytest.mark.parametrize(
    ("window", "length"),
    [
        (Window(datetime(2016, 9, 22, 18), datetime(2016, 9, 23, 6)), "hours"),
        (Window(date(2016, 9, 22), date(2016, 9, 22)), "day"),
        (Window(date(2016, 9, 22), date(2016, 9, 28)), "week"),
        (Window(datetime(2016, 9, 22, 18), date(2016, 9, 30)), "longer"),
        (Window(date(2016, 9, 22), None), "open"),
    ],
)
def test_a_window_has_a_length(window, length):
    assert length_of(window) == length


def test_standing_asks_whoever_knows_it(invented):
    chosen = Selection(standing=("revised",)).choose(
        invented, lambda figure: "revised" if figure.id == "er-raids" else "one_voice"
    )
    assert [figure.id for figure in chosen.figures] == ["er-raids"]
    assert Selection(standing=("revised",)).choose(invented) is invented


def test_gaps_statements_and_events_follow_the_parts_they_have(story):
    friday = Selection(day=(date(2016, 9, 23),), indicator=("killed",)).choose(story)
    assert [gap.id for gap in friday.gaps] == ["gap-killed-aleppo-friday"]
    assert Selection(place=("homs",)).choose(story).gaps == ()


def test_counts_tell_what_each_choice_would_leave(invented):
    counts = count_choices(Selection(indicator=("killed",)), invented, "place")
    assert counts["lowtown"] == counts["northland"] == 3
    assert count_choices(Selection(indicator=("killed",)), invented, "indicator")["air_strikes"] == 1
    for name in LABELS.keys() - {"start", "end", "text"}:
        assert isinstance(list_choices(invented, name), tuple)


def test_an_empty_choice_says_what_to_loosen(invented):
    selection = Selection(indicator=("air_strikes",), basis=("count",))
    assert selection.choose(invented).figures == ()
    assert explain_empty(selection, invented) == [("indicator", 3), ("basis", 1)]


def test_a_part_of_a_collection_has_a_version_of_its_own(invented):
    one, other = Selection(indicator=("killed",)), Selection(indicator=("injured",))
    assert one.choose(invented).version == one.choose(invented).version
    assert len({invented.version, one.choose(invented).version, other.choose(invented).version}) == 3
    assert other.choose(one.choose(invented)).whole is invented
    assert Selection(figure="er-raids").choose(invented) is invented


def test_a_filter_says_nothing_of_what_it_hides(invented):
    part = Selection(indicator=("killed",)).choose(invented)
    assert len(part.tables.coverage.merge(invented.tables.coverage)) == len(part.tables.coverage)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Médecins", "medecins"),
        ("أورم", "اورم"),
        ("Bustān al-Qaṣr", "bustan al qasr"),
        ("250,000", "250000"),
        ("Urem al-Kubra", "أورم الكبرى"),
    ],
)
def test_search_does_not_tell_spellings_apart(real, one, other):
    assert choose(real, text=one) == choose(real, text=other) != set()


@pytest.mark.parametrize("query", ["Boustan al-Kasr", "Al Waar", "Haleb", "SOHR", "deaths children", "≥ 80", "3 of 4"])
def test_search_knows_aliases_and_numbers_as_written(real, query):
    assert choose(real, text=query)


@settings(deadline=None)
@given(
    parameters=st.dictionaries(
        st.sampled_from([*PARAMETERS.values(), "about", "who", "where", "when"]),
        st.lists(st.text(max_size=20), max_size=3),
    )
)
def test_no_query_breaks_the_reader(invented, parameters):
    selection, problems = read_selection(parameters, invented)
    selection.choose(invented)
    assert all(line.isprintable() for line in problems)
    again, _ = read_selection(parse_qs(selection.write_query()), invented)
    assert again == selection
