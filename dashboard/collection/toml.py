"""One TOML file, read safely: what is no plain file, too large or crafted is refused before it is parsed.

A syntax error names its cause where it is one of those that a word processor or a spreadsheet makes.
"""

import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import tomli

from dashboard.collection.faults import SeedError, show
from dashboard.records.model import LISTS
from dashboard.records.moments import write_iso

MAX_FILE_BYTES = 2_000_000
MAX_LINE = 10_000
MAX_KEY_PARTS = 16

# The parser takes quadratic time over the parts of a dotted key; no honest key has so many.
_DOTTED_LINE = re.compile(rf"(?m)^(?:[^\n.]*\.){{{MAX_KEY_PARTS}}}[^\n]*")
_KEY_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+"""
_LONG_KEY = re.compile(rf"(?<![\w-])(?:{_KEY_PART}){{{MAX_KEY_PARTS}}}")
_LONG_LINE = re.compile(rf"(?m)^[^\n]{{{MAX_LINE + 1}}}")
_DATE = re.compile(r"=\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_THOUSANDS = re.compile(r"=\s*(\d{1,3}(?:[,'’\u202f\u00a0 ]\d{3})+)")
_TABLE = re.compile(rf"\s*\[\s*({'|'.join(LISTS)})\s*\]")
_PLAIN_WORD = re.compile(r"=\s*([^\W\d][^\s\"'#=\[{]*)")
ReadFile = Callable[[Path, int], bytes]  # gives a file of at most so many bytes
_QUOTATION_MARKS = "“”„‟‘’‚«»″"


def label_of(path: Path) -> str:
    """Return how faults name a file: its folder and its name."""
    return f"{path.parent.name}/{path.name}"


def read_plain_file(path: Path, limit: int) -> bytes:
    """Return the bytes of a plain file in its folder; raises :class:`SeedError` for anything else.

    Refused are a link that leads out of the folder, a pipe or device (reading it could wait for ever), and what is
    larger than *limit* bytes.
    """
    label = label_of(path)
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(path.parent.resolve()):
            raise SeedError(f"{label}: a link that leads out of the folder, expected a file in it")
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            kind = "a folder" if stat.S_ISDIR(status.st_mode) else "a pipe or device"
            raise SeedError(f"{label}: {kind}, expected a plain file")
        if status.st_size > limit:
            raise SeedError(f"{label}: {_write_size(status.st_size, limit)}")
        return path.read_bytes()
    except OSError as error:
        raise SeedError(f"{label}: cannot be read ({error.strerror}), expected a readable file") from error


def _write_size(size: int, limit: int) -> str:
    return f"{size / 1e6:.1f} MB, expected at most {limit / 1e6:.0f} MB"


def decode(content: bytes, label: str, expected: str) -> str:
    """Return the text that *content* is in UTF-8; raises :class:`SeedError` saying what was *expected* of *label*."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SeedError(f"{label}: byte {error.start} is not UTF-8, expected {expected}") from error


def parse_text(content: bytes, label: str) -> dict[str, Any]:
    """Return what the TOML in *content* holds; raises :class:`SeedError` naming *label* and the cause."""
    if len(content) > MAX_FILE_BYTES:
        raise SeedError(f"{label}: {_write_size(len(content), MAX_FILE_BYTES)}")
    if content.startswith(b"\xef\xbb\xbf"):
        raise SeedError(f"{label}: begins with a byte order mark, expected UTF-8 without one")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SeedError(f"{label}: is UTF-16, expected a TOML file in UTF-8")
    text = decode(content, label, "a TOML file in UTF-8")
    _refuse_crafted(text, label)
    try:
        return tomli.loads(text)
    except (ValueError, RecursionError) as error:
        raise SeedError(f"{label}: not TOML, {_explain(error, text)}") from error


def _refuse_crafted(text: str, label: str) -> None:
    """Refuse what would take the parser minutes: very long lines, keys of very many parts."""
    long_line = _LONG_LINE.search(text)
    dotted = (line for line in _DOTTED_LINE.finditer(text) if _LONG_KEY.search(line.group()))
    found = long_line or next(dotted, None)
    if found:
        number = text.count("\n", 0, found.start()) + 1
        what = f"a line of over {MAX_LINE:,} characters" if long_line else f"a key of over {MAX_KEY_PARTS} parts"
        raise SeedError(f"{label}: line {number} has {what}, expected a plain key and value")


def _explain(error: Exception, text: str) -> str:
    """Return the parser's message, or its cause where the line it names shows one."""
    lines = text.split("\n")
    number = getattr(error, "lineno", 0)
    if str(error).startswith("Cannot "):
        # A name is used twice: where a list was begun as a table, that line is the cause, not the one that follows.
        number = next((number for number, line in enumerate(lines, start=1) if _TABLE.match(line)), 0)
    cause = _find_cause(lines[number - 1]) if number else None
    return f"{cause} (line {number})" if cause else show(str(error), 200)


def _find_cause(line: str) -> str | None:
    """Return what is wrong with a line that the parser refused, or None where it shows none of the usual causes."""
    if table := _TABLE.match(line):
        return f"'[{table.group(1)}]', expected '[[{table.group(1)}]]': a list, one entry each"
    if day := _DATE.search(line):
        return f"'{day.group(0)[1:].strip()}' is no day, expected year, month and day: {write_iso(*day.groups())}"
    if number := _THOUSANDS.search(line):
        digits = re.sub(r"\D", "", number.group(1))
        return f"'{number.group(1)}' has separators, expected digits alone: {digits}"
    value = line.partition("=")[2].strip()
    for mark in (value[:1], line.lstrip()[:1]):
        if mark and mark in _QUOTATION_MARKS:
            return f"'{mark}' is a typographic quotation mark, expected the straight \""
    if word := _PLAIN_WORD.search(line):
        return f'{show(word.group(1), 40)} stands without quotation marks, expected "{word.group(1)[:40]}"'
    return None
