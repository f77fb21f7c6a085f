"""The vocabulary: places, indicators, groups and speakers from their CSV files, row by row.

A row with a fault is left out with what needs it, and told; the other rows stay.
"""

import csv
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from statistics import median
from typing import Any

from pydantic import ValidationError

from dashboard.collection.faults import Fault, SeedError, expect_one_of, faults_of, find_nearest, name_nearest, show
from dashboard.collection.seeds import ReadFile, decode, read_plain_file
from dashboard.records.folding import fold_searched
from dashboard.records.model import VOCABULARY, Group, Indicator, Place, Record, Speaker

MAX_VOCABULARY_BYTES = 5_000_000
BELONGS_HERE = "expected a folder with places.csv, indicators.csv, groups.csv, speakers.csv and a TOML file per source"
Rows = Mapping[str, Sequence[Mapping[str, str]]]  # of each table, cells by column
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
        return getattr(self, name)  # type: ignore[no-any-return]

    @cached_property
    def place_containers(self) -> Mapping[str, tuple[str, ...]]:
        """Each place with itself and all that contain it, nearest first, by ``within`` and by ``members``."""
        parents = {name: [place.within] if place.within else [] for name, place in self.places.items()}
        for place in self.places.values():
            for member in place.members:
                parents[member].append(place.id)
        ways = {name: [name] for name in parents}
        for way in ways.values():
            for name in way:
                way += dict.fromkeys(parent for parent in parents[name] if parent not in way)
        return {name: tuple(way) for name, way in ways.items()}

    def find(self, table: str, word: str) -> str | None:
        """Return the id that *word* most likely means, sought in ids, names and aliases; None where none is close."""
        names, folded = self._names[table], fold_searched(word[:200])
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
        return {
            table: {fold_searched(one): name for name, word in reversed(words.items()) for one in names_of(word)}
            for table, words in ((table, self.table(table)) for table in VOCABULARY)
        }


def names_of(word: Record) -> Iterator[str]:
    """Yield every name of a word of the vocabulary: its id, its names, its aliases."""
    yield word.id  # type: ignore[attr-defined]
    yield from (name for key in _NAMES if (name := getattr(word, key, None)))
    yield from getattr(word, "aliases", ())


def follow(start: str, words: Mapping[str, Any], link: str) -> list[str]:
    """Return *start* and what it leads to by *link*, one after the other, until none follows or one comes again."""
    way = [start]
    while (target := getattr(words[way[-1]], link)) in words and target not in way:
        way.append(target)
    return way


def read_vocabulary(folder: Path, read_file: ReadFile = read_plain_file) -> tuple[Vocabulary, list[Fault]]:
    """Read the four vocabulary files of *folder* with *read_file*; the faults name the rows that were left out.
    Raises :class:`SeedError` where a file is missing or is no such table at all."""
    tables = {name: WordTable.read(folder / f"{name}.csv", model, read_file) for name, model in VOCABULARY.items()}
    return _gather(tables)


def add_words(to: Vocabulary, words: Rows) -> tuple[Vocabulary, list[Fault]]:
    """Return a vocabulary with new rows, table -> rows of text by column, each held to what a row of a file is."""
    tables = {}
    for name, model in VOCABULARY.items():
        known, left_out = dict(to.table(name)), set(to.left_out.get(name, ()))
        tables[name] = table = WordTable(f"{name}.csv", model, known, left_out)
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


@dataclass
class WordTable:
    """The words of one table, to which rows are added one by one; a row with a fault is left out."""

    label: str
    model: type[Record]
    words: dict[str, Any] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path, model: type[Record], read_file: ReadFile = read_plain_file) -> "WordTable":
        """Return the table of a CSV file, each row from a line of its own: an open quotation mark costs one row.
        Raises :class:`SeedError` where it cannot be read or is no such table at all."""
        table, columns = cls(f"{path.parent.name}/{path.name}", model), tuple(model.model_fields)
        try:
            lines = decode(read_file(path, MAX_VOCABULARY_BYTES), table.label, "a CSV file in UTF-8").split("\n")
            # The first version said name_ar.
            names = map(str.strip, next(csv.reader(lines[:1], strict=True)))
            header = ["name_local" if name == "name_ar" else name for name in names]
        except SeedError as error:
            raise SeedError(f"{error}; {BELONGS_HERE}") from error
        except csv.Error as error:
            raise SeedError(f"{table.label}: line 1: cannot be read ({error})") from error
        if lost := [key for key in columns if model.model_fields[key].is_required() and key not in header]:
            expected = f"expected {', '.join(columns)}, separated by commas"
            raise SeedError(f"{table.label}: no column {show(lost[0])} in {show(lines[0].strip(), 40)}, {expected}")
        for name in [name for name in header if name not in columns]:
            expected = expect_one_of(columns, find_nearest(name, columns))
            table.faults.append(Fault(table.label, "line 1", f"column {show(name)} is not known, {expected}", False))
        for number, line in enumerate(lines[1:], start=2):
            found, row = None, dict[Any, Any]()
            try:
                row = next(csv.DictReader([line], header, strict=True), {})
            except csv.Error as error:
                found = f"cannot be read ({error}), expected a quotation mark to close on its line"
            if any(row.pop(None, ())):
                found = f"over {len(header)} cells, expected a text with a comma to stand between quotation marks"
            elif line.strip() and not any(row.values()):
                found = found or "a row without a filled cell, expected an entry or no row"
            if found:
                table.faults.append(Fault(table.label, f"line {number}", found))
            elif line.strip():
                table.add(f"line {number}", {name: row[name] for name in columns if row.get(name)})
        return table

    def add(self, where: str, row: Mapping[str, str]) -> None:
        """Add one row of text by column, unless it is there already, cell by cell."""
        name = row.get("id", "")
        try:
            word = self.model.model_validate({key: text for key, text in row.items() if text})
            if self.words.setdefault(name, word) != word:
                self.faults.append(Fault(self.label, where, f"id {show(name)} stands twice, expected each id once"))
        except ValidationError as error:
            told = faults_of(self.label, error)[0]
            hint = "; are lat and lon exchanged?" if told.where == "lat" and "less than" in told.message else ""
            self.faults.append(Fault(self.label, where, f"{Fault('', told.where, told.message)}{hint}"))
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
            links = [(link, getattr(word, link, None)) for link in ("within", "repeats", "member_of")]
            for link, target in [*links, *(("members", member) for member in getattr(word, "members", ()))]:
                if target is not None and target not in self.words:
                    near = f"expected an id of this file{name_nearest(target, self.words)}"
                    told = "a row that was left out" if target in self.left_out else near
                    yield name, f"{link}: {show(target)}, {told}"
                elif target and getattr(self.words[follow(name, self.words, link)[-1]], link) == name:
                    yield name, f"{link}: {show(target)} makes a circle, expected none"


def _find_exchanged(label: str, places: Mapping[str, Place]) -> Iterator[Fault]:
    """Yield a fault for each place that lies far from the middle of its country, but near it when exchanged."""
    located = [(one.country, one.id, one.lat, one.lon) for one in places.values() if one.radius_km is not None]
    for _, group in groupby(sorted(located, key=itemgetter(0)), itemgetter(0)):
        _, names, lats, lons = zip(*group, strict=True)
        middle = (median(lats), median(lons))
        for name, lat, lon in zip(names, lats, lons, strict=True) if len(names) > 2 else ():
            if 1 < math.dist(middle, (lat, lon)) > 2 * math.dist(middle, (lon, lat)) and abs(lon) <= 90:
                found = f"lat {lat} and lon {lon} look exchanged, expected lat {lon} and lon {lat}"
                yield Fault(label, name, f"{found}, where its neighbours are", left_out=False)
