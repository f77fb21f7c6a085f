"""What a reported number means: nothing in it is made more certain than the report has it."""

from __future__ import annotations

import math
from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.quantity import (
    Bounds,
    Containment,
    Scope,
    add_bounds,
    bounds_of,
    explain_refusal,
    write_bounds,
    write_short,
    write_words,
)


def figure(qualifier="exact", value=80, basis="count", low=None, high=None, of_total=None, magnitude=None):
    return SimpleNamespace(
        qualifier=qualifier,
        value=value,
        basis=basis,
        value_low=low,
        value_high=high,
        of_total=of_total,
        magnitude=magnitude,
    )


@pytest.mark.parametrize(
    ("given_figure", "short", "words", "bounds"),
    [
        (figure("exact", 40), "40", "40", Bounds(40, 40, 40)),
        (figure("exact", 40, "estimate"), "est. 40", "an estimated 40", Bounds(40, 40, 40)),
        (figure("at_least", 80), "≥ 80", "at least 80", Bounds(80, None, math.inf)),
        (figure("more_than", 80), "> 80", "more than 80", Bounds(81, None, math.inf)),
        (figure("about", 250_000), "≈ 250,000", "about 250,000", Bounds(None, 250_000, None)),
        (figure("nearly", 2_000_000), "just under 2,000,000", "just under 2,000,000", Bounds(None, None, 2_000_000)),
        (figure("up_to", 12), "≤ 12", "up to 12", Bounds(0, None, 12)),
        (figure("fewer_than", 12), "< 12", "fewer than 12", Bounds(0, None, 11)),
        (figure("range", None, low=200, high=300), "200–300", "200–300", Bounds(200, None, 300)),
        (figure("vague", None, magnitude="dozens"), "dozens", "dozens", Bounds(None, None, None)),
        (figure("exact", 3, of_total=4), "3 of 4", "3 of 4", Bounds(3, 3, 3)),
        (figure("at_least", 80, "estimate"), "est. ≥ 80", "at least 80 (estimate)", Bounds(80, None, math.inf)),
    ],
)
def test_a_number_is_written_and_bounded_as_its_qualifier_says(given_figure, short, words, bounds):
    assert write_short(given_figure) == short
    assert write_words(given_figure) == words
    f = given_figure
    assert bounds_of(f.qualifier, f.value, f.value_low, f.value_high) == bounds


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
    ],
)
def test_sums_go_over_bounds(parts, words):
    assert write_bounds(add_bounds([bounds_of(qualifier, value) for qualifier, value in parts])) == words


QUALIFIED = st.one_of(
    st.tuples(
        st.sampled_from(["exact", "at_least", "more_than", "about", "nearly", "up_to", "fewer_than"]),
        st.integers(1, 10**6),
    ).map(lambda pair: bounds_of(*pair)),
    st.tuples(st.integers(0, 1000), st.integers(0, 1000)).map(
        lambda pair: bounds_of("range", None, min(pair), max(pair))
    ),
    st.just(bounds_of("vague", None)),
)


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


@given(st.permutations([bounds_of("at_least", 80), bounds_of("about", 300), bounds_of("range", None, 2, 5)]))
def test_the_order_of_a_sum_does_not_matter(parts):
    assert add_bounds(parts) == Bounds(82, None, None)


@given(QUALIFIED, QUALIFIED)
def test_exclusion_is_mutual_and_nothing_excludes_itself(one, other):
    assert one.excludes(other) == other.excludes(one)
    assert not one.excludes(one)


def test_bounds_that_touch_do_not_exclude_each_other():
    assert not bounds_of("at_least", 80).excludes(bounds_of("up_to", 80))
    assert bounds_of("more_than", 80).excludes(bounds_of("up_to", 80))


CONTAINMENT = Containment(
    places={"east": "city", "city": None, "homs": None},
    groups={"people": None, "fighters": "mixed", "relatives": "mixed", "mixed": "people"},
    mixed_groups=frozenset({"mixed"}),
    partitions={"fighters": "role", "relatives": "role"},
    parts={"part": "whole", "whole": None},
)


def scope(name="a", indicator="killed", unit="people", group="people", place="city", day=22):
    return Scope(name, indicator, unit, group, place, date(2016, 9, day), date(2016, 9, day))


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (scope(), scope("b", "air_strikes", "air strikes"), "people and air strikes are different units"),
        (scope(), scope("b", "evacuated"), "killed and evacuated count different things"),
        (scope("whole"), scope("part", day=23), "part and whole: one is part of the other"),
        (scope(), scope("b", group="mixed", place="homs"), "one mixes fighters with families"),
        (scope(), scope("b", place="east"), "a and b overlap in place and time"),
    ],
)
def test_what_must_not_be_added_is_refused_with_the_reason(one, other, reason):
    refusal = explain_refusal([one, other], CONTAINMENT)
    assert refusal is not None
    assert reason in refusal or reason.replace("part and whole", "whole and part") in refusal


@pytest.mark.parametrize(
    "other",
    [scope("b", place="homs"), scope("b", day=23), scope("b", group="relatives")],
    ids=["place", "day", "group"],
)
def test_what_cannot_be_the_same_people_may_be_added(other):
    one = scope(group="fighters") if other.group == "relatives" else scope()
    assert explain_refusal([one, other], CONTAINMENT) is None


def test_an_unknown_day_may_be_any_day():
    assert explain_refusal([scope(), Scope("b", "killed", "people", "people", "city", None, None)], CONTAINMENT)
