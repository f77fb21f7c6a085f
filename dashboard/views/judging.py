"""What a person decides about the proposals of a text: cards, each decision a step that can be taken back.

All that is held is plain data (words, numbers, lists), so that a session may keep it.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from dashboard.collection import Vocabulary
from dashboard.collection.vocabulary import names_of
from dashboard.reading.proposals import Document, Guess, Proposal, Proposals, Span

State = Literal["open", "accepted", "rejected"]

WEAK = 0.5
BY_HAND = "set by you"
_OF_DOCUMENT = ("title", "publisher", "author", "url", "published", "language")
_KEPT = ("states", "edits", "made", "header", "words", "now")
_MOST_STEPS = 200
_ENDS = re.compile(r"[.!?][”\"')]*\s|\n")
_NOT_NAMED = "Set by hand: the sentence does not name it."
_DAYS_BY_HAND = "Set by hand while the report was read."


@dataclass(frozen=True)
class Card:
    """A proposal with what a person made of it; ``by_hand`` names the fields that they set."""

    key: str
    proposal: Proposal
    state: State = "open"
    by_hand: frozenset[str] = frozenset()

    @property
    def is_figure(self) -> bool:
        """Whether it is a figure; else it is a gap."""
        return self.proposal.kind == "figure"

    def value(self, field: str) -> Any:
        """Return what a field holds now."""
        return self.proposal.value(field)


class Desk:
    """One report that is being read. ``held`` is all that is kept of it between two runs of the page."""

    def __init__(self, held: dict[str, Any]) -> None:
        self.held = held

    @classmethod
    def open(cls, document: Document) -> Desk:
        """Begin to read a document."""
        known = {name: getattr(document, name) for name in _OF_DOCUMENT}
        fresh: dict[str, Any] = {"states": {}, "edits": {}, "made": [], "header": known, "words": {}, "now": ""}
        found = {"text": document.text, "published": document.published, "notes": list(document.notes)}
        return cls({**found, "past": [], **fresh})

    @property
    def document(self) -> Document:
        """The text with what is known of the report by now."""
        header = self.held["header"]
        known = {name: header.get(name) or None for name in _OF_DOCUMENT}
        return Document(self.held["text"], notes=tuple(self.held["notes"]), **known)

    @property
    def made(self) -> list[Span]:
        """The numbers that were not proposed and that a person made cards of."""
        return [Span(*span) for span in self.held["made"]]

    def list_cards(self, read: Proposals, made: Iterable[Proposal] = ()) -> list[Card]:
        """Return all cards in the order of the text, with what was decided and set by hand."""
        proposals = sorted([*read.figures, *read.gaps, *made], key=lambda one: (one.span.start, one.kind))
        seen: Counter[str] = Counter()
        cards = []
        for one in proposals:
            name = f"{one.kind}-{one.span.start}"
            seen[name] += 1
            key = f"{name}-{seen[name]}"
            edits = self.held["edits"].get(key, {})
            state = self.held["states"].get(key, "open")
            cards.append(Card(key, self._mend(one, edits), state, frozenset(edits)))
        return cards

    def _mend(self, one: Proposal, edits: Mapping[str, Any]) -> Proposal:
        """Put what a person set in place of what was proposed; the report's main place where none was found."""
        fields, place = dict(one.fields), self.held["header"].get("place")
        if place and "place" in fields and fields["place"].how == "default":
            fields["place"] = replace(fields["place"], value=place, reason="main place of the report")
        for name, value in edits.items():
            if name != "quote":
                guess = fields.get(name, Guess(None))
                others = tuple(other for other in (guess.value, *guess.others) if other not in (None, value))
                fields[name] = Guess(value, 1.0, BY_HAND, others=others)
        quote = Span(*edits["quote"]) if "quote" in edits else one.quote
        return replace(one, fields=fields, quote=quote)

    def find(self, cards: Sequence[Card]) -> Card | None:
        """Return the card that is open now: the one that was gone to, else the first without a decision."""
        now = self.held["now"]
        if isinstance(now, int):
            # A card was just made of a number there.
            held = [card for card in cards if card.proposal.span.end > now]
        else:
            held = [card for card in cards if card.key == now]
        waiting = [card for card in cards if card.state == "open"]
        return next(iter([*held, *waiting, *cards]), None)

    def step(self) -> None:
        """Remember what there is, so that the next decision can be taken back."""
        self.held["past"] = [*self.held["past"], copy.deepcopy({name: self.held[name] for name in _KEPT})]
        del self.held["past"][:-_MOST_STEPS]

    def undo(self) -> None:
        """Take back the last decision."""
        if self.held["past"]:
            self.held.update(self.held["past"].pop())

    def decide(self, key: str, state: State, order: Sequence[str]) -> None:
        """Accept or reject a card and go to the next without a decision, in the *order* of the keys."""
        self.step()
        self.held["states"][key] = state
        self.go_on(key, order)

    def go_on(self, key: str, order: Sequence[str]) -> None:
        """Go to the next card without a decision after *key*, from the end to the beginning; else to the next."""
        at = order.index(key) + 1 if key in order else 0
        after = [*order[at:], *order[:at]]
        waiting = [name for name in after if self.held["states"].get(name, "open") == "open" and name != key]
        self.held["now"] = next(iter(waiting or after), key)

    def set(self, edits: Mapping[str, Mapping[str, Any]]) -> None:
        """Set fields of cards by hand: key of a card -> values by field."""
        self.step()
        for key, values in edits.items():
            self.held["edits"].setdefault(key, {}).update(values)

    def set_header(self, **values: Any) -> None:
        """Set what holds for the whole report."""
        self.step()
        self.held["header"] = self.held["header"] | values

    def make(self, span: Span) -> None:
        """Make a card of a number that was not proposed, and go to it."""
        self.step()
        if list(span) not in self.held["made"]:
            self.held["made"].append(list(span))
        self.held["now"] = span.start

    def add_word(self, table: str, row: Mapping[str, str]) -> None:
        """Add a row to one of the tables of words."""
        self.step()
        self.held["words"].setdefault(table, []).append(dict(row))


def find_sentence(text: str, span: Span) -> Span:
    """Return the sentence around a span, roughly: from the end of a sentence or line before it to the next."""
    starts = [match.end() for match in _ENDS.finditer(text, max(span.start - 1_000, 0), span.start)]
    end = _ENDS.search(text, span.end)
    return Span(max(starts, default=max(span.start - 1_000, 0)), end.start() if end else len(text))


def word_by_hand(
    text: str, card: Card, field: str, name: str, vocabulary: Vocabulary, marked: Span | None = None
) -> dict[str, Any]:
    """Return the fields of a place or speaker that a person chose: as it was *marked*, else as its sentence names it.

    A place that the sentence does not name is inferred, and says so.
    """
    words = vocabulary.table(f"{field}s")
    named = _find_name(text, card, names_of(words[name])) if name in words else None
    written = text[slice(*marked)] if marked else named
    more = {"place_basis": None if written else _NOT_NAMED} if field == "place" else {"speaker_named": None}
    return {field: name, f"{field}_as_written": written, **more}


def days_by_hand(card: Card, first: date | None, last: date | None) -> dict[str, Any]:
    """Return the fields of the days that a person chose; what the source says of them stays as it is written."""
    basis = _DAYS_BY_HAND if first or last else None
    kept = card.value("date_as_written") if first or last else None
    return {"date_start": first, "date_end": last, "date_basis": basis, "date_as_written": kept, "date_precision": None}


def _find_name(text: str, card: Card, names: Iterable[str]) -> str | None:
    """Return the longest of the names that the card's sentence holds, as it is written there."""
    start, end = find_sentence(text, card.proposal.span)
    sentence = text[start:end]
    found = [
        match for name in names if (match := re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence, re.IGNORECASE))
    ]
    return max((match.group() for match in found), key=len, default=None)
