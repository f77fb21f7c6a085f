"""What a reported number means: its bounds, how it is written, and what a sum of several can say."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

Number: TypeAlias = int | float

_SIGNS = {
    "at_least": "≥ ",
    "more_than": "> ",
    "about": "≈ ",
    "nearly": "just under ",
    "up_to": "≤ ",
    "fewer_than": "< ",
}
_WORDS = {
    "at_least": "at least ",
    "more_than": "more than ",
    "about": "about ",
    "nearly": "just under ",
    "up_to": "up to ",
    "fewer_than": "fewer than ",
}
_DIGITS_AFTER_POINT = 6


class Quantified(Protocol):
    """A record with a number and its qualifier, such as ``model.Figure`` and ``reported.ReportedFigure``."""

    @property
    def value(self) -> Number | None: ...  # noqa: D102
    @property
    def value_low(self) -> Number | None: ...  # noqa: D102
    @property
    def value_high(self) -> Number | None: ...  # noqa: D102
    @property
    def value_best(self) -> Number | None: ...  # noqa: D102
    @property
    def of_total(self) -> Number | None: ...  # noqa: D102
    @property
    def qualifier(self) -> str: ...  # noqa: D102
    @property
    def provisional(self) -> bool: ...  # noqa: D102
    @property
    def magnitude(self) -> str | None: ...  # noqa: D102
    @property
    def basis(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between which numbers the true count lies, by the report's own word.

    ``None`` is not stated; ``math.inf`` as ``high`` is open ("at least"). Both ends are included: "more than 80"
    people begins at 81. The three parts follow UCDP GED's low, best and high estimates.
    """

    low: Number | None
    best: Number | None
    high: Number | None

    @property
    def is_open(self) -> bool:
        """Whether the report sets no upper end on purpose ("at least", "more than", "so far")."""
        return self.high is not None and math.isinf(self.high)

    def excludes(self, other: Bounds) -> bool:
        """Whether no number can satisfy both; bounds that touch do not exclude each other."""
        return _above(self.low, other.high) or _above(other.low, self.high)


def _above(low: Number | None, high: Number | None) -> bool:
    return low is not None and high is not None and low > high


def bounds_of(figure: Quantified) -> Bounds:
    """Return the bounds of a figure as data-model.md's table has them; "so far" opens the high end of any of them."""
    bounds = _stated_bounds(figure)
    if not figure.provisional:
        return bounds
    best = None if figure.qualifier == "exact" else bounds.best
    return Bounds(bounds.low, best, math.inf)


def _stated_bounds(figure: Quantified) -> Bounds:
    value, qualifier = figure.value, figure.qualifier
    if qualifier == "range":
        return Bounds(figure.value_low, figure.value_best, figure.value_high)
    if qualifier == "vague" or value is None:
        return Bounds(None, None, None)
    if qualifier == "exact":
        # "An estimated 40" states no bounds, as "about 40" does not.
        return Bounds(None, value, None) if figure.basis == "estimate" else Bounds(value, value, value)
    if qualifier == "at_least":
        return Bounds(value, None, math.inf)
    if qualifier == "more_than":
        return Bounds(_next(value, 1), None, math.inf)
    if qualifier == "about":
        return Bounds(None, value, None)
    if qualifier == "nearly":
        return Bounds(None, None, value)
    return Bounds(0, None, value if qualifier == "up_to" else max(_next(value, -1), 0))


def _next(value: Number, step: int) -> Number:
    """Return the next whole number; a share has none, so its bound stays where it is."""
    return value + step if isinstance(value, int) else value


def write_number(number: Number) -> str:
    """Write a number with thousands separators, decimals only where it has some: "250,000", "12.5"."""
    if number == math.floor(number):
        return f"{int(number):,}"
    return f"{round(number, _DIGITS_AFTER_POINT):,}"


def write_short(figure: Quantified, forecast: bool = False) -> str:
    """Write a figure with its qualifier as a sign: "≥ 80", "est. 40", "25 so far", "3 of 4", "200–300, best 230"."""
    sign = _SIGNS.get(figure.qualifier, "")
    best = "" if figure.value_best is None else f", best {write_number(figure.value_best)}"
    estimate = "est. " if figure.basis == "estimate" else ""
    return f"{estimate}{sign}{_write_digits(figure)}{best}{_write_doubt(figure, forecast)}"


def write_words(figure: Quantified, forecast: bool = False) -> str:
    """Write a figure with its qualifier in words: "at least 43 so far", "an estimated 40", "about 300 (forecast)"."""
    best = "" if figure.value_best is None else f", best estimate {write_number(figure.value_best)}"
    words = _WORDS.get(figure.qualifier, "") + _write_digits(figure) + best
    if figure.basis == "estimate" and figure.value_best is None:
        plain = figure.qualifier in ("exact", "range", "vague")
        words = f"an estimated {words}" if plain else f"{words} (estimate)"
    return words + _write_doubt(figure, forecast)


def _write_digits(figure: Quantified) -> str:
    if figure.qualifier == "vague" or (figure.value is None and figure.value_low is None):
        return figure.magnitude or "an unstated number"
    if figure.value is None:
        digits = f"{write_number(figure.value_low or 0)}–{write_number(figure.value_high or 0)}"
    else:
        digits = write_number(figure.value)
    return digits if figure.of_total is None else f"{digits} of {write_number(figure.of_total)}"


def _write_doubt(figure: Quantified, forecast: bool) -> str:
    return (" so far" if figure.provisional else "") + (" (forecast)" if forecast else "")


def add_bounds(parts: Sequence[Bounds]) -> Bounds:
    """Add numbers as far as they are known: at least 80 + about 300 is at least 80, with the best unknown.

    What is not stated below adds nothing to the low end (a count is never negative); what is not stated above
    leaves the high end not stated, and an open end leaves it open.
    """
    lows = [part.low for part in parts if part.low is not None]
    return Bounds(
        _add(lows) if lows else None, _add_known(part.best for part in parts), _add_known(part.high for part in parts)
    )


def _add_known(numbers: Iterable[Number | None]) -> Number | None:
    known: list[Number] = []
    for number in numbers:
        if number is None:
            return None
        known.append(number)
    return _add(known)


def _add(numbers: Iterable[Number]) -> Number:
    """Add without the dust of binary fractions: 0.1 + 0.2 is 0.3."""
    total = sum(numbers)
    return total if isinstance(total, int) or math.isinf(total) else round(total, _DIGITS_AFTER_POINT)


def write_bounds(bounds: Bounds) -> str:
    """Write a sum in words: "exactly 5", "at least 80", "about 302", "200–300", "no number can be given"."""
    low, best, high = bounds.low, bounds.best, bounds.high
    if low is not None and low == high:
        return f"exactly {write_number(low)}"
    if high is not None and not math.isinf(high):
        return f"{write_number(low)}–{write_number(high)}" if low else f"at most {write_number(high)}"
    if best is not None and not bounds.is_open:
        return f"about {write_number(best)}"
    return f"at least {write_number(low)}" if low is not None else "no number can be given"
