"""Tolls over the days they count: level lines at their heights, joined where a count goes on, named at the side."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts.base import Look, add_label
from dashboard.charts.canvas import Canvas
from dashboard.charts.cumulative.plan import DAYS_HEIGHT, EDGE, LEADER, SMALL_TEXT, TOP, Label, fit_labels, spread_apart
from dashboard.charts.points import Scale, add_upright_point, list_ticks
from dashboard.compare import Chain, Topic
from dashboard.compare.words import Labels, write_window_short
from dashboard.quantity import write_number


def draw_chains(
    chains: Sequence[Chain], rows: Mapping[str, dict[str, Any]], topic: Topic, labels: Labels, look: Look
) -> go.Figure:
    """Draw *chains*; *rows* are their described figures by id."""
    set_, style, height = fit_labels(chains, topic, labels, look)
    chart = Canvas(look)
    largest = max(toll.first.number for chain in chains for toll in chain.tolls)
    ticks = list_ticks(largest, 5)
    left = EDGE + look.measure(write_number(ticks[-1]), SMALL_TEXT) + 10
    right = look.width - EDGE - style.column - LEADER
    bottom = height - DAYS_HEIGHT
    up = Scale(bottom, -(bottom - TOP - 8) / largest)
    first = min(chain.start for chain in chains)
    last = max(toll.first.end for chain in chains for toll in chain.tolls)
    across = Scale(left, (right - left) / max((last - first).days, 1))
    _draw_numbers(chart, ticks, up, left, right, look)
    _draw_days(chart, first, last, across, bottom, look)
    for chain in chains:
        _draw_chain(chart, chain, rows, first, across, up, look)
    _draw_labels(chart, set_, first, across, up, look.width - EDGE - style.column, height, look)
    return chart.draw(height)


def _draw_numbers(chart: Canvas, ticks: Sequence[float], up: Scale, left: float, right: float, look: Look) -> None:
    for tick in ticks:
        y = up.at(tick)
        line = {"color": look.palette.border if tick == 0 else look.palette.line, "width": 1}
        chart.add_shape(type="line", x0=left, x1=right, y0=y, y1=y, line=line, layer="below")
        add_label(
            chart, left - 6, y, write_number(tick), look, size=SMALL_TEXT, colour=look.palette.muted, xanchor="right"
        )


def _draw_days(chart: Canvas, first: date, last: date, across: Scale, bottom: float, look: Look) -> None:
    widest = look.measure("30 Sep", SMALL_TEXT) + 22
    every = max(1, math.ceil(widest / across.per_unit))
    every = every if every < 4 else math.ceil(every / 7) * 7
    for number in range(0, (last - first).days + 1, every):
        x = across.at(number)
        text = write_window_short(first + timedelta(days=number), None).removeprefix("from ")
        half = look.measure(text, SMALL_TEXT) / 2
        add_label(
            chart, max(x, half), bottom + 9, text, look, size=SMALL_TEXT, colour=look.palette.muted, xanchor="center",
            yanchor="top",
        )  # fmt: skip
        line = {"color": look.palette.border, "width": 1}
        chart.add_shape(type="line", x0=x, x1=x, y0=bottom, y1=bottom + 4, line=line)


def _draw_chain(
    chart: Canvas,
    chain: Chain,
    rows: Mapping[str, dict[str, Any]],
    first: date,
    across: Scale,
    up: Scale,
    look: Look,
) -> None:
    """Draw the first toll's days as a level line, and from its end a line to each later toll of the same count."""
    colour = theme.colour_of(chain.last.first.indicator, look.mode)
    start = across.at((chain.start - first).days)
    ends = [(across.at((toll.first.end - first).days), up.at(toll.first.number)) for toll in chain.tolls]
    level = {"color": theme.blend(colour, look.palette.ground, 0.45), "width": 2}
    for x, y in ends:
        chart.add_shape(type="line", x0=start, x1=x, y0=y, y1=y, line=level, layer="below")
    if len(ends) > 1:
        xs, ys = zip(*ends, strict=True)
        chart.add_line([*xs], [*ys], colour, 2)
    for toll, (x, _) in zip(chain.tolls, ends, strict=True):
        for account in reversed(toll.accounts):
            add_upright_point(chart, rows[account.id], x, up, look)


def _draw_labels(
    chart: Canvas,
    set_: Sequence[Label],
    first: date,
    across: Scale,
    up: Scale,
    left: float,
    height: float,
    look: Look,
) -> None:
    wanted = [up.at(label.chain.last.first.number) - label.height / 2 for label in set_]
    tops = spread_apart(wanted, [label.height for label in set_], 2.0, height)
    for label, top in zip(set_, tops, strict=True):
        toll = label.chain.last.first
        x, y = across.at((toll.end - first).days), up.at(toll.number)
        middle = top + (label.height - label.gap) / 2
        line = {"color": look.palette.border, "width": 1}
        path = f"M {x + 7:.6g},{y:.6g} L {left - LEADER:.6g},{y:.6g} L {left - 6:.6g},{middle:.6g}"
        chart.add_shape(type="path", path=path, line=line, layer="below")
        for block in label.blocks:
            top = block.draw(chart, left, top, look)
