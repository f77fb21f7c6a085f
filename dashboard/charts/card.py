"""One figure as a picture: its number as large as the room allows, what it says, its words and who says so."""

from __future__ import annotations

from collections.abc import Mapping
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
    words = _set_words(row, look, width)
    below = sum(block.height + _BETWEEN for block in words)
    number = _set_number(row["written"], width, look, look.height - below if look.fixed else LARGEST_NUMBER)
    # Digits fill most of an em; the lead that lines of text need would only part the number from its words.
    lead = (LINE_SPACING - 1) / 2 * number.size
    height = number.height - 2 * lead + below
    chart = new_chart(look, round(height))
    tall = look.height if look.fixed else height
    use_pixels(chart, look, tall)
    top = y = (tall - height) / 2
    y = number.draw(chart, _STRIPE + _BESIDE_STRIPE, y - lead, look) - lead
    for block in words:
        y = block.draw(chart, _STRIPE + _BESIDE_STRIPE, y, look) + _BETWEEN
    colour = theme.colour_of(row["indicator"], look.mode)
    chart.add_shape(type="rect", x0=0, x1=_STRIPE, y0=top, y1=top + height, fillcolor=colour, line={"width": 0})
    return chart


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
