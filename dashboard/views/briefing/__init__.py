"""The Briefing page: the story as slides, one question each, without the app around them, worked by keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from dashboard import widgets
from dashboard.charts import ChartError, Look, SourcedChart
from dashboard.filters import Filter, read_filter, write_query
from dashboard.tables import Tables
from dashboard.theme import Mode
from dashboard.views.briefing.slides import (
    TITLE,
    Slide,
    choose_headlines,
    find_slide,
    list_slides,
    write_subtitle,
    write_unknown,
)
from dashboard.views.briefing.stage import SMALLEST_STAGE, Staged, draw_for_phone, stage_chart, write_note
from dashboard.widgets import escape, show_html
from dashboard.widgets.cards import card_html
from dashboard.widgets.charts import KeptChart, guess_width
from dashboard.widgets.text import plain_markdown

_AT = "briefing-at"
_HINT = '<p class="hf-slide-hint">← → Home End turn the slides · F11 fills the screen</p>'
_CONFIG = {"displayModeBar": False, "responsive": True}


def render() -> None:
    """Show the slide that the address asks for, and the way to the others."""
    tables = widgets.read_state().tables
    choice, problems = read_filter({"source": st.query_params.get_all("source")}, tables)
    slides = _list_slides(tables.view_hash, write_query(choice), choice, tables)
    at, problem = find_slide(st.query_params.get_all("slide"), slides)
    st.session_state[_AT] = at
    with st.container(key="briefing", gap=None):
        # In a box of its own, so that the buttons below keep their place, whatever the slide is made of.
        with st.container(key="slide", gap=None):
            _show_slide(slides[at])
        if problems:
            problem = "The address asks for a source that is not here; it is left out."
        _show_navigation(at, slides, choice, problem)
    if at + 1 < len(slides):
        # Drawn ahead while this one is looked at.
        _stage_slide(slides[at + 1])


@st.cache_resource(max_entries=16, show_spinner=False)
def _list_slides(reading: str, query: str, _choice: Filter, _tables: Tables) -> tuple[Slide, ...]:
    """Return the slides of a choice of sources, of the story where none is chosen."""
    chosen = _choice.source or ((_tables.story,) if _tables.story else ())
    return list_slides(_tables.only(chosen) if chosen else _tables, _tables)


def _show_slide(slide: Slide) -> None:
    if slide.id == TITLE:
        show_html(_title_html(slide.tables))
        return
    staged = _stage_slide(slide)
    if isinstance(staged.drawn, str):
        show_html(_head_html(slide.question, slide.question, staged.drawn, staged.title_size))
        return
    drawn = staged.drawn
    show_html(_head_html(drawn.question, drawn.title, drawn.subtitle, staged.title_size))
    with st.container(key=f"stage-{staged.kind}", gap=None):
        if staged.kind != "phone":
            show_html('<p class="hf-stage-hint" tabindex="0">Wider than the screen: scroll sideways.</p>')
        st.plotly_chart(drawn.chart, theme=None, config=_CONFIG, alt=drawn.alt, key=f"slide-{slide.id}")
    show_html(_foot_html(drawn))


def _stage_slide(slide: Slide) -> Staged:
    return _stage(slide.id, slide.tables.view_hash, widgets.choose_mode(), guess_width(), slide)


@st.cache_resource(max_entries=64, show_spinner=False)
def _stage(name: str, view: str, mode: Mode, width: int, _slide: Slide) -> Staged:
    def draw(look: Look) -> SourcedChart | str:
        try:
            return _slide.kind.build(_slide.tables, look)
        except ChartError as error:
            return str(error)

    staged = stage_chart(draw, mode) if width >= SMALLEST_STAGE else draw_for_phone(draw, mode, width)
    if isinstance(staged.drawn, str):
        return staged
    return replace(staged, drawn=replace(staged.drawn, chart=KeptChart(staged.drawn.chart).keep()))


def _head_html(question: str, title: str, subtitle: str, size: int) -> str:
    asked = f'<p class="hf-slide-question">{escape(question)}</p>' if question != title else ""
    under = f'<p class="hf-slide-subtitle">{escape(subtitle)}</p>' if subtitle else ""
    return (
        f'<div class="hf-page hf-slide-head" aria-live="polite">{asked}'
        f'<h1 style="--size:{size}">{escape(title)}</h1>{under}</div>'
    )


def _foot_html(drawn: SourcedChart) -> str:
    parts = (f"<b>{label}</b> {escape(text)}" if label else escape(text) for label, text in write_note(drawn))
    return f'<div class="hf-slide-foot" tabindex="0" role="note"><p>{" ".join(parts)}</p></div>'


def _title_html(tables: Tables) -> str:
    cards = "".join(card_html(row) for row in choose_headlines(tables).to_dict("records"))
    unknown = "".join(f"<p>{escape(line)}</p>" for line in write_unknown(tables))
    under = f'<div class="hf-unknown">{unknown}</div>' if unknown else ""
    return (
        f'<div class="hf-page hf-slide-head hf-slide-title" aria-live="polite">'
        f'<h1 style="--size:38">{escape(tables.title)}</h1>'
        f'<p class="hf-slide-subtitle">{escape(write_subtitle(tables))}</p>'
        f'<div class="hf-headlines">{cards}</div>{under}</div>'
    )


def _show_navigation(at: int, slides: Sequence[Slide], choice: Filter, problem: str | None) -> None:
    """Show the way back, on and out. Space is no key for "next": it is how a keyboard presses the focused button."""
    last = len(slides) - 1
    step = partial(_turn, slides=slides)
    with st.container(horizontal=True, vertical_alignment="center", key="slide-nav"):
        if st.button("Leave briefing", key="leave", shortcut="Esc", type="tertiary"):
            _leave(choice)
        hint = f'<p class="hf-slide-hint" role="status">{escape(problem)}</p>' if problem else _HINT
        show_html(hint)
        st.button("Previous", key="previous", shortcut="Left", on_click=step, args=(-1,), disabled=at == 0)
        names = {slide.id: f"{number}  {slide.question}" for number, slide in enumerate(slides, 1)}
        st.menu_button(
            f"{at + 1} / {len(slides)}",
            list(names),
            key="jump",
            format_func=lambda name: plain_markdown(names[name]),
            on_click=lambda: _open(st.session_state["jump"], slides),
        )
        st.button("Next", key="next", shortcut="Right", on_click=step, args=(1,), disabled=at == last)
    # Only keys: a presenter's remote sends PageUp and PageDown.
    with st.container(key="slide-keys"):
        for name, key, by in (
            ("First", "Home", -last),
            ("Last", "End", last),
            ("Back", "PageUp", -1),
            ("On", "PageDown", 1),
        ):
            st.button(f"{name} slide", key=f"key-{key}", shortcut=key, on_click=step, args=(by,))


def _turn(by: int, slides: Sequence[Slide]) -> None:
    """Go on by so many slides from where the session is: two quick keys may arrive before the address has changed."""
    at = min(max(st.session_state.get(_AT, 0) + by, 0), len(slides) - 1)
    st.session_state[_AT] = at
    _open(slides[at].id, slides)


def _open(name: str | None, slides: Sequence[Slide]) -> None:
    """Write a slide into the address, where a link and the browser's Back find it; the first needs no word."""
    if name is None:
        return
    if name == slides[0].id:
        st.query_params.pop("slide", None)
    else:
        st.query_params["slide"] = name


def _leave(choice: Filter) -> None:
    from dashboard.views import PAGES

    home = next(view for view in PAGES if view.default)
    st.switch_page(
        st.Page(home.render, title=home.title, url_path=home.path, default=True),
        query_params={"source": list(choice.source)} if choice.source else None,
    )
