"""The vocabulary: places, indicators, groups and speakers from their CSV files, row by row.

A row with a fault is left out with what needs it, and told; the other rows stay.
"""

import csv
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from statistics import median
from typing import Any

from pydantic import ValidationError

from dashboard.collection.faults import Fault, SeedError, expectation_of, find_nearest, name_nearest, show
from dashboard.collection.seeds import ReadFile, decode, label_of, read_plain_file
from dashboard.records.folding import fold_searched
from dashboard.records.model import VOCABULARY, Group, Indicator, Place, Record, Speaker

MAX_VOCABULARY_BYTES = 5_000_000
WHAT_BELONGS_HERE = (
    "expected a folder with places.csv, indicators.csv, groups.csv, speakers.csv and one TOML file per source"
)
LINKS = ("within", "repeats", "member_of")
_OLD_NAMES = {"name_ar": "name_local"}
_TWICE = "stands twice, expected each id once"
_NAMES = ("name", "name_local", "label", "short")


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All words a record may use, by id. ``left_out`` holds the ids of rows that had a fault, by table."""

    places: Mapping[str, Place]
    indicators: Mapping[str, Indicator]
    groups: Mapping[str, Group]
    speakers: Mapping[str, Speaker]
    left_out: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def table(self, name: str) -> dict[str, Record]:
        """Return one of the four tables: ``places``, ``indicators``, ``groups`` or ``speakers``."""
        words: dict[str, Record] = getattr(self, name)
        return words

    @cached_property
    def place_containers(self) -> Mapping[str, tuple[str, ...]]:
        """Each place with itself and all that contain it, nearest first, by ``within`` and by ``members``."""
        parents: dict[str, list[str]] = {name: [] for name in self.places}
        for place in self.places.values():
            if place.within is not None:
                parents[place.id].insert(0, place.within)
            for member in place.members:
                parents[member].append(place.id)
        return {name: _climb(name, parents) for name in self.places}

    @cached_property
    def voices(self) -> Mapping[str, Speaker]:
        """Each speaker with the one whose figures it passes on, itself where it passes on none."""
        return {name: self.speakers[follow(name, self.speakers, "repeats")[-1]] for name in self.speakers}

    @cached_property
    def bodies(self) -> Mapping[str, Speaker]:
        """Each speaker with the body under which it counts as one voice."""
        return {name: self.speakers[follow(name, self.speakers, "member_of")[-1]] for name in self.speakers}

    def find(self, table: str, word: str) -> str | None:
        """Return the id that *word* most likely means, sought in ids, names and aliases; None where none is close."""
        names = self._names[table]
        folded = fold_searched(word[:200])
        return names.get(folded) or names.get(find_nearest(folded, tuple(names)) or "")

    def expect(self, table: str, word: str) -> str:
        """Return what stands in a fault for an unknown *word*: what was expected and the nearest right one."""
        if word in self.left_out.get(table, ()):
            return f"{show(word)}, whose row in seeds/{table}.csv has a fault of its own and was left out"
        near = self.find(table, word)
        return f"{show(word)}, expected an id of seeds/{table}.csv{f' (nearest: {show(near)})' if near else ''}"

    @cached_property
    def _names(self) -> Mapping[str, Mapping[str, str]]:
        """The ids by every folded name, for each table; the first of two words of one name has it."""
        tables = {table: reversed(self.table(table).items()) for table in VOCABULARY}
        return {
            table: {fold_searched(text): name for name, word in words for text in names_of(word)}
            for table, words in tables.items()
        }


def names_of(word: Record) -> Iterator[str]:
    """Yield every name of a word of the vocabulary: its id, its names, its aliases."""
    yield word.id  # type: ignore[attr-defined]
    yield from (name for key in _NAMES if (name := getattr(word, key, None)))
    yield from getattr(word, "aliases", ())


def _climb(start: str, parents: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    way, seen = [start], {start}
    for name in way:
        fresh = [parent for parent in parents[name] if parent not in seen]
        seen.update(fresh)
        way += fresh
    return tuple(way)


def follow(start: str, words: Mapping[str, Any], link: str) -> list[str]:
    """Return *start* and what it leads to by *link*, one after the other, until none follows or one comes again."""
    way = [start]
    while (target := getattr(words[way[-1]], link)) in words and target not in way:
        way.append(target)
    return way


def read_vocabulary(folder: Path, read_file: ReadFile = read_plain_file) -> tuple[Vocabulary, list[Fault]]:
    """Read the four vocabulary files of *folder* with *read_file*; the faults name the rows that were left out.

    Raises :class:`SeedError` where a file is missing or is no such table at all.
    """
    tables = {name: WordTable(label_of(folder / f"{name}.csv"), model) for name, model in VOCABULARY.items()}
    for name, table in tables.items():
        table.read(folder / f"{name}.csv", read_file)
    return _gather(tables)


def add_words(
    vocabulary: Vocabulary, words: Mapping[str, Iterable[Mapping[str, str]]]
) -> tuple[Vocabulary, list[Fault]]:
    """Return *vocabulary* with new rows, table -> rows of text by column, each held to what a row of a file is."""
    tables = {
        name: WordTable(f"{name}.csv", model, vocabulary.table(name), vocabulary.left_out.get(name, ()))
        for name, model in VOCABULARY.items()
    }
    for name, table in tables.items():
        for number, row in enumerate(words.get(name, ()), start=1):
            table.add(show(row.get("id") or f"row {number}", quoted=False), row)
    return _gather(tables)


def _gather(tables: "Mapping[str, WordTable]") -> tuple[Vocabulary, list[Fault]]:
    for table in tables.values():
        table.leave_out_dangling()
    left_out = {name: frozenset(table.left_out) for name, table in tables.items()}
    vocabulary = Vocabulary(**{name: table.words for name, table in tables.items()}, left_out=left_out)
    faults = [fault for table in tables.values() for fault in table.faults]
    return vocabulary, faults + list(_find_exchanged(tables["places"].label, vocabulary.places))


class WordTable:
    """The words of one table, to which rows are added one by one; a row with a fault is left out."""

    def __init__(
        self, label: str, model: type[Record], words: Mapping[str, Any] = {}, left_out: Iterable[str] = ()
    ) -> None:
        self.label = label
        self.model = model
        self.columns = tuple(model.model_fields)
        self.words: dict[str, Any] = dict(words)
        self.faults: list[Fault] = []
        self.left_out = set(left_out)

    def read(self, path: Path, read_file: ReadFile = read_plain_file) -> None:
        """Add the rows of a CSV file; raises :class:`SeedError` where it cannot be read or is no such table at all."""
        try:
            text = decode(read_file(path, MAX_VOCABULARY_BYTES), self.label, "a CSV file in UTF-8")
            lines = [line.rstrip("\r") for line in text.split("\n")]
            header = [_OLD_NAMES.get(name.strip(), name.strip()) for name in _split(lines[0])]
        except SeedError as error:
            raise SeedError(f"{error}; {WHAT_BELONGS_HERE}") from error
        except ValueError as error:
            raise SeedError(f"{self.label}: line 1: {error}") from error
        for separator, name in ((";", "semicolons"), ("\t", "tabs")):
            if separator in lines[0] and "," not in lines[0]:
                raise SeedError(f"{self.label}: separated by {name}, expected commas")
        for name, column in self.model.model_fields.items():
            if column.is_required() and name not in header:
                raise SeedError(f"{self.label}: no column {show(name)}, expected {', '.join(self.columns)}")
        self._tell_unknown("line 1", header)
        for number, line in enumerate(lines[1:], start=2):
            if line.strip():
                try:
                    row = _read_row(line, header)
                    if row.get("id") in self.words:
                        raise ValueError(f"id {show(row['id'])} {_TWICE}")
                    self._add(f"line {number}", row)
                except ValueError as error:
                    self.faults.append(Fault(self.label, f"line {number}", str(error)))

    def add(self, where: str, row: Mapping[str, str]) -> None:
        """Add one row of text by column, unless it is there already, cell by cell."""
        named = {_OLD_NAMES.get(key, key): text for key, text in row.items() if text}
        self._tell_unknown(where, named)
        self._add(where, named)

    def _tell_unknown(self, where: str, names: Iterable[str]) -> None:
        for name in names:
            if name not in self.columns:
                near = find_nearest(name, self.columns)
                expected = f"nearest: {show(near)}" if near else f"expected {', '.join(self.columns)}"
                self.faults.append(Fault(self.label, where, f"column {show(name)} is not known, {expected}", False))

    def _add(self, where: str, row: Mapping[str, str]) -> None:
        name = row.get("id", "")
        try:
            word = self.model.model_validate({key: text for key, text in row.items() if key in self.columns})
            if self.words.setdefault(name, word) != word:
                self.faults.append(Fault(self.label, where, f"id {show(name)} {_TWICE}"))
        except ValidationError as error:
            item = error.errors(include_url=False, include_context=False)[0]
            key = ".".join(str(part) for part in item["loc"])
            hint = "; are lat and lon exchanged?" if key == "lat" and "less than" in item["msg"] else ""
            message = ": ".join(filter(None, (key, expectation_of(item)))) + hint
            self.faults.append(Fault(self.label, where, message))
            self.left_out |= {name} - self.words.keys()

    def leave_out_dangling(self) -> None:
        """Leave out rows that point at no row or in a circle, until none is left: one may need another."""
        while wrong := dict(self._find_dangling()):
            for name, message in wrong.items():
                del self.words[name]
                self.left_out.add(name)
                self.faults.append(Fault(self.label, name, message))

    def _find_dangling(self) -> Iterator[tuple[str, str]]:
        for name, word in self.words.items():
            links = [(link, target) for link in LINKS if (target := getattr(word, link, None)) is not None]
            for link, target in [*links, *(("members", member) for member in getattr(word, "members", ()))]:
                if target in self.left_out:
                    yield name, f"{link}: {show(target)}, a row that was left out"
                elif target not in self.words:
                    near = name_nearest(target, self.words)
                    yield name, f"{link}: {show(target)}, expected an id of this file{near}"
                elif link in LINKS and getattr(self.words[follow(name, self.words, link)[-1]], link) == name:
                    yield name, f"{link}: {show(target)} makes a circle, expected none"


def _split(line: str) -> list[str]:
    try:
        return next(csv.reader([line], strict=True), [])
    except csv.Error as error:
        raise ValueError(f"cannot be read ({error}), expected a quotation mark to close on its line") from error


def _read_row(line: str, header: Sequence[str]) -> dict[str, str]:
    cells = _split(line)
    if not any(cells):
        raise ValueError("a row without a filled cell, expected an entry or no row")
    if any(cells[len(header) :]):
        expected = f"expected {len(header)}: a text with a comma stands between quotation marks"
        raise ValueError(f"{len(cells)} cells, {expected}")
    return {key: text for key, text in zip(header, cells, strict=False) if text}


def _find_exchanged(label: str, places: Mapping[str, Place]) -> Iterator[Fault]:
    """Yield a fault for each place that lies far from the middle of its country, but near it when exchanged."""
    countries: dict[str, list[tuple[str, float, float]]] = defaultdict(list)
    for place in places.values():
        if place.lat is not None and place.lon is not None:
            countries[place.country].append((place.id, place.lat, place.lon))
    for located in countries.values():
        _, lats, lons = zip(*located, strict=True)
        middle = (median(lats), median(lons))
        for name, lat, lon in located if len(located) > 2 else ():
            if 1 < math.dist(middle, (lat, lon)) > 2 * math.dist(middle, (lon, lat)) and abs(lon) <= 90:
                found = f"lat {lat} and lon {lon} look exchanged, expected lat {lon} and lon {lat}"
                yield Fault(label, name, f"{found}, where its neighbours are", left_out=False)
