"""A text as rules read it: its words, sentences, numbers, and where words of the lexicon stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from dashboard.collection.amounts import FoundNumber, Tokens, split_text
from dashboard.collection.number_words import find_language, no_language
from dashboard.collection.numbers import MAX_CHARACTERS, read_numbers
from dashboard.reading.lexicon import Form, Lexicon, Noun
from dashboard.reading.proposals import Span
from dashboard.reading.words import countries, english
from dashboard.records.folding import bound_marks

_SENTENCE_END = re.compile(
    r"""(?:(?<=[.!?…])["”’')\]]*[ \t\xa0]+(?=["“‘'(\[]*[A-Z0-9À-Þ])|(?<=[a-z]{2}[.!?])(?=[A-Z][a-z ])|\s*\n\s*)"""
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Maj|Brig|St|Gov|Sen|Rep|No|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|"
    r"approx|ca|vs|Ft|Mt|U\.S|U\.N|U\.K|D\.C|[A-Z])|\b[ap]\.m)\.$"
)
_QUOTED = re.compile(r"“[^“”]{1,1500}(?:”|$)|\"[^\"]{1,1500}(?:\"|$)")


class Hit(NamedTuple):
    """Where forms of predicates stand: the tokens from ``first`` up to ``stop``."""

    first: int
    stop: int
    forms: tuple[Form, ...]


@dataclass(slots=True)
class Sentence:
    """A sentence: tokens from ``first`` up to ``stop``, characters from ``start`` to ``end``, and its paragraph."""

    index: int
    first: int
    stop: int
    start: int
    end: int
    paragraph: int
    hits: list[Hit] = field(default_factory=list)


@dataclass(slots=True)
class Counted:
    """A number and what it counts: its words, from the number's qualifier up to token ``stop``.

    ``noun`` is what the lexicon knows of them, ``adopted`` where another number of the sentence has it; ``thing`` is the
    last word where the lexicon knows nothing, ``own`` are predicates that are counted themselves.
    """

    number: FoundNumber
    sentence: Sentence
    first: int
    stop: int
    noun: Noun | None = None
    thing: str = ""
    own: list[Hit] = field(default_factory=list)
    adopted: bool = False

    @property
    def span(self) -> Span:
        """Where the number stands."""
        return Span(self.number.start, self.number.end)


class Passages:
    """A text split and marked; ``counted`` are its numbers in their order."""

    def __init__(self, text: str, language: str, lexicon: Lexicon) -> None:
        self.text = text = text[:MAX_CHARACTERS]
        self.tokens = split_text(
            text if len(bound_marks(text)) == len(text) else "", find_language(language) or no_language()
        )
        self.lexicon = lexicon
        self.quoted = [match.span() for match in _QUOTED.finditer(text)]
        self.sentences = list(_split_sentences(text, self.tokens))
        self._starts = [sentence.start for sentence in self.sentences]
        for sentence in self.sentences:
            sentence.hits = list(self._find_hits(sentence))
        numbers = read_numbers(self.tokens)
        self.number_firsts = {number.first for number in numbers if number.kind != "date"}
        self.counted = [self.count(number) for number in numbers]

    def sentence_at(self, position: int) -> Sentence:
        """Return the sentence in which a character stands."""
        return self.sentences[max(bisect_right(self._starts, position) - 1, 0)]

    def token_at(self, position: int) -> int:
        """Return the first token that ends behind a character."""
        return bisect_right(self.tokens.ends, position)

    def is_capital(self, at: int) -> bool:
        """Whether a token begins with a capital letter."""
        return self.tokens.kind(at) == "word" and self.text[self.tokens.starts[at]].isupper()

    def _find_hits(self, sentence: Sentence) -> Iterator[Hit]:
        at, words, forms = sentence.first, self.tokens.words, self.lexicon.forms
        while at < sentence.stop:
            hit = forms.at(words, at)
            if hit is None or hit[0] > sentence.stop:
                at += 1
                continue
            yield Hit(at, hit[0], hit[1])
            at = hit[0]

    def count(self, number: FoundNumber) -> Counted:
        """Find what a number counts: the nouns after it, over adjectives that the lexicon does not know."""
        sentence, words = self.sentence_at(number.start), self.tokens.words
        counted = Counted(number, sentence, self.token_at(number.phrase_start), 0)
        counted.stop = at = self.token_at(number.phrase_end - 1) + 1
        if number.kind in ("share", "fraction"):
            at = next((hit[0] for hit in [self.tokens.language.per_cent.at(words, at)] if hit), at)
        at = next((hit[0] for hit in [english()["before_noun"].at(words, at)] if hit), at)
        hits, unknown = {hit.first: hit for hit in sentence.hits}, 0
        while at < sentence.stop and unknown < 4:
            noun, hit = self.lexicon.nouns.at(words, at), hits.get(at)
            own = hit is not None and any(form.predicate.takes == "noun" for form in hit.forms)
            if words[at] in ("'", "’") and words[at + 1 : at + 2] == ["s"] and counted.stop == at:
                counted.noun, counted.own, at = None, [], at + 2
            elif noun is not None or (own and hit is not None):
                stop = max(noun[0] if noun else 0, hit.stop if own and hit is not None else 0)
                inner = [hits[place] for place in range(at, stop) if place in hits]
                counted.own += [one for one in inner if any(form.predicate.takes == "noun" for form in one.forms)]
                counted.noun = noun[1] if noun else None
                counted.stop = at = stop
            elif counted.noun or counted.own or self._ends_noun(at, hit):
                break
            else:
                counted.thing, at, unknown = words[at], at + 1, unknown + 1
        if counted.noun is None and not counted.own and counted.thing:
            counted.stop = at
        elif counted.noun is None and not counted.own:
            self._take_noun_before(counted, hits)
        return counted

    def _take_noun_before(self, counted: Counted, hits: dict[int, Hit]) -> None:
        """Take the noun of "the number of houses damaged now exceeds", where it leads to a number without one."""
        words, lists = self.tokens.words, english()
        first = max(counted.first - 26, counted.sentence.first)
        at = next((at for at in range(counted.first - 2, first, -1) if lists["number_of"].at(words, at)), None)
        if at is None or not any((word,) in lists["rise"] for word in words[counted.first - 3 : counted.first]):
            return
        for place in range(at + 2, min(at + 7, counted.first)):
            noun = self.lexicon.nouns.at(words, place)
            counted.noun = noun[1] if noun else counted.noun
            own = place in hits and any(form.predicate.takes == "noun" for form in hits[place].forms)
            counted.own += [hits[place]] if own else []

    def is_people(self, counted: Counted) -> bool:
        """Whether a noun that the lexicon does not know may be people: none at all, a demonym, "Rohingya Muslims"."""
        thing = counted.thing
        return not thing or thing in countries() or (thing.endswith("s") and self.is_capital(counted.stop - 1))

    def _ends_noun(self, at: int, hit: Hit | None) -> bool:
        words = self.tokens.words
        if (words[at],) in english()["stops"] or self.tokens.kinds[at] != "word":
            return True
        return hit is not None and not any(self.lexicon.nouns.at(words, at) for at in (hit.stop, hit.stop + 1))

    def between(self, first: int, stop: int) -> list[str]:
        """Return the words of the tokens from ``first`` up to ``stop``."""
        return self.tokens.words[first:stop]


def _split_sentences(text: str, tokens: Tokens) -> Iterator[Sentence]:
    start, paragraph, index, ends = 0, 0, 0, tokens.ends
    breaks = [match.span() for match in _SENTENCE_END.finditer(text)] + [(len(text), len(text))]
    for end, following in breaks:
        newline = "\n" in text[end:following]
        if end < len(text) and not newline and _ABBREVIATED.search(text, max(end - 12, start), end):
            continue
        if newline and text[following : following + 1].islower() and text[end - 1 : end] not in ".!?:":
            continue
        first, stop = bisect_right(ends, start), bisect_right(ends, max(end - 1, 0)) + (end > start)
        stop = min(bisect_right(tokens.starts, max(end - 1, 0)), len(ends))
        if stop > first:
            yield Sentence(index, first, stop, start, end, paragraph)
            index += 1
        paragraph += newline
        start = following
