"""One figure as an exhibit and as JSON: its number with its doubt, who says so, and where it stands."""

from __future__ import annotations

import json
from dataclasses import replace

from dashboard.export.about import Order
from dashboard.export.pictures import make_card, write_exhibit_json


def cells_of(card) -> list[str]:
    return [cell.text for section in card.body[0].sections for row in section.rows for cell in row.cells]


def test_a_card_shows_number_speaker_days_and_quote_with_its_source(story):
    figure = story.figure("killed-aleppo-thursday")
    card = make_card(figure, story)
    texts = " ".join(cells_of(card))
    assert card.title.startswith("At least 80 people reported killed in Aleppo")
    assert "≥ 80" in cells_of(card) and f"“{figure.quote}”" in texts and "AP" in texts
    assert card.source and "The Independent" in card.source[0]
    assert card.note == figure.caveat and card.address == {"figure": figure.id}
    assert len(card.alt.split()) <= 60


def test_every_figure_has_a_card_of_its_own(real):
    cards = [make_card(figure, real) for figure in real.figures]
    assert len({card.key for card in cards}) == len(cards)
    assert all(
        card.source and figure.written in cells_of(card) for card, figure in zip(cards, real.figures, strict=True)
    )


def test_a_figure_as_json_holds_its_words_its_full_note_and_its_link(story, about):
    figure = story.figure("killed-aleppo-thursday")
    order = Order(story, replace(about, signs={"stale": "x"}), exhibits=(make_card(figure, story),), page="figure")
    content = json.loads(write_exhibit_json(order))
    assert content["figures"] == [figure.id] and content["about"]["stale"] == "x"
    assert content["title"].startswith("At least 80") and content["subtitle"]
    assert f"“{figure.quote}”" in content["details"][0] and "The Independent" in content["source"][0]
    assert content["link"].startswith("http://localhost:8501/figure?")
