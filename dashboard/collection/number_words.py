"""The words with which a language writes and qualifies numbers, read from languages/*.toml; numbers.py reads texts.

A new language is one more file there: words as they are spelled, phrases separated by ``|``. They are folded (case,
accents, Arabic letter forms) when the language is first used.
"""

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, PlainValidator, model_validator

from dashboard.records.folding import fold_searched
from dashboard.records.model import QUALIFIERS, Qualifier

T = TypeVar("T")
Phrase = tuple[str, ...]

MAX_WORD = 40
_FOLDER = Path(__file__).parent / "languages"
_DASHES = "-–—−"
# What every language writes.
_SHARED: dict[str, Any] = {
    "to": " | ".join(_DASHES),
    "money": "$ | € | £ | ¥",
    "per_cent": "% | ٪",
    "before": {"at_least": "≥", "more_than": ">", "about": "~ | ≈", "up_to": "≤", "fewer_than": "<"},
    "after": {"at_least": "+"},
}


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


def fold_word(word: str) -> str:
    """Fold the case, accents and letter forms of one word; a word of over 40 letters is no number and becomes ""."""
    if len(word) > MAX_WORD:
        return ""
    return word.lower() if word.isascii() else _fold_foreign(word)


@lru_cache(maxsize=8192)
def _fold_foreign(word: str) -> str:
    return fold_searched(unicodedata.normalize("NFC", word))


def _split(text: str) -> Iterator[Phrase]:
    for spelled in text.replace("\n", " ").split("|"):
        marked = spelled if spelled.strip() in _DASHES else spelled.replace("-", " ")
        phrase = tuple(fold_word(word) or word for word in marked.replace("'", " ' ").split())
        if phrase:
            yield phrase


def _list(text: str) -> tuple[str, ...]:
    return tuple(word for phrase in _split(text) for word in phrase)


def _named(text: str) -> Phrases[str]:
    return Phrases({phrase: " ".join(phrase) for phrase in _split(text)})


def _valued(table: Mapping[str, str]) -> Phrases[int]:
    return Phrases({phrase: int(key) for key, text in table.items() for phrase in _split(text)})


def _by_word(table: Mapping[str, str]) -> dict[str, int | Fraction]:
    values = {key: Fraction(key) if "/" in key else int(key) for key in table}
    return {" ".join(phrase): values[key] for key, text in table.items() for phrase in _split(text)}


def _qualified(table: Mapping[str, str]) -> Phrases[Qualifier]:
    return Phrases({phrase: name for name in QUALIFIERS for phrase in _split(table.get(name, ""))})


_Words = Annotated[frozenset[str], PlainValidator(lambda text: frozenset(_list(text)))]
_List = Annotated[tuple[str, ...], PlainValidator(_list)]
_Named = Annotated[Phrases[str], PlainValidator(_named)]
_Valued = Annotated[Phrases[int], PlainValidator(_valued)]
_Qualified = Annotated[Phrases[Qualifier], PlainValidator(_qualified)]
_Scales = Annotated[dict[str, int], PlainValidator(_by_word)]
_Fractions = Annotated[dict[str, Fraction], PlainValidator(_by_word)]


class Language(BaseModel):
    """What one language says of numbers; hyphens are left out of its phrases.

    ``numbers`` stand for themselves, ``scales`` multiply what stands before them; ``bare_scales`` mean one of it where
    nothing does. ``glued`` scales stand inside a word ("zweihundert"), ``ones_first`` says that four-and-twenty is.
    ``round`` nouns mean about so many ("una trentina"); ``vague`` ones a magnitude, by the least number it means.
    ``so_far`` makes the number before it a minimum, or else the next; ``initial`` beside a ``toll`` the next, or else
    the one before; ``rising`` and ``be_among`` the one before. ``counted`` words stand in the order of counting, from
    zero, other words for one number after a slash.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    numbers: _Valued
    vague: _Valued
    scales: _Scales
    round: _Scales
    fractions: _Fractions
    before: _Qualified
    after: _Qualified
    few: _Named
    so_far: _Named
    initial: _Named
    rising: _Named
    be_among: _Named
    including: _Named
    of: _Named
    one_in: _Named
    per_cent: _Named
    toll: _Words
    bare_scales: _Words
    fillers: _Words
    estimated: _Words
    determiners: _Words
    between: _Words
    and_: _Words
    to: _Words
    from_: _Words
    change: _Words
    none: _Words
    not_none: _Words
    articles: _Words
    money: _Words
    months: _Words
    known: _Words
    glued: _List
    prefixes: _List
    months_are_capitalised: bool = False
    decimal_mark: str = ","
    ones_first: bool = False

    @model_validator(mode="before")
    @classmethod
    def _complete(cls, texts: dict[str, Any]) -> dict[str, Any]:
        """Add what every language has and what a file spells in a shorter way; a key that it lacks is empty."""
        tables = ("numbers", "vague", "scales", "round", "fractions", "before", "after")
        whole = {
            name: {} if name in tables else "" for name, field in cls.model_fields.items() if field.is_required()
        } | texts
        whole["known"] = " | ".join(_every_text(texts))
        for number, words in enumerate(texts["counted"].split("|") if "counted" in texts else ()):
            if words.strip() != "-":
                whole["numbers"] = _add(whole["numbers"], {str(number): words.replace("/", "|")})
        verbs = whole.get("rise", "").split("|")
        whole["rising"] = " | ".join(text.format(rise=verb) for text in whole["rising"].split("|") for verb in verbs)
        return whole | {name: _add(whole[name], more) for name, more in _SHARED.items()}

    @cached_property
    def opening(self) -> frozenset[str]:
        """The words with which a number may begin, where it is none of several in one."""
        tables = (self.round, self.fractions, self.bare_scales, self.articles, self.none)
        return frozenset().union(*tables, *(part.first_words for part in (self.numbers, self.vague, self.few)))

    @cached_property
    def open_words(self) -> frozenset[str]:
        """The words with which it may be said that more is to come."""
        parts = (self.so_far, self.rising, self.be_among, self.initial)
        return frozenset().union(*(part.first_words for part in parts))

    def fold(self, word: str) -> str:
        """Fold a word of a text as the tables are folded; it loses a prefix where what is left is a known word."""
        folded = fold_word(word)
        if not self.prefixes or folded in self.known:
            return folded
        for first in ("", *self.prefixes):
            for second in ("", *self.prefixes):
                bare = folded.removeprefix(first).removeprefix(second)
                if bare in self.known:
                    return bare
        return folded

    def read_glued(self, word: str) -> int | None:
        """Return the number that one word makes of several: "dreihundertzwanzigtausend"."""
        if (word,) in self.numbers:
            return self.numbers[word,]
        for scale in self.glued:
            left, found, right = word.partition(scale)
            if found:
                times, rest = self.read_glued(left) if left else 1, self.read_glued(right) if right else 0
                return None if times is None or rest is None else times * self.scales[scale] + rest
        return None


def _add(one: Any, other: Any) -> Any:
    """Add texts of phrases, or tables of them key by key."""
    if isinstance(one, str):
        return f"{one} | {other}"
    return one | {key: f"{one.get(key, '')} | {text}" for key, text in other.items()}


def _every_text(texts: Mapping[str, Any]) -> Iterator[str]:
    for text in texts.values():
        if isinstance(text, dict):
            yield from _every_text(text)
        elif isinstance(text, str):
            yield text


@cache
def find_language(tag: str) -> Language | None:
    """Return the words of the language of a BCP 47 tag ("en-GB"), or None where they are not known here."""
    files = {path.stem: path for path in _FOLDER.glob("*.toml")}
    path = files.get(tag.partition("-")[0].lower())
    return None if path is None else Language.model_validate(tomllib.loads(path.read_text("utf-8")))


@cache
def no_language() -> Language:
    """Return a language without words: digits and signs alone."""
    return Language.model_validate({})
