"""The words with which a language writes and qualifies numbers, from languages/*.toml, and a text split into words.

A new language is one more file there: words as they are spelled, phrases separated by ``|``. They are folded (case,
accents, Arabic letter forms) when the language is first used.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Any, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, PlainValidator, model_validator

from dashboard.records.folding import fold_searched
from dashboard.records.model import Qualifier

T = TypeVar("T")
Phrase = tuple[str, ...]
Exact: TypeAlias = int | Fraction

MAX_WORD = 40
_FOLDER = Path(__file__).parent / "languages"
DASHES = frozenset("-–—−")
_TOKEN = re.compile(
    r"""
    (?P<date>\d{4}-\d{2}-\d{2}(?!\d) | \d{1,2}[./]\d{1,2}[./]\d{2,4}(?!\d))
  | (?P<time>\d{1,2}:\d{2}(?!\d))
  | (?P<grouped>\d{1,3}(?P<mark>[.,'’\u066c\ \u00a0\u2009\u202f])\d{3}(?:(?P=mark)\d{3}){0,4}(?!\d)
      (?:(?!(?P=mark))[.,\u066b]\d{1,6}(?!\d))? | \d{1,2}(?:,\d{2}){1,4},\d{3}(?!\d))
  | (?P<plain>\d{1,15}(?:[.,\u066b]\d{1,9}|[½¼¾])?(?!\d))
  | (?P<code>\d+)
  | (?P<word>[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0640\u064b-\u065f\u0670])*)
  | (?P<sign>[^\w\s]|_)
    """,
    re.VERBOSE,
)
_DECIMAL = re.compile(r"[.,\u066b]")
_ENDS = frozenset(".!?؟;")


class Phrases(dict[Phrase, T]):
    """Phrases of some words and what each means, found at a position in a list of folded words."""

    def __init__(self, entries: Mapping[Phrase, T]) -> None:
        super().__init__(entries)
        self.first_words = frozenset(phrase[0] for phrase in self)
        self._longest = max(map(len, self), default=0)

    def at(self, words: Sequence[str], start: int) -> tuple[int, T] | None:
        """Return the end and the meaning of the longest phrase that begins at *start*."""
        if start >= len(words) or words[start] not in self.first_words:
            return None
        ends = range(min(start + self._longest, len(words)), start, -1)
        return next(((end, self[phrase]) for end in ends if (phrase := tuple(words[start:end])) in self), None)

    def before(self, words: Sequence[str], end: int) -> tuple[int, T] | None:
        """Return the start and the meaning of the longest phrase that ends before *end*."""
        starts = range(max(end - self._longest, 0), end)
        return next(((start, self[phrase]) for start in starts if (phrase := tuple(words[start:end])) in self), None)


@lru_cache(maxsize=8192)
def fold_word(word: str) -> str:
    """Fold the case, accents and letter forms of one word, of which a text has no more than ``MAX_WORD`` letters."""
    return word.lower() if word.isascii() else fold_searched(unicodedata.normalize("NFC", word))


def _split(text: str) -> Iterator[Phrase]:
    for spelled in text.split("|"):
        marked = spelled if spelled.strip() in DASHES else spelled.replace("-", " ")
        if phrase := tuple(fold_word(word) or word for word in marked.replace("'", " ' ").split()):
            yield phrase


def _read_words(text: str) -> frozenset[str]:
    return frozenset(word for phrase in _split(text) for word in phrase)


def _read_phrases(texts: str | Mapping[str, str]) -> Phrases[Any]:
    """Return the phrases of one text, or those of a table with what they mean: its keys, numbers as numbers."""
    table = {"": texts} if isinstance(texts, str) else texts
    meanings = {key: Fraction(key) if "/" in key else int(key) if key[:1].isdigit() else key for key in table}
    return Phrases({phrase: meanings[key] for key, text in table.items() for phrase in _split(text)})


_Words = Annotated[frozenset[str], PlainValidator(_read_words)]
_Phrases = Annotated[Phrases[str], PlainValidator(_read_phrases)]
_Numbers = Annotated[Phrases[int], PlainValidator(_read_phrases)]
_Fractions = Annotated[Phrases[Fraction], PlainValidator(_read_phrases)]
_Qualifiers = Annotated[Phrases[Qualifier], PlainValidator(_read_phrases)]


class Language(BaseModel):
    """What one language says of numbers; hyphens are left out of its phrases.

    ``numbers`` stand for themselves, ``scales`` multiply what stands before them; ``bare_scales`` mean one of it where
    nothing does. ``round`` nouns mean about so many ("una trentina"), ``vague`` ones a magnitude, by the least number
    it means. ``none`` has 0 for what is none, 1 for what only looks so. ``ones_first`` says that four-and-twenty is.
    ``open`` words leave more to come: ``so_far`` makes the number before it a minimum, or else the next; ``initial``
    beside a ``toll`` the next, or else the one before; ``rising`` and ``be_among`` the one before.

    In a file, ``counted`` words stand in the order of counting, from zero, other words for one number after a slash;
    ``{rise}`` and ``{few}`` stand for each of the words that those list.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    numbers: _Numbers
    scales: _Numbers
    round: _Numbers
    vague: _Numbers
    none: _Numbers
    fractions: _Fractions
    before: _Qualifiers
    after: _Qualifiers
    open: _Phrases
    toll: _Words
    including: _Phrases
    of: _Phrases
    one_in: _Phrases
    per_cent: _Phrases
    hours: _Phrases
    bare_scales: _Words
    fillers: _Words
    estimated: _Words
    determiners: _Words
    between: _Words
    and_: _Words
    to: _Words
    from_: _Words
    change: _Words
    articles: _Words
    money: _Words
    months: _Words
    before_years: _Words
    ordinals: _Words
    joins_halves: _Words
    months_are_capitalised: bool = False
    decimal_mark: str = ","
    ones_first: bool = False

    @model_validator(mode="before")
    @classmethod
    def _complete(cls, texts: dict[str, Any]) -> dict[str, Any]:
        """Write out what a file spells in a shorter way; a key that it lacks is empty."""
        words = enumerate(texts.get("counted", "-").split("|"))
        counted = {str(number): word.replace("/", "|") for number, word in words if word.strip() != "-"}
        texts["numbers"] = _add(_add(counted, texts.get("numbers", {})), texts.get("round", {}))
        for table, slot in (("open", "rise"), ("vague", "few")):
            texts[table] = {
                key: "|".join(text.replace(f"{{{slot}}}", word) for word in texts.get(slot, "").split("|"))
                for key, text in texts.get(table, {}).items()
            }
        return {name: "" for name, field in cls.model_fields.items() if field.is_required()} | texts

    @cached_property
    def opening(self) -> frozenset[str]:
        """The words with which a number may begin."""
        tables = (self.numbers, self.vague, self.fractions, self.none)
        return self.bare_scales.union(self.articles, *(table.first_words for table in tables))


def _add(one: Any, other: Any) -> Any:
    """Add texts of phrases, or tables of them key by key."""
    if isinstance(other, dict):
        return (one or {}) | {key: _add((one or {}).get(key), text) for key, text in other.items()}
    return f"{one}|{other}" if one else other


@cache
def find_language(tag: str) -> Language:
    """Return the words of the language of a BCP 47 tag ("en-GB"); of one without a file signs alone, no numbers."""
    names = {path.stem: path for path in _FOLDER.glob("*.toml")}
    every, own = names["und"], names.get(tag.partition("-")[0].lower(), names["und"])
    texts = [tomllib.loads(path.read_text("utf-8")) for path in (every, own)]
    return Language.model_validate(_add(*texts))


class Tokens:
    """The words, numbers and signs of a text, in order; words are folded, a hyphen within a word is left out.
    ``readings`` has the values of digits by their place, each with a second one where they may be read in two ways."""

    def __init__(self, text: str, language: Language) -> None:
        self.text, self.language = text, language
        self.words: list[str] = []
        self.kinds: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.readings: dict[int, tuple[Exact, Exact | None]] = {}
        words, kinds, starts, ends = self.words, self.kinds, self.starts, self.ends
        for match in _TOKEN.finditer(text):
            kind, written = match.lastgroup or "", match.group()
            start, end = match.span()
            if kind == "word":
                if words[-1:] == ["-"] and ends[-1] == start and kinds[-2:-1] == ["word"] and starts[-1] == ends[-2]:
                    del words[-1], kinds[-1], starts[-1], ends[-1]
                written = fold_word(written) if len(written) <= MAX_WORD else ""
            elif kind in ("grouped", "plain"):
                self.readings[len(words)] = _read_digits(written, match["mark"], language.decimal_mark)
            words.append(written)
            kinds.append(kind)
            starts.append(start)
            ends.append(end)

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
        following = self.text[self.ends[at] : self.ends[at] + 2].strip()
        return self.words[at] in _ENDS and not self.touches(at + 1) and not following[:1].islower()

    def is_month(self, at: int) -> bool:
        """Whether the word at a place names a month: "May", not "may"."""
        named = self.word(at) in self.language.months
        return named and (not self.language.months_are_capitalised or self.text[self.starts[at]].isupper())

    def scale(self, at: int) -> int:
        """Return by what a word multiplies, 0 where by nothing; "m" and "bn" do where they touch what is before."""
        word = self.word(at)
        return self.language.scales.get((word,), 0) if len(word) > 2 or self.touches(at) else 0


def _read_digits(written: str, mark: str | None, decimal_mark: str) -> tuple[Exact, Exact | None]:
    """Return how digits are read, and how else they may be: in English "1.700" is 1,700 before it is 1.7."""
    if written[-1] in "½¼¾":
        return int(written[:-1]) + Fraction(unicodedata.numeric(written[-1])), None
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
