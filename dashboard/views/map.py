"""Map: where the reports count something; a chosen place is zoomed to, its numbers stand beside it."""

from typing import Any

import streamlit as st

from dashboard.exhibits import LOOKS
from dashboard.maps import deck
from dashboard.maps.ground import fit_view
from dashboard.maps.places import Atlas, read_atlas
from dashboard.views import exhibit
from dashboard.views.visit import Visit, bind, change, choose, show, write
from dashboard.wording.scopes import name_place, state_figure
from dashboard.wording.sources import name_source

HEIGHT = 470
MOST_LISTED = 40
_MOST_STEPS = 6
_ASPECT = 850 / 540


def render(visit: Visit) -> None:
    """Show the moving map with the key of its numbers beside it."""
    show("heading", "Map", "A disc says how closely a place is known; it is no outline. Its number leads to the key.")
    # The place that is chosen is gone to; the others stay in sight.
    shown = visit.selection.without("place").choose(visit.whole, visit.standing_of)
    places = visit.whole.vocabulary.places
    atlas = read_atlas(shown.figures, places)
    if not atlas.marks:
        show("nothing", "No place of what is selected has a coordinate that can be defended.")
        exhibit.show(visit, "where")
        return
    names = [mark.place.id for mark in atlas.marks]
    asked = [name for name in visit.selection.place if name in names]
    chosen = asked[0] if len(asked) == 1 else None
    left, right = st.columns([3, 2], gap="medium")
    with left:
        named = {name: name_place(places[name]) for name in names}
        choose(st.selectbox, "Go to a place", named, bind("place", chosen), placeholder="Type its name", index=None)
        _show_map(visit, atlas, chosen)
    with right:
        if chosen is None:
            exhibit.show(visit, "where", charts=False)
        else:
            _show_place(visit, chosen)


def _show_map(visit: Visit, atlas: Atlas, chosen: str | None) -> None:
    """Show the map, with buttons for who has no wheel; another place or selection begins at its own view."""
    view = (chosen, visit.chosen.version)
    zoomed, steps = st.session_state.get("zoom", (view, 0))
    steps = steps if zoomed == view else 0
    drawn = deck.build_deck(atlas, LOOKS[visit.theme], chosen)
    drawn.initial_view_state.zoom = round(drawn.initial_view_state.zoom + steps, 3)
    told = f"Map of {len(atlas.marks)} places; the key beside it names them with what is reported of each."
    st.pydeck_chart(drawn, height=HEIGHT, key="map", on_select=_open_place, selection_mode="single-object", alt=told)
    with st.container(horizontal=True, gap="small", key="map-steps", vertical_alignment="center"):
        for label, to in (("Zoom in", steps + 1), ("Zoom out", steps - 1)):
            zoom: dict[str, Any] = {"on_click": st.session_state.update, "kwargs": {"zoom": (view, to)}}
            st.button(label, disabled=abs(to) > _MOST_STEPS, key=label, type="tertiary", **zoom)
        st.button("Whole map", on_click=_reset, disabled=not (chosen or steps), key="reset", type="tertiary")
        width = fit_view([mark.site for mark in atlas.marks], _ASPECT).width_km
        across = min(deck.PLACE_VIEW_KM * _ASPECT, width) if chosen else width
        show("status", f"About {across / 2**steps:,.0f} km across as it opens", width="content")


def _reset() -> None:
    st.session_state.pop("zoom", None)
    change(place=None)


def _open_place() -> None:
    if place := deck.picked_place(st.session_state["map"]):
        change(place=place)


def _show_place(visit: Visit, place: str) -> None:
    figures = visit.chosen.figures
    body = write("figures", [(one, state_figure(one), name_source(one)) for one in figures[:MOST_LISTED]], visit)
    if len(figures) > MOST_LISTED:
        body += write("status", f"{len(figures) - MOST_LISTED} more in Explore.")
    show("group", name_place(visit.whole.vocabulary.places[place]), body)
