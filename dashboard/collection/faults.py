"""How a fault is told: where it stands, what was found, what was expected, and the nearest right word."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from dashboard.records.model import ENTRIES, LISTS, About, Record, Source

MAX_FAULTS_PER_FILE = 20
_PLAINLY = {"string_type": "text between quotation marks", "tuple_type": "a list", "model_type": "a table"}
_PLAINLY |= {"bool_type": "true or false", "bool_parsing": "true or false", "int_type": "a whole number, unquoted"}
# By how the pattern begins that a text does not have.
_FORMS = {
    "[a-z0-9]+": "lower-case letters and digits, joined by hyphens: white-helmets",
    "[a-z]{2,3}": "a code of a language (BCP 47): en, ar, pt-BR",
    "[A-Z]": "a code of a country (ISO 3166): SYR",
    "#": "a tag with its attributes: #affected+killed",
}
Found = Iterator[tuple[str, str]]  # where and message of each fault in one file


class SeedError(Exception):
    """A fault in seeds/ that leaves nothing to show; its text names place, value and what was expected."""


class UnknownId(LookupError):
    """An id that the collection does not hold; its text names the nearest that it holds."""


@dataclass(frozen=True)
class Fault:
    """One fault: where it stands (file, entry, key), what was found and what was expected. ``left_out`` tells whether
    the file or row is left out; where not, what is wrong was set aside, and the build alone refuses the rest."""

    file: str
    where: str
    message: str
    left_out: bool = True

    def __str__(self) -> str:
        return ": ".join(filter(None, (self.file, self.where, self.message)))


def show(value: Any, limit: int = 80, quoted: bool = True) -> str:
    """Write a hostile value so that it can be read and does nothing: printable, bounded, on one line."""
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    text = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in str(value)[: limit + 1])
    text = text if len(text) <= limit else f"{text[:limit]}…"
    return f"'{text}'" if quoted else text


def name_nearest(word: str, known: Iterable[str]) -> str:
    """Return " (nearest: 'killed')", or nothing where no known word is close."""
    near = find_nearest(word, tuple(known))
    return f" (nearest: {show(near)})" if near else ""


def expect_one_of(known: Sequence[str], near: str | None) -> str:
    """Return what stands in a fault for a word that is not *known*: the *near* one where it is, else the first few."""
    if near in known:
        return f"nearest: {show(near)}"
    return f"expected one of {', '.join(known[:8])}{' …' if len(known) > 8 else ''}"


@lru_cache(maxsize=1_000)
def find_nearest(word: str, known: tuple[str, ...]) -> str | None:
    """Return the word of the first 5,000 known that is closest to *word*, whatever the case; None where none is."""
    if len(word) > 200:
        return None
    lower = {other.lower(): other for other in known[:5_000]}
    return next((lower[near] for near in get_close_matches(word.lower(), list(lower), n=1)), None)


def cut_faults(label: str, faults: list[Fault]) -> list[Fault]:
    """Return the first faults of a file, and in one more how many there are besides."""
    told, more = faults[:MAX_FAULTS_PER_FILE], len(faults) - MAX_FAULTS_PER_FILE
    return [*told, Fault(label, "", f"{more} more faults, expected none")] if more > 0 else told


def faults_of(label: str, error: Exception, taken: Container[tuple[int | str, ...]] = ()) -> list[Fault]:
    """Return the faults that a :class:`SeedError` or pydantic's error tells of one file; *taken* holds the keys (list,
    number, key) that came from ``[defaults]``: a wrong one is told once, where it stands."""
    if not isinstance(error, ValidationError):
        return [Fault(label, "", str(error).removeprefix(f"{label}: "))]
    faults = []
    for item in error.errors(include_url=False, include_context=False):
        location = ("defaults", *item["loc"][2:]) if item["loc"][:3] in taken else item["loc"]
        # The branch of a union that failed says nothing to a person: "value.float" is value.
        parts = [part for part in location if part not in ("int", "float", "date", "datetime")]
        where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts).lstrip(".")
        faults.append(Fault(label, show(where, 200, quoted=False), expectation_of(item)))
    return cut_faults(label, list(dict.fromkeys(faults)))


def expectation_of(item: Mapping[str, Any]) -> str:
    """Return what one of pydantic's errors found and what it expected."""
    kind, message, found = item["type"], item["msg"], item.get("input")
    if kind == "missing":
        return "missing, expected a value for this key"
    if kind == "extra_forbidden":
        models: dict[Any, type[Record]] = {"source": Source, **ENTRIES}
        model = models.get(item["loc"][0]) if len(item["loc"]) > 1 else None
        known = tuple(model.model_fields) if model else ("source", "defaults", *LISTS, *About.model_fields)
        near = find_nearest(str(item["loc"][-1]), known)
        return f"unknown key with value {show(found)}, {expect_one_of(known, near)}"
    if kind == "value_error":
        text = message.removeprefix("Value error, ")
        return text if isinstance(found, dict) else f"{show(found)}: {text}"
    if kind == "tuple_type" and isinstance(found, dict):
        return f"stands as [{item['loc'][-1]}], expected [[{item['loc'][-1]}]]: a list, one entry each"
    if kind == "literal_error":
        words = re.findall(r"'([^']*)'", message)
        return f"{show(found)}, expected {', '.join(words)}{name_nearest(str(found), words)}"
    if kind == "string_pattern_mismatch":
        form = next((told for start, told in _FORMS.items() if f"'^{start}" in message), "")
        return f"{show(found)}, expected: {form}"
    said = _PLAINLY.get(kind) or message.removeprefix("Input should be ")
    return f"{show(found)}, expected: {said[0].lower()}{said[1:]}"
