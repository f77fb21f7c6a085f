"""Drawing the panels that :mod:`dashboard.charts.strikes.panels` has laid out."""

from __future__ import annotations

import math
from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts import dots, words
from dashboard.charts.base import Drawing, Look, new_chart, use_pixels
from dashboard.charts.batch import Batch
from dashboard.charts.icons import HOUSE_WIDTH, add_buildings, state_of
from dashboard.charts.marks import add_hatched_cell, add_target_area, add_tip, add_zero
from dashboard.charts.strikes.panels import GUTTER, HATCHED, ITEM_GAP, Item, Panel, stand_beside, total_height

# Of a mark's place: what the mark itself covers.
MARK_SHARE, HOUSE_SHARE = 0.66, 0.86
# Plotly draws a triangle this much wider than its size says.
TRIANGLE_WIDTH = 2 / math.sqrt(3)
# Half an outline, which would else be cut off at the edge.
EDGE = 1.5
# How much of a picture's spare room stands above the panels.
ABOVE = 0.4


def draw_panels(panels: Sequence[Panel], look: Look) -> go.Figure:
    """Draw the panels side by side or one below the other, a thin line between them."""
    needed = total_height(panels)
    height = look.height if look.fixed else math.ceil(needed) + 2
    chart = new_chart(look, height)
    use_pixels(chart, look, height)
    batch = Batch(chart)
    beside, top = stand_beside(panels), (height - needed) * ABOVE
    for at, panel in enumerate(panels):
        if at:
            _draw_rule(batch, panel, beside, top, needed, look)
        _draw_panel(batch, panel, top, look)
        top += 0 if beside else panel.height + GUTTER
    return batch.finish()


def _draw_rule(chart: Drawing, panel: Panel, beside: bool, top: float, needed: float, look: Look) -> None:
    x = panel.left - GUTTER / 2
    ends = (x, x, top, top + needed) if beside else (0, look.width, top - GUTTER / 2, top - GUTTER / 2)
    corners = dict(zip(("x0", "x1", "y0", "y1"), ends, strict=True))
    chart.add_shape(type="line", **corners, line={"color": look.palette.line, "width": 1})


def _draw_panel(chart: Drawing, panel: Panel, top: float, look: Look) -> None:
    for item in panel.items:
        body = top + item.text_height
        for block in item.texts:
            top = block.draw(chart, panel.left, top, look)
        if item.is_gap:
            _draw_gap(chart, item, panel, body, look)
        elif item.solid + item.hollow:
            _draw_item(chart, item, panel, body, look)
        top = body + panel.body_height(item) + ITEM_GAP


def _draw_gap(chart: Drawing, item: Item, panel: Panel, top: float, look: Look) -> None:
    said = words.say_gap(item.row)
    if item.row["status"] == "not_documented":
        middle = top + HATCHED / 2
        add_hatched_cell(chart, panel.left, panel.left + panel.width - 4, middle, HATCHED - 6, look, said)
    elif item.row["status"] == "zero_reported":
        colour = theme.colour_of(item.row["indicator"], look.mode)
        add_zero(chart, panel.left + 3, top + HATCHED / 2, HATCHED - 6, colour, said)


def _draw_item(chart: Drawing, item: Item, panel: Panel, top: float, look: Look) -> None:
    colour = theme.colour_of(item.row["indicator"], look.mode)
    count, pitch = item.solid + item.hollow, panel.pitch
    # The first mark begins where the words above it begin.
    share = HOUSE_SHARE * HOUSE_WIDTH if panel.has_houses else MARK_SHARE * TRIANGLE_WIDTH
    xs, ys = dots.place_in_rows(count, panel.columns, pitch, panel.left + EDGE - pitch * (1 - share) / 2, top)
    soft = min(item.solid, max(1, round(item.solid * 0.06))) if dots.is_soft(item.row) else 0
    draw = _draw_houses if panel.has_houses else _draw_triangles
    draw(chart, item, (xs, ys), item.solid - soft, soft, pitch, colour, look)
    right = panel.left + min(count, panel.columns) * pitch
    if dots.is_open(item.row):
        after = xs[-1] + pitch * 0.6
        half = min(13.0, pitch * 0.4)
        add_tip(chart, after, after + half * 1.4, ys[-1], half, colour)
        right = max(right, after + half * 1.4)
    add_target_area(chart, item.row, panel.left, right, top, top + panel.body_height(item))


def _draw_triangles(
    chart: Drawing, item: Item, places: tuple, firm: int, soft: int, pitch: float, colour: str, look: Look
) -> None:
    xs, ys = places
    size, ground = pitch * MARK_SHARE, look.palette.ground
    dots.add_dots(chart, xs[:firm], ys[:firm], size, colour, "triangle-down")
    faded = dots.fade_last(soft, colour, ground)
    dots.add_dots(chart, xs[firm : firm + soft], ys[firm : firm + soft], size, faded, "triangle-down")
    dots.add_dots(chart, xs[item.solid :], ys[item.solid :], size, colour, "triangle-down-open")


def _draw_houses(
    chart: Drawing, item: Item, places: tuple, firm: int, soft: int, pitch: float, colour: str, look: Look
) -> None:
    size = pitch * HOUSE_SHARE
    corners = [(x - size / 2, y - size / 2) for x, y in zip(*places, strict=True)]
    state = state_of(item.row["indicator"])
    add_buildings(chart, corners[:firm], size, state, colour, look)
    add_buildings(chart, corners[firm : item.solid], size, "unsure", colour, look)
    add_buildings(chart, corners[item.solid :], size, "unsure", colour, look)
