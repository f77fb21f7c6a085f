"""Rules that propose figures and gaps: offline, without a model, with a reason for every field."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from dashboard.collection.numbers import FoundNumber
from dashboard.collection.seeds import default_folder
from dashboard.collection.vocabulary import Vocabulary
from dashboard.reading.days import Days
from dashboard.reading.lexicon import Lexicon, english, find_text_language, pattern, read_lexicon
from dashboard.reading.passages import Counted, Hit, Passages, Sentence
from dashboard.reading.places import Places
from dashboard.reading.predicates import Match, Matcher
from dashboard.reading.proposals import Document, Guess, NotProposed, Proposal, Span
from dashboard.reading.voices import Voices
from dashboard.records.model import MAX_QUOTE_WORDS

MAX_FIGURES = 3_000
_MIN_FALLBACK = 10
_GAPS = ("zero_reported", "rising", "not_documented")
# A number as large as this stands in a headline and its report for the same.
_TELLING = 20
_TRIM = ' \t\n\xa0.,;:!?"“”()[]–—-'
_HARM: dict[str, tuple[str, ...]] = {name: (name,) for name in ("killed", "injured", "missing", "displaced", "trapped")}
_HARM["casualties"] = ("killed", "injured")


class Rules:
    """The rules at work on one document."""

    def __init__(self, document: Document, vocabulary: Vocabulary, language: str, lexicon: Lexicon) -> None:
        self.document, self.vocabulary, self.language = document, vocabulary, language
        self.passages = Passages(document.text, language, lexicon)
        self.words, self.text = self.passages.tokens.words, self.passages.text
        self.voices = Voices(self.passages, document)
        self.places = Places(self.passages, document, [said.span for said in self.voices.said])
        self.days = Days(self.passages, document.published)

    def propose(self) -> tuple[list[Proposal], list[NotProposed]]:
        """Return figures and gaps as found, and every other number with the reason why it is none."""
        counted = [(one, self.passages.trap_of(one)) for one in self.passages.counted if one.number.form != "none"]
        live = [one for one, trap in counted if trap is None][:MAX_FIGURES]
        found = {one.first: matches for one, matches in zip(live, Matcher(self.passages, live).found, strict=True)}
        figures, other = list(self._find_singular()), []
        for one, trap in counted:
            matches = [] if trap else found.get(one.first) or self._fall_back(one)
            if matches:
                figures.append(self.make_figure(one, matches))
            else:
                kind = trap or (one.number.kind if one.number.kind in ("money", "share") else "unclear")
                other.append(NotProposed(one.span, kind, english()["reasons"][kind]))
        first = self.text.strip().partition("\n")[0]
        headline = self.text.find(first) + len(first) if first and first[-1] not in '.!”"' else 0
        return [*_join_twins(sorted(figures, key=lambda one: one.span), headline), *self._find_gaps()], other

    def _fall_back(self, one: Counted) -> list[Match]:
        """Offer a number of people as affected, with little confidence, where the sentences around tell of harm."""
        beside = self.passages.sentences[max(one.sentence.index - 1, 0) : one.sentence.index + 2]
        told = any(not form.predicate.weak for near in beside for hit in near.hits for form in hit.forms)
        least = one.number.value or one.number.low or one.number.least or 0
        people = (one.unit == "people" and not one.adopted) or False
        if told and people and not one.is_share and least >= _MIN_FALLBACK and "affected" in self.vocabulary.indicators:
            return [Match(0.31, "affected", "people are counted, and no word near says what befell them")]
        return []

    def propose_at(self, span: Span) -> Proposal | None:
        """Make a card of the number at *span*, whatever it counts; None where none stands there."""
        for one in self.passages.counted:
            if one.number.start < span.end and span.start < one.number.end:
                matches = Matcher(self.passages, [one]).found[0] or self._fall_back(one)
                return self.make_figure(one, matches or [Match(0.0, "", english()["reasons"]["unclear"])])
        return None

    def make_figure(self, one: Counted, matches: list[Match]) -> Proposal:
        """Make a figure with all its fields of a number and the indicators that it may have, best first."""
        best, number, tokens = matches[0], one.number, self.passages.tokens
        own = best.hit is not None and one.sentence.first <= best.hit.first < one.sentence.stop
        words = Span(tokens.starts[best.hit.first], tokens.ends[best.hit.stop - 1]) if own and best.hit else None
        indicator = self.vocabulary.indicators.get(best.indicator)
        others = tuple(match.indicator for match in matches[1:])
        sure, how = min(best.score, 0.95), "stated" if best.hit else "carried"
        fields = {"indicator": Guess(best.indicator or None, sure, best.reason, how, words, others)}  # type: ignore[arg-type]
        fields |= _number_fields(one) | self._group(one, indicator.unit if indicator else None)
        fields |= self._whence(one, words, stock=indicator is not None and indicator.kind == "stock")
        start, end = one.sentence.start, one.sentence.end
        if words and pattern("forecast").search(
            self.text, max(words.start - 25, start), max(words.end, number.phrase_end)
        ):
            fields["counting"] = Guess("forecast", 0.7, "it is expected, not reported")
        counted = pattern("counted").search(
            self.text, max(number.phrase_start - 60, start), min(number.phrase_end + 60, end)
        )
        if number.estimated or counted:
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
            text = self.text[max(one.number.start - 4, 0) : one.number.end + 9]
            sign = pattern("currency").search(text)
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
        carried = place.how == "carried"
        source = "it is carried over from a sentence before" if carried else "it is the report's main place"
        basis = replace(place, value=f"The sentence names no place: {source}.", others=(), span=None)
        return fields | {"place_basis": basis}

    def _quote(self, one: Counted, words: Span | None) -> Span:
        """Return the shortest piece with the number, its noun and its predicate, of at most eight words."""
        number, text = one.number, self.text
        noun = max(number.phrase_end, self.passages.tokens.ends[one.stop - 1])
        tries = [Span(min(number.phrase_start, words.start), max(noun, words.end))] if words else []
        tries += [Span(number.phrase_start, noun), Span(number.phrase_start, number.phrase_end), one.span]
        said = {span: text[slice(*span)] for span in tries}
        fit = (span for span in tries if len(said[span].split()) <= MAX_QUOTE_WORDS and "\n" not in said[span])
        best = next(fit, one.span)
        return best if len(text[slice(*best)].split()) > 2 else self._lengthen(best, one.sentence, 5)

    def _lengthen(self, span: Span, sentence: Sentence, most: int) -> Span:
        """Return a piece with the words after it, up to *most* words in one line of its sentence."""
        rest = self.text[span.end : min(sentence.end, span.end + 200)].partition("\n")[0]
        spare = most - len(self.text[slice(*span)].split()) + (not rest[:1].isspace())
        more = re.match(rf"\S*(?:\s+\S+){{0,{max(spare, 0)}}}", rest)
        end = span.end + (more.end() if more else 0)
        return Span(span.start, span.start + len(self.text[span.start : end].rstrip(_TRIM)) if end > span.end else end)

    def _find_singular(self) -> Iterator[Proposal]:
        """Propose the one facility that was destroyed and the one person who was rescued, where no number says so."""
        for sentence in self.passages.sentences:
            for hit in sentence.hits:
                ids = {form.predicate.id: form.predicate for form in hit.forms}
                one, predicate = None, ids.get("destroy") or ids.get("rescue")
                unit = "facilities" if "destroy" in ids else "people"
                if "destroy" in ids:
                    one = self._single_noun(sentence, hit.stop, min(hit.stop + 9, sentence.stop), unit)
                elif predicate and self.words[hit.first - 1] in ("was", "been"):
                    one = self._single_noun(sentence, max(hit.first - 8, sentence.first), hit.first, unit)
                if one and predicate:
                    indicator = self.passages.lexicon.indicator_for(predicate, unit) or ""
                    yield self.make_figure(one, [Match(0.6, indicator, "one, without a number word", hit, predicate)])

    def _single_noun(self, sentence: Sentence, first: int, stop: int, unit: str) -> Counted | None:
        """Find "a young girl" or "the city's main pumping station" among tokens; "the" alone refers back."""
        before = [self.words[first]] + (["main"] if "main" in self.words[first:stop] else [])
        if before[0] not in ("a", "an", "another") and before != ["the", "main"]:
            return None
        for at in range(first + 1, stop):
            noun = self.passages.lexicon.nouns.at(self.words, at)
            aged = "old" in self.words[first:at] or self.passages.number_firsts.isdisjoint(range(first, at))
            if noun is not None and noun[1].unit == unit and aged:
                one = self._stretch(sentence, first, noun[0])
                return replace(one, noun=noun[1])
        return None

    def _stretch(self, sentence: Sentence, first: int, stop: int) -> Counted:
        """Return tokens that hold no number word as if they were one."""
        start, end = self.passages.tokens.starts[first], self.passages.tokens.ends[stop - 1]
        number = FoundNumber(first, stop, "article", 1, start=start, end=end, phrase_start=start, phrase_end=end)
        return Counted(number, sentence, first, stop)

    def _find_gaps(self) -> Iterator[Proposal]:
        """Propose what the text says nobody could count, what is expected to rise, and what was found to be none."""
        tables, counting = english()["gaps"], english()["gaps"]["counting"]
        numbered = {one.sentence.index for one in self.passages.counted}  # such a number is provisional, and no gap
        for sentence in self.passages.sentences:
            for at in range(sentence.first, sentence.stop):
                found = ((kind, tables[kind].at(self.words, at)) for kind in _GAPS)
                kind, hit = next((pair for pair in found if pair[1]), ("", None))
                counts = kind != "not_documented" or any((word,) in counting for word in self.words[at : at + 12])
                if hit is None or not counts or (kind == "rising" and sentence.index in numbered):
                    continue
                first = at if kind == "zero_reported" else hit[0]
                harm = self._harm_in(sentence, first, min(hit[0] + 14, sentence.stop))
                for indicator in ["killed"] if kind == "rising" else harm:
                    yield self._make_gap(self._stretch(sentence, at, hit[0]), indicator, kind)
                if harm or kind == "rising":
                    break

    def _harm_in(self, sentence: Sentence, first: int, stop: int) -> list[str]:
        """Return the kinds of harm that are named among tokens, or right before them."""
        near = [
            hit
            for hit in sentence.hits
            if first <= hit.first < stop or (_is_named(hit) and first - 8 < hit.stop <= first)
        ]
        named = [form.predicate.indicators[0] for hit in near for form in hit.forms]
        found = dict.fromkeys(harm for name in named for harm in _HARM.get(name, ()))
        return [name for name in found if name in self.vocabulary.indicators]

    def _make_gap(self, one: Counted, indicator: str, kind: str) -> Proposal:
        kept = ("place", "date_start", "date_end", "speaker", "speaker_as_written", "via")
        fields = {key: guess for key, guess in self._whence(one, None, stock=False).items() if key in kept}
        if fields["date_start"].value is None:
            fields["date_start"] = fields["date_end"]
        if "people" in self.vocabulary.groups:
            fields["group"] = Guess("people", 0.7, "nobody is told apart", "default")
        quote = self._lengthen(one.span, one.sentence, MAX_QUOTE_WORDS - 2)
        status = "zero_reported" if kind == "zero_reported" else "not_documented"
        fields |= {
            "indicator": Guess(indicator, 0.7, "named in the same sentence"),
            "status": Guess(status, 0.8, f"“{self.text[slice(*one.span)]}”", "stated", one.span),
            "reason": Guess(
                english()["reasons"][kind], 0.5, "in our own words; say why, where the report does", "default"
            ),
            "quote": self._quoted(quote, "the words that say so"),
        }
        return Proposal("gap", one.span, quote, fields)


def _is_named(hit: Hit) -> bool:
    return hit.forms[0].predicate.takes in ("toll", "noun")


def _number_fields(one: Counted) -> dict[str, Guess]:
    number, said = one.number, "no word beside the number"
    if number.qualifier != "exact":
        said = f"the words “{number.qualifier_text or number.text}”"
    made = {"qualifier": Guess(number.qualifier, 0.98, said, "stated", Span(number.phrase_start, number.phrase_end))}
    values: dict[str, Any] = {"value": number.value, "value_low": number.low, "value_high": number.high}
    values["of_total"] = number.of_total
    if one.is_share and number.kind != "share" and number.value is not None:
        values = {"value": round(100 * number.value / (number.of_total or 1))}
    if number.qualifier == "vague":
        values = {"magnitude": number.text}
    stated = {key: value for key, value in values.items() if value is not None}
    made |= {key: Guess(value, 0.98, "as printed", "stated", one.span) for key, value in stated.items()}
    if number.provisional:
        made["provisional"] = Guess(True, 0.9, f"the words “{number.provisional_text}”")
    return made


def _join_twins(figures: list[Proposal], headline: int) -> list[Proposal]:
    """Join figures that say the same twice, as a headline and its lead do: the fuller one holds, with two places."""
    kept: list[Proposal] = []
    alike: dict[tuple[Any, ...], list[int]] = {}
    keys = ("value", "value_low", "value_high", "magnitude", "indicator", "group", "of_total")
    for one in figures:
        earlier = alike.setdefault(tuple(one.value(key) for key in keys), [])
        twin = next((at for at in earlier[-5:] if _is_twin(kept[at], one, headline)), None)
        if twin is None:
            earlier.append(len(kept))
            kept.append(one)
        else:
            lesser, fuller = sorted((kept[twin], one), key=_fullness)
            kept[twin] = replace(fuller, twins=(*kept[twin].twins, lesser.span))
    return sorted(kept, key=lambda one: one.span)


def _is_twin(one: Proposal, other: Proposal, headline: int) -> bool:
    """Whether two figures of one number say the same: nothing that both state differs, but what a headline says."""
    if one.span.start < headline <= other.span.start and (one.value("value") or 0) >= _TELLING:
        return True
    qualified = one.span.start < headline or one.value("qualifier") == other.value("qualifier")
    if not qualified or (one.value("value") or one.value("value_low") or 2) < 2:
        return False
    pairs = [(one.fields.get(key), other.fields.get(key)) for key in ("place", "speaker", "date_end")]
    return not any(a and b and a.value != b.value and a.how == b.how == "stated" for a, b in pairs)


def _fullness(one: Proposal) -> float:
    qualified = 0.0 if one.value("qualifier") == "exact" else 2.0
    return qualified + sum(guess.how == "stated" for guess in one.fields.values())


def make_rules(document: Document, vocabulary: Vocabulary, lexicon: Lexicon | None = None) -> Rules:
    """Return the rules at work on *document*, with the project's own lexicon where none is given."""
    language = find_text_language(document.text, document.language)
    return Rules(document, vocabulary, language, lexicon or _own_lexicon(vocabulary))


@lru_cache(maxsize=4)
def _own_lexicon(vocabulary: Vocabulary) -> Lexicon:
    return read_lexicon(vocabulary, default_folder())[0]
