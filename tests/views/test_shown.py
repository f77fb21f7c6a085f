"""What is kept between runs: text alone, of one version, within a bound; and how text reaches the page."""

from __future__ import annotations

import json

import pytest

from dashboard.collection import Selection
from dashboard.views.exhibit import make
from dashboard.views.shown import ReadyChart, Shelf
from dashboard.views.text import plain_markdown, write, write_links
from dashboard.views.visit import Visit, write_address


@pytest.fixture
def shown(story):
    return make(Visit(story, Selection(), "light"), "killed")


def test_an_exhibit_becomes_text_that_holds_no_object_of_the_collection(shown):
    assert all(isinstance(part, str | ReadyChart) for part in shown.body)
    assert len(repr(shown)) < 60_000 and "figure?figure=killed-aleppo-thursday" in shown.foot


def test_a_chart_is_handed_on_as_it_was_made(shown):
    [part] = [part for part in shown.body if isinstance(part, ReadyChart)]
    made = part.to_dict()
    assert made == json.loads(part.text) and made["layout"]["height"] == part.height
    assert set(made["layout"]["template"]["data"]) <= {trace["type"] for trace in made["data"]}


def test_a_new_version_empties_the_shelf_at_once():
    shelf = Shelf()
    assert [shelf.get("one", name, lambda: "made") for name in "ab"] == ["made", "made"] and len(shelf) == 2
    assert shelf.get("one", "a", lambda: "made again") == "made"
    assert shelf.get("two", "a", lambda: "new") == "new" and len(shelf) == 1


def test_the_shelf_stays_within_its_bound():
    shelf = Shelf(10_000)
    for at in range(50):
        shelf.get("one", at, lambda: "x" * 1_000)
    assert len(shelf) <= 5
    assert shelf.get("one", "large", lambda: "x" * 9_500) == "x" * 9_500
    assert shelf.get("one", "large", lambda: "made again") == "made again"


def test_text_stays_text():
    assert plain_markdown("**a** <b> :red[x] $y$ [z](javascript:1)") == (
        r"\*\*a\*\* \<b\> \:red\[x\] \$y\$ \[z\]\(javascript\:1\)"
    )
    assert "<b>" not in write_links("<b>", [("x?a=<b>&c", "<b>")]) + write("notes", [("<b>", "<b>")])
    assert "<bdi>حلب</bdi>" in write("notes", [("Place", "Aleppo, حلب, 3")])
    assert "<dt>" not in write("notes", [("Empty", None)])
    assert write_address("explore", {"a": ["1", "2"]}) == "explore?a=1&a=2" and write_address("", {}) == "./"
