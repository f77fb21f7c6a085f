"""Days are written the same on every machine."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from dashboard.days import as_day, write_day, write_day_short, write_window

THURSDAY, FRIDAY = date(2016, 9, 22), date(2016, 9, 23)


def test_a_day_is_written_with_its_weekday():
    assert write_day(THURSDAY) == "Thursday 22 September 2016"
    assert write_day(THURSDAY, weekday=False, year=False) == "22 September"
    assert write_day_short(FRIDAY) == "Fri 23 Sep"


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        (THURSDAY, THURSDAY, "Thursday 22 September 2016"),
        (THURSDAY, FRIDAY, "22–23 September 2016"),
        (date(2016, 9, 30), date(2016, 10, 2), "30 September – 2 October 2016"),
        (date(2015, 12, 31), date(2016, 1, 1), "31 December 2015 – 1 January 2016"),
        (THURSDAY, None, "from 22 September 2016"),
        (None, FRIDAY, "until 23 September 2016"),
        (pd.NaT, pd.NaT, "day not stated"),
    ],
)
def test_a_span_is_written_as_far_as_it_is_known(start, end, written):
    assert write_window(start, end) == written


def test_no_day_is_none():
    assert as_day(pd.NaT) is None
    assert as_day(pd.Timestamp("2016-09-22")) == THURSDAY
