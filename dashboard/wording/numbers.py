"""How reported numbers, and counts of reports and voices, are written; a number never goes without its qualifier."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dashboard.records.quantity import Bounds, write_number
from dashboard.records.reported import ReportedFigure
from dashboard.wording.sentences import (
    COMMON_WORDS,
    COUNT_WORDS,
    NOUNS,
    UNCOUNTABLE,
    WITH_ARTICLE,
    WITH_ARTICLE_ENDS,
    WITHOUT_ARTICLE,
    WITHOUT_OF,
    say,
)

# More than this is no longer read as one list; the rest is folded into a count.
MOST_NUMBERS = 8
# What a written form has after its number: with what is counted between them, "43 people so far" reads as a sentence.
_TAIL = re.compile(
    r"(?:, (?P<best>best (?:estimate )?[\d,.]*\d))?(?P<estimate> \(estimate\))?"
    r"(?P<doubt>(?: so far)?(?: \(forecast\))?)$"
)


class Counted(NamedTuple):
    """A number with what it counts ("at least 43 people"), and the doubt that follows ("so far")."""

    named: str
    doubt: str


def name_count(figure: ReportedFigure, exactly: bool = False) -> str:
    """Name a number with what it counts: "at least 80 people", "an estimated 40 air strikes", "dozens of people"."""
    counted = split_count(figure)
    named = counted.named + counted.doubt
    return say("exactly", number=named) if exactly and _is_plain(figure) else named


def name_count_short(figure: ReportedFigure) -> str:
    """Name a number by its sign with what it counts: "≥ 80 people", "est. 40 air strikes", "25 people so far"."""
    counted = _split(figure.written, name_counted(figure))
    return counted.named + counted.doubt


def split_count(figure: ReportedFigure, signs: bool = False) -> Counted:
    """Name a number with what it counts, apart from the doubt that stands after the verb: "43 people killed so far"."""
    return _split(figure.written if signs else figure.wording, name_counted(figure))


def _split(written: str, counted: str) -> Counted:
    found = _TAIL.search(written)
    if found is None:
        return Counted(f"{written} {counted}", "")
    best = f" ({found['best']})" if found["best"] else ""
    return Counted(f"{written[: found.start()]} {counted}{best}{found['estimate'] or ''}", found["doubt"])


def name_counted(figure: ReportedFigure) -> str:
    """Name what a figure counts, in the number its value asks for: "people", "1 child", "of people" after "dozens"."""
    one = figure.value == 1 and figure.qualifier == "exact" and figure.of_total is None and not figure.provisional
    if figure.group is None or figure.indicator.is_share:
        counted = figure.indicator.unit_one if one else figure.indicator.unit
    else:
        counted = figure.group.label_one if one else figure.group.label
    if figure.qualifier == "vague" and (figure.magnitude or "").split(" ")[-1].lower() not in WITHOUT_OF:
        return say("of_counted", counted=counted)
    return counted


def say_number(figure: ReportedFigure, exactly: bool = False) -> str:
    """Say a number with its qualifier in words; *exactly* marks one without any ("exactly 25"), where bounds matter."""
    return say("exactly", number=figure.wording) if exactly and _is_plain(figure) else figure.wording


def _is_plain(figure: ReportedFigure) -> bool:
    plain = figure.qualifier == "exact" and figure.basis != "estimate"
    return plain and not figure.provisional and figure.of_total is None and not figure.is_forecast


def sort_by_size(figures: Iterable[ReportedFigure]) -> list[ReportedFigure]:
    """Sort figures from small to large, as a list of numbers is read; the vague ones come last."""
    return sorted(figures, key=lambda figure: (_size(figure), figure.qualifier != "exact", figure.id))


def _size(figure: ReportedFigure) -> float:
    bounds = figure.bounds
    sizes = (bounds.best, figure.value, bounds.low, figure.value_low, bounds.high)
    return next((size for size in sizes if size is not None), math.inf)


def list_numbers(figures: Iterable[ReportedFigure], signs: bool = False) -> list[str]:
    """List the distinct written forms of figures by size: ["at least 47", "at least 72", "91"]."""
    return list(dict.fromkeys(figure.written if signs else figure.wording for figure in sort_by_size(figures)))


def fold(words: Sequence[str], most: int = MOST_NUMBERS) -> str:
    """Join words as a sentence does, folding what is more than *most* into a count: "a, b and three more"."""
    if len(words) <= most:
        return join(words)
    rest = len(words) - most + 1
    return join([*words[: most - 1], say("more", count=count_word(rest))])


def join(words: Iterable[str]) -> str:
    """Join words as a sentence does: "a, b and c"."""
    *most, last = list(words) or [""]
    return say("and", most=", ".join(most), last=last) if most else last


def count_word(number: int) -> str:
    """Write a count of our own in words up to twelve: "six", "47"."""
    return COUNT_WORDS[number] if number < len(COUNT_WORDS) else write_number(number)


def count(number: int, noun: str) -> str:
    """Write a count with a noun of the catalogue, in the number it asks for: "one report", "six voices"."""
    one, many = NOUNS[noun]
    return f"{count_word(number)} {one if number == 1 else many}"


def write_bounds(bounds: Bounds) -> str:
    """Write between which numbers the truth lies: "91", "at least 91", "at most 30", "between 90 and 100"."""
    low, best, high = bounds.low, bounds.best, bounds.high
    if low is not None and low == high:
        return write_number(low)
    open_above = high is None or math.isinf(high)
    if not open_above and high is not None:
        if not low:
            return say("at_most", number=write_number(high))
        return say("between_numbers", low=write_number(low), high=write_number(high))
    if low is not None:
        return say("at_least", number=write_number(low))
    return say("about", number=write_number(best)) if best is not None else say("no_number")


def start(text: str) -> str:
    """Return *text* with a capital first letter."""
    return text[:1].upper() + text[1:]


def within(name: str) -> str:
    """Return a name as in the middle of a sentence: "a medic", "the governor of Homs", "the UN", "SOHR"."""
    first, _, rest = name.partition(" ")
    if first not in COMMON_WORDS or (rest[:1].isupper() and first not in WITHOUT_ARTICLE):
        proper = name in WITH_ARTICLE or name.endswith(WITH_ARTICLE_ENDS) or " of " in name.partition(",")[0]
        return say("the", name=name) if proper else name
    head = re.split(r" (?:of|at|in|near|from|with|close|around) |,", name, maxsplit=1)[0].split(" ")[-1]
    plural = first in WITHOUT_ARTICLE or head.endswith("s") or head in UNCOUNTABLE
    return write_small(name) if plural else say("the", name=write_small(name))


def write_small(name: str) -> str:
    """Return a name with a common word at its beginning written small, as in a list: "governor of Homs", "SOHR"."""
    first, space, rest = name.partition(" ")
    return f"{first.lower()}{space}{rest}" if first in COMMON_WORDS else name


def end(text: str) -> str:
    """Return *text* with a full stop where it has none."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
