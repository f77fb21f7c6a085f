"""Hold a figure against its own quote: the number in it is the value, the words beside it are its qualifier.

Only what contradicts is refused. A quote may carry its number in a word that is none ("a young girl"), in a language
that is not read here, and the figure may be more careful than its quote, which is one phrase of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple, Protocol

from dashboard.collection.faults import show
from dashboard.collection.number_words import find_language
from dashboard.collection.numbers import FoundNumber, find_numbers
from dashboard.records.quantity import Number, Quantified, write_number

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
_ALSO_PLACES = frozenset(
    ("over", "above", "under", "below", "around", "about", "some", "unter", "uber", "gegen", "حتي")
)
_SMALL = 10
_AGE = re.compile(r"\b(?:year|month|day)s?[- ]old\b|\baged\b")
_SINGULAR = frozenset(("the", "its", "their", "another", "this", "that", "single", "main"))


class Quoted(Quantified, Protocol):
    """A figure with the quote that carries it."""

    @property
    def quote(self) -> str: ...  # noqa: D102


class QuoteFault(NamedTuple):
    """What a quote contradicts: the key of the figure, and what was found and expected."""

    key: str
    message: str


@lru_cache(maxsize=4096)
def _numbers_of(quote: str, language: str) -> tuple[FoundNumber, ...]:
    return find_numbers(quote, language, articles=True)


def check_quote(figure: Quoted, language: str = "en") -> tuple[QuoteFault, ...]:
    """Return where *figure* says what its own quote, in *language* (BCP 47), contradicts; nothing where it does not."""
    numbers = _numbers_of(figure.quote, language)
    if figure.qualifier == "vague":
        return tuple(_check_vague(figure, numbers, language))
    if figure.qualifier == "range":
        return tuple(_check_range(figure, numbers))
    return tuple(_check_value(figure, numbers, language))


def _check_value(figure: Quoted, numbers: tuple[FoundNumber, ...], language: str) -> Iterator[QuoteFault]:
    value = figure.value
    if value is None:
        return
    own = [number for number in numbers if _has(number, value, figure.of_total)]
    if own:
        yield from _check_words(figure, value, own, language)
    elif not (value == 1 and _is_singular(figure.quote, numbers, language)) and value != _add(
        figure.quote, numbers, language
    ):
        yield from _miss_value(figure, value, numbers, language)


def _has(number: FoundNumber, value: Number, total: Number | None) -> bool:
    if number.kind == "fraction" and number.value is not None:
        return abs(100 * number.value - value) < 1
    if total is not None and total == number.of_total:
        return value == number.value
    if number.of_total and number.value is not None and abs(100 * number.value / number.of_total - value) < 1:
        return True
    return value in number.values


def _add(quote: str, numbers: tuple[FoundNumber, ...], language: str) -> Number | None:
    """Add what a quote lists: "three staff and four patients" are seven."""
    words = find_language(language)
    if words is None or not any(words.fold(word) in words.and_ for word in quote.split()):
        return None
    return sum(n.value for n in numbers if _is_stated(n) and n.kind == "count" and n.value is not None and not n.listed)


def _is_singular(quote: str, numbers: tuple[FoundNumber, ...], language: str) -> bool:
    """Whether a word before any number may carry a one: "the main station"; only in English is it looked for."""
    if not language.startswith("en"):
        return True
    first = min((number.phrase_start for number in numbers if _is_stated(number)), default=len(quote))
    return any(word in _SINGULAR for word in quote[:first].lower().split()) or _AGE.search(quote) is not None


def _miss_value(figure: Quoted, value: Number, numbers: tuple[FoundNumber, ...], language: str) -> Iterator[QuoteFault]:
    stated = [number for number in numbers if _is_stated(number)]
    vague = [number.text for number in numbers if number.form == "vague"]
    if stated and not (find_language(language) is None and any(_is_scaled(value, number) for number in stated)):
        found = " or ".join(dict.fromkeys(write_number(n) for number in stated for n in number.values))
        yield QuoteFault(
            "value", f"{write_number(value)}, expected the number of the quote {show(figure.quote)}: {found}"
        )
    elif vague:
        yield QuoteFault(
            "value", f"{write_number(value)}, expected qualifier 'vague': the quote says no more than {show(vague[0])}"
        )
    elif all(number.form == "article" for number in numbers) and value >= _SMALL and _is_read(language):
        yield QuoteFault(
            "quote", f"{show(figure.quote)}, expected the phrase that holds the number {write_number(value)}"
        )


def _is_scaled(value: Number, number: FoundNumber) -> bool:
    """Whether a word that is not read here may stand for the zeros: "20 bin" is 20,000."""
    return any(value == 10**zeros * other for other in number.values for zeros in range(2, 10))


def _is_stated(number: FoundNumber) -> bool:
    return number.counts and number.form in ("digits", "words")


def _is_read(language: str) -> bool:
    """Whether a number that stands there is found: Arabic writes numbers in more ways than are read here."""
    return find_language(language) is not None and not language.startswith("ar")


def _check_words(figure: Quoted, value: Number, own: list[FoundNumber], language: str) -> Iterator[QuoteFault]:
    if not any(_allows(figure, value, number, language) for number in own):
        said = figure.quote[own[0].phrase_start : own[0].phrase_end]
        yield QuoteFault(
            "qualifier", f"'{figure.qualifier}', expected '{own[0].qualifier}': the quote says {show(said)}"
        )
    open_above = figure.provisional or figure.qualifier in ("at_least", "more_than")
    if all(number.provisional for number in own) and not open_above:
        yield QuoteFault(
            "provisional", f"false, expected true: the quote says {show(own[0].provisional_text)}, so more may come"
        )
    doubted = figure.basis == "estimate" or figure.qualifier != "exact"
    if all(number.estimated for number in own) and not doubted:
        yield QuoteFault("basis", f"'{figure.basis}', expected 'estimate': the quote says that it is estimated")
    totals = {number.of_total for number in own if number.value == value and number.of_total is not None}
    if totals and figure.of_total is not None and figure.of_total not in totals:
        found = write_number(max(totals))
        yield QuoteFault("of_total", f"{write_number(figure.of_total)}, expected the total of the quote: {found}")


def _allows(figure: Quoted, value: Number, number: FoundNumber, language: str) -> bool:
    """Whether the figure's qualifier is no bolder than the words beside the number."""
    qualifier = figure.qualifier
    if value == number.of_total or number.qualifier == "exact" or not number.counts:
        return True
    if number.qualifier == "range":
        from_to = _ends_with_from(figure.quote[: number.phrase_start], language)
        return from_to or qualifier == ("at_least" if value == number.low else "up_to")
    if number.qualifier_text in _ALSO_PLACES and value < _SMALL and qualifier == "exact":
        return True
    if number.qualifier_text == "+" and qualifier == "more_than":
        return True
    return qualifier in _ALLOWED.get(number.qualifier, ())


def _ends_with_from(text: str, language: str) -> bool:
    """Whether "from" stands before a range: then it may be a number that became another."""
    words, before = find_language(language), text.split()
    return words is not None and bool(before) and words.fold(before[-1]) in words.from_


def _check_range(figure: Quoted, numbers: tuple[FoundNumber, ...]) -> Iterator[QuoteFault]:
    stated = [number for number in numbers if _is_stated(number)]
    found = {value for number in stated for value in number.values}
    ends = {"value_low": figure.value_low, "value_high": figure.value_high}
    for key, end in ends.items():
        if stated and end is not None and end not in found:
            written = " or ".join(write_number(value) for value in sorted(found))
            yield QuoteFault(
                key, f"{write_number(end)}, expected an end that the quote {show(figure.quote)} has: {written}"
            )


def _check_vague(figure: Quoted, numbers: tuple[FoundNumber, ...], language: str) -> Iterator[QuoteFault]:
    vague = [number for number in numbers if number.form == "vague"]
    stated = [number for number in numbers if _is_stated(number)]
    if not vague and stated and figure.value_low not in stated[0].values:
        yield QuoteFault(
            "qualifier", f"'vague', expected the number of the quote {show(figure.quote)}: {stated[0].text}"
        )
    words = _numbers_of(figure.magnitude or "", language) + _numbers_of(figure.magnitude or "", "en")
    meant = {number.least for number in words if number.least}
    if vague and meant and not any(number.least in meant for number in vague):
        yield QuoteFault(
            "magnitude", f"{show(figure.magnitude)}, expected the word of the quote: {show(vague[0].text)}"
        )
