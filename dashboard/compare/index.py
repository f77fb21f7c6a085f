"""Finds the figures that may speak of the same thing without looking at the others, however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from itertools import product

from dashboard.compare.scope import Containment, Scope, Span
from dashboard.compare.voices import name_voice
from dashboard.records.reported import ReportedFigure

Days = tuple[int, int]

# A window is entered in each stretch of 8 days that it touches, so that a search looks at a few stretches only.
_STRETCH = 3


class Index:
    """The figures of one collection by what, where and when they count, by voice, and by statement."""

    def __init__(self, figures: Mapping[str, ReportedFigure], scopes: Mapping[str, Scope], words: Containment) -> None:
        self._words = words
        self._windows: dict[Hashable, list[tuple[str, int, int]]] = defaultdict(list)
        self._names: dict[Hashable, list[str]] = defaultdict(list)
        self._newest: dict[Hashable, tuple[int, str]] = {}
        self.statements: dict[str | None, list[str]] = defaultdict(list)
        self.corrected: dict[str | None, list[str]] = defaultdict(list)
        for name, figure in figures.items():
            self.statements[figure.statement].append(name)
            self.corrected[figure.corrects].append(name)
            self._enter(name, figure, scopes[name])

    def _enter(self, name: str, figure: ReportedFigure, scope: Scope) -> None:
        days, voices, place = _days_of(scope.span), _voices_of(figure), (scope.indicator, scope.place)
        for key in (place, *((*voice, figure.value, days is None) for voice in voices)):
            self._names[key].append(name)
        if days is None:
            return
        for key, stretch in product((place, *voices), _stretches(days)):
            self._windows[key, stretch].append((name, *days))
        for voice in voices if scope.family == "state" else ():
            newest = self._newest.get((scope.place, voice), (0, ""))
            self._newest[scope.place, voice] = max(newest, (days[1], name))

    def _find(self, key: Hashable, days: Days) -> Iterator[str]:
        for stretch in _stretches(days):
            for name, first, last in self._windows.get((key, stretch), ()):
                if first <= days[1] and days[0] <= last:
                    yield name

    def find_near(self, scope: Scope, any_day: bool = False) -> set[str]:
        """Return the figures of one indicator whose place lies in this one or around it and that share a day."""
        days = _days_of(scope.span)
        keys = [(scope.indicator, place) for place in self._words.list_nested(scope.place)]
        if any_day:
            return {name for key in keys for name in self._names.get(key, ())}
        return {name for key in keys for name in self._find(key, days)} if days else set()

    def find_voice(self, figure: ReportedFigure, scope: Scope) -> set[str]:
        """Return what one voice says of the same on days shared with this; undated one number; of a state the last."""
        days, found = _days_of(scope.span), set[str]()
        for voice in _voices_of(figure):
            found.update(self._names.get((*voice, figure.value, True), ()))
            found.update(self._find(voice, days) if days else self._names.get((*voice, figure.value, False), ()))
            if newest := self._newest.get((scope.place, voice)):
                found.add(newest[1])
        return found


def _stretches(days: Days) -> range:
    return range(days[0] >> _STRETCH, (days[1] >> _STRETCH) + 1)


def _voices_of(figure: ReportedFigure) -> list[tuple[str, str | None, str]]:
    """Return keys of the voice behind a figure and, where it differs, of the one that passes it on."""
    names = (name_voice(figure), figure.said.speaker.id) if figure.said.credited else (name_voice(figure),)
    group = figure.group.id if figure.group else None
    return [(figure.indicator.id, group, name) for name in dict.fromkeys(names)]


def _days_of(span: Span) -> Days | None:
    """Return the first and the last day as ordinals, or None where neither is known."""
    first, last = span.first_day or span.day, span.day or span.first_day
    return (min(first, last).toordinal(), last.toordinal()) if first and last else None
