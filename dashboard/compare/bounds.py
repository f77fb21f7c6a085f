"""What numbers can be true at once: the bounds a verdict rests on, where they meet, and which two of them clash."""

import math
from collections.abc import Iterable, Sequence
from itertools import permutations

from dashboard.records.reported import Bounds, Number, ReportedFigure

# How far "about" and "an estimated" reach either way, for a verdict only; nothing is drawn or added with it.
REACH = 0.2
# Our reading of vague words; it may agree with a number and never clashes with one.
_VAGUE = {
    "tens": (20, 99), "dozens": (20, 99), "hundreds": (200, 999), "thousands": (2_000, 9_999),
    "tens of thousands": (20_000, 99_999), "hundreds of thousands": (200_000, 999_999),
}  # fmt: skip


def verdict_bounds(figure: ReportedFigure) -> Bounds:
    """Return the bounds on which a verdict rests: those stated, and a fifth either way of "about" and an estimate."""
    best = figure.value
    if best is None or not (
        figure.qualifier == "about" or (figure.basis == "estimate" and figure.qualifier == "exact")
    ):
        return figure.bounds
    return Bounds(best * (1 - REACH), best, math.inf if figure.bounds.is_open else best * (1 + REACH))


def widen(bounds: Iterable[Bounds]) -> Bounds:
    """Return the weakest of several wordings of one statement: "12" and "at least 12" is at least 12."""
    lows, bests, highs = zip(*((one.low, one.best, one.high) for one in bounds), strict=True)
    best = bests[0] if len(set(bests)) == 1 else None
    return Bounds(None if None in lows else min(lows), best, None if None in highs else max(highs))


def intersect(bounds: Iterable[Bounds]) -> Bounds:
    """Return between which numbers all of *bounds* are true, if they can be; an end that nobody states stays None."""
    ends = zip(*((one.low, one.best, one.high) for one in bounds), strict=True)
    lows, bests, highs = ({number for number in numbers if number is not None} for numbers in ends)
    low, high = max(lows, default=None), min(highs, default=None)
    return Bounds(low, low if low == high else bests.pop() if len(bests) == 1 else None, high)


def find_clash(bounds: Sequence[Bounds]) -> tuple[int, int] | None:
    """Return the places of the two that are furthest apart, lower first, if they exclude each other; else all meet."""
    lows = [-math.inf if one.low is None else one.low for one in bounds]
    highs = [math.inf if one.high is None else one.high for one in bounds]
    clashing = bool(bounds) and max(lows) > min(highs)
    return (highs.index(min(highs)), lows.index(max(lows))) if clashing else None


def agrees(one: ReportedFigure, other: ReportedFigure) -> bool:
    """Whether two figures of the same give one number, or one in its range; minimums and "so far" agree on nothing."""
    for vague, number in permutations((one, other)):
        reading = _VAGUE.get((vague.magnitude or "").casefold()) if vague.qualifier == "vague" else None
        if reading and _gives_number(number):
            return not Bounds(reading[0], None, reading[1]).excludes(number.bounds)
    ranges = None in (one.value, other.value)
    meet = not verdict_bounds(one).excludes(verdict_bounds(other)) if ranges else one.value == other.value
    return meet and _gives_number(one) and _gives_number(other)


def _gives_number(figure: ReportedFigure) -> bool:
    """Whether it states a number of its own, which a minimum, a maximum and a vague word do not."""
    return figure.qualifier in ("exact", "about", "range") and not figure.provisional


def is_rounding(one: ReportedFigure, other: ReportedFigure) -> bool:
    """Whether one number may be the other with fewer digits: "over 840" and 846, "about 300" and 280."""
    if one.value is None or other.value is None:
        return (one.qualifier, one.magnitude, one.bounds) == (other.qualifier, other.magnitude, other.bounds)
    return one.value == other.value or _rounds(one, other) or _rounds(other, one)


def _rounds(rough: ReportedFigure, fine: ReportedFigure) -> bool:
    round_number, number = rough.value or 0, fine.value or 0
    step = _last_place(round_number)
    reach = {"more_than": (0, step), "nearly": (-step, 0), "about": (-step / 2, step / 2)}.get(rough.qualifier, (0, 0))
    finer = fine.qualifier in ("exact", "about") and step > _last_place(number)
    return finer and reach[0] <= number - round_number <= reach[1]


def _last_place(value: Number) -> int:
    """Return the last decimal place that a number gives: 10 for 840, 1 for 846."""
    digits = str(int(value) or 1)
    return int(10 ** (len(digits) - len(digits.rstrip("0"))))


def number_of(figure: ReportedFigure) -> Number:
    """Return the number by which figures are put in order; 0 for a vague word."""
    return next((n for n in (figure.value, figure.value_low, figure.bounds.low) if n is not None), 0)


def rank_wording(figure: ReportedFigure) -> tuple[bool, bool, bool]:
    """Return how firmly a number is worded, for sorting: a minimum is weaker than "about", that than the number."""
    return figure.qualifier == "vague", not figure.bounds.is_open, figure.qualifier != "about"
