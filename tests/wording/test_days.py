"""Days and hours in words."""

import locale
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.records.moments import Window
from dashboard.wording.days import place_in_time, write_day, write_day_short, write_window, write_window_short
from dashboard.wording.sentences import MONTHS
from tests.wording.invented import hours

THURSDAY = date(2016, 9, 22)


@pytest.mark.parametrize(
    ("window", "long", "short"),
    [
        (Window(THURSDAY, THURSDAY), "Thursday 22 September 2016", "Thu 22 Sep"),
        (hours("2016-09-22T18:00", "2016-09-23T06:00"), "the night of 22 to 23 September 2016", "night 22–23 Sep"),
        (
            hours("2016-09-30T18:00", "2016-10-01T06:00"),
            "the night of 30 September to 1 October 2016",
            "night 30 Sep – 1 Oct",
        ),
        (
            hours("2016-09-23T06:00", "2016-09-23T12:00"),
            "the morning of Friday 23 September 2016",
            "Fri 23 Sep, morning",
        ),
        (
            hours("2016-09-22T18:00", "2016-09-23T00:00"),
            "the evening of Thursday 22 September 2016",
            "Thu 22 Sep, evening",
        ),
        (
            hours("2016-09-22T18:00", None),
            "since the evening of Thursday 22 September 2016",
            "since Thu 22 Sep, evening",
        ),
        (Window(date(2016, 9, 19), date(2016, 9, 28)), "19 to 28 September 2016", "19–28 Sep"),
        (Window(date(2016, 12, 30), date(2017, 1, 2)), "30 December 2016 to 2 January 2017", "30 Dec – 2 Jan"),
        (Window(date(2016, 9, 1), date(2016, 9, 30)), "September 2016", "1–30 Sep"),
        (Window(None, THURSDAY), "up to Thursday 22 September 2016", "until Thu 22 Sep"),
        (Window(None, None), "days not stated", "days not stated"),
    ],
)
def test_a_window_is_written_as_people_say_it(window, long, short):
    assert (write_window(window), write_window_short(window)) == (long, short)


@pytest.mark.parametrize(
    ("window", "words"),
    [
        (Window(date(2016, 9, 25), datetime(2016, 9, 25, 18, 30)), "Sunday 25 September 2016, until 18:30"),
        (hours("2016-09-25T14:00", "2016-09-25T15:00"), "Sunday 25 September 2016, 14:00 to 15:00"),
        (hours("2016-09-25T14:00", "2016-09-26T00:00"), "Sunday 25 September 2016, from 14:00"),
        (
            hours("2016-09-22T18:00", "2016-09-23T12:00"),
            "the evening of Thursday 22 September to 12:00 on Friday 23 September 2016",
        ),
    ],
)
def test_hours_that_are_no_part_of_a_day_are_named(window, words):
    assert write_window(window) == words


@pytest.mark.parametrize(
    ("window", "words"),
    [
        (Window(THURSDAY, THURSDAY), "on Thursday 22 September 2016"),
        (hours("2016-09-22T18:00", "2016-09-23T06:00"), "in the night of 22 to 23 September 2016"),
        (Window(date(2016, 9, 19), date(2016, 9, 28)), "between 19 and 28 September 2016"),
        (Window(date(2016, 9, 1), date(2016, 9, 30)), "in September 2016"),
        (Window(None, None), "on days that are not stated"),
    ],
)
def test_a_window_follows_a_verb_with_its_preposition(window, words):
    assert place_in_time(window) == words


def test_the_year_is_left_out_on_request():
    assert write_window(Window(THURSDAY, THURSDAY), year=False) == "Thursday 22 September"


def test_days_do_not_follow_the_locale(monkeypatch):
    monkeypatch.setattr(locale, "getlocale", lambda *_: ("ar_SY", "UTF-8"))
    assert (write_day(THURSDAY), write_day_short(THURSDAY)) == ("Thursday 22 September 2016", "Thu 22 Sep")


@given(
    st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)), st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1))
)
def test_every_window_names_its_months(one, other):
    window = Window(min(one, other), max(one, other))
    words = write_window(window)
    assert MONTHS[window.start.month - 1] in words
    assert str(window.start.year) in words
