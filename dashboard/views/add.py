"""Add a report: a text and its cards side by side, each judged by one key, compared before it is saved."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard.collection import Collection, SeedError
from dashboard.collection.live import open_collection
from dashboard.collection.seeds import default_folder
from dashboard.collection.vocabulary import add_words
from dashboard.collection.worker import WorkError, run_limited
from dashboard.compare import of as compare_in
from dashboard.reading import read_document
from dashboard.reading.draft import NOT_STATED, Draft, SavingError, may_save
from dashboard.reading.model import ModelProposer
from dashboard.reading.proposals import ReadingError, Span
from dashboard.reading.texts import MAX_BYTES, take_text
from dashboard.views import sheet
from dashboard.views.judging import Card, Desk, State, find_unknown, list_words, read_step, take
from dashboard.views.own import change_own, read_current
from dashboard.views.visit import Visit, plain_markdown, show, show_html
from dashboard.wording.comparisons import list_standing
from dashboard.wording.sources import name_report

FILES = ["txt", "html", "htm", "pdf", "docx"]
READ_SECONDS = 20
DESK, DONE = "add-desk", "add-done"
_LONGEST_MARK = 300
# What can be done, and by which key; Streamlit keeps R and C for itself.
_KEYS = {"accept": "a", "reject": "x", "edit": "e", "next": "n", "undo": "u", "save": "s"}
_STATES: dict[str, State] = {"accept": "accepted", "reject": "rejected"}
_FILE: Any = {"mime": "application/toml", "on_click": "ignore", "type": "tertiary"}
_WORDS = re.compile(r"\s*(\S.*?)\s*", re.DOTALL)
_PASSED_ON = re.compile(r"(?:make|mark (place|days|speaker|via|quote)) (\d{1,9}) (\d{1,9})")


def render(visit: Visit) -> None:
    """Show the report that is being read, what became of it, or where a text comes in."""
    desk, done = st.session_state.get(DESK), st.session_state.pop(DONE, None)
    if desk is not None:
        _show_desk(visit, desk)
        return
    if done and (name := done[0].header["id"]) in visit.whole.reports:
        draft, saved = done
        told = f"{len(draft.entries)} {'record' if len(draft.entries) == 1 else 'records'}"
        told += f", saved as seeds/{saved}" if saved else ", in this session alone"
        show("heading", "Added", f"{visit.whole.reports[name].title}: {told}.")
        links = [("reports", "The report"), ("explore", "Its figures"), ("compare", "Compare")]
        show("links", "On every page now:", [(visit.link(page, source=[name]), label) for page, label in links])
        with st.container(horizontal=True, gap="small"):
            st.button("Add another report", type="primary")
            st.download_button("Download its file", draft.write_toml(), draft.label, **_FILE)
        return
    show("heading", "Add a report", "A text becomes figures, each judged by you. The text stays on this server.")
    with st.form("intake", border=False):
        left, right = st.columns([3, 2], gap="medium")
        pasted = left.text_area("Paste the text of one report", height=330, key="add-pasted")
        upload = right.file_uploader("Or a file", type=FILES, max_upload_size=MAX_BYTES // 1_000_000)
        pressed = right.form_submit_button("Read", type="primary", width="stretch", shortcut="Mod+Enter")
        right.html(sheet.SHEET.steps())
    if pressed:
        try:
            document = take_text(upload.getvalue() if upload else pasted, upload.name if upload else "The pasted text")
        except ReadingError as error:
            show("banner", "There is no report in this.", [str(error)])
            return
        st.session_state[DESK] = Desk(document)
        st.rerun()


def _show_desk(visit: Visit, desk: Desk) -> None:
    """Read the text anew where the report, a word or a card made by hand changed, in a process of its own; show it."""
    vocabulary, step = visit.whole.vocabulary, desk.step
    desk.vocabulary, _ = add_words(vocabulary, list_words(vocabulary, step))
    key = (step.document, step.made, step.words)
    try:
        read = desk.keep("read", key, lambda: run_limited(read_step, step, desk.vocabulary, seconds=READ_SECONDS))
    except (SeedError, WorkError) as error:
        show("banner", "This text could not be read.", [str(error)])
        st.button("Another text", on_click=st.session_state.pop, args=(DESK, None))
        return
    if len(read.wanted) < len(step.made):
        desk.undo()
        desk.told = ("No card was made.", ["No number stands in these words."])
        st.rerun()
    if desk.by_model and desk.by_model[0] == step.document:
        read = replace(desk.by_model[1], wanted=read.wanted)
    desk.lay_out(read)
    now, draft = desk.now, _make_draft(desk, visit.whole)
    show_html(sheet.SHEET.progress(desk.cards))
    sheet.show_header(visit.whole, desk)
    left, right = st.columns(2, gap="medium")
    with left.container(key="add-text"):
        show_html(sheet.write_text(desk.text, read.language, desk.cards, read.not_proposed, now))
    with right.container(key="add-cards"):
        _show_cards(visit, desk, draft)
    st.text_input("What to do", key="add-do", on_change=_obey, args=(desk, now))


def _make_draft(desk: Desk, whole: Collection) -> Draft:
    accepted, step = desk.accepted, desk.step
    draft = Draft.of(replace(desk.read, figures=tuple(accepted), gaps=()), whole.reports)
    header = {**draft.header, "kind": step.kind}
    if step.document.published != desk.steps[0].document.published:
        header["date_basis"] = "Given by the person who entered the report."
    words, named = list_words(whole.vocabulary, step), {card.value("speaker") for card in accepted}
    words["speakers"] = tuple(row for row in words["speakers"] if row["id"] in named)
    return replace(draft, header=header, words=words)


def _compare(whole: Collection, draft: Draft, desk: Desk) -> tuple[list[str], list[str], dict[str, list[str]]]:
    """Return the reports that the draft may be already; what keeps it from being saved; and by card how each accepted
    figure stands in the collection with it, or why it could not be saved."""
    same, faults, accepted = draft.find_same(whole), draft.check(whole, desk.text), desk.accepted
    sound, aside = draft.set_aside(faults)
    wrong = [f"{one.where}: {one.message}" for one in faults if "[" not in one.where]
    wrong += [f"{desk.label(accepted[at])}, {fault}" for at, fault in aside.items()]
    if draft.header["publisher"] == NOT_STATED:
        wrong.insert(0, "Publisher: not given, expected who published the report")
        sound = replace(sound, header={**draft.header, "publisher": "This report"})
    told = {accepted[at].key: [f"Not to be saved yet: {fault}"] for at, fault in aside.items()}
    joined = sound.join(whole)[0] if sound.entries else whole
    figures = [figure for figure in joined.figures if figure.source.id == draft.header["id"]]
    comparison = compare_in(joined)
    kept = [card.key for at, card in enumerate(accepted) if card.kind == "figure" and at not in aside]
    return same, wrong, told | {key: list_standing(comparison, one) for key, one in zip(kept, figures, strict=False)}


def _show_cards(visit: Visit, desk: Desk, draft: Draft) -> None:
    """Show the keys, what to know, the open card, its fields where they are edited, then all cards."""
    now, whole, key = desk.now, visit.whole, (visit.whole.version, draft)
    same, _, stands = desk.keep("compared", key, lambda: _compare(whole, draft, desk))
    why = may_save(default_folder(), st.get_option("server.address"))
    main = "accept" if any(card.state == "open" for card in desk.cards) else "save"
    off = {"undo": len(desk.steps) == 1, "save": not draft.entries}
    with st.container(horizontal=True, key="add-keys"):
        for name, shortcut in _KEYS.items():
            more: Any = {"on_click": _act, "args": (desk, name, now)}
            label = name.capitalize()
            if name == "save":
                more, label = {"on_click": _save, "args": (desk, draft)}, "Use here" if why else "Save"
            more |= {"disabled": off.get(name, now is None), "type": "primary" if name == main else "secondary"}
            st.button(label, key=f"add-{name}", shortcut=shortcut, **more)
        if desk.told:  # with the keys, which stay in sight
            show("banner", *desk.told)
            desk.told = None
    _show_notes(visit, desk, same, why)
    if now is not None:
        if desk.asked:
            sheet.show_new_word(desk, now, *desk.asked)
        show_html(sheet.write_card(desk, now, stands))
        if desk.is_open and not desk.asked:
            sheet.show_fields(desk, now, sorted({one.said.via for one in whole.figures if one.said.via}))
            if now.value("indicator"):
                sheet.show_teaching(desk, now)
        show_html(sheet.write_list(desk, now, stands))
    with st.container(horizontal=True, gap="small"):
        more = {"file_name": draft.label, "disabled": not draft.entries, **_FILE}
        st.download_button("Download its file", draft.write_toml(), **more)
        st.button("Another text", on_click=st.session_state.pop, args=(DESK, None), type="tertiary")


def _show_notes(visit: Visit, desk: Desk, same: Sequence[str], why: str | None) -> None:
    """Say what a reader should know before judging and saving."""
    show_html(sheet.SHEET.notes(desk, why).strip())
    model = ModelProposer.from_environment()
    if model and (desk.by_model is None or desk.by_model[0] != desk.step.document):
        label = plain_markdown(f"Ask the language model too: the text is sent to {model.host}")
        st.button(label, on_click=_ask_model, args=(desk, model), type="tertiary")
    if same:
        links = [(visit.link("reports", source=[one]), name_report(visit.whole.reports[one])) for one in same[:3]]
        show("links", "This report may be here already:", links)


def _ask_model(desk: Desk, model: ModelProposer) -> None:
    """Send the text to the owner's language model, where somebody asked for it; rules go on whatever comes of it."""
    read = read_document(desk.step.document, desk.vocabulary, proposer=model)
    if read.failed:
        desk.told = ("The language model was of no use; the cards are those of the rules.", [read.failed])
    else:
        desk.by_model = (desk.step.document, read)


def _act(desk: Desk, name: str, card: Card | None) -> None:
    """Do what a key says with the card that it was shown for; a place or voice that is new is asked for first."""
    desk.asked = find_unknown(card, desk.vocabulary) if card and name == "accept" else None
    if name == "undo":
        desk.undo()
    elif name == "edit":
        desk.is_open = not desk.is_open
    elif card and not desk.asked:
        desk.go_on(card.key, _STATES.get(name))


def _obey(desk: Desk, card: Card | None) -> None:
    """Do what was pressed or marked: ``open CARD``, ``make FROM TO``, ``edit FIELD``, ``mark FIELD FROM TO``; it comes
    from the browser, and a card that is not there or a piece outside the text does nothing."""
    told = st.session_state["add-do"].partition(" #")[0]
    desk.asked = None
    if told.startswith("edit "):
        desk.is_open = True
    elif told.removeprefix("open ") in [one.key for one in desk.cards]:
        desk.go(told.removeprefix("open "))
    elif piece := _PASSED_ON.fullmatch(told):
        first, last = int(piece[2]), min(int(piece[3]), len(desk.text))
        words = _WORDS.fullmatch(desk.text, first, last) if last - first <= _LONGEST_MARK else None
        if words and piece[1] is None:
            span = Span(*words.span(1))
            desk.change(made=tuple(dict.fromkeys((*desk.step.made, span))), now=span.start)
        elif words and card:
            take(desk, card, piece[1], words[1], Span(*words.span(1)))


def _save(desk: Desk, draft: Draft) -> None:
    """Save what was accepted, once it passes the checks of a hand-written file; else say why not."""
    folder, saved, waiting = default_folder(), "", sum(card.state == "open" for card in desk.cards)
    # Somebody else may have saved this report since it was compared.
    collection = read_current()
    if collection and (wrong := _compare(collection, draft, desk)[1]):
        desk.told = ("This report is not saved yet.", wrong)
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
        change_own(draft.label, draft)
    st.session_state.pop(DESK, None)
    st.session_state[DONE] = (draft, saved)
