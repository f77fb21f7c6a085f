"""A text that is being read and its cards, as HTML: each number leads to its card, and each card to its number."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from dashboard.collection import Vocabulary
from dashboard.reading.proposals import NotProposed, Span
from dashboard.records.model import Figure
from dashboard.records.moments import Window
from dashboard.records.reported import write_figure
from dashboard.render.html import open_templates
from dashboard.views.judging import BY_HAND, Card, Desk
from dashboard.wording.days import write_window
from dashboard.wording.scopes import name_counted, name_place, name_subject
from dashboard.wording.sentences import count_word, say, start

# The fields whose place in the text is marked, by what it is evidence of.
_WHEN_WHO = {"date_start": "when", "date_end": "when", "speaker": "who", "via": "who"}
_EVIDENCE = {"place": "where", **_WHEN_WHO, "indicator": "what"}
_GAPS = {"not_documented": "not documented", "zero_reported": "none reported", "not_applicable": "not applicable"}
_TEMPLATES = open_templates(Path(__file__).parent / "templates")
SHEET: Any = _TEMPLATES.get_template("sheet.html.j2", globals={"by_hand": BY_HAND}).module


def write_text(text: str, lang: str, cards: Iterable[Card], left: Iterable[NotProposed], now: Card | None) -> str:
    """Return the text with every number in it marked: those of cards, and those left out with the reason."""
    marks: list[tuple[Span, Card | NotProposed]] = [(one.span, one) for one in left]
    marks += [(span, card) for card in cards for span in (card.span, *card.twins)]
    kept: dict[Span, Card | NotProposed] = {}
    taken: set[int] = set()
    # A card goes before a number that was left out; of two, the one that begins first, at one place the open one.
    for span, one in sorted(marks, key=lambda mark: (isinstance(mark[1], NotProposed), mark[0], mark[1] != now)):
        if taken.isdisjoint(range(*span)):
            taken.update(range(*span))
            kept[span] = one
    evidence = {now.quote: "quoted"} if now else {}
    for name, kind in _EVIDENCE.items():
        guess = now.fields.get(name) if now else None
        if guess and guess.span and guess.reason != BY_HAND:
            evidence[guess.span] = kind
    # The text is cut where a mark or evidence begins or ends; inside a mark nothing is.
    cuts = sorted({at for span in evidence for at in span if at not in taken}.union(*kept))
    lines, first = [], 0
    for line in text.split("\n"):
        last, pieces = first + len(line), []
        for piece in pairwise([first, *cuts[bisect_right(cuts, first) : bisect_left(cuts, last)], last]):
            kinds = (kind for span, kind in evidence.items() if span[0] <= piece[0] and piece[1] <= span[1])
            pieces.append((text[slice(*piece)], " ".join(dict.fromkeys(kinds)), kept.get(Span(*piece))))
        lines += [(first, pieces)] if line.strip() else []
        first = last + 1
    return str(SHEET.text(lines, lang, now))


def name_word(vocabulary: Vocabulary, table: str, name: Any, written: str | None = None) -> str:
    """Return what people call a word of the vocabulary; of one that it does not have, how it is *written*."""
    word: Any = vocabulary.table(table).get(name) if name else None
    if word is None:
        return f"{written or str(name).replace('-', ' ')} (new)" if name else ""
    return name_place(word) if table == "places" else start(getattr(word, "label", None) or word.name)


def _name(card: Card, vocabulary: Vocabulary, field: str) -> str:
    return name_word(vocabulary, f"{field}s", card.value(field), card.value(f"{field}_as_written"))


def _write_days(card: Card) -> str:
    window = Window(card.value("date_start"), card.value("date_end"))
    return write_window(window) if window.known else say("days_not_stated")


def _claim(card: Card, vocabulary: Vocabulary) -> tuple[str, str]:
    """Return a card's number with its qualifier, and what it counts: "people killed"; of a gap, what nobody counted."""
    indicator, is_gap = vocabulary.indicators.get(card.value("indicator") or ""), card.kind == "gap"
    values = {name: guess.value for name, guess in card.fields.items() if guess.value is not None}
    values |= {"indicator": indicator, "group": vocabulary.groups.get(card.value("group") or "")}
    # Nothing of it is checked yet, so that it is no record.
    figure: Any = Figure.model_construct(**values)
    subject = "what is counted is not known"
    if indicator and is_gap:
        subject = f"{name_subject(figure)}: {_GAPS.get(card.value('status'), 'not documented')}"
    elif indicator:
        subject = " ".join(filter(None, (name_counted(figure), indicator.phrase)))
    return ("", start(subject)) if is_gap else (write_figure(figure, card.value("counting") == "forecast")[0], subject)


def write_card(desk: Desk, card: Card, stands: Mapping[str, Sequence[str]]) -> str:
    """Return the open card as HTML: its claim, each field with how it is known, its quote, and how it stands."""
    vocabulary, text = desk.vocabulary, desk.text
    at = f"{desk.label(card)} of {len(desk.cards)}"
    via = f", via {card.value('via')}" if card.value("via") else ""
    # What to edit, label, value, and the key of the record.
    fields = [
        ("what", "What", _name(card, vocabulary, "indicator"), "indicator"),
        ("what", "Of whom", _name(card, vocabulary, "group"), "group"),
        ("place", "Where", _name(card, vocabulary, "place"), "place"),
        ("days", "When", start(_write_days(card)), "date_start" if card.value("date_start") else "date_end"),
        ("speaker", "Who", _name(card, vocabulary, "speaker") + via, "speaker"),
        ("quote", "Quote", f"“{text[slice(*card.quote)]}”", ""),
    ]
    told, places = _claim(card, vocabulary), count_word(len(card.twins) + 1)
    return str(SHEET.card(card, at, places, told, fields, stands.get(card.key, ())))


def write_list(desk: Desk, now: Card, stands: Mapping[str, Sequence[str]]) -> str:
    """Return all cards as short rows, each a button that opens it, with how an accepted one stands."""
    rows, words = [], desk.vocabulary
    for card in desk.cards:
        voice = words.speakers.get(card.value("speaker") or "")
        who = voice.short if voice else _name(card, words, "speaker")
        line = f"{_name(card, words, 'place')}, {_write_days(card)}, {who}"
        rows.append((card, _claim(card, words), line, stands.get(card.key, ())))
    return str(SHEET.list(rows, now))
