"""Hold the quotes of a report against a reader's own copy of its text.

The text is foreign: it is cut at a limit, folded once, and every search in it is bounded.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from dashboard.collection.faults import SeedError, show
from dashboard.collection.numbers import find_numbers
from dashboard.collection.quotes import check_quote
from dashboard.records.folding import fold_printed
from dashboard.records.reported import ReportedFigure, ReportedGap, ReportedStatement

MAX_TEXT_BYTES = 5_000_000
_MOST_PLACES = 2_000
_MOST_WINDOWS = 20
_MOST_FOUND = 50_000
_ALIKE = 0.75
# The edge of a quote within a longer word or number: "80" of "80,000" and of "180".
_LONGER_BEFORE = re.compile(r"\w\w$|\d[.,]\d$")
_LONGER_AFTER = re.compile(r"\d[.,]\d|\w\w")


Quoting: TypeAlias = ReportedFigure | ReportedGap | ReportedStatement


@dataclass(frozen=True)
class QuoteCheck:
    """What a copy of the text says of one entry.

    ``found``: the quote stands there; ``nearest``: what stands there instead, where something is close. ``number``: the
    quote holds a number that can be read, so that ``faults`` tells where the figure says something else.
    """

    id: str
    quote: str
    found: bool
    faults: tuple[str, ...] = ()
    number: bool = True
    nearest: str | None = None

    @property
    def holds(self) -> bool:
        """Whether nothing speaks against the entry."""
        return self.found and not self.faults

    def __str__(self) -> str:
        if not self.found:
            instead = f"; nearest: “{self.nearest}”" if self.nearest else ""
            return f"{self.id}: quote not found: “{self.quote}”{instead}"
        if self.faults:
            return f"{self.id}: quote found, but {'; '.join(self.faults)}"
        return f"{self.id}: quote found{'' if self.number else ' (it holds no number that can be read)'}"


def check_copy(entries: Iterable[Quoting], text: str) -> list[QuoteCheck]:
    """Check the quote of each entry against *text*, and each figure against its quote; what has no quote is passed."""
    copy = _Copy(text)
    return [_check_entry(entry, entry.quote, copy) for entry in entries if entry.quote]


def _check_entry(entry: Quoting, written: str, copy: _Copy) -> QuoteCheck:
    quote = fold_printed(written)
    found = copy.holds(quote)
    nearest = None if found else copy.find_nearest(quote)
    if not isinstance(entry, ReportedFigure):
        return QuoteCheck(entry.id, written, found, nearest=nearest)
    language = entry.source.language
    faults = tuple(f"{key} is {message}" for key, message in check_quote(entry, language))
    number = bool(find_numbers(written, language, articles=True))
    return QuoteCheck(entry.id, written, found, faults, number, nearest)


class _Copy:
    """The folded text of a copy."""

    def __init__(self, text: str) -> None:
        self.text = fold_printed(text[:MAX_TEXT_BYTES])
        self._words = self.text.split(" ")
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(self._words):
            self._places[word].append(place)

    def holds(self, quote: str) -> bool:
        """Whether *quote* stands in the text, not as a part of longer words or numbers."""
        found = islice(re.finditer(f"(?={re.escape(quote)})", self.text), _MOST_FOUND if quote else 0)
        return not all(
            _LONGER_BEFORE.search(self.text[max(match.start() - 2, 0) : match.start() + 1])
            or _LONGER_AFTER.match(self.text, match.start() + len(quote) - 1)
            for match in found
        )

    def find_nearest(self, quote: str) -> str | None:
        """Return the words of the text that are most like *quote*, or None where none are close."""
        wanted = quote.split(" ")
        starts: Counter[int] = Counter()
        for offset, word in enumerate(wanted):
            starts.update(place - offset for place in self._places.get(word, ())[:_MOST_PLACES] if place >= offset)
        windows = [
            " ".join(self._words[start : start + len(wanted)])[: 3 * len(quote)]
            for start, _ in starts.most_common(_MOST_WINDOWS)
        ]
        alike = [(SequenceMatcher(None, window, quote).ratio(), window) for window in windows]
        ratio, best = max(alike, default=(0.0, ""))
        return best if ratio >= _ALIKE else None


def read_text(path: Path) -> str:
    """Read a copy of a report's text; raises :class:`SeedError` where it cannot be read."""
    name = show(path.name, quoted=False)
    try:
        if not path.is_file():
            raise SeedError(f"{name}: not a plain file, expected the text of one report")
        if path.stat().st_size > MAX_TEXT_BYTES:
            raise SeedError(f"{name}: larger than {MAX_TEXT_BYTES / 1e6:.0f} MB, expected the text of one report")
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SeedError(f"{name}: byte {error.start} is not UTF-8, expected a plain text file") from error
    except OSError as error:
        raise SeedError(f"{name}: cannot be read ({error.strerror}), expected a plain text file") from error
