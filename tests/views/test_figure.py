"""The page of one figure: on any address of the app, with all that is known of it; an unknown one names its like."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.views.figure.links import find_near
from dashboard.widgets import state
from tests.views.test_explore import FixedCollection, Page, Tags

PAGE = Path(__file__).parent.parent.parent / "dashboard" / "page.py"
KILLED, SIEGE = "killed-aleppo-thursday", "besieged-east-aleppo"


def run_figure():
    from dashboard.views.figure import render

    render()


@pytest.fixture
def figure_page(monkeypatch, real_tables):
    monkeypatch.setattr(state, "open_collection", lambda: FixedCollection(real_tables))
    return lambda figure: Page(run_figure, figure=figure)


def test_a_figure_stands_with_its_qualifier_note_and_chain(figure_page):
    page = figure_page(KILLED)
    assert '<span class="hf-huge">≥ 80</span> At least 80 people reported killed in Aleppo' in page.html
    assert "a member of the city's forensic team, unnamed → AP → The Independent, 23 September 2016" in page.text
    assert "Say aloud Thursday only" in page.text


def test_its_place_and_its_day_are_drawn_alone(figure_page):
    page = figure_page(KILLED)
    assert len(page.chart_specs) == 2
    assert KILLED in page.chart_specs[0]
    assert "independent-2016-09-23&amp;text=killed-aleppo-thursday" in page.html


def test_it_is_compared_with_other_sources_in_words(figure_page):
    page = figure_page(KILLED)
    assert "How it compares Stands apart" in page.text
    near = page.text.split("Near it in other sources")[1].split("Like it, but of another thing")[0]
    assert "a longer window: 22–23 September" in near
    assert "The Independent" not in near


def test_part_and_whole_are_listed_with_links_both_ways(figure_page, real_tables):
    part = real_tables.figures.dropna(subset="part_of").iloc[0]
    assert f'href="?figure={quote(part["part_of"])}"' in figure_page(part["id"]).html
    whole = figure_page(part["part_of"])
    assert f'href="?figure={quote(part["id"])}"' in whole.html
    assert "Part and whole" in whole.text


def test_a_figure_without_part_or_whole_says_nothing_of_it(figure_page):
    assert "Part and whole" not in figure_page(KILLED).text


def test_its_source_is_cited_three_ways_to_copy(figure_page):
    apa, bibtex, ris = (code.value for code in figure_page(KILLED).app.code)
    assert apa.startswith("The Independent (2016, 23 September).")
    assert bibtex.startswith("@misc{independent-2016-09-23,")
    assert ris.startswith("TY  - NEWS")


def test_links_lead_back_on_to_the_publisher_and_to_the_picture(figure_page):
    html = figure_page(SIEGE).html
    assert f'href="explore?selected={SIEGE}"' in html
    assert "Previous of this source" in html
    assert "Next of this source" in html
    assert 'href="https://www.independent.co.uk/' in html
    assert "#:~:text=Approximately%20250%2C000" in html
    assert f'href="api/figures/{SIEGE}.png?preset=slide&amp;theme=light&amp;download=1"' in html


def test_the_first_figure_of_a_source_has_none_before_it(figure_page):
    html = figure_page(KILLED).html
    assert "Previous of this source" not in html
    assert "Next of this source" in html


def test_only_an_address_of_the_web_becomes_a_link(monkeypatch, story_tables):
    sources = story_tables.sources.assign(url="javascript:alert(1)")
    tables = story_tables.cut("an address that runs", sources=sources)
    monkeypatch.setattr(state, "open_collection", lambda: FixedCollection(tables))
    page = Page(run_figure, figure=KILLED)
    assert "Find the words" not in page.html
    assert 'href="javascript' not in page.html


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("killed-aleppo-thursdays", KILLED),
        ("KILLED ALEPPO THURSDAY", KILLED),
        ("besieged-east", SIEGE),
        ("", None),
        ("<script>alert(1)</script>", None),
        ("x" * 100_000, None),
        ("[a-z", None),
    ],
)
def test_an_unknown_figure_names_those_like_it(figure_page, real_tables, asked, near):
    page = figure_page(asked)
    assert "No such figure" in page.text
    assert near is None or near in find_near(asked, real_tables)
    assert near is None or f'href="?figure={near}"' in page.html
    assert "script" not in Tags(page.html).names
    assert len(page.html) < 4000


def test_hostile_words_of_a_source_stay_words(monkeypatch, story_tables):
    hostile = "<img src=x onerror=alert(1)> **bold**"
    sources = story_tables.sources.assign(publisher=hostile, title=hostile, author=hostile)
    figures = story_tables.figures.assign(quote=hostile, counts=hostile, caveat=hostile)
    tables = story_tables.cut("hostile words of a figure", sources=sources, figures=figures)
    monkeypatch.setattr(state, "open_collection", lambda: FixedCollection(tables))
    page = Page(run_figure, figure=KILLED)
    assert hostile in page.text
    assert "img" not in Tags(page.html).names


def test_every_figure_of_the_story_has_a_page(figure_page, story_tables):
    for figure, written in zip(story_tables.figures["id"], story_tables.figures["written"], strict=True):
        assert f'<span class="hf-huge">{written}</span>' in figure_page(figure).html


def test_the_address_of_a_figure_works_on_every_page(monkeypatch, real_tables):
    monkeypatch.setattr(state, "open_collection", lambda: FixedCollection(real_tables))
    app = AppTest.from_file(str(PAGE), default_timeout=60)
    app.query_params["figure"] = KILLED
    app.run()
    assert not app.exception
    assert any("hf-huge" in element.proto.body for element in app.get("html"))
