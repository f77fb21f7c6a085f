"""Reports: each with what it says and what it leaves open, two side by side, a copy held against the quotes."""

from collections import Counter

import streamlit as st

from dashboard.collection.quotes import MAX_TEXT_BYTES, check_copy
from dashboard.collection.worker import WorkError, run_limited
from dashboard.exhibits.exhibit import Cell, Column, Row, Section, Table
from dashboard.records.model import Source
from dashboard.render.html import write_table
from dashboard.views import exhibit
from dashboard.views.visit import Visit, bind, choose, show, show_html, write_count
from dashboard.wording.sentences import VALUES, say, start
from dashboard.wording.sources import cite_apa, name_report, write_published

# What one report answers, in this order.
QUESTIONS = ("how_firm", "not_known", "timeline", "claims", "who_says")


def render(visit: Visit) -> None:
    """Show the list, one report, or two side by side."""
    chosen = [name for name in visit.selection.reports if name in visit.whole.reports]
    if len(chosen) == 2:
        published = " · ".join(name_report(visit.whole.reports[name]) for name in chosen)
        show("heading", "Two reports side by side", published)
        _show_picker(visit, chosen)
        exhibit.show(visit, "side_by_side")
    elif len(chosen) == 1:
        _show_one(visit, chosen[0])
    else:
        _show_list(visit)


def _show_list(visit: Visit) -> None:
    counts = Counter(figure.source.id for figure in visit.chosen.figures)
    everything = visit.selection.is_empty
    reports = {name: one for name, one in visit.chosen.reports.items() if everything or counts[name]}
    count = write_count(len(reports), "report")
    show("heading", "Reports", f"{count}, each with its figures and their quotes. Choose two to set them side by side.")
    show("links", "", [(visit.link("add"), "Add a report")])
    _show_picker(visit, [])
    ordered = sorted(reports.items(), key=lambda pair: (str(pair[1].date_published), pair[1].publisher))
    rows = tuple(_list_row(visit, name, source, counts[name]) for name, source in ordered)
    columns = (Column("Report"), Column("Published", "day"), Column("Language"), Column("Figures", "number"))
    table = Table(columns, (Section(rows),), "Reports, by day of publication")
    show_html(write_table(table, visit.theme, visit.link_figure))


def _list_row(visit: Visit, name: str, source: Source, count: int) -> Row:
    title = Cell(source.title, sub=source.publisher, href=visit.link("reports", source=[name]), lang=source.language)
    return Row((title, Cell(write_published(source)), Cell(_name_language(source)), Cell(str(count))))


def _name_language(source: Source) -> str:
    return VALUES["language"].get(source.language.partition("-")[0], source.language)


def _show_picker(visit: Visit, chosen: list[str]) -> None:
    names = {name: f"{name_report(source)}: {source.title}"[:120] for name, source in visit.whole.reports.items()}
    label, typed = "Open one report, or two side by side", "Type a publisher, a day or a title"
    held = bind("source", chosen)
    choose(st.multiselect, label, names, held, placeholder=typed, max_selections=2, select_all=False)


def _show_one(visit: Visit, name: str) -> None:
    source = visit.whole.reports[name]
    show("heading", source.title, name_report(source), source.language)
    _show_picker(visit, [name])
    notes = (
        ("Published", write_published(source)),
        ("How the day is known", source.date_basis),
        ("Kind", start(source.kind.replace("_", " "))),
        ("Author", source.author),
        ("Language", _name_language(source)),
        ("Read", None if source.text_complete else say("text_cut")),
        ("Note", source.note),
        ("Cite as", cite_apa(source)),
    )
    show("notes", notes, source.link)
    offers, _ = exhibit.list_offers(visit)
    for question in filter(offers.__contains__, QUESTIONS):
        exhibit.show(visit, question)
    with st.expander("Check a copy: does it hold the quotes of this report?", type="compact"):
        _check_copy(visit, name)


def _check_copy(visit: Visit, name: str) -> None:
    """Hold the quotes of a report against a text that a reader brings, which is kept only while it is read."""
    with st.form("copy", border=False, clear_on_submit=True):
        pasted = st.text_area("Paste the text", max_chars=MAX_TEXT_BYTES, height=120)
        upload = st.file_uploader("Or a plain text file", type=["txt"], max_upload_size=MAX_TEXT_BYTES // 1_000_000)
        if not st.form_submit_button("Check"):
            return
    text = upload.getvalue().decode("utf-8-sig", "replace") if upload else pasted
    if not text.strip():
        show("nothing", "There is no text to check.")
        return
    entries = [*visit.whole.figures, *visit.whole.gaps, *visit.whole.statements]
    try:
        found = run_limited(check_copy, [entry for entry in entries if entry.source.id == name], text)
    except WorkError as error:
        show("nothing", str(error))
        return
    show("status", f"{sum(one.found for one in found)} of {len(found)} quotes hold.")
    show("details", [str(one) for one in sorted(found, key=lambda one: one.found)])
