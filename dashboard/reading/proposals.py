"""What a reader of texts proposes: records with a span, a confidence and a reason for each field; and the gate that
every proposal passes, whoever made it: the quote stands in the text, and the number in the quote.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, NamedTuple, Protocol

from dashboard.collection.number_words import find_language
from dashboard.collection.numbers import find_numbers
from dashboard.collection.vocabulary import Vocabulary
from dashboard.records.model import MAX_QUOTE_WORDS
from dashboard.records.moments import Moment

NOT_IN_TEXT = "the quote is not in the text"
TOO_LONG = f"the quote has more than {MAX_QUOTE_WORDS} words"
OTHER_NUMBER = "the number is not in the quote"
NO_INDICATOR = "nothing says what is counted"

How = Literal["stated", "carried", "default"]


class Span(NamedTuple):
    """A piece of the text: ``text[start:end]``, in characters."""

    start: int
    end: int


class Time(NamedTuple):
    """A time that the text names: where, its first and last moment, and how they were established."""

    span: Span
    start: Moment | None
    end: Moment | None
    basis: str


@dataclass(frozen=True, slots=True)
class Guess:
    """What is proposed for one field of a record.

    ``value`` is as in the record, None where nothing was found. ``confidence`` runs from 0 to 1. ``how``: the text
    states it beside the number, it was carried over from what stood before, or it is a default. ``others`` are the
    runners-up, likeliest first.
    """

    value: Any
    confidence: float = 1.0
    reason: str = ""
    how: How = "stated"
    span: Span | None = None
    others: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A figure or a gap that a text may report; ``fields`` has the keys of :class:`records.model.Figure` or ``Gap``.

    ``span`` is the number, or the words that tell of the gap; ``quote`` the shortest phrase that carries it, verbatim
    in the text and at most eight words. ``twins`` are places that say the same once more, as a headline does.
    """

    kind: Literal["figure", "gap"]
    span: Span
    quote: Span
    fields: Mapping[str, Guess]
    twins: tuple[Span, ...] = ()

    def value(self, key: str) -> Any:
        """Return what is proposed for a field, None where nothing is."""
        guess = self.fields.get(key)
        return None if guess is None else guess.value


@dataclass(frozen=True, slots=True)
class NotProposed:
    """A number of the text that was not proposed: ``kind`` in one word (age, date, money …), ``reason`` in words."""

    span: Span
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text with what its file says of itself; ``notes`` tell the reader what was found odd while it was taken in."""

    text: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    published: date | None = None
    language: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposals:
    """All that one reading of a document proposes, each list in the order of the text.

    ``place`` is the main place of the report. ``dropped`` counts the proposals that did not pass the gate, by reason.
    ``failed`` says why the proposer that was asked was of no use, so that rules read alone; None where it was.
    ``wanted`` are cards of numbers that somebody wants whatever they count, ``times`` all that the text names.
    """

    document: Document
    language: str
    place: Guess
    figures: tuple[Proposal, ...] = ()
    gaps: tuple[Proposal, ...] = ()
    not_proposed: tuple[NotProposed, ...] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    failed: str | None = None
    wanted: tuple[Proposal, ...] = ()
    times: tuple[Time, ...] = ()


class ReadingError(Exception):
    """A text cannot be read: it is told where it went wrong, then what was found and what was expected."""

    def __str__(self) -> str:
        return ": ".join(self.args)


class Proposer(Protocol):
    """A reader of texts: rules, a parser, a model of the user's own. What it proposes passes the gate or is dropped."""

    @property
    def name(self) -> str:
        """What it is called."""

    def propose(self, document: Document, vocabulary: Vocabulary) -> Iterable[Proposal]:
        """Propose figures and gaps of *document* with the ids of *vocabulary*; raises :class:`ReadingError`."""


def hold(proposal: Proposal, text: str, language: str) -> str | None:
    """Return why a proposal is dropped at the gate, None where it passes.

    Its quote and its own span are pieces of *text*, the quote has at most eight words, and the numbers of a figure are
    those of the quote: value, ends of the range, total; a vague figure has a magnitude that stands there.
    """
    quote, own = text[slice(*proposal.quote)], proposal.value("quote")
    inside = all(0 <= span.start < span.end <= len(text) for span in (proposal.quote, proposal.span))
    if not inside or not quote.strip() or (own is not None and own.split() != quote.split()):
        return NOT_IN_TEXT
    if len(quote.split()) > MAX_QUOTE_WORDS:
        return TOO_LONG
    if proposal.value("indicator") is None:
        return NO_INDICATOR
    if proposal.kind == "gap":
        return None
    stated = [proposal.value(key) for key in ("value", "value_low", "value_high", "of_total")]
    stated = [value for value in stated if value is not None]
    if not stated:
        magnitude = proposal.value("magnitude")
        return None if magnitude and magnitude.lower() in quote.lower() else OTHER_NUMBER
    found: list[float] = []
    for number in find_numbers(quote, language if find_language(language).numbers else "en", articles=True):
        found += number.values
        if number.value is not None and (number.kind == "fraction" or number.of_total):
            found.append(100 * number.value / (number.of_total or 1))
    # Percentages that stand for a fraction are rounded.
    has = [any(value == one or (isinstance(one, float) and abs(value - one) < 1) for one in found) for value in stated]
    singular = stated == [1] and not any(value > 1 for value in found)
    return None if singular or all(has) else OTHER_NUMBER
