"""A text that is read and its cards: as HTML, each number leading to its card and back, and their fields as lists with
what is likely first, where new words are added too."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import streamlit as st
from pydantic import ValidationError

from dashboard.collection import Collection, Vocabulary
from dashboard.collection.faults import expectation_of
from dashboard.collection.vocabulary import add_words
from dashboard.reading.draft import PREDICATES, find_free
from dashboard.reading.lexicon import Predicate, make_id
from dashboard.reading.proposals import NotProposed, Span
from dashboard.records.model import ENTRIES, Figure
from dashboard.records.moments import Window
from dashboard.records.reported import write_figure
from dashboard.render.html import open_templates
from dashboard.views.judging import BY_HAND, Card, Desk, find_unknown, read_answer, read_days, take, write_answer
from dashboard.views.visit import show_html, write
from dashboard.wording.days import write_window
from dashboard.wording.scopes import name_counted, name_place, name_subject
from dashboard.wording.sentences import FIELDS, VALUES, count_word, say, start

# The fields whose place in the text is marked, by what it is evidence of.
_WHEN_WHO = {"date_start": "when", "date_end": "when", "speaker": "who", "via": "who"}
_EVIDENCE = {"place": "where", **_WHEN_WHO, "indicator": "what"}
_GAPS = {"not_documented": "not documented", "zero_reported": "none reported", "not_applicable": "not applicable"}
_TEMPLATES = open_templates(Path(__file__).parent / "templates")
SHEET: Any = _TEMPLATES.get_template("sheet.html.j2", globals={"by_hand": BY_HAND}).module
_LISTS: dict[str, dict[Any, str]] = {**VALUES, **FIELDS, "provisional": {False: "final", True: "expects more"}}
# A new answer may be typed to these, and all cards below may have the same.
_OPEN = ("place", "days", "speaker", "via")
# The key of a record that stands for a field which holds several.
_KEYS = {"days": "date_start", "number": "value"}


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
        return f"{written or str(name).replace('-', ' ').title()} (new)" if name else ""
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
    told, places = _claim(card, desk.vocabulary), count_word(len(card.twins) + 1)
    names = {field: _name(card, desk.vocabulary, field) for field in ("indicator", "group", "place", "speaker")}
    return str(SHEET.card(desk, card, places, told, names, start(_write_days(card)), stands.get(card.key, ())))


def write_list(desk: Desk, now: Card, stands: Mapping[str, Sequence[str]]) -> str:
    """Return all cards as short rows, each a button that opens it, with how an accepted one stands."""
    rows, words = [], desk.vocabulary
    for card in desk.cards:
        voice = words.speakers.get(card.value("speaker") or "")
        who = voice.short if voice else _name(card, words, "speaker")
        line = f"{_name(card, words, 'place')}, {_write_days(card)}, {who}"
        rows.append((card, _claim(card, words), line, stands.get(card.key, ())))
    return str(SHEET.list(rows, now))


def _hold(desk: Desk, card: Card | None, name: str, value: Any) -> Any:
    """Let a field of a card, or of the whole report, hold a *value*, and take what is chosen or typed instead."""
    key = f"add-{name}-{card.key}" if card else f"add-h-{name}"
    st.session_state[key] = value
    return {"key": key, "on_change": lambda: take(desk, card, name, st.session_state[key])}


def _choose(label: str, options: Mapping[Any, str], **more: Any) -> Any:
    """Show a list of what may be chosen, by what it is called."""
    more = {"index": None, "filter_mode": "contains", **more}
    return st.selectbox(label, list(options), format_func=lambda one: options.get(one, str(one)), **more)


def _name_words(vocabulary: Vocabulary, table: str, *likely: Any) -> dict[Any, str]:
    """Name the words of a table: what is likely, then all by name."""
    every = dict.fromkeys(name for name in (*likely, *vocabulary.table(table)) if name is not None)
    names = {name: name_word(vocabulary, table, name) for name in every}
    return dict(sorted(names.items(), key=lambda one: (0, "") if one[0] in likely else (1, one[1].casefold())))


def show_header(collection: Collection, desk: Desk) -> None:
    """Show what holds for the whole report; one correction mends every card that depends on it."""
    step, words, main = desk.step, desk.vocabulary, desk.read.place
    known, place = step.document, step.place or main.value
    names = {known.publisher or "", *(source.publisher for source in collection.reports.values())} - {""}
    names |= {one.name for one in words.speakers.values() if one.type == "publisher" and one.named}
    # Who published it is often named, most of all in what stands around its text.
    likely = sorted(names, key=lambda name: (-desk.text.count(name.removeprefix("The ")), name.casefold()))
    held = partial(_hold, desk, None)
    with st.container(horizontal=True, gap="small", key="add-header"):
        more: Any = {"accept_new_options": True, "placeholder": "Choose or type", **held("publisher", known.publisher)}
        _choose("Publisher", dict(zip(likely, likely, strict=True)), width=190, **more)
        more = {"format": "YYYY-MM-DD", **held("published", known.published)}
        st.date_input("Published on", min_value=date(1900, 1, 1), width=180, **more)
        places = _name_words(words, "places", place, main.value, *main.others)
        _choose("Main place", places, width=160, **held("place", place))
        _choose("Kind", _LISTS["kind"], width=140, **held("kind", step.kind))
        st.text_input("Title", max_chars=300, width=230, **held("title", known.title or ""))
        st.text_input("Address", max_chars=2_000, width=160, **held("url", known.url or ""))


def show_fields(desk: Desk, card: Card, vias: Iterable[str]) -> None:
    """Show the fields of a card to change, three to a row, and what may hold for all cards below."""
    keys = ENTRIES[f"{card.kind}s"].model_fields
    columns: list[Any] = []
    with st.container(key="add-fields", gap="small"):
        for name, label in FIELDS["labels"].items():
            if _KEYS.get(name, name) in keys:
                columns = columns or list(st.columns(3, gap="small"))
                with columns.pop(0):
                    _show_field(desk, card, name, label, vias)
        below = desk.cards[desk.cards.index(card) + 1 :]
        if below:
            with st.container(horizontal=True, gap="small", key="add-spread", vertical_alignment="center"):
                show_html(write("status", "The same for all below:"), width="content")
                for name in _OPEN:
                    more: Any = {"on_click": _spread, "args": (desk, name, card, below), "type": "tertiary"}
                    st.button(FIELDS["labels"][name], key=f"add-spread-{name}", **more)


def _show_field(desk: Desk, card: Card, name: str, label: str, vias: Iterable[str]) -> None:
    """Show a field: what holds now and the runners-up come first in its list."""
    value, guess = write_answer(card, name), card.fields.get(_KEYS.get(name, name))
    likely = (value, *(guess.others if guess else ()))
    options: Mapping[Any, str] = _LISTS.get(name, {})
    if name in ("indicator", "group", "place", "speaker"):
        options = _name_words(desk.vocabulary, f"{name}s", *likely)
    elif name == "via":
        options = {one: one for one in (*likely, *vias) if one}
    elif name == "days":
        published = desk.step.document.published
        week = [published - timedelta(back) for back in range(8)] if published else []
        days = [value, *(one.isoformat() for one in (*likely, *week) if isinstance(one, date)), ""]
        options = {day: start(write_window(Window(*read_days(day)))) if day else "not stated" for day in days}
    is_list = bool(options) or name in _OPEN
    held = _hold(desk, card, name, value if is_list else value or "") | {"help": FIELDS["help"].get(name)}
    if is_list:
        _choose(label, options, accept_new_options=name in _OPEN, placeholder="–", **held)
    else:
        st.text_input(label, max_chars=2_000, **held)


def _spread(desk: Desk, name: str, card: Card, below: Sequence[Card]) -> None:
    """Let all cards below have the same place, days, speaker or carrier, each as its own sentence words it."""
    desk.edit({one.key: read_answer(desk, one, name, write_answer(card, name)) for one in below})


def show_new_word(desk: Desk, card: Card, field: str, name: str, marked: str | None, proposed: str | None) -> None:
    """Ask for what a new place or speaker must have; it is checked as the files' rows are."""
    table, vocabulary, told = f"{field}s", desk.vocabulary, st.container()
    with st.form(f"new-{table}", border=True):
        show_html(write("status", f"New {field}: it is in no list yet."))
        known = _choose("One that is known", _name_words(vocabulary, table))
        row = {"name": st.text_input("Or a new one, by name", name, max_chars=300)}
        if table == "places":
            row |= _ask_place(vocabulary)
        else:
            kind = _choose("Kind of voice", _LISTS["speaker_type"])
            named = st.checkbox("It has a name: a person, an office or a body", True)
            row |= {"type": kind or "", "named": "true" if named else "false"}
        with st.container(horizontal=True, gap="small"):
            added = st.form_submit_button("Add", type="primary")
            left = st.form_submit_button("Leave it")
    changes: dict[str, Any] = {}
    if added and not known:
        known = find_free(proposed or make_id(row["name"]), vocabulary.table(table))
        row = {"id": known, **{key: text for key, text in row.items() if text}}
        desk.vocabulary, faults = add_words(vocabulary, {table: [row]})
        if faults:
            lines = [fault.message for fault in faults]
            if table == "places" and "country" not in row:
                lines = ["Country: missing, expected what it lies in, or three letters such as SYR"]
            with told:
                show_html(write("banner", "This word was not added.", lines))
            return
        changes = {"words": (*desk.step.words, (table, row))}
    if added:
        known_card = replace(card, fields={**card.fields, field: replace(card.fields[field], value=known)})
        desk.asked = find_unknown(known_card, desk.vocabulary) if proposed else None
        if proposed and not desk.asked:
            changes |= {"states": {**desk.step.states, card.key: "accepted"}, "now": ""}
        values = {} if known == proposed else desk.name(card, field, known, marked)
        desk.edit({card.key: values}, **changes)
    if added or left:
        desk.asked = desk.asked if added else None
        st.rerun()


def _ask_place(vocabulary: Vocabulary) -> dict[str, str]:
    """Ask where a new place is: what it lies in gives its country; without a coordinate it is on no map."""
    inside = _choose("Lies in", _name_words(vocabulary, "places"))
    left, right = st.columns([1, 2], gap="small")
    country = left.text_input("Country", placeholder="SYR", max_chars=3, help="Three letters; else as what it lies in")
    where = right.text_input("Latitude, longitude, radius in km", placeholder="36.20, 37.16, 2 (or nothing)")
    around = vocabulary.places.get(inside or "")
    parts = [part.strip() for part in where.split(",") if part.strip()]
    return {
        "within": inside or "",
        "country": country.upper() or (around.country if around else ""),
        "admin1": (around.admin1 or "") if around else "",
        **dict(zip(("lat", "lon", "radius_km"), parts, strict=False)),
        "place_precision": "2" if parts else "3",
        "basis": f"{'Coordinate' if parts else 'No coordinate'} given by who entered the report.",
    }


def show_teaching(desk: Desk, card: Card) -> None:
    """Let a reader teach a word that tells of what this card counts: the text is read anew with it, others too."""
    with st.expander("Teach a word that tells of this", type="compact"), st.form("teach", border=False):
        words = st.text_input("The word in its forms, with | between them", placeholder="washed away|wash away")
        takes = _choose("It stands", _LISTS["takes"], index=0)
        if not st.form_submit_button("Teach"):
            return
    row = {"id": make_id(words.partition("|")[0]), "takes": takes or "", "words": words}
    row |= {"indicators": card.value("indicator"), "description": "Added while a report was read."}
    try:
        Predicate.model_validate(row)
    except ValidationError as error:
        show_html(write("banner", "This word was not added.", [expectation_of(error.errors()[0])]))
        return
    desk.change(words=(*desk.step.words, (PREDICATES, row)))
    st.rerun()
