"""Explore: filter, tick, add, follow a number to who said it, take exactly these rows away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import streamlit as st

from dashboard.collection.selection import LABELS, PARAMETERS, explain_empty
from dashboard.collection.twice import explain_refusal
from dashboard.exhibits import LEAD
from dashboard.export import FORMATS
from dashboard.records.quantity import add_bounds, write_bounds
from dashboard.records.reported import ReportedFigure
from dashboard.views import exhibit, files
from dashboard.views.figure import write_note
from dashboard.views.filters import show_filters
from dashboard.views.text import show, show_heading, show_html, write, write_count, write_links
from dashboard.views.visit import Query, Visit, bind, change, choose, merge, read_place, read_query, write_address
from dashboard.wording.days import write_window_short
from dashboard.wording.numbers import name_counted, start
from dashboard.wording.scopes import name_inferred, name_place, state_figure
from dashboard.wording.selections import STANDINGS
from dashboard.wording.voices import write_chain

ROWS = 10
MOST_TICKED = 40
COLUMNS = ("Reported", "What, where and when", "Who says so", "Standing", "Quote")
ROWS_AS = ("csv", "spreadsheet", "xlsx")
_ORDERS: dict[str, tuple[str, Callable[[ReportedFigure], Any]]] = {
    "published": ("By day of publication", lambda one: (one.source.date_published or date.max, one.source.id)),
    "day": ("By the day counted", lambda one: one.window.first_day or one.window.last_day or date.max),
    "number": ("By number, largest first", lambda one: -(one.bounds.best or one.bounds.low or 0)),
}


def render(visit: Visit) -> None:
    """Show filters, the table, the sum of what is ticked, then the note and an exhibit side by side."""
    show_heading("Explore figures")
    status = show_filters(visit)
    if not visit.chosen.figures:
        _show_nothing(visit)
        return
    names = st.query_params.get_all("tick")
    ticked = [visit.whole.figure(name) for name in names if visit.whole.has_figure(name)]
    _show_table(visit, ticked)
    ticked = ticked or [figure for figure in visit.chosen.figures if figure.id == visit.selection.figure]
    with status:
        show("total", *sum_up(visit, ticked))
    if not ticked:
        _show_exhibit(visit)
        return
    left, right = st.columns([5, 6], gap="medium")
    with left:
        _show_ticked(visit, ticked)
    with right:
        _show_exhibit(visit)


def _show_nothing(visit: Visit) -> None:
    """Say that nothing is left, and what to loosen."""
    show("nothing", "No figure has all of this.")
    for name, count in explain_empty(visit.selection, visit.whole, visit.standing_of)[:3]:
        label = f"Without the filter on {LABELS[name]}: {write_count(count, 'figure')}"
        st.button(label, key=f"loosen-{name}", on_click=change, args=(PARAMETERS[name],))


def _show_table(visit: Visit, ticked: Sequence[ReportedFigure]) -> None:
    """Show one page of rows, where in them one is, their order, and the files of exactly these rows."""
    asked, query = st.query_params.get("sort"), read_query()
    order = asked if asked in _ORDERS else "published"
    figures = sorted(visit.chosen.figures, key=_ORDERS[order][1])
    pages = -(-len(figures) // ROWS)
    at = read_place("page", pages)
    first, last = (at - 1) * ROWS, min(at * ROWS, len(figures))

    def build() -> str:
        return write("table", COLUMNS, [_make_row(visit, one, ticked, query) for one in figures[first:last]], visit)

    show_html(visit.keep(("table", str(query)), build))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="pages"):
        show_html(write("status", f"{first + 1:,} to {last:,} of {len(figures):,} figures"), width="content")
        if pages > 1:
            for label, to, ends in (("Previous", at - 1, at == 1), ("More rows", at + 1, at == pages)):
                st.button(label, on_click=change, kwargs={"page": to}, disabled=ends, type="tertiary")
        orders = {name: label for name, (label, _) in _ORDERS.items()}
        held = bind("sort", order, "page")
        choose(st.selectbox, "Order", orders, held, label_visibility="collapsed", width=230)
        if visit.own:
            for name in ROWS_AS:
                files.offer(visit, name)
            return
        rows = visit.query(figure=None, download="1")
        links = [(write_address(one.address, rows), one.label) for one in FORMATS if one.id in ROWS_AS]
        show_html(write_links("These rows:", links), width="content")


def _make_row(visit: Visit, figure: ReportedFigure, ticked: Sequence[ReportedFigure], query: Query) -> tuple[Any, ...]:
    """Return what a row says, with the address that ticks it or takes its tick away."""
    counted, phrase, inferred = name_counted(figure), figure.indicator.phrase, name_inferred(figure)
    place = f"{name_place(figure.place)}, {write_window_short(figure.window)}"
    is_ticked = figure in ticked
    names = [one.id for one in ticked if one != figure] + ([] if is_ticked else [figure.id])
    tick = write_address("explore", merge(query, {"tick": names}))
    what = start(f"{counted} {phrase}" if phrase else counted)
    where = f"{place} ({inferred})" if inferred else place
    who, standing = write_chain(figure, short=True), STANDINGS[visit.standing_of(figure)]
    return figure, is_ticked, tick, what, where, who, standing


def _show_ticked(visit: Visit, ticked: Sequence[ReportedFigure]) -> None:
    """Show the note of one figure, or what several are."""
    if len(ticked) > 1:
        show("figures", [(one, state_figure(one), "") for one in ticked], visit)
        return
    [figure] = ticked
    page = write_links("", [(visit.link_figure(figure.id), "Its page: voices beside it, citation, card")])
    show("group", state_figure(figure), page + write_note(figure, visit))


def sum_up(visit: Visit, ticked: Sequence[ReportedFigure]) -> tuple[str, str]:
    """Return what the sum of the figures is called and the sum with its qualifier, or why there is none."""
    if len(ticked) < 2:
        return "Tick a row for its note, several for their sum.", ""
    if len(ticked) > MOST_TICKED:
        return f"At most {MOST_TICKED} figures can be added.", ""
    refusal = explain_refusal(ticked, visit.whole.vocabulary)
    if refusal:
        return f"Not to be added: {refusal}.", ""
    names = {name_counted(figure) for figure in ticked}
    counted = names.pop() if len(names) == 1 else ticked[0].indicator.unit
    total = write_bounds(add_bounds([figure.bounds for figure in ticked]))
    return "Together:", f"{total} {counted}"


def _show_exhibit(visit: Visit) -> None:
    """Show the chosen exhibit of what is selected; those that have nothing to show are not offered."""
    offers, _ = exhibit.list_offers(visit)
    if offers:
        chosen = exhibit.read_asked(offers, LEAD)
        choose(st.selectbox, "Exhibit of what is selected", offers, bind("exhibit", chosen))
        exhibit.show(visit, chosen, visit.topic)
