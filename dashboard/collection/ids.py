"""Ids of entries that give none: from what they speak of, the same at every reading."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Any

from dashboard.records.folding import fold_searched
from dashboard.records.model import MAX_ID, SourceFile

_LISTS = ("figures", "gaps", "statements", "events")


def with_ids(file: SourceFile) -> SourceFile:
    """Return *file* with an id for every entry: the source's id, indicator, group, place and day (or the topic).

    The first of two entries alike keeps the plain id; a later one is told apart by its speaker, then by a number.
    """
    changed = {}
    for name in _LISTS:
        entries: tuple[Any, ...] = getattr(file, name)
        if any(entry.id is None for entry in entries):
            changed[name] = tuple(_name_entries(file.source.id, name, entries))
    return file.model_copy(update=changed) if changed else file


def _name_entries(source: str, name: str, entries: Iterable[Any]) -> Iterable[Any]:
    taken = {entry.id for entry in entries if entry.id is not None}
    for entry in entries:
        if entry.id is None:
            made = next(made for made in _candidates(source, name, entry) if made not in taken)
            taken.add(made)
            entry = entry.model_copy(update={"id": made})
        yield entry


def _candidates(source: str, name: str, entry: Any) -> Iterable[str]:
    day = entry.window.first_day or entry.window.last_day
    if name in ("figures", "gaps"):
        what = [entry.indicator, entry.group, entry.place]
    else:
        what = [entry.topic if name == "statements" else entry.label, entry.place]
    parts = [source, "gap" if name == "gaps" else None, *what, day]
    yield make_slug(parts)
    yield make_slug([*parts, entry.speaker])
    number = 2
    while True:
        yield make_slug([*parts, entry.speaker, number])
        number += 1


def make_slug(parts: Iterable[object]) -> str:
    """Return the parts that are given as one id: lower case, hyphens, at most 120 characters."""
    text = "-".join(str(part) for part in parts if part is not None)
    slug = re.sub(r"[^a-z0-9]+", "-", fold_searched(text)).strip("-") or "entry"
    if len(slug) <= MAX_ID:
        return slug
    digest = hashlib.sha256(slug.encode()).hexdigest()[:8]
    return f"{slug[: MAX_ID - 9].rstrip('-')}-{digest}"
