"""Run the benchmarks: ``python -m tests.bench [--short] [--only NAME] [--json FILE]``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from tests.bench import loading, pages, pictures

Measure = Callable[[], dict[str, float]]

LONG: dict[str, Measure] = {
    "load 100,000 figures": loading.measure_loading,
    "compare one of 100,000": loading.measure_comparing,
    "first content and chart": lambda: pages.with_servers(pages.measure_first),
    "overview, 20 sessions": lambda: pages.with_servers(partial(pages.measure_busy, "")),
    "explore, 20 sessions": lambda: pages.with_servers(partial(pages.measure_busy, "explore")),
    "explore, 900 changes": lambda: pages.with_servers(lambda _, app: pages.measure_changes(app)),
    "explore, 75 versions": pages.measure_versions,
    "a warm picture": pictures.measure_warm,
    "all pictures": pictures.measure_bulk,
}
# The same code on little: only whether it works, not how fast.
SHORT: dict[str, Measure] = {
    "load 500 figures": lambda: loading.measure_loading(500),
    "compare one of 500": lambda: loading.measure_comparing(500, 3),
    "pages": lambda: pages.with_servers(pages.measure_little),
    "versions": lambda: pages.measure_versions(1, 2),
    "pictures": pictures.measure_little,
}


def show(name: str, figures: dict[str, float]) -> None:
    """Print one line of the table: ratios first, for they are what counts."""
    ordered = sorted(figures.items(), key=lambda pair: "ratio" not in pair[0])
    print(f"{name:24}", "  ".join(f"{key} {value:,.3f}".rstrip("0").rstrip(".") for key, value in ordered), flush=True)


def main(arguments: list[str] | None = None) -> int:
    """Run all, or those whose name holds ``--only``; write them as JSON where asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--short", action="store_true", help="only see that it works")
    parser.add_argument("--only", default="", help="run those whose name holds this")
    parser.add_argument("--json", type=Path, help="write the figures into this file")
    options = parser.parse_args(arguments)
    measures = {name: run for name, run in (SHORT if options.short else LONG).items() if options.only in name}
    if not measures:
        parser.error(f"--only {options.only!r}, expected a part of one of: {', '.join(LONG)}")
    results = {}
    with ThreadPoolExecutor(len(SHORT) if options.short else 1) as pool:  # what is not timed may run side by side
        for name, figures in zip(measures, pool.map(lambda measure: measure(), measures.values()), strict=True):
            results[name] = figures
            show(name, figures)
    if options.json:
        options.json.write_text(json.dumps(results, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
