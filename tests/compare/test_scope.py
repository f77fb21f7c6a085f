"""How two figures relate on each axis."""

import pytest

from tests.compare.made import compare, said


def relate(one, other):
    return compare(one, other).relate(one, other)


@pytest.mark.parametrize(
    ("one", "other", "axis"),
    [
        ("15", "15", "equal"),
        ("15", "14..16", "part"),
        ("13..15", "15", "whole"),
        ("15", "16", "apart"),
        ("14T18..15T06", "15", "apart"),
        ("12..14", "13..16", "overlap"),
        ("13..", "13..15", "whole"),
        ("..15", "15", "unknown"),
    ],
)
def test_windows_are_related_by_day_and_hour(one, other, axis):
    assert relate(said("a", days=one), said("b", days=other)).when == axis


def test_since_late_thursday_is_not_thursday():
    assert relate(said("a", days="14T18..15"), said("b", days="14")).scope == "apart"


def test_two_tolls_of_a_day_that_goes_on_are_of_one_window():
    assert relate(said("a", told="15"), said("b", days="15..15T19", told="15")).when == "equal"


def test_a_day_that_is_over_does_not_lie_in_a_count_cut_short_on_that_day():
    assert relate(said("a", days="15", told="17"), said("b", days="14T18..15", told="15")).when == "overlap"


def test_an_hour_of_a_day_is_somewhere_within_it():
    hour = said("a", days="15T00..15T19", date_precision=2)
    assert relate(hour, said("b")).when == "part"
    assert relate(hour, said("c", told="15")).when == "overlap"


@pytest.mark.parametrize(
    ("one", "other", "axis"), [("15", "15", "equal"), ("13..15", "15", "equal"), ("15", "16", "apart")]
)
def test_a_state_holds_on_its_last_day(one, other, axis):
    state = {"indicator": "besieged"}
    assert relate(said("a", days=one, **state), said("b", days=other, **state)).when == axis


def test_days_that_are_inferred_are_unknown():
    assert relate(said("a", stated=False), said("b", 90)).scope == "not_comparable"


def test_figures_of_one_report_that_leave_out_their_days_speak_of_the_same_ones():
    one, other = said("a", stated=False, report="r"), said("b", 90, by="rescuers", stated=False, report="r")
    assert relate(one, other).scope == "same"


def test_a_part_happened_in_the_days_of_its_whole():
    whole, part = said("w", 90, where="region", report="r"), said("p", 15, stated=False, part_of="w", report="r")
    other = said("o", 15, by="rescuers")
    assert compare(whole, part, other).relate(part, other).scope == "same"


@pytest.mark.parametrize(
    ("one", "other", "axis"),
    [
        ("city", "city", "equal"),
        ("east", "region", "part"),
        ("land", "east", "whole"),
        ("east", "west", "apart"),
        ("quarter", "two-quarters", "part"),
    ],
)
def test_places_are_related_by_what_contains_them(one, other, axis):
    assert relate(said("a", where=one), said("b", where=other)).where == axis


def test_an_inferred_place_is_never_equal_but_still_lies_in_a_wider_one():
    assert relate(said("a", placed=False), said("b", 90)).where == "unknown"
    assert relate(said("a", placed=False), said("b", 90, where="region")).where == "part"


@pytest.mark.parametrize(
    ("one", "other", "axis"),
    [
        ("civilians", "people", "part"),
        ("civilians", "children", "overlap"),
        ("sailors", "passengers", "apart"),
        ("people", None, "unknown"),
    ],
)
def test_groups_are_related_by_what_contains_them(one, other, axis):
    assert relate(said("a", group=one), said("b", group=other)).who == axis


def test_another_responsible_is_another_scope_and_one_alone_a_part():
    assert relate(said("a", responsible="Them"), said("b", responsible="Others")).who == "apart"
    assert relate(said("a", responsible="Them"), said("b")).who == "part"
    assert relate(said("a", cause="shells"), said("b")).what == "part"


def test_a_forecast_is_apart_from_what_was_counted():
    assert relate(said("a", counting="forecast"), said("b")).scope == "apart"


def test_people_of_one_role_may_be_the_same_ones():
    assert relate(said("a", indicator="registered"), said("b")).what == "overlap"
    assert relate(said("a", indicator="injured"), said("b")).what == "apart"


def test_narrower_and_wider_at_once_is_overlap():
    relation = relate(said("a", group="civilians"), said("b", where="east"))
    assert (relation.who, relation.where, relation.scope) == ("part", "whole", "overlap")
