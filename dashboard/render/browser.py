"""One warm headless browser that lays out and draws, in a thread of its own; renewed when it dies or hangs.

Playwright's public API, and psutil to end what hangs. The page it draws in has an address that exists nowhere: its four
kinds of file are answered from memory, every other request is refused, and the browser is offline besides.
"""

from __future__ import annotations

import atexit
import base64
import contextlib
import os
import secrets
import shutil
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

import psutil

from dashboard.render.faults import (
    HOW_TO_GET_A_BROWSER,
    BusyError,
    NoBrowserError,
    RenderError,
    StartError,
    TooSlowError,
)
from dashboard.render.fonts import FACES, FOLDER, write_font_rules
from dashboard.render.html import HERE, write_shell, write_style

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession, Page, Route

START_SECONDS = 30
PICTURE_SECONDS = 20
MORE_SECONDS = 2  # for each further page of a document
QUEUE_SECONDS = 30
CLOSE_SECONDS = 3
MOST_WAITING = 16
PICTURES_A_PAGE = 400
WIDTH, HEIGHT = 1920, 1350  # of the page: no preset is larger

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
ORIGIN = "https://picture.invalid"
# What Playwright does not switch off itself, and what makes letters the same on every machine.
FLAGS = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--disable-quic",
    "--no-pings",
    "--disable-domain-reliability",
    "--disable-gpu",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    "--disable-lcd-text",
)
POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src data: blob:"

T = TypeVar("T")
Work = Callable[["Desk"], T]


def find_browser() -> str | None:
    """Return the program that would draw: BROWSER_PATH, else an installed Chrome or Chromium, else None."""
    if named := os.environ.get("BROWSER_PATH"):
        return named if os.access(named, os.X_OK) and Path(named).is_file() else None
    found = (shutil.which(name) for name in NAMES)
    return next((path for path in found if path), None) or next((path for path in PLACES if Path(path).is_file()), None)


class Desk:
    """The pages of one browser, each kept with its fonts and Plotly loaded; used by the browser's thread alone."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._pages: dict[int, Page] = {}
        self._used: dict[int, int] = {}
        self._sessions: dict[Page, CDPSession] = {}
        self.refused: deque[str] = deque(maxlen=100)
        self.crashed = False

    @property
    def is_lost(self) -> bool:
        """Whether the browser or a page of it has ended."""
        return self.crashed or not self._browser.is_connected()

    def page(self, scale: int = 1) -> Page:
        """Return the page that draws *scale* times as large, fresh after every ``PICTURES_A_PAGE``."""
        if self._used.get(scale, 0) >= PICTURES_A_PAGE:
            page = self._pages.pop(scale)
            self._sessions.pop(page, None)
            page.context.close()
            self._used[scale] = 0
        if scale not in self._pages:
            self._pages[scale] = self._open(scale)
        self._used[scale] = self._used.get(scale, 0) + 1
        return self._pages[scale]

    def photograph(self, page: Page, width: int, height: int, scale: int) -> bytes:
        """Return the upper left of *page* as a PNG, compressed quickly: a third faster than Playwright's screenshot."""
        if page not in self._sessions:
            self._sessions[page] = page.context.new_cdp_session(page)
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": scale}
        options = {"format": "png", "clip": clip, "optimizeForSpeed": True}
        return base64.b64decode(self._sessions[page].send("Page.captureScreenshot", options)["data"])

    def _open(self, scale: int) -> Page:
        context = self._browser.new_context(
            offline=True,
            viewport={"width": WIDTH, "height": HEIGHT},
            device_scale_factor=scale,
            service_workers="block",
            accept_downloads=False,
        )
        context.route("**/*", self._answer)
        page = context.new_page()
        page.on("crash", self._note_crash)
        page.goto(f"{ORIGIN}/")
        return page

    def _note_crash(self, page: Page) -> None:
        self.crashed = True

    def _answer(self, route: Route) -> None:
        url = route.request.url
        answer = _read_own(url.removeprefix(ORIGIN)) if url.startswith(f"{ORIGIN}/") else None
        if answer is None:
            self.refused.append(url)
            route.abort("blockedbyclient")
            return
        kind, body = answer
        route.fulfill(body=body, headers={"content-type": kind, "content-security-policy": POLICY})


def _read_own(path: str) -> tuple[str, str | bytes] | None:
    """Return content type and content of a file of the picture page; None for everything else."""
    if path == "/":
        return "text/html; charset=utf-8", write_shell("/style.css", ["/plotly.js", "/picture.js"])
    if path == "/style.css":
        return "text/css; charset=utf-8", write_font_rules("/fonts") + write_style()
    if path == "/picture.js":
        return "text/javascript; charset=utf-8", (HERE / "picture.js").read_text("utf-8")
    if path == "/plotly.js":
        from plotly.offline import get_plotlyjs

        return "text/javascript; charset=utf-8", get_plotlyjs()
    if path.removeprefix("/fonts/") in {face.file for face in FACES}:
        return "font/woff2", (FOLDER / path.removeprefix("/fonts/")).read_bytes()
    return None


class _LostError(Exception):
    """The browser ended before the work was begun."""


class _Life:
    """One life of the browser with its thread: it starts, does one piece of work after another, and ends for good."""

    def __init__(self, path: str) -> None:
        self._tag = f"--picture-browser={secrets.token_hex(8)}"
        self._work: SimpleQueue[tuple[Work[Any], Future[Any]] | None] = SimpleQueue()
        self._door = threading.Lock()
        self._ended = False
        self.is_closed = False
        self._ready: Future[Desk] = Future()
        self._thread = threading.Thread(target=self._live, args=(path,), name="picture-browser", daemon=True)
        self._thread.start()
        try:
            self.desk = self._ready.result(START_SECONDS)
        except Exception as error:
            self.kill()
            raise StartError(
                "The picture browser is installed and did not start. In a container it may lack shared memory or the "
                "right to make a sandbox; as an ordinary user, try it by hand with --headless."
            ) from error

    def do(self, work: Work[T], seconds: float) -> T:
        """Do *work* in the browser's thread; raises ``TimeoutError`` after *seconds*, and what the work raises."""
        done: Future[T] = Future()
        with self._door:
            if self._ended:
                raise _LostError
            self._work.put((work, done))
        return done.result(seconds)

    @property
    def pids(self) -> list[int]:
        """Process ids of the browser and all its children, the browser first."""
        return [process.pid for process in self._find()]

    def _find(self) -> list[psutil.Process]:
        with contextlib.suppress(psutil.Error):
            for process in psutil.Process().children(recursive=True):
                with contextlib.suppress(psutil.Error):
                    if self._tag in process.cmdline():
                        return [process, *process.children(recursive=True)]
        return []

    def kill(self) -> None:
        """End the browser's processes at once; nothing in it is worth saving. Its thread then tidies up by itself."""
        self._work.put(None)
        for process in self._find():
            with contextlib.suppress(psutil.Error):
                process.kill()

    def close(self) -> None:
        """End the browser for good, and wait a little for its thread."""
        self.is_closed = True
        self._work.put(None)
        self._thread.join(1)
        if self._thread.is_alive():
            self.kill()
            self._thread.join(CLOSE_SECONDS)

    def _live(self, path: str) -> None:
        try:
            self._serve(path)
        except BaseException as error:
            if not self._ready.done():
                self._ready.set_exception(error)
        finally:
            self._refuse_the_rest()

    def _refuse_the_rest(self) -> None:
        with self._door:
            self._ended = True
            while not self._work.empty():
                if (task := self._work.get()) is not None:
                    task[1].set_exception(_LostError())

    def _serve(self, path: str) -> None:
        from playwright.sync_api import sync_playwright

        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=path,
                args=[*FLAGS, self._tag],
                chromium_sandbox=not _is_root(),
                timeout=START_SECONDS * 1000,
                handle_sigint=False,
                handle_sigterm=False,
                handle_sighup=False,
            )
            desk = Desk(browser)
            desk.page()
            self._ready.set_result(desk)
            while (task := self._work.get()) is not None:
                work, done = task
                try:
                    done.set_result(work(desk))
                except BaseException as error:
                    done.set_exception(error)
            with contextlib.suppress(Exception):
                browser.close()


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


class PictureBrowser:
    """Gives work to the one warm browser, from any number of threads; starts it at first need."""

    def __init__(self, most_waiting: int = MOST_WAITING, seconds: float = PICTURE_SECONDS) -> None:
        self._seconds = seconds
        self._most_waiting = most_waiting
        self._waiting = 0
        self._counting = threading.Lock()
        self._turn = threading.Lock()
        self._life: _Life | None = None

    @property
    def waiting(self) -> int:
        """How many callers are being served or wait."""
        return self._waiting

    @property
    def pids(self) -> list[int]:
        """Process ids of the running browser, itself first; empty where none runs."""
        life = self._life
        return life.pids if life else []

    def do(self, work: Work[T], pictures: int = 1) -> T:
        """Do *work*, which draws so many *pictures*, with the pages of the browser, and return what it returns.

        Raises :class:`BusyError` where too many wait, :class:`NoBrowserError`, :class:`StartError`,
        :class:`TooSlowError` after the limit of one picture, and what *work* raises. A browser that died in between is
        renewed and the work done again, once.
        """
        with self._seat():
            if not self._turn.acquire(timeout=QUEUE_SECONDS):
                raise BusyError("Pictures take long just now; try again in a minute.")
            try:
                return self._do_or_renew(work, self._seconds + MORE_SECONDS * (pictures - 1))
            finally:
                self._turn.release()

    @contextlib.contextmanager
    def _seat(self) -> Iterator[None]:
        with self._counting:
            if self._waiting >= self._most_waiting:
                raise BusyError("Many pictures are being drawn just now; try again in a minute.")
            self._waiting += 1
        try:
            yield
        finally:
            with self._counting:
                self._waiting -= 1

    def _do_or_renew(self, work: Work[T], seconds: float) -> T:
        for last in (False, True):
            life = self._get_life()
            try:
                return life.do(work, seconds)
            except TimeoutError as error:
                self._discard(life)
                raise TooSlowError(f"The picture took over {seconds:g} seconds and was given up.") from error
            except Exception as error:
                if not life.desk.is_lost and not isinstance(error, _LostError):
                    raise
                self._discard(life)
                if life.is_closed:
                    raise RenderError("The picture browser was closed while it drew.") from error
                if last:
                    raise RenderError(
                        "The picture browser ended twice while it drew, and the picture was given up."
                    ) from error
        raise AssertionError("unreachable")

    def _get_life(self) -> _Life:
        if self._life is None:
            path = find_browser()
            if path is None:
                raise NoBrowserError(HOW_TO_GET_A_BROWSER)
            self._life = _Life(path)
        return self._life

    def _discard(self, life: _Life) -> None:
        if self._life is life:
            self._life = None
        life.kill()

    def close(self) -> None:
        """End the browser within seconds; the next picture starts another."""
        life, self._life = self._life, None
        if life is not None:
            life.close()


BROWSER = PictureBrowser()
atexit.register(BROWSER.close)
