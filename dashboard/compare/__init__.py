"""Compares figures: what may be said of one among the others, of two, and of a question. Pure, and without words.

Everything follows from the figures alone: the order of files and entries changes nothing, and a figure of another
place, day, group or voice changes nothing that does not name it.
"""

from dashboard.compare.answer import Answer, Beside, Together, Topic, VoiceLine, topic_of
from dashboard.compare.comparison import Comparison, of
from dashboard.compare.relations import Pair
from dashboard.compare.scope import Relation
from dashboard.compare.series import Series
from dashboard.compare.standing import Also, Standing

__all__ = [
    "Also", "Answer", "Beside", "Comparison", "Pair", "Relation", "Series", "Standing", "Together", "Topic",
    "VoiceLine", "of", "topic_of",
]  # fmt: skip
