"""What pydantic found wrong with a file becomes faults: the key, the value that stands there, what was expected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from dashboard.collection.faults import Fault, cut_faults, find_nearest, show
from dashboard.collection.toml import LISTS
from dashboard.records.model import About, Event, Figure, Gap, Record, Source, SourceFile, Statement

ENTRIES: dict[str, type[Record]] = {"figures": Figure, "gaps": Gap, "statements": Statement, "events": Event}
TOP_KEYS = ("source", "defaults", *LISTS)
_MODELS: dict[str, type[Record]] = {"source": Source, **ENTRIES}


def faults_of(label: str, error: ValidationError, taken: frozenset[tuple[str, int, str]] = frozenset()) -> list[Fault]:
    """Return a fault for each error; *taken* holds the keys (list, number, key) that came from ``[defaults]``.

    A default that is wrong is told once, where it stands.
    """
    faults: dict[tuple[str, str], Fault] = {}
    for item in error.errors(include_url=False, include_context=False):
        where = _where(item["loc"], taken)
        fault = Fault(label, show(where, 200, quoted=False), expectation_of(item))
        faults.setdefault((fault.where, fault.message), fault)
    return cut_faults(label, list(faults.values()))


def _where(location: tuple[int | str, ...], taken: frozenset[tuple[str, int, str]]) -> str:
    if location[:3] in taken:
        location = ("defaults", *location[2:])
    # The branch of a union that failed says nothing to a person: "value.float" is value.
    parts = [part for part in location if part not in ("int", "float", "date", "datetime")]
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts).lstrip(".")


def expectation_of(item: Mapping[str, Any]) -> str:
    """Return what one of pydantic's errors found and what it expected."""
    kind, message, found = item["type"], item["msg"], item.get("input")
    if kind == "missing":
        return "missing, expected a value for this key"
    if kind == "extra_forbidden":
        return f"unknown key with value {show(found)}, {_expected_keys(item['loc'])}"
    if kind == "value_error":
        text = message.removeprefix("Value error, ")
        return text if isinstance(found, dict) else f"{show(found)}: {text}"
    if kind == "literal_error":
        words = [word.strip("'") for word in message.removeprefix("Input should be ").replace(" or ", ", ").split(", ")]
        return f"{show(found)}, expected {', '.join(words)}{_nearest(str(found), words)}"
    return f"{show(found)}, expected: {message[0].lower()}{message[1:]}"


def _expected_keys(location: tuple[int | str, ...]) -> str:
    """Return what stood where an unknown key stands: the nearest key of the format, else all of them."""
    model = _MODELS.get(str(location[0])) if len(location) > 1 else None
    known = tuple(model.model_fields) if model else (*TOP_KEYS, *About.model_fields)
    near = find_nearest(str(location[-1]), known)
    return f"expected {show(near)}" if near else "expected only the keys of the format"


def _nearest(word: str, known: list[str]) -> str:
    near = find_nearest(word, tuple(known))
    return f" (nearest: {show(near)})" if near else ""


def check_shape(label: str, raw: Mapping[str, Any]) -> list[Fault]:
    """Return faults for lists that are no lists: ``[figures]`` where ``[[figures]]`` is meant."""
    return [
        Fault(label, name, f"stands as [{name}], expected [[{name}]]: a list, one entry each")
        for name in LISTS
        if isinstance(raw.get(name), dict)
    ]


def validate_file(raw: Mapping[str, Any]) -> SourceFile:
    """Return the records of a file whose defaults are spread; raises pydantic's ``ValidationError``."""
    return SourceFile.model_validate(raw)
