"""Where: places of the vocabulary by their names, countries, other names after in, at, near …, and the main place."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.reading.lexicon import english, make_id, pattern, peoples
from dashboard.reading.passages import LONGEST_LIFE, Counted, Passages, Sentence, around
from dashboard.reading.proposals import Document, Guess, Span
from dashboard.records.folding import fold_searched

_MAX_NAME = 7
# The first sentence of so many words is the lead; how much places weigh up to it, and after it.
_LONG, _LEAD, _LATER = 12, 4.0, 0.8


@dataclass(slots=True)
class Mention:
    """A place that a text names: ``id`` in the vocabulary or as a new row would have it; ``lead`` the word of place.

    One that ``owns`` is whose a narrower place is ("India's Assam state"); an ``aside`` tells where somebody spoke, or
    of whom, and not where it happened.
    """

    first: int
    stop: int
    span: Span
    name: str
    id: str
    known: bool
    lead: str
    sentence: Sentence
    owns: bool
    aside: bool


class Places:
    """The places of one text; ``main`` is the one that it is about."""

    def __init__(self, passages: Passages, document: Document, voices: list[Span]) -> None:
        self.passages, self.vocabulary, self.words = passages, passages.lexicon.vocabulary, passages.tokens.words
        self.lists = english()["places"]
        datelines = (Span(*match.span()) for match in pattern("dateline").finditer(passages.text))
        self.asides = sorted([*voices, *datelines])
        self.lands, self.names = passages.lexicon.lands, dict(passages.lexicon.places)
        self.names |= self._find_new()
        mentions = list(self._find_mentions())
        self.main = self._find_main(document, mentions)
        self.mentions = [one for one in mentions if not one.aside]

    def _find_new(self) -> dict[tuple[str, ...], str]:
        """Return names after a word of place that neither the vocabulary nor the list of countries has."""
        found: dict[tuple[str, ...], str] = {}
        tokens, capital, lists = self.passages.tokens, self.passages.is_capital, self.lists
        for at in range(len(self.words)):
            inner = capital(at - 1) and (self.words[at - 1],) not in lists["leads"]
            if not capital(at) or inner or self.passages.sentence_at(tokens.starts[at]).is_headline:
                continue
            stop = self._name_end(at)
            words = tuple(self.words[at:stop])
            other = words in self.names or lists["no_place"].at(words, 0) or " ".join(words) in peoples()
            if other or all((word,) in lists["kinds"] for word in words):
                continue
            many = tokens.word(stop) == "(" and tokens.readings.get(stop + 1, (0, None))[0] > LONGEST_LIFE
            if many or (tokens.word(stop),) in lists["settled"] or self._lead(at):
                found.setdefault(words, make_id(self.passages.text[tokens.starts[at] : tokens.ends[stop - 1]]))
        return found

    def _name_end(self, first: int) -> int:
        """Return where a name ends: Urm al-Kubra, Port-au-Prince, Santa Cruz de la Sierra, Grand'Anse."""
        at, tokens, capital = first + 1, self.passages.tokens, self.passages.is_capital
        while at < min(first + _MAX_NAME, len(self.words)):
            gap, word = self.passages.text[tokens.ends[at - 1] : tokens.starts[at]], self.words[at]
            small = (word,) in self.lists["particles"] and capital(at + 1) and (word not in ("and", "of") or gap == "-")
            if gap not in ("", " ", "-") or not (capital(at) or small):
                break
            at += 1
        return at

    def _lead(self, at: int) -> str:
        """Return the word of place before a name: "in", also of "in the hard-to-reach town of"; "" where none is."""
        kinds, sides, settled = self.lists["kinds"], self.lists["sides"], False
        for back in range(at - 1, max(at - 9, -1), -1):
            word, before = self.words[back], (self.words[back - 1],) if back else ("",)
            if (word,) in self.lists["leads"]:
                office = before in self.lists["offices"] and self.passages.is_capital(back - 1)
                certain = settled or word not in ("of", "to", "on") or before in kinds or before in sides
                return word if certain and not office else ""
            settled = settled or (word,) in kinds
            if word == "," and before in kinds:  # in the capital, Varno
                continue
            if not (settled or (word,) in sides or word in ("the", "a")) or self.passages.tokens.kinds[back] != "word":
                break
        return ""

    def _find_mentions(self) -> Iterator[Mention]:
        """Yield every place that the text names with a capital letter, a direction before it taken in."""
        at, text, tokens, names = 0, self.passages.text, self.passages.tokens, self.names
        opening = {words[0] for words in names}
        while at < len(self.words):
            first, at = at, at + 1
            if self.words[first] not in opening or not self.passages.is_capital(first):
                continue
            ends = range(min(first + _MAX_NAME, len(self.words)), first, -1)
            words = next((words for stop in ends if (words := tuple(self.words[first:stop])) in names), ())
            stop, own = first + len(words), text[tokens.starts[first] : tokens.ends[first]]
            short = words in self.lands and len(own) < 4 and not own.isupper()  # a car, and not CAR
            if not words or short or tokens.word(stop) in ("dollar", "dollars", "$"):
                continue
            at, lead, key = stop, self._lead(first), names[words]
            while first > 0 and (self.words[first - 1],) in self.lists["sides"]:
                first -= 1
            span = Span(tokens.starts[first], tokens.ends[stop - 1])
            key, name = names.get(tuple(self.words[first:stop]), key), text[slice(*span)]
            owns, aside = text[span.end : span.end + 2] in ("’s", "'s"), self._is_aside(span, stop - len(words))
            known, sentence = key in self.vocabulary.places, self.passages.sentence_at(span.start)
            yield Mention(first, stop, span, name, key, known, lead, sentence, owns, aside)

    def _is_aside(self, span: Span, at: int) -> bool:
        """Whether a name tells where somebody spoke, or of whom: in a dateline or a speaker's name, after "told"."""
        near = bisect_left(self.asides, span)
        if any(aside.start <= span.start < aside.end for aside in self.asides[max(near - 3, 0) : near + 2]):
            return True
        before = self.passages.tokens.ends[at - 2] + 1 if at > 1 else span.start
        return pattern("told_at").search(self.passages.text, max(before - 60, 0), before) is not None

    def _find_main(self, document: Document, mentions: list[Mention]) -> Guess:
        weights: dict[str, float] = defaultdict(float)
        lead = next((one.index for one in self.passages.sentences if one.stop - one.first >= _LONG), 0)
        for one in mentions:
            early = _LEAD if one.sentence.index <= lead else _LATER
            weights[one.id] += early * (1.6 if one.lead else 1.0) * (0.5 if one.owns else 1.0)
        title, firsts = fold_searched(document.title or ""), {one.id: one for one in reversed(mentions)}
        for key, one in firsts.items():
            weights[key] += 4.0 * (fold_searched(one.name) in title)
        ranked = sorted(weights, key=lambda key: -weights[key])
        if not ranked:
            return Guess(None, 0.0, "the text names no place", "default")
        sure = min(0.9, 0.4 + weights[ranked[0]] / sum(weights.values()))
        reason = "named most often, in title and first sentences most"
        return Guess(ranked[0], sure, reason, "default", firsts[ranked[0]].span, tuple(ranked[1:4]))

    def place_of(self, counted: Counted, words: Span | None) -> Guess:
        """Return where a number belongs: the place that its sentence names nearest, else one before, else the main."""
        sentence, main = counted.sentence, self.main
        near = [one for one in around(self.mentions, counted.first) if one.sentence is sentence]
        if near:
            best, *_ = ranked = sorted(near, key=lambda one: self._cost(counted, words, one))
            reason = f"the sentence names {best.name}{'' if best.known else ', which is new'}"
            named = dict.fromkeys([*(one.id for one in ranked), main.value])
            others = tuple(key for key in named if key not in (best.id, None))
            return Guess(best.id, 0.85 if best.known else 0.7, reason, "stated", best.span, others)
        at = bisect_left(self.mentions, sentence.first, key=lambda one: one.first) - 1
        last = self.mentions[at] if at >= 0 else None
        gap = self.words[self.mentions[at - 1].stop : last.first] if last and at else []
        # What follows "Banke and Bardiya" is about neither alone.
        opens = last and self.passages.tokens.word(last.stop) == "and" and self.passages.is_capital(last.stop + 1)
        listed = opens or gap in (["and"], [",", "and"], [","])
        if last and not listed and last.sentence.paragraph == sentence.paragraph:
            reason = f"carried over from {last.name} in a sentence before"
            return Guess(last.id, 0.5, reason, "carried", last.span, (main.value,))
        reason = "the place that the report is about"
        return Guess(main.value, main.confidence * 0.8, reason, "default", None, main.others)

    def _cost(self, counted: Counted, words: Span | None, one: Mention) -> float:
        """Return how far a mention is from a number: what follows its predicate is nearer than what stands before."""
        passages, tokens = self.passages, self.passages.tokens
        if tokens.word(one.stop) == "(" and one.stop + 1 in passages.number_firsts:
            return 0.0 if one.stop + 1 == counted.number.first else 60.0
        start = min(counted.first, passages.token_at(words.start)) if words else counted.first
        stop = max(counted.stop, passages.token_at(words.end - 1) + 1) if words else counted.stop
        follows = one.first >= counted.stop
        gap = range(stop, one.first) if follows else range(one.stop, start)
        cost = len(gap) + 6.0 * min(sum(tokens.words[at] == "," for at in gap), 3)
        return cost + 8.0 * one.owns + 7.0 * (not follows) + 9.0 * (one.lead in ("", "from"))
