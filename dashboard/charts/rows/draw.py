"""Lines of voices that share one axis: who says so on the left, the number as a point on the right."""

from __future__ import annotations

import math
from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts.base import LINE_SPACING, Look, add_label
from dashboard.charts.canvas import Canvas
from dashboard.charts.points import SOFT, Scale, add_point, add_small_point, last_number, list_ticks, reach_of
from dashboard.charts.rows.plan import (
    BETWEEN,
    EDGE,
    GAP,
    NUMBER_MORE,
    RING,
    TOP,
    Line,
    SetLine,
    fit_lines,
    fit_numbers,
    head_height,
    mark_height,
    measure_lines,
    small_of,
    stack_lines,
)
from dashboard.quantity import write_number

# How high Plotly draws one line of text, in em.
LETTERS = 1.12


def draw_lines(lines: Sequence[Line], look: Look, *, joined: bool = False) -> go.Figure:
    """Draw *lines* on one axis that begins at 0; *joined* leads a step line from each number to the next.

    A page gets as much height as the words take. Raises :class:`ChartError` where a picture has not the room.
    """
    sets, spread, look = fit_lines(lines, look)
    height = look.height if look.fixed else math.ceil(measure_lines(sets))
    chart = Canvas(look)
    scale = fit_numbers(sets, look)
    tops = stack_lines(sets, spread)
    bottom = tops[-1] + sets[-1].height + min(GAP / 2, sets[-1].style.gap)
    _draw_axis(chart, scale, bottom, look, max(last_number(line.row) for line in lines))
    heights = [mark_height(one, top) for one, top in zip(sets, tops, strict=True)]
    if joined:
        _draw_steps(chart, [scale.at(last_number(one.line.row)) for one in sets], heights, look)
    for one, top, middle in zip(sets, tops, heights, strict=True):
        _draw_line(chart, one, top, middle, scale, look)
    return chart.draw(height)


def _draw_axis(chart: Canvas, scale: Scale, bottom: float, look: Look, largest: float) -> None:
    room = look.width - EDGE - scale.left
    small = small_of(look)
    widest = look.measure(write_number(largest), small)
    ticks = list_ticks(largest, max(2, min(6, int(room / (widest + 40)))))
    for tick in ticks:
        x = scale.at(tick)
        half = look.measure(write_number(tick), small) / 2
        if x + half > look.width:
            continue
        line = {"color": look.palette.border if tick == 0 else look.palette.line, "width": 1}
        chart.add_shape(type="line", x0=x, x1=x, y0=TOP, y1=bottom, line=line, layer="below")
        add_label(
            chart, x, bottom + 3, write_number(tick), look, size=small, colour=look.palette.muted,
            xanchor="center", yanchor="top",
        )  # fmt: skip


def _draw_steps(chart: Canvas, across: Sequence[float], down: Sequence[float], look: Look) -> None:
    """Lead from each number straight down and then across to the next."""
    xs, ys = [across[0]], [down[0]]
    for x, y in zip(across[1:], down[1:], strict=True):
        xs += [xs[-1], x]
        ys += [y, y]
    chart.add_line(xs, ys, look.palette.hatch, 2)


def _draw_words(chart: Canvas, one: SetLine, top: float, look: Look) -> None:
    name, *rest = one.words
    below = name.draw(chart, one.style.edge, top, look)
    if one.inline:
        across = one.style.edge + look.measure(name.lines[-1], name.size, bold=True) + BETWEEN
        # Letters hang at the upper end of their line; a pixel lower the smaller ones stand on the same ground.
        middle = below - 2 - name.size * (LINE_SPACING - LETTERS / 2)
        text = one.inline.lines[0]
        add_label(chart, across, middle + 1, text, look, size=small_of(look), colour=look.palette.muted)
    for block in rest:
        below = block.draw(chart, one.style.edge, below, look)


def _place_number(line: Line, scale: Scale, look: Look) -> tuple[float, float]:
    """Return from where to where the number is written: behind its mark, or before it where rings stand behind."""
    if line.row["qualifier"] == "vague":
        return 0.0, 0.0
    width = look.measure(line.row["written"], look.label_size + NUMBER_MORE, bold=True)
    start = scale.at(last_number(line.row)) + reach_of(line.row) + 6
    first = scale.at(line.row["value_low"] if line.row["qualifier"] == "range" else line.row["value"])
    before = first - SOFT - 6 - width
    rings = [scale.at(last_number(row)) for row in line.others]

    def is_free(left: float) -> bool:
        return not any(left - RING <= ring <= left + width + RING for ring in rings)

    if (line.number_before or not is_free(start)) and before > scale.left + 4 and is_free(before):
        start = before
    return start, start + width


def _draw_line(chart: Canvas, one: SetLine, top: float, middle: float, scale: Scale, look: Look) -> None:
    line = one.line
    if one.heading:
        one.heading.draw(chart, one.style.edge, top, look)
        top += head_height(one)
    if line.marked:
        edge = one.style.gap / 2
        chart.add_shape(
            type="rect", x0=0, x1=look.width, y0=top - edge, y1=top + one.height - head_height(one) + edge,
            line={"width": 0}, fillcolor=look.palette.panel, layer="below",
        )  # fmt: skip
    words = sum(block.height for block in one.words)
    y = top + max(0.0, (one.height - head_height(one) - words) / 2) if one.style.beside and not one.below else top
    _draw_words(chart, one, y, look)
    number = last_number(line.row)
    stem = {"color": look.palette.border, "width": 1, "dash": "dot"}
    chart.add_shape(type="line", x0=scale.left, x1=scale.at(number), y0=middle, y1=middle, line=stem, layer="below")
    start, end = _place_number(line, scale, look)
    for row in line.others:
        # A ring under the number could not be read; its words stand beneath all the same.
        if not start - RING <= scale.at(last_number(row)) <= end + RING:
            add_small_point(chart, row, scale, middle, look)
    add_point(chart, line.row, scale, middle, look, symbol="diamond" if line.marked else "circle")
    if end > start:
        add_label(chart, start, middle, line.row["written"], look, size=look.label_size + NUMBER_MORE, bold=True)
    if one.below:
        one.below.draw(chart, scale.left if one.style.beside else one.style.edge, middle + one.style.mark / 2 - 2, look)
