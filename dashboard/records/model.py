"""Records of what a report says and their vocabulary: the one place where each field is declared.

What a field means, its unit and its HXL tag stand in fields.csv beside this module. Every record is frozen and checked
on its own here; what holds between records (known ids, circles of ``part_of``, a part above its whole) is checked in
:mod:`dashboard.collection`, which knows the file a record came from.
"""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from typing import Annotated, Any, Literal, get_args
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from dashboard.records.moments import Window

MAX_QUOTE_WORDS = 8
MAX_ID = 120

Qualifier = Literal["exact", "at_least", "more_than", "about", "nearly", "up_to", "fewer_than", "range", "vague"]
Basis = Literal["count", "estimate", "statement"]
Counting = Literal["period", "total", "state", "forecast"]
_Organised = Literal["monitoring_group", "rescue_service", "medical_or_forensic", "military", "armed_group"]
_Others = Literal["government", "un", "ngo", "diplomat", "resident", "footage", "publisher"]
SpeakerType = Literal[_Organised, _Others]
GapStatus = Literal["not_documented", "zero_reported", "not_applicable"]
EventKind = Literal["reported", "announced", "background"]
Family = Literal["people_harmed", "people_in_need", "attacks", "facilities", "services"]

QUALIFIERS: tuple[Qualifier, ...] = get_args(Qualifier)

NO_ROOM = "which leaves no room for it; expected none, or qualifier 'range' with value_low and value_high"

# Control characters, halves of surrogate pairs, and the bidirectional embeddings, overrides and isolates that could
# make a text read as something else than it is (Unicode TR 36). Marks such as U+200F stay: honest Arabic uses them.
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def clean_text(text: str) -> str:
    """Return *text* in NFC; refuse what would hide or disguise it.
    Raises ``ValueError`` naming the first control character or bidirectional override and its position."""
    if text.isascii() and text.isprintable():
        return text
    if hidden := _HIDDEN.search(text):
        found = f"character U+{ord(hidden.group()):04X} at position {hidden.start()}"
        raise ValueError(f"{found}, expected plain text on one line")
    return unicodedata.normalize("NFC", text)


def _check_quote(quote: str) -> str:
    if (words := len(quote.split())) > MAX_QUOTE_WORDS:
        raise ValueError(f"{words} words, expected at most {MAX_QUOTE_WORDS}: the shortest that carries the figure")
    return quote


def _check_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or re.search(r"[\s<>\"'`\\]", url):
        raise ValueError("expected a plain http:// or https:// address")
    return url


def _check_moment(value: Any) -> Any:
    """Refuse what pydantic would read as a moment in its own way: numbers as seconds, offsets, other notations."""
    if isinstance(value, str):
        with suppress(ValueError):
            value = date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
    if not isinstance(value, date):
        raise ValueError("expected a day such as 2016-09-22, or a local time such as 2016-09-22T18:00:00")
    if isinstance(value, datetime) and value.tzinfo is not None:
        raise ValueError("expected the local time, without an offset: 2016-09-22T18:00:00")
    return value


def _check_day(value: Any) -> Any:
    """Refuse a date-time where a day is expected: pydantic would drop midnight without a word."""
    if isinstance(value := _check_moment(value), datetime):
        raise ValueError("expected a day such as 2016-09-22, without a time")
    return value


def _check_number(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"\d+(\.\d+)?", digits := value.replace(",", "").strip()):
        raise ValueError(f"expected a number without quotation marks: {digits}")
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("expected a number such as 80")
    return value


def _split_list(value: Any) -> Any:
    """Split the text of a CSV cell that holds a list: "Haleb|Alep"."""
    return tuple(filter(None, map(str.strip, value.split("|")))) if isinstance(value, str) else value


# The length is checked first: it bounds what normalising may cost.
_Stripped = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Text = Annotated[_Stripped, Field(max_length=2_000), AfterValidator(clean_text)]
ShortText = Annotated[_Stripped, Field(max_length=300), AfterValidator(clean_text)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*$", max_length=MAX_ID)]
Quote = Annotated[ShortText, AfterValidator(_check_quote)]
Url = Annotated[str, StringConstraints(max_length=2_000), AfterValidator(_check_url)]
Day = Annotated[date, BeforeValidator(_check_day)]
When = Annotated[datetime | date, BeforeValidator(_check_moment)]
Count = Annotated[
    Annotated[int, Field(strict=True)] | Annotated[float, Field(strict=True, allow_inf_nan=False)],
    Field(ge=0, le=10**12),
    BeforeValidator(_check_number),
]
Precision = Annotated[int, Field(ge=1, le=5, strict=True)]
Texts = Annotated[tuple[ShortText, ...], BeforeValidator(_split_list), Field(max_length=100)]
Slugs = Annotated[tuple[Slug, ...], BeforeValidator(_split_list), Field(max_length=1_000)]


class Record(BaseModel):
    """What all records share: frozen, no unknown keys, no silent conversion of numbers."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Entry(Record):
    """What all entries of a report have: an id, days or local hours, who says so and who carried it.
    An end that is absent is open or not stated; ``speaker_named`` absent is derived from the speaker."""

    id: Slug | None = None
    date_start: When | None = None
    date_end: When | None = None
    speaker: ShortText
    speaker_as_written: ShortText | None = None
    speaker_named: bool | None = None
    via: ShortText | None = None

    @property
    def window(self) -> Window:
        """The days or hours as one span."""
        return Window(self.date_start, self.date_end)

    @model_validator(mode="after")
    def _days_in_order(self) -> "Entry":
        starts, ends = self.window.starts, self.window.ends
        if starts is not None and ends is not None and starts >= ends:
            raise ValueError(f"date_start {self.date_start} is after date_end {self.date_end}, expected start <= end")
        return self


class Source(Record):
    """One report. ``text_complete`` is false where the copy that was read ended early."""

    id: Slug
    title: ShortText
    publisher: ShortText
    kind: Literal["news_article", "situation_report", "statement", "dataset"]
    author: ShortText | None = None
    date_published: Day | None = None
    date_basis: Text
    url: Url | None = None
    archive_url: Url | None = None
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]
    text_complete: bool = True
    as_written_translated: bool = False
    note: Text | None = None

    @property
    def link(self) -> str | None:
        """The address to give to a reader: the archive's where there is one."""
        return self.archive_url or self.url


class Figure(Entry):
    """A number that a source reports, with all that keeps it honest."""

    indicator: ShortText
    group: ShortText | None = None
    responsible: ShortText | None = None
    cause: ShortText | None = None
    value: Count | None = None
    value_low: Count | None = None
    value_high: Count | None = None
    value_best: Count | None = None
    qualifier: Qualifier = "exact"
    provisional: bool = False
    magnitude: ShortText | None = None
    basis: Basis = "statement"
    counting: Counting | None = None
    of_total: Count | None = None
    part_of: Slug | None = None
    corrects: Slug | None = None
    statement: Slug | None = None
    place: ShortText
    place_as_written: ShortText | None = None
    place_basis: Text | None = None
    date_as_written: ShortText | None = None
    date_basis: Text | None = None
    date_precision: Precision | None = None
    reported_on: When | None = None
    repeats: ShortText | None = None
    quote: Quote
    counts: Text | None = None
    caveat: Text | None = None

    @model_validator(mode="after")
    def _whole(self) -> "Figure":
        if problem := next(self._explain(), None):
            raise ValueError(problem)
        return self

    def _explain(self) -> Iterator[str]:
        value, low, high, best, total = self.value, self.value_low, self.value_high, self.value_best, self.of_total
        given = f"qualifier {self.qualifier!r}"
        if self.place_as_written is None and self.place_basis is None:
            yield "no place_as_written, so the place is inferred: expected place_basis, how it was inferred"
        if self.date_as_written is None and self.date_basis is None and self.window.known:
            yield "no date_as_written, so the days are inferred: expected date_basis, how they were inferred"
        if self.qualifier == "range":
            if value is not None:
                expected = "expected value_low and value_high, and value_best for the source's own best estimate"
                yield f"value {value} with {given}, {expected}"
            elif low is None or high is None or low > high:
                yield f"{given}, expected value_low <= value_high"
            elif best is not None and not low <= best <= high:
                yield f"value_best {best} is not between value_low {low} and value_high {high}"
            return
        for key, end in (("value_low", low), ("value_high", high), ("value_best", best)):
            if end is not None:
                yield f"{key} {end} with {given}, {NO_ROOM}"
        if self.qualifier == "vague" and value is not None:
            yield f"value {value} with {given}, expected no value: the source gives none"
        elif self.qualifier == "vague" and self.magnitude is None:
            yield f"{given} without magnitude, expected the source's word: dozens, hundreds …"
        elif self.qualifier != "vague" and value is None:
            yield f"no value with {given}, expected one (or qualifier range or vague)"
        elif total is not None and value is not None and value > total:
            yield f"value {value} is above of_total {total}, expected value <= of_total"


class Gap(Entry):
    """What a source says nobody could count, or that was counted and found to be none."""

    indicator: ShortText
    group: ShortText | None = None
    place: ShortText
    status: GapStatus
    reason: Text
    quote: Quote


class Statement(Entry):
    """What somebody claims, in our own words."""

    topic: ShortText
    summary: Text
    place: ShortText | None = None
    quote: Quote | None = None
    contradicts: Slug | None = None


class Event(Entry):
    """What happened, was announced, or lies in the background."""

    label: ShortText
    kind: EventKind
    place: ShortText | None = None
    date_as_written: ShortText | None = None
    date_precision: Precision | None = None


class SourceFile(Record):
    """One file of seeds/: a source and all it reports."""

    source: Source
    figures: tuple[Figure, ...] = ()
    gaps: tuple[Gap, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()


ENTRIES: dict[str, type[Entry]] = {"figures": Figure, "gaps": Gap, "statements": Statement, "events": Event}
LISTS = tuple(ENTRIES)


class Place(Record):
    """A place; ``members`` make it up where it lies across others ("three neighbourhoods"), beside ``within``."""

    id: Slug
    name: ShortText
    name_local: ShortText | None = None
    aliases: Texts = ()
    within: Slug | None = None
    members: Slugs = ()
    admin1: ShortText | None = None
    admin1_pcode: ShortText | None = None
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]{2}$")]
    lat: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)] | None = None
    radius_km: Annotated[float, Field(gt=0, le=2_000)] | None = None
    place_precision: Annotated[int, Field(ge=1, le=7)]
    basis: Text

    @model_validator(mode="after")
    def _coordinate_whole_or_none(self) -> "Place":
        given = [part is not None for part in (self.lat, self.lon, self.radius_km)]
        if any(given) and not all(given):
            raise ValueError("expected lat, lon and radius_km together, or none of them")
        return self


def _find_family(row: dict[str, Any]) -> Family:
    """Vocabularies of the first version have no family."""
    if row["unit"] == "people":
        return "people_in_need" if row["kind"] == "stock" else "people_harmed"
    return "facilities" if row["unit"] == "facilities" else "attacks"


class Indicator(Record):
    """What is counted; ``core`` indicators are looked for in any report, so that their absence is shown."""

    id: Slug
    label: ShortText
    unit: ShortText
    unit_one: ShortText
    phrase: ShortText | None = None
    preposition: ShortText = "in"
    kind: Literal["flow", "stock"]
    counting: Counting | None = None
    core: bool = False
    family: Family = Field(default_factory=_find_family)
    role: Slug | None = None
    mark: Slug | None = None
    hxl: Annotated[str, StringConstraints(pattern=r"^#[a-z]+(\+[a-z0-9_]+)*$")]
    within: Slug | None = None
    aliases: Texts = ()
    description: Text

    @property
    def is_share(self) -> bool:
        """Whether its numbers are per cent of something, so that they may have decimals."""
        return self.unit.lower().startswith(("per cent", "percent", "%"))

    @property
    def default_counting(self) -> Counting:
        """How its numbers run where the figure does not say."""
        return self.counting or ("state" if self.kind == "stock" else "period")


class Group(Record):
    """Who or what is counted within an indicator, in ``unit``: an indicator of another unit takes no figure of it."""

    id: Slug
    label: ShortText
    label_one: ShortText
    unit: ShortText | None = None
    within: Slug | None = None
    mixed: bool = False
    partition: Slug | None = None
    role: Slug | None = None
    aliases: Texts = ()
    description: Text


class Speaker(Record):
    """One voice; ``named`` is false for "activists" or an official without a name: never an independent voice."""

    id: Slug
    name: ShortText
    short: ShortText = Field(default_factory=lambda row: row["name"])
    type: SpeakerType
    named: bool = True
    repeats: Slug | None = None
    member_of: Slug | None = None
    aliases: Texts = ()


class About(Record):
    """What the collection as a whole is called, what it asks, and the source whose story the first page tells."""

    title: ShortText
    story: Slug | None = None
    question: ShortText | None = None
    note: Text | None = None


VOCABULARY: dict[str, type[Record]] = {"places": Place, "indicators": Indicator, "groups": Group, "speakers": Speaker}
