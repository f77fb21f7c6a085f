"""Overview: what this is, how to read a figure, the lead exhibit, the headline figures, then every question by group."""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard.compare import topic_of
from dashboard.exhibits import GROUPS, LEAD, LOOKS, QUESTIONS
from dashboard.records.reported import ReportedFigure
from dashboard.views import exhibit
from dashboard.views.text import plain_markdown
from dashboard.views.visit import Visit
from dashboard.wording.comparisons import say_standing
from dashboard.wording.explanations import RULES, SIGNS
from dashboard.wording.notes import write_short_note
from dashboard.wording.numbers import start
from dashboard.wording.scopes import describe_scope

MOST_CARDS = 8


def render(visit: Visit) -> None:
    """Show the first page."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="head"):
        st.title(plain_markdown(visit.whole.about.title), anchor=False)
        with st.popover("How to read a figure", type="tertiary"):
            st.html(write_reading_help())
    st.markdown(
        "Every number here is **as reported**, never verified by us: with its qualifier, who said it, who carried it, "
        "and what nobody could count."
    )
    exhibit.show(visit, LEAD, key="exhibit-lead", fold=True)
    _show_cards(visit)
    for group in GROUPS:
        names = [question.id for question in QUESTIONS if question.group == group and question.id != LEAD]
        if names:
            st.html(f'<h2 class="group">{escape(group)}</h2>')
            exhibit.show_question_picker(visit, names, "overview")


def write_reading_help() -> str:
    """Return how to read a figure: the signs, and the words for how a figure stands."""
    signs = "".join(f"<dt>{escape(sign.name)}</dt><dd>{escape(sign.when)}</dd>" for sign in SIGNS)
    rules = "".join(f"<dt>{escape(rule.name)}</dt><dd>{escape(rule.when)}</dd>" for rule in RULES)
    return (
        f'<p><strong>The sign before a number</strong></p><dl class="note">{signs}</dl>'
        "<p>A hatched bar or cell is what nobody could count. It is not zero.</p>"
        f'<p><strong>How a figure stands among the others</strong></p><dl class="note">{rules}</dl>'
    )


def list_cards(visit: Visit) -> list[ReportedFigure]:
    """Return the figures of the cards: those of the report whose story is told, else the first of what is selected."""
    figures = visit.chosen.figures
    story = [figure for figure in figures if figure.source.id == visit.whole.story]
    return list(story or figures)[:MOST_CARDS]


def _show_cards(visit: Visit) -> None:
    figures = list_cards(visit)
    if not figures:
        return
    source = figures[0].source
    heading = (
        f"The {len(figures)} figures of {source.publisher}" if len({f.source.id for f in figures}) == 1 else "Figures"
    )
    cards = "".join(write_card(figure, visit) for figure in figures)
    st.html(f'<h2 class="group">{escape(heading)}</h2><ul class="cards">{cards}</ul>')


def write_card(figure: ReportedFigure, visit: Visit) -> str:
    """Return a card as HTML: number with qualifier, what is claimed, who says so, what others say of the same thing."""
    colour = LOOKS[visit.theme].family(figure.indicator.family)
    standing = say_standing(visit.comparison, figure)
    about, who, where, when = topic_of(figure).key
    compare = visit.link("compare", figure=None, about=about, who=who, where=where, when=when)
    return (
        f'<li><div class="card" style="border-inline-start-color: {colour}">'
        f'<a class="cover number" href="{escape(visit.link_figure(figure.id))}" target="_self">{escape(figure.written)}</a>'
        f'<span class="what">{escape(start(describe_scope(figure)))}</span>'
        f'<span class="who">{escape(write_short_note(figure))}</span>'
        f'<span class="others">{escape(standing)} <a href="{escape(compare)}" target="_self">Compare</a></span></div></li>'
    )
