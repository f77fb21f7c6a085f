"""Exhibits: the registry of all questions in a briefer's order, from which pages, links, API and tests are made."""

import difflib
import inspect
from collections.abc import Callable
from dataclasses import dataclass, field

from dashboard.collection.collection import Collection
from dashboard.compare import Topic
from dashboard.exhibits import happened, numbers, voices
from dashboard.exhibits.exhibit import LOOKS, Cell, Chart, Draft, Exhibit, NothingToShow, Table, Theme, finish
from dashboard.wording.headings import head

__all__ = [
    "GROUPS", "LEAD", "LOOKS", "QUESTIONS", "Cell", "Chart", "Exhibit", "NothingToShow", "Question", "Table", "Theme",
    "UnknownExhibit", "find_question",
]  # fmt: skip
GROUPS = tuple(map(head, ("how_many", "hit", "when", "places", "voices", "unknown")))
HOW_MANY, HIT, WHEN, WHERE, VOICES, UNKNOWN = GROUPS
LEAD = "killed"


class UnknownExhibit(LookupError):
    """No exhibit of this name; the text names the nearest."""


@dataclass(frozen=True)
class Question:
    """One entry: what is asked, in which group it stands, and the function that answers it."""

    build: Callable[..., Draft] = field(repr=False)  # takes a collection, and a topic where its signature has one
    group: str
    in_briefing: bool = False  # whether a briefing shows it unless others are chosen

    @property
    def id(self) -> str:
        """Its name in links, commands and files."""
        return self.build.__name__

    @property
    def label(self) -> str:
        """What is asked, in words."""
        return head(self.id)

    @property
    def takes_topic(self) -> bool:
        """Whether it can be asked of one topic."""
        return "topic" in inspect.signature(self.build).parameters

    def answer(self, collection: Collection, topic: Topic | None = None) -> Exhibit:
        """Answer the question; raises ``NothingToShow`` where there is nothing at all to answer with."""
        draft = self.build(collection, topic) if self.takes_topic else self.build(collection)
        return finish(self.id, collection, draft)


QUESTIONS: tuple[Question, ...] = (
    Question(numbers.killed, HOW_MANY, in_briefing=True),
    Question(numbers.people_to_scale, HOW_MANY, in_briefing=True),
    Question(voices.water, HOW_MANY),
    Question(numbers.running_totals, HOW_MANY),
    Question(numbers.what_was_hit, HIT, in_briefing=True),
    Question(numbers.rescue_service, HIT, in_briefing=True),
    Question(happened.timeline, WHEN, in_briefing=True),
    Question(happened.where, WHERE, in_briefing=True),
    Question(voices.who_says, VOICES, in_briefing=True),
    Question(numbers.voices_apart, VOICES),
    Question(numbers.changing, VOICES),
    Question(voices.side_by_side, VOICES),
    Question(voices.claims, VOICES),
    Question(voices.how_firm, VOICES),
    Question(happened.not_known, UNKNOWN, in_briefing=True),
)
_BY_ID = {question.id: question for question in QUESTIONS}


def find_question(name: str) -> Question:
    """Return the question of this id; raises :class:`UnknownExhibit` naming the nearest."""
    if name in _BY_ID:
        return _BY_ID[name]
    near = difflib.get_close_matches(name[:60], _BY_ID, 1)
    hint = f"; did you mean {near[0]!r}?" if near else f", expected one of {', '.join(_BY_ID)}"
    raise UnknownExhibit(f"exhibit {name[:60]!r} is not known{hint}")
