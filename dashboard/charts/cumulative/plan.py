"""How the counts of longer windows are named, and where their words stand beside their ends."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.charts.base import ChartError, Look, TextBlock, set_text
from dashboard.charts.spread import NOBODY
from dashboard.compare import Chain, Topic
from dashboard.compare.words import Labels, join_words, write_window_short

SMALL_TEXT = 14
EDGE, TOP, DAYS_HEIGHT = 8.0, 24.0, 30.0
LEADER, LEAST_PLOT, MOST_LABEL = 34.0, 260.0, 640.0
ON_PAGE = 480


@dataclass(frozen=True)
class Style:
    """How the words of a count are set: their column, their size, and whether they stand on one line."""

    column: float
    size: float
    flat: bool
    gap: float


@dataclass(frozen=True)
class Label:
    """The words of one count, and the height of the point they belong to."""

    chain: Chain
    blocks: tuple[TextBlock, ...]
    gap: float

    @property
    def height(self) -> float:
        """How high the words are with the gap below them, in pixels."""
        return sum(block.height for block in self.blocks) + self.gap


def _name_count(chain: Chain, labels: Labels) -> str:
    voice = labels.short_speakers[chain.voice] if chain.last.first.credited else NOBODY
    return voice if chain.last.first.credited else f"{voice} → {chain.last.first.publisher}"


def _tell_count(chain: Chain, topic: Topic, labels: Labels) -> str:
    """Tell what a count counts: its group and place where they are not those asked for, and its days."""
    parts = [labels.groups[chain.group]] if chain.group and chain.group != topic.group else []
    parts += [labels.places[chain.place]] if chain.place != topic.place else []
    if len(chain.tolls) == 1:
        parts.append(write_window_short(chain.start, chain.last.first.end))
    else:
        ends = [write_window_short(None, toll.first.end).removeprefix("until ") for toll in chain.tolls]
        parts.append(f"from {write_window_short(chain.start, None).removeprefix('from ')} to {join_words(ends)}")
    return " · ".join(parts)


def _set_label(chain: Chain, topic: Topic, labels: Labels, style: Style, look: Look) -> Label:
    numbers = ", ".join(dict.fromkeys(toll.first.written for toll in chain.tolls))
    name, told = _name_count(chain, labels), _tell_count(chain, topic, labels)
    if style.flat:
        # In bold a number is a little wider than it is measured with the rest.
        more = look.measure(numbers, style.size, bold=True) - look.measure(numbers, style.size)
        words = set_text(f"{numbers} {name} · {told}", style.column - more, look, size=style.size)
        blocks = [replace(words, strong=numbers)]
    else:
        blocks = [
            set_text(f"{numbers} {name}", style.column, look, size=style.size, bold=True),
            set_text(told, style.column, look, size=SMALL_TEXT, muted=True),
        ]
    return Label(chain, tuple(blocks), style.gap)


def _list_styles(look: Look) -> list[Style]:
    room = look.width - 2 * EDGE - LEADER
    usual = Style(min(room * 0.42, 380.0), look.label_size, flat=False, gap=10.0)
    if not look.fixed:
        return [usual]
    small = replace(usual, size=SMALL_TEXT, gap=5.0)
    return [usual, small, Style(min(room - LEAST_PLOT, MOST_LABEL), SMALL_TEXT, flat=True, gap=2.0)]


def fit_labels(chains: Sequence[Chain], topic: Topic, labels: Labels, look: Look) -> tuple[list[Label], Style, float]:
    """Return the words of each count, the style they are set in and the height of the chart.

    Raises :class:`ChartError` where a picture has not the room.
    """
    for style in _list_styles(look):
        set_ = [_set_label(chain, topic, labels, style, look) for chain in chains]
        needed = sum(label.height for label in set_) + TOP
        if not look.fixed:
            return set_, style, max(ON_PAGE, math.ceil(needed + DAYS_HEIGHT))
        if needed <= look.height and style.column > 0:
            return set_, style, look.height
    held, high = 0, TOP
    for label in set_:
        high += label.height
        held += high <= look.height
    raise ChartError(
        f"{held} of {len(chains)} counts fit legibly into {look.width} × {look.height} pixels: "
        "choose a narrower scope, fewer sources or a larger picture"
    )


def spread_apart(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Return where blocks begin that want to begin at *wanted* (rising), as near to it as none overlapping allows."""
    groups: list[tuple[float, float, int]] = []
    for want, height in zip(wanted, heights, strict=True):
        groups.append((want, height, 1))
        while len(groups) > 1 and groups[-2][0] + groups[-2][1] > groups[-1][0]:
            (above, high, number), (below, low, more) = groups[-2:]
            start = (above * number + (below - high) * more) / (number + more)
            groups[-2:] = [(start, high + low, number + more)]
    tops, at = [], 0
    for start, high, number in groups:
        begin = max(top, min(start, bottom - high))
        for height in heights[at : at + number]:
            tops.append(begin)
            begin += height
        at += number
    return _push_inside(tops, heights, top, bottom)


def _push_inside(tops: list[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Return *tops* moved down and then up until none leaves the room or meets the next."""
    moved = list(tops)
    for at in range(len(moved)):
        moved[at] = max(moved[at], top if at == 0 else moved[at - 1] + heights[at - 1])
    for at in reversed(range(len(moved))):
        below = bottom if at == len(moved) - 1 else moved[at + 1]
        moved[at] = min(moved[at], below - heights[at])
    return moved
