"""The catalogue: every sentence and word of the product's own, templates with named slots, read from english.toml."""

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

# No sentence that the product makes about a figure is longer.
MOST_WORDS: Final = 30

_FILE: Final[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "english.toml").read_text("utf-8"))
ENGLISH: Final[dict[str, str]] = _FILE["sentences"]
EXHIBITS: Final[dict[str, str]] = _FILE["exhibits"]
WORDS: Final[dict[str, tuple[str, ...]]] = {name: tuple(words) for name, words in _FILE["words"].items()}
NOUNS: Final[dict[str, tuple[str, str]]] = {noun: (one, many) for noun, (one, many) in _FILE["nouns"].items()}
WEEKDAYS: Final[tuple[str, ...]] = tuple(_FILE["calendar"]["weekdays"])
MONTHS: Final[tuple[str, ...]] = tuple(_FILE["calendar"]["months"])
PRECISION: Final[dict[str, list[str]]] = _FILE["precision"]
VALUES: Final[dict[str, dict[str, str]]] = _FILE["values"]  # what the values of a selection are called
FIELDS: Final[dict[str, dict[str, str]]] = _FILE["fields"]  # what a card's fields are called, and what they hold
# Kinds of speakers, and roles of indicators and groups, as headings.
KINDS: Final[dict[str, str]] = _FILE["kinds"]
ROLES: Final[dict[str, str]] = _FILE["roles"]


def say(key: str, **slots: object) -> str:
    """Fill the sentence *key* of the catalogue."""
    return ENGLISH[key].format(**slots)


def fit(sentences: Iterable[str], letters: int | None = None) -> str:
    """Return the first sentence that is short enough, in words or where given in *letters*, else the last."""
    sentence = ""
    for sentence in sentences:
        if len(sentence) <= letters if letters else len(sentence.split()) <= MOST_WORDS:
            break
    return sentence
