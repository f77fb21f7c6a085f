"""What is kept between runs: text alone, of one version, within a bound; and how text reaches the page."""

from __future__ import annotations

import json

import pytest

from dashboard.collection import Selection
from dashboard.views.exhibit import ReadyChart, make
from dashboard.views.visit import Visit, plain_markdown, write, write_address


@pytest.fixture
def shown(story):
    return make(Visit(story, Selection(), "light"), "killed")


def test_an_exhibit_becomes_text_that_holds_no_object_of_the_collection(shown):
    assert all(type(part) is str for part in shown.texts) and all(type(part) is ReadyChart for part in shown.charts)
    assert len(repr(shown)) < 60_000 and "figure?figure=killed-aleppo-thursday" in shown.texts[-1]


def test_a_chart_is_handed_on_as_it_was_made(shown):
    [part] = shown.charts
    made = part.to_dict()
    assert made == json.loads(part.text) and made["layout"]["height"] > 100
    assert set(made["layout"]["template"]["data"]) <= {trace["type"] for trace in made["data"]}


def test_an_exhibit_is_made_once_until_the_collection_changes(story, earthquake):
    made = [make(Visit(collection, Selection(), "light"), "killed") for collection in (story, story, earthquake, story)]
    assert made[0] is made[1] and made[3] is not made[0] and made[3].texts == made[0].texts


def test_text_stays_text():
    assert plain_markdown("**a** <b> :red[x] $y$ [z](javascript:1)") == (
        r"\*\*a\*\* \<b\> \:red\[x\] \$y\$ \[z\]\(javascript\:1\)"
    )
    assert "<b>" not in write("links", "<b>", [("x?a=<b>&c", "<b>")]) + write("notes", [("<b>", "<b>")])
    assert "<bdi>حلب</bdi>" in write("notes", [("Place", "Aleppo, حلب, 3")])
    assert "<dt>" not in write("notes", [("Empty", None)])
    assert write_address("explore", {"a": ["1", "2"]}) == "explore?a=1&a=2" and write_address("", {}) == "./"
