"""Where: places of the vocabulary by their names, countries, other names after in, at, near …, and the main place."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.collection.vocabulary import Vocabulary, names_of
from dashboard.reading.passages import Counted, Passages, Sentence
from dashboard.reading.proposals import Document, Guess, Span
from dashboard.reading.words import countries, english, fold_phrase, make_phrases
from dashboard.records.folding import fold_searched

_WORD = r"[A-ZÀ-ÞŠŽ][\w’'.]*[\w]"
_NAME = rf"(?:(?:al|el|Al|El|an|as|ad|ar)[- ])?{_WORD}(?:[ -](?:{_WORD}|(?:al|el|an|as|ad|ar)-{_WORD}|(?:de|du|da|la|le|les|do|dos|das|del|e|and)[ -](?=[A-ZÀ-Þ]){_WORD})){{0,4}}"
_SIDE = (
    r"(?:(?:north|south|east|west|central|upper|lower|mid|greater|inner|rural|coastal|downtown|"
    r"north-?east|north-?west|south-?east|south-?west|northern|southern|eastern|western|north-?eastern|north-?western|"
    r"south-?eastern|south-?western|rebel-held|opposition-held|government-held|besieged|nearby|neighbouring|neighboring|war-torn|western-held)[ -])*"
)
_KIND = (
    r"(?:city|town|village|province|district|region|state|island|islands|county|governorate|neighbou?rhood|suburb|camp|"
    r"settlement|capital|port|area|municipality|department|prefecture|valley|peninsula|refugee camp|refugee settlement|"
    r"base camp|air strip|airstrip|airport|facility|hospital|desert|river|coast|basin|delta|archipelago|commune|division|township|enclave|oblast|sector|zone)"
)
_AFTER = re.compile(
    rf"(?P<lead>\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ff]rom|[Aa]cross|[Aa]round|[Oo]utside|[Ii]nside|into|over|[Tt]hroughout|through|off|between|"
    rf"to|hit|hits|struck|rocked|leaving|fled|toward|towards|on|affecting|devastated|battered|of) )"
    rf"(?P<what>(?:(?:the|a|both|parts of|much of|most of|large parts of|areas of|all of|the rest of|several) )*(?:[\w’'-]+ ){{0,3}}?{_KIND}s? of |"
    rf"(?:(?:the|parts of|much of|most of|large parts of) )*)"
    rf"(?P<name>{_SIDE}{_NAME}(?: (?:refugee |displacement |base )?{_KIND}s?\b)?)"
)
_DATELINE = re.compile(
    r"(?m)^(?P<city>[A-ZÀ-Þ][A-ZÀ-Þ’' .-]{2,30})(?:, (?P<land>[A-Z][A-Za-z. ]{2,25}?))?(?:,? (?:[A-Z][a-z]+\.? \d{1,2}|\([A-Z][\w ]+\)))* ?(?:[-—–:(]|--| )"
)
_BAD_BEFORE = re.compile(
    r"(?:speaking|reporters|based|statement|briefing|conference|editing|reporting|journalists|headquarters|interview|telephone|phone|said|told Reuters|meeting|office|talks|summit) (?:\w+ )?$",
    re.IGNORECASE,
)
_NO_PLACE = frozenset(
    [
        "un",
        "u.n",
        "united",
        "nations",
        "red",
        "cross",
        "crescent",
        "who",
        "wfp",
        "unicef",
        "unhcr",
        "iom",
        "ocha",
        "msf",
        "eu",
        "nato",
        "aid",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "god",
        "internet",
        "twitter",
        "facebook",
        "telegram",
        "covid",
        "covid-19",
        "christmas",
        "easter",
        "ramadan",
        "reuters",
        "ap",
        "afp",
        "bbc",
        "cnn",
        "ministry",
        "minister",
        "president",
        "prime",
        "general",
        "dr",
        "mr",
        "mrs",
        "ms",
        "the",
        "this",
        "that",
        "these",
        "world",
        "health",
        "organization",
        "organisation",
        "programme",
        "ngo",
        "gmt",
        "oxfam",
        "save",
        "médecins",
        "medecins",
        "doctors",
        "human",
        "amnesty",
        "ifrc",
        "icrc",
        "fao",
        "undp",
        "unfpa",
        "care",
        "caritas",
        "usaid",
        "idps",
        "idp",
        "islamic",
        "isis",
        "isil",
        "is",
        "hurricane",
        "cyclone",
        "typhoon",
        "storm",
        "tropical",
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
        "our",
        "his",
        "her",
        "their",
        "more",
        "about",
        "some",
        "at",
        "least",
        "over",
        "around",
        "nearly",
        "almost",
        "up",
        "under",
        "on",
        "in",
        "all",
        "both",
        "skype",
        "whatsapp",
    ]
)


@dataclass(slots=True)
class Mention:
    """A place that a text names: ``name`` as written, ``id`` in the vocabulary or as a new row would have it."""

    span: Span
    name: str
    id: str
    known: bool
    lead: str
    sentence: Sentence
    weight: float = 1.0


def make_id(name: str) -> str:
    """Return the id that a new row of this name has: "São Tomé" is sao-tome."""
    plain = unicodedata.normalize("NFKD", fold_searched(name)[:80]).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "unnamed"


class Places:
    """The places of one text; ``main`` is the one that it is about."""

    def __init__(self, passages: Passages, document: Document, vocabulary: Vocabulary, asides: list[Span]) -> None:
        self.passages, self.vocabulary, self.asides = passages, vocabulary, asides
        named = (
            (name, place.id) for place in vocabulary.places.values() for name in names_of(place) if name != place.id
        )
        self.known = make_phrases(named)
        self.datelines = [match.span() for match in _DATELINE.finditer(passages.text)]
        found = sorted([*self._find_known(), *self._find_named()], key=lambda one: (one.span.start, -one.span.end))
        self.mentions = [
            one
            for at, one in enumerate(found)
            if not any(one.span.start < other.span.end for other in found[max(at - 3, 0) : at])
        ]
        self.main = self._find_main(document)

    def _find_known(self) -> Iterator[Mention]:
        """Yield places of the vocabulary and countries, wherever they stand with a capital letter."""
        passages, tokens, at = self.passages, self.passages.tokens, 0
        while at < len(tokens.words):
            hit = self.known.at(tokens.words, at)
            end, name = hit if hit else (at + 1, None)
            if hit is None:
                end = next(
                    (end for end in (at + 4, at + 3, at + 2, at + 1) if " ".join(tokens.words[at:end]) in countries()),
                    0,
                )
                land = countries().get(" ".join(tokens.words[at:end])) if end and passages.is_capital(at) else None
                people = land is not None and tokens.words[at] not in " ".join(land.names).lower()
                name = (
                    None
                    if land is None or people
                    else self.vocabulary.find("places", land.name)
                    if False
                    else make_id(land.name)
                )
            if name and (passages.is_capital(at) or passages.is_capital(end - 1) or not tokens.words[at].isascii()):
                span = Span(tokens.starts[at], tokens.ends[end - 1])
                lead = tokens.word(at - 1)
                yield Mention(
                    span,
                    passages.text[slice(*span)],
                    name,
                    name in self.vocabulary.places,
                    lead,
                    passages.sentence_at(span.start),
                )
                at = end
            else:
                at += 1

    def _find_named(self) -> Iterator[Mention]:
        """Yield names after a word of place, which the vocabulary need not know."""
        text = self.passages.text
        for match in _AFTER.finditer(text):
            name, span = (
                match["name"].rstrip(".’'"),
                Span(match.start("name"), match.start("name") + len(match["name"].rstrip(".’'"))),
            )
            name = re.sub(r"[’']s$", "", name)
            span = Span(span.start, span.start + len(name))
            words = name.lower().replace("-", " ").split()
            core = [word for word in words if word[:1]]
            lead, settled = match["lead"].strip().lower(), re.search(_KIND, match["what"] + " " + " ".join(words[-1:]))
            if (
                not core
                or all(word in _NO_PLACE or not word.isalpha() for word in words)
                or any(word in _NO_PLACE for word in words[:1])
            ):
                continue
            if (
                lead in ("of", "to", "on")
                and not settled
                and not re.search(
                    r"(?:north|south|east|west|parts|outskirts|people|residents|most|sent|fled|flown|arrived|returned|back|delta|coast|island) $",
                    text[max(match.start() - 12, 0) : match.start()] + "",
                )
            ):
                continue
            if (name.isupper() and len(name) < 6) or self._is_voice(name, span):
                continue
            hit = self.known.at(fold_phrase(name), 0)
            known = hit is not None and hit[0] == len(fold_phrase(name))
            place = hit[1] if known and hit else make_id(name)
            yield Mention(span, name, place, known, lead, self.passages.sentence_at(span.start))

    def _is_voice(self, name: str, span: Span) -> bool:
        """Whether a name is that of somebody: it says something, or ends in Ministry, Observatory, agency …"""
        last = name.lower().split()[-1]
        if (last,) in english()["say"]["voices"] and last not in ("centre", "center", "hospital"):
            return True
        after = self.passages.text[span.end : span.end + 12].lower().split()
        return bool(after) and (after[0].strip(","),) in english()["say"]["verbs"]

    def _find_main(self, document: Document) -> Guess:
        weights: dict[str, float] = defaultdict(float)
        names: dict[str, Mention] = {}
        for one in self.mentions:
            aside = self._is_aside(one)
            early = 3.0 if one.sentence.index < 2 else 2.0 if one.sentence.index < 4 else 1.0
            weights[one.id] += (0.3 if aside else early) * (
                1.3 if one.lead in ("in", "on", "hit", "near", "of", "across") else 1.0
            )
            names.setdefault(one.id, one)
        title = fold_searched(document.title or "")
        for name, one in names.items():
            weights[name] += 4.0 * (fold_searched(one.name) in title)
        for word in set(self.passages.tokens.words) if not weights else ():
            land = countries().get(word)
            if land:
                weights[make_id(land.name)] += 1.0
        ranked = sorted(weights, key=lambda name: -weights[name])
        if not ranked:
            return Guess(None, 0.0, "the text names no place", "default")
        best = names.get(ranked[0])
        total = sum(weights.values())
        return Guess(
            ranked[0],
            min(0.9, 0.4 + weights[ranked[0]] / total),
            "named most often, in title and first sentences most",
            "default",
            best and best.span,
            tuple(ranked[1:4]),
        )

    def _is_aside(self, one: Mention) -> bool:
        """Whether a mention tells where somebody spoke, or of whom, and not where it happened."""
        if any(start <= one.span.start < end for start, end in self.datelines) or any(
            aside.start <= one.span.start < aside.end for aside in self.asides
        ):
            return True
        return (
            _BAD_BEFORE.search(
                self.passages.text,
                max(one.span.start - 60, 0),
                one.span.start - len(one.lead) - 1 if one.lead else one.span.start,
            )
            is not None
        )

    def place_of(self, counted: Counted, words: Span | None) -> Guess:
        """Return where a number belongs: the place that its sentence names nearest, else the one before, else the main."""
        sentence = counted.sentence
        near = [
            (self._cost(counted, words, one), one)
            for one in self.mentions
            if one.sentence is sentence and not self._is_aside(one)
        ]
        ranked = [one for cost, one in sorted(near, key=lambda pair: pair[0]) if cost < 60]
        others = tuple(dict.fromkeys(one.id for one in ranked[1:]))
        if ranked:
            best = ranked[0]
            how = f"the sentence names {best.name}" + ("" if best.known else ", which is new")
            return Guess(
                best.id,
                0.85 if best.known else 0.7,
                how,
                "stated",
                best.span,
                (*others, *((self.main.value,) if self.main.value else ())),
            )
        before = [
            one
            for one in self.mentions
            if one.sentence.paragraph == sentence.paragraph
            and one.sentence.index < sentence.index
            and not self._is_aside(one)
        ]
        if before:
            last = before[-1]
            return Guess(
                last.id,
                0.5,
                f"carried over from {last.name} in the sentence before",
                "carried",
                last.span,
                (self.main.value,),
            )
        return Guess(
            self.main.value,
            self.main.confidence * 0.8,
            "the place that the report is about",
            "default",
            None,
            self.main.others,
        )

    def _cost(self, counted: Counted, words: Span | None, one: Mention) -> float:
        """Return how far a mention is from a number: what follows its predicate is nearer than what stands before."""
        tokens = self.passages.tokens
        at = self.passages.token_at(one.span.start)
        start, stop = counted.first, max(counted.stop, self.passages.token_at(words.end - 1) + 1 if words else 0)
        if words and words.start < one.span.start < words.end:
            return 0.0
        first, last = (
            (stop, at)
            if at >= counted.stop
            else (at, min(start, self.passages.token_at(words.start) if words else start))
        )
        gap = tokens.words[first:last] if last > first else []
        cost = len(gap) + 6.0 * gap.count(",") + 12.0 * sum((word,) in english()["breaks"] for word in gap)
        cost += 14.0 * sum(tokens.kinds[place] in ("plain", "grouped") for place in range(first, max(last, first)))
        cost += 0.0 if at >= counted.stop else 7.0
        return cost + (
            0.0
            if one.lead in ("in", "at", "near", "across", "on", "of", "from", "hit", "around", "into", "outside")
            else 9.0
        )
