"""The comparison of one collection: what may be said of a figure, of two, and of a question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Protocol
from weakref import WeakKeyDictionary

from dashboard.collection.vocabulary import Vocabulary
from dashboard.compare.answer import Answer, Topic, answer, topic_of
from dashboard.compare.relations import Relations
from dashboard.compare.series import Series, find_ladder, list_ladders, list_series
from dashboard.compare.standing import Standing, find_standing
from dashboard.compare.voices import name_body
from dashboard.records.reported import ReportedFigure, ReportedGap


class Comparable(Protocol):
    """What can be compared: a collection, or anything with figures, gaps and their vocabulary."""

    @property
    def figures(self) -> tuple[ReportedFigure, ...]: ...  # noqa: D102
    @property
    def gaps(self) -> tuple[ReportedGap, ...]: ...  # noqa: D102
    @property
    def vocabulary(self) -> Vocabulary: ...  # noqa: D102


class Comparison(Relations):
    """All that comparison.md lets be said of figures; each answer is worked out once."""

    def __init__(
        self, figures: Iterable[ReportedFigure], vocabulary: Vocabulary, gaps: Iterable[ReportedGap] = ()
    ) -> None:
        super().__init__(figures, vocabulary, gaps)
        self._standings: dict[str, Standing] = {}
        self._answers: dict[tuple[str, str, str, str], Answer] = {}

    def standing(self, figure: ReportedFigure) -> Standing:
        """Return how a figure stands among the others."""
        if figure.id not in self._standings:
            self._standings[figure.id] = find_standing(self, figure)
        return self._standings[figure.id]

    def answer(self, topic: Topic) -> Answer:
        """Return what the collection answers to a topic."""
        if topic.key not in self._answers:
            self._answers[topic.key] = answer(self, topic)
        return self._answers[topic.key]

    def topics(self) -> tuple[Topic, ...]:
        """Return the topics that have a headline, those with most voices and then most reports first."""
        return self._topics

    @cached_property
    def _topics(self) -> tuple[Topic, ...]:
        found: dict[tuple[str, str, str, str], Topic] = {}
        voices: dict[tuple[str, str, str, str], set[str]] = defaultdict(set)
        reports: dict[tuple[str, str, str, str], set[str]] = defaultdict(set)
        for figure in self.figures.values():
            topic, own = topic_of(figure), self.dated(figure)
            if topic.day is None or not (own.place_stated and own.days_stated) or own.cause or own.responsible:
                continue
            found.setdefault(topic.key, topic)
            voices[topic.key].add(name_body(figure))
            reports[topic.key].add(figure.source.id)
        order = sorted(found, key=lambda key: (-len(voices[key]), -len(reports[key]), key))
        return tuple(found[key] for key in order)

    @cached_property
    def _series(self) -> tuple[Series, ...]:
        return list_series(self)

    def series(self, topic: Topic | None = None) -> tuple[Series, ...]:
        """Return the running totals of each voice, of all or of a topic's indicator, group and place."""
        if topic is None:
            return self._series
        wanted = topic.key[:3]
        return tuple(one for one in self._series if topic_of(one.points[0]).key[:3] == wanted)

    @cached_property
    def _ladders(self) -> tuple[tuple[ReportedFigure, ...], ...]:
        return list_ladders(self)

    def ladders(self) -> tuple[tuple[ReportedFigure, ...], ...]:
        """Return every voice's changing number for the same days, longest first, each in the order of telling."""
        return self._ladders

    def ladder(self, figure: ReportedFigure) -> tuple[ReportedFigure, ...]:
        """Return one voice's numbers for this figure's scope in the order of telling; empty if there is one."""
        return find_ladder(self, figure)


_KEPT: WeakKeyDictionary[Comparable, Comparison] = WeakKeyDictionary()


def of(collection: Comparable) -> Comparison:
    """Return the comparison of a collection, made once for each collection and forgotten with it."""
    kept = _KEPT.get(collection)
    if kept is None:
        kept = _KEPT[collection] = Comparison(collection.figures, collection.vocabulary, collection.gaps)
    return kept
