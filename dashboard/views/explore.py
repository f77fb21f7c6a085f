"""Explore: filter, tick, add, follow a number to who said it, take exactly these rows away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from html import escape
from typing import Any

import streamlit as st

from dashboard.collection.selection import LABELS, explain_empty
from dashboard.collection.twice import explain_refusal
from dashboard.exhibits import LEAD, find_question
from dashboard.export import FORMATS
from dashboard.records.quantity import add_bounds, write_bounds
from dashboard.records.reported import ReportedFigure
from dashboard.render.html import set_apart
from dashboard.views import exhibit, files
from dashboard.views.figure import write_note
from dashboard.views.filters import show_filters
from dashboard.views.text import plain_markdown, show_heading, show_nothing, write_address, write_links
from dashboard.views.visit import Visit, read_query, write_query
from dashboard.wording.days import write_window_short
from dashboard.wording.numbers import name_counted, start
from dashboard.wording.scopes import name_inferred, name_place, state_figure
from dashboard.wording.selections import STANDINGS
from dashboard.wording.voices import write_chain

ROWS = 10
MOST_TICKED = 40
COLUMNS = ("Tick", "Reported", "What, where and when", "Who says so", "Standing", "Quote")
_LAST = date.max
_ORDERS: dict[str, tuple[str, Callable[[ReportedFigure], Any]]] = {
    "published": ("By day of publication", lambda one: (one.source.date_published or _LAST, one.source.id)),
    "day": ("By the day counted", lambda one: one.window.first_day or one.window.last_day or _LAST),
    "number": ("By number, largest first", lambda one: -(one.bounds.best or one.bounds.low or 0)),
}


def render(visit: Visit) -> None:
    """Show filters, the table, the sum of what is ticked, then the note and an exhibit side by side."""
    show_heading("Explore figures")
    status = show_filters(visit)
    figures = visit.chosen.figures
    if not figures:
        _show_nothing(visit)
        return
    ticked = _show_table(visit, sorted(figures, key=_ORDERS[_read_order()][1]))
    if len(ticked) > 1:
        status.html(write_sum(visit, ticked))
    else:
        status.html('<p class="status">Tick a row for its note, several for their sum.</p>')
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
    show_nothing("No figure has all of this.")
    for name, count in explain_empty(visit.selection, visit.whole, visit.standing_of)[:3]:
        label = f"Without the filter on {LABELS[name]}: {count:,} figure{'' if count == 1 else 's'}"
        looser = replace(visit, selection=visit.selection.without(name))
        st.button(label, key=f"loosen-{name}", on_click=write_query, args=(looser.query(),))


def _show_table(visit: Visit, figures: Sequence[ReportedFigure]) -> list[ReportedFigure]:
    """Show one page of rows; return the figures that are ticked, here and on other pages, else the one that is open."""
    pages = -(-len(figures) // ROWS)
    at = min(max(_read_page(), 1), pages)
    ticked = [visit.whole.figure(name) for name in read_query().get("tick", ()) if visit.whole.has_figure(name)]
    rows = "".join(write_row(visit, figure, ticked) for figure in figures[(at - 1) * ROWS : at * ROWS])
    heads = "".join(f'<th scope="col" role="columnheader">{head}</th>' for head in COLUMNS[1:])
    st.html(
        f'<div class="exhibit figures {visit.theme}"><div class="frame"><table class="words" role="table">'
        f'<thead role="rowgroup"><tr role="row"><td role="cell" class="tick"></td>{heads}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table></div></div>'
    )
    _show_pages(visit, at, pages, len(figures))
    return ticked or [figure for figure in figures if figure.id == visit.selection.figure]


def write_row(visit: Visit, figure: ReportedFigure, ticked: Sequence[ReportedFigure]) -> str:
    """Return a row as HTML: number with qualifier, what, where, when, who, publisher, standing, quote, and its tick."""
    phrase = figure.indicator.phrase
    what = start(f"{name_counted(figure)} {phrase}" if phrase else name_counted(figure))
    inferred = name_inferred(figure)
    place = f"{name_place(figure.place)}, {write_window_short(figure.window)}{f' ({inferred})' if inferred else ''}"
    cells = [
        f'<a href="{escape(visit.link_figure(figure.id))}" target="_self">{escape(figure.written)}</a>',
        f'<span class="value">{set_apart(what)}</span><span class="sub">{set_apart(place)}</span>',
        f"<span>{set_apart(write_chain(figure, short=True))}</span>",
        f'<span class="standing">{escape(STANDINGS[visit.standing_of(figure)])}</span>',
        f'<span><bdi lang="{escape(figure.source.language)}">{escape(figure.quote or "")}</bdi></span>',
    ]
    kinds = ("number", "text", "text", "text", "quote")
    is_ticked = figure in ticked
    names = [one.id for one in ticked if one != figure] + ([] if is_ticked else [figure.id])
    others = {name: values for name, values in read_query().items() if name != "tick"}
    href = escape(write_address("explore", {**others, **({"tick": names} if names else {})}))
    words = "".join(
        f'<td role="cell" class="{kind}" data-label="{head.partition(",")[0]}">{cell}</td>'
        for kind, head, cell in zip(kinds, COLUMNS[1:], cells, strict=True)
    )
    label = escape(f"Tick {figure.written} {what}, {place}")
    tick = (
        f'<a class="tick" role="checkbox" aria-checked="{str(is_ticked).lower()}" aria-label="{label}" '
        f'href="{href}" target="_self"></a>'
    )
    row = f"row{' ticked' if is_ticked else ''}"
    return f'<tr role="row" class="{row}"><td role="cell" class="tick">{tick}</td>{words}</tr>'


def _read_page() -> int:
    text = (read_query().get("page") or ["1"])[-1]
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _read_order() -> str:
    asked = (read_query().get("sort") or [""])[-1]
    return asked if asked in _ORDERS else next(iter(_ORDERS))


def _turn(page: int) -> None:
    write_query(read_query() | {"page": [str(page)]})


def _sort() -> None:
    query = {name: values for name, values in read_query().items() if name != "page"}
    write_query(query | {"sort": [st.session_state["order"]]})


def _show_pages(visit: Visit, at: int, pages: int, count: int) -> None:
    """Show where in the rows one is, their order, and the files of exactly these rows."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="pages"):
        first, last = (at - 1) * ROWS + 1, min(at * ROWS, count)
        st.html(f'<p class="status">{first:,} to {last:,} of {count:,} figures</p>', width="content")
        if pages > 1:
            st.button("Previous", on_click=_turn, args=(at - 1,), disabled=at == 1, type="tertiary", key="previous")
            st.button(
                "More rows", on_click=_turn, args=(at + 1,), disabled=at == pages, type="tertiary", key="more-rows"
            )
        st.session_state["order"] = _read_order()
        st.selectbox(
            "Order",
            list(_ORDERS),
            format_func=lambda name: _ORDERS[name][0],
            key="order",
            on_change=_sort,
            label_visibility="collapsed",
            width=230,
        )
        if visit.own:
            files.offer_rows(visit, _ROWS_AS)
            return
        query = visit.query(figure=None, download="1")
        links = [(write_address(one.address, query), one.label) for one in FORMATS if one.id in _ROWS_AS]
        st.html(write_links("These rows:", links), width="content")


_ROWS_AS = ("csv", "spreadsheet", "xlsx")


def _show_ticked(visit: Visit, ticked: list[ReportedFigure]) -> None:
    """Show the note of one figure, or what several are."""
    if len(ticked) > 1:
        items = "".join(
            f'<li><a href="{escape(visit.link_figure(one.id))}" target="_self">{set_apart(state_figure(one))}</a></li>'
            for one in ticked
        )
        st.html(f'<ul class="details">{items}</ul>')
        return
    figure = ticked[0]
    st.subheader(plain_markdown(state_figure(figure)), anchor=False)
    visit.show_link("figure", "Its page: voices beside it, citation, card", figure=figure.id)
    st.html(write_note(figure, visit))


def write_sum(visit: Visit, ticked: Sequence[ReportedFigure]) -> str:
    """Return the sum of figures with its qualifier, or why there is none, as HTML."""
    if len(ticked) > MOST_TICKED:
        return f'<p class="status">At most {MOST_TICKED} figures can be added.</p>'
    refusal = explain_refusal(ticked, visit.whole.vocabulary)
    if refusal:
        return f'<p class="status"><strong>Not to be added:</strong> {set_apart(refusal)}.</p>'
    names = {name_counted(figure) for figure in ticked}
    counted = names.pop() if len(names) == 1 else ticked[0].indicator.unit
    total = f"{write_bounds(add_bounds([figure.bounds for figure in ticked]))} {counted}"
    return f'<p class="status">Together: <strong class="number">{set_apart(total)}</strong></p>'


def _show_exhibit(visit: Visit) -> None:
    """Show the chosen exhibit of what is selected; those that have nothing to show are not offered."""
    offers = exhibit.list_offers(visit)
    names = [name for name, reason in offers.items() if not reason]
    if not names:
        return
    chosen = exhibit.read_asked(offers, LEAD)
    st.session_state["explore-exhibit"] = chosen
    st.selectbox(
        "Exhibit of what is selected",
        names,
        format_func=lambda name: find_question(name).label,
        key="explore-exhibit",
        on_change=_open_exhibit,
    )
    exhibit.show(visit, chosen, visit.topic, key="exhibit-explore", fold=True)


def _open_exhibit() -> None:
    write_query(read_query() | {"exhibit": [st.session_state["explore-exhibit"]]})
