"""When: weekdays and parts of the day against the day of publication, written dates, "since", "so far", "overnight"."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from dashboard.reading.lexicon import pattern
from dashboard.reading.passages import Counted, Passages, Sentence, around
from dashboard.reading.proposals import Guess, Span
from dashboard.records.moments import PARTS_OF_DAY, Moment

Times = tuple[Moment | None, Moment | None]

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SMALL = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_LENGTHS = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365}
# They tell of the words beside them alone.
_NEAR_ONLY = ("now", "currently")
_ONE = timedelta(days=1)


def _night(day: date) -> Times:
    """Return the night that begins on *day*: from six in the evening to six in the morning."""
    evening, morning = PARTS_OF_DAY["night"]
    return datetime.combine(day, evening), datetime.combine(day + _ONE, morning)


_WORDS: dict[str, Callable[[date], Times]] = {
    "yesterday": lambda day: (day - _ONE, day - _ONE),
    "tomorrow": lambda day: (day + _ONE, day + _ONE),
    "overnight": lambda day: _night(day - _ONE),
    "last night": lambda day: _night(day - _ONE),
    "this week": lambda day: (day - _ONE * day.weekday(), day),
    "last week": lambda day: (day - _ONE * (day.weekday() + 7), day - _ONE * (day.weekday() + 1)),
    "this month": lambda day: (day.replace(day=1), day),
    "last month": lambda day: ((day.replace(day=1) - _ONE).replace(day=1), day.replace(day=1) - _ONE),
    "this year": lambda day: (date(day.year, 1, 1), day),
    "last year": lambda day: (date(day.year - 1, 1, 1), date(day.year - 1, 12, 31)),
}


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


def _make_fields(like: Guess, start: Moment | None, end: Moment | None, basis: str) -> dict[str, Guess]:
    made = {"date_start": start, "date_end": end, "date_basis": basis}
    return {key: replace(like, value=value) for key, value in made.items()}


class Days:
    """The times of one text, against its day of publication; when somebody spoke is none of them."""

    def __init__(self, passages: Passages, published: date | None) -> None:
        self.passages, self.published = passages, published
        self.times = list(self._find())

    def _find(self) -> Iterator[When]:
        text = self.passages.text
        for match in pattern("time").finditer(text):
            window = self._read(match)
            # "Today" within a line is a newspaper.
            name = (match["word"] or "a")[0].isupper() and text[match.start() - 2 : match.start() - 1].isalpha()
            if window is None or name or pattern("spoke").search(text, max(match.start() - 60, 0), match.start()):
                continue
            lead = (match["lead"] or "").lower()
            start, end = window[0]
            if lead.startswith("since") and start is not None:
                start, end = start, self.published
            elif lead.startswith(("by", "until", "as of")):
                start = None
            words = match.group().strip()
            at, sentence = self.passages.token_at(match.start()), self.passages.sentence_at(match.start())
            yield When(at, Span(match.start(), match.start() + len(words)), words, start, end, window[1], sentence)

    def _read(self, match: re.Match[str]) -> tuple[Times, str] | None:
        """Return the window of what a text names and how it is known, None where it cannot be told."""
        day = self.published
        try:
            if written := self._read_written(match):
                return written
        except ValueError:
            return None
        if day is None:
            return None
        basis = f"Against the day of publication, {day.isoformat()}."
        if match["weekday"]:
            return self._read_weekday(match, day)
        if match["event"]:
            return (None, day), f"{basis} When it began is not said."
        if match["unit"]:
            number = match["number"] or "one"
            times = int(number) if number.isdigit() else _SMALL.index(number) if number in _SMALL else 1
            return (day - timedelta(days=max(round(_LENGTHS[match["unit"]] * times), 1)), day), basis
        word = (match["word"] or "").lower()
        return _WORDS[word](day) if word in _WORDS else (day, day), basis

    def _read_written(self, match: re.Match[str]) -> tuple[Times, str] | None:
        """Read "23 September 2016", "Sept. 23", "mid-June", "in 2016"; a day without a year is the last such one."""
        if match["iso"]:
            return (date.fromisoformat(match["iso"]),) * 2, "The report writes the date."
        if year := match["year2"] or match["year3"]:
            return (date(int(year), 1, 1), date(int(year), 12, 31)), "The report names the year."
        month = match["month"] or match["month2"] or match["month3"]
        if not month or not (match["year"] or self.published):
            return None
        number, day = 1 + _MONTHS.index(month[:3].lower()), int(match["day"] or match["day2"] or 0)
        if match["year"] or self.published is None:
            known = int(match["year"])
        else:
            ahead = (match["lead"] or "").lower().startswith(("by", "until"))
            later = (number, day or 1) > (self.published.month, self.published.day)
            known = self.published.year - (later and not ahead)
        first = date(known, number, day or 1)
        if match["first"] and int(match["first"]) < day:
            return (first.replace(day=int(match["first"])), first), "The report writes the dates."
        last = first if day else date(known + number // 12, number % 12 + 1, 1) - _ONE
        return (first, last), "The report writes the date." if match["year"] else f"The year is taken to be {known}."

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
        near = [one for one in times if one.sentence is counted.sentence]
        near = [one for one in near if one.words.lower() not in _NEAR_ONLY or self._cost(counted, words, one) < 25]
        near = [one for one in near if not apart(self.passages.text, counted.number.end, max(one.span.start, 0))]
        if near:
            best = min(near, key=lambda one: self._cost(counted, words, one))
            said = Guess(best.words, 0.85, f"the sentence says “{best.words}”", "stated", best.span)
            return {"date_as_written": said} | _make_fields(said, best.start, best.end, best.basis)
        before = [one for one in times if one.sentence.index == counted.sentence.index - 1]
        before = [one for one in before if one.words.lower() not in _NEAR_ONLY]
        if before and not stock:
            last = before[-1]
            reason = f"carried over from “{last.words}” in the sentence before"
            start = None if self._is_perfect(counted, words) else last.start
            basis = f"{last.basis} The sentence before has it."
            return _make_fields(Guess(None, 0.5, reason, "carried", last.span), start, last.end, basis)
        basis = "No day is stated: as of the day of publication." if self.published else "No day is stated."
        start = self.published if stock else None
        return _make_fields(Guess(None, 0.4, "no day is stated", "default"), start, self.published, basis)

    def _is_perfect(self, counted: Counted, words: Span | None) -> bool:
        """Whether something "had been" done, so that the day named is the last on which it may have happened."""
        stop = self.passages.token_at(words.start) if words else counted.stop + 4
        return not {"had", "have", "has"}.isdisjoint(self.passages.tokens.words[counted.stop : stop])

    def _cost(self, counted: Counted, words: Span | None, one: When) -> float:
        """Return how far a time is from a number and its predicate; other numbers and clauses between are far."""
        start, end = counted.number.phrase_start, counted.number.phrase_end
        if words:
            start, end = min(start, words.start), max(end, words.end)
        gap = one.span.start - end if one.span.start >= end else 15.0 + 1.3 * max(start - one.span.end, 0)
        text = self.passages.text[min(end, one.span.start) : max(end, one.span.start)]
        return gap + 20.0 * len(re.findall(r"\d", text)) + 25.0 * len(re.findall(r"\b(?:while|but|and)\b", text))
