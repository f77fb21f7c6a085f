"""Which exhibits an export holds: those asked for, made from what is selected, and why others were left out."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.collection.collection import Collection
from dashboard.collection.faults import name_nearest, show
from dashboard.collection.selection import Asked
from dashboard.compare import Topic
from dashboard.exhibits import QUESTIONS, NothingToShow, Question
from dashboard.exhibits.exhibit import Exhibit
from dashboard.export.faults import ExportError

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class LeftOut:
    """An exhibit that was left out, and why."""

    id: str
    reason: str

    def __str__(self) -> str:
        return f"{self.id} was left out: {self.reason.removeprefix(f'{self.id}: ')}"


@dataclass(frozen=True)
class Chosen:
    """The exhibits that have something to show, in their order, and those that have not."""

    exhibits: tuple[Exhibit, ...]
    left_out: tuple[LeftOut, ...] = ()


def questions_by_id() -> Mapping[str, Question]:
    """Return the registry's questions by id, in its order."""
    return {question.id: question for question in QUESTIONS}


def find_questions(names: Iterable[str]) -> list[Question]:
    """Return the questions of these ids, each once; raises :class:`ExportError` naming the nearest id."""
    known = questions_by_id()
    for name in names:
        if name not in known:
            near = name_nearest(name, known)
            raise ExportError(f"exhibit {show(name)}, expected one of {', '.join(known)}{near}")
    return [known[name] for name in dict.fromkeys(names)]


def choose_exhibits(
    collection: Collection, names: Sequence[str] = (), topic: Topic | None = None, briefing: bool = False
) -> Chosen:
    """Return the exhibits of these ids, by default all of the registry (for a *briefing* those meant for one).

    With a *topic* and no ids, only those that take one.
    """
    questions = find_questions(names) if names else list(questions_by_id().values())
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


def find_topic(collection: Collection, asked: Asked | None) -> Topic | None:
    """Return the topic that was asked for with its records; :class:`Asked` holds known ids."""
    if asked is None:
        return None
    words = collection.vocabulary
    group = words.groups[asked.group] if asked.group else None
    return Topic(words.indicators[asked.indicator], group, words.places[asked.place], asked.day)
