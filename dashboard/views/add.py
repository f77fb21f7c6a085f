"""Add a report: a text and its cards side by side, each judged by one key, compared before it is saved."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard.collection import Collection, Fault
from dashboard.collection.live import open_collection
from dashboard.collection.seeds import default_folder
from dashboard.collection.vocabulary import add_words
from dashboard.collection.worker import WorkError, run_limited
from dashboard.compare import of as compare_in
from dashboard.reading import read_document
from dashboard.reading.draft import NOT_STATED, PREDICATES, Draft, SavingError, may_save
from dashboard.reading.model import ModelProposer
from dashboard.reading.proposals import Proposals, ReadingError, Span
from dashboard.reading.texts import MAX_BYTES, take_text
from dashboard.views import editing, sheet
from dashboard.views.judging import Card, Desk, read_step
from dashboard.views.own import OwnReport, keep_own, read_current
from dashboard.views.visit import Visit, plain_markdown, show, show_html, write
from dashboard.wording.comparisons import list_standing
from dashboard.wording.sources import name_report

FILES = ["txt", "html", "htm", "pdf", "docx"]
READ_SECONDS = 20
DESK, DONE = "add-desk", "add-done"
_LONGEST_MARK = 300
_WHAT = "A text becomes figures, each judged by you. The text stays on this server."
_STEPS = """<ol class="steps"><li>Say who published it, and on which day.</li>
<li>Judge each number that is proposed, by one key.</li>
<li>See how it stands beside the collection, and save it.</li></ol>"""
# What can be done, and by which key; Streamlit keeps R and C for itself.
_KEYS = {"accept": "a", "reject": "x", "edit": "e", "next": "n", "undo": "u", "save": "s"}


def render(visit: Visit) -> None:
    """Show where a text comes in, the report that is being read, or what became of it."""
    desk, done = st.session_state.get(DESK), st.session_state.pop(DONE, None)
    if desk is not None:
        _show_desk(visit, desk)
    elif done and done[0] in visit.whole.reports:
        _show_done(visit, *done)
    else:
        _show_intake()


def _show_intake() -> None:
    show("heading", "Add a report", _WHAT)
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
        show("banner", "There is no report in this.", [str(error)])
        return
    st.session_state[DESK] = Desk(document)
    st.rerun()


def _show_desk(visit: Visit, desk: Desk) -> None:
    vocabulary = visit.whole.vocabulary
    desk.vocabulary, _ = add_words(vocabulary, editing.list_words(vocabulary, desk.step))
    try:
        desk.lay_out(_read(desk))
    except WorkError as error:
        show("banner", "This text could not be read.", [str(error)])
        st.button("Another text", on_click=_close)
        return
    if len(desk.read.wanted) < len(desk.step.made):
        desk.undo()
        desk.told = ("No card was made.", ["No number stands in these words."])
        st.rerun()
    now, draft = desk.now, _make_draft(desk, visit.whole)
    show_html(sheet.SHEET.progress(desk.cards))
    editing.show_header(visit.whole, desk)
    left, right = st.columns(2, gap="medium")
    with left.container(key="add-text"):
        show_html(sheet.write_text(desk.text, desk.read.language, desk.cards, desk.read.not_proposed, now))
    with right.container(key="add-cards"):
        _show_cards(visit, desk, draft)
    st.text_input("What to do", key="add-do", on_change=_obey, args=(desk, now))


def _read(desk: Desk) -> Proposals:
    """Read the text anew where the report, a word or a card made by hand changed; in a process of its own."""
    step = desk.step
    key = (step.document, step.made, step.words)
    read = desk.keep("read", key, lambda: run_limited(read_step, step, desk.vocabulary, seconds=READ_SECONDS))
    asked, named = desk.by_model or (None, read)
    return replace(named, wanted=read.wanted) if asked == step.document else read


def _ask_model(desk: Desk, model: ModelProposer) -> None:
    """Send the text to the owner's language model, where somebody asked for it; rules go on whatever comes of it."""
    read = read_document(desk.step.document, desk.vocabulary, proposer=model)
    if read.failed:
        desk.told = ("The language model was of no use; the cards are those of the rules.", [read.failed])
    else:
        desk.by_model = (desk.step.document, read)


def _make_draft(desk: Desk, whole: Collection) -> Draft:
    accepted, step = desk.accepted, desk.step
    figures = tuple(card.proposal for card in accepted if card.is_figure)
    gaps = tuple(card.proposal for card in accepted if not card.is_figure)
    draft = Draft.of(replace(desk.read, document=step.document, figures=figures, gaps=gaps), whole.reports)
    header = {**draft.header, "kind": step.kind}
    if step.document.published != desk.steps[0].document.published:
        header["date_basis"] = "Given by the person who entered the report."
    words, named = editing.list_words(whole.vocabulary, step), {card.value("speaker") for card in accepted}
    words["speakers"] = tuple(row for row in words["speakers"] if row["id"] in named)
    return replace(draft, header=header, words=words)


def _find_standings(whole: Collection, draft: Draft, accepted: Sequence[Card]) -> dict[str, list[str]]:
    """Return the sentences on how each accepted figure stands in the collection with the draft, by card.

    An entry that could not be saved says why instead.
    """
    if draft.header["publisher"] == NOT_STATED:
        draft = replace(draft, header={**draft.header, "publisher": "This report"})
    sound, aside = draft.set_aside(draft.check(whole))
    told = {accepted[at].key: [f"Not to be saved yet: {fault}"] for at, fault in aside.items()}
    joined = sound.join(whole)[0] if sound.entries else whole
    figures = [figure for figure in joined.figures if figure.source.id == draft.header["id"]]
    comparison = compare_in(joined)
    kept = [card.key for at, card in enumerate(accepted) if card.is_figure and at not in aside]
    return told | {key: list_standing(comparison, one) for key, one in zip(kept, figures, strict=False)}


def _show_cards(visit: Visit, desk: Desk, draft: Draft) -> None:
    """Show the keys, what to know, the open card, its fields where they are edited, then all cards."""
    now, whole, key = desk.now, visit.whole, (visit.whole.version, draft)
    stands = desk.keep("stands", key, lambda: _find_standings(whole, draft, desk.accepted))
    same = desk.keep("same", key, lambda: draft.find_same(whole))
    why = may_save(default_folder(), st.get_option("server.address"))
    _show_keys(desk, draft, "Use here" if why else "Save")
    _show_notes(visit, desk, same, why)
    if now is not None:
        asked = desk.asked
        if asked:
            editing.show_new_word(desk, asked, now)
        show_html(sheet.write_card(desk, now, stands))
        if desk.is_open and not asked:
            editing.show_fields(desk, now, sorted({one.said.via for one in whole.figures if one.said.via}))
            if now.value("indicator"):
                editing.show_teaching(desk, now)
        show_html(sheet.write_list(desk, now, stands))
    with st.container(horizontal=True, gap="small"):
        _offer_file(draft.label, draft.write_toml(), disabled=not draft.entries)
        st.button("Another text", on_click=_close, type="tertiary")


def _offer_file(name: str, toml: str, disabled: bool = False) -> None:
    more: dict[str, Any] = {"type": "tertiary", "disabled": disabled, "key": "add-file"}
    st.download_button("Download its file", toml, name, "application/toml", on_click="ignore", **more)


def _show_keys(desk: Desk, draft: Draft, save: str) -> None:
    now, main = desk.now, "accept" if any(card.state == "open" for card in desk.cards) else "save"
    off = {"undo": len(desk.steps) == 1, "save": not draft.entries}
    with st.container(horizontal=True, key="add-keys"):
        for name, key in _KEYS.items():
            act, args = (_save, (desk, draft)) if name == "save" else (_act, (desk, name, now))
            more: dict[str, Any] = {"disabled": off.get(name, now is None)}
            more["type"] = "primary" if name == main else "secondary"
            label = save if name == "save" else name.capitalize()
            st.button(label, key=f"add-{name}", shortcut=key, on_click=act, args=args, **more)


def _show_notes(visit: Visit, desk: Desk, same: Sequence[str], why: str | None) -> None:
    """Say what came of the last step, and what a reader should know before judging and saving."""
    if desk.told:
        show("banner", *desk.told)
        desk.told = None
    document, lines = desk.step.document, list(desk.read.notes)
    if not desk.cards:
        lines.append("No number of this text was proposed: press one in the text to make it a card.")
    if not document.publisher or not document.published:
        lines.append("Say first who published it and on which day: speakers and weekdays hang on it.")
    if why:
        lines.append(f"Not to be saved here, but used in this session and downloaded: {why}")
    show_html(*(write("status", line) for line in lines))
    model = ModelProposer.from_environment()
    if model and (desk.by_model is None or desk.by_model[0] != document):
        label = plain_markdown(f"Ask the language model too: the text is sent to {model.host}")
        st.button(label, on_click=_ask_model, args=(desk, model), type="tertiary")
    if same:
        links = [(visit.link("reports", source=[one]), name_report(visit.whole.reports[one])) for one in same[:3]]
        show("links", "This report may be here already:", links)


def _act(desk: Desk, name: str, card: Card | None) -> None:
    """Do what a key says with the card that it was shown for; a place or voice that is new is asked for first."""
    desk.asked = editing.find_unknown(card, desk.vocabulary) if card and name == "accept" else None
    if name == "undo":
        desk.undo()
    elif name == "edit":
        desk.is_open = not desk.is_open
    elif card and name == "next":
        desk.go_on(card.key)
    elif card and not desk.asked:
        desk.decide(card.key, "accepted" if name == "accept" else "rejected")


def _obey(desk: Desk, card: Card | None) -> None:
    """Do what was pressed or marked: ``open CARD``, ``make FROM TO``, ``edit FIELD``, ``mark FIELD FROM TO``.

    It comes from the browser: a card that is not there and a piece outside the text do nothing.
    """
    told = st.session_state["add-do"].partition(" #")[0]
    piece = re.fullmatch(r"(?:make|mark (\w+)) (\d{1,9}) (\d{1,9})", told)
    if told.startswith("edit "):
        desk.is_open = True
    elif told.removeprefix("open ") in [one.key for one in desk.cards]:
        desk.go(told.removeprefix("open "))
        desk.asked = None
    elif piece and (span := _find_words(desk.text, int(piece[2]), int(piece[3]))):
        if piece[1] is None:
            desk.make(span)
        elif card:
            editing.mark(desk, card, piece[1], span)


def _find_words(text: str, first: int, last: int) -> Span | None:
    """Return a piece of a text without the spaces at its ends; None for none, and for one over 300 characters."""
    words = text[first:last]
    start = first + len(words) - len(words.lstrip())
    fits = words.strip() and last <= min(len(text), first + _LONGEST_MARK)
    return Span(start, start + len(words.strip())) if fits else None


def _save(desk: Desk, draft: Draft) -> None:
    """Save what was accepted, once it passes the checks of a hand-written file; else say why not."""
    folder, collection, saved = default_folder(), read_current(), ""
    faults = draft.check(collection, desk.text) if collection else ()
    if draft.header["publisher"] == NOT_STATED:
        faults = (Fault("", "Publisher", "not given, expected who published the report"), *faults)
    waiting = sum(card.state == "open" for card in desk.cards)
    if faults:
        desk.told = ("This report is not saved yet.", _tell_faults(desk, draft, faults))
        return
    if waiting and not desk.warned:
        desk.warned = True
        lines = [f"{waiting} without a decision would be left out. Once more saves the others."]
        desk.told = ("Not all cards are judged.", lines)
        return
    if may_save(folder, st.get_option("server.address")) is None:
        try:
            saved = draft.save(folder, desk.text).name
        except SavingError as error:
            desk.told = ("This report was not saved.", str(error).splitlines())
            return
        open_collection().current(at_once=True)
    else:
        words = {table: rows for table, rows in draft.words.items() if table != PREDICATES}
        keep_own(OwnReport(draft.header["id"], draft.write_toml(), words))
    _close()
    st.session_state[DONE] = (draft.header["id"], saved, len(draft.entries), draft.write_toml())


def _tell_faults(desk: Desk, draft: Draft, faults: Sequence[Fault]) -> list[str]:
    """Say the faults with the number of the card that has them, in place of where they stand in the file."""
    accepted, (_, wrong) = desk.accepted, draft.set_aside(faults)
    others = [f"{one.where}: {one.message}".removeprefix(": ") for one in faults if "[" not in one.where]
    named = {at: f"{accepted[at].proposal.kind.capitalize()} {desk.cards.index(accepted[at]) + 1}" for at in wrong}
    return [*others, *(f"{named[at]}, {fault}" for at, fault in wrong.items())]


def _show_done(visit: Visit, name: str, saved: str, entries: int, toml: str) -> None:
    """Say where the report is now, and lead to it."""
    where = f"saved as seeds/{saved}" if saved else "in this session alone"
    counted = f"{entries} {'entry' if entries == 1 else 'entries'}"
    show("heading", "Added", f"{visit.whole.reports[name].title}: {counted}, {where}.")
    links = [("reports", "The report"), ("explore", "Its figures"), ("compare", "Compare")]
    show("links", "On every page now:", [(visit.link(page, source=[name]), label) for page, label in links])
    with st.container(horizontal=True, gap="small"):
        st.button("Add another report", type="primary", on_click=_close)
        _offer_file(f"{name}.toml", toml)


def _close() -> None:
    """Put the text away."""
    st.session_state.pop(DESK, None)
