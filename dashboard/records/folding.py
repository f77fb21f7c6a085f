"""Fold spellings of one text together: as print varies it, and as people type it into a search.

Foreign text may be hostile: normalising a long run of combining marks takes quadratic time, and one ligature can
become eighteen letters. Both are bounded here first, so that folding takes time in proportion to the length.
"""

import re
import unicodedata
from functools import cache

# Unicode's Stream-Safe Text Format allows 30; no language that people write needs more than a few.
MAX_MARKS = 10
# Compatibility decomposition makes 18 and 8 characters of them; all others make at most 6.
_LONG_LIGATURES = {0xFDFA: "صلعم", 0xFDFB: "جل جلاله"}
# They stand alone, yet decompose to combining marks (Tibetan vowels, half-width Japanese sound marks).
_HIDDEN_MARKS = "\u0f73\u0f75\u0f81\uff9e\uff9f"
_LAST_MARK = 0x1F000

_PRINTED = str.maketrans(
    dict.fromkeys("‘’‚‛ʼʹ`´′", "'")
    | dict.fromkeys("“”„‟«»″", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    # Soft hyphen, zero-width spaces and joiners, directional marks, byte order mark, Arabic elongation.
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u0640", "")
)
_SEARCHED = str.maketrans(
    dict.fromkeys("'\"ʿʾʻ’", "")
    | dict.fromkeys("-_", " ")
    | {"ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ٱ": "ا", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"}
    | {chr(zero + digit): str(digit) for zero in (0x660, 0x6F0) for digit in range(10)}
)
_THOUSANDS = re.compile(r"(?<=\d)[,.'’\u00a0\u2009\u202f\u066c](?=\d{3}(?!\d))")


@cache
def _marks() -> re.Pattern[str]:
    marks = "".join(chr(code) for code in range(0x300, _LAST_MARK) if unicodedata.combining(chr(code)))
    return re.compile(f"([{marks}{_HIDDEN_MARKS}]{{1,{MAX_MARKS}}})[{marks}{_HIDDEN_MARKS}]*")


def bound_marks(text: str) -> str:
    """Return *text* with at most ten marks on a letter and without ligatures that stand for whole phrases.
    What is left can be normalised in time proportional to its length."""
    if text.isascii():
        return text
    return _marks().sub(r"\1", text).translate(_LONG_LIGATURES)


def fold_printed(text: str) -> str:
    """Fold what printing changes: white space, quotation marks, dashes, ligatures, invisible characters."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", bound_marks(text))
    return " ".join(text.translate(_PRINTED).split())


def fold_searched(text: str) -> str:
    """Fold what people type differently: case, accents, Arabic letter forms, apostrophes, hyphens, 250,000 as 250000.
    The two sides of a search are folded alike, so the folded text need not be a spelling that anybody uses."""
    text = _THOUSANDS.sub("", text)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", bound_marks(text)).translate(_PRINTED)
        text = _marks().sub("", text)
    return " ".join(text.casefold().translate(_SEARCHED).split())
