"""Reading a large collection against plain pandas on the same tables; comparing one figure among many and few."""

from __future__ import annotations

import io
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from dashboard.collection import read_collection
from dashboard.collection.tables import to_csv
from tests.bench.server import ROOT
from tests.compare import timing
from tests.samples.synthetic import write_collection

TABLES = ("sources", "figures", "gaps", "statements", "events", "places", "indicators", "groups", "speakers")


def time_work(act: Callable[[], object]) -> float:
    """Return the seconds of processor time that *act* takes: what others do on this machine does not count."""
    start = time.process_time()
    act()
    return time.process_time() - start


def measure_loading(figures: int = 100_000) -> dict[str, float]:
    """Read *figures* figures from TOML and make their tables, against ``pandas.read_csv`` of these tables."""
    with tempfile.TemporaryDirectory() as folder:
        seeds = write_collection(Path(folder) / "seeds", figures, ROOT / "seeds")
        start = time.process_time()
        collection = read_collection(seeds)
        read = time.process_time() - start
    tables_s = time_work(lambda: collection.tables)
    if collection.faults:
        raise RuntimeError(f"the synthetic collection has a fault: {collection.faults[0]}")
    texts = [to_csv(getattr(collection.tables, name)) for name in TABLES]
    plain = statistics.median(time_work(lambda: [pd.read_csv(io.StringIO(text)) for text in texts]) for _ in range(3))
    return {
        "ratio": (read + tables_s) / plain,
        "tables_ratio": tables_s / plain,
        "figures": len(collection.figures),
        "read_s": read,
        "tables_s": tables_s,
        "read_csv_s": plain,
        "us_a_figure": (read + tables_s) / len(collection.figures) * 1e6,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3,
    }


def measure_comparing(figures: int = 100_000, lookups: int = 60) -> dict[str, float]:
    """Compare one figure among *figures* against the same one among those of the project."""
    collection = read_collection(ROOT / "seeds")
    return {"small_figures": len(collection.figures)} | timing.measure(collection, figures, lookups)
