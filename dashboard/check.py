"""Hold the quotes against a copy of the source's text: ``python -m dashboard.check FOLDER``."""

from __future__ import annotations

import argparse
import difflib
import re
import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dashboard.model import Figure, SourceFile
from dashboard.seeds import SeedError, read_collection

MAX_TEXT_BYTES = 5_000_000

_FOLDED = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "‚": "'",
        "‛": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‐": "-",
        "‑": "-",
        "‒": "-",
        "–": "-",
        "—": "-",
        "−": "-",
        "\u00ad": "",
        "\u200b": "",
        "\ufeff": "",
    }
)
_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_NUMBER_WORDS = {word: number for number, word in enumerate(f"{_ONES} seventeen eighteen nineteen twenty".split())}
_NUMBER_WORDS |= {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "mln": 1_000_000,
    "m": 1_000_000,
    "k": 1_000,
    "mila": 1_000,
    "ألف": 1_000,
    "مليون": 1_000_000,
}
_FRACTIONS = (("quarter of a million", "250,000"), ("half a million", "500,000"))
_NUMBER = re.compile(r"\d{1,3}(?:[.,'\u202f\u00a0 ]\d{3})+|\d+[.,]\d+|\d+")


@dataclass(frozen=True)
class QuoteCheck:
    """What a copy of the text says of one figure.

    ``found``: the quote stands there. ``number_agrees``: the number in the quote is the figure's (None where the
    quote holds no number that can be read). ``nearest``: what the copy has instead, where something is close.
    """

    figure: str
    quote: str
    found: bool
    number_agrees: bool | None
    nearest: str | None = None

    @property
    def holds(self) -> bool:
        """True where nothing speaks against the figure."""
        return self.found and self.number_agrees is not False

    def __str__(self) -> str:
        if self.holds:
            doubt = "" if self.number_agrees else " (the quote holds no number that can be read)"
            return f"{self.figure}: quote found{doubt}"
        if self.found:
            return f"{self.figure}: quote found, but its number is not the figure's: “{self.quote}”"
        instead = f"; nearest: “{self.nearest}”" if self.nearest else ""
        return f"{self.figure}: quote not found: “{self.quote}”{instead}"


def fold(text: str) -> str:
    """Fold what printing changes: white space, quote marks, dashes, invisible characters."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_FOLDED).split())


def check_figures(figures: Iterable[Figure], text: str) -> list[QuoteCheck]:
    """Check each figure's quote and number against *text*, the text of its source."""
    folded = fold(text)
    return [_check_figure(figure, folded) for figure in figures]


def _check_figure(figure: Figure, folded: str) -> QuoteCheck:
    quote = fold(figure.quote)
    found = re.search(rf"(?<!\w){re.escape(quote)}(?!\w)", folded) is not None
    nearest = None if found else _find_nearest(quote, folded)
    return QuoteCheck(figure.id, figure.quote, found, agree_on_number(figure), nearest)


def _find_nearest(quote: str, folded: str) -> str | None:
    words, length = folded.split(" "), len(quote.split(" "))
    windows = [" ".join(words[at : at + length]) for at in range(max(1, len(words) - length + 1))]
    near = difflib.get_close_matches(quote, windows[:20_000], n=1, cutoff=0.75)
    return near[0] if near else None


def agree_on_number(figure: Figure) -> bool | None:
    """Return whether the quote holds the figure's number; None where it holds no number that can be read."""
    if figure.qualifier == "vague":
        return None
    wanted = [n for n in (figure.value, figure.value_low, figure.value_high, figure.of_total) if n is not None]
    numbers = read_numbers(figure.quote)
    if not numbers:
        # "the main station", "a girl": the singular alone says one.
        return True if wanted[:1] == [1] else None
    return wanted[0] in numbers


def read_numbers(text: str) -> set[int]:
    """Return the whole numbers that *text* states in digits or in English words ("1.75 million", "three")."""
    folded = fold(text).lower()
    for words, digits in _FRACTIONS:
        folded = folded.replace(words, digits)
    tokens = re.findall(rf"{_NUMBER.pattern}|[^\W\d_]+", folded)
    numbers: set[int] = set()
    for at, token in enumerate(tokens):
        base = _read_token(token)
        if base is None:
            continue
        after = tokens[at + 1] if at + 1 < len(tokens) else ""
        if base in range(20, 100, 10) and _NUMBER_WORDS.get(after, 99) < 10:
            base, after = base + _NUMBER_WORDS[after], tokens[at + 2] if at + 2 < len(tokens) else ""
        numbers |= {round(base * _SCALES.get(after, 1)), *([int(base)] if base == int(base) else [])}
    return numbers


def _read_token(token: str) -> float | None:
    if token[0].isdigit():
        grouped = re.fullmatch(r"\d{1,3}(?:\D\d{3})+", token)
        return float(re.sub(r"\D", "", token)) if grouped else float(re.sub(r"\D", ".", token))
    return {"a": 1, "an": 1}.get(token, _NUMBER_WORDS.get(token))


def read_text(path: Path) -> str:
    """Read a copy of a source's text; raises :class:`SeedError` where it cannot be read."""
    try:
        if path.stat().st_size > MAX_TEXT_BYTES:
            raise SeedError(f"{path.name}: larger than {MAX_TEXT_BYTES / 1e6:.0f} MB, expected the text of one article")
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise SeedError(f"{path.name}: byte {error.start} is not UTF-8, expected a plain text file") from error
    except OSError as error:
        raise SeedError(f"{path.name}: cannot be read ({error.strerror}), expected a plain text file") from error


def check_folder(folder: Path, files: Iterable[SourceFile]) -> dict[str, list[QuoteCheck]]:
    """Check every source whose text lies in *folder* as <source-id>.txt."""
    texts = {file: folder / f"{file.source.id}.txt" for file in files}
    return {
        file.source.id: check_figures(file.figures, read_text(path)) for file, path in texts.items() if path.exists()
    }


def main(arguments: list[str] | None = None) -> int:
    """Print a line a figure; return 0 where all hold, 1 where one does not, 2 where there is nothing to check."""
    parser = argparse.ArgumentParser(prog="python -m dashboard.check", description=__doc__)
    parser.add_argument("texts", type=Path, help="folder with <source-id>.txt files")
    parser.add_argument("--seeds", type=Path, default=Path(__file__).parent.parent / "seeds")
    options = parser.parse_args(arguments)
    try:
        if not options.texts.is_dir():
            raise SeedError(f"{options.texts}: no such folder, expected one with <source-id>.txt files")
        checks = check_folder(options.texts, read_collection(options.seeds).files)
    except SeedError as error:
        print(error, file=sys.stderr)
        return 2
    return _report(checks, options.texts)


def _report(checks: dict[str, list[QuoteCheck]], folder: Path) -> int:
    if not checks:
        print(f"{folder}: no <source-id>.txt of a known source, so nothing was checked", file=sys.stderr)
        return 2
    for source, found in checks.items():
        print(f"{source}: {sum(check.holds for check in found)} of {len(found)} quotes hold")
        for check in found:
            print(f"  {check}")
    return 0 if all(check.holds for found in checks.values() for check in found) else 1


if __name__ == "__main__":
    sys.exit(main())
