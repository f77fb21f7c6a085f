"""Pages: first content and first chart in a real browser, throughput over real sessions, each beside an empty page."""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import cycle, islice, product
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from dashboard.collection import read_collection
from tests.bench.server import APP, FLOOR, ROOT, Server, run_server
from tests.bench.sessions import Measured, drive
from tests.chromium import FLAGS, find_chromium

# Seconds in which a browser has put away what a visit left.
REST = 1.0
CONTENT = "[data-testid=stMain] h1"
CHART = "[data-testid=stMain] .js-plotly-plot .main-svg"
# The page itself notes when it has painted each, in milliseconds from the navigation on: asked from outside, a browser
# that draws a chart answers up to half a second late.
NOTE = f"""
const wanted = {{ content: "{CONTENT}", chart: "{CHART}" }};
new MutationObserver(() => {{
  for (const name of Object.keys(wanted)) {{
    if (!document.querySelector(wanted[name])) continue;
    delete wanted[name];
    requestAnimationFrame(() => setTimeout(() => {{ document.documentElement.dataset[name] = performance.now(); }}));
  }}
}}).observe(document, {{ childList: true, subtree: true }});
"""
# Our settings spare a full garbage collection after each run, which is most of what an empty page costs by default.
DEFAULTS = {"STREAMLIT_RUNNER_POST_SCRIPT_GC": "true"}
# What an analyst does in Explore: one filter after the other.
FILTERS = ["", "indicator=killed", "place=aleppo", "indicator=killed&place=aleppo", "speaker_type=un", "text=hospital"]

Seen = dict[str, float]


def visit(browser: Browser, address: str, has_chart: bool) -> Seen:
    """Open a page in a browser without a cache; return seconds until content and chart, and the MB received till then."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    page, received, frames = context.new_page(), [], []
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    network.on("Network.webSocketFrameReceived", lambda event: frames.append(len(event["response"]["payloadData"])))
    page.add_init_script(NOTE)
    page.goto(address, wait_until="commit")
    page.wait_for_selector(f"html[data-{'chart' if has_chart else 'content'}]", state="attached", timeout=120_000)
    painted = page.evaluate("({...document.documentElement.dataset})")
    seen = {f"{name}_s": float(painted[name]) / 1000 for name in ("content", "chart") if name in painted}
    # What a frame carries arrives here in base64.
    seen |= {"mb": sum(received) / 1e6, "socket_mb": sum(frames) * 0.75 / 1e6}
    context.close()
    return seen


def with_servers(measure: Callable[[Server, Server], dict[str, float]]) -> dict[str, float]:
    """Start a server of the empty page and one of ours for *measure*."""
    with ExitStack() as stack, ThreadPoolExecutor(2) as pool:
        floor, app = pool.map(stack.enter_context, map(run_server, (FLOOR, APP)))
        return measure(floor, app)


def measure_first(floor: Server, app: Server, runs: int = 11) -> dict[str, float]:
    """First content and first chart of Overview against an empty page and one with a small chart.

    Between two visits the machine comes to rest, and every other round goes the other way: what one page leaves
    behind must not fall on the next.
    """
    rounds: list[dict[str, Seen]] = []
    visits = {"empty": floor.address, "small": f"{floor.address}/?chart=1", "ours": app.address}
    drive(floor, 1, 1, ["", "chart=1"])
    drive(app, 1, 0)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        for number in range(runs):
            rounds.append({})
            for name, address in list(visits.items())[:: -1 if number % 2 else 1]:
                rounds[-1][name] = visit(browser, address, name != "empty")
                time.sleep(REST if runs > 1 else 0)
        browser.close()
    return summarise(rounds)


def summarise(rounds: list[dict[str, Seen]]) -> dict[str, float]:
    """Return the medians over the rounds; ratios are taken within a round, for the machine's speed wanders."""

    def median(name: str, key: str) -> float:
        return statistics.median(one[name][key] for one in rounds)

    def ratio(key: str, floor: str) -> float:
        return statistics.median(one["ours"][key] / one[floor][key] for one in rounds)

    return {
        "content_ratio": ratio("content_s", "empty"),
        "chart_ratio": ratio("chart_s", "small"),
        "mb_until_chart": median("ours", "mb"),
        "mb_until_small_chart": median("small", "mb"),
        "socket_mb": median("ours", "socket_mb"),
        "content_s": median("ours", "content_s"),
        "empty_content_s": median("empty", "content_s"),
        "chart_s": median("ours", "chart_s"),
        "small_chart_s": median("small", "chart_s"),
    }


def measure_sessions(
    floor: Server, app: Server, page: str, sessions: int = 20, reruns: int = 12, rounds: int = 3
) -> dict[str, float]:
    """Throughput of a page that filters against an empty page, both servers up, in turn; memory of the first round."""
    ours: list[Measured] = []
    empty: list[Measured] = []
    drive(floor, 2, 2)
    drive(app, 2, min(reruns, len(FILTERS)), FILTERS, page)
    for _ in range(rounds):
        empty.append(drive(floor, sessions, reruns))
        ours.append(_check(drive(app, sessions, reruns, FILTERS, page)))
    pairs = list(zip(ours, empty, strict=True))
    return {
        "throughput_ratio": statistics.median(one.throughput / other.throughput for one, other in pairs),
        "rerun_ratio": statistics.median(one.rerun / other.rerun for one, other in pairs),
        "cpu_ratio": statistics.median(one.cpu_ms / other.cpu_ms for one, other in pairs),
        "sessions": sessions,
        "cpu_ms": statistics.median(one.cpu_ms for one in ours),
        "empty_cpu_ms": statistics.median(one.cpu_ms for one in empty),
        "runs_per_s": statistics.median(one.throughput for one in ours),
        "empty_runs_per_s": statistics.median(one.throughput for one in empty),
        "mb_a_session": (ours[0].memory_held - ours[0].memory_before) / sessions,
        "empty_mb_a_session": (empty[0].memory_held - empty[0].memory_before) / sessions,
    }


def measure_busy(page: str, floor: Server, app: Server, sessions: int = 20, rounds: int = 3) -> dict[str, float]:
    """Throughput against an empty page under our settings, and against one under Streamlit's defaults."""
    found = measure_sessions(floor, app, page, sessions, rounds=rounds)
    with run_server(FLOOR, **DEFAULTS) as server:
        drive(server, 2, 2)
        plain = drive(server, sessions, 12).throughput
    return {"default_throughput_ratio": found["runs_per_s"] / plain} | found | {"default_empty_runs_per_s": plain}


def list_changes(count: int) -> list[str]:
    """Return *count* different choices of filters."""
    words = read_collection(ROOT / "seeds").vocabulary
    pairs = [f"indicator={one}&place={other}" for one, other in product(words.indicators, words.places)]
    return list(islice(cycle(pairs[:: max(1, len(pairs) // count)]), count))


def measure_changes(app: Server, changes: int = 900, reruns: int = 25) -> dict[str, float]:
    """An unchanged rerun of Explore after so many changes of its filters against one on a fresh server."""
    _rerun_explore(app, reruns)
    fresh, before = _rerun_explore(app, reruns), app.memory_mb()
    _check(drive(app, 1, changes, list_changes(changes), "explore"))
    after, held = _rerun_explore(app, reruns), app.memory_mb()
    return _compare("changes", changes, fresh, after, before, held)


def measure_versions(versions: int = 75, reruns: int = 25) -> dict[str, float]:
    """An unchanged rerun of Explore after so many versions of its seeds, each looked at, against one on a fresh server.

    The runs that follow a change at once are not counted: the server makes the rest of a new version ready meanwhile.
    """
    with tempfile.TemporaryDirectory() as folder:
        seeds = Path(shutil.copytree(ROOT / "seeds", Path(folder) / "seeds"))
        about = seeds / "collection.toml"
        with run_server(APP, DASHBOARD_SEEDS=str(seeds)) as app:
            _become(app, about, 0)
            _rerun_explore(app, reruns)
            fresh, before = _rerun_explore(app, reruns), app.memory_mb()
            for number in range(1, versions + 1):
                _become(app, about, number)
            _rerun_explore(app, reruns)
            after, held = _rerun_explore(app, reruns), app.memory_mb()
    return _compare("versions", versions, fresh, after, before, held)


def _compare(what: str, count: int, fresh: Measured, after: Measured, before: float, held: float) -> dict[str, float]:
    ratios = {f"{what}_ratio": after.rerun / fresh.rerun, f"{what}_cpu_ratio": after.cpu_ms / fresh.cpu_ms}
    ratios |= {f"{what}_memory_ratio": held / before, what: count}
    return ratios | {"fresh_ms": fresh.rerun, "after_ms": after.rerun, "fresh_mb": before, "after_mb": held}


def _become(app: Server, about: Path, number: int) -> None:
    """Change the seeds, wait until the server shows the change, then look at two pages of it."""
    title = f"Version {number}"
    about.write_text(f'title = "{title}"\nstory = "independent-2016-09-23"\n', "utf-8")
    while title not in urllib.request.urlopen(f"{app.address}/api/figures.json", timeout=60).read(20_000).decode():
        time.sleep(0.2)
    for page in ("explore", ""):
        _check(drive(app, 1, 1, page=page))


def _rerun_explore(app: Server, reruns: int) -> Measured:
    return _check(drive(app, 1, reruns, page="explore"))


def _check(measured: Measured) -> Measured:
    if measured.faults:
        raise RuntimeError(f"a page failed while it was measured: {measured.faults[0]}")
    return measured


def measure_little(floor: Server, app: Server) -> dict[str, float]:
    """All of this on little, with the same two servers: only whether it works."""
    first = measure_first(floor, app, 1)
    return first | measure_sessions(floor, app, "explore", 2, 1, 1) | measure_changes(app, 4, 2)
