"""What a reported number means: its bounds, how it is written, and what a sum of several can say."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from dashboard.records.model import Figure

Number: TypeAlias = int | float

# How a qualifier is written: as a sign, in words.
_WRITTEN = {
    "at_least": ("≥ ", "at least "),
    "more_than": ("> ", "more than "),
    "about": ("≈ ", "about "),
    "nearly": ("just under ", "just under "),
    "up_to": ("≤ ", "up to "),
    "fewer_than": ("< ", "fewer than "),
}
_DIGITS_AFTER_POINT = 6


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

    def excludes(self, other: "Bounds") -> bool:
        """Whether no number can satisfy both; bounds that touch do not exclude each other."""
        pairs = ((self.low, other.high), (other.low, self.high))
        return any(low is not None and high is not None and low > high for low, high in pairs)


def bounds_of(figure: Figure) -> Bounds:
    """Return the bounds of a figure as data-model.md's table has them; "so far" opens the high end of any of them."""
    value, qualifier = figure.value, figure.qualifier
    # Whole numbers have a next one; a share has none, so its bound stays where it is.
    step = 1 if isinstance(value, int) else 0
    if qualifier == "range":
        bounds = Bounds(figure.value_low, figure.value_best, figure.value_high)
    elif qualifier == "vague" or value is None:
        bounds = Bounds(None, None, None)
    else:
        # "An estimated 40" states no bounds, as "about 40" does not.
        certain = value if figure.basis != "estimate" else None
        bounds = {
            "exact": Bounds(certain, value, certain),
            "at_least": Bounds(value, None, math.inf),
            "more_than": Bounds(value + step, None, math.inf),
            "about": Bounds(None, value, None),
            "nearly": Bounds(None, None, value),
            "up_to": Bounds(0, None, value),
            "fewer_than": Bounds(0, None, max(value - step, 0)),
        }[qualifier]
    if not figure.provisional:
        return bounds
    return Bounds(bounds.low, None if qualifier == "exact" else bounds.best, math.inf)


def write_number(number: Number) -> str:
    """Write a number with thousands separators, decimals only where it has some: "250,000", "12.5"."""
    if number == math.floor(number):
        return f"{int(number):,}"
    return f"{round(number, _DIGITS_AFTER_POINT):,}"


def write_short(figure: Figure, forecast: bool = False) -> str:
    """Write a figure with its qualifier as a sign: "≥ 80", "est. 40", "25 so far", "3 of 4", "200–300, best 230"."""
    sign = _WRITTEN.get(figure.qualifier, ("", ""))[0]
    best = "" if figure.value_best is None else f", best {write_number(figure.value_best)}"
    estimate = "est. " if figure.basis == "estimate" else ""
    return f"{estimate}{sign}{_write_digits(figure)}{best}{_write_doubt(figure, forecast)}"


def write_words(figure: Figure, forecast: bool = False) -> str:
    """Write a figure with its qualifier in words: "at least 43 so far", "an estimated 40", "about 300 (forecast)"."""
    best = "" if figure.value_best is None else f", best estimate {write_number(figure.value_best)}"
    words = _WRITTEN.get(figure.qualifier, ("", ""))[1] + _write_digits(figure) + best
    if figure.basis == "estimate" and figure.value_best is None:
        plain = figure.qualifier in ("exact", "range", "vague")
        words = f"an estimated {words}" if plain else f"{words} (estimate)"
    return words + _write_doubt(figure, forecast)


def _write_digits(figure: Figure) -> str:
    ends = (figure.value_low, figure.value_high) if figure.value is None else (figure.value,)
    digits = "–".join(write_number(number) for number in ends if number is not None)
    if figure.qualifier == "vague" or not digits:
        return figure.magnitude or "an unstated number"  # of what is read from a text and not checked yet
    return digits if figure.of_total is None else f"{digits} of {write_number(figure.of_total)}"


def _write_doubt(figure: Figure, forecast: bool) -> str:
    return (" so far" if figure.provisional else "") + (" (forecast)" if forecast else "")


def add_bounds(parts: Sequence[Bounds]) -> Bounds:
    """Add numbers as far as they are known: at least 80 + about 300 is at least 80, with the best unknown.

    What is not stated below adds nothing to the low end (a count is never negative); what is not stated above
    leaves the high end not stated, and an open end leaves it open.
    """
    lows = [part.low for part in parts if part.low is not None]
    return Bounds(_add(lows or [None]), _add([part.best for part in parts]), _add([part.high for part in parts]))


def _add(numbers: Sequence[Number | None]) -> Number | None:
    """Add without the dust of binary fractions (0.1 + 0.2 is 0.3); one that is not known leaves the sum unknown."""
    known = [number for number in numbers if number is not None]
    total = sum(known)
    if len(known) < len(numbers):
        return None
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
