"""Overview: what this is, how to read a figure, the lead exhibit, the headline figures, then every question."""

import streamlit as st

from dashboard.collection import Collection, Selection
from dashboard.compare import topic_of
from dashboard.exhibits import LEAD, LOOKS, QUESTIONS
from dashboard.views import exhibit
from dashboard.views.visit import Visit, plain_markdown, write
from dashboard.wording.comparisons import say_standing
from dashboard.wording.headings import RULES, SIGNS, count_digits
from dashboard.wording.scopes import describe_scope
from dashboard.wording.sentences import say, start
from dashboard.wording.sources import write_short_note

MOST_CARDS = 8


def render(visit: Visit) -> None:
    """Show the first page."""
    about = visit.whole.about
    # Its name comes by Streamlit's first script: HTML waits for a script of its own.
    st.title(plain_markdown(about.title), anchor=False)
    offers, left_out = exhibit.list_offers(visit)
    lead = LEAD if LEAD in offers else next(iter(offers), LEAD)
    asked = next((one for one in (*offers, *left_out) if one == st.query_params.get("exhibit")), None)

    def build() -> tuple[str, str]:
        before = write("top", about.question, say("what_this_is"), SIGNS, RULES)
        questions = [one for one in QUESTIONS if one.id != LEAD and one.id in offers]
        return before, _write_cards(visit) + write("questions", questions, asked, visit)

    exhibit.show(visit, lead, around=visit.keep(("around", asked), build))
    if asked and asked != lead:
        exhibit.show(visit, asked)


def prepare(collection: Collection) -> None:
    """Make what the first reader of a collection would else wait for, in light and dark."""
    for theme in LOOKS:
        visit = Visit(collection, Selection(), theme)
        exhibit.list_offers(visit)
        exhibit.make(visit, LEAD)


def _write_cards(visit: Visit) -> str:
    """Return a card for each of the first figures: what is claimed, who says so, what others say, a way to compare."""
    chosen = visit.chosen.figures
    figures = ([one for one in chosen if one.source.id == visit.whole.story] or chosen)[:MOST_CARDS]
    title, cards = count_digits(len(figures), "figure"), []
    if len({figure.source.id for figure in figures}) == 1:
        title += f" of {figures[0].source.publisher}"
    for figure in figures:
        others = say_standing(visit.comparison, figure)
        # In full they would only repeat the number.
        if visit.standing_of(figure) in ("one_voice", "repeated"):
            others = f"{others.partition(': ')[0].rstrip('.')}."
        compare = visit.link_topic(topic_of(figure))
        cards.append((figure, start(describe_scope(figure)), write_short_note(figure), others, compare))
    return write("cards", title, cards, LOOKS[visit.theme], visit) if cards else ""
