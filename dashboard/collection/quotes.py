"""Hold a figure against its own quote: the number in it is the value, the words beside it are its qualifier.

Only what contradicts is refused. A quote may carry its number in a word that is none ("a young girl"), in a language
that is not read here, and the figure may be more careful than its quote, which is one phrase of a sentence.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from dashboard.collection.faults import Found, show
from dashboard.collection.number_words import find_language
from dashboard.collection.numbers import FoundNumber, find_numbers
from dashboard.records.model import Figure
from dashboard.records.quantity import Number, write_number

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
_AGE = re.compile(r"\b(?:year|month|day)s?[- ]old\b|\baged\b")
_numbers_of = lru_cache(maxsize=4096)(find_numbers)
_SINGULAR = frozenset(("the", "its", "their", "another", "this", "that", "single", "main"))


def check_quote(figure: Figure, language: str = "en") -> list[tuple[str, str]]:
    """Return where *figure* says what its own quote, in *language* (BCP 47), contradicts: (key, fault) pairs."""
    check = _Check(figure, language)
    return list({"vague": check.vague_word, "range": check.ends}.get(figure.qualifier, check.value)())


class _Check:
    """One figure beside the numbers of its quote."""

    def __init__(self, figure: Figure, language: str) -> None:
        self.figure = figure
        self.quote = show(figure.quote)
        self.language = language
        self.words = find_language(language)
        self.numbers = _numbers_of(figure.quote, language, articles=True)
        self.stated = [number for number in self.numbers if number.counts and number.form in ("digits", "words")]
        self.vague = [number for number in self.numbers if number.form == "vague"]

    def value(self) -> Found:
        """Yield what speaks against a value, or against the words beside it."""
        value = self.figure.value
        if value is None:
            return
        own = [number for number in self.numbers if self._has(number, value)]
        if own:
            yield from self._words_beside(value, own)
        elif not (value == 1 and self._is_singular()) and value != self._sum():
            yield from self._missing(value)

    def _has(self, number: FoundNumber, value: Number) -> bool:
        if number.value is not None and number.kind == "fraction":
            return bool(abs(100 * number.value - value) < 1)
        if self.figure.of_total is not None and self.figure.of_total == number.of_total:
            return bool(value == number.value)
        if number.value is not None and number.of_total and abs(100 * number.value / number.of_total - value) < 1:
            return True
        return value in number.values

    def _is_singular(self) -> bool:
        """Whether a word before any number may carry a one: "the main station"; only in English is it looked for."""
        quote = self.figure.quote
        first = min((number.phrase_start for number in self.stated), default=len(quote))
        single = any(word in _SINGULAR for word in quote[:first].lower().split()) or _AGE.search(quote) is not None
        return single or not self.language.startswith("en")

    def _sum(self) -> Number | None:
        """Add what a quote lists: "three staff and four patients" are seven."""
        words = self.words
        if not any(words.fold(word) in words.and_ for word in self.figure.quote.split()):
            return None
        listed = (number.value for number in self.stated if number.kind == "count" and not number.listed)
        total: Number = sum(value for value in listed if value is not None)
        return total

    def _missing(self, value: Number) -> Found:
        written = write_number(value)
        found = list(dict.fromkeys(number for one in self.stated for number in one.values))
        # A word that is not read here may stand for the zeros: "20 bin" is 20,000.
        scaled = not self.words.numbers and any(value == 10**zeros * one for one in found for zeros in range(2, 10))
        # Other languages write numbers in more ways than are read here.
        is_read = self.language.startswith("en")
        if self.stated and not scaled:
            yield "value", f"{written}, expected the number of the quote {self.quote}: {_either(found)}"
        elif self.vague:
            said = show(self.vague[0].text)
            yield "value", f"{written}, expected qualifier 'vague': the quote says no more than {said}"
        elif all(number.form == "article" for number in self.numbers) and value >= _SMALL and is_read:
            yield "quote", f"{self.quote}, expected the phrase that holds the number {written}"

    def _words_beside(self, value: Number, own: list[FoundNumber]) -> Found:
        figure, first = self.figure, own[0]
        if not any(self._allows(value, number) for number in own):
            said = show(figure.quote[first.phrase_start : first.phrase_end])
            found = f"'{figure.qualifier}', expected '{first.qualifier}': the quote says {said}"
            yield "qualifier", found
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
            if before and self.words.fold(before[-1]) in self.words.from_:
                return True
            return qualifier == ("at_least" if value == number.low else "up_to")
        if number.qualifier_text in _ALSO_PLACES and value < _SMALL and qualifier == "exact":
            return True
        plus = number.qualifier_text == "+" and qualifier == "more_than"
        return plus or qualifier in _ALLOWED.get(number.qualifier, ())

    def ends(self) -> Found:
        """Yield the ends of a range that the quote does not have."""
        found = {value for number in self.stated for value in number.values}
        for key, end in (("value_low", self.figure.value_low), ("value_high", self.figure.value_high)):
            if self.stated and end is not None and end not in found:
                had = f"expected an end that the quote {self.quote} has: {_either(sorted(found))}"
                yield key, f"{write_number(end)}, {had}"

    def vague_word(self) -> Found:
        """Yield a number that stands in the quote all the same, or another magnitude than the quote's."""
        figure, stated = self.figure, self.stated
        if not self.vague and stated:
            found = f"'vague', expected the number of the quote {self.quote}: {stated[0].text}"
            yield "qualifier", found
        languages = (self.language, "en")
        meant = {one.least for code in languages for one in _numbers_of(figure.magnitude or "", code) if one.least}
        if self.vague and meant and not any(number.least in meant for number in self.vague):
            found = f"{show(figure.magnitude)}, expected the word of the quote: {show(self.vague[0].text)}"
            yield "magnitude", found


def _either(numbers: Iterable[Number]) -> str:
    return " or ".join(write_number(number) for number in numbers)
