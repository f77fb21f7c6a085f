"""A text as rules read it: its words, sentences, numbers, where words of the lexicon stand, and which numbers are no
figures.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, TypeVar

from dashboard.collection.number_words import Tokens, find_language
from dashboard.collection.numbers import MAX_CHARACTERS, FoundNumber, read_numbers
from dashboard.reading.lexicon import Form, Lexicon, Noun, english, pattern
from dashboard.reading.parser import parse_text
from dashboard.reading.proposals import Span

LONGEST_LIFE = 110
_DASHES = ("-", "‑", "–")


class _Placed(Protocol):
    @property
    def first(self) -> int: ...


T = TypeVar("T", bound=_Placed)


class Hit(NamedTuple):
    """Where forms of predicates stand: the tokens from ``first`` up to ``stop``."""

    first: int
    stop: int
    forms: tuple[Form, ...]

    @property
    def is_noun(self) -> bool:
        """Whether the words may be counted themselves."""
        return any(predicate.takes == "noun" for predicate, _ in self.forms)


@dataclass(slots=True)
class Sentence:
    """A sentence: tokens from ``first`` up to ``stop``, characters from ``start`` to ``end``, and its paragraph."""

    index: int
    first: int
    stop: int
    start: int
    end: int
    paragraph: int
    is_headline: bool = False
    hits: list[Hit] = field(default_factory=list)


@dataclass(slots=True)
class Counted:
    """A number and what it counts: its words, from the number's qualifier up to token ``stop``.

    ``noun`` is what the lexicon knows of them, ``adopted`` from another number of the sentence; ``thing`` is the last
    word where the lexicon knows nothing; ``own`` are predicates that are counted themselves. ``counter`` is where "the
    number of" stands that leads to it, -1 where none does.
    """

    number: FoundNumber
    sentence: Sentence
    first: int
    stop: int
    noun: Noun | None = None
    thing: str = ""
    own: list[Hit] = field(default_factory=list)
    adopted: bool = False
    counter: int = -1

    @property
    def span(self) -> Span:
        """Where the number stands."""
        return Span(self.number.start, self.number.end)

    @property
    def unit(self) -> str | None:
        """In what is counted, None where the lexicon does not know the noun."""
        return "money" if self.number.kind == "money" else self.noun.unit if self.noun else None

    @property
    def bare(self) -> bool:
        """Whether nothing follows that it could count."""
        return self.noun is None and not self.thing

    @property
    def is_share(self) -> bool:
        """Whether it is a part of something: per cent, a third, one in five."""
        number = self.number
        ratio = number.value == 1 and " in " in number.text and (number.of_total or 0) > 2
        return ratio or number.kind in ("share", "fraction")


class Passages:
    """A text split and marked; ``counted`` are its numbers in their order."""

    def __init__(self, text: str, language: str, lexicon: Lexicon) -> None:
        self.text = text = text[:MAX_CHARACTERS]
        self.tokens = Tokens(text, find_language(language))
        self.lexicon = lexicon
        self.is_english = language.startswith("en")
        self.parse = parse_text(text) if self.is_english else None
        # In German "die" is an article.
        self.common = set() if self.is_english else set(english()["common"].get(language[:2], "").split())
        self.quoted = [match.span() for match in pattern("quoted").finditer(text)]
        self.sentences = list(_split_sentences(text, self.tokens))
        self._starts = [sentence.start for sentence in self.sentences]
        for sentence in self.sentences:
            sentence.hits = list(self._find_hits(sentence))
            long = [at for at in range(sentence.first, sentence.stop) if len(self.tokens.words[at]) > 3]
            sentence.is_headline = 3 < len(long) < 20 and sum(not self.is_capital(at) for at in long) < 2
        self.hits = {hit.first: hit for sentence in self.sentences for hit in sentence.hits}
        numbers = read_numbers(self.tokens)
        self.number_firsts = {number.first for number in numbers if number.kind != "date"}
        self.share_stops = {number.stop for number in numbers if number.kind in ("share", "fraction")}
        self.counted = [self._count(number) for number in numbers]

    def sentence_at(self, position: int) -> Sentence:
        """Return the sentence in which a character stands."""
        return self.sentences[max(bisect_right(self._starts, position) - 1, 0)]

    def quotation_at(self, position: int) -> Span:
        """Return the quotation in which a character stands, (0, 0) where it stands in none."""
        at = bisect_right(self.quoted, (position, len(self.text) + 1)) - 1
        return Span(*self.quoted[at]) if at >= 0 and position < self.quoted[at][1] else Span(0, 0)

    def token_at(self, position: int) -> int:
        """Return the first token that ends behind a character."""
        return bisect_right(self.tokens.ends, position)

    def is_capital(self, at: int) -> bool:
        """Whether a token begins with a capital letter."""
        return self.tokens.kind(at) == "word" and self.text[self.tokens.starts[at]].isupper()

    def _find_hits(self, sentence: Sentence) -> Iterator[Hit]:
        """Yield where forms of predicates stand, none of them within a longer one."""
        last = sentence.first
        for at in range(sentence.first, sentence.stop):
            found = self.lexicon.forms.at(self.tokens.words, at)
            if found is not None and last < found[0] <= sentence.stop and self.tokens.words[at] not in self.common:
                yield Hit(at, *found)
                last = found[0]

    def _count(self, number: FoundNumber) -> Counted:
        """Find what a number counts: the nouns after it, or those before it in "the number of … rose to"."""
        words, lists, sentence = self.tokens.words, english(), self.sentence_at(number.start)
        counted = Counted(
            number, sentence, self.token_at(number.phrase_start), self.token_at(number.phrase_end - 1) + 1
        )
        at, last = counted.stop, counted.first - 1
        for table in ([self.tokens.language.per_cent] if counted.is_share else []) + [lists["before_noun"]]:
            at = (table.at(words, at) or (at,))[0]
        self._take_nouns(counted, at)
        if last >= sentence.first and words[last] == ":" and last - sentence.first < 8:
            counted.counter = sentence.first
        elif last >= sentence.first and (words[last],) in lists["links"]:
            back = range(last, max(last - 26, sentence.first - 1), -1)
            counted.counter = next((at for at in back if lists["number_of"].at(words, at)), -1)
        if counted.noun is None and counted.counter >= 0:
            at, end = counted.counter, min(counted.counter + 7, counted.first)
            while at < end:
                at = self._take_noun(counted, at) or at + 1
        return counted

    def _take_nouns(self, counted: Counted, at: int) -> None:
        """Take the nouns at a token and after it, over adjectives that the lexicon does not know."""
        words, nouns, start, stop = self.tokens.words, self.lexicon.nouns, at, counted.sentence.stop
        while at < min(start + 9, stop):
            hit, end = self.hits.get(at), self._take_noun(counted, at)
            ends = hit is not None and not (nouns.at(words, hit.stop) or nouns.at(words, hit.stop + 1))
            if words[at] in ("'", "’") and words[at + 1 : at + 2] == ["s"] and counted.stop == at:
                counted.noun, counted.own, at = None, [], at + 2
            elif end:
                counted.stop = at = end
            elif counted.noun or ends or (words[at],) in english()["stops"] or self.tokens.kinds[at] != "word":
                break
            else:
                counted.thing, at = words[at], at + 1
        if counted.noun is None and counted.thing:
            counted.stop = at
        # "Seven of the dead were children."
        told = counted.own and words[counted.stop : counted.stop + 1] == ["were"] and nouns.at(words, counted.stop + 1)
        goes_on = told and self.tokens.word(told[0]) in ("and", ",") and nouns.at(words, told[0] + 1)
        if told and told[1].unit == "people" and not goes_on:
            counted.stop, counted.noun = told
        if counted.noun and {"men", "women", "children"} <= set(words[counted.first : counted.stop + 6]):
            counted.noun = Noun("people", "people")

    def _take_noun(self, counted: Counted, at: int) -> int:
        """Take a noun that stands at a token, and return its end; 0 where none does."""
        noun, hit = self.lexicon.nouns.at(self.tokens.words, at), self.hits.get(at)
        own = hit if hit and hit.is_noun else None
        end = max(noun[0] if noun else 0, own.stop if own else 0)
        if not end or end > counted.sentence.stop:
            return 0
        counted.own += [one for place in range(at, end) if (one := self.hits.get(place)) and one.is_noun]
        indicator = own and self.lexicon.vocabulary.indicators.get(own.forms[0][0].indicators[0])
        counted.noun = noun[1] if noun else Noun(None, indicator.unit if indicator else "")
        return end

    def trap_of(self, counted: Counted) -> str | None:
        """Return the kind of trap that a number is, one of the reasons of english.toml; None if it may be a figure."""
        number, text, tokens, lists = counted.number, self.text, self.tokens, english()
        if number.kind in ("date", "time", "ordinal", "code"):
            return number.kind
        if text[number.end : number.end + 1] in _DASHES and text[number.end + 1 : number.end + 2].isalpha():
            at = self.token_at(number.end + 1)  # "10-year-old", "87-acre"
            return (
                "age" if tokens.word(at + 1) == "old" else (lists["after"].at(tokens.words, at) or (0, "compound"))[1]
            )
        if number.kind == "money":  # "US$22 million (S$29 million)"
            return "conversion" if "(" in text[max(number.start - 6, 0) : number.start] else None
        if self._is_age(counted):
            return "age"
        unfitting = counted.noun is None or (counted.counter >= 0 and bool(counted.thing))
        if unfitting and number.kind == "count" and number.text.isdigit() and 1900 <= (number.value or 0) < 2100:
            return "year"
        after = lists["after"].at(tokens.words, number.stop)
        before = lists["before"].before(tokens.words, counted.first)
        if after is None and counted.noun is None and (counted.thing,) in lists["after"]:
            after = number.stop, lists["after"][(counted.thing,)]
        if before is not None and counted.noun and before[1] in ("rank", "code", "magnitude"):
            before = None
        if number.first != counted.first:  # "children under five"
            before = before or lists["before"].before(tokens.words, number.first)
        return (after or before or (0, self._refers_back(counted)))[1]

    def _is_age(self, counted: Counted) -> bool:
        """Whether a number is an age: "Kala Banu, 25," and "75 and 79 years old"."""
        number, tokens = counted.number, self.tokens
        beside = (tokens.word(number.first - 1), tokens.word(number.stop))
        named = self.is_capital(number.first - 2) and beside in ((",", ","), (",", "."), (",", ""), ("(", ")"))
        aged = (named and self.is_english) or {"years", "old"} <= set(tokens.words[number.stop : number.stop + 5])
        return aged and number.form == "digits" and 0 < (number.value or 0) <= LONGEST_LIFE

    def _refers_back(self, counted: Counted) -> str | None:
        """Say where a small number stands for what was spoken of: "one of them", "both", "the two men"."""
        number, word = counted.number, self.tokens.word
        alone = number.of_total is None and word(number.stop) == "of"
        if number.value == 1 and number.form == "words" and (alone or number.of_total == 2):
            return "pronoun"
        small = number.form == "words" and 0 < (number.value or 0) < 10 and number.of_total is None
        ahead = counted.first - 1 - (counted.bare and number.value == 1)  # "the youngest one"
        if word(ahead) == "the" and word(ahead - 1) == "of" and ahead - 1 in self.share_stops:
            return "whole"  # "half of the 54 schools"
        refers = number.text.lower() == "both" or (word(ahead),) in english()["reference"]
        return "reference" if small and refers else None


def around(items: Sequence[T], first: int, reach: int = 8) -> Sequence[T]:
    """Return those of *items*, which have a token ``first`` and stand in its order, that are next to a token."""
    at = bisect_left(items, first, key=lambda item: item.first)
    return items[max(at - reach, 0) : at + reach]


def _split_sentences(text: str, tokens: Tokens) -> Iterator[Sentence]:
    start, paragraph, index, ends = 0, 0, 0, tokens.ends
    breaks = [match.span() for match in pattern("sentence_end").finditer(text)] + [(len(text), len(text))]
    for end, following in breaks:
        newline = "\n" in text[end:following]
        if end < len(text) and not newline and pattern("abbreviated").search(text, max(end - 12, start), end):
            continue
        if newline and text[following : following + 1].islower() and text[end - 1 : end] not in ".!?:":
            continue
        first, stop = bisect_right(ends, start), bisect_right(tokens.starts, max(end - 1, 0))
        if stop > first:
            yield Sentence(index, first, stop, start, end, paragraph)
            index += 1
        paragraph += newline
        start = following
