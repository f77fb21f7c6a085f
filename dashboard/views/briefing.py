"""The briefing: one exhibit a slide, full width, one key to the next; its link holds reports, exhibits and order."""

import streamlit as st

from dashboard.exhibits import QUESTIONS
from dashboard.views import exhibit, own
from dashboard.views.explore import show_choice
from dashboard.views.visit import Visit, bind, change, choose, merge, read_place, show, write_address

# What a briefing shows where nobody has chosen: the numbers first, then who says so and what is not known.
STORY_LINE = [question.id for question in QUESTIONS if question.in_briefing]


def render(visit: Visit) -> None:
    """Show the slide that the address names, and the builder."""
    offers, _ = exhibit.list_offers(visit)
    slides = [name for name in _list_asked() if name in offers]
    if slides:
        at = read_place("slide", len(slides))
        _show_slide(visit, slides, at)
        _show_steps(visit, slides, at)
    else:
        show("heading", "Briefing", "There is no slide to show: choose some below, or clear the selection.")
    label = "Build a briefing: choose reports, slides and their order"
    builder = st.expander(label, type="compact", key="build", on_change="rerun")
    if builder.open:
        with builder:
            show_choice(visit, "reports")
            held = bind("slides", slides, _build)
            choose(st.multiselect, "Slides, in this order", offers, held, select_all=False)


def _list_asked() -> list[str]:
    """Return the exhibits that the address names; one that names none of ours has been cleared to choose anew."""
    asked = st.query_params.get_all("slides")
    return list(dict.fromkeys(",".join(asked).split(","))) if asked else STORY_LINE


def _build() -> None:
    change(slide=None, slides=[",".join(st.session_state["slides"])])


def _show_slide(visit: Visit, slides: list[str], at: int) -> None:
    """Show a slide as its picture, which fits every screen; without a browser on the server as the exhibit itself."""
    name = slides[at - 1]
    show("unseen", "Briefing")
    if not visit.can_draw or visit.own:
        exhibit.show(visit, name, visit.topic)
        return
    shown = exhibit.make(visit, name, visit.topic)
    told = shown.alt if isinstance(shown, exhibit.Shown) else shown
    wide, tall = (exhibit.link_picture(visit, name, "png", preset, save=False) for preset in ("slide", "square"))
    # The next slide is drawn while this one is looked at.
    ahead = [exhibit.link_picture(visit, other, "png", "slide", save=False) for other in slides[at : at + 1]]
    show("slide", wide, tall, told, ahead)


def _show_steps(visit: Visit, slides: list[str], at: int) -> None:
    last = len(slides)
    with st.container(horizontal=True, key="steps", vertical_alignment="center", horizontal_alignment="center"):
        st.button("Back", shortcut="Left", on_click=change, kwargs={"slide": at - 1}, disabled=at == 1, key="back")
        show("status", f"{at} of {last}", width="content")
        st.button("Next", shortcut="Right", on_click=change, kwargs={"slide": at + 1}, disabled=at == last, key="next")
        if not visit.can_draw:
            return
        if visit.own:
            for name in ("pptx", "briefing"):
                own.offer(visit, name, slides)
            return
        query = merge(visit.query(figure=None), {"slides": ",".join(slides), "theme": visit.theme})
        taken_as = (("pptx", "PowerPoint"), ("pdf", "PDF"))
        links = [(write_address(f"api/briefing.{ending}", query), label) for ending, label in taken_as]
        show("links", "", [("#", "Full screen", "present"), *links], width="content")
