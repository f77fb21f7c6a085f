"""Hold a figure against its own quote, and the quotes of a report against a reader's copy of its text.

Only what contradicts is refused. A quote may carry its number in a word that is none ("a young girl"), in a language
that is not read here, and the figure may be more careful than its quote, which is one phrase of a sentence. A copy is
foreign text: it is cut at a limit, folded once, and every search in it is bounded.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache
from typing import TypeAlias

from dashboard.collection.faults import Found, show
from dashboard.collection.number_words import find_language, fold_word
from dashboard.collection.numbers import FoundNumber, find_numbers
from dashboard.records.folding import fold_printed
from dashboard.records.model import Figure
from dashboard.records.reported import Number, ReportedFigure, ReportedGap, ReportedStatement, write_number

# What a figure may say where its quote says the key: the same, or less.
_ALLOWED: dict[str, tuple[str, ...]] = {
    "at_least": ("at_least",),
    "more_than": ("more_than", "at_least"),
    "about": ("about",),
    "nearly": ("nearly", "about"),
    "up_to": ("up_to",),
    "fewer_than": ("fewer_than", "up_to"),
}
# These stand before places and things as well: "over three districts", "around two hospitals".
_ALSO_PLACES = ("over", "above", "under", "below", "around", "about", "some", "unter", "uber", "gegen", "حتي")
_SMALL = 10
# A word before any number, or an age, that may carry a one in English: "the main station", "a six-year-old boy".
_SINGULAR = re.compile(r"\b(the|its|their|another|this|that|single|main)\b", re.IGNORECASE)
_AGE = re.compile(r"\b(?:year|month|day)s?[- ]old\b|\baged\b")

MAX_TEXT_BYTES = 5_000_000
_MOST_WINDOWS = 20
_ALIKE = 0.75

Quoting: TypeAlias = ReportedFigure | ReportedGap | ReportedStatement
_numbers_of = lru_cache(maxsize=4096)(find_numbers)


def check_quote(figure: Figure, language: str = "en") -> list[tuple[str, str]]:
    """Return where *figure* says what its own quote, in *language* (BCP 47), contradicts: (key, fault) pairs."""
    check = _Check(figure, language)
    return list({"vague": check.vague_word, "range": check.ends}.get(figure.qualifier, check.value)())


class _Check:
    """One figure beside the numbers of its quote."""

    def __init__(self, figure: Figure, language: str) -> None:
        self.figure, self.language, self.words = figure, language, find_language(language)
        self.quote = show(figure.quote)
        self.numbers = _numbers_of(figure.quote, language, articles=True)
        self.stated = [number for number in self.numbers if number.counts and number.form in ("digits", "words")]
        self.vague = [number for number in self.numbers if number.form == "vague"]

    def value(self) -> Found:
        """Yield what speaks against a value, or against the words beside it."""
        value, quote = self.figure.value, self.figure.quote
        if value is None:
            return
        if own := [number for number in self.numbers if self._has(number, value)]:
            yield from self._words_beside(value, own)
            return
        before = quote[: min((number.phrase_start for number in self.stated), default=len(quote))]
        english = self.language.startswith("en")
        if value == 1 and (not english or _SINGULAR.search(before) or _AGE.search(quote)):
            return
        found = list(dict.fromkeys(number for one in self.stated for number in one.values))
        # A word that is not read here may stand for the zeros: "20 bin" is 20,000.
        scaled = not self.words.numbers and any(value == 10**zeros * one for one in found for zeros in range(2, 10))
        # "three staff and four patients" are seven.
        listed = [number.value or 0 for number in self.stated if number.kind == "count" and not number.listed]
        added = sum(listed) if any(fold_word(word) in self.words.and_ for word in quote.split()) else -1
        if self.stated and not scaled and value != added:
            yield "value", f"{write_number(value)}, expected the number of the quote {self.quote}: {_either(found)}"
        elif self.vague and not self.stated:
            said = show(self.vague[0].text)
            yield "value", f"{write_number(value)}, expected qualifier 'vague': the quote says no more than {said}"
        elif english and value >= _SMALL and all(number.form == "article" for number in self.numbers):
            yield "quote", f"{self.quote}, expected the phrase that holds the number {write_number(value)}"

    def _has(self, number: FoundNumber, value: Number) -> bool:
        if number.value is None:
            return value in number.values
        if self.figure.of_total is not None and self.figure.of_total == number.of_total:
            return bool(value == number.value)
        share = number.value if number.kind == "fraction" else number.value / (number.of_total or math.inf)
        return value in number.values or abs(100 * share - value) < 1

    def _words_beside(self, value: Number, own: list[FoundNumber]) -> Found:
        figure, first = self.figure, own[0]
        if not any(self._allows(value, number) for number in own):
            said = show(figure.quote[first.phrase_start : first.phrase_end])
            yield "qualifier", f"'{figure.qualifier}', expected '{first.qualifier}': the quote says {said}"
        open_above = figure.provisional or figure.qualifier in ("at_least", "more_than")
        if all(number.provisional for number in own) and not open_above:
            said = show(first.provisional_text)
            yield "provisional", f"false, expected true: the quote says {said}, so more may come"
        if all(number.estimated for number in own) and figure.basis != "estimate" and figure.qualifier == "exact":
            yield "basis", f"'{figure.basis}', expected 'estimate': the quote says that it is estimated"
        totals = {number.of_total for number in own if number.value == value and number.of_total is not None}
        if totals and figure.of_total is not None and figure.of_total not in totals:
            found = f"{write_number(figure.of_total)}, expected the total of the quote: {write_number(max(totals))}"
            yield "of_total", found

    def _allows(self, value: Number, number: FoundNumber) -> bool:
        """Whether the figure's qualifier is no bolder than the words beside the number."""
        qualifier = self.figure.qualifier
        if value == number.of_total or number.qualifier == "exact" or not number.counts:
            return True
        if number.qualifier == "range":
            # After "from" the two ends may be a number that became another.
            before = self.figure.quote[: number.phrase_start].split()
            became = before and fold_word(before[-1]) in self.words.from_
            return bool(became) or qualifier == ("at_least" if value == number.low else "up_to")
        if number.qualifier_text in _ALSO_PLACES and value < _SMALL and qualifier == "exact":
            return True
        return qualifier in _ALLOWED.get(number.qualifier, ())

    def ends(self) -> Found:
        """Yield the ends of a range that the quote does not have."""
        found = {value for number in self.stated for value in number.values}
        for key, end in (("value_low", self.figure.value_low), ("value_high", self.figure.value_high)):
            if self.stated and end is not None and end not in found:
                had = f"expected an end that the quote {self.quote} has: {_either(sorted(found))}"
                yield key, f"{write_number(end)}, {had}"

    def vague_word(self) -> Found:
        """Yield a number that stands in the quote all the same, or another magnitude than the quote's."""
        magnitude = self.figure.magnitude
        if not self.vague and self.stated:
            found = f"'vague', expected the number of the quote {self.quote}: {self.stated[0].text}"
            yield "qualifier", found
        meant = {one.least for code in (self.language, "en") for one in _numbers_of(magnitude or "", code) if one.least}
        if self.vague and meant and not any(number.least in meant for number in self.vague):
            yield "magnitude", f"{show(magnitude)}, expected the word of the quote: {show(self.vague[0].text)}"


def _either(numbers: Iterable[Number]) -> str:
    return " or ".join(write_number(number) for number in numbers)


def check_copy(entries: Iterable[Quoting], text: str) -> list[tuple[bool, str]]:
    """Return of each quote whether it stands in *text*, and the line that says so; what has no quote is passed.
    Where it does not, the line has what stands there that is like it."""
    text, checks = fold_printed(text[:MAX_TEXT_BYTES]), []
    words = text.split(" ")
    for entry in entries:
        if entry.quote:
            quote = fold_printed(entry.quote)
            # Not as a part of longer words or numbers ("80" of "80,000").
            before = (r"(?<!\w)" if re.match(r"\w", quote) else "") + (r"(?<!\d[.,])" if quote[:1].isdigit() else "")
            after = (r"(?!\w)" if re.search(r"\w$", quote) else "") + (r"(?![.,]\d)" if quote[-1:].isdigit() else "")
            found = re.search(before + re.escape(quote) + after, text) is not None and quote != ""
            nearest = None if found else _find_nearest(quote, words)
            instead = f" not found: “{entry.quote}”" + (f"; nearest: “{nearest}”" if nearest else "")
            checks.append((found, f"{entry.id}: quote{' found' if found else instead}"))
    return checks


def _find_nearest(quote: str, words: list[str]) -> str | None:
    """Return those of *words* that are most like *quote*, or None where none are close."""
    wanted = quote.split(" ")
    starts = Counter(max(at - wanted.index(word), 0) for at, word in enumerate(words) if word in wanted)
    likely = (words[start : start + len(wanted)] for start, _ in starts.most_common(_MOST_WINDOWS))
    return next(iter(get_close_matches(quote, (" ".join(one)[: 3 * len(quote)] for one in likely), 1, _ALIKE)), None)
