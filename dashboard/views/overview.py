"""Overview: what this is, how to read a figure, the lead exhibit, the headline figures, then every question."""

from collections.abc import Container
from functools import lru_cache

import streamlit as st

from dashboard.collection import Collection, Selection
from dashboard.compare import topic_of
from dashboard.exhibits import GROUPS, LEAD, LOOKS, QUESTIONS
from dashboard.records.reported import ReportedFigure
from dashboard.views import exhibit
from dashboard.views.visit import Visit, plain_markdown, write, write_count
from dashboard.wording.comparisons import say_standing
from dashboard.wording.headings import RULES, SIGNS
from dashboard.wording.scopes import describe_scope
from dashboard.wording.sentences import say, start
from dashboard.wording.sources import write_short_note

MOST_CARDS = 8
# What a card says of these in full only repeats its number.
_SHORT = ("one_voice", "repeated")


def render(visit: Visit) -> None:
    """Show the first page."""
    about = visit.whole.about
    # Its name comes by Streamlit's first script: HTML waits for a script of its own.
    st.title(plain_markdown(about.title), anchor=False)
    line = " ".join(filter(None, (about.question, say("what_this_is"))))
    offers, left_out = exhibit.list_offers(visit)
    lead = LEAD if LEAD in offers else next(iter(offers), LEAD)
    asked = next((one for one in (*offers, *left_out) if one == st.query_params.get("exhibit")), None)
    below = visit.keep(("cards", asked), lambda: _write_cards(visit) + _write_questions(visit, offers, asked))
    exhibit.show(visit, lead, visit.topic if asked == lead else None, before=_write_top(line), after=below)
    if asked and asked != lead:
        exhibit.show(visit, asked, visit.topic)


def prepare(collection: Collection) -> None:
    """Make what the first reader of a collection would else wait for, in light and dark."""
    for theme in LOOKS:
        visit = Visit(collection, Selection(), theme)
        exhibit.list_offers(visit)
        exhibit.make(visit, LEAD)


@lru_cache(maxsize=4)
def _write_top(line: str) -> str:
    """Return what this is, and how to read a figure: the signs, and the words for how a figure stands."""
    signs, rules = ([(one.name, one.when) for one in many] for many in (SIGNS, RULES))
    return write("top", line) + write("fold", "How to read a figure", write("reading_help", signs, rules), "help")


def _write_questions(visit: Visit, offers: Container[str], current: str | None) -> str:
    """Return the questions that something can be said to, by group, each a link that opens it below."""
    shown = [one for one in QUESTIONS if one.id != LEAD and one.id in offers]
    groups = [
        (group, [(visit.link("", exhibit=one.id), one.label, one.id == current) for one in shown if one.group == group])
        for group in GROUPS
    ]
    return write("questions", [(group, links) for group, links in groups if links]) if shown else ""


def _write_cards(visit: Visit) -> str:
    chosen = visit.chosen.figures
    figures = ([one for one in chosen if one.source.id == visit.whole.story] or chosen)[:MOST_CARDS]
    if not figures:
        return ""
    alone = len({figure.source.id for figure in figures}) == 1
    title = write_count(len(figures), "figure") + (f" of {figures[0].source.publisher}" if alone else "")
    return write("cards", title, [_make_card(figure, visit) for figure in figures], LOOKS[visit.theme], visit)


def _make_card(figure: ReportedFigure, visit: Visit) -> tuple[ReportedFigure, str, str, str, str]:
    """Return a figure with what is claimed, who says so, what others say of the same, and the way to compare it."""
    standing = visit.comparison.standing(figure)
    others = say_standing(visit.comparison, figure)
    if standing.kind in _SHORT:
        others = f"{others.partition(': ')[0].rstrip('.')}."
    compare = visit.link_topic(topic_of(figure))
    return figure, start(describe_scope(figure)), write_short_note(figure), others, compare
