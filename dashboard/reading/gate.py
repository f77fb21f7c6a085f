"""The gate that every proposal passes, whoever made it: the quote stands in the text, and the number in the quote."""

from dashboard.collection.number_words import find_language
from dashboard.collection.numbers import find_numbers
from dashboard.reading.proposals import Proposal
from dashboard.records.model import MAX_QUOTE_WORDS
from dashboard.records.quantity import Number

NOT_IN_TEXT = "the quote is not in the text"
TOO_LONG = f"the quote has more than {MAX_QUOTE_WORDS} words"
OTHER_NUMBER = "the number is not in the quote"
NO_INDICATOR = "nothing says what is counted"
# Percentages that stand for a fraction are rounded.
_ROUNDED = 1.0


def hold(proposal: Proposal, text: str, language: str) -> str | None:
    """Return why a proposal is dropped, None where it may pass.

    Its quote and its own span are pieces of *text*, the quote has at most eight words, and the numbers of a figure are
    those of the quote: value, ends of the range, total; a vague figure has a magnitude that stands there.
    """
    start, end = proposal.quote
    quote = text[start:end]
    own = proposal.value("quote")
    if not 0 <= start < end <= len(text) or not quote.strip() or (own is not None and own.split() != quote.split()):
        return NOT_IN_TEXT
    if not 0 <= proposal.span.start < proposal.span.end <= len(text):
        return NOT_IN_TEXT
    if len(quote.split()) > MAX_QUOTE_WORDS:
        return TOO_LONG
    if proposal.value("indicator") is None:
        return NO_INDICATOR
    return None if proposal.kind == "gap" or _has_numbers(proposal, quote, language) else OTHER_NUMBER


def _has_numbers(proposal: Proposal, quote: str, language: str) -> bool:
    tag = language if find_language(language).numbers else "en"
    found: list[Number] = []
    for number in find_numbers(quote, tag, articles=True):
        found += number.values
        if number.kind == "fraction" and number.value is not None:
            found.append(100 * number.value)
        if number.of_total and number.value is not None:
            found.append(100 * number.value / number.of_total)
    wanted = [proposal.value(key) for key in ("value", "value_low", "value_high", "of_total")]
    stated = [value for value in wanted if value is not None]
    if not stated:
        magnitude = proposal.value("magnitude")
        return bool(magnitude) and magnitude.lower() in quote.lower()
    singular = stated == [1] and not any(value > 1 for value in found)
    return singular or all(any(_equal(value, one) for one in found) for value in stated)


def _equal(value: Number, found: Number) -> bool:
    return value == found or (isinstance(found, float) and abs(value - found) < _ROUNDED)
