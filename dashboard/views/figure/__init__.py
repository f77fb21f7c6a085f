"""The page of one figure, at ``?figure=<id>``: all that is known of it, what stands around it, and how to cite it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard import widgets
from dashboard.charts import CHARTS
from dashboard.filters import Filter, write_query
from dashboard.notes import Note, cite_apa, cite_bibtex, cite_ris, state_figure, write_full_note, write_short_note
from dashboard.tables import Tables
from dashboard.views.figure.around import compare_html, parts_html
from dashboard.views.figure.links import picture_links, top_html, unknown_html
from dashboard.widgets import escape, show_chart, show_html
from dashboard.widgets.notes import find_figure

PARAMETER = "figure"
# As wide as the right half of a shared screen; the page scales them from there.
_LOOKS = {"places": (560, 300), "timeline": (560, 300)}

Row = Mapping[str, Any]


def is_asked() -> bool:
    """True where the address names a figure, on whichever page."""
    return PARAMETER in st.query_params


def render() -> None:
    """Show the figure the address names, or say that there is none of that name and which are near."""
    tables = widgets.read_state().tables
    asked = st.query_params.get(PARAMETER, "")
    row = find_figure(asked, tables)
    if row is None:
        show_html(unknown_html(asked, tables))
        return
    show_html(top_html(row, tables))
    left, right = st.columns(2, gap="large")
    with left:
        show_html(_figure_html(row, write_full_note(row, tables, compare=False)))
        show_html(compare_html(row, tables) + parts_html(row, tables))
    with right:
        _show_charts(row, tables)
        _show_citations(row, tables)


def _figure_html(row: Row, note: Note) -> str:
    parts = "".join(f"<dt>{escape(part.label)}</dt><dd dir='auto'>{escape(part.text)}</dd>" for part in note.parts)
    # Only an address of the web becomes a link: a source may hold anything.
    link = note.link if note.link and note.link.lower().startswith(("http://", "https://")) else None
    found = f'<a href="{escape(link)}" rel="noopener noreferrer">Find the words at the publisher</a>' if link else ""
    return (
        f'<div class="hf-page hf-figure"><h1><span class="hf-huge">{escape(row["written"])}</span> '
        f"{escape(state_figure(row))}</h1><p>{escape(write_short_note(row))}</p></div>"
        f'<div class="hf-note"><dl>{parts}</dl><p class="hf-links">{found}</p>{picture_links(row["id"])}</div>'
    )


def _show_charts(row: Row, tables: Tables) -> None:
    """Show where and when: a small map of this figure alone, and its day among the events its source tells."""
    alone = _set_apart(tables.view_hash, row["source"], row["id"], tables)
    query = write_query(Filter(source=(row["source"],), text=row["id"]))
    for chart, (width, height) in _LOOKS.items():
        if chart in CHARTS:
            show_chart(chart, alone, key=f"figure-{chart}", query=query, width=width, height=height)


@st.cache_resource(max_entries=64, show_spinner=False)
def _set_apart(reading: str, source: str, figure: str, _tables: Tables) -> Tables:
    return _tables.only([source]).with_figures([figure])


def _show_citations(row: Row, tables: Tables) -> None:
    source = tables.sources.set_index("id", drop=False).loc[row["source"]].to_dict()
    show_html('<h2 class="hf-title">Cite the source</h2>')
    for name, cite in (("APA", cite_apa), ("BibTeX", cite_bibtex), ("RIS", cite_ris)):
        show_html(f'<p class="hf-question">{name}</p>')
        st.code(cite(source), language=None, wrap_lines=True)
