"""How two figures relate: what they count, whom, where and when, whose numbers they are, and what can be true at once.

An axis is read from the first figure to the second: "part" is "the first lies within the second".
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import permutations
from typing import Final, Literal, NamedTuple, get_args

from dashboard.collection.vocabulary import Vocabulary, follow
from dashboard.records.moments import Moment, Window, as_day, precision_of
from dashboard.records.reported import Bounds, Number, Reported, ReportedFigure

# From what tells least apart to what tells most.
Axis = Literal["equal", "part", "whole", "overlap", "unknown", "apart"]
ScopeWord = Literal["same", "part", "whole", "overlap", "not_comparable", "apart"]
Family = Literal["count", "state", "forecast"]
VoiceWord = Literal["same", "independent", "one_repeats_other", "unknown"]

AXES: Final[tuple[Axis, ...]] = get_args(Axis)
SCOPE_WORDS: Final[dict[Axis, ScopeWord]] = dict(zip(AXES, get_args(ScopeWord), strict=True))


class Relation(NamedTuple):
    """How one figure relates to another on the four axes; ``declared`` is what ``part_of`` says of the two."""

    what: Axis
    who: Axis
    where: Axis
    when: Axis
    declared: Literal["part", "whole"] | None = None

    @property
    def axes(self) -> dict[str, Axis]:
        """The four axes by name."""
        return {"what": self.what, "who": self.who, "where": self.where, "when": self.when}

    @property
    def scope(self) -> ScopeWord:
        """What follows: same only if all four are equal; apart where any is; nothing where any is unknown."""
        return (self.what == "equal" and self.declared) or SCOPE_WORDS[_combine(self.axes.values())]


def _combine(axes: Iterable[Axis]) -> Axis:
    """Return what several axes, or aspects of one, make together: of part and whole an overlap."""
    found = set(axes)
    return max(found | ({"overlap"} if {"part", "whole"} <= found else set()), key=AXES.index)


@dataclass(frozen=True, slots=True)
class Span:
    """The time of a figure: it is over by ``end`` and runs until ``sure``, which differ if the last day was not over.

    A state holds on ``day``, the last one. ``loose`` is some time within: "in less than one hour" of a Sunday.
    """

    start: datetime | None
    end: datetime | None
    sure: datetime | None
    day: date | None
    loose: bool = False

    @property
    def closed(self) -> bool:
        """Whether both ends are known and the last day was over when the number was given."""
        return self.start is not None and self.end is not None and self.end == self.sure

    @property
    def first_day(self) -> date | None:
        """The day on which it begins."""
        return None if self.start is None else self.start.date()


@dataclass(frozen=True, slots=True)
class Scope:
    """What a figure, or a topic, speaks of."""

    indicator: str
    family: Family
    cause: str
    responsible: str
    group: str | None
    place: str
    place_stated: bool
    span: Span
    days_stated: bool

    @property
    def stated(self) -> bool:
        """Whether place and days are both stated."""
        return self.place_stated and self.days_stated


def scope_of(figure: ReportedFigure) -> Scope:
    """Return the scope of a figure as its own report gives it."""
    family: Family = figure.counting if figure.counting in ("state", "forecast") else "count"
    cause, responsible = (" ".join((words or "").casefold().split()) for words in (figure.cause, figure.responsible))
    who, where = figure.group.id if figure.group else None, figure.place.id
    span = span_of(figure.window, family, figure.told, is_loose(figure))
    what = figure.indicator.id, family, cause
    return Scope(*what, responsible, who, where, figure.place_stated, span, figure.days_stated)


def is_loose(figure: ReportedFigure) -> bool:
    """Whether the number is of some time within its window: its precision was typed as worse than the window's own."""
    return figure.date_precision > 1 and figure.window.closed and figure.date_precision > precision_of(figure.window)


def span_of(window: Window, family: Family, told: Moment | None, loose: bool = False) -> Span:
    """Return the time of a figure; without an end it runs until told, or beyond; the day of telling was not over."""
    first, told_day = window.first_day, None if told is None else as_day(told)
    if window.end is not None and window.end != told_day:
        return Span(window.starts, window.ends, window.ends, window.last_day, loose)
    if told_day is None or (window.end is None and (first is None or told_day < first or family == "forecast")):
        return Span(window.starts, None, None, first if family == "state" else None)
    midnight = datetime.combine(told_day, time(0))
    return Span(window.starts, midnight + timedelta(days=1), max(window.starts or midnight, midnight), told_day, loose)


def relate_times(mine: Scope, yours: Scope) -> Axis:
    """Relate when two count, stated or not. A state holds on a day: another day is apart, a neighbouring one too.

    Windows that begin together and end on one day that was not over for one of them are equal: both are the day so
    far. Windows that share no more than half of the shorter one only touch (a night and the day after it): apart.
    """
    one, other = mine.span, yours.span
    if mine.family == yours.family == "state":
        return "unknown" if one.day is None or other.day is None else "equal" if one.day == other.day else "apart"
    if any(a.end and b.start and a.end <= b.start for a, b in permutations((one, other))):
        return "apart"
    if not (one.start and one.end and other.start and other.end) or (one.loose and other.loose):
        return "unknown"
    loose, end_alike = one.loose or other.loose, one.day == other.day and not (one.closed and other.closed)
    if one.start == other.start and (one.end == other.end or end_alike) and not loose:
        return "equal"
    if _lies_in(one, other) or _lies_in(other, one):
        return "part" if _lies_in(one, other) else "whole"
    shared = min(one.end, other.end) - max(one.start, other.start)
    return "overlap" if loose or shared / min(one.end - one.start, other.end - other.start) > 0.5 else "apart"


def _lies_in(inner: Span, outer: Span) -> bool:
    assert inner.start and inner.end and outer.start and outer.sure and outer.end
    ends_within = inner.end <= outer.sure or (inner.closed and not inner.loose and inner.end < outer.end)
    return not outer.loose and outer.start <= inner.start and ends_within


class Containment:
    """What lies within what: places, groups and indicators of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.places = {name: frozenset(around) for name, around in vocabulary.place_containers.items()}
        self._groups = {name: frozenset(follow(name, vocabulary.groups, "within")) for name in vocabulary.groups}
        indicators = vocabulary.indicators
        self._indicators = {name: frozenset(follow(name, indicators, "within")) for name in indicators}
        self.partitions = {name: group.partition for name, group in vocabulary.groups.items()}
        people = (word for word in indicators.values() if word.kind == "flow" and word.unit == "people" and word.role)
        self._roles = {word.id: word.role for word in people}

    def relate(self, one: Scope, other: Scope) -> Relation:
        """Relate two scopes. A place that is inferred is never equal to another, but lies within a wider one."""
        where, when = self.relate_places(one.place, other.place), relate_times(one, other)
        if where == "equal" and not (one.place_stated and other.place_stated):
            where = "unknown"
        dated = one.days_stated and other.days_stated
        return Relation(self.relate_what(one, other), self.relate_who(one, other), where, when if dated else "unknown")

    def relate_what(self, one: Scope, other: Scope) -> Axis:
        """Relate what is counted, and by which cause; causes in other words are not known to be the same.

        People of one role may be the same ones: killed, died of wounds, registered dead.
        """
        if one.family != other.family:
            return "apart"
        axis, role = _nest(one.indicator, other.indicator, self._indicators), self._roles.get(one.indicator)
        if axis == "apart" and role and role == self._roles.get(other.indicator):
            axis = "overlap"
        return _combine((axis, _limit(one.cause, other.cause, "unknown")))

    def relate_who(self, one: Scope, other: Scope) -> Axis:
        """Relate who is counted; whoever is held responsible limits a number, another responsible is another scope."""
        responsible = _limit(one.responsible, other.responsible, "apart")
        return _combine((self.relate_groups(one.group, other.group), responsible))

    def relate_groups(self, one: str | None, other: str | None) -> Axis:
        """Relate two groups: unknown where one does not say who; groups of one partition are apart."""
        if one is None or other is None:
            return "equal" if one == other else "unknown"
        axis, partition = _nest(one, other, self._groups), self.partitions.get(one)
        if axis != "apart" or self._groups.get(one, frozenset()).isdisjoint(self._groups.get(other, ())):
            return axis
        return "apart" if partition is not None and partition == self.partitions.get(other) else "overlap"

    def relate_places(self, one: str, other: str) -> Axis:
        """Relate two places; places made of members overlap where they share one."""
        axis = _nest(one, other, self.places)
        shared = axis == "apart" and any({one, other} <= around for around in self.places.values())
        return "overlap" if shared else axis


def _nest(one: str, other: str, containers: Mapping[str, frozenset[str]]) -> Axis:
    if one == other or other in containers.get(one, ()):
        return "equal" if one == other else "part"
    return "whole" if one in containers.get(other, ()) else "apart"


def _limit(one: str, other: str, differing: Axis) -> Axis:
    """Relate two words that each limit a number, such as a cause; a limit given by one alone makes it a part."""
    return "equal" if one == other else differing if one and other else "part" if one else "whole"


def relate_voices(one: ReportedFigure, other: ReportedFigure) -> VoiceWord:
    """Tell whether two figures come from one voice; who passes a number on repeats the voice behind it.

    Where nobody is credited or named, and of members of one body, it is not known whether they are independent.
    """
    mine, yours = one.said, other.said
    alike = mine.speaker.id == yours.speaker.id
    if alike and one.source.id == other.source.id:
        return "same"
    if not (mine.credited and yours.credited):
        return "unknown"
    if alike or mine.voice.id == yours.voice.id:
        # "Residents" may be other people each time.
        anybody = mine.voice.type == "resident" and not mine.voice.named
        return "unknown" if anybody else "same" if alike else "one_repeats_other"
    known = all(said.voice.named or said.voice.type == "footage" for said in (mine, yours))
    return "independent" if known and mine.body.id != yours.body.id else "unknown"


def name_voice(figure: Reported) -> str:
    """Return an id of the voice; a report that credits nobody, or just anybody, stands for itself alone."""
    said, voice = figure.said, figure.said.voice
    anybody = not said.credited or (voice.type == "resident" and not voice.named)
    return f"{figure.source.id}/{said.speaker.id}" if anybody else voice.id


def name_body(figure: ReportedFigure) -> str:
    """Return an id under which figures count as one voice: that of the body of which voices are members."""
    name = name_voice(figure)
    return figure.said.body.id if name == figure.said.voice.id else name


# How far "about" and "an estimated" reach either way, for a verdict only; nothing is drawn or added with it.
REACH = 0.2
# Our reading of vague words; it may agree with a number and never clashes with one.
_VAGUE = {
    "tens": (20, 99), "dozens": (20, 99), "hundreds": (200, 999), "thousands": (2_000, 9_999),
    "tens of thousands": (20_000, 99_999), "hundreds of thousands": (200_000, 999_999),
}  # fmt: skip


def verdict_bounds(figure: ReportedFigure) -> Bounds:
    """Return the bounds on which a verdict rests: those stated, and a fifth either way of "about" and an estimate."""
    best, estimated = figure.value, figure.basis == "estimate" and figure.qualifier == "exact"
    if best is None or not (figure.qualifier == "about" or estimated):
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
    if (read := fits_vague(one, other)) is not None:
        return read and (_gives_number(one) or _gives_number(other))
    ranges, (mine, yours) = one.value is other.value is None, map(_point, (one, other))
    meet = mine == yours if ranges else not mine.excludes(yours)
    return meet and _gives_number(one) and _gives_number(other)


def fits_vague(one: ReportedFigure, other: ReportedFigure) -> bool | None:
    """Whether a number may lie in our reading of the other's vague word; None without such a word and a number."""
    for vague, number in permutations((one, other)):
        reading = _VAGUE.get((vague.magnitude or "").casefold()) if vague.qualifier == "vague" else None
        if reading and number.qualifier != "vague":
            return not Bounds(reading[0], None, reading[1]).excludes(_point(number))
    return None


def _point(figure: ReportedFigure) -> Bounds:
    value = figure.value if _gives_number(figure) else None
    return figure.bounds if value is None else Bounds(value, None, value)


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
