"""Exhibits as PNG and PDF, drawn from their HTML by one warm headless browser; renewed when it dies or hangs.

Playwright's public API, and psutil to end what hangs. The page it draws in has an address that exists nowhere: its few
files are answered from memory, every other request is refused, and the browser is offline besides.
"""

import atexit
import base64
import contextlib
import os
import secrets
import shutil
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import psutil

from dashboard.exhibits.exhibit import LOOKS, Chart, Exhibit, Theme
from dashboard.render.html import HERE, Preset, write_picture, write_style

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page, Route, ViewportSize

HOW_TO_GET_A_BROWSER = (
    "No Chrome or Chromium was found on this machine, and pictures are drawn by one. "
    "Debian or Ubuntu: apt-get install chromium. macOS or Windows: install Google Chrome. "
    "If it is installed in an unusual place, set BROWSER_PATH to its program file; where it is set, no other is tried."
)
START_SECONDS = 30
PICTURE_SECONDS = 20
MORE_SECONDS = 2  # for each further page of a document
QUEUE_SECONDS = 30
PICTURES_A_PAGE = 400
FLOOR = 0.7  # of the least size of type: below it a picture is refused
STEP = 3

PROGRAMS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
FONTS = HERE.parent / "static" / "fonts"
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
    # A picture need not wait for the next of sixty frames a second.
    "--disable-frame-rate-limit",
)
POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src data: blob:"
KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2"}
T = TypeVar("T")
Work = Callable[["Desk"], T]


class RenderError(Exception):
    """A picture or PDF could not be made; the message is fit for a reader and names no path of the server."""


class NoBrowserError(RenderError):
    """No browser to draw with is installed."""


class DoesNotFitError(RenderError):
    """Not even the first row fits at the least size of type."""


def find_browser() -> str | None:
    """Return the program that would draw: BROWSER_PATH, else an installed Chrome or Chromium, else None."""
    named = os.environ.get("BROWSER_PATH")
    return next(filter(None, map(shutil.which, [named] if named else PROGRAMS)), None)


def require_browser() -> str:
    """Return the program that would draw; raises :class:`NoBrowserError`."""
    if path := find_browser():
        return path
    raise NoBrowserError(HOW_TO_GET_A_BROWSER)


class Desk:
    """One life of the browser and its pages, each kept with fonts and Plotly loaded; used by one thread of its own."""

    def __init__(self) -> None:
        path = require_browser()
        self._tag = f"--picture-browser={secrets.token_hex(8)}"
        self.thread = ThreadPoolExecutor(1, "picture-browser")
        self._life = contextlib.ExitStack()
        self._pages: dict[int, tuple[Page, CDPSession]] = {}
        self._used: Counter[int] = Counter()
        try:
            self.thread.submit(self._start, path).result(START_SECONDS)
        except Exception as error:
            self.kill()
            raise RenderError(
                "The picture browser is installed and did not start. In a container it may lack shared memory or the "
                "right to make a sandbox; as an ordinary user, try it by hand with --headless."
            ) from error

    def _start(self, path: str) -> None:
        from playwright.sync_api import sync_playwright

        self._browser = self._life.enter_context(sync_playwright()).chromium.launch(
            executable_path=path,
            args=[*FLAGS, self._tag],
            chromium_sandbox=getattr(os, "geteuid", lambda: 1)() != 0,
            timeout=START_SECONDS * 1000,
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
        )
        self.page()

    def page(self, width: int = 1920, height: int = 1080, scale: int = 1) -> "Page":
        """Return a page of that size that draws *scale* times as large, fresh after every ``PICTURES_A_PAGE``."""
        size: ViewportSize = {"width": width, "height": height}
        if self._used[scale] % PICTURES_A_PAGE == 0:
            if scale in self._pages:
                self._pages.pop(scale)[0].close()
            page = self._browser.new_page(
                viewport=size, device_scale_factor=scale, offline=True, service_workers="block", accept_downloads=False
            )
            page.context.route("**/*", _answer)
            page.goto(f"{ORIGIN}/picture.html")
            self._pages[scale] = page, page.context.new_cdp_session(page)
        self._used[scale] += 1
        page = self._pages[scale][0]
        if page.viewport_size != size:
            page.set_viewport_size(size)
        return page

    def shoot(self, scale: int) -> bytes:
        """Return what the page shows as a PNG, in half the time that Playwright's own way takes and a third larger."""
        page, session = self._pages[scale]
        # The whole window takes a tenth less time than a part of it, and is never enlarged.
        clip = {"clip": {"x": 0, "y": 0, **(page.viewport_size or {}), "scale": scale}} if scale > 1 else {}
        shot = session.send("Page.captureScreenshot", {"optimizeForSpeed": True, **clip})
        return base64.b64decode(shot["data"])

    def find_processes(self) -> list[psutil.Process]:
        """Return the browser and all its children, the browser first; empty where it has ended."""
        with contextlib.suppress(psutil.Error):
            for process in psutil.Process().children(recursive=True):
                with contextlib.suppress(psutil.Error):
                    if self._tag in process.cmdline():
                        return [process, *process.children(recursive=True)]
        return []

    def kill(self) -> None:
        """End the browser's processes at once, nothing in it is worth saving; its thread tidies up by itself."""
        for process in self.find_processes():
            with contextlib.suppress(psutil.Error):
                process.kill()
        with contextlib.suppress(RuntimeError):  # the program ends, and with it all that is left
            self.thread.submit(self._life.close)
        self.thread.shutdown(wait=False)


def _answer(route: "Route") -> None:
    from plotly.offline import get_plotlyjs

    own: dict[str, Callable[[], str | bytes]] = {"style.css": write_style, "plotly.js": get_plotlyjs}
    own |= {name: (HERE / name).read_bytes for name in ("picture.html", "picture.js")}
    own |= {f"fonts/{font.name}": font.read_bytes for font in FONTS.glob("*.woff2")}
    name = route.request.url.removeprefix(f"{ORIGIN}/")
    if name not in own:
        route.abort("blockedbyclient")
        return
    kind = f"{KINDS[Path(name).suffix]}; charset=utf-8"
    route.fulfill(body=own[name](), headers={"content-type": kind, "content-security-policy": POLICY})


class Picture(NamedTuple):
    """A PNG without a record, and how it was laid out: the size of its labels in CSS pixels, how many rows of tables
    are shown, of how many, and what text of a chart is cut off or lies over other text."""

    png: bytes
    size: int = 0
    shown: int = 0
    rows: int = 0
    faults: tuple[str, ...] = ()


class PictureBrowser:
    """Gives work to the one warm browser, from any number of threads; starts it at first need."""

    def __init__(self, seconds: float = PICTURE_SECONDS, queue_seconds: float = QUEUE_SECONDS) -> None:
        self._seconds, self._queue_seconds = seconds, queue_seconds
        self._turn = threading.Lock()
        self._desk: Desk | None = None

    def do(self, work: Work[T], pictures: int = 1) -> T:
        """Do *work*, which draws so many *pictures*, with the pages of the browser, and return what it returns.

        Raises :class:`RenderError` for who waits too long, for a browser that is not there
        (:class:`NoBrowserError`), does not start, or takes longer than the limit; and what *work* raises. A browser
        that died in between is renewed and the work done again, once.
        """
        from playwright.sync_api import Error

        seconds = self._seconds + MORE_SECONDS * (pictures - 1)
        if not self._turn.acquire(timeout=self._queue_seconds):
            raise RenderError("Many pictures are being drawn just now; try again in a minute.")
        try:
            for _ in range(2):
                desk = self._desk = self._desk or Desk()
                try:
                    return desk.thread.submit(work, desk).result(seconds)
                except (TimeoutError, Error) as error:
                    if self._desk is not desk:
                        raise RenderError("The picture browser was closed while it drew.") from error
                    self.close()
                    if isinstance(error, TimeoutError):
                        raise RenderError(f"The picture took over {seconds:g} seconds and was given up.") from error
            raise RenderError("The picture browser failed twice, and the picture was given up.")
        finally:
            self._turn.release()

    def close(self) -> None:
        """End the browser at once; the next picture starts another."""
        desk, self._desk = self._desk, None
        if desk is not None:
            desk.kill()

    def draw_picture(self, exhibit: Exhibit, size: Preset, theme: Theme = "light", link: str | None = None) -> Picture:
        """Draw one exhibit; *link* is the absolute address of what it shows. Raises as :meth:`do`, or does not fit."""

        def work(desk: Desk) -> Picture:
            page = desk.page(size.width, size.height, size.scale)
            page.evaluate("html => show(html)", write_picture(exhibit, size, theme, link))
            laid = _fit(page, 0, exhibit, size, theme)
            return laid._replace(png=desk.shoot(size.scale))

        return self.do(work)

    def draw_pdf(self, exhibits: Mapping[str, Exhibit], size: Preset, theme: Theme = "light", title: str = "") -> bytes:
        """Draw exhibits, each under its link, as the pages of one PDF, in vectors; raises as :meth:`draw_picture`."""

        def work(desk: Desk) -> bytes:
            page = desk.page(size.width, size.height)
            pages = [write_picture(exhibit, size, theme, link) for link, exhibit in exhibits.items()]
            page.evaluate("html => show(html)", "".join(pages))
            for place, exhibit in enumerate(exhibits.values()):
                _fit(page, place, exhibit, size, theme)
            page.evaluate("title => { document.title = title; }", title)
            return page.pdf(width=f"{size.width}px", height=f"{size.height}px", print_background=True, tagged=True)

        return self.do(work, len(exhibits))


def _fit(page: "Page", place: int, exhibit: Exhibit, preset: Preset, theme: Theme) -> Picture:
    """Find the largest type at which the words fit and no text of a chart lies over another."""
    charts = [block for block in exhibit.body if isinstance(block, Chart)]
    bounds = {"most": preset.most, "least": preset.least, "floor": round(FLOOR * preset.least)}
    while True:
        laid: dict[str, Any] | None = page.evaluate("([place, bounds]) => fit(place, bounds)", [place, bounds])
        if laid is None:
            raise DoesNotFitError(f"{exhibit.id}: does not fit a picture of {preset.label} at a legible size.")
        look, faults = replace(LOOKS[theme], size=laid["size"]), []
        for which, (chart, box) in enumerate(zip(charts, laid["charts"], strict=True)):
            drawn = chart.draw(replace(look, rows=box["rows"], width=box["width"])).to_json()
            found = page.evaluate("([place, which, json]) => plot(place, which, json)", [place, which, drawn])
            if found is None:
                raise RenderError(f"{exhibit.id}: the browser could not draw the chart.")
            faults += found
        if not faults or laid["size"] <= preset.least:
            return Picture(b"", laid["size"], laid["shown"], laid["rows"], tuple(faults))
        bounds["most"] = max(preset.least, laid["size"] - STEP)


BROWSER = PictureBrowser()
atexit.register(BROWSER.close)
