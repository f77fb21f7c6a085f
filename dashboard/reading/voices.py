"""Who says so: verbs of saying with their subjects, "according to", and the agency or broadcaster that carried it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.collection.vocabulary import Vocabulary, names_of
from dashboard.reading.passages import Passages, Sentence
from dashboard.reading.proposals import Document, Guess, Span
from dashboard.reading.words import english, fold_phrase, make_id, make_phrases

_CLOSING = ("”", '"')
_REACH = 14
_ARTICLE = re.compile(
    r"^(?:the|a|an|his|her|its|their|but|and|while|as|meanwhile|earlier|later|however|so|also)\s+", re.I
)
_WHEN_SAID = re.compile(
    r"(?:on |late |early |in a statement|this week|yesterday|today|\w+day|told|the|by|phone|reporters|that|\W)+"
)
_ACRONYM = re.compile(r"((?:[A-Z][\w’'-]+ (?:(?:of|for|and|the|on|de|to) )*){2,9})\(([A-Z]{2,8})\)")
_DATELINE = re.compile(r"\((AFP|AP|Reuters|dpa|UPI|Xinhua|ANSA|EFE|IANS|PTI|VOA|PANA)\)")


@dataclass(slots=True)
class Said:
    """Whom a text credits with the characters ``scope`` of it; ``span`` names them, ``via`` carried it.

    ``cited`` is a source ("according to"), which goes before the one who cites it; ``how`` is carried for "he said".
    """

    sentence: Sentence
    span: Span
    name: str
    scope: Span
    via: str | None
    cited: bool
    id: str = ""
    known: bool = False
    how: str = "stated"


class Voices:
    """The speakers of one text."""

    def __init__(self, passages: Passages, document: Document, vocabulary: Vocabulary) -> None:
        self.passages, self.document = passages, document
        self.say, self.words = english()["say"], passages.tokens.words
        named = [(name, who.id) for who in vocabulary.speakers.values() for name in names_of(who) if name != who.id]
        self.known = make_phrases((name, key) for name, key in named if len(name) > 2 and key != "unknown")
        self.full: dict[str, Said] = {}
        self.acronyms = {match[2]: _initials(match[1], match[2]) for match in _ACRONYM.finditer(passages.text)}
        self.said: list[Said] = []
        for sentence in passages.sentences:
            for said in self._find(sentence):
                self._identify(said)
                self.said.append(said)

    def _find(self, sentence: Sentence) -> Iterator[Said]:
        at = sentence.first
        while at < sentence.stop:
            source, verb = self.say["sources"].at(self.words, at), self.say["verbs"].at(self.words, at)
            said = None
            if source is not None:
                said = self._make(
                    sentence, at, source[0], self._name_end(source[0], sentence.stop), source[0], cited=True
                )
            elif verb is not None:
                said = self._with_verb(sentence, at, verb[0])
            if said is not None:
                yield said
            at = (source or verb or (at + 1,))[0]

    def _with_verb(self, sentence: Sentence, verb: int, after: int) -> Said | None:
        """Read "X said", "X, the governor, wrote" and "…, said X"."""
        words, before = self.words, self.words[verb - 1] if verb > sentence.first else ","
        if (words[verb],) in self.say["inverted"] and before in (*_CLOSING, ","):
            said = self._make(sentence, verb, after, self._name_end(after, sentence.stop), after, cited=False)
            if said is not None:
                return said
        stop = verb
        while (
            stop > sentence.first
            and (words[stop - 1],) in self.say["adverbs"]
            and not self.passages.is_capital(stop - 1)
        ):
            stop -= 1
        if words[stop - 1] == "," and stop - 1 > sentence.first:
            stop = self._before_apposition(sentence, stop - 1)
        return self._make(sentence, verb, self._name_start(sentence, stop), stop, after, cited=False)

    def _before_apposition(self, sentence: Sentence, comma: int) -> int:
        """Return where the name ends that a description between commas follows."""
        quote = max((at for at in range(sentence.first, comma) if self.words[at] in _CLOSING), default=0)
        earlier = range(max(comma - 24, sentence.first + 1, quote + 1), comma)
        ends = (at for at in earlier if self.words[at] == "," and self.passages.is_capital(at - 1))
        leads = english()["places"]["leads"]
        return next((at for at in ends if (self.words[self._name_start(sentence, at)],) not in leads), comma)

    def _name_start(self, sentence: Sentence, stop: int) -> int:
        at = stop
        while at > max(sentence.first, stop - _REACH):
            word, inner = self.words[at - 1], self.passages.is_capital(at) and self.passages.is_capital(at - 2)
            ends = (word,) in self.say["halts"] or (word in (".", "-") and not self.passages.tokens.touches(at))
            if (ends and not (word == "." and self._is_title(at - 2))) or (word == "and" and not inner):
                break
            at -= 1
        return at

    def _name_end(self, first: int, limit: int) -> int:
        at = first
        while at < min(limit, first + _REACH):
            word, inner = self.words[at], self.passages.is_capital(at - 1) and self.passages.is_capital(at + 1)
            stops = word == "." and not self.passages.tokens.touches(at + 1) and not self._is_title(at - 1)
            if stops or ((word,) in self.say["ends"] and not (word == "and" and inner)):
                break
            at += 1
        return at

    def _is_title(self, at: int) -> bool:
        return (self.words[at],) in self.say["titles"] or len(self.words[at]) == 1

    def _is_name(self, first: int, stop: int) -> bool:
        """Whether words may name a speaker: a name, a word for a voice, a pronoun."""
        words, capital = self.words[first:stop], self.passages.is_capital
        if (
            not words
            or self.say["unsaid"].at(words, 0)
            or {"plain", "grouped"} & set(self.passages.tokens.kinds[first:stop])
        ):
            return False
        if len(words) == 1 and (words[0],) in self.say["pronouns"]:
            return True
        voiced = any((word,) in self.say["voices"] for word in words) or self.known.at(words, 0) is not None
        return voiced or (capital(stop - 1) and (len(words) < 5 or capital(first)))

    def _make(self, sentence: Sentence, at: int, first: int, stop: int, after: int, cited: bool) -> Said | None:
        if not self._is_name(first, stop):
            return None
        tokens = self.passages.tokens
        span = Span(tokens.starts[first], tokens.ends[stop - 1])
        scope = self._scope(sentence, min(at, first), max(stop, after), whole=cited or first >= at)
        return Said(
            sentence, span, self.passages.text[slice(*span)], scope, self._find_via(sentence, first, after), cited
        )

    def _find_via(self, sentence: Sentence, first: int, after: int) -> str | None:
        """Return the agency of "told Reuters", "reached by AP", "broadcast by Sky News"."""
        agencies, passages = self.say["agencies"], self.passages
        for at in range(max(first - 1, sentence.first), min(after + 2, sentence.stop - 1)):
            hit = agencies.at(self.words, at + 1) if self.words[at] in ("told", "tells", "by", "the", "to") else None
            if hit is not None:
                return passages.text[passages.tokens.starts[at + 1] : passages.tokens.ends[hit[0] - 1]]
        return None

    def _scope(self, sentence: Sentence, first: int, after: int, whole: bool) -> Span:
        """Return for which characters somebody stands: those after "X said", all around a closing ", X said"."""
        text, tokens, words = self.passages.text, self.passages.tokens, self.words
        before = [at for at in range(sentence.first, first) if words[at] == ";"]
        behind = [at for at in range(after, sentence.stop) if words[at] == ";"]
        start = tokens.starts[before[-1]] if before else sentence.start
        end = tokens.starts[behind[0]] if behind else sentence.end
        rest = text[tokens.ends[after - 1] : end]
        opens = first == sentence.first or (words[first - 1] not in (",", *_CLOSING, "and", "while", "but", ";"))
        trails = len(_WHEN_SAID.sub("", rest)) < 12 or re.match(r"[^,;.]{0,25},", rest) is not None
        if whole or opens or words[first - 1] in _CLOSING or (trails and words[first - 1] == ","):
            return Span(start, end)
        return Span(tokens.starts[first], end)

    def _identify(self, said: Said) -> None:
        """Give a speaker its id: of the vocabulary, of the one it refers back to, or that of a new row."""
        bare = re.sub(r" \([A-Z][\w-]+\)?$", "", said.name)
        while (shorter := _ARTICLE.sub("", bare)) != bare:
            bare = shorter
        folded, last = fold_phrase(bare), bare.split()[-1].lower()
        refers = folded in self.say["pronouns"] or (bare != said.name and folded in self.say["generic"])
        if (hit := self._known_in(said)) is not None:
            said.id, said.known = hit, True
        elif refers and self.said:
            before = self.said[-1]
            said.id, said.known, said.name, said.how = before.id, before.known, before.name, "carried"
        elif len(bare.split()) < 3 and last in self.full:
            said.id, said.known = self.full[last].id, self.full[last].known
        else:
            said.id = make_id(self.acronyms.get(bare) or bare)
        if bare.split()[-1][:1].isupper() and len(bare.split()) > 1:
            self.full.setdefault(last, said)

    def _known_in(self, said: Said) -> str | None:
        """Return the speaker of the vocabulary whose name stands in a name, and is not part of another's."""
        passages, found = self.passages, []
        first, stop = passages.token_at(said.span.start), passages.token_at(said.span.end - 1) + 1
        for at in range(first, stop):
            hit = self.known.at(self.words, at)
            if hit is None or hit[0] > stop or (at > first and passages.is_capital(at - 1)):
                continue
            if passages.is_capital(at) or hit[0] - at > 1:
                found.append((hit[0] - at, hit[1]))
        return max(found)[1] if found else None

    def speaker_of(self, position: int) -> dict[str, Guess]:
        """Return who says what stands at a character, as the text writes them, and who carried it."""
        sentence = self.passages.sentence_at(position)
        covering = [
            said for said in self.said if said.sentence is sentence and said.scope.start <= position < said.scope.end
        ]
        covering.sort(key=lambda said: (not said.cited, abs(said.span.start - position)))
        best = covering[0] if covering else self._by_quotation(position)
        carrier = Guess(best.via, 0.85, "told to it") if best is not None and best.via else self._carrier()
        if best is None:
            return self._nobody() | {"via": carrier}
        reason = f"{best.name} is credited with it{'' if best.known else ', who is new'}"
        sure = (0.9 if best.known else 0.75) * (0.8 if best.how == "carried" else 1.0)
        how = "carried" if best.how == "carried" else "stated"
        others = tuple(dict.fromkeys(said.id for said in covering[1:] if said.id != best.id))
        written = Guess(best.name, sure, reason, how, best.span)
        return {
            "speaker": Guess(best.id, sure, reason, how, best.span, others),
            "speaker_as_written": written,
            "via": carrier,
        }

    def _by_quotation(self, position: int) -> Said | None:
        """Return who speaks the quotation in which a character stands, named in another sentence beside it."""
        quotation = next((span for span in self.passages.quoted if span[0] <= position < span[1]), None)
        if quotation is None:
            return None
        away = [(said.span.start - quotation[1], said) for said in self.said]
        away += [(quotation[0] - said.span.end, said) for said in self.said]
        return min((pair for pair in away if 0 <= pair[0] < 60), key=lambda pair: pair[0], default=(0, None))[1]

    def _nobody(self) -> dict[str, Guess]:
        publisher = self.document.publisher
        words = fold_phrase(publisher or "")
        found = self.known.get(words) or self.known.get(words[1:]) if words else None
        value = found or (make_id(publisher) if publisher else "unknown")
        return {
            "speaker": Guess(value, 0.6, "the text credits nobody with it", "default"),
            "speaker_as_written": Guess(None, 0.6, "nobody is named", "default"),
        }

    def _carrier(self) -> Guess:
        """Return the agency of the dateline, which carried the whole report."""
        match = _DATELINE.search(self.passages.text[:1500])
        return (
            Guess(match[1], 0.7, "the agency of the dateline")
            if match
            else Guess(None, 0.7, "none is named", "default")
        )


def _initials(name: str, acronym: str) -> str:
    """Return the end of *name* whose capital words are as many as the letters of its acronym."""
    words = name.split()
    capitals = [at for at, word in enumerate(words) if word[0].isupper()]
    return " ".join(words[capitals[-len(acronym) :][0] :])
