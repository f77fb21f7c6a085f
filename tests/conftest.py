"""What tests share: the real collection, the first report alone, invented collections, one Chromium per worker."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser, sync_playwright

from dashboard.collection import Collection, read_collection
from tests.chromium import FLAGS, find_chromium

# A loaded machine is no fault: what is slow is measured by tests/bench.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")

ROOT = Path(__file__).parent.parent
STORY = "independent-2016-09-23"


@pytest.fixture(scope="session")
def real() -> Collection:
    """All reports of seeds/."""
    return read_collection(ROOT / "seeds")


@pytest.fixture(scope="session")
def story(real: Collection) -> Collection:
    """The first report alone."""
    return real.only([STORY])


@pytest.fixture(scope="session")
def earthquake() -> Collection:
    """An invented collection: an earthquake, two countries, tolls that grow, a forecast."""
    return read_collection(Path(__file__).parent / "samples" / "earthquake")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of an installed Chromium; without one the test is skipped, under CI it fails."""
    path = find_chromium()
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium on this machine, and under CI the browser tests must run")
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    return path


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield opened
        opened.close()
