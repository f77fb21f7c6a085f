"""Hostile text in reports, files and addresses stands on the page as text, and the other reports stay."""

from __future__ import annotations

import re
import shutil
import socket
import time

import psutil
import pytest
from playwright.sync_api import expect
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from tests.bench.server import APP, run_server
from tests.conftest import ROOT

SCRIPT = "<img src=x onerror=window.pwned=1><script>window.pwned=1</script>"
WORDS = f"{SCRIPT} **x** [a](javascript:alert(1)) $x$ :red[y]"


@pytest.fixture
def seeds(tmp_path):
    return shutil.copytree(ROOT / "tests" / "samples" / "earthquake", tmp_path / "seeds")


def poison(folder) -> None:
    """Put HTML, script and Markdown into free texts of a report."""
    path = folder / "meridian-2024-03-11.toml"
    text = path.read_text("utf-8")
    changed = re.sub(
        r'^(publisher|title|note|counts|caveat|date_basis|reason|text) = ".*"$', rf'\1 = "{WORDS}"', text, flags=re.M
    )
    assert changed.count(SCRIPT) >= 4
    path.write_text(changed, "utf-8")


def test_hostile_text_in_a_report_is_only_text(visit, seeds):
    poison(seeds)
    paths = ("", "explore", "compare", "map", "reports", "reports?source=meridian-2024-03-11", "briefing", "download")
    with run_server(APP, DASHBOARD_SEEDS=str(seeds)) as server:
        one = visit(address=server.address)
        for path in (*paths, "figure?figure=tda-killed-monday-noon"):
            page = one.open(path)
            assert page.get_by_text("This page could not be shown").count() == 0, path
            assert page.evaluate("window.pwned === undefined"), path
            assert page.locator("[data-testid=stMain] img[src=x]").count() == 0
        assert SCRIPT[:20] in one.open("reports").locator("[data-testid=stMain]").inner_text()
        one.page.close()


@pytest.mark.parametrize("path", ["", "explore", "compare", "figure", "briefing"])
def test_a_hostile_address_is_answered_in_words(visit, path):
    one = visit()
    long = "x" * 10_000
    query = f"indicator={SCRIPT}&about={SCRIPT}&slide={SCRIPT}&source={WORDS}&figure={SCRIPT}&day=x&day=y&tick={long}"
    page = one.open(f"{path}?{query}")
    expect(page.locator(".banner")).to_contain_text("Part of this address makes no sense and was left out.")
    assert page.evaluate("window.pwned === undefined")
    assert page.get_by_text("This page could not be shown").count() == 0 and one.find_faults() == []


def test_the_page_follows_its_seeds_while_it_runs(visit, seeds):
    """A file breaks, all go, all come back: the page says so each time, without a restart."""
    broken = seeds / "meridian-2024-03-11.toml"
    whole, kept = broken.read_text("utf-8"), shutil.copytree(seeds, seeds.parent / "kept")
    with run_server(APP, DASHBOARD_SEEDS=str(seeds)) as server:
        one = visit(address=server.address)

        def open_until(words: str | None) -> None:
            """Open the page again until it says this, or says nothing: the server looks at its files once a second."""
            for _ in range(60):
                banner = one.open("reports").locator(".banner")
                if (banner.count() == 0) if words is None else words in " ".join(banner.all_inner_texts()):
                    return
            raise AssertionError(f"the page never said {words!r}")

        open_until(None)
        broken.write_text(re.sub(r"^value = .*$", 'value = "<b>many</b>"', whole, count=1, flags=re.M), "utf-8")
        open_until("value: '<b>many</b>'")
        assert "World Health Organization" in one.main.inner_text()
        broken.write_text(whole, "utf-8")
        open_until(None)
        shutil.rmtree(seeds)
        open_until("What was read before stays on show.")
        shutil.copytree(kept, seeds)
        open_until(None)
        one.page.close()


def test_a_foreign_page_may_not_connect_and_the_server_asks_nobody_outside(server):
    began = time.monotonic()
    with pytest.raises(WebSocketException):
        connect(f"ws://127.0.0.1:{server.port}/_stcore/stream", origin="https://evil.example", open_timeout=10)
    assert time.monotonic() - began < 5
    found = psutil.Process(server.pid).net_connections("inet")
    outside = [one.raddr for one in found if one.raddr and one.raddr.ip not in ("127.0.0.1", "::1")]
    assert outside == []
    assert all(one.laddr.ip in ("127.0.0.1", "::1") for one in found if one.status == "LISTEN") and socket.AF_INET
