"""The first page: cards with what others say, and only questions that something can be said to."""

from __future__ import annotations

import re

from dashboard.exhibits import QUESTIONS


def test_each_card_has_its_number_with_qualifier_who_says_so_and_a_way_to_compare(open_page, story):
    page = open_page("overview", story)
    cards = re.findall(r'<li class="card".*?</li>', page.html, re.DOTALL)
    assert len(cards) == 8
    first = next(card for card in cards if "killed-aleppo-thursday" in card)
    assert ">≥ 80</a>" in first and "forensic team" in first and "One voice in this collection." in first
    assert all(">Compare</a>" in card and "compare?about=" in card for card in cards)


def test_a_question_with_nothing_to_show_is_not_offered(open_page, earthquake):
    page = open_page("overview", earthquake)
    assert "exhibit=who_says" in page.html and "exhibit=side_by_side" not in page.html
    assert len(page.charts()) == 1, "no second exhibit before one is asked for"
    both = open_page("overview", earthquake, "source=meridian-2024-03-11&source=who-2024-03-13")
    assert "exhibit=side_by_side" in both.html


def test_the_address_opens_a_question_with_its_topic(open_page, earthquake):
    page = open_page(
        "overview", earthquake, "exhibit=voices_apart&about=killed&who=people&where=tarnovia&when=2024-03-15"
    )
    assert 'aria-current="true">How far apart are the voices?' in page.html
    assert "17,674" in page.html and "15 March 2024" in page.html


def test_the_chart_that_is_shown_is_the_one_that_was_made(open_page, story):
    page = open_page("overview", story)
    assert page.charts() and all('"height":' in chart.replace(" ", "") for chart in page.charts())


def test_how_to_read_a_figure_explains_every_sign(open_page, story):
    page = open_page("overview", story)
    assert "It is not zero." in page.html and "≥" in page.html and "est." in page.html


def test_every_question_belongs_to_a_group_of_the_page(open_page, earthquake):
    page = open_page("overview", earthquake)
    assert all(one.group in page.html for one in QUESTIONS if f"exhibit={one.id}" in page.html)


def test_where_nobody_is_killed_the_first_question_with_an_answer_leads(open_page, real):
    page = open_page("overview", real, "place=al-waer")
    assert "40,000 civilians" in page.html and '<p class="nothing">' not in page.html
    assert "1 figure of The Independent" in page.html
