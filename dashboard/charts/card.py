"""One figure as a picture: its number as large as the room allows, what it says, its words and who says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts.base import (
    LINE_SPACING,
    ChartError,
    ChartKind,
    Look,
    SourcedChart,
    TextBlock,
    add_label,
    new_chart,
    set_text,
    source_lines,
    use_pixels,
)
from dashboard.charts.words import end_sentence, say_figure
from dashboard.days import write_window
from dashboard.notes import name_count, state_figure, write_chain
from dashboard.tables import Tables

ID = "figure_card"
QUESTION = "What was reported?"
LARGEST_NUMBER, SMALLEST_NUMBER = 240, 40
_STRIPE = 10
_BESIDE_STRIPE = 28
_BETWEEN = 10
# How high digits stand, with a little air, in em.
_DIGITS = 0.86
# In a picture the words grow so many times where the number keeps its size beside them.
_LARGER_WORDS = (1.5, 1.25)


def build(tables: Tables, look: Look) -> SourcedChart:
    """Draw the one figure of *tables*; it stands outside the registry, for it is asked for by the figure's id.

    Raises :class:`ChartError` where *tables* hold no figure or several, or where its words do not fit.
    """
    if len(tables.figures) != 1:
        raise ChartError(f"a card shows 1 figure, here are {len(tables.figures)}: choose one by its id")
    row = tables.described.iloc[0].to_dict()
    caveat = [] if row["caveat"] is None or row["caveat"] != row["caveat"] else [end_sentence(row["caveat"])]
    return SourcedChart(
        id=ID,
        question=QUESTION,
        title=state_figure(row),
        subtitle="",
        chart=_draw(row, look),
        alt=say_figure(row),
        figures=(row["id"],),
        sources=source_lines(tables.described),
        note=" ".join([end_sentence(row["counts"]), *caveat]),
    )


def _draw(row: Mapping[str, Any], look: Look) -> go.Figure:
    width = look.width - _STRIPE - _BESIDE_STRIPE
    number, words = _set_card(row, width, look)
    # Digits fill most of an em; the lead that lines of text need would only part the number from its words.
    high = number.height - (LINE_SPACING - _DIGITS) * number.size
    height = high + _measure(words)
    chart = new_chart(look, round(height))
    tall = look.height if look.fixed else height
    use_pixels(chart, look, tall)
    top = (tall - height) / 2
    left = _STRIPE + _BESIDE_STRIPE
    # Held by its middle: Plotly hides a text whose upper edge, lead and all, is held above the chart.
    add_label(chart, left, top + high / 2, "\n".join(number.lines), look, size=number.size, bold=True)
    y = top + high + _BETWEEN
    for block in words:
        y = block.draw(chart, left, y, look) + _BETWEEN
    colour = theme.colour_of(row["indicator"], look.mode)
    chart.add_shape(type="rect", x0=0, x1=_STRIPE, y0=top, y1=top + height, fillcolor=colour, line={"width": 0})
    return chart


def _measure(words: tuple[TextBlock, ...]) -> float:
    return _BETWEEN + sum(block.height + _BETWEEN for block in words)


def _count_lines(words: tuple[TextBlock, ...]) -> int:
    return sum(len(block.lines) for block in words)


def _set_card(row: Mapping[str, Any], width: float, look: Look) -> tuple[TextBlock, tuple[TextBlock, ...]]:
    """Set the number and the words, these as large as leaves the number its size and no line to be broken again."""
    largest = min(LARGEST_NUMBER, width / look.measure(row["written"], 1, bold=True))
    words = _set_words(row, look, width)
    for share in _LARGER_WORDS if look.fixed else ():
        larger = _set_words(row, replace(look, label_size=round(look.label_size * share)), width)
        if largest + _measure(larger) <= look.height and _count_lines(larger) == _count_lines(words):
            words = larger
            break
    room = look.height - _measure(words) if look.fixed else LARGEST_NUMBER
    return _set_number(row["written"], width, look, room), words


def _set_words(row: Mapping[str, Any], look: Look, width: float) -> tuple[TextBlock, ...]:
    large, middle = look.label_size * 1.75, look.label_size * 1.375
    phrase = row["phrase"] if isinstance(row["phrase"], str) else ""
    counted = name_count(row).removeprefix(row["wording"]).strip()
    where = f"{row['place_name']}, {write_window(row['date_start'], row['date_end'])}"
    return (
        set_text(f"{counted} reported {phrase}".strip(), width, look, large, bold=True),
        set_text(where, width, look, middle),
        set_text(f"“{row['quote']}”", width, look, middle, muted=True),
        set_text(f"Who says so: {write_chain(row)}", width, look, middle),
    )


def _set_number(written: str, width: float, look: Look, room: float) -> TextBlock:
    """Set the number with its qualifier on one line, as large as *width* and *room* let it be; words may wrap."""
    widest = width / look.measure(written, 1, bold=True)
    size = max(SMALLEST_NUMBER, min(LARGEST_NUMBER, widest, room))
    number = set_text(written, width, look, size, bold=True)
    if number.height > room * LINE_SPACING + 2:
        raise ChartError("the words of this figure leave no room for its number: choose another preset")
    return number


KIND = ChartKind(ID, QUESTION, build, lambda tables: len(tables.figures) == 1)
