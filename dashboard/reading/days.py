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
_LENGTHS = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365}
_ONE = timedelta(days=1)
_STARTS: dict[str, Callable[[date], date]] = {
    "week": lambda day: day - _ONE * day.weekday(),
    "month": lambda day: day.replace(day=1),
    "year": lambda day: day.replace(month=1, day=1),
}


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
            try:
                window = self._read(match)
            except ValueError:  # 31 June
                continue
            if window is None or pattern("spoke").search(text, max(match.start() - 60, 0), match.start()):
                continue
            lead, (start, end) = (match["lead"] or "").lower(), window[0]
            if lead.startswith("since"):
                end = self.published
            elif lead.startswith(("by", "until", "as of")):
                start = None
            words = match.group().strip()
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
        if day is None:
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
        near = [one for one in times if one.sentence is counted.sentence]
        near = [one for one in near if not apart(self.passages.text, counted.number.end, max(one.span.start, 0))]
        if near:
            best = min(near, key=lambda one: self._cost(counted, words, one))
            said = Guess(best.words, 0.85, f"the sentence says “{best.words}”", "stated", best.span)
            return {"date_as_written": said} | _make_fields(said, best.start, best.end, best.basis)
        before = [one for one in times if one.sentence.index == counted.sentence.index - 1]
        if before and not stock:
            last = before[-1]
            reason = f"carried over from “{last.words}” in the sentence before"
            # Where something "had been" done, the day named is the last on which it may have happened.
            stop = self.passages.token_at(words.start) if words else counted.stop + 4
            perfect = {"had", "have", "has"} & set(self.passages.tokens.words[counted.stop : stop])
            basis = f"{last.basis} The sentence before has it."
            return _make_fields(
                Guess(None, 0.5, reason, "carried", last.span), None if perfect else last.start, last.end, basis
            )
        basis = "No day is stated: as of the day of publication." if self.published else "No day is stated."
        start = self.published if stock else None
        return _make_fields(Guess(None, 0.4, "no day is stated", "default"), start, self.published, basis)

    def _cost(self, counted: Counted, words: Span | None, one: When) -> float:
        """Return how far a time is from a number and its predicate; other numbers and clauses between are far."""
        start, end = counted.number.phrase_start, counted.number.phrase_end
        if words:
            start, end = min(start, words.start), max(end, words.end)
        gap = one.span.start - end if one.span.start >= end else 15.0 + 1.3 * max(start - one.span.end, 0)
        text = self.passages.text[min(end, one.span.start) : max(end, one.span.start)]
        return gap + 20.0 * len(re.findall(r"\d", text)) + 25.0 * len(re.findall(r"\b(?:while|but|and)\b", text))
