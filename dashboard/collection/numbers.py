"""Find the numbers of a text, in digits and in words, each with what the words around it make of it.

Reading takes time in proportion to the length of a text, whatever stands in it. What a number counts is not read here.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from dashboard.collection.amounts import (
    DASHES,
    DIGITS,
    Amount,
    Exact,
    Form,
    Kind,
    Tokens,
    number_at,
    read_amounts,
    split_text,
)
from dashboard.collection.number_words import Phrases, find_language, no_language
from dashboard.records.model import Qualifier
from dashboard.records.quantity import Number

MAX_CHARACTERS = 2_000_000
COUNTING: frozenset[Kind] = frozenset(("count", "share", "fraction", "money"))
# How many words away from a number "so far" may stand, "were among", "initial".
_SO_FAR, _CLOSE = 12, 6
_ABBREVIATED = [[word, "."] for word in ("ca", "c", "approx", "rd")]
_POSSESSIVE = (["'", "s"], ["’", "s"])


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number of a text: ``text[start:end]``, with its qualifier ``text[phrase_start:phrase_end]``.

    ``value`` is None for a range (``low``, ``high``) and for a vague word (``magnitude``, as written; ``least`` is the
    smallest number it can mean). ``also`` is a second way to read its digits ("1.700"). ``qualifier_text`` and
    ``provisional_text`` are the words, folded, that make it so; ``listed`` follows "including" or "among them".
    A ``fraction`` has its value between 0 and 1, a ``share`` in per cent. What is of kind date, time, ordinal or code
    counts nothing.
    """

    start: int
    end: int
    phrase_start: int
    phrase_end: int
    text: str
    form: Form
    kind: Kind
    value: Number | None
    also: Number | None
    low: Number | None
    high: Number | None
    of_total: Number | None
    qualifier: Qualifier
    qualifier_text: str
    provisional_text: str
    estimated: bool
    listed: bool
    magnitude: str | None
    least: int | None

    @property
    def provisional(self) -> bool:
        """Whether the text says that more may come: "so far", "initial", "expected to rise"."""
        return bool(self.provisional_text)

    @property
    def counts(self) -> bool:
        """Whether it says how many, how much or which part."""
        return self.kind in COUNTING

    @property
    def values(self) -> tuple[Number, ...]:
        """Every number that stands here: its value in each reading, the ends of its range, its total."""
        return tuple(n for n in (self.value, self.also, self.low, self.high, self.of_total) if n is not None)


def find_numbers(text: str, language: str = "en", articles: bool = False) -> tuple[FoundNumber, ...]:
    """Return the numbers of *text* in their order; with *articles* an "a" or "an" is a one.

    *language* is a BCP 47 tag; of a language without a table in languages/, digits and signs alone are read. What lies
    beyond two million characters is not read.
    """
    tokens = split_text(text[:MAX_CHARACTERS], find_language(language) or no_language())
    amounts: list[Amount] = []
    for amount in read_amounts(tokens, articles):
        before = amounts[-1] if amounts else None
        if before is None or not (_make_range(tokens, before, amount) or _make_total(tokens, before, amount)):
            amounts.append(amount)
    _mark_provisional(tokens, [amount for amount in amounts if _is_provisional_kind(amount)])
    return tuple(_finish(tokens, amount) for amount in amounts)


# What two numbers make together


def _make_range(tokens: Tokens, low: Amount, high: Amount) -> bool:
    """Join "between 200 and 300", "200-300", "1 to 2 million"; a number that rose to another is no range."""
    language = tokens.language
    if high.first - low.end != 1 or low.high is not None or low.of_total is not None:
        return False
    link = tokens.words[low.end]
    if link in DASHES and high.kind == "date" and low.kind == "count":
        low.kind = "date"
        return False
    if low.kind not in ("count", high.kind) or high.kind not in COUNTING or low.form in ("article", "none"):
        return False
    between = any(tokens.word(low.first - back) in language.between for back in (1, 2, 3))
    links = language.and_ | language.to if between else language.to
    if link not in links or low.value is None or high.value is None or _changes(tokens, low, link):
        return False
    value = low.value * high.scale if low.scale == 1 and low.value * high.scale < high.value else low.value
    if value >= high.value:
        return False
    low.value, low.high, low.end, low.also, low.kind = value, high.value, high.end, None, high.kind
    return True


def _changes(tokens: Tokens, low: Amount, link: str) -> bool:
    """Whether one number follows the other in time: "rose from 20 to 30"."""
    before = tokens.words[max(low.first - 8, 0) : low.first]
    return link not in DASHES and any(word in tokens.language.change for word in before)


def _make_total(tokens: Tokens, part: Amount, whole: Amount) -> bool:
    """Join "three of their four", "106 out of 338", "two of the city's eight", "one in five"."""
    if part.value is None or whole.value is None or part.high is not None or part.of_total is not None:
        return False
    if part.kind != "count" or whole.kind != "count" or not {part.form, whole.form} <= {"digits", "words"}:
        return False
    of = tokens.language.of.at(tokens.words, part.end)
    if of is None and part.value == 1 and part.form == "words":
        of = tokens.language.one_in.at(tokens.words, part.end)
    if of is None or not of[0] <= whole.first <= part.end + _CLOSE or whole.value < part.value:
        return False
    between = tokens.words[of[0] : whole.first]
    if not all(word in tokens.language.determiners for word in between) and between[-2:] not in _POSSESSIVE:
        return False
    part.of_total, part.end = whole.value, whole.end
    return True


# What the words around make of a number


def _is_provisional_kind(amount: Amount) -> bool:
    return amount.kind in ("count", "share") and amount.form not in ("article", "none")


def _mark_provisional(tokens: Tokens, amounts: list[Amount]) -> None:
    """Give each "so far", "initial" or "expected to rise" to the number it speaks of."""
    language, words = tokens.language, tokens.words
    firsts = [amount.first for amount in amounts]

    def mark(phrases: Phrases[str], at: int, back: int, forward: int, forward_first: bool = False) -> None:
        hit = phrases.at(words, at)
        if hit is None:
            return
        before = _nearest(tokens, amounts, firsts, at, back, after=False)
        after = _nearest(tokens, amounts, firsts, at, forward, after=True)
        near = (after or before) if forward_first else (before or after)
        if near is not None:
            near.provisional = near.provisional or hit[1]

    for at, word in enumerate(words) if amounts else ():
        if word not in language.open_words:
            continue
        mark(language.so_far, at, _SO_FAR, _SO_FAR)
        mark(language.rising, at, _SO_FAR, 0)
        mark(language.be_among, at, _CLOSE, 0)
        if any(near in language.toll for near in words[max(at - 2, 0) : at + 4]):
            mark(language.initial, at, _SO_FAR, _CLOSE, forward_first=True)


def _nearest(
    tokens: Tokens, amounts: list[Amount], firsts: list[int], at: int, reach: int, after: bool
) -> Amount | None:
    """Return the nearest number before or after a token, within *reach* words of the same sentence."""
    place = bisect_left(firsts, at)
    if not reach or not (place < len(amounts) if after else place > 0):
        return None
    amount = amounts[place] if after else amounts[place - 1]
    first, last = (at, amount.first) if after else (amount.end, at)
    if last - first > reach or any(tokens.ends_sentence(between) for between in range(first, last)):
        return None
    return amount


def _finish(tokens: Tokens, amount: Amount) -> FoundNumber:
    first, qualifier, said = _qualify_before(tokens, amount)
    last = amount.end
    if not said and amount.kind in COUNTING:
        last, qualifier, said = _qualify_after(tokens, amount)
    if amount.high is not None:
        qualifier = "range"
    elif amount.form == "vague":
        qualifier = "vague"
    elif amount.round and not said:
        qualifier, said = "about", tokens.words[amount.end - 1]
    start, end = tokens.starts[amount.first], tokens.ends[amount.end - 1]
    value, high = _plain(amount.value), _plain(amount.high)
    return FoundNumber(
        start=start,
        end=end,
        phrase_start=tokens.starts[first],
        phrase_end=tokens.ends[last - 1],
        text=tokens.text[start:end],
        form=amount.form,
        kind=amount.kind,
        value=value if high is None else None,
        also=_plain(amount.also),
        low=None if high is None else value,
        high=high,
        of_total=_plain(amount.of_total),
        qualifier=qualifier,
        qualifier_text=said,
        provisional_text=amount.provisional,
        estimated=_is_estimated(tokens, amount),
        listed=tokens.language.including.before(tokens.words, first) is not None,
        magnitude=tokens.text[start:end] if amount.form == "vague" else None,
        least=amount.least,
    )


def _qualify_before(tokens: Tokens, amount: Amount) -> tuple[int, Qualifier, str]:
    """Return where the phrase begins, its qualifier and the words that say so; of two, the outer one counts."""
    language, words = tokens.language, tokens.words
    qualifier: Qualifier = "exact"
    first, said, at = amount.first, "", amount.first
    for _ in range(4):
        hit = language.before.before(words, at)
        if hit is not None:
            said = " ".join(words[hit[0] : at])
            first, qualifier = hit
            at = first
        elif at and not said and (words[at - 1] in language.fillers or words[max(at - 2, 0) : at] in _ABBREVIATED):
            at -= 1
        else:
            break
    return first, qualifier, said


def _is_estimated(tokens: Tokens, amount: Amount) -> bool:
    for back in range(amount.first - 1, max(amount.first - _CLOSE, -1), -1):
        if tokens.words[back] in tokens.language.estimated:
            return True
        if tokens.kinds[back] in DIGITS or tokens.ends_sentence(back):
            break
    return False


def _qualify_after(tokens: Tokens, amount: Amount) -> tuple[int, Qualifier, str]:
    """Read "nine air strikes at least", "200+", "50 or more"."""
    language, words = tokens.language, tokens.words
    for at in range(amount.end, min(amount.end + 4, len(words))):
        hit = language.after.at(words, at)
        if hit is not None and not _leads_on(tokens, hit[0]):
            return hit[0], hit[1], " ".join(words[at : hit[0]])
        if tokens.kinds[at] != "word" and not language.per_cent.at(words, at):
            break
    return amount.end, "exact", ""


def _leads_on(tokens: Tokens, at: int) -> bool:
    """Whether a number follows, to which "at least" belongs then."""
    at += tokens.word(at) in tokens.language.fillers
    return tokens.kind(at) in DIGITS or number_at(tokens, at) is not None


def _plain(value: Exact | None) -> Number | None:
    if value is None or isinstance(value, int):
        return value
    return value.numerator if value.denominator == 1 else float(value)
