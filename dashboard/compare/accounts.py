"""A figure as a comparison sees it, and what two numbers say of each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from dashboard.quantity import Bounds, bounds_of

# Our convention, as no standard says how far "about" or "at least" reaches: two printed numbers are near each
# other where they differ by less than a tenth of the smaller one. So "about 300" is near 280 and not near 350.
NEAR = 0.1

Agreement = Literal["agrees", "allows", "excludes"]


@dataclass(frozen=True)
class Account:
    """One reported figure with what a comparison needs; ``told_on`` is the day it was given or published.

    ``voice`` is whose number it is after repeats; ``credited`` is false where a publisher prints it without
    saying whose it is.
    """

    id: str
    source: str
    indicator: str
    group: str | None
    place: str
    start: date | None
    end: date | None
    voice: str
    speaker: str
    credited: bool
    qualifier: str
    value: int | None
    value_low: int | None
    value_high: int | None
    written: str
    wording: str
    part_of: str | None
    of_total: int | None
    via: str | None
    publisher: str
    told_on: date | None

    @property
    def window(self) -> tuple[date | None, date | None]:
        """First and last day; None where the report does not say."""
        return self.start, self.end

    @property
    def is_closed(self) -> bool:
        """True where both ends of the window are known."""
        return self.start is not None and self.end is not None

    @cached_property
    def bounds(self) -> Bounds:
        """What the wording allows."""
        return bounds_of(self.qualifier, self.value, self.value_low, self.value_high)

    @cached_property
    def printed(self) -> tuple[int, int] | None:
        """The printed number as (low, high), the same twice for a single number; None where there is none."""
        if self.qualifier == "range":
            return self.value_low, self.value_high
        return None if self.value is None else (self.value, self.value)

    @property
    def number(self) -> int | None:
        """The one number to order by: the printed one, or the upper end of a range."""
        return None if self.printed is None else self.printed[1]

    @property
    def carrier(self) -> str:
        """Who brought it to the reader: the agency named, else the publisher."""
        return self.via or self.publisher

    def to_sort(self) -> tuple[date, int, str]:
        """Order of telling: by day, within a day by number, so that no order of files matters."""
        return self.told_on or date.min, -1 if self.number is None else self.number, self.id


def weigh(one: Account, other: Account) -> Agreement:
    """Say whether two numbers for the same thing agree, exclude each other, or neither.

    They exclude each other where no number satisfies both (:meth:`Bounds.excludes`; bounds that touch do not, nor
    do "250,000" and "more than 250,000"). They agree where both are closed (exact, range) and overlap, or where
    their printed numbers are ``NEAR``. All else allows without confirming: "at least 10" does not exclude 300, and
    is no second count of it; nor is "dozens".
    """
    if one.printed is None or other.printed is None:
        return "excludes" if one.bounds.excludes(other.bounds) else "allows"
    (low, high), (other_low, other_high) = one.printed, other.printed
    apart = max(low - other_high, other_low - high, 0)
    if apart == 0:
        return "agrees"
    if one.bounds.excludes(other.bounds):
        return "excludes"
    return "agrees" if apart < NEAR * max(min(high, other_high), 1) else "allows"
