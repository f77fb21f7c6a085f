"""Download: exactly what is selected, each format with what it is for; and a picture held against today's figures."""

from datetime import UTC, datetime

import streamlit as st

from dashboard.exhibits import find_question
from dashboard.export import FORMATS
from dashboard.export.about import Order, describe
from dashboard.render.record import check_picture
from dashboard.views import exhibit
from dashboard.views.visit import Visit, show, show_html, write

MOST_MEGABYTES = 10


def render(visit: Visit) -> None:
    """Show the files that can be had of what is selected."""
    show("heading", "Download", f"{visit.told}.")
    if visit.own:
        # A description of the data names addresses, which these have not.
        exhibit.show_files(visit, [one.id for one in FORMATS if one.scope != "exhibit" and one.id != "descriptor"], "")
        show("status", "Pictures stand below each exhibit.")
    else:
        show_html(visit.keep("files", lambda: _write_files(visit)))
    about = "Check a picture: is what it shows still what the reports say?"
    with st.expander(about, type="compact"), st.form("picture", border=False, clear_on_submit=True):
        # It stays on the server only while it is read.
        upload = st.file_uploader("A picture made by this dashboard", type=["png"], max_upload_size=MOST_MEGABYTES)
        if st.form_submit_button("Check") and upload is not None:
            show("details", check_picture(upload.getvalue(), visit.whole))


def _write_files(visit: Visit) -> str:
    """Return the links to every file and every picture that shows something; what would show nothing says why."""
    order = Order(visit.chosen, describe(visit.selection, visit.chosen, datetime.now(UTC)))
    files = []
    for one in FORMATS:
        if one.scope != "exhibit" and (visit.can_draw or not one.draws):
            # To make the others takes longer than to say their size is worth.
            size = f"{max(1, round(len(one.write(order)) / 1000)):,} kB" if one.scope == "table" else ""
            files.append((one, visit.link(one.address, figure=None, download="1"), size))
    written = write("downloads", files)
    if not visit.can_draw:
        return written + write("nothing", "Pictures need Chromium on the server, and none was found.")
    offers, left_out = exhibit.list_offers(visit)
    pictures = [(label, exhibit.link_pictures(visit, name)) for name, label in offers.items()]
    return written + write("pictures", pictures, [(find_question(name).label, why) for name, why in left_out.items()])
