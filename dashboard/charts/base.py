"""What every chart is: a Plotly object with its title, alt text, figure ids and sources, and the size it is for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Protocol

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.notes import list_short_notes, state_figure, write_short_note
from dashboard.tables import Tables
from dashboard.theme import Mode, Palette
from dashboard.typography import measure_width, wrap_text


class ChartError(Exception):
    """A chart cannot be drawn legibly from what it was given; its text says what to do."""


@dataclass(frozen=True)
class Look:
    """What a chart is drawn for: light or dark, the room it has in pixels, and the size of its labels.

    Where ``fixed`` (a picture) the chart must fit ``height``; on a page it may say how tall it wants to be.
    """

    mode: Mode = "light"
    width: int = 1100
    height: int = 460
    label_size: int = 16
    fixed: bool = False

    @property
    def palette(self) -> Palette:
        """The colours of the mode."""
        return theme.palette(self.mode)

    def at(self, width: int, height: int) -> Look:
        """Return the same look for a picture with this much room."""
        return replace(self, width=width, height=height, fixed=True)

    def measure(self, text: str, size: float | None = None, bold: bool = False) -> float:
        """Return how wide *text* is drawn, in pixels."""
        return measure_width(text, size or self.label_size, bold)

    def wrap(self, text: str, width: float, size: float | None = None, bold: bool = False) -> list[str]:
        """Wrap *text* into lines of at most *width* pixels."""
        return wrap_text(text, size or self.label_size, width, bold)


@dataclass(frozen=True)
class SourcedChart:
    """A chart that carries its source.

    ``figures`` are the ids of the figures it shows, ``sources`` a line for each distinct chain of speaker,
    carrier and publisher, ``note`` what a reader must know beside it. ``chart`` has no title of its own: page and
    picture set it in their own type. ``min_width`` is the narrowest at which it is legible, in pixels; a page
    narrower than that lets it scroll sideways.
    """

    id: str
    question: str
    title: str
    subtitle: str
    chart: go.Figure
    alt: str
    figures: tuple[str, ...]
    sources: tuple[str, ...]
    note: str
    min_width: int = 320


Builder = Callable[[Tables, Look], SourcedChart]


@dataclass(frozen=True)
class ChartKind:
    """An entry of the registry: which question a chart answers, how to draw it, and whether there is anything to draw.

    ``applies`` tells from the tables whether the chart has something to show; it is asked before ``build``.
    """

    id: str
    question: str
    build: Builder = field(repr=False)
    applies: Callable[[Tables], bool] = field(repr=False)


# Plotly sets the lines of a label this far apart, in em.
LINE_SPACING = 1.3


@dataclass(frozen=True)
class TextBlock:
    """Wrapped lines of one style; charts stack such blocks, so that they know how high their words are.

    ``strong`` is how the first line begins, set in bold.
    """

    lines: tuple[str, ...]
    size: float
    bold: bool = False
    muted: bool = False
    strong: str = ""

    @property
    def height(self) -> float:
        """How high the block is drawn, in pixels."""
        return len(self.lines) * LINE_SPACING * self.size + 2

    def draw(self, chart: Drawing, x: float, top: float, look: Look) -> float:
        """Write the block with its upper left corner at a point (y growing downwards); return where it ends."""
        colour = look.palette.muted if self.muted else look.palette.ink
        text = "\n".join(self.lines)
        style = {"size": self.size, "bold": self.bold, "strong": self.strong}
        add_label(chart, x, top, text, look, colour=colour, yanchor="top", **style)
        return top + self.height


@lru_cache(maxsize=4_096)
def set_text(
    text: str, width: float, look: Look, size: float | None = None, bold: bool = False, muted: bool = False
) -> TextBlock:
    """Wrap *text* to *width* pixels as a block that can be measured before it is drawn."""
    size = size or look.label_size
    return TextBlock(tuple(look.wrap(text, width, size, bold)), size, bold, muted)


class Drawing(Protocol):
    """A chart, or what stands in for one while its parts are gathered."""

    def add_shape(self, **shape: Any) -> Any:
        """Take a shape as ``go.Figure.add_shape`` does."""

    def add_annotation(self, **annotation: Any) -> Any:
        """Take a label as ``go.Figure.add_annotation`` does."""

    def add_trace(self, trace: dict[str, Any]) -> Any:
        """Take a trace as ``go.Figure.add_trace`` does."""


def count_fitting(total: int, fits: Callable[[int], bool]) -> int:
    """Return how many of *total* things fit, from the first, where fewer fit whenever more do."""
    low, high = 0, total
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def use_pixels(chart: go.Figure, look: Look, height: float) -> None:
    """Let both axes count pixels of the room, from its upper left corner."""
    chart.update_xaxes(range=[0, look.width])
    chart.update_yaxes(range=[height, 0])


def new_chart(look: Look, height: int | None = None) -> go.Figure:
    """Return an empty chart of this look: axes hidden, ranges in pixels of the room where the builder wants it."""
    tall = look.height if look.fixed or height is None else height
    chart = go.Figure(layout={"template": theme.template(look.mode, look.label_size), "height": tall})
    # Marks are placed one by one; Plotly's default would move bars of one row apart.
    chart.update_layout(barmode="overlay")
    chart.update_xaxes(visible=False, fixedrange=True)
    chart.update_yaxes(visible=False, fixedrange=True)
    return chart


def add_label(
    chart: Drawing,
    x: float,
    y: float,
    text: str,
    look: Look,
    *,
    size: float | None = None,
    bold: bool = False,
    strong: str = "",
    colour: str | None = None,
    xanchor: str = "left",
    yanchor: str = "middle",
    xref: str = "x",
    yref: str = "y",
    align: str = "left",
) -> None:
    """Write *text* (plain, already wrapped with newlines) into the chart at a point; *strong* is a bold beginning."""
    shown = theme.plain(text.removeprefix(strong)).replace("\n", "<br>")
    if strong and text.startswith(strong):
        shown = f"<b>{theme.plain(strong)}</b>{shown}"
    chart.add_annotation(
        x=x,
        y=y,
        xref=xref,
        yref=yref,
        text=f"<b>{shown}</b>" if bold else shown,
        showarrow=False,
        xanchor=xanchor,
        yanchor=yanchor,
        align=align,
        # Without these the words begin 2 px beside the point, and beside the bar they belong to.
        borderwidth=0,
        borderpad=0,
        font={"size": size or look.label_size, "color": colour or look.palette.ink},
    )


def select_figures(tables: Tables, *indicators: str, unit: str | None = None) -> pd.DataFrame:
    """Return the described figures of these indicators, or of all indicators with this unit."""
    rows = tables.described
    return rows[rows["unit"] == unit] if unit else rows[rows["indicator"].isin(indicators)]


def source_lines(rows: pd.DataFrame) -> tuple[str, ...]:
    """Return the source line of each distinct chain among *rows* of ``Tables.described``."""
    return tuple(list_short_notes(rows))


def hover_text(row: Mapping[str, Any]) -> str:
    """Return the hover text of one described figure: number, scope, who says so. Nothing stands only here."""
    return f"<b>{theme.plain(state_figure(row))}</b><br>{theme.plain(write_short_note(row))}"
