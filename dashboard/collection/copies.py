"""Hold the quotes of a report against a reader's own copy of its text.

The text is foreign: it is cut at a limit, folded once, and every search in it is bounded.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import TypeAlias

from dashboard.collection.faults import show
from dashboard.collection.seeds import decode, read_plain_file
from dashboard.records.folding import fold_printed
from dashboard.records.reported import ReportedFigure, ReportedGap, ReportedStatement

MAX_TEXT_BYTES = 5_000_000
_MOST_PLACES = 2_000
_MOST_WINDOWS = 20
_ALIKE = 0.75

Quoting: TypeAlias = ReportedFigure | ReportedGap | ReportedStatement


@dataclass(frozen=True)
class QuoteCheck:
    """Whether the quote of one entry stands in a copy of the text, and else what stands there that is like it."""

    id: str
    quote: str
    found: bool
    nearest: str | None = None

    def __str__(self) -> str:
        if self.found:
            return f"{self.id}: quote found"
        instead = f"; nearest: “{self.nearest}”" if self.nearest else ""
        return f"{self.id}: quote not found: “{self.quote}”{instead}"


def check_copy(entries: Iterable[Quoting], text: str) -> list[QuoteCheck]:
    """Check the quote of each entry against *text*; what has no quote is passed."""
    copy, checks = _Copy(text), []
    for entry in entries:
        if entry.quote:
            quote = fold_printed(entry.quote)
            found = copy.holds(quote)
            checks.append(QuoteCheck(entry.id, entry.quote, found, None if found else copy.find_nearest(quote)))
    return checks


class _Copy:
    """The folded text of a copy."""

    def __init__(self, text: str) -> None:
        self.text = fold_printed(text[:MAX_TEXT_BYTES])
        self._words = self.text.split(" ")
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(self._words):
            self._places[word].append(place)

    def holds(self, quote: str) -> bool:
        """Whether *quote* stands in the text, not as a part of longer words or numbers ("80" of "80,000")."""
        before = (r"(?<!\w)" if re.match(r"\w", quote) else "") + (r"(?<!\d[.,])" if quote[:1].isdigit() else "")
        after = (r"(?!\w)" if re.search(r"\w$", quote) else "") + (r"(?![.,]\d)" if quote[-1:].isdigit() else "")
        return quote != "" and re.search(before + re.escape(quote) + after, self.text) is not None

    def find_nearest(self, quote: str) -> str | None:
        """Return the words of the text that are most like *quote*, or None where none are close."""
        wanted = quote.split(" ")
        starts: Counter[int] = Counter()
        for offset, word in enumerate(wanted):
            starts.update(place - offset for place in self._places.get(word, ())[:_MOST_PLACES] if place >= offset)
        alike = []
        for start, _ in starts.most_common(_MOST_WINDOWS):
            window = " ".join(self._words[start : start + len(wanted)])[: 3 * len(quote)]
            alike.append((SequenceMatcher(None, window, quote).ratio(), window))
        ratio, best = max(alike, default=(0.0, ""))
        return best if ratio >= _ALIKE else None


def read_text(path: Path) -> str:
    """Read a copy of a report's text; raises ``SeedError`` where it cannot be read."""
    return decode(read_plain_file(path, MAX_TEXT_BYTES), show(path.name, quoted=False), "a plain text file")
