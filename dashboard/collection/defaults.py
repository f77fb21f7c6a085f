"""What an entry leaves out, from ``[defaults]`` and what it speaks of; what old files hold and no record may.

What stands as written is printed within quotation marks; "no day given" or a remark in brackets may not be.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import Any

from dashboard.collection.faults import Fault, find_nearest, show
from dashboard.records.folding import fold_searched
from dashboard.records.model import ENTRIES, LISTS, MAX_ID, NO_ROOM, QUALIFIERS, Entry, SourceFile

_ALONE = ("via", "basis", "reported_on", "repeats", "group", "counting", "responsible", "cause", "statement")
# An entry that gives one key of a set takes none of that set from the defaults: they speak of one thing.
_SETS = (
    {"date_start", "date_end", "date_as_written", "date_basis", "date_precision"},
    {"place", "place_as_written", "place_basis"},
    {"speaker", "speaker_as_written", "speaker_named"},
    *({key} for key in _ALONE),
)
_TOGETHER = {key: keys for keys in _SETS for key in keys}

_BASIS = {"place_as_written": "place_basis", "date_as_written": "date_basis", "speaker_as_written": None}
# In brackets the source may have a name or a date itself ("September 22"), but no remark.
_OURS = re.compile(
    r"(?i:\b(?:no (?:place|day|date|hour|time|name)\b|none (?:in|given)|not (?:stated|given|named|said)\b|present tense"
    r"|nobody credited|the sentence\b|in the sentence|the copy (?:breaks|ends)|our reading|inferred)"
    r"|,\s*(?:unnamed|not named)$)|[(\[][a-z\d]"
)


def list_entries(raw: Mapping[str, Any]) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """Yield list, number and keys of each entry of a file, as far as what stands there is one."""
    for name in LISTS:
        entries = raw.get(name)
        for number, entry in enumerate(entries if isinstance(entries, list) else ()):
            if isinstance(entry, dict):
                yield name, number, entry


def check_defaults(label: str, defaults: Any) -> list[Fault]:
    """Return a fault for each key of ``[defaults]`` that none can be, and where it is no table."""
    if not isinstance(defaults, dict):
        return [Fault(label, "defaults", f"{show(defaults)}, expected a table [defaults]")]
    faults, known = [], tuple(sorted(_TOGETHER))
    for key in [key for key in defaults if key not in _TOGETHER]:
        near = find_nearest(key, known)
        expected = show(near) if near else ", ".join(known)
        faults.append(Fault(label, f"defaults.{show(key, quoted=False)}", f"unknown key, expected {expected}"))
    return faults


def spread_defaults(raw: dict[str, Any]) -> frozenset[tuple[str, int, str]]:
    """Fill the entries of *raw* with its defaults, in place; return which (list, number, key) came from them.

    ``key = ""`` in an entry takes a default back.
    """
    defaults = raw.pop("defaults", {})
    taken: set[tuple[str, int, str]] = set()
    for name, number, entry in list_entries(raw) if defaults else ():
        keys = defaults.keys() & ENTRIES[name].model_fields.keys()
        missing = {key: defaults[key] for key in keys if not _TOGETHER[key] & entry.keys()}
        for key in [key for key, text in entry.items() if text == "" and key in defaults]:
            del entry[key]
        entry.update(missing)
        taken.update((name, number, key) for key in missing)
    return frozenset(taken)


def set_aside(entry: dict[str, Any], publisher: str = "") -> Iterator[tuple[str, str]]:
    """Take out of *entry* what may not stand there; yield (key, fault) for each.

    These are ``*_as_written`` with our own words in it, which become the basis where there is none, the *publisher* as
    its own carrier, and the ends of a range that the qualifier leaves no room for.
    """
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
        del entry["via"]
        found = f"{show(via)} is the publisher itself"
        yield "via", f"{found}, expected the agency that carried it to the publisher, or none"
    if qualifier in QUALIFIERS and qualifier != "range":
        for key in [key for key in ("value_low", "value_high", "value_best") if key in entry]:
            yield key, f"{show(entry.pop(key))} with qualifier {show(qualifier)}, {NO_ROOM}"


def with_ids(file: SourceFile) -> SourceFile:
    """Return *file* with an id for every entry: the source's id, indicator, group, place and day (or the topic).

    The first of two entries alike keeps the plain id; a later one is told apart by its speaker, then by a number.
    """
    changed: dict[str, list[Entry]] = {name: [] for name in LISTS}
    for name, named in changed.items():
        entries: tuple[Entry, ...] = getattr(file, name)
        taken = {entry.id for entry in entries}
        for entry in entries:
            made = entry.id or next(made for made in _candidates(file.source.id, name, entry) if made not in taken)
            taken.add(made)
            named.append(entry if entry.id else entry.model_copy(update={"id": made}))
    return file.model_copy(update={name: tuple(named) for name, named in changed.items()})


def _candidates(source: str, name: str, entry: Any) -> Iterable[str]:
    day = entry.window.first_day or entry.window.last_day
    if name in ("figures", "gaps"):
        what = [entry.indicator, entry.group, entry.place]
    else:
        what = [entry.topic if name == "statements" else entry.label, entry.place]
    parts = [source, "gap" if name == "gaps" else None, *what, day]
    yield make_slug(parts)
    yield make_slug([*parts, entry.speaker])
    yield from (make_slug([*parts, entry.speaker, number]) for number in count(2))


def make_slug(parts: Iterable[object]) -> str:
    """Return the parts that are given as one id: lower case, hyphens, at most 120 characters."""
    text = "-".join(str(part) for part in parts if part is not None)
    slug = re.sub(r"[^a-z0-9]+", "-", fold_searched(text)).strip("-") or "entry"
    if len(slug) <= MAX_ID:
        return slug
    digest = hashlib.sha256(slug.encode()).hexdigest()[:8]
    return f"{slug[: MAX_ID - 9].rstrip('-')}-{digest}"
