"""Where the buildings of each whole stand, how large they can be, and their labels beneath them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts import words
from dashboard.charts.base import (
    ChartError,
    Drawing,
    Look,
    TextBlock,
    count_fitting,
    new_chart,
    set_text,
    use_pixels,
)
from dashboard.charts.batch import Batch
from dashboard.charts.centres.wholes import Part, Whole
from dashboard.charts.icons import add_buildings
from dashboard.charts.marks import add_target_area
from dashboard.notes import name_count, write_chain

# Sizes of a building that are tried, in pixels, the largest first.
PITCHES = (
    280.0,
    240.0,
    208.0,
    180.0,
    158.0,
    140.0,
    122.0,
    106.0,
    92.0,
    80.0,
    70.0,
    60.0,
    52.0,
    45.0,
    39.0,
    34.0,
    29.0,
    25.0,
    21.0,
    18.0,
    15.0,
    12.0,
)
ON_PAGE, EASY, SMALLEST = 104.0, 34.0, PITCHES[-1]
# Where there is room, buildings in one row stand so many times their size apart: their labels have it too.
SPREAD = 1.6
# Of a building's place: what the building itself covers.
SHARE = 0.88
NARROWEST_COLUMN, MOST_COLUMNS, GUTTER = 290, 3, 40.0
GAP, BLOCK_GAP, LABEL_GAP, MOST_LABEL_LINES, LARGER, TEN = 8.0, 30.0, 10.0, 4, 1, 10
# How much larger than a label the number is set: as large as leaves the buildings easy to see.
EMPHASES, PAGE_EMPHASIS = (12, 8, 3), 4
# In a picture all its words grow so many times where the buildings stay as large as CLEAR.
LARGER_WORDS, CLEAR = (1.5, 1.25), 120.0
# Of the spare room of a picture: what stands above the first shelf, and what parts the shelves at most.
ABOVE, MOST_SPARE = 0.4, 40.0
# Half an outline, which would else be cut off at the edge.
EDGE = 1.5


@dataclass(frozen=True)
class Block:
    """One whole in a column *width* wide, its buildings *pitch* pixels apart."""

    whole: Whole
    texts: tuple[TextBlock, ...]
    width: float
    pitch: float
    look: Look

    @property
    def columns(self) -> int:
        """How many buildings stand in a row: all of them where they fit, else tens where these fit."""
        fit = max(1, int(self.width // self.pitch))
        if fit >= self.whole.total:
            return self.whole.total
        return fit // TEN * TEN if fit >= TEN else fit

    @property
    def step(self) -> float:
        """Pixels from one building to the next in a row."""
        wide = self.columns >= self.whole.total
        return min(self.pitch * SPREAD, (self.width - EDGE) / self.whole.total) if wide else self.pitch

    @property
    def breaks_words(self) -> bool:
        """True where words above the buildings take more than a line, or a label more than two."""
        above, labels = ([len(text.lines) for text in texts] for texts in (self.texts, self.beneath or self.listed))
        return max(above) > 1 or max(labels) > 2

    @property
    def text_height(self) -> float:
        """How high the words above are, in pixels."""
        return sum(block.height for block in self.texts) + GAP

    @property
    def icon_height(self) -> float:
        """How high the buildings are."""
        return math.ceil(self.whole.total / self.columns) * self.pitch

    @cached_property
    def beneath(self) -> tuple[TextBlock, ...] | None:
        """The labels right beneath their buildings, or None where one of them has not the room there."""
        if self.columns < self.whole.total:
            return None
        labels = []
        for at, part in enumerate(self.whole.parts):
            # The last label may use what room its buildings leave.
            end = self.width - sum(other.count for other in self.whole.parts[:at]) * self.step
            room = (end - EDGE if at == len(self.whole.parts) - 1 else part.count * self.step) - LABEL_GAP
            if max(self.look.measure(word, self.look.label_size + LARGER) for word in part.label.split()) > room:
                return None
            labels.append(set_text(part.label, room, self.look, size=self.look.label_size + LARGER))
        return tuple(labels) if all(len(label.lines) <= MOST_LABEL_LINES for label in labels) else None

    @cached_property
    def listed(self) -> tuple[TextBlock, ...]:
        """The labels as lines below, each beside a small building of its kind."""
        room = self.width - self.look.label_size * 1.8
        return tuple(set_text(part.label, room, self.look) for part in self.whole.parts)

    @cached_property
    def label_height(self) -> float:
        """How high the labels are."""
        beneath = self.beneath
        labels = [label.height for label in beneath or self.listed]
        return GAP + (max(labels) if beneath else sum(labels))

    @property
    def height(self) -> float:
        """How high the block is."""
        return self.text_height + self.icon_height + self.label_height


Layout = list[list[Block]]


def draw_wholes(wholes: Sequence[Whole], look: Look) -> go.Figure:
    """Draw the wholes in shelves of blocks; :class:`ChartError` says how many a picture has room for."""
    shelves = _fit(wholes, look)
    needed = _measure(shelves)
    height = look.height if look.fixed else math.ceil(needed) + 2
    chart = new_chart(look, height)
    use_pixels(chart, look, height)
    batch = Batch(chart)
    spare = max(0.0, height - needed)
    between = min(MOST_SPARE, spare / (len(shelves) + 1))
    top = (spare - between * (len(shelves) - 1)) * ABOVE
    for shelf in shelves:
        icons = top + max(block.text_height for block in shelf)
        for number, block in enumerate(shelf):
            _draw_block(batch, block, number * (block.width + GUTTER), top, icons)
        top += _shelf_height(shelf) + BLOCK_GAP + between
    return batch.finish()


def _measure(shelves: Layout) -> float:
    return sum(map(_shelf_height, shelves)) + BLOCK_GAP * (len(shelves) - 1)


def _shelf_height(shelf: Sequence[Block]) -> float:
    return max(block.text_height for block in shelf) + max(block.icon_height + block.label_height for block in shelf)


def _fit(wholes: Sequence[Whole], look: Look) -> Layout:
    if not look.fixed:
        columns = max(1, min(len(wholes), look.width // (NARROWEST_COLUMN + 90), MOST_COLUMNS))
        return _shelve(wholes, columns, ON_PAGE, PAGE_EMPHASIS, look)
    for share in LARGER_WORDS:
        larger = replace(look, label_size=round(look.label_size * share))
        found = _find_layout(wholes, EMPHASES[0], CLEAR, larger)
        if found and not any(block.breaks_words for shelf in found for block in shelf):
            return found
    for emphasis in EMPHASES:
        found = _find_layout(wholes, emphasis, SMALLEST if emphasis == EMPHASES[-1] else EASY, look)
        if found:
            return found
    fit = count_fitting(
        len(wholes) - 1, lambda number: _find_layout(wholes[:number], EMPHASES[-1], SMALLEST, look) is not None
    )
    raise ChartError(
        f"{fit} of {len(wholes)} wholes fit legibly into {look.width} × {look.height} pixels: "
        "narrow the filters or choose a larger picture"
    )


def _find_layout(wholes: Sequence[Whole], emphasis: float, smallest: float, look: Look) -> Layout | None:
    """Return the layout with the largest buildings that fits, in as few columns as that takes."""
    most = max(1, min(len(wholes), look.width // NARROWEST_COLUMN, MOST_COLUMNS))
    for pitch in (pitch for pitch in PITCHES if pitch >= smallest):
        for columns in range(1, most + 1):
            shelves = _shelve(wholes, columns, pitch, emphasis, look)
            if _measure(shelves) <= look.height and all(
                block.pitch >= smallest for shelf in shelves for block in shelf
            ):
                return shelves
    return None


def _shelve(wholes: Sequence[Whole], columns: int, pitch: float, emphasis: float, look: Look) -> Layout:
    width = (look.width - GUTTER * (columns - 1)) / columns
    blocks = [_make_block(whole, width, pitch, emphasis, look) for whole in wholes]
    return [blocks[at : at + columns] for at in range(0, len(blocks), columns)]


def _make_block(whole: Whole, width: float, pitch: float, emphasis: float, look: Look) -> Block:
    first = whole.rows[0]
    texts = (
        set_text(words.capitalise(name_count(first)), width, look, size=look.label_size + emphasis, bold=True),
        set_text(words.say_scope(first), width, look),
        set_text(write_chain(first), width, look, muted=True),
    )
    # Few buildings stand in one row, for that row is the whole.
    widest = (width - EDGE) / min(TEN, whole.total)
    return Block(whole, texts, width, min(pitch, widest), look)


def _draw_block(chart: Drawing, block: Block, x: float, top: float, icons: float) -> None:
    look = block.look
    for text in block.texts:
        top = text.draw(chart, x, top, look)
    size = block.pitch * SHARE
    # The first building begins where the words above it begin.
    left = x - size * 0.1 + EDGE
    places = [divmod(number, block.columns) for number in range(block.whole.total)]
    corners = [(left + at * block.step, icons + line * block.pitch) for line, at in places]
    beneath, start, foot = block.beneath, 0, icons + block.icon_height + GAP
    for at, part in enumerate(block.whole.parts):
        mine = corners[start : start + part.count]
        _draw_part(chart, part, mine, size, block.whole.has_houses, look)
        if beneath:
            _draw_beneath(chart, beneath[at], mine, size, foot, look)
        else:
            foot = _draw_listed(chart, part, block.listed[at], x, foot, block.whole.has_houses, look)
        start += part.count


def _colour(part: Part, look: Look) -> str:
    return look.palette.muted if part.state == "other" else theme.colour_of(part.row["indicator"], look.mode)


def _draw_part(chart: Drawing, part: Part, corners: list, size: float, is_house: bool, look: Look) -> None:
    add_buildings(chart, corners, size, part.state, _colour(part, look), look, is_house)
    for _, row_corners in _list_lines(corners):
        (x0, y0), (x1, _) = row_corners[0], row_corners[-1]
        add_target_area(chart, part.row, x0, x1 + size, y0, y0 + size)


def _list_lines(corners: Sequence[tuple[float, float]]) -> list[tuple[float, list[tuple[float, float]]]]:
    lines: dict[float, list[tuple[float, float]]] = {}
    for corner in corners:
        lines.setdefault(corner[1], []).append(corner)
    return list(lines.items())


def _draw_beneath(chart: Drawing, label: TextBlock, corners: list, size: float, top: float, look: Look) -> None:
    x0, x1 = (corner[0] + size * share for corner, share in ((corners[0], 0.1), (corners[-1], 0.9)))
    line = {"color": look.palette.border, "width": 1.5}
    chart.add_shape(type="line", x0=x0, x1=x1, y0=top - GAP / 2, y1=top - GAP / 2, line=line)
    label.draw(chart, x0, top, look)


def _draw_listed(
    chart: Drawing, part: Part, label: TextBlock, x: float, top: float, is_house: bool, look: Look
) -> float:
    size = look.label_size * 1.15
    add_buildings(chart, [(x - size * 0.1, top)], size, part.state, _colour(part, look), look, is_house)
    return label.draw(chart, x + look.label_size * 1.8, top, look)
