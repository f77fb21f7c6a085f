"""At start the collection and the heavy modules are loaded; at the end no picture browser stays behind."""

from __future__ import annotations

import asyncio
import gc
import shutil
import sys

import pytest

from dashboard.api import keep_warm, warm
from dashboard.export.browser import BROWSER
from dashboard.live import LiveCollection
from tests.conftest import INVENTED


@pytest.fixture
def collection(monkeypatch):
    one = LiveCollection(INVENTED)
    monkeypatch.setattr(warm, "open_collection", lambda: one)
    yield one
    gc.unfreeze()


def test_everything_is_loaded_before_the_first_call_and_the_browser_ends_with_the_last(collection, monkeypatch):
    closed = []
    monkeypatch.setattr(BROWSER, "close", lambda: closed.append(True))

    async def live():
        async with keep_warm(None) as state:
            assert state == {}
            assert "described" in collection.current().tables.__dict__
            assert "plotly.graph_objects" in sys.modules
            assert gc.get_freeze_count() > 10_000
            assert closed == []

    asyncio.run(live())
    assert closed == [True]


def test_the_browser_ends_even_if_the_app_fails(collection, monkeypatch):
    closed = []
    monkeypatch.setattr(BROWSER, "close", lambda: closed.append(True))

    async def live():
        async with keep_warm(None):
            raise RuntimeError("the app failed")

    with pytest.raises(RuntimeError, match="the app failed"):
        asyncio.run(live())
    assert closed == [True]


def test_a_collection_that_cannot_be_read_does_not_keep_the_app_from_starting(tmp_path, monkeypatch):
    monkeypatch.setattr(warm, "open_collection", lambda: LiveCollection(tmp_path / "none"))
    assert warm.warm_up().tables is None
    gc.unfreeze()


def test_a_collection_of_which_every_source_is_broken_does_not_either(tmp_path, monkeypatch):
    folder = tmp_path / "seeds"
    shutil.copytree(INVENTED, folder)
    (folder / "indicators.csv").write_text("", "utf-8")
    monkeypatch.setattr(warm, "open_collection", lambda: LiveCollection(folder))
    assert warm.warm_up().faults
    gc.unfreeze()
