"""Exhibits: one question each, answered with title, body, source, note and the ids of its figures."""

from dashboard.exhibits.exhibit import (
    LOOKS,
    Block,
    Cell,
    Chart,
    Column,
    Exhibit,
    Look,
    Native,
    Row,
    Section,
    Table,
    Theme,
)
from dashboard.exhibits.making import NothingToShow
from dashboard.exhibits.registry import GROUPS, LEAD, QUESTIONS, Question, UnknownExhibit, find_question

__all__ = [
    "GROUPS", "LEAD", "LOOKS", "QUESTIONS", "Block", "Cell", "Chart", "Column", "Exhibit", "Look", "Native",
    "NothingToShow", "Question", "Row", "Section", "Table", "Theme", "UnknownExhibit", "find_question",
]  # fmt: skip
