"""Find the numbers of a text, in digits and in words, each with what the words around it make of it.

Reading takes time in proportion to the length of a text, whatever stands in it: every look around a word is bounded.
What a number counts is not read here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, TypeAlias

from dashboard.collection.number_words import Language, find_language, no_language
from dashboard.records.model import Qualifier
from dashboard.records.quantity import Number

Kind = Literal["count", "share", "fraction", "money", "date", "time", "ordinal", "code"]
Form = Literal["digits", "words", "vague", "none", "article"]

MAX_CHARACTERS = 2_000_000
_AROUND = 12
_MAX_WORDS_OF_A_NUMBER = 14

_TOKEN = re.compile(
    r"""
    (?P<date>\d{4}-\d{2}-\d{2}(?!\d) | \d{1,2}[./]\d{1,2}[./]\d{2,4}(?!\d))
  | (?P<time>\d{1,2}:\d{2}(?!\d))
  | (?P<grouped>\d{1,3}(?P<mark>[.,'’\u066c\ \u00a0\u2009\u202f])\d{3}(?:(?P=mark)\d{3}){0,4}(?!\d)
      (?:(?!(?P=mark))[.,\u066b](?P<rest>\d{1,6})(?!\d))?)
  | (?P<plain>\d{1,15}(?:[.,\u066b]\d{1,9})?(?!\d))
  | (?P<long>\d+)
  | (?P<word>[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0640\u064b-\u065f\u0670])*)
  | (?P<sign>[^\w\s]|_)
    """,
    re.VERBOSE,
)
_DIGITS = frozenset(("date", "time", "grouped", "plain", "long"))
_DASHES = frozenset("-–—−")
_ENDS = frozenset(".!?؟;")
_ABBREVIATED = [[word, "."] for word in ("ca", "c", "approx", "rd")]
_ORDINAL = frozenset(("st", "nd", "rd", "th", "er", "ere", "eme", "e", "º", "ª", "°"))
_BEFORE_YEARS = frozenset(
    ("in", "since", "until", "during", "year", "nel", "dal", "del", "im", "seit", "jahr", "en", "depuis", "عام", "سنه")
)
_HALVES = frozenset(("of", "di", "de", "d", "'"))


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number of a text: ``text[start:end]``, with its qualifier and its total ``text[phrase_start:phrase_end]``.

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
    kind: Kind = "count"
    value: Number | None = None
    also: Number | None = None
    low: Number | None = None
    high: Number | None = None
    of_total: Number | None = None
    qualifier: Qualifier = "exact"
    qualifier_text: str = ""
    provisional_text: str = ""
    estimated: bool = False
    listed: bool = False
    magnitude: str | None = None
    least: int | None = None

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


_Exact: TypeAlias = int | Fraction


@dataclass(slots=True)
class _Amount:
    """A number while it is read: the tokens from ``first`` up to, not including, ``end``."""

    first: int
    end: int
    form: Form
    value: _Exact | None = None
    also: _Exact | None = None
    kind: Kind = "count"
    scale: int = 1
    least: int | None = None
    round: bool = False
    high: _Exact | None = None
    of_total: _Exact | None = None
    provisional: str = ""


@dataclass(slots=True)
class _Tokens:
    """The words, numbers and signs of a text, in order; a hyphen within a word is left out."""

    text: str
    language: Language
    words: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    readings: dict[int, tuple[_Exact, _Exact | None]] = field(default_factory=dict)

    def word(self, at: int) -> str:
        return self.words[at] if 0 <= at < len(self.words) else ""

    def kind(self, at: int) -> str:
        return self.kinds[at] if 0 <= at < len(self.kinds) else ""

    def touches(self, at: int) -> bool:
        """Whether nothing stands between the token at *at* and the one before."""
        return 0 < at < len(self.starts) and self.starts[at] == self.ends[at - 1]

    def is_capital(self, at: int) -> bool:
        return self.text[self.starts[at]].isupper()

    def ends_sentence(self, at: int) -> bool:
        if self.words[at] not in _ENDS:
            return False
        following = self.text[self.ends[at] : self.ends[at] + 2].strip()
        return not self.touches(at + 1) and not following[:1].islower()


def find_numbers(text: str, language: str = "en", articles: bool = False) -> tuple[FoundNumber, ...]:
    """Return the numbers of *text* in their order; with *articles* an "a" or "an" is a one.

    *language* is a BCP 47 tag; of a language without a table in languages/, digits and signs alone are read. What lies
    beyond two million characters is not read.
    """
    words = find_language(language) or no_language()
    tokens = _split(text[:MAX_CHARACTERS], words)
    amounts = _join(tokens, list(_read_amounts(tokens, articles)))
    _mark_provisional(tokens, amounts)
    return tuple(_finish(tokens, amount) for amount in amounts)


def _split(text: str, language: Language) -> _Tokens:
    tokens = _Tokens(text, language)
    words, kinds, starts, ends = tokens.words, tokens.kinds, tokens.starts, tokens.ends
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        start, end = match.span()
        written = match.group()
        if kind == "word":
            if ends and ends[-1] == start and words[-1] == "-" and kinds[-2:-1] == ["word"] and starts[-1] == ends[-2]:
                del words[-1], kinds[-1], starts[-1], ends[-1]
            written = language.fold(written)
        if kind in ("grouped", "plain"):
            tokens.readings[len(words)] = _read_digits(written, match["mark"], language.decimal_mark)
        words.append(written)
        kinds.append(kind)
        starts.append(start)
        ends.append(end)
    return tokens


def _read_digits(written: str, mark: str | None, decimal_mark: str) -> tuple[_Exact, _Exact | None]:
    """Return how digits are read, and how else they may be: in English "1.700" is 1,700 before it is 1.7."""
    if mark is None:
        return (int(written) if written.isdecimal() else _decimal(written)), None
    groups = written.split(mark)
    tail = re.split(r"[.,\u066b]", groups[-1])
    whole = int("".join([*groups[:-1], tail[0]]))
    if len(tail) == 2:
        return whole + Fraction(int(tail[1]), 10 ** len(tail[1])), None
    if mark == decimal_mark and len(groups) == 2:
        decimal = _decimal(written)
        return (decimal, None) if groups[0].startswith("0") else (whole, decimal)
    return whole, None


def _decimal(written: str) -> Fraction:
    whole, digits = re.split(r"[.,\u066b]", written)
    return int(whole) + Fraction(int(digits), 10 ** len(digits))


# Amounts


def _read_amounts(tokens: _Tokens, articles: bool) -> Iterator[_Amount]:
    at, count = 0, len(tokens.words)
    while at < count:
        kind = tokens.kinds[at]
        amount: _Amount | None = None
        if kind in _DIGITS:
            amount = _read_figure(tokens, at)
        elif kind == "word":
            amount = _read_word(tokens, at, articles)
        if amount is None:
            at += 1
        else:
            yield amount
            at = amount.end


def _read_figure(tokens: _Tokens, at: int) -> _Amount:
    kind = tokens.kinds[at]
    if kind == "date" or kind == "time":
        return _Amount(at, at + 1, "digits", kind="date" if kind == "date" else "time")
    if kind == "long":
        return _Amount(at, at + 1, "digits", kind="code")
    value, also = tokens.readings[at]
    amount = _Amount(at, at + 1, "digits", value, also)
    if _is_code(tokens, at):
        amount.kind = "code"
        return amount
    _read_scales(tokens, amount)
    if amount.end == at + 1:
        amount.kind = _kind_beside(tokens, at)
    if amount.kind == "count":
        amount.kind = _kind_of_unit(tokens, amount)
    return amount


def _is_code(tokens: _Tokens, at: int) -> bool:
    """Whether digits are part of a name: M2, COVID-19, No. 3, S/2016/660, 20mm."""
    before, after = tokens.word(at - 1), tokens.word(at + 1)
    if tokens.touches(at):
        if tokens.kinds[at - 1] == "word" and before.isascii():
            return True
        if before in ("/", "#", "№") or (before == "-" and tokens.touches(at - 1) and tokens.kind(at - 2) == "word"):
            return True
    if before == "." and tokens.word(at - 2) in ("no", "nr", "n"):
        return True
    if not tokens.touches(at + 1):
        return False
    if after == "/" and tokens.touches(at + 2):
        return True
    glued = tokens.kinds[at + 1] == "word" and after.isascii()
    return glued and after not in tokens.language.scales and after not in _ORDINAL


def _read_scales(tokens: _Tokens, amount: _Amount) -> None:
    """Take in "million", "k", "hundred thousand", "and a half million"."""
    language = tokens.language
    amount.end = _skip_half(tokens, amount)
    while amount.value is not None and amount.scale < 10**9:
        at = amount.end
        hyphen = tokens.word(at) in _DASHES and tokens.touches(at) and tokens.touches(at + 1)
        at += hyphen
        scale = language.scales.get(tokens.word(at))
        if scale is None or (len(tokens.word(at)) <= 2 and not tokens.touches(at)):
            return
        if amount.also is not None:
            # "1.750 million" is not 1,750 million.
            amount.value, amount.also = amount.also, None
        amount.scale *= scale
        amount.value *= scale
        amount.end = at + 1


def _skip_half(tokens: _Tokens, amount: _Amount) -> int:
    """Add "and a half" where a scale follows, and return the end of what was read."""
    language, at = tokens.language, amount.end
    if tokens.word(at) not in language.and_ or amount.value is None:
        return at
    at += 2 if tokens.word(at + 1) in language.articles else 1
    part = language.fractions.get(tokens.word(at))
    if part is None or tokens.word(at + 1) not in language.scales:
        return amount.end
    amount.value += part
    return at + 1


def _kind_beside(tokens: _Tokens, at: int) -> Kind:
    """Tell days, years and hours from counts by the words beside the digits."""
    value, before, after = tokens.readings[at][0], tokens.word(at - 1), tokens.word(at + 1)
    ordinal = after in _ORDINAL and tokens.touches(at + 1)
    month_at = at + 1 + ordinal
    month_at += tokens.word(month_at) in (".", "of", "de")
    if tokens.kinds[at] == "plain":
        if value <= 31 and (_is_month(tokens, month_at) or _is_month(tokens, at - 1 - (before == "."))):
            return "date"
        if 1900 <= value <= 2099 and isinstance(value, int):
            comma = before == "," and _is_month(tokens, at - 3)
            if before in _BEFORE_YEARS or comma or _is_month(tokens, at - 1 - (before in (".", ","))):
                return "date"
        if after in ("am", "pm", "uhr") or (after in ("a", "p") and tokens.word(at + 2) + tokens.word(at + 3) == ".m"):
            return "time"
    return "ordinal" if ordinal else "count"


def _is_month(tokens: _Tokens, at: int) -> bool:
    language = tokens.language
    return tokens.word(at) in language.months and (not language.months_are_capitalised or tokens.is_capital(at))


def _kind_of_unit(tokens: _Tokens, amount: _Amount) -> Kind:
    language, end = tokens.language, amount.end
    if language.per_cent.at(tokens.words, end):
        return "share"
    if tokens.word(amount.first - 1) in language.money or tokens.word(end) in language.money:
        return "money"
    return "count"


def _read_word(tokens: _Tokens, at: int, articles: bool) -> _Amount | None:
    language, word = tokens.language, tokens.words[at]
    article = word in language.articles
    first = at + 1 if article else at
    amount = (
        _read_vague(tokens, at)
        or _read_part(tokens, first, Fraction(1), article)
        or _read_round(tokens, first)
        or _read_cardinal(tokens, first, article)
    )
    if amount is not None:
        amount.first = at
        return amount
    if word in language.none:
        return _read_none(tokens, at)
    return _Amount(at, at + 1, "article", 1) if article and articles else None


def _read_vague(tokens: _Tokens, at: int) -> _Amount | None:
    """Read "dozens", "tens of thousands", "several hundred"."""
    language = tokens.language
    vague = language.vague.at(tokens.words, at)
    if vague:
        return _Amount(at, vague[0], "vague", least=vague[1])
    few = language.few.at(tokens.words, at)
    scale = language.scales.get(tokens.word(few[0])) if few else None
    if few is None or scale is None:
        return None
    return _Amount(at, few[0] + 1, "vague", least=20 if scale == 12 else 2 * scale)


def _read_round(tokens: _Tokens, at: int) -> _Amount | None:
    value = tokens.language.round.get(tokens.word(at))
    return None if value is None else _Amount(at, at + 1, "words", value, round=True)


def _read_part(tokens: _Tokens, at: int, times: Fraction, counted: bool) -> _Amount | None:
    """Read "half a million", "a quarter of the hospitals", "two thirds"; no "third" nor "quarter" alone."""
    language = tokens.language
    part = language.fractions.get(tokens.word(at))
    if part is None:
        return None
    end = at + 1
    while end < at + 4 and (
        tokens.word(end) in language.articles or tokens.word(end) in _HALVES or tokens.word(end) == "one"
    ):
        end += 1
    scale = language.scales.get(tokens.word(end))
    if scale is not None and len(tokens.word(end)) > 2:
        return _Amount(at, end + 1, "words", times * part * scale)
    if not counted and part != Fraction(1, 2):
        return None
    return (
        _Amount(at, at + 1, "words", times * part, kind="fraction") if end > at + 1 or part == Fraction(1, 2) else None
    )


def _read_cardinal(tokens: _Tokens, at: int, article: bool) -> _Amount | None:
    """Read "two hundred and fifty thousand"; with *article* the words after "a" in "a hundred"."""
    language = tokens.language
    if article and tokens.word(at) not in language.scales:
        return None
    total, current, seen, last, end = 0, int(article), article, 0, at
    while end < min(len(tokens.words), at + _MAX_WORDS_OF_A_NUMBER):
        joined = end + 1 if last >= 100 and tokens.words[end] in language.and_ else end
        hit = _number_at(tokens, joined)
        if hit and (not seen or _fits(current, hit[1], language)) and (joined == end or hit[1] < 100):
            current, last, end = current + hit[1], 0, hit[0]
            seen = True
            continue
        word = tokens.words[end]
        scale = language.scales.get(word)
        if scale is None or len(word) <= 2 or not (seen or word in language.bare_scales) or 0 < last <= scale:
            break
        if scale < 1_000:
            current = (current or 1) * scale
        else:
            total, current = total + (current or 1) * scale, 0
        seen, last, end = True, scale, end + 1
    if not seen or end == at:
        return None
    return _finish_cardinal(tokens, at, end, total + current)


def _number_at(tokens: _Tokens, at: int) -> tuple[int, int] | None:
    if tokens.kind(at) != "word":
        return None
    language = tokens.language
    hit = language.numbers.at(tokens.words, at)
    if hit or not language.glued:
        return hit
    value = language.read_glued(tokens.words[at])
    return None if value is None else (at + 1, value)


def _fits(current: int, value: int, language: Language) -> bool:
    if current % 100 == 0:
        return value < 100 or current == 0
    ones = current % 100
    if language.ones_first:
        return ones < 10 and value % 10 == 0 and value < 100
    return ones >= 20 and ones % 10 == 0 and 0 < value < 10


def _finish_cardinal(tokens: _Tokens, at: int, end: int, value: int) -> _Amount:
    amount = _Amount(at, end, "words", value)
    part = _read_part(tokens, end, Fraction(value), True) if value < 20 else None
    if part is not None:
        part.first = at
        return part
    amount.end = _skip_half(tokens, amount)
    if amount.end > end:
        _read_scales(tokens, amount)
    elif value >= 1_000:
        amount.scale = max((s for s in tokens.language.scales.values() if value % s == 0), default=1)
    amount.kind = _kind_of_unit(tokens, amount)
    return amount


def _read_none(tokens: _Tokens, at: int) -> _Amount | None:
    """Read "no casualties", "none", "no one"; not "no longer", nor a plain no."""
    word, after = tokens.words[at], tokens.word(at + 1)
    if word == "no":
        if tokens.kind(at + 1) != "word" or after in tokens.language.not_none:
            return None
        return _Amount(at, at + 1 + (after == "one"), "none", 0)
    return _Amount(at, at + 1, "none", 0)


# What two numbers make together


def _join(tokens: _Tokens, amounts: list[_Amount]) -> list[_Amount]:
    joined: list[_Amount] = []
    for amount in amounts:
        before = joined[-1] if joined else None
        if before is None or not (_make_range(tokens, before, amount) or _make_total(tokens, before, amount)):
            joined.append(amount)
    return joined


def _make_range(tokens: _Tokens, low: _Amount, high: _Amount) -> bool:
    language = tokens.language
    if high.first - low.end != 1 or low.high is not None or low.of_total is not None:
        return False
    link = tokens.words[low.end]
    if link in _DASHES and high.kind == "date" and low.kind == "count":
        low.kind = "date"
        return False
    if (
        "count" not in (low.kind, high.kind)
        or low.kind not in ("count", high.kind)
        or high.kind in ("date", "time", "code")
    ):
        return False
    if low.value is None or high.value is None or low.form in ("article", "none"):
        return False
    between = any(tokens.word(low.first - back) in language.between for back in (1, 2, 3))
    if link not in (language.and_ | language.to if between else language.to) or _changes(tokens, low, link):
        return False
    if high.scale > 1 and low.scale == 1 and low.value * high.scale < high.value:
        low.value *= high.scale
    if not low.value < high.value:
        return False
    low.high, low.end, low.also, low.kind = high.value, high.end, None, high.kind
    return True


def _changes(tokens: _Tokens, low: _Amount, link: str) -> bool:
    """Whether one number follows the other in time: "rose from 20 to 30"."""
    if link in _DASHES:
        return False
    before = tokens.words[max(low.first - 8, 0) : low.first]
    return any(word in tokens.language.change for word in before)


def _make_total(tokens: _Tokens, part: _Amount, whole: _Amount) -> bool:
    """Join "three of their four", "106 out of 338"."""
    language = tokens.language
    if part.value is None or whole.value is None or part.high is not None or part.of_total is not None:
        return False
    if part.kind != "count" or whole.kind != "count" or whole.form in ("none", "article") or part.form == "none":
        return False
    if not 1 <= whole.first - part.end <= 6:
        return False
    of = language.of.at(tokens.words, part.end)
    if of is None or of[0] > whole.first or whole.value < part.value:
        return False
    between = tokens.words[of[0] : whole.first]
    if (
        not all(word in language.determiners for word in between)
        and between[-2:] != ["'", "s"]
        and between[-2:] != ["’", "s"]
    ):
        return False
    part.of_total, part.end = whole.value, whole.end
    return True


# What the words around make of a number


def _mark_provisional(tokens: _Tokens, amounts: list[_Amount]) -> None:
    counted = [
        amount for amount in amounts if amount.kind in ("count", "share") and amount.form not in ("article", "none")
    ]
    if not counted:
        return
    language, words = tokens.language, tokens.words
    firsts = [amount.first for amount in counted]
    for at, word in enumerate(words):
        if word in language.so_far:
            _mark(tokens, counted, firsts, language.so_far.at(words, at), at, _AROUND, _AROUND)
        if word in language.rising:
            _mark(tokens, counted, firsts, language.rising.at(words, at), at, _AROUND, 0)
        if word in language.be_among:
            _mark(tokens, counted, firsts, language.be_among.at(words, at), at, 6, 0)
        if word in language.initial and any(near in language.toll for near in words[max(at - 2, 0) : at + 4]):
            forward = _nearest(tokens, counted, firsts, at, 6, after=True)
            _mark(tokens, counted, firsts, language.initial.at(words, at), at, 0 if forward else _AROUND, 6)


def _mark(
    tokens: _Tokens,
    amounts: list[_Amount],
    firsts: list[int],
    hit: tuple[int, str] | None,
    at: int,
    back: int,
    forward: int,
) -> None:
    if hit is None:
        return
    near = _nearest(tokens, amounts, firsts, at, back, after=False)
    near = near or _nearest(tokens, amounts, firsts, at, forward, after=True)
    if near is not None:
        near.provisional = near.provisional or hit[1]


def _nearest(
    tokens: _Tokens, amounts: list[_Amount], firsts: list[int], at: int, reach: int, after: bool
) -> _Amount | None:
    """Return the nearest number before or after a token, within *reach* words of the same sentence."""
    place = bisect_left(firsts, at)
    if not reach or not (place < len(amounts) if after else place > 0):
        return None
    amount = amounts[place] if after else amounts[place - 1]
    first, last = (at, amount.first) if after else (amount.end, at)
    if last - first > reach or any(tokens.ends_sentence(between) for between in range(first, last)):
        return None
    return amount


def _finish(tokens: _Tokens, amount: _Amount) -> FoundNumber:
    first, qualifier, words, estimated = _qualify_before(tokens, amount)
    last = amount.end
    if not words and amount.kind in ("count", "share", "money", "fraction"):
        last, qualifier, words = _qualify_after(tokens, amount)
    if amount.high is not None:
        qualifier = "range"
    elif amount.form == "vague":
        qualifier = "vague"
    elif amount.round and not words:
        qualifier, words = "about", tokens.words[amount.end - 1]
    start, end = tokens.starts[amount.first], tokens.ends[amount.end - 1]
    value, high = _plain(amount.value), _plain(amount.high)
    return FoundNumber(
        start,
        end,
        tokens.starts[first],
        tokens.ends[last - 1],
        tokens.text[start:end],
        amount.form,
        amount.kind,
        None if high is not None else value,
        _plain(amount.also),
        value if high is not None else None,
        high,
        _plain(amount.of_total),
        qualifier,
        words,
        amount.provisional,
        estimated,
        tokens.language.including.before(tokens.words, first) is not None,
        tokens.text[start:end] if amount.form == "vague" else None,
        amount.least,
    )


def _qualify_before(tokens: _Tokens, amount: _Amount) -> tuple[int, Qualifier, str, bool]:
    """Return where the phrase begins, its qualifier and the words that say so, and whether it is an estimate."""
    language, words = tokens.language, tokens.words
    first, qualifier, said = amount.first, "exact", ""
    at = first
    for _ in range(4):
        hit = language.before.before(words, at)
        if hit is not None:
            first, qualifier, said = hit[0], hit[1], " ".join(words[hit[0] : at])
            at = hit[0]
        elif at and not said and (words[at - 1] in language.fillers or words[max(at - 2, 0) : at] in _ABBREVIATED):
            at -= 1
        else:
            break
    estimated = False
    for back in range(amount.first - 1, max(amount.first - 6, -1), -1):
        if tokens.kinds[back] in _DIGITS or tokens.ends_sentence(back):
            break
        estimated = estimated or words[back] in language.estimated
    return first, qualifier, said, estimated  # type: ignore[return-value]


def _qualify_after(tokens: _Tokens, amount: _Amount) -> tuple[int, Qualifier, str]:
    """Read "nine air strikes at least", "200+", "50 or more"."""
    language, words = tokens.language, tokens.words
    for at in range(amount.end, min(amount.end + 4, len(words))):
        hit = language.after.at(words, at)
        if hit is not None and not _leads_on(tokens, hit[0]):
            return hit[0], hit[1], " ".join(words[at : hit[0]])
        if tokens.kinds[at] != "word" and not language.per_cent.at(words, at):
            break
    return amount.end, "exact", ""


def _leads_on(tokens: _Tokens, at: int) -> bool:
    """Whether a number follows, to which "at least" belongs then."""
    if tokens.word(at) in tokens.language.fillers:
        at += 1
    return tokens.kind(at) in _DIGITS or (at < len(tokens.words) and _number_at(tokens, at) is not None)


def _plain(value: _Exact | None) -> Number | None:
    if value is None or isinstance(value, int):
        return value
    return value.numerator if value.denominator == 1 else float(value)
