"""Download: exactly what is selected, each format with what it is for; and a picture held against today's figures."""

from datetime import UTC, datetime

import streamlit as st

from dashboard.exhibits import find_question
from dashboard.exhibits.exhibit import Cell, Column, Row, Section, Table
from dashboard.export import FORMATS
from dashboard.export.about import Order, describe
from dashboard.export.formats import Format
from dashboard.render.html import write_table
from dashboard.render.record import check_picture
from dashboard.views import exhibit, own
from dashboard.views.exhibit import PICTURES
from dashboard.views.visit import Visit, show, show_html, write, write_address

MOST_MEGABYTES = 10


def render(visit: Visit) -> None:
    """Show the files that can be had of what is selected."""
    show("heading", "Download", f"{visit.told}.")
    if visit.own:
        for one in FORMATS:
            # A description of the data names addresses, which these have not.
            if one.scope != "exhibit" and one.id != "descriptor" and (visit.can_draw or not one.draws):
                left, right = st.columns([1, 3], vertical_alignment="center")
                with left:
                    own.offer(visit, one.id)
                right.text(one.purpose)
        show("status", "Pictures stand below each exhibit.")
    else:
        show_html(visit.keep("files", lambda: _write_tables(visit) + _write_pictures(visit)))
    with st.expander("Check a picture: is what it shows still what the reports say?", type="compact"):
        _check_picture(visit)


def _write_tables(visit: Visit) -> str:
    query = visit.query(figure=None, download="1")
    order = Order(visit.chosen, describe(visit.selection, visit.chosen, datetime.now(UTC)))
    rows = tuple(
        Row((Cell(one.label, href=write_address(one.address, query)), Cell(_tell_size(one, order)), Cell(one.purpose)))
        for one in FORMATS
        if one.scope != "exhibit" and (visit.can_draw or not one.draws)
    )
    columns = (Column("File", width=25), Column("Size", width=10), Column("What it is for"))
    table = Table(columns, (Section(rows),), "Files of what is selected")
    return write_table(table, visit.theme, visit.link_figure)


def _tell_size(one: Format, order: Order) -> str:
    """Return the size of a table; other files are made when they are asked for, which takes longer than to say so."""
    return f"{max(1, round(len(one.write(order)) / 1000)):,} kB" if one.scope == "table" else ""


def _write_pictures(visit: Visit) -> str:
    """Return the links to every picture that shows something; what would show nothing says why, below."""
    if not visit.can_draw:
        return write("nothing", "Pictures need Chromium on the server, and none was found.")
    offers, left_out = exhibit.list_offers(visit)
    made = []
    for name, label in offers.items():
        links = (
            Cell(ending.upper(), href=exhibit.link_picture(visit, name, ending, preset))
            for ending, preset, _ in PICTURES
        )
        made.append(Row((Cell(label), *links)))
    left = [
        Row((Cell(find_question(name).label, sub=reason), *(Cell("") for _ in PICTURES)), muted=True)
        for name, reason in left_out.items()
    ]
    told = "Pictures of what is selected, each with its source and a record of its figures"
    columns = (Column("Pictures", width=40), *(Column(label) for *_, label in PICTURES))
    sections = [Section(tuple(made)), Section(tuple(left), "Nothing to show", True)]
    table = Table(columns, tuple(section for section in sections if section.rows), told)
    return write_table(table, visit.theme, visit.link_figure)


def _check_picture(visit: Visit) -> None:
    """Hold a picture against today's figures; it stays on the server only while it is read."""
    with st.form("picture", border=False, clear_on_submit=True):
        upload = st.file_uploader("A picture made by this dashboard", type=["png"], max_upload_size=MOST_MEGABYTES)
        if not st.form_submit_button("Check") or upload is None:
            return
    show("details", check_picture(upload.getvalue(), visit.whole))
