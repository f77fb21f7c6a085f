"""In a real browser no text of a picture is cut, overlaps another, or is too small or faint to read."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import NamedTuple

import plotly
import pytest

from dashboard import theme
from dashboard.charts import CHARTS
from dashboard.export.faults import PictureError
from dashboard.export.layout import PRESETS, lay_out
from dashboard.export.words import PADDING
from tests.export.conftest import SAMPLE, change_sample

PLOTLY_JS = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
LONG = "At least 80 people reported killed and about 300 fighters and their families evacuated, Thursday 22 September "

_DRAW = """async ([chart, width, height]) => {
  document.body.innerHTML = '<div id="chart"></div>';
  document.body.style.margin = 0;
  const parsed = JSON.parse(chart);
  await Plotly.newPlot('chart', parsed.data, parsed.layout, {staticPlot: true});
  const boxes = [];
  for (const text of document.querySelectorAll('svg text')) {
    const style = getComputedStyle(text);
    if (style.visibility === 'hidden' || style.opacity === '0' || !text.textContent.trim()) continue;
    const lines = text.querySelectorAll('tspan.line');
    for (const line of lines.length ? lines : [text]) {
      if (!line.textContent.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(line);
      const box = range.getBoundingClientRect();
      boxes.push([line.textContent, box.left, box.top, box.right, box.bottom, parseFloat(style.fontSize), style.fill]);
    }
  }
  return boxes;
}"""


class Box(NamedTuple):
    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    colour: str

    def overlaps(self, other: Box) -> bool:
        # A line's box holds room for accents and tails that touch nothing; letters fill about 0.72 of the type.
        slack = 0.14 * (self.size + other.size)
        across = min(self.right, other.right) - max(self.left, other.left)
        along = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 1 and along > slack


@pytest.fixture(scope="module")
def page(browser):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.add_script_tag(path=str(PLOTLY_JS))
    yield page
    page.close()


def read_boxes(page, chart) -> list[Box]:
    layout = chart.layout
    return [Box(*box) for box in page.evaluate(_DRAW, [chart.to_json(), layout.width, layout.height])]


def list_faults(boxes: list[Box], chart) -> list[str]:
    width, height = chart.layout.width, chart.layout.height
    faults = [f"outside: {b.text}" for b in boxes if b.left < 0 or b.top < 0 or b.right > width or b.bottom > height]
    faults += [f"{b.size} px: {b.text}" for b in boxes if b.size < 12]
    pairs = itertools.combinations(boxes, 2)
    return faults + [f"overlap: {one.text} | {other.text}" for one, other in pairs if one.overlaps(other)]


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("kind", [SAMPLE, change_sample(title=LONG * 3, note=LONG * 2, sources=(LONG,) * 2)])
def test_text_of_any_length_is_inside_and_apart(page, invented_tables, kind, preset):
    chart, _ = lay_out(kind, invented_tables, preset)
    assert list_faults(read_boxes(page, chart), chart) == []


def test_a_title_that_is_not_wrapped_is_found(page, invented_tables):
    chart, _ = lay_out(change_sample(title=LONG * 3), invented_tables)
    title = next(shown for shown in chart.layout.annotations if LONG[:20] in shown.text)
    title.text = f"<b>{LONG * 3}</b>"
    assert any(fault.startswith("outside: At least 80") for fault in list_faults(read_boxes(page, chart), chart))


def test_title_and_note_keep_the_padding(page, invented_tables):
    chart, sourced = lay_out(SAMPLE, invented_tables)
    boxes = read_boxes(page, chart)
    title = next(box for box in boxes if box.text == sourced.title)
    standing = next(box for box in boxes if box.text.startswith("As reported"))
    assert title.left == pytest.approx(PADDING, abs=1.5) and title.top == pytest.approx(PADDING, abs=5)
    assert standing.bottom == pytest.approx(chart.layout.height - PADDING, abs=5)


def list_faint(boxes: list[Box], mode: str) -> list[str]:
    """Return the texts that stand out from their ground by less than 4.5 to 1 (WCAG 2.2 AA)."""
    ground = theme.palette(mode).ground
    colours = {box.colour: "#" + "".join(f"{int(n):02x}" for n in re.findall(r"\d+", box.colour)[:3]) for box in boxes}
    return [f"{box.text} {box.colour}" for box in boxes if theme.contrast(colours[box.colour], ground) < 4.5]


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("chart_id", CHARTS)
def test_every_chart_is_legible_in_every_size_light_and_dark(page, story_tables, real_tables, chart_id, preset, mode):
    """The story's charts; and what compares reports, on the whole collection with all its voices."""
    tables = story_tables if CHARTS[chart_id].applies(story_tables) else real_tables
    try:
        chart, _ = lay_out(CHARTS[chart_id], tables, preset, mode)
    except PictureError as error:
        if preset != "square":
            raise
        pytest.skip(str(error))
    boxes = read_boxes(page, chart)
    assert list_faults(boxes, chart) == [] and len(boxes) > 5
    assert list_faint(boxes, mode) == []
