"""What a number counts and what happened to it: the predicate of the lexicon that stands to it as it should."""

from bisect import bisect_left
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from dashboard.reading.lexicon import Predicate, english
from dashboard.reading.passages import Counted, Hit, Passages
from dashboard.reading.proposals import Span

THRESHOLD = 0.3
# A one may be a pronoun, and a share one of anything: there the words must be sure.
_THRESHOLD_OF_ONE = 0.5
_SURE, _WEAK = 0.95, 0.75
_FAR = 30
_LISTING = (",", "and", "or", "-", "–", "—", ":", "(")
_REACH = {"subject": 16, "object": 9, "passive": 14, "toll": 26}


class Match(NamedTuple):
    """An indicator for a number: how sure, why, and where the words stand that say so."""

    score: float
    indicator: str
    reason: str
    hit: Hit | None = None
    predicate: Predicate | None = None


class Matcher:
    """The predicates of one text; ``found`` are the indicators that each of ``counted`` may have, best first."""

    def __init__(self, passages: Passages, counted: list[Counted]) -> None:
        self.passages, self.lexicon, self.counted = passages, passages.lexicon, counted
        self.units = {indicator.id: indicator.unit for indicator in self.lexicon.vocabulary.indicators.values()}
        for before, one in pairwise(counted):
            if one.bare and one.sentence is before.sentence and self._shares_noun(one, before):
                one.noun, one.adopted = before.noun, True
        self.found = [self.match(one) for one in counted]
        for at in range(len(counted) - 2, -1, -1):
            self._add(at, self._coordinated(at))
        for at in range(len(counted)):
            self._add(at, self._tallied(at) or (self._inherited(at) if at else None))
        for one, matches in zip(counted, self.found, strict=True):
            sure = one.is_share or (one.number.value == 1 and one.number.form == "words")
            least = _THRESHOLD_OF_ONE if sure else THRESHOLD
            matches[:] = [match for match in matches if match.score >= least]

    def _add(self, at: int, match: Match | None) -> None:
        if match is not None:
            better = (one for one in self.found[at] if one.indicator != match.indicator or one.score > match.score)
            self.found[at] = sorted([match, *better], key=lambda one: -one.score)

    def _shares_noun(self, one: Counted, before: Counted) -> bool:
        """Whether a number without a noun may have the one before's: "988 houses were hit, 556 of them destroyed"."""
        if before.noun is None or before.number.kind in ("share", "money") or one.number.value == 1:
            return False
        alone = self.match(one)
        if not alone or self.units[alone[0].indicator] == before.noun.unit:
            return True
        if self.units[alone[0].indicator] == "people" and alone[0].score > THRESHOLD:
            return False
        return any(match.predicate is alone[0].predicate for match in self.match(replace(one, noun=before.noun)))

    def _hits_near(self, counted: Counted) -> list[Hit]:
        hits, near = counted.sentence.hits, (counted.first - _FAR, counted.stop + _FAR)
        first, stop = (bisect_left(hits, at, key=lambda hit: hit.first) for at in near)
        return hits[first:stop]

    def match(self, counted: Counted) -> list[Match]:
        """Return the indicators that the words of its own sentence give a number, best first, each once."""
        matches: dict[str, Match] = {}
        for hit in self._hits_near(counted):
            for predicate, passive in hit.forms:
                score, role = self._score(counted, hit, predicate.takes, passive)
                score = self._parsed(score, counted, hit, predicate.takes)
                if counted.is_share and counted.number.stop <= hit.first < counted.stop:
                    score *= 0.7  # "half of the affected people have received aid"
                indicator, fit = self._choose(counted, predicate) if score > 0 else (None, 0.0)
                score *= fit * (_WEAK if predicate.weak else 1)
                if indicator is not None and (indicator not in matches or matches[indicator].score < score):
                    matches[indicator] = Match(score, indicator, f"{role} “{self._say(hit)}”", hit, predicate)
        return sorted(matches.values(), key=lambda match: -match.score)

    def _parsed(self, score: float, counted: Counted, hit: Hit, takes: str) -> float:
        """Return a score, raised where there is a parse that links the two."""
        starts, ends, parse = self.passages.tokens.starts, self.passages.tokens.ends, self.passages.parse
        if parse is None or takes not in ("subject", "object"):
            return score
        counts = Span(starts[counted.first], ends[counted.stop - 1])
        return parse.weigh(score, takes, counts, Span(starts[hit.first], ends[hit.stop - 1]))

    def _say(self, hit: Hit) -> str:
        tokens = self.passages.tokens
        return self.passages.text[tokens.starts[hit.first] : tokens.ends[hit.stop - 1]]

    def _choose(self, counted: Counted, predicate: Predicate) -> tuple[str | None, float]:
        """Return the indicator of a predicate that fits what is counted, and how well."""
        unit = counted.unit
        if predicate.takes == "noun":
            fits = not counted.is_share and unit != "money"
            return (self.lexicon.indicator_for(predicate, None) if fits else None), 1.0
        indicator = self.lexicon.indicator_for(predicate, unit, counted.is_share)
        if indicator is None or counted.is_share or unit is not None:
            return indicator, 1.0
        if self.units[indicator] == "money" or (predicate.takes == "toll" and counted.thing):
            return None, 0.0
        if predicate.weak and predicate.takes == "object" and counted.bare:
            return indicator, 0.5
        return indicator, 0.9 if (self.units[indicator] == "people") == self.passages.is_people(counted) else 0.7

    def _score(self, counted: Counted, hit: Hit, takes: str, passive: bool) -> tuple[float, str]:
        """Return how well a number stands to a predicate, and as what."""
        if takes == "noun":
            return (_SURE if hit in counted.own else 0.0), "what is counted:"
        if takes == "toll":
            return self._score_toll(counted, hit), "the number after"
        after = hit.first >= counted.number.stop
        if takes == "subject":
            if hit.first > counted.counter >= 0 and hit.stop <= counted.first:
                return _SURE, "the number of"
            near = 0.5 if counted.first - 1 <= hit.stop <= counted.first else 0.0
            return (self._score_after(counted, hit, "subject") if after else near), "subject of"
        if hit.stop <= counted.first:
            return self._score_object(counted, hit, passive), "object of"
        if after and passive and self._is_passive(counted, hit):
            return self._score_after(counted, hit, "passive"), "passive subject of"
        who = self.passages.between(counted.stop, hit.first)
        relative = len(who) == 1 and (self.passages.is_capital(hit.first - 1) or who[0] in ("we", "it", "they"))
        named = after and not who and bool(counted.thing) and self.passages.is_capital(counted.stop - 1)
        return (_WEAK if relative or named else 0.0), "object of"

    def _cost(self, first: int, stop: int) -> float:
        """Return what stands between counts against: commas, words that open another clause, other numbers."""
        words, breaks = self.passages.between(first, stop), english()["breaks"]
        aside = _find_aside(words)
        first, words = first + aside, words[aside:]
        numbers = sum(at in self.passages.number_firsts for at in range(first, stop))
        clauses = sum((word,) in breaks for word in words)
        return 0.12 * words.count(",") + 0.35 * clauses + 0.05 * len(words) + 0.3 * numbers

    def _score_after(self, counted: Counted, hit: Hit, role: str) -> float:
        words = self.passages.between(counted.stop, hit.first)
        within = words[:1] == [","] and words[1:2] == ["including"] and "," not in words[1:]
        far = len(words) - _find_aside(words) > _REACH[role]
        return 0.0 if far or within else 1.0 - self._cost(counted.stop, hit.first)

    def _is_passive(self, counted: Counted, hit: Hit) -> bool:
        """Whether a form that may be passive is: "80 were killed", "80 people killed"; not "40 shells hit it"."""
        gap, lists = self.passages.between(counted.stop, hit.first), english()
        gap = gap[_find_aside(gap) :] if gap != [")"] else []
        helped = any((word,) in lists["be"] for word in gap[-4:])
        return helped or not gap or (gap[-1],) in lists["before_passive"]

    def _score_object(self, counted: Counted, hit: Hit, passive: bool) -> float:
        """Score "killed at least 80", "People affected: 80"; not "were killed 80", nor "damaged in 17 villages"."""
        words, lists = self.passages.between(hit.stop, counted.first), english()
        if not words and counted.counter >= 0 and (self.passages.tokens.words[hit.first],) in lists["rise"]:
            return 0.0
        if hit.first > counted.counter >= 0 or words == [":"]:
            return _SURE
        helped = any((word,) in lists["be"] for word in self.passages.between(max(hit.first - 3, 0), hit.first))
        if len(words) > _REACH["object"] or {".", ";", "“"} & set(words) or (passive and words and helped):
            return 0.0
        within = bool(words) and (words[-1],) in lists["not_object"]
        less = 0.45 + (counted.unit == "neighbourhoods") if within else 0.0
        return 1.0 - self._cost(hit.stop, counted.first) - less

    def _score_toll(self, counted: Counted, hit: Hit) -> float:
        """Score "the death toll from the storm rose to 40", "deaths: 12"."""
        words, lists = self.passages.between(hit.stop, counted.first), english()
        if hit.stop > counted.first or len(words) > _REACH["toll"] or counted.unit == "money":
            return 0.0
        if counted.counter >= 0 and hit.first >= counted.counter - 2:
            return 0.85 - 0.01 * len(words)
        strange = [word for word in words if (word,) not in lists["links"]]
        if (words and len(strange) == len(words)) or {",", ";", ".", "and"} & set(strange[-2:]):
            return 0.0
        return 0.0 if words[-1:] in (["in"], ["on"], ["the"]) else _SURE - 0.05 * len(strange) - 0.02 * len(words)

    def _tallied(self, at: int) -> Match | None:
        """Return what a number has from a noun before it: "of the deaths, 54 have been confirmed"."""
        one, verbs = self.counted[at], english()["tallied"]
        tallied = any((word,) in verbs for word in self.passages.between(one.number.stop, one.stop + 5))
        if self.found[at] or not tallied or not (one.bare or one.adopted or (one.thing,) in verbs):
            return None
        named = [hit for hit in self._hits_near(one) if hit.is_noun and hit.stop <= one.first]
        indicator = self.lexicon.indicator_for(named[-1].forms[0].predicate, None) if named else None
        return Match(0.5, indicator, "named before it, and confirmed or reported") if indicator else None

    def _inherited(self, at: int) -> Match | None:
        """Return what a number has from the one before: "including five children", "from 20 to 30", "9 in B"."""
        before, one, lists = self.counted[at - 1], self.counted[at], english()
        apart = one.sentence.index - before.sentence.index
        if not self.found[at - 1] or apart > 4 or one.is_share or "money" in (one.unit, before.unit):
            return None
        best, unit = self.found[at - 1][0], None if one.adopted else one.unit
        between = self.passages.between(before.stop, one.first)
        if unit is not None and unit != self.units[best.indicator]:
            other = self.lexicon.indicator_for(best.predicate, unit) if best.predicate and not apart else None
            same = lists["restated"].before(self.passages.tokens.words, one.first) and len(between) < 4
            return Match(best.score * 0.85, other, "the same in another unit", best.hit) if other and same else None
        if apart < 2 and (one.number.listed or lists["of_them"].at(self.passages.tokens.words, one.number.stop)):
            return Match(min(best.score, 0.85), best.indicator, "listed within the number before it")
        if not apart and not unit and self.passages.is_bracketed(one):
            return Match(best.score * 0.85, best.indicator, "in brackets after what it tells apart")
        same = unit is not None and unit == self.units[best.indicator] and not self.found[at]
        if (one.bare or one.adopted or same) and _is_counter(self.passages.between(max(one.first - 6, 0), one.first)):
            return Match(0.5, best.indicator, "the number spoken of before")
        told_apart = unit is not None or (one.thing,) in lists["states"]
        opened = between[-1:] == ["("] and (one.thing,) in lists["states"]
        if not apart and told_apart and between and (opened or all(word in _LISTING for word in between)):
            return Match(best.score * 0.85, best.indicator, "in one list with the number before it")
        own = self.units[self.found[at][0].indicator] if self.found[at] else None
        strange = own is not None and (unit is not None or own != self.units[best.indicator])
        if apart or not self.passages.is_people(one) or len(between) > 12 or strange:
            return None
        rowed = bool(between) and (between[-1],) in lists["row"]
        return Match(min(best.score, 0.6), best.indicator, "in one row with the number before it") if rowed else None

    def _coordinated(self, at: int) -> Match | None:
        """Return what a number has from the one after: "250,000 houses and 30,000 shops collapsed"."""
        one, other, joins = self.counted[at], self.counted[at + 1], english()["coordinate"]
        sure = bool(self.found[at]) and self.found[at][0].score >= 0.6
        if sure or not self.found[at + 1] or one.sentence is not other.sentence:
            return None
        between, best = self.passages.between(one.stop, other.first), self.found[at + 1][0]
        if best.predicate is None or best.hit is None or best.predicate.takes == "noun" or not 0 < len(between) < 5:
            return None
        shared = between[0] == "of" and one.is_share
        joined = all((word,) in joins for word in between[:-1]) and any((word,) in joins for word in between)
        joined = joined and between[-1] != "with"
        if not shared and not (joined and best.hit.first >= other.number.stop):
            return None
        indicator, _ = self._choose(one, best.predicate)
        reason = f"with the next number: {best.reason}"
        return Match(best.score * 0.9, indicator, reason, best.hit, best.predicate) if indicator else None


def _find_aside(words: list[str]) -> int:
    """Return the length of an aside that opens *words*: in brackets, or ", including two children,"."""
    closing = {"(": ")", ",": ","}.get(words[0] if words else "")
    if closing is None or closing not in words[1:] or (closing == "," and not english()["asides"].at(words, 1)):
        return 0
    return words.index(closing, 1) + 1


def _is_counter(words: list[str]) -> bool:
    """Whether words lead from "the number", "the toll" to its value."""
    at = max((place for place, word in enumerate(words) if (word,) in english()["counters"]), default=-1)
    return 0 <= at < len(words) - 1 and all((word,) in english()["links"] for word in words[at + 1 :])
