"""What numbers can be true at once: the bounds a verdict rests on, where they meet, and which two of them clash."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import permutations

from dashboard.records.quantity import Bounds, Number
from dashboard.records.reported import ReportedFigure

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
    about = figure.qualifier == "about" or (figure.basis == "estimate" and figure.qualifier == "exact")
    if best is None or not about:
        return figure.bounds
    return Bounds(best * (1 - REACH), best, math.inf if figure.bounds.is_open else best * (1 + REACH))


def widen(bounds: Iterable[Bounds]) -> Bounds:
    """Return the weakest of several wordings of one statement: "12" and "at least 12" is at least 12."""
    every = list(bounds)
    lows, highs, bests = [one.low for one in every], [one.high for one in every], {one.best for one in every}
    low = None if None in lows else min(low for low in lows if low is not None)
    high = None if None in highs else max(high for high in highs if high is not None)
    return Bounds(low, bests.pop() if len(bests) == 1 else None, high)


def intersect(bounds: Iterable[Bounds]) -> Bounds:
    """Return between which numbers all of *bounds* are true, if they can be; an end that nobody states stays None."""
    every = list(bounds)
    low = max((one.low for one in every if one.low is not None), default=None)
    high = min((one.high for one in every if one.high is not None), default=None)
    bests = {one.best for one in every if one.best is not None}
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
    if not (_gives_number(one) and _gives_number(other)):
        return False
    if one.value is not None and other.value is not None:
        return one.value == other.value
    return not verdict_bounds(one).excludes(verdict_bounds(other))


def _gives_number(figure: ReportedFigure) -> bool:
    """Whether it states a number of its own, which a minimum, a maximum and a vague word do not."""
    return figure.qualifier in ("exact", "about", "range") and not figure.provisional


def is_rounding(one: ReportedFigure, other: ReportedFigure) -> bool:
    """Whether one number may be the other with fewer digits: "over 840" and 846, "about 300" and 280."""
    if one.value is None or other.value is None:
        return (one.qualifier, one.magnitude, one.bounds) == (other.qualifier, other.magnitude, other.bounds)
    return one.value == other.value or any(_rounds(rough, fine) for rough, fine in permutations((one, other)))


def _rounds(rough: ReportedFigure, fine: ReportedFigure) -> bool:
    round_number, number = rough.value or 0, fine.value or 0
    step = _last_place(round_number)
    if fine.qualifier not in ("exact", "about") or step <= _last_place(number):
        return False
    reach = {"more_than": (0, step), "nearly": (-step, 0), "about": (-step / 2, step / 2)}.get(rough.qualifier, (0, 0))
    return reach[0] <= number - round_number <= reach[1]


def _last_place(value: Number) -> int:
    """Return the last decimal place that a number gives: 10 for 840, 1 for 846."""
    digits = str(int(value) or 1)
    return int(10 ** (len(digits) - len(digits.rstrip("0"))))
