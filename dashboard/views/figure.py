"""One figure: the number, the plain verdict, the voices on the same question, the full note, how to cite it."""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard.collection import UnknownId
from dashboard.compare import topic_of
from dashboard.records.reported import ReportedFigure
from dashboard.views import exhibit
from dashboard.views.text import plain_markdown, show_banner, show_heading
from dashboard.views.visit import Visit
from dashboard.wording.citations import cite_apa, cite_bibtex, cite_ris, link_to_quote
from dashboard.wording.comparisons import say_standing
from dashboard.wording.notes import write_full_note
from dashboard.wording.titles import state_figure


def render(visit: Visit) -> None:
    """Show the figure that the address names."""
    name = visit.selection.figure
    if name is None:
        show_heading("A figure and its source", "Choose a figure: every number on every page leads here.")
        st.page_link(st.session_state["pages"]["explore"], label="To the table of all figures")
        return
    try:
        figure = visit.whole.figure(name)
    except UnknownId as unknown:
        show_banner("There is no such figure.", [str(unknown)])
        return
    show_figure(visit, figure)


def show_figure(visit: Visit, figure: ReportedFigure, heading: bool = True) -> None:
    """Show all that is known of a figure."""
    verdict = say_standing(visit.comparison, figure)
    if heading:
        show_heading(state_figure(figure))
    st.markdown(f"**{plain_markdown(verdict)}**")
    with st.container(horizontal=True, gap="medium"):
        topic = topic_of(figure)
        about, who, where, when = topic.key
        query = visit.query(figure=None, about=about, who=who, where=where, when=when)
        st.page_link(st.session_state["pages"]["compare"], label="Compare with other voices", query_params=query)
        st.page_link(
            st.session_state["pages"]["reports"], label="The whole report", query_params={"source": figure.source.id}
        )
        if link := link_to_quote(figure):
            st.link_button("Find the quote in the source", link, type="tertiary")
    st.html(write_note(figure, verdict, visit))
    st.html(_write_files(figure, visit))
    with st.expander("Cite this report"):
        for label, text in (("APA", cite_apa), ("BibTeX", cite_bibtex), ("RIS", cite_ris)):
            st.caption(label)
            st.code(text(figure.source), language=None, wrap_lines=True)
    exhibit.show(visit, "voices_apart", topic, whole=True, key="exhibit-figure")


def write_note(figure: ReportedFigure, verdict: str, visit: Visit) -> str:
    """Return the full note of a figure as HTML; every text in it is escaped."""
    whole = visit.whole.figure(figure.part_of) if figure.part_of and visit.whole.has_figure(figure.part_of) else None
    note = write_full_note(figure, verdict, whole)
    rows = "".join(f"<dt>{escape(part.label)}</dt><dd>{escape(part.text)}</dd>" for part in note.parts)
    return f'<dl class="note">{rows}</dl>'


def _write_files(figure: ReportedFigure, visit: Visit) -> str:
    links = [
        (f"api/figures/{figure.id}.png?preset=square&theme={visit.theme}&download=1", "Card as PNG"),
        (f"api/figures/{figure.id}.json", "JSON"),
    ]
    anchors = " ".join(f'<a href="{escape(href)}" target="_self">{label}</a>' for href, label in links)
    return f'<p class="files"><span>Files:</span> {anchors}</p>'
