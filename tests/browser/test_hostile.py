"""Hostile text in sources, files and addresses stands on the page as text, and the other sources stay."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.bench.server import APP, run_server
from tests.conftest import INVENTED

SCRIPT = "<img src=x onerror=window.pwned=1><script>window.pwned=1</script>"


@pytest.fixture
def seeds(tmp_path):
    return shutil.copytree(INVENTED, tmp_path / "seeds")


def poison(folder) -> None:
    """Put HTML, script and Markdown into every free text of a source."""
    path = folder / "river-post.toml"
    text = path.read_text("utf-8")
    for plain in (
        "All dead, invented.",
        "The roads were cut.",
        "The dam held.",
        "Flood reaches Lowtown",
        "the harbour",
        "An Invented Author",
        "A caveat that a briefer says aloud.",
        "River Post",
    ):
        assert plain in text
        text = text.replace(plain, f"{SCRIPT} **x** [a](javascript:alert(1)) $x$ :red[y]")
    text = text.replace("between 200 and 300 dead", "<svg/onload=window.pwned=1> 200 300")
    path.write_text(text, "utf-8")


def test_hostile_text_in_a_source_is_only_text(visit, seeds):
    poison(seeds)
    with run_server(APP, DASHBOARD_SEEDS=str(seeds)) as server:
        one = visit(address=server.address)
        for path in ("", "explore", "compare", "map", "sources", "briefing", "download", "?figure=rp-killed"):
            page = one.open(path)
            assert page.evaluate("window.pwned === undefined"), path
            assert page.locator("[data-testid=stMain] img[src=x], [data-testid=stMain] script").count() == 0
        assert SCRIPT[:20] in one.open("sources").locator("[data-testid=stMain]").inner_text()


@pytest.mark.parametrize("path", ["explore", "compare", "sources", "map", "briefing", "download", ""])
def test_hostile_addresses_are_answered_in_words(visit, path):
    one = visit()
    page = one.open(
        f"{path}?indicator={SCRIPT}&about={SCRIPT}&slide={SCRIPT}&source={SCRIPT}&selected={SCRIPT}&day=x&day=y"
    )
    assert page.evaluate("window.pwned === undefined")
    assert page.get_by_text("This page could not be shown").count() == 0


def test_an_unknown_figure_is_answered_in_words(visit):
    page = visit().open(f"?figure={SCRIPT}")
    assert page.evaluate("window.pwned === undefined")
    assert "no figure" in page.locator("[data-testid=stMain]").inner_text().lower()


def open_until(one, path: str, holds: Callable[[Page], bool], seconds: float = 20) -> Page:
    """Open a page again until it says what it should: the server looks at its files once a second."""
    end = time.monotonic() + seconds
    while True:
        page = one.open(path)
        if holds(page) or time.monotonic() > end:
            return page


def read_banners(page: Page) -> str:
    return " ".join(page.locator(".hf-banner").all_inner_texts())


def test_the_page_follows_its_seeds_while_it_runs(visit, seeds):
    """A file breaks, another goes, all come back: the page says so each time, without a restart."""
    broken = seeds / "river-post.toml"
    whole = broken.read_text("utf-8")
    with run_server(APP, DASHBOARD_SEEDS=str(seeds)) as server:
        one = visit(address=server.address)
        assert read_banners(one.open("sources")) == ""
        broken.write_text(whole.replace("value = 1200", 'value = "<b>many</b>"'), "utf-8")
        page = open_until(one, "sources", lambda page: read_banners(page) != "")
        assert "seeds/river-post.toml: figures[2].value: '<b>many</b>', expected" in read_banners(page)
        assert "Echo Office" in page.locator("[data-testid=stMain]").inner_text()
        broken.write_text(whole, "utf-8")
        page = open_until(one, "sources", lambda page: read_banners(page) == "")
        assert read_banners(page) == ""
        shutil.rmtree(seeds)
        page = open_until(one, "", lambda page: read_banners(page) != "")
        assert "no such folder, expected a folder with places.csv" in read_banners(page)


def test_a_missing_folder_says_what_belongs_there(visit, tmp_path):
    with run_server(APP, DASHBOARD_SEEDS=str(tmp_path / "none")) as server:
        page = visit(address=server.address).open("")
        assert "one TOML file per source" in page.locator(".hf-banner").inner_text()
