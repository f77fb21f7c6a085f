"""What numbers can be true at once."""

import math

import pytest

from dashboard.compare.scope import agrees, find_clash, intersect, is_rounding, verdict_bounds, widen
from dashboard.records.reported import Bounds
from tests.compare.made import said


def numbers(*figures):
    return [verdict_bounds(figure) for figure in figures]


@pytest.mark.parametrize(("number", "clashes"), [(150, True), (115, False), (79, True)])
def test_about_reaches_a_fifth_either_way(number, clashes):
    assert (find_clash(numbers(said("a", 100, qualifier="about"), said("b", number))) is not None) is clashes


def test_an_estimate_reaches_as_far_as_about():
    assert verdict_bounds(said("a", 40, basis="estimate")) == Bounds(32, 40, 48)


def test_two_minimums_never_clash():
    assert find_clash(numbers(said("a", 10, qualifier="at_least"), said("b", 900, qualifier="more_than"))) is None


def test_so_far_opens_the_upper_end():
    assert find_clash(numbers(said("a", 45, provisional=True), said("b", 91))) is None


def test_the_smallest_clash_names_the_lowest_ceiling_and_the_highest_floor():
    figures = said("a", 25), said("b", 45, qualifier="at_least"), said("c", 30, qualifier="at_least"), said("d", 27)
    assert find_clash(numbers(*figures)) == (0, 1)


def test_what_all_can_be_is_where_their_bounds_meet():
    bounds = [Bounds(47, None, math.inf), Bounds(72, None, math.inf), Bounds(91, 91, 91)]
    assert intersect(bounds) == Bounds(91, 91, 91)
    assert intersect(bounds[:2]) == Bounds(72, None, math.inf)


def test_of_two_wordings_of_one_statement_the_weaker_stands():
    assert widen([Bounds(12, 12, 12), Bounds(12, None, math.inf)]) == Bounds(12, None, math.inf)


def test_a_vague_word_agrees_with_what_it_may_mean_and_never_clashes():
    tens = said("a", None, qualifier="vague", magnitude="dozens")
    assert agrees(tens, said("b", 43))
    assert not agrees(tens, said("b", 175)) and not agrees(tens, said("b", 5_000, qualifier="about"))
    assert find_clash(numbers(tens, said("b", 175))) is None


def test_two_minimums_agree_on_nothing():
    assert not agrees(said("a", 80, qualifier="at_least"), said("b", 80, qualifier="at_least"))
    assert agrees(said("a", 80), said("b", 80))


@pytest.mark.parametrize(
    ("value", "qualifier", "fine", "rounds"),
    [
        (840, "more_than", 846, True),
        (300, "about", 280, True),
        (1200, "more_than", 1129, False),
        (30, "exact", 31, False),
    ],
)
def test_a_rounding_has_fewer_digits(value, qualifier, fine, rounds):
    assert is_rounding(said("a", value, qualifier=qualifier), said("b", fine)) is rounds


def test_a_range_agrees_with_a_number_in_it_and_with_no_other_range():
    wide, other = (said(id, None, qualifier="range", value_low=low, value_high=high) for id, low, high in (("a", 40, 60), ("b", 55, 80)))  # fmt: skip
    assert agrees(wide, said("c", 50, qualifier="about")) and agrees(other, said("c", 75))
    assert not agrees(other, said("c", 50, qualifier="about")) and not agrees(wide, other)
