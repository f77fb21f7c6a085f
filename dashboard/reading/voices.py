"""Who says so: verbs of saying with their subjects, "according to", and the agency or broadcaster that carried it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.collection.vocabulary import Vocabulary, names_of
from dashboard.reading.passages import Passages, Sentence
from dashboard.reading.places import make_id
from dashboard.reading.proposals import Document, Guess, Span
from dashboard.reading.words import english, make_phrases

_CLOSING = ("”", '"', "’", "'")
_UNSAID = ("who", "which", "that", "there", "this", "these", "what", "people", "nobody", "numbers", "many")
_LEAD = re.compile(
    r"^(?:the|a|an|his|her|its|their|but|and|while|as|meanwhile|earlier|later|however|so|also|, )\s+", re.IGNORECASE
)


@dataclass(slots=True)
class Said:
    """What a text credits somebody with: characters ``scope`` of it, by ``name``, told to ``via``."""

    sentence: Sentence
    at: int
    span: Span
    name: str
    scope: Span
    via: str | None
    id: str
    known: bool
    how: str = "stated"


class Voices:
    """The speakers of one text."""

    def __init__(self, passages: Passages, document: Document, vocabulary: Vocabulary) -> None:
        self.passages, self.document, self.vocabulary = passages, document, vocabulary
        named = (
            (name, who.id)
            for who in vocabulary.speakers.values()
            for name in names_of(who)
            if name != who.id and len(name) > 2 and who.id != "unknown"
        )
        self.known = make_phrases(named)
        self.agencies = english()["say"]["agencies"]
        self.full: dict[str, Said] = {}
        self.said: list[Said] = []
        for sentence in passages.sentences:
            for said in self._find(sentence):
                self._resolve(said)
                self.said.append(said)

    @property
    def asides(self) -> list[Span]:
        """Where speakers stand: a place in their names is not where it happened."""
        return [said.span for said in self.said]

    def _find(self, sentence: Sentence) -> Iterator[Said]:
        say, tokens = english()["say"], self.passages.tokens
        at = sentence.first
        while at < sentence.stop:
            source, verb = say["sources"].at(tokens.words, at), say["verbs"].at(tokens.words, at)
            if source is not None:
                first, stop = source[0], self._name_end(source[0], sentence.stop)
                if stop > first:
                    yield self._make(sentence, at, first, stop, stop, "around")
                at = max(stop, source[0])
            elif verb is not None and (one := self._with_verb(sentence, at, verb[0])) is not None:
                yield one
                at = verb[0]
            else:
                at += 1

    def _with_verb(self, sentence: Sentence, verb: int, after: int) -> Said | None:
        """Read "X said", "X, the governor, wrote" and "…, said X"."""
        tokens, words = self.passages.tokens, self.passages.tokens.words
        before = words[verb - 1] if verb > sentence.first else ""
        if (
            words[verb] in ("said", "says", "told", "added", "warned", "reported") and before in (*_CLOSING, ",", "")
        ) or (before == "," and False):
            stop = self._name_end(after, sentence.stop)
            if stop > after and self._is_name(after, stop) and not (before == "," and self._leads(sentence, verb)):
                return self._make(sentence, verb, after, stop, stop, "around")
        stop = verb
        while stop > sentence.first and (words[stop - 1],) in english()["say"]["adverbs"]:
            stop -= 1
        if words[stop - 1] == "," and stop - 1 > sentence.first:
            stop = self._before_apposition(sentence, stop - 1)
        first = self._name_start(sentence, stop)
        if first >= stop or not self._is_name(first, stop) or tokens.words[first] in _UNSAID:
            return None
        return self._make(sentence, verb, first, stop, after, "after")

    def _leads(self, sentence: Sentence, verb: int) -> bool:
        """Whether a comma before a verb closes an apposition to a subject: "Serhiy Lysak, the governor, said"."""
        words = self.passages.tokens.words
        commas = [at for at in range(max(verb - 16, sentence.first), verb - 1) if words[at] == ","]
        start = commas[-1] if commas else None
        return (
            start is not None
            and self.passages.is_capital(start - 1)
            and words[start + 1] in ("the", "a", "an", "head", "director", "spokesman", "who", "also", "one", "chief")
        )

    def _before_apposition(self, sentence: Sentence, comma: int) -> int:
        words = self.passages.tokens.words
        commas = [at for at in range(max(comma - 24, sentence.first), comma) if words[at] == ","]
        for at in commas:
            if self.passages.is_capital(at - 1) and at > sentence.first:
                return at
        return comma

    def _name_start(self, sentence: Sentence, stop: int) -> int:
        words, at = self.passages.tokens.words, stop
        halts = (
            ",",
            ";",
            ":",
            "“",
            "”",
            '"',
            "but",
            "while",
            "as",
            "that",
            "because",
            "when",
            "after",
            "where",
            "although",
            "–",
            "—",
            "if",
            "which",
            "before",
            "what",
            "!",
            ".",
            "-",
            "?",
        )
        while at > max(sentence.first, stop - 14):
            word = words[at - 1]
            if (
                word in halts
                and not (word == "." and self.passages.tokens.touches(at))
                and not (word == "-" and self.passages.tokens.touches(at))
            ):
                break
            if word == "and" and not (self.passages.is_capital(at) and self.passages.is_capital(at - 2)):
                break
            at -= 1
        return at

    def _name_end(self, first: int, limit: int) -> int:
        words, at = self.passages.tokens.words, first
        halts = (
            ",",
            ";",
            ":",
            "“",
            "”",
            '"',
            "who",
            "which",
            "that",
            "as",
            "while",
            "when",
            "(",
            "–",
            "—",
            "after",
            "but",
            "since",
            "adding",
            "-",
            "in",
            "on",
            "at",
            "has",
            "have",
            "had",
            "was",
            "were",
            "is",
            "are",
            "!",
            "?",
            "speaking",
            "during",
            "late",
            "early",
            "told",
            "yesterday",
            "today",
            "warning",
        )
        while at < min(limit, first + 14):
            word = words[at]
            if (
                word in halts
                or (word == "." and not self.passages.tokens.touches(at + 1))
                or (word,) in english()["days"]["weekdays"]
            ):
                break
            if word == "and" and not (self.passages.is_capital(at + 1) and self.passages.is_capital(at - 1)):
                break
            at += 1
        return at

    def _is_name(self, first: int, stop: int) -> bool:
        """Whether words may name a speaker: a capital letter, a word for a voice, a pronoun."""
        words, say = self.passages.tokens.words[first:stop], english()["say"]
        if (
            not words
            or len(words) > 14
            or any(self.passages.tokens.kinds[at] in ("plain", "grouped") for at in range(first, stop))
        ):
            return False
        if (words[0],) in say["pronouns"] and len(words) == 1:
            return True
        voiced = any((word,) in say["voices"] for word in words)
        return (
            voiced
            or self.known.at(words, 0) is not None
            or (self.passages.is_capital(stop - 1) and (len(words) < 5 or self.passages.is_capital(first)))
        )

    def _make(self, sentence: Sentence, at: int, first: int, stop: int, after: int, side: str) -> Said:
        tokens = self.passages.tokens
        span = Span(tokens.starts[first], tokens.ends[stop - 1])
        name = self.passages.text[slice(*span)].strip()
        via = self._find_via(at, after, sentence)
        scope = self._scope(sentence, at, after, side)
        return Said(sentence, at, span, name, scope, via, "", False)

    def _find_via(self, verb: int, after: int, sentence: Sentence) -> str | None:
        words = self.passages.tokens.words
        for at in range(verb, min(after + 3, sentence.stop)):
            hit = self.agencies.at(words, at)
            if hit is not None and (
                words[at - 1] in ("told", "tells", "to", "by", "the", "informed") or words[at - 2] in ("told", "by")
            ):
                return hit[1]
        reached = [at for at in range(max(verb - 8, sentence.first), verb) if words[at] in ("by", "told")]
        return next((hit[1] for at in reached if (hit := self.agencies.at(words, at + 1)) is not None), None)

    def _scope(self, sentence: Sentence, at: int, after: int, side: str) -> Span:
        """Return for which characters somebody stands: what follows "X said", all before a closing ", X said"."""
        text, tokens = self.passages.text, self.passages.tokens
        start = tokens.starts[at]
        rest = re.sub(
            r"(?:on |late |early |in a statement|this week|yesterday|today|[A-Z]\w+day|told|the|by|phone|reporters|that|in [A-Z]\w+|\W)+",
            "",
            text[tokens.ends[after - 1] : sentence.end],
        )
        if side == "around" or len(rest) < 12:
            return Span(sentence.start, sentence.end)
        spoken = tokens.words[sentence.first : at]
        begins = sentence.start if not any(word in (";", ",", "”", '"') for word in spoken) else start
        if any(word in _CLOSING[:2] for word in spoken):
            begins = sentence.start
        return Span(begins, sentence.end)

    def _resolve(self, said: Said) -> None:
        """Give the speaker its id: of the vocabulary, of the one it refers back to, or that of a new row."""
        words = self.passages.tokens.words
        bare = said.name
        while (shorter := _LEAD.sub("", bare)) != bare:
            bare = shorter
        folded = [word.lower() for word in bare.split()]
        hit = self._known_in(said)
        generic = english()["say"]["generic"]
        if hit is not None:
            said.id, said.known = hit, True
        elif (
            folded
            and self.said
            and (
                (tuple(folded) in english()["say"]["pronouns"])
                or (said.name.lower().startswith("the ") and tuple(folded) in generic)
            )
        ):
            last = self.said[-1]
            said.id, said.known, said.name, said.how = last.id, last.known, last.name, "carried"
        elif folded and len(folded) <= 2 and bare.split()[-1].lower() in self.full:
            full = self.full[bare.split()[-1].lower()]
            said.id, said.known = full.id, full.known
        else:
            said.id = make_id(bare)[:60].strip("-")
            if bare[:1].isalpha() and bare.split() and bare.split()[-1][:1].isupper() and len(bare.split()) > 1:
                self.full.setdefault(bare.split()[-1].lower(), said)
        del words

    def _known_in(self, said: Said) -> str | None:
        tokens = self.passages.tokens
        first, stop = self.passages.token_at(said.span.start), self.passages.token_at(said.span.end - 1) + 1
        found = [
            (hit[0] - at, hit[1])
            for at in range(first, stop)
            if (hit := self.known.at(tokens.words, at))
            and hit[0] <= stop
            and self.passages.is_capital(at) | (at == first)
        ]
        return max(found)[1] if found else None

    def speaker_of(self, position: int) -> tuple[Guess, Guess, Guess]:
        """Return who says what stands at a character, as the text writes them, and who carried it."""
        sentence = self.passages.sentence_at(position)
        covering = [
            said
            for said in self.said
            if said.sentence is sentence
            and said.scope.start <= position < said.scope.end
            and not said.span.start <= position < said.span.end
        ]
        best = min(covering, key=lambda said: abs(said.span.start - position), default=None) or self._by_quotation(
            position, sentence
        )
        if best is None:
            return self._nobody()
        reason = f"{best.name} is credited with it" + ("" if best.known else ", who is new")
        others = tuple(dict.fromkeys(said.id for said in covering if said is not best and said.id != best.id))
        sure = (0.9 if best.known else 0.75) * (0.8 if best.how == "carried" else 1.0)
        how = "carried" if best.how == "carried" else "stated"
        written = Guess(best.name, sure, reason, how, best.span)
        return (
            Guess(best.id, sure, reason, how, best.span, others),
            written,
            Guess(best.via, 0.85, "told to it", "stated") if best.via else self._carrier(),
        )

    def _by_quotation(self, position: int, sentence: Sentence) -> Said | None:
        """Return who speaks the quotation in which a character stands, named in another sentence of it."""
        quotation = next((span for span in self.passages.quoted if span[0] <= position < span[1]), None)
        if quotation is None:
            return None
        near = [
            said
            for said in self.said
            if 0 <= said.span.start - quotation[1] < 60 or 0 <= quotation[0] - said.span.end < 60
        ]
        return min(
            near,
            key=lambda said: min(abs(said.span.start - quotation[1]), abs(quotation[0] - said.span.end)),
            default=None,
        )

    def _nobody(self) -> tuple[Guess, Guess, Guess]:
        publisher = self.document.publisher
        found = self.vocabulary.find("speakers", publisher) if publisher else None
        value = found or (make_id(publisher) if publisher else "unknown")
        return (
            Guess(value, 0.6, "the text credits nobody with it", "default"),
            Guess(None, 0.6, "nobody is named", "default"),
            self._carrier(),
        )

    def _carrier(self) -> Guess:
        """Return the agency of the dateline, which carried the whole report."""
        match = re.search(r"\((AFP|AP|Reuters|dpa|UPI|Xinhua|ANSA|EFE|IANS|PTI|VOA)\)", self.passages.text[:1500])
        return Guess(
            match[1] if match else None,
            0.7,
            "the agency of the dateline" if match else "none is named",
            "stated" if match else "default",
        )
