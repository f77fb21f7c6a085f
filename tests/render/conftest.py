"""One picture browser for the tests of a worker."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dashboard.render.browser import PictureBrowser


@pytest.fixture(scope="session")
def drawing(chromium: str) -> Iterator[PictureBrowser]:
    """A warm browser; skipped where none is installed."""
    browser = PictureBrowser(seconds=60)
    yield browser
    browser.close()


@pytest.fixture
def own_browser(chromium: str) -> Iterator[PictureBrowser]:
    """A browser that a test may kill or hang."""
    browser = PictureBrowser(seconds=60, queue_seconds=0)
    yield browser
    browser.close()
