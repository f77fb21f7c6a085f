"""Pictures: one warm against plain kaleido on the same chart, all in one go against the sum of cold singles."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import kaleido

from dashboard.collection import Collection, read_collection
from dashboard.collection.selection import Selection
from dashboard.exhibits import LOOKS, Chart, Exhibit
from dashboard.export.about import Order, describe
from dashboard.export.pictures import make_png
from dashboard.render.browser import BROWSER
from tests.bench.server import ROOT

PLAIN = {"format": "png", "width": 1920, "height": 1080}


def time_once(act: Callable[[], object]) -> float:
    """Return the wall seconds that *act* takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def read_story() -> Collection:
    """Return the part of the collection whose story is told."""
    whole = read_collection(ROOT / "seeds")
    return whole.only([whole.story])


def order(collection: Collection) -> Order:
    """Return an order of all of it."""
    return Order(collection, describe(Selection(), collection, datetime.now(UTC)))


def draw(exhibit: Exhibit, collection: Collection) -> bytes:
    """Draw a picture as an export does: the whole exhibit at 1920 × 1080, with the record of its figures."""
    return make_png(replace(order(collection), exhibits=(exhibit,)))


def measure_warm(repeat: int = 9) -> dict[str, float]:
    """A warm picture with its words and record, against kaleido, kept warm too, on nothing but its chart; in turn."""
    story = read_story()
    [exhibit] = order(story).choose(["killed"]).exhibits
    chart = next(block for block in exhibit.body if isinstance(block, Chart)).draw(LOOKS["light"])
    ours, plain = [], []
    kaleido.start_sync_server(n=1, mathjax=False, silence_warnings=True)
    try:
        for _ in range(repeat + 1):
            plain.append(time_once(lambda: kaleido.calc_fig_sync(chart, opts=PLAIN)))
            ours.append(time_once(lambda: draw(exhibit, story)))
    finally:
        kaleido.stop_sync_server(silence_warnings=True)
        BROWSER.close()
    pairs = list(zip(ours, plain, strict=True))[1:]
    return {
        "ratio": statistics.median(one / floor for one, floor in pairs),
        "warm_s": statistics.median(ours[1:]),
        "kaleido_s": statistics.median(plain[1:]),
    }


def measure_bulk(exhibits: int | None = None, singles: int = 3) -> dict[str, float]:
    """All exhibits of the story in one go, browser started with them, against as many cold ones, scaled from a few."""
    story = read_story()
    chosen: Sequence[Exhibit] = order(story).choose().exhibits[:exhibits]
    step = max(1, len(chosen) // singles)
    cold = [time_once(lambda one=one: _draw_cold([one], story)) for one in chosen[::step][:singles]]
    bulk = time_once(lambda: _draw_cold(chosen, story))
    return {
        "ratio": bulk / (statistics.mean(cold) * len(chosen)),
        "exhibits": len(chosen),
        "bulk_s": bulk,
        "cold_single_s": statistics.mean(cold),
    }


def _draw_cold(exhibits: Sequence[Exhibit], story: Collection) -> None:
    BROWSER.close()
    for exhibit in exhibits:
        draw(exhibit, story)
    BROWSER.close()


def measure_little() -> dict[str, float]:
    """All of this on little: only whether it works."""
    return measure_bulk(1, 1) | {f"warm_{name}": figure for name, figure in measure_warm(1).items()}
