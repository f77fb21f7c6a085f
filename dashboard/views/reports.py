"""Reports: each with what it says and what it leaves open, two side by side, a copy held against the quotes."""

from __future__ import annotations

from collections import Counter
from html import escape

import streamlit as st

from dashboard.collection.copies import MAX_TEXT_BYTES, check_copy
from dashboard.collection.worker import WorkError, run_limited
from dashboard.exhibits.exhibit import Cell, Column, Row, Section, Table
from dashboard.records.model import Source
from dashboard.render.html import set_apart, write_table
from dashboard.views import exhibit
from dashboard.views.text import show_heading, show_nothing, write_links, write_notes
from dashboard.views.visit import Visit, read_query, write_query
from dashboard.wording.notes import cite_apa
from dashboard.wording.numbers import start
from dashboard.wording.voices import name_report, write_published

_CUT = "Only a part of the text was at hand: what it leaves out is not known."
_LANGUAGES = {"ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fr": "French", "it": "Italian"}
# What one report answers, in this order.
QUESTIONS = ("how_firm", "not_known", "timeline", "claims", "who_says")


def render(visit: Visit) -> None:
    """Show the list, one report, or two side by side."""
    chosen = [name for name in visit.selection.reports if name in visit.whole.reports]
    if len(chosen) == 2:
        _show_two(visit, *chosen)
    elif len(chosen) == 1:
        _show_one(visit, chosen[0])
    else:
        _show_list(visit)


def _show_list(visit: Visit) -> None:
    counts = Counter(figure.source.id for figure in visit.chosen.figures)
    everything = visit.selection.is_empty
    reports = {name: one for name, one in visit.chosen.reports.items() if everything or counts[name]}
    count = f"{len(reports)} report{'' if len(reports) == 1 else 's'}"
    show_heading("Reports", f"{count}, each with its figures and their quotes. Choose two to set them side by side.")
    st.html(write_links("", [(visit.link("add"), "Add a report")]))
    _show_picker(visit, [])
    ordered = sorted(reports.items(), key=lambda pair: (str(pair[1].date_published), pair[1].publisher))
    rows = tuple(_list_row(visit, name, source, counts[name]) for name, source in ordered)
    columns = (Column("Report"), Column("Published", "day"), Column("Language"), Column("Figures", "number"))
    table = Table(columns, (Section(rows),), "Reports, by day of publication")
    st.html(write_table(table, visit.theme, visit.link_figure))


def _list_row(visit: Visit, name: str, source: Source, count: int) -> Row:
    title = Cell(source.title, sub=source.publisher, href=visit.link("reports", source=[name]), lang=source.language)
    return Row((title, Cell(write_published(source)), Cell(name_language(source.language)), Cell(str(count))))


def name_language(code: str) -> str:
    """Return the name of a language, or its code."""
    return _LANGUAGES.get(code.partition("-")[0], code)


def _show_picker(visit: Visit, chosen: list[str]) -> None:
    key = "report-picker"
    if st.session_state.get(key) != chosen:
        st.session_state[key] = chosen
    names = {name: f"{name_report(source)}: {source.title}"[:120] for name, source in visit.whole.reports.items()}
    st.multiselect(
        "Open one report, or two side by side",
        list(names),
        max_selections=2,
        format_func=lambda name: names.get(name, name),
        key=key,
        on_change=_pick,
        placeholder="Type a publisher, a day or a title",
        filter_mode="contains",
        select_all=False,
    )


def _pick() -> None:
    query = {name: values for name, values in read_query().items() if name != "source"}
    write_query(query | {"source": list(st.session_state["report-picker"])})


def _show_one(visit: Visit, name: str) -> None:
    source = visit.whole.reports[name]
    show_heading(source.title, name_report(source), source.language)
    _show_picker(visit, [name])
    st.html(write_source(source))
    offers = exhibit.list_offers(visit)
    for question in QUESTIONS:
        if not offers[question]:
            exhibit.show(visit, question)
    with st.expander("Check a copy: does it hold the quotes of this report?", type="compact"):
        _check_copy(visit, name)


def write_source(source: Source) -> str:
    """Return what a reader should know of a report, as HTML."""
    notes = write_notes(
        (
            ("Published", write_published(source)),
            ("How the day is known", source.date_basis),
            ("Kind", start(source.kind.replace("_", " "))),
            ("Author", source.author),
            ("Language", name_language(source.language)),
            ("Read", None if source.text_complete else _CUT),
            ("Note", source.note),
            ("Cite as", cite_apa(source)),
        )
    )
    link = source.link
    if link:
        address = f'<dt>Address</dt><dd><a href="{escape(link)}" target="_blank">{escape(link)}</a></dd>'
        notes = notes.replace("</dl>", f"{address}</dl>")
    return notes


def _check_copy(visit: Visit, name: str) -> None:
    """Hold the quotes of a report against a text that a reader brings, which is kept only while it is read."""
    with st.form("copy", border=False, clear_on_submit=True):
        pasted = st.text_area("Paste the text", max_chars=MAX_TEXT_BYTES, height=120)
        upload = st.file_uploader("Or a plain text file", type=["txt"], max_upload_size=MAX_TEXT_BYTES // 1_000_000)
        if not st.form_submit_button("Check"):
            return
    text = upload.getvalue().decode("utf-8-sig", "replace") if upload else pasted
    if not text.strip():
        show_nothing("There is no text to check.")
        return
    entries = [*visit.whole.figures, *visit.whole.gaps, *visit.whole.statements]
    try:
        found = run_limited(check_copy, [entry for entry in entries if entry.source.id == name], text)
    except WorkError as error:
        show_nothing(str(error))
        return
    items = "".join(f"<li>{set_apart(str(one))}</li>" for one in sorted(found, key=lambda one: one.holds))
    st.html(f"<p><strong>{sum(one.holds for one in found)} of {len(found)} quotes hold.</strong></p>")
    st.html(f'<ul class="details">{items}</ul>')


def _show_two(visit: Visit, one: str, other: str) -> None:
    """Show what two reports say of the same thing, then what only one of them says."""
    sources = [visit.whole.reports[name] for name in (one, other)]
    show_heading("Two reports side by side", " · ".join(map(name_report, sources)))
    _show_picker(visit, [one, other])
    exhibit.show(visit, "side_by_side")
