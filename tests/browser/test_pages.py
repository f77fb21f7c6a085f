"""Every page, light and dark, on a screen and on a phone: silent, whole, and usable by everybody."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from dashboard.views import PAGES
from tests.bench.server import FLOOR, run_server

PATHS = [*("" if view.default else view.path for view in PAGES), "?figure=killed-aleppo-thursday"]
SERIOUS = {"serious", "critical"}


def find_faults(page) -> set[tuple[str, str]]:
    """Return (rule, what it stands on) of every serious or critical accessibility fault."""
    found = Axe().run(page).response["violations"]
    return {
        (fault["id"], node["html"][:200]) for fault in found if fault["impact"] in SERIOUS for node in fault["nodes"]
    }


@pytest.fixture(scope="module")
def floor_rules(browser) -> set[str]:
    """The rules that an empty Streamlit page already breaks: not ours to mend."""
    with run_server(FLOOR) as server:
        page = browser.new_page()
        page.goto(server.address)
        page.wait_for_selector("[data-testid=stMain] h1")
        rules = {rule for rule, _ in find_faults(page)}
        page.close()
    print(f"an empty Streamlit page breaks: {sorted(rules) or 'nothing'}")
    return rules


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(("width", "height", "scheme"), [(1280, 720, "light"), (375, 812, "dark")])
def test_a_page_is_silent_whole_and_accessible(visit, floor_rules, path, width, height, scheme):
    one = visit(width, height, scheme)
    page = one.open(path)
    assert page.locator("h1").count() >= 1
    assert page.get_by_text("This page could not be shown").count() == 0
    assert one.count_sideways_overflow() <= 0
    faults = {(rule, html) for rule, html in find_faults(page) if rule not in floor_rules}
    assert faults == set()


@pytest.mark.parametrize("path", ["", "compare", "map"])
def test_every_chart_and_map_says_its_figures_in_words(visit, path):
    page = visit().open(path)
    page.locator(".js-plotly-plot, canvas").first.wait_for(timeout=30_000)
    names = page.eval_on_selector_all(
        '[data-testid="stPlotlyChart"], [data-testid="stDeckGlJsonChart"]',
        "nodes => nodes.map(n => n.getAttribute('aria-label') || n.querySelector('[aria-label]')?.getAttribute('aria-label') || '')",
    )
    assert names
    assert all(len(name) > 40 and any(c.isdigit() for c in name) for name in names), names


@pytest.mark.parametrize("path", ["", "compare"])
def test_in_a_narrow_window_charts_are_drawn_for_it(visit, path):
    """Whatever the browser calls itself: by the width its page tells. A grid keeps its least legible width, and scrolls."""
    page = visit(375, 812).open(path)
    page.locator(".js-plotly-plot").first.wait_for(timeout=30_000)
    widths = page.eval_on_selector_all(".js-plotly-plot", "nodes => nodes.map(n => n.getBoundingClientRect().width)")
    fitting = [width for width in widths if width <= 375]
    assert len(fitting) > len(widths) / 2 and max(widths) <= 480


def test_focus_is_visible_and_reaches_the_cards(visit):
    page = visit().open()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('[class*=st-key-open-]') !== null"):
            break
    outline = page.evaluate(
        "getComputedStyle(document.activeElement).outlineStyle + getComputedStyle(document.activeElement).outlineWidth"
    )
    assert outline.startswith("solid3px")


def test_reduced_motion_is_respected(visit):
    one = visit()
    one.page.emulate_media(reduced_motion="reduce")
    page = one.open()
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter(n => parseFloat(getComputedStyle(n).transitionDuration) > 0"
        " || getComputedStyle(n).animationName !== 'none').length"
    )
    assert moving == 0
