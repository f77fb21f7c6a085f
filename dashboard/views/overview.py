"""Overview: what this is, how to read a figure, the lead exhibit, the headline figures, then every question."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from html import escape

from dashboard.collection import Collection, Selection
from dashboard.compare import topic_of
from dashboard.exhibits import GROUPS, LEAD, LOOKS, QUESTIONS
from dashboard.records.reported import ReportedFigure
from dashboard.render.html import set_apart
from dashboard.views import exhibit
from dashboard.views.text import show_name, write_fold, write_notes
from dashboard.views.visit import Visit, read_query
from dashboard.wording.comparisons import say_standing
from dashboard.wording.notes import write_short_note
from dashboard.wording.numbers import start
from dashboard.wording.scopes import describe_scope
from dashboard.wording.selections import RULES, SIGNS

MOST_CARDS = 8
FIRST = "where"
_WHAT_THIS_IS = (
    "Every number as reported, never verified by us: with its qualifier, who said it, who carried it, "
    "and what nobody could count."
)
# What a card says of these in full only repeats its number.
_SHORT = ("one_voice", "repeated")


def render(visit: Visit) -> None:
    """Show the first page."""
    about = visit.whole.about
    line = " ".join(filter(None, (about.question, _WHAT_THIS_IS)))
    help_text = write_fold("How to read a figure", write_reading_help(), "help")
    show_name(about.title)
    top = f'<div class="top"><p>{set_apart(line)}</p></div>{help_text}'
    offers = exhibit.list_offers(visit)
    asked = exhibit.read_asked(offers, FIRST)
    is_lead = (read_query().get("exhibit") or [""])[-1] == LEAD
    below = visit.keep(("cards", asked), lambda: write_cards(visit) + write_questions(visit, offers, asked))
    exhibit.show(visit, LEAD, visit.topic if is_lead else None, key="exhibit-lead", fold=True, before=top, after=below)
    if asked != LEAD:
        exhibit.show(visit, asked, visit.topic, part="chart" if asked == FIRST else "")


def prepare(collection: Collection) -> None:
    """Make what the first reader of a collection would else wait for, in light and dark."""
    for theme in LOOKS:
        visit = Visit(collection, Selection(), (), theme)
        exhibit.list_offers(visit)
        for name in (LEAD, FIRST):
            exhibit.make(visit, name)


@cache
def write_reading_help() -> str:
    """Return how to read a figure: the signs, and the words for how a figure stands."""
    signs, rules = (write_notes((one.name, one.when) for one in many) for many in (SIGNS, RULES))
    return (
        f"<p><strong>The sign before a number</strong></p>{signs}"
        "<p>A hatched bar or cell is what nobody could count. It is not zero.</p>"
        f"<p><strong>How a figure stands among the others</strong></p>{rules}"
    )


def write_questions(visit: Visit, offers: Mapping[str, str], current: str) -> str:
    """Return the questions that something can be said to, by group, each a link that opens it below."""
    rows = []
    for group in GROUPS:
        links = [
            f'<a href="{escape(visit.link("", exhibit=one.id))}" target="_self"{_mark(one.id == current)}>'
            f"{escape(one.label)}</a>"
            for one in QUESTIONS
            if one.group == group and one.id != LEAD and not offers[one.id]
        ]
        if links:
            rows.append(f"<dt>{escape(group)}</dt><dd>{' '.join(links)}</dd>")
    return f'<h2 class="group questions">Questions</h2><dl class="questions">{"".join(rows)}</dl>' if rows else ""


def _mark(current: bool) -> str:
    return ' aria-current="true"' if current else ""


def list_cards(visit: Visit) -> list[ReportedFigure]:
    """Return the figures of the cards: those of the report whose story is told, else the first of what is selected."""
    figures = visit.chosen.figures
    story = [figure for figure in figures if figure.source.id == visit.whole.story]
    return list(story or figures)[:MOST_CARDS]


def write_cards(visit: Visit) -> str:
    """Return the cards, named by how many they are and whose, where they are of one report."""
    figures = list_cards(visit)
    if not figures:
        return ""
    alone = len({figure.source.id for figure in figures}) == 1
    heading = f"{len(figures)} figures of {figures[0].source.publisher}" if alone else f"{len(figures)} figures"
    cards = "".join(write_card(figure, visit) for figure in figures)
    return f'<h2 class="group">{set_apart(heading)}</h2><ul class="cards">{cards}</ul>'


def write_card(figure: ReportedFigure, visit: Visit) -> str:
    """Return a card as HTML: number with qualifier, what is claimed, who says so, what others say of the same thing."""
    colour = LOOKS[visit.theme].family(figure.indicator.family)
    standing = visit.comparison.standing(figure)
    others = say_standing(visit.comparison, figure, standing)
    if standing.kind in _SHORT:
        others = f"{others.partition(': ')[0].rstrip('.')}."
    about, who, where, when = topic_of(figure).key
    compare = visit.link("compare", figure=None, about=about, who=who, where=where, when=when)
    return (
        f'<li class="card" style="border-inline-start-color: {colour}">'
        f'<a class="number" href="{escape(visit.link_figure(figure.id))}" target="_self">{escape(figure.written)}</a>'
        f'<span class="what">{set_apart(start(describe_scope(figure)))}</span>'
        f'<span class="who">{set_apart(write_short_note(figure))}</span>'
        f'<span class="others">{set_apart(others)} <a href="{escape(compare)}" target="_self">Compare</a></span></li>'
    )
