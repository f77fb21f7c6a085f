"""A picture by URL can be of one topic of the Compare page."""

from __future__ import annotations

from urllib.parse import quote

TOPIC = "about=killed&who=people&where=aleppo&when=2016-09-23"


def test_a_chart_of_a_topic_shows_that_topic(serve, real_tables):
    answer = serve(real_tables).get(f"/api/charts/spread.json?{TOPIC}")
    assert answer.status_code == 200
    assert answer.json()["layout"]["meta"]["title"].startswith(
        "People reported killed in Aleppo, Friday 23 September 2016"
    )


def test_a_picture_of_a_topic_links_back_to_the_page(serve, real_tables, browser):
    answer = serve(real_tables).get(f"/api/charts/spread.png?{TOPIC}")
    assert answer.status_code == 200
    assert b"/compare?about=killed" in answer.content


def test_a_topic_that_makes_no_sense_is_named(serve, real_tables):
    answer = serve(real_tables).get(f"/api/charts/spread.png?about={quote('<b>')}")
    assert answer.status_code == 400
    assert "is not here, expected one of killed" in answer.text
    assert "<b>" not in answer.text


def test_a_chart_that_takes_no_topic_says_which_do(serve, real_tables):
    answer = serve(real_tables).get(f"/api/charts/timeline.png?{TOPIC}")
    assert answer.status_code == 400
    assert "timeline: takes no topic, expected one of spread, ladder, cumulative with it" in answer.text
