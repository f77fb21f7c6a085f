"""The catalogue of the product's own sentences (english.toml, whole, with named slots), and how words join in one."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from dashboard.records.reported import write_number

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
KINDS: Final[dict[str, str]] = _FILE["kinds"]  # of speakers, as headings
ROLES: Final[dict[str, str]] = _FILE["roles"]  # of indicators and groups, as headings


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


def fold(words: Sequence[str], most: int) -> str:
    """Join words as a sentence does, folding what is more than *most* into a count: "a, b and three more"."""
    rest = len(words) - most + 1
    return join(words if rest < 2 else [*words[: most - 1], say("more", count=count_word(rest))])


def enumerate_numbers(numbers: Sequence[str], most: int) -> str:
    """Write numbers as a list, what is more than *most* as a count: "≥ 2, ≥ 10 and four more numbers"."""
    rest = len(numbers) - most + 1
    some = ", ".join(numbers[: most - 1])
    return ", ".join(numbers) if rest < 2 else say("and", most=some, last=count(rest, "more_number"))


def join(words: Iterable[str]) -> str:
    """Join words as a sentence does: "a, b and c"."""
    *most, last = list(words) or [""]
    return say("and", most=", ".join(most), last=last) if most else last


def count_word(number: int) -> str:
    """Write a count of our own in words up to twelve: "six", "47"."""
    return WORDS["counts"][number] if number < len(WORDS["counts"]) else write_number(number)


def count(number: int, noun: str) -> str:
    """Write a count with a noun of the catalogue, in the number it asks for: "one report", "six voices"."""
    return f"{count_word(number)} {NOUNS[noun][number != 1]}"


def start(text: str) -> str:
    """Return *text* with a capital first letter."""
    return text[:1].upper() + text[1:]


def within(name: str) -> str:
    """Return a name as in the middle of a sentence: "a medic", "the governor of Homs", "the UN", "SOHR"."""
    first, _, rest = name.partition(" ")
    if first == "The":
        return say("the", name=rest)
    bare = first in WORDS["without_article"]
    if first not in WORDS["common"] or (rest[:1].isupper() and not bare):
        known = name in WORDS["with_article"] or name.endswith(WORDS["with_article_ends"])
        return say("the", name=name) if known or " of " in name.partition(",")[0] else name
    head = re.split(r" (?:of|at|in|near|from|with|close|around) |,", name, maxsplit=1)[0].split(" ")[-1]
    bare = bare or head.endswith("s") or head in WORDS["uncountable"]
    return write_small(name) if bare else say("the", name=write_small(name))


def write_small(name: str) -> str:
    """Return a name with a common word at its beginning written small, as in a list: "governor of Homs", "SOHR"."""
    first, space, rest = name.partition(" ")
    return f"{first.lower()}{space}{rest}" if first in WORDS["common"] else name


def end(text: str) -> str:
    """Return *text* with a full stop where it has none."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
