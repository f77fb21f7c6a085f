"""Ten tasks of analysts and briefers, each done in a browser, with its steps counted from the first page."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pandas as pd
from PIL import Image
from playwright.sync_api import expect

from dashboard.render.record import read_record


def download(one, link) -> bytes:
    """Follow a link to a file as one step; return the file."""
    one.steps += 1
    with one.page.expect_download() as waiting:
        link.click()
    return Path(waiting.value.path()).read_bytes()


def test_who_says_how_many_were_killed_on_friday(visit):
    """No step: it is the lead."""
    one = visit()
    page = one.open()
    expect(page.locator(".exhibit .title").first).to_contain_text(re.compile(r"Fri\s23\sSep\s\D*\d"))
    drawn = " ".join(page.locator(".stPlotlyChart").first.locator("svg text").all_text_contents())
    assert all(voice in drawn for voice in ("SOHR", "White Helmets", "The Independent"))
    assert one.steps == 0


def test_who_contradicts_the_80(visit):
    """One step, by mouse or by key: its card leads to its page."""
    one = visit()
    page = one.open()
    page.get_by_role("link", name="≥ 80", exact=True).focus()
    one.steps += 1
    page.keyboard.press("Enter")
    expect(one.heading).to_contain_text("At least 80 people reported killed in Aleppo")
    expect(one.main).to_contain_text("One voice in this collection")
    expect(one.main).to_contain_text(re.compile("The closest that others report|Not the same thing, not compared"))
    assert one.steps == 1 and one.loads == 1


def test_a_mark_of_a_chart_opens_its_figure_and_back_leads_back(visit):
    one = visit()
    page = one.open()
    page.locator(".stPlotlyChart .scatterlayer path.point").first.dispatch_event("click")
    page.locator(".stPlotlyChart .nsewdrag").first.wait_for(state="attached")
    box = page.locator(".stPlotlyChart .scatterlayer path.point").first.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page).to_have_url(re.compile("/figure\\?figure=[a-z0-9-]+$"))
    page.go_back()
    expect(one.heading).to_have_text("Aleppo, September 2016")
    expect(page).to_have_url(re.compile("/$"))


def test_the_white_helmets_in_east_aleppo_as_csv_and_as_a_link(visit):
    """Four steps to the file, and the address is the link; another reader sees the same."""
    one = visit()
    page = one.open()
    one.click(page.get_by_role("link", name="Explore", exact=True), "/explore$")
    one.choose("Speaker", "White Helmets", "speaker=white-helmets")
    one.choose("Place", "East Aleppo", "place=east-aleppo")
    said = page.locator(".selection span").inner_text()
    table = pd.read_csv(io.BytesIO(download(one, page.get_by_role("link", name="CSV for programs").first)))
    assert one.steps == 4 and one.loads == 1
    assert f"{len(table)} figures" in said and set(table["speaker"]) == {"white-helmets"}
    page.get_by_role("link", name="Copy link").click()
    expect(page.locator(".copy-link")).to_have_text("Copied")
    link = page.evaluate("navigator.clipboard.readText()")
    other = visit()
    other.open(link.removeprefix(f"{one.address}/"))
    assert other.page.locator(".selection span").inner_text() == said
    one.click(page.get_by_role("link", name="Download", exact=True), "/download\\?.*speaker=white-helmets")
    again = pd.read_csv(io.BytesIO(download(one, page.get_by_role("link", name="CSV for programs"))))
    assert list(again["id"]) == list(table["id"])


def test_filters_chosen_one_after_the_other_all_stay_as_they_were_chosen(visit):
    one = visit()
    page = one.open("explore")
    one.choose("Place", "East Aleppo", "place=east-aleppo$")
    one.choose("Indicator", "Killed", "indicator=killed$")
    one.choose("Speaker", "White Helmets", "[?]place=east-aleppo&indicator=killed&speaker=white-helmets$")
    tags = page.locator("[data-tag]").all_inner_texts()
    assert [one.strip() for one in tags] == ["Killed", "East Aleppo", "White Helmets (Syria Civil Defence)"]


def test_rows_ticked_faster_than_the_page_answers_all_stay_ticked(visit):
    one = visit()
    page = one.open("explore?indicator=evacuated")
    page.evaluate("[...document.querySelectorAll('a.tick')].slice(0, 3).forEach((tick) => tick.click())")
    expect(page).to_have_url(re.compile("(tick=.*){3}"))
    one.settle()
    expect(page.locator("a.tick[aria-checked=true]")).to_have_count(3)


def test_the_keyboard_stays_at_the_row_that_it_ticked(visit):
    one = visit()
    page = one.open("explore?indicator=evacuated")
    page.locator("a.tick").nth(1).focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("tick="))
    one.settle()
    expect(page.locator("a.tick").nth(1)).to_be_focused()


def test_a_question_that_is_asked_is_gone_to(visit):
    one = visit()
    page = one.open()
    one.click(page.get_by_role("link", name="What is not known?"), "exhibit=not_known")
    expect(page.locator(".questions")).to_be_in_viewport()
    expect(page.locator(".stElementContainer:has(.questions) + .stElementContainer .title")).to_be_in_viewport(ratio=1)


def test_what_opens_above_a_page_has_its_colours(visit):
    one = visit(scheme="dark")
    page = one.open("explore")
    page.get_by_text("Days", exact=True).click()
    expect(page.locator(".days i").first).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")


def test_a_phone_names_no_cell_that_is_empty(visit):
    one = visit(375, 812)
    page = one.open("?exhibit=timeline")
    empty = page.locator("tr.row > [data-label=Reported]").filter(has_not_text=re.compile(r"\S"))
    assert empty.count() and not any(cell.is_visible() for cell in empty.all())


def test_two_figures_are_added(visit):
    """Two steps, and the sum stands in sight, with its qualifier."""
    one = visit()
    page = one.open("explore?indicator=evacuated")
    for at in (0, 1):
        one.click(page.locator("a.tick").nth(at), f"(tick=.*){{{at + 1}}}")
    told = page.locator(".status").first
    expect(told).to_contain_text(re.compile("Together:|Not to be added:"))
    box = told.bounding_box()
    assert one.steps == 2 and box["y"] + box["height"] < 720
    page.locator("a.tick").nth(0).focus()
    page.keyboard.press("Space")
    expect(page.locator("a.tick[aria-checked=true]")).to_have_count(1)


def test_where_al_waer_is(visit):
    """One step: it is on the map, named."""
    one = visit()
    page = one.open()
    one.click(page.get_by_role("link", name="Map", exact=True), "/map$")
    expect(one.main).to_contain_text("Al-Waer, Homs")
    assert one.steps == 1
    one.choose("Go to a place", "Al-Waer", "place=al-waer")
    expect(page.get_by_role("heading", name="Al-Waer, Homs")).to_be_visible()


def test_a_picture_for_a_report(visit):
    """One step, and the file knows its figures; one more copies it."""
    one = visit()
    page = one.open()
    content = download(one, page.get_by_role("link", name="Report", exact=True).first)
    assert Image.open(io.BytesIO(content)).size == (1800, 1350) and one.steps == 1
    record = read_record(content)
    assert record.exhibit == "killed" and "killed-aleppo-thursday" in [figure.id for figure in record.figures]
    page.get_by_role("link", name="Copy", exact=True).first.click()
    expect(page.locator(".copy-picture").first).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.read().then((items) => items[0].types)") == ["image/png"]


def test_what_this_report_does_not_know(visit):
    """One step from the first page for all; a report's own page says it without any."""
    one = visit()
    page = one.open()
    one.click(page.get_by_role("link", name="What is not known?"), "exhibit=not_known")
    expect(page.locator(".exhibit").last).to_contain_text("The Independent")
    assert one.steps == 1
    one.open("reports?source=independent-2016-09-23")
    expect(page.locator(".exhibit .title", has_text="people killed in Aleppo on Friday")).to_have_count(1)


def test_everything_on_water(visit):
    """One step and Enter."""
    one = visit()
    page = one.open()
    one.steps += 1
    field = page.get_by_placeholder("Search all figures")
    field.fill("water")
    field.press("Enter")
    expect(page).to_have_url(re.compile("/explore\\?text=water$"))
    expect(page.locator(".selection")).to_contain_text("Text: water")
    one.settle()
    assert one.steps == 1 and page.locator("tr.row:not([class*=level])").count() >= 10
    page.go_back()
    expect(page).to_have_url(re.compile("/$"))


def test_how_many_were_injured_on_24_september(visit):
    """Two steps on Compare, beside the one that opens it."""
    one = visit()
    page = one.open("compare")
    one.choose("What", "Injured", "about=injured")
    one.choose("When", "Saturday 24 September", "when=2016-09-24")
    expect(page.locator(".exhibit .title").first).to_contain_text("injured in")
    assert one.steps == 2


def test_two_reports_side_by_side(visit):
    """Two steps on Reports."""
    one = visit()
    one.open("reports")
    one.choose("Open one report", "The Independent", "source=independent-2016-09-23")
    one.choose("Open one report", "NBC News, 24", "source=nbc-news-2016-09-24")
    expect(one.heading).to_have_text("Two reports side by side")
    expect(one.main).to_contain_text("Only in The Independent")
    assert one.steps == 2
