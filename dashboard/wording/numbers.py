"""How reported numbers, and counts of reports and voices, are written; a number never goes without its qualifier."""

import math
import re
from collections.abc import Iterable, Sequence

from dashboard.records.quantity import write_number
from dashboard.records.reported import ReportedFigure
from dashboard.wording.sentences import NOUNS, WORDS, say

# What a written form has after its number: with what is counted between them, "43 people so far" reads as a sentence.
_TAIL = re.compile(
    r"(?:, (?P<best>best (?:estimate )?[\d,.]*\d))?(?P<estimate> \(estimate\))?"
    r"(?P<doubt>(?: so far)?(?: \(forecast\))?)$"
)


def name_count(figure: ReportedFigure, exactly: bool = False, signs: bool = False) -> str:
    """Name a number with what it counts: "at least 80 people", "dozens of people", by its sign "≥ 80 people"."""
    named = "".join(split_count(figure, signs))
    return say("exactly", number=named) if exactly and _is_plain(figure) else named


def split_count(figure: ReportedFigure, signs: bool = False) -> tuple[str, str]:
    """Part a number and what it counts from the doubt that follows the verb: ("at least 43 people", " so far")."""
    written, counted = figure.written if signs else figure.wording, name_counted(figure)
    tail = _TAIL.search(written)
    assert tail is not None, "each part of it may be missing"
    best = f" ({tail['best']})" if tail["best"] else ""
    return f"{written[: tail.start()]} {counted}{best}{tail['estimate'] or ''}", tail["doubt"]


def name_counted(figure: ReportedFigure) -> str:
    """Name what a figure counts, in the number its value asks for: "people", "1 child", "of people" after "dozens"."""
    single = figure.value == 1 and figure.qualifier == "exact" and figure.of_total is None and not figure.provisional
    group = None if figure.indicator.is_share else figure.group
    one, many = (group.label_one, group.label) if group else (figure.indicator.unit_one, figure.indicator.unit)
    if figure.qualifier == "vague" and (figure.magnitude or "").split(" ")[-1].lower() not in WORDS["without_of"]:
        return say("of_counted", counted=many)
    return one if single else many


def say_number(figure: ReportedFigure, exactly: bool = False) -> str:
    """Say a number with its qualifier in words; *exactly* marks one without any ("exactly 25"), where bounds matter."""
    return say("exactly", number=figure.wording) if exactly and _is_plain(figure) else figure.wording


def _is_plain(figure: ReportedFigure) -> bool:
    plain = figure.qualifier == "exact" and figure.basis != "estimate"
    return plain and not figure.provisional and figure.of_total is None and not figure.is_forecast


def sort_by_size(figures: Iterable[ReportedFigure]) -> list[ReportedFigure]:
    """Sort figures from small to large, as a list of numbers is read; the vague ones come last."""

    def size(one: ReportedFigure) -> tuple[float, bool, str]:
        sizes = (one.bounds.best, one.value, one.bounds.low, one.value_low, one.bounds.high)
        return next((size for size in sizes if size is not None), math.inf), one.qualifier != "exact", one.id

    return sorted(figures, key=size)


def list_numbers(figures: Iterable[ReportedFigure], signs: bool = False) -> list[str]:
    """List the distinct written forms of figures by size: ["at least 47", "at least 72", "91"]."""
    return list(dict.fromkeys(figure.written if signs else figure.wording for figure in sort_by_size(figures)))


def fold(words: Sequence[str], most: int) -> str:
    """Join words as a sentence does, folding what is more than *most* into a count: "a, b and three more"."""
    rest = len(words) - most + 1
    return join(words if rest < 2 else [*words[: most - 1], say("more", count=count_word(rest))])


def enumerate_numbers(numbers: Sequence[str], most: int) -> str:
    """Write numbers as a list, what is more than *most* as a count: "≥ 2, ≥ 10 and four more numbers"."""
    rest = len(numbers) - most + 1
    some = ", ".join(numbers[: most - 1])
    return ", ".join(numbers) if rest < 2 else say("and", most=some, last=count(rest, "more_number"))


def join(words: Iterable[str]) -> str:
    """Join words as a sentence does: "a, b and c"."""
    *most, last = list(words) or [""]
    return say("and", most=", ".join(most), last=last) if most else last


def count_word(number: int) -> str:
    """Write a count of our own in words up to twelve: "six", "47"."""
    words = WORDS["counts"]
    return words[number] if number < len(words) else write_number(number)


def count(number: int, noun: str) -> str:
    """Write a count with a noun of the catalogue, in the number it asks for: "one report", "six voices"."""
    one, many = NOUNS[noun]
    return f"{count_word(number)} {one if number == 1 else many}"


def start(text: str) -> str:
    """Return *text* with a capital first letter."""
    return text[:1].upper() + text[1:]


def within(name: str) -> str:
    """Return a name as in the middle of a sentence: "a medic", "the governor of Homs", "the UN", "SOHR"."""
    first, _, rest = name.partition(" ")
    if first == "The":
        return say("the", name=rest)
    bare = first in WORDS["without_article"]
    if first not in WORDS["common"] or (rest[:1].isupper() and not bare):
        known = name in WORDS["with_article"] or name.endswith(WORDS["with_article_ends"])
        return say("the", name=name) if known or " of " in name.partition(",")[0] else name
    head = re.split(r" (?:of|at|in|near|from|with|close|around) |,", name, maxsplit=1)[0].split(" ")[-1]
    bare = bare or head.endswith("s") or head in WORDS["uncountable"]
    return write_small(name) if bare else say("the", name=write_small(name))


def write_small(name: str) -> str:
    """Return a name with a common word at its beginning written small, as in a list: "governor of Homs", "SOHR"."""
    first, space, rest = name.partition(" ")
    return f"{first.lower()}{space}{rest}" if first in WORDS["common"] else name


def end(text: str) -> str:
    """Return *text* with a full stop where it has none."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
