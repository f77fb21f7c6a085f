"""One figure: the number, the plain verdict, the voices on the same question, the full note, how to cite it."""

from collections.abc import Container

import streamlit as st

from dashboard.compare import topic_of
from dashboard.exhibits.numbers import MOST_BESIDE, list_beside
from dashboard.records.reported import ReportedFigure
from dashboard.render.html import write_table
from dashboard.views import exhibit
from dashboard.views.visit import Visit, show, show_html, write, write_address
from dashboard.wording.comparisons import say_standing
from dashboard.wording.scopes import state_figure
from dashboard.wording.sources import cite_apa, cite_ris, link_to_quote, write_full_note


def render(visit: Visit) -> None:
    """Show the figure that the address names."""
    if (name := visit.selection.figure) is None:
        show("heading", "A figure and its source", "Choose a figure: every number on every page leads here.")
        show("links", "", [(visit.link("explore"), "To the table of all figures")])
        return
    figure = visit.whole.figure(name)
    topic, told = topic_of(figure), (state_figure(figure), say_standing(visit.comparison, figure))
    show("heading", *told)
    source, file = visit.link("reports", source=figure.source.id), f"api/figures/{figure.id}"
    ways: list[tuple[str, ...]] = [(visit.link_topic(topic), "Compare voices"), (source, "The whole report")]
    if visit.can_draw and not visit.own:
        ways.append((write_address(f"{file}.png", {}, preset="square", theme=visit.theme, download="1"), "Card as PNG"))
    if not visit.own:
        ways.append((f"{file}.json", "JSON"))
    if quoted := link_to_quote(figure):
        ways.append((quoted, "Find the quote in the source", "outside"))
    show_html(write("links", "", ways), write_note(figure, visit, told))
    answer = visit.comparison.answer(topic)
    if answer.figures:
        exhibit.show(visit, "voices_apart", topic)
    elif others := [one for one in answer.beside if one.figure is not figure]:
        tables, *_ = list_beside(topic, others, MOST_BESIDE)
        written = "".join(write_table(table, visit.theme, visit.link_figure) for table in tables)
        show("group", "The closest that others report", written)
    with st.expander("Cite this report", type="compact"):
        for label, cite in (("APA", cite_apa), ("RIS", cite_ris)):
            st.caption(label)
            st.code(cite(figure.source), language=None, wrap_lines=True)


def write_note(figure: ReportedFigure, visit: Visit, told: Container[str] = ()) -> str:
    """Return the full note of a figure as HTML, but for what the page has *told* already."""
    whole = visit.whole.figure(figure.part_of) if figure.part_of else None
    note = write_full_note(figure, say_standing(visit.comparison, figure), whole)
    return write("notes", [(label, text) for label, text in note.parts if text not in told])
