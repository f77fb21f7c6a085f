"""Every page runs, whatever is selected and however broken the collection is."""

from __future__ import annotations

import re
from html import unescape

import pytest

from dashboard.collection.faults import Fault
from dashboard.collection.live import State
from dashboard.views.frame import VIEWS
from dashboard.views.visit import Visit

PATHS = [view.path for view in VIEWS]
SCRIPT = "<script>alert(1)</script>"


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "query",
    [
        "",
        "source=meridian-2024-03-11",
        "indicator=killed&place=tarnovia",
        "indicator=rescued&speaker_type=un",
        "about=killed&who=people&where=tarnovia&when=2024-03-13&figure=who-killed-tarnovia",
    ],
    ids=["nothing selected", "one report", "a filter", "no figures left", "a topic and a figure"],
)
def test_a_page_runs_and_has_one_name(open_page, earthquake, path, query):
    page = open_page(path, earthquake, query)
    assert page.html.count("<h1") + len(page.run.title) == 1
    if query.startswith(("source", "indicator")):
        assert 'class="selection"' in page.html


def test_the_style_sheet_stands_before_the_words_that_would_else_be_seen_without_it(open_page, earthquake):
    page = open_page("overview", earthquake)
    assert page.run.main[0].proto.body.strip().startswith("<style")


@pytest.mark.parametrize("path", PATHS)
def test_a_page_over_a_collection_that_cannot_be_read_says_so(open_page, path):
    page = open_page(path, State(None, error="seeds: no such folder, expected one"))
    assert "The collection could not be read. There is nothing to show yet." in page.html
    assert "seeds: no such folder" in page.html


def test_faults_are_named_and_the_rest_is_shown(open_page, earthquake):
    fault = Fault("seeds/a.toml", "figures[1].value", f"'{SCRIPT}', expected a number")
    page = open_page("explore", State(earthquake, (fault,), "every report has a fault", "v", stale=True))
    assert "There are faults in what was read; what is wrong is left out, the rest is shown." in page.html
    assert "What was read before stays on show." in page.html
    assert "&lt;script&gt;" in page.html and SCRIPT not in page.html


@pytest.mark.parametrize("path", PATHS)
def test_an_address_that_makes_no_sense_is_answered_in_words(open_page, earthquake, path):
    hostile = "%3Cscript%3Ealert(1)%3C/script%3E"
    query = "&".join(
        f"{name}={hostile}"
        for name in (
            "indicator",
            "about",
            "where",
            "slide",
            "slides",
            "source",
            "figure",
            "tick",
            "page",
            "sort",
            "day",
        )
    )
    page = open_page(path, earthquake, f"{query}&exhibit={'x' * 10_000}&text=**a**")
    assert "Part of this address makes no sense and was left out." in page.html
    assert SCRIPT not in page.html
    assert not any("<" in element.proto.body for element in page.run.get("markdown"))


def test_a_single_day_is_named_once(open_page, earthquake):
    assert "<span>Day: 12 March 2024 — " in open_page("explore", earthquake, "from=2024-03-12&to=2024-03-12").html


def test_what_is_selected_goes_along_and_is_named(open_page, earthquake):
    page = open_page("download", earthquake, "indicator=killed&from=2024-03-12&about=killed&where=tarnovia")
    links = dict(
        reversed(pair) for pair in re.findall(r'<a href="([^"]*)" target="_self"[^>]*>(\w+)</a>', unescape(page.html))
    )
    assert links["Explore"] == "explore?indicator=killed&from=2024-03-12&about=killed&who=all&where=tarnovia&when=any"
    assert links["Overview"] == "./?indicator=killed&from=2024-03-12"
    assert '<input type="hidden" name="indicator" value="killed">' in page.html
    assert "Indicator: Killed; from 12 March 2024 — " in page.html
    assert "topic: People reported killed in Tarnovia" in page.html
    assert 'href="download" target="_self">Clear</a>' in page.html


def test_clearing_leaves_open_what_is_open(open_page, earthquake):
    page = open_page("figure", earthquake, "figure=who-killed-tarnovia&indicator=killed")
    assert 'href="figure?figure=who-killed-tarnovia" target="_self">Clear</a>' in page.html


def test_links_carry_every_value_of_the_selection(earthquake):
    from dashboard.collection import Selection

    visit = Visit(earthquake, Selection(reports=("a", "b"), text="1 & 2"), "light")
    assert visit.link("explore") == "explore?source=a&source=b&text=1+%26+2"
    assert visit.link("explore", text=None, source=[]) == "explore"
    assert visit.link("") == "./?source=a&source=b&text=1+%26+2"
