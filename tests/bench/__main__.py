"""Run the benchmarks: ``python -m tests.bench [--short] [--only NAME] [--json FILE]``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from tests.bench import loading, pages, pictures

Measure = Callable[[], dict[str, float]]

LONG: dict[str, Measure] = {
    "first source: tables": loading.measure_first_source,
    "load 1,000 figures": lambda: loading.measure_size(1_000),
    "load 10,000 figures": lambda: loading.measure_size(10_000),
    "load 100,000 figures": lambda: loading.measure_size(100_000),
    "compare one of 100,000": loading.measure_lookup,
    "first content": pages.measure_first_content,
    "explore, 1 session": lambda: pages.measure_sessions(1, 40),
    "explore, 20 sessions": lambda: pages.measure_sessions(20, 12),
    "explore, 100 sessions": lambda: pages.measure_sessions(100, 4),
    "overview, 20 sessions": lambda: pages.measure_sessions(20, 12, ""),
    "explore, 100,000 figures": lambda: pages.measure_large(100_000, "explore", pages.FILTERS),
    "compare, 100,000 figures": lambda: pages.measure_large(100_000, "compare", ["about=killed", "about=injured"]),
    "a warm picture": pictures.measure_warm,
    "all pictures": pictures.measure_bulk,
}
# The same code on little: only whether it works, not how fast.
SHORT: dict[str, Measure] = {
    "first source: tables": loading.measure_first_source,
    "load 1,000 figures": lambda: loading.measure_size(1_000),
    "first content": lambda: pages.measure_first_content(1),
    "explore, 2 sessions": lambda: pages.measure_sessions(2, 2),
    "explore, 500 figures": lambda: pages.measure_large(500, "explore", pages.FILTERS[:2], 2),
    "a warm picture": lambda: pictures.measure_warm(1),
    "all pictures": lambda: pictures.measure_bulk(2),
}


def show(name: str, figures: dict[str, float]) -> None:
    """Print one line of the table: ratios first, for they are what counts."""
    ordered = sorted(figures.items(), key=lambda pair: "ratio" not in pair[0])
    print(f"{name:28}", "  ".join(f"{key} {value:,.2f}".rstrip("0").rstrip(".") for key, value in ordered), flush=True)


def main(arguments: list[str] | None = None) -> int:
    """Run all, or those whose name holds ``--only``; write them as JSON where asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--short", action="store_true", help="only see that it works")
    parser.add_argument("--only", default="", help="run those whose name holds this")
    parser.add_argument("--json", type=Path, help="write the figures into this file")
    options = parser.parse_args(arguments)
    results = {}
    for name, measure in (SHORT if options.short else LONG).items():
        if options.only in name:
            results[name] = measure()
            show(name, results[name])
    if options.json:
        options.json.write_text(json.dumps(results, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
