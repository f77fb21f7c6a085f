"""Compare, map, reports, briefing, download and a figure's page, each in what only it does."""

from __future__ import annotations

import re

import pytest

TOPIC = "about=killed&who=people&where=tarnovia&when=2024-03-13"


def test_compare_begins_with_what_several_voices_of_the_story_speak_of(open_page, real, story):
    page = open_page("compare", real)
    assert "People" in page.run.selectbox(key="who").options and page.charts()
    assert page.run.selectbox(key="about").value in {figure.indicator.id for figure in story.figures}


def test_another_indicator_leads_to_a_topic_that_somebody_speaks_of(open_page, earthquake):
    page = open_page("compare", earthquake, TOPIC)
    page.run.selectbox(key="about").set_value("displaced").run()
    assert page.query["about"] == ["displaced"] and page.query["where"] == ["tarnovia"]
    page.run.selectbox(key="when").set_value("2024-03-15").run()
    assert page.query["when"] == ["2024-03-15"] and page.query["who"] == ["displaced_people"]


def test_compare_takes_all_reports_whatever_is_selected_and_says_so(open_page, earthquake):
    page = open_page("compare", earthquake, f"{TOPIC}&source=who-2024-03-13")
    assert "All reports, whatever is selected." in page.html and "9,057" in page.html


def test_a_place_on_the_map_lists_its_figures_with_who_says_so(open_page, real):
    page = open_page("map", real, "place=al-waer")
    assert 'evacuated from <span class="whole">Al-Waer</span>' in page.html and "The Independent" in page.html
    assert page.run.get("deck_gl_json_chart")


def test_zooming_leaves_the_place_and_whole_map_leads_back(open_page, real):
    page = open_page("map", real, "place=al-waer&indicator=evacuated")
    page.run.button(key="Zoom in").click().run()
    page.run.button(key="reset").click().run()
    assert page.query == {"indicator": ["evacuated"]}


def test_a_report_is_opened_and_two_are_set_side_by_side(open_page, earthquake):
    page = open_page("reports", earthquake)
    assert 'href="reports?source=who-2024-03-13"' in page.html
    page.run.multiselect(key="source").set_value(["who-2024-03-13"]).run()
    assert page.query == {"source": ["who-2024-03-13"]} and "Cite as" in page.html
    page.run.multiselect(key="source").set_value(["who-2024-03-13", "ocha-2024-03-13"]).run()
    assert "Two reports side by side" in page.html and "9,057" in page.html


def test_a_copy_is_held_against_the_quotes_and_not_kept(open_page, earthquake):
    page = open_page("reports", earthquake, "source=who-2024-03-13")
    quotes = [one.quote for one in earthquake.figures if one.source.id == "who-2024-03-13"]
    page.run.text_area[0].set_value(f"{quotes[0]} <b>and no more</b>")
    next(button for button in page.run.button if button.label == "Check").click().run()
    assert f"1 of {len(quotes)} quotes hold." in page.html and "quote not found" in page.html


def test_the_address_holds_slides_and_their_order(open_page, earthquake):
    page = open_page("briefing", earthquake, "slides=who_says,killed,nonsense&slide=2")
    assert "2 of 2" in page.html and "api/exhibits/killed.png" in page.html
    assert "slides=who_says%2Ckilled" in page.html
    page.run.button(key="back").click().run()
    assert page.query["slide"] == ["1"] and "api/exhibits/who_says.png" in page.html


def test_the_next_slide_is_fetched_ahead(open_page, earthquake):
    page = open_page("briefing", earthquake, "slides=who_says,killed")
    assert '<img class="ahead" src="api/exhibits/killed.png?' in page.html


@pytest.mark.parametrize("path", ["overview", "briefing", "download", "figure"])
def test_without_a_browser_pictures_are_not_offered(open_page, earthquake, monkeypatch, path):
    monkeypatch.setenv("BROWSER_PATH", "/nowhere")
    page = open_page(path, earthquake, "figure=who-killed-tarnovia")
    assert ".png" not in page.html and ".pdf" not in page.html and ".pptx" not in page.html
    if path in ("overview", "download"):
        assert "Pictures need Chromium on the server, and none was found." in page.html


def test_download_links_only_what_shows_something_and_says_why_else(open_page, earthquake):
    page = open_page("download", earthquake, "indicator=rescued")
    assert "Indicator: Rescued — 3 figures from 2 reports." in page.html
    assert "api/exhibits/who_says.png?indicator=rescued" in page.html
    assert "api/exhibits/side_by_side" not in page.html and "Nothing to show" in page.html


def test_a_figure_has_its_verdict_its_note_and_others_beside_it(open_page, earthquake):
    page = open_page("figure", earthquake, "figure=who-killed-tarnovia")
    assert "More than 9,000 people reported killed" in page.html and "9,057" in page.html
    assert "compare?figure=who-killed-tarnovia&amp;about=killed&amp;who=people&amp;where=tarnovia" in page.html
    assert "World Health Organization" in page.run.code[0].value and "Who says so" in page.html


def test_an_unknown_figure_names_the_nearest(open_page, earthquake):
    page = open_page("figure", earthquake, "figure=who-killed-tarnovi")
    assert "who-killed-tarnovia" in page.html and "Choose a figure" in page.html


def test_every_language_of_the_real_reports_has_a_name(open_page, real):
    page = open_page("reports", real)
    assert 'data-label="Language"' in page.html and not re.search(
        r'data-label="Language">\s*<span class="value">[a-z]', page.html
    )


def test_download_says_how_large_each_table_is(open_page, earthquake):
    sizes = re.findall(r">([\d,]+) kB<", open_page("download", earthquake).html)
    assert len(sizes) == 4 and all(int(size.replace(",", "")) >= 1 for size in sizes)
