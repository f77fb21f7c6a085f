"""A presenter: keys, whole slides, and back to the slide left."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect


def test_slides_are_turned_by_keys_and_back_returns_to_the_slide_left(visit):
    one = visit()
    page = one.open("briefing")
    place = page.locator(".st-key-steps .status")
    expect(place).to_have_text(re.compile("^1 of "))
    page.keyboard.press("ArrowRight")
    expect(place).to_have_text(re.compile("^2 of "))
    page.keyboard.press("ArrowRight")
    expect(place).to_have_text(re.compile("^3 of "))
    page.keyboard.press("ArrowLeft")
    expect(place).to_have_text(re.compile("^2 of "))
    page.get_by_role("link", name="Map", exact=True).click()
    expect(one.heading).to_have_text("Map")
    page.go_back()
    expect(place).to_have_text(re.compile("^2 of "))
    page.reload()
    expect(place).to_have_text(re.compile("^2 of "))


def test_a_remote_turns_slides_and_home_and_end_go_to_the_first_and_the_last(visit):
    page = visit().open("briefing")
    place = page.locator(".st-key-steps .status")
    for key, at in (("PageDown", "^2 of "), ("PageUp", "^1 of "), ("End", r"^(\d+) of \1$"), ("Home", "^1 of ")):
        page.keyboard.press(key)
        expect(place).to_have_text(re.compile(at))


@pytest.mark.parametrize("size", [(1280, 720, "light"), (1920, 1080, "dark"), (375, 812, "light")])
def test_a_slide_is_whole_with_its_buttons_in_sight(visit, size):
    one = visit(*size)
    page = one.open("briefing?slides=killed,who_says&slide=2")
    assert page.locator(".slide img").first.evaluate("image => image.naturalWidth") in (1920, 1080)
    for selector in (".slide img", ".st-key-back button", ".st-key-next button"):
        box = page.locator(selector).first.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= size[0] and box["y"] + box["height"] <= size[1], selector


def test_the_link_holds_slides_and_order_and_the_files_are_of_them(visit):
    one = visit()
    page = one.open("briefing")
    page.get_by_text("Build a briefing").click()
    field = page.get_by_role("combobox", name="Slides, in this order")
    field.wait_for()
    one.settle()
    one.click(page.locator(".st-key-slides [aria-label='Clear all']"), "slides=$")
    one.choose("Slides, in this order", "Who says so?", "slides=who_says$")
    one.choose("Slides, in this order", "What is claimed?", "slides=who_says%2Cclaims$")
    expect(page.locator(".st-key-steps .status")).to_contain_text("of 2")
    href = page.get_by_role("link", name="Briefing as PDF").get_attribute("href")
    answer = page.request.get(f"{one.address}/{href}")
    assert answer.status == 200 and answer.body().count(b"/Type /Page\n") + answer.body().count(b"/Type /Page ") in (
        0,
        2,
    )
