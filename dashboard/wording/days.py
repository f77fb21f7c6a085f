"""How days, hours and spans of them are written: in one English, whatever the machine's clock and locale."""

from calendar import monthrange
from datetime import date, datetime, time

from dashboard.records.moments import PARTS_OF_DAY, Moment, Window, as_day
from dashboard.wording.sentences import MONTHS, WEEKDAYS, say

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


def write_window(window: Window, year: bool = True, short: bool = False) -> str:
    """Write a span as it follows a comma: "the night of 22 to 23 September 2016", "since the evening of Thursday …"."""
    start, end, form = window.start, window.end, "_short" if short else ""
    if start is None or end is None:
        if start is not None:
            return say("since", start=_write_start(start, year, short))
        return say(f"up_to{form}", end=_write_edge(end, window, year, short)) if end else say("days_not_stated")
    first, last = window.first_day or date.min, window.last_day or date.max
    part = window.part_of_day
    if part == "night":
        return say(f"night{form}", days=_write_days(first, as_day(end), year, short))
    if part or first == last:
        day = write_day_short(first) if short else write_day(first, year=year)
        if part or not window.has_hours or window.is_one_day:
            return say(f"part_of_day{form}", part=say(part), day=day) if part else day
        key = "day_until" if _is_midnight(start) else "day_from" if _is_midnight(end) else "day_hours"
        return say(key, day=day, start=f"{start:%H:%M}", end=f"{end:%H:%M}")
    if short or not window.has_hours or window.is_one_day:
        return _write_days(first, last, year, short)
    began = _write_start(start, first.year != last.year, short)
    return say("span", start=began, end=_write_edge(end, window, year, short))


def write_window_short(window: Window) -> str:
    """Write a span for an axis: "Thu 22 Sep", "night 22–23 Sep", "Fri 23 Sep, morning", "19 Sep – 12 Oct"."""
    return write_window(window, short=True)


def place_in_time(window: Window, year: bool = True) -> str:
    """Write a span with its preposition, as it follows a verb: "on Thursday 22 …", "between 19 and 28 September …"."""
    first, last = window.first_day, window.last_day
    written = write_window(window, year)
    if first is None or last is None:
        return written if window.known else say("on_days_not_stated")
    if first == last:
        return say("on", window=written)
    if not window.part_of_day and not _is_whole_months(first, last):
        start, end = _split(first, last, year)
        return say("from", window=written) if window.has_hours else say("between_days", start=start, end=end)
    return say("in", window=written)


def _write_start(start: Moment, year: bool, short: bool) -> str:
    part = _EDGES.get(start.time()) if isinstance(start, datetime) else None
    if not part:
        return _write_edge(start, Window(start, start), year, short)
    day = write_day_short(as_day(start)) if short else write_day(as_day(start), year=year)
    return say("part_of_day_short" if short else "part_of_day", part=say(part), day=day)


def _write_edge(moment: Moment, window: Window, year: bool, short: bool) -> str:
    """Write a day, or an hour of it; midnight ends the day before it."""
    last = window.last_day or date.max
    day = write_day_short(last) if short else write_day(last, year=year)
    hour_of_day = "hour_of_day_short" if short else "hour_of_day"
    return day if _is_midnight(moment) else say(hour_of_day, hour=f"{moment:%H:%M}", day=day)


def _write_days(first: date, last: date, year: bool, short: bool) -> str:
    """Write two different days."""
    one_month = first.replace(day=1) == last.replace(day=1)
    if short:
        start, dash = (str(first.day), "–") if one_month else (write_day_short(first, False), " – ")
        return start + dash + write_day_short(last, weekday=False)
    if not _is_whole_months(first, last):
        start, end = _split(first, last, year)
        return say("span", start=start, end=end)
    end = f"{MONTHS[last.month - 1]} {last.year}"
    start = MONTHS[first.month - 1] + (f" {first.year}" if first.year != last.year else "")
    return end if one_month else say("span", start=start, end=end)


def _is_midnight(moment: Moment) -> bool:
    return not isinstance(moment, datetime) or moment.time() == time(0)


def _is_whole_months(first: date, last: date) -> bool:
    return first.day == 1 and last.day == monthrange(last.year, last.month)[1]


def _split(first: date, last: date, year: bool) -> tuple[str, str]:
    """Write two days without repeating what they share: ("22", "23 September 2016")."""
    years = first.year != last.year
    one_month = first.replace(day=1) == last.replace(day=1)
    start = str(first.day) if one_month else write_day(first, weekday=False, year=years)
    return start, write_day(last, weekday=False, year=year or years)
