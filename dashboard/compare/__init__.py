"""Compares figures: what may be said of one among the others, of two, and of a question. Pure, and without words.

Everything follows from the figures alone: the order of files and entries changes nothing, and a figure of another
place, day, group or voice changes nothing that does not name it.
"""

from dashboard.compare.answer import Answer, Beside, Comparison, Series, Topic, VoiceLine, find_topic, of, topic_of

__all__ = ["Answer", "Beside", "Comparison", "Series", "Topic", "VoiceLine", "find_topic", "of", "topic_of"]
