"""Rules that propose figures and gaps: offline, without a model, with a reason for every field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from dashboard.collection.amounts import FoundNumber
from dashboard.collection.seeds import default_folder
from dashboard.collection.vocabulary import Vocabulary
from dashboard.reading.days import Days
from dashboard.reading.lexicon import Lexicon, read_lexicon
from dashboard.reading.passages import Counted, Hit, Passages, Sentence
from dashboard.reading.places import Places
from dashboard.reading.predicates import Match, Matcher
from dashboard.reading.proposals import Document, Guess, NotProposed, Proposal, Span
from dashboard.reading.traps import REASONS, find_trap
from dashboard.reading.voices import Voices
from dashboard.reading.words import english, find_text_language
from dashboard.records.model import MAX_QUOTE_WORDS

_WORD = re.compile(r"\S+")
_TRIM = ' \t\n\xa0.,;:!?"“”()[]–—-'
_FORECAST = re.compile(
    r"\b(?:could|may|might|will|expected to|projected to|forecast|would|at risk of|fears? that)\b(?!.{0,12}\bnot\b)",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\b(?:documented|verified|recorded|confirmed|registered|counted)\b", re.IGNORECASE)
MAX_FIGURES = 3_000
_MIN_FALLBACK = 10
_CURRENCIES = (
    ("us_dollars", r"(?:US|U\.S\.)? ?\$|dollars|USD"),
    ("euros", r"€|euros?|EUR"),
    ("pounds_sterling", r"£|pounds|GBP"),
)


class Rules:
    """The rules at work on one document."""

    name = "rules"

    def __init__(
        self, document: Document, vocabulary: Vocabulary, language: str, lexicon: Lexicon | None = None
    ) -> None:
        self.document, self.vocabulary, self.language = document, vocabulary, language
        self.passages = Passages(document.text, language, lexicon)
        self.voices = Voices(self.passages, document, vocabulary)
        self.places = Places(self.passages, document, vocabulary, [said.span for said in self.voices.said])
        self.days = Days(self.passages, document.published)

    def propose(self) -> tuple[list[Proposal], list[NotProposed]]:
        """Return figures and gaps as found, and every other number with the reason why it is none."""
        traps = {id(one): find_trap(self.passages, one) for one in self.passages.counted}
        live = [one for one in self.passages.counted if traps[id(one)] is None][:MAX_FIGURES]
        matches = Matcher(self.passages, live).found
        figures: list[Proposal] = []
        other = [
            NotProposed(one.span, kind, REASONS[kind]) for one in self.passages.counted if (kind := traps[id(one)])
        ]
        for one, found in zip(live, matches, strict=True):
            best = found or self._fall_back(one)
            if one.number.form != "none" and best:
                figures.append(self.make_figure(one, best))
            elif one.number.form != "none":
                kind = one.number.kind if one.number.kind in ("money", "share") else "unclear"
                other.append(NotProposed(one.span, kind, REASONS[kind]))
        figures += self._find_singular()
        return [*_join_twins(sorted(figures, key=lambda one: one.span), self._headline()), *self._find_gaps()], sorted(
            other, key=lambda one: one.span
        )

    def _headline(self) -> int:
        """Return where the headline ends: a first line without a full stop."""
        first = self.document.text.strip().partition("\n")[0]
        return self.document.text.find(first) + len(first) if first and first[-1] not in '.!”"' else 0

    def _fall_back(self, one: Counted) -> list[Match]:
        """Offer a number of people of whom nothing else is known as affected, with little confidence."""
        least = one.number.value or one.number.low or one.number.least or 0
        people = (one.unit == "people" and not one.adopted) or (bool(one.thing) and self.passages.is_people(one))
        if (
            not people
            or least < _MIN_FALLBACK
            or one.number.kind != "count"
            or "affected" not in self.vocabulary.indicators
        ):
            return []
        return [Match(0.31, "affected", "people are counted, and no word near says what befell them")]

    def propose_at(self, span: Span) -> Proposal | None:
        """Make a card of the number at *span*, whatever it counts; None where none stands there."""
        one = next(
            (one for one in self.passages.counted if one.number.start < span.end and span.start < one.number.end), None
        )
        if one is None:
            return None
        guess = Matcher(self.passages, [one]).found[0] or self._fall_back(one)
        return self.make_figure(one, guess or [Match(0.0, "", "no word near it says what happened to what is counted")])

    def make_figure(self, one: Counted, matches: list[Match]) -> Proposal:
        """Make a figure with all its fields of a number and the indicators that it may have, best first."""
        best, number = matches[0], one.number
        words = self._span_of(best.hit) if best.hit and best.hit in one.sentence.hits else None
        indicator = self.vocabulary.indicators.get(best.indicator)
        others = tuple(match.indicator for match in matches[1:])
        fields = {
            "indicator": Guess(
                best.indicator or None,
                min(best.score, 0.95),
                best.reason,
                "stated" if best.hit else "carried",
                words,
                others,
            )
        }
        fields |= _number_fields(number) | self._group(one, best)
        fields |= self._whence(one, words, stock=indicator is not None and indicator.kind == "stock")
        around = self.passages.text[
            number.phrase_start - 60 if number.phrase_start > 60 else 0 : number.phrase_end + 60
        ]
        clause = self.passages.text[
            number.phrase_end : words.end if words and words.end > number.phrase_end else number.phrase_end
        ]
        if _FORECAST.search(clause):
            fields["counting"] = Guess("forecast", 0.7, "it is expected, not reported", "stated")
        basis = "estimate" if number.estimated else "count" if _COUNTED.search(around) else "statement"
        fields["basis"] = Guess(
            basis,
            0.7,
            "the words beside the number" if basis != "statement" else "nothing says how it was found",
            "default" if basis == "statement" else "stated",
        )
        quote = self._quote(one, words)
        fields["quote"] = Guess(
            " ".join(self.passages.text[slice(*quote)].split()),
            1.0,
            "the shortest phrase with number and predicate",
            "stated",
            quote,
        )
        return Proposal("figure", Span(number.start, number.end), quote, fields)

    def _span_of(self, hit: Hit) -> Span:
        return Span(self.passages.tokens.starts[hit.first], self.passages.tokens.ends[hit.stop - 1])

    def _group(self, one: Counted, best: Match) -> dict[str, Guess]:
        groups, indicator = self.vocabulary.groups, self.vocabulary.indicators.get(best.indicator)
        unit = indicator.unit if indicator else None
        said = one.noun.group if one.noun else None
        if said in groups and groups[said].unit == unit:
            return {"group": Guess(said, 0.9, "the noun that is counted", "stated")}
        if unit == "money":
            text = self.passages.text[max(one.number.start - 4, 0) : one.number.end + 9]
            found = next((name for name, sign in _CURRENCIES if re.search(sign, text)), "other_currency")
            found = "other_currency" if re.search(r"\b(?:S|A|C|NZ|HK)\$", text) else found
            return {"group": Guess(found, 0.9, "the sign of the currency", "stated")} if found in groups else {}
        if unit == "cases":
            words = " ".join(self.passages.tokens.words)
            named = [
                group
                for group in groups.values()
                if group.unit == unit and group.label.split()[-1].lower().replace("-", " ") in words
            ]
            return {"group": Guess(named[0].id, 0.6, "the illness that the report names", "carried")} if named else {}
        default = next(
            (group for group in groups.values() if group.unit == unit == group.label and group.within is None), None
        )
        if default is None:
            return {}
        return {"group": Guess(default.id, 0.7, "nobody is told apart", "default")}

    def _whence(self, one: Counted, words: Span | None, stock: bool) -> dict[str, Guess]:
        """Return place, days and speaker of a number."""
        place = self.places.place_of(one, words)
        fields = {"place": place}
        if place.how == "stated" and place.span:
            fields["place_as_written"] = replace(place, value=self.passages.text[slice(*place.span)], others=())
        else:
            basis = "The sentence names no place: " + (
                "it is carried over from the sentence before."
                if place.how == "carried"
                else "it is the main place of the report."
            )
            fields["place_basis"] = replace(place, value=basis, others=(), span=None)
        fields |= self.days.fields_of(one, words, stock)
        return fields | self.voices.speaker_of(one.number.start)

    def _quote(self, one: Counted, words: Span | None) -> Span:
        """Return the shortest piece with the number, its noun and its predicate, of at most eight words."""
        number, text, sentence = one.number, self.passages.text, one.sentence
        ends = [number.phrase_end, self.passages.tokens.ends[one.stop - 1]]
        tries = [(min(number.phrase_start, words.start), max(*ends, words.end))] if words else []
        tries += [
            (number.phrase_start, max(ends)),
            (number.phrase_start, number.phrase_end),
            (number.start, number.end),
        ]
        start, end = next(
            (
                (start, end)
                for start, end in tries
                if len(text[start:end].split()) <= MAX_QUOTE_WORDS and "\n" not in text[start:end]
            ),
            tries[-1],
        )
        if len(text[start:end].split()) < 3:
            for match in _WORD.finditer(text, end, sentence.end):
                if len(text[start : match.end()].split()) > 5 or "\n" in text[start : match.end()]:
                    break
                end = match.end()
        while end > number.end and text[end - 1] in _TRIM:
            end -= 1
        return Span(start, end)

    def _find_singular(self) -> Iterator[Proposal]:
        """Propose the one facility that was destroyed and the one person who was rescued, where no number says so."""
        tokens, nouns = self.passages.tokens, self.passages.lexicon.nouns
        for sentence in self.passages.sentences:
            for hit in sentence.hits:
                form = next((form for form in hit.forms if form.predicate.id in ("destroy", "rescue")), None)
                if form is None:
                    continue
                facility = form.predicate.id == "destroy"
                span = (
                    range(hit.stop, min(hit.stop + 9, sentence.stop))
                    if facility
                    else range(max(hit.first - 8, sentence.first), hit.first)
                )
                for at in span if facility or tokens.words[hit.first - 1] in ("was", "been", "were") else ():
                    noun = nouns.at(tokens.words, at)
                    first = hit.stop if facility else span[0]
                    single = (
                        noun is not None
                        and _is_single(tokens.words[first:at], facility)
                        and noun[1].unit == ("facilities" if facility else "people")
                    )
                    if (
                        single
                        and noun
                        and not any(tokens.kinds[place] in ("plain", "grouped") for place in range(first, at))
                    ):
                        yield self._make_singular(sentence, first, noun[0], hit, form.predicate, noun[1])
                        break

    def _make_singular(
        self, sentence: Sentence, first: int, stop: int, hit: Hit, predicate: Any, noun: Any
    ) -> Proposal:
        tokens = self.passages.tokens
        number = FoundNumber(first, first + 1, "article", 1, start=tokens.starts[first], end=tokens.ends[stop - 1])
        number.phrase_start, number.phrase_end = number.start, number.end
        one = Counted(number, sentence, first, stop, noun)
        indicator = self.passages.lexicon.indicator_for(predicate, noun.unit)
        return self.make_figure(one, [Match(0.6, indicator or "", "one, without a number word", hit, predicate)])

    def _find_gaps(self) -> Iterator[Proposal]:
        """Propose what the text says nobody could count, and what was counted and found to be none."""
        triggers, counting, none_of = (english()["gaps"][key] for key in ("triggers", "counting", "none_of"))
        words = self.passages.tokens.words
        for sentence in self.passages.sentences:
            for at in range(sentence.first, sentence.stop):
                zero, open_ = none_of.at(words, at), triggers.at(words, at)
                hit = zero or open_
                if hit is None or not (zero or any((word,) in counting for word in words[at : at + 12])):
                    continue
                named = self._harm_in(sentence, hit[0] if open_ else at, min(hit[0] + 14, sentence.stop))
                for indicator in named:
                    yield self._make_gap(sentence, at, hit[0], indicator, "zero_reported" if zero else "not_documented")
                if named:
                    break

    def _harm_in(self, sentence: Sentence, first: int, stop: int) -> list[str]:
        found: list[str] = []
        for hit in sentence.hits:
            if first <= hit.first < stop or (
                hit.first < first and first - hit.stop < 3 and hit.forms[0].predicate.takes in ("toll", "noun")
            ):
                names = {form.predicate.indicators[0] for form in hit.forms if not form.predicate.weak}
                for name in ("killed", "injured", "missing", "displaced", "casualties"):
                    if name in names:
                        found += ["killed", "injured"] if name == "casualties" else [name]
        return [name for name in dict.fromkeys(found) if name in self.vocabulary.indicators]

    def _make_gap(self, sentence: Sentence, first: int, stop: int, indicator: str, status: str) -> Proposal:
        tokens, text = self.passages.tokens, self.passages.text
        span = Span(tokens.starts[first], tokens.ends[stop - 1])
        end = span.end
        for match in _WORD.finditer(text, span.end, sentence.end):
            if len(text[span.start : match.end()].split()) > MAX_QUOTE_WORDS - 2:
                break
            end = match.end()
        while text[end - 1] in _TRIM:
            end -= 1
        number = FoundNumber(
            first, stop, "article", start=span.start, end=span.end, phrase_start=span.start, phrase_end=span.end
        )
        fields = self._whence(Counted(number, sentence, first, stop), None, stock=False)
        fields = {
            key: guess
            for key, guess in fields.items()
            if key in ("place", "date_start", "date_end", "speaker", "speaker_as_written", "via")
        }
        if fields["date_start"].value is None and fields["date_end"].value is not None:
            fields["date_start"] = fields["date_end"]
        group = (
            {"group": Guess("people", 0.7, "nobody is told apart", "default")}
            if "people" in self.vocabulary.groups
            else {}
        )
        reason = (
            "The report says that it could not be counted."
            if status == "not_documented"
            else "The report says that there were none."
        )
        quote = Span(span.start, end)
        made = {
            "indicator": Guess(indicator, 0.7, "named in the same sentence"),
            "status": Guess(status, 0.8, f"“{text[slice(*span)]}”", "stated", span),
            "reason": Guess(reason, 0.5, "in our own words; say why, where the report does", "default"),
            "quote": Guess(" ".join(text[slice(*quote)].split()), 1.0, "the words that say so", "stated", quote),
        }
        return Proposal("gap", span, quote, made | group | fields)


def _is_single(words: list[str], facility: bool) -> bool:
    """Whether words before a noun name one: "a young", "the city's main"; "the" alone names what was told before."""
    if facility:
        return (
            words[:1] in (["a"], ["an"], ["another"])
            or (words[:1] == ["the"] and "main" in words)
            or (words[:1] == ["its"])
        )
    return words[:1] in (["a"], ["an"])


def _number_fields(number: Any) -> dict[str, Guess]:
    said = number.qualifier_text or number.text
    span = Span(number.phrase_start, number.phrase_end)
    made: dict[str, Guess] = {
        "qualifier": Guess(
            number.qualifier,
            0.98,
            f"the words “{said}”" if number.qualifier != "exact" else "no word beside the number",
            "stated",
            span,
        )
    }
    value = number.value
    if number.kind == "fraction" and value is not None:
        value = round(100 * value)
    elif number.kind == "count" and number.of_total and value == 1 and number.form == "words" and number.of_total > 2:
        value = round(100 / number.of_total)
    values: Mapping[str, Any] = {
        "value": value,
        "value_low": number.low,
        "value_high": number.high,
        "of_total": number.of_total if value == number.value else None,
    }
    if number.qualifier == "vague":
        values = {"value": None, "magnitude": number.text}
    made |= {
        key: Guess(one, 0.98, "the number as printed", "stated", Span(number.start, number.end))
        for key, one in values.items()
        if one is not None
    }
    if number.provisional:
        made["provisional"] = Guess(True, 0.9, f"the words “{number.provisional_text}”", "stated")
    return made


def _join_twins(figures: list[Proposal], headline: int) -> list[Proposal]:
    """Join figures that say the same once more, as a headline and its lead do: the fuller one holds, with two places."""
    kept: list[Proposal] = []
    alike: dict[tuple[Any, ...], list[int]] = {}
    for one in figures:
        key = tuple(
            one.value(key)
            for key in ("value", "value_low", "value_high", "magnitude", "indicator", "group", "of_total")
        )
        earlier = alike.setdefault(key, [])
        twin = next((at for at in earlier[-5:] if _is_twin(kept[at], one, headline)), None)
        if twin is None:
            earlier.append(len(kept))
            kept.append(one)
            continue
        other = kept[twin]
        fuller, lesser = (one, other) if _fullness(one) > _fullness(other) else (other, one)
        kept[twin] = replace(fuller, twins=(*other.twins, *one.twins, lesser.span))
    return sorted(kept, key=lambda one: one.span)


def _is_twin(one: Proposal, other: Proposal, headline: int) -> bool:
    """Whether two figures of one number say the same: nothing that both state differs, but the words of a headline."""
    qualified = one.span.start < headline or one.value("qualifier") == other.value("qualifier")
    if not qualified or (one.value("value") or one.value("value_low") or 2) < 2:
        return False
    pairs = [(one.fields.get(key), other.fields.get(key)) for key in ("place", "speaker", "date_end")]
    return not any(a and b and a.value != b.value and a.how == b.how == "stated" for a, b in pairs)


def _fullness(one: Proposal) -> float:
    stated = sum(guess.how == "stated" for guess in one.fields.values())
    return stated + 2.0 * (one.value("qualifier") != "exact")


def make_rules(document: Document, vocabulary: Vocabulary, lexicon: Lexicon | None = None) -> Rules:
    """Return the rules at work on *document*, with the project's own lexicon where none is given."""
    language = find_text_language(document.text, document.language)
    return Rules(document, vocabulary, language, lexicon or _own_lexicon(vocabulary))


def propose_at(
    document: Document, vocabulary: Vocabulary, span: Span, lexicon: Lexicon | None = None
) -> Proposal | None:
    """Make a card of a number that was not proposed, whatever it counts; None where no number stands at *span*."""
    return make_rules(document, vocabulary, lexicon).propose_at(span)


@lru_cache(maxsize=4)
def _own_lexicon(vocabulary: Vocabulary) -> Lexicon:
    return read_lexicon(vocabulary, default_folder())[0]
