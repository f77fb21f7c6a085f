"""The picture browser is found, kept warm, renewed when it dies, ended without a trace, and asks nobody anything."""

from __future__ import annotations

import http.server
import os
import signal
import socket
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import plotly.graph_objects as go
import pytest

from dashboard.export import browser
from dashboard.export.browser import BROWSER, PictureBrowser, find_chrome
from dashboard.export.faults import BusyError, NoChromeError, PictureError

psutil = pytest.importorskip("psutil", reason="psutil is not installed")
ROOT = Path(__file__).parent.parent.parent
PNG = b"\x89PNG\r\n\x1a\n"


def make_chart() -> go.Figure:
    return go.Figure(go.Bar(x=[1, 2, 3], y=[4, 5, 6]), layout={"width": 400, "height": 300})


def list_group(pid: int) -> list:
    """The processes of a browser: those of the group it leads."""
    found = []
    for process in psutil.process_iter():
        try:
            if os.getpgid(process.pid) == pid and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except (ProcessLookupError, psutil.NoSuchProcess):
            continue
    return found


def wait_until_gone(pid: int, seconds: float = 15) -> list[str]:
    end = time.monotonic() + seconds
    while (left := list_group(pid)) and time.monotonic() < end:
        time.sleep(0.1)
    return [" ".join(process.cmdline())[:80] for process in left]


def find_process(pid: int, word: str):
    return next(p for p in list_group(pid) if word in " ".join(p.cmdline()))


def find_main(pid: int):
    return next(p for p in list_group(pid) if "--remote-debugging-pipe" in p.cmdline() and "python" not in p.name())


@pytest.fixture
def warm(chrome):
    BROWSER.draw(make_chart(), 400, 300)
    return BROWSER.pid


def test_a_browser_is_kept_between_pictures(warm):
    assert BROWSER.draw(make_chart(), 400, 300).startswith(PNG)
    assert BROWSER.pid == warm


def test_the_same_chart_gives_the_same_bytes(warm):
    assert BROWSER.draw(make_chart(), 400, 300, 1.5) == BROWSER.draw(make_chart(), 400, 300, 1.5)


@pytest.mark.parametrize("victim", ["main", "renderer", "wrapper"])
def test_a_browser_killed_in_the_middle_of_a_picture_is_renewed(warm, victim):
    with ThreadPoolExecutor(2) as pool:
        pictures = [pool.submit(BROWSER.draw, make_chart(), 1600, 900, 2) for _ in range(2)]
        time.sleep(0.05)
        words = {"renderer": "--type=renderer", "wrapper": "_unix_pipe_chromium_wrapper"}
        (find_main(warm) if victim == "main" else find_process(warm, words[victim])).kill()
        assert all(picture.result().startswith(PNG) for picture in pictures)
    # Only a page was killed, perhaps the idle one; the next picture must come all the same.
    assert BROWSER.draw(make_chart(), 400, 300).startswith(PNG)
    if BROWSER.pid != warm:
        assert wait_until_gone(warm) == []


def test_a_browser_killed_between_pictures_is_renewed(warm):
    os.killpg(warm, signal.SIGKILL)
    assert BROWSER.draw(make_chart(), 400, 300).startswith(PNG)
    assert BROWSER.pid != warm and wait_until_gone(warm) == []


def test_a_picture_that_takes_too_long_is_given_up_and_the_next_one_works(warm, monkeypatch):
    monkeypatch.setattr(browser, "PICTURE_SECONDS", 0.5)
    find_main(warm).suspend()
    with pytest.raises(PictureError, match=r"the picture took over 0\.5 s and was given up"):
        BROWSER.draw(make_chart(), 400, 300)
    monkeypatch.undo()
    assert wait_until_gone(warm) == []
    assert BROWSER.draw(make_chart(), 400, 300).startswith(PNG)


def test_many_threads_get_their_own_pictures(warm):
    sizes = [(200 + 10 * number, 150) for number in range(6)]
    with ThreadPoolExecutor(6) as pool:
        pictures = list(pool.map(lambda size: BROWSER.draw(make_chart(), *size), sizes))
    assert [(int.from_bytes(p[16:20]), int.from_bytes(p[20:24])) for p in pictures] == sizes
    assert BROWSER.pid == warm


def test_a_full_queue_says_so(monkeypatch):
    monkeypatch.setattr(browser, "QUEUE_SECONDS", 0)
    full = PictureBrowser()
    for _ in range(browser.AT_ONCE):
        full._slots.acquire()
    with pytest.raises(BusyError, match="Many pictures are being drawn just now; try again in a minute"):
        full.draw(make_chart(), 400, 300)


def test_a_chart_can_make_the_browser_ask_nobody(warm):
    asked = []

    class Trap(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)

    trap = http.server.HTTPServer(("127.0.0.1", 0), Trap)
    threading.Thread(target=trap.serve_forever, daemon=True).start()
    chart = make_chart()
    address = f"http://127.0.0.1:{trap.server_port}/spy.png"
    chart.add_layout_image(source=address, x=0, y=1, sizex=1, sizey=1, xref="paper", yref="paper")
    try:
        BROWSER.draw(chart, 400, 300)
    except PictureError:
        pass  # a picture that cannot be loaded may fail the chart; what counts is that nobody was asked
    finally:
        trap.shutdown()
        trap.server_close()
    assert asked == []


def test_the_browser_opens_no_connection(warm):
    BROWSER.draw(make_chart(), 400, 300)
    inet = (socket.AF_INET, socket.AF_INET6)
    remote = [c.raddr for p in list_group(warm) for c in p.net_connections("inet") if c.raddr and c.family in inet]
    assert remote == []


def test_without_a_chrome_the_error_says_how_to_get_one(monkeypatch, tmp_path):
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "nothing"))
    assert find_chrome() is None
    with pytest.raises(NoChromeError, match=r"apt-get install chromium.*install Google Chrome.*set BROWSER_PATH"):
        PictureBrowser().draw(make_chart(), 400, 300)


def test_a_program_that_is_no_browser_is_named(monkeypatch, tmp_path):
    program = tmp_path / "chrome"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("BROWSER_PATH", str(program))
    with pytest.raises(PictureError, match="chrome: did not start as a picture browser"):
        PictureBrowser().draw(make_chart(), 400, 300)


@pytest.fixture
def short_folder():
    """Sockets lie in it, and their names may have about 100 letters in all."""
    with tempfile.TemporaryDirectory(prefix="t") as folder:
        yield Path(folder)


@pytest.mark.parametrize("end", ["pass", "os.kill(os.getpid(), signal.SIGKILL)"])
def test_a_program_that_ends_leaves_no_browser(chrome, short_folder, end):
    program = f"""
        import os, signal
        import plotly.graph_objects as go
        from dashboard.export.browser import BROWSER
        BROWSER.draw(go.Figure(), 200, 200)
        print(BROWSER.pid, flush=True)
        {end}
    """
    environment = os.environ | {"TMPDIR": str(short_folder)}
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert wait_until_gone(int(ran.stdout)) == []
    if end == "pass":
        assert (ran.stderr, list(short_folder.iterdir())) == ("", [])
