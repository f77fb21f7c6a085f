"""How days, hours and spans of them are written: in one English, whatever the machine's clock and locale."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time
from typing import NamedTuple

from dashboard.records.moments import PARTS_OF_DAY, Moment, Window, as_day, name_part_of_day
from dashboard.wording.sentences import MONTHS, WEEKDAYS, say

# 18:00 begins the night as well as the evening; an edge alone is called the evening, which comes last in the table.
_EDGES = {begins: name for name, (begins, _) in PARTS_OF_DAY.items()}


class _Form(NamedTuple):
    """A way to write days: short as on an axis, or in full, with or without the year."""

    short: bool = False
    year: bool = True

    def day(self, day: date) -> str:
        return write_day_short(day) if self.short else write_day(day, year=self.year)

    def days(self, first: date, last: date) -> str:
        return _write_days_short(first, last) if self.short else _write_days(first, last, self.year)

    def say(self, key: str, **slots: str) -> str:
        return say(f"{key}_short" if self.short else key, **slots)


def write_day(day: date, weekday: bool = True, year: bool = True) -> str:
    """Write a day: "Thursday 22 September 2016"."""
    parts = (WEEKDAYS[day.weekday()] if weekday else "", day.day, MONTHS[day.month - 1], day.year if year else "")
    return " ".join(str(part) for part in parts if part)


def write_day_short(day: date, weekday: bool = True) -> str:
    """Write a day for an axis: "Thu 22 Sep"."""
    written = f"{day.day} {MONTHS[day.month - 1][:3]}"
    return f"{WEEKDAYS[day.weekday()][:3]} {written}" if weekday else written


def write_window(window: Window, year: bool = True) -> str:
    """Write a span as it follows a comma: "the night of 22 to 23 September 2016", "since the evening of Thursday …"."""
    return _write(window, _Form(year=year))


def write_window_short(window: Window) -> str:
    """Write a span for an axis: "Thu 22 Sep", "night 22–23 Sep", "Fri 23 Sep, morning", "19 Sep – 12 Oct"."""
    return _write(window, _Form(short=True))


def place_in_time(window: Window, year: bool = True) -> str:
    """Write a span with its preposition, as it follows a verb: "on Thursday 22 …", "between 19 and 28 September …"."""
    first, last = window.first_day, window.last_day
    written = write_window(window, year)
    if first is None or last is None:
        return written if window.known else say("on_days_not_stated")
    if first == last or name_part_of_day(window):
        return say("on" if first == last else "in", window=written)
    if window.has_hours or _is_whole_months(first, last):
        return say("from" if window.has_hours else "in", window=written)
    start, end = _split(first, last, year)
    return say("between_days", start=start, end=end)


def _write(window: Window, form: _Form) -> str:
    start, end = window.start, window.end
    if start is not None and end is None:
        return say("since", start=_write_start(start, form))
    if start is None or end is None:
        return form.say("up_to", end=_write_edge(end, window, form)) if end else say("days_not_stated")
    first, last = window.first_day or date.min, window.last_day or date.max
    part = name_part_of_day(window)
    if part and part[0] == "night":
        return form.say("night", days=form.days(first, as_day(end)))
    if part:
        return form.say("part_of_day", part=say(part[0]), day=form.day(first))
    if not window.has_hours or window.is_one_day:
        return form.days(first, last)
    return _write_hours(start, end, window, form)


def _write_hours(start: Moment, end: Moment, window: Window, form: _Form) -> str:
    """Write hours that are no part of a day: "Sunday 25 September 2016, until 18:30"."""
    first, last = window.first_day or date.min, window.last_day or date.max
    if first != last and form.short:
        return form.days(first, last)
    if first != last:
        began = _write_start(start, _Form(year=first.year != last.year))
        return say("span", start=began, end=_write_edge(end, window, form))
    hours = {"day": form.day(first), "start": f"{start:%H:%M}", "end": f"{end:%H:%M}"}
    if _is_midnight(start):
        return say("day_until", **hours)
    return say("day_from" if _is_midnight(end) else "day_hours", **hours)


def _write_start(start: Moment, form: _Form) -> str:
    part = _EDGES.get(start.time()) if isinstance(start, datetime) else None
    if part:
        return form.say("part_of_day", part=say(part), day=form.day(as_day(start)))
    return _write_edge(start, Window(start, start), form)


def _write_edge(moment: Moment, window: Window, form: _Form) -> str:
    """Write a day, or an hour of it; midnight ends the day before it."""
    day = form.day(window.last_day or date.max)
    return day if _is_midnight(moment) else form.say("hour_of_day", hour=f"{moment:%H:%M}", day=day)


def _is_midnight(moment: Moment) -> bool:
    return not isinstance(moment, datetime) or moment.time() == time(0)


def _write_days(first: date, last: date, year: bool) -> str:
    if first == last:
        return write_day(first, year=year)
    if _is_whole_months(first, last):
        same = first.month == last.month and first.year == last.year
        start = MONTHS[first.month - 1] + (f" {first.year}" if first.year != last.year else "")
        end = f"{MONTHS[last.month - 1]} {last.year}"
        return end if same else say("span", start=start, end=end)
    start, end = _split(first, last, year)
    return say("span", start=start, end=end)


def _is_whole_months(first: date, last: date) -> bool:
    return first.day == 1 and last.day == monthrange(last.year, last.month)[1]


def _split(first: date, last: date, year: bool) -> tuple[str, str]:
    """Write two days without repeating what they share: ("22", "23 September 2016")."""
    if first.year != last.year:
        return write_day(first, weekday=False), write_day(last, weekday=False)
    written = write_day(last, weekday=False, year=year)
    return (str(first.day) if first.month == last.month else write_day(first, False, False)), written


def _write_days_short(first: date, last: date) -> str:
    if first == last:
        return write_day_short(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{write_day_short(last, weekday=False)}"
    return f"{write_day_short(first, weekday=False)} – {write_day_short(last, weekday=False)}"
