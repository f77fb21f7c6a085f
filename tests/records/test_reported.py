"""What a reported number means: nothing in it is made more certain than the report has it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.records.reported import (
    Bounds,
    add_bounds,
    bounds_of,
    write_bounds,
    write_figure,
    write_number,
)

INF = math.inf


@dataclass
class Given:
    qualifier: str = "exact"
    value: float | None = 80
    basis: str = "count"
    value_low: float | None = None
    value_high: float | None = None
    value_best: float | None = None
    of_total: float | None = None
    magnitude: str | None = None
    provisional: bool = False


def at_most_range(low, high, best=None):
    return Given("range", None, value_low=low, value_high=high, value_best=best)


@pytest.mark.parametrize(
    ("figure", "short", "words", "bounds"),
    [
        (Given("exact", 40), "40", "40", Bounds(40, 40, 40)),
        (Given("exact", 40, "estimate"), "est. 40", "an estimated 40", Bounds(None, 40, None)),
        (Given("at_least", 80), "≥ 80", "at least 80", Bounds(80, None, INF)),
        (Given("more_than", 80), "> 80", "more than 80", Bounds(81, None, INF)),
        (Given("about", 250_000), "≈ 250,000", "about 250,000", Bounds(None, 250_000, None)),
        (Given("nearly", 2_000_000), "just under 2,000,000", "just under 2,000,000", Bounds(None, None, 2_000_000)),
        (Given("up_to", 12), "≤ 12", "up to 12", Bounds(0, None, 12)),
        (Given("fewer_than", 12), "< 12", "fewer than 12", Bounds(0, None, 11)),
        (at_most_range(200, 300), "200–300", "200–300", Bounds(200, None, 300)),
        (at_most_range(0, 8, 6), "0–8, best 6", "0–8, best estimate 6", Bounds(0, 6, 8)),
        (Given("vague", None, magnitude="dozens"), "dozens", "dozens", Bounds(None, None, None)),
        (Given("vague", None), "an unstated number", "an unstated number", Bounds(None, None, None)),
        (Given("exact", None), "an unstated number", "an unstated number", Bounds(None, None, None)),
        (Given("exact", 3, of_total=4), "3 of 4", "3 of 4", Bounds(3, 3, 3)),
        (Given("at_least", 80, "estimate"), "est. ≥ 80", "at least 80 (estimate)", Bounds(80, None, INF)),
        (Given("exact", 12.5), "12.5", "12.5", Bounds(12.5, 12.5, 12.5)),
        (Given("more_than", 12.5), "> 12.5", "more than 12.5", Bounds(12.5, None, INF)),
        (Given("exact", 25, provisional=True), "25 so far", "25 so far", Bounds(25, None, INF)),
        (Given("at_least", 43, provisional=True), "≥ 43 so far", "at least 43 so far", Bounds(43, None, INF)),
        (Given("about", 300, provisional=True), "≈ 300 so far", "about 300 so far", Bounds(None, 300, INF)),
    ],
)  # fmt: skip
def test_a_number_is_written_and_bounded_as_its_qualifier_says(figure, short, words, bounds):
    assert (*write_figure(figure), bounds_of(figure)) == (short, words, bounds)


def test_a_forecast_says_that_it_is_one():
    written = write_figure(Given("up_to", 1_000), forecast=True)
    assert written == ("≤ 1,000 (forecast)", "up to 1,000 (forecast)")


@pytest.mark.parametrize(
    ("number", "written"),
    [(250_000, "250,000"), (12.0, "12"), (1234.56, "1,234.56"), (0, "0"), (1e12, "1,000,000,000,000")],
)
def test_a_number_has_decimals_only_where_it_has_some(number, written):
    assert write_number(number) == written


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([("at_least", 80), ("about", 300)], "at least 80"),
        ([("exact", 2), ("exact", 3)], "exactly 5"),
        ([("exact", 2), ("about", 300)], "about 302"),
        ([("more_than", 80), ("at_least", 10)], "at least 91"),
        ([("up_to", 5), ("exact", 2)], "2–7"),
        ([("up_to", 5), ("fewer_than", 3)], "at most 7"),
        ([("about", 3), ("vague", None)], "no number can be given"),
        ([("exact", 0.1), ("exact", 0.2)], "exactly 0.3"),
    ],
)
def test_sums_go_over_bounds(parts, words):
    assert write_bounds(add_bounds([bounds_of(Given(qualifier, value)) for qualifier, value in parts])) == words


def test_what_is_provisional_leaves_a_sum_open():
    parts = [Given("exact", 25, provisional=True), Given("exact", 5), Given("about", 10, provisional=True)]
    assert write_bounds(add_bounds([bounds_of(part) for part in parts])) == "at least 30"


QUALIFIED = st.one_of(
    st.builds(
        Given,
        st.sampled_from(["exact", "at_least", "more_than", "about", "nearly", "up_to", "fewer_than"]),
        st.integers(1, 10**6),
        provisional=st.booleans(),
    ),
    st.tuples(st.integers(0, 1000), st.integers(0, 1000)).map(lambda pair: at_most_range(min(pair), max(pair))),
    st.just(Given("vague", None)),
).map(bounds_of)


@st.composite
def possible_worlds(draw):
    """Bounds, each with a true count that its wording allows."""
    bounds = draw(st.lists(QUALIFIED, min_size=1, max_size=5))
    truths = []
    for bound in bounds:
        low = bound.low or 0
        high = 2 * 10**6 if bound.high is None or math.isinf(bound.high) else int(bound.high)
        truths.append(draw(st.integers(low, max(low, high))))
    return bounds, truths


@given(possible_worlds())
def test_a_sum_never_excludes_what_its_parts_allow(world):
    bounds, truths = world
    total = add_bounds(bounds)
    assert total.low is None or total.low <= sum(truths)
    assert total.high is None or sum(truths) <= total.high


@given(st.permutations([Given("at_least", 80), Given("about", 300), at_most_range(2, 5)]))
def test_the_order_of_a_sum_does_not_matter(parts):
    assert add_bounds([bounds_of(part) for part in parts]) == Bounds(82, None, None)


@given(QUALIFIED, QUALIFIED)
def test_exclusion_is_mutual_and_nothing_excludes_itself(one, other):
    assert one.excludes(other) == other.excludes(one)
    assert not one.excludes(one)


def test_bounds_that_touch_do_not_exclude_each_other():
    assert not bounds_of(Given("at_least", 80)).excludes(bounds_of(Given("up_to", 80)))
    assert bounds_of(Given("more_than", 80)).excludes(bounds_of(Given("up_to", 80)))
