"""Add a report: a text and its cards side by side, each judged by one key, compared before it is saved."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import streamlit as st

from dashboard.collection import Collection, Fault, Vocabulary
from dashboard.collection.live import open_collection
from dashboard.collection.seeds import default_folder
from dashboard.collection.worker import WorkError, run_limited
from dashboard.compare import of as compare_in
from dashboard.reading import read_document
from dashboard.reading.draft import NOT_STATED, PREDICATES, Draft, check_draft, find_same, join_draft, set_aside
from dashboard.reading.lexicon import Lexicon, Predicate, read_lexicon
from dashboard.reading.model import ModelProposer
from dashboard.reading.proposals import Document, Proposal, Proposals, ReadingError, Span
from dashboard.reading.rules import propose_at
from dashboard.reading.saving import SavingError, may_save, save_draft
from dashboard.reading.texts import MAX_BYTES, take_text
from dashboard.views import editing, sheet
from dashboard.views.judging import Card, Desk
from dashboard.views.own import OwnReport, keep_own, read_current
from dashboard.views.text import plain_markdown, show_banner, show_heading, write_links
from dashboard.views.visit import Visit
from dashboard.wording.comparisons import list_standing
from dashboard.wording.voices import name_report

FILES = ["txt", "html", "htm", "pdf", "docx"]
READ_SECONDS = 20
_LONGEST_MARK = 300
_READ, _STANDS, _ASKED, _DONE, _MODEL = "add-read", "add-stands", "add-asked", "add-done", "add-model"
_WHAT = "A text becomes figures, each judged by you. The text stays on this server."
_STEPS = """<ol class="steps"><li>Say who published it, and on which day.</li>
<li>Judge each number that is proposed, by one key.</li>
<li>See how it stands beside the collection, and save it.</li></ol>"""
# What a key does, and which; Streamlit keeps R and C for itself.
_KEYS = (
    ("accept", "Accept", "a"),
    ("reject", "Reject", "x"),
    ("edit", "Edit", "e"),
    ("next", "Next", "n"),
    ("undo", "Undo", "u"),
)


@dataclass(frozen=True, eq=False)
class Reading:
    """All that one run of the page knows of the report that is being read."""

    visit: Visit
    desk: Desk
    vocabulary: Vocabulary
    read: Proposals
    cards: Sequence[Card]
    draft: Draft
    stands: Mapping[str, Sequence[str]]
    same: Sequence[str]

    @property
    def now(self) -> Card | None:
        """The card that is open."""
        return self.desk.find(self.cards)


def render(visit: Visit) -> None:
    """Show where a text comes in, the report that is being read, or what became of it."""
    desk = editing.find_desk()
    done = st.session_state.pop(_DONE, None)
    if desk is not None:
        _show_desk(visit, desk)
    elif done and done[0] in visit.whole.reports:
        _show_done(visit, *done)
    else:
        _show_intake()


def _show_intake() -> None:
    show_heading("Add a report", _WHAT)
    with st.form("intake", border=False):
        left, right = st.columns([3, 2], gap="medium")
        pasted = left.text_area("Paste the text of one report", height=330, key="add-pasted")
        upload = right.file_uploader("Or a file", type=FILES, max_upload_size=MAX_BYTES // 1_000_000)
        pressed = right.form_submit_button("Read", type="primary", width="stretch", shortcut="Mod+Enter")
        right.html(_STEPS)
    if not pressed:
        return
    try:
        document = take_text(upload.getvalue() if upload else pasted, upload.name if upload else "The pasted text")
    except ReadingError as error:
        show_banner("There is no report in this.", [str(error)])
        return
    _close()
    st.session_state[editing.DESK] = Desk.open(document).held
    st.rerun()


def _show_desk(visit: Visit, desk: Desk) -> None:
    vocabulary = editing.extend(visit.whole.vocabulary, desk)
    try:
        read, made = _read(desk, vocabulary)
    except WorkError as error:
        show_banner("This text could not be read.", [str(error)])
        st.button("Another text", on_click=_close)
        return
    if len(made) < len(desk.made):
        desk.held["made"] = [list(one.span) for one in made]
        st.session_state[editing.TOLD] = ("No card was made.", ["No number stands in these words."])
    cards = desk.list_cards(read, made)
    draft = make_draft(desk, read, cards, visit.whole)
    reading = Reading(visit, desk, vocabulary, read, cards, draft, *_compare(visit.whole, draft, cards))
    now = reading.now
    st.html(sheet.write_progress(cards))
    editing.show_header(visit.whole, desk, read)
    left, right = st.columns(2, gap="medium")
    with left.container(key="add-text"):
        st.html(sheet.write_text(desk.held["text"], read.language, cards, read.not_proposed, now))
    with right.container(key="add-cards"):
        _show_cards(reading)
    st.text_input("What to do", key="add-do", on_change=_obey, args=(now.key if now else "", cards))


def _read(desk: Desk, vocabulary: Vocabulary) -> tuple[Proposals, tuple[Proposal, ...]]:
    """Read the text anew where the report, a word or a card made by hand changed; in a process of its own."""
    key = (desk.document, tuple(desk.made), str(desk.held["words"]))
    held = st.session_state.get(_READ)
    if held is None or held[0] != key:
        taught = desk.held["words"].get(PREDICATES, ())
        result = run_limited(read_all, desk.document, vocabulary, desk.made, taught, seconds=READ_SECONDS)
        held = st.session_state[_READ] = (key, result)
    read, made = held[1]
    asked, other = st.session_state.get(_MODEL, (None, None))
    return (other if other and asked == desk.document else read), made


def _ask_model(model: ModelProposer, document: Document, vocabulary: Vocabulary) -> None:
    """Send the text to the owner's language model, where somebody asked for it; rules go on whatever comes of it."""
    read = read_document(document, vocabulary, proposer=model)
    if read.failed:
        told = "The language model was of no use; the cards are those of the rules."
        st.session_state[editing.TOLD] = (told, [read.failed])
    else:
        st.session_state[_MODEL] = (document, read)


def read_all(
    document: Document, vocabulary: Vocabulary, made: Sequence[Span], taught: Sequence[Mapping[str, str]]
) -> tuple[Proposals, tuple[Proposal, ...]]:
    """Return what is proposed of a document, and the cards that were *made* by hand of other numbers in it.

    The predicates are those of the collection's folder and what was *taught* beside them.
    """
    own, _ = read_lexicon(vocabulary, default_folder())
    lexicon = Lexicon(own.predicates | {row["id"]: Predicate.model_validate(row) for row in taught}, vocabulary)
    cards = (propose_at(document, vocabulary, span, lexicon) for span in made)
    return read_document(document, vocabulary, lexicon), tuple(card for card in cards if card is not None)


def make_draft(desk: Desk, read: Proposals, cards: Sequence[Card], whole: Collection) -> Draft:
    """Return what was accepted as a draft of the report's file."""
    kept = [card.proposal for card in cards if card.state == "accepted"]
    figures, gaps = (tuple(one for one in kept if one.kind == kind) for kind in ("figure", "gap"))
    draft = Draft.of(replace(read, document=desk.document, figures=figures, gaps=gaps), whole.reports)
    header = {**draft.header}
    header["kind"] = desk.held["header"].get("kind") or header["kind"]
    if header["date_published"] != desk.held["published"]:
        header["date_basis"] = "Given by the person who entered the report."
    accepted = [card for card in cards if card.state == "accepted"]
    return replace(draft, header=header, words=editing.list_words(whole.vocabulary, desk, accepted))


def _compare(
    whole: Collection, draft: Draft, cards: Sequence[Card]
) -> tuple[Mapping[str, Sequence[str]], Sequence[str]]:
    """Return how each accepted figure stands beside the collection, and the reports that this one may be already."""
    key, held = (whole.version, draft), st.session_state.get(_STANDS)
    if held is None or held[0] != key:
        found = (key, find_standings(whole, draft, cards), find_same(draft, whole))
        held = st.session_state[_STANDS] = found
    return held[1], held[2]


def find_standings(whole: Collection, draft: Draft, cards: Sequence[Card]) -> dict[str, list[str]]:
    """Return the sentences on how each accepted figure stands in the collection with the draft, by card.

    An entry that could not be saved says why instead.
    """
    if draft.header["publisher"] == NOT_STATED:
        draft = replace(draft, header={**draft.header, "publisher": "This report"})
    accepted = [card for card in cards if card.state == "accepted"]
    keys = [card.key for kind in ("figure", "gap") for card in accepted if card.proposal.kind == kind]
    named = {id(entry): key for key, (_, entry) in zip(keys, draft.entries, strict=True)}
    sound, aside = set_aside(draft, check_draft(draft, whole))
    told = {named[id(entry)]: [f"Not to be saved yet: {fault}"] for _, entry, fault in aside}
    joined = join_draft(whole, sound)[0] if sound.entries else whole
    figures = [figure for figure in joined.figures if figure.source.id == draft.header["id"]]
    comparison = compare_in(joined)
    kept = [named[id(entry)] for kind, entry in sound.entries if kind == "figure"]
    return told | {key: list_standing(comparison, one) for key, one in zip(kept, figures, strict=False)}


def _show_cards(reading: Reading) -> None:
    """Show the keys, what to know, the open card, its fields where they are edited, then all cards."""
    desk, now, cards = reading.desk, reading.now, reading.cards
    why = may_save(default_folder(), st.get_option("server.address"))
    _show_keys(reading, why)
    _show_notes(reading, why)
    if now is not None:
        asked = st.session_state.get(editing.NEW)
        if asked:
            editing.show_new_word(reading.vocabulary, now)
        at = f"{'Figure' if now.is_figure else 'Gap'} {[card.key for card in cards].index(now.key) + 1} of {len(cards)}"
        stands = reading.stands.get(now.key, ())
        st.html(sheet.write_card(now, at, desk.held["text"], reading.vocabulary, stands))
        if st.session_state.get(editing.OPEN) and not asked:
            editing.show_fields(desk, reading.vocabulary, now, cards, _list_carriers(reading.visit.whole))
            editing.show_teaching(now)
        st.html(sheet.write_list(cards, now, reading.vocabulary, reading.stands))
    with st.container(horizontal=True, gap="small"):
        toml, nothing = reading.draft.write_toml(), not reading.draft.entries
        _offer_file(reading.draft.label, toml, disabled=nothing)
        st.button("Another text", on_click=_close, type="tertiary")


def _list_carriers(whole: Collection) -> list[str]:
    return sorted({figure.said.via for figure in whole.figures if figure.said.via})


def _offer_file(name: str, toml: str, disabled: bool = False) -> None:
    label = "Download its file"
    st.download_button(
        label, toml, name, "application/toml", on_click="ignore", type="tertiary", disabled=disabled, key="add-file"
    )


def _show_keys(reading: Reading, why: str | None) -> None:
    now, cards = reading.now, reading.cards
    order = [card.key for card in cards]
    main = "accept" if any(card.state == "open" for card in cards) else "save"
    with st.container(horizontal=True, key="add-keys"):
        for name, label, key in _KEYS:
            off = not reading.desk.held["past"] if name == "undo" else now is None
            args = (name, now, order, reading.vocabulary)
            kind: Literal["primary", "secondary"] = "primary" if name == main else "secondary"
            st.button(label, key=f"add-{name}", shortcut=key, on_click=_act, args=args, disabled=off, type=kind)
        label, off = "Use here" if why else "Save", not reading.draft.entries
        kind = "primary" if main == "save" else "secondary"
        st.button(
            label, key="add-save", shortcut="s", on_click=_save, args=(reading.draft, cards), disabled=off, type=kind
        )


def _show_notes(reading: Reading, why: str | None) -> None:
    """Say what came of the last step, and what a reader should know before judging and saving."""
    told = st.session_state.pop(editing.TOLD, None)
    if told:
        show_banner(*told)
    visit, lines = reading.visit, [*reading.desk.held["notes"], *reading.read.notes]
    if not reading.cards:
        lines.append("No number of this text was proposed: press one in the text to make it a card.")
    if not reading.desk.held["header"].get("publisher") or not reading.desk.held["header"].get("published"):
        lines.append("Say first who published it and on which day: speakers and weekdays hang on it.")
    if why:
        lines.append(f"Not to be saved here, but used in this session and downloaded: {why}")
    if lines:
        st.html(sheet.write_lines(lines))
    model, document = ModelProposer.from_environment(), reading.desk.document
    if model and st.session_state.get(_MODEL, (None,))[0] != document:
        label = plain_markdown(f"Ask the language model too: the text is sent to {model.host}")
        st.button(label, on_click=_ask_model, args=(model, document, reading.vocabulary), type="tertiary")
    if reading.same:
        links = [(visit.link("reports", source=[one]), name_report(visit.whole.reports[one])) for one in reading.same]
        st.html(write_links("This report may be here already:", links[:3]))


def _act(name: str, card: Card | None, order: Sequence[str], vocabulary: Vocabulary) -> None:
    """Do what a key says with the card that it was shown for; a place or voice that is new is asked for first."""
    desk, key = editing.find_desk(), card.key if card else ""
    st.session_state.pop(editing.NEW, None)
    if desk is None:
        return
    unknown = editing.find_unknown(card, vocabulary) if card and name == "accept" else None
    if unknown:
        table, id_, called = unknown
        editing.ask_for_word(table, called, id_=id_, accepts=key)
    elif name == "edit":
        st.session_state[editing.OPEN] = not st.session_state.get(editing.OPEN)
    elif name == "undo":
        desk.undo()
    elif name == "next":
        desk.go_on(key, order)
    else:
        desk.decide(key, "accepted" if name == "accept" else "rejected", order)


def _obey(key: str, cards: Sequence[Card]) -> None:
    """Do what was pressed or marked: ``open CARD``, ``make FROM TO``, ``edit FIELD``, ``mark FIELD FROM TO``.

    It comes from the browser: a card that is not there and a piece outside the text do nothing.
    """
    desk, told = editing.find_desk(), st.session_state["add-do"].partition(" #")[0].split()
    if desk is None:
        return
    card = next((card for card in cards if card.key == key), None)
    match told:
        case ["open", name] if name in [card.key for card in cards]:
            desk.held["now"] = name
            st.session_state.pop(editing.NEW, None)
        case ["edit", *_]:
            st.session_state[editing.OPEN] = True
        case ["make", first, last] if span := _read_span(desk, first, last):
            desk.make(span)
        case ["mark", field, first, last] if card and (span := _read_span(desk, first, last)):
            editing.mark(desk, card, field, span)


def _read_span(desk: Desk, first: str, last: str) -> Span | None:
    """Return a piece of the text without the spaces at its ends; None for what is none."""
    if not (first.isdecimal() and last.isdecimal() and len(first + last) < 20):
        return None
    words = desk.held["text"][int(first) : int(last)]
    if int(last) > len(desk.held["text"]) or len(words) > _LONGEST_MARK:
        return None
    start = int(first) + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip())) if words.strip() else None


def _save(draft: Draft, cards: Sequence[Card]) -> None:
    """Save what was accepted, once it passes the checks of a hand-written file; else say why not."""
    desk, collection = editing.find_desk(), read_current()
    if desk is None or collection is None:
        return
    text, folder, saved = desk.held["text"], default_folder(), ""
    faults = check_draft(draft, collection, text)
    if draft.header["publisher"] == NOT_STATED:
        faults = (Fault("", "Publisher", "not given, expected who published the report"), *faults)
    waiting = sum(card.state == "open" for card in cards)
    if faults:
        lines = [_tell_fault(fault, cards) for fault in faults]
        st.session_state[editing.TOLD] = ("This report is not saved yet.", lines)
        return
    if waiting and not st.session_state.get(_ASKED):
        st.session_state[_ASKED] = True
        lines = [f"{waiting} without a decision would be left out. Once more saves the others."]
        st.session_state[editing.TOLD] = ("Not all cards are judged.", lines)
        return
    if may_save(folder, st.get_option("server.address")) is None:
        try:
            saved = save_draft(folder, draft, text).name
        except SavingError as error:
            st.session_state[editing.TOLD] = ("This report was not saved.", str(error).splitlines())
            return
        open_collection().current(at_once=True)
    else:
        words = {table: rows for table, rows in draft.words.items() if table != PREDICATES}
        keep_own(OwnReport(draft.label, draft.write_toml(), words))
    _close()
    st.session_state[_DONE] = (draft.header["id"], saved, len(draft.entries), draft.write_toml())


def _tell_fault(fault: Fault, cards: Sequence[Card]) -> str:
    """Say a fault with the number of the card that has it, in place of where it stands in the file."""
    found = re.match(r"(figure|gap)s\[(\d+)\]\.?", fault.where)
    accepted = [card for card in cards if found and card.state == "accepted" and card.proposal.kind == found[1]]
    if not found or int(found[2]) >= len(accepted):
        return f"{fault.where}: {fault.message}" if fault.where else fault.message
    card = accepted[int(found[2])]
    return f"{found[1].capitalize()} {cards.index(card) + 1}, {fault.where[found.end() :] or 'entry'}: {fault.message}"


def _show_done(visit: Visit, name: str, saved: str, entries: int, toml: str) -> None:
    """Say where the report is now, and lead to it."""
    where = f"saved as seeds/{saved}" if saved else "in this session alone"
    counted = f"{entries} {'entry' if entries == 1 else 'entries'}"
    show_heading("Added", f"{visit.whole.reports[name].title}: {counted}, {where}.")
    links = [("reports", "The report"), ("explore", "Its figures"), ("compare", "Compare")]
    st.html(write_links("On every page now:", [(visit.link(page, source=[name]), label) for page, label in links]))
    with st.container(horizontal=True, gap="small"):
        st.button("Add another report", type="primary", on_click=_close)
        _offer_file(f"{name}.toml", toml)


def _close() -> None:
    """Put the text away."""
    for name in (editing.DESK, _READ, _STANDS, _ASKED, _MODEL, editing.OPEN, editing.NEW):
        st.session_state.pop(name, None)
