"""A text that is being read and its cards, as HTML: each number leads to its card, and each card to its number."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from dashboard.collection import Vocabulary
from dashboard.reading.proposals import Guess, NotProposed, Span
from dashboard.records.model import Figure
from dashboard.records.moments import Window
from dashboard.records.quantity import write_short
from dashboard.render.html import open_templates
from dashboard.views.judging import BY_HAND, WEAK, Card
from dashboard.wording.days import write_window
from dashboard.wording.scopes import name_counted, name_place, name_subject
from dashboard.wording.sentences import count_word, say, start

# The fields whose place in the text is marked, by what it is evidence of.
_EVIDENCE = {"where": ["place"], "when": ["date_start", "date_end"], "who": ["speaker", "via"], "what": ["indicator"]}
_HOW = {"stated": "stated", "carried": "carried over", "default": "by default"}
_GAPS = {"not_documented": "not documented", "zero_reported": "none reported", "not_applicable": "not applicable"}
_STATES = {"open": "to judge", "accepted": "accepted", "rejected": "rejected"}
_SHEET: Any = open_templates(Path(__file__).parent / "templates").get_template("sheet.html.j2").module


class Mark(NamedTuple):
    """A number of the text that can be pressed: what it does, and what is told of it."""

    look: str
    do: str
    told: str
    kind: str = ""
    reason: str = ""
    current: bool = False


def write_text(text: str, lang: str, cards: Sequence[Card], left: Iterable[NotProposed], now: Card | None) -> str:
    """Return the text with every number in it marked: those of cards, and those left out with the reason."""
    marks: dict[Span, Mark] = {}
    for card in sorted(cards, key=lambda card: card == now, reverse=True):
        told = f"{text[slice(*card.proposal.span)]}: {_STATES[card.state]}. Open its card."
        for span in (card.proposal.span, *card.proposal.twins):
            marks.setdefault(span, Mark(f"hit {card.state}", f"open {card.key}", told, current=card == now))
    for one in left:
        told = f"{text[slice(*one.span)]}: left out, {one.kind}. {one.reason} Make it a card."
        marks.setdefault(one.span, Mark("left", f"make {one.span.start} {one.span.end}", told, one.kind, one.reason))
    kept: dict[Span, Mark] = {}
    # A card goes before a number that was left out; of two, the one that begins first.
    for span, mark in sorted(marks.items(), key=lambda one: (one[1].look == "left", one[0])):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept[span] = mark
    evidence = _find_evidence(now) if now else {}
    lines, at = [], 0
    for line in text.split("\n"):
        lines += [(at, _cut(text, Span(at, at + len(line)), kept, evidence))] if line.strip() else []
        at += len(line) + 1
    return str(_SHEET.text(lines, lang))


def _find_evidence(card: Card) -> dict[Span, str]:
    guesses = [(card.proposal.fields.get(name), kind) for kind, names in _EVIDENCE.items() for name in names]
    spans = {guess.span: kind for guess, kind in guesses if guess and guess.span and guess.reason != BY_HAND}
    return {card.proposal.quote: "quoted", **spans}


def _cut(
    text: str, line: Span, marks: Mapping[Span, Mark], evidence: Mapping[Span, str]
) -> Iterator[tuple[str, str, Mark | None]]:
    """Yield the pieces of a line, cut where a mark or evidence begins or ends: words, of what they are evidence, mark.

    Inside a mark nothing is cut.
    """
    held = {span: mark for span, mark in marks.items() if line.start <= span.start and span.end <= line.end}
    inside = {at for span in held for at in range(span.start + 1, span.end)}
    edges = {line.start, line.end, *(edge for span in held for edge in span)}
    edges |= {edge for span in evidence for edge in span if line.start < edge < line.end and edge not in inside}
    for piece in map(Span._make, pairwise(sorted(edges))):
        kinds = [kind for span, kind in evidence.items() if span.start <= piece.start and piece.end <= span.end]
        yield text[slice(*piece)], " ".join(dict.fromkeys(kinds)), held.get(piece)


def name_word(vocabulary: Vocabulary, table: str, name: Any) -> str:
    """Return what people call a word of the vocabulary, else the word itself."""
    word: Any = vocabulary.table(table).get(name) if name else None
    if word is None:
        return f"{str(name).replace('-', ' ')} (new)" if name else ""
    return name_place(word) if table == "places" else start(getattr(word, "label", None) or word.name)


def write_days(card: Card) -> str:
    """Write a card's days, as every page does."""
    window = Window(card.value("date_start"), card.value("date_end"))
    return write_window(window) if window.known else say("days_not_stated")


def write_claim(card: Card, vocabulary: Vocabulary) -> tuple[str, str]:
    """Return a card's number with its qualifier, and what it counts: "people killed"; of a gap, what nobody counted."""
    indicator = vocabulary.indicators.get(card.value("indicator") or "")
    values = {name: guess.value for name, guess in card.proposal.fields.items() if guess.value is not None}
    values |= {"indicator": indicator, "group": vocabulary.groups.get(card.value("group") or "")}
    # Nothing of it is checked yet, so that it is no record.
    figure: Any = Figure.model_construct(**values)
    if indicator is None:
        subject = "what is counted is not known"
    elif card.is_figure:
        subject = " ".join(filter(None, (name_counted(figure), indicator.phrase)))
    else:
        subject = f"{name_subject(figure)}: {_GAPS.get(card.value('status'), 'not documented')}"
    if not card.is_figure:
        return "", start(subject)
    return write_short(figure, card.value("counting") == "forecast"), subject


def write_card(card: Card, at: str, text: str, vocabulary: Vocabulary, standing: Sequence[str] = ()) -> str:
    """Return the open card as HTML: its claim, each field with how it is known, its quote, and how it stands."""
    twins = len(card.proposal.twins)
    told = f"{at}: {_STATES[card.state]}.{f' Said in {count_word(twins + 1)} places.' if twins else ''}"
    fields = [
        (edit, label, value or "not found", *_tell_how(card.proposal.fields.get(key)))
        for edit, label, value, key in _list_fields(card, text, vocabulary)
    ]
    return str(_SHEET.card(card, told, write_claim(card, vocabulary), fields, standing))


def _list_fields(card: Card, text: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str, str, str]]:
    """Yield what is shown of each field: what to edit, label, value, and the key of the record."""
    yield "what", "What", name_word(vocabulary, "indicators", card.value("indicator")), "indicator"
    if card.value("group"):
        yield "what", "Of whom", name_word(vocabulary, "groups", card.value("group")), "group"
    yield "place", "Where", _name_named(card, vocabulary, "place"), "place"
    yield "days", "When", start(write_days(card)), "date_start" if card.value("date_start") else "date_end"
    via = f", via {card.value('via')}" if card.value("via") else ""
    yield "speaker", "Who", _name_named(card, vocabulary, "speaker") + via, "speaker"
    yield "quote", "Quote", f"“{text[slice(*card.proposal.quote)]}”", ""


def _name_named(card: Card, vocabulary: Vocabulary, field: str) -> str:
    """Name a place or speaker; one that no list has by its words in the text."""
    name, written = card.value(field), card.value(f"{field}_as_written")
    unknown = name and written and name not in vocabulary.table(f"{field}s")
    return f"{written} (new)" if unknown else name_word(vocabulary, f"{field}s", name)


def _tell_how(guess: Guess | None) -> tuple[str, str]:
    """Return how a field looks by how it is known, and how that is told."""
    if guess is None:
        return "", ""
    look, word = ("", BY_HAND) if guess.reason == BY_HAND else (guess.how, _HOW[guess.how])
    told = guess.reason if guess.reason.startswith(word) else f"{word}: {guess.reason}".removesuffix(": ")
    return (f"weak {look}", f"unsure, {told}") if guess.confidence < WEAK else (look, told)


def write_list(
    cards: Sequence[Card], now: Card | None, vocabulary: Vocabulary, standing: Mapping[str, Sequence[str]]
) -> str:
    """Return all cards as short rows, each a button that opens it, with how an accepted one stands."""
    rows = []
    for card in cards:
        weak = any(guess.confidence < WEAK for guess in card.proposal.fields.values())
        voice = vocabulary.speakers.get(card.value("speaker") or "")
        who = voice.short if voice else name_word(vocabulary, "speakers", card.value("speaker"))
        line = f"{name_word(vocabulary, 'places', card.value('place'))}, {write_days(card)}, {who}"
        rows.append((card, weak, write_claim(card, vocabulary), line, standing.get(card.key, ())))
    return str(_SHEET.list(rows, now, _STATES))


def write_progress(cards: Sequence[Card]) -> str:
    """Return the page's name and how far one is, as HTML: "5 of 10 judged: 4 accepted, 1 rejected"."""
    accepted, rejected = (sum(card.state == state for card in cards) for state in ("accepted", "rejected"))
    told = f"{accepted + rejected} of {len(cards)} judged"
    told += f": {accepted} accepted, {rejected} rejected" if accepted + rejected else ""
    return str(_SHEET.progress(told, accepted + rejected, max(len(cards), 1)))
