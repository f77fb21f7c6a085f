"""The words around figures in English, from english.toml, and the countries of the world, from countries.csv."""

import csv
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from dashboard.collection.number_words import Phrases, find_language
from dashboard.collection.numbers import Tokens
from dashboard.collection.seeds import make_slug

T = TypeVar("T")
_FOLDER = Path(__file__).parent


def fold_phrase(text: str) -> tuple[str, ...]:
    """Return the words of a phrase as the number reader splits and folds a text."""
    return tuple(Tokens(text, find_language("en")).words)


def list_phrases(text: str) -> list[str]:
    """Return the phrases of one text, separated by ``|``."""
    return [phrase.strip() for phrase in text.split("|") if phrase.strip()]


def make_phrases(entries: Iterable[tuple[str, T]]) -> Phrases[T]:
    """Return what finds each phrase in folded words, with what it means; the first of two alike holds."""
    found: dict[tuple[str, ...], T] = {}
    for phrase, meaning in entries:
        words = fold_phrase(phrase)
        if words:
            found.setdefault(words, meaning)
    return Phrases(found)


@cache
def english() -> Mapping[str, Any]:
    """Return english.toml: texts of single words as frozen sets, tables of phrases as :class:`Phrases`."""
    return {key: _read(value) for key, value in _raw().items() if key not in ("reasons", "common", "patterns")}


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads((_FOLDER / "english.toml").read_text("utf-8"))


def _read(value: Any) -> Any:
    if isinstance(value, str):
        return make_phrases((phrase, phrase) for phrase in list_phrases(value))
    if all(isinstance(part, str) for part in value.values()):
        named = {key: make_phrases((phrase, key) for phrase in list_phrases(text)) for key, text in value.items()}
        return named | {"all": Phrases({words: key for key, part in named.items() for words in part})}
    return {key: _read(part) for key, part in value.items()}


def make_id(name: str) -> str:
    """Return the id that a new row of this name has: "São Tomé" is sao-tome."""
    return make_slug([name[:80]])


@cache
def lands() -> Mapping[str, str]:
    """Return the name of each country by all its names, in lower case."""
    return {name.lower(): row["name"] for row in _countries() for name in (row["name"], *list_phrases(row["others"]))}


@cache
def peoples() -> Mapping[str, str]:
    """Return the name of each country by what its people are called, in lower case: "haitian", "haitians"."""
    named = [(people.lower(), row["name"]) for row in _countries() for people in list_phrases(row["people"])]
    return {name: land for people, land in reversed(named) for name in (people, f"{people}s")}


def _countries() -> Iterator[dict[str, str]]:
    with (_FOLDER / "countries.csv").open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return one of the patterns of English print."""
    patterns = _raw()["patterns"]
    return re.compile(patterns[name].replace("{month}", patterns["month"]))


@cache
def reasons() -> Mapping[str, str]:
    """Return why a number is no figure, by its kind."""
    return dict(_raw()["reasons"])


def find_text_language(text: str, said: str | None) -> str:
    """Return the language of a text (BCP 47): as its file says, else by the words that are most common in it."""
    if said:
        return said
    words = [word.lower() for word in Tokens(text[:6000], find_language("und")).words]
    if sum("\u0600" <= word[:1] <= "\u06ff" for word in words) > len(words) / 4:
        return "ar"
    counts: dict[str, int] = {
        tag: sum(word in common.split() for word in words) for tag, common in _raw()["common"].items()
    }
    best = max(counts, key=lambda tag: counts[tag])
    if counts[best] > len(words) / 25 or counts["en"]:
        return best
    return "en" if text.isascii() else "und"
