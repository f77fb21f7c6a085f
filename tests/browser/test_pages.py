"""Every page, light on a screen and dark on a phone: silent, whole, and usable by everybody."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from dashboard.views.frame import VIEWS

SELECTED = "indicator=killed&place=aleppo"
PATHS = [
    *(view.address for view in VIEWS if view.name),
    f"explore?{SELECTED}&tick=killed-aleppo-thursday&tick=abc-us-un-killed-week",
    "map?place=al-waer",
    "reports?source=independent-2016-09-23",
    "reports?source=independent-2016-09-23&source=nbc-news-2016-09-24",
    "figure?figure=killed-aleppo-thursday",
]
SIZES = [(1280, 720, "light"), (375, 812, "dark")]
SERIOUS = {"serious", "critical"}


def find_barriers(page) -> list[str]:
    """Return every serious or critical accessibility fault: its rule and what it stands on."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found if one["impact"] in SERIOUS for node in one["nodes"]]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("size", SIZES, ids=["screen", "phone"])
def test_a_page_is_silent_whole_and_open_to_everybody(visit, path, size):
    one = visit(*size)
    page = one.open(path)
    assert page.locator("h1").count() == 1
    assert page.get_by_text("This page could not be shown").count() == 0
    assert one.find_faults() == []
    assert find_barriers(page) == []


def test_each_page_has_a_title_of_its_own(visit):
    one = visit()
    titles = []
    for view in VIEWS:
        one.open(view.address)
        titles.append(one.page.title())
    assert len(set(titles)) == len(VIEWS) and all(title.endswith(" · Humanitarian figures") for title in titles)


def test_the_first_screen_holds_title_lead_and_first_cards(visit):
    page = visit().open()
    for selector, share in (("h1", 1.0), (".exhibit .title", 1.0), (".card .number", 1.0)):
        box = page.locator(selector).first.bounding_box()
        assert box["y"] + share * box["height"] <= 720, selector
    assert page.locator(".stPlotlyChart").first.bounding_box()["y"] < 300


def test_a_page_is_still_while_a_chart_is_on_its_way(visit):
    one, asked = visit(), []
    page = one.page
    page.route("**/PlotlyChart*.js", lambda route: asked.append(route))
    page.goto(one.address)
    page.locator(".navigation").wait_for()
    page.locator("[data-testid=stSkeleton]").wait_for()
    # What moves would be drawn anew all the while, and the chart would come later.
    page.wait_for_function("document.getAnimations().length === 0")
    asked[0].continue_()
    one.settle()


def test_every_chart_and_map_says_its_figures_in_words(visit):
    one = visit()
    for path in ("", "compare", "map"):
        page = one.open(path)
        names = page.eval_on_selector_all(
            ".stPlotlyChart, .stDeckGlJsonChart",
            "nodes => nodes.map(n => (n.getAttribute('aria-label') || n.querySelector('[aria-label]')?.ariaLabel) ?? '')",
        )
        assert names and all(len(name) > 40 and any(c.isdigit() for c in name) for name in names), names


def test_arabic_is_set_apart_in_titles_tables_and_quotes(visit):
    one = visit()
    page = one.open("reports?source=watan-fm-2016-09-26")
    arabic = "nodes => nodes.filter(n => /[\\u0600-\\u06ff]/.test(n.textContent) && !n.closest('bdi')).length"
    walk = """() => { const walker = document.createTreeWalker(document.querySelector('.stMain'), NodeFilter.SHOW_TEXT);
        const found = []; while (walker.nextNode()) { const node = walker.currentNode;
        if (/[\\u0600-\\u06ff]/.test(node.textContent) && !node.parentElement.closest('bdi, [data-testid="stMultiSelect"]'))
        found.push(node.textContent); } return found; }"""
    assert arabic and page.locator("h1 bdi[lang=ar]").count() == 1
    assert page.evaluate(walk) == []
    one.open("explore?source=watan-fm-2016-09-26")
    assert page.locator("td bdi[lang=ar]").count() >= 1 and page.evaluate(walk) == []


def test_focus_is_visible_and_reaches_the_cards(visit):
    page = visit().open()
    page.locator(".card .number").first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    outline = "getComputedStyle(document.activeElement)"
    assert page.evaluate("document.activeElement.closest('.card') !== null")
    assert page.evaluate(f"{outline}.outlineStyle + {outline}.outlineWidth") == "solid3px"


@pytest.mark.parametrize("path", ["", "figure?figure=killed-aleppo-thursday", "explore", "compare"])
@pytest.mark.parametrize("size", [(1280, 720, "light"), (1920, 1080, "dark")], ids=["small", "wide and dark"])
def test_print_is_whole_and_has_nothing_to_click(visit, path, size):
    """What printing lays out anew is words; a chart is an image that must be made as wide as the sheet."""
    one = visit(*size)
    page = one.open(path)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    widths = page.eval_on_selector_all(
        ".stPlotlyChart",
        "nodes => nodes.map(n => n.getBoundingClientRect().width *"
        " parseFloat(n.closest('.stElementContainer').style.getPropertyValue('--print-zoom')))",
    )
    assert all(width < 688 for width in widths)
    page.emulate_media(media="print")
    shown = page.eval_on_selector_all(
        "button, input, .files, .questions, .selection a", "nodes => nodes.filter(n => n.offsetParent).length"
    )
    assert shown == 0
    if path != "explore":
        assert page.locator(".exhibit .source:visible, .note dt:visible").count() >= 1
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.emulate_media(media="screen")
