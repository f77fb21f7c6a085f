"""Finds the figures that may speak of the same thing without looking at the others, however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from dashboard.compare.scope import Containment, Scope, Span
from dashboard.compare.voices import name_voice
from dashboard.records.quantity import Number
from dashboard.records.reported import ReportedFigure

Track = tuple[str, str | None, str, str]
Spoken = tuple[str, str | None, str, Number | str | None]


class Windows:
    """Windows of days under a key; finds those that share a day with another.

    A window lies in one or two slots of the power of two that is as long as itself, so that a search looks at a few
    slots of each length in use.
    """

    def __init__(self) -> None:
        self._slots: dict[tuple[str, int, int], list[tuple[str, int, int]]] = defaultdict(list)
        self._levels: dict[str, set[int]] = defaultdict(set)

    def add(self, key: str, days: tuple[int, int], name: str) -> None:
        """Enter *name* with its first and last day."""
        level = (days[1] - days[0]).bit_length()
        self._levels[key].add(level)
        for slot in range(days[0] >> level, (days[1] >> level) + 1):
            self._slots[key, level, slot].append((name, *days))

    def find(self, key: str, days: tuple[int, int]) -> Iterator[str]:
        """Yield what shares a day with *days*, some twice."""
        for level in self._levels.get(key, ()):
            for slot in range(days[0] >> level, (days[1] >> level) + 1):
                for name, first, last in self._slots.get((key, level, slot), ()):
                    if first <= days[1] and days[0] <= last:
                        yield name


class Index:
    """The figures of one collection by what, where and when they count, by voice, and by statement."""

    def __init__(self, figures: Mapping[str, ReportedFigure], scopes: Mapping[str, Scope], words: Containment) -> None:
        self._words = words
        self._windows = Windows()
        self._undated: dict[str, list[str]] = defaultdict(list)
        self._everything: dict[str, list[str]] = defaultdict(list)
        self.statements: dict[str, list[str]] = defaultdict(list)
        self.tracks: dict[Track, list[str]] = defaultdict(list)
        self.spoken: dict[Spoken, list[str]] = defaultdict(list)
        self.corrected: dict[str, list[str]] = defaultdict(list)
        for name, figure in figures.items():
            self._enter(figure, scopes[name])

    def _enter(self, figure: ReportedFigure, scope: Scope) -> None:
        days = days_of(scope.span)
        self.tracks[track_of(figure)].append(figure.id)
        self.spoken[spoken_of(figure)].append(figure.id)
        if figure.statement:
            self.statements[figure.statement].append(figure.id)
        if figure.corrects:
            self.corrected[figure.corrects].append(figure.id)
        keys = [f"{scope.indicator} at {scope.place}"]
        keys += [f"{scope.indicator} in {name}" for name in self._words.places.get(scope.place, (scope.place,))]
        for key in keys:
            self._everything[key].append(figure.id)
            if days is None:
                self._undated[key].append(figure.id)
            else:
                self._windows.add(key, days, figure.id)

    def find_near(self, scope: Scope) -> set[str]:
        """Return the figures of one indicator whose place lies in this one or around it and that may share a day."""
        days = days_of(scope.span)
        if days is None:
            return set()
        return {name for key in self._keys(scope) for name in self._windows.find(key, days)}

    def find_undated(self, scope: Scope) -> set[str]:
        """Return the figures of the same indicator and such places for which no day is known at all."""
        return {name for key in self._keys(scope) for name in self._undated.get(key, ())}

    def find_all(self, scope: Scope) -> set[str]:
        """Return the figures of one indicator whose place lies in this one or around it, of any days or of none."""
        return {name for key in self._keys(scope) for name in self._everything.get(key, ())}

    def find_spoken(self, figure: ReportedFigure) -> Iterable[str]:
        """Return the figures with which one voice gives the same number of the same thing."""
        return self.spoken.get(spoken_of(figure), ())

    def _keys(self, scope: Scope) -> Iterable[str]:
        around = self._words.places.get(scope.place, frozenset()) - {scope.place}
        return [f"{scope.indicator} in {scope.place}", *(f"{scope.indicator} at {name}" for name in around)]


def track_of(figure: ReportedFigure) -> Track:
    """Return under what one voice's figures of one thing, group and place are kept together, whenever."""
    return figure.indicator.id, figure.group.id if figure.group else None, name_voice(figure), figure.place.id


def spoken_of(figure: ReportedFigure) -> Spoken:
    """Return under what one voice's equal numbers of one thing and group are kept together."""
    number = figure.magnitude if figure.value is None else figure.value
    return figure.indicator.id, figure.group.id if figure.group else None, name_voice(figure), number


def days_of(span: Span) -> tuple[int, int] | None:
    """Return the first and the last day as ordinals, or None where neither is known."""
    first = span.first_day or span.day
    last = span.day or first
    if first is None or last is None:
        return None
    return min(first, last).toordinal(), last.toordinal()
