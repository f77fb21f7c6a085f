"""Map: where the reports count something; a chosen place is zoomed to, its numbers stand beside it."""

from math import cos, radians

import streamlit as st

from dashboard.exhibits import LOOKS
from dashboard.maps import deck
from dashboard.maps.places import Atlas, read_atlas
from dashboard.views import exhibit
from dashboard.views.visit import Visit, bind, change, choose, show, write
from dashboard.wording.scopes import name_place, state_figure
from dashboard.wording.sources import name_source

HEIGHT = 470
MOST_LISTED = 40
_MOST_STEPS = 6
# Web Mercator as deck.gl draws it: the equator, 40,075 km, is 512 pixels at zoom 0.
_KM_A_PIXEL = 40_075 / 512


def render(visit: Visit) -> None:
    """Show the moving map with the key of its numbers beside it, or with the figures of the place that is chosen."""
    show("heading", "Map", "A disc says how closely a place is known; it is no outline. Its number leads to the key.")
    # The place that is chosen is gone to; the others stay in sight.
    shown = visit.selection.without("place").choose(visit.whole, visit.standing_of)
    atlas = read_atlas(shown.figures, visit.whole.vocabulary.places)
    if not atlas.marks:
        show("nothing", "No place of what is selected has a coordinate that can be defended.")
        exhibit.show(visit, "where")
        return
    named = {mark.place.id: name_place(mark.place) for mark in atlas.marks}
    asked = [name for name in visit.selection.place if name in named]
    chosen = asked[0] if len(asked) == 1 else None
    left, right = st.columns([3, 2], gap="medium")
    with left:
        choose(st.selectbox, "Go to a place", named, bind("place", chosen), placeholder="Type its name", index=None)
        _show_map(visit, atlas, chosen)
    with right:
        if chosen is None:
            exhibit.show(visit, "where", charts=False)
            return
        figures = visit.chosen.figures
        listed = [(one, state_figure(one), name_source(one)) for one in figures[:MOST_LISTED]]
        show("group", named[chosen], write("figures", listed, visit, len(figures) - MOST_LISTED))


def _show_map(visit: Visit, atlas: Atlas, chosen: str | None) -> None:
    """Show the map, with buttons for who has no wheel; another place or selection begins at its own view."""
    view = (chosen, visit.chosen.version)
    zoomed, steps = st.session_state.get("zoom", (view, 0))
    steps = steps if zoomed == view else 0

    def zoom(to: int, **parts: object) -> None:
        st.session_state["zoom"] = view, to
        change(**parts)

    def open_place() -> None:
        if place := deck.picked_place(st.session_state["map"]):
            change(place=place)

    drawn = deck.build_deck(atlas, LOOKS[visit.theme], chosen)
    state = drawn.initial_view_state
    state.zoom = round(state.zoom + steps, 3)
    told = f"Map of {len(atlas.marks)} places; the key beside it names them with what is reported of each."
    st.pydeck_chart(drawn, height=HEIGHT, key="map", on_select=open_place, selection_mode="single-object", alt=told)
    with st.container(horizontal=True, gap="small", key="map-steps", vertical_alignment="center"):
        for label, to in (("Zoom in", steps + 1), ("Zoom out", steps - 1)):
            st.button(label, disabled=abs(to) > _MOST_STEPS, key=label, type="tertiary", on_click=zoom, args=(to,))
        back = {"place": None}
        st.button(
            "Whole map", "reset", on_click=zoom, args=(0,), kwargs=back, disabled=not (chosen or steps), type="tertiary"
        )
        tall = HEIGHT * _KM_A_PIXEL * cos(radians(state.latitude)) / 2**state.zoom
        show("status", f"About {tall:,.0f} km from top to bottom as it opens", width="content")
