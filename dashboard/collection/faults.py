"""How a fault is told: where it stands, what was found, what was expected, and the nearest right word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

MAX_FAULTS_PER_FILE = 20
_MAX_COMPARED = 5_000


class SeedError(Exception):
    """A fault in seeds/ that leaves nothing to show; its text names place, value and what was expected."""


class UnknownId(KeyError):
    """An id that the collection does not hold; its text names the nearest that it holds."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True)
class Fault:
    """One fault: where it stands (file, entry, key), what was found and what was expected.

    ``left_out`` tells whether the file or row is left out of the collection; where not, what is wrong was set aside
    and the rest is shown. ``python -m dashboard.build`` refuses either.
    """

    file: str
    where: str
    message: str
    left_out: bool = True

    def __str__(self) -> str:
        place = f"{self.file}: {self.where}" if self.where else self.file
        return f"{place}: {self.message}"


def show(value: Any, limit: int = 80, quoted: bool = True) -> str:
    """Write a hostile value so that it can be read and does nothing: printable, bounded, on one line."""
    text = value if isinstance(value, str) else repr(type(value)) if isinstance(value, dict | list) else str(value)
    text = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text[: limit + 1])
    text = text if len(text) <= limit else f"{text[:limit]}…"
    return f"'{text}'" if quoted else text


def name_nearest(word: str, known: Iterable[str]) -> str:
    """Return " (nearest: 'killed')", or nothing where no known word is close."""
    near = find_nearest(word, tuple(known)[:_MAX_COMPARED])
    return f" (nearest: {show(near)})" if near else ""


@lru_cache(maxsize=1_000)
def find_nearest(word: str, known: tuple[str, ...]) -> str | None:
    """Return the known word that is closest to *word*, whatever the case, or None where none is close."""
    if len(word) > 200:
        return None
    lower = {other.lower(): other for other in known}
    near = get_close_matches(word.lower(), list(lower), n=1)
    return lower[near[0]] if near else None


def cut_faults(label: str, faults: list[Fault], total: int | None = None) -> list[Fault]:
    """Return the first faults of a file, and in one more how many there are besides."""
    total = total or len(faults)
    if total <= MAX_FAULTS_PER_FILE:
        return faults
    more = Fault(label, "", f"{total - MAX_FAULTS_PER_FILE} more faults, expected none")
    return [*faults[:MAX_FAULTS_PER_FILE], more]
