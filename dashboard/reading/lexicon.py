"""The words that rules read English by: those around figures from english.toml, the countries of the world from
countries.csv, and from seeds/predicates.csv which words say what happened to what is counted, one row a predicate.

``subject``: what is counted is its subject (80 people *died*). ``object``: its object, or its subject in the passive
voice, whose forms end in ``*`` (*killed* 80, 80 were *killed*). ``noun``: the word itself is counted (40 *air
strikes*). ``toll``: the number follows (the *death toll* rose to 40).
"""

import csv
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar

from dashboard.collection.faults import Fault
from dashboard.collection.number_words import Phrases, Tokens, find_language
from dashboard.collection.seeds import ROOT, make_slug
from dashboard.collection.vocabulary import Vocabulary, WordTable, names_of
from dashboard.records.model import Record, Slug, Slugs, Text, Texts

FILE = "predicates.csv"
_FOLDER = Path(__file__).parent
T = TypeVar("T")


def fold_phrase(text: str) -> tuple[str, ...]:
    """Return the words of a phrase as the number reader splits and folds a text."""
    return tuple(Tokens(text, find_language("en")).words)


def _list_phrases(text: str) -> list[str]:
    return [phrase.strip() for phrase in text.split("|") if phrase.strip()]


def _make_phrases(entries: Iterable[tuple[str, T]]) -> Phrases[T]:
    """Return what finds each phrase in folded words, with what it means; the first of two alike holds."""
    return Phrases({words: meaning for phrase, meaning in reversed(list(entries)) if (words := fold_phrase(phrase))})


def _read_table(table: Mapping[str, str]) -> Phrases[str]:
    return _make_phrases((phrase, key) for key, text in table.items() for phrase in _list_phrases(text))


@cache
def english() -> Mapping[str, Any]:
    """Return english.toml: its texts of words as :class:`Phrases`, which mean their key; the rest as it is."""
    tables: dict[str, Any] = tomllib.loads((_FOLDER / "english.toml").read_text("utf-8"))
    for key, table in tables.items():
        if key in ("say", "gaps", "places"):
            tables[key] = {name: _read_table({name: text}) for name, text in table.items()}
        elif key in ("before", "after") or isinstance(table, str):
            tables[key] = _read_table({key: table} if isinstance(table, str) else table)
    return tables


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return one of the patterns of English print."""
    patterns = english()["patterns"]
    return re.compile(patterns[name].replace("{month}", patterns["month"]))


def make_id(name: str) -> str:
    """Return the id that a new row of this name has: "São Tomé" is sao-tome."""
    return make_slug([name[:80]])


@cache
def lands() -> Mapping[str, str]:
    """Return the name of each country by all its names, in lower case."""
    return {name.lower(): row["name"] for row in _countries() for name in (row["name"], *_list_phrases(row["others"]))}


@cache
def peoples() -> Mapping[str, str]:
    """Return the name of each country by what its people are called, in lower case: "haitian", "haitians"."""
    named = [(people.lower(), row["name"]) for row in _countries() for people in _list_phrases(row["people"])]
    return {name: land for people, land in reversed(named) for name in (people, f"{people}s")}


@cache
def _countries() -> list[dict[str, str]]:
    return list(csv.DictReader((_FOLDER / "countries.csv").read_text("utf-8").splitlines()))


def find_text_language(text: str, said: str | None) -> str:
    """Return the language of a text (BCP 47): as its file says, else by the words that are most common in it."""
    if said:
        return said
    words = [word.lower() for word in Tokens(text[:6000], find_language("und")).words]
    if sum("\u0600" <= word[:1] <= "\u06ff" for word in words) > len(words) / 4:
        return "ar"
    common = english()["common"].items()
    counts = {tag: sum(word in most.split() for word in words) for tag, most in common}
    best = max(counts, key=lambda tag: counts[tag])
    return best if counts[best] > len(words) / 25 or counts["en"] else "en" if text.isascii() else "und"


class Predicate(Record):
    """A predicate: its forms and what it takes, as above; ``weak`` where another word beside it tells more.

    ``indicators`` are what its number may be: the unit of what is counted chooses, the first where it is not known.
    """

    id: Slug
    takes: Literal["subject", "object", "noun", "toll"]
    words: Texts
    indicators: Slugs
    weak: bool = False
    description: Text


Form = tuple[Predicate, bool]  # and whether it may be passive


class Noun(NamedTuple):
    """A word for what is counted: its group where one has it, and its unit."""

    group: str | None
    unit: str


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All predicates by id, and the vocabulary whose indicators and groups they name."""

    predicates: dict[str, Predicate]
    vocabulary: Vocabulary

    @cached_property
    def forms(self) -> Phrases[tuple[Form, ...]]:
        """The forms of all predicates as phrases of folded words."""
        found: dict[tuple[str, ...], tuple[Form, ...]] = {}
        for predicate in self.predicates.values():
            for word in predicate.words:
                phrase = fold_phrase(word.rstrip("*"))
                found[phrase] = (*found.get(phrase, ()), (predicate, word.endswith("*")))
        return Phrases(found)

    @cached_property
    def nouns(self) -> Phrases[Noun]:
        """The words for what is counted, by the labels and aliases of groups; demonyms are people."""
        groups = [group for group in self.vocabulary.groups.values() if group.unit]
        named = [(name, Noun(one.id, one.unit or "")) for one in groups for name in (one.label, one.label_one)]
        named += [(name, Noun(one.id, one.unit or "")) for one in groups for name in one.aliases]
        people = (name for name in peoples() if name.endswith(("s", "ese", "i", "an")))
        return _make_phrases([*named, *((name, Noun("people", "people")) for name in people)])

    @cached_property
    def places(self) -> dict[tuple[str, ...], str]:
        """The ids of places by their folded names; countries by the id that a new row would have."""
        return {fold_phrase(name): make_id(land) for name, land in lands().items()} | self._name("places")

    @cached_property
    def lands(self) -> frozenset[tuple[str, ...]]:
        """The folded names of countries."""
        return frozenset(fold_phrase(name) for name in lands())

    @cached_property
    def speakers(self) -> Phrases[str]:
        """The ids of speakers by their folded names."""
        return Phrases({words: key for words, key in self._name("speakers").items() if key != "unknown"})

    def _name(self, table: str) -> dict[tuple[str, ...], str]:
        words = self.vocabulary.table(table).items()
        named = [(name, key) for key, word in words for name in names_of(word) if name != key]
        named += [(name.partition(" (")[0], key) for name, key in named if name.endswith(")")]
        phrases = [(fold_phrase(name), key) for name, key in named]
        return {phrase: key for phrase, key in reversed(phrases) if len(" ".join(phrase)) > 2}

    def indicator_for(self, predicate: Predicate, unit: str | None, share: bool = False) -> str | None:
        """Return the indicator that a predicate gives to what is counted in *unit*; None where it takes none such."""
        every = self.vocabulary.indicators
        known = [every[name] for name in predicate.indicators if name in every and every[name].is_share == share]
        if not share and unit is not None:
            units = (unit, "cases") if unit == "people" else (unit,)  # people who fell ill are cases
            known = [indicator for one in units for indicator in known if indicator.unit == one]
        return known[0].id if known else None


def read_lexicon(vocabulary: Vocabulary, folder: Path | None = None) -> tuple[Lexicon, list[Fault]]:
    """Read predicates.csv of *folder* with its faults; a folder without one has the project's own.

    Raises :class:`SeedError` where the file is there and no such table at all.
    """
    path = (folder or ROOT / "seeds") / FILE
    if not path.exists():
        path = ROOT / "seeds" / FILE
    table = WordTable.read(path, Predicate)
    own = folder is None or path.parent == folder
    for predicate in table.words.values() if own else ():
        for name in (name for name in predicate.indicators if name not in vocabulary.indicators):
            said = f"indicators: {vocabulary.expect('indicators', name)}"
            table.faults.append(Fault(table.label, predicate.id, said, left_out=False))
    return Lexicon(table.words, vocabulary), table.faults
