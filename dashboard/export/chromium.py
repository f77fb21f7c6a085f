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
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from concurrent.futures import Future
from typing import Any

from choreographer.browsers.chromium import Chromium
from kaleido import Kaleido
from kaleido.errors import JavascriptError, KaleidoError

from dashboard.export.pipe import WholePipe

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


# Chromium makes TMPDIR/org.chromium.Chromium.XXXXXX/SingletonSocket, and does not start where that name is too long
# for a socket (unix(7): 107 bytes, fewer elsewhere).
_SOCKET_NAME = len("/org.chromium.Chromium.XXXXXX/SingletonSocket")
_LONGEST_SOCKET = 103


class QuietChromium(Chromium):
    """Chromium with the flags that keep every request on the machine."""

    def get_cli(self) -> Sequence[str]:
        """Return kaleido's command line and ours."""
        return [*super().get_cli(), *QUIET_FLAGS]

    def get_env(self) -> MutableMapping[str, str]:
        """Let it keep its temporary files in its profile, which is deleted after it: killed, it would leave them."""
        profile = str(self.tmp_dir.path)
        own = {"TMPDIR": profile} if len(profile) + _SOCKET_NAME <= _LONGEST_SOCKET else {}
        return {**super().get_env(), **own}


class EagerKaleido(Kaleido):
    """Kaleido that gives a picture out at once and makes the page fresh for the next one meanwhile.

    Kaleido itself waits for that, which is a third of the time of a picture. Should its inner method ever get
    another name, this one is not called, and it waits again.
    """

    def __init__(self, on_failure: Callable[[], None], **options: Any) -> None:
        super().__init__(**options)
        self._on_failure = on_failure
        self._refreshing: set[asyncio.Task[None]] = set()

    async def _return_kaleido_tab(self, tab: Any) -> None:
        task = asyncio.create_task(super()._return_kaleido_tab(tab))
        self._refreshing.add(task)
        task.add_done_callback(self._finish)

    def _finish(self, task: asyncio.Task[None]) -> None:
        self._refreshing.discard(task)
        if task.cancelled() or task.exception() is not None:
            self._on_failure()  # a page that is lost would be waited for for ever


class Warm:
    """One Chromium kept open, with an event loop and a thread of its own. It is never opened twice."""

    def __init__(self, path: str, tabs: int, start_seconds: float) -> None:
        # kaleido warns of a browser that ends; here that is handled, and told where it matters.
        logging.getLogger("choreographer").setLevel(logging.CRITICAL)
        self._ready: Future[None] = Future()
        self._stop = asyncio.Event()
        self._pipe = WholePipe()
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

    @property
    def is_ending(self) -> bool:
        """True as long as its thread has not tidied up."""
        return self._thread.is_alive()

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
            with self._killing:
                self._pipe.release()

    async def _serve(self, path: str, tabs: int) -> None:
        self._loop = asyncio.get_running_loop()
        self._loop.set_exception_handler(lambda loop, context: None)  # what was being drawn is told by draw()
        self._kaleido = EagerKaleido(
            self._give_up,
            n=tabs,
            timeout=None,
            mathjax=False,
            path=path,
            browser_cls=QuietChromium,
            channel_cls=lambda: self._pipe,
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
        self._give_up()

    def _give_up(self) -> None:
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
            self._pipe.say_goodbye()


def _kill_group(pid: int) -> None:
    if sys.platform == "win32":
        command = ["taskkill", "/F", "/T", "/PID", str(pid)]
        subprocess.run(command, capture_output=True, timeout=10, check=False)
        return
    # kaleido starts it as the leader of a session, so its group holds the browser and all its children.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
