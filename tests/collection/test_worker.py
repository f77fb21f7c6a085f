"""Work on foreign text has a process of its own, a limit of time and of memory, and ends with the server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from dashboard.collection import worker
from dashboard.collection.faults import UnknownId
from dashboard.collection.worker import Worker, WorkError

# Folded without a bound it takes minutes, and holds the interpreter for as long.
HOSTILE = "a" + "\u0301\u0323" * 200_000


@pytest.fixture
def own():
    made = Worker()
    yield made
    made.close()


def test_work_is_done_in_one_process_that_is_kept(own):
    assert own.run(sorted, [3, 1, 2]) == [1, 2, 3]
    first = own.run(os.getpid)
    assert first == own.run(os.getpid) != os.getpid()


def test_what_takes_too_long_is_ended_and_stalls_nobody(own, monkeypatch):
    monkeypatch.setattr(worker, "START_SECONDS", 0)
    pid = own.run(os.getpid, seconds=60)
    gaps, done = [], threading.Event()

    def be_another_visitor():
        last = time.monotonic()
        while not done.is_set():
            time.sleep(0.001)
            gaps.append((now := time.monotonic()) - last)
            last = now

    with ThreadPoolExecutor(1) as visitor:
        visitor.submit(be_another_visitor)
        try:
            with pytest.raises(WorkError, match=r"^The text was given up: it took over 0.5 seconds\.$"):
                own.run(unicodedata.normalize, "NFKC", HOSTILE, seconds=0.5)
        finally:
            done.set()
    assert max(gaps) < 0.4
    assert not psutil.pid_exists(pid)
    assert own.run(len, "abc", seconds=60) == 3


def test_what_the_work_raises_is_raised_here(own):
    with pytest.raises(UnicodeDecodeError):
        own.run(bytes.decode, b"\xff")
    with pytest.raises(WorkError, match="given up"):
        own.run(raise_what_cannot_be_packed)
    with pytest.raises(WorkError, match=r"its reader ended before it was done\.$"):
        own.run(os._exit, 3)
    assert own.run(len, "abc") == 3


def raise_what_cannot_be_packed():
    raise UnknownId(lambda: None)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not hold to the limit")
def test_memory_has_a_limit(own):
    with pytest.raises(WorkError, match=r"it needs over 2 GB\.$"):
        own.run(bytes, 3_000_000_000)


def test_nobody_waits_for_long(own, monkeypatch):
    monkeypatch.setattr(worker, "WAIT_SECONDS", 0)
    with own._turn, pytest.raises(WorkError, match="Many texts are being read just now"):
        own.run(len, "abc")


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_no_process_stays_when_the_server_ends(end):
    script = (
        "import os, sys; from dashboard.collection.worker import run_limited;"
        "print(run_limited(os.getpid), flush=True); sys.stdin.read()"
    )
    server = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    reader = psutil.Process(int(server.stdout.readline()))
    server.send_signal(end)
    server.communicate()
    reader.wait(30)
    assert not reader.is_running()
