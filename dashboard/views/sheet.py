"""A text that is being read and its cards, as HTML: each number leads to its card, and each card to its number.

A ``button`` with ``data-do`` tells the page what to do; ``static/page.js`` passes it on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import Any

from dashboard.collection import Vocabulary
from dashboard.reading.proposals import Guess, NotProposed, Span
from dashboard.records.model import Figure
from dashboard.records.moments import Window
from dashboard.records.quantity import write_short
from dashboard.render.html import set_apart
from dashboard.views.judging import BY_HAND, WEAK, Card
from dashboard.wording.days import write_window
from dashboard.wording.numbers import count_word, start
from dashboard.wording.scopes import name_place
from dashboard.wording.sentences import WORDS, say

# Where the evidence of a card stands: the fields whose span is marked, and what it is evidence of.
EVIDENCE = {
    "place": "where",
    "date_start": "when",
    "date_end": "when",
    "speaker": "who",
    "via": "who",
    "indicator": "what",
}
_HOW = {"stated": "stated", "carried": "carried over", "default": "by default"}
_GAPS = {"not_documented": "not documented", "zero_reported": "none reported", "not_applicable": "not applicable"}
MISSING = "not found"
_STATES = {"open": ("", "to judge"), "accepted": ("✓", "accepted"), "rejected": ("✗", "rejected")}


def write_text(text: str, lang: str, cards: Sequence[Card], left: Iterable[NotProposed], now: Card | None) -> str:
    """Return the text with every number in it marked: those of cards, and those left out with the reason."""
    buttons: dict[Span, str] = {}
    for one in left:
        label = escape(f"{text[slice(*one.span)]}: left out, {one.kind}. {one.reason} Make it a card.")
        buttons[one.span] = (
            f'class="left" data-do="make {one.span.start} {one.span.end}" data-kind="{escape(one.kind)}" '
            f'title="{escape(one.reason)}" aria-label="{label}"'
        )
    for card in cards:
        current = ' aria-current="true"' if now and card.key == now.key else ""
        told = escape(f"{text[slice(*card.proposal.span)]}: {_STATES[card.state][1]}. Open its card.")
        for span in (*card.proposal.twins, card.proposal.span):
            if current or span not in buttons or "left" in buttons[span]:
                buttons[span] = f'class="hit {card.state}" data-do="open {card.key}" aria-label="{told}"{current}'
    pieces = _drop_overlaps(buttons)
    evidence = _find_evidence(now) if now else {}
    paragraphs, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            inside = "".join(_write_pieces(text, Span(at, at + len(line)), pieces, evidence))
            paragraphs.append(f'<p data-at="{at}" dir="auto">{inside}</p>')
        at += len(line) + 1
    return f'<div class="report-text" lang="{escape(lang)}">{"".join(paragraphs)}</div>'


def _drop_overlaps(buttons: Mapping[Span, str]) -> list[tuple[Span, str]]:
    kept: list[tuple[Span, str]] = []
    # A card goes before a number that was left out; of two, the one that begins first.
    for span, attributes in sorted(buttons.items(), key=lambda one: ('class="left"' in one[1], one[0])):
        if all(span.end <= other.start or other.end <= span.start for other, _ in kept):
            kept.append((span, attributes))
    return sorted(kept)


def _find_evidence(card: Card) -> dict[Span, str]:
    spans = {
        guess.span: kind
        for field, kind in EVIDENCE.items()
        if (guess := card.proposal.fields.get(field)) and guess.span and guess.reason != BY_HAND
    }
    return {card.proposal.quote: "quoted", **spans}


def _write_pieces(
    text: str, line: Span, buttons: Sequence[tuple[Span, str]], evidence: Mapping[Span, str]
) -> Iterator[str]:
    """Yield a line cut where a mark begins or ends; inside a number nothing is cut."""
    held = [(span, told) for span, told in buttons if line.start <= span.start and span.end <= line.end]
    inside = {at for span, _ in held for at in range(span.start + 1, span.end)}
    edges = {line.start, line.end, *(edge for span, _ in held for edge in span)}
    edges |= {edge for span in evidence for edge in span if line.start < edge < line.end and edge not in inside}
    ordered, starts = sorted(edges), {span.start: told for span, told in held}
    for begin, end in pairwise(ordered):
        words = escape(text[begin:end])
        if begin in starts:
            words = f"<button {starts[begin]}>{words}</button>"
        kinds = [kind for span, kind in evidence.items() if span.start <= begin and end <= span.end]
        yield f'<span class="{" ".join(dict.fromkeys(kinds))}">{words}</span>' if kinds else words


def name_word(vocabulary: Vocabulary, table: str, name: Any) -> str:
    """Return what people call a word of the vocabulary, else the word itself."""
    word: Any = vocabulary.table(table).get(name) if name else None
    if word is None:
        return f"{str(name).replace('-', ' ')} (new)" if name else ""
    return name_place(word) if table == "places" else start(getattr(word, "label", None) or word.name)


def write_number(card: Card) -> str:
    """Write a card's number with its qualifier, as every page does."""
    values = {name: guess.value for name, guess in card.proposal.fields.items() if guess.value is not None}
    known = {name: value for name, value in values.items() if name in Figure.model_fields}
    return write_short(Figure.model_construct(**known), values.get("counting") == "forecast")


def write_subject(card: Card, vocabulary: Vocabulary) -> str:
    """Write what a card counts: "people killed"; for a gap, what could not be counted."""
    indicator: Any = vocabulary.indicators.get(card.value("indicator") or "")
    group: Any = vocabulary.groups.get(card.value("group") or "")
    if indicator is None:
        return "what is counted is not known"
    single = card.value("value") == 1 and card.value("qualifier") in (None, "exact") and not card.value("of_total")
    one, many = (group.label_one, group.label) if group else (indicator.unit_one, indicator.unit)
    counted = one if single and card.is_figure else many
    if card.value("qualifier") == "vague" and str(card.value("magnitude")).split(" ")[-1] not in WORDS["without_of"]:
        counted = say("of_counted", counted=many)
    subject = " ".join(filter(None, (counted, indicator.phrase)))
    return subject if card.is_figure else f"{subject}: {_GAPS.get(card.value('status'), 'not documented')}"


def write_days(card: Card) -> str:
    """Write a card's days, as every page does."""
    window = Window(card.value("date_start"), card.value("date_end"))
    return write_window(window) if window.known else "days not stated"


def write_claim(card: Card, vocabulary: Vocabulary) -> str:
    """Return a card's claim as HTML: the number, and what it counts."""
    subject = write_subject(card, vocabulary)
    if not card.is_figure:
        return str(set_apart(start(subject)))
    return f'<span class="number">{set_apart(write_number(card))}</span> {set_apart(subject)}'


def write_card(card: Card, at: str, text: str, vocabulary: Vocabulary, standing: Sequence[str] = ()) -> str:
    """Return the open card as HTML: its claim, each field with how it is known, its quote, and how it stands."""
    twins = len(card.proposal.twins)
    places = f" Said in {count_word(twins + 1)} places." if twins else ""
    state = _STATES[card.state][1]
    rows = "".join(_write_field(*row) for row in _list_fields(card, text, vocabulary))
    stands = "".join(f"<p>{set_apart(line)}</p>" for line in standing)
    return (
        f'<div class="now {card.state}"><p class="at">{escape(at)}: {state}.{places}</p>'
        f'<p class="claim">{write_claim(card, vocabulary)}</p><dl class="fields">{rows}</dl>'
        f'{f"""<div class="stands">{stands}</div>""" if stands else ""}</div>'
    )


def _list_fields(card: Card, text: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str, str, Guess | None]]:
    """Yield what is shown of each field: what to edit, label, value, and how it is known."""
    fields = card.proposal.fields
    yield "what", "What", name_word(vocabulary, "indicators", card.value("indicator")), fields.get("indicator")
    if card.value("group"):
        yield "what", "Of whom", name_word(vocabulary, "groups", card.value("group")), fields.get("group")
    yield "place", "Where", _name_named(card, vocabulary, "place"), fields.get("place")
    first = "date_start" if card.value("date_start") else "date_end"
    yield "days", "When", start(write_days(card)), fields.get(first)
    via = f", via {card.value('via')}" if card.value("via") else ""
    yield "speaker", "Who", _name_named(card, vocabulary, "speaker") + via, fields.get("speaker")
    yield "quote", "Quote", f"“{text[slice(*card.proposal.quote)]}”", None


def _name_named(card: Card, vocabulary: Vocabulary, field: str) -> str:
    """Name a place or speaker; one that no list has by its words in the text."""
    name, table = card.value(field), f"{field}s"
    if name and name not in vocabulary.table(table) and card.value(f"{field}_as_written"):
        return f"{card.value(f'{field}_as_written')} (new)"
    return name_word(vocabulary, table, name)


def _write_field(edit: str, label: str, value: str, guess: Guess | None) -> str:
    how, weak = "", ""
    if guess is not None:
        word = BY_HAND if guess.reason == BY_HAND else _HOW[guess.how]
        reason = guess.reason.removeprefix(word).strip()
        reason = f"{'' if guess.reason.startswith(word) else ':'} {reason}" if reason else ""
        weak = " weak" if guess.confidence < WEAK else ""
        unsure = "unsure, " if weak else ""
        how = f"<small>{set_apart(f'{unsure}{word}{reason}')}</small>"
        weak += "" if guess.reason == BY_HAND else f" {guess.how}"
    button = (
        f'<button data-do="edit {edit}" aria-label="{escape(f"{label}: {value or MISSING}. Edit")}">'
        f"{set_apart(value or MISSING)}</button>"
    )
    return f'<dt>{label}</dt><dd class="{weak.strip()}">{button} {how}</dd>'


def write_list(
    cards: Sequence[Card], now: Card | None, vocabulary: Vocabulary, standing: Mapping[str, Sequence[str]]
) -> str:
    """Return all cards as short rows, each a button that opens it, with how an accepted one stands."""
    rows = []
    for card in cards:
        sign, state = _STATES[card.state]
        weak = " weak" if any(guess.confidence < WEAK for guess in card.proposal.fields.values()) else ""
        current = ' aria-current="true"' if now and now.key == card.key else ""
        where = name_word(vocabulary, "places", card.value("place"))
        voice = vocabulary.speakers.get(card.value("speaker") or "")
        who = voice.short if voice else name_word(vocabulary, "speakers", card.value("speaker"))
        line = f"{where}, {write_days(card)}, {who}"
        stands = "".join(f"<small>{set_apart(told)}</small>" for told in standing.get(card.key, ()))
        rows.append(
            f'<li class="{card.state}{weak}"><button data-do="open {card.key}"{current}>'
            f'<span class="sign" role="img" aria-label="{state}">{sign}</span><span>{write_claim(card, vocabulary)}'
            f"<small>{set_apart(line)}</small></span></button>{stands}</li>"
        )
    return f'<ol class="all">{"".join(rows)}</ol>'


def write_progress(cards: Sequence[Card]) -> str:
    """Return the page's name and how far one is, as HTML: "5 of 10 judged: 4 accepted, 1 rejected"."""
    states = [card.state for card in cards]
    accepted, rejected = states.count("accepted"), states.count("rejected")
    judged = f"{accepted + rejected} of {len(states)} judged"
    told = f"{judged}: {accepted} accepted, {rejected} rejected" if accepted + rejected else judged
    return (
        f'<div class="top"><h1>Add a report</h1><p class="progress">{told} '
        f'<meter value="{accepted + rejected}" max="{max(len(states), 1)}" aria-hidden="true"></meter></p></div>'
    )


def write_lines(lines: Iterable[str]) -> str:
    """Return notes as HTML, each a line."""
    return f'<div class="status">{"".join(f"<p>{set_apart(line)}</p>" for line in lines)}</div>'
