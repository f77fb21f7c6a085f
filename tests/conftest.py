"""Collections that tests share: the real one, the first source alone, and a small invented one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from dashboard.seeds import Collection, read_collection
from dashboard.tables import Tables, build_tables
from tests.chromium import FLAGS, find_chromium

ROOT = Path(__file__).parent.parent
INVENTED = Path(__file__).parent / "samples" / "invented"
STORY = "independent-2016-09-23"


@pytest.fixture(scope="session")
def real_collection() -> Collection:
    return read_collection(ROOT / "seeds")


@pytest.fixture(scope="session")
def real_tables(real_collection: Collection) -> Tables:
    return build_tables(real_collection)


@pytest.fixture(scope="session")
def story_tables(real_tables: Tables) -> Tables:
    """The first source alone."""
    return real_tables.only([STORY])


@pytest.fixture(scope="session")
def invented_tables() -> Tables:
    """Two sources with ranges, "dozens", a zero reported, a total, and a place in another country."""
    return build_tables(read_collection(INVENTED))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium on this machine, and under CI the browser tests must run")
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()
