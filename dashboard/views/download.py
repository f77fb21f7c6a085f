"""Download: exactly what is selected, each format with what it is for; and a picture held against today's figures."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

import streamlit as st

from dashboard.exhibits import QUESTIONS
from dashboard.exhibits.exhibit import Cell, Column, Row, Section, Table
from dashboard.export import FORMATS
from dashboard.render.html import write_table
from dashboard.render.presets import PRESETS
from dashboard.views import exhibit
from dashboard.views.shown import Shown
from dashboard.views.text import show_heading
from dashboard.views.visit import Visit
from dashboard.wording.selections import describe_selection

MOST_UPLOAD = 25_000_000


def render(visit: Visit) -> None:
    """Show the files that can be had of what is selected."""
    chosen = visit.chosen
    show_heading(
        "Download",
        f"{describe_selection(visit.selection, visit.whole)}: {len(chosen.figures):,} figures from {len(chosen.reports):,} reports.",
    )
    st.html(_write_tables(visit))
    st.html(_write_pictures(visit))
    with st.expander("Check a picture: is what it shows still what the reports say?"):
        _check_picture(visit)


def _write_tables(visit: Visit) -> str:
    query = urlencode(visit.query(figure=None, download="1"), doseq=True)
    rows = tuple(
        Row((Cell(one.label, href=f"{one.address}?{query}"), Cell(one.purpose)))
        for one in FORMATS
        if one.scope in ("table", "tables", "briefing")
    )
    table = Table((Column("File", width=30), Column("What it is for")), (Section(rows),), "Files of what is selected")
    return write_table(table, visit.theme, visit.link_figure)


def _write_pictures(visit: Visit) -> str:
    heads = [preset.label.split(",")[0] for preset in PRESETS.values()]
    columns = (Column("Question", width=40), *(Column(head) for head in heads), Column("Document"))
    rows = tuple(_list_picture(visit, question.id, question.label) for question in QUESTIONS)
    table = Table(
        columns, (Section(rows),), "Pictures of what is selected, each with its source and a record of its figures"
    )
    return write_table(table, visit.theme, visit.link_figure)


def _list_picture(visit: Visit, name: str, label: str) -> Row:
    """Return the links to an exhibit's pictures, or the reason why there are none."""
    made = exhibit.make(visit, name)
    if not isinstance(made, Shown):
        return Row((Cell(label, sub=made), *(Cell("–") for _ in PRESETS), Cell("–")), muted=True)
    links = [Cell("PNG", href=exhibit.link_file(visit, made, "png", preset=preset)) for preset in PRESETS]
    return Row((Cell(label), *links, Cell("PDF", href=exhibit.link_file(visit, made, "pdf", preset="slide"))))


def _check_picture(visit: Visit) -> None:
    from dashboard.export.check import check_picture

    upload = st.file_uploader("A picture made by this dashboard (PNG)", type=["png"], key="picture", max_upload_size=25)
    if upload is None:
        return
    if upload.size > MOST_UPLOAD:
        st.html('<p class="nothing">The file is larger than 25 MB, expected a picture of this dashboard.</p>')
        return
    report = check_picture(upload.getvalue(), visit.whole)
    st.html("".join(f"<p>{escape(line)}</p>" for line in report))
