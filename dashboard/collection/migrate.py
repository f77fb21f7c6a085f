"""Files of the first version rewritten once: our own words moved, what is derived dropped, what repeats hoisted.

A rewritten file holds the same records as before; where it would not, it stays as it is and is told.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.collection.defaults import ALONE, TOGETHER
from dashboard.collection.faults import SeedError
from dashboard.collection.own_words import explain_via, set_aside
from dashboard.collection.seeds import ABOUT_FILE, make_records
from dashboard.collection.toml import LISTS, MAX_FILE_BYTES, label_of, parse_text, read_plain_file
from dashboard.collection.validation import ENTRIES
from dashboard.collection.vocabulary import Vocabulary
from dashboard.records.model import Source
from dashboard.records.moments import Window, precision_of

_FEWEST = 3
_DEFAULTS: dict[str, Any] = {"qualifier": "exact", "basis": "statement", "provisional": False}
_LAST_KEYS = ("quote", "counts", "caveat")
_STRING = re.compile(r'"""(?:.|\n)*?"""|"(?:[^"\\\n]|\\.)*"|' + r"'''(?:.|\n)*?'''|'[^'\n]*'")
_HEADER = re.compile(rf"\s*\[\[\s*({'|'.join(LISTS)})\s*\]\]")

Raw = dict[str, Any]


def migrate_folder(folder: Path, vocabulary: Vocabulary) -> Iterator[tuple[Path, bytes | None, str]]:
    """Yield (path, new content or None where it stays, what was done or why not) for each report of *folder*."""
    for path in sorted(folder.glob("*.toml")):
        if path.name == ABOUT_FILE or path.name.startswith("."):
            continue
        try:
            content = read_plain_file(path, MAX_FILE_BYTES)
            rewritten = migrate_text(content, label_of(path), vocabulary)
        except SeedError as error:
            yield path, None, str(error)
            continue
        if rewritten == content:
            yield path, None, f"{label_of(path)}: as it should be"
        else:
            lines = (content.count(b"\n"), rewritten.count(b"\n"))
            yield path, rewritten, f"{label_of(path)}: {lines[0]} lines are now {lines[1]}"


def migrate_text(content: bytes, label: str, vocabulary: Vocabulary) -> bytes:
    """Return a report's TOML rewritten; raises :class:`SeedError` where it has a fault or would say something else."""
    raw = parse_text(content, label)
    before, faults = make_records(copy.deepcopy(raw), label)
    if before is None:
        raise SeedError("\n".join(str(fault) for fault in faults))
    shorter = _shorten(copy.deepcopy(raw), vocabulary)
    if shorter == raw:
        return content
    written = write_toml(shorter, _comments_of(content.decode()))
    after, _ = make_records(parse_text(written.encode(), label), label)
    if after is None or _derive_all(after, vocabulary) != _derive_all(before, vocabulary):
        raise SeedError(f"{label}: would not say the same when rewritten, so it stays as it is")
    return written.encode()


def _shorten(raw: Raw, vocabulary: Vocabulary) -> Raw:
    source = raw["source"]
    if source.get("text_complete") is True:
        del source["text_complete"]
    for entry in _entries(raw):
        for _ in set_aside(entry):
            pass
        if explain_via(entry, source["publisher"]):
            del entry["via"]
    if "defaults" not in raw:
        for name in LISTS:
            for entry in raw.get(name, ()):
                _drop_derived(entry, vocabulary)
        hoisted = dict(_hoist(raw))
        raw |= {"defaults": hoisted} if hoisted else {}
    return raw


def _entries(raw: Raw) -> Iterator[Raw]:
    for name in LISTS:
        yield from raw.get(name, ())


def _drop_derived(entry: Raw, vocabulary: Vocabulary) -> None:
    """Drop what the reader derives, and what is the default."""
    for key, default in _DEFAULTS.items():
        if entry.get(key) == default:
            del entry[key]
    if entry.get("date_precision") == precision_of(Window(entry.get("date_start"), entry.get("date_end"))):
        del entry["date_precision"]
    speaker = vocabulary.speakers.get(entry.get("speaker", ""))
    if speaker is not None and entry.get("speaker_named") == (speaker.named and speaker.type != "publisher"):
        del entry["speaker_named"]


def _derive_all(file: Any, vocabulary: Vocabulary) -> list[Any]:
    """Return the records of a file with what is derived filled in, to be compared."""
    records = []
    for name in LISTS:
        for record in getattr(file, name):
            fields = record.model_dump()
            speaker = vocabulary.speakers.get(record.speaker)
            if fields["speaker_named"] is None and speaker is not None:
                fields["speaker_named"] = speaker.named and speaker.type != "publisher"
            if "date_precision" in fields:
                fields["date_precision"] = record.precision
            records.append(fields)
    return [file.source.model_dump(), *records]


def _hoist(raw: Raw) -> Iterator[tuple[str, Any]]:
    """Take what most entries share out of them; yield it as defaults."""
    for keys in (*TOGETHER, *(frozenset({key}) for key in sorted(ALONE))):
        common = _most_common(raw, keys)
        if common is None:
            continue
        for name in LISTS:
            own = {key: value for key, value in common.items() if key in ENTRIES[name].model_fields}
            for entry in raw.get(name, ()):
                _take_out(entry, own, keys)
        yield from common.items()


def _take_out(entry: Raw, own: Mapping[str, Any], keys: frozenset[str]) -> None:
    given = {key: entry[key] for key in keys if key in entry}
    if own and given == own:
        for key in own:
            del entry[key]
    elif own and not given:
        entry[next(iter(own))] = ""


def _most_common(raw: Raw, keys: frozenset[str]) -> Raw | None:
    """Return the values of *keys* that most entries share, or None where hoisting them saves no lines."""
    counts: Counter[tuple[tuple[str, Any], ...]] = Counter()
    without = 0
    for name in LISTS:
        known = [key for key in ENTRIES[name].model_fields if key in keys]
        for entry in raw.get(name, ()):
            values = tuple((key, entry[key]) for key in known if key in entry)
            counts[values] += 1 if values else 0
            without += bool(known) and not values
    if not counts:
        return None
    values, count = max(counts.items(), key=lambda pair: (pair[1] * len(pair[0]), str(pair[0])))
    return dict(values) if count >= _FEWEST and count * len(values) > len(values) + without else None


def write_toml(raw: Raw, comments: Mapping[tuple[str, int], list[str]]) -> str:
    """Write a report's TOML with its comments, each above the entry it stood in."""
    blocks = [*comments.get(("", 0), ()), "[source]", *_write_keys(raw["source"], Source.model_fields)]
    if raw.get("defaults"):
        blocks += ["", "[defaults]", *_write_keys(raw["defaults"], _key_order("figures"))]
    for name in LISTS:
        for number, entry in enumerate(raw.get(name, ())):
            blocks += ["", *comments.get((name, number), ()), f"[[{name}]]", *_write_keys(entry, _key_order(name))]
    return "\n".join(blocks) + "\n"


def _key_order(name: str) -> list[str]:
    """Return the keys of an entry in the order of reading: what, where, when, who, in which words."""
    own = [key for key in ENTRIES[name].model_fields if key not in _LAST_KEYS]
    people = [key for key in own if key.startswith("speaker") or key in ("via", "repeats")]
    days = [key for key in own if key.startswith("date_") or key == "reported_on"]
    rest = [key for key in own if key not in people and key not in days]
    return [*rest, *days, *people, *_LAST_KEYS]


def _write_keys(entry: Mapping[str, Any], order: Iterable[str]) -> list[str]:
    places = {key: place for place, key in enumerate(order)}
    keys = sorted(entry, key=lambda key: places.get(key, len(places)))
    return [f"{key} = {_write_value(entry[key])}" for key in keys]


def _write_value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return value.isoformat() if isinstance(value, date) else repr(value)


def _comments_of(text: str) -> dict[tuple[str, int], list[str]]:
    """Return the comments of a TOML text by the entry in or above which they stand."""
    found: dict[tuple[str, int], list[str]] = {}
    counts: Counter[str] = Counter()
    place: tuple[str, int] = ("", 0)
    waiting: list[str] = []
    for line in _STRING.sub(lambda string: " " * len(string.group()), text).split("\n"):
        header = _HEADER.match(line)
        if header:
            place = (header.group(1), counts[header.group(1)])
            counts[header.group(1)] += 1
            found.setdefault(place, []).extend(waiting)
            waiting = []
        if "#" in line:
            waiting.append(line[line.index("#") :].rstrip())
        elif line.strip():
            found.setdefault(place, []).extend(waiting)
            waiting = []
    found.setdefault(place, []).extend(waiting)
    return found
