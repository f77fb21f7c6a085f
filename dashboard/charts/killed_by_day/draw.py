"""Drawing the days that :mod:`dashboard.charts.killed_by_day.sections` has laid out."""

from __future__ import annotations

import math
from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts import words
from dashboard.charts.base import Drawing, Look, new_chart
from dashboard.charts.batch import Batch
from dashboard.charts.killed_by_day.sections import (
    BESIDE,
    DAY_GAP,
    GAP,
    RIGHT,
    TIP,
    Entry,
    Section,
    left_of,
    measure,
    section_height,
)
from dashboard.charts.marks import add_bar, add_hatched_cell, add_zero

# Spare room of a picture that parts two days, at most, in pixels.
MOST_SPREAD = 120.0


def draw_sections(sections: Sequence[Section], thickness: float, longest: float, look: Look) -> go.Figure:
    """Draw the sections from above; *longest* is the largest number, for which the bars have the width."""
    height = look.height if look.fixed else math.ceil(measure(sections, thickness, look)) + 2
    chart = new_chart(look, height)
    left = left_of(look)
    pixel = longest / (look.width - left - TIP - RIGHT)
    chart.update_xaxes(range=[-left * pixel, (look.width - left) * pixel])
    chart.update_yaxes(range=[height, 0])
    batch = Batch(chart)
    spread = min(MOST_SPREAD, max(0.0, height - measure(sections, thickness, look)) / len(sections))
    top = spread / 2
    for at, section in enumerate(sections):
        if at:
            line = {"color": look.palette.line, "width": 1}
            rule = top - (DAY_GAP + spread) / 2
            batch.add_shape(type="line", xref="paper", x0=0, x1=1, y0=rule, y1=rule, line=line)
        below = section.day.draw(batch, -left * pixel, top, look)
        _draw_entries(batch, section, top if left else below, thickness, pixel, look)
        top += section_height(section, thickness, look) + DAY_GAP + spread
    return batch.finish()


def _draw_entries(chart: Drawing, section: Section, top: float, thickness: float, pixel: float, look: Look) -> None:
    for entry in section.entries:
        if entry.beside:
            number = entry.texts[0]
            x = entry.indent + look.measure(number.lines[0], number.size, bold=True) + BESIDE
            entry.beside.draw(chart, x * pixel, top, look)
        for block in entry.texts:
            top = block.draw(chart, entry.indent * pixel, top, look)
        if entry.has_mark:
            _draw_mark(chart, entry, top + GAP / 2 + thickness / 2, thickness, pixel, look)
            top += thickness + GAP
        top += section.gap


def _draw_mark(chart: Drawing, entry: Entry, y: float, thickness: float, pixel: float, look: Look) -> None:
    if not entry.is_gap:
        add_bar(chart, entry.row, y, thickness, (TIP - 4) * pixel, look)
    elif entry.row["status"] == "zero_reported":
        add_zero(
            chart, 2 * pixel, y, thickness, theme.colour_of(entry.row["indicator"], look.mode), words.say_gap(entry.row)
        )
    else:
        right = (look.width - left_of(look) - RIGHT) * pixel
        add_hatched_cell(chart, 0, right, y, thickness, look, words.say_gap(entry.row))
