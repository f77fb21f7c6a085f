"""What reports leave out: core indicators without a number at a place and on a day that the report speaks of."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from dashboard.collection.collection import Collection
from dashboard.compare import Topic, topic_of
from dashboard.compare.voices import name_body
from dashboard.records.model import Indicator, Source
from dashboard.records.reported import ReportedFigure, ReportedGap

STATUSES = ("not_mentioned", "not_read")


@dataclass
class LeftOut:
    """An indicator at a place of which reports say nothing: the reports by status and id, the days they speak of.

    ``others`` are the voices of other reports that have a number for it on one of these days.
    """

    topic: Topic
    sources: dict[str, dict[str, Source]] = field(default_factory=lambda: {status: {} for status in STATUSES})
    days: set[date] = field(default_factory=set)
    others: set[str] = field(default_factory=set)

    @property
    def reports(self) -> dict[str, Source]:
        """All its reports."""
        return {name: source for sources in self.sources.values() for name, source in sources.items()}


def list_left_out(collection: Collection) -> list[LeftOut]:
    """List core indicators that reports leave out, those that most reports leave out first.

    A report that counts a wider or a narrower place on that day, or over longer, has not left it out.
    """
    words, found = collection.vocabulary, dict[tuple[str, str], LeftOut]()
    spoken, around = defaultdict[str, list[ReportedFigure | ReportedGap]](list), words.place_containers
    records: list[ReportedFigure | ReportedGap] = [*collection.figures, *collection.gaps]
    for record in records:
        spoken[record.source.id].append(record)

    def speaks(report: str, indicator: Indicator, place: str, day: date) -> bool:
        return any(
            (one.indicator.id == indicator.id or (indicator.role and one.indicator.role == indicator.role))
            and (place in around[one.place.id] or one.place.id in around[place])
            and (not one.window.known or one.window.covers_day(day))
            for one in spoken[report]
        )

    for cell in collection.coverage.to_dict("records"):
        indicator, place, day = words.indicators[cell["indicator"]], words.places[cell["place"]], cell["date"].date()
        report, status = cell["source"], cell["status"]
        if status in STATUSES and indicator.core and not speaks(report, indicator, place.id, day):
            one = found.setdefault((indicator.id, place.id), LeftOut(Topic(indicator, None, place, None)))
            one.days.add(day)
            if report not in one.reports:
                one.sources[status][report] = collection.reports[report]
    for figure in collection.whole.figures:
        topic = topic_of(figure)
        left_out = found.get((topic.indicator.id, topic.place.id))
        if (
            left_out
            and topic.day in left_out.days
            and figure.said.credited
            and figure.source.id not in left_out.reports
        ):
            left_out.others.add(name_body(figure))
    return sorted(found.values(), key=lambda one: (-len(one.reports), one.topic.key))
