"""How days and spans of days are written, the same on every machine whatever its clock and locale."""

from __future__ import annotations

from datetime import date

import pandas as pd

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def write_day(day: date, weekday: bool = True, year: bool = True) -> str:
    """Write a day: "Thursday 22 September 2016"."""
    parts = (_WEEKDAYS[day.weekday()] if weekday else "", day.day, MONTHS[day.month - 1], day.year if year else "")
    return " ".join(str(part) for part in parts if part)


def write_day_short(day: date) -> str:
    """Write a day for an axis: "Thu 22 Sep"."""
    return f"{_WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}"


def write_window(start: date | None, end: date | None, year: bool = True) -> str:
    """Write a span: "22–23 September 2016", "from 22 September 2016", "day not stated"."""
    start, end = as_day(start), as_day(end)
    if start is None and end is None:
        return "day not stated"
    if start is None:
        return f"until {write_day(end, weekday=False, year=year)}"
    if end is None:
        return f"from {write_day(start, weekday=False, year=year)}"
    if start == end:
        return write_day(start, year=year)
    return _write_span(start, end, year)


def _write_span(start: date, end: date, year: bool) -> str:
    if start.year != end.year:
        return f"{write_day(start, weekday=False)} – {write_day(end, weekday=False)}"
    if start.month != end.month:
        return f"{write_day(start, weekday=False, year=False)} – {write_day(end, weekday=False, year=year)}"
    return f"{start.day}–{write_day(end, weekday=False, year=year)}"


def as_day(value: object) -> date | None:
    """Return a table's day as a date, or None where it holds none (NaT, NA)."""
    if value is None or pd.isna(value):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value
