"""The fields of a card, and of the whole report, as lists with what is likely first; new words are added here too."""

from collections.abc import Callable, Iterable, Mapping, Sequence
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
from dashboard.reading.lexicon import Predicate, make_id
from dashboard.reading.proposals import OTHER_NUMBER, TOO_LONG, Span, hold
from dashboard.records.folding import fold_searched
from dashboard.records.model import ENTRIES, When
from dashboard.records.moments import Moment, Window
from dashboard.views.judging import Asked, Card, Desk, Step
from dashboard.views.sheet import name_word
from dashboard.views.visit import show_html, write
from dashboard.wording.days import write_window
from dashboard.wording.sentences import FIELDS, VALUES, start

_LISTS: dict[str, dict[Any, str]] = {**VALUES, **FIELDS, "provisional": {False: "final", True: "expects more"}}
_WORDS = ("indicator", "group", "place", "speaker")
# A new answer may be typed to these, and all cards below may have the same.
_OPEN = ("place", "days", "speaker", "via")
_HELP = {
    "days": "Or type 2016-09-22, or 2016-09-22/2016-09-24",
    "number": "80, 3 of 4, 200–300, or a word such as dozens",
}
# The key of a record that stands for a field which holds several.
_KEYS = {"days": "date_start", "number": "value"}
_NO_DAYS = dict.fromkeys(("date_basis", "date_as_written"))
_MOMENT: TypeAdapter[Moment] = TypeAdapter(When)


def _hold(key: str, value: Any, take: Callable[[Any], None]) -> Any:
    """Let a field hold a *value*; *take* is called with another when it changes."""
    st.session_state[key] = value
    return {"key": key, "on_change": lambda: take(st.session_state[key])}


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

    def held(name: str, value: Any) -> Any:
        def take_header(answer: Any) -> None:
            given: dict[str, Any] = {name: answer or getattr(Step, name, None)}
            own = name in ("place", "kind")
            desk.change(**given if own else {"document": replace(desk.step.document, **given)})

        return _hold(f"add-h-{name}", value, take_header)

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
    value, guess = _write(card, name), card.fields.get(_KEYS.get(name, name))
    likely = (value, *(guess.others if guess else ()))
    options: Mapping[Any, str] = _LISTS.get(name, {})
    if name in _WORDS:
        options = _name_words(desk.vocabulary, f"{name}s", *likely)
    elif name == "via":
        options = {one: one for one in (*likely, *vias) if one}
    elif name == "days":
        published = desk.step.document.published
        week = [published - timedelta(back) for back in range(8)] if published else []
        days = [value, *(one.isoformat() for one in (*likely, *week) if isinstance(one, date)), ""]
        options = {day: start(write_window(Window(*_read_days(day)))) if day else "not stated" for day in days}
    is_list = bool(options) or name in _OPEN
    held = _hold(f"add-{name}-{card.key}", value if is_list else value or "", partial(take, desk, card, name))
    if is_list:
        _choose(label, options, accept_new_options=name in _OPEN, placeholder="–", help=_HELP.get(name), **held)
    else:
        st.text_input(label, max_chars=2_000, help=_HELP.get(name), **held)


def _write(card: Card, name: str) -> Any:
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


def _read_days(text: str) -> tuple[Moment | None, Moment | None]:
    first, *last = (_MOMENT.validate_python(part.strip()) if part.strip() else None for part in text.split("/", 1))
    return first, last[0] if last else first


def _read(desk: Desk, card: Card, name: str, answer: Any) -> dict[str, Any]:
    """Return what an answer makes of the fields of a card; raises ``ValueError`` with what was expected."""
    if name in ("place", "speaker"):
        return desk.name(card, name, answer or "")
    if name == "number":
        return _read_number(answer, desk.read.language, card.value("qualifier"))
    if name != "days":
        return {name: answer.strip() or None if isinstance(answer, str) else answer}
    first, last = _read_days(answer or "")
    # What the source says of them stays as it is written.
    basis, written = "Set by hand while the report was read.", card.value("date_as_written")
    said = {"date_basis": basis, "date_as_written": written} if first or last else _NO_DAYS
    return {"date_start": first, "date_end": last, "date_precision": None, **said}


def _read_number(text: str, language: str, qualifier: str | None) -> dict[str, Any]:
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


def _spread(desk: Desk, name: str, card: Card, below: Sequence[Card]) -> None:
    """Let all cards below have the same place, days, speaker or carrier, each as its own sentence words it."""
    desk.edit({one.key: _read(desk, one, name, _write(card, name)) for one in below})


def take(desk: Desk, card: Card, name: str, answer: Any, marked: Span | None = None) -> None:
    """Take what was chosen, typed or *marked* in the text for a field; a place or speaker of no list is asked for."""
    try:
        if answer and name in ("place", "speaker"):
            words, folded = desk.vocabulary.table(f"{name}s"), fold_searched(answer)
            named = (one for one, word in words.items() if folded in map(fold_searched, names_of(word)))
            known = answer if answer in words else next(named, None)
            if known is None:
                desk.asked = Asked(name, answer, marked=marked is not None)
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
            values = _read(desk, card, name, ends) | {"date_as_written": answer, "date_basis": meant.basis}
        else:
            values = _read(desk, card, name, answer)
    except ValueError as error:
        told = expectation_of(error.errors()[0]) if isinstance(error, ValidationError) else str(error)
        desk.told = ("This was not taken.", [told])
    else:
        desk.edit({card.key: values})


# New words


def list_words(vocabulary: Vocabulary, step: Step) -> dict[str, tuple[Mapping[str, str], ...]]:
    """Return the rows that a report adds to tables of words: those given by hand, and who speaks where it credits
    nobody, itself or nobody at all, unless they are known."""
    known = {name.casefold() for speaker in vocabulary.speakers.values() for name in names_of(speaker)}
    publisher, rows = step.document.publisher, [{"id": NOBODY, "name": "Nobody credited", "named": "false"}]
    if publisher:
        rows.append({"id": make_id(publisher), "name": publisher, "named": "true"})
    new = ({**row, "type": "publisher"} for row in rows if known.isdisjoint((row["id"], row["name"].casefold())))
    return {**step.words, "speakers": (*step.words.get("speakers", ()), *new)}


def find_unknown(card: Card, vocabulary: Vocabulary) -> Asked | None:
    """Return the first place or speaker of a card that no row has, to be asked for before the card is accepted."""
    for field in ("place", "speaker"):
        name = card.value(field)
        if name and name not in vocabulary.table(f"{field}s"):
            return Asked(field, card.value(f"{field}_as_written") or name.replace("-", " ").title(), id=name)
    return None


def show_new_word(desk: Desk, asked: Asked, card: Card) -> None:
    """Ask for what a new place or speaker must have; it is checked as the files' rows are."""
    table, vocabulary = f"{asked.field}s", desk.vocabulary
    with st.form(f"new-{table}", border=True):
        show_html(write("status", f"New {asked.field}: it is in no list yet."))
        known = _choose("One that is known", _name_words(vocabulary, table))
        row = {"name": st.text_input("Or a new one, by name", asked.name, max_chars=300)}
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
        known = find_free(asked.id or make_id(row["name"]), vocabulary.table(table))
        row = {"id": known, **{key: text for key, text in row.items() if text}}
        desk.vocabulary, faults = add_words(vocabulary, {table: [row]})
        if faults:
            show_html(write("banner", "This word was not added.", [fault.message for fault in faults]))
            return
        changes = {"words": desk.with_word(table, row)}
    if added:
        if asked.id:
            changes |= {"states": {**desk.step.states, card.key: "accepted"}, "now": ""}
        values = {} if known == asked.id else desk.name(card, asked.field, known, asked.name if asked.marked else None)
        desk.edit({card.key: values}, **changes)
    if added or left:
        desk.asked = None
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
    desk.change(words=desk.with_word(PREDICATES, row))
    st.rerun()
