"""Who says so: verbs of saying with their subjects, "according to", and the agency or broadcaster that carried it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dashboard.reading.lexicon import english, fold_phrase, make_id, pattern
from dashboard.reading.passages import Passages, Sentence, around
from dashboard.reading.proposals import Document, Guess, How, Span

_CLOSING = ("”", '"')
_REACH = 14
_BESIDE = 60


@dataclass(slots=True)
class Said:
    """Whom a text credits with the characters ``scope`` of it; ``span`` and token ``first`` name them.

    ``cited`` is a source ("according to"), which goes before the one who cites it; ``how`` is carried for "he said";
    ``via`` carried it.
    """

    first: int
    sentence: Sentence
    span: Span
    name: str
    scope: Span
    via: str | None
    cited: bool
    id: str = ""
    known: bool = False
    how: How = "stated"


class Voices:
    """The speakers of one text, as ``said``."""

    def __init__(self, passages: Passages, document: Document) -> None:
        self.passages, self.document = passages, document
        self.say, self.words = english()["say"], passages.tokens.words
        self.known = passages.lexicon.speakers
        acronyms = pattern("acronym").findall(passages.text)
        self.acronyms = {acronym: _initials(name, acronym) for name, acronym in acronyms}
        self.full: dict[str, Said] = {}
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
                first = self._author_of(source[0], sentence.stop)
                said = self._make(sentence, at, first, self._name_end(first, sentence.stop), first, True)
            elif verb is not None:
                said = self._with_verb(sentence, at, verb[0])
            if said is not None:
                yield said
            at = (source or verb or (at + 1,))[0]

    def _author_of(self, first: int, limit: int) -> int:
        """Return where the author of a document is named: "the latest report released by the Centre"."""
        document = False
        for at in range(first, min(first + 8, limit)):
            if self.words[at] == ",":
                break
            if document and (self.words[at],) in self.say["authors"]:
                return at + 1 if self._is_name(at + 1, self._name_end(at + 1, limit)) else first
            document = document or (self.words[at],) in self.say["documents"]
        return first

    def _with_verb(self, sentence: Sentence, verb: int, after: int) -> Said | None:
        """Read "X said", "X, the governor, wrote" and "…, said X"."""
        words, before = self.words, self.words[verb - 1] if verb > sentence.first else ","
        if (words[verb],) in self.say["inverted"] and before in (*_CLOSING, ","):
            end = self._name_end(after, sentence.stop)
            acts = (self.passages.tokens.word(end),) in english()["have"]
            said = None if acts else self._make(sentence, verb, after, end, after, False)
            if said is not None:
                return said
        stop, adverbs = verb, self.say["adverbs"]
        while stop > sentence.first and (words[stop - 1],) in adverbs and not self.passages.is_capital(stop - 1):
            stop -= 1
        if words[stop - 1] == "," and stop - 1 > sentence.first:
            stop = self._before_apposition(sentence, stop - 1)
        return self._make(sentence, verb, self._name_start(sentence, stop), stop, after, False)

    def _before_apposition(self, sentence: Sentence, comma: int) -> int:
        """Return where the name ends that a description between commas follows: "X, who called it “a shame”, said"."""
        words, leads = self.words, english()["places"]["leads"]
        quote = max((at for at in range(max(comma - 24, sentence.first), comma) if words[at] in _CLOSING), default=0)
        for at in range(max(comma - 24, sentence.first + 1), comma):
            described = at > quote or words[at + 1] in ("who", "which", "whose")
            named = words[at] == "," and (self.passages.is_capital(at - 1) or (words[at - 1],) in self.say["voices"])
            capitals = [self.passages.is_capital(inner) for inner in range(at, comma)]
            title = not capitals[0] and not self.passages.is_capital(at - 1) and all(capitals[1:])
            if described and named and not title and (words[self._name_start(sentence, at)],) not in leads:
                return at
        return comma

    def _name_start(self, sentence: Sentence, stop: int) -> int:
        least, touches = max(sentence.first, stop - _REACH), self.passages.tokens.touches
        return next((at for at in range(stop, least, -1) if self._halts(at - 1, "halts", touches(at))), least)

    def _name_end(self, first: int, limit: int) -> int:
        most, touches = max(first, min(limit, first + _REACH)), self.passages.tokens.touches
        return next((at for at in range(first, most) if self._halts(at, "ends", touches(at + 1))), most)

    def _halts(self, at: int, table: str, touches: bool) -> bool:
        """Whether a name goes no further than a token: a comma, "that"; not the stop of Mr., nor "and" in a name."""
        word, capital, voices = self.words[at], self.passages.is_capital, self.say["voices"]
        if word in (".", "-"):
            title = word == "." and (len(self.words[at - 1]) == 1 or (self.words[at - 1],) in self.say["titles"])
            return not touches and not title
        if word == "for" and table == "ends":
            return not capital(at + 1 + (self.passages.tokens.word(at + 1) == "the"))
        if word == "and":
            named = capital(at + 1) or (self.words[at + 1 : at + 2] == ["the"] and capital(at + 2))
            if (self.words[at - 1],) in voices:
                return not (named and (capital(at - 1) or table == "halts"))
            ahead = any((other,) in voices for other in self.words[at + 1 : at + 5])
            return not ((capital(at - 1) and capital(at + 1)) or (ahead and table == "ends" and not capital(at - 1)))
        return (word,) in self.say[table] or (table == "halts" and (word,) in self.say["inverted"])

    def _is_name(self, first: int, stop: int) -> bool:
        """Whether words may name a speaker: a name, a word for a voice, a pronoun."""
        words, tokens, capital = self.words[first:stop], self.passages.tokens, self.passages.is_capital
        numbered = not {"plain", "grouped"}.isdisjoint(tokens.kinds[first:stop])
        if not words or numbered or tokens.is_month(first) or words in (["a"], ["an"], ["the"]):
            return False
        if self.say["unsaid"].at(words, 0) is not None or tuple(words) in self.say["pronouns"]:
            return tuple(words) in self.say["pronouns"]
        voiced = any((word,) in self.say["voices"] for word in words) or self.known.at(words, 0) is not None
        return voiced or (capital(stop - 1) and (len(words) < 5 or capital(first)))

    def _make(self, sentence: Sentence, at: int, first: int, stop: int, after: int, cited: bool) -> Said | None:
        if stop - 2 >= first and (self.words[stop - 1],) in self.say["documents"]:
            stop -= self.passages.is_capital(stop - 2)  # "the NDMA report"
        if not self._is_name(first, stop):
            return None
        tokens = self.passages.tokens
        span = Span(tokens.starts[first], tokens.ends[stop - 1])
        scope = self._scope(sentence, min(at, first), max(stop, after), whole=cited or first >= at)
        via = self._find_via(sentence, first, after)
        return Said(first, sentence, span, self.passages.text[slice(*span)], scope, via, cited)

    def _find_via(self, sentence: Sentence, first: int, after: int) -> str | None:
        """Return the agency of "told Reuters", "reached by AP", "broadcast by Sky News"."""
        starts, ends = self.passages.tokens.starts, self.passages.tokens.ends
        for at in range(max(first - 1, sentence.first), min(after + 2, sentence.stop - 1)):
            hit = self.say["agencies"].at(self.words, at + 1) if self.words[at] in ("told", "by", "the", "to") else None
            if hit is not None:
                return self.passages.text[starts[at + 1] : ends[hit[0] - 1]]
        return None

    def _scope(self, sentence: Sentence, first: int, after: int, whole: bool) -> Span:
        """Return for which characters somebody stands: those after "X said", all around a closing ", X said"."""
        text, tokens, words = self.passages.text, self.passages.tokens, self.words
        near = range(max(sentence.first, first - _BESIDE), min(sentence.stop, after + _BESIDE))
        stops = [at for at in near if words[at] == ";"]
        trailing = whole and after + 2 >= sentence.stop
        start = max((tokens.starts[at] for at in stops if at < first and not trailing), default=sentence.start)
        end = min((tokens.starts[at] for at in stops if at >= after), default=sentence.end)
        rest = text[tokens.ends[after - 1] : min(end, tokens.ends[after - 1] + 200)]
        before = words[first - 1] if first > sentence.first else ""
        trails = len(pattern("when_said").sub("", rest)) < 12 or re.match(r"[^,;.]{0,25},", rest) is not None
        opens = before not in (",", ";") and (before,) not in self.say["joins"]
        return Span(start if whole or opens or (trails and before == ",") else tokens.starts[first], end)

    def _identify(self, said: Said) -> None:
        """Give a speaker its id: of the vocabulary, of the one it refers back to, or that of a new row."""
        bare = pattern("article").sub("", pattern("in_brackets").sub("", said.name)) or said.name
        folded, last = fold_phrase(bare), bare.split()[-1].lower()
        refers = folded in self.say["pronouns"] or (bare != said.name and folded in self.say["generic"])
        if (hit := self._known_in(said)) is not None:
            said.id, said.known = hit, True
        elif refers and self.said:
            alone = folded in (("he",), ("she",))
            persons = (one for one in reversed(self.said[-6:]) if not (alone and one.name.islower()))
            before = next(persons, self.said[-1])
            said.id, said.known, said.name, said.how = before.id, before.known, before.name, "carried"
        elif len(bare.split()) < 3 and last in self.full:
            said.id, said.known = self.full[last].id, self.full[last].known
        else:
            said.id = make_id(self.acronyms.get(bare) or bare)
        if bare.split()[-1][:1].isupper() and len(bare.split()) > 1:
            self.full.setdefault(last, said)

    def _known_in(self, said: Said) -> str | None:
        """Return the speaker of the vocabulary whose name stands in a name, and is not part of another's."""
        capital, found = self.passages.is_capital, []
        stop = self.passages.token_at(said.span.end - 1) + 1
        for at in range(said.first, stop):
            hit = self.known.at(self.words, at)
            inner = at > said.first and capital(at - 1) and self.words[at - 1] not in ("the", "a", "an")
            if hit and hit[0] <= stop and not inner and (capital(at) or hit[0] - at > 1):
                found.append((hit[0] - at, hit[1]))
        return max(found)[1] if found else None

    def speaker_of(self, position: int) -> dict[str, Guess]:
        """Return who says what stands at a character, as the text writes them, and who carried it."""
        sentence, near = self.passages.sentence_at(position), around(self.said, self.passages.token_at(position))
        covering = [said for said in near if said.sentence is sentence]
        covering = [said for said in covering if said.scope.start <= position < said.scope.end]
        covering.sort(key=lambda said: (self._is_agency(said), not said.cited, abs(said.span.start - position)))
        best = covering[0] if covering else self._by_quotation(position, near)
        if best is None:
            return self._nobody() | {"via": self._carrier(None)}
        reason = f"{best.name} is credited with it{'' if best.known else ', who is new'}"
        sure = (0.9 if best.known else 0.75) * (0.8 if best.how == "carried" else 1.0)
        others = tuple(dict.fromkeys(said.id for said in covering[1:] if said.id != best.id))
        speaker = Guess(best.id, sure, reason, best.how, best.span, others)
        carriers = (said.name for said in covering[1:] if self._is_agency(said))
        via = self._carrier(best.via or next(carriers, None))
        return {"speaker": speaker, "speaker_as_written": replace(speaker, value=best.name, others=()), "via": via}

    def _is_agency(self, said: Said) -> bool:
        return self.say["agencies"].at(self.words, said.first) is not None

    def _by_quotation(self, position: int, near: Sequence[Said]) -> Said | None:
        """Return who speaks the quotation in which a character stands, named in another sentence beside it."""
        start, end = self.passages.quotation_at(position)
        away = [(said.span.start - end, said) for said in near] + [(start - said.span.end, said) for said in near]
        beside = [pair for pair in away if end and 0 <= pair[0] < _BESIDE]
        return min(beside, key=lambda pair: pair[0])[1] if beside else None

    def _nobody(self) -> dict[str, Guess]:
        publisher = self.document.publisher or ""
        words = fold_phrase(publisher)
        value = self.known.get(words) or self.known.get(words[1:]) or (make_id(publisher) if publisher else "unknown")
        return {
            "speaker": Guess(value, 0.6, "the text credits nobody with it", "default"),
            "speaker_as_written": Guess(None, 0.6, "nobody is named", "default"),
        }

    def _carrier(self, told: str | None) -> Guess:
        """Return the agency that was *told*, else that of the dateline, which carried the whole report."""
        match = pattern("agency").search(self.passages.text[:1500])
        name = told or (match[1] if match else None)
        if name is None or name.casefold() == (self.document.publisher or "").casefold():
            return Guess(None, 0.7, "none is named besides the publisher", "default")
        return Guess(name, 0.85, "told to it") if told else Guess(name, 0.7, "the agency of the dateline")


def _initials(name: str, acronym: str) -> str:
    """Return the end of *name* whose capital words are as many as the letters of its acronym."""
    words = name.split()
    capitals = [at for at, word in enumerate(words) if word[0].isupper()]
    return " ".join(words[capitals[-len(acronym) :][0] :])
