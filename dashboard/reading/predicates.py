"""What a number counts and what happened to it: the predicate of the lexicon that stands to it as it should."""

from itertools import pairwise
from typing import NamedTuple

from dashboard.reading.lexicon import Predicate, english
from dashboard.reading.parser import weigh
from dashboard.reading.passages import Counted, Hit, Passages, around
from dashboard.reading.proposals import Span

_THRESHOLD, _SURE, _WEAK, _PER_WORD = 0.3, 0.95, 0.75, 0.06


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
            if one.bare and before.noun and one.sentence is before.sentence:
                alone = self.match(one)
                people = bool(alone) and self.units[alone[0].indicator] == "people"
                if not people or before.noun.unit == "people":  # "988 houses were hit, 556 of them destroyed"
                    one.noun, one.adopted = before.noun, True
        self.found = [self.match(one) for one in counted]
        for at in range(1, len(counted)):
            if (match := self._inherited(at)) is not None:
                better = (one for one in self.found[at] if one.indicator != match.indicator or one.score > match.score)
                self.found[at] = sorted([match, *better], key=lambda one: -one.score)
        self.found = [[match for match in matches if match.score >= _THRESHOLD] for matches in self.found]

    def match(self, counted: Counted) -> list[Match]:
        """Return the indicators that the words of its own sentence give a number, best first, each once."""
        matches: dict[str, Match] = {}
        tokens = self.passages.tokens
        for hit in around(counted.sentence.hits, counted.first):
            words = Span(tokens.starts[hit.first], tokens.ends[hit.stop - 1])
            for predicate, passive in hit.forms:
                score, role = self._score(counted, hit, predicate.takes, passive)
                if self.passages.parse is not None and predicate.takes in ("subject", "object"):
                    counts = Span(tokens.starts[counted.first], tokens.ends[counted.stop - 1])
                    score = weigh(self.passages.parse, score, predicate.takes, counts, words)
                within = (
                    counted.is_share and counted.number.stop <= hit.first < counted.stop
                )  # a third of the displaced
                score *= _WEAK if predicate.weak else 0.4 if within else 1
                unit, share = (None, False) if predicate.takes == "noun" else (counted.unit, counted.is_share)
                indicator = self.lexicon.indicator_for(predicate, unit, share) if score > 0 else None
                if indicator and counted.unit is None and not counted.is_share:  # what is not named may well be people
                    score *= 0.9 if (self.units[indicator] == "people") != bool(counted.thing) else 0.7
                if indicator and (indicator not in matches or matches[indicator].score < score):
                    reason = f"{role} “{self.passages.text[slice(*words)]}”"
                    matches[indicator] = Match(score, indicator, reason, hit, predicate)
        return sorted(matches.values(), key=lambda match: -match.score)

    def _score(self, counted: Counted, hit: Hit, takes: str, passive: bool) -> tuple[float, str]:
        """Return how well a number stands to a predicate, and as what."""
        words, lists = self.passages.tokens.words, english()
        if takes == "noun":
            own = hit in counted.own and not counted.is_share and counted.unit != "money"
            return (_SURE if own else 0.0), "what is counted:"
        if hit.stop <= counted.first:
            gap = words[hit.stop : counted.first]
            if any((word,) in lists["turns"] for word in gap):  # "missing after two boats sank"
                return 0.0, ""
            if hit.stop > counted.counter >= 0:
                linked = not gap and (words[hit.first],) in lists["links"]
                return (0.0 if linked else _SURE - 0.01 * len(gap)), "the number of"
            helped = any((word,) in lists["be"] for word in words[max(hit.first - 3, 0) : hit.first])
            if takes == "subject" or (gap and helped):  # not "were killed and 80 injured"
                return (0.0 if gap else 0.5), "subject of"
            return 1.0 - _PER_WORD * len(gap), "the number after" if takes == "toll" else "object of"
        gap = words[counted.stop : hit.first]
        if gap[:1] == ["("] and ")" in gap:
            gap = gap[gap.index(")") + 1 :]  # "40 families (212 people) displaced"
        helped = any((word,) in lists["be"] for word in gap[-4:])
        if takes == "subject" or (passive and (helped or len(gap) < 3)):  # not "40 shells hit it"
            return 1.0 - _PER_WORD * len(gap), "subject of"
        named = takes == "object" and len(gap) < 2 and self.passages.is_capital(hit.first - 1)
        return (_WEAK if named else 0.0), "object of"  # "2.5 million WFP needs to reach"

    def _inherited(self, at: int) -> Match | None:
        """Return what a number has from the one before: "including five children", "from 20 to 30", "9 in B"."""
        before, one, words = self.counted[at - 1], self.counted[at], self.passages.tokens.words
        apart, unit = one.sentence.index - before.sentence.index, None if one.adopted else one.unit
        if not self.found[at - 1] or one.is_share or apart > 4:
            return None
        best, own = self.found[at - 1][0], self.found[at]
        if unit not in (None, self.units[best.indicator]):
            return None
        between = words[before.stop : one.first]
        of_them = english()["of_them"]
        if apart < 2 and (one.number.listed or of_them.at(words, one.number.stop) or of_them.before(words, one.first)):
            return Match(min(best.score, 0.85), best.indicator, "listed within the number before it")
        if one.counter >= 0 and not own:
            return Match(0.5, best.indicator, "the number spoken of before")
        rowed = not apart and bool(between) and (between[-1],) in english()["row"]
        known = unit is not None or not one.thing or (one.thing,) in english()["states"]
        like = not own or (unit is None and self.units[own[0].indicator] == self.units[best.indicator])
        fits = rowed and known and like
        return Match(min(best.score, 0.6), best.indicator, "in one row with the number before it") if fits else None
