"""Numbers that are no figures: ages, days, distances, years, money that nobody gave, and so on, each with its kind."""

from __future__ import annotations

from dashboard.reading.passages import Counted, Passages
from dashboard.reading.words import english

REASONS = {
    "age": "the age of somebody",
    "date": "a day or a year",
    "year": "a year",
    "time": "a time of day",
    "ordinal": "a place in an order",
    "code": "part of a name, a grade or a number by which something is called",
    "duration": "a length of time",
    "distance": "a length or a distance",
    "area": "an area",
    "speed": "a speed",
    "temperature": "a temperature",
    "magnitude": "the strength of an earthquake",
    "storeys": "the height of a building",
    "number-of-places": "a number of countries, regions or sites",
    "frequency": "how often or how many times as much",
    "parts": "a number of things that are no measure of harm or help",
    "population": "how many people live there, harmed or not",
    "rank": "a place in an order or a length of time",
    "ratio": "one part of another number",
    "compound": "part of a word that describes something",
    "reference": "refers back to what was counted before",
    "pronoun": "stands for somebody or something, and counts nothing",
    "money": "money that is neither asked for nor given",
    "share": "a share of something that the lexicon does not know",
    "unclear": "no word near it says what happened to what is counted",
    "conversion": "the number before it in another unit or currency",
    "difference": "the difference between two numbers",
}


def find_trap(passages: Passages, counted: Counted) -> str | None:
    """Return the kind of trap that a number is, None where it may be a figure."""
    number, tokens, words = counted.number, passages.tokens, passages.tokens.words
    if number.kind in ("date", "time", "ordinal", "code"):
        return number.kind
    return (
        _by_age(passages, counted)
        or _by_brackets(passages, counted)
        or _by_hyphen(passages, counted)
        or _by_unit(passages, counted)
        or _by_year(passages, counted)
        or (
            "pronoun"
            if number.form == "words" and number.value == 1 and words[number.stop : number.stop + 1] == ["of"]
            else None
        )
        or (
            "difference"
            if tokens.word(number.phrase_start and counted.first - 1) == "of" and _is_rise(words, counted)
            else None
        )
    )


def _is_rise(words: list[str], counted: Counted) -> bool:
    return any(
        word in ("increase", "rise", "drop", "decrease") for word in words[max(counted.first - 3, 0) : counted.first]
    )


def _by_age(passages: Passages, counted: Counted) -> str | None:
    """Read "Kala Banu, 25," and "75 and 79 years old"."""
    number, tokens = counted.number, passages.tokens
    if number.form != "digits" or not number.value or number.value > 110:
        return None
    before, after = tokens.word(number.first - 1), tokens.word(number.stop)
    named = passages.is_capital(number.first - 2)
    if named and ((before == "," and after in (",", ".", "")) or (before == "(" and after == ")")):
        return "age"
    years = tokens.words[number.stop : number.stop + 5]
    return "age" if "old" in years and "years" in years and len(years) > years.index("old") - 1 else None


def _by_hyphen(passages: Passages, counted: Counted) -> str | None:
    """Read "10-year-old", "87-acre", "nine-storey": a number that is part of a word."""
    number, text = counted.number, passages.text
    if text[number.end : number.end + 1] not in ("-", "‑", "–") or not text[number.end + 1 : number.end + 2].isalpha():
        return None
    at = passages.token_at(number.end + 1)
    hit = english()["traps"]["after"]["all"].at(passages.tokens.words, at)
    if passages.tokens.word(at + 1) == "old":
        return "age"
    return hit[1] if hit else "compound"


def _by_unit(passages: Passages, counted: Counted) -> str | None:
    number, tokens, traps = counted.number, passages.tokens, english()["traps"]
    if number.kind in ("share", "money"):
        return None
    before = traps["before"]["all"].before(tokens.words, counted.first)
    if before is not None and not (before[1] == "rank" and (counted.noun or counted.own)):
        near_noun = before[1] in ("code", "magnitude") and (counted.noun or counted.own)
        if not near_noun:
            return str(before[1])
    after = traps["after"]["all"].at(tokens.words, number.stop)
    if after is None and tokens.word(number.stop) in (
        "more",
        "other",
        "different",
        "separate",
        "major",
        "consecutive",
        "full",
        "straight",
        "whole",
        "member",
    ):
        after = traps["after"]["all"].at(tokens.words, number.stop + 1)
    if after is not None and not (len(tokens.word(number.stop)) == 1 and not tokens.touches(number.stop)):
        return str(after[1])
    small = number.form == "words" and number.value is not None and number.value < 10 and number.of_total is None
    if small and (tokens.word(counted.first - 1),) in english()["reference"]:
        return "reference"
    return None


def _by_year(passages: Passages, counted: Counted) -> str | None:
    number = counted.number
    if number.form != "digits" or number.kind != "count" or len(number.text) != 4 or not number.text.isdigit():
        return None
    return "year" if 1900 <= int(number.text) <= 2099 and counted.noun is None else None


def _by_brackets(passages: Passages, counted: Counted) -> str | None:
    """Read "US$22 million (S$29 million)": in brackets, the money before it in another currency."""
    before = passages.text[max(counted.number.start - 6, 0) : counted.number.start]
    return "conversion" if counted.number.kind == "money" and "(" in before else None
