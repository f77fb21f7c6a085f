"""Reports: each with what it says and what it leaves open, two side by side, a copy held against the quotes."""

from collections import Counter
from operator import itemgetter

import streamlit as st

from dashboard.collection.quotes import MAX_TEXT_BYTES, check_copy
from dashboard.collection.worker import WorkError, run_limited
from dashboard.exhibits.exhibit import Cell, Column, Row, Section, Table
from dashboard.records.model import Source
from dashboard.render.html import write_table
from dashboard.views import exhibit
from dashboard.views.visit import Visit, bind, choose, show, show_html
from dashboard.wording.headings import count_digits
from dashboard.wording.sentences import VALUES, say, start
from dashboard.wording.sources import cite_apa, name_report, write_published

# What one report answers, in this order.
QUESTIONS = ("how_firm", "not_known", "timeline", "claims", "who_says")


def render(visit: Visit) -> None:
    """Show the list, one report, or two side by side."""
    chosen = [visit.whole.reports[name] for name in visit.selection.reports]
    counts = Counter(figure.source.id for figure in visit.chosen.figures)
    reports = [one for one in visit.chosen.reports.values() if visit.selection.is_empty or counts[one.id]]
    if len(chosen) == 1:
        show("heading", chosen[0].title, name_report(chosen[0]), chosen[0].language)
    elif len(chosen) == 2:
        show("heading", "Two reports side by side", " · ".join(map(name_report, chosen)))
    else:
        line = "each with its figures and their quotes. Choose two to set them side by side."
        show("heading", "Reports", f"{count_digits(len(reports), 'report')}, {line}")
        show("links", "", [(visit.link("add"), "Add a report")])
    names = {name: f"{name_report(source)}: {source.title}"[:120] for name, source in visit.whole.reports.items()}
    label, typed = "Open one report, or two side by side", "Type a publisher, a day or a title"
    held = bind("source", [one.id for one in chosen] if len(chosen) < 3 else [])
    choose(st.multiselect, label, names, held, placeholder=typed, max_selections=2, select_all=False)
    if len(chosen) == 1:
        _show_one(visit, chosen[0])
    elif len(chosen) == 2:
        exhibit.show(visit, "side_by_side")
    else:
        reports.sort(key=lambda one: (str(one.date_published), one.publisher))
        rows = []
        for one in reports:
            title = Cell(one.title, sub=one.publisher, href=visit.link("reports", source=one.id), lang=one.language)
            rows.append(Row((title, *map(Cell, (write_published(one), _name_language(one), str(counts[one.id]))))))
        columns = (Column("Report"), Column("Published", "day"), Column("Language"), Column("Figures", "number"))
        table = Table(columns, (Section(rows),), "Reports, by day of publication")
        show_html(write_table(table, visit.theme, visit.link_figure))


def _name_language(source: Source) -> str:
    return VALUES["language"].get(source.language.partition("-")[0], source.language)


def _show_one(visit: Visit, source: Source) -> None:
    """Show what a report is, what it says, and whether a copy of it that a reader brings holds its quotes."""
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
    about = "Check a copy: does it hold the quotes of this report?"
    with st.expander(about, type="compact"), st.form("copy", border=False, clear_on_submit=True):
        # The copy is kept only while it is read.
        pasted = st.text_area("Paste the text", max_chars=MAX_TEXT_BYTES, height=120)
        upload = st.file_uploader("Or a plain text file", type=["txt"], max_upload_size=MAX_TEXT_BYTES // 1_000_000)
        if st.form_submit_button("Check"):
            text = upload.getvalue().decode("utf-8-sig", "replace") if upload else pasted
            said = [*visit.whole.figures, *visit.whole.gaps, *visit.whole.statements] if text.strip() else []
            try:
                found = run_limited(check_copy, [one for one in said if one.source.id == source.id], text)
            except WorkError as error:
                show("nothing", str(error))
                return
            hold = f"{sum(holds for holds, _ in found)} of {len(found)} quotes hold."
            show("status", hold if found else "There is nothing to check.")
            show("details", [line for _, line in sorted(found, key=itemgetter(0))])
