"""The fields of a card, and of the whole report, as lists with what is likely first; new words are added here too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import streamlit as st
from pydantic import ValidationError

from dashboard.collection import Collection, Vocabulary
from dashboard.collection.faults import expectation_of
from dashboard.collection.vocabulary import add_words, names_of
from dashboard.collection.worker import WorkError, run_limited
from dashboard.reading.draft import NOBODY, PREDICATES, UNSAID
from dashboard.reading.lexicon import Predicate
from dashboard.reading.proposals import Document, Proposals, Span
from dashboard.reading.rules import make_rules
from dashboard.reading.words import make_id
from dashboard.records.folding import fold_searched
from dashboard.records.model import MAX_QUOTE_WORDS, SPEAKER_TYPES, VOCABULARY
from dashboard.records.moments import Moment, Window
from dashboard.views import judging
from dashboard.views.judging import Card, Desk
from dashboard.views.own import read_current
from dashboard.views.sheet import name_word
from dashboard.views.text import show_banner
from dashboard.wording.days import write_window
from dashboard.wording.numbers import start
from dashboard.wording.sentences import FIELDS, VALUES

DESK, OPEN, NEW, TOLD = "add-desk", "add-editing", "add-new", "add-told"
TABLES = tuple(VOCABULARY)
_OF_FIGURE = [name for name in FIELDS["labels"] if name not in ("status", "reason")]
_OF_GAP = ("indicator", "group", "status", "place", "days", "speaker", "via", "reason")
_TABLES = {"indicator": "indicators", "group": "groups", "place": "places", "speaker": "speakers"}
_LISTS: dict[str, dict[Any, str]] = {**VALUES, **FIELDS, "provisional": {False: "final", True: "expects more"}}
_TYPED = ("number", "of_total", "caveat", "reason")
# Lists to which a new answer may be typed.
_OPEN = ("place", "days", "speaker", "via")
_SPREAD = ("place", "days", "speaker", "via")
_HELP = {"days": "Or type 2016-09-22, or 2016-09-22/2016-09-24"}
_FIRST_DAY = date(1900, 1, 1)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def show_header(collection: Collection, desk: Desk, read: Proposals) -> None:
    """Show what holds for the whole report; one correction mends every card that depends on it."""
    header, words, text = desk.held["header"], collection.vocabulary, desk.held["text"]
    publishers = {source.publisher for source in collection.reports.values()}
    publishers |= {one.name for one in words.speakers.values() if one.type == "publisher" and one.named}
    publishers |= {header.get("publisher")} - {None}
    # Who published it is often named, most of all in what stands around its text.
    likely = sorted(publishers, key=lambda name: (-text.count(name.removeprefix("The ")), name.casefold()))
    place = header.get("place") or read.place.value
    places = _rank(place, (read.place.value, *read.place.others), words.places)
    kinds, kind = _LISTS["kind"], header.get("kind") or "news_article"
    with st.container(horizontal=True, gap="small", key="add-header"):
        new: dict[str, Any] = {"accept_new_options": True, "width": 190, "placeholder": "Choose or type"}
        _ask(st.selectbox, "publisher", "Publisher", header.get("publisher"), likely, **_SEARCHED, **new)
        day = {"min_value": _FIRST_DAY, "format": "YYYY-MM-DD", "width": 180}
        _ask(st.date_input, "published", "Published on", header.get("published"), None, **day)
        called: Callable[[Any], str] = lambda one: name_word(words, "places", one)  # noqa: E731
        _ask(st.selectbox, "place", "Main place", place, places, format_func=called, width=160, **_SEARCHED)
        _ask(st.selectbox, "kind", "Kind", kind, list(kinds), format_func=kinds.get, width=140, **_SEARCHED)
        _ask(st.text_input, "title", "Title", header.get("title") or "", max_chars=300, width=230)
        _ask(st.text_input, "url", "Address", header.get("url") or "", max_chars=2_000, width=160)


_SEARCHED: dict[str, Any] = {"index": None, "filter_mode": "contains"}


def _ask(widget: Callable[..., Any], name: str, label: str, value: Any, *options: Any, **more: Any) -> None:
    key = f"add-h-{name}"
    st.session_state[key] = value
    widget(label, *options, key=key, on_change=_take_header, args=(name,), **more)


def _take_header(name: str) -> None:
    desk = find_desk()
    if desk is not None:
        desk.set_header(**{name: st.session_state[f"add-h-{name}"] or None})


def find_desk() -> Desk | None:
    """Return the report that this session reads; None where it reads none."""
    held = st.session_state.get(DESK)
    return Desk(held) if held else None


def _rank(value: Any, others: Iterable[Any], words: Mapping[str, Any]) -> list[Any]:
    """Return what may be chosen: what holds now, the runners-up, then all other words of the table by name."""
    rest = sorted(words, key=lambda name: str(getattr(words[name], "label", None) or words[name].name).casefold())
    return [name for name in dict.fromkeys([value, *others, *rest]) if name is not None]


def show_fields(desk: Desk, vocabulary: Vocabulary, card: Card, cards: Sequence[Card], vias: Iterable[str]) -> None:
    """Show the fields of a card to change, three to a row, and what may hold for all cards below."""
    columns: list[Any] = []
    with st.container(key="add-fields", gap="small"):
        for name in _OF_FIGURE if card.is_figure else _OF_GAP:
            columns = columns or list(st.columns(3, gap="small"))
            key, value = f"add-{name}-{card.key}", _WRITTEN.get(name, lambda one, name=name: one.value(name))(card)
            value = UNSAID.get(name) if value is None else value
            more: dict[str, Any] = {"key": key, "on_change": _take, "args": (name, key, card), "help": _HELP.get(name)}
            if name in _TYPED:
                st.session_state[key] = "" if value is None else str(value)
                columns.pop(0).text_input(FIELDS["labels"][name], max_chars=2_000, **more)
                continue
            options, called = _list_options(name, value, desk, vocabulary, card, vias)
            st.session_state[key] = value if value in options else None
            more |= {"format_func": called, "accept_new_options": name in _OPEN, "index": None}
            columns.pop(0).selectbox(FIELDS["labels"][name], options, filter_mode="contains", placeholder="–", **more)
        below = cards[[one.key for one in cards].index(card.key) + 1 :]
        if below:
            with st.container(horizontal=True, gap="small", key="add-spread", vertical_alignment="center"):
                st.html('<p class="status">The same for all below:</p>', width="content")
                for name in _SPREAD:
                    args = (name, card, below)
                    st.button(
                        FIELDS["labels"][name], key=f"add-spread-{name}", on_click=_spread, args=args, type="tertiary"
                    )


def show_teaching(card: Card) -> None:
    """Let a reader teach a word that tells of what this card counts: the text is read anew with it, others too."""
    with st.expander("Teach a word that tells of this", type="compact"), st.form("teach", border=False):
        words = st.text_input("The word in its forms, with | between them", placeholder="washed away|wash away")
        takes = st.selectbox("It stands", list(FIELDS["takes"]), format_func=lambda one: FIELDS["takes"][one])
        if not st.form_submit_button("Teach"):
            return
    desk, indicator = find_desk(), card.value("indicator")
    row = {"id": make_id(words.partition("|")[0]), "takes": takes or "", "words": words, "indicators": indicator or ""}
    row["description"] = "Added while a report was read."
    try:
        Predicate.model_validate(row)
    except ValidationError as error:
        show_banner("This word was not added.", [expectation_of(error.errors()[0])])
        return
    if desk is not None:
        desk.add_word(PREDICATES, row)
        st.rerun()


def _list_options(
    name: str, value: Any, desk: Desk, vocabulary: Vocabulary, card: Card, vias: Iterable[str]
) -> tuple[list[Any], Callable[[Any], str]]:
    """Return what a field may hold, what holds now and the runners-up first, and what people call it."""
    if name in _LISTS:
        return list(_LISTS[name]), lambda one: _LISTS[name].get(one, str(one))
    guess = card.proposal.fields.get("date_start" if name == "days" else name)
    others = guess.others if guess else ()
    if name in _TABLES:
        table = _TABLES[name]
        return _rank(value, others, vocabulary.table(table)), lambda one: name_word(vocabulary, table, one)
    if name == "via":
        return [one for one in dict.fromkeys([value, *others, *vias]) if one], str
    published = desk.held["header"].get("published")
    week = [date.fromordinal(published.toordinal() - back).isoformat() for back in range(8)] if published else []
    days = [write_days(one, one) for one in others if isinstance(one, date)]
    return list(dict.fromkeys([value, *days, *week, ""])), _call_days


def write_days(first: Moment | None, last: Moment | None) -> str:
    """Write days so that they can be typed: "2016-09-22", "2016-09-22/2016-09-24", "/2016-09-24", "" for not stated."""
    if first == last:
        return first.isoformat() if first else ""
    return "/".join(one.isoformat() if one else "" for one in (first, last))


def read_days(text: str) -> tuple[Moment | None, Moment | None]:
    """Read what :func:`write_days` writes; raises ``ValueError`` with what was expected."""
    try:
        ends = [_read_moment(part.strip()) for part in text.split("/")]
    except ValueError:
        ends = []
    if len(ends) not in (1, 2):
        raise ValueError(f"{text[:40]!r}, expected a day such as 2016-09-22, or two with / between them")
    return ends[0], ends[-1]


def _read_moment(text: str) -> Moment | None:
    if not text:
        return None
    return date.fromisoformat(text) if _DAY.fullmatch(text) else datetime.fromisoformat(text)


def _call_days(text: str) -> str:
    try:
        window = Window(*read_days(text))
    except ValueError:
        return text
    return start(write_window(window)) if window.known else "not stated"


def write_value(card: Card) -> str:
    """Write a card's number so that it can be typed: "80", "200–300", "dozens"."""
    low, high = card.value("value_low"), card.value("value_high")
    if low is not None or high is not None:
        return f"{low}–{high}"
    value = card.value("value")
    return str(card.value("magnitude") or "") if value is None else str(value)


def read_value(text: str) -> dict[str, Any]:
    """Read a number, a range or a word for a magnitude as fields of a record."""
    fields: dict[str, Any] = dict.fromkeys(("value", "value_low", "value_high", "value_best", "magnitude"))
    numbers = [_read_number(part) for part in re.split(r"\s*(?:–|-|\bto\b)\s*", text.strip())]
    if None in numbers or len(numbers) > 2:
        return fields | {"magnitude": text.strip(), "qualifier": "vague"}
    if len(numbers) == 2:
        return fields | {"value_low": numbers[0], "value_high": numbers[1], "qualifier": "range"}
    return fields | {"value": numbers[0]}


def _read_number(text: str) -> int | float | None:
    plain = text.replace(",", "").replace("\u00a0", "").strip()
    if not re.fullmatch(r"\d{1,12}(\.\d{1,6})?", plain):
        return None
    return float(plain) if "." in plain else int(plain)


_WRITTEN: Mapping[str, Callable[[Card], Any]] = {
    "days": lambda card: write_days(card.value("date_start"), card.value("date_end")),
    "number": write_value,
}


def _take(name: str, key: str, card: Card) -> None:
    """Give the desk what was chosen or typed for a field; a word that is not known is asked for."""
    desk, answer = find_desk(), st.session_state[key]
    if desk is None:
        return
    try:
        values = _read_answer(desk, name, answer, card)
    except ValueError as error:
        st.session_state[TOLD] = ("This was not taken.", [str(error)])
        return
    if values is not None:
        desk.set({card.key: values})


def _read_answer(desk: Desk, name: str, answer: Any, card: Card) -> dict[str, Any] | None:
    text, vocabulary = desk.held["text"], current_vocabulary(desk)
    if name in ("place", "speaker"):
        if answer is not None and answer not in vocabulary.table(f"{name}s"):
            ask_for_word(f"{name}s", str(answer))
            return None
        return judging.word_by_hand(text, card, name, answer or "", vocabulary)
    if name == "days":
        return judging.days_by_hand(card, *read_days(answer or ""))
    if name == "number":
        read = read_value(answer)
        if card.value("qualifier") in ("range", "vague") and read.get("value") is not None:
            read["qualifier"] = "exact"
        return read
    if name == "of_total":
        number = _read_number(answer)
        if answer.strip() and number is None:
            raise ValueError(f"{answer[:40]!r}, expected a number such as 4")
        return {"of_total": number}
    return {name: answer.strip() or None if isinstance(answer, str) else answer}


def current_vocabulary(desk: Desk) -> Vocabulary:
    """Return the vocabulary as it is now, with the words that were added while the report was read."""
    collection = read_current()
    assert collection is not None
    return extend(collection.vocabulary, desk)


def extend(vocabulary: Vocabulary, desk: Desk) -> Vocabulary:
    """Return *vocabulary* with the words that were added while the report was read, its publisher and nobody."""
    words = {table: list(rows) for table, rows in desk.held["words"].items() if table in TABLES}
    names = {name.casefold() for speaker in vocabulary.speakers.values() for name in names_of(speaker)}
    voices = [row for row in _list_voices(desk) if names.isdisjoint((row["id"], row["name"].casefold()))]
    return add_words(vocabulary, {**words, "speakers": [*words.get("speakers", ()), *voices]})[0]


def list_words(vocabulary: Vocabulary, desk: Desk, cards: Iterable[Card]) -> dict[str, tuple[Mapping[str, str], ...]]:
    """Return the rows that the report's file needs beside those of *vocabulary*: what was added, and its publisher."""
    words = {table: tuple(rows) for table, rows in desk.held["words"].items()}
    named = {card.value("speaker") for card in cards} - vocabulary.speakers.keys()
    voices = tuple(row for row in (*words.get("speakers", ()), *_list_voices(desk)) if row["id"] in named)
    return {**words, "speakers": voices}


def _list_voices(desk: Desk) -> list[dict[str, str]]:
    """Return the rows of who speaks where a report credits nobody: itself, or nobody at all."""
    publisher = desk.held["header"].get("publisher")
    rows = [{"id": NOBODY, "name": "Nobody credited", "type": "publisher", "named": "false"}]
    if publisher:
        rows.append({"id": make_id(publisher), "name": publisher, "type": "publisher", "named": "true"})
    return rows


def _spread(name: str, card: Card, below: Sequence[Card]) -> None:
    """Let all cards below have the same place, days, speaker or carrier, each as its own sentence words it."""
    desk = find_desk()
    if desk is None:
        return
    text, vocabulary = desk.held["text"], current_vocabulary(desk)

    def make(one: Card) -> dict[str, Any]:
        if name == "days":
            return judging.days_by_hand(one, card.value("date_start"), card.value("date_end"))
        if name == "via":
            return {"via": card.value("via")}
        return judging.word_by_hand(text, one, name, card.value(name), vocabulary)

    desk.set({one.key: make(one) for one in below})


def ask_for_word(table: str, name: str, span: Span | None = None, id_: str = "", accepts: str = "") -> None:
    """Open the form of a new place or speaker; *accepts* is the key of the card that is accepted with it."""
    found = {"table": table, "name": name, "span": span and tuple(span), "id": id_, "accepts": accepts}
    st.session_state[NEW] = found


def find_unknown(card: Card, vocabulary: Vocabulary) -> tuple[str, str, str] | None:
    """Return the first place or speaker of a card that no row has: table, id and its name in the text."""
    for field, table in (("place", "places"), ("speaker", "speakers")):
        name = card.value(field)
        if name and name not in vocabulary.table(table):
            return table, name, card.value(f"{field}_as_written") or name.replace("-", " ").title()
    return None


def show_new_word(vocabulary: Vocabulary, card: Card) -> None:
    """Ask for what a new place or speaker must have; it is checked as the files' rows are."""
    asked = st.session_state[NEW]
    table = asked["table"]
    with st.form(f"new-{table}", border=True):
        st.html(f'<p class="status">New {table.removesuffix("s")}: it is in no list yet.</p>')
        words = vocabulary.table(table)
        known = st.selectbox(
            "One that is known", _rank(None, (), words), None, lambda one: name_word(vocabulary, table, one)
        )
        row: dict[str, str] = {"name": st.text_input("Or a new one, by name", asked["name"], max_chars=300)}
        if table == "places":
            row |= _ask_place(vocabulary)
        else:
            kinds = list(SPEAKER_TYPES)
            called = VALUES["speaker_type"]
            row["type"] = st.selectbox("Kind of voice", kinds, None, lambda one: called.get(one, one)) or ""
            row["named"] = "true" if st.checkbox("It has a name: a person, an office or a body", True) else "false"
        with st.container(horizontal=True, gap="small"):
            added = st.form_submit_button("Add", type="primary")
            if st.form_submit_button("Leave it"):
                st.session_state.pop(NEW)
                st.rerun()
    if added and known:
        _use_word(asked, known, card)
    elif added:
        _add_word(asked, {key: value for key, value in row.items() if value}, card)


def _ask_place(vocabulary: Vocabulary) -> dict[str, str]:
    inside = st.selectbox("Lies in", list(vocabulary.places), None, lambda one: name_word(vocabulary, "places", one))
    left, right = st.columns([1, 2], gap="small")
    country = left.text_input("Country", placeholder="SYR", max_chars=3, help="Three letters; else as what it lies in")
    where = right.text_input("Latitude, longitude, radius in km", placeholder="36.20, 37.16, 2 (or nothing)")
    return read_place(inside, country, where, vocabulary)


def _add_word(asked: Mapping[str, Any], row: dict[str, str], card: Card) -> None:
    desk, table = find_desk(), asked["table"]
    assert desk is not None
    vocabulary = current_vocabulary(desk)
    wanted, known = asked["id"] or make_id(row.get("name", "")), vocabulary.table(table)
    name = next(one for one in (wanted, *(f"{wanted}-{at}" for at in range(2, 1_000))) if one not in known)
    faults = add_words(vocabulary, {table: [{"id": name, **row}]})[1]
    if faults:
        show_banner("This word was not added.", [fault.message for fault in faults])
        return
    desk.add_word(table, {"id": name, **row})
    _use_word(asked, name, card)


def _use_word(asked: Mapping[str, Any], name: str, card: Card) -> None:
    """Give a card the word that was asked for, and accept it where that waited for the word."""
    desk, table = find_desk(), asked["table"]
    assert desk is not None
    st.session_state.pop(NEW)
    if name != card.value(table.removesuffix("s")):
        field, vocabulary = table.removesuffix("s"), current_vocabulary(desk)
        span = Span(*asked["span"]) if asked["span"] else None
        desk.set({card.key: judging.word_by_hand(desk.held["text"], card, field, name, vocabulary, span)})
    if asked["accepts"] == card.key:
        desk.held["states"][card.key], desk.held["now"] = "accepted", ""
    st.rerun()


def read_place(inside: str | None, country: str, where: str, vocabulary: Vocabulary) -> dict[str, str]:
    """Return the fields of a new place: what it lies in gives its country; without a coordinate it is on no map."""
    around = vocabulary.places.get(inside or "")
    row = {"within": inside or "", "country": country.upper() or (around.country if around else "")}
    row["admin1"] = (around.admin1 or "") if around else ""
    parts = [part.strip() for part in where.split(",") if part.strip()]
    row |= dict(zip(("lat", "lon", "radius_km"), parts, strict=False))
    basis = "Coordinate given by who entered the report." if parts else "No coordinate was given when it was added."
    return row | {"place_precision": "2" if parts else "3", "basis": basis}


def mark(desk: Desk, card: Card, field: str, span: Span) -> None:
    """Take words that were marked in the text as the place, days, speaker, carrier or quote of a card."""
    words = desk.held["text"][slice(*span)]
    if field in ("place", "speaker"):
        vocabulary = current_vocabulary(desk)
        name = find_exactly(vocabulary, f"{field}s", words)
        if name is None:
            ask_for_word(f"{field}s", words, span)
        else:
            desk.set({card.key: judging.word_by_hand(desk.held["text"], card, field, name, vocabulary, span)})
    elif field == "via":
        desk.set({card.key: {"via": words}})
    elif field == "quote":
        _mark_quote(desk, card, span, words)
    elif field == "days":
        _mark_days(desk, card, span)


def find_exactly(vocabulary: Vocabulary, table: str, words: str) -> str | None:
    """Return the id of the word that is called so, whatever its case and accents; None where there is none."""
    found = vocabulary.find(table, words)
    if found is None or fold_searched(words) not in map(fold_searched, names_of(vocabulary.table(table)[found])):
        return None
    return found


def _mark_quote(desk: Desk, card: Card, span: Span, words: str) -> None:
    number, count = card.proposal.span, len(words.split())
    if count > MAX_QUOTE_WORDS:
        told = f"{count} words, expected at most {MAX_QUOTE_WORDS}: the shortest that carries the figure."
    elif not (span.start <= number.start and number.end <= span.end):
        told = "It does not hold the number, expected words around it."
    else:
        desk.set({card.key: {"quote": tuple(span)}})
        return
    st.session_state[TOLD] = ("This quote was not taken.", [told])


def _mark_days(desk: Desk, card: Card, span: Span) -> None:
    try:
        found = run_limited(read_times, desk.document, current_vocabulary(desk), span)
    except WorkError as error:
        st.session_state[TOLD] = ("These days were not taken.", [str(error)])
        return
    if not found:
        told = "No day was understood in these words; choose it in the list."
        st.session_state[TOLD], st.session_state[OPEN] = ("These days were not taken.", [told]), True
        return
    first, last, basis = found[0]
    written = desk.held["text"][slice(*span)]
    desk.set({card.key: judging.days_by_hand(card, first, last) | {"date_as_written": written, "date_basis": basis}})


def read_times(
    document: Document, vocabulary: Vocabulary, span: Span
) -> list[tuple[Moment | None, Moment | None, str]]:
    """Return the times that a piece of a text names: first and last moment, and how they were established."""
    times = make_rules(document, vocabulary).days.times
    return [(one.start, one.end, one.basis) for one in times if one.span.start < span.end and span.start < one.span.end]
