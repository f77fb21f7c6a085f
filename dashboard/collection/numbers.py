"""Find the numbers of a text, in digits and in words, each with what the words around it make of it.

Reading takes time in proportion to the length of a text, whatever stands in it. What a number counts is not read here.
"""

from bisect import bisect_left

from dashboard.collection.amounts import DASHES, DIGITS, Exact, FoundNumber, Tokens, number_at, read_amounts, split_text
from dashboard.collection.number_words import find_language, no_language
from dashboard.records.model import Qualifier
from dashboard.records.quantity import Number

MAX_CHARACTERS = 2_000_000
# How many words away from a number "so far" may stand, "were among", "initial".
_SO_FAR, _CLOSE = 12, 6
_ABBREVIATED = [[word, "."] for word in ("ca", "c", "approx", "rd")]
_POSSESSIVE = (["'", "s"], ["’", "s"])


def find_numbers(text: str, language: str = "en", articles: bool = False) -> tuple[FoundNumber, ...]:
    """Return the numbers of *text* in their order; with *articles* an "a" or "an" is a one.

    *language* is a BCP 47 tag; of a language without a table in languages/, digits and signs alone are read. What lies
    beyond two million characters is not read.
    """
    return read_numbers(split_text(text[:MAX_CHARACTERS], find_language(language) or no_language()), articles)


def read_numbers(tokens: Tokens, articles: bool = False) -> tuple[FoundNumber, ...]:
    """Return the numbers of a text that was split already; see :func:`find_numbers`."""
    amounts: list[FoundNumber] = []
    for amount in read_amounts(tokens, articles):
        before = amounts[-1] if amounts else None
        if before is None or not (_make_range(tokens, before, amount) or _make_total(tokens, before, amount)):
            amounts.append(amount)
    counted = [amount for amount in amounts if amount.kind in ("count", "share")]
    _mark_provisional(tokens, [amount for amount in counted if amount.form not in ("article", "none")])
    for amount in amounts:
        _finish(tokens, amount)
    return tuple(amounts)


# What two numbers make together


def _make_range(tokens: Tokens, low: FoundNumber, high: FoundNumber) -> bool:
    """Join "between 200 and 300", "200-300", "1 to 2 million"; a number that rose to another is no range."""
    language = tokens.language
    if high.first - low.stop != 1 or low.high is not None or low.of_total is not None:
        return False
    link = tokens.words[low.stop]
    if link in DASHES and high.kind == "date" and low.kind == "count":
        low.kind = "date"
        return False
    if low.kind not in ("count", high.kind) or not high.counts or low.form in ("article", "none"):
        return False
    between = any(tokens.word(low.first - back) in language.between for back in (1, 2, 3))
    links = language.and_ | language.to if between else language.to
    if link not in links or low.value is None or high.value is None or _changes(tokens, low, link):
        return False
    value = low.value * high.scale if low.scale == 1 and low.value * high.scale < high.value else low.value
    if value >= high.value:
        return False
    low.value, low.high, low.stop, low.also, low.kind = value, high.value, high.stop, None, high.kind
    return True


def _changes(tokens: Tokens, low: FoundNumber, link: str) -> bool:
    """Whether one number follows the other in time: "rose from 20 to 30"."""
    before = tokens.words[max(low.first - 8, 0) : low.first]
    return link not in DASHES and any(word in tokens.language.change for word in before)


def _make_total(tokens: Tokens, part: FoundNumber, whole: FoundNumber) -> bool:
    """Join "three of their four", "106 out of 338", "two of the city's eight", "one in five"."""
    if part.value is None or whole.value is None or part.high is not None or part.of_total is not None:
        return False
    if part.kind != "count" or whole.kind != "count" or not {part.form, whole.form} <= {"digits", "words"}:
        return False
    of = tokens.language.of.at(tokens.words, part.stop)
    if of is None and part.value == 1 and part.form == "words":
        of = tokens.language.one_in.at(tokens.words, part.stop)
    if of is None or not of[0] <= whole.first <= part.stop + _CLOSE or whole.value < part.value:
        return False
    between = tokens.words[of[0] : whole.first]
    if not all(word in tokens.language.determiners for word in between) and between[-2:] not in _POSSESSIVE:
        return False
    part.of_total, part.stop = whole.value, whole.stop
    return True


# What the words around make of a number


def _mark_provisional(tokens: Tokens, amounts: list[FoundNumber]) -> None:
    """Give each "so far", "initial" or "expected to rise" to the number it speaks of, most often the one before."""
    language, words, firsts = tokens.language, tokens.words, [amount.first for amount in amounts]
    marks = (
        (language.so_far, (-_SO_FAR, _SO_FAR)),
        (language.rising, (-_SO_FAR,)),
        (language.be_among, (-_CLOSE,)),
        (language.initial, (_CLOSE, -_SO_FAR)),
    )
    for at in (at for at, word in enumerate(words) if word in language.open_words):
        for phrases, reaches in marks:
            hit = phrases.at(words, at)
            if hit is None or (
                phrases is language.initial and language.toll.isdisjoint(words[max(at - 2, 0) : at + 4])
            ):
                continue
            near = (_nearest(tokens, amounts, firsts, at, reach) for reach in reaches)
            if (amount := next(filter(None, near), None)) is not None:
                amount.provisional_text = amount.provisional_text or hit[1]


def _nearest(tokens: Tokens, amounts: list[FoundNumber], firsts: list[int], at: int, reach: int) -> FoundNumber | None:
    """Return the nearest number after a token, or before it, within *reach* words (-12: before) of one sentence."""
    place = bisect_left(firsts, at) - (reach < 0)
    if not 0 <= place < len(amounts):
        return None
    amount = amounts[place]
    first, last = (amount.stop, at) if reach < 0 else (at, amount.first)
    apart = last - first > abs(reach) or any(tokens.ends_sentence(between) for between in range(first, last))
    return None if apart else amount


def _finish(tokens: Tokens, amount: FoundNumber) -> None:
    """Fill in what the words around say, and where all of it stands."""
    first, amount.qualifier, amount.qualifier_text = _qualify_before(tokens, amount)
    last = amount.stop
    if not amount.qualifier_text and amount.counts:
        last, amount.qualifier, amount.qualifier_text = _qualify_after(tokens, amount)
    if amount.high is not None:
        amount.qualifier, amount.low, amount.value = "range", amount.value, None
    elif amount.form == "vague":
        amount.qualifier = "vague"
    elif amount.round and not amount.qualifier_text:
        amount.qualifier, amount.qualifier_text = "about", tokens.words[amount.stop - 1]
    for key in ("value", "also", "low", "high", "of_total"):
        setattr(amount, key, _plain(getattr(amount, key)))
    amount.start, amount.end = tokens.starts[amount.first], tokens.ends[amount.stop - 1]
    amount.phrase_start, amount.phrase_end = tokens.starts[first], tokens.ends[last - 1]
    amount.text = tokens.text[amount.start : amount.end]
    amount.estimated = _is_estimated(tokens, amount)
    amount.listed = tokens.language.including.before(tokens.words, first) is not None


def _qualify_before(tokens: Tokens, amount: FoundNumber) -> tuple[int, Qualifier, str]:
    """Return where the phrase begins, its qualifier and the words that say so; of two, the outer one counts."""
    language, words = tokens.language, tokens.words
    qualifier: Qualifier = "exact"
    first = amount.first
    if amount.kind == "money" and tokens.word(first - 1) in language.money:
        first -= 1 + (tokens.touches(first - 1) and tokens.kinds[first - 2] == "word")  # US$5
    said, at = "", first
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


def _is_estimated(tokens: Tokens, amount: FoundNumber) -> bool:
    for back in range(amount.first - 1, max(amount.first - _CLOSE, -1), -1):
        if tokens.words[back] in tokens.language.estimated:
            return True
        if tokens.kinds[back] in DIGITS or tokens.ends_sentence(back):
            break
    return False


def _qualify_after(tokens: Tokens, amount: FoundNumber) -> tuple[int, Qualifier, str]:
    """Read "nine air strikes at least", "200+", "50 or more"."""
    language, words = tokens.language, tokens.words
    for at in range(amount.stop, min(amount.stop + 4, len(words))):
        hit = language.after.at(words, at)
        if hit is not None and not _leads_on(tokens, hit[0]):
            return hit[0], hit[1], " ".join(words[at : hit[0]])
        if tokens.kinds[at] != "word" and not language.per_cent.at(words, at):
            break
    return amount.stop, "exact", ""


def _leads_on(tokens: Tokens, at: int) -> bool:
    """Whether a number follows, to which "at least" belongs then."""
    at += tokens.word(at) in tokens.language.fillers
    return tokens.kind(at) in DIGITS or number_at(tokens, at) is not None


def _plain(value: Exact | None) -> Number | None:
    if value is None or isinstance(value, int):
        return value
    return value.numerator if value.denominator == 1 else float(value)
