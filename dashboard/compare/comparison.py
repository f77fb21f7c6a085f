"""The comparison of one collection: what may be said of a figure, of two, and of a question."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from weakref import WeakKeyDictionary

from dashboard.collection.collection import Collection
from dashboard.compare.answer import Answer, Key, Topic, answer, may_lead, topic_of
from dashboard.compare.relations import Figures, Relations, once
from dashboard.compare.series import Series, find_ladder, list_ladders, list_series
from dashboard.compare.standing import Standing, find_standing
from dashboard.compare.voices import name_body
from dashboard.records.reported import ReportedFigure


class Comparison(Relations):
    """All that comparison.md lets be said of figures; each answer is worked out once."""

    @once
    def standing(self, figure: ReportedFigure) -> Standing:
        """Return how a figure stands among the others."""
        return find_standing(self, figure)

    @once
    def ladder(self, figure: ReportedFigure) -> Figures:
        """Return one voice's numbers for this figure's scope in the order of telling; empty if there is one."""
        return find_ladder(self, figure)

    def answer(self, topic: Topic) -> Answer:
        """Return what the collection answers to a topic."""
        if topic.key not in self._answers:
            self._answers[topic.key] = answer(self, topic)
        return self._answers[topic.key]

    @cached_property
    def _answers(self) -> dict[Key, Answer]:
        return {}

    def topics(self) -> tuple[Topic, ...]:
        """Return the topics that have a headline, those with most voices and then most reports first."""
        return self._topics

    @cached_property
    def _topics(self) -> tuple[Topic, ...]:
        found: dict[Key, list[ReportedFigure]] = defaultdict(list)
        for figure in self.figures.values():
            if may_lead(self, figure):
                found[topic_of(figure).key].append(figure)

        def rank(key: Key) -> tuple[int, int, Key]:
            figures = found[key]
            return -len(set(map(name_body, figures))), -len({figure.source.id for figure in figures}), key

        return tuple(topic_of(found[key][0]) for key in sorted(found, key=rank))

    def series(self, topic: Topic | None = None) -> tuple[Series, ...]:
        """Return the running totals of each voice, of all or of a topic's indicator, group and place."""
        return tuple(one for one in self._series if topic is None or topic_of(one.points[0]).key[:3] == topic.key[:3])

    @cached_property
    def _series(self) -> tuple[Series, ...]:
        return list_series(self)

    def ladders(self) -> tuple[Figures, ...]:
        """Return every voice's changing number for the same days, longest first, each in the order of telling."""
        return self._ladders

    @cached_property
    def _ladders(self) -> tuple[Figures, ...]:
        return list_ladders(self)


_KEPT: WeakKeyDictionary[Collection, Comparison] = WeakKeyDictionary()


def of(collection: Collection) -> Comparison:
    """Return the comparison of a collection, made once for each collection and forgotten with it."""
    kept = _KEPT.get(collection)
    if kept is None:
        kept = _KEPT[collection] = Comparison(collection.figures, collection.vocabulary, collection.gaps)
    return kept
