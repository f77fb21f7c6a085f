"""One server, one Chromium; every page that a test opens must stay silent on the console and on this machine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, TimeoutError, expect

from tests.bench.server import APP, Server, run_server

LOCAL = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")
# Below a page's path Streamlit looks for its server there first; these two answers and no others may be missing.
_STREAMLITS_OWN = re.compile(r"status of 404 .*http://127\.0\.0\.1:\d+/\w+/_stcore/(health|host-config)\)$")
_BOXES = (Path(__file__).parent / "boxes.js").read_text("utf-8")
WAIT = 60_000

expect.set_options(timeout=WAIT)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all that stands in this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with run_server(APP) as running:
        yield running


class Reader:
    """A reader's page, with what it must not do: errors on the console, requests that leave the machine."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.address = address
        self.page: Page = context.new_page()
        self.page.set_default_timeout(WAIT)
        self.errors: list[str] = []
        self.outside: list[str] = []
        self.loads = 0
        self.steps = 0
        self.page.on("console", self._note_error)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", self._note_request)
        self.page.on("websocket", lambda socket: self._note_outside(socket.url))

    def _note_error(self, line) -> None:
        if line.type == "error":
            told = f"{line.text} ({line.location.get('url', '')})"
            if not _STREAMLITS_OWN.search(told):
                self.errors.append(told)

    def _note_request(self, request) -> None:
        self._note_outside(request.url)
        self.loads += request.is_navigation_request() and "/api/" not in request.url

    def _note_outside(self, address: str) -> None:
        if not address.startswith(LOCAL):
            self.outside.append(address)

    def open(self, path: str = "") -> Page:
        """Open a page and wait until it stands."""
        self.page.goto(f"{self.address}/{path}")
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until a run is over, its charts are drawn, and its fonts and pictures are there."""
        self.page.locator("[data-testid=stMain] :is(h1, .banner)").first.wait_for(state="attached")
        self.page.wait_for_function(
            """() => document.querySelector('[data-test-script-state="notRunning"]')
            && !document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]')
            && [...document.querySelectorAll('.stPlotlyChart')].every((one) => one.querySelector('svg.main-svg'))
            && [...document.images].every((one) => one.complete) && document.fonts.status === 'loaded'"""
        )

    def click(self, target: Locator, address: str | None = None) -> None:
        """Click as one step of a task, and wait for the *address* (a regular expression) that it leads to."""
        self.steps += 1
        target.click()
        if address:
            expect(self.page).to_have_url(re.compile(address))
        self.settle()

    def choose(self, label: str, option: str, address: str) -> None:
        """Choose an option of a list as one step of a task, typing what it begins with, and wait for the *address* that
        it leads to, another than before. A list closes when its page moves below it: then it is opened again."""
        self.steps += 1
        before = self.page.url
        field = self.page.get_by_role("combobox", name=label)
        offered = self.page.get_by_role("option").filter(has_text=option).first
        for wait in (WAIT / 8, WAIT / 4, WAIT):
            field.click()
            field.fill("")
            field.press_sequentially(option)
            try:
                offered.click(timeout=wait)
                expect(self.page).not_to_have_url(before, timeout=wait)
            except (TimeoutError, AssertionError):
                if self.page.url == before and wait < WAIT:
                    continue
            break
        expect(self.page).to_have_url(re.compile(address))
        self.page.keyboard.press("Tab")
        self.settle()

    @property
    def main(self) -> Locator:
        """What stands on the page."""
        return self.page.locator("[data-testid=stMain]")

    @property
    def heading(self) -> Locator:
        """The page's name."""
        return self.page.locator("h1")

    def find_faults(self) -> list[str]:
        """Return what is cut off or lies on something else, and by how much the page is wider than its window."""
        wide = self.page.evaluate(
            "Math.max(document.documentElement.scrollWidth, "
            "document.querySelector('[data-testid=stMain]').scrollWidth) - innerWidth"
        )
        return [*([f"{wide} px too wide"] if wide > 0 else []), *self.page.evaluate(_BOXES)]


@pytest.fixture(scope="session")
def open_context(browser: Browser) -> Callable[[int, int, str], BrowserContext]:
    """Return a function that gives a browser of one size and scheme, kept with the scripts it has loaded."""
    kept: dict[tuple[int, int, str], BrowserContext] = {}

    def open_one(width: int, height: int, scheme: str) -> BrowserContext:
        key = (width, height, scheme)
        if key not in kept:
            kept[key] = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
            kept[key].grant_permissions(["clipboard-read", "clipboard-write"])
        return kept[key]

    return open_one


@pytest.fixture
def visit(open_context, request) -> Iterator[Callable[..., Reader]]:
    """Return a function that begins a visit; after the test none of them may have erred or gone outside."""
    readers: list[Reader] = []

    def begin(width: int = 1280, height: int = 720, scheme: str = "light", address: str | None = None) -> Reader:
        address = address or request.getfixturevalue("server").address
        readers.append(Reader(open_context(width, height, scheme), address))
        return readers[-1]

    yield begin
    for one in readers:
        one.page.close()
    assert [url for one in readers for url in one.outside] == []
    assert [error for one in readers for error in one.errors] == []
