"""Days and hours are told apart: a night is twelve hours, not two days."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.records.moments import Window, precision_of

THURSDAY, FRIDAY = date(2016, 9, 22), date(2016, 9, 23)
NIGHT = Window(datetime(2016, 9, 22, 18), datetime(2016, 9, 23, 6))


def test_a_night_begins_in_the_evening_and_ends_in_the_morning():
    assert NIGHT.part_of_day == "night"
    assert Window(NIGHT.start, datetime(2016, 9, 24, 6)).part_of_day is None
    assert NIGHT.has_hours
    assert not NIGHT.is_one_day
    assert NIGHT.covers_day(THURSDAY)
    assert NIGHT.covers_day(FRIDAY)


def test_an_evening_ends_with_its_day():
    evening = Window(datetime(2016, 9, 22, 18), datetime(2016, 9, 23))
    assert evening.part_of_day == "evening"
    assert (evening.first_day, evening.last_day) == (THURSDAY, THURSDAY)
    assert not evening.covers_day(FRIDAY)


def test_a_day_is_one_day_however_its_ends_are_given():
    assert Window(THURSDAY, THURSDAY).is_one_day
    assert Window(datetime(2016, 9, 22), datetime(2016, 9, 23)).is_one_day
    assert not Window(THURSDAY, FRIDAY).is_one_day
    assert not Window(THURSDAY, None).is_one_day


def test_an_end_that_is_not_known_may_lie_anywhere():
    since = Window(THURSDAY, None)
    assert since.known
    assert not since.closed
    assert since.overlaps(Window(FRIDAY, FRIDAY))
    assert not since.overlaps(Window(date(2016, 9, 1), date(2016, 9, 2)))
    assert since.covers_day(FRIDAY)
    assert not Window(None, None).covers_day(FRIDAY)


@pytest.mark.parametrize(
    ("window", "precision"),
    [
        (Window(THURSDAY, THURSDAY), 1),
        (NIGHT, 1),
        (Window(THURSDAY, FRIDAY), 2),
        (Window(THURSDAY, date(2016, 9, 28)), 3),
        (Window(THURSDAY, date(2016, 10, 12)), 4),
        (Window(THURSDAY, date(2016, 12, 1)), 5),
        (Window(THURSDAY, None), 5),
    ],
)
def test_precision_follows_the_length_of_the_window(window, precision):
    assert precision_of(window) == precision


MOMENTS = st.one_of(st.none(), st.dates(), st.datetimes())


@given(MOMENTS, MOMENTS, MOMENTS, MOMENTS)
def test_overlap_is_mutual_and_no_date_breaks_a_window(a, b, c, d):
    one, other = Window(a, b), Window(c, d)
    assert one.overlaps(other) == other.overlaps(one)
    assert precision_of(one) in range(1, 6)
    assert one.last_day is None or isinstance(one.last_day, date)
