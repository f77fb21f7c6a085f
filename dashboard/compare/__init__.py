"""Compares figures: what may be said of one among the others, of two, and of a question. Pure, and without words.

Everything follows from the figures alone: the order of files and entries changes nothing, and a figure of another
place, day, group or voice changes nothing that does not name it.
"""

from weakref import WeakKeyDictionary

from dashboard.collection.collection import Collection
from dashboard.compare import answer as work
from dashboard.compare.answer import Answer, Beside, Series, Topic, VoiceLine, find_topic, topic_of
from dashboard.compare.relations import Relations, once

__all__ = ["Answer", "Beside", "Comparison", "Series", "Topic", "VoiceLine", "find_topic", "of", "topic_of"]


class Comparison(Relations):
    """All that comparison.md lets be said of figures; each answer is worked out once."""

    standing = once(work.find_standing)
    ladders = once(work.list_ladders)
    topics = once(work.list_topics)
    answer = once(work.find_answer)
    series = once(work.list_series)


_KEPT: WeakKeyDictionary[Collection, Comparison] = WeakKeyDictionary()


def of(collection: Collection) -> Comparison:
    """Return the comparison of a collection, made once for each collection and forgotten with it."""
    if collection not in _KEPT:
        _KEPT[collection] = Comparison(collection.figures, collection.vocabulary, collection.gaps)
    return _KEPT[collection]
