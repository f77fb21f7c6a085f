"""When: weekdays and parts of the day against the day of publication, written dates, "since", "so far", "overnight"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dashboard.reading.passages import Counted, Passages, Sentence
from dashboard.reading.proposals import Guess, Span
from dashboard.records.moments import Moment

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DATE = (
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\ of)?\ (?P<month>{_MONTH})"
    rf"|(?P<month2>{_MONTH})\ (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,\d))(?:,?\ (?P<year>(?:19|20)\d\d))?"
)
_TIME = re.compile(
    rf"""(?P<lead>\b(?:[Ss]ince|[Aa]s\ of|[Bb]y|[Uu]ntil|[Ff]rom|[Bb]etween|[Aa]fter|[Bb]efore|[Dd]uring|[Oo]n)\ (?:the\ )?)?
    (?:(?P<part>overnight|late|early|[Ll]ater|the\ night\ of|night)\ (?:on\ |of\ |into\ )?)?
    (?:{_DATE}|(?P<iso>\d{{4}}-\d\d-\d\d)|(?P<last>[Ll]ast\ )?\b(?P<weekday>{_DAY})(?:\ (?P<after>night|evening|morning|afternoon))?\b
      |(?:mid-|early\ |late\ )?(?P<monthly>{_MONTH})(?:\ (?P<year2>(?:19|20)\d\d))?(?!\w)
      |\b(?P<word>[Oo]vernight|[Yy]esterday|[Tt]oday|[Tt]onight|[Tt]his\ morning|[Ll]ast\ night|[Tt]his\ week|[Ll]ast\ week|[Tt]his\ month|[Ll]ast\ month|[Tt]his\ year|[Ll]ast\ year|[Ss]o\ far\ this\ year|[Tt]omorrow
        |(?:in|over|within|during)?\ ?the\ (?:past|last)\ (?P<number>\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|24|48)?\ ?(?P<unit>hours?|days?|weeks?|months?|years?)
        |[Nn]ow|[Cc]urrently|since\ (?:the|a|fighting|an)\ [\w’'-]+(?:\ (?:began|ended|started|broke\ out|collapsed|erupted|hit|struck))?)\b
      |(?<=[Ii]n\ )(?P<year3>(?:19|20)\d\d)\b|(?<=[Ss]ince\ )(?P<year4>(?:19|20)\d\d)\b)""",
    re.VERBOSE,
)
_SAID = re.compile(
    r"(?:said|told \w+(?: \w+)?|says|reported|announced|statement|speaking|briefing|wrote|added|warned|confirmed)(?: (?:in a statement|reporters|journalists))?,? (?:late |early )?(?:on |in |at )?(?:the )?$"
)
# They tell of the words beside them alone.
_NEAR_ONLY = ("now", "currently")
_NUMBERS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
}
_LENGTHS = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365}


@dataclass(slots=True)
class When:
    """A time that a text names: its words, first and last day or hour, and whether it is when somebody spoke."""

    span: Span
    words: str
    start: Moment | None
    end: Moment | None
    sentence: Sentence
    spoken: bool
    basis: str


class Days:
    """The times of one text, against its day of publication."""

    def __init__(self, passages: Passages, published: date | None) -> None:
        self.passages, self.published = passages, published
        self.times = list(self._find())

    def _find(self) -> Iterator[When]:
        text = self.passages.text
        for match in _TIME.finditer(text):
            found = self._read(match)
            if found is None:
                continue
            words = match.group().strip()
            spoken = _SAID.search(text, max(match.start() - 60, 0), match.start()) is not None
            yield When(
                Span(match.start(), match.start() + len(match.group().rstrip())),
                words,
                found[0],
                found[1],
                self.passages.sentence_at(match.start()),
                spoken,
                found[2],
            )

    def _read(self, match: re.Match[str]) -> tuple[Moment | None, Moment | None, str] | None:
        lead = (match["lead"] or "").strip().lower().removesuffix(" the")
        window = self._read_date(match) or self._read_weekday(match) or self._read_word(match)
        if window is None:
            return None
        start, end, basis = window
        if lead == "since" and start is not None:
            return start, self.published, basis
        if lead in ("by", "until", "as of"):
            return None, end, basis
        return start, end, basis

    def _read_date(self, match: re.Match[str]) -> tuple[Moment | None, Moment | None, str] | None:
        if match["iso"]:
            try:
                day = date.fromisoformat(match["iso"])
            except ValueError:
                return None
            return day, day, "The report writes the date."
        year = match["year"] or match["year2"] or match["year3"] or match["year4"]
        month = match["month"] or match["month2"] or match["monthly"]
        if month is None:
            return (date(int(year), 1, 1), date(int(year), 12, 31), "The report names the year.") if year else None
        number = next(at for at, name in enumerate(_MONTHS, 1) if month.lower().startswith(name))
        days = match["day"] or match["day2"]
        known = int(year) if year else self._year_of(number, int(days or 1))
        if known is None:
            return None
        try:
            first = date(known, number, int(days or 1))
        except ValueError:
            return None
        last = first if days else date(known + number // 12, number % 12 + 1, 1) - timedelta(days=1)
        return first, last, "The report writes the date." if year else f"The year is that of publication: {known}."

    def _year_of(self, month: int, day: int) -> int | None:
        if self.published is None:
            return None
        return self.published.year - ((month, day) > (self.published.month, self.published.day))

    def _read_weekday(self, match: re.Match[str]) -> tuple[Moment | None, Moment | None, str] | None:
        """Read "overnight on Thursday": of an article of a Friday, "Friday" is that day and "Thursday" the one before."""
        if match["weekday"] is None or self.published is None:
            return None
        back = (self.published.weekday() - _DAYS.index(match["weekday"].lower())) % 7
        day = self.published - timedelta(days=back or (7 if match["last"] else 0))
        basis = f"{match['weekday']} against the day of publication: {day.isoformat()}."
        part, after = (match["part"] or "").lower(), match["after"]
        if part in ("overnight", "the night of", "night"):
            return *_night(day), basis
        if part == "late" or after in ("night", "evening"):
            return datetime.combine(day, time(18)), datetime.combine(day + timedelta(days=1), time(0)), basis
        return day, day, basis

    def _read_word(self, match: re.Match[str]) -> tuple[Moment | None, Moment | None, str] | None:
        title = (
            match["word"] == "Today" and self.passages.text[max(match.start() - 2, 0) : match.start()].strip().isalpha()
        )
        if match["word"] is None or self.published is None or title:
            return None
        word, day = match["word"].lower(), self.published
        basis = f"Against the day of publication, {day.isoformat()}."
        if match["unit"]:
            length = _LENGTHS[match["unit"].rstrip("s")]
            number = match["number"] or "1"
            return (
                day
                - timedelta(
                    days=max(round(length * min(int(number) if number.isdigit() else _NUMBERS[number], 1000)), 1)
                ),
                day,
                basis,
            )
        if word.startswith("since"):
            return None, day, f"{basis} When it began is not said."
        if word in ("overnight", "last night"):
            return *_night(day - timedelta(days=1)), basis
        back = {
            "yesterday": (1, 1),
            "tomorrow": (-1, -1),
            "this week": (day.weekday(), 0),
            "last week": (day.weekday() + 7, day.weekday() + 1),
        }
        if word in back:
            return day - timedelta(days=back[word][0]), day - timedelta(days=back[word][1]), basis
        if word.endswith("year") or word.endswith("month"):
            first = day.replace(month=1, day=1) if word.endswith("year") else day.replace(day=1)
            if word.startswith("last"):
                last = first - timedelta(days=1)
                return (last.replace(month=1, day=1) if word.endswith("year") else last.replace(day=1)), last, basis
            return first, day, basis
        return day, day, basis

    def fields_of(self, counted: Counted, words: Span | None, stock: bool) -> dict[str, Guess]:
        """Return the day fields of a number: stated in its sentence, carried over from the one before, or by default."""
        sentence = counted.sentence
        near = [one for one in self.times if one.sentence is sentence and not one.spoken]
        near = [one for one in near if one.words.lower() not in _NEAR_ONLY or self._cost(counted, words, one) < 25]
        best = min(near, key=lambda one: self._cost(counted, words, one), default=None)
        if best is not None:
            reason = f"the sentence says “{best.words}”"
            made = {"date_as_written": Guess(best.words, 0.9, reason, "stated", best.span)}
            return made | self._window(best.start, best.end, 0.85, reason, "stated", best.span, best.basis)
        before = [
            one
            for one in self.times
            if one.sentence.index == sentence.index - 1
            and not one.spoken
            and one.words.lower() not in ("now", "currently")
        ]
        if before and not stock:
            last = before[-1]
            open_start = self._is_perfect(counted, words)
            basis = f"{last.basis} The day is that of the sentence before."
            reason = f"carried over from “{last.words}” in the sentence before"
            return self._window(None if open_start else last.start, last.end, 0.5, reason, "carried", last.span, basis)
        basis = "No day is stated: as of the day of publication."
        start = self.published if stock else None
        return self._window(start, self.published, 0.4, "no day is stated", "default", None, basis)

    def _window(
        self,
        start: Moment | None,
        end: Moment | None,
        sure: float,
        reason: str,
        how: str,
        span: Span | None,
        basis: str,
    ) -> dict[str, Guess]:
        made = {
            "date_start": start,
            "date_end": end,
            "date_basis": basis if start or end or how != "default" else "The report has no day of publication.",
        }
        return {key: Guess(value, sure, reason, how, span) for key, value in made.items()}  # type: ignore[arg-type]

    def _is_perfect(self, counted: Counted, words: Span | None) -> bool:
        """Whether something "had been" done, so that the day named is the last on which it may have happened."""
        passages = self.passages
        stop = passages.token_at(words.start) if words else counted.stop + 4
        return any(word in ("had", "have", "has") for word in passages.between(counted.stop, max(stop, counted.stop)))

    def _cost(self, counted: Counted, words: Span | None, one: When) -> float:
        number = counted.number
        end = max(number.phrase_end, words.end if words else 0)
        start = min(number.phrase_start, words.start if words else number.phrase_start)
        gap = one.span.start - end if one.span.start >= end else max(start - one.span.end, 0) * 1.3
        text = self.passages.text[min(end, one.span.start) : max(end, one.span.start)]
        return gap + 20.0 * len(re.findall(r"\d", text)) + 25.0 * len(re.findall(r"\b(?:while|but|and)\b", text))


def _night(day: date) -> tuple[datetime, datetime]:
    """Return the night that begins on *day*: from six in the evening to six in the morning."""
    return datetime.combine(day, time(18)), datetime.combine(day + timedelta(days=1), time(6))
