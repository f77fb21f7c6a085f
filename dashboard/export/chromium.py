"""One running Chromium that draws charts, in a thread of its own; imported only where a picture is really wanted."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from typing import Any

from choreographer.browsers.chromium import Chromium
from choreographer.channels import Pipe
from kaleido import Kaleido
from kaleido.errors import JavascriptError, KaleidoError

CLOSE_SECONDS = 6

# What a chart itself does wrong, in contrast to a browser that died.
CHART_FAULTS = (JavascriptError, KaleidoError)

# Beside kaleido's own flags: nothing is looked up, fetched or reported, whatever a chart may hold. The page, its
# scripts and plotly.js are local files; every other address ends at a proxy that is not there.
QUIET_FLAGS = (
    "--disable-background-networking",
    "--disable-component-extensions-with-background-pages",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-quic",
    "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
)


class QuietChromium(Chromium):
    """Chromium with the flags that keep every request on the machine."""

    def get_cli(self) -> Sequence[str]:
        """Return kaleido's command line and ours."""
        return [*super().get_cli(), *QUIET_FLAGS]


class Warm:
    """One Chromium kept open, with an event loop and a thread of its own. It is never opened twice."""

    def __init__(self, path: str, tabs: int, start_seconds: float) -> None:
        # kaleido warns of a browser that ends; here that is handled, and told where it matters.
        logging.getLogger("choreographer").setLevel(logging.CRITICAL)
        self._ready: Future[None] = Future()
        self._stop = asyncio.Event()
        self._pipe = Pipe()
        # A copy of our own: the pipe may close its end at any time, and the number then be another file's.
        self._goodbye = os.dup(self._pipe.from_external_to_choreo)
        self._killing = threading.Lock()
        self._killed = False
        self._pid: int | None = None
        self._thread = threading.Thread(target=self._run, args=(path, tabs), name="picture-browser", daemon=True)
        self._thread.start()
        try:
            self._ready.result(start_seconds)
        except BaseException:
            self.close()
            raise

    @property
    def pid(self) -> int | None:
        """The process id of the browser's group."""
        return self._pid

    def draw(self, chart: Any, options: Mapping[str, Any], seconds: float) -> bytes:
        """Draw *chart*; raises ``TimeoutError`` after *seconds*, whatever kaleido raises, and if the browser died."""
        future = asyncio.run_coroutine_threadsafe(self._kaleido.calc_fig(chart, dict(options)), self._loop)
        try:
            return future.result(seconds)
        except TimeoutError:
            future.cancel()
            raise

    def close(self, wait_seconds: float = 0) -> None:
        """End the browser with all its processes: nothing in it is worth saving, so it is killed.

        Its thread then tidies up by itself; wait for it only where the program is about to end.
        """
        self._kill()
        with contextlib.suppress(RuntimeError, AttributeError):  # the loop has ended or never began
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(wait_seconds)

    def _run(self, path: str, tabs: int) -> None:
        try:
            asyncio.run(self._serve(path, tabs))
        except BaseException as error:
            if not self._ready.done():
                self._ready.set_exception(error)
        finally:
            self._kill()

    async def _serve(self, path: str, tabs: int) -> None:
        self._loop = asyncio.get_running_loop()
        self._loop.set_exception_handler(lambda loop, context: None)  # what was being drawn is told by draw()
        self._kaleido = Kaleido(
            n=tabs, timeout=None, mathjax=False, path=path, browser_cls=QuietChromium, channel_cls=lambda: self._pipe
        )
        try:
            await self._kaleido.open()
            self._pid = self._kaleido.subprocess.pid
            for tab in self._kaleido.tabs.values():
                tab.subscribe("Inspector.targetCrashed", self._end_crashed)
            self._ready.set_result(None)
            await self._stop.wait()
        finally:
            with contextlib.suppress(Exception):
                await asyncio.wait_for(self._kaleido.close(), CLOSE_SECONDS)

    async def _end_crashed(self, event: Any) -> None:
        """End the whole browser when a page of it crashed (out of memory): its pictures would wait for ever."""
        self._kill()
        self._stop.set()

    def _kill(self) -> None:
        """Kill the browser's processes, once: afterwards their ids may belong to others."""
        with self._killing:
            process = getattr(getattr(self, "_kaleido", None), "subprocess", None)
            if process is None or self._killed:
                return
            self._killed = True
            _kill_group(process.pid)
            self._say_goodbye()

    def _say_goodbye(self) -> None:
        # A killed browser does not; without it the thread that listens to it would wait for seconds.
        with contextlib.suppress(OSError):
            os.set_blocking(self._goodbye, False)
            os.write(self._goodbye, b"{bye}\n")
        os.close(self._goodbye)


def _kill_group(pid: int) -> None:
    if sys.platform == "win32":
        command = ["taskkill", "/F", "/T", "/PID", str(pid)]
        subprocess.run(command, capture_output=True, timeout=10, check=False)
        return
    # kaleido starts it as the leader of a session, so its group holds the browser and all its children.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
