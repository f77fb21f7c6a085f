"""What is on every page: style, navigation that carries the selection along, and what is selected, in words."""

from __future__ import annotations

import hashlib
import logging
from functools import cache
from pathlib import Path

import streamlit as st

from dashboard.collection import read_selection
from dashboard.collection.live import State, open_collection
from dashboard.collection.selection import TOPIC_PARAMETERS
from dashboard.exhibits import LOOKS, Theme
from dashboard.render.html import write_fonts, write_style
from dashboard.views import VIEWS, View, own
from dashboard.views.address import Query, merge, read_query, write_address
from dashboard.views.text import show, show_banner, show_heading, show_html, write
from dashboard.views.visit import Visit
from dashboard.wording.comparisons import title_topic
from dashboard.wording.numbers import start
from dashboard.wording.selections import describe_selection

_HERE = Path(__file__).parent
_SCRIPT = _HERE.parent / "static" / "page.js"
# A local picture: Streamlit fetches named icons for the tab from outside.
ICON = "/app/static/icon.png"
_TURNED = (
    "html, body, .stApp, .stApp > div, .stMain { background: #fff !important; color: var(--ink) !important; } "
    ".stPlotlyChart, .stDeckGlJsonChart { filter: invert(1) hue-rotate(180deg) brightness(1.15); }"
)
# What stands in an address beside the selection and belongs to one page alone.
OWN = ("exhibit", "page", "sort", "tick", "slides", "slide")
OPEN = ("figure", *TOPIC_PARAMETERS)


@cache
def _read_style(theme: Theme) -> str:
    """Return the style sheet; Streamlit tells its own colours to nobody, so that those of exhibits stand for them."""
    own = f"{write_fonts('app/static/fonts')}\n{write_style()}\n{(_HERE / 'style.css').read_text('utf-8')}"
    # Paper is white, whatever the screen: words take the light colours, charts are turned round.
    paper = f"@media print {{ .stApp, .stApp .exhibit.dark {{ {_list_colours('light')} }} {_TURNED} }}"
    return f"<style>.stApp {{ {_list_colours(theme)} }}\n{own}\n{paper if theme == 'dark' else ''}</style>"


def _list_colours(theme: Theme) -> str:
    names = ("paper", "panel", "ink", "muted", "rule", "grid")
    return " ".join(f"--{name}: {getattr(LOOKS[theme], name)};" for name in names)


@cache
def _write_script() -> str:
    version = hashlib.sha256(_SCRIPT.read_bytes()).hexdigest()[:12]
    return f'<script src="app/static/{_SCRIPT.name}?v={version}" defer></script>'


def show_page(view: View) -> None:
    """Show a page and what stands above every page, or that there is nothing to show."""
    theme: Theme = "dark" if st.context.theme.type == "dark" else "light"
    show_html(_read_style(theme))
    st.html(_write_script(), unsafe_allow_javascript=True)
    state = open_collection().current()
    if state.collection is None:
        show_html(_write_navigation({}, view))
        _tell_faults(state)
        show_heading("Humanitarian figures, each with its source", "There is nothing to show yet.")
        return
    asked = {name: values for name, values in read_query().items() if name not in OWN}
    collection = own.join_own(state.collection)
    selection, problems = read_selection(asked, collection)
    visit = Visit(collection, selection, theme, frozenset(one.id for one in own.list_own()))
    navigation = visit.keep(("navigation", view.path), lambda: _write_navigation(visit.query(), view))
    show_html(navigation, _write_selection(visit, view))
    _tell_faults(state)
    _show_own(visit)
    if problems:
        show_banner("Part of this address makes no sense and was left out.", problems)
    view.render(visit)


def _write_navigation(query: Query, current: View) -> str:
    """Return the links to all pages, which carry the selection along, and a search that leads to what it finds."""
    # The first page speaks of no topic; the others keep what is open.
    chosen = {name: values for name, values in query.items() if name not in OPEN}
    pages = [
        (one.name, write_address("", chosen) if one.default else write_address(one.path, query), one == current)
        for one in VIEWS
        if one.listed
    ]
    return write("navigation", pages, None if current.path == "explore" else merge(chosen, {"text": None}))


def _write_selection(visit: Visit, view: View) -> str:
    """Name what is selected, with a link to copy and a way out that leaves open what is open."""
    words = [] if visit.selection.is_empty else [visit.keep("selection", lambda: _describe(visit))]
    if visit.topic and view.path != "compare":
        words.append(f"topic: {title_topic(visit.topic)}")
    if not words:
        return ""
    query, path = read_query(), "" if view.default else view.path
    stays = ("exhibit", "slides", "slide", *(OPEN if path in ("figure", "compare") else ()))
    kept = {name: query[name] for name in stays if name in query}
    return write("selection", start("; ".join(words)), write_address(path, query), write_address(path, kept))


def _describe(visit: Visit) -> str:
    figures = visit.chosen.figures
    counts = (len(figures), "figure"), (len({figure.source.id for figure in figures}), "report")
    told = " from ".join(f"{count:,} {name}{'' if count == 1 else 's'}" for count, name in counts)
    return f"{describe_selection(visit.selection, visit.whole)} — {told}"


def _show_own(visit: Visit) -> None:
    """Name the reports that this session alone has, each with its file and a way out."""
    for one in own.list_own():
        title = visit.whole.reports[one.id].title if one.id in visit.whole.reports else one.id
        with st.container(horizontal=True, key=f"own-{one.id}", gap="small", vertical_alignment="center"):
            told = f"In this session alone: {title}. Other readers, links and the API do not have it."
            show("status", told)
            st.download_button("Its file", one.toml, one.label, "application/toml", on_click="ignore", type="tertiary")
            st.button("Take it out", on_click=own.drop_own, args=(one.label,), type="tertiary", key=f"drop-{one.id}")


def _tell_faults(state: State) -> None:
    """Name what could not be read, with file, entry, key and what was expected; the rest is shown all the same."""
    if state.error:
        kept = "What was read before stays on show." if state.collection else "There is nothing to show yet."
        show_banner(f"The collection could not be read. {kept}", state.error.splitlines())
    if state.faults:
        files = len({fault.file for fault in state.faults})
        have = "1 file has" if files == 1 else f"{files} files have"
        headline = f"{have} faults; what is wrong is left out, the rest is shown."
        show_banner(headline, [str(fault) for fault in state.faults])


def tell_error(error: Exception) -> bool:
    """Say in plain words that a page failed; the traceback goes to the server's log and to nobody else."""
    logging.getLogger(__name__).error("a page failed", exc_info=error)
    show_banner("This page could not be shown.", [f"{type(error).__name__}: the details are in the server's log."])
    return True
