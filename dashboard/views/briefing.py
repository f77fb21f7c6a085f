"""The briefing: one exhibit a slide, full width, one key to the next; its link holds reports, exhibits and order."""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard.exhibits import QUESTIONS, find_question
from dashboard.views import exhibit, files
from dashboard.views.filters import show_choice
from dashboard.views.shown import Shown
from dashboard.views.text import show_heading, write_address, write_links
from dashboard.views.visit import Visit, read_query, write_query

# What a briefing shows where nobody has chosen: the numbers first, then who says so and what is not known.
STORY_LINE = tuple(question.id for question in QUESTIONS if question.in_briefing)
_TAKEN_AS = (("pptx", "PowerPoint"), ("pdf", "PDF"))


def render(visit: Visit) -> None:
    """Show the slide that the address names, and the builder."""
    offers = exhibit.list_offers(visit)
    slides = [name for name in _list_asked() if not offers[name]]
    if slides:
        at = min(max(_read_place(), 1), len(slides))
        st.html('<h1 class="unseen">Briefing</h1>')
        _show_slide(visit, slides, at)
    else:
        show_heading("Briefing", "There is no slide to show: choose some below, or clear the selection.")
    builder = st.expander(
        "Build a briefing: choose reports, slides and their order", type="compact", key="build", on_change="rerun"
    )
    if builder.open:
        with builder:
            show_choice(visit, "reports")
            _show_builder([name for name, reason in offers.items() if not reason], slides)


def _read_place() -> int:
    text = (read_query().get("slide") or ["1"])[-1]
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 1


def _list_asked() -> list[str]:
    """Return the exhibits that the address names; one that names none of ours has been cleared to choose anew."""
    asked = read_query().get("slides")
    if asked is None:
        return list(STORY_LINE)
    known = {question.id for question in QUESTIONS}
    return [name for name in dict.fromkeys(",".join(asked).split(",")) if name in known]


def _show_slide(visit: Visit, slides: list[str], at: int) -> None:
    """Show a slide as its picture, which fits every screen; without a browser on the server as the exhibit itself."""
    name = slides[at - 1]
    if not visit.can_draw or visit.own:
        exhibit.show(visit, name, visit.topic, key="exhibit-slide")
    else:
        shown = exhibit.make(visit, name, visit.topic)
        told = shown.alt if isinstance(shown, Shown) else shown
        wide, tall = _link_slide(visit, name, "slide"), _link_slide(visit, name, "square")
        # The next slide is drawn while this one is looked at.
        coming = [escape(_link_slide(visit, other, "slide")) for other in slides[at : at + 1]]
        ahead = "".join(f'<img class="ahead" src="{link}" alt="">' for link in coming)
        st.html(
            f'<p class="slide"><picture><source media="(max-width: 700px)" srcset="{escape(tall)}">'
            f'<img src="{escape(wide)}" alt="{escape(told)}" width="1920" height="1080"></picture>{ahead}</p>'
        )
    _show_steps(visit, slides, at)


def _link_slide(visit: Visit, name: str, preset: str) -> str:
    return exhibit.link_picture(visit, name, "png", preset, save=False)


def _go(place: int) -> None:
    write_query(read_query() | {"slide": [str(place)]})


def _show_steps(visit: Visit, slides: list[str], at: int) -> None:
    last = len(slides)
    with st.container(horizontal=True, key="steps", vertical_alignment="center", horizontal_alignment="center"):
        st.button("Back", shortcut="Left", on_click=_go, args=(max(at - 1, 1),), disabled=at == 1, key="back")
        st.html(f'<p class="status">{at} of {last}</p>', width="content")
        st.button("Next", shortcut="Right", on_click=_go, args=(min(at + 1, last),), disabled=at == last, key="next")
        if not visit.can_draw:
            return
        if visit.own:
            files.offer_slides(visit, slides, ("pptx", "briefing"))
            return
        query = {**visit.query(figure=None), "slides": [",".join(slides)], "theme": [visit.theme]}
        links = [(write_address(f"api/briefing.{ending}", query), label) for ending, label in _TAKEN_AS]
        present = '<a class="present" href="#" target="_self">Full screen</a>'
        st.html(write_links("", links).replace("<span></span>", present), width="content")


def _show_builder(offered: list[str], slides: list[str]) -> None:
    """Let a reader choose slides in the order in which they are picked; the address holds them."""
    key = "builder"
    if st.session_state.get(key) != slides:
        st.session_state[key] = slides
    st.multiselect(
        "Slides, in this order",
        offered,
        format_func=lambda name: find_question(name).label,
        key=key,
        on_change=_build,
        select_all=False,
    )


def _build() -> None:
    slides = list(st.session_state["builder"])
    query = {name: values for name, values in read_query().items() if name not in ("slides", "slide")}
    write_query(query | {"slides": [",".join(slides)]})
