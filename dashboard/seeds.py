"""Read seeds/: TOML files and vocabulary CSVs become checked records; every fault says file, entry and key.

A file with a fault is left out whole and its faults are told together; the other sources stay.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from dashboard.model import VOCABULARY, About, Figure, Record, SourceFile

MAX_FILE_BYTES = 2_000_000
MAX_FAULTS_PER_FILE = 20
ABOUT_FILE = "collection.toml"
LISTS = ("figures", "gaps", "statements", "events")

WHAT_BELONGS_HERE = (
    "expected a folder with places.csv, indicators.csv, groups.csv, speakers.csv and one TOML file per source"
)


class SeedError(Exception):
    """A fault in seeds/ that leaves nothing to show; its text names place, value and what was expected."""


@dataclass(frozen=True)
class Fault:
    """One fault: where it stands (file, entry, key) and what was found and expected."""

    file: str
    where: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}: {self.where}" if self.where else self.file
        return f"{place}: {self.message}"


@dataclass(frozen=True)
class Collection:
    """All records of one seeds folder, and the faults of the files that were left out."""

    about: About
    files: tuple[SourceFile, ...]
    vocabulary: Mapping[str, Mapping[str, Record]]
    faults: tuple[Fault, ...] = ()

    @property
    def story(self) -> str | None:
        """The id of the source whose story comes first: the one named, else the earliest published."""
        ids = [file.source.id for file in self.files]
        if self.about.story in ids:
            return self.about.story
        dated = sorted((str(file.source.date_published or "9999"), file.source.id) for file in self.files)
        return dated[0][1] if dated else None


@dataclass
class _Reading:
    """What is known while a folder is read."""

    faults: list[Fault] = field(default_factory=list)
    files: dict[str, SourceFile] = field(default_factory=dict)
    taken: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, label: str, file: SourceFile) -> None:
        self.files[label] = file
        self.taken.update({(name, entry.id): label for name in LISTS for entry in getattr(file, name)})


def read_collection(folder: Path) -> Collection:
    """Read every source of *folder*.

    Raises :class:`SeedError` where the folder or its vocabulary is missing or broken; a broken source only
    adds to ``faults``.
    """
    if not folder.is_dir():
        raise SeedError(f"{folder.name}/: no such folder, {WHAT_BELONGS_HERE}")
    vocabulary = {name: _read_vocabulary(folder / f"{name}.csv", record) for name, record in VOCABULARY.items()}
    reading = _Reading()
    about = _read_about(folder, reading)
    for path in sorted(folder.glob("*.toml")):
        if path.name != ABOUT_FILE:
            _read_into(reading, path, vocabulary)
    _refuse_dangling(reading)
    return Collection(about, tuple(reading.files.values()), vocabulary, tuple(reading.faults))


def read_source(path: Path) -> SourceFile:
    """Read one TOML file; raises :class:`SeedError` with every fault of the file, a line each."""
    label = f"{path.parent.name}/{path.name}"
    try:
        return SourceFile.model_validate(_parse_toml(path))
    except ValidationError as error:
        faults = _faults_of(label, error)
        raise SeedError("\n".join(str(fault) for fault in faults)) from error


def _parse_toml(path: Path) -> dict[str, Any]:
    label = f"{path.parent.name}/{path.name}"
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise SeedError(f"{label}: {size / 1e6:.1f} MB, expected at most {MAX_FILE_BYTES / 1e6:.0f} MB")
        return tomllib.loads(path.read_bytes().decode("utf-8"))
    except OSError as error:
        raise SeedError(f"{label}: cannot be read ({error.strerror}), expected a readable file") from error
    except UnicodeDecodeError as error:
        raise SeedError(f"{label}: byte {error.start} is not UTF-8, expected a TOML file in UTF-8") from error
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        raise SeedError(f"{label}: not TOML, {_shown(str(error), 200)}") from error


def _read_into(reading: _Reading, path: Path, vocabulary: Mapping[str, Mapping[str, Record]]) -> None:
    label = f"{path.parent.name}/{path.name}"
    try:
        file = SourceFile.model_validate(_parse_toml(path))
    except ValidationError as error:
        reading.faults += _faults_of(label, error)
        return
    except SeedError as error:
        reading.faults.append(Fault(label, "", str(error).removeprefix(f"{label}: ")))
        return
    faults = [
        Fault(label, where, message) for where, message in _check_file(file, path.stem, vocabulary, reading.taken)
    ]
    if faults:
        reading.faults += _first_faults(label, faults)
    else:
        reading.add(label, file)


def _check_file(
    file: SourceFile, stem: str, vocabulary: Mapping[str, Mapping[str, Record]], taken: Mapping[tuple[str, str], str]
) -> Iterator[tuple[str, str]]:
    """Yield (where, message) for what no single record can know."""
    if file.source.id != stem:
        yield "source.id", f"{_shown(file.source.id)}, expected the file's own name {_shown(stem)}"
    yield from _unknown_words(file, vocabulary)
    yield from _repeated_ids(file, taken)
    yield from _faulty_parts(file.figures)


def _unknown_words(file: SourceFile, vocabulary: Mapping[str, Mapping[str, Record]]) -> Iterator[tuple[str, str]]:
    columns = {
        "indicator": "indicators",
        "group": "groups",
        "place": "places",
        "speaker": "speakers",
        "repeats": "speakers",
    }
    for name in LISTS:
        for number, entry in enumerate(getattr(file, name)):
            for key, table in columns.items():
                word = getattr(entry, key, None)
                if word is not None and word not in vocabulary[table]:
                    yield (
                        f"{name}[{number}].{key}",
                        f"{_shown(word)}, expected an id of seeds/{table}.csv{_nearest(word, vocabulary[table])}",
                    )


def _repeated_ids(file: SourceFile, taken: Mapping[tuple[str, str], str]) -> Iterator[tuple[str, str]]:
    for name in LISTS:
        own: set[str] = set()
        for number, entry in enumerate(getattr(file, name)):
            other = "this file" if entry.id in own else taken.get((name, entry.id))
            if other:
                yield f"{name}[{number}].id", f"{_shown(entry.id)} stands in {other} too, expected an id of its own"
            own.add(entry.id)


def _faulty_parts(figures: Iterable[Figure]) -> Iterator[tuple[str, str]]:
    parents = {figure.id: figure.part_of for figure in figures}
    for number, figure in enumerate(figures):
        if figure.part_of is None:
            continue
        if figure.part_of not in parents:
            yield f"figures[{number}].part_of", f"{_shown(figure.part_of)}, expected the id of a figure of this file"
        elif figure.id in _ancestors(figure.id, parents):
            yield (
                f"figures[{number}].part_of",
                f"{_shown(figure.part_of)} makes a circle, expected a figure that contains this one",
            )


def _ancestors(start: str, parents: Mapping[str, str | None]) -> set[str]:
    seen: set[str] = set()
    parent = parents.get(start)
    while parent is not None and parent not in seen:
        seen.add(parent)
        parent = parents.get(parent)
    return seen


def _refuse_dangling(reading: _Reading) -> None:
    """Refuse files whose ``contradicts`` points nowhere, until none is left: a refusal may cut another link."""
    while True:
        known = {entry.id for file in reading.files.values() for entry in file.statements}
        dangling = {
            label: Fault(
                label,
                f"statements[{number}].contradicts",
                f"{_shown(entry.contradicts)}, expected the id of a statement",
            )
            for label, file in reading.files.items()
            for number, entry in enumerate(file.statements)
            if entry.contradicts is not None and entry.contradicts not in known
        }
        if not dangling:
            return
        for label, fault in dangling.items():
            del reading.files[label]
            reading.faults.append(fault)


def _read_about(folder: Path, reading: _Reading) -> About:
    path = folder / ABOUT_FILE
    label = f"{folder.name}/{ABOUT_FILE}"
    try:
        return (
            About.model_validate(_parse_toml(path))
            if path.exists()
            else About(title=folder.resolve().parent.name[:300])
        )
    except ValidationError as error:
        reading.faults += _faults_of(label, error)
    except SeedError as error:
        reading.faults.append(Fault(label, "", str(error).removeprefix(f"{label}: ")))
    return About(title="Untitled collection")


def _read_vocabulary(path: Path, record: type[Record]) -> dict[str, Record]:
    label = f"{path.parent.name}/{path.name}"
    try:
        rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines(), strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SeedError(
            f"{label}: cannot be read ({error}), expected a CSV file in UTF-8; {WHAT_BELONGS_HERE}"
        ) from error
    records: dict[str, Record] = {}
    for line, row in enumerate(rows, start=2):
        try:
            entry = record.model_validate({key: text for key, text in row.items() if text != ""})
        except (ValidationError, TypeError) as error:
            raise SeedError(f"{label}: line {line}: {_vocabulary_fault(error)}") from error
        if entry.id in records:
            raise SeedError(f"{label}: line {line}: id {_shown(entry.id)} stands twice, expected each id once")
        records[entry.id] = entry
    _check_links(label, records)
    return records


def _check_links(label: str, records: Mapping[str, Any]) -> None:
    """Raise where ``within`` or ``repeats`` points at no record or in a circle."""
    for key in ("within", "repeats"):
        links = {name: getattr(entry, key, None) for name, entry in records.items()}
        for name, target in links.items():
            if target is not None and target not in records:
                raise SeedError(f"{label}: {name}.{key}: {_shown(target)}, expected an id of this file")
            if name in _ancestors(name, links):
                raise SeedError(f"{label}: {name}.{key}: {_shown(target)} makes a circle, expected none")


def _vocabulary_fault(error: Exception) -> str:
    return str(_faults_of("", error)[0]).removeprefix(": ") if isinstance(error, ValidationError) else str(error)


def _faults_of(label: str, error: ValidationError) -> list[Fault]:
    """Turn pydantic's errors into faults: key path, the value that stands there, what was expected."""
    faults = []
    for item in error.errors(include_url=False, include_context=False)[: MAX_FAULTS_PER_FILE + 1]:
        where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in item["loc"]).lstrip(".")
        faults.append(Fault(label, _shown(where, 200, quoted=False), _expectation(item)))
    return _first_faults(label, faults, error.error_count())


def _expectation(item: Mapping[str, Any]) -> str:
    kind, message, found = item["type"], item["msg"], item.get("input")
    if kind == "missing":
        return "missing, expected a value for this key"
    if kind == "extra_forbidden":
        return f"unknown key with value {_shown(found)}, expected only the keys of the format"
    if kind == "value_error":
        text = message.removeprefix("Value error, ")
        return text if isinstance(found, dict) else f"{_shown(found)}: {text}"
    return f"{_shown(found)}, expected: {message[0].lower()}{message[1:]}"


def _first_faults(label: str, faults: list[Fault], total: int | None = None) -> list[Fault]:
    total = total or len(faults)
    if total <= MAX_FAULTS_PER_FILE:
        return faults
    more = Fault(label, "", f"{total - MAX_FAULTS_PER_FILE} more faults, expected none")
    return [*faults[:MAX_FAULTS_PER_FILE], more]


def _shown(value: Any, limit: int = 80, quoted: bool = True) -> str:
    """Write a hostile value so that it can be read and does nothing: printable, bounded, on one line."""
    text = value if isinstance(value, str) else repr(type(value)) if isinstance(value, dict | list) else str(value)
    text = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text[: limit + 1])
    text = text if len(text) <= limit else f"{text[:limit]}…"
    return f"'{text}'" if quoted else text


def _nearest(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word, list(known)[:5_000], n=1)
    return f" (nearest: {_shown(near[0])})" if near else ""
