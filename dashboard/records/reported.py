"""What a report says, joined with its vocabulary: the frozen objects that everything above the records reads."""

from dataclasses import dataclass
from datetime import date

from dashboard.records.model import (
    Basis,
    Counting,
    EventKind,
    GapStatus,
    Group,
    Indicator,
    Place,
    Qualifier,
    Source,
    Speaker,
)
from dashboard.records.moments import Moment, Window
from dashboard.records.quantity import Bounds, Number


@dataclass(frozen=True, slots=True)
class Said:
    """Who says so, and who carried it.

    ``voice`` is whose number or claim it is: the speaker, or the one whose number the speaker passes on
    (``repeats`` here or in speakers.csv). ``body`` is the voice under which members count (``member_of``).
    """

    speaker: Speaker
    voice: Speaker
    body: Speaker
    speaker_as_written: str | None
    speaker_named: bool
    via: str | None

    @property
    def credited(self) -> bool:
        """Whether anybody is credited; a report that credits nobody is no voice."""
        return self.speaker.type != "publisher" or self.speaker_named

    @property
    def independent(self) -> bool:
        """Whether it can be one of two independent voices: credited, and named as a person, body or office."""
        return self.credited and self.speaker_named and self.voice.named


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What all entries of a report have once they are joined with the vocabulary."""

    id: str
    source: Source
    window: Window
    said: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedFigure(Reported):
    """One number that one report gives, with all that keeps it honest.

    ``written`` and ``wording`` are the only forms in which the number may be shown ("≥ 80", "at least 80").
    ``place_stated`` and ``days_stated`` tell what the source says itself from what we inferred.
    ``counting`` is period, total, state or forecast; ``told`` is the day or hour of telling, where known.
    """

    indicator: Indicator
    group: Group | None
    responsible: str | None
    cause: str | None
    value: Number | None
    value_low: Number | None
    value_high: Number | None
    value_best: Number | None
    qualifier: Qualifier
    provisional: bool
    magnitude: str | None
    basis: Basis
    counting: Counting
    of_total: Number | None
    part_of: str | None
    corrects: str | None
    statement: str | None
    place: Place
    place_as_written: str | None
    place_basis: str | None
    date_as_written: str | None
    date_basis: str | None
    date_precision: int
    reported_on: Moment | None
    quote: str
    counts: str | None
    caveat: str | None
    bounds: Bounds
    written: str
    wording: str

    @property
    def place_stated(self) -> bool:
        """Whether the source itself says where."""
        return self.place_as_written is not None

    @property
    def days_stated(self) -> bool:
        """Whether the source itself says when."""
        return self.date_as_written is not None and self.window.known

    @property
    def told(self) -> Moment | None:
        """When the number was given: the stated day or hour of telling, else the day of publication."""
        return self.reported_on or self.source.date_published

    @property
    def told_day(self) -> date | None:
        """The day of telling without its hour."""
        return None if self.told is None else date(self.told.year, self.told.month, self.told.day)

    @property
    def unit(self) -> str:
        """What is counted, in the plural: the group, or the indicator's unit where no group is given."""
        return self.group.label if self.group else self.indicator.unit

    @property
    def is_forecast(self) -> bool:
        """Whether it is feared or expected, not counted."""
        return self.counting == "forecast"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedGap(Reported):
    """What a report says nobody could count, or that was counted and found to be none."""

    indicator: Indicator
    group: Group | None
    place: Place
    status: GapStatus
    reason: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedStatement(Reported):
    """What somebody claims, in our own words."""

    topic: str
    summary: str
    place: Place | None
    quote: str | None
    contradicts: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedEvent(Reported):
    """What happened, was announced, or lies in the background."""

    label: str
    kind: EventKind
    place: Place | None
    date_as_written: str | None
    date_precision: int
