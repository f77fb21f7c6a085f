"""Records of what a report says and their vocabulary: the one place where each field is declared.

Every record is frozen and checked on its own here; what holds between records (known ids, circles of ``part_of``,
a part above its whole) is checked in :mod:`dashboard.collection`, which knows the file a record came from.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from typing import Annotated, Any, Literal, get_args
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from dashboard.records.fields import optional, required
from dashboard.records.moments import Moment, Window, first_instant, last_instant, precision_of, write_iso

MAX_QUOTE_WORDS = 8
MAX_ID = 120

SourceKind = Literal["news_article", "situation_report", "statement", "dataset"]
Qualifier = Literal["exact", "at_least", "more_than", "about", "nearly", "up_to", "fewer_than", "range", "vague"]
Basis = Literal["count", "estimate", "statement"]
Counting = Literal["period", "total", "state", "forecast"]
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
IndicatorKind = Literal["flow", "stock"]
Family = Literal["people_harmed", "people_in_need", "attacks", "facilities", "services"]

QUALIFIERS: tuple[Qualifier, ...] = get_args(Qualifier)
BASES: tuple[Basis, ...] = get_args(Basis)
COUNTINGS: tuple[Counting, ...] = get_args(Counting)
SPEAKER_TYPES: tuple[SpeakerType, ...] = get_args(SpeakerType)

NO_ROOM = "which leaves no room for it; expected none, or qualifier 'range' with value_low and value_high"

# Control characters, halves of surrogate pairs, and the bidirectional embeddings, overrides and isolates that could
# make a text read as something else than it is (Unicode TR 36). Marks such as U+200F stay: honest Arabic uses them.
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def clean_text(text: str) -> str:
    """Return *text* in NFC; refuse what would hide or disguise it.

    Raises ``ValueError`` naming the first control character or bidirectional override and its position.
    """
    if text.isascii() and text.isprintable():
        return text
    hidden = _HIDDEN.search(text)
    if hidden:
        found = f"character U+{ord(hidden.group()):04X} at position {hidden.start()}"
        raise ValueError(f"{found}, expected plain text on one line")
    return unicodedata.normalize("NFC", text)


def _check_quote(quote: str) -> str:
    words = len(quote.split())
    if words > MAX_QUOTE_WORDS:
        raise ValueError(f"{words} words, expected at most {MAX_QUOTE_WORDS}: the shortest that carries the figure")
    return quote


def _check_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or re.search(r"[\s<>\"'`\\]", url):
        raise ValueError("expected a plain http:// or https:// address")
    return url


_OTHER_DATE = re.compile(r"^\s*(\d{1,2})[./-](\d{1,2})[./-](\d{4})\s*$")


def _check_moment(value: Any) -> Any:
    """Refuse what pydantic would read as a moment in its own way: numbers as seconds, offsets, other notations."""
    if isinstance(value, datetime):
        if value.tzinfo is not None:
            raise ValueError("expected the local time, without an offset: 2016-09-22T18:00:00")
        return value
    if isinstance(value, str):
        return _read_day(value)
    if not isinstance(value, date):
        raise ValueError("expected a day such as 2016-09-22, or a local time such as 2016-09-22T18:00:00")
    return value


def _read_day(text: str) -> Moment:
    other = _OTHER_DATE.match(text)
    if other:
        raise ValueError(f"expected year, month and day: {write_iso(*other.groups())}")
    try:
        return date.fromisoformat(text) if len(text) == len("2016-09-22") else datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError("expected a day such as 2016-09-22, or a local time such as 2016-09-22T18:00:00") from error


def _check_day(value: Any) -> Any:
    """Refuse a date-time where a day is expected: pydantic would drop midnight without a word."""
    value = _check_moment(value)
    if isinstance(value, datetime):
        raise ValueError("expected a day such as 2016-09-22, without a time")
    return value


def _check_number(value: Any) -> Any:
    if isinstance(value, str):
        digits = value.replace(",", "").strip()
        plain = f": {digits}" if re.fullmatch(r"\d+(\.\d+)?", digits) else ""
        raise ValueError(f"expected a number without quotation marks{plain}")
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("expected a number such as 80")
    return value


def split_list(value: Any) -> Any:
    """Split the text of a CSV cell that holds a list: "Haleb|Alep"."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split("|") if part.strip())
    return value


# The length is checked first: it bounds what normalising may cost.
Text = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000), AfterValidator(clean_text)
]
ShortText = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300), AfterValidator(clean_text)
]
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
Texts = Annotated[tuple[ShortText, ...], BeforeValidator(split_list), Field(max_length=100)]
Slugs = Annotated[tuple[Slug, ...], BeforeValidator(split_list), Field(max_length=1_000)]


class Record(BaseModel):
    """What all records share: frozen, no unknown keys, no silent conversion of numbers."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Entry(Record):
    """What all entries of a report have: an id, days or local hours, who says so and who carried it.

    An end that is absent is open or not stated; ``speaker_named`` absent is derived from the speaker.
    """

    id: Slug | None = optional("Name of the entry, unique over all reports.", hxl="#meta+id")
    date_start: When | None = optional(
        "First day of what is reported; empty where the report does not say.", hxl="#date+start"
    )
    date_end: When | None = optional(
        "Last day of what is reported; empty where it is still going on or not said.", hxl="#date+end"
    )
    speaker: ShortText = required("Who says so: an id of speakers.", refers="speakers", hxl="#org+speaker")
    speaker_as_written: ShortText | None = optional("How the source names the speaker; empty where it credits nobody.")
    speaker_named: bool | None = optional(
        "Whether the source names the speaker, as a person, an office or an institution."
    )
    via: ShortText | None = optional(
        "The agency or broadcaster that carried it to the publisher; empty where none is named.", hxl="#org+via"
    )

    @property
    def window(self) -> Window:
        """The days or hours as one span."""
        return Window(self.date_start, self.date_end)

    @model_validator(mode="after")
    def _days_in_order(self) -> Entry:
        start, end = self.date_start, self.date_end
        if start is not None and end is not None and first_instant(start) >= last_instant(end):
            raise ValueError(f"date_start {start} is after date_end {end}, expected start <= end")
        return self


class Source(Record):
    """One report. ``text_complete`` is false where the copy that was read ended early."""

    id: Slug = required("Name of the source, unique.", hxl="#meta+id")
    title: ShortText = required("Title as published.", hxl="#meta+title")
    publisher: ShortText = required("Who published it.", hxl="#org+name")
    kind: SourceKind = required("What kind of report it is.")
    author: ShortText | None = optional("Author, where one is named.")
    date_published: Day | None = optional("Day of publication; empty where it is not known.", hxl="#date+reported")
    date_basis: Text = required("How the day of publication is known.")
    url: Url | None = optional("Address of the source.", hxl="#meta+url")
    archive_url: Url | None = optional(
        "Address of an archived copy; used wherever the address is.", hxl="#meta+url+archive"
    )
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")] = required(
        "Language of the source (BCP 47)."
    )
    text_complete: bool = optional(
        "Whether the whole text was read; where not, what it does not mention is not known.", True
    )
    as_written_translated: bool = optional(
        "Whether what stands as written is our translation, because the source's language is another.", False
    )
    note: Text | None = optional("What else a reader should know of the source.")

    @property
    def link(self) -> str | None:
        """The address to give to a reader: the archive's where there is one."""
        return self.archive_url or self.url


_SEE_UNIT = "see indicators.unit"


class Figure(Entry):
    """A number that a source reports, with all that keeps it honest."""

    indicator: ShortText = required("What is counted: an id of indicators.", refers="indicators", hxl="#indicator+name")
    group: ShortText | None = optional(
        "Who or what is counted within the indicator: an id of groups; empty where the indicator says it all.",
        refers="groups",
    )
    responsible: ShortText | None = optional("Whom the source holds responsible, in its words.")
    cause: ShortText | None = optional("By what it came about, where the source counts that alone.")
    value: Count | None = optional(
        "The number as printed; empty for a range or a vague magnitude. Never to be quoted without its qualifier.",
        unit=_SEE_UNIT,
        hxl="#indicator+num",
    )
    value_low: Count | None = optional("Lower end of a range, as printed.", unit=_SEE_UNIT)
    value_high: Count | None = optional("Upper end of a range, as printed.", unit=_SEE_UNIT)
    value_best: Count | None = optional("The source's own best estimate within its range.", unit=_SEE_UNIT)
    qualifier: Qualifier = optional("The source's own word before the number.", "exact")
    provisional: bool = optional(
        'Whether the source expects more ("so far", "initial"): a minimum, whatever the qualifier.', False
    )
    magnitude: ShortText | None = optional("The source's word where it gives no number: dozens, hundreds.")
    basis: Basis = optional("Whether it was counted, estimated or just said.", "statement")
    counting: Counting | None = optional(
        "How the number runs: within the period, as a running total up to its end, as a state at a time, or as a "
        "forecast."
    )
    of_total: Count | None = optional("The whole that the number is out of: the 4 in 3 of 4.", unit=_SEE_UNIT)
    part_of: Slug | None = optional("The figure that already contains this one: never add both.", refers="figures")
    corrects: Slug | None = optional("The figure that this one takes back, where the source says so.", refers="figures")
    statement: Slug | None = optional("What figures share that are one statement of one voice, whoever carries it.")
    place: ShortText = required("Where: an id of places.", refers="places", hxl="#loc+id")
    place_as_written: ShortText | None = optional(
        "Where, in the source's wording; empty where it was inferred.", hxl="#loc+name"
    )
    place_basis: Text | None = optional("How the place was inferred, in our words.")
    date_as_written: ShortText | None = optional("When, in the source's wording; empty where it was inferred.")
    date_basis: Text | None = optional("How the days were established, in our words.")
    date_precision: Precision | None = optional(
        "How precisely the day is known, after UCDP GED date_prec: 1 exact day, 2 two to six days, 3 week, "
        "4 month, 5 year or longer, or an end not known."
    )
    reported_on: When | None = optional("Day on which the figure was given, where it is not the day of publication.")
    repeats: ShortText | None = optional(
        "Whose figure this is, where the speaker only passes it on: an id of speakers.", refers="speakers"
    )
    quote: Quote = required(
        f"The shortest phrase of the source that carries the figure, at most {MAX_QUOTE_WORDS} words."
    )
    counts: Text | None = optional("What it counts and what it leaves out.", hxl="#description")
    caveat: Text | None = optional("What must be said aloud with it.")

    @property
    def precision(self) -> int:
        """The precision of the day: as typed, else that of the window's length."""
        return self.date_precision or precision_of(self.window)

    @model_validator(mode="after")
    def _inferred_with_a_basis(self) -> Figure:
        if self.place_as_written is None and self.place_basis is None:
            raise ValueError("no place_as_written, so the place is inferred: expected place_basis, how it was inferred")
        if self.date_as_written is None and self.date_basis is None and self.window.known:
            raise ValueError(
                "no date_as_written, so the days are inferred: expected date_basis, how they were inferred"
            )
        return self

    @model_validator(mode="after")
    def _value_fits_qualifier(self) -> Figure:
        problem = self._explain_range() if self.qualifier == "range" else self._explain_value()
        if problem:
            raise ValueError(problem)
        return self

    def _explain_range(self) -> str | None:
        low, high, best = self.value_low, self.value_high, self.value_best
        if self.value is not None:
            found = f"value {self.value} with qualifier 'range', expected value_low and value_high"
            return f"{found}, and value_best for the source's own best estimate"
        if low is None or high is None or low > high:
            return "qualifier 'range', expected value_low <= value_high"
        if best is not None and not low <= best <= high:
            return f"value_best {best} is not between value_low {low} and value_high {high}"
        return None

    def _explain_value(self) -> str | None:
        value, total, given = self.value, self.of_total, f"with qualifier {self.qualifier!r}"
        for key in ("value_low", "value_high", "value_best"):
            if getattr(self, key) is not None:
                return f"{key} {getattr(self, key)} {given}, {NO_ROOM}"
        vague = self.qualifier == "vague"
        if vague and value is not None:
            return f"value {value} {given}, expected no value: the source gives none"
        if vague and self.magnitude is None:
            return "qualifier 'vague' without magnitude, expected the source's word: dozens, hundreds …"
        if not vague and value is None:
            return f"no value {given}, expected one (or qualifier range or vague)"
        if total is not None and value is not None and value > total:
            return f"value {value} is above of_total {total}, expected value <= of_total"
        return None


class Gap(Entry):
    """What a source says nobody could count, or that was counted and found to be none."""

    indicator: ShortText = required(
        "What could not be counted: an id of indicators.", refers="indicators", hxl="#indicator+name"
    )
    group: ShortText | None = optional("Who could not be counted: an id of groups.", refers="groups")
    place: ShortText = required("Where: an id of places.", refers="places")
    status: GapStatus = required(
        "not_documented (nobody could count) is not zero_reported (counted, and found to be none)."
    )
    reason: Text = required("Why, in our own words.", hxl="#description")
    quote: Quote = required(f"The phrase that says so, at most {MAX_QUOTE_WORDS} words.")


class Statement(Entry):
    """What somebody claims, in our own words."""

    topic: ShortText = required("What it is about.")
    summary: Text = required("What is claimed, in our own words.", hxl="#description")
    place: ShortText | None = optional("Where: an id of places.", refers="places")
    quote: Quote | None = optional(f"The phrase that carries it, at most {MAX_QUOTE_WORDS} words.")
    contradicts: Slug | None = optional("The statement it contradicts.", refers="statements")


class Event(Entry):
    """What happened, was announced, or lies in the background."""

    label: ShortText = required("What happened, in our own words.", hxl="#description")
    kind: EventKind = required("Whether it is reported, only announced, or background.")
    place: ShortText | None = optional("Where: an id of places.", refers="places")
    date_as_written: ShortText | None = optional("When, in the source's wording.")
    date_precision: Precision | None = optional(
        "How precisely the day is known, after UCDP GED date_prec; see figures."
    )

    @property
    def precision(self) -> int:
        """The precision of the day: as typed, else that of the window's length."""
        return self.date_precision or precision_of(self.window)


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

    id: Slug = required("Name of the entry, unique.")
    name: ShortText = required("Name in English.", hxl="#loc+name")
    name_local: ShortText | None = optional("Name in the local language.", hxl="#loc+name+local")
    aliases: Texts = optional("Other spellings, separated by |.", ())
    within: Slug | None = optional("The place that contains it: an id of places.", refers="places")
    members: Slugs = optional("The places that it is made of, ids of places separated by |.", ())
    admin1: ShortText | None = optional("First administrative division.", hxl="#adm1+name")
    admin1_pcode: ShortText | None = optional("P-code of it (OCHA).", hxl="#adm1+code+v_pcode")
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]{2}$")] = required(
        "Country, ISO 3166-1 alpha-3 or a user-assigned code (XKX).", hxl="#country+code+v_iso3"
    )
    lat: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)] | None = optional(
        "Latitude of a representative point, WGS 84; empty where none can be defended.", unit="degree", hxl="#geo+lat"
    )
    lon: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)] | None = optional(
        "Longitude of a representative point, WGS 84.", unit="degree", hxl="#geo+lon"
    )
    radius_km: Annotated[float, Field(gt=0, le=2_000)] | None = optional(
        "Radius of the disc that stands for the place.", unit="kilometre"
    )
    place_precision: Annotated[int, Field(ge=1, le=7)] = required(
        "How precisely the place is known, after UCDP GED where_prec: 1 exact … 6 country, 7 wider."
    )
    basis: Text = required("Where the coordinate comes from, or why there is none.")

    @model_validator(mode="after")
    def _coordinate_whole_or_none(self) -> Place:
        given = [part is not None for part in (self.lat, self.lon, self.radius_km)]
        if any(given) and not all(given):
            raise ValueError("expected lat, lon and radius_km together, or none of them")
        return self


class Indicator(Record):
    """What is counted; ``core`` indicators are looked for in any report, so that their absence is shown."""

    id: Slug = required("Name of the entry, unique.")
    label: ShortText = required("Label for people.", hxl="#indicator+name")
    unit: ShortText = required("What is counted; different units never share an axis.")
    unit_one: ShortText = required("The unit in the singular.")
    phrase: ShortText | None = optional("What completes “80 people reported …”; empty where the unit says it all.")
    preposition: ShortText = optional("What leads from the phrase to the place: in, from.", "in")
    kind: IndicatorKind = required("Whether it happens in a window (flow) or holds at a time (stock).")
    counting: Counting | None = optional("How its numbers run where a figure does not say; see figures.counting.")
    core: bool = optional("Whether a reader looks for it in any report.", False)
    family: Family = required("What it belongs with: indicators of one family share a colour.")
    role: Slug | None = optional("What exhibits look for: water, health, rescue, strikes.")
    mark: Slug | None = optional("The pictogram that stands for so many of it.")
    hxl: Annotated[str, StringConstraints(pattern=r"^#[a-z]+(\+[a-z0-9_]+)*$")] = required(
        "HXL tag of a number of this indicator."
    )
    within: Slug | None = optional("The indicator that contains it: an id of indicators.", refers="indicators")
    aliases: Texts = optional("Other words for it, separated by |.", ())
    description: Text = required("What it counts.")

    @property
    def is_share(self) -> bool:
        """Whether its numbers are per cent of something, so that they may have decimals."""
        return self.unit.lower().startswith(("per cent", "percent", "%"))

    @property
    def default_counting(self) -> Counting:
        """How its numbers run where the figure does not say."""
        return self.counting or ("state" if self.kind == "stock" else "period")

    @model_validator(mode="before")
    @classmethod
    def _family_from_unit(cls, row: Any) -> Any:
        """Vocabularies of the first version have no family."""
        if not isinstance(row, dict) or row.get("family") is not None:
            return row
        people = "people_in_need" if row.get("kind") == "stock" else "people_harmed"
        return row | {"family": {"people": people, "facilities": "facilities"}.get(row.get("unit", ""), "attacks")}


class Group(Record):
    """Who or what is counted within an indicator, in ``unit``: an indicator of another unit takes no figure of it."""

    id: Slug = required("Name of the entry, unique.")
    label: ShortText = required("Label for people.")
    label_one: ShortText = required("Label in the singular.")
    unit: ShortText | None = optional("What it is counted in: the unit of its indicators.")
    within: Slug | None = optional("The group that contains it: an id of groups.", refers="groups")
    mixed: bool = optional("Whether it lumps together what others keep apart.", False)
    partition: Slug | None = optional(
        "Groups with the same word here exclude each other, so that their figures may be added."
    )
    role: Slug | None = optional("What exhibits look for: children, rescuers, hospitals.")
    description: Text = required("Who or what belongs to it.")


class Speaker(Record):
    """One voice; ``named`` is false for "activists" or an official without a name: never an independent voice."""

    id: Slug = required("Name of the entry, unique.")
    name: ShortText = required("Name for people.", hxl="#org+name")
    short: ShortText = required("Short name, for charts.")
    type: SpeakerType = required("What kind of voice it is.")
    named: bool = optional("Whether it is a person, a body or an office with a name.", True)
    repeats: Slug | None = optional(
        "The speaker whose figures it only passes on: an id of speakers.", refers="speakers"
    )
    member_of: Slug | None = optional(
        "The body under which it counts as one voice: an id of speakers.", refers="speakers"
    )
    aliases: Texts = optional("Other names of it, separated by |.", ())

    @model_validator(mode="before")
    @classmethod
    def _short_from_name(cls, row: Any) -> Any:
        if isinstance(row, dict) and row.get("short") is None and "name" in row:
            return row | {"short": row["name"]}
        return row


class About(Record):
    """What the collection as a whole is called, what it asks, and the source whose story the first page tells."""

    title: ShortText
    story: Slug | None = None
    question: ShortText | None = None
    note: Text | None = None


VOCABULARY: dict[str, type[Record]] = {
    "places": Place,
    "indicators": Indicator,
    "groups": Group,
    "speakers": Speaker,
}
