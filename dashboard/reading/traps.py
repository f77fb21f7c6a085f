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
    "capacity": "room for so many, and not so many people",
    "conversion": "the number before it in another unit or currency",
    "difference": "the difference between two numbers",
}


def find_trap(passages: Passages, counted: Counted) -> str | None:
    """Return the kind of trap that a number is, None where it may be a figure."""
    number, words = counted.number, passages.tokens.words
    if number.kind in ("date", "time", "ordinal", "code"):
        traps = english()["traps"]
        unit = traps["after"]["all"].at(words, number.stop) or traps["before"]["all"].before(words, number.first - 1)
        return str(unit[1]) if unit and number.kind == "code" else number.kind
    kinds = (find(passages, counted) for find in (_by_age, _by_brackets, _by_hyphen, _by_unit, _by_year))
    kind = next((kind for kind in kinds if kind), None)
    if kind is None and number.form == "words" and number.value == 1:
        kind = "pronoun" if words[number.stop : number.stop + 1] == ["of"] or number.of_total == 2 else None
    if kind is None and words[max(counted.first - 1, 0) : counted.first] == ["of"] and _is_rise(words, counted):
        kind = "difference"
    return kind


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
    """Read "7.8 magnitude", "population of 600,000", "thousands of acres", "in the past two weeks"."""
    number, tokens, traps = counted.number, passages.tokens, english()["traps"]
    if number.kind in ("share", "money"):
        return None
    known = counted.noun is not None or bool(counted.own)
    at = number.stop + ((tokens.word(number.stop),) in english()["before_unit"])
    after = (
        None
        if known and counted.noun and counted.noun.unit == "hectares"
        else traps["after"]["all"].at(tokens.words, at)
    )
    if after is not None and (len(tokens.word(at)) > 1 or tokens.touches(at)):
        return str(after[1])
    before = traps["before"]["all"].before(tokens.words, counted.first)
    if before is not None and not (known and before[1] in ("rank", "code", "magnitude")):
        return str(before[1])
    if tokens.word(counted.first - 1) == "of" and (tokens.word(counted.first - 2),) in english()["settled"]:
        return "population"
    small = number.form == "words" and number.value is not None and number.value < 10 and number.of_total is None
    return "reference" if small and (tokens.word(counted.first - 1),) in english()["reference"] else None


def _by_year(passages: Passages, counted: Counted) -> str | None:
    number = counted.number
    if number.form != "digits" or number.kind != "count" or len(number.text) != 4 or not number.text.isdigit():
        return None
    return "year" if 1900 <= int(number.text) <= 2099 and counted.noun is None else None


def _by_brackets(passages: Passages, counted: Counted) -> str | None:
    """Read "US$22 million (S$29 million)": in brackets, the money before it in another currency."""
    before = passages.text[max(counted.number.start - 6, 0) : counted.number.start]
    return "conversion" if counted.number.kind == "money" and "(" in before else None
