"""Which pages there are, and what is on all: style, navigation with the selection, what is selected in words."""

import hashlib
import logging
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import streamlit as st

from dashboard.collection import read_selection
from dashboard.collection.live import State, open_collection
from dashboard.collection.selection import TOPIC_PARAMETERS
from dashboard.exhibits import LOOKS, Theme
from dashboard.render import html
from dashboard.views import own
from dashboard.views.visit import Visit, merge, read_query, show, show_html, write, write_address
from dashboard.wording.comparisons import title_topic
from dashboard.wording.sentences import start

_HERE = Path(__file__).parent
_VERSION = hashlib.sha256((_HERE.parent / "static" / "page.js").read_bytes()).hexdigest()[:12]
# A local picture: Streamlit fetches named icons for the tab from outside.
ICON = "/app/static/icon.png"
# What an address opens: it chooses nothing.
OPEN = ("figure", *TOPIC_PARAMETERS)
_RULES = "\n".join((html.write_style("app/static/fonts"), (_HERE / "style.css").read_text("utf-8")))
_STYLES = {theme: write("style", look, LOOKS["light"], _RULES) for theme, look in LOOKS.items()}


class View(NamedTuple):
    """A page: its module, its address, the title of its browser tab, its name in the navigation where it has one."""

    path: str
    address: str
    title: str
    name: str = ""


VIEWS = (
    View("overview", "", "Overview", "Overview"),
    View("explore", "explore", "Explore figures", "Explore"),
    View("compare", "compare", "Compare voices", "Compare"),
    View("map", "map", "Map", "Map"),
    View("reports", "reports", "Reports", "Reports"),
    View("briefing", "briefing", "Briefing", "Briefing"),
    View("download", "download", "Download", "Download"),
    View("add", "add", "Add a report"),
    View("figure", "figure", "A figure and its source"),
)


def show_page(view: View) -> None:
    """Show a page and what stands above every page, or that there is nothing to show."""
    theme: Theme = "dark" if st.context.theme.type == "dark" else "light"
    show_html(_STYLES[theme])
    st.html(f'<script src="app/static/page.js?v={_VERSION}" defer></script>', unsafe_allow_javascript=True)
    state = open_collection().current()
    if state.collection is None:
        show("heading", "Humanitarian figures, each with its source", "There is nothing to show yet.")
        _tell_faults(state)
        return
    collection, mine = own.join_own(state.collection), own.list_own()
    selection, problems = read_selection(read_query(), collection)
    visit = Visit(collection, selection, theme, bool(mine))

    def write_navigation() -> str:
        # The first page speaks of no topic; the others keep what is open. A search leads to what it finds.
        chosen = merge(visit.query, dict.fromkeys(OPEN))
        listed = [one for one in VIEWS if one.name]
        links = [(one, write_address(one.address, visit.query if one.address else chosen)) for one in listed]
        return write("navigation", links, view, merge(chosen, {"text": None}))

    show_html(visit.keep(("navigation", view.path), write_navigation), _write_selection(visit, view))
    _tell_faults(state)
    for one in mine:
        with st.container(horizontal=True, key=f"own-{one.label}", gap="small", vertical_alignment="center"):
            title, drop = one.header["title"], partial(own.change_own, one.label)
            show("status", f"In this session alone: {title}. Other readers, links and the API do not have it.")
            file: dict[str, Any] = {"file_name": one.label, "mime": "application/toml", "on_click": "ignore"}
            st.download_button("Its file", one.write_toml(), type="tertiary", **file)
            st.button("Take it out", on_click=drop, type="tertiary", key=f"drop-{one.label}")
    if problems:
        show("banner", "Part of this address makes no sense and was left out.", problems)
    import_module(f"dashboard.views.{view.path}").render(visit)


def _write_selection(visit: Visit, view: View) -> str:
    """Name what is selected, with a link to copy and a way out that leaves open what is open."""
    words = [] if visit.selection.is_empty else [visit.keep("told", lambda: visit.told)]
    if visit.topic and view.path != "compare":
        words.append(f"topic: {title_topic(visit.topic)}")
    if not words:
        return ""
    query = read_query()
    stays = ("exhibit", "slides", "slide", *(OPEN if view.path in ("figure", "compare") else ()))
    here, out = (write_address(view.address, one) for one in (query, {name: query.get(name) for name in stays}))
    return write("selection", start("; ".join(words)), here, out)


def _tell_faults(state: State) -> None:
    """Name what could not be read, with file, entry, key and what was expected; the rest is shown all the same."""
    if state.error:
        kept = "What was read before stays on show." if state.collection else "There is nothing to show yet."
        show("banner", f"The collection could not be read. {kept}", state.error.splitlines())
    if state.faults:
        told = "There are faults in what was read; what is wrong is left out, the rest is shown."
        show("banner", told, list(map(str, state.faults)))


def tell_error(error: Exception) -> bool:
    """Say in plain words that a page failed; the traceback goes to the server's log and to nobody else."""
    logging.getLogger(__name__).error("a page failed", exc_info=error)
    show("banner", "This page could not be shown.", [f"{type(error).__name__}: the details are in the server's log."])
    return True
