"""The words of a picture: measured, wrapped and stacked, so that they know how much room they take."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from dashboard import theme
from dashboard.days import MONTHS
from dashboard.typography import measure_width, wrap_text

PADDING = 24
TITLE_SIZE = 30.0
SMALLEST_TITLE = TITLE_SIZE * 0.85
SUBTITLE_SIZE = 18.0
FOOTER_SIZE = 13.0
# Plotly sets lines of text 1.3 em apart (LINE_SPACING in its constants/alignment.js).
LINE_SPACING = 1.3
UNDER_TITLE = 4
AROUND_CHART = 12
BETWEEN_NOTES = 3


@dataclass(frozen=True)
class Block:
    """Lines of one size; ``label`` is the bold start of the first line."""

    lines: tuple[str, ...]
    size: float
    colour: str
    bold: bool = False
    label: str = ""

    @property
    def height(self) -> float:
        """How high the lines are drawn, in pixels."""
        return len(self.lines) * self.size * LINE_SPACING

    def as_html(self) -> str:
        """Return the lines in the little HTML that Plotly reads; what a source wrote is escaped."""
        text = "<br>".join(theme.plain(line) for line in self.lines)
        if self.bold:
            return f"<b>{text}</b>"
        return f"<b>{self.label}</b>{text[len(self.label) :]}" if self.label else text


@dataclass(frozen=True)
class Frame:
    """What stands above and below the chart, from top to bottom."""

    head: tuple[Block, ...]
    foot: tuple[Block, ...]

    @property
    def top(self) -> int:
        """Height above the chart in whole pixels, padding included."""
        return math.ceil(PADDING + stack_height(self.head, UNDER_TITLE) + AROUND_CHART)

    @property
    def bottom(self) -> int:
        """Height below the chart in whole pixels, padding included."""
        return math.ceil(AROUND_CHART + stack_height(self.foot, BETWEEN_NOTES) + PADDING)


# A number is not parted from its qualifier by the end of a line.
_QUALIFIED = re.compile(r"([≥≤≈<>]|\b(?:est\.|least|than|about|nearly|under|up to|estimated)) (?=[\d≈≥])")
_DATE = re.compile(rf"\b\d{{1,2}}(?:–\d{{1,2}})? (?:{'|'.join(MONTHS)})(?: \d{{4}})?")
_GLUE = "\u00a0"


def wrap_words(text: str, size: float, width: float, bold: bool = False) -> list[str]:
    """Wrap *text*, but never between a number and the word or sign that qualifies it, nor at a no-break space."""
    glued = _QUALIFIED.sub(rf"\1{_GLUE}", text)
    return [line.replace(_GLUE, " ") for line in wrap_text(glued, size, width, bold)]


def keep_dates_whole(text: str) -> str:
    """Return *text* with no-break spaces between a day, its month and its year."""
    return _DATE.sub(lambda date: date[0].replace(" ", _GLUE), text)


def stack_height(blocks: tuple[Block, ...], gap: float) -> float:
    """Return how high *blocks* are with *gap* pixels between them."""
    return sum(block.height for block in blocks) + gap * (len(blocks) - 1)


def fit_title(title: str, width: float, colour: str) -> Block:
    """Set the title on as few lines as its smallest size needs, as large as they allow, and evenly long.

    A date stays on one line where that takes no line more.
    """
    count = len(wrap_words(title, SMALLEST_TITLE, width, bold=True))
    whole = keep_dates_whole(title)
    if len(wrap_words(whole, SMALLEST_TITLE, width, bold=True)) == count:
        title = whole
    size = TITLE_SIZE
    while size > SMALLEST_TITLE and len(wrap_words(title, size, width, bold=True)) > count:
        size = max(SMALLEST_TITLE, size - 0.5)
    return Block(tuple(_balance(title, size, width, count)), size, colour, bold=True)


def _balance(text: str, size: float, width: float, count: int) -> list[str]:
    """Wrap into *count* lines, at the narrowest width that still gives no more."""
    low, high = (0.0, width) if count > 1 else (width, width)
    longest_word = max((measure_width(word, size, bold=True) for word in text.split(" ")), default=0)
    while high - low > 8:
        middle = (low + high) / 2
        fits = middle >= longest_word and len(wrap_words(text, size, middle, bold=True)) <= count
        low, high = (low, middle) if fits else (middle, high)
    return wrap_words(text, size, high, bold=True)


def set_note(label: str, text: str, width: float, colour: str) -> Block:
    """Set a part of the footer, its label in bold."""
    # The label is bold, so a little wider than the same words measured as plain.
    spare = measure_width(label, FOOTER_SIZE, bold=True) - measure_width(label, FOOTER_SIZE)
    lines = wrap_words(f"{label} {text}", FOOTER_SIZE, width - spare)
    return Block(tuple(lines), FOOTER_SIZE, colour, label=label)
