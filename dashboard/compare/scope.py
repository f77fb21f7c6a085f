"""How two figures relate, axis by axis: what is counted, who, where and when.

Each axis is equal, part, whole, overlap, apart or unknown, read from the first figure to the second: "part" is "the
first lies within the second". What follows from the four together is a :class:`Relation`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import permutations
from typing import Literal

from dashboard.collection.vocabulary import Vocabulary
from dashboard.records.model import Counting
from dashboard.records.moments import Moment, Window, as_day, precision_of
from dashboard.records.reported import ReportedFigure

Axis = Literal["equal", "part", "whole", "overlap", "apart", "unknown"]
ScopeWord = Literal["same", "part", "whole", "overlap", "apart", "not_comparable"]
Family = Literal["count", "state", "forecast"]

_FAMILIES: Mapping[Counting, Family] = {"period": "count", "total": "count", "state": "state", "forecast": "forecast"}


@dataclass(frozen=True, slots=True)
class Relation:
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
        found = {self.what, self.who, self.where, self.when}
        if self.what == "apart" or ("apart" in found and not self.declared):
            return "apart"
        if self.declared and self.what == "equal":
            return self.declared
        if "unknown" in found:
            return "not_comparable"
        if "overlap" in found or {"part", "whole"} <= found:
            return "overlap"
        return "part" if "part" in found else "whole" if "whole" in found else "same"


@dataclass(frozen=True, slots=True)
class Span:
    """The time of a figure. ``end`` is when it is over at the latest, ``sure`` until when it surely runs.

    The two differ where the last day was not over when the number was given. ``day`` is the last day: the day on which
    a state holds, as of which a total runs. ``loose`` is some time within: "in less than one hour" of a Sunday.
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
    cause: str | None
    responsible: str | None
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
    family = _FAMILIES[figure.counting]
    return Scope(
        figure.indicator.id,
        family,
        _fold(figure.cause),
        _fold(figure.responsible),
        figure.group.id if figure.group else None,
        figure.place.id,
        figure.place_stated,
        span_of(figure.window, family, figure.told, is_loose(figure)),
        figure.days_stated,
    )


def _fold(words: str | None) -> str | None:
    return " ".join(words.casefold().split()) if words else None


def is_loose(figure: ReportedFigure) -> bool:
    """Whether the number is of some time within its window: its precision was typed as worse than the window's own."""
    return figure.date_precision > 1 and figure.window.closed and figure.date_precision > precision_of(figure.window)


def span_of(window: Window, family: Family, told: Moment | None, loose: bool = False) -> Span:
    """Return the time of a figure that was given at *told*.

    A window without an end runs until the telling, a forecast beyond it. A last day that is the day of telling was not
    over then.
    """
    told_day = None if told is None else as_day(told)
    if window.end is None:
        first = window.first_day
        if first is None or told_day is None or told_day < first or family == "forecast":
            return Span(window.starts, None, None, first if family == "state" else None)
        return _cut(window.starts, told_day)
    if told_day is not None and not isinstance(window.end, datetime) and window.end == told_day:
        return _cut(window.starts, told_day, loose)
    ends = window.ends
    return Span(window.starts, ends, ends, window.last_day, loose)


def _cut(start: datetime | None, day: date, loose: bool = False) -> Span:
    midnight = datetime.combine(day, time(0))
    sure = midnight if start is None else max(start, midnight)
    return Span(start, midnight + timedelta(days=1), sure, day, loose)


def relate_spans(one: Span, other: Span, family: Family) -> Axis:
    """Relate two times. A state holds on a day: another day is apart, a neighbouring one too.

    Windows that begin together and end on one day that was not over for one of them are equal: both are the day so
    far. Windows that share no more than half of the shorter one only touch (a night and the day after it): apart.
    """
    if family == "state":
        return "unknown" if one.day is None or other.day is None else "equal" if one.day == other.day else "apart"
    if _is_before(one, other) or _is_before(other, one):
        return "apart"
    if one.start is None or other.start is None or one.end is None or other.end is None:
        return "unknown"
    if one.loose and other.loose:
        return "unknown"
    if one.start == other.start and _end_alike(one, other) and not (one.loose or other.loose):
        return "equal"
    if _lies_in(one, other) and not other.loose:
        return "part"
    if _lies_in(other, one) and not one.loose:
        return "whole"
    return "overlap" if one.loose or other.loose or _share(one, other) > 0.5 else "apart"


def _is_before(one: Span, other: Span) -> bool:
    return one.end is not None and other.start is not None and one.end <= other.start


def _end_alike(one: Span, other: Span) -> bool:
    return one.end == other.end or (one.day == other.day and not (one.closed and other.closed))


def _lies_in(inner: Span, outer: Span) -> bool:
    if None in (inner.start, inner.end, outer.start, outer.sure):
        return False
    if not outer.start <= inner.start:  # type: ignore[operator]
        return False
    return inner.end <= outer.sure or (inner.closed and not inner.loose and inner.end < outer.end)  # type: ignore[operator]


def _share(one: Span, other: Span) -> float:
    """Return how much of the shorter of two overlapping, closed windows lies in the other."""
    assert one.start and one.end and other.start and other.end
    common = min(one.end, other.end) - max(one.start, other.start)
    return common / min(one.end - one.start, other.end - other.start)


class Containment:
    """What lies within what: places, groups and indicators of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.places = {name: frozenset(found) for name, found in vocabulary.place_containers.items()}
        self.groups = _climb({name: group.within for name, group in vocabulary.groups.items()})
        self._indicators = _climb({name: word.within for name, word in vocabulary.indicators.items()})
        self._joint = {name for place in vocabulary.places.values() for name in place.members}
        self.partitions = {name: group.partition for name, group in vocabulary.groups.items()}
        self._kinds = {
            name: (word.role, word.unit) if word.role and word.kind == "flow" and word.unit == "people" else None
            for name, word in vocabulary.indicators.items()
        }

    def list_nested(self, place: str) -> frozenset[str]:
        """Return the place, all that contain it and all that lie in it."""
        return self.places.get(place, frozenset({place})) | self._inside.get(place, _NONE)

    @cached_property
    def _inside(self) -> Mapping[str, frozenset[str]]:
        inside: dict[str, set[str]] = {}
        for name, around in self.places.items():
            for wider in around:
                inside.setdefault(wider, set()).add(name)
        return {name: frozenset(found) for name, found in inside.items()}

    @cached_property
    def _shared(self) -> frozenset[tuple[str, str]]:
        """Pairs of places of which some place is a part of both."""
        return frozenset(pair for name in self._joint for pair in permutations(self.places.get(name, ()), 2))

    def relate_places(self, one: str, other: str) -> Axis:
        """Relate two places; places made of members overlap where they share one."""
        axis = _nest(one, other, self.places)
        return "overlap" if axis == "apart" and (one, other) in self._shared else axis

    def relate_groups(self, one: str | None, other: str | None) -> Axis:
        """Relate two groups: unknown where one does not say who; groups of one partition are apart."""
        if one is None or other is None:
            return "equal" if one == other else "unknown"
        axis = _nest(one, other, self.groups)
        if axis != "apart" or not self.groups.get(one, _NONE) & self.groups.get(other, _NONE):
            return axis
        partition = self.partitions.get(one)
        return "apart" if partition is not None and partition == self.partitions.get(other) else "overlap"

    def relate(self, one: Scope, other: Scope) -> Relation:
        """Relate two scopes on the four axes.

        A place that is inferred is never equal to another; that it lies within a wider one still holds.
        """
        where = self.relate_places(one.place, other.place)
        if where == "equal" and not (one.place_stated and other.place_stated):
            where = "unknown"
        when: Axis = "unknown"
        if one.days_stated and other.days_stated:
            when = relate_spans(one.span, other.span, one.family if one.family == other.family else "count")
        return Relation(self.relate_what(one, other), self.relate_who(one, other), where, when)

    def relate_what(self, one: Scope, other: Scope) -> Axis:
        """Relate what is counted, and by which cause; causes in other words are not known to be the same.

        People of one role may be the same ones: killed, died of wounds, registered dead.
        """
        axis = _nest(one.indicator, other.indicator, self._indicators) if one.family == other.family else "apart"
        kind = self._kinds.get(one.indicator)
        if axis == "apart" and one.family == other.family and kind and kind == self._kinds.get(other.indicator):
            axis = "overlap"
        return _join(axis, _relate_limits(one.cause, other.cause, "unknown"))

    def relate_who(self, one: Scope, other: Scope) -> Axis:
        """Relate who is counted; whoever is held responsible limits a number, another responsible is another scope."""
        return _join(
            self.relate_groups(one.group, other.group), _relate_limits(one.responsible, other.responsible, "apart")
        )


_NONE: frozenset[str] = frozenset()


def _climb(within: Mapping[str, str | None]) -> dict[str, frozenset[str]]:
    chains = {}
    for name in within:
        chain, at = [name], within[name]
        while at is not None and at not in chain:
            chain.append(at)
            at = within.get(at)
        chains[name] = frozenset(chain)
    return chains


def _nest(one: str, other: str, containers: Mapping[str, frozenset[str]]) -> Axis:
    if one == other:
        return "equal"
    if other in containers.get(one, _NONE):
        return "part"
    return "whole" if one in containers.get(other, _NONE) else "apart"


def _relate_limits(one: str | None, other: str | None, differing: Axis) -> Axis:
    """A limit given by one alone makes it a part."""
    return "equal" if one == other else differing if one and other else "part" if one else "whole"


def _join(one: Axis, other: Axis) -> Axis:
    """Return what two aspects of one axis make together."""
    for word in ("apart", "unknown", "overlap"):
        if word in (one, other):
            return word
    return one if other in (one, "equal") else other if one == "equal" else "overlap"
