"""How wide a text will be when it is drawn, and how it is wrapped: measured, not guessed."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

# Arial, Helvetica and Liberation Sans have the same widths, so any of them measures for all.
_FOLDERS = (
    "/usr/share/fonts/truetype/liberation",
    "/usr/share/fonts/truetype/liberation2",
    "/usr/share/fonts/liberation",
    "/usr/share/fonts/liberation-sans",
    "/System/Library/Fonts/Supplemental",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
_FILES = {
    False: ("LiberationSans-Regular.ttf", "Arial.ttf", "arial.ttf"),
    True: ("LiberationSans-Bold.ttf", "Arial Bold.ttf", "arialbd.ttf"),
}
_MEASURED_AT = 100
# Chrome's shaping and Pillow's differ by a hair; the spare room keeps a line from touching the edge.
_SPARE = 1.02
_FALLBACK_SPARE = 1.12
# Any white space but the one that is there to keep two words together.
_BREAKS = re.compile(r"[^\S\u00a0]+")
# An average letter of a script the Latin font does not hold (Arabic, Cyrillic …), in em.
_OTHER_SCRIPT_EM = 0.62


@cache
def _find_font(bold: bool) -> tuple[ImageFont.FreeTypeFont, float]:
    for folder in _FOLDERS:
        for name in _FILES[bold]:
            if (path := Path(folder) / name).is_file():
                return ImageFont.truetype(str(path), _MEASURED_AT), _SPARE
    return ImageFont.load_default(_MEASURED_AT), _FALLBACK_SPARE


@lru_cache(maxsize=20_000)
def measure_width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of one line of *text* in pixels at *size* pixels of type."""
    font, spare = _find_font(bold)
    latin = "".join(c for c in text if ord(c) < 0x250 or 0x2000 <= ord(c) < 0x2300)
    others = len(text) - len(latin)
    return (font.getlength(latin) / _MEASURED_AT * spare + others * _OTHER_SCRIPT_EM) * size


def wrap_text(text: str, size: float, width: float, bold: bool = False) -> list[str]:
    """Wrap *text* into lines no wider than *width* pixels; a word wider than a line is broken, never cut off."""
    lines: list[str] = []
    line = ""
    for word in _BREAKS.split(text.strip()):
        joined = f"{line} {word}" if line else word
        if measure_width(joined, size, bold) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        *whole, line = _break_word(word, size, width, bold)
        lines += whole
    return [*lines, line] if line or not lines else lines


def _break_word(word: str, size: float, width: float, bold: bool) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and measure_width(pieces[-1] + letter, size, bold) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces
