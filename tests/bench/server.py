"""Start a Streamlit server on a free loopback port, and tell how much memory it holds."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parent.parent.parent
APP = ROOT / "dashboard" / "app.py"
FLOOR = Path(__file__).parent / "floor.py"


@dataclass(frozen=True)
class Server:
    """A running server: its port and its process."""

    port: int
    pid: int

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://127.0.0.1:{self.port}"

    def memory_mb(self) -> float:
        """Return the resident memory of the server process in MB."""
        return psutil.Process(self.pid).memory_info().rss / 1e6

    def cpu_seconds(self) -> float:
        """Return the processor time that the server process has taken so far."""
        times = psutil.Process(self.pid).cpu_times()
        return times.user + times.system


def find_free_port() -> int:
    """Return a loopback port that nobody holds."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def run_server(script: Path, **environment: str) -> Iterator[Server]:
    """Run ``streamlit run script`` until the block ends; raises ``RuntimeError`` with its output where it does not start."""
    port = find_free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    process = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        _wait_until_it_answers(process, port)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
        process.stdout.close()


def _wait_until_it_answers(process: subprocess.Popen, port: int, seconds: float = 240) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2)
            return
        except OSError:
            time.sleep(0.1)
    process.kill()
    raise RuntimeError(f"the server did not start:\n{process.stdout.read()}")
