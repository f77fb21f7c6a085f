"""What is on every page: style, navigation that carries the selection along, and what is selected, in words."""

from __future__ import annotations

import hashlib
import logging
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from dashboard.collection import read_selection
from dashboard.collection.live import State, open_collection
from dashboard.collection.selection import TOPIC_PARAMETERS
from dashboard.exhibits import LOOKS, Theme
from dashboard.render.html import set_apart, write_fonts, write_style
from dashboard.views import VIEWS, View, own
from dashboard.views.text import show_banner, show_heading, show_html, write_address
from dashboard.views.visit import Visit, read_query, read_theme
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
# What clearing the selection leaves: what a page shows of it, and where that is the page's own, figure and topic.
STAYS = ("exhibit", "slides", "slide", "figure", *TOPIC_PARAMETERS)
OPEN = ("figure", "compare")
NOTHING_OPEN = dict.fromkeys(("figure", *TOPIC_PARAMETERS))


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
    theme = read_theme()
    show_html(_read_style(theme))
    st.html(_write_script(), unsafe_allow_javascript=True)
    state = open_collection().current()
    visit = None
    if state.collection is not None:
        asked = {name: values for name, values in read_query().items() if name not in OWN}
        collection = own.join_own(state.collection)
        selection, problems = read_selection(asked, collection)
        visit = Visit(collection, selection, tuple(problems), theme, frozenset(one.id for one in own.list_own()))
    show_html(write_navigation(visit, view) + (_write_selection(visit, view) if visit else ""))
    _tell_faults(state)
    if visit is None:
        show_heading("Humanitarian figures, each with its source", "There is nothing to show yet.")
        return
    _show_own(visit)
    if visit.problems:
        show_banner("Part of this address makes no sense and was left out.", visit.problems)
    view.render(visit)


def write_navigation(visit: Visit | None, current: View) -> str:
    """Return the links to all pages, which carry the selection along, and a search that leads to what it finds."""
    links = []
    for view in VIEWS:
        if view.listed:
            # The first page speaks of no topic; the others keep what is open.
            path, closed = ("", NOTHING_OPEN) if view.default else (view.path, {})
            address = visit.link(path, **closed) if visit else write_address(path, {})
            mark = ' aria-current="page"' if view == current else ""
            links.append(f'<a href="{escape(address)}" target="_self"{mark}>{view.name}</a>')
    search = _write_search(visit) if visit and current.path != "explore" else ""
    return f'<nav class="navigation" aria-label="Pages">{"".join(links)}{search}</nav>'


def _write_search(visit: Visit) -> str:
    held = "".join(
        f'<input type="hidden" name="{name}" value="{escape(value)}">'
        for name, values in visit.query(**NOTHING_OPEN, text=None).items()
        for value in values
    )
    return (
        f'<form class="search" role="search" action="explore">{held}<input type="search" name="text" maxlength="200" '
        'placeholder="Search all figures" aria-label="Search all figures" required></form>'
    )


def _write_selection(visit: Visit, view: View) -> str:
    """Name what is selected, with a link to copy and a way out that leaves open what is open."""
    words = [] if visit.selection.is_empty else [_describe(visit)]
    if visit.topic and view.path != "compare":
        words.append(f"topic: {title_topic(visit.topic)}")
    if not words:
        return ""
    query, path = read_query(), "" if view.default else view.path
    kept = {name: query[name] for name in (STAYS if path in OPEN else STAYS[:3]) if name in query}
    here, out = write_address(path, query), write_address(path, kept)
    return (
        f'<p class="selection"><span>{set_apart(start("; ".join(words)))}</span> '
        f'<a class="copy-link" href="{escape(here)}" target="_self">Copy link</a> '
        f'<a href="{escape(out)}" target="_self">Clear</a></p>'
    )


def _show_own(visit: Visit) -> None:
    """Name the reports that this session alone has, each with its file and a way out."""
    for one in own.list_own():
        title = visit.whole.reports[one.id].title if one.id in visit.whole.reports else one.id
        with st.container(horizontal=True, key=f"own-{one.id}", gap="small", vertical_alignment="center"):
            told = f"In this session alone: {title}. Other readers, links and the API do not have it."
            st.html(f'<p class="status">{set_apart(told)}</p>')
            st.download_button("Its file", one.toml, one.label, "application/toml", on_click="ignore", type="tertiary")
            st.button("Take it out", on_click=own.drop_own, args=(one.label,), type="tertiary", key=f"drop-{one.id}")


def _describe(visit: Visit) -> str:
    def build() -> str:
        figures = visit.chosen.figures
        counts = (len(figures), "figure"), (len({figure.source.id for figure in figures}), "report")
        told = " from ".join(f"{count:,} {name}{'' if count == 1 else 's'}" for count, name in counts)
        return f"{describe_selection(visit.selection, visit.whole)} — {told}"

    return visit.keep(("selection",), build)


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
