"""How days, hours and spans of them are written: in one English, whatever the machine's clock and locale."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time

from dashboard.records.moments import PARTS_OF_DAY, Moment, Window, as_day, name_part_of_day
from dashboard.wording.sentences import MONTHS, WEEKDAYS, say

_MIDNIGHT = time(0)
# 18:00 begins the night as well as the evening; an edge alone is called the evening, which comes last in the table.
_EDGES = {begins: name for name, (begins, _) in PARTS_OF_DAY.items()}


def write_day(day: date, weekday: bool = True, year: bool = True) -> str:
    """Write a day: "Thursday 22 September 2016"."""
    parts = (WEEKDAYS[day.weekday()] if weekday else "", day.day, MONTHS[day.month - 1], day.year if year else "")
    return " ".join(str(part) for part in parts if part)


def write_day_short(day: date, weekday: bool = True) -> str:
    """Write a day for an axis: "Thu 22 Sep"."""
    written = f"{day.day} {MONTHS[day.month - 1][:3]}"
    return f"{WEEKDAYS[day.weekday()][:3]} {written}" if weekday else written


def write_moment(moment: Moment, year: bool = True) -> str:
    """Write a day, with its hour where it has one: "18:30 on Sunday 25 September 2016"."""
    day = write_day(as_day(moment), year=year)
    return say("hour_of_day", hour=_hour(moment), day=day) if isinstance(moment, datetime) else day


def write_window(window: Window, year: bool = True) -> str:
    """Write a span as it follows a comma.

    "Thursday 22 September 2016", "the night of 22 to 23 September 2016", "19 to 28 September 2016",
    "since the evening of Thursday 22 September 2016", "up to Sunday 25 September 2016", "days not stated".
    """
    if window.start is None and window.end is None:
        return say("days_not_stated")
    if window.end is None:
        return say("since", start=_write_start(window, year))
    if window.start is None:
        return say("up_to_day", end=_write_end(window, year))
    return _write_part(window, year) or _write_hours(window, year) or _write_days(window, year)


def place_in_time(window: Window, year: bool = True) -> str:
    """Write a span with its preposition, as it follows a verb.

    "on Thursday 22 September 2016", "in the night of 22 to 23 September 2016", "between 19 and 28 September 2016".
    """
    written = write_window(window, year)
    if not window.known:
        return say("on_days_not_stated")
    if not window.closed:
        return written
    part = name_part_of_day(window)
    if part:
        return say("in_the_night" if part[0] == "night" else "on_day", window=written)
    if window.has_hours:
        return say("on_day" if window.first_day == window.last_day else "in_hours", window=written)
    if window.is_one_day:
        return say("on_day", window=written)
    if _whole_months(window):
        return say("in_month", window=written)
    first, last = _split_days(window, year)
    return say("between_days", start=first, end=last)


def write_window_short(window: Window) -> str:
    """Write a span for an axis: "Thu 22 Sep", "night 22–23 Sep", "Fri 23 Sep, morning", "19 Sep – 12 Oct"."""
    first, last = window.first_day, window.last_day
    if first is None and last is None:
        return say("days_not_stated")
    if last is None:
        return say("since_short", start=_short_edge(window.start))
    if first is None:
        return say("up_to_short", end=_short_edge(window.end))
    part = name_part_of_day(window)
    if part and part[0] == "night":
        return say("night_short", days=_short_days(first, last))
    if part:
        return say("part_short", day=write_day_short(first), part=say(part[0]))
    return _short_hours(window, first) if window.has_hours and first == last else _short_days(first, last)


def _write_part(window: Window, year: bool) -> str | None:
    part = name_part_of_day(window)
    if part is None:
        return None
    name, day = part
    if name == "night":
        return say("night", days=_write_days(Window(day, as_day(window.end or day)), year))
    return say("part_of_day", part=say(name), day=write_day(day, year=year))


def _write_hours(window: Window, year: bool) -> str | None:
    """Write hours that are no part of a day: "Sunday 25 September 2016, until 18:30"."""
    if not window.has_hours or window.is_one_day or window.start is None or window.end is None:
        return None
    if window.first_day != window.last_day:
        same_year = window.start.year == window.end.year
        return say("hours_span", start=_write_start(window, year and not same_year), end=_write_end(window, year))
    day = write_day(as_day(window.start), year=year)
    if _at_midnight(window.start):
        return say("day_until", day=day, hour=_hour(window.end))
    if _at_midnight(window.end):
        return say("day_from", day=day, hour=_hour(window.start))
    return say("day_hours", day=day, start=_hour(window.start), end=_hour(window.end))


def _write_days(window: Window, year: bool) -> str:
    first, last = window.first_day, window.last_day
    if first is not None and first == last:
        return write_day(first, year=year)
    months = _whole_months(window)
    if months:
        return months
    start, end = _split_days(window, year)
    return say("span", start=start, end=end)


def _whole_months(window: Window) -> str | None:
    """Write "September 2016", "September to October 2016" or "2016" where the span is just that."""
    first, last = window.first_day, window.last_day
    if window.has_hours or first is None or last is None:
        return None
    if first.day != 1 or last.day != monthrange(last.year, last.month)[1]:
        return None
    start, end = MONTHS[first.month - 1], MONTHS[last.month - 1]
    if (first.month, last.month) == (1, 12):
        return str(first.year) if first.year == last.year else say("span", start=first.year, end=last.year)
    if first.year != last.year:
        return say("span", start=f"{start} {first.year}", end=f"{end} {last.year}")
    return f"{start} {last.year}" if start == end else say("span", start=start, end=f"{end} {last.year}")


def _split_days(window: Window, year: bool) -> tuple[str, str]:
    """Write two days without repeating what they share: ("22", "23 September 2016")."""
    first, last = window.first_day or date.min, window.last_day or date.max
    if first.year != last.year:
        return write_day(first, weekday=False), write_day(last, weekday=False)
    if first.month != last.month:
        return write_day(first, weekday=False, year=False), write_day(last, weekday=False, year=year)
    return str(first.day), write_day(last, weekday=False, year=year)


def _write_start(window: Window, year: bool) -> str:
    start = window.start
    if start is None or _at_midnight(start):
        return write_day(window.first_day or date.min, year=year)
    part = _EDGES.get(start.time()) if isinstance(start, datetime) else None
    if part is None:
        return write_moment(start, year)
    return say("part_of_day", part=say(part), day=write_day(as_day(start), year=year))


def _write_end(window: Window, year: bool) -> str:
    """An hour of midnight ends the day before it."""
    end = window.end
    if end is None or _at_midnight(end):
        return write_day(window.last_day or date.max, year=year)
    return write_moment(end, year)


def _at_midnight(moment: Moment) -> bool:
    return not isinstance(moment, datetime) or moment.time() == _MIDNIGHT


def _hour(moment: Moment) -> str:
    return f"{moment:%H:%M}"


def _short_days(first: date, last: date) -> str:
    if first == last:
        return write_day_short(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{write_day_short(last, weekday=False)}"
    return f"{write_day_short(first, weekday=False)} – {write_day_short(last, weekday=False)}"


def _short_edge(moment: Moment | None) -> str:
    if moment is None:
        return say("days_not_stated")
    day = write_day_short(as_day(moment))
    if not isinstance(moment, datetime) or _at_midnight(moment):
        return day
    part = _EDGES.get(moment.time())
    return say("part_short", day=day, part=say(part) if part else _hour(moment))


def _short_hours(window: Window, day: date) -> str:
    start, end = window.start or day, window.end or day
    if _at_midnight(start):
        return say("until_short", day=write_day_short(day), hour=_hour(end))
    if _at_midnight(end):
        return say("from_short", day=write_day_short(day), hour=_hour(start))
    return say("hours_short", day=write_day_short(day), start=_hour(start), end=_hour(end))
