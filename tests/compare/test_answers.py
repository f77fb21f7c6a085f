"""What a collection answers to a question."""

import math

import pytest

from dashboard.records.reported import Bounds
from tests.compare.made import ask, compare, ids, said


def answer(*figures, **topic):
    return ask(compare(*figures), **topic)


def test_two_voices_are_a_range_and_say_what_the_number_would_be():
    found = answer(said("a", 47, qualifier="at_least"), said("b", 91, by="rescuers"))
    assert (found.kind, [line.figure.id for line in found.lines], ids(found.figures)) == (
        "range",
        ["a", "b"],
        ["a", "b"],
    )
    assert (found.clash, found.would_be) == (None, Bounds(91, 91, 91))


def test_two_that_clash_are_named():
    found = answer(said("a", 25), said("b", 45, by="rescuers"), said("c", 30, by="ministry"))
    assert [line.figure.id for line in found.clash] == ["a", "b"]


def test_an_uncredited_number_contradicts_nothing_and_nothing_is_said_over_it():
    found = answer(said("a", 25), said("b", 45, by="gazette"))
    assert (len(found.lines), found.would_be, found.clash) == (2, None, None)


def test_the_weakest_wording_is_shown_even_of_a_report_that_leaves_out_the_day():
    weak = said("b", 12, qualifier="at_least", stated=False)
    found = answer(said("a", 12), weak, said("c", 20, by="rescuers", provisional=True))
    assert [(line.figure.id, ids(line.figures)) for line in found.lines] == [("b", ["a"]), ("c", ["c"])]
    assert found.would_be == Bounds(20, None, math.inf)


def test_one_voice_in_two_reports_is_one_line():
    found = answer(said("a", 49), said("b", 49))
    assert (found.kind, len(found.lines), ids(found.figures)) == ("one_voice", 1, ["a", "b"])


def test_two_numbers_of_one_voice_that_meet_are_both_shown():
    found = answer(said("a", 47, qualifier="at_least"), said("b", 91))
    assert (found.kind, [line.figure.id for line in found.lines]) == ("one_voice", ["a", "b"])


def test_members_of_one_body_are_one_voice():
    assert answer(said("a", 35, by="un-health"), said("b", 30, by="un-aid")).kind == "one_voice"


def test_a_vague_word_is_no_second_number():
    found = answer(said("a", 175), said("b", None, by="rescuers", qualifier="vague", magnitude="dozens"))
    assert (found.kind, [line.figure.id for line in found.lines if line.figure.qualifier != "vague"]) == (
        "one_voice",
        ["a"],
    )


def test_replaced_numbers_are_left_out():
    found = answer(said("a", 15, told="15", provisional=True), said("b", 47, told="17"))
    assert (ids(found.figures), ids(found.replaced)) == (["b"], ["a"])


@pytest.mark.parametrize("days", ["14T18..15T06", "15T06..15T12", "14..15", "14T18..15", "15.."])
def test_a_night_an_hour_and_since_late_thursday_are_no_days_headline(days):
    found = answer(said("a", days=days))
    assert found.kind == "nobody"
    assert ids(beside.figure for beside in found.beside) == ["a"]


def test_an_hour_of_the_day_is_no_days_headline():
    assert answer(said("a", days="15T00..15T19", date_precision=2)).kind == "nobody"


@pytest.mark.parametrize("other", [{"where": "east"}, {"group": "civilians"}, {"stated": False}, {"placed": False}])
def test_what_differs_stands_beside_with_how(other):
    found = answer(said("a", 80), said("b", 30, by="rescuers", **other))
    assert ids(found.figures) == ["a"]
    assert [beside.figure.id for beside in found.beside] == ["b"]
    assert found.beside[0].relation.scope in ("part", "not_comparable")


def test_what_stands_beside_a_running_total_differs_from_its_time_not_from_a_day():
    total = {"days": "11..15", "counting": "total"}
    found = answer(
        said("a", 180, **total), said("b", 26, group="children", **total), said("c", 25, days="15", where="east")
    )
    told = {beside.figure.id: beside.relation.when for beside in found.beside}
    assert ids(found.figures) == ["a"] and told == {"b": "equal", "c": "part"}


def test_copies_of_one_statement_stand_beside_once():
    found = answer(said("a", 80), said("b", 30, where="east"), said("c", 30, where="east"))
    assert ids(beside.figure for beside in found.beside) == ["b"]


def test_any_day_has_no_headline():
    found = answer(said("a", where="east"), said("b", days="14"), said("c"), day=None)
    assert (found.kind, ids(found.own)) == ("no_range", ["b", "c"])
    assert ids(beside.figure for beside in found.beside) == ["b", "c", "a"]


def test_a_forecast_is_never_in_a_range_with_what_was_counted():
    found = answer(said("a", 80), said("b", 900, by="rescuers", counting="forecast"))
    assert ids(found.figures) == ["a"]


def test_totals_since_different_days_are_not_one_headline():
    total = {"counting": "total"}
    found = answer(said("a", 80, days="11..15", **total), said("b", 99, by="rescuers", days="8..15", **total),
                   said("c", 85, by="ministry", days="11..15", **total))  # fmt: skip
    assert ids(found.figures) == ["a", "c"]


def test_a_total_of_many_days_is_not_the_count_of_its_last_day():
    found = answer(said("a", 80), said("b", 99, by="rescuers", days="11..15", counting="total"))
    assert ids(found.figures) == ["a"]


def test_topics_are_listed_by_voices():
    comparison = compare(
        said("a"), said("b", 9, by="rescuers"), said("c", where="east"), said("d", stated=False, where="west")
    )
    assert [topic.key for topic in comparison.topics()] == [
        ("killed", "people", "city", "2020-05-15"),
        ("killed", "people", "east", "2020-05-15"),
    ]
