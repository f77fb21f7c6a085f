"""How much room a slide leaves its chart: title, subtitle and note are measured, the chart gets what is left."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from dashboard.charts import Look, SourcedChart
from dashboard.notes import STANDING_LINE
from dashboard.theme import Mode
from dashboard.typography import wrap_text

# The stage every slide is laid out on; style.css scales it to the screen, so these sizes are those at 1280 × 720.
WIDTH, HEIGHT = 1280, 720
SIDE = 28
ROOM = WIDTH - 2 * SIDE
TOP, BOTTOM = 18, 8
QUESTION_SIZE = 19
SUBTITLE_SIZE = 21
NOTE_SIZE = 15
NAVIGATION = 48
UNDER_HEAD, OVER_NOTE = 10, 8
LINE_SPACING = 1.3
# The title holds the number, so it is as large as four metres ask for, unless the chart then gets too little room.
LARGE_TITLE, TITLE_SIZES = 40, (34, 32, 30)
# Labels as large as the chart allows; smaller ones cannot be read from four metres.
LABEL_SIZES = (22, 20, 19, 18)
COMFORTABLE_ROOM, SMALLEST_ROOM = 360, 260
# A first guess; too much room makes no chart illegible, and the second drawing knows better.
FIRST_ROOM = 500


# Below this width of a page slides are no stage: they follow each other down the screen.
SMALLEST_STAGE = 700


@dataclass(frozen=True)
class Staged:
    """A chart drawn for its slide.

    ``kind`` is fixed where it fits the room, tall where it does not, so that the slide scrolls, and phone where it
    is drawn for a narrow screen, which scrolls anyway.
    """

    drawn: SourcedChart | str
    title_size: int
    height: int
    kind: Literal["fixed", "tall", "phone"] = "fixed"


def write_note(drawn: SourcedChart) -> list[tuple[str, str]]:
    """Return the parts of the note at the foot as (label, text); the last, without a label, is the standing line."""
    parts = [("Source:", "; ".join(drawn.sources)), ("Note:", drawn.note), ("", f"{STANDING_LINE}.")]
    return [(label, text) for label, text in parts if text]


def choose_title_size(title: str) -> int:
    """Return the largest of the smaller sizes at which the title takes no more lines than at the smallest."""
    lines = [len(wrap_text(title, size, ROOM, bold=True)) for size in TITLE_SIZES]
    return next(size for size, count in zip(TITLE_SIZES, lines, strict=True) if count == lines[-1])


def measure_room(drawn: SourcedChart, title_size: int) -> int:
    """Return the height in pixels that question, title, subtitle, note and navigation leave the chart."""
    head = _high(drawn.question, QUESTION_SIZE) + _high(drawn.title, title_size, bold=True)
    head += _high(drawn.subtitle, SUBTITLE_SIZE) if drawn.subtitle else 0
    foot = _high(" ".join(f"{label} {text}" for label, text in write_note(drawn)), NOTE_SIZE)
    return math.floor(HEIGHT - TOP - head - UNDER_HEAD - OVER_NOTE - foot - NAVIGATION - BOTTOM)


def _high(text: str, size: float, bold: bool = False) -> float:
    return len(wrap_text(text, size, ROOM, bold)) * size * LINE_SPACING


def stage_chart(draw: Callable[[Look], SourcedChart | str], mode: Mode) -> Staged:
    """Draw a chart for exactly the room its own words leave it, with title and labels as large as it can take.

    *draw* returns the chart or the words that say why it is not legible. Where no size of label is, or the note
    leaves too little room, the chart takes the height it needs and the slide scrolls.
    """
    attempts = [(LABEL_SIZES[0], LARGE_TITLE, COMFORTABLE_ROOM), *((size, None, SMALLEST_ROOM) for size in LABEL_SIZES)]
    for label_size, title_size, least in attempts:
        staged = _fit(draw, Look(mode, ROOM, FIRST_ROOM, label_size, fixed=True), title_size, least)
        if staged:
            return staged
    drawn = draw(Look(mode, ROOM, SMALLEST_ROOM, LABEL_SIZES[-1]))
    if isinstance(drawn, str):
        return Staged(drawn, TITLE_SIZES[-1], 0, "tall")
    return Staged(drawn, choose_title_size(drawn.title), int(drawn.chart.layout.height), "tall")


def draw_for_phone(draw: Callable[[Look], SourcedChart | str], mode: Mode, width: int) -> Staged:
    """Draw a chart as narrow as a phone and as tall as it wants to be."""
    drawn = draw(Look(mode, width))
    return Staged(drawn, TITLE_SIZES[-1], 0 if isinstance(drawn, str) else int(drawn.chart.layout.height), "phone")


def _fit(draw: Callable[[Look], SourcedChart | str], look: Look, title_size: int | None, least: int) -> Staged | None:
    """Draw until the chart fits the room its words leave: what they are is known only from a drawn chart.

    A note may tell more of a larger chart, so that the room would change for ever; after the second drawing the
    chart only shrinks.
    """
    for attempt in range(5):
        drawn = draw(look)
        if isinstance(drawn, str):
            return None
        size = title_size or choose_title_size(drawn.title)
        room = measure_room(drawn, size)
        if room == look.height or (room > look.height and attempt):
            return Staged(drawn, size, look.height)
        if room < least:
            return None
        look = look.at(ROOM, room)
    return None
