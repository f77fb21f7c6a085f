"""What a person decides about the proposals of a text: cards, each decision a step that can be taken back."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

from dashboard.collection import Vocabulary, default_folder
from dashboard.collection.vocabulary import names_of
from dashboard.reading import read_document
from dashboard.reading.draft import PREDICATES
from dashboard.reading.lexicon import Lexicon, Predicate, read_lexicon
from dashboard.reading.proposals import Document, Guess, Proposal, Proposals, Span

State = Literal["open", "accepted", "rejected"]

BY_HAND = "set by you"
_MOST_STEPS = 200
_ENDS = re.compile(r"[.!?][”\"')]*\s|\n")
_REACH = 1_000


@dataclass(frozen=True, slots=True)
class Card(Proposal):
    """A proposal with what a person made of it."""

    key: str = ""
    state: State = "open"


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


class Asked(NamedTuple):
    """A place or speaker that no list has: its name, whether it was marked in the text, and the id that was proposed
    for it where its card is accepted with it."""

    field: str
    name: str
    marked: bool = False
    id: str = ""


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
        return sorted((card for card in self.cards if card.state == "accepted"), key=lambda card: card.kind)

    @property
    def now(self) -> Card | None:
        """The card that is open: the one that was gone to, else the first without a decision."""
        to = self.step.now
        gone = [card for card in self.cards if (card.key == to if isinstance(to, str) else card.span.end > to)]
        waiting = [card for card in self.cards if card.state == "open"]
        return next(iter([*gone, *waiting, *self.cards]), None)

    def label(self, card: Card) -> str:
        """Name a card by its place among all: "Figure 3"."""
        return f"{card.kind.capitalize()} {self.cards.index(card) + 1}"

    def lay_out(self, read: Proposals) -> None:
        """Make all cards, in the order of the text, with what was decided and what a person set in place of what was
        proposed; the report's main place where none was found."""
        self.read, self.cards, step = read, [], self.step
        seen: Counter[str] = Counter()
        for one in sorted([*read.figures, *read.gaps, *read.wanted], key=lambda one: (one.span.start, one.kind)):
            name = f"{one.kind}-{one.span.start}"
            seen[name] += 1
            key = f"{name}-{seen[name]}"
            fields, edits = dict(one.fields), dict(step.edits.get(key, {}))
            if step.place and "place" in fields and fields["place"].how == "default":
                fields["place"] = replace(fields["place"], value=step.place, reason="main place of the report")
            quote = edits.pop("quote", one.quote)
            for name, value in edits.items():
                guess = fields.get(name, Guess(None))
                others = tuple(other for other in (guess.value, *guess.others) if other not in (None, value))
                fields[name] = Guess(value, 1.0, BY_HAND, others=others)
            state = step.states.get(key, "open")
            self.cards.append(Card(one.kind, one.span, quote, fields, one.twins, key, state))

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

    def go_on(self, key: str, state: State | None = None) -> None:
        """Accept or reject a card, or leave it, and go to the next without a decision, from the end to the beginning;
        where there is none, to the next."""
        if state:
            self.change(states={**self.step.states, key: state})
        keys = [card.key for card in self.cards]
        at = keys.index(key) + 1 if key in keys else 0
        after = [*keys[at:], *keys[:at]]
        waiting = [name for name in after if name not in self.step.states and name != key]
        self.go(next(iter(waiting or after), key))

    def edit(self, edits: Mapping[str, Mapping[str, Any]], **changes: Any) -> None:
        """Set fields of cards by hand: key of a card -> values by field."""
        old = self.step.edits
        self.change(edits={**old, **{key: {**old.get(key, {}), **values} for key, values in edits.items()}}, **changes)

    def with_word(self, table: str, row: Mapping[str, str]) -> dict[str, tuple[Mapping[str, str], ...]]:
        """Return the words that were added, with one more row of a table."""
        return {**self.step.words, table: (*self.step.words.get(table, ()), row)}

    def name(self, card: Card, field: str, name: str, written: str | None = None) -> dict[str, Any]:
        """Return the fields of a place or speaker by hand: as it is *written* in the text, where that was marked, else
        as the card's sentence names it. A place that the sentence does not name is inferred, and says so."""
        known = self.vocabulary.table(f"{field}s").get(name)
        if known and not written:
            first, last = card.span
            before, after = self.text[max(first - _REACH, 0) : first], self.text[last : last + _REACH]
            sentence = _ENDS.split(before)[-1] + self.text[first:last] + _ENDS.split(after, 1)[0]
            # The longest of the names that begin at one place.
            names = "|".join(map(re.escape, sorted(names_of(known), key=len, reverse=True)))
            found = re.search(rf"(?<!\w)(?:{names})(?!\w)", sentence, re.IGNORECASE)
            written = found[0] if found else None
        basis = None if written else "Set by hand: the sentence does not name it."
        more = {"place_basis": basis} if field == "place" else {"speaker_named": None}
        return {field: name, f"{field}_as_written": written, **more}


def read_step(step: Step, vocabulary: Vocabulary) -> Proposals:
    """Read a text with the predicates of the collection's folder and those that were taught beside them."""
    own, _ = read_lexicon(vocabulary, default_folder())
    taught = {row["id"]: Predicate.model_validate(row) for row in step.words.get(PREDICATES, ())}
    lexicon = Lexicon(own.predicates | taught, vocabulary)
    return read_document(step.document, vocabulary, lexicon, wanted=step.made)
