"""What a report says, joined with its vocabulary, and what its numbers mean: bounds, how they are written, sums.

Everything above the records reads these frozen objects.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from dashboard.records import model
from dashboard.records.model import Figure, Group, Indicator, Place, Source, Speaker
from dashboard.records.moments import Moment, Window, as_day

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


@dataclass(frozen=True, slots=True)
class Said:
    """Who says so, and who carried it.
    ``voice`` is whose number or claim it is: the speaker, or the one whose number the speaker passes on
    (``repeats`` here or in speakers.csv). ``body`` is the voice under which members count (``member_of``)."""

    speaker: Speaker
    voice: Speaker
    body: Speaker
    speaker_as_written: str | None
    speaker_named: bool
    via: str | None

    @property
    def credited(self) -> bool:
        """Whether anybody is credited; a report that credits nobody is no voice."""
        return self.speaker.type != "publisher" or self.speaker_named

    @property
    def independent(self) -> bool:
        """Whether it can be one of two independent voices: credited, and named as a person, body or office."""
        return self.credited and self.speaker_named and self.voice.named


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What all entries of a report have once they are joined with the vocabulary."""

    id: str
    source: Source
    window: Window
    said: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedFigure(Reported):
    """One number that one report gives, with all that keeps it honest.

    ``written`` and ``wording`` are the only forms in which the number may be shown ("≥ 80", "at least 80").
    ``place_stated`` and ``days_stated`` tell what the source says itself from what we inferred.
    ``counting`` is period, total, state or forecast; ``told`` is the day or hour of telling, where known.
    """

    indicator: Indicator
    group: Group | None
    responsible: str | None
    cause: str | None
    value: Number | None
    value_low: Number | None
    value_high: Number | None
    value_best: Number | None
    qualifier: model.Qualifier
    provisional: bool
    magnitude: str | None
    basis: model.Basis
    counting: model.Counting
    of_total: Number | None
    part_of: str | None
    corrects: str | None
    statement: str | None
    place: Place
    place_as_written: str | None
    place_basis: str | None
    date_as_written: str | None
    date_basis: str | None
    date_precision: int
    reported_on: Moment | None
    quote: str
    counts: str | None
    caveat: str | None
    bounds: Bounds
    written: str
    wording: str

    @property
    def place_stated(self) -> bool:
        """Whether the source itself says where."""
        return self.place_as_written is not None

    @property
    def days_stated(self) -> bool:
        """Whether the source itself says when."""
        return self.date_as_written is not None and self.window.known

    @property
    def told(self) -> Moment | None:
        """When the number was given: the stated day or hour of telling, else the day of publication."""
        return self.reported_on or self.source.date_published

    @property
    def told_day(self) -> date | None:
        """The day of telling without its hour."""
        return self.told and as_day(self.told)

    @property
    def unit(self) -> str:
        """What is counted, in the plural: the group, or the indicator's unit where no group is given."""
        return self.group.label if self.group else self.indicator.unit

    @property
    def is_forecast(self) -> bool:
        """Whether it is feared or expected, not counted."""
        return self.counting == "forecast"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedGap(Reported):
    """What a report says nobody could count, or that was counted and found to be none."""

    indicator: Indicator
    group: Group | None
    place: Place
    status: model.GapStatus
    reason: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedStatement(Reported):
    """What somebody claims, in our own words."""

    topic: str
    summary: str
    place: Place | None
    quote: str | None
    contradicts: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedEvent(Reported):
    """What happened, was announced, or lies in the background."""

    label: str
    kind: model.EventKind
    place: Place | None
    date_as_written: str | None
    date_precision: int


def bounds_of(figure: Figure) -> Bounds:
    """Return the bounds of a figure as the README's table has them; "so far" opens the high end of any of them."""
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


def write_figure(figure: Figure, forecast: bool = False) -> tuple[str, str]:
    """Write a figure with its qualifier as a sign and in words: ("≥ 80", "at least 80"), ("est. 4", "an estimated 4").

    What else it says goes along: "25 so far", "3 of 4", "200–300, best 230", "about 300 (forecast)".
    """
    ends = (figure.value_low, figure.value_high) if figure.value is None else (figure.value,)
    digits = "–".join(write_number(number) for number in ends if number is not None)
    if figure.qualifier == "vague" or not digits:
        digits = figure.magnitude or "an unstated number"  # of what is read from a text and not checked yet
    elif figure.of_total is not None:
        digits += f" of {write_number(figure.of_total)}"
    short, words = (said + digits for said in _WRITTEN.get(figure.qualifier, ("", "")))
    if figure.basis == "estimate":
        short = f"est. {short}"
        if figure.value_best is None:
            plain = figure.qualifier in ("exact", "range", "vague")
            words = f"an estimated {words}" if plain else f"{words} (estimate)"
    best = "" if figure.value_best is None else write_number(figure.value_best)
    doubt = (" so far" if figure.provisional else "") + (" (forecast)" if forecast else "")
    return short + (best and f", best {best}") + doubt, words + (best and f", best estimate {best}") + doubt


def add_bounds(parts: Sequence[Bounds]) -> Bounds:
    """Add numbers as far as they are known: at least 80 + about 300 is at least 80, with the best unknown.
    What is not stated below adds nothing to the low end (a count is never negative); what is not stated above
    leaves the high end not stated, and an open end leaves it open."""
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
