"""Records of what a source reports: sources, figures, gaps, statements, events and their vocabulary.

Every record is frozen and checked on its own here; what holds between records (known ids, circles of
``part_of``) is checked in :mod:`dashboard.seeds`, which knows the file a record came from.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from typing import Annotated, Any, Literal, get_args
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

MAX_QUOTE_WORDS = 8

SourceKind = Literal["news_article", "situation_report", "statement", "dataset"]
Qualifier = Literal["exact", "at_least", "more_than", "about", "nearly", "up_to", "fewer_than", "range", "vague"]
Basis = Literal["count", "estimate", "statement"]
SpeakerType = Literal[
    "monitoring_group",
    "rescue_service",
    "medical_or_forensic",
    "military",
    "armed_group",
    "government",
    "un",
    "ngo",
    "diplomat",
    "resident",
    "footage",
    "publisher",
]
GapStatus = Literal["not_documented", "zero_reported", "not_applicable"]
EventKind = Literal["reported", "announced", "background"]

QUALIFIERS: tuple[str, ...] = get_args(Qualifier)
BASES: tuple[str, ...] = get_args(Basis)
SPEAKER_TYPES: tuple[str, ...] = get_args(SpeakerType)

# Characters that could make a text read as something else than it is (Unicode TR 36): bidirectional
# embeddings, overrides and isolates. Marks such as U+200F stay: honest Arabic uses them.
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean_text(text: str) -> str:
    """Return *text* in NFC without white space at its ends; refuse what would hide or disguise it.

    Raises ``ValueError`` naming the first control character or bidirectional override and its position.
    """
    for position, character in enumerate(text):
        if character in _BIDI_CONTROLS or unicodedata.category(character) in ("Cc", "Cs"):
            raise ValueError(
                f"character U+{ord(character):04X} at position {position}, expected plain text on one line"
            )
    return unicodedata.normalize("NFC", text).strip()


def _check_quote(quote: str) -> str:
    words = len(quote.split())
    if words > MAX_QUOTE_WORDS:
        raise ValueError(
            f"{words} words, expected at most {MAX_QUOTE_WORDS}: the shortest phrase that carries the figure"
        )
    return quote


def _check_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or re.search(r"[\s<>\"'`\\]", url):
        raise ValueError("expected a plain http:// or https:// address")
    return url


def _plain_date(value: Any) -> Any:
    """Refuse a date-time where a day is expected: pydantic would drop midnight without a word."""
    if isinstance(value, datetime):
        raise ValueError("expected a day such as 2016-09-22, without a time")
    return value


Text = Annotated[str, AfterValidator(clean_text), StringConstraints(min_length=1, max_length=2_000)]
ShortText = Annotated[str, AfterValidator(clean_text), StringConstraints(min_length=1, max_length=300)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*$", max_length=80)]
Quote = Annotated[ShortText, AfterValidator(_check_quote)]
Url = Annotated[str, StringConstraints(max_length=2_000), AfterValidator(_check_url)]
Day = Annotated[date, BeforeValidator(_plain_date)]
Count = Annotated[int, Field(ge=0, le=10**12, strict=True)]
DatePrecision = Annotated[int, Field(ge=1, le=5, strict=True)]


class Record(BaseModel):
    """What all records share: frozen, no unknown keys, no silent conversion of numbers."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Dated(Record):
    """A span of days. ``date_precision`` follows UCDP GED ``date_prec``: 1 day, 2 two to six days … 5 year."""

    date_start: Day | None = None
    date_end: Day | None = None

    @model_validator(mode="after")
    def _days_in_order(self) -> Dated:
        if self.date_start and self.date_end and self.date_start > self.date_end:
            raise ValueError(f"date_start {self.date_start} is after date_end {self.date_end}, expected start <= end")
        return self


class Said(Record):
    """Who says so, and who carried it."""

    speaker: Slug
    speaker_as_written: ShortText | None = None
    speaker_named: bool
    via: ShortText | None = None


class Source(Record):
    """One report. ``text_complete`` is false where the copy that was read ended early."""

    id: Slug
    title: ShortText
    publisher: ShortText
    kind: SourceKind
    author: ShortText | None = None
    date_published: Day | None = None
    date_basis: Text
    url: Url | None = None
    archive_url: Url | None = None
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]
    text_complete: bool = True
    note: Text | None = None


class Figure(Dated, Said):
    """A number that a source reports, with all that keeps it honest."""

    id: Slug
    indicator: Slug
    group: Slug | None = None
    value: Count | None = None
    value_low: Count | None = None
    value_high: Count | None = None
    qualifier: Qualifier
    magnitude: ShortText | None = None
    basis: Basis
    of_total: Count | None = None
    part_of: Slug | None = None
    place: Slug
    place_as_written: ShortText
    date_as_written: ShortText
    date_precision: DatePrecision
    date_basis: Text
    repeats: Slug | None = None
    reported_on: Day | None = None
    quote: Quote
    counts: Text
    caveat: Text | None = None

    @model_validator(mode="after")
    def _value_fits_qualifier(self) -> Figure:
        if self.qualifier == "range":
            self._check_range()
        elif self.qualifier == "vague":
            if self.value is not None:
                raise ValueError(f"value {self.value} with qualifier 'vague', expected no value: the source gives none")
            if self.magnitude is None:
                raise ValueError("qualifier 'vague' without magnitude, expected the source's word: dozens, hundreds …")
        elif self.value is None:
            raise ValueError(f"no value with qualifier {self.qualifier!r}, expected one (or qualifier range or vague)")
        if self.of_total is not None and self.value is not None and self.value > self.of_total:
            raise ValueError(f"value {self.value} is above of_total {self.of_total}, expected value <= of_total")
        return self

    def _check_range(self) -> None:
        if self.value is not None:
            raise ValueError("value with qualifier 'range', expected value_low and value_high only")
        if self.value_low is None or self.value_high is None or self.value_low > self.value_high:
            raise ValueError("qualifier 'range', expected value_low <= value_high")


class Gap(Dated, Said):
    """What a source says nobody could count, or that was counted and found to be none."""

    id: Slug
    indicator: Slug
    group: Slug = "people"
    place: Slug
    status: GapStatus
    reason: Text
    quote: Quote


class Statement(Dated, Said):
    """What somebody claims, in our own words."""

    id: Slug
    topic: ShortText
    summary: Text
    place: Slug | None = None
    quote: Quote | None = None
    contradicts: Slug | None = None


class Event(Dated, Said):
    """What happened, was announced, or lies in the background."""

    id: Slug
    label: ShortText
    kind: EventKind
    place: Slug | None = None
    date_as_written: ShortText | None = None
    date_precision: DatePrecision


class SourceFile(Record):
    """One file of seeds/: a source and all it reports."""

    source: Source
    figures: tuple[Figure, ...] = ()
    gaps: tuple[Gap, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()


class Place(Record):
    """A place of the vocabulary; ``place_precision`` follows UCDP GED ``where_prec`` (1 exact … 6 country)."""

    id: Slug
    name: ShortText
    name_ar: ShortText | None = None
    within: Slug | None = None
    admin1: ShortText | None = None
    admin1_pcode: ShortText | None = None
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    radius_km: Annotated[float, Field(gt=0, le=2_000)] | None = None
    place_precision: Annotated[int, Field(ge=1, le=6)]
    basis: Text

    @model_validator(mode="after")
    def _coordinate_whole_or_none(self) -> Place:
        given = [part is not None for part in (self.lat, self.lon, self.radius_km)]
        if any(given) and not all(given):
            raise ValueError("expected lat, lon and radius_km together, or none of them")
        return self


class Indicator(Record):
    """What is counted.

    ``unit`` decides what may share an axis; ``phrase`` completes "80 people reported …" and is absent where the
    unit says it all (air strikes); ``preposition`` leads to the place (evacuated *from*); ``kind`` tells what
    happens in a window (flow: killed) from what holds at a time (stock: besieged); ``core`` marks what a reader
    looks for in any report, so that its absence is shown.
    """

    id: Slug
    label: ShortText
    unit: ShortText
    unit_one: ShortText
    phrase: ShortText | None = None
    preposition: ShortText = "in"
    kind: Literal["flow", "stock"]
    core: bool
    hxl: Annotated[str, StringConstraints(pattern=r"^#[a-z]+(\+[a-z0-9_]+)*$")]
    description: Text


class Group(Record):
    """Who or what is counted within an indicator; ``within`` names the group that contains it.

    ``mixed`` marks a group that lumps together what others keep apart (fighters and families). Groups of one
    ``partition`` exclude each other, so that their figures may be added.
    """

    id: Slug
    label: ShortText
    label_one: ShortText
    within: Slug | None = None
    mixed: bool = False
    partition: Slug | None = None
    description: Text


class Speaker(Record):
    """One voice. ``repeats`` names the speaker whose figures it only passes on."""

    id: Slug
    name: ShortText
    type: SpeakerType
    repeats: Slug | None = None


class About(Record):
    """What the collection as a whole is called, and the source whose story the first page tells."""

    title: ShortText
    story: Slug | None = None


VOCABULARY: dict[str, type[Record]] = {
    "places": Place,
    "indicators": Indicator,
    "groups": Group,
    "speakers": Speaker,
}
