"""Where: places of the vocabulary by their names, countries, other names after in, at, near …, and the main place."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dashboard.reading.lexicon import english, make_id, pattern, peoples
from dashboard.reading.passages import LONGEST_LIFE, Counted, Passages, Sentence, around
from dashboard.reading.proposals import Document, Guess, Span
from dashboard.records.folding import fold_searched

_MAX_NAME = 7
_FAR = 50.0
# The first sentence of so many words is the lead; how much places weigh up to it, and after it.
_LONG, _LEAD, _LATER = 12, 4.0, 0.8


@dataclass(slots=True)
class Mention:
    """A place that a text names: ``id`` in the vocabulary or as a new row would have it; ``lead`` the word of place.

    An ``aside`` tells where somebody spoke, or of whom, and not where it happened.
    """

    first: int
    stop: int
    span: Span
    name: str
    id: str
    known: bool
    lead: str
    sentence: Sentence
    aside: bool


class Places:
    """The places of one text; ``main`` is the one that it is about."""

    def __init__(self, passages: Passages, document: Document, voices: list[Span]) -> None:
        self.passages, self.vocabulary, self.words = passages, passages.lexicon.vocabulary, passages.tokens.words
        self.lists, self.voices = english()["places"], sorted(voices)
        self.datelines = [Span(*match.span()) for match in pattern("dateline").finditer(passages.text)]
        self.lands, self.names = passages.lexicon.lands, dict(passages.lexicon.places)
        self.names |= self._find_new()
        self.opening = {words[0] for words in self.names}
        mentions = list(self._find_mentions())
        self.main = self._find_main(document, mentions)
        self.mentions = [one for one in mentions if not one.aside]

    def _find_new(self) -> dict[tuple[str, ...], str]:
        """Return names after a word of place that neither the vocabulary nor the list of countries has."""
        found: dict[tuple[str, ...], str] = {}
        storms = {self.words[at + 1] for at, word in enumerate(self.words[:-1]) if (word,) in self.lists["storms"]}
        text, tokens, capital = self.passages.text, self.passages.tokens, self.passages.is_capital
        for at in range(len(self.words)):
            inner = capital(at - 1) and (self.words[at - 1],) not in self.lists["leads"]
            if not capital(at) or inner or self.words[at] in storms:
                continue
            stop = self._name_end(at)
            words = tuple(self.words[at:stop])
            if len(" ".join(words)) < 3 or self.passages.sentence_at(tokens.starts[at]).is_headline:
                continue
            settled = (tokens.word(stop),) in self.lists["settled"]
            bracketed = tokens.word(stop) == "(" and tokens.word(stop + 2) == ")"
            bracketed = bracketed and tokens.readings.get(stop + 1, (0, None))[0] > LONGEST_LIFE
            known = (
                words[-1:] in self.lists["no_place_end"]
                or words in self.names
                or " ".join(words) in peoples()
                or all((word,) in self.lists["kinds"] for word in words)
                or any(words[at:] in self.names for at in range(1, len(words)))
            )
            known = known or bool(self.lists["no_place"].at(words, 0)) or self._is_voice(stop)
            name = text[tokens.starts[at] : tokens.ends[stop - 1]]
            acronym = name.isupper() and len(name) < 6
            if not known and not acronym and (settled or bracketed or self._lead(at)):
                found.setdefault(words, make_id(name))
        return found

    def _name_end(self, first: int) -> int:
        """Return where a name ends: Urm al-Kubra, Port-au-Prince, Santa Cruz de la Sierra."""
        at, tokens, capital = first + 1, self.passages.tokens, self.passages.is_capital
        while at < min(first + _MAX_NAME, len(self.words)):
            gap, word = self.passages.text[tokens.ends[at - 1] : tokens.starts[at]], self.words[at]
            if word in ("’", "'") and tokens.touches(at) and tokens.touches(at + 1) and capital(at + 1):
                at += 2  # Grand'Anse
                continue
            small = (word,) in self.lists["particles"] and capital(at + 1) and (word not in ("and", "of") or gap == "-")
            if gap not in (" ", "-") or not (capital(at) or small):
                break
            at += 1
        return at

    def _lead(self, at: int) -> str:
        """Return the word of place before a name: "in", also of "in the hard-to-reach town of"; "" where none is."""
        kinds, sides, settled = self.lists["kinds"], self.lists["sides"], False
        named = at > 1 and self.words[at - 1] == "," and (self.words[at - 2],) in self.lists["kinds"]
        for back in range(at - 1 - named, max(at - 9, -1), -1):
            word, before = self.words[back], (self.words[back - 1],) if back else ("",)
            if (word,) in self.lists["leads"] and not (word == "of" and settled):
                if before in self.lists["offices"] and self.passages.is_capital(back - 1):
                    return ""
                certain = settled or word not in ("of", "to", "on") or before in kinds or before in sides
                return word if certain or before in self.lists["movers"] else ""
            settled = settled or (word,) in kinds
            passed = settled or (word,) in sides or word in ("the", "a", "of")
            if not passed or self.passages.tokens.kinds[back] != "word":
                break
        return ""

    def _is_voice(self, stop: int) -> bool:
        """Whether a name is that of somebody who says something, or ends in Ministry, Observatory, agency …"""
        say, last, after = english()["say"], (self.words[stop - 1],), tuple(self.words[stop : stop + 1])
        return (last in say["voices"] and last not in self.lists["kinds"]) or after in say["verbs"]

    def _find_mentions(self) -> Iterator[Mention]:
        """Yield every place that the text names with a capital letter, a direction before it taken in."""
        at, tokens = 0, self.passages.tokens
        while at < len(self.words):
            stop = self._match(at) if self.words[at] in self.opening else 0
            if not stop:
                at += 1
                continue
            first, key = at, self.names[tuple(self.words[at:stop])]
            while first > 0 and (self.words[first - 1],) in self.lists["sides"]:
                first -= 1
            last = stop + ((tokens.word(stop),) in self.lists["kinds"])
            span = Span(tokens.starts[first], tokens.ends[last - 1])
            name = self.passages.text[slice(*span)]
            whole = self.names.get(tuple(self.words[first:stop])) or self.names.get(tuple(self.words[first:last]))
            key = whole or (make_id(name) if first < at and key not in self.vocabulary.places else key)
            known, sentence = key in self.vocabulary.places, self.passages.sentence_at(span.start)
            yield Mention(first, last, span, name, key, known, self._lead(at), sentence, self._is_aside(span, at))
            at = stop

    def _match(self, at: int) -> int:
        """Return the end of the longest name at a token; 0 where none is, or it is a currency's."""
        tokens, capital = self.passages.tokens, self.passages.is_capital
        for stop in range(min(at + _MAX_NAME, len(self.words)), at, -1):
            words, after = tuple(self.words[at:stop]), tokens.word(stop)
            if words in self.names:
                dollar = after in ("dollar", "dollars") or (after == "$" and tokens.touches(stop))
                if words in self.lands and len(words[0]) < 4:  # CAR, and not a car
                    named = self.passages.text[tokens.starts[at] : tokens.ends[at]].isupper()
                else:
                    named = capital(at) or capital(stop - 1) or not words[0].isascii()
                return stop if named and not dollar else 0
        return 0

    def _is_aside(self, span: Span, at: int) -> bool:
        text = self.passages.text
        if any(line.start <= span.start < line.end for line in _about(self.datelines, span)):
            return True
        for voice in _about(self.voices, span):
            joined = 0 < span.start - voice.end < 10 and pattern("of_voice").fullmatch(text, voice.end, span.start)
            last = self.words[self.passages.token_at(span.end - 1)]
            itself = voice.end == span.end and (last,) in self.lists["settled"]  # Norra state reported
            if (voice.start <= span.start < voice.end and not itself) or joined:
                return True
        before = self.passages.tokens.ends[at - 2] + 1 if at > 1 else span.start
        owner = pattern("owner").match(text[span.end : span.end + 50])
        owned = owner is not None and (owner[1].lower(),) in english()["say"]["voices"]
        office = re.fullmatch(r"[A-Z]{3,6} ", text[max(span.start - 6, 0) : span.start].lstrip("\n")) is not None
        return owned or office or pattern("told_at").search(text, max(before - 60, 0), before) is not None

    def _find_main(self, document: Document, mentions: list[Mention]) -> Guess:
        weights: dict[str, float] = defaultdict(float)
        lead = next((one.index for one in self.passages.sentences if one.stop - one.first >= _LONG), 0)
        for one in mentions:
            early = _LEAD if one.sentence.index <= lead else 1.5 if one.sentence.index == lead + 1 else _LATER
            weight = (0.3 if one.aside else early) * (1.6 if one.lead else 1.0)
            weights[one.id] += weight * (0.5 if self._owns(one) else 1.0)
        title, firsts = fold_searched(document.title or ""), {one.id: one for one in reversed(mentions)}
        for key, one in firsts.items():
            weights[key] += 4.0 * (fold_searched(one.name) in title)
        for at, word in enumerate(self.words):
            if word in peoples() and self.passages.is_capital(at):
                weights[make_id(peoples()[word])] += 0.4
        ranked = sorted(weights, key=lambda key: -weights[key])
        if not ranked:
            return Guess(None, 0.0, "the text names no place", "default")
        sure = min(0.9, 0.4 + weights[ranked[0]] / sum(weights.values()))
        span = firsts[ranked[0]].span if ranked[0] in firsts else None
        reason = "named most often, in title and first sentences most"
        return Guess(ranked[0], sure, reason, "default", span, tuple(ranked[1:4]))

    def place_of(self, counted: Counted, words: Span | None) -> Guess:
        """Return where a number belongs: the place that its sentence names nearest, else one before, else the main."""
        sentence, main = counted.sentence, self.main
        near = [one for one in around(self.mentions, counted.first) if one.sentence is sentence]
        costs = sorted(((self._cost(counted, words, one), at) for at, one in enumerate(near)))
        ranked = [near[at] for cost, at in costs if cost < _FAR]
        ranked = ranked or [near[at] for _, at in costs[:1] if near[at].first < counted.first]
        if ranked:
            best = ranked[0]
            reason = f"the sentence names {best.name}{'' if best.known else ', which is new'}"
            named = dict.fromkeys([*(one.id for one in ranked), main.value])
            others = tuple(key for key in named if key not in (best.id, None))
            return Guess(best.id, 0.85 if best.known else 0.7, reason, "stated", best.span, others)
        country, reference = self._refers(sentence.index)
        at = bisect_left(self.mentions, sentence.first, key=lambda one: one.first) - 1
        last = None if at < 0 or country or self._is_listed(at) else self.mentions[at]
        beside = last and last.sentence.paragraph == sentence.paragraph and last.sentence.index == sentence.index - 1
        if last and (reference or beside):
            reason = f"carried over from {last.name} in a sentence before"
            return Guess(last.id, 0.5, reason, "carried", last.span, (main.value,))
        reason = "the place that the report is about"
        return Guess(main.value, main.confidence * 0.8, reason, "default", None, main.others)

    def _is_listed(self, at: int) -> bool:
        """Whether a mention is one of a list, "Banke and Bardiya", so that what follows is about neither alone."""
        stop = self.mentions[at].stop
        gap = self.words[self.mentions[at - 1].stop : self.mentions[at].first] if at else []
        opens = self.passages.tokens.word(stop) == "and" and self.passages.is_capital(stop + 1)
        return opens or gap in (["and"], [",", "and"], [","])

    @lru_cache(maxsize=64)  # noqa: B019 - many numbers of one sentence ask, and the places go with their text
    def _refers(self, index: int) -> tuple[bool, bool]:
        """Whether a sentence speaks of "the country", and of "the city", "the region"."""
        part = range(self.passages.sentences[index].first, self.passages.sentences[index].stop)
        country, reference = self.lists["country"], self.lists["reference"]
        return any(country.at(self.words, at) for at in part), any(reference.at(self.words, at) for at in part)

    def _owns(self, one: Mention) -> bool:
        """Whether a mention tells whose a narrower place is: the India of "India's Assam state"."""
        return self.passages.text[one.span.end : one.span.end + 2] in ("’s", "'s")

    def _cost(self, counted: Counted, words: Span | None, one: Mention) -> float:
        """Return how far a mention is from a number: what follows its predicate is nearer than what stands before."""
        passages, tokens = self.passages, self.passages.tokens
        if words and words.start < one.span.start < words.end:
            return 3.0
        if tokens.word(one.stop) == "(" and one.stop + 1 in passages.number_firsts:
            return 0.0 if one.stop + 1 == counted.number.first else 60.0
        start = min(counted.first, passages.token_at(words.start)) if words else counted.first
        stop = max(counted.stop, passages.token_at(words.end - 1) + 1) if words else counted.stop
        follows = one.first >= counted.stop
        gap = range(stop, one.first) if follows else range(one.stop, start)
        cost = len(gap) + 6.0 * min(sum(tokens.words[at] == "," for at in gap), 3)
        numbers = [at for at in gap if at in passages.number_firsts]
        apart = numbers and not {"when", "after"} & set(tokens.words[numbers[-1] : one.first])
        cost += bool(apart) * (40.0 if follows else 14.0)
        breaks = english()["breaks"]
        cost += sum(12.0 * ((tokens.words[at],) in breaks and tokens.words[at] != "where") for at in gap)
        within = max((at for at in range(max(one.first - 12, 0), one.first) if tokens.words[at] == ","), default=-1)
        aside = within >= 0 and tokens.words[within + 1] == "including"
        cost += 40.0 * (aside and not within < counted.first < one.stop)
        cost += 25.0 * (one.lead == "from" and one.first == counted.stop + 1 and counted.unit == "people")
        land = tuple(tokens.words[one.first : one.stop]) in self.lands
        return cost + 8.0 * self._owns(one) + 7.0 * (not follows) + 9.0 * (not one.lead) + 5.0 * land


def _about(spans: list[Span], span: Span) -> list[Span]:
    """Return the spans next to one, of many in order."""
    at = bisect_left(spans, span)
    return spans[max(at - 3, 0) : at + 2]
