"""What a person decides about the proposals of a text: cards, each decision a step that can be taken back."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from dashboard.collection import Vocabulary, default_folder
from dashboard.collection.faults import expectation_of, show
from dashboard.collection.numbers import find_numbers
from dashboard.collection.vocabulary import names_of
from dashboard.reading import read_document
from dashboard.reading.draft import NOBODY, PREDICATES, UNSAID
from dashboard.reading.lexicon import Lexicon, Predicate, make_id, read_lexicon
from dashboard.reading.proposals import OTHER_NUMBER, TOO_LONG, Document, Guess, Proposal, Proposals, Span, hold
from dashboard.records.folding import fold_searched
from dashboard.records.model import When
from dashboard.records.moments import Moment
from dashboard.wording.sentences import FIELDS, start

State = Literal["open", "accepted", "rejected"]

BY_HAND = "set by you"
_MOST_STEPS = 200
_ENDS = re.compile(r"[.!?][”\"')]*\s|\n")
_REACH = 1_000
_MOMENT: TypeAdapter[Moment] = TypeAdapter(When)


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
    words: tuple[tuple[str, Mapping[str, str]], ...] = ()
    now: str | int = ""


class Desk:
    """One report that is being read: what was decided, step by step, and what the page last made of it.

    ``now`` is the card that is open, ``accepted`` the accepted ones as a draft has them: figures before gaps.
    """

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.steps = [Step(document)]
        self.is_open = False  # the fields of the card
        # A place or speaker that no list has: field, name, the words that were marked, and the id that was proposed.
        self.asked: tuple[str, str, str | None, str | None] | None = None
        self.told: tuple[str, list[str]] | None = None
        self.warned = False
        self.by_model: tuple[Document, Proposals] | None = None
        self.vocabulary: Vocabulary
        self.read: Proposals
        self.cards: list[Card] = []
        self.accepted: list[Card] = []
        self.now: Card | None = None
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
        self.accepted = sorted((one for one in self.cards if one.state == "accepted"), key=lambda card: card.kind)
        # The card that was gone to is open, else the first without a decision.
        to = step.now
        gone = [card for card in self.cards if (card.key == to if isinstance(to, str) else card.span.end > to)]
        waiting = [card for card in self.cards if card.state == "open"]
        self.now = next(iter([*gone, *waiting, *self.cards]), None)

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


def write_answer(card: Card, name: str) -> Any:
    """Return what a field of a card holds, as it is chosen or typed: "80", "3 of 4", "200–300", "dozens"."""
    if name == "days":
        ends = [one.isoformat() if one else "" for one in (card.value("date_start"), card.value("date_end"))]
        return "/".join(dict.fromkeys(ends))
    if name != "number":
        value = card.value(name)
        return UNSAID.get(name) if value is None else value
    value, low, high, total = map(card.value, ("value", "value_low", "value_high", "of_total"))
    if low is not None or high is not None:
        return f"{low}–{high}"
    if value is None:
        return str(card.value("magnitude") or "")
    return str(value) if total is None else f"{value} of {total}"


def read_days(text: str) -> tuple[Moment | None, Moment | None]:
    """Read the first and last of some days as they are typed: "2016-09-22", "2016-09-22/2016-09-24", nothing."""
    first, *last = (_MOMENT.validate_python(part.strip()) if part.strip() else None for part in text.split("/", 1))
    return first, last[0] if last else first


def read_answer(desk: Desk, card: Card, name: str, answer: Any) -> dict[str, Any]:
    """Return what an answer makes of the fields of a card; raises ``ValueError`` with what was expected."""
    if name in ("place", "speaker"):
        return desk.name(card, name, answer or "")
    if name == "days":
        first, last = read_days(answer or "")
        # What the source says of them stays as it is written.
        basis = "Set by hand while the report was read." if first or last else None
        said = {"date_basis": basis, "date_as_written": card.value("date_as_written") if basis else None}
        return {"date_start": first, "date_end": last, "date_precision": None, **said}
    if name != "number":
        return {name: answer.strip() or None if isinstance(answer, str) else answer}
    # A number is read as those of a text; its qualifier stays where none is typed.
    found = [one for one in find_numbers(answer, desk.read.language) if one.kind in ("count", "share")]
    if len(found) > 1:
        raise ValueError(f"{show(answer)}, expected one number: {FIELDS['help']['number']}")
    fields: dict[str, Any] = dict.fromkeys(("value", "value_low", "value_high", "value_best", "of_total", "magnitude"))
    if not found or found[0].form == "vague":
        return fields | {"magnitude": answer.strip() or None, "qualifier": "vague"}
    [one], qualifier = found, card.value("qualifier")
    kept = qualifier if one.qualifier == "exact" and qualifier not in ("range", "vague") else None
    fields |= {"value": one.value, "value_low": one.low, "value_high": one.high, "of_total": one.of_total}
    return fields | {"qualifier": kept or one.qualifier}


def take(desk: Desk, card: Card | None, name: str, answer: Any, marked: Span | None = None) -> None:
    """Take what was chosen, typed or *marked* in the text for a field of a card, or of the whole report; a place or
    speaker of no list is asked for."""
    if card is None:
        given: dict[str, Any] = {name: answer or getattr(Step, name, None)}
        own = name in ("place", "kind")
        desk.change(**given if own else {"document": replace(desk.step.document, **given)})
        return
    try:
        if answer and name in ("place", "speaker"):
            words, folded = desk.vocabulary.table(f"{name}s"), fold_searched(answer)
            named = (one for one, word in words.items() if folded in map(fold_searched, names_of(word)))
            known = answer if answer in words else next(named, None)
            if known is None:
                desk.asked = (name, answer, answer if marked else None, None)
                return
            values = desk.name(card, name, known, answer if marked else None)
        elif marked and name == "quote":
            fields = {field: guess for field, guess in card.fields.items() if field != "quote"}
            why = hold(replace(card, fields=fields, quote=marked), desk.text, desk.read.language)
            if why in (TOO_LONG, OTHER_NUMBER):
                raise ValueError(f"{start(why)}, expected the shortest that carries the figure.")
            values = {"quote": marked}
        elif marked and name == "days":
            times = (one for one in desk.read.times if one.span.start < marked.end and marked.start < one.span.end)
            meant = next(times, None)
            if meant is None:
                desk.is_open = True
                raise ValueError("No day was understood in these words; choose it in the list.")
            ends = "/".join(one.isoformat() if one else "" for one in (meant.start, meant.end))
            values = read_answer(desk, card, name, ends) | {"date_as_written": answer, "date_basis": meant.basis}
        else:
            values = read_answer(desk, card, name, answer)
    except ValueError as error:
        told = expectation_of(error.errors()[0]) if isinstance(error, ValidationError) else str(error)
        desk.told = ("This was not taken.", [told])
    else:
        desk.edit({card.key: values})


def list_words(vocabulary: Vocabulary, step: Step) -> dict[str, tuple[Mapping[str, str], ...]]:
    """Return the rows that a report adds to tables of words: those given by hand, and who speaks where it credits
    nobody, itself or nobody at all, unless they are known."""
    known = {name.casefold() for speaker in vocabulary.speakers.values() for name in names_of(speaker)}
    publisher, voices = step.document.publisher, [(NOBODY, "Nobody credited", "false")]
    voices += [(make_id(publisher), publisher, "true")] if publisher else []
    rows: list[tuple[str, Mapping[str, str]]] = [*step.words]
    for id_, name, named in voices:
        if known.isdisjoint((id_, name.casefold())):
            rows.append(("speakers", {"id": id_, "name": name, "type": "publisher", "named": named}))
    return {table: tuple(row for one, row in rows if one == table) for table in ("places", "speakers", PREDICATES)}


def find_unknown(card: Card, vocabulary: Vocabulary) -> tuple[str, str, None, str] | None:
    """Return the first place or speaker of a card that no row has, to be asked for before the card is accepted."""
    for key in ("place", "speaker"):
        name = card.value(key)
        if name and name not in vocabulary.table(f"{key}s"):
            return key, card.value(f"{key}_as_written") or name.replace("-", " ").title(), None, name
    return None


def read_step(step: Step, vocabulary: Vocabulary) -> Proposals:
    """Read a text with the predicates of the collection's folder and those that were taught beside them."""
    own, _ = read_lexicon(vocabulary, default_folder())
    taught = {row["id"]: Predicate.model_validate(row) for table, row in step.words if table == PREDICATES}
    lexicon = Lexicon(own.predicates | taught, vocabulary)
    return read_document(step.document, vocabulary, lexicon, wanted=step.made)
