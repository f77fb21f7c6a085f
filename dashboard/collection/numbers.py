"""Find the numbers of a text, in digits and in words, each with what the words around it make of it.

Every look around a word is bounded, so that reading takes time in proportion to the length of a text, whatever stands
in it. What a number counts is not read here.
"""

from bisect import bisect_left
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from dashboard.collection.number_words import DASHES, Tokens, find_language
from dashboard.records.model import Qualifier
from dashboard.records.reported import Number

Kind = Literal["count", "share", "fraction", "money", "date", "time", "ordinal", "code"]
Form = Literal["digits", "words", "vague", "none", "article"]
Value: TypeAlias = Any  # int or Fraction while it is read, int or float then; None where there is none

MAX_CHARACTERS = 2_000_000
DIGITS = frozenset(("date", "time", "grouped", "plain", "code"))
_MAX_WORDS_OF_A_NUMBER = 14
_LARGEST_SCALE = 10**9
_POSSESSIVE = (["'", "s"], ["’", "s"])
# How many words away from a number each kind of words may stand that leaves more to come (-12: after it), in turn.
_REACHES = {"so_far": (-12, 12), "rising": (-12,), "be_among": (-6,), "initial": (6, -12)}
_CLOSE = 6


@dataclass(slots=True)
class FoundNumber:
    """A number of a text: ``text[start:end]``, with its qualifier ``text[phrase_start:phrase_end]``.

    ``value`` is None for a range (``low``, ``high``) and for a vague word (``least`` is the smallest number it can
    mean). ``also`` is a second way to read its digits ("1.700"). ``qualifier_text`` and ``provisional_text`` are the
    words, folded, that make it so; ``listed`` follows "including" or "among them". A ``fraction`` has its value between
    0 and 1, a ``share`` in per cent. What is of kind date, time, ordinal or code counts nothing.

    While it is read, it is the tokens from ``first`` up to, not including, ``stop``; ``scale`` is by how much "million"
    multiplied its digits.
    """

    first: int
    stop: int
    form: Form
    value: Value = None
    also: Value = None
    kind: Kind = "count"
    scale: int = 1
    least: int | None = None
    low: Value = None
    high: Value = None
    of_total: Value = None
    start: int = 0
    end: int = 0
    phrase_start: int = 0
    phrase_end: int = 0
    text: str = ""
    qualifier: Qualifier = "exact"
    qualifier_text: str = ""
    provisional_text: str = ""
    estimated: bool = False
    listed: bool = False

    @property
    def provisional(self) -> bool:
        """Whether the text says that more may come: "so far", "initial", "expected to rise"."""
        return bool(self.provisional_text)

    @property
    def counts(self) -> bool:
        """Whether it says how many, how much or which part."""
        return self.kind in ("count", "share", "fraction", "money")

    @property
    def values(self) -> tuple[Number, ...]:
        """Every number that stands here: its value in each reading, the ends of its range, its total."""
        return tuple(n for n in (self.value, self.also, self.low, self.high, self.of_total) if n is not None)


def find_numbers(text: str, language: str = "en", articles: bool = False) -> tuple[FoundNumber, ...]:
    """Return the numbers of *text* in their order; with *articles* an "a" or "an" is a one.

    *language* is a BCP 47 tag; of a language without a table in languages/, digits and signs alone are read. What lies
    beyond two million characters is not read.
    """
    return read_numbers(Tokens(text[:MAX_CHARACTERS], find_language(language)), articles)


def read_numbers(tokens: Tokens, articles: bool = False) -> tuple[FoundNumber, ...]:
    """Return the numbers of a text that was split already; see :func:`find_numbers`."""
    amounts: list[FoundNumber] = []
    at, opening = 0, tokens.language.opening
    while at < len(tokens.words):
        amount = None
        if tokens.kinds[at] in DIGITS:
            amount = _read_figure(tokens, at)
        elif tokens.words[at] in opening:
            amount = _read_word(tokens, at, articles)
        at = amount.stop if amount else at + 1
        if amount and not (
            amounts and (_make_range(tokens, amounts[-1], amount) or _make_total(tokens, amounts[-1], amount))
        ):
            amounts.append(amount)
    counted = [amount for amount in amounts if amount.kind in ("count", "share")]
    _mark_provisional(tokens, [amount for amount in counted if amount.form not in ("article", "none")])
    for amount in amounts:
        _finish(tokens, amount)
    return tuple(amounts)


def _read_figure(tokens: Tokens, at: int) -> FoundNumber:
    if at not in tokens.readings:
        kind: Any = tokens.kinds[at]
        return FoundNumber(at, at + 1, "digits", kind=kind)
    amount = FoundNumber(at, at + 1, "digits", *tokens.readings[at])
    if _is_code(tokens, at):
        amount.kind = "code"
        return amount
    _read_scales(tokens, amount)
    amount.kind = (amount.stop == at + 1 and _kind_beside(tokens, at)) or _kind_of_unit(tokens, amount)
    return amount


def _is_code(tokens: Tokens, at: int) -> bool:
    """Whether digits are part of a name: M2, COVID-19, No. 3, S/2016/660, 20mm."""
    before, after = tokens.word(at - 1), tokens.word(at + 1)
    if tokens.touches(at) and (
        before in ("/", "#", "№")
        or (tokens.kinds[at - 1] == "word" and before.isascii())
        or (before == "-" and tokens.touches(at - 1) and tokens.kind(at - 2) == "word")
    ):
        return True
    if before == "." and tokens.word(at - 2) in ("no", "nr", "n"):
        return True
    counted = after in tokens.language.ordinals or (after,) in tokens.language.per_cent or tokens.scale(at + 1)
    return tokens.touches(at + 1) and tokens.kind(at + 1) == "word" and after.isascii() and not counted


def _read_scales(tokens: Tokens, amount: FoundNumber) -> None:
    """Take in "million", "k", "hundred thousand", "and a half million"."""
    language, at = tokens.language, amount.stop
    if tokens.word(at) in language.and_:
        at += 2 if tokens.word(at + 1) in language.articles else 1
        part = language.fractions.get((tokens.word(at),))
        if part is not None and tokens.scale(at + 1):
            amount.value, amount.stop = amount.value + part, at + 1
    while amount.scale < _LARGEST_SCALE:
        at = amount.stop
        at += tokens.word(at) in DASHES and tokens.touches(at) and tokens.touches(at + 1)
        scale = tokens.scale(at)
        if not scale:
            return
        if amount.also is not None:
            amount.value, amount.also = amount.also, None  # "1.750 million" is not 1,750 million
        amount.scale *= scale
        amount.value *= scale
        amount.stop = at + 1


def _kind_beside(tokens: Tokens, at: int) -> Kind | None:
    """Tell days, years and hours from counts by the words beside the digits."""
    value, before, after = tokens.readings[at][0], tokens.word(at - 1), tokens.word(at + 1)
    ordinal = after in tokens.language.ordinals and tokens.touches(at + 1)
    if tokens.kinds[at] == "plain":
        if value <= 31 and (tokens.is_month(at + 1 + ordinal) or tokens.is_month(at - 1 - (before == "."))):
            return "date"
        # "in 2016", "September 2016", "September, 2016", "September 23, 2016"
        of_month = any(tokens.is_month(at - back) for back in (1, 2, 3))
        if isinstance(value, int) and 1900 <= value <= 2099 and (before in tokens.language.before_years or of_month):
            return "date"
        if tokens.language.hours.at(tokens.words, at + 1):
            return "time"
    return "ordinal" if ordinal else None


def _kind_of_unit(tokens: Tokens, amount: FoundNumber) -> Kind:
    money = tokens.language.money
    if tokens.language.per_cent.at(tokens.words, amount.stop):
        return "share"
    return "money" if tokens.word(amount.first - 1) in money or tokens.word(amount.stop) in money else "count"


def _read_word(tokens: Tokens, at: int, articles: bool) -> FoundNumber | None:
    """Read "dozens", "half a million", "two hundred", "no one"; with *articles* an "a" before no number."""
    words, language = tokens.words, tokens.language
    article = words[at] in language.articles
    if vague := language.vague.at(words, at):
        return FoundNumber(at, vague[0], "vague", least=vague[1])
    amount = _read_part(tokens, at + article, Fraction(1), article) or _read_cardinal(tokens, at + article, article)
    if amount is not None:
        amount.first = at
        return amount
    if (none := language.none.at(words, at)) and none[1] == 0:
        return FoundNumber(at, none[0], "none", 0)
    return FoundNumber(at, at + 1, "article", 1) if article and articles else None


def _read_part(tokens: Tokens, at: int, times: Fraction, counted: bool) -> FoundNumber | None:
    """Read "half a million", "a quarter of the hospitals", "two thirds of"; no "third" nor "quarter" alone."""
    language = tokens.language
    part = language.fractions.get((tokens.word(at),))
    if part is None:
        return None
    end = at + 1
    while end < at + 4 and (tokens.word(end) in language.articles or tokens.word(end) in language.joins_halves):
        end += 1
    if scale := tokens.scale(end):
        return FoundNumber(at, end + 1, "words", times * part * scale)
    if part == Fraction(1, 2) or (counted and end > at + 1):
        return FoundNumber(at, at + 1, "words", times * part, kind="fraction")
    return None


def _read_cardinal(tokens: Tokens, at: int, article: bool) -> FoundNumber | None:
    """Read "two hundred and fifty thousand"; with *article* the words after "a" in "a hundred", "une trentaine"."""
    words, language = tokens.words, tokens.language
    seen = article and tokens.scale(at) > 0
    if article and not seen and (tokens.word(at),) not in language.round:
        return None
    total, current, last, scaled, end = 0, int(seen), 0, 1, at
    while end < min(len(words), at + _MAX_WORDS_OF_A_NUMBER):
        joined = end + (last >= 100 and words[end] in language.and_)
        stop, value = language.numbers.at(words, joined) or (0, 0)
        # "two hundred" goes on with "five", "twenty" with "seven".
        tens, one = (value, current % 100) if language.ones_first else (current % 100, value)
        fits = tens in range(10 if language.ones_first else 20, 100, 10) and one in range(1, 10)
        if current % 100 == 0:
            fits = value < 100 or current == 0
        if stop and (fits or not seen) and (joined == end or value < 100):
            current, last, scaled, seen, end = current + value, 0, 1, True, stop
            continue
        scale = tokens.scale(end)
        if not scale or not (seen or words[end] in language.bare_scales) or 0 < last <= scale:
            break
        if scale < 1_000:
            current = (current or 1) * scale
        else:
            total, current = total + (current or 1) * scale, 0
        seen, last, scaled, end = True, scale, scaled * scale, end + 1
    if end == at:
        return None
    value = total + current
    if value < 20 and (part := _read_part(tokens, end, Fraction(value), True)):
        return part
    amount = FoundNumber(at, end, "words", value, scale=scaled)
    _read_scales(tokens, amount)
    amount.kind = _kind_of_unit(tokens, amount)
    return amount


def _make_range(tokens: Tokens, low: FoundNumber, high: FoundNumber) -> bool:
    """Join "between 200 and 300", "200-300", "1 to 2 million"; a number that rose to another is no range."""
    language, words = tokens.language, tokens.words
    if high.first - low.stop != 1 or low.high is not None or low.of_total is not None:
        return False
    between, link = any(tokens.word(low.first - back) in language.between for back in (1, 2, 3)), words[low.stop]
    changes = link not in DASHES and not language.change.isdisjoint(words[max(low.first - 8, 0) : low.first])
    links = language.and_ | language.to if between else language.to
    if link in {*DASHES, *links} and high.kind == "date" and low.kind == "count":
        low.kind = "date"
    if low.kind not in ("count", high.kind) or not high.counts or low.form in ("article", "none"):
        return False
    if link not in links or low.value is None or high.value is None or changes:
        return False
    value = low.value * high.scale if low.scale == 1 and low.value * high.scale < high.value else low.value
    if value >= high.value:
        return False
    low.value, low.high, low.stop, low.also, low.kind = value, high.value, high.stop, None, high.kind
    return True


def _make_total(tokens: Tokens, part: FoundNumber, whole: FoundNumber) -> bool:
    """Join "three of their four", "106 out of 338", "two of the city's eight", "one in five"."""
    language, words = tokens.language, tokens.words
    if part.value is None or whole.value is None or part.high is not None or part.of_total is not None:
        return False
    if {part.kind, whole.kind} != {"count"} or not {part.form, whole.form} <= {"digits", "words"}:
        return False
    of = language.of.at(words, part.stop)
    if of is None and part.value == 1 and part.form == whole.form and whole.value <= 100:
        of = language.one_in.at(words, part.stop)
    if of is None or not of[0] <= whole.first <= part.stop + _CLOSE or whole.value < part.value:
        return False
    between = words[of[0] : whole.first]
    if not language.determiners.issuperset(between) and between[-2:] not in _POSSESSIVE:
        return False
    part.of_total, part.stop = whole.value, whole.stop
    return True


def _mark_provisional(tokens: Tokens, amounts: list[FoundNumber]) -> None:
    """Give each "so far", "initial" or "expected to rise" to the number it speaks of, most often the one before."""
    language, words, firsts = tokens.language, tokens.words, [amount.first for amount in amounts]
    for at in (at for at, word in enumerate(words) if word in language.open.first_words):
        end, kind = language.open.at(words, at) or (at, "")
        if kind == "initial" and language.toll.isdisjoint(words[max(at - 2, 0) : at + 4]):
            continue
        for reach in _REACHES.get(kind, ()):
            # The nearest number after, or before, within so many words of one sentence.
            place = bisect_left(firsts, at) - (reach < 0)
            if not 0 <= place < len(amounts):
                continue
            amount = amounts[place]
            between = range(amount.stop, at) if reach < 0 else range(at, amount.first)
            if len(between) <= abs(reach) and not any(map(tokens.ends_sentence, between)):
                amount.provisional_text = amount.provisional_text or " ".join(words[at:end])
                break


def _finish(tokens: Tokens, amount: FoundNumber) -> None:
    """Fill in what the words around say, and where all of it stands."""
    language, words = tokens.language, tokens.words
    first = _qualify_before(tokens, amount)
    last = _qualify_after(tokens, amount) if amount.counts and not amount.qualifier_text else amount.stop
    if amount.high is not None:
        amount.qualifier, amount.low, amount.value = "range", amount.value, None
    elif amount.form == "vague":
        amount.qualifier = "vague"
    elif not amount.qualifier_text and (words[amount.stop - 1],) in language.round:
        amount.qualifier, amount.qualifier_text = "about", words[amount.stop - 1]
    for key in ("value", "also", "low", "high", "of_total"):
        if isinstance(exact := getattr(amount, key), Fraction):
            setattr(amount, key, exact.numerator if exact.denominator == 1 else float(exact))
    amount.start, amount.end = tokens.starts[amount.first], tokens.ends[amount.stop - 1]
    amount.phrase_start, amount.phrase_end = tokens.starts[first], tokens.ends[last - 1]
    amount.text = tokens.text[amount.start : amount.end]
    amount.listed = language.including.before(words, first) is not None
    for back in range(amount.first - 1, max(amount.first - _CLOSE, -1), -1):
        amount.estimated = words[back] in language.estimated
        if amount.estimated or tokens.kinds[back] in DIGITS or tokens.ends_sentence(back):
            break


def _qualify_before(tokens: Tokens, amount: FoundNumber) -> int:
    """Read "more than", "US$", "some", and return where the phrase begins; of two qualifiers the outer one counts."""
    language, words = tokens.language, tokens.words
    at = first = amount.first
    if amount.kind == "money" and tokens.word(first - 1) in language.money:
        at = first = first - 1 - (tokens.touches(first - 1) and tokens.kinds[first - 2] == "word")  # US$5
    for _ in range(4):
        if hit := language.before.before(words, at):
            amount.qualifier, amount.qualifier_text = hit[1], " ".join(words[hit[0] : at])
            at = first = hit[0]
        elif at and not amount.qualifier_text and words[at - 1] in language.fillers:
            at -= 1
        else:
            break
    return first


def _qualify_after(tokens: Tokens, amount: FoundNumber) -> int:
    """Read "nine air strikes at least", "200+"; no "at least" that a number follows. Return where the phrase ends."""
    language, words = tokens.language, tokens.words
    for at in range(amount.stop, min(amount.stop + 4, len(words))):
        hit = language.after.at(words, at)
        if hit and tokens.kind(hit[0]) not in DIGITS and not language.numbers.at(words, hit[0]):
            amount.qualifier, amount.qualifier_text = hit[1], " ".join(words[at : hit[0]])
            return hit[0]
        if tokens.kinds[at] != "word" and not language.per_cent.at(words, at):
            break
    return amount.stop
