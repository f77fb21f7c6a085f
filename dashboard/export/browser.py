"""Charts become pictures in one Chromium that is kept warm: started at first need, renewed when it dies."""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.export.faults import BusyError, NoChromeError, PictureError

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from dashboard.export.chromium import Warm

AT_ONCE = 2
START_SECONDS = 60
PICTURE_SECONDS = 30
QUEUE_SECONDS = 60
CLOSE_SECONDS = 6

HOW_TO_GET_CHROME = (
    "No Chrome or Chromium was found on this machine, and pictures are drawn by one. "
    "Debian or Ubuntu: apt-get install chromium. macOS or Windows: install Google Chrome. "
    "If it is installed in an unusual place, set BROWSER_PATH to its program file."
)


def find_chrome() -> str | None:
    """Return the path of the browser that would draw pictures, or None where there is none."""
    if named := os.environ.get("BROWSER_PATH"):
        return named if Path(named).is_file() and os.access(named, os.X_OK) else None
    from choreographer.browsers.chromium import Chromium

    return Chromium.find_browser(skip_local=False)


class PictureBrowser:
    """Hands charts to one warm browser; safe to call from many threads at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._slots = threading.BoundedSemaphore(AT_ONCE)
        self._warm: Warm | None = None
        self._ending: list[Warm] = []

    @property
    def pid(self) -> int | None:
        """The process id of the running browser's group, or None."""
        return self._warm.pid if self._warm else None

    def draw(self, chart: go.Figure, width: int, height: int, scale: float = 1.0, picture_format: str = "png") -> bytes:
        """Draw *chart* as png or svg at *width* × *height* px, *scale* times as large.

        Raises :class:`NoChromeError`, :class:`BusyError` after ``QUEUE_SECONDS`` in the queue, and
        :class:`PictureError` where the chart cannot be drawn or takes over ``PICTURE_SECONDS``.
        """
        if not self._slots.acquire(timeout=QUEUE_SECONDS):
            raise BusyError("Many pictures are being drawn just now; try again in a minute.")
        try:
            return self._draw_or_renew(
                chart, {"format": picture_format, "width": width, "height": height, "scale": scale}
            )
        finally:
            self._slots.release()

    def _draw_or_renew(self, chart: go.Figure, options: Mapping[str, Any]) -> bytes:
        from dashboard.export.chromium import CHART_FAULTS

        for attempt in (1, 2):
            warm = self._get_warm()
            try:
                return warm.draw(chart, options, PICTURE_SECONDS)
            except CHART_FAULTS as error:
                raise PictureError(f"the browser could not draw the chart: {error}") from error
            except TimeoutError as error:
                self._discard(warm)
                raise PictureError(f"the picture took over {PICTURE_SECONDS} s and was given up") from error
            # A browser that died shows as many kinds of error, cancelled futures among them.
            except BaseException as error:
                self._discard(warm)
                if isinstance(error, (KeyboardInterrupt, SystemExit)):
                    raise
                if attempt == 2:
                    raise PictureError(f"the picture browser ended twice while it drew: {error!r}") from error
        raise AssertionError("unreachable")

    def _get_warm(self) -> Warm:
        from dashboard.export.chromium import Warm

        with self._lock:
            if self._warm is None:
                path = find_chrome()
                if path is None:
                    raise NoChromeError(HOW_TO_GET_CHROME)
                try:
                    self._warm = Warm(path, AT_ONCE, START_SECONDS)
                except Exception as error:
                    raise PictureError(f"{path}: did not start as a picture browser: {error}") from error
            return self._warm

    def _discard(self, warm: Warm) -> None:
        with self._lock:
            if self._warm is warm:
                self._warm = None
                warm.close()
                self._ending = [*(old for old in self._ending if old.is_ending), warm]

    def close(self) -> None:
        """End the browser; the next picture starts another."""
        with self._lock:
            for warm in (*self._ending, *([self._warm] if self._warm else [])):
                warm.close(CLOSE_SECONDS)
            self._warm, self._ending = None, []


BROWSER = PictureBrowser()
atexit.register(BROWSER.close)
