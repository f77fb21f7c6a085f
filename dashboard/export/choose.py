"""What an export holds: the exhibits asked for, made from what is selected, and why others were left out."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from dashboard.collection.collection import Collection
from dashboard.compare import Topic
from dashboard.exhibits import QUESTIONS, NothingToShow, Question, find_question
from dashboard.exhibits.exhibit import Exhibit, Theme
from dashboard.export.about import About, ExportError

_LOG = logging.getLogger(__name__)


class LeftOut(NamedTuple):
    """An exhibit that was left out, and why."""

    id: str
    reason: str

    def __str__(self) -> str:
        return f"{self.id} was left out: {self.reason.removeprefix(f'{self.id}: ')}"


class Chosen(NamedTuple):
    """The exhibits that have something to show, in their order, and those that have not."""

    exhibits: tuple[Exhibit, ...]
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True)
class Order:
    """What is to be written: from which part of the collection, which table or exhibits of it, and how they look.

    ``page`` is the page that shows the exhibit.
    """

    collection: Collection
    about: About
    table: str = "figures"
    exhibits: tuple[Exhibit, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    preset: str = "slide"
    theme: Theme = "light"
    page: str = ""

    @property
    def rows(self) -> pd.DataFrame:
        """The table that is asked for."""
        return getattr(self.collection.tables, self.table)  # type: ignore[no-any-return]

    @property
    def some_exhibits(self) -> tuple[Exhibit, ...]:
        """The exhibits; raises :class:`ExportError` where there is none, with the first reason."""
        if not self.exhibits:
            why = self.left_out[0].reason if self.left_out else "none was asked for"
            raise ExportError(f"there is no exhibit to show: {why}")
        return self.exhibits


def choose_exhibits(
    collection: Collection, names: Sequence[str] = (), topic: Topic | None = None, briefing: bool = False
) -> Chosen:
    """Return the exhibits of these ids, by default all of the registry (for a *briefing* those meant for one).

    With a *topic* and no ids, only those that take one. Raises :class:`~dashboard.exhibits.UnknownExhibit`.
    """
    questions = [find_question(name) for name in dict.fromkeys(names)] or list(QUESTIONS)
    if not names and topic is not None:
        questions = [question for question in questions if question.takes_topic]
    elif not names and briefing:
        questions = [question for question in questions if question.in_briefing] or questions
    answers = [answer_or_explain(question, collection, topic) for question in questions]
    return Chosen(
        tuple(one for one in answers if isinstance(one, Exhibit)),
        tuple(one for one in answers if isinstance(one, LeftOut)),
    )


def answer_or_explain(question: Question, collection: Collection, topic: Topic | None = None) -> Exhibit | LeftOut:
    """Return a question's exhibit, or why there is none; one that fails is logged, and the others are made."""
    try:
        return question.answer(collection, topic)
    except NothingToShow as nothing:
        return LeftOut(question.id, str(nothing))
    except Exception:
        _LOG.exception("the exhibit %s could not be made", question.id)
        return LeftOut(question.id, "It could not be made; the reason stands in the server's log.")
