"""A chart laid out in pixels: measured text, boxes, lines and marks are put down at their places, then drawn at once.

For charts that are mostly words: they must know where every line ends before anything is drawn. What each chart
says is its own affair.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import ceil

import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts.base import Look, new_chart
from dashboard.charts.traces import SYMBOL, draw_traces

# Distance of two lines of text in em; letters of Arial reach over 1.12 em.
LINE = 1.2
# Plotly centres a text by its box, in which letters stand a little high.
SINK = 0.07
SMALLEST_LABEL = 14
# The colour of a mark that is only there to answer the pointer.
UNSEEN = "rgba(0,0,0,0)"
# A picture with room to spare takes labels larger than asked for by so much: it is read from afar.
LARGER_LABEL = 2
ROOMY_PAGE, PAGE_SHARE = 700, 0.85
WIDER_PAGES = (480.0, 640.0, 800.0, 1_000.0, 1_400.0, 2_000.0, 3_000.0)
# A soft end is drawn in steps of so many pixels, and in so many at most; a picture is looked at more closely.
SOFT_STEP, SOFT_STEPS = 4, 24
FINE_STEP, FINE_STEPS = 2, 64


@dataclass
class Sheet:
    """What has been put down so far, in pixels from the top left corner of a room *width* wide.

    From the ground up: panels, rules, marks, hatched marks, plates, lines, symbols, labels.
    """

    look: Look
    width: float
    panels: list[dict] = field(default_factory=list)
    rules: list[dict] = field(default_factory=list)
    marks: list[dict] = field(default_factory=list)
    plates: list[dict] = field(default_factory=list)
    lines: list[dict] = field(default_factory=list)
    symbols: list[dict] = field(default_factory=list)
    labels: list[dict] = field(default_factory=list)
    fullest: float = 0.0

    def write(
        self,
        x: float,
        top: float,
        lines: Sequence[str],
        *,
        room: float | None = None,
        size: float | None = None,
        bold: bool = False,
        strong: str = "",
        colour: str | None = None,
        anchor: str = "left",
    ) -> float:
        """Write *lines* downwards from *top* and return where they end.

        *room* is the width that is theirs alone; how full it is decides how narrow the chart may be shown.
        *strong* is how the text begins; so far it is bold.
        """
        size, strong = size or self.look.label_size, " ".join(strong.split())
        for number, line in enumerate(lines):
            here, strong = (line, strong) if bold else _split_strong(line, strong)
            if room:
                wide = self.look.measure(line, size) + extra_width(self.look, here, size)
                self.fullest = max(self.fullest, wide / room)
            middle = top + ((number + 0.5) * LINE + SINK) * size
            text = f"<b>{theme.plain(here)}</b>{theme.plain(line[len(here) :])}" if here else theme.plain(line)
            label = {"x": round(x, 1), "y": round(middle, 1), "text": text, "size": size, "anchor": anchor}
            self.labels.append(label | {"colour": colour or self.look.palette.ink})
        return top + len(lines) * LINE * size

    def panel(
        self, x0: float, y0: float, x1: float, y1: float, fill: str, edge: str | None = None, dash: str = "solid"
    ) -> None:
        """Lay a rectangle behind everything, with an edge where *edge* names a colour."""
        line = {"color": edge, "width": 1.5, "dash": dash} if edge else {"width": 0}
        shape = {"type": "rect", "x0": x0, "x1": x1, "y0": y0, "y1": y1, "line": line, "layer": "below"}
        self.panels.append(shape | {"fillcolor": fill})

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draw a thin level or upright line behind the marks."""
        half_x, half_y = (0.5, 0) if x0 == x1 else (0, 0.5)
        ends = {"x0": x0 - half_x, "x1": x1 + half_x, "y0": y0 - half_y, "y1": y1 + half_y}
        self.rules.append(ends | {"colour": self.look.palette.line})

    def plate(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Lay the ground's colour over the marks, so that words on a hatch can be read."""
        self.plates.append({"x0": x0, "x1": x1, "y0": y0, "y1": y1, "colour": self.look.palette.ground})

    def mark(
        self,
        x0: float,
        x1: float,
        y0: float,
        y1: float,
        colour: str,
        *,
        hatched: bool = False,
        target: str | None = None,
        hover: str = "",
    ) -> None:
        """Draw a rectangle that answers the pointer; *target* is its figure's id, or several with spaces between."""
        place = {"x0": x0, "x1": x1, "y0": y0, "y1": y1}
        self.marks.append(place | {"colour": colour, "hatched": hatched, "target": target, "hover": hover})

    def soft_mark(self, x0: float, x1: float, y0: float, y1: float, colour: str, fade: float, **more: str) -> None:
        """Draw a mark whose two ends fade over *fade* pixels each, into the ground and not beyond its ends."""
        size, most = (FINE_STEP, FINE_STEPS) if self.look.fixed else (SOFT_STEP, SOFT_STEPS)
        steps = round(min(max(fade / size, 4), most))
        step = fade / steps
        # One inside the other, so that no seam shows between them.
        for number in range(steps):
            shade = theme.blend(colour, self.look.palette.ground, (number + 0.5) / steps)
            self.mark(x0 + number * step, x1 - number * step, y0, y1, shade, **more)
        self.mark(x0 + fade, x1 - fade, y0, y1, colour, **more)

    def symbol(self, x: float, y: float, shape: str, colour: str, target: str | None = None, hover: str = "") -> None:
        """Draw a circle that is "full", "part" (a core in a ring) or "empty", and answers the pointer."""
        common = {"x": x, "y": y, "colour": colour, "target": target, "hover": hover}
        self.symbols.append(common | {"shape": "circle" if shape == "full" else "circle-open", "size": SYMBOL})
        if shape == "part":
            self.symbols.append(common | {"shape": "circle", "size": SYMBOL / 2 - 1})

    def line(
        self, points: Sequence[tuple[float, float]], colour: str, width: float, target: str | None, hover: str
    ) -> None:
        """Draw a line that answers the pointer."""
        self.lines.append({"points": points, "colour": colour, "width": width, "target": target, "hover": hover})

    @property
    def min_width(self) -> int:
        """The narrowest at which every text still keeps to its room: text does not shrink when a page does."""
        return max(320, ceil(self.width * self.fullest))

    def draw(self, height: float) -> go.Figure:
        """Return the chart; a picture keeps the height it was given."""
        tall = self.look.height if self.look.fixed else ceil(height)
        chart = new_chart(self.look, tall)
        chart.update_layout(shapes=self.panels, barmode="overlay")
        chart.update_xaxes(range=[0, self.width])
        chart.update_yaxes(range=[tall, 0])
        chart.add_traces(draw_traces(self))
        return chart


def _split_strong(line: str, strong: str) -> tuple[str, str]:
    """Return how much of *line* is bold, and how much of *strong* is left for the next line."""
    if strong and line.startswith(strong):
        return strong, ""
    if strong.startswith(line):
        return line, strong.removeprefix(line).lstrip()
    return "", ""


def stack_height(lines: int, size: float) -> float:
    """Return how tall so many lines of text are."""
    return lines * LINE * size


def list_widths(look: Look) -> list[float]:
    """Return the widths to try: a picture has but one; a page too narrow scrolls sideways over a wider chart."""
    own = choose_width(look)
    return [own] if look.fixed else [own, *(width for width in WIDER_PAGES if width > own)]


def count_fitting(total: int, fits: Callable[[int], bool]) -> int:
    """Return how many of *total* fit, where fewer always do too."""
    return bisect_left(range(1, total + 1), True, key=lambda number: not fits(number))


def extra_width(look: Look, strong: str, size: float) -> float:
    """Return by how much *strong* is wider in bold."""
    return look.measure(strong, size, bold=True) - look.measure(strong, size) if strong else 0.0


def wrap_strong(look: Look, text: str, strong: str, width: float, size: float) -> list[str]:
    """Wrap a text whose beginning, *strong*, will be bold."""
    if strong == text:
        return look.wrap(text, width, size, bold=True)
    share = min(1.0, width / look.measure(strong, size)) if strong else 0.0
    return look.wrap(text, width - extra_width(look, strong, size) * share, size)


def choose_width(look: Look) -> float:
    """Return the width to lay out for: a picture's own, on a wide page less, so that a narrower window will do."""
    return look.width if look.fixed else min(look.width, max(ROOMY_PAGE, look.width * PAGE_SHARE))


def list_sizes(look: Look) -> list[float]:
    """Return the type sizes to try, largest first: on a page the asked one, in a picture from a little more to 14."""
    asked = max(look.label_size, SMALLEST_LABEL)
    if not look.fixed:
        return [float(asked)]
    return [float(size) for size in range(asked + LARGER_LABEL, SMALLEST_LABEL - 1, -1)]
