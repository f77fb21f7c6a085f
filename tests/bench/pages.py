"""Pages: time to first content in a real browser, reruns and throughput over real sessions, each beside an empty page."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench.server import APP, FLOOR, ROOT, Server, run_server
from tests.bench.sessions import drive
from tests.chromium import FLAGS, find_chromium
from tests.samples.synthetic import write_collection

# Seconds in which a browser has put away what a visit left.
REST = 1.0
# What an analyst does in Explore: one filter after the other.
FILTERS = ["", "indicator=killed", "place=aleppo", "indicator=killed&place=aleppo", "speaker_type=un", "text=hospital"]


def time_first_content(servers: dict[str, tuple[Server, str]], runs: int) -> dict[str, list[float]]:
    """Return the seconds from navigation until the page's name stands, for each (server, path), round by round.

    Between two visits the machine comes to rest, and every other round goes the other way: what one page leaves
    behind must not fall on the next.
    """
    seconds: dict[str, list[float]] = {name: [] for name in servers}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        for number in range(runs):
            for name, (server, path) in list(servers.items())[:: -1 if number % 2 else 1]:
                page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
                start = time.perf_counter()
                page.goto(f"{server.address}/{path}", wait_until="commit")
                page.wait_for_selector("[data-testid=stMain] h1", timeout=120_000)
                seconds[name].append(time.perf_counter() - start)
                page.context.close()
                time.sleep(REST)
        browser.close()
    return seconds


def measure_first_content(runs: int = 11) -> dict[str, float]:
    """Time to first content of the pages against an empty page."""
    with run_server(FLOOR) as floor, run_server(APP) as app:
        paths = {"floor": (floor, ""), "overview": (app, ""), "explore": (app, "explore"), "compare": (app, "compare")}
        for server, path in paths.values():
            drive(server, 1, 1, page=path)
        found = time_first_content(paths, runs)
    pairs = {name: [ours / floor for ours, floor in zip(found[name], found["floor"], strict=True)] for name in found}
    return {f"{name}_s": statistics.median(value) for name, value in found.items()} | {
        f"{name}_ratio": statistics.median(pairs[name]) for name in found if name != "floor"
    }


def measure_sessions(sessions: int, reruns: int, page: str = "explore") -> dict[str, float]:
    """Reruns, throughput and memory a session of a page that filters, against an empty page, one after the other."""
    with run_server(FLOOR) as server:
        drive(server, 2, 2)
        floor = drive(server, sessions, reruns)
    with run_server(APP) as server:
        drive(server, 2, len(FILTERS), FILTERS, page)
        ours = drive(server, sessions, reruns, FILTERS, page)
    if ours.faults or floor.faults:
        raise RuntimeError(f"a page failed while it was measured: {(ours.faults + floor.faults)[0]}")
    held = {n: (m.memory_held - m.memory_before) / sessions for n, m in (("floor", floor), ("ours", ours))}
    return {
        "sessions": sessions,
        "rerun_ms": ours.rerun,
        "floor_rerun_ms": floor.rerun,
        "rerun_ratio": ours.rerun / floor.rerun,
        "runs_per_s": ours.throughput,
        "floor_runs_per_s": floor.throughput,
        "throughput_ratio": ours.throughput / floor.throughput,
        "mb_a_session": held["ours"],
        "mb_a_session_over_floor": held["ours"] - held["floor"],
    }


def measure_large(figures: int, page: str, queries: list[str], reruns: int = 12) -> dict[str, float]:
    """Reruns of a page over *figures* synthetic figures against the same page over the small collection."""
    with run_server(APP) as server:
        small = drive(server, 1, reruns, queries, page)
        small = drive(server, 1, reruns, queries, page)
    with tempfile.TemporaryDirectory() as folder:
        seeds = write_collection(Path(folder) / "seeds", figures, ROOT / "seeds")
        with run_server(APP, DASHBOARD_SEEDS=str(seeds)) as server:
            large = drive(server, 1, reruns, queries, page)
            large = drive(server, 1, reruns, queries, page)
    if large.faults or small.faults:
        raise RuntimeError(f"a page failed while it was measured: {(large.faults + small.faults)[0]}")
    return {
        "figures": figures,
        "rerun_ms": large.rerun,
        "small_rerun_ms": small.rerun,
        "ratio": large.rerun / small.rerun,
    }
