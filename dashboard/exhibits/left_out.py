"""What reports leave out: core indicators without a number at a place and on a day that the report speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
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
    """An indicator at a place of which reports say nothing: their publishers by status, the days they speak of.

    ``others`` are the voices of other reports that have a number for it on one of these days.
    """

    topic: Topic
    sources: dict[str, list[Source]] = field(default_factory=lambda: {status: [] for status in STATUSES})
    days: set[date] = field(default_factory=set)
    others: int = 0

    @property
    def reports(self) -> set[str]:
        """The ids of all its reports."""
        return {source.id for sources in self.sources.values() for source in sources}


def list_left_out(collection: Collection) -> list[LeftOut]:
    """List core indicators that reports leave out, those that most reports leave out first.

    A report that counts a wider or a narrower place on that day, or over longer, has not left it out.
    """
    words, found = collection.vocabulary, dict[tuple[str, str], LeftOut]()
    spoken: dict[str, list[ReportedFigure | ReportedGap]] = defaultdict(list)
    records: list[ReportedFigure | ReportedGap] = [*collection.figures, *collection.gaps]
    for record in records:
        spoken[record.source.id].append(record)
    for cell in collection.coverage.to_dict("records"):
        indicator, place, day = words.indicators[cell["indicator"]], words.places[cell["place"]], cell["date"].date()
        if cell["status"] not in STATUSES or not indicator.core:
            continue
        if _speaks(spoken[cell["source"]], indicator, words.place_containers, place.id, day):
            continue
        one = found.setdefault((indicator.id, place.id), LeftOut(Topic(indicator, None, place, None)))
        sources = one.sources[cell["status"]]
        if cell["source"] not in one.reports:
            sources.append(collection.reports[cell["source"]])
        one.days.add(day)
    for one in found.values():
        one.others = len(set(_list_others(collection.whole.figures, one)))
    return sorted(found.values(), key=lambda one: (-len(one.reports), one.topic.key))


def _speaks(
    spoken: Iterable[ReportedFigure | ReportedGap],
    indicator: Indicator,
    containers: Mapping[str, tuple[str, ...]],
    place: str,
    day: date,
) -> bool:
    return any(
        (one.indicator.id == indicator.id or (indicator.role and one.indicator.role == indicator.role))
        and (place in containers[one.place.id] or one.place.id in containers[place])
        and (not one.window.known or one.window.covers_day(day))
        for one in spoken
    )


def _list_others(figures: Iterable[ReportedFigure], left_out: LeftOut) -> Iterable[str]:
    what, where = left_out.topic.indicator.id, left_out.topic.place.id
    for figure in figures:
        topic = topic_of(figure)
        same = topic.indicator.id == what and topic.place.id == where and topic.day in left_out.days
        if same and figure.said.credited and figure.source.id not in left_out.reports:
            yield name_body(figure)
