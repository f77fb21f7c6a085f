"""Where speakers, carriers and publishers stand, measured so that no label meets another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from dashboard.charts.base import ChartError, Look
from dashboard.charts.sheet import count_fitting, list_sizes, list_widths, stack_height, wrap_strong
from dashboard.charts.told import name_figure
from dashboard.notes import count_words

HEADINGS = ("Speaker", "Carried by", "Published by")
DIRECT = "no agency named"

PAD = 6
# Shares of the width: what the speakers and a box may take at most, and what each row of ribbons needs.
# Where speakers have but a line each, their names may take more.
LEFT_SHARE, BOX_SHARE, RIBBON_SHARE = 0.52, 0.15, 0.08
LEFT_SHARE_CLOSE, RIBBON_SHARE_CLOSE = 0.62, 0.05
TIGHT, LOOSE, WIDEST = 5, 16, 60
LEAST_SHARE, LEAST_LEFT = 0.2, 170
THICK, THIN = 10, 3
BETWEEN = 8
# The ways to label a speaker, from the most to the least that is said of its figures.
DETAILED, WRITTEN, COUNTED = "each figure on a line", "the figures after the name", "how many figures"
# On a page, too, more lines than this are no longer a picture.
MOST_LINES = 36


@dataclass(frozen=True)
class Figure:
    """One described figure with the names of its carrier and its publisher."""

    row: Mapping[str, Any]
    carrier: str
    publisher: str


@dataclass(frozen=True)
class Line:
    """One line of a speaker's label, bold as far as *strong* goes, set in by *indent* pixels.

    A ribbon begins at *end*; 0 where none begins beside the line.
    """

    text: str
    strong: str = ""
    indent: float = 0
    end: float = 0


@dataclass(frozen=True)
class Speaker:
    """A speaker with its figures; *starts* tells at which line of the label each ribbon begins, and how far right."""

    name: str
    figures: tuple[Figure, ...]
    lines: tuple[Line, ...] = ()
    starts: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class Box:
    """A carrier or a publisher, and where it stands."""

    name: str
    lines: tuple[str, ...]
    height: float
    top: float = 0.0


@dataclass(frozen=True)
class Plan:
    """Where everything goes at one type size, in pixels."""

    size: float
    width: float
    left: float
    middle: float
    right: float
    pad: float
    unit: float
    speakers: tuple[Speaker, ...]
    carriers: tuple[Box, ...]
    publishers: tuple[Box, ...]

    @property
    def header(self) -> float:
        """How high the headings of the columns are."""
        return stack_height(1, self.size) + PAD

    @property
    def left_height(self) -> float:
        """How high the speakers are."""
        return sum(self.height_of(speaker) for speaker in self.speakers)

    @property
    def height(self) -> float:
        """How high everything is."""
        stacks = (sum(box.height + BETWEEN for box in boxes) for boxes in (self.carriers, self.publishers))
        return self.header + max(self.left_height, *stacks)

    @property
    def columns(self) -> tuple[tuple[float, float], ...]:
        """Where carriers and publishers begin and end."""
        middle = self.left + (self.width - self.left - self.middle - self.right) / 2
        return (middle, middle + self.middle), (self.width - self.right, self.width - 1)

    def height_of(self, speaker: Speaker) -> float:
        """Return how high a speaker is: its label, or its ribbons where they are more."""
        return max(stack_height(len(speaker.lines), self.size), self.unit * len(speaker.figures)) + self.pad


def find_plan(speakers: Sequence[Speaker], look: Look) -> Plan:
    """Return the plan that says most of the figures, and of those the one with the largest type, that fits.

    Raises :class:`ChartError` where a picture is too small for all speakers.
    """
    many = sum(len(speaker.figures) for speaker in speakers) > MOST_LINES
    if plan := _try(speakers, look, (COUNTED,) if many else (DETAILED, WRITTEN, COUNTED)):
        return plan
    count = count_fitting(len(speakers), lambda number: _try(speakers[:number], look, (COUNTED,)) is not None)
    raise ChartError(
        f"{count} of {len(speakers)} speakers fit into {look.width} × {look.height} pixels: "
        "choose fewer sources, or a larger picture"
    )


def _try(speakers: Sequence[Speaker], look: Look, ways: Iterable[str]) -> Plan | None:
    for width, way, size in product(list_widths(look), ways, list_sizes(look)):
        plan = _lay_out(speakers, look, width, size, way)
        if plan and (not look.fixed or plan.height <= look.height):
            return _spread(plan, look) if look.fixed else plan
    return None


def _lay_out(speakers: Sequence[Speaker], look: Look, width: float, size: float, way: str) -> Plan | None:
    """Return a plan in which boxes have no place yet, or None where the width is too little."""
    figures = [figure for speaker in speakers for figure in speaker.figures]
    carriers, publishers = Counter(f.carrier for f in figures), Counter(f.publisher for f in figures)
    middle = _box_width([*carriers, HEADINGS[1]], look, size, width)
    right = _box_width([*publishers, HEADINGS[2]], look, size, width)
    left, free = (LEFT_SHARE, RIBBON_SHARE) if way == DETAILED else (LEFT_SHARE_CLOSE, RIBBON_SHARE_CLOSE)
    room = min(width * left, width * (1 - 2 * free) - middle - right)
    if room < max(width * LEAST_SHARE, LEAST_LEFT):
        return None
    labelled = tuple(_label(speaker, look, size, room - 2 * PAD, way) for speaker in speakers)
    most = max(len(speaker.figures) for speaker in speakers)
    return Plan(
        size=size,
        width=width,
        left=min(room, max(_widest(speaker, look, size) for speaker in labelled) + PAD),
        middle=middle,
        right=right,
        pad=TIGHT if look.fixed else LOOSE,
        unit=(unit := THICK if way == DETAILED else max(THIN, min(THICK, 2 * size / most))),
        speakers=labelled,
        carriers=tuple(_make_box(name, count * unit, middle, look, size) for name, count in carriers.items()),
        publishers=tuple(_make_box(name, count * unit, right, look, size) for name, count in publishers.items()),
    )


def _box_width(names: Sequence[str], look: Look, size: float, width: float) -> float:
    widest = max(look.measure(name, size, bold=True) for name in names)
    word = max(look.measure(word, size, bold=True) for name in names for word in name.split())
    heading = max(look.measure(heading, size) for heading in HEADINGS[1:])
    return max(min(widest, width * BOX_SHARE), word, heading) + 3 * PAD


def _make_box(name: str, ribbons: float, width: float, look: Look, size: float) -> Box:
    lines = tuple(look.wrap(name, width - 2 * PAD, size, bold=True))
    return Box(name, lines, max(stack_height(len(lines), size), ribbons) + 2 * PAD)


def _label(speaker: Speaker, look: Look, size: float, room: float, way: str) -> Speaker:
    """Return the speaker with its label, and where its ribbons begin: beside their own words."""
    if way == DETAILED:
        return _label_each(speaker, look, size, room)
    count = len(speaker.figures)
    named = "; ".join(name_figure(figure.row) for figure in speaker.figures)
    said = named if way == WRITTEN else count_words(count, "figure", "figures")
    wrapped = wrap_strong(look, f"{speaker.name}: {said}", speaker.name, room, size)
    strong, lines = speaker.name, []
    for text in wrapped:
        lines.append(Line(text, strong if strong.startswith(text) or text.startswith(strong) else ""))
        strong = strong.removeprefix(text).lstrip() if strong.startswith(text) else ""
    end = max(look.measure(line.text, size, bold=bool(line.strong)) for line in lines) + PAD
    lines = [replace(line, end=end) for line in lines]
    return replace(speaker, lines=tuple(lines), starts=(((len(lines) - 1) / 2, end),) * count)


def _label_each(speaker: Speaker, look: Look, size: float, room: float) -> Speaker:
    lines = [Line(text, text) for text in look.wrap(speaker.name, room, size, bold=True)]
    starts = []
    for figure in speaker.figures:
        strong = figure.row["written"]
        wrapped = wrap_strong(look, name_figure(figure.row), strong, room - PAD, size)
        end = max(look.measure(text, size, bold=text.startswith(strong)) for text in wrapped) + 2 * PAD
        starts.append((len(lines) + (len(wrapped) - 1) / 2, end))
        lines += [Line(text, strong if at == 0 else "", PAD, end) for at, text in enumerate(wrapped)]
    return replace(speaker, lines=tuple(lines), starts=tuple(starts))


def _widest(speaker: Speaker, look: Look, size: float) -> float:
    lines = (line.indent + look.measure(line.text, size, bold=bool(line.strong)) for line in speaker.lines)
    return max(*lines, *(start for _, start in speaker.starts))


def _spread(plan: Plan, look: Look) -> Plan:
    """Give spare height to the gaps between speakers."""
    spare = (look.height - plan.header - plan.left_height) / len(plan.speakers)
    return replace(plan, pad=min(WIDEST, plan.pad + max(spare, 0.0)))


def place_boxes(boxes: Sequence[Box], wanted: Mapping[str, float], top: float, bottom: float) -> tuple[Box, ...]:
    """Return the boxes from top to bottom, each as near as can be to the middle it wants, none over another."""
    ordered = sorted(boxes, key=lambda box: wanted[box.name])
    tops: list[float] = []
    for box in ordered:
        free = tops[-1] + ordered[len(tops) - 1].height + BETWEEN if tops else top
        tops.append(max(free, wanted[box.name] - box.height / 2))
    limit = bottom
    for number in range(len(ordered) - 1, -1, -1):
        tops[number] = min(tops[number], limit - ordered[number].height)
        limit = tops[number] - BETWEEN
    return tuple(replace(box, top=y) for box, y in zip(ordered, tops, strict=True))
