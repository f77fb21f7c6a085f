"""``[defaults]``: what a file repeats stands once and is spread over its entries before they are checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dashboard.collection.faults import Fault, find_nearest, show
from dashboard.collection.toml import LISTS
from dashboard.collection.validation import ENTRIES

# An entry that gives one key of a set takes none of that set from the defaults: they speak of one thing.
TOGETHER = (
    frozenset({"date_start", "date_end", "date_as_written", "date_basis", "date_precision"}),
    frozenset({"place", "place_as_written", "place_basis"}),
    frozenset({"speaker", "speaker_as_written", "speaker_named"}),
)
ALONE = frozenset({"via", "basis", "reported_on", "repeats", "group", "counting", "responsible", "cause", "statement"})
DEFAULT_KEYS = frozenset().union(ALONE, *TOGETHER)

Taken = frozenset[tuple[str, int, str]]


def check_defaults(label: str, raw: Mapping[str, Any]) -> list[Fault]:
    """Return a fault for each key of ``[defaults]`` that none can be, and where it is no table."""
    defaults = raw.get("defaults", {})
    if not isinstance(defaults, dict):
        return [Fault(label, "defaults", f"{show(defaults)}, expected a table [defaults]")]
    return [
        Fault(label, f"defaults.{show(key, 80, quoted=False)}", _explain(key))
        for key in defaults
        if key not in DEFAULT_KEYS
    ]


def _explain(key: str) -> str:
    near = find_nearest(key, tuple(sorted(DEFAULT_KEYS)))
    return f"unknown key, expected {show(near) if near else ', '.join(sorted(DEFAULT_KEYS))}"


def spread_defaults(raw: dict[str, Any]) -> Taken:
    """Fill the entries of *raw* with its defaults, in place; return which (list, number, key) came from them.

    ``key = ""`` in an entry takes a default back.
    """
    defaults = raw.pop("defaults", None) or {}
    taken: set[tuple[str, int, str]] = set()
    if not defaults:
        return frozenset()
    for name in LISTS:
        known = {key: text for key, text in defaults.items() if key in ENTRIES[name].model_fields}
        for number, entry in enumerate(raw.get(name, ())):
            if isinstance(entry, dict):
                missing = dict(_missing(entry, known))
                for key in [key for key, text in entry.items() if text == "" and key in defaults]:
                    del entry[key]
                entry.update(missing)
                taken.update((name, number, key) for key in missing)
    return frozenset(taken)


def _missing(entry: Mapping[str, Any], defaults: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, text in defaults.items():
        together = next((keys for keys in TOGETHER if key in keys), frozenset({key}))
        if not together & entry.keys():
            yield key, text
