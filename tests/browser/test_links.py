"""Every link of a page leads somewhere, and keeps what is selected."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

PATHS = ["", "compare", "download", "figure?figure=killed-aleppo-thursday", "reports?source=independent-2016-09-23"]


@pytest.mark.parametrize("path", PATHS)
def test_links_to_files_answer(visit, path):
    """Pictures are asked for by their head alone where there are many: the answer's status is the same."""
    one = visit()
    page = one.open(path)
    links = set(page.eval_on_selector_all(".stHtml a[href*='api/']", "nodes => nodes.map(n => n.getAttribute('href'))"))
    assert links
    drawn = {link for link in links if re.search(r"\.(png|pdf|pptx|zip)\?", link)}
    asked = sorted(links - drawn) + sorted(drawn)[:: max(len(drawn) // 4, 1)]
    for link in asked:
        assert page.request.get(urljoin(f"{one.address}/{path}", link), timeout=120_000).status == 200, link


def test_links_of_tables_keep_the_selection_and_load_nothing_anew(visit):
    one = visit()
    page = one.open("explore?indicator=killed&source=independent-2016-09-23")
    one.click(page.get_by_role("link", name="≥ 80", exact=True).first, "/figure\\?")
    expect(page).to_have_url(re.compile("source=independent-2016-09-23.*indicator=killed|indicator=killed.*source="))
    expect(one.heading).to_contain_text("At least 80")
    page.go_back()
    expect(one.heading).to_have_text("Explore figures")
    expect(page.locator(".selection")).to_contain_text("1 figure from 1 report")
    page.go_forward()
    expect(one.heading).to_contain_text("At least 80")
    assert one.loads == 1
    page.reload()
    expect(one.heading).to_contain_text("At least 80")
    expect(page.locator(".selection")).to_contain_text("indicator: Killed")


def test_clear_and_loosen_lead_out(visit):
    one = visit()
    page = one.open("explore?indicator=killed&text=zzzz")
    one.click(page.get_by_role("button", name="Without the filter on text"), "explore\\?indicator=killed$")
    one.click(page.get_by_role("link", name="Clear", exact=True), "explore$")
    expect(page.locator(".selection")).to_have_count(0)


def test_without_its_own_script_links_still_lead_where_they_say(visit):
    one = visit()
    one.page.route("**/page.js*", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page = one.open()
    page.get_by_role("link", name="≥ 80", exact=True).click()
    expect(one.heading).to_contain_text("At least 80")
    assert one.loads == 2
