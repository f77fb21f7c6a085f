"""What a reported number means: its bounds, how it is written, and which numbers may be added."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from dashboard.model import Figure

_SYMBOLS = {
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


@dataclass(frozen=True)
class Bounds:
    """Between which whole numbers the true count lies, going by the report's own word.

    ``None`` is not stated; ``math.inf`` as ``high`` is open ("at least"). Both ends are included: "more than 80"
    begins at 81. The three parts follow UCDP GED's low, best and high estimates.
    """

    low: int | None
    best: int | None
    high: float | None

    @property
    def is_open(self) -> bool:
        """True where the report sets no upper end on purpose ("at least", "more than")."""
        return self.high is not None and math.isinf(self.high)

    def excludes(self, other: Bounds) -> bool:
        """True where no number can satisfy both; bounds that touch do not exclude each other."""
        return _above(self.low, other.high) or _above(other.low, self.high)


def _above(low: int | None, high: float | None) -> bool:
    return low is not None and high is not None and low > high


def bounds_of(qualifier: str, value: int | None, value_low: int | None = None, value_high: int | None = None) -> Bounds:
    """Return the bounds of a number reported with *qualifier* (one of ``model.QUALIFIERS``)."""
    if qualifier == "range":
        return Bounds(value_low, None, value_high)
    if qualifier == "vague" or value is None:
        return Bounds(None, None, None)
    return {
        "exact": Bounds(value, value, value),
        "at_least": Bounds(value, None, math.inf),
        "more_than": Bounds(value + 1, None, math.inf),
        "about": Bounds(None, value, None),
        "nearly": Bounds(None, None, value),
        "up_to": Bounds(0, None, value),
        "fewer_than": Bounds(0, None, max(value - 1, 0)),
    }[qualifier]


def write_number(number: float) -> str:
    """Write a whole number with thousands separators: 250,000."""
    return f"{int(number):,}"


def write_short(figure: Figure) -> str:
    """Write the figure with its qualifier as a sign: "≥ 80", "est. 40", "3 of 4", "200–300", "dozens"."""
    return ("est. " if figure.basis == "estimate" else "") + _SYMBOLS.get(figure.qualifier, "") + _digits(figure)


def write_words(figure: Figure) -> str:
    """Write the figure with its qualifier in words: "at least 80", "an estimated 40", "3 of 4"."""
    words = _WORDS.get(figure.qualifier, "") + _digits(figure)
    if figure.basis != "estimate":
        return words
    return f"an estimated {words}" if figure.qualifier in ("exact", "range", "vague") else f"{words} (estimate)"


def _digits(figure: Figure) -> str:
    if figure.qualifier == "vague":
        return figure.magnitude or "an unstated number"
    if figure.qualifier == "range":
        digits = f"{write_number(figure.value_low)}–{write_number(figure.value_high)}"
    else:
        digits = write_number(figure.value)
    return digits if figure.of_total is None else f"{digits} of {write_number(figure.of_total)}"


@dataclass(frozen=True)
class Scope:
    """What a figure speaks of: who is counted, in which unit, where and when."""

    id: str
    indicator: str
    unit: str
    group: str | None
    place: str
    start: date | None
    end: date | None
    part_of: str | None = None


@dataclass(frozen=True)
class Containment:
    """Which place or group lies within which, and which groups mix or exclude each other."""

    places: Mapping[str, str | None]
    groups: Mapping[str, str | None]
    mixed_groups: frozenset[str] = frozenset()
    partitions: Mapping[str, str | None] | None = None
    parts: Mapping[str, str | None] | None = None


def list_containers(start: str, within: Mapping[str, str | None]) -> list[str]:
    """Return *start* and all that contains it, nearest first."""
    chain = [start]
    while (parent := within.get(chain[-1])) is not None and parent not in chain:
        chain.append(parent)
    return chain


def lie_within(one: str, other: str, within: Mapping[str, str | None]) -> bool:
    """True where the two are the same or one contains the other."""
    return one in list_containers(other, within) or other in list_containers(one, within)


def windows_overlap(one: Scope, other: Scope) -> bool:
    """True where the days may be the same; an unknown end may be any day."""
    return (one.start or date.min) <= (other.end or date.max) and (other.start or date.min) <= (one.end or date.max)


def explain_refusal(scopes: Sequence[Scope], containment: Containment) -> str | None:
    """Return why these figures must not be added, or None where they may.

    Refused are: another unit or indicator, a figure and a part of it, a group that mixes fighters with families
    beside any other, and figures whose place, time and group may overlap (the same people counted twice).
    """
    for one, other in combinations(scopes, 2):
        reason = _refuse_pair(one, other, containment)
        if reason:
            return reason
    return None


def _refuse_pair(one: Scope, other: Scope, containment: Containment) -> str | None:
    if one.unit != other.unit:
        return f"{one.unit} and {other.unit} are different units"
    if one.indicator != other.indicator:
        return f"{one.indicator} and {other.indicator} count different things"
    parts = containment.parts or {}
    if other.id in list_containers(one.id, parts) or one.id in list_containers(other.id, parts):
        return f"{one.id} and {other.id}: one is part of the other, so adding counts it twice"
    if one.group != other.group and {one.group, other.group} & containment.mixed_groups:
        return f"{one.group} and {other.group}: one mixes fighters with families, so the sum would count nobody clearly"
    if (
        lie_within(one.place, other.place, containment.places)
        and windows_overlap(one, other)
        and not _exclude_each_other(one.group, other.group, containment)
    ):
        return f"{one.id} and {other.id} overlap in place and time, so the same may be counted twice"
    return None


def _exclude_each_other(one: str | None, other: str | None, containment: Containment) -> bool:
    partitions = containment.partitions or {}
    return (
        one != other
        and partitions.get(one or "") is not None
        and partitions.get(one or "") == partitions.get(other or "")
    )


def add_bounds(parts: Sequence[Bounds]) -> Bounds:
    """Add numbers as far as they are known: at least 80 + about 300 is at least 80, with the best unknown.

    What is not stated below adds nothing to the low end (a count is never negative); what is not stated above
    leaves the high end not stated, and an open end leaves it open.
    """
    lows = [part.low for part in parts]
    known_low = any(low is not None for low in lows)
    best = None if any(part.best is None for part in parts) else sum(part.best for part in parts)
    return Bounds(sum(low or 0 for low in lows) if known_low else None, best, _add_highs(parts))


def _add_highs(parts: Sequence[Bounds]) -> float | None:
    if any(part.high is None for part in parts):
        return None
    return sum(part.high for part in parts)


def write_bounds(bounds: Bounds) -> str:
    """Write a sum in words: "exactly 5", "at least 80", "about 302", "200–300", "no number can be given"."""
    low, best, high = bounds.low, bounds.best, bounds.high
    if low is not None and low == high:
        return f"exactly {write_number(low)}"
    if best is not None:
        return f"about {write_number(best)}"
    if high is not None and not math.isinf(high):
        return f"{write_number(low)}–{write_number(high)}" if low else f"at most {write_number(high)}"
    return f"at least {write_number(low)}" if low is not None else "no number can be given"
