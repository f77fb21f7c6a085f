"""Reports: each with what it says and what it leaves open, two side by side, a copy held against the quotes."""

from __future__ import annotations

from collections import Counter
from html import escape

import streamlit as st

from dashboard.collection import Collection
from dashboard.exhibits.exhibit import Cell, Column, Row, Section, Table
from dashboard.records.model import Source
from dashboard.render.html import write_table
from dashboard.views import exhibit
from dashboard.views.text import show_heading
from dashboard.views.visit import Visit, read_query, write_query
from dashboard.wording.citations import cite_apa
from dashboard.wording.selections import name_report
from dashboard.wording.voices import write_published

_CUT = "Only a part of the text was at hand: what it leaves out is not known."
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
    reports = visit.chosen.reports
    count = f"{len(reports)} report{'' if len(reports) == 1 else 's'}"
    show_heading(
        "Reports", f"{count}, each a file of figures with their quotes. Open one, or two to set them side by side."
    )
    _show_picker(visit, [])
    counts = Counter(figure.source.id for figure in visit.chosen.figures)
    ordered = sorted(reports.items(), key=lambda pair: (str(pair[1].date_published), pair[1].publisher))
    rows = tuple(_list_row(visit, name, source, counts[name]) for name, source in ordered)
    columns = (Column("Report"), Column("Published", "day"), Column("Language"), Column("Figures", "number"))
    st.html(
        write_table(
            Table(columns, (Section(rows),), "All reports, by day of publication"), visit.theme, visit.link_figure
        )
    )


def _list_row(visit: Visit, name: str, source: Source, count: int) -> Row:
    link = visit.link("reports", source=[name])
    return Row(
        (
            Cell(source.title, sub=source.publisher, href=link, lang=source.language),
            Cell(write_published(source)),
            Cell(source.language),
            Cell(str(count)),
        )
    )


def _show_picker(visit: Visit, chosen: list[str]) -> None:
    names = list(visit.whole.reports)
    st.multiselect(
        "Open one report, or two side by side",
        names,
        default=chosen,
        max_selections=2,
        format_func=lambda name: _name(visit.whole, name),
        key="report-picker",
        on_change=_pick,
        placeholder="Type a publisher or a day",
    )


def _pick() -> None:
    query = {name: values for name, values in read_query().items() if name != "source"}
    write_query(query | {"source": list(st.session_state["report-picker"])})


def _name(collection: Collection, name: str) -> str:
    source = collection.reports[name]
    return f"{name_report(source)}: {source.title}"[:120]


def _show_one(visit: Visit, name: str) -> None:
    source = visit.whole.reports[name]
    show_heading(source.title, name_report(source))
    _show_picker(visit, [name])
    st.html(write_source(source))
    for question in QUESTIONS:
        exhibit.show(visit, question)


def write_source(source: Source) -> str:
    """Return what a reader should know of a report, as HTML."""
    rows = [
        ("Published", write_published(source)),
        ("How the day is known", source.date_basis),
        ("Kind", source.kind.replace("_", " ")),
        ("Author", source.author),
        ("Language", source.language),
        (
            "Read",
            None if source.text_complete else "Only a part of the text was at hand: what it leaves out is not known.",
        ),
        ("Note", source.note),
        ("Cite as", cite_apa(source)),
    ]
    items = "".join(f"<dt>{label}</dt><dd>{escape(text)}</dd>" for label, text in rows if text)
    link = source.link
    address = f'<dt>Address</dt><dd><a href="{escape(link)}" rel="noreferrer">{escape(link)}</a></dd>' if link else ""
    return f'<dl class="note">{items}{address}</dl>'


def _show_two(visit: Visit, one: str, other: str) -> None:
    """Show what two reports say of the same thing, then what only one of them says."""
    sources = [visit.whole.reports[name] for name in (one, other)]
    show_heading("Two reports side by side", " · ".join(map(name_report, sources)))
    _show_picker(visit, [one, other])
    exhibit.show(visit, "side_by_side")
