"""The briefing: one exhibit a slide, full width, one key to the next; its link holds reports, exhibits and order."""

from typing import Any

import streamlit as st

from dashboard.exhibits import QUESTIONS
from dashboard.views import exhibit
from dashboard.views.explore import show_choice
from dashboard.views.visit import Visit, bind, change, choose, read_place, show

# What a briefing shows where nobody has chosen: the numbers first, then who says so and what is not known.
STORY_LINE = ",".join(question.id for question in QUESTIONS if question.in_briefing)


def render(visit: Visit) -> None:
    """Show the slide that the address names, and the builder."""
    offers, _ = exhibit.list_offers(visit)
    # An address that names none of ours has been cleared to choose anew.
    asked = ",".join(st.query_params.get_all("slides") or [STORY_LINE]).split(",")
    slides = [name for name in dict.fromkeys(asked) if name in offers]
    if slides:
        at, last = read_place("slide", len(slides)), len(slides)
        _show_slide(visit, slides, at)
        with st.container(horizontal=True, key="steps", vertical_alignment="center", horizontal_alignment="center"):
            st.button("Back", shortcut="Left", on_click=change, kwargs={"slide": at - 1}, disabled=at == 1, key="back")
            show("status", f"{at} of {last}", width="content")
            forward: dict[str, Any] = {"on_click": change, "kwargs": {"slide": at + 1}, "disabled": at == last}
            st.button("Next", shortcut="Right", key="next", **forward)
            exhibit.show_files(visit, ("pptx", "briefing"), "", [("#", "Full screen", "present")], slides)
    else:
        show("heading", "Briefing", "There is no slide to show: choose some below, or clear the selection.")

    def build() -> None:
        change(slide=None, slides=[",".join(st.session_state["slides"])])

    label = "Build a briefing: choose reports, slides and their order"
    with st.expander(label, type="compact", key="build", on_change="rerun") as builder:
        if builder.open:
            show_choice(visit, "reports")
            choose(st.multiselect, "Slides, in this order", offers, bind("slides", slides, build), select_all=False)


def _show_slide(visit: Visit, slides: list[str], at: int) -> None:
    """Show a slide as its picture, which fits every screen; without a browser on the server as the exhibit itself."""
    name = slides[at - 1]
    show("unseen", "Briefing")
    shown = exhibit.make(visit, name)
    if isinstance(shown, str) or not visit.can_draw or visit.own:
        exhibit.show(visit, name)
        return
    wide, tall = (exhibit.link_picture(visit, name, "png", preset) for preset in ("slide", "square"))
    # The next slide is drawn while this one is looked at.
    ahead = [exhibit.link_picture(visit, other, "png", "slide") for other in slides[at : at + 1]]
    show("slide", wide, tall, shown.alt, ahead)
