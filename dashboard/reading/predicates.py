"""What a number counts and what happened to it: the predicate of the lexicon that stands to it as it should."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from dashboard.reading.lexicon import Predicate
from dashboard.reading.passages import Counted, Hit, Passages
from dashboard.reading.words import countries, english

THRESHOLD = 0.3
_REACH = {"subject": 16, "object": 9, "passive": 14, "toll": 26}
_MONEY = ("funding_requested", "funding_pledged", "funding_received")


class Match(NamedTuple):
    """An indicator for a number: how sure, why, and where the words stand that say so."""

    score: float
    indicator: str
    reason: str
    hit: Hit | None = None
    predicate: Predicate | None = None


def match_all(passages: Passages, counted: list[Counted]) -> list[list[Match]]:
    """Return for each number of a text the indicators that it may have, best first."""
    for before, one in pairwise(counted):
        if one.noun is None and not one.own and not one.thing and one.sentence is before.sentence and _fits(passages, one, before):
            one.noun, one.adopted = before.noun, True
    found = [match_one(passages, one) for one in counted]
    for at in range(len(counted) - 1, -1, -1):
        if (following := _coordinated(passages, counted, found, at)) is not None:
            found[at] = _merge(found[at], following)
    for at in range(len(counted)):
        if (inherited := _inherited(passages, counted, found, at)) is not None:
            found[at] = _merge(found[at], inherited)
    return found


def _fits(passages: Passages, one: Counted, before: Counted) -> bool:
    """Whether a number without a noun may have that of the one before: "988 houses were hit, 556 of them destroyed"."""
    if before.noun is None or before.number.kind in ("share", "money") or one.number.value == 1:
        return False
    bare = match_one(passages, one)
    unit = passages.lexicon.vocabulary.indicators[bare[0].indicator].unit if bare else before.noun.unit
    other = replace(one, noun=before.noun)
    return unit == before.noun.unit or any(match.predicate is bare[0].predicate for match in match_one(passages, other))


def _merge(own: list[Match], other: Match) -> list[Match]:
    return sorted(
        [other, *(match for match in own if match.indicator != other.indicator or match.score > other.score)],
        key=lambda match: -match.score,
    )


def match_one(passages: Passages, counted: Counted) -> list[Match]:
    """Return the indicators that the words of its own sentence give a number, best first, each once."""
    matches: dict[str, Match] = {}
    for hit in counted.sentence.hits:
        for form in hit.forms:
            score, role = _score(passages, counted, hit, form.predicate.takes, form.passive)
            if score <= 0:
                continue
            indicator, fit = _choose(passages, counted, form.predicate)
            if indicator is None:
                continue
            score *= fit * (0.75 if form.predicate.weak else 1)
            said = passages.text[passages.tokens.starts[hit.first] : passages.tokens.ends[hit.stop - 1]]
            if indicator not in matches or matches[indicator].score < score:
                matches[indicator] = Match(score, indicator, f"{role} “{said}”", hit, form.predicate)
    return sorted(matches.values(), key=lambda match: -match.score)


def unit_of(counted: Counted) -> str | None:
    """Return in what is counted, None where the lexicon does not know the noun."""
    if counted.number.kind == "money":
        return "money"
    return counted.noun.unit if counted.noun else None


def _choose(passages: Passages, counted: Counted, predicate: Predicate) -> tuple[str | None, float]:
    lexicon, unit = passages.lexicon, unit_of(counted)
    share = counted.number.kind in ("share", "fraction")
    own = any(form.predicate is predicate for hit in counted.own for form in hit.forms)
    if predicate.takes == "noun":
        return (lexicon.indicator_for(predicate, None) if own and not share and unit != "money" else None), 1.0
    indicator = lexicon.indicator_for(predicate, unit, share)
    if share or (indicator is not None and unit is not None):
        return indicator, 1.0
    if unit is None and indicator is not None:
        if predicate.weak and not counted.thing and predicate.takes == "object":
            return indicator, 0.5
        people = lexicon.vocabulary.indicators[indicator].unit == "people"
        if indicator in _MONEY or lexicon.vocabulary.indicators[indicator].unit == "money":
            return None, 0.0
        return indicator, (0.9 if people == passages.is_people(counted) else 0.7)
    return None, 0.0


def _score(passages: Passages, counted: Counted, hit: Hit, takes: str, passive: bool) -> tuple[float, str]:
    """Return how well a number stands to a predicate, and as what."""
    if takes == "noun":
        return (0.95 if hit in counted.own else 0.0), "what is counted:"
    if takes == "toll":
        return _score_toll(passages, counted, hit), "the number after"
    if takes == "subject":
        if hit.first >= counted.stop or (hit.first >= counted.number.stop and hit.first < counted.stop):
            return _score_after(passages, counted, hit, "subject"), "subject of"
        return (0.5 if hit.stop >= counted.first - 1 and hit.stop <= counted.first else 0.0), "after"
    if hit.stop <= counted.first:
        return _score_object(passages, counted, hit, passive), "object of"
    if passive and hit.first >= counted.number.stop:
        return _score_passive(passages, counted, hit), "passive subject of"
    gap = passages.between(counted.stop, hit.first)
    if (
        hit.first >= counted.number.stop
        and len(gap) == 1
        and (passages.is_capital(hit.first - 1) or gap[0] in ("we", "it", "they"))
    ):
        return 0.75, "object of"
    return 0.0, ""


def _penalty(passages: Passages, first: int, stop: int) -> float:
    """Return what stands between counts against: commas, words that open another clause, other numbers."""
    words, breaks = passages.between(first, stop), english()["breaks"]
    aside = _find_aside(words)
    first, words = first + aside, words[aside:]
    cost = 0.12 * words.count(",") + 0.35 * sum((word,) in breaks for word in words) + 0.05 * len(words)
    numbers = sum(at in passages.number_firsts for at in range(first, stop))
    return cost + 0.3 * numbers


def _find_aside(words: list[str]) -> int:
    """Return the length of an aside that opens *words*: in brackets, or ", including two children,"."""
    closing = {"(": ")", ",": ","}.get(words[0] if words else "")
    if closing is None or closing not in words[1:] or (closing == "," and (words[1],) not in english()["asides"]):
        return 0
    return words.index(closing, 1) + 1


def _score_after(passages: Passages, counted: Counted, hit: Hit, role: str) -> float:
    gap = max(hit.first - counted.stop, 0)
    if gap > _REACH[role]:
        return 0.0
    return 1.0 - _penalty(passages, counted.stop, hit.first)


def _score_passive(passages: Passages, counted: Counted, hit: Hit) -> float:
    gap = passages.between(counted.stop, hit.first)
    helped = any((word,) in english()["be"] for word in gap[-4:])
    loose = gap and not helped and gap[-1] not in (",", "of", "them", "thought", "reportedly", "confirmed", "also")
    if len(gap) > _REACH["passive"] or (
        loose
        and not all(
            word in ("already", "now", "newly", "internally", "forcibly", "severely", "seriously", "badly")
            for word in gap
        )
    ):
        return 0.0
    return 1.0 - _penalty(passages, counted.stop, hit.first)


def _score_object(passages: Passages, counted: Counted, hit: Hit, passive: bool) -> float:
    words, before = passages.between(hit.stop, counted.first), passages.between(max(hit.first - 3, 0), hit.first)
    if len(words) > _REACH["object"] or any(word in (".", ";", "“") for word in words):
        return 0.0
    if passive and words and any((word,) in english()["be"] for word in before):
        return 0.0
    score = 1.0 - _penalty(passages, hit.stop, counted.first)
    if words and counted.noun and counted.noun.unit == "neighbourhoods" and words[-1] in ("in", "across", "from"):
        return 0.0
    if words and words[-1] in (
        "in",
        "at",
        "on",
        "since",
        "from",
        "by",
        "with",
        "after",
        "and",
        "or",
        "as",
        "than",
        "within",
        "about",
    ):
        score -= 0.45
    return score


def _score_toll(passages: Passages, counted: Counted, hit: Hit) -> float:
    words = passages.between(hit.stop, counted.first)
    links = english()["links"]
    if hit.stop > counted.first or len(words) > _REACH["toll"] or unit_of(counted) == "money":
        return 0.0
    if len(words) > 3 and not any(at in passages.number_firsts for at in range(hit.stop, counted.first)):
        tail = [word for word in words[-3:] if (word,) in english()["rise"]]
        if tail and "," not in words[-3:]:
            return 0.85 - 0.01 * len(words)
    strange = [word for word in words if (word,) not in links]
    if not words or not (set(words) - set(strange)) or any(word in (",", ";", ".", "and") for word in strange[-2:]):
        return 0.0
    if passages.between(hit.stop, counted.first)[-1:] in (["in"], ["on"], ["since"], ["the"]):
        return 0.0
    return 0.95 - 0.05 * len(strange) - 0.02 * len(words)


def _inherited(passages: Passages, counted: list[Counted], found: list[list[Match]], at: int) -> Match | None:
    """Return what a number has from the one before: "including five children", "from 20 to 30", "12 in A and 9 in B"."""
    one = counted[at]
    if at == 0 or not found[at - 1] or one.number.kind in ("share", "money", "fraction"):
        return None
    before, best = counted[at - 1], found[at - 1][0]
    unit, own = None if one.adopted else unit_of(one), passages.lexicon.vocabulary.indicators[best.indicator].unit
    apart = one.sentence.index - before.sentence.index
    after = passages.between(one.number.stop, one.number.stop + 2)
    if before.number.kind == "money" or (unit is not None and unit != own) or apart > 4:
        return None
    if apart < 2 and (one.number.listed or after in (["of", "them"], ["of", "whom"], ["of", "which"])):
        return Match(min(best.score, 0.85), best.indicator, "listed within the number before it")
    if unit is None and not one.thing and _is_counter(passages.between(max(one.first - 6, 0), one.first)):
        return Match(0.5, best.indicator, "the number spoken of before")
    between = passages.between(before.stop, one.first)
    if not apart and unit is not None and between and all(word in (",", "and", "or") for word in between):
        return Match(best.score * 0.85, best.indicator, "in one list with the number before it")
    if apart or unit is not None or (one.thing and not passages.is_people(one)):
        return None
    if len(between) <= 12 and between[-1:] and (between[-1],) in english()["row"]:
        return Match(min(best.score, 0.6), best.indicator, "in one row with the number before it")
    return None


def _is_counter(words: list[str]) -> bool:
    """Whether words lead from "the number", "the toll" to its value."""
    at = max((place for place, word in enumerate(words) if (word,) in english()["counters"]), default=-1)
    return at >= 0 and words[at + 1 :] != [] and all((word,) in english()["links"] for word in words[at + 1 :])


def _coordinated(passages: Passages, counted: list[Counted], found: list[list[Match]], at: int) -> Match | None:
    """Return what a number has from the one after: "250,000 houses and 30,000 shops collapsed"."""
    if at + 1 >= len(counted):
        return None
    one, other = counted[at], counted[at + 1]
    if one.sentence is not other.sentence or not found[at + 1] or (found[at] and found[at][0].score >= 0.6):
        return None
    between = passages.between(one.stop, other.first)
    best = found[at + 1][0]
    shared = between[:1] == ["of"] and one.number.kind == "share"
    joined = shared or any((word,) in english()["coordinate"] for word in between)
    loose = [word for word in between[:-1] if (word,) not in english()["coordinate"] and not shared]
    if len(between) > 4 or not joined or loose or best.predicate is None:
        return None
    if best.hit is None or (best.hit.first < other.number.stop and not shared) or best.predicate.takes == "noun":
        return None
    indicator, _ = _choose(passages, one, best.predicate)
    return (
        None
        if indicator is None
        else Match(best.score * 0.9, indicator, f"with the next number: {best.reason}", best.hit, best.predicate)
    )
