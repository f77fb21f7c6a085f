"""Where: places of the vocabulary by their names, countries, other names after in, at, near …, and the main place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.collection.vocabulary import Vocabulary, names_of
from dashboard.reading.passages import Counted, Passages, Sentence
from dashboard.reading.proposals import Document, Guess, Span
from dashboard.reading.words import countries, english, fold_phrase, make_id
from dashboard.records.folding import fold_searched

_MAX_NAME = 7
_DATELINE = re.compile(
    r"(?m)^[A-ZÀ-Þ][A-ZÀ-Þ’' .-]{2,30}(?:, [A-Z][A-Za-z. ]{2,25}?)?(?:,? (?:[A-Z][a-z]+\.? \d{1,2}|\([A-Z][\w ]+\)))* ?"
    r"(?:[-—–:]|--|(?<=[A-Z]{4}) )|^[A-Z][a-z]+ [-—–] |^[A-Z][\w.’' -]{2,30}(?:, [A-Z][\w. ]{1,25})? \([A-Z]\w+(?: \w+)?\) ?[-—–]"
)
_TOLD_AT = re.compile(
    r"\b(?:speaking|reporters|based|statement|briefing|conference|editing|reporting|journalists|headquarters|interview|"
    r"telephone|phone|meeting|office|talks|summit) (?:\w+ ){0,4}$",
    re.IGNORECASE,
)
_OF_VOICE = re.compile(r" (?:in|at|of|for|from)(?: the)? ")
_FAR = 50.0


@dataclass(slots=True)
class Mention:
    """A place that a text names: ``id`` in the vocabulary or as a new row would have it; ``lead`` the word of place."""

    span: Span
    first: int
    stop: int
    name: str
    id: str
    known: bool
    lead: str
    sentence: Sentence
    aside: bool


class Places:
    """The places of one text; ``main`` is the one that it is about."""

    def __init__(self, passages: Passages, document: Document, vocabulary: Vocabulary, asides: list[Span]) -> None:
        self.passages, self.vocabulary, self.words = passages, vocabulary, passages.tokens.words
        self.lists, self.asides = english()["places"], asides
        self.datelines = [match.span() for match in _DATELINE.finditer(passages.text)]
        named = [
            (name, place.id) for place in vocabulary.places.values() for name in names_of(place) if name != place.id
        ]
        self.names = {fold_phrase(name): key for name, key in named}
        lands = {land.name: land for land in countries().values()}.values()
        self.lands = {fold_phrase(name): make_id(land.name) for land in lands for name in land.names}
        self.names = self.lands | self._find_new() | self.names
        self.opening = {words[0] for words in self.names}
        self.mentions = list(self._find_mentions())
        self.main = self._find_main(document)

    def _find_new(self) -> dict[tuple[str, ...], str]:
        """Return names after a word of place that neither the vocabulary nor the list of countries has."""
        found: dict[tuple[str, ...], str] = {}
        storms = {self.words[at + 1] for at, word in enumerate(self.words[:-1]) if (word,) in self.lists["storms"]}
        for at in range(1, len(self.words)):
            if not self.passages.is_capital(at) or self.passages.is_capital(at - 1):
                continue
            stop = self._name_end(at)
            settled = (self.words[stop] if stop < len(self.words) else "",) in self.lists["settled"]
            if not (settled or self._lead(at)):
                continue
            words = tuple(self.words[at:stop])
            if (
                self.lists["no_place"].at(words, 0)
                or words in self.names
                or " ".join(words) in countries()
                or self._is_voice(stop)
                or words[0] in storms
            ):
                continue
            shouted = self.passages.text[self.passages.tokens.starts[at] : self.passages.tokens.ends[stop - 1]]
            if len(words[0]) < 3 or (shouted.isupper() and len(shouted) < 6):
                continue
            found.setdefault(words, make_id(shouted))
        return found

    def _name_end(self, first: int) -> int:
        """Return where a name ends: Urm al-Kubra, Port-au-Prince, Santa Cruz de la Sierra."""
        at, tokens = first + 1, self.passages.tokens
        while at < min(first + _MAX_NAME, len(self.words)):
            gap = self.passages.text[tokens.ends[at - 1] : tokens.starts[at]]
            small = self.words[at] in (
                "al",
                "el",
                "de",
                "du",
                "la",
                "le",
                "au",
                "and",
                "des",
                "do",
                "da",
                "of",
            ) and gap in (" ", "-")
            ahead = small and self.passages.is_capital(at + 1) and (self.words[at] not in ("and", "of") or gap == "-")
            if gap not in (" ", "-") or not (self.passages.is_capital(at) or ahead):
                break
            at += 1
        return at

    def _lead(self, at: int) -> str:
        """Return the word of place before a name: "in", also over "the hard-to-reach town of"; "" where there is none."""
        kind, sides = self.lists["kinds"], self.lists["sides"]
        settled, back = False, at - 1
        while back >= max(at - 8, 0):
            word = self.words[back]
            if (word,) in self.lists["leads"] and not (word == "of" and settled):
                weak = word in ("of", "to", "on") and not settled
                before = tuple(self.words[max(back - 1, 0) : back])
                return (
                    ""
                    if weak
                    and before not in kind
                    and before not in sides
                    and not (
                        word == "to" and before[-1:] in (("fled",), ("sent",), ("flown",), ("returned",), ("back",))
                    )
                    else word
                )
            settled = settled or (word,) in kind
            if (
                not (settled or (word,) in sides or word in ("the", "a", "of"))
                or self.passages.tokens.kinds[back] != "word"
            ):
                return ""
            back -= 1
        return ""

    def _is_voice(self, stop: int) -> bool:
        """Whether a name is that of somebody who says something, or ends in Ministry, Observatory, agency …"""
        say, last = english()["say"], (self.words[stop - 1],)
        after = tuple(self.words[stop : stop + 1])
        return (last in say["voices"] and last not in self.lists["kinds"]) or after in say["verbs"]

    def _find_mentions(self) -> Iterator[Mention]:
        """Yield every place that the text names with a capital letter, a direction before it taken in."""
        at, tokens = 0, self.passages.tokens
        while at < len(self.words):
            stop = self._match(at) if self.words[at] in self.opening else 0
            if not stop:
                at += 1
                continue
            first = at
            key = self.names[tuple(self.words[at:stop])]
            while first > 0 and (self.words[first - 1],) in self.lists["sides"]:
                first -= 1
            sided = tuple(self.words[first:stop])
            last = stop + ((self.words[stop],) in self.lists["kinds"] if stop < len(self.words) else 0)
            span = Span(tokens.starts[first], tokens.ends[last - 1])
            name = self.passages.text[slice(*span)]
            key = (
                self.names.get(sided)
                or self.names.get(tuple(self.words[first:last]))
                or (make_id(name) if first < at and key not in self.vocabulary.places else key)
            )
            sentence = self.passages.sentence_at(span.start)
            yield Mention(
                span,
                first,
                last,
                name,
                key,
                key in self.vocabulary.places,
                self._lead(at),
                sentence,
                self._is_aside(span, at),
            )
            at = stop

    def _match(self, at: int) -> int:
        for stop in range(min(at + _MAX_NAME, len(self.words)), at, -1):
            if tuple(self.words[at:stop]) in self.names:
                capital = (
                    self.passages.is_capital(at) or self.passages.is_capital(stop - 1) or not self.words[at].isascii()
                )
                dollar = self.passages.text[self.passages.tokens.ends[stop - 1] :][:1] == "$" or self.words[
                    stop : stop + 1
                ] in (["dollar"], ["dollars"])
                return stop if capital and not dollar else 0
        return 0

    def _is_aside(self, span: Span, at: int) -> bool:
        """Whether a mention tells where somebody spoke, or of whom, and not where it happened."""
        text = self.passages.text
        if any(start <= span.start < end for start, end in self.datelines):
            return True
        for aside in self.asides:
            joined = 0 < span.start - aside.end < 10 and _OF_VOICE.fullmatch(text, aside.end, span.start)
            if aside.start <= span.start < aside.end or joined:
                return True
        before = self.passages.tokens.ends[at - 2] + 1 if at > 1 else span.start
        owner = re.match(r"['’]s? (?:[\w-]+ ){0,2}?(\w+)", text[span.end : span.end + 50])
        voiced = owner is not None and (owner[1].lower(),) in english()["say"]["voices"]
        office = re.fullmatch(r"[A-Z]{3,6} ", text[max(span.start - 6, 0) : span.start].lstrip("\n")) is not None
        return voiced or office or _TOLD_AT.search(text, max(before - 60, 0), before) is not None

    def _find_main(self, document: Document) -> Guess:
        weights: dict[str, float] = defaultdict(float)
        title = fold_searched(document.title or "")
        for one in self.mentions:
            early = 3.0 if one.sentence.index < 2 else 2.0 if one.sentence.index < 4 else 1.0
            weights[one.id] += (0.3 if one.aside else early) * (1.3 if one.lead else 1.0)
        names = {one.id: one for one in reversed(self.mentions)}
        for key, one in names.items():
            weights[key] += 4.0 * (fold_searched(one.name) in title)
        for at, word in enumerate(self.words):
            land = countries().get(word)
            if land is not None and (word,) not in self.lands and self.passages.is_capital(at):
                weights[make_id(land.name)] += 0.4
        ranked = sorted(weights, key=lambda key: -weights[key])
        if not ranked:
            return Guess(None, 0.0, "the text names no place", "default")
        sure = min(0.9, 0.4 + weights[ranked[0]] / sum(weights.values()))
        span = names[ranked[0]].span if ranked[0] in names else None
        return Guess(
            ranked[0], sure, "named most often, in title and first sentences most", "default", span, tuple(ranked[1:4])
        )

    def place_of(self, counted: Counted, words: Span | None) -> Guess:
        """Return where a number belongs: the place that its sentence names nearest, else one before, else the main."""
        sentence, main = counted.sentence, self.main
        near = [
            (self._cost(counted, words, one), one)
            for one in self.mentions
            if one.sentence is sentence and not one.aside
        ]
        ranked = [one for cost, one in sorted(near, key=lambda pair: pair[0]) if cost < _FAR]
        if ranked:
            best, reason = (
                ranked[0],
                f"the sentence names {ranked[0].name}{'' if ranked[0].known else ', which is new'}",
            )
            others = dict.fromkeys([*(one.id for one in ranked[1:]), *([main.value] if main.value else [])])
            others.pop(best.id, None)
            return Guess(best.id, 0.85 if best.known else 0.7, reason, "stated", best.span, tuple(others))
        country = any(self.lists["country"].at(self.words, at) for at in range(sentence.first, sentence.stop))
        refers = any(self.lists["reference"].at(self.words, at) for at in range(sentence.first, sentence.stop))
        before = [
            one
            for one in self.mentions
            if not one.aside
            and one.sentence.index < sentence.index
            and (refers or one.sentence.paragraph == sentence.paragraph)
        ]
        if before and not country:
            reason = f"carried over from {before[-1].name} in a sentence before"
            return Guess(before[-1].id, 0.5, reason, "carried", before[-1].span, (main.value,))
        return Guess(
            main.value, main.confidence * 0.8, "the place that the report is about", "default", None, main.others
        )

    def _cost(self, counted: Counted, words: Span | None, one: Mention) -> float:
        """Return how far a mention is from a number: what follows its predicate is nearer than what stands before."""
        passages, tokens = self.passages, self.passages.tokens
        if words and words.start < one.span.start < words.end:
            return 3.0
        start = min(counted.first, passages.token_at(words.start)) if words else counted.first
        stop = max(counted.stop, passages.token_at(words.end - 1) + 1) if words else counted.stop
        follows = one.first >= counted.stop
        first, last = (stop, one.first) if follows else (one.stop, start)
        gap = range(first, max(first, last))
        cost = len(gap) + 6.0 * min(sum(tokens.words[at] == "," for at in gap), 3)
        cost += any(at in passages.number_firsts for at in gap) * (40.0 if follows else 14.0)
        cost += sum(12.0 * ((tokens.words[at],) in english()["breaks"]) for at in gap)
        land = tuple(tokens.words[one.first : one.stop]) in self.lands
        owner = passages.text[one.span.end : one.span.end + 2] in ("’s", "'s")
        return cost + 8.0 * owner + 7.0 * (not follows) + 9.0 * (not one.lead) + 5.0 * land
