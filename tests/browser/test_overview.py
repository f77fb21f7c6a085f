"""The first screen is true at a glance: every headline figure with its qualifier and who says so."""

from __future__ import annotations

import pytest


def test_all_headline_figures_stand_on_the_first_screen(visit):
    page = visit().open()
    cards = page.locator(".hf-card")
    assert cards.count() == 8
    for at in range(8):
        box = cards.nth(at).bounding_box()
        assert box["y"] + box["height"] <= 720


def test_numbers_and_qualifiers_are_large_enough_for_a_shared_screen(visit):
    page = visit().open()
    sizes = page.eval_on_selector_all(".hf-number", "nodes => nodes.map(n => parseFloat(getComputedStyle(n).fontSize))")
    labels = page.eval_on_selector_all(
        ".hf-statement, .hf-who, .hf-unknown p", "nodes => nodes.map(n => parseFloat(getComputedStyle(n).fontSize))"
    )
    assert min(sizes) >= 40
    assert min(labels) >= 18
    assert page.locator(".hf-number").first.inner_text() == "≥ 80"


def test_a_card_opens_its_full_note_by_keyboard(visit):
    one = visit()
    page = one.open()
    page.get_by_role("button", name="Open the note: At least 80 people").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    text = dialog.inner_text()
    assert "“At least 80 people died on Thursday”" in text
    assert "a member of the city's forensic team, unnamed → AP → The Independent" in text
    link = dialog.get_by_role("link", name="Find the words at the publisher").get_attribute("href")
    assert link.endswith("#:~:text=At%20least%2080%20people%20died%20on%20Thursday")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_nothing_overflows(visit, scheme):
    one = visit(375, 812, scheme)
    one.open()
    assert one.count_sideways_overflow() <= 0
