"""Map: where the reports count something; a chosen place is zoomed to, its numbers stand beside it."""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard.exhibits import LOOKS
from dashboard.maps import deck
from dashboard.maps.places import Atlas, read_atlas
from dashboard.views import exhibit
from dashboard.views.text import plain_markdown, show_heading
from dashboard.views.visit import Visit, read_query, write_query
from dashboard.wording.scopes import name_place
from dashboard.wording.titles import state_figure

HEIGHT = 480
KEY = "map"


def render(visit: Visit) -> None:
    """Show the moving map with the key of its numbers, and below it the picture of the same map."""
    show_heading(
        "Map",
        "A disc says how closely a place is known; it is no outline. Numbers on it count reports' figures, not people.",
    )
    atlas = read_atlas(visit.chosen.figures, visit.whole.vocabulary.places)
    if not atlas.marks:
        st.html('<p class="nothing">No place of what is selected has a coordinate that can be defended.</p>')
        return
    left, right = st.columns([3, 2], gap="medium")
    with left:
        chosen = _choose_place(visit, atlas)
        drawn = deck.build_deck(atlas, LOOKS[visit.theme], chosen)
        told = f"Map of {len(atlas.marks)} places; the key beside it names them with what is reported of each."
        st.pydeck_chart(drawn, height=HEIGHT, key=KEY, on_select=_open_place, selection_mode="single-object", alt=told)
        st.button("Whole map", on_click=_clear_place, disabled=chosen is None, key="reset-map", type="tertiary")
    with right:
        if chosen is None:
            exhibit.show(visit, "where", key="exhibit-map", part="table")
        else:
            _show_place(visit, chosen)


def _choose_place(visit: Visit, atlas: Atlas) -> str | None:
    words = visit.whole.vocabulary.places
    names = [mark.place.id for mark in atlas.marks]
    asked = [name for name in visit.selection.place if name in names]
    current = asked[0] if len(asked) == 1 else None
    st.session_state["map-place"] = current
    st.selectbox(
        "Go to a place",
        names,
        index=None,
        format_func=lambda name: name_place(words[name]),
        key="map-place",
        on_change=_pick_place,
        placeholder="Type its name",
    )
    return current


def _pick_place() -> None:
    _go(st.session_state["map-place"])


def _open_place() -> None:
    place = deck.picked_place(st.session_state[KEY])
    if place:
        _go(place)


def _clear_place() -> None:
    _go(None)


def _go(place: str | None) -> None:
    query = {name: values for name, values in read_query().items() if name != "place"}
    write_query(query | ({"place": [place]} if place else {}))


def _show_place(visit: Visit, place: str) -> None:
    """List what the reports count at a place, each with its qualifier and a link to its note."""
    figures = visit.chosen.figures
    st.subheader(plain_markdown(name_place(visit.whole.vocabulary.places[place])), anchor=False)
    items = "".join(
        f'<li><a href="{escape(visit.link_figure(figure.id))}" target="_self">{escape(state_figure(figure))}</a></li>'
        for figure in figures[:40]
    )
    more = f"<p>{len(figures) - 40} more in Explore.</p>" if len(figures) > 40 else ""
    st.html(f'<ul class="details">{items}</ul>{more}')
