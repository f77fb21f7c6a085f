"""What an analyst and a presenter do, from the first click to the file in their hands."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
from PIL import Image
from playwright.sync_api import expect

from dashboard.export.provenance import compare_picture, read_picture


def test_an_analyst_filters_shares_the_link_and_sees_the_same(visit):
    """The link holds the view: another reader on another machine sees what the first one saw."""
    first = visit()
    page = first.open("explore?indicator=killed&place=aleppo")
    seen = page.locator(".st-key-page-head").inner_text()
    assert " of 292 figures" in seen
    other = visit(fresh=True)
    other.open(page.url.removeprefix(f"{first.address}/"))
    assert other.page.locator(".st-key-page-head").inner_text() == seen


def test_an_analyst_follows_a_number_back_to_its_words(visit):
    one = visit()
    page = one.open("explore?source=independent-2016-09-23&selected=killed-aleppo-thursday")
    note = page.locator(".hf-note")
    assert "“At least 80 people died on Thursday”" in note.inner_text()
    note.get_by_role("link", name="Page of this figure").click()
    page.wait_for_selector(".hf-figure")
    one.settle()
    assert "≥ 80" in page.locator("h1").first.inner_text()


def test_a_chart_is_taken_away_by_one_click_with_its_record(visit, story_tables):
    """The picture holds chart, figures and hash of the table it was made from."""
    page = visit().open()
    link = page.locator('[class*="st-key-chart-killed_by_day"] .hf-pictures a').first
    link.scroll_into_view_if_needed()
    with page.expect_download(timeout=90_000) as waiting:
        link.click()
    content = Path(waiting.value.path()).read_bytes()
    assert Image.open(io.BytesIO(content)).size == (1920, 1080)
    record = read_picture(content)
    assert record.chart == "killed_by_day"
    assert [figure.id for figure in record.figures] == ["killed-aleppo-thursday"]
    assert compare_picture(record, story_tables) is not None


def test_a_picture_that_would_not_be_legible_is_refused_in_words_and_back_leads_to_the_page(visit):
    """The map of all 74 sources on one slide. The answer's status is an error, and so the console says."""
    one = visit()
    page = one.open("explore")
    page.locator(".st-key-explore-source .hf-pictures a").first.click()
    page.wait_for_url("**/api/charts/places.png?**", timeout=60_000)
    words = page.locator("body").inner_text()
    assert "choose" in words and "{" not in words
    page.go_back()
    page.get_by_text("All 292 figures of 74 sources").wait_for()
    one.errors.clear()


def test_a_table_is_taken_away_as_it_is_shown(visit, server):
    page = visit().open("download")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV of the figures").click()
    table = pd.read_csv(waiting.value.path())
    assert table.set_index("id").loc["killed-aleppo-thursday", "written"] == "≥ 80"


def test_a_presenter_turns_the_slides_by_keys(visit):
    one = visit()
    page = one.open("briefing")
    nav = page.locator(".st-key-slide-nav")
    last = int(nav.inner_text().split("/")[1].split()[0])
    expect(nav).to_contain_text("1 / ")
    page.keyboard.press("ArrowRight")
    expect(nav).to_contain_text("2 / ")
    page.keyboard.press("End")
    expect(nav).to_contain_text(f"{last} / ")
    page.keyboard.press("Home")
    expect(nav).to_contain_text("1 / ")
    page.keyboard.press("ArrowLeft")
    one.settle()
    expect(nav).to_contain_text("1 / ")


def test_no_slide_is_cut_on_the_smallest_shared_screen(visit):
    """At 1280 × 720 every slide stands whole: nothing to scroll, numbers and labels large."""
    one = visit()
    page = one.open("briefing")
    last = int(page.locator(".st-key-slide-nav").inner_text().split("/")[1].split()[0])
    for number in range(1, last + 1):
        overflow = page.evaluate(
            "[...document.querySelectorAll('.st-key-briefing *')].filter(n => { const b = n.getBoundingClientRect();"
            " return b.width > 1 && b.height > 1 && getComputedStyle(n).visibility !== 'hidden'"
            " && (b.right > innerWidth + 2 || b.bottom > innerHeight + 2) && !n.closest('svg'); }).length"
        )
        assert overflow == 0, f"slide {number}"
        page.keyboard.press("ArrowRight")
        one.settle()


def test_comparing_is_held_by_the_address(visit):
    one = visit()
    page = one.open("compare?about=evacuated&where=al-waer&when=2016-09-22")
    assert "Al-Waer" in page.locator('[class*="st-key-chart-compare-spread"] h3').inner_text()
    assert page.locator(".hf-table").first.inner_text().count("Al-Waer") >= 0
    assert "350" in page.locator(".hf-table").first.inner_text()
