"""Who says so: verbs of saying with their subjects, "according to", and the agency or broadcaster that carried it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dashboard.reading.lexicon import english, fold_phrase, make_id, pattern
from dashboard.reading.passages import Passages, Sentence, around
from dashboard.reading.proposals import Document, Guess, How, Span

_REACH = 14
_BESIDE = 60


@dataclass(slots=True)
class Said:
    """Whom a text credits with what its sentence says; ``span``, the tokens ``first`` up to ``stop``, names them.

    ``cited`` is a source ("according to"), which goes before the one who cites it; ``how`` is carried for "he said";
    ``via`` carried it.
    """

    sentence: Sentence
    first: int
    stop: int
    span: Span
    name: str
    via: str | None
    cited: bool
    is_agency: bool
    id: str = ""
    known: bool = False
    how: How = "stated"


class Voices:
    """The speakers of one text, as ``said``."""

    def __init__(self, passages: Passages, document: Document) -> None:
        self.passages, self.document = passages, document
        self.say, self.words = english()["say"], passages.tokens.words
        self.known = passages.lexicon.speakers
        self.full: dict[str, Said] = {}
        self.said: list[Said] = []
        for sentence in passages.sentences:
            for said in self._find(sentence):
                self._identify(said)
                self.said.append(said)

    def _find(self, sentence: Sentence) -> Iterator[Said]:
        sources, verbs, at = self.say["sources"], self.say["verbs"], sentence.first
        while at < sentence.stop:
            source, verb = sources.at(self.words, at), verbs.at(self.words, at)
            said = None
            if source is not None:
                # "According to the latest report released by the Centre" names the Centre.
                near = range(source[0], min(source[0] + 7, sentence.stop))
                if not any(sources.at(self.words, inner) for inner in near):
                    end = self._name_end(source[0], sentence.stop)
                    said = self._make(sentence, source[0], end, source[0], True)
            elif verb is not None:
                said = self._with_verb(sentence, at, verb[0])
            if said is not None:
                yield said
            at = (source or verb or (at + 1,))[0]

    def _with_verb(self, sentence: Sentence, verb: int, after: int) -> Said | None:
        """Read "X said", "X, the governor, wrote" and "…, said X"."""
        words, before = self.words, self.words[verb - 1] if verb > sentence.first else ","
        if (words[verb],) in self.say["inverted"] and before in ("”", '"', ","):
            end = self._name_end(after, sentence.stop)  # not "said the council has …"
            acts = (self.passages.tokens.word(end),) in english()["have"]
            if not acts and (said := self._make(sentence, after, end, after, False)) is not None:
                return said
        stop = verb
        while stop > sentence.first and (words[stop - 1],) in self.say["adverbs"]:
            stop -= 1
        if words[stop - 1] == ",":
            stop = self._before_apposition(sentence, stop - 1)
        return self._make(sentence, self._name_start(sentence, stop), stop, after, False)

    def _before_apposition(self, sentence: Sentence, comma: int) -> int:
        """Return where a name ends that words between commas describe; not in "the mayor, Ada Berg,"."""
        words, capital, first = self.words, self.passages.is_capital, max(comma - 24, sentence.first + 1)
        quote = max((at for at in range(first, comma) if words[at] in ("”", '"')), default=0)
        for at in range(max(first, quote), comma):
            title = not capital(at - 1) and all(map(capital, range(at + 1, comma)))
            named = capital(at - 1) or ((words[at - 1],) in self.say["voices"] and not title)
            leads = english()["places"]["leads"]  # "In Norra, ..."
            if words[at] == "," and named and (words[self._name_start(sentence, at)],) not in leads:
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
        if word == "and" or (word == "for" and table == "ends"):
            named = capital(at - 1) and capital(at + 1 + (self.passages.tokens.word(at + 1) == "the"))
            office = any((other,) in voices for other in self.words[at + 1 : at + 5])
            return not (named or (word == "and" and table == "ends" and office and not capital(at - 1)))
        return (word,) in self.say[table]

    def _make(self, sentence: Sentence, first: int, stop: int, after: int, cited: bool) -> Said | None:
        """Make a speaker of words that may name one: a name, a word for a voice, a pronoun; None of others."""
        words, tokens, capital = self.words[first:stop], self.passages.tokens, self.passages.is_capital
        numbered = not {"plain", "grouped"}.isdisjoint(tokens.kinds[first:stop])
        if words in ([], ["an"]) or numbered or tokens.is_month(first) or self.say["unsaid"].at(words, 0):
            return None
        voiced = any((word,) in self.say["voices"] for word in words) or self.known.at(words, 0) is not None
        named = capital(stop - 1) and (len(words) < 5 or capital(first))
        if not voiced and not named and tuple(words) not in self.say["pronouns"]:
            return None
        text, starts, ends = self.passages.text, tokens.starts, tokens.ends
        hits = {at: self.say["agencies"].at(self.words, at) for at in (first, after, after + 1, after + 2)}
        told = (text[starts[at] : ends[hit[0] - 1]] for at, hit in hits.items() if hit and after <= at < sentence.stop)
        span = Span(starts[first], ends[stop - 1])
        return Said(sentence, first, stop, span, text[slice(*span)], next(told, None), cited, hits[first] is not None)

    def _identify(self, said: Said) -> None:
        """Give a speaker its id: of the vocabulary, of the one it refers back to, or that of a new row."""
        bare = pattern("article").sub("", pattern("in_brackets").sub("", said.name)) or said.name
        folded, last, several = fold_phrase(bare), bare.split()[-1], len(bare.split()) > 1
        refers = folded in self.say["pronouns"] or (bare != said.name and folded in self.say["generic"])
        known, capital = [], self.passages.is_capital
        for at in range(said.first, said.stop):
            hit = self.known.at(self.words, at)
            inner = at > said.first and capital(at - 1) and self.words[at - 1] != "the"  # Nepal Red Cross
            if hit and hit[0] <= said.stop and not inner and (capital(at) or hit[0] - at > 1):
                known.append((hit[0] - at, hit[1]))
        before = self.said[-1] if refers and self.said else self.full.get(last) if len(bare.split()) < 3 else None
        if known:
            said.id, said.known = max(known)[1], True
        elif before:
            said.id, said.known = before.id, before.known
            said.name, said.how = (before.name, "carried") if refers else (said.name, said.how)
        else:
            said.id = make_id(bare)
        # A surname or the letters behind a name stand for it later.
        short = re.search(r"\(([A-Z]{2,8})\)", self.passages.text[said.span.start : said.span.end + 11])
        for name in filter(None, (several and last[0].isupper() and last, short and short[1])):
            self.full.setdefault(name, said)

    def speaker_of(self, position: int) -> dict[str, Guess]:
        """Return who says what stands at a character, as the text writes them, and who carried it."""
        covering, publisher, told = self._find_at(position), self.document.publisher or "", None
        if covering:
            best, sure = covering[0], 0.9 if covering[0].known else 0.75
            reason = f"{best.name} is credited with it{'' if best.known else ', who is new'}"
            others = tuple(dict.fromkeys(said.id for said in covering[1:] if said.id != best.id))
            speaker = Guess(best.id, sure * (0.8 if best.how == "carried" else 1), reason, best.how, best.span, others)
            written = replace(speaker, value=best.name, others=())
            told = best.via or next((said.name for said in covering[1:] if said.is_agency), None)
        else:
            value = self.known.get(fold_phrase(publisher)) or (make_id(publisher) if publisher else "unknown")
            speaker = Guess(value, 0.6, "the text credits nobody with it", "default")
            written = replace(speaker, value=None)
        match = pattern("agency").search(self.passages.text[:1500])
        carrier = told or (match[1] if match else "")
        via = Guess(carrier, 0.85 if told else 0.7, "told to it" if told else "the agency of the dateline")
        if carrier.casefold() in ("", publisher.casefold()):
            via = Guess(None, 0.7, "none is named besides the publisher", "default")
        return {"speaker": speaker, "speaker_as_written": written, "via": via}

    def _find_at(self, position: int) -> list[Said]:
        """Return whom the sentence of a character credits, the likeliest first, or who speaks the quotation there."""
        sentence, near = self.passages.sentence_at(position), around(self.said, self.passages.token_at(position))
        start, end = self.passages.quotation_at(position)
        covering = [said for said in near if said.sentence is sentence]
        if not covering and end:
            # A quotation may follow the sentence that names who goes on in it.
            ends = (
                (said, (start - said.sentence.end + 10, said.span.start - end, start - said.span.end)) for said in near
            )
            away = {gap: said for said, gaps in ends for gap in gaps}
            gap = min((gap for gap in away if 0 <= gap < _BESIDE), default=None)
            return [] if gap is None else [away[gap]]
        return sorted(covering, key=lambda said: (said.is_agency, not said.cited, abs(said.span.start - position)))
