"""What numbers can be true at once: the bounds a verdict rests on, where they meet, and which two of them clash."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import product
from typing import TypeVar

from dashboard.records.quantity import Bounds, Number
from dashboard.records.reported import ReportedFigure

# How far "about" and "an estimated" reach either way, for a verdict only; nothing is drawn or added with it.
REACH = 0.2
NOTHING = Bounds(None, None, None)
_T = TypeVar("_T")

_VAGUE: dict[str, tuple[int, int]] = {
    "tens": (20, 99),
    "dozens": (20, 99),
    "scores": (40, 99),
    "hundreds": (200, 999),
    "thousands": (2_000, 9_999),
    "tens of thousands": (20_000, 99_999),
    "hundreds of thousands": (200_000, 999_999),
}


def verdict_bounds(figure: ReportedFigure) -> Bounds:
    """Return the bounds on which a verdict rests: the stated ones, and a fifth either way of an approximate number.

    A vague word has none: it never clashes. "So far" opens the upper end whatever the qualifier.
    """
    best = figure.bounds.best if figure.bounds.best is not None else figure.value
    if best is None or not is_approximate(figure):
        return figure.bounds
    low, high = best * (1 - REACH), math.inf if figure.bounds.is_open else best * (1 + REACH)
    return Bounds(low, best, high)


def is_approximate(figure: ReportedFigure) -> bool:
    """Whether the number is "about" so many, or a single number that the source calls an estimate."""
    return figure.qualifier == "about" or (figure.basis == "estimate" and figure.qualifier == "exact")


def read_vague(figure: ReportedFigure) -> Bounds | None:
    """Return how we read a vague word ("dozens": 20 to 99), or None for another figure or a word we cannot read."""
    if figure.qualifier != "vague" or figure.magnitude is None:
        return None
    words = figure.magnitude.casefold().strip().removesuffix(" of")
    low_high = _VAGUE.get(words)
    return Bounds(low_high[0], None, low_high[1]) if low_high else None


def clash(one: Bounds, other: Bounds) -> bool:
    """Whether no number satisfies both."""
    return one.excludes(other)


def exceeds(part: Bounds, whole: Bounds) -> bool:
    """Whether the least that the part may be lies above the most that the whole may be."""
    return part.low is not None and whole.high is not None and part.low > whole.high


def widen(bounds: Iterable[Bounds]) -> Bounds:
    """Return the weakest of several wordings of one statement: "12" and "at least 12" is at least 12."""
    every = list(bounds)
    lows, highs = [b.low for b in every], [b.high for b in every]
    bests = {b.best for b in every}
    return Bounds(
        None if None in lows else min(low for low in lows if low is not None),
        bests.pop() if len(bests) == 1 else None,
        None if None in highs else max(high for high in highs if high is not None),
    )


def intersect(bounds: Iterable[Bounds]) -> Bounds | None:
    """Return between which numbers all can be true, or None where they cannot; an end that nobody states stays None."""
    every = list(bounds)
    low = max((b.low for b in every if b.low is not None), default=None)
    high = min((b.high for b in every if b.high is not None), default=None)
    if low is not None and high is not None and low > high:
        return None
    bests = {b.best for b in every if b.best is not None}
    best = low if low is not None and low == high else bests.pop() if len(bests) == 1 else None
    return Bounds(low, best, high)


def find_clash(named: Sequence[tuple[_T, Bounds]]) -> tuple[_T, _T] | None:
    """Return the two that are furthest apart and cannot both be true, the lower first; None where all can be.

    For bounds two are always enough: if every two of them meet, all of them do. Of equals the first named are taken.
    """
    upper = min((item for item in named if item[1].high is not None), key=_high, default=None)
    lower = max((item for item in named if item[1].low is not None), key=_low, default=None)
    if upper is None or lower is None or not exceeds(lower[1], upper[1]):
        return None
    return upper[0], lower[0]


def _high(item: tuple[object, Bounds]) -> Number:
    return math.inf if item[1].high is None else item[1].high


def _low(item: tuple[object, Bounds]) -> Number:
    return -math.inf if item[1].low is None else item[1].low


def gives_number(figure: ReportedFigure) -> bool:
    """Whether it states a number of its own, which a minimum, a maximum, "so far" and a vague word do not."""
    return figure.qualifier in ("exact", "about", "range") and not figure.provisional


def agrees(one: ReportedFigure, other: ReportedFigure) -> bool:
    """Whether two figures of the same thing give the same number: equal, or one within the other's stated range.

    A vague word agrees with a number that it may stand for. Two minimums agree on nothing.
    """
    for vague, number in product((one, other), repeat=2):
        reading = read_vague(vague)
        if reading is not None and gives_number(number):
            return not clash(reading, number.bounds)
    if not (gives_number(one) and gives_number(other)):
        return False
    if one.value is not None and other.value is not None:
        return one.value == other.value
    return not clash(verdict_bounds(one), verdict_bounds(other))


def is_rounding(one: ReportedFigure, other: ReportedFigure) -> bool:
    """Whether one number may be the other with fewer digits: "over 840" and 846, "about 300" and 280."""
    if one.value is None or other.value is None:
        return one.qualifier == other.qualifier and one.magnitude == other.magnitude and one.bounds == other.bounds
    return one.value == other.value or _rounds(one, other) or _rounds(other, one)


def _rounds(rough: ReportedFigure, fine: ReportedFigure) -> bool:
    if rough.value is None or fine.value is None or fine.qualifier not in ("exact", "about"):
        return False
    step = _step(rough.value)
    if step <= _step(fine.value):
        return False
    gap = fine.value - rough.value
    if rough.qualifier == "more_than":
        return 0 < gap < step
    if rough.qualifier == "nearly":
        return 0 < -gap < step
    return rough.qualifier == "about" and abs(gap) <= step / 2


def _step(value: Number) -> int:
    """Return the last decimal place that the number gives: 10 for 840, 1 for 846."""
    step, whole = 1, int(value)
    while whole and whole % (step * 10) == 0:
        step *= 10
    return step
