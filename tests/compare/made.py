"""Figures made from a few words each, in an invented country, for whatever compares figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dashboard.collection.collection import make_joiner
from dashboard.collection.vocabulary import Vocabulary
from dashboard.compare import Comparison, Topic
from dashboard.records.model import Figure, Group, Indicator, Place, Source, Speaker
from dashboard.records.reported import ReportedFigure

DAY = date(2020, 5, 15)


def _place(id: str, within: str | None = None, *members: str) -> Place:
    return Place(id=id, name=id.title(), within=within, members=members, country="XKX", place_precision=2, basis="none")


def _group(id: str, within: str | None = None, partition: str | None = None, unit: str = "people") -> Group:
    return Group(id=id, label=id, label_one=id, unit=unit, within=within, partition=partition, description="Invented.")


def _indicator(id: str, kind: str = "flow", unit: str = "people", role: str | None = None) -> Indicator:
    return Indicator(
        id=id, label=id, unit=unit, unit_one=unit, kind=kind, family="people_harmed", hxl="#affected", role=role,
        description="Invented.",
    )  # fmt: skip


def _speaker(id: str, type: str = "monitoring_group", named: bool = True, **more: str) -> Speaker:
    return Speaker(id=id, name=id.title(), short=id.title(), type=type, named=named, **more)


def _by_id(*words: Any) -> dict[str, Any]:
    return {word.id: word for word in words}


WORDS = Vocabulary(
    places=_by_id(
        _place("land"), _place("region", "land"), _place("city", "region"), _place("east", "city"),
        _place("west", "city"), _place("quarter", "east"), _place("two-quarters", "east", "quarter"),
        _place("elsewhere", "land"),
    ),
    indicators=_by_id(
        _indicator("killed", role="deaths"), _indicator("registered", role="deaths"),
        _indicator("injured", role="injuries"), _indicator("besieged", "stock"),
        _indicator("strikes", unit="strikes"), _indicator("hit", unit="facilities"),
        _indicator("hungry", "stock", unit="per cent of people"),
    ),
    groups=_by_id(
        _group("people"), _group("civilians", "people"), _group("children", "people"),
        _group("crews", "people"), _group("sailors", "crews", "aboard"), _group("passengers", "crews", "aboard"),
        _group("centres", unit="facilities"),
    ),
    speakers=_by_id(
        _speaker("watch"), _speaker("rescuers", "rescue_service"), _speaker("ministry", "government"),
        _speaker("un", "un"), _speaker("un-health", "un", member_of="un"), _speaker("un-aid", "un", member_of="un"),
        _speaker("residents", "resident", named=False), _speaker("gazette", "publisher"),
        _speaker("herald", "publisher"), _speaker("footage", "footage", named=False),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """A figure in a few words, before it is joined with the vocabulary."""

    report: str
    published: date | None
    figure: Figure


def moment(text: str) -> date | datetime:
    """Read "15", a day of May 2020, or "14T18", an hour of one."""
    day, _, hour = text.partition("T")
    return datetime(2020, 5, int(day), int(hour)) if hour else date(2020, 5, int(day))


def said(
    id: str,
    value: float | None = 80,
    *,
    by: str = "watch",
    days: str = "15",
    told: str | None = "17",
    where: str = "city",
    report: str | None = None,
    stated: bool = True,
    placed: bool = True,
    **more: Any,
) -> ReportedFigure:
    """80 people killed in the city on Friday 15 May, said by the watch, told two days later, in a report of its own.

    ``days`` are "15", "13..15", "14T18..15T06", "13.." or "": of May 2020. ``stated`` and ``placed`` are false where
    the report leaves out its days or its place; ``told`` None is a report without a date.
    """
    first, dots, last = days.partition("..")
    start = moment(first) if first else None
    end = moment(last) if last else start if not dots else None
    given: dict[str, Any] = {
        "id": id, "indicator": "killed", "group": "people", "value": value, "place": where, "date_start": start,
        "date_end": end, "speaker": by, "quote": "invented", "date_basis": "invented", "place_basis": "invented",
        "date_as_written": "then" if stated else None, "place_as_written": where if placed else None,
        "speaker_named": None if by not in ("gazette", "herald") else False,
    }  # fmt: skip
    if told and "T" in told:
        given["reported_on"] = moment(told)
    published = moment(told.partition("T")[0]) if told else None
    source = Source(
        id=report or f"report-{id}", title="T", publisher=report or f"P {id}", kind="news_article",
        date_published=published, date_basis="invented", language="en",
    )  # fmt: skip
    return make_joiner(WORDS)(source, Figure(**(given | more)))


def compare(*figures: ReportedFigure) -> Comparison:
    """Return the comparison of these figures."""
    return Comparison(figures, WORDS)


def ask(
    comparison: Comparison,
    indicator: str = "killed",
    group: str | None = "people",
    where: str = "city",
    day: str | None = "15",
):
    """Return the answer to a topic; day None is any."""
    when = None if day is None else moment(day)
    return comparison.answer(
        Topic(WORDS.indicators[indicator], WORDS.groups.get(group or ""), WORDS.places[where], when)
    )


def ids(figures) -> list[str]:
    """Return the ids of figures."""
    return [figure.id for figure in figures]
