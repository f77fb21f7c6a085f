"""Finds the figures that may speak of the same thing without looking at the others, however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping

from dashboard.compare.scope import Containment, Scope, Span
from dashboard.compare.voices import name_voice
from dashboard.records.reported import ReportedFigure


class Index:
    """The figures of one collection by what and where they count, by voice, each in the stretches of its days."""

    def __init__(self, figures: Mapping[str, ReportedFigure], scopes: Mapping[str, Scope], words: Containment) -> None:
        self._words, self._days = words, {name: _days_of(scope.span) for name, scope in scopes.items()}
        self._names: dict[Hashable, set[str]] = defaultdict(set)
        self._newest: dict[Hashable, tuple[int, str]] = {}
        for name, figure in figures.items():
            scope, days, voices = scopes[name], self._days[name], _voices_of(figure)
            for key in ((scope.indicator, scope.place), *voices):
                for stretch in ("any", *_stretches(days)):
                    self._names[key, stretch].add(name)
            for voice in voices if days and scope.family == "state" else ():
                newest = self._newest.get((scope.place, voice), (0, ""))
                self._newest[scope.place, voice] = max(newest, (days[-1], name))

    def _find(self, keys: Iterable[Hashable], days: range) -> set[str]:
        """Return what of *keys* shares one of *days*."""
        found = {name for key in keys for stretch in _stretches(days) for name in self._names.get((key, stretch), ())}
        return {name for name in found if max(days[0], self._days[name][0]) <= min(days[-1], self._days[name][-1])}

    def find_near(self, scope: Scope, any_day: bool = False) -> set[str]:
        """Return the figures of one indicator whose place lies in this one or around it and that share a day."""
        keys, days = [(scope.indicator, place) for place in self._words.list_nested(scope.place)], _days_of(scope.span)
        if any_day or not days:
            return {name for key in keys if any_day for name in self._names.get((key, "any"), ())}
        return self._find(keys, days)

    def find_voice(self, figure: ReportedFigure, scope: Scope) -> set[str]:
        """Return what one voice says of one thing on days shared with this, or undated; of a state also the last."""
        voices, days = _voices_of(figure), _days_of(scope.span)
        found = self._find(voices, days) if days else set[str]()
        found.update(*(self._names.get((voice, "undated" if days else "any"), ()) for voice in voices))
        return found.union(*(self._newest.get((scope.place, voice), ())[1:] for voice in voices))


def _stretches(days: range) -> Iterable[Hashable]:
    """Return the stretches of 8 days that *days* touch, so that a search looks at a few of them only."""
    return range(days[0] >> 3, (days[-1] >> 3) + 1) if days else ("undated",)


def _voices_of(figure: ReportedFigure) -> list[Hashable]:
    """Return keys of the voice behind a figure and, where it differs, of the one that passes it on."""
    names = (name_voice(figure), figure.said.speaker.id) if figure.said.credited else (name_voice(figure),)
    return [(figure.indicator.id, figure.group and figure.group.id, name) for name in dict.fromkeys(names)]


def _days_of(span: Span) -> range:
    """Return the days from the first to the last as ordinals, empty where neither is known."""
    first, last = span.first_day or span.day, span.day or span.first_day
    return range(min(first, last).toordinal(), last.toordinal() + 1) if first and last else range(0)
