"""Map: where the reports count something; a chosen place is zoomed to, its numbers stand beside it."""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard.exhibits import LOOKS
from dashboard.maps import deck
from dashboard.maps.ground import fit_view
from dashboard.maps.places import Atlas, read_atlas
from dashboard.render.html import set_apart
from dashboard.views import exhibit
from dashboard.views.text import show_heading, show_nothing
from dashboard.views.visit import Visit, read_query, write_query
from dashboard.wording.scopes import name_place, state_figure
from dashboard.wording.voices import name_source

HEIGHT = 470
KEY = "map"
MOST_LISTED = 40
_STEPS = {"Zoom in": 1, "Zoom out": -1}
_MOST_STEPS = 6
_ASPECT = 850 / 540


def render(visit: Visit) -> None:
    """Show the moving map with the key of its numbers beside it."""
    show_heading("Map", "A disc says how closely a place is known; it is no outline. Its number leads to the key.")
    # The place that is chosen is gone to; the others stay in sight.
    shown = visit.selection.without("place").choose(visit.whole, visit.standing_of)
    atlas = read_atlas(shown.figures, visit.whole.vocabulary.places)
    if not atlas.marks:
        show_nothing("No place of what is selected has a coordinate that can be defended.")
        exhibit.show(visit, "where", key="exhibit-map")
        return
    left, right = st.columns([3, 2], gap="medium")
    with left:
        chosen = _choose_place(visit, atlas)
        _show_map(visit, atlas, chosen)
    with right:
        if chosen is None:
            exhibit.show(visit, "where", key="exhibit-map", part="table")
        else:
            _show_place(visit, chosen)


def _show_map(visit: Visit, atlas: Atlas, chosen: str | None) -> None:
    """Show the map, with buttons for who has no wheel; another place or selection begins at its own view."""
    view = (chosen, visit.chosen.version)
    zoom = st.session_state.get("zoom", (view, 0))
    steps = zoom[1] if zoom[0] == view else 0
    drawn = deck.build_deck(atlas, LOOKS[visit.theme], chosen)
    drawn.initial_view_state.zoom = round(drawn.initial_view_state.zoom + steps, 3)
    told = f"Map of {len(atlas.marks)} places; the key beside it names them with what is reported of each."
    st.pydeck_chart(drawn, height=HEIGHT, key=KEY, on_select=_open_place, selection_mode="single-object", alt=told)
    with st.container(horizontal=True, gap="small", key="map-steps", vertical_alignment="center"):
        for label, step in _STEPS.items():
            full = abs(steps + step) > _MOST_STEPS
            st.button(label, on_click=_zoom, args=(view, steps + step), disabled=full, key=label, type="tertiary")
        st.button("Whole map", on_click=_go, args=(None,), disabled=not (chosen or steps), key="reset", type="tertiary")
        width = fit_view([mark.site for mark in atlas.marks], _ASPECT).width_km
        across = min(deck.PLACE_VIEW_KM * _ASPECT, width) if chosen else width
        st.html(f'<p class="status">About {across / 2**steps:,.0f} km across as it opens</p>', width="content")


def _zoom(view: object, steps: int) -> None:
    st.session_state["zoom"] = (view, steps)


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
        format_func=lambda name: name_place(words[name]) if name in words else name,
        key="map-place",
        on_change=_pick_place,
        placeholder="Type its name",
        filter_mode="contains",
    )
    return current


def _pick_place() -> None:
    _go(st.session_state["map-place"])


def _open_place() -> None:
    place = deck.picked_place(st.session_state[KEY])
    if place:
        _go(place)


def _go(place: str | None) -> None:
    st.session_state.pop("zoom", None)
    query = {name: values for name, values in read_query().items() if name != "place"}
    write_query(query | ({"place": [place]} if place else {}))


def _show_place(visit: Visit, place: str) -> None:
    """List what the reports count at a place, each with its qualifier and a link to its page."""
    figures = visit.chosen.figures
    items = "".join(
        f'<li><a href="{escape(visit.link_figure(figure.id))}" target="_self">{set_apart(state_figure(figure))}</a>'
        f" {set_apart(name_source(figure))}</li>"
        for figure in figures[:MOST_LISTED]
    )
    more = f"<p>{len(figures) - MOST_LISTED} more in Explore.</p>" if len(figures) > MOST_LISTED else ""
    name = name_place(visit.whole.vocabulary.places[place])
    st.html(f'<h2 class="group">{set_apart(name)}</h2><ul class="details">{items}</ul>{more}')
