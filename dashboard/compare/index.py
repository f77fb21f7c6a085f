"""Finds the figures that may speak of the same thing without looking at the others, however many there are."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping

from dashboard.compare.scope import Containment, Scope, Span
from dashboard.compare.voices import name_voice
from dashboard.records.reported import ReportedFigure

Days = tuple[int, int]


class Windows:
    """Spans of days under a key; finds those that share a day with another.

    A span lies in one or two slots of the power of two that is as long as itself, so that a search looks at a few
    slots of each length in use.
    """

    def __init__(self) -> None:
        self._slots: dict[tuple[Hashable, int, int], list[tuple[str, int, int]]] = defaultdict(list)
        self._levels: dict[Hashable, set[int]] = defaultdict(set)

    def add(self, key: Hashable, days: Days, name: str) -> None:
        """Enter *name* with its first and last day."""
        level = (days[1] - days[0]).bit_length()
        self._levels[key].add(level)
        for slot in range(days[0] >> level, (days[1] >> level) + 1):
            self._slots[key, level, slot].append((name, *days))

    def find(self, key: Hashable, days: Days) -> Iterator[str]:
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
        self._places, self._voices = Windows(), Windows()
        self._numbers: dict[Hashable, list[str]] = defaultdict(list)
        self._states: dict[Hashable, list[tuple[int, str]]] = defaultdict(list)
        self.indicators: dict[str, list[str]] = defaultdict(list)
        self.statements: dict[str, list[str]] = defaultdict(list)
        self.corrected: dict[str, list[str]] = defaultdict(list)
        for name, figure in figures.items():
            self._enter(name, figure, scopes[name])

    def _enter(self, name: str, figure: ReportedFigure, scope: Scope) -> None:
        days = days_of(scope.span)
        self.indicators[scope.indicator].append(name)
        if figure.statement:
            self.statements[figure.statement].append(name)
        if figure.corrects:
            self.corrected[figure.corrects].append(name)
        if scope.family == "state" and days:
            insort(self._states[scope.place, _voices_of(figure)[0]], (days[1], name))
        for key in _voices_of(figure):
            if days:
                self._voices.add(key, days, name)
            self._numbers[*key, figure.value, days is None].append(name)
        if days:
            self._places.add((scope.indicator, scope.place), days, name)

    def find_near(self, scope: Scope) -> set[str]:
        """Return the figures of one indicator whose place lies in this one or around it and that share a day."""
        days = days_of(scope.span)
        places = self._words.list_nested(scope.place) if days else ()
        return {name for place in places for name in self._places.find((scope.indicator, place), days or (0, 0))}

    def find_voice(self, figure: ReportedFigure, scope: Scope) -> set[str]:
        """Return what one voice says of one thing and group on days shared with this; undated the same number."""
        days = days_of(scope.span)
        found: set[str] = set()
        for key in _voices_of(figure):
            found.update(self._numbers.get((*key, figure.value, True), ()))
            found.update(self._voices.find(key, days) if days else self._numbers.get((*key, figure.value, False), ()))
        return found

    def find_newest_state(self, figure: ReportedFigure, scope: Scope) -> Iterable[str]:
        """Return what one voice last says of the same thing, group and place, if on a later day than this."""
        days = days_of(scope.span)
        states = self._states.get((scope.place, _voices_of(figure)[0]), [])
        return [states[-1][1]] if days and bisect_right(states, (days[1], "\uffff")) < len(states) else []


def _voices_of(figure: ReportedFigure) -> list[tuple[str, str | None, str]]:
    """Return keys of the voice behind a figure and, where it differs, of the one that passes it on."""
    names = dict.fromkeys(
        (name_voice(figure), figure.said.speaker.id) if figure.said.credited else (name_voice(figure),)
    )
    return [(figure.indicator.id, figure.group.id if figure.group else None, name) for name in names]


def days_of(span: Span) -> Days | None:
    """Return the first and the last day as ordinals, or None where neither is known."""
    first = span.first_day or span.day
    last = span.day or first
    if first is None or last is None:
        return None
    return min(first, last).toordinal(), last.toordinal()
