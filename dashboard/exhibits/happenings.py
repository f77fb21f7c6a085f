"""What stands on the timeline: one happening for one event or one thing counted, whatever number of reports tell it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

from dashboard.collection.collection import Collection
from dashboard.exhibits.making import list_gaps
from dashboard.records.folding import fold_searched
from dashboard.records.reported import ReportedEvent, ReportedFigure, ReportedGap

LONGEST_DAYS = 7
Record = ReportedEvent | ReportedFigure | ReportedGap


@dataclass(frozen=True, eq=False)
class Happening:
    """The records that tell of one event, or of one thing counted at one place and time; an event comes first."""

    records: tuple[Record, ...]

    @property
    def event(self) -> ReportedEvent | None:
        """The event, where it is one."""
        return self.records[0] if isinstance(self.records[0], ReportedEvent) else None

    @property
    def figures(self) -> list[ReportedFigure]:
        """Its numbers."""
        return [record for record in self.records if isinstance(record, ReportedFigure)]

    @property
    def reports(self) -> int:
        """How many reports tell of it."""
        return len({record.source.id for record in self.records})

    @property
    def day(self) -> date | None:
        """The day under which it stands: its first, or where that is not known its last."""
        window = self.records[0].window
        return window.first_day or window.last_day

    @property
    def part(self) -> str:
        """The part of the list in which it stands."""
        first, window = self.records[0], self.records[0].window
        if isinstance(first, ReportedGap):
            return "unknown_days"
        if isinstance(first, ReportedEvent) and first.kind != "reported":
            return first.kind
        if isinstance(first, ReportedFigure) and first.counting in ("forecast", "state"):
            return "announced" if first.is_forecast else "held"
        brief = window.ends and (window.starts is None or (window.ends - window.starts).days <= LONGEST_DAYS)
        return "days" if brief else "longer"


def list_happenings(collection: Collection) -> list[Happening]:
    """Merge what several reports tell of one event, and what one voice tells and counts of one place and time."""
    events: dict[Hashable, list[Record]] = {}
    counted: dict[Hashable, list[Record]] = {}
    for event in collection.events:
        key = (fold_searched(event.label), event.kind, event.place and event.place.id, event.window)
        events.setdefault(key, []).append(event)
    told = {_moment(records[0]): records for records in events.values() if records[0].place}
    for figure in collection.figures:
        twin = told.get(_moment(figure))
        if twin is not None and figure.counting == "period" and _scope(twin[-1]) in (None, _scope(figure)):
            twin.append(figure)
        else:
            counted.setdefault(_scope(figure), []).append(figure)
    for gap in list_gaps(collection):
        counted.setdefault(("gap", gap.indicator.id, gap.place.id, gap.window), []).append(gap)
    return [Happening(tuple(records)) for records in (*events.values(), *counted.values())]


def _moment(record: Record) -> Hashable:
    return record.source.id, record.said.speaker.id, record.place and record.place.id, record.window


def _scope(figure: Record) -> Hashable:
    """What is counted, of whom, where and when; what holds at a time is one thing on whatever day it is counted."""
    if not isinstance(figure, ReportedFigure):
        return None
    window = None if figure.counting == "state" else figure.window
    where, what = (figure.place.id, window, figure.counting), (figure.indicator.id, figure.group and figure.group.id)
    return *what, *where, figure.cause, figure.responsible
