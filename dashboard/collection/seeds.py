"""The files of a seeds folder as records: read safely, filled from their defaults, checked one by one.

A file with a fault is left out whole and its faults are told together; the other reports stay. What holds between
files is checked in :mod:`dashboard.collection.refusals`.
"""

import argparse
import hashlib
import io
import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, count
from pathlib import Path
from typing import Any, NoReturn

import tomli
from pydantic import ValidationError

from dashboard.collection.faults import Fault, SeedError, cut_faults, expect_one_of, faults_of, find_nearest, show
from dashboard.records.folding import fold_searched
from dashboard.records.model import ENTRIES, LISTS, MAX_ID, NO_ROOM, QUALIFIERS, About, Entry, SourceFile

ABOUT_FILE = "collection.toml"
ROOT = Path(__file__).parents[2]
MAX_FILE_BYTES = 2_000_000
MAX_LINE = 10_000
MAX_KEY_PARTS = 16
ReadFile = Callable[[Path, int], bytes]  # gives a file of at most so many bytes

_KEY_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+"""
_LONG_KEY = re.compile(rf"(?<![\w-])(?:{_KEY_PART}){{{MAX_KEY_PARTS}}}")
_DATE = re.compile(r"=\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_THOUSANDS = re.compile(r"=\s*(\d{1,3}(?:[,'’\u202f\u00a0 ]\d{3})+)")
_TABLE = re.compile(rf"\s*\[\s*({'|'.join(LISTS)})\s*\]")
_TYPOGRAPHIC = re.compile(r"(?:^|=)\s*([“”„‟‘’‚«»″])")
_PLAIN_WORD = re.compile(r"=\s*([^\W\d][^\s\"'#=\[{]*)")

# What an entry may take from the defaults. One that gives a key of a place, its days or its speaker takes none of them:
# keys of one first word speak of one thing.
_DEFAULTS = (
    *("date_start", "date_end", "date_as_written", "date_basis", "date_precision", "place", "place_as_written"),
    *("place_basis", "speaker", "speaker_as_written", "speaker_named", "via", "basis", "reported_on", "repeats"),
    *("group", "counting", "responsible", "cause", "statement"),
)
_BASIS = {"place_as_written": "place_basis", "date_as_written": "date_basis", "speaker_as_written": None}
# What stands as written is printed within quotation marks, so our own words may not: remarks of old files. In brackets
# the source may have a name or a date itself ("September 22"), but no remark.
_OURS = re.compile(
    r"(?i:\b(?:no (?:place|day|date|hour|time|name)\b|none (?:in|given)|not (?:stated|given|named|said)\b|present tense"
    r"|nobody credited|the sentence\b|in the sentence|the copy (?:breaks|ends)|our reading|inferred)"
    r"|,\s*(?:unnamed|not named)$)|[(\[][a-z\d]"
)


def default_folder() -> Path:
    """Return the seeds folder that every command and the app read: ``DASHBOARD_SEEDS``, else the project's seeds/."""
    return Path(os.environ.get("DASHBOARD_SEEDS") or ROOT / "seeds")


def make_parser(command: str, told: str | None) -> argparse.ArgumentParser:
    """Return the parser of ``python -m dashboard.<command>``, with ``--seeds``: by default :func:`default_folder`."""
    parser = argparse.ArgumentParser(prog=f"python -m dashboard.{command}", description=told)
    parser.add_argument("--seeds", type=Path, default=default_folder(), metavar="DIR", help="or $DASHBOARD_SEEDS")
    return parser


def run_command(main: Callable[[], int]) -> NoReturn:
    """Run a command and exit with what it returns: its output is UTF-8 on every system, and has no traceback where it
    is stopped or nobody reads on (``| head``)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = main()
        sys.stdout.flush()
    except (BrokenPipeError, KeyboardInterrupt):
        code = 1
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


def read_plain_file(path: Path, limit: int) -> bytes:
    """Return the bytes of a plain file in its folder; raises :class:`SeedError` for anything else, or a larger one."""
    label = f"{path.parent.name}/{path.name}"
    try:
        if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(path.parent)):
            raise SeedError(f"{label}: a link that leads out of the folder, expected a file in it")
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            # To read a pipe or a device could take for ever.
            kind = "a folder" if stat.S_ISDIR(status.st_mode) else "a pipe or device"
            raise SeedError(f"{label}: {kind}, expected a plain file")
        _refuse_size(label, status.st_size, limit)
        return path.read_bytes()
    except OSError as error:
        raise SeedError(f"{label}: cannot be read ({error.strerror}), expected a readable file") from error


def _refuse_size(label: str, size: int, limit: int) -> None:
    if size > limit:
        raise SeedError(f"{label}: {size / 1e6:.1f} MB, expected at most {limit / 1e6:.0f} MB")


def decode(content: bytes, label: str, expected: str) -> str:
    """Return the text that *content* is in UTF-8; raises :class:`SeedError` saying what was *expected* of *label*."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SeedError(f"{label}: byte {error.start} is not UTF-8, expected {expected}") from error


def _parse(content: bytes, label: str) -> dict[str, Any]:
    """Return what the TOML in *content* holds; raises :class:`SeedError` naming *label* and the cause. What would take
    the parser minutes is refused before: very long lines, keys of very many parts."""
    _refuse_size(label, len(content), MAX_FILE_BYTES)
    if content.startswith(b"\xef\xbb\xbf"):
        raise SeedError(f"{label}: begins with a byte order mark, expected UTF-8 without one")
    text = decode(content, label, "a TOML file in UTF-8")
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        long = len(line) > MAX_LINE
        if long or (line.count(".") >= MAX_KEY_PARTS and _LONG_KEY.search(line)):
            found = f"a line of over {MAX_LINE:,} characters" if long else f"a key of over {MAX_KEY_PARTS} parts"
            raise SeedError(f"{label}: line {number} has {found}, expected a plain key and value")
    try:
        return tomli.loads(text)
    except (ValueError, RecursionError) as error:
        number, twice = getattr(error, "lineno", 0), None
        if str(error).startswith("Cannot "):
            # A name is used twice: where a list was begun as a table, that line is the cause, not the one that follows.
            twice = "a name that stands there already, expected it once"
            number = next((number for number, line in enumerate(lines, start=1) if _TABLE.match(line)), number)
        cause = (_find_cause(lines[number - 1]) or twice) if number else None
        told = f"{cause} (line {number})" if cause else show(str(error), 200)
        raise SeedError(f"{label}: not TOML, {told}") from error


def _find_cause(line: str) -> str | None:
    """Return what is wrong with a line that the parser refused, or None where it shows none of the usual causes."""
    if table := _TABLE.match(line):
        return f"'[{table.group(1)}]', expected '[[{table.group(1)}]]': a list, one entry each"
    if found := _DATE.search(line):
        day, month = map(int, found.groups()[:2] if int(found[2]) <= 12 else found.groups()[1::-1])
        said = f"'{found[0][1:].strip()}' is no day, expected year, month and day"
        return f"{said}: {found[3]}-{month:02}-{day:02}"
    if number := _THOUSANDS.search(line):
        digits = re.sub(r"\D", "", number.group(1))
        return f"'{number.group(1)}' has separators, expected digits alone: {digits}"
    if mark := _TYPOGRAPHIC.search(line):
        return f"'{mark.group(1)}' is a typographic quotation mark, expected the straight \""
    if line.replace('"""', "").count('"') % 2:
        return "a quotation mark stands alone, expected it to close on its line"
    if word := _PLAIN_WORD.search(line):
        return f'{show(word.group(1), 40)} stands without quotation marks, expected "{word.group(1)[:40]}"'
    return None


def read_reports(folder: Path, read_file: ReadFile) -> tuple[About, dict[str, SourceFile], list[Fault]]:
    """Read what *folder* is about, its reports by the label of their file, and the faults of what was left out."""
    about = About(title=show(folder.resolve().parent.name, 300, quoted=False) or "Untitled")
    files, faults = dict[str, SourceFile](), list[Fault]()
    for path in sorted(folder.rglob("*.[tT][oO][mM][lL]")):
        inside = path.relative_to(folder)
        label = show(f"{folder.name}/{inside}", 200, quoted=False)
        if any(part.startswith(".") for part in inside.parts):
            continue  # an editor's own, or a file system's
        try:
            if path.parent != folder:
                raise SeedError(f"lies in a folder of its own, expected in {folder.name}/ itself")
            if path.suffix != ".toml":
                raise SeedError(f"suffix {show(path.suffix)}, expected '.toml'")
            content = read_file(path, MAX_FILE_BYTES)
            if path.name == ABOUT_FILE:
                about = About.model_validate(_parse(content, label))
                continue
            file, found = read_report(content, label)
            faults += found
            files |= {label: file} if file else {}
        except (SeedError, ValidationError) as error:
            faults += faults_of(label, error)
    return about, files, faults


def read_report(content: bytes, label: str) -> tuple[SourceFile | None, list[Fault]]:
    """Turn what a TOML file holds into records: defaults spread, our own words set aside, ids made, all checked.
    Returns none where a fault leaves the file out; *label* names it: "seeds/who-2024-03-13.toml"."""
    taken: set[tuple[int | str, ...]] = set()
    try:
        raw = _parse(content, label)
        defaults, faults = raw.pop("defaults", {}), list[Fault]()
        if not isinstance(defaults, dict):
            raise SeedError(f"defaults: {show(defaults)}, expected a table [defaults]")
        for key in [key for key in defaults if key not in _DEFAULTS]:
            found = f"unknown key, {expect_one_of(_DEFAULTS, find_nearest(key, _DEFAULTS))}"
            faults.append(Fault(label, f"defaults.{show(key, quoted=False)}", found))
        if faults:
            return None, cut_faults(label, faults)
        source, lists = raw.get("source"), {name: raw[name] for name in LISTS if isinstance(raw.get(name), list)}
        publisher = str(source.get("publisher", "")) if isinstance(source, dict) else ""
        for name, number, entry in ((name, *pair) for name, those in lists.items() for pair in enumerate(those)):
            if isinstance(entry, dict):
                taken.update((name, number, key) for key in _take_defaults(entry, defaults, name))
                for key, message in set_aside(entry, publisher):
                    faults.append(Fault(label, f"{name}[{number}].{key}", message, left_out=False))
        file = SourceFile.model_validate(raw)
    except (SeedError, ValidationError) as error:
        return None, faults_of(label, error, taken)
    faults, name = cut_faults(label, faults), label.rpartition("/")[2].removesuffix(".toml")
    if file.source.id == name:
        return _with_ids(file), faults
    found = f"{show(file.source.id)}, expected the file's own name {show(name)}"
    return None, [*faults, Fault(label, "source.id", found)]


def _take_defaults(entry: dict[str, Any], defaults: Mapping[str, Any], name: str) -> list[str]:
    """Fill an entry from the defaults and return which keys came from them; ``key = ""`` takes a default back."""
    own, known = {key.partition("_")[0] for key in entry}, ENTRIES[name].model_fields
    missing = [key for key in defaults if key in known and key.partition("_")[0] not in own]
    for key in [key for key, text in entry.items() if text == "" and key in defaults]:
        del entry[key]
    entry |= {key: defaults[key] for key in missing}
    return missing


def set_aside(entry: dict[str, Any], publisher: str = "") -> Iterator[tuple[str, str]]:
    """Take out of *entry* what may not stand there; yield (key, fault) for each: our own words ``*_as_written`` (the
    basis where there is none), the *publisher* as its own carrier, ends that the qualifier leaves no room for."""
    for key, basis in _BASIS.items():
        text = entry.get(key)
        if isinstance(text, str) and _OURS.search(text):
            del entry[key]
            if basis is not None:
                entry[basis] = entry.get(basis) or text
            found = f"{show(text)} holds our own words, expected the source's, which may be absent"
            yield key, f"{found}: ours stand in {basis or 'none where the source credits nobody'}"
    via, qualifier = entry.get("via"), entry.get("qualifier", "exact")
    if isinstance(via, str) and via.strip().casefold() == publisher.strip().casefold():
        found = f"{show(entry.pop('via'))} is the publisher itself"
        yield "via", f"{found}, expected the agency that carried it to the publisher, or none"
    if qualifier in QUALIFIERS and qualifier != "range":
        for key in [key for key in ("value_low", "value_high", "value_best") if key in entry]:
            yield key, f"{show(entry.pop(key))} with qualifier {show(qualifier)}, {NO_ROOM}"


def _with_ids(file: SourceFile) -> SourceFile:
    """Return *file* with an id for every entry: the source's id, indicator, group, place and day (or the topic).
    The first of two alike keeps the plain id; a later one is told apart by its speaker, then by a number."""
    named: dict[str, tuple[Entry, ...]] = {}
    for name in LISTS:
        entries = list(getattr(file, name))
        taken = {entry.id for entry in entries}
        for at, entry in enumerate(entries):
            if entry.id is None:
                what = (getattr(entry, key, None) for key in ("indicator", "group", "topic", "label", "place"))
                day = entry.window.first_day or entry.window.last_day
                parts = [file.source.id, "gap" if name == "gaps" else None, *what, day]
                told_apart = ([*parts, entry.speaker, number] for number in chain([None], count(2)))
                made = next(made for made in map(make_slug, chain([parts], told_apart)) if made not in taken)
                taken.add(made)
                entries[at] = entry.model_copy(update={"id": made})
        named[name] = tuple(entries)
    return file.model_copy(update=named)


def make_slug(parts: Iterable[object]) -> str:
    """Return the parts that are given as one id: lower case, hyphens, at most 120 characters."""
    text = "-".join(str(part) for part in parts if part is not None)
    slug = re.sub(r"[^a-z0-9]+", "-", fold_searched(text)).strip("-") or "entry"
    if len(slug) <= MAX_ID:
        return slug
    digest = hashlib.sha256(slug.encode()).hexdigest()[:8]
    return f"{slug[: MAX_ID - 9].rstrip('-')}-{digest}"
