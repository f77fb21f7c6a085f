"""The words with which a language writes and qualifies numbers, read from languages/*.toml; numbers.py reads texts.

A new language is one more file there: words as they are spelled, phrases separated by ``|``. They are folded (case,
accents, Arabic letter forms) when the language is first used.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from dashboard.records.folding import fold_searched
from dashboard.records.model import QUALIFIERS, Qualifier

T = TypeVar("T")
Phrase = tuple[str, ...]

MAX_WORD = 40
_FOLDER = Path(__file__).parent / "languages"
_SIGNS = {"at_least": "≥", "more_than": ">", "about": "~ | ≈", "up_to": "≤", "fewer_than": "<"}
_DASHES = "- | – | — | −"
_CURRENCIES = "$ | € | £ | ¥"


class Phrases(Generic[T]):
    """Phrases of some words and what each means, found at a position in a list of folded words."""

    def __init__(self, entries: Mapping[Phrase, T]) -> None:
        self._entries = dict(entries)
        self._by_first = _lengths(self._entries, 0)
        self._by_last = _lengths(self._entries, -1)

    @property
    def first_words(self) -> frozenset[str]:
        """The words with which a phrase begins."""
        return frozenset(self._by_first)

    def at(self, words: Sequence[str], start: int) -> tuple[int, T] | None:
        """Return the end and the meaning of the longest phrase that begins at *start*."""
        for length in self._by_first.get(words[start], ()) if start < len(words) else ():
            phrase = tuple(words[start : start + length])
            if phrase in self._entries:
                return start + len(phrase), self._entries[phrase]
        return None

    def before(self, words: Sequence[str], end: int) -> tuple[int, T] | None:
        """Return the start and the meaning of the longest phrase that ends before *end*."""
        for length in self._by_last.get(words[end - 1], ()) if end > 0 else ():
            phrase = tuple(words[max(end - length, 0) : end])
            if phrase in self._entries:
                return end - len(phrase), self._entries[phrase]
        return None


def _lengths(entries: Iterable[Phrase], position: int) -> dict[str, list[int]]:
    found: dict[str, set[int]] = {}
    for phrase in entries:
        found.setdefault(phrase[position], set()).add(len(phrase))
    return {word: sorted(lengths, reverse=True) for word, lengths in found.items()}


@dataclass(frozen=True, eq=False)
class Language:
    """What one language says of numbers; hyphens are left out of its phrases.

    ``numbers`` stand for themselves, ``scales`` multiply what stands before them; ``bare_scales`` mean one of it where
    nothing does. ``glued`` scales stand inside a word ("zweihundert"), ``ones_first`` says that four-and-twenty is.
    ``round`` nouns mean about so many ("una trentina"); ``vague`` ones a magnitude, by the least number it means.
    ``so_far`` makes the number before it a minimum, or else the next; ``initial`` beside a ``toll`` the next, or else
    the one before; ``rising`` and ``be_among`` the one before.
    """

    numbers: Phrases[int]
    scales: Mapping[str, int]
    round: Mapping[str, int]
    fractions: Mapping[str, Fraction]
    vague: Phrases[int]
    before: Phrases[Qualifier]
    after: Phrases[Qualifier]
    few: Phrases[str]
    so_far: Phrases[str]
    initial: Phrases[str]
    rising: Phrases[str]
    toll: frozenset[str]
    be_among: Phrases[str]
    including: Phrases[str]
    of: Phrases[str]
    one_in: Phrases[str]
    per_cent: Phrases[str]
    bare_scales: frozenset[str]
    glued: tuple[str, ...]
    fillers: frozenset[str]
    estimated: frozenset[str]
    determiners: frozenset[str]
    between: frozenset[str]
    and_: frozenset[str]
    to: frozenset[str]
    from_: frozenset[str]
    change: frozenset[str]
    none: frozenset[str]
    not_none: frozenset[str]
    articles: frozenset[str]
    money: frozenset[str]
    months: frozenset[str]
    months_are_capitalised: bool
    decimal_mark: str
    ones_first: bool
    prefixes: tuple[str, ...]
    known: frozenset[str]

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
        known = self.numbers.at((word,), 0)
        if known or not self.glued:
            return known[1] if known else None
        for scale in self.glued:
            left, found, right = word.partition(scale)
            if found:
                times, rest = self.read_glued(left) if left else 1, self.read_glued(right) if right else 0
                return None if times is None or rest is None else times * self.scales[scale] + rest
        return None


def fold_word(word: str) -> str:
    """Fold the case, accents and letter forms of one word; a word of over 40 letters is no number and becomes ""."""
    if len(word) > MAX_WORD:
        return ""
    return word.lower() if word.isascii() else _fold_foreign(word)


@lru_cache(maxsize=8192)
def _fold_foreign(word: str) -> str:
    return fold_searched(unicodedata.normalize("NFC", word))


@cache
def find_language(tag: str) -> Language | None:
    """Return the words of the language of a BCP 47 tag ("en-GB"), or None where they are not known here."""
    path = _FOLDER / f"{tag.partition('-')[0].lower()}.toml"
    return _make_language(tomllib.loads(path.read_text("utf-8"))) if path.name in _known_files() else None


@cache
def _known_files() -> frozenset[str]:
    return frozenset(path.name for path in _FOLDER.glob("*.toml"))


@cache
def no_language() -> Language:
    """Return a language without words: digits and signs alone."""
    return _make_language({})


def _make_language(texts: Mapping[str, Any]) -> Language:
    rise = [" ".join(phrase) for phrase in _split(texts.get("rise", ""))]
    rising = [text.format(rise=verb) for text in texts.get("rising", "").split("|") for verb in rise or [""]]
    words: dict[str, Any] = {name: _words(texts.get(name, "")) for name in _SETS}
    phrases: dict[str, Any] = {name: _named(_split(texts.get(name, ""))) for name in _PHRASES}
    words["to"] |= _words(_DASHES)
    words["money"] |= _words(_CURRENCIES)
    return Language(
        **words,
        **phrases,
        rising=_named(phrase for text in rising for phrase in _split(text)),
        per_cent=Phrases(dict.fromkeys(_split(f"{texts.get('per_cent', '')} | % | ٪"), "%")),
        numbers=Phrases(_valued(texts.get("numbers", {})) | _counted(texts.get("counted", ""))),
        vague=Phrases(_valued(texts.get("vague", {}))),
        scales=_by_word(_valued(texts.get("scales", {}))),
        round=_by_word(_valued(texts.get("round", {}))),
        fractions=_by_word(
            {phrase: Fraction(key) for key, text in texts.get("fractions", {}).items() for phrase in _split(text)}
        ),
        before=_qualifiers(texts.get("before", {}), _SIGNS),
        after=_qualifiers(texts.get("after", {}), {"at_least": "+"}),
        glued=tuple(word for phrase in _split(texts.get("glued", "")) for word in phrase),
        months_are_capitalised=texts.get("months_are_capitalised", False),
        decimal_mark=texts.get("decimal_mark", ","),
        ones_first=texts.get("ones_first", False),
        prefixes=tuple(word for phrase in _split(texts.get("prefixes", "")) for word in phrase),
        known=frozenset(_every_word(texts)),
    )


_SETS = (
    *("bare_scales", "fillers", "estimated", "determiners", "between", "and_", "to", "from_", "change"),
    *("none", "not_none", "articles", "money", "months", "toll"),
)
_PHRASES = ("few", "so_far", "initial", "be_among", "including", "of", "one_in")


def _split(text: str) -> Iterator[Phrase]:
    for spelled in text.replace("\n", " ").split("|"):
        marked = spelled if spelled.strip() in "-–—−" else spelled.replace("-", " ")
        phrase = tuple(fold_word(word) or word for word in marked.replace("'", " ' ").split())
        if phrase:
            yield phrase


def _words(text: str) -> frozenset[str]:
    return frozenset(word for phrase in _split(text) for word in phrase)


def _every_word(texts: Mapping[str, Any]) -> Iterator[str]:
    for text in texts.values():
        if isinstance(text, dict):
            yield from _every_word(text)
        elif isinstance(text, str):
            yield from _words(text)


def _named(phrases: Iterable[Phrase]) -> Phrases[str]:
    return Phrases({phrase: " ".join(phrase) for phrase in phrases})


def _valued(table: Mapping[str, str]) -> dict[Phrase, int]:
    return {phrase: int(key) for key, text in table.items() for phrase in _split(text)}


def _counted(text: str) -> dict[Phrase, int]:
    """Read words that stand in the order of counting, from zero; other words for one number follow a slash."""
    spelled = text.replace("\n", " ").split("|") if text else []
    return {
        phrase: number
        for number, words in enumerate(spelled)
        if words.strip() != "-"
        for phrase in _split(words.replace("/", "|"))
    }


def _by_word(values: Mapping[Phrase, T]) -> dict[str, T]:
    return {" ".join(phrase): value for phrase, value in values.items()}


def _qualifiers(table: Mapping[str, str], signs: Mapping[str, str]) -> Phrases[Qualifier]:
    return Phrases(
        {
            phrase: qualifier
            for qualifier in QUALIFIERS
            for phrase in _split(f"{table.get(qualifier, '')} | {signs.get(qualifier, '')}")
        }
    )
