"""Where and when: places of the vocabulary, countries, names after in, at, near …, and the main place; weekdays and
parts of the day against the day of publication, written dates, "since", "overnight".
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from dashboard.reading.lexicon import english, make_id, pattern, peoples
from dashboard.reading.passages import LONGEST_LIFE, Counted, Passages, Sentence, around
from dashboard.reading.proposals import Document, Guess, Span
from dashboard.records.folding import fold_searched
from dashboard.records.moments import PARTS_OF_DAY, Moment, as_day

_MAX_NAME = 7
# The first sentence of so many words is the lead; how much places weigh up to it, and after it.
_LONG, _LEAD, _LATER = 12, 4.0, 0.8

Times = tuple[Moment | None, Moment | None]

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LENGTHS = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365}
_ONE = timedelta(days=1)
_STARTS: dict[str, Callable[[date], date]] = {
    "week": lambda day: day - _ONE * day.weekday(),
    "month": lambda day: day.replace(day=1),
    "year": lambda day: day.replace(month=1, day=1),
}


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
            if other or len(words[-1]) < 2 or all((word,) in lists["kinds"] for word in words):
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
            near, lead_at = bisect_left(self.asides, span), stop - len(words) - 2
            before = tokens.ends[lead_at] + 1 if lead_at >= 0 else span.start
            aside = any(one.start <= span.start < one.end for one in self.asides[max(near - 3, 0) : near + 2])
            aside = aside or pattern("told_at").search(text, max(before - 60, 0), before) is not None
            owns = text[span.end : span.end + 2] in ("’s", "'s")
            known, sentence = key in self.vocabulary.places, self.passages.sentence_at(span.start)
            yield Mention(first, stop, span, name, key, known, lead, sentence, owns, aside)

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


def _night(day: date) -> Times:
    """Return the night that begins on *day*: from six in the evening to six in the morning."""
    evening, morning = PARTS_OF_DAY["night"]
    return datetime.combine(day, evening), datetime.combine(day + _ONE, morning)


def _read_word(word: str, day: date) -> Times:
    """Return what "yesterday", "overnight", "this week", "last month" are on *day*, so far."""
    if word in ("overnight", "last night"):
        return _night(day - _ONE)
    which, _, unit = word.partition(" ")
    if which == "last" and unit in _STARTS:
        day = _STARTS[unit](day)
    day += {"yesterday": -_ONE, "tomorrow": _ONE, "last": -_ONE}.get(which, timedelta())
    return _STARTS[unit](day) if unit in _STARTS else day, day


@dataclass(slots=True)
class When:
    """A time that a text names: its words, first and last day or hour, and how we know; ``first`` is its token."""

    first: int
    span: Span
    words: str
    start: Moment | None
    end: Moment | None
    basis: str
    sentence: Sentence


class Days:
    """The times of one text, against its day of publication; when somebody spoke is none of them."""

    def __init__(self, passages: Passages, published: date | None) -> None:
        self.passages, self.published = passages, published
        self.last: Moment | None = None  # begins what was named last
        self.times = list(self._find()) if passages.is_english else []

    def _find(self) -> Iterator[When]:
        text = self.passages.text
        for match in pattern("time").finditer(text):
            try:
                window = self._read(match)
            except ValueError:  # 31 June
                continue
            if window is None or pattern("spoke").search(text, max(match.start() - 60, 0), match.start()):
                continue
            lead, (start, end) = (match["lead"] or "").lower(), window[0]
            if lead.startswith("since") and not text.startswith(", when", match.end()):
                end = self.published
            elif lead.startswith(("by", "until", "as of")):
                start = None
            words, self.last = match.group().strip(), window[0][0] or window[0][1]
            at, sentence = self.passages.token_at(match.start()), self.passages.sentence_at(match.start())
            yield When(at, Span(match.start(), match.start() + len(words)), words, start, end, window[1], sentence)

    def _read(self, match: re.Match[str]) -> tuple[Times, str] | None:
        """Return the window of what a text names and how it is known, None where it cannot be told."""
        if match["iso"]:
            return (date.fromisoformat(match["iso"]),) * 2, "The report writes the date."
        if year := match["whole_year"]:
            return (date(int(year), 1, 1), date(int(year), 12, 31)), "The report names the year."
        day = self.published
        if match["month"]:
            return self._read_written(match) if match["year"] or day else None
        if match["again"] and self.last:
            day = as_day(self.last) + _ONE * (match["again"] != "same")
            return (day, day), f"{match.group().strip().capitalize()} as the one named before, {as_day(self.last)}."
        if day is None or match["again"]:
            return None
        if match["weekday"]:
            return self._read_weekday(match, day)
        basis = f"Against the day of publication, {day.isoformat()}."
        if match["unit"]:
            place = match.start("number")
            near = around(self.passages.counted, self.passages.token_at(place))
            times = next((one.number.value for one in near if one.number.start == place), None) or 1
            return (day - timedelta(days=max(round(_LENGTHS[match["unit"]] * times), 1)), day), basis
        return _read_word(match["word"].lower(), day), basis

    def _read_written(self, match: re.Match[str]) -> tuple[Times, str]:
        """Read "23 September 2016", "Sept. 23", "mid-June"; a day without a year is the last such one."""
        number, day = 1 + _MONTHS.index(match["month"][:3].lower()), int(match["day"] or match["day_after"] or 0)
        if match["year"] or self.published is None:
            year = int(match["year"])
        else:
            ahead = (match["lead"] or "").lower().startswith(("by", "until"))
            year = self.published.year - (not ahead and (number, day) > (self.published.month, self.published.day))
        first = date(year, number, day or 1)
        last = first if day else date(year + number // 12, number % 12 + 1, 1) - _ONE
        first = first.replace(day=int(match["first"])) if match["first"] else first
        return (first, last), "The report writes the date." if match["year"] else f"The year is taken to be {year}."

    def _read_weekday(self, match: re.Match[str], published: date) -> tuple[Times, str]:
        """Read "overnight on Thursday": in a Friday's report "Friday" is that day and "Thursday" the one before."""
        back = (published.weekday() - _DAYS.index(match["weekday"].lower())) % 7
        day = published - _ONE * (back or (7 if match["last"] else 0))
        basis = f"{match['weekday']} against the day of publication: {day.isoformat()}."
        part = (match["part"] or "").lower()
        if part in ("overnight", "the night of"):
            return _night(day), basis
        if part == "late" or match["after"] in ("night", "evening"):
            return (datetime.combine(day, time(18)), datetime.combine(day + _ONE, time(0))), basis
        return (day, day), basis

    def fields_of(self, counted: Counted, words: Span | None, stock: bool) -> dict[str, Guess]:
        """Return the day fields of a number: stated in its sentence, carried over from the last, or by default."""
        times, apart = around(self.times, counted.first), pattern("of_another").search
        text, here = self.passages.text, counted.sentence
        near = [one for one in times if one.sentence is here]
        near = [one for one in near if not apart(text, counted.number.end, max(one.span.start, 0))]
        past = [
            at for at in times if at.first < here.first and not apart(text, max(at.span.start - 40, 0), at.span.start)
        ]
        before = [at for at in past if at.sentence.paragraph == here.paragraph or at.sentence.index == here.index - 1]
        like = Guess(None, 0.4, "no day is stated", "default")
        start, end = self.published if stock else None, self.published
        basis = "No day is stated: as of the day of publication." if self.published else "No day is stated."
        if near:
            best = min(near, key=lambda one: self._cost(counted, words, one))
            like = Guess(best.words, 0.85, f"the sentence says “{best.words}”", "stated", best.span)
            # "The toll from Sunday's earthquake climbed to 90 on Monday."
            began = [one.start for one in near if one.start and text.startswith(("’s", "'s"), one.span.end)]
            starts = [best.start, *began] if best.start else began
            start, end, basis = min(starts, key=as_day, default=None), best.end, best.basis
        elif before and not stock:
            last = before[-1]
            like = Guess(None, 0.5, f"carried over from “{last.words}” in the sentence before", "carried", last.span)
            # Where something "had been" done, the day named is the last on which it may have happened.
            stop = self.passages.token_at(words.start) if words else counted.stop + 4
            perfect = {"had", "have", "has"} & set(self.passages.tokens.words[counted.stop : stop])
            start, end, basis = None if perfect else last.start, last.end, f"{last.basis} The sentence before has it."
        made = {"date_start": start, "date_end": end, "date_basis": basis}
        fields = {key: replace(like, value=value) for key, value in made.items()}
        return fields | ({"date_as_written": like} if like.value else {})

    def _cost(self, counted: Counted, words: Span | None, one: When) -> float:
        """Return how far a time is from a number and its predicate; other numbers and clauses between are far."""
        start, end = counted.number.phrase_start, counted.number.phrase_end
        if words:
            start, end = min(start, words.start), max(end, words.end)
        gap = one.span.start - end if one.span.start >= end else 15.0 + 1.3 * max(start - one.span.end, 0)
        text = self.passages.text[min(end, one.span.start) : max(end, one.span.start)]
        return gap + 20.0 * len(re.findall(r"\d", text)) + 25.0 * len(re.findall(r"\b(?:while|but|and)\b", text))
