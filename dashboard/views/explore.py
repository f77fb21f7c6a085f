"""Explore: filter, tick, add, follow a number to who said it, take exactly these rows away."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import date, timedelta
from typing import Any

import streamlit as st

from dashboard.collection import Collection
from dashboard.collection.refusals import explain_refusal
from dashboard.collection.selection import LABELS, PARAMETERS, count_choices, explain_empty, list_choices
from dashboard.exhibits import LEAD
from dashboard.records.reported import ReportedFigure, add_bounds, write_bounds
from dashboard.views import exhibit
from dashboard.views.figure import write_note
from dashboard.views.own import read_current
from dashboard.views.visit import Visit, bind, change, choose, link_here, read_place, show, show_html, write
from dashboard.wording.days import write_day, write_window_short
from dashboard.wording.headings import STANDINGS, count_digits, name_value
from dashboard.wording.scopes import name_counted, name_inferred, name_place, state_figure
from dashboard.wording.sentences import start
from dashboard.wording.sources import write_chain

FIRST = ("indicator", "place", "speaker", "standing")
MORE = ("group", "speaker_type", "via", "qualifier", "counting", "length", "basis", "reports")
# Another selection begins at its first row and slide, with nothing open.
BEGUN_ANEW = dict.fromkeys(("page", "tick", "figure", "slide"))
ROWS = 10
MOST_TICKED = 40
COLUMNS = ("Reported", "What, where and when", "Who says so", "Standing", "Quote")
_ORDERS: dict[str, tuple[str, Callable[[ReportedFigure], Any]]] = {
    "published": ("Sort by day of publication", lambda one: (one.source.date_published or date.max, one.source.id)),
    "day": ("Sort by the day counted", lambda one: one.window.first_day or one.window.last_day or date.max),
    "number": ("Sort by number, largest first", lambda one: -(one.bounds.best or one.bounds.low or 0)),
}


def render(visit: Visit) -> None:
    """Show filters, the table, the sum of what is ticked, then the note and an exhibit side by side."""
    show("heading", "Explore figures")
    status = _show_filters(visit)
    if not visit.chosen.figures:
        show("nothing", "No figure has all of this.")
        for name, count in explain_empty(visit.selection, visit.whole, visit.standing_of)[:3]:
            label = f"Without the filter on {LABELS[name]}: {count_digits(count, 'figure')}"
            st.button(label, key=f"loosen-{name}", on_click=change, kwargs={PARAMETERS[name]: None})
        return
    known = visit.whole.by_id
    ticked = [known[name] for name in st.query_params.get_all("tick") if name in known]
    _show_table(visit, ticked)
    ticked = ticked or [figure for figure in visit.chosen.figures if figure.id == visit.selection.figure]
    with status:
        show("total", *sum_up(visit, ticked))
    left, right = st.columns([5, 6], gap="medium") if ticked else (nullcontext(), nullcontext())
    with left:
        if len(ticked) > 1:
            show("figures", [(one, state_figure(one), "") for one in ticked], visit)
        for figure in ticked if len(ticked) == 1 else ():
            ways = write("links", "", [(visit.link_figure(figure.id), "Its page: voices beside it, citation, card")])
            show("group", state_figure(figure), ways + write_note(figure, visit, (state_figure(figure),)))
    # The chosen exhibit of what is selected; those that have nothing to show are not offered.
    offers, _ = exhibit.list_offers(visit)
    with right:
        if chosen := next((one for one in (st.query_params.get("exhibit"), LEAD, *offers) if one in offers), None):
            choose(st.selectbox, "Exhibit of what is selected", offers, bind("exhibit", chosen))
            exhibit.show(visit, chosen)


def _show_table(visit: Visit, ticked: Sequence[ReportedFigure]) -> None:
    """Show one page of rows, where in them one is, and the files of exactly these rows."""
    figures = sorted(visit.chosen.figures, key=_ORDERS[st.session_state["sort"]][1])
    pages = -(-len(figures) // ROWS)
    at = read_place("page", pages)
    first, last = (at - 1) * ROWS, min(at * ROWS, len(figures))

    def build() -> str:
        rows = []
        for one in figures[first:last]:
            what, inferred = f"{name_counted(one)} {one.indicator.phrase or ''}".rstrip(), name_inferred(one)
            where = f"{name_place(one.place)}, {write_window_short(one.window)}{f' ({inferred})' if inferred else ''}"
            names = [other.id for other in ticked if other != one] + ([] if one in ticked else [one.id])
            who, standing = write_chain(one, short=True), STANDINGS[visit.standing_of(one)]
            rows.append((one, one in ticked, link_here("explore", tick=names), start(what), where, who, standing))
        return write("table", COLUMNS, rows, visit)

    show_html(visit.keep(("table", link_here("explore")), build))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="pages"):
        show("status", f"{first + 1:,} to {last:,} of {len(figures):,} figures", width="content")
        if pages > 1:
            for label, to, ends in (("Previous", at - 1, at == 1), ("More rows", at + 1, at == pages)):
                st.button(label, on_click=change, kwargs={"page": to}, disabled=ends, type="tertiary")
        exhibit.show_files(visit, ("csv", "spreadsheet", "xlsx"), "These rows:")


def sum_up(visit: Visit, ticked: Sequence[ReportedFigure]) -> tuple[str, str]:
    """Return what the sum of the figures is called and the sum with its qualifier, or why there is none."""
    if len(ticked) < 2:
        return "Tick a row for its note, several for their sum.", ""
    if len(ticked) > MOST_TICKED:
        return f"At most {MOST_TICKED} figures can be added.", ""
    if refusal := explain_refusal(ticked, visit.whole.vocabulary):
        # The longest first: one id may begin another.
        for one in sorted(ticked, key=lambda one: -len(one.id)):
            refusal = refusal.replace(one.id, f"{one.written} ({write_chain(one, short=True)})")
        return f"Not to be added: {refusal}.", ""
    names = {name_counted(figure) for figure in ticked}
    counted = names.pop() if len(names) == 1 else ticked[0].indicator.unit
    return "Together:", f"{write_bounds(add_bounds([figure.bounds for figure in ticked]))} {counted}"


def _show_filters(visit: Visit) -> Any:
    """Show search and filters; return the place beside them, empty for what is to be said of the rows below."""
    columns = st.columns([5, 4, 4, 4, 4])
    held, hint = bind("text", visit.selection.text, **BEGUN_ANEW), "water, Halab, 250000, White Helmets …"
    columns[0].text_input("Search", placeholder=hint, max_chars=200, **held)
    for column, name in zip(columns[1:], FIRST, strict=True):
        with column:
            show_choice(visit, name)
    with st.container(horizontal=True, gap="small", key="more-filters", vertical_alignment="center"):
        set_here = sum(bool(getattr(visit.selection, name)) for name in MORE)
        with st.popover("More filters" + f" ({set_here} set)" * bool(set_here), key="more", on_change="rerun") as more:
            for column, name in zip(st.columns(2) * len(MORE), MORE, strict=False) if more.open else ():
                with column:
                    show_choice(visit, name)
        dated = " (set)" if visit.selection.start or visit.selection.end else ""
        with st.popover(f"Days{dated}", key="days", on_change="rerun") as days:
            if days.open:
                _show_days(visit)
        orders = {name: label for name, (label, _) in _ORDERS.items()}
        held = bind("sort", next(one for one in (st.query_params.get("sort"), *_ORDERS) if one in _ORDERS), page=None)
        choose(st.selectbox, "Order", orders, held, label_visibility="collapsed", width=250)
        return st.empty()


def show_choice(visit: Visit, name: str) -> None:
    """Show one filter: what would leave figures, with their count, or is chosen."""
    chosen = [str(value) for value in getattr(visit.selection, name)]

    def build() -> dict[str, str]:
        counts, called = count_choices(visit.selection, visit.whole, name, visit.standing_of), _name(visit.whole, name)
        values = [value for value in called if counts.get(value) or value in chosen]
        # Places are a tree, each below the nearest that holds it, set in by em spaces: a browser keeps those.
        paths, containers = {value: [value] for value in values}, visit.whole.vocabulary.place_containers
        for way in paths.values() if name == "place" else ():
            while (around := list(containers[way[0]][1:2])) and around[0] not in way:
                way[:0] = around
        if name != "standing":
            values.sort(key=lambda value: (name != "place" and -counts.get(value, 0), paths[value]))
        depth = {value: sum(map(paths.__contains__, way)) - 1 for value, way in paths.items()}
        tree = {value: f"{chr(0x2003) * depth[value]}{called[value]} · {counts.get(value, 0)}" for value in values}
        return {value: called[value] if value in chosen else label for value, label in tree.items()}

    held = bind(PARAMETERS[name], chosen, lambda: _take(name))
    labels = visit.keep(("choices", name), build)
    choose(st.multiselect, start(LABELS[name]), labels, held, placeholder="All", select_all=False)


def _name(whole: Collection, name: str) -> dict[str, str]:
    """Return every value that a filter may have with its name, no two alike."""
    named = {value: name_value(name, value, whole) for value in list_choices(whole, name)}
    times = Counter(named.values())
    return {value: f"{label} ({value})" if times[label] > 1 else label for value, label in named.items()}


def _take(name: str) -> None:
    """Put what is chosen into the address. A browser tells it by a label, whose count may be of before."""
    if whole := read_current():
        key, called = PARAMETERS[name], _name(whole, name)
        values = {label: value for value, label in called.items()} | {value: value for value in called}
        told = [(value, value.rpartition(" · ")[0].strip()) for value in st.session_state[key]]
        st.session_state[key] = [values.get(value) or values.get(named, value) for value, named in told]
        change(**{**BEGUN_ANEW, key: st.session_state[key]})


def _show_days(visit: Visit) -> None:
    """Show a range of days over how many reports speak of each."""
    # A calendar opens at the last day that is spoken of, not today.
    known = [day for one in visit.whole.figures for day in (one.window.first_day, one.window.last_day) if day]
    for column, name, label in zip(st.columns(2), ("start", "end"), ("From", "To"), strict=True):
        held = getattr(visit.selection, name)
        days = [*known, *([held] if held else [])] or [date(1900, 1, 1), date(2200, 1, 1)]
        binding = bind(PARAMETERS[name], held, **BEGUN_ANEW)
        column.date_input(label, value=None, min_value=min(days), max_value=max(days), **binding)
    reports = Counter(day for day, _ in {(one.window.first_day, one.source.id) for one in visit.whole.figures} if day)
    if reports:
        days = sorted(reports.elements())
        # Bars begin at the day before which next to nothing lies.
        first = max(days[len(days) // 20], days[-1] - timedelta(days=90))
        bars = [reports[first + timedelta(days=at)] for at in range((days[-1] - first).days + 1)]
        most = first + timedelta(days=bars.index(max(bars)))
        show("days", bars, *(write_day(day, weekday=False) for day in (first, days[-1], most)))
