"""The Sources page: one report with all it says, how to cite it and whether a copy bears it out; and all reports."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import widgets
from dashboard.charts import CHARTS
from dashboard.filters import Filter, write_query
from dashboard.notes import cite_apa, cite_bibtex, cite_ris, count_words
from dashboard.tables import Tables
from dashboard.views.sources.contents import events_html, facts_html, figures_html, gaps_html, statements_html
from dashboard.views.sources.copy import show_check
from dashboard.views.sources.overview import list_sources, make_overview, name_sources
from dashboard.widgets import escape, show_heading, show_html

_KEY, _TABLE = "sources-choice", "sources-table"
_CITATIONS = {"APA": cite_apa, "BibTeX": cite_bibtex, "RIS": cite_ris}


def render() -> None:
    """Show the source the address asks for, the story where it asks for none."""
    tables = widgets.read_state().tables
    if tables.sources.empty:
        show_heading("Sources", "No source could be read yet.")
        return
    names = _name_sources(tables.view_hash, tables)
    source, problem = find_source(st.query_params.get_all("source"), tables, names)
    show_heading("Sources", _count_reports(tables))
    if problem:
        show_html(f'<p class="hf-aside" role="status">{escape(problem)}</p>')
    _choose_source(source, names, tables)
    _show_source(source, tables)


def find_source(asked: list[str], tables: Tables, names: dict[str, str]) -> tuple[str, str | None]:
    """Return the source an address asks for, and a line where it makes no sense; without one it is the story."""
    default = tables.story if tables.story in names else next(iter(names))
    wanted = asked[-1].strip() if asked else ""
    if not wanted:
        return default, None
    if wanted not in names:
        shown = wanted if len(wanted) <= 60 else f"{wanted[:60]}…"
        return default, f"There is no source “{shown}” here, so another is shown."
    many = f"The address names {len(asked)} sources; this is the last of them." if len(asked) > 1 else None
    return wanted, many


@st.cache_resource(max_entries=4, show_spinner=False)
def _name_sources(reading: str, _tables: Tables) -> dict[str, str]:
    return name_sources(list_sources(_tables))


@st.cache_resource(max_entries=4, show_spinner=False)
def _make_overview(reading: str, _tables: Tables) -> pd.DataFrame:
    return make_overview(_tables)


def _count_reports(tables: Tables) -> str:
    reports = count_words(len(tables.sources), "report", "reports")
    return f"{reports} with {count_words(len(tables.figures), 'figure', 'figures')}, none independently verified"


def _choose_source(source: str, names: dict[str, str], tables: Tables) -> None:
    """Offer all sources by name, and all of them as a table; either writes the address."""
    if st.session_state.get(_KEY) != source:
        st.session_state[_KEY] = source
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    left.selectbox(
        "Report",
        list(names),
        key=_KEY,
        format_func=lambda name: names.get(name, name),
        filter_mode="contains",
        on_change=lambda: _open(st.session_state[_KEY]),
    )
    listed = right.toggle("List all reports", key="sources-listed")
    if listed:
        _show_overview(tables)


def _show_overview(tables: Tables) -> None:
    overview = _make_overview(tables.view_hash, tables)
    st.dataframe(
        overview,
        hide_index=True,
        key=_TABLE,
        alt="All reports: publisher, title, day of publication, kind, number of figures, how much was read",
        selection_mode="single-row",
        on_select=lambda: _open_row(overview),
        height=min(38 + 35 * len(overview), 400),
        column_config={
            "Published": st.column_config.DateColumn(format="D MMM YYYY"),
            "Figures": st.column_config.NumberColumn(width="small"),
            "Publisher": st.column_config.TextColumn(width="medium"),
            "Title": st.column_config.TextColumn(width="large"),
            "id": None,
        },
    )


def _open_row(overview: pd.DataFrame) -> None:
    rows = st.session_state[_TABLE]["selection"]["rows"]
    if rows and rows[0] < len(overview):
        _open(overview["id"].iloc[rows[0]])


def _open(source: str | None) -> None:
    if source:
        st.query_params["source"] = source


def _show_source(source: str, tables: Tables) -> None:
    cut = _cut(tables.view_hash, source, tables)
    record = cut.sources.iloc[0].to_dict()
    show_html(f'<h2 class="hf-section hf-first" dir="auto">{escape(record["title"])}</h2>')
    figures, *others = _write_contents(cut.view_hash, cut, tables)
    left, right = st.columns([1.75, 1], gap="large")
    with left:
        show_html(figures)
    with right:
        show_html(facts_html(record))
        _show_citations(record)
        show_check(source, cut)
    for body in filter(None, others):
        show_html(body)
    query = write_query(Filter(source=(source,)))
    for chart in ("who_says", "evidence"):
        if chart in CHARTS:
            widgets.show_chart(chart, cut, query=query)


@st.cache_resource(max_entries=64, show_spinner=False)
def _cut(reading: str, source: str, _tables: Tables) -> Tables:
    return _tables.only([source])


@st.cache_resource(max_entries=64, show_spinner=False)
def _write_contents(view: str, _tables: Tables, _collection: Tables) -> tuple[str, ...]:
    """Return what the source says as HTML: figures, then gaps, statements and events, empty where there are none."""
    return figures_html(_tables), gaps_html(_tables), statements_html(_tables, _collection), events_html(_tables)


def _show_citations(record: dict) -> None:
    """Show the citation in three forms, each with Streamlit's own copy button."""
    show_html('<h3 class="hf-subsection">Cite</h3>')
    for tab, cite in zip(st.tabs(list(_CITATIONS)), _CITATIONS.values(), strict=True):
        tab.code(cite(record).replace("\r\n", "\n"), language=None, wrap_lines=True)
