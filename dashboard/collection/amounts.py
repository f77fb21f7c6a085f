"""Split a text into words, numbers and signs, and read the amounts among them; numbers.py says what becomes of them.

Every look around a word is bounded, so that reading takes time in proportion to the length of a text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from dashboard.collection.number_words import Language
from dashboard.records.model import Qualifier
from dashboard.records.quantity import Number

Kind = Literal["count", "share", "fraction", "money", "date", "time", "ordinal", "code"]
Form = Literal["digits", "words", "vague", "none", "article"]
Exact: TypeAlias = int | Fraction
Value: TypeAlias = Any  # int or Fraction while it is read, int or float then; None where there is none

COUNTING: frozenset[Kind] = frozenset(("count", "share", "fraction", "money"))
DASHES = frozenset("-–—−")
DIGITS = frozenset(("date", "time", "grouped", "plain", "long"))
_MAX_WORDS_OF_A_NUMBER = 14
_LARGEST_SCALE = 10**9
_TOKEN = re.compile(
    r"""
    (?P<date>\d{4}-\d{2}-\d{2}(?!\d) | \d{1,2}[./]\d{1,2}[./]\d{2,4}(?!\d))
  | (?P<time>\d{1,2}:\d{2}(?!\d))
  | (?P<grouped>\d{1,3}(?P<mark>[.,'’\u066c\ \u00a0\u2009\u202f])\d{3}(?:(?P=mark)\d{3}){0,4}(?!\d)
      (?:(?!(?P=mark))[.,\u066b]\d{1,6}(?!\d))? | \d{1,2}(?:,\d{2}){1,4},\d{3}(?!\d))
  | (?P<plain>\d{1,15}(?:[.,\u066b]\d{1,9}|[½¼¾])?(?!\d))
  | (?P<long>\d+)
  | (?P<word>[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0640\u064b-\u065f\u0670])*)
  | (?P<sign>[^\w\s]|_)
    """,
    re.VERBOSE,
)
_VULGAR = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}
_DECIMAL = re.compile(r"[.,\u066b]")
_ENDS = frozenset(".!?؟;")
_ORDINAL = frozenset(("st", "nd", "rd", "th", "er", "ere", "eme", "e", "º", "ª", "°"))
_BEFORE_YEARS = frozenset(
    ("in", "since", "until", "during", "year", "nel", "dal", "del", "im", "seit", "jahr", "en", "depuis", "عام", "سنه")
)
_JOINS_HALVES = frozenset(("of", "one", "di", "de", "d", "'"))
_CODE_SIGNS = frozenset("/#№")


@dataclass(slots=True)
class FoundNumber:
    """A number of a text: ``text[start:end]``, with its qualifier ``text[phrase_start:phrase_end]``.

    ``value`` is None for a range (``low``, ``high``) and for a vague word (``least`` is the smallest number it can
    mean). ``also`` is a second way to read its digits ("1.700"). ``qualifier_text`` and ``provisional_text`` are the
    words, folded, that make it so; ``listed`` follows "including" or "among them". A ``fraction`` has its value between
    0 and 1, a ``share`` in per cent. What is of kind date, time, ordinal or code counts nothing.

    While it is read, it is the tokens from ``first`` up to, not including, ``stop``; ``scale`` is by how much "million"
    multiplied its digits, ``round`` marks nouns that mean about so many.
    """

    first: int
    stop: int
    form: Form
    value: Value = None
    also: Value = None
    kind: Kind = "count"
    scale: int = 1
    least: int | None = None
    round: bool = False
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
        return self.kind in COUNTING

    @property
    def values(self) -> tuple[Number, ...]:
        """Every number that stands here: its value in each reading, the ends of its range, its total."""
        return tuple(n for n in (self.value, self.also, self.low, self.high, self.of_total) if n is not None)


@dataclass(slots=True)
class Tokens:
    """The words, numbers and signs of a text, in order; words are folded, a hyphen within a word is left out."""

    text: str
    language: Language
    words: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    readings: dict[int, tuple[Exact, Exact | None]] = field(default_factory=dict)

    def word(self, at: int) -> str:
        """Return the word at a place, or "" where there is none."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def kind(self, at: int) -> str:
        """Return the kind of the token at a place, or "" where there is none."""
        return self.kinds[at] if 0 <= at < len(self.kinds) else ""

    def touches(self, at: int) -> bool:
        """Whether nothing stands between the token at *at* and the one before."""
        return 0 < at < len(self.starts) and self.starts[at] == self.ends[at - 1]

    def ends_sentence(self, at: int) -> bool:
        """Whether a sentence ends with the token: "3.5", "ca. 50" and "Sept. 23" go on."""
        if self.words[at] not in _ENDS:
            return False
        following = self.text[self.ends[at] : self.ends[at] + 2].strip()
        return not self.touches(at + 1) and not following[:1].islower()

    def is_month(self, at: int) -> bool:
        """Whether the word at a place names a month: "May", not "may"."""
        language = self.language
        if self.word(at) not in language.months:
            return False
        return not language.months_are_capitalised or self.text[self.starts[at]].isupper()


def split_text(text: str, language: Language) -> Tokens:
    """Split *text* into its words, numbers and signs."""
    tokens = Tokens(text, language)
    words, kinds, starts, ends = tokens.words, tokens.kinds, tokens.starts, tokens.ends
    for match in _TOKEN.finditer(text):
        kind, written = match.lastgroup or "", match.group()
        start, end = match.span()
        if kind == "word":
            if ends and ends[-1] == start and words[-1] == "-" and kinds[-2:-1] == ["word"] and starts[-1] == ends[-2]:
                del words[-1], kinds[-1], starts[-1], ends[-1]
            written = language.fold(written)
        elif kind in ("grouped", "plain"):
            tokens.readings[len(words)] = _read_digits(written, match["mark"], language.decimal_mark)
        words.append(written)
        kinds.append(kind)
        starts.append(start)
        ends.append(end)
    return tokens


def _read_digits(written: str, mark: str | None, decimal_mark: str) -> tuple[Exact, Exact | None]:
    """Return how digits are read, and how else they may be: in English "1.700" is 1,700 before it is 1.7."""
    if written[-1] in _VULGAR:
        return int(written[:-1]) + _VULGAR[written[-1]], None
    if mark is None and written.count(",") > 1:
        return int(written.replace(",", "")), None  # 5,71,128 as India writes it
    whole, *decimals = _DECIMAL.split(written) if mark is None else _DECIMAL.split(written.replace(mark, "'"))
    value: Exact = int(whole.replace("'", ""))
    if decimals:
        value += Fraction(int(decimals[0]), 10 ** len(decimals[0]))
    if mark is None or decimals or mark != decimal_mark or written.count(mark) > 1:
        return value, None
    decimal = Fraction(value, 1_000)
    return (decimal, None) if written.startswith("0") else (value, decimal)


def read_amounts(tokens: Tokens, articles: bool) -> Iterator[FoundNumber]:
    """Yield the amounts of a text in their order; with *articles* an "a" is a one."""
    at, count, opening, glued = 0, len(tokens.words), tokens.language.opening, bool(tokens.language.glued)
    while at < count:
        kind = tokens.kinds[at]
        amount: FoundNumber | None = None
        if kind in DIGITS:
            amount = _read_figure(tokens, at)
        elif kind == "word" and (glued or tokens.words[at] in opening):
            amount = _read_word(tokens, at, articles)
        if amount is not None:
            yield amount
        at = at + 1 if amount is None else amount.stop


# Digits


def _read_figure(tokens: Tokens, at: int) -> FoundNumber:
    kind = tokens.kinds[at]
    if kind not in ("grouped", "plain"):
        return FoundNumber(
            at, at + 1, "digits", kind="date" if kind == "date" else "time" if kind == "time" else "code"
        )
    amount = FoundNumber(at, at + 1, "digits", *tokens.readings[at])
    if _is_code(tokens, at):
        amount.kind = "code"
        return amount
    _read_scales(tokens, amount)
    if amount.stop == at + 1:
        amount.kind = _kind_beside(tokens, at)
    if amount.kind == "count":
        amount.kind = _kind_of_unit(tokens, amount)
    return amount


def _is_code(tokens: Tokens, at: int) -> bool:
    """Whether digits are part of a name: M2, COVID-19, No. 3, S/2016/660, 20mm."""
    before, after = tokens.word(at - 1), tokens.word(at + 1)
    if tokens.touches(at) and (
        before in _CODE_SIGNS
        or (tokens.kinds[at - 1] == "word" and before.isascii())
        or (before == "-" and tokens.touches(at - 1) and tokens.kind(at - 2) == "word")
    ):
        return True
    if before == "." and tokens.word(at - 2) in ("no", "nr", "n"):
        return True
    if not tokens.touches(at + 1):
        return False
    named = tokens.kinds[at + 1] == "word" and after.isascii() and after not in _ORDINAL
    named = named and (after,) not in tokens.language.per_cent
    return (named and after not in tokens.language.scales) or (after == "/" and tokens.touches(at + 2))


def _read_scales(tokens: Tokens, amount: FoundNumber) -> None:
    """Take in "million", "k", "hundred thousand", "and a half million"."""
    scales = tokens.language.scales
    amount.stop = _read_and_half(tokens, amount)
    while amount.value is not None and amount.scale < _LARGEST_SCALE:
        at = amount.stop
        at += tokens.word(at) in DASHES and tokens.touches(at) and tokens.touches(at + 1)
        word = tokens.word(at)
        if word not in scales or (len(word) <= 2 and not tokens.touches(at)):
            return
        if amount.also is not None:
            # "1.750 million" is not 1,750 million.
            amount.value, amount.also = amount.also, None
        amount.scale *= scales[word]
        amount.value *= scales[word]
        amount.stop = at + 1


def _read_and_half(tokens: Tokens, amount: FoundNumber) -> int:
    """Add "and a half" where a scale follows, and return the end of what was read."""
    language, at = tokens.language, amount.stop
    if tokens.word(at) in language.and_ and amount.value is not None:
        at += 2 if tokens.word(at + 1) in language.articles else 1
        part = language.fractions.get(tokens.word(at))
        if part is not None and tokens.word(at + 1) in language.scales:
            amount.value += part
            return at + 1
    return amount.stop


def _kind_beside(tokens: Tokens, at: int) -> Kind:
    """Tell days, years and hours from counts by the words beside the digits."""
    value, before, after = tokens.readings[at][0], tokens.word(at - 1), tokens.word(at + 1)
    ordinal = after in _ORDINAL and tokens.touches(at + 1)
    if tokens.kinds[at] == "plain":
        month_at = at + 1 + ordinal
        month_at += tokens.word(month_at) in (".", "of", "de")
        if value <= 31 and (tokens.is_month(month_at) or tokens.is_month(at - 1 - (before == "."))):
            return "date"
        is_year = isinstance(value, int) and 1900 <= value <= 2099
        # "in 2016", "September 2016", "September, 2016", "September 23, 2016"
        back_to_month = {",": (2, 3), ".": (2,)}.get(before, (1,))
        if is_year and (before in _BEFORE_YEARS or any(tokens.is_month(at - back) for back in back_to_month)):
            return "date"
        if after in ("am", "pm", "uhr") or (after in ("a", "p") and tokens.word(at + 2) + tokens.word(at + 3) == ".m"):
            return "time"
    return "ordinal" if ordinal else "count"


def _kind_of_unit(tokens: Tokens, amount: FoundNumber) -> Kind:
    money = tokens.language.money
    if tokens.language.per_cent.at(tokens.words, amount.stop):
        return "share"
    return "money" if tokens.word(amount.first - 1) in money or tokens.word(amount.stop) in money else "count"


# Words


def _read_word(tokens: Tokens, at: int, articles: bool) -> FoundNumber | None:
    word = tokens.words[at]
    article = word in tokens.language.articles
    first = at + article
    amount = (
        _read_vague(tokens, at)
        or _read_part(tokens, first, Fraction(1), article)
        or _read_round(tokens, first)
        or _read_cardinal(tokens, first, article)
        or _read_none(tokens, at)
    )
    if amount is not None:
        amount.first = at
        return amount
    return FoundNumber(at, at + 1, "article", 1) if article and articles else None


def _read_vague(tokens: Tokens, at: int) -> FoundNumber | None:
    """Read "dozens", "tens of thousands", "several hundred"."""
    language = tokens.language
    if vague := language.vague.at(tokens.words, at):
        stop, least = vague
    elif (few := language.few.at(tokens.words, at)) and tokens.word(few[0]) in language.scales:
        stop, least = few[0], 2
        while (scale := language.scales.get(tokens.word(stop))) is not None:
            stop, least = stop + 1, 20 if scale == 12 else least * scale
    else:
        return None
    return FoundNumber(at, stop, "vague", least=least)


def _read_round(tokens: Tokens, at: int) -> FoundNumber | None:
    value = tokens.language.round.get(tokens.word(at))
    return None if value is None else FoundNumber(at, at + 1, "words", value, round=True)


def _read_part(tokens: Tokens, at: int, times: Fraction, counted: bool) -> FoundNumber | None:
    """Read "half a million", "a quarter of the hospitals", "two thirds of"; no "third" nor "quarter" alone."""
    language = tokens.language
    part = language.fractions.get(tokens.word(at))
    if part is None:
        return None
    end = at + 1
    while end < at + 4 and (tokens.word(end) in language.articles or tokens.word(end) in _JOINS_HALVES):
        end += 1
    scale = language.scales.get(tokens.word(end))
    if scale is not None and len(tokens.word(end)) > 2:
        return FoundNumber(at, end + 1, "words", times * part * scale)
    if part == Fraction(1, 2) or (counted and end > at + 1):
        return FoundNumber(at, at + 1, "words", times * part, kind="fraction")
    return None


def _read_cardinal(tokens: Tokens, at: int, article: bool) -> FoundNumber | None:
    """Read "two hundred and fifty thousand"; with *article* the words after "a" in "a hundred"."""
    language = tokens.language
    if article and tokens.word(at) not in language.scales:
        return None
    total, current, seen, last, end = 0, int(article), article, 0, at
    while end < min(len(tokens.words), at + _MAX_WORDS_OF_A_NUMBER):
        joined = end + (last >= 100 and tokens.words[end] in language.and_)
        hit = number_at(tokens, joined)
        if hit and (not seen or _fits(current, hit[1], language)) and (joined == end or hit[1] < 100):
            current, last, seen, end = current + hit[1], 0, True, hit[0]
            continue
        word = tokens.words[end]
        scale = language.scales.get(word, 0)
        if len(word) <= 2 or not scale or not (seen or word in language.bare_scales) or 0 < last <= scale:
            break
        if scale < 1_000:
            current = (current or 1) * scale
        else:
            total, current = total + (current or 1) * scale, 0
        seen, last, end = True, scale, end + 1
    return _finish_cardinal(tokens, at, end, total + current) if end > at else None


def number_at(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """Return the end and the value of a number word at a place."""
    if tokens.kind(at) != "word":
        return None
    hit = tokens.language.numbers.at(tokens.words, at)
    if hit is None and tokens.language.glued:
        value = tokens.language.read_glued(tokens.words[at])
        return None if value is None else (at + 1, value)
    return hit


def _fits(current: int, value: int, language: Language) -> bool:
    """Whether a number goes on with a word of this value: "two hundred" with "five", "twenty" with "seven"."""
    if current % 100 == 0:
        return value < 100 or current == 0
    ones = current % 100
    if language.ones_first:
        return ones < 10 and value % 10 == 0 and value < 100
    return ones >= 20 and ones % 10 == 0 and 0 < value < 10


def _finish_cardinal(tokens: Tokens, at: int, end: int, value: int) -> FoundNumber:
    part = _read_part(tokens, end, Fraction(value), True) if value < 20 else None
    if part is not None:
        part.first = at
        return part
    amount = FoundNumber(at, end, "words", value)
    amount.stop = _read_and_half(tokens, amount)
    if amount.stop > end:
        _read_scales(tokens, amount)
    else:
        amount.scale = _last_scale(tokens, at, end)
    amount.kind = _kind_of_unit(tokens, amount)
    return amount


def _last_scale(tokens: Tokens, at: int, end: int) -> int:
    """Return by what the last words of a number multiply: by a thousand in "two thousand"."""
    scale = 1
    while end > at + 1 and tokens.words[end - 1] in tokens.language.scales:
        end -= 1
        scale *= tokens.language.scales[tokens.words[end]]
    return scale


def _read_none(tokens: Tokens, at: int) -> FoundNumber | None:
    """Read "no casualties", "none", "no one"; not "no longer", nor a plain no."""
    word, after = tokens.words[at], tokens.word(at + 1)
    if word not in tokens.language.none:
        return None
    if word == "no" and (tokens.kind(at + 1) != "word" or after in tokens.language.not_none):
        return None
    return FoundNumber(at, at + 1 + (word == "no" and after == "one"), "none", 0)
