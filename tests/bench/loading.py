"""Loading: the tables step against pandas reading the same tables, small and by the hundred thousand."""

from __future__ import annotations

import io
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from dashboard.build import make_files
from dashboard.compare import how_it_compares
from dashboard.schemas import COLUMNS
from dashboard.seeds import Collection, read_collection
from dashboard.tables import Tables, build_tables, read_csv, to_csv
from tests.bench.server import ROOT
from tests.samples.synthetic import write_collection


def time_it(act: Callable[[], object], repeat: int = 9) -> float:
    """Return the median seconds of processor time that *act* takes."""
    seconds = []
    for _ in range(repeat):
        start = time.process_time()
        act()
        seconds.append(time.process_time() - start)
    return statistics.median(seconds)


def measure_first_source() -> dict[str, float]:
    """The tables step of the first source, and pandas reading the same tables with their types, or as plain CSV."""
    whole = read_collection(ROOT / "seeds")
    first = Collection(whole.about, tuple(f for f in whole.files if f.source.id == whole.story), whole.vocabulary)
    files = make_files(build_tables(first))
    texts = {name: files[f"{name}.csv"].decode() for name in COLUMNS}
    step = time_it(lambda: build_tables(first))
    typed = time_it(lambda: [read_csv(name, io.StringIO(text)) for name, text in texts.items()])
    plain = time_it(lambda: [pd.read_csv(io.StringIO(text)) for text in texts.values()])
    return {
        "tables_ms": step * 1e3,
        "read_csv_typed_ms": typed * 1e3,
        "read_csv_plain_ms": plain * 1e3,
        "ratio": step / typed,
    }


def measure_size(figures: int) -> dict[str, float]:
    """Load *figures* synthetic figures from TOML; seconds of each step, a figure, and against read_csv of the result."""
    with tempfile.TemporaryDirectory() as folder:
        seeds = write_collection(Path(folder) / "seeds", figures, ROOT / "seeds")
        start = time.process_time()
        collection = read_collection(seeds)
        read = time.process_time() - start
    start = time.process_time()
    tables = build_tables(collection)
    step = time.process_time() - start
    text = to_csv(tables.figures)
    floor = time_it(lambda: pd.read_csv(io.StringIO(text)), repeat=3)
    return {
        "figures": len(tables.figures),
        "read_s": read,
        "tables_s": step,
        "us_a_figure": (read + step) / len(tables.figures) * 1e6,
        "read_csv_s": floor,
        "tables_ratio": step / floor,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3,
    }


def measure_lookup(figures: int = 100_000) -> dict[str, float]:
    """Finding what compares with one figure among *figures*, against the same among those of the project."""
    real = build_tables(read_collection(ROOT / "seeds"))
    spread = _spread_out(real, figures)
    large, small = _time_lookups(spread), _time_lookups(real)
    return {"figures": figures, "lookup_ms": large * 1e3, "small_lookup_ms": small * 1e3, "ratio": large / small}


def _spread_out(tables: Tables, count: int) -> Tables:
    """The project's figures over and over, on days of their own."""
    made = np.random.default_rng(7)
    figures = pd.concat([tables.figures] * (count // len(tables.figures) + 1), ignore_index=True).head(count)
    days = pd.to_timedelta(made.integers(0, 3_000, count), unit="D")
    figures = figures.assign(
        id=[f"f{number}" for number in range(count)],
        part_of=pd.Series([None] * count, dtype="str"),
        date_start=figures["date_start"] + days,
        date_end=figures["date_end"] + days,
    )
    return tables.cut(f"spread {count}", figures=figures.astype(tables.figures.dtypes.to_dict()))


def _time_lookups(tables: Tables, lookups: int = 60) -> float:
    ids = tables.figures["id"].sample(lookups, random_state=7)
    how_it_compares(ids.iloc[0], tables)
    return statistics.median(time_it(lambda name=name: how_it_compares(name, tables), 1) for name in ids)
