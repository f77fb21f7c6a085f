"""Numbers that are no figures: ages, days, distances, years, money that nobody gave, and so on, each with its kind."""

from dashboard.reading.lexicon import english
from dashboard.reading.passages import Counted, Passages

LONGEST_LIFE = 110
_DASHES = ("-", "‑", "–")


def find_trap(passages: Passages, counted: Counted) -> str | None:
    """Return the kind of trap that a number is, a key of :func:`words.reasons`; None where it may be a figure."""
    number, words, traps = counted.number, passages.tokens.words, english()
    if number.kind in ("date", "time", "ordinal", "code"):
        unit = traps["after"].at(words, number.stop) or traps["before"].before(words, number.first - 1)
        return str(unit[1]) if unit and number.kind == "code" else number.kind
    kinds = (find(passages, counted) for find in (_by_age, _by_sign, _by_unit))
    return next((kind for kind in kinds if kind), None)


def _by_age(passages: Passages, counted: Counted) -> str | None:
    """Read "Kala Banu, 25," and "75 and 79 years old"."""
    number, tokens = counted.number, passages.tokens
    if number.form != "digits" or not number.value or number.value > LONGEST_LIFE:
        return None
    beside = (tokens.word(number.first - 1), tokens.word(number.stop))
    named = passages.is_capital(number.first - 2) and beside in ((",", ","), (",", "."), (",", ""), ("(", ")"))
    return "age" if named or {"years", "old"} <= set(tokens.words[number.stop : number.stop + 5]) else None


def _by_sign(passages: Passages, counted: Counted) -> str | None:
    """Read "10-year-old", "87-acre", "US$22 million (S$29 million)", and "2016", a year."""
    number, text, words = counted.number, passages.text, passages.tokens.words
    if text[number.end : number.end + 1] in _DASHES and text[number.end + 1 : number.end + 2].isalpha():
        at = passages.token_at(number.end + 1)
        hit = english()["after"].at(words, at)
        return "age" if words[at + 1 : at + 2] == ["old"] else str(hit[1]) if hit else "compound"
    if number.kind == "money" and "(" in text[max(number.start - 6, 0) : number.start]:
        return "conversion"
    year = number.kind == "count" and len(number.text) == 4 and number.text.isdigit() and counted.noun is None
    return "year" if year and 1900 <= int(number.text) <= 2099 else None


def _by_unit(passages: Passages, counted: Counted) -> str | None:
    """Read "7.8 magnitude", "population of 600,000", "thousands of acres", "one of", "an increase of 40"."""
    number, tokens, lists = counted.number, passages.tokens, english()
    if number.kind in ("share", "money"):
        return None
    known = counted.noun is not None or bool(counted.own)
    if number.text.lower() == "both" and not (known and "and" not in tokens.words[number.stop : number.stop + 7]):
        return "pronoun"
    at = number.stop + ((tokens.word(number.stop),) in lists["before_unit"])
    after = lists["after"].at(tokens.words, at) if counted.unit != "hectares" else None
    if after is not None and (len(tokens.word(at)) > 1 or tokens.touches(at)):
        return str(after[1])
    if not known and (kind := lists["after"].get((counted.thing,))):
        return str(kind)
    before = lists["before"].before(tokens.words, counted.first)
    if before is not None and not (known and before[1] in ("rank", "code", "magnitude")):
        return str(before[1])
    last = tokens.word(counted.first - 1)
    if last == "of" and (tokens.word(counted.first - 2),) in lists["settled"]:
        return "population"
    if last == "of" and lists["changes"].first_words & set(tokens.words[max(counted.first - 3, 0) : counted.first]):
        return "difference"
    if number.form == "words" and number.value == 1 and (tokens.word(number.stop) == "of" or number.of_total == 2):
        return "pronoun"
    if counted.bare and number.value == 1 and (tokens.word(number.first - 2),) in lists["reference"]:
        return "pronoun"  # "the youngest one"
    small = number.form == "words" and number.value is not None and number.value < 10 and number.of_total is None
    own = lists["own"].at(tokens.words, number.stop)  # "two of my sons"
    return "reference" if small and (own or (last,) in lists["reference"]) else None
