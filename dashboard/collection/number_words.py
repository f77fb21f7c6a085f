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
from dashboard.records.model import Qualifier

T = TypeVar("T")
Phrase = tuple[str, ...]

MAX_WORD = 40
_FOLDER = Path(__file__).parent / "languages"
_DASHES = "-–—−"


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
        marked = spelled if spelled.strip() in _DASHES else spelled.replace("-", " ")
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
