"""The layout of a picture: title, subtitle, chart, source, note and standing line, all measured before they are set."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.base import ChartError, ChartKind, Look, SourcedChart
from dashboard.export.faults import PictureError
from dashboard.export.words import (
    BETWEEN_NOTES,
    PADDING,
    SUBTITLE_SIZE,
    UNDER_TITLE,
    Block,
    Frame,
    fit_title,
    set_note,
    stack_height,
    wrap_words,
)
from dashboard.notes import STANDING_LINE
from dashboard.tables import Tables
from dashboard.theme import Mode

LABEL_SIZE = 16
SMALLEST_ROOM = 220


@dataclass(frozen=True)
class Preset:
    """A kind of picture: laid out at ``width`` × ``height``, drawn ``scale`` times as large."""

    id: str
    width: int
    height: int
    purpose: str
    scale: float = 1.5

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height of the file in pixels."""
        return round(self.width * self.scale), round(self.height * self.scale)


PRESETS = {
    preset.id: preset
    for preset in (
        Preset("slide", 1280, 720, "a deck"),
        Preset("document", 1200, 900, "a report, half a page at 300 dpi"),
        Preset("square", 720, 720, "a message, social media"),
    )
}


def find_preset(name: str) -> Preset:
    """Return a preset by its id; raises :class:`PictureError` naming the known ones."""
    if name not in PRESETS:
        raise PictureError(f"preset {name!r}, expected one of {', '.join(PRESETS)}")
    return PRESETS[name]


def lay_out(
    kind: ChartKind | Callable[[Tables, Look], SourcedChart],
    tables: Tables,
    preset: str = "slide",
    mode: Mode = "light",
    filter_text: str = "",
) -> tuple[go.Figure, SourcedChart]:
    """Build a chart for exactly the room that title, sources and note leave it, and set them around it.

    Returns the whole picture as a Plotly chart of fixed size, and the chart it was made from. Raises
    :class:`PictureError` where the text leaves less than ``SMALLEST_ROOM`` px or the chart is not legible in it.
    """
    size = find_preset(preset)
    build = kind.build if isinstance(kind, ChartKind) else kind
    look = Look(mode=mode, label_size=LABEL_SIZE)
    width = size.width - 2 * PADDING
    key = (build, tables.view_hash, preset, filter_text)
    room = _ROOMS.get(key, size.height - 2 * PADDING)
    # Title and sources are known only from a built chart; the second build has the room they leave.
    for _ in range(3):
        sourced = _build_for(build, tables, look.at(width, room), size)
        frame = _set_text(sourced, width, tables, look, filter_text)
        left = size.height - frame.top - frame.bottom
        if left == room:
            break
        room = left
        _check_room(sourced, room, size)
    _remember_room(key, room)
    return _compose(sourced, frame, size), sourced


# The room that the text of a picture left when it was last laid out. A guess for the next time, always checked;
# where it is right, as for the same picture in dark, the chart is built once instead of twice.
_ROOMS: dict[object, int] = {}
_MAX_ROOMS = 1000


def _remember_room(key: object, room: int) -> None:
    if len(_ROOMS) >= _MAX_ROOMS:
        _ROOMS.clear()
    _ROOMS[key] = room


def _build_for(build: Callable[[Tables, Look], SourcedChart], tables: Tables, look: Look, size: Preset) -> SourcedChart:
    try:
        sourced = build(tables, look)
    except ChartError as error:
        raise PictureError(f"not legible as a {size.id} picture: {error}") from error
    if sourced.min_width > look.width:
        raise PictureError(
            f"{sourced.id}: needs {sourced.min_width} px of width, a {size.id} picture has {look.width}; "
            "choose a wider preset or fewer sources"
        )
    return sourced


def _check_room(sourced: SourcedChart, room: int, size: Preset) -> None:
    if room < SMALLEST_ROOM:
        raise PictureError(
            f"{sourced.id}: title, note and {len(sourced.sources)} source lines leave {max(room, 0)} px of height "
            f"in a {size.id} picture, expected at least {SMALLEST_ROOM}; choose fewer sources or another preset"
        )


def short_id(chart: str, tables: Tables, filter_text: str = "") -> str:
    """Return the eight hex digits that name this chart of these figures; they change when a figure does."""
    return hashlib.sha256("\n".join((chart, tables.figures_hash, filter_text)).encode()).hexdigest()[:8]


def _set_text(sourced: SourcedChart, width: float, tables: Tables, look: Look, filter_text: str) -> Frame:
    colours = look.palette
    head = [fit_title(sourced.title, width, colours.ink)]
    if sourced.subtitle:
        head.append(Block(tuple(wrap_words(sourced.subtitle, SUBTITLE_SIZE, width)), SUBTITLE_SIZE, colours.muted))
    standing = " · ".join((STANDING_LINE, tables.title, short_id(sourced.id, tables, filter_text)))
    parts = [("Source:", "; ".join(sourced.sources)), ("Note:", sourced.note), ("", standing)]
    foot = [set_note(label, text, width, colours.muted) for label, text in parts if text]
    return Frame(tuple(head), tuple(foot))


def _compose(sourced: SourcedChart, frame: Frame, size: Preset) -> go.Figure:
    """Put the built chart into a picture; margins that the chart keeps for itself stay inside its room."""
    chart = sourced.chart
    own = _own_margins(chart)
    chart.update_layout(
        width=size.width,
        height=size.height,
        autosize=False,
        margin={
            "l": PADDING + own["l"],
            "r": PADDING + own["r"],
            "t": frame.top + own["t"],
            "b": frame.bottom + own["b"],
            "pad": 0,
            "autoexpand": False,
        },
    )
    first = size.height - PADDING - stack_height(frame.foot, BETWEEN_NOTES)
    texts = [
        *_place_blocks(frame.head, PADDING, UNDER_TITLE, own, frame.top),
        *_place_blocks(frame.foot, first, BETWEEN_NOTES, own, frame.top),
    ]
    # All at once: Plotly checks every annotation there is each time one is added.
    chart.layout.annotations = (*chart.layout.annotations, *texts)
    return chart


def _own_margins(chart: go.Figure) -> dict[str, float]:
    own, template = chart.layout.margin, chart.layout.template.layout.margin
    return {side: next((m for m in (own[side], template[side]) if m is not None), 0) for side in "lrtb"}


def _place_blocks(
    blocks: tuple[Block, ...], y: float, gap: float, own: dict[str, float], room_top: float
) -> Iterator[dict[str, Any]]:
    """Yield an annotation a block, the first one *y* pixels below the upper edge."""
    for block in blocks:
        yield {
            "xref": "paper",
            "yref": "paper",
            "x": 0,
            "y": 1,
            "xanchor": "left",
            "yanchor": "top",
            # Paper coordinates begin at the plotted area; the shift is in pixels from there.
            "xshift": -own["l"],
            "yshift": room_top + own["t"] - y,
            "text": block.as_html(),
            "align": "left",
            "showarrow": False,
            "borderpad": 0,
            "borderwidth": 0,
            "font": {"size": block.size, "color": block.colour},
        }
        y += block.height + gap
