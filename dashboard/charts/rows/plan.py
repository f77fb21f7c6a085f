"""Which room the words of lines take, and where each line and its mark stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dashboard.charts.base import ChartError, Look, TextBlock, set_text
from dashboard.charts.points import Scale, fit_scale, last_number, reach_of

# Below this width the words stand above their mark, not beside it.
BESIDE_FROM = 600
SMALL_TEXT, SMALLER = 14, 2
# In a picture all its words grow so many times where that breaks no line more.
LARGER_WORDS = (1.375, 1.25, 1.125)
NUMBER_MORE = 3
EDGE, GUTTER, GAP, TOP = 8.0, 18.0, 12.0, 4.0
BETWEEN = 7.0
# How near to a number a ring may stand.
RING = 9.0
MARK_HEIGHT = 26.0
AXIS_HEIGHT = 24.0
# How wide the words may be beside their marks: in em, in shares of the room, and at least in pixels.
MOST_LABEL, MOST_SHARE, LEAST_LABEL = 27.0, 0.44, 200.0
# How far apart rows may drift where a picture has room to spare.
MOST_SPREAD = 64.0


@dataclass(frozen=True)
class Line:
    """One line: a voice, what its number counts, the described figure, and its other numbers in words and rings.

    ``marked`` sets it on grey, ``heading`` stands above it, ``number_before`` writes its number before the mark.
    """

    name: str
    scope: str
    row: Mapping[str, Any]
    carrier: str = ""
    others: tuple[Mapping[str, Any], ...] = ()
    other_words: str = ""
    marked: bool = False
    heading: str = ""
    number_before: bool = False


@dataclass(frozen=True)
class Style:
    """How much room the words take: side by side or stacked, large or small, the scope beneath or on the line."""

    left: float
    size: float
    beside: bool
    gap: float
    flat: bool = False
    mark: float = MARK_HEIGHT
    edge: float = EDGE


@dataclass(frozen=True)
class SetLine:
    """A line with its words set for a style."""

    line: Line
    words: tuple[TextBlock, ...]
    inline: TextBlock | None
    below: TextBlock | None
    heading: TextBlock | None
    style: Style

    @property
    def height(self) -> float:
        """How high the line is, its heading included, in pixels."""
        words = sum(block.height for block in self.words)
        mark = self.style.mark + (self.below.height if self.below else 0)
        body = max(words, mark) if self.style.beside else words + mark
        return body + (self.heading.height + GAP / 2 if self.heading else 0)


def _list_styles(lines: Sequence[Line], look: Look) -> list[Style]:
    """Return the styles to try, the most legible first; only a picture falls back to smaller type."""
    most = min(MOST_LABEL * look.label_size, look.width * MOST_SHARE)
    left = min(max(max(_measure_words(line, look) for line in lines), LEAST_LABEL), most)
    beside = look.width >= BESIDE_FROM
    # Only a line on grey keeps its words off the edge.
    edge = EDGE if any(line.marked for line in lines) else 0.0
    usual = Style(left if beside else look.width - 2 * edge, look.label_size, beside, GAP, edge=edge)
    if not look.fixed:
        return [usual]
    small = replace(usual, size=SMALL_TEXT, gap=5.0)
    flat = replace(small, left=look.width * 0.56, gap=3.0, flat=True, mark=21.0)
    return [usual, replace(usual, gap=6.0), small, flat]


def small_of(look: Look) -> float:
    """Return the size of what stands beside a name."""
    return max(SMALL_TEXT, look.label_size - SMALLER)


def _measure_words(line: Line, look: Look) -> float:
    small = small_of(look)
    named = look.measure(line.name, bold=True) + BETWEEN + look.measure(line.carrier, small)
    return max(named, look.measure(line.scope, small)) + 4


def fit_lines(lines: Sequence[Line], look: Look) -> tuple[list[SetLine], float, Look]:
    """Return the lines in the most legible style that fits, how far apart they drift in a picture, and their look.

    Raises :class:`ChartError` where a picture has not the room.
    """
    if look.fixed and (larger := _enlarge(lines, look)):
        return larger
    for style in _list_styles(lines, look):
        sets = [_set_line(line, style, look) for line in lines]
        if not look.fixed or measure_lines(sets) <= look.height:
            return sets, _spread(sets, look) if look.fixed else 0.0, look
    held = next((n for n in range(len(sets), 0, -1) if measure_lines(sets[:n]) <= look.height), 0)
    raise ChartError(
        f"{held} of {len(lines)} lines fit legibly into {look.width} × {look.height} pixels: "
        "choose a narrower scope, fewer sources or a larger picture"
    )


def _enlarge(lines: Sequence[Line], look: Look) -> tuple[list[SetLine], float, Look] | None:
    """Return the lines in larger type, or None where that has not the room or breaks a line more."""
    usual = [_set_line(line, _list_styles(lines, look)[0], look) for line in lines]
    for share in LARGER_WORDS:
        larger = replace(look, label_size=round(look.label_size * share))
        sets = [_set_line(line, _list_styles(lines, larger)[0], larger) for line in lines]
        if measure_lines(sets) <= look.height and _count_lines(sets) <= _count_lines(usual):
            return sets, _spread(sets, look), larger
    return None


def _count_lines(sets: Sequence[SetLine]) -> int:
    return sum(len(block.lines) for one in sets for block in (*one.words, one.heading) if block)


def _spread(sets: Sequence[SetLine], look: Look) -> float:
    return min(MOST_SPREAD, max(0.0, look.height - measure_lines(sets)) / len(sets))


def _set_line(line: Line, style: Style, look: Look) -> SetLine:
    small = small_of(look)
    name = set_text(line.name, style.left, look, size=style.size, bold=True)
    behind = " · ".join(part for part in (line.carrier, line.scope) if part) if style.flat else line.carrier
    ends = look.measure(name.lines[-1], style.size, bold=True) + BETWEEN + look.measure(behind, small)
    inline = bool(behind) and ends <= style.left
    carrier = set_text(behind, style.left, look, size=small, muted=True)
    words = [name] if inline or not behind else [name, carrier]
    if line.scope and not style.flat:
        words.append(set_text(line.scope, style.left, look, size=small))
    room = look.width - style.edge * 2 - (style.left + GUTTER if style.beside else 0)
    below = set_text(line.other_words, room, look, size=small, muted=True) if line.other_words else None
    whole = style.left if style.beside else look.width - 2 * style.edge
    heading = set_text(line.heading, whole, look, bold=True) if line.heading else None
    return SetLine(line, tuple(words), carrier if inline else None, below, heading, style)


def measure_lines(sets: Sequence[SetLine]) -> float:
    """Return how high the lines and their axis are, in pixels."""
    return TOP + sum(one.height + one.style.gap for one in sets) + AXIS_HEIGHT


def stack_lines(sets: Sequence[SetLine], spread: float) -> list[float]:
    """Return where each line begins."""
    tops, top = [], TOP + spread / 2
    for one in sets:
        tops.append(top)
        top += one.height + one.style.gap + spread
    return tops


def head_height(one: SetLine) -> float:
    """Return how high the heading of a line is, 0 where it has none."""
    return one.heading.height + GAP / 2 if one.heading else 0


def mark_height(one: SetLine, top: float) -> float:
    """Return the height of the mark: in the middle of the name, or beneath words that stand above it."""
    words = sum(block.height for block in one.words)
    if not one.style.beside:
        return top + head_height(one) + words + one.style.mark / 2
    return top + head_height(one) + (one.style.mark if one.below else one.height - head_height(one)) / 2


def fit_numbers(sets: Sequence[SetLine], look: Look) -> Scale:
    """Return the widest scale on which every mark has its number behind it."""
    style = sets[0].style
    left = style.edge + (style.left + GUTTER if style.beside else 0)
    size = look.label_size + NUMBER_MORE
    needs = [
        (last_number(one.line.row), reach_of(one.line.row) + 8 + look.measure(one.line.row["written"], size, bold=True))
        for one in sets
    ]
    needs += [(last_number(row), 12.0) for one in sets for row in one.line.others]
    return fit_scale(left + 6, look.width - EDGE - 4, needs)
