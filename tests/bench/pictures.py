"""Pictures: one cold, one warm, all in one go, against plain kaleido drawing the same charts."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime

import kaleido

from dashboard.charts import CHARTS
from dashboard.charts.base import ChartKind
from dashboard.export.about import About
from dashboard.export.archive import make_archive
from dashboard.export.batch import draw_charts
from dashboard.export.browser import BROWSER
from dashboard.export.deck import make_deck
from dashboard.export.layout import lay_out
from dashboard.export.png import draw_picture
from dashboard.seeds import read_collection
from dashboard.tables import Tables, build_tables
from tests.bench.server import ROOT

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def time_once(act: Callable[[], object]) -> float:
    """Return the wall seconds that *act* takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def read_story() -> Tables:
    """Return the tables of the first source."""
    tables = build_tables(read_collection(ROOT / "seeds"))
    return tables.only([tables.story])


def measure_warm(repeat: int = 7) -> dict[str, float]:
    """A warm picture with its layout and record, against plain kaleido (kept warm) on the laid-out chart, in turn."""
    story = read_story()
    kind = CHARTS["killed_by_day"]
    laid, _ = lay_out(kind.build, story, "slide", "light")
    options = {"format": "png", "width": 1280, "height": 720, "scale": 1.5}
    kaleido.start_sync_server(n=1, mathjax=False)
    ours, plain = [], []
    try:
        kaleido.calc_fig_sync(laid, opts=options)
        draw_picture(kind, story, "slide", "light", "warm-up")
        for turn in range(repeat):
            plain.append(time_once(lambda: kaleido.calc_fig_sync(laid, opts=options)))
            ours.append(time_once(lambda at=turn: draw_picture(kind, story, "slide", "light", f"turn {at}")))
    finally:
        kaleido.stop_sync_server()
        BROWSER.close()
    return {"warm_s": statistics.median(ours), "plain_s": statistics.median(plain)} | {
        "ratio": statistics.median(o / p for o, p in zip(ours, plain, strict=True))
    }


def measure_bulk(charts: int | None = None) -> dict[str, float]:
    """All charts as an archive (ZIP and deck with it) in one go, against the sum of single cold exports by kaleido."""
    story = read_story()
    kinds = [kind for kind in CHARTS.values() if kind.applies(story)][:charts]
    options = {"format": "png", "width": 1280, "height": 720, "scale": 1.5}
    cold = sum(
        time_once(lambda k=kind: kaleido.calc_fig_sync(lay_out(k.build, story, "slide", "light")[0], opts=options))
        for kind in kinds
    )
    bulk = time_once(lambda: draw_charts(story, kinds, now=NOW))
    pack = time_once(lambda: _pack(story, kinds))
    BROWSER.close()
    return {"charts": len(kinds), "bulk_s": bulk, "zip_and_deck_s": bulk + pack, "sum_of_cold_s": cold} | {
        "ratio": bulk / cold,
        "zip_and_deck_ratio": (bulk + pack) / cold,
    }


def _pack(story: Tables, kinds: list[ChartKind]) -> bytes:
    """The ZIP with the deck in it; the pictures are kept from the run before."""
    batch, about = draw_charts(story, kinds, now=NOW), About(story.title, NOW)
    return make_archive(story, batch, about, {"figures.pptx": make_deck(story, batch.drawn, about)})
