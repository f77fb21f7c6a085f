"""One server, one Chromium; every page that a test opens must stay silent on the console and on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.bench.server import APP, Server, run_server

LOCAL = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with run_server(APP) as running:
        yield running


class Visit:
    """A page of a reader, with what it must not do: errors on the console, requests that leave the machine."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.address = address
        self.page: Page = context.new_page()
        self.errors: list[str] = []
        self.outside: list[str] = []
        self.page.on("console", self._note_error)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", self._note_outside)

    def _note_error(self, line) -> None:
        if line.type == "error":
            self.errors.append(f"{line.text} ({line.location.get('url', '')})")

    def _note_outside(self, request) -> None:
        if not request.url.startswith(LOCAL):
            self.outside.append(request.url)

    def open(self, path: str = "") -> Page:
        """Open a page and wait until its script has run and its charts stand."""
        self.page.goto(f"{self.address}/{path}")
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the run is over: no status, no skeletons, charts drawn."""
        self.page.wait_for_selector('[data-testid="stAppViewContainer"]')
        self.page.wait_for_selector('[data-test-script-state="notRunning"]', state="attached", timeout=60_000)
        self.page.wait_for_selector('[data-testid="stSkeleton"]', state="detached", timeout=60_000)
        self.page.wait_for_timeout(400)

    def count_sideways_overflow(self) -> int:
        """Return by how many pixels the page is wider than the screen."""
        return self.page.evaluate(
            "Math.max(document.documentElement.scrollWidth, "
            "document.querySelector('[data-testid=stMain]').scrollWidth) - window.innerWidth"
        )


@pytest.fixture(scope="session")
def open_context(browser: Browser) -> Callable[[int, int, str, bool], BrowserContext]:
    """Return a function that gives a reader's browser of one size and scheme.

    It is kept, with the scripts it has loaded, for the next reader, unless a *fresh* one is asked for.
    """
    kept: dict[tuple[int, int, str], BrowserContext] = {}

    def open_one(width: int, height: int, scheme: str, fresh: bool) -> BrowserContext:
        key = (width, height, scheme)
        if fresh or key not in kept:
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
            context.grant_permissions(["clipboard-read", "clipboard-write"])
            if fresh:
                return context
            kept[key] = context
        return kept[key]

    return open_one


@pytest.fixture
def visit(open_context: Callable[..., BrowserContext], server: Server) -> Iterator[Callable[..., Visit]]:
    """Return a function that begins a visit; after the test none of them may have erred or gone outside."""
    visits: list[Visit] = []

    def begin(
        width: int = 1280, height: int = 720, scheme: str = "light", address: str | None = None, fresh: bool = False
    ) -> Visit:
        visits.append(Visit(open_context(width, height, scheme, fresh), address or server.address))
        return visits[-1]

    yield begin
    for one in visits:
        one.page.close()
    assert [url for one in visits for url in one.outside] == []
    assert [error for one in visits for error in one.errors] == []
