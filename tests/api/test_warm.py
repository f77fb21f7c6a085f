"""At start the collection and the heavy modules are loaded, a new version is made ready, and no browser stays behind."""

from __future__ import annotations

import asyncio
import gc
import shutil
import signal
import sys
import threading
from pathlib import Path

import pytest

from dashboard.api import calls, keep_warm, warm
from dashboard.api.calls import Answer
from dashboard.collection.live import LiveCollection
from dashboard.render.browser import BROWSER

INVENTED = Path(__file__).parents[1] / "samples" / "invented"


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(INVENTED, tmp_path / "seeds"))


@pytest.fixture
def collection(monkeypatch, folder):
    one = LiveCollection(folder)
    monkeypatch.setattr(warm, "open_collection", lambda: one)
    yield one
    gc.unfreeze()


@pytest.fixture
def closed(monkeypatch):
    times: list[bool] = []
    monkeypatch.setattr(BROWSER, "close", lambda: times.append(True))
    return times


@pytest.fixture(autouse=True)
def handlers():
    numbers = (signal.SIGINT, signal.SIGTERM)
    kept = [signal.getsignal(number) for number in numbers]
    yield
    for number, handler in zip(numbers, kept, strict=True):
        signal.signal(number, handler)


def test_the_browser_is_ended_by_the_signal_that_ends_the_server(monkeypatch):
    told, closed = [], threading.Event()
    monkeypatch.setattr(BROWSER, "close", closed.set)
    signal.signal(signal.SIGTERM, lambda *parts: told.append(parts[0]))
    warm.end_browser_at_a_signal()
    signal.raise_signal(signal.SIGTERM)
    assert told == [signal.SIGTERM] and closed.wait(30)


def test_everything_is_loaded_before_the_first_call_and_the_browser_ends_with_the_last(collection, closed):
    async def live():
        async with keep_warm(None) as state:
            assert state == {}
            assert "tables" in collection.current().collection.__dict__
            assert "plotly.graph_objects" in sys.modules
            assert gc.get_freeze_count() > 10_000
            assert closed == []

    asyncio.run(live())
    assert closed == [True]


def test_the_browser_ends_even_if_the_app_fails(collection, closed):
    async def live():
        async with keep_warm(None):
            raise RuntimeError("the app failed")

    with pytest.raises(RuntimeError, match="the app failed"):
        asyncio.run(live())
    assert closed == [True]


def test_a_new_version_drops_what_was_kept_of_the_old_and_is_frozen_in_turn(collection, folder, monkeypatch):
    prepared = []
    before = warm.settle(None, prepared.append)
    assert [one.version for one in prepared] == [before] == [warm.settle(before, prepared.append)]
    calls.SHELF.put(before, "key", Answer(b"x", "text/plain", "x.txt"))

    async def live():
        settled = asyncio.Event()
        loop = asyncio.get_running_loop()

        def prepare(collection):
            prepared.append(collection)
            loop.call_soon_threadsafe(settled.set)

        task = asyncio.create_task(warm.follow(before, prepare, seconds=0.01))
        report = next(folder.glob("*.toml"))
        report.write_text(report.read_text("utf-8") + "\n# a remark\n", "utf-8")
        monkeypatch.setattr(collection, "_clock", lambda: float("inf"))
        await asyncio.wait_for(settled.wait(), 30)
        task.cancel()

    asyncio.run(live())
    assert prepared[-1].version != before
    assert calls.SHELF._kept.currsize == 0


def test_a_first_page_that_cannot_be_prepared_is_logged_and_tried_once(collection, caplog):
    tried = []

    def fail(one):
        tried.append(one)
        raise RuntimeError("no first page")

    version = warm.settle(None, fail)
    assert warm.settle(version, fail) == version == collection.current().version
    assert len(tried) == 1 and "no first page" in caplog.text


def test_a_failure_to_follow_is_logged_and_does_not_end_it(monkeypatch, caplog):
    async def live():
        asked = asyncio.Event()

        class Broken:
            def current(self):
                loop.call_soon_threadsafe(asked.set)
                raise RuntimeError("no disk")

        loop = asyncio.get_running_loop()
        monkeypatch.setattr(warm, "open_collection", Broken)
        task = asyncio.create_task(warm.follow(None, seconds=0))
        for _ in range(2):
            await asyncio.wait_for(asked.wait(), 30)
            asked.clear()
        assert not task.done()
        task.cancel()

    asyncio.run(live())
    assert "no disk" in caplog.text


def test_a_collection_that_cannot_be_read_does_not_keep_the_app_from_starting(tmp_path, monkeypatch):
    monkeypatch.setattr(warm, "open_collection", lambda: LiveCollection(tmp_path / "none"))
    assert warm.settle(None)
    gc.unfreeze()


def test_a_collection_of_which_every_report_is_broken_does_not_either(folder, monkeypatch):
    (folder / "indicators.csv").write_text("", "utf-8")
    monkeypatch.setattr(warm, "open_collection", lambda: LiveCollection(folder))
    assert warm.settle(None)
    gc.unfreeze()
