"""Explore: filter, tick, add, follow a number to who said it, take exactly these rows away."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from dashboard.collection.selection import LABELS, explain_empty
from dashboard.collection.sums import add_figures, explain_refusal
from dashboard.exhibits import QUESTIONS, find_question
from dashboard.export import FORMATS
from dashboard.records.reported import ReportedFigure
from dashboard.views import exhibit
from dashboard.views.figure import write_note
from dashboard.views.filters import show_filters
from dashboard.views.text import plain_markdown
from dashboard.views.visit import Visit, read_query, write_query
from dashboard.wording.comparisons import say_standing
from dashboard.wording.days import write_window_short
from dashboard.wording.numbers import name_counted, start, write_bounds
from dashboard.wording.scopes import name_place
from dashboard.wording.selections import STANDINGS
from dashboard.wording.titles import state_figure
from dashboard.wording.voices import write_chain

ROWS = 12
ROW_HEIGHT = 35
MOST_TICKED = 40
KEY = "table"


def render(visit: Visit) -> None:
    """Show filters, the table, the sum of what is ticked, then the note and an exhibit side by side."""
    st.title("Explore figures", anchor=False)
    show_filters(visit)
    figures = visit.chosen.figures
    if not figures:
        _show_nothing(visit)
        return
    ticked = _show_table(visit, figures)
    left, right = st.columns([5, 6], gap="medium")
    with left:
        _show_ticked(visit, ticked)
    with right:
        _show_exhibit(visit)


def _show_nothing(visit: Visit) -> None:
    """Say that nothing is left, and what to loosen."""
    ways = explain_empty(visit.selection, visit.whole, visit.standing_of)
    st.html('<p class="nothing">No figure has all of this.</p>')
    for name, count in ways[:3]:
        label = f"Without the filter on {LABELS[name]}: {count:,} figure{'' if count == 1 else 's'}"
        st.button(label, key=f"loosen-{name}", on_click=_loosen, args=(visit, name))


def _loosen(visit: Visit, name: str) -> None:
    pairs: dict[str, list[str]] = {}
    for key, value in visit.selection.without(name).parameters():
        pairs.setdefault(key, []).append(value)
    write_query(pairs)


def _show_table(visit: Visit, figures: Sequence[ReportedFigure]) -> list[ReportedFigure]:
    """Show one page of rows; return the figures that are ticked."""
    pages = -(-len(figures) // ROWS)
    at = min(max(_read_page(), 1), pages)
    shown = figures[(at - 1) * ROWS : at * ROWS]
    table = make_table(visit, shown)
    event = st.dataframe(
        table,
        key=f"{KEY}-{at}-{visit.chosen.version[:12]}",
        hide_index=True,
        height=ROW_HEIGHT * (len(shown) + 1) + 3,
        row_height=ROW_HEIGHT,
        on_select="rerun",
        selection_mode="multi-row",
        column_config=_configure(),
    )
    _show_pages(visit, at, pages, len(figures))
    rows = event.selection.rows  # type: ignore[union-attr]
    here = [shown[row] for row in rows if row < len(shown)]
    return here or _read_open(visit, figures)


def make_table(visit: Visit, figures: Sequence[ReportedFigure]) -> pd.DataFrame:
    """Return the rows as a reader sees them: number with qualifier, what, where, when, who, publisher, standing, quote."""
    rows = [
        {
            "Reported": figure.written,
            "What": start(_name_what(figure)),
            "Where": name_place(figure.place) + ("" if figure.place_stated else " (inferred)"),
            "When": write_window_short(figure.window) + ("" if figure.days_stated else " (inferred)"),
            "Who says so": write_chain(figure, short=True),
            "Standing": STANDINGS[visit.standing_of(figure)],
            "Quote": figure.quote,
        }
        for figure in figures
    ]
    return pd.DataFrame(rows)


def _name_what(figure: ReportedFigure) -> str:
    phrase = figure.indicator.phrase
    return f"{name_counted(figure)} {phrase}" if phrase else name_counted(figure)


def _configure() -> dict[str, object]:
    widths = {
        "Reported": 100,
        "What": 190,
        "Where": 150,
        "When": 130,
        "Who says so": 270,
        "Standing": 105,
        "Quote": 230,
    }
    return {name: st.column_config.TextColumn(width=width) for name, width in widths.items()}


def _read_page() -> int:
    text = (read_query().get("page") or ["1"])[-1]
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _turn(page: int) -> None:
    write_query(read_query() | {"page": [str(page)]})


def _show_pages(visit: Visit, at: int, pages: int, count: int) -> None:
    """Show where in the rows one is, and the files of exactly these rows."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="pages"):
        first, last = (at - 1) * ROWS + 1, min(at * ROWS, count)
        st.markdown(f"{first:,} to {last:,} of {count:,} figures")
        if pages > 1:
            st.button(
                "Previous rows", on_click=_turn, args=(at - 1,), disabled=at == 1, type="tertiary", key="previous"
            )
            st.button("More rows", on_click=_turn, args=(at + 1,), disabled=at == pages, type="tertiary", key="more")
        query = urlencode(visit.query(figure=None, download="1"), doseq=True)
        links = " ".join(
            f'<a href="{escape(f"{one.address}?{query}")}" target="_self">{escape(one.label)}</a>'
            for one in FORMATS
            if one.id in ("csv", "spreadsheet", "xlsx")
        )
        st.html(f'<p class="files"><span>These rows:</span> {links}</p>')


def _read_open(visit: Visit, figures: Sequence[ReportedFigure]) -> list[ReportedFigure]:
    name = visit.selection.figure
    return [figure for figure in figures if figure.id == name]


def _show_ticked(visit: Visit, ticked: list[ReportedFigure]) -> None:
    """Show the note of one figure, or the sum of several."""
    if not ticked:
        st.caption("Tick a row for its full note, several for their sum.")
        return
    if len(ticked) > 1:
        _show_sum(visit, ticked[:MOST_TICKED])
        return
    figure = ticked[0]
    st.subheader(plain_markdown(state_figure(figure)), anchor=False)
    verdict = say_standing(visit.comparison, figure)
    st.page_link(
        st.session_state["pages"]["figure"],
        label="Its page: voices beside it, citation, card",
        query_params=visit.query(figure=figure.id),
    )
    st.html(write_note(figure, verdict, visit))


def _show_sum(visit: Visit, ticked: list[ReportedFigure]) -> None:
    refusal = explain_refusal(ticked, visit.whole.vocabulary)
    if refusal:
        st.html(f'<p class="nothing"><strong>These are not to be added.</strong> {escape(start(refusal))}.</p>')
    else:
        total = write_bounds(add_figures(ticked))
        st.subheader(plain_markdown(f"Together: {total} {name_counted(ticked[0])}"), anchor=False)
    items = "".join(f"<li>{escape(state_figure(figure))}</li>" for figure in ticked)
    st.html(f'<ul class="details">{items}</ul>')


def _show_exhibit(visit: Visit) -> None:
    """Show the chosen exhibit of what is selected; those that have nothing to show are not offered."""
    names = [question.id for question in QUESTIONS]
    asked = (read_query().get("exhibit") or [names[0]])[-1]
    chosen = asked if asked in names else names[0]
    st.session_state["explore-exhibit"] = chosen
    st.selectbox(
        "Exhibit of what is selected",
        names,
        format_func=lambda name: find_question(name).label,
        key="explore-exhibit",
        on_change=_open_exhibit,
    )
    exhibit.show(visit, chosen, key="exhibit-explore")


def _open_exhibit() -> None:
    write_query(read_query() | {"exhibit": [st.session_state["explore-exhibit"]]})
