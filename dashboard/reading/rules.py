"""Rules that propose figures and gaps: offline, without a model, with a reason for every field."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from dashboard.collection.numbers import FoundNumber
from dashboard.collection.seeds import default_folder
from dashboard.collection.vocabulary import Vocabulary
from dashboard.reading.lexicon import Lexicon, english, find_text_language, pattern, read_lexicon
from dashboard.reading.passages import Counted, Passages, Sentence, around
from dashboard.reading.predicates import Match, Matcher
from dashboard.reading.proposals import Document, Guess, How, NotProposed, Proposal, Span
from dashboard.reading.scenes import Days, Places
from dashboard.reading.voices import Voices
from dashboard.records.model import MAX_QUOTE_WORDS

_MIN_FALLBACK = 10
_GAPS = ("zero_reported", "rising", "not_documented")
_TRIM = ' \t\n\xa0.,;:!?"“”()[]–—-'
_HARM: dict[str, tuple[str, ...]] = {name: (name,) for name in ("killed", "injured", "missing", "displaced", "trapped")}
_HARM["casualties"] = ("killed", "injured")


class Rules:
    """The rules at work on one document, with the project's own lexicon where none is given."""

    def __init__(self, document: Document, vocabulary: Vocabulary, lexicon: Lexicon | None = None) -> None:
        self.document, self.vocabulary = document, vocabulary
        self.language = find_text_language(document.text, document.language)
        self.lexicon = lexicon or _own_lexicon(vocabulary)
        self.passages = Passages(document.text, self.language, self.lexicon)
        self.words, self.text = self.passages.tokens.words, self.passages.text
        self.voices = Voices(self.passages, document)
        self.places = Places(self.passages, document, [said.span for said in self.voices.said])
        self.days = Days(self.passages, document.published)

    def propose(self) -> tuple[list[Proposal], list[NotProposed]]:
        """Return figures and gaps as found, and every other number with the reason why it is none."""
        counted = [(one, self.passages.trap_of(one)) for one in self.passages.counted if one.number.form != "none"]
        live = [one for one, trap in counted if trap is None]
        found = {one.first: matches for one, matches in zip(live, Matcher(self.passages, live).found, strict=True)}
        figures, other = list(self._find_singular()), []
        for one, trap in counted:
            if matches := [] if trap else found[one.first] or self._fall_back(one):
                figures.append(self._make_figure(one, matches))
            else:
                unclear = "unclear" if self.passages.is_english else "language"
                kind = trap or (one.number.kind if one.number.kind in ("money", "share") else unclear)
                other.append(NotProposed(one.span, kind, english()["reasons"][kind]))
        first = self.text.strip().partition("\n")[0]
        headline = self.text.find(first) + len(first) if first and first[-1] not in '.!”"' else 0
        return [*_join_twins(sorted(figures, key=lambda one: one.span), headline), *self._find_gaps()], other

    def _fall_back(self, one: Counted) -> list[Match]:
        """Offer a number of people as affected, with little confidence, where the sentences around tell of harm."""
        beside = self.passages.sentences[max(one.sentence.index - 1, 0) : one.sentence.index + 2]
        least = one.number.value or one.number.low or one.number.least or 0
        people = one.unit == "people" and not one.adopted and not one.is_share and least >= _MIN_FALLBACK
        told = any(not predicate.weak for near in beside for hit in near.hits for predicate, _ in hit.forms)
        if people and told and "affected" in self.vocabulary.indicators:
            return [Match(0.31, "affected", "people are counted, and no word near says what befell them")]
        return []

    def propose_at(self, span: Span) -> Proposal | None:
        """Make a card of the number at *span*, whatever it counts; None where none stands there."""
        for one in self.passages.counted:
            if one.number.start < span.end and span.start < one.number.end:
                matches = Matcher(self.passages, [one]).found[0] or self._fall_back(one)
                return self._make_figure(one, matches or [Match(0.0, "", english()["reasons"]["unclear"])])
        return None

    def _make_figure(self, one: Counted, matches: list[Match]) -> Proposal:
        """Make a figure with all its fields of a number and the indicators that it may have, best first."""
        best, number, tokens, words = matches[0], one.number, self.passages.tokens, None
        if best.hit is not None:
            words = Span(tokens.starts[best.hit.first], tokens.ends[best.hit.stop - 1])
        indicator = self.vocabulary.indicators.get(best.indicator)
        others = tuple(match.indicator for match in matches[1:])
        how: How = "stated" if best.hit else "carried"
        fields = {"indicator": Guess(best.indicator or None, min(best.score, 0.95), best.reason, how, words, others)}
        fields |= _number_fields(one) | self._group(one, indicator.unit if indicator else None)
        fields |= self._whence(one, words, stock=indicator is not None and indicator.kind == "stock")
        start, end = max(number.phrase_start - 60, one.sentence.start), min(number.phrase_end + 60, one.sentence.end)
        if words:
            near = slice(max(words.start - 25, one.sentence.start), max(words.end, number.phrase_end))
            if pattern("forecast").search(self.text[near]):
                fields["counting"] = Guess("forecast", 0.7, "it is expected, not reported")
        if number.estimated or pattern("counted").search(self.text[start:end]):
            fields["basis"] = Guess("estimate" if number.estimated else "count", 0.7, "the words beside the number")
        else:
            fields["basis"] = Guess("statement", 0.7, "no word says how", "default")
        quote = self._quote(one, words)
        fields["quote"] = self._quoted(quote, "the shortest phrase with number and predicate")
        return Proposal("figure", one.span, quote, fields)

    def _quoted(self, quote: Span, reason: str) -> Guess:
        return Guess(" ".join(self.text[slice(*quote)].split()), 1.0, reason, "stated", quote)

    def _group(self, one: Counted, unit: str | None) -> dict[str, Guess]:
        groups, said = self.vocabulary.groups, (one.noun.group if one.noun else None) or ""
        if said in groups and groups[said].unit == unit:
            return {"group": Guess(said, 0.9, "the noun that is counted")}
        if unit == "money":
            sign = pattern("currency").search(self.text[max(one.number.start - 4, 0) : one.number.end + 9])
            found = (sign and sign.lastgroup) or "other_currency"
            return {"group": Guess(found, 0.9, "the sign of the currency")} if found in groups else {}
        for group in groups.values():
            if group.unit == unit == "cases" and group.label.split()[-1].lower().partition("-")[0] in self.words:
                return {"group": Guess(group.id, 0.6, "the illness that the report names", "carried")}
            if group.unit == unit == group.label and group.within is None:
                return {"group": Guess(group.id, 0.7, "nobody is told apart", "default")}
        return {}

    def _whence(self, one: Counted, words: Span | None, stock: bool) -> dict[str, Guess]:
        """Return place, days and speaker of a number."""
        place = self.places.place_of(one, words)
        fields = {"place": place} | self.days.fields_of(one, words, stock) | self.voices.speaker_of(one.number.start)
        if place.how == "stated" and place.span:
            return fields | {"place_as_written": replace(place, value=self.text[slice(*place.span)], others=())}
        source = "carried over from a sentence before" if place.how == "carried" else "the report's main place"
        basis = replace(place, value=f"The sentence names no place: it is {source}.", others=(), span=None)
        return fields | {"place_basis": basis}

    def _quote(self, one: Counted, words: Span | None) -> Span:
        """Return the shortest piece with the number, its noun and its predicate, of at most eight words."""
        number = one.number
        noun = max(number.phrase_end, self.passages.tokens.ends[one.stop - 1])
        tries = [Span(min(number.phrase_start, words.start), max(noun, words.end))] if words else []
        tries += [Span(number.phrase_start, noun), Span(number.phrase_start, number.phrase_end)]
        said = ((span, self.text[slice(*span)]) for span in tries)
        fit = (span for span, text in said if len(text.split()) <= MAX_QUOTE_WORDS and "\n" not in text)
        best = next(fit, one.span)
        return best if len(self.text[slice(*best)].split()) > 2 else self._lengthen(best, one.sentence, 5)

    def _lengthen(self, span: Span, sentence: Sentence, most: int) -> Span:
        """Return a piece with the words after it, up to *most* words in one line and clause, before another number."""
        near = around(self.passages.counted, self.passages.token_at(span.end))
        starts = (one.number.phrase_start for one in near if self.passages.trap_of(one) != "whole")
        end = min(sentence.end, span.end + 200, *(at for at in starts if at >= span.end))
        piece = re.match(rf"(?:[^\s;]+\s*){{1,{most}}}", self.text[span.start : end].partition("\n")[0])
        words = piece[0].split(" ") if piece else []
        while words and (not words[-1].strip(_TRIM) or (words[-1].lower(),) in english()["loose"]):
            words.pop()
        return Span(span.start, max(span.start + len(" ".join(words).rstrip(_TRIM)), span.end))

    def _find_singular(self) -> Iterator[Proposal]:
        """Propose the one facility that was destroyed ("the city's main pumping station") and the one person who was
        rescued ("a young girl"), where no number says so; "the" alone refers back.
        """
        for sentence, hit in [(part, hit) for part in self.passages.sentences for hit in part.hits]:
            predicate = next((one for one, _ in hit.forms if one.id in ("destroy", "rescue")), None)
            passive = self.words[hit.first - 1] in ("was", "been")
            if predicate is None or passive != (predicate.id == "rescue"):
                continue
            first, stop, unit = hit.stop, min(hit.stop + 9, sentence.stop), "facilities"
            if passive:
                first, stop, unit = max(hit.first - 8, sentence.first), hit.first, "people"
            words = self.words[first:stop]
            alone = words[:1] in (["a"], ["an"], ["another"]) or (words[:1] == ["the"] and "main" in words)
            found = (self.lexicon.nouns.at(self.words, at) for at in range(first + 1, stop))
            noun = next((noun for noun in found if noun and noun[1].unit == unit), None)
            if noun and alone and self.passages.number_firsts.isdisjoint(range(first, noun[0])):
                one = replace(self._stretch(sentence, first, noun[0]), noun=noun[1])
                indicator = self.lexicon.indicator_for(predicate, unit) or ""
                yield self._make_figure(one, [Match(0.6, indicator, "one, without a number word", hit, predicate)])

    def _stretch(self, sentence: Sentence, first: int, stop: int) -> Counted:
        """Return tokens that hold no number word as if they were one."""
        start, end = self.passages.tokens.starts[first], self.passages.tokens.ends[stop - 1]
        number = FoundNumber(first, stop, "article", 1, start=start, end=end, phrase_start=start, phrase_end=end)
        return Counted(number, sentence, first, stop)

    def _find_gaps(self) -> Iterator[Proposal]:
        """Propose what the text says nobody could count, what is expected to rise, and what was found to be none."""
        tables = english()["gaps"]
        numbered = {one.sentence.index for one in self.passages.counted}  # such a number is provisional, and no gap
        for sentence in self.passages.sentences:
            for at in range(sentence.first, sentence.stop):
                found = ((kind, tables[kind].at(self.words, at)) for kind in _GAPS)
                kind, hit = next((pair for pair in found if pair[1]), ("", None))
                counts = any((word,) in tables["counting"] for word in self.words[at : at + 12])
                if hit is None or (kind == "not_documented" and not counts):
                    continue
                harm = self._harm_in(sentence, at if kind == "zero_reported" else hit[0], hit[0] + 14)
                if kind == "rising":
                    harm = [] if sentence.index in numbered else ["killed"]
                for indicator in harm:
                    yield self._make_gap(self._stretch(sentence, at, hit[0]), indicator, kind)
                if harm:
                    break

    def _harm_in(self, sentence: Sentence, first: int, stop: int) -> list[str]:
        """Return the kinds of harm that are named among tokens, or right before them."""
        found: dict[str, None] = {}
        for hit in sentence.hits:
            named = hit.forms[0][0].takes in ("toll", "noun")
            if first <= hit.first < stop or (named and first - 8 < hit.stop <= first):
                found |= dict.fromkeys(harm for one, _ in hit.forms for harm in _HARM.get(one.indicators[0], ()))
        return [name for name in found if name in self.vocabulary.indicators]

    def _make_gap(self, one: Counted, indicator: str, kind: str) -> Proposal:
        kept = ("place", "date_start", "date_end", "speaker", "speaker_as_written", "via")
        fields = {key: guess for key, guess in self._whence(one, None, stock=False).items() if key in kept}
        if fields["date_start"].value is None:
            fields["date_start"] = fields["date_end"]
        if "people" in self.vocabulary.groups:
            fields["group"] = Guess("people", 0.7, "nobody is told apart", "default")
        quote, words = self._lengthen(one.span, one.sentence, MAX_QUOTE_WORDS - 2), self.text[slice(*one.span)]
        status = "zero_reported" if kind == "zero_reported" else "not_documented"
        reason = "in our own words; say why, where the report does"
        fields |= {
            "indicator": Guess(indicator, 0.7, "named in the same sentence"),
            "status": Guess(status, 0.8, f"“{words}”", "stated", one.span),
            "reason": Guess(english()["reasons"][kind], 0.5, reason, "default"),
            "quote": self._quoted(quote, "the words that say so"),
        }
        return Proposal("gap", one.span, quote, fields)


def _number_fields(one: Counted) -> dict[str, Guess]:
    number, said = one.number, "no word beside the number"
    if number.qualifier != "exact":
        said = f"the words “{number.qualifier_text or number.text}”"
    made = {"qualifier": Guess(number.qualifier, 0.98, said, "stated", Span(number.phrase_start, number.phrase_end))}
    keys = ("value", "value_low", "value_high", "of_total")
    stated: dict[str, Any] = dict(zip(keys, (number.value, number.low, number.high, number.of_total), strict=True))
    if one.is_share and number.kind != "share" and number.value is not None:
        stated = {"value": round(100 * number.value / (number.of_total or 1))}
    if number.qualifier == "vague":
        stated = {"magnitude": number.text}
    present = {key: value for key, value in stated.items() if value is not None}
    made |= {key: Guess(value, 0.98, "as printed", "stated", one.span) for key, value in present.items()}
    if number.provisional:
        made["provisional"] = Guess(True, 0.9, f"the words “{number.provisional_text}”")
    return made


def _join_twins(figures: list[Proposal], headline: int) -> list[Proposal]:
    """Join figures that say the same twice, as a headline and its lead do: the fuller one holds, with two places."""
    kept: list[Proposal] = []
    alike: dict[tuple[Any, ...], int] = {}
    for one in figures:
        key = tuple(map(one.value, ("value", "value_low", "value_high", "magnitude", "indicator", "group", "of_total")))
        at = alike.get(key)
        if at is None or not _is_twin(kept[at], one, headline):
            alike[key] = len(kept)
            kept.append(one)
        else:
            lesser, fuller = sorted((kept[at], one), key=_fullness)
            kept[at] = replace(fuller, twins=(*kept[at].twins, lesser.span))
    return sorted(kept, key=lambda one: one.span)


def _is_twin(one: Proposal, other: Proposal, headline: int) -> bool:
    """Whether two figures of one number say the same: nothing that both state differs, but what a headline says."""
    if (one.value("value") or one.value("value_low") or 2) < 2:
        return False
    pairs = [(one.fields.get(key), other.fields.get(key)) for key in ("qualifier", "place", "speaker", "date_end")]
    differ = any(a and b and a.value != b.value and a.how == b.how == "stated" for a, b in pairs)
    return one.span.start < headline or not differ


def _fullness(one: Proposal) -> tuple[bool, int]:
    return one.value("qualifier") != "exact", sum(guess.how == "stated" for guess in one.fields.values())


@lru_cache(maxsize=4)
def _own_lexicon(vocabulary: Vocabulary) -> Lexicon:
    return read_lexicon(vocabulary, default_folder())[0]
