"""The fields of a card, and of the whole report, as lists with what is likely first; new words are added here too."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import streamlit as st
from pydantic import TypeAdapter, ValidationError

from dashboard.collection import Collection, Vocabulary
from dashboard.collection.faults import expectation_of, show
from dashboard.collection.numbers import find_numbers
from dashboard.collection.vocabulary import add_words, names_of
from dashboard.reading.draft import NOBODY, PREDICATES, UNSAID, find_free
from dashboard.reading.lexicon import Predicate
from dashboard.reading.proposals import OTHER_NUMBER, TOO_LONG, Span, hold
from dashboard.reading.words import make_id
from dashboard.records.folding import fold_searched
from dashboard.records.model import ENTRIES, When
from dashboard.records.moments import Moment, Window
from dashboard.views.judging import Asked, Card, Desk, Step, days_by_hand
from dashboard.views.sheet import name_word
from dashboard.views.visit import show_html, write
from dashboard.wording.days import write_window
from dashboard.wording.sentences import FIELDS, VALUES, start

_TABLES = {"indicator": "indicators", "group": "groups", "place": "places", "speaker": "speakers"}
_LISTS: dict[str, dict[Any, str]] = {**VALUES, **FIELDS, "provisional": {False: "final", True: "expects more"}}
# A new answer may be typed to these, and all cards below may have the same.
_OPEN = ("place", "days", "speaker", "via")
_HELP = {
    "days": "Or type 2016-09-22, or 2016-09-22/2016-09-24",
    "number": "80, 3 of 4, 200–300, or a word such as dozens",
}
# The key of a record that stands for a field which holds several.
_KEYS = {"days": "date_start", "number": "value"}
_MOMENT: TypeAdapter[Moment] = TypeAdapter(When)


def _ask(widget: Callable[..., Any], label: str, key: str, value: Any, take: Callable[..., None], *args: Any) -> None:
    """Show a field that holds a *value*; *take* is called with *args* and its *key* when it changes."""
    st.session_state[key] = value
    widget(label, key=key, on_change=take, args=(*args, key))


def _choose(options: Iterable[Any], call: Callable[[Any], str] = str, **more: Any) -> Callable[..., Any]:
    """Return the list of what may be chosen, each once, by what it is called."""
    offered = list(dict.fromkeys(options))
    return partial(st.selectbox, options=offered, format_func=call, index=None, filter_mode="contains", **more)


def _choose_word(vocabulary: Vocabulary, table: str, *likely: Any, **more: Any) -> Callable[..., Any]:
    """Return the list of a table's words: what is likely, then all by name."""
    call = partial(name_word, vocabulary, table)
    rest = sorted(vocabulary.table(table), key=lambda name: call(name).casefold())
    return _choose([name for name in (*likely, *rest) if name is not None], call, **more)


def _choose_value(name: str, **more: Any) -> Callable[..., Any]:
    """Return the list of what a field with few values may hold."""
    return _choose(_LISTS[name], _LISTS[name].__getitem__, **more)


def show_header(collection: Collection, desk: Desk) -> None:
    """Show what holds for the whole report; one correction mends every card that depends on it."""
    step, words, main = desk.step, desk.vocabulary, desk.read.place
    known, place = step.document, step.place or main.value
    publishers = {known.publisher or "", *(source.publisher for source in collection.reports.values())} - {""}
    publishers |= {one.name for one in words.speakers.values() if one.type == "publisher" and one.named}
    # Who published it is often named, most of all in what stands around its text.
    likely = sorted(publishers, key=lambda name: (-desk.text.count(name.removeprefix("The ")), name.casefold()))
    publisher = _choose(likely, accept_new_options=True, placeholder="Choose or type", width=190)
    day = partial(st.date_input, min_value=date(1900, 1, 1), format="YYYY-MM-DD", width=180)
    places = _choose_word(words, "places", place, main.value, *main.others, width=160)
    fields = (
        ("publisher", "Publisher", publisher, known.publisher),
        ("published", "Published on", day, known.published),
        ("place", "Main place", places, place),
        ("kind", "Kind", _choose_value("kind", width=140), step.kind),
        ("title", "Title", partial(st.text_input, max_chars=300, width=230), known.title or ""),
        ("url", "Address", partial(st.text_input, max_chars=2_000, width=160), known.url or ""),
    )
    with st.container(horizontal=True, gap="small", key="add-header"):
        for name, label, widget, value in fields:
            _ask(widget, label, f"add-h-{name}", value, _take_header, desk, name)


def _take_header(desk: Desk, name: str, key: str) -> None:
    value: Any = st.session_state[key] or None
    if name in ("place", "kind"):
        desk.change(**{name: value or getattr(Step, name)})
    else:
        desk.change(document=replace(desk.step.document, **{name: value}))


def show_fields(desk: Desk, card: Card, vias: Iterable[str]) -> None:
    """Show the fields of a card to change, three to a row, and what may hold for all cards below."""
    keys = ENTRIES[f"{card.proposal.kind}s"].model_fields
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
                    more: dict[str, Any] = {"on_click": _spread, "args": (desk, name, card, below)}
                    st.button(FIELDS["labels"][name], key=f"add-spread-{name}", type="tertiary", **more)


def _show_field(desk: Desk, card: Card, name: str, label: str, vias: Iterable[str]) -> None:
    """Show a field: what holds now and the runners-up come first in its list."""
    value, guess = _write(card, name), card.proposal.fields.get(_KEYS.get(name, name))
    others = guess.others if guess else ()
    more: dict[str, Any] = {"help": _HELP.get(name), "accept_new_options": name in _OPEN, "placeholder": "–"}
    if name in _LISTS:
        widget = _choose_value(name, **more)
    elif name in _TABLES:
        widget = _choose_word(desk.vocabulary, _TABLES[name], value, *others, **more)
    elif name == "via":
        widget = _choose(filter(None, (value, *others, *vias)), **more)
    elif name == "days":
        published = desk.step.document.published
        week = [(published - timedelta(back)).isoformat() for back in range(8)] if published else []
        likely = [one.isoformat() for one in others if isinstance(one, date)]
        widget = _choose([value, *likely, *week, ""], _call_days, **more)
    else:
        widget, value = partial(st.text_input, max_chars=2_000, help=_HELP.get(name)), value or ""
    _ask(widget, label, f"add-{name}-{card.key}", value, _take, desk, card, name)


def _write(card: Card, name: str) -> Any:
    """Return what a field of a card holds, as it is chosen or typed."""
    if name == "days":
        ends = [one.isoformat() if one else "" for one in (card.value("date_start"), card.value("date_end"))]
        return "/".join(dict.fromkeys(ends))
    if name == "number":
        return _write_number(card)
    value = card.value(name)
    return UNSAID.get(name) if value is None else value


def _read_days(text: str) -> tuple[Moment | None, Moment | None]:
    first, *last = (_MOMENT.validate_python(part.strip()) if part.strip() else None for part in text.split("/", 1))
    return first, last[0] if last else first


def _call_days(text: str) -> str:
    with suppress(ValueError):
        window = Window(*_read_days(text))
        return start(write_window(window)) if window.known else "not stated"
    return text


def _write_number(card: Card) -> str:
    """Write a number as it is typed: "80", "3 of 4", "200–300", "dozens"."""
    value, low, high, total = map(card.value, ("value", "value_low", "value_high", "of_total"))
    if low is not None or high is not None:
        return f"{low}–{high}"
    if value is None:
        return str(card.value("magnitude") or "")
    return str(value) if total is None else f"{value} of {total}"


def _read_number(text: str, language: str, qualifier: str | None = None) -> dict[str, Any]:
    """Read what was typed as a text is read; the *qualifier* stays where none is typed."""
    found = [one for one in find_numbers(text, language) if one.kind in ("count", "share")]
    if len(found) > 1:
        raise ValueError(f"{show(text)}, expected one number: {_HELP['number']}")
    fields: dict[str, Any] = dict.fromkeys(("value", "value_low", "value_high", "value_best", "of_total", "magnitude"))
    if not found or found[0].form == "vague":
        return fields | {"magnitude": text.strip() or None, "qualifier": "vague"}
    one = found[0]
    kept = qualifier if one.qualifier == "exact" and qualifier not in ("range", "vague") else None
    fields |= {"value": one.value, "value_low": one.low, "value_high": one.high, "of_total": one.of_total}
    return fields | {"qualifier": kept or one.qualifier}


def _take(desk: Desk, card: Card, name: str, key: str) -> None:
    """Take what was chosen or typed for a field; a word that is not known is asked for."""
    answer = st.session_state[key]
    if name in ("place", "speaker") and answer and answer not in desk.vocabulary.table(_TABLES[name]):
        desk.asked = Asked(name, str(answer))
        return
    try:
        desk.edit({card.key: _read(desk, card, name, answer)})
    except ValueError as error:
        told = expectation_of(error.errors()[0]) if isinstance(error, ValidationError) else str(error)
        desk.told = ("This was not taken.", [told])


def _read(desk: Desk, card: Card, name: str, answer: Any) -> dict[str, Any]:
    """Return what an answer makes of the fields of a card; raises ``ValueError`` with what was expected."""
    if name in ("place", "speaker"):
        return desk.word(card, name, answer or "")
    if name == "days":
        return days_by_hand(card, *_read_days(answer or ""))
    if name == "number":
        return _read_number(answer, desk.read.language, card.value("qualifier"))
    return {name: answer.strip() or None if isinstance(answer, str) else answer}


def _spread(desk: Desk, name: str, card: Card, below: Sequence[Card]) -> None:
    """Let all cards below have the same place, days, speaker or carrier, each as its own sentence words it."""
    answer = _write(card, name)
    desk.edit({one.key: _read(desk, one, name, answer) for one in below})


def mark(desk: Desk, card: Card, field: str, span: Span) -> None:
    """Take words that were marked in the text as the place, days, speaker, carrier or quote of a card."""
    words = desk.text[slice(*span)]
    if field in ("place", "speaker"):
        table, folded = desk.vocabulary.table(_TABLES[field]), fold_searched(words)
        known = (name for name, word in table.items() if folded in map(fold_searched, names_of(word)))
        name = next(known, None)
        if name is None:
            desk.asked = Asked(field, words, span=span)
        else:
            desk.edit({card.key: desk.word(card, field, name, span)})
    elif field == "via":
        desk.edit({card.key: {"via": words}})
    elif field == "quote":
        fields = {name: guess for name, guess in card.proposal.fields.items() if name != "quote"}
        why = hold(replace(card.proposal, fields=fields, quote=span), desk.text, desk.read.language)
        if why in (TOO_LONG, OTHER_NUMBER):
            desk.told = ("This quote was not taken.", [f"{start(why)}, expected the shortest that carries the figure."])
        else:
            desk.edit({card.key: {"quote": span}})
    elif field == "days":
        meant = [one for one in desk.read.times if one.span.start < span.end and span.start < one.span.end]
        if meant:
            said = {"date_as_written": words, "date_basis": meant[0].basis}
            desk.edit({card.key: days_by_hand(card, meant[0].start, meant[0].end) | said})
        else:
            lines = ["No day was understood in these words; choose it in the list."]
            desk.told, desk.is_open = ("These days were not taken.", lines), True


# New words


def list_words(vocabulary: Vocabulary, step: Step) -> dict[str, tuple[Mapping[str, str], ...]]:
    """Return the rows that a report adds to tables of words: those given by hand, and who speaks where it credits
    nobody, itself or nobody at all, unless they are known."""
    names = {name.casefold() for speaker in vocabulary.speakers.values() for name in names_of(speaker)}
    publisher = step.document.publisher
    voices = [(NOBODY, "Nobody credited", "false"), *([(make_id(publisher), publisher, "true")] if publisher else [])]
    rows = tuple(
        {"id": id_, "name": name, "type": "publisher", "named": named}
        for id_, name, named in voices
        if names.isdisjoint((id_, name.casefold()))
    )
    return {**step.words, "speakers": step.words.get("speakers", ()) + rows}


def find_unknown(card: Card, vocabulary: Vocabulary) -> Asked | None:
    """Return the first place or speaker of a card that no row has, to be asked for before the card is accepted."""
    for field in ("place", "speaker"):
        name = card.value(field)
        if name and name not in vocabulary.table(_TABLES[field]):
            called = card.value(f"{field}_as_written") or name.replace("-", " ").title()
            return Asked(field, called, id=name, accepts=card.key)
    return None


def show_new_word(desk: Desk, asked: Asked, card: Card) -> None:
    """Ask for what a new place or speaker must have; it is checked as the files' rows are."""
    table, vocabulary = _TABLES[asked.field], desk.vocabulary
    words = vocabulary.table(table)
    with st.form(f"new-{table}", border=True):
        show_html(write("status", f"New {asked.field}: it is in no list yet."))
        known = _choose_word(vocabulary, table)("One that is known")
        row = {"name": st.text_input("Or a new one, by name", asked.name, max_chars=300)}
        row |= _ask_place(vocabulary) if table == "places" else _ask_speaker()
        with st.container(horizontal=True, gap="small"):
            added = st.form_submit_button("Add", type="primary")
            left = st.form_submit_button("Leave it")
    changes: dict[str, Any] = {}
    if added and not known:
        known = find_free(asked.id or make_id(row["name"]), words)
        row = {"id": known, **{key: text for key, text in row.items() if text}}
        desk.vocabulary, faults = add_words(vocabulary, {table: [row]})
        if faults:
            show_html(write("banner", "This word was not added.", [fault.message for fault in faults]))
            return
        changes = {"words": desk.with_word(table, row)}
    if added:
        if asked.accepts == card.key:
            changes |= {"states": {**desk.step.states, card.key: "accepted"}, "now": ""}
        values = desk.word(card, asked.field, known, asked.span) if known != card.value(asked.field) else {}
        desk.edit({card.key: values}, **changes)
    if added or left:
        desk.asked = None
        st.rerun()


def _ask_speaker() -> dict[str, str]:
    kind = _choose_value("speaker_type")("Kind of voice")
    named = st.checkbox("It has a name: a person, an office or a body", True)
    return {"type": kind or "", "named": "true" if named else "false"}


def _ask_place(vocabulary: Vocabulary) -> dict[str, str]:
    """Ask where a new place is: what it lies in gives its country; without a coordinate it is on no map."""
    inside = _choose_word(vocabulary, "places")("Lies in")
    left, right = st.columns([1, 2], gap="small")
    country = left.text_input("Country", placeholder="SYR", max_chars=3, help="Three letters; else as what it lies in")
    where = right.text_input("Latitude, longitude, radius in km", placeholder="36.20, 37.16, 2 (or nothing)")
    around = vocabulary.places.get(inside or "")
    parts = [part.strip() for part in where.split(",") if part.strip()]
    basis = "Coordinate given by who entered the report." if parts else "No coordinate was given when it was added."
    return {
        "within": inside or "",
        "country": country.upper() or (around.country if around else ""),
        "admin1": (around.admin1 or "") if around else "",
        **dict(zip(("lat", "lon", "radius_km"), parts, strict=False)),
        "place_precision": "2" if parts else "3",
        "basis": basis,
    }


def show_teaching(desk: Desk, card: Card) -> None:
    """Let a reader teach a word that tells of what this card counts: the text is read anew with it, others too."""
    with st.expander("Teach a word that tells of this", type="compact"), st.form("teach", border=False):
        words = st.text_input("The word in its forms, with | between them", placeholder="washed away|wash away")
        takes = _choose_value("takes")("It stands", index=0)
        if not st.form_submit_button("Teach"):
            return
    row = {"id": make_id(words.partition("|")[0]), "takes": takes or "", "words": words}
    row |= {"indicators": card.value("indicator"), "description": "Added while a report was read."}
    try:
        Predicate.model_validate(row)
    except ValidationError as error:
        show_html(write("banner", "This word was not added.", [expectation_of(error.errors()[0])]))
        return
    desk.change(words=desk.with_word(PREDICATES, row))
    st.rerun()
