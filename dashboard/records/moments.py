"""Days and hours: a moment, the window between two, the parts of a day, how precisely a window names its day."""

import math
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

Moment: TypeAlias = date | datetime

# Local hours; an end at or before its start lies on the next day.
PARTS_OF_DAY: dict[str, tuple[time, time]] = {
    "night": (time(18), time(6)),
    "morning": (time(6), time(12)),
    "afternoon": (time(12), time(18)),
    "evening": (time(18), time(0)),
}
_ONE_DAY = timedelta(days=1)
_LONGEST_DAYS = (1, 6, 7, 31)


@dataclass(frozen=True, slots=True)
class Window:
    """A span of days or hours. An end that is None is open or not stated.
    A day as ``start`` begins at 00:00, a day as ``end`` ends at 24:00; a date-time is the local hour itself."""

    start: Moment | None
    end: Moment | None

    @property
    def known(self) -> bool:
        """Whether at least one end is known."""
        return self.start is not None or self.end is not None

    @property
    def closed(self) -> bool:
        """Whether both ends are known."""
        return self.start is not None and self.end is not None

    @property
    def starts(self) -> datetime | None:
        """The first instant of the window."""
        start = self.start
        return start if start is None or isinstance(start, datetime) else datetime.combine(start, time(0))

    @property
    def ends(self) -> datetime | None:
        """The instant at which the window is over, itself not included."""
        end = self.end
        if end is None or isinstance(end, datetime):
            return end
        return datetime.max if end == date.max else datetime.combine(end + _ONE_DAY, time(0))

    @property
    def first_day(self) -> date | None:
        """The day on which the window begins."""
        return None if self.start is None else as_day(self.start)

    @property
    def last_day(self) -> date | None:
        """The last day of which some part lies in the window: an end at 00:00 leaves its day out."""
        if self.end is None:
            return None
        if not isinstance(self.end, datetime) or self.end.time() != time(0) or self.end == self.starts:
            return as_day(self.end)
        return as_day(self.end - _ONE_DAY)

    @property
    def has_hours(self) -> bool:
        """Whether an end is given by the hour."""
        return isinstance(self.start, datetime) or isinstance(self.end, datetime)

    @property
    def is_one_day(self) -> bool:
        """Whether it is one whole day, from midnight to midnight."""
        start, end = self.starts, self.ends
        return start is not None and end is not None and start.time() == time(0) and end - start == _ONE_DAY

    @property
    def part_of_day(self) -> str | None:
        """Which part of a day it is whole ("night"), or None."""
        start, end = self.start, self.end
        if not (isinstance(start, datetime) and isinstance(end, datetime) and timedelta(0) < end - start < _ONE_DAY):
            return None
        times = (start.time(), end.time())
        return next((name for name, edges in PARTS_OF_DAY.items() if edges == times), None)

    def overlaps(self, other: "Window") -> bool:
        """Whether the two may share an instant; an end that is not known may lie anywhere."""
        pairs = ((self.starts, other.ends), (other.starts, self.ends))
        return all(start is None or end is None or start < end for start, end in pairs)

    def covers_day(self, day: date) -> bool:
        """Whether some part of *day* lies in the window; an end that is not known is open, no end at all is none."""
        first, last = self.first_day or date.min, self.last_day or date.max
        return self.known and first <= day <= last


def as_day(moment: Moment) -> date:
    """Return the day of *moment*, without its hour."""
    return moment.date() if isinstance(moment, datetime) else moment


def precision_of(window: Window) -> int:
    """Return UCDP GED's ``date_prec``: 1 a day or less, 2 two to six days, 3 a week, 4 a month, 5 longer or open."""
    start, end = window.starts, window.ends
    days = (end - start) / _ONE_DAY if start and end else math.inf
    return 1 + bisect_left(_LONGEST_DAYS, days)
