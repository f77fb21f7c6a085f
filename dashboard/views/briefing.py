"""The briefing: one exhibit a slide, full width, one key to the next; its link holds reports, exhibits and order."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

import streamlit as st

from dashboard.exhibits import QUESTIONS, find_question
from dashboard.render.browser import find_browser
from dashboard.views import exhibit
from dashboard.views.shown import Shown
from dashboard.views.text import show_heading
from dashboard.views.visit import Visit, read_query, write_query

# What a briefing shows where nobody has chosen: the numbers first, then who says so and what is not known.
STORY_LINE = tuple(question.id for question in QUESTIONS if question.in_briefing)


def render(visit: Visit) -> None:
    """Show the slide that the address names, or the builder."""
    slides = _list_slides(visit)
    if not slides:
        show_heading("Briefing", "Nothing that is selected can be shown on a slide.")
        _show_builder(visit, slides)
        return
    at = min(max(_read_place(), 1), len(slides))
    _show_slide(visit, slides[at - 1])
    _show_steps(at, len(slides))
    with st.expander("Build a briefing: choose slides and their order, take it away"):
        _show_builder(visit, [name for name, _ in slides])


def _read_place() -> int:
    text = (read_query().get("slide") or ["1"])[-1]
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 1


def _asked(visit: Visit) -> list[str]:
    asked = [name for text in read_query().get("slides", []) for name in text.split(",")]
    known = {question.id for question in QUESTIONS}
    return [name for name in dict.fromkeys(asked) if name in known] or list(STORY_LINE)


def _list_slides(visit: Visit) -> list[tuple[str, Shown]]:
    made = [(name, exhibit.make(visit, name)) for name in _asked(visit)]
    return [(name, shown) for name, shown in made if isinstance(shown, Shown)]


def _show_slide(visit: Visit, slide: tuple[str, Shown]) -> None:
    """Show a slide as its picture, which fits every screen; without a browser on the server as the exhibit itself."""
    name, shown = slide
    if find_browser() is None:
        exhibit.show(visit, name, key="exhibit-slide")
        return
    query = {**visit.query(figure=None), "theme": visit.theme}
    wide, tall = (
        f"api/exhibits/{name}.png?{urlencode({**query, 'preset': preset}, doseq=True)}"
        for preset in ("slide", "square")
    )
    st.html(
        f'<p class="slide"><picture><source media="(max-width: 700px)" srcset="{escape(tall)}">'
        f'<img src="{escape(wide)}" alt="{escape(shown.alt)}" width="1920" height="1080"></picture></p>'
    )


def _go(place: int) -> None:
    write_query(read_query() | {"slide": [str(place)]})


def _show_steps(at: int, last: int) -> None:
    with st.container(horizontal=True, key="steps", vertical_alignment="center", horizontal_alignment="center"):
        st.button("Back", shortcut="Left", on_click=_go, args=(max(at - 1, 1),), disabled=at == 1, key="back")
        st.markdown(f"{at} of {last}")
        st.button("Next", shortcut="Right", on_click=_go, args=(min(at + 1, last),), disabled=at == last, key="next")


def _show_builder(visit: Visit, slides: list[str]) -> None:
    options = [question.id for question in QUESTIONS]
    chosen = st.multiselect(
        "Slides, in this order",
        options,
        default=slides,
        format_func=lambda name: find_question(name).label,
        key="builder",
    )
    if chosen != slides and chosen:
        st.button("Show these slides", on_click=_build, args=(chosen,), type="primary", key="build")
    query = urlencode({**visit.query(figure=None), "slides": ",".join(slides), "theme": visit.theme}, doseq=True)
    st.html(
        f'<p class="files"><span>Take it away:</span> <a href="api/briefing.pptx?{escape(query)}" target="_self">PowerPoint</a> '
        f'<a href="api/briefing.pdf?{escape(query)}" target="_self">PDF</a></p>'
    )


def _build(slides: list[str]) -> None:
    write_query(read_query() | {"slides": [",".join(slides)], "slide": ["1"]})
