"""Exhibits as PNG and PDF, from the same HTML, by the one warm browser."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from dashboard.exhibits.exhibit import LOOKS, Chart, Exhibit, Look, Theme
from dashboard.render.browser import BROWSER, Desk, PictureBrowser
from dashboard.render.faults import DoesNotFitError, RenderError
from dashboard.render.html import write_picture
from dashboard.render.presets import PRESETS, Preset

if TYPE_CHECKING:
    from playwright.sync_api import Page

FLOOR = 0.7  # of the least size: below it a picture is refused
STEP = 3


class Fitted(NamedTuple):
    """How a picture was laid out: the size of its labels in CSS pixels, the rows of its tables that are shown, of how
    many, and what text of a chart is cut off or lies over other text.
    """

    size: int
    shown: int
    rows: int
    faults: tuple[str, ...]


class Picture(NamedTuple):
    """A PNG without a record, and how it was laid out."""

    png: bytes
    fitted: Fitted


def draw_picture(
    exhibit: Exhibit,
    preset: str | Preset = "slide",
    theme: Theme = "light",
    link: str | None = None,
    browser: PictureBrowser = BROWSER,
) -> Picture:
    """Draw one exhibit; *link* is the absolute address of what it shows.

    Raises :class:`~dashboard.render.faults.RenderError`: no browser, too busy, too slow, does not fit.
    """
    size = preset if isinstance(preset, Preset) else PRESETS[preset]

    def work(desk: Desk) -> Picture:
        page = desk.page(size.width, size.height, size.scale)
        page.evaluate("html => show(html)", write_picture(exhibit, size, theme, link))
        fitted = _fit(page, 0, exhibit, size, theme)
        return Picture(desk.shoot(size.scale), fitted)

    return browser.do(work)


def draw_pdf(
    exhibits: Mapping[str, Exhibit],
    preset: str = "slide",
    theme: Theme = "light",
    title: str = "",
    browser: PictureBrowser = BROWSER,
) -> bytes:
    """Draw exhibits, each under its link, as the pages of one PDF, in vectors; raises as :func:`draw_picture`."""
    size = PRESETS[preset]

    def work(desk: Desk) -> bytes:
        page = desk.page(size.width, size.height)
        pages = [write_picture(exhibit, size, theme, link) for link, exhibit in exhibits.items()]
        page.evaluate("html => show(html)", "".join(pages))
        for place, exhibit in enumerate(exhibits.values()):
            _fit(page, place, exhibit, size, theme)
        page.evaluate("title => { document.title = title; }", title)
        return page.pdf(width=f"{size.width}px", height=f"{size.height}px", print_background=True, tagged=True)

    return browser.do(work, len(exhibits))


def _fit(page: "Page", place: int, exhibit: Exhibit, preset: Preset, theme: Theme) -> Fitted:
    """Find the largest type at which the words fit and no text of a chart lies over another."""
    bounds = {"most": preset.most, "least": preset.least, "floor": round(FLOOR * preset.least)}
    while True:
        laid = page.evaluate("([place, bounds]) => fit(place, bounds)", [place, bounds])
        if laid is None:
            raise DoesNotFitError(f"{exhibit.id}: does not fit a picture of {preset.label} at a legible size.")
        faults = _draw_charts(page, place, exhibit, replace(LOOKS[theme], size=laid["size"]), laid["charts"])
        if not faults or laid["size"] <= preset.least:
            return Fitted(laid["size"], laid["shown"], laid["rows"], tuple(faults))
        bounds["most"] = max(preset.least, laid["size"] - STEP)


def _draw_charts(page: "Page", place: int, exhibit: Exhibit, look: Look, laid: list[dict[str, Any]]) -> list[str]:
    charts = [block for block in exhibit.body if isinstance(block, Chart)]
    faults: list[str] = []
    for which, (chart, box) in enumerate(zip(charts, laid, strict=True)):
        drawn = chart.draw(replace(look, rows=box["rows"], width=box["width"])).to_json()
        found = page.evaluate("([place, which, json]) => plot(place, which, json)", [place, which, drawn])
        if found is None:
            raise RenderError(f"{exhibit.id}: the browser could not draw the chart.")
        faults += found
    return faults
