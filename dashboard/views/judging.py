"""What a person decides about the proposals of a text: cards, each decision a step that can be taken back."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from dashboard.collection import Vocabulary, default_folder
from dashboard.collection.vocabulary import names_of
from dashboard.reading import read_document
from dashboard.reading.draft import PREDICATES
from dashboard.reading.lexicon import Lexicon, Predicate, read_lexicon
from dashboard.reading.proposals import Document, Guess, Proposal, Proposals, Span
from dashboard.records.moments import Moment

State = Literal["open", "accepted", "rejected"]

BY_HAND = "set by you"
_MOST_STEPS = 200
_ENDS = re.compile(r"[.!?][”\"')]*\s|\n")


@dataclass(frozen=True)
class Card:
    """A proposal with what a person made of it."""

    key: str
    proposal: Proposal
    state: State = "open"

    @property
    def is_figure(self) -> bool:
        """Whether it is a figure; else it is a gap."""
        return self.proposal.kind == "figure"

    def value(self, field: str) -> Any:
        """Return what a field holds now."""
        return self.proposal.value(field)


@dataclass(frozen=True)
class Step:
    """All that was decided by one moment: of the report, then by the key of a card; the numbers that became cards by
    hand, the rows added to tables of words, and the card that was gone to (the place in the text of one just made)."""

    document: Document
    place: str | None = None
    kind: str = "news_article"
    states: Mapping[str, State] = field(default_factory=dict)
    edits: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    made: tuple[Span, ...] = ()
    words: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)
    now: str | int = ""


@dataclass(frozen=True)
class Asked:
    """A place or speaker that no list has: its name in the text, the id that is proposed for it, where it was marked,
    and the key of the card that is accepted with it."""

    field: str
    name: str
    id: str = ""
    span: Span | None = None
    accepts: str = ""


class Desk:
    """One report that is being read: what was decided, step by step, and what the page last made of it."""

    def __init__(self, document: Document) -> None:
        self.steps = [Step(document)]
        self.is_open = False  # the fields of the card
        self.asked: Asked | None = None
        self.told: tuple[str, list[str]] | None = None
        self.warned = False
        self.by_model: tuple[Document, Proposals] | None = None
        self.vocabulary: Vocabulary
        self.read: Proposals
        self.cards: list[Card] = []
        self._kept: dict[str, tuple[object, Any]] = {}

    def keep(self, name: str, key: object, make: Callable[[], Any]) -> Any:
        """Return what was last made under a *name*, made anew where its *key* is another."""
        if name not in self._kept or self._kept[name][0] != key:
            self._kept[name] = (key, make())
        return self._kept[name][1]

    @property
    def step(self) -> Step:
        """What is decided now."""
        return self.steps[-1]

    @property
    def text(self) -> str:
        """The text that is read."""
        return self.step.document.text

    @property
    def accepted(self) -> list[Card]:
        """The accepted cards, as a draft has them: figures before gaps."""
        return sorted((card for card in self.cards if card.state == "accepted"), key=lambda card: not card.is_figure)

    @property
    def now(self) -> Card | None:
        """The card that is open: the one that was gone to, else the first without a decision."""
        to = self.step.now
        gone = [card for card in self.cards if (card.key == to if isinstance(to, str) else card.proposal.span.end > to)]
        waiting = [card for card in self.cards if card.state == "open"]
        return next(iter([*gone, *waiting, *self.cards]), None)

    def lay_out(self, read: Proposals) -> None:
        """Make all cards, in the order of the text, with what was decided and set by hand."""
        seen: Counter[str] = Counter()
        cards = []
        for one in sorted([*read.figures, *read.gaps, *read.wanted], key=lambda one: (one.span.start, one.kind)):
            name = f"{one.kind}-{one.span.start}"
            seen[name] += 1
            key = f"{name}-{seen[name]}"
            mended = self._mend(one, self.step.edits.get(key, {}))
            cards.append(Card(key, mended, self.step.states.get(key, "open")))
        self.read, self.cards = read, cards

    def _mend(self, one: Proposal, edits: Mapping[str, Any]) -> Proposal:
        """Put what a person set in place of what was proposed; the report's main place where none was found."""
        fields, place = dict(one.fields), self.step.place
        if place and "place" in fields and fields["place"].how == "default":
            fields["place"] = replace(fields["place"], value=place, reason="main place of the report")
        for name, value in ((name, value) for name, value in edits.items() if name != "quote"):
            guess = fields.get(name, Guess(None))
            others = tuple(other for other in (guess.value, *guess.others) if other not in (None, value))
            fields[name] = Guess(value, 1.0, BY_HAND, others=others)
        return replace(one, fields=fields, quote=edits.get("quote", one.quote))

    def change(self, **changes: Any) -> None:
        """Take a step, which can be taken back."""
        self.steps.append(replace(self.step, **changes))
        del self.steps[1:-_MOST_STEPS]

    def undo(self) -> None:
        """Take back the last step."""
        if len(self.steps) > 1:
            self.steps.pop()

    def go(self, to: str) -> None:
        """Open a card; this is no decision."""
        self.steps[-1] = replace(self.step, now=to)

    def go_on(self, key: str) -> None:
        """Go to the next card without a decision after *key*, from the end to the beginning; else to the next."""
        at = next((at for at, card in enumerate(self.cards) if card.key == key), -1) + 1
        after = [card.key for card in (*self.cards[at:], *self.cards[:at])]
        waiting = [name for name in after if name not in self.step.states and name != key]
        self.go(next(iter(waiting or after), key))

    def decide(self, key: str, state: State) -> None:
        """Accept or reject a card and go on."""
        self.change(states={**self.step.states, key: state})
        self.go_on(key)

    def edit(self, edits: Mapping[str, Mapping[str, Any]], **changes: Any) -> None:
        """Set fields of cards by hand: key of a card -> values by field."""
        old = self.step.edits
        self.change(edits={**old, **{key: {**old.get(key, {}), **values} for key, values in edits.items()}}, **changes)

    def make(self, span: Span) -> None:
        """Make a card of a number that was not proposed, and go to it."""
        self.change(made=tuple(dict.fromkeys((*self.step.made, span))), now=span.start)

    def with_word(self, table: str, row: Mapping[str, str]) -> dict[str, tuple[Mapping[str, str], ...]]:
        """Return the words that were added, with one more row of a table."""
        return {**self.step.words, table: (*self.step.words.get(table, ()), row)}

    def word(self, card: Card, field: str, name: str, marked: Span | None = None) -> dict[str, Any]:
        """Return the fields of a place or speaker by hand: as it was *marked*, else as the card's sentence names it.

        A place that the sentence does not name is inferred, and says so.
        """
        known = self.vocabulary.table(f"{field}s").get(name)
        span = marked or (_find_name(self.text, card.proposal.span, names_of(known)) if known else None)
        written = self.text[slice(*span)] if span else None
        basis = None if written else "Set by hand: the sentence does not name it."
        more = {"place_basis": basis} if field == "place" else {"speaker_named": None}
        return {field: name, f"{field}_as_written": written, **more}


def read_step(step: Step, vocabulary: Vocabulary) -> Proposals:
    """Read a text with the predicates of the collection's folder and those that were taught beside them."""
    own, _ = read_lexicon(vocabulary, default_folder())
    taught = {row["id"]: Predicate.model_validate(row) for row in step.words.get(PREDICATES, ())}
    lexicon = Lexicon(own.predicates | taught, vocabulary)
    return read_document(step.document, vocabulary, lexicon, wanted=step.made)


def _find_name(text: str, span: Span, names: Iterable[str]) -> Span | None:
    """Return where the first of the names stands in the sentence around a span, the longest of those that begin there.

    A sentence runs roughly: from the end of one, or of a line, before the span to the next.
    """
    before = [match.end() for match in _ENDS.finditer(text, max(span.start - 1_000, 0), span.start)]
    after = _ENDS.search(text, span.end)
    longest = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    name = re.compile(rf"(?<!\w)(?:{longest})(?!\w)", re.IGNORECASE)
    found = name.search(text, max(before, default=max(span.start - 1_000, 0)), after.start() if after else len(text))
    return Span(*found.span()) if found else None


def days_by_hand(card: Card, first: Moment | None, last: Moment | None) -> dict[str, Any]:
    """Return the fields of the days that a person chose; what the source says of them stays as it is written."""
    stated = first or last
    basis, written = "Set by hand while the report was read.", card.value("date_as_written")
    known = {"date_basis": basis if stated else None, "date_as_written": written if stated else None}
    return {"date_start": first, "date_end": last, "date_precision": None, **known}
