"""Figures made up for the tests of wording: a flood in an invented country, each with only what the test asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from dashboard.collection import Vocabulary
from dashboard.compare import Comparison
from dashboard.records.model import Group, Indicator, Place, Source, Speaker
from dashboard.records.moments import Window
from dashboard.records.reported import ReportedFigure, ReportedGap, Said, bounds_of, write_figure

FRIDAY = date(2020, 5, 15)

KILLED = Indicator(
    id="killed", label="Killed", unit="people", unit_one="person", phrase="killed", kind="flow",
    family="people_harmed", hxl="#affected+killed", description="Dead.",
)  # fmt: skip
STRIKES = Indicator(
    id="air_strikes", label="Air strikes", unit="air strikes", unit_one="air strike", kind="flow",
    family="attacks", hxl="#indicator+num", description="Air strikes.",
)  # fmt: skip
CUT_OFF = Indicator(
    id="cut_off", label="Cut off", unit="people", unit_one="person", phrase="cut off by water", kind="stock",
    family="people_in_need", hxl="#affected", description="Cut off.",
)  # fmt: skip
PEOPLE = Group(id="people", label="people", label_one="person", unit="people", description="All.")
CHILDREN = Group(
    id="children", label="children", label_one="child", unit="people", within="people", description="Under 18."
)
REGION = Place(id="region", name="Ostmark region", country="XKX", place_precision=4, basis="none")
TOWN = Place(
    id="town", name="Velm", within="region", admin1="Ostmark", country="XKX", place_precision=2, basis="a point"
)
QUARTER = Place(id="quarter", name="Old Velm", within="town", country="XKX", place_precision=2, basis="a point")
RESCUERS = Speaker(id="rescuers", name="Velm Rescue Service", short="Velm Rescue", type="rescue_service")
OFFICE = Speaker(id="office", name="Flood Office (FLO)", short="Flood Office", type="government")
RESIDENTS = Speaker(id="residents", name="Residents of Velm", short="residents", type="resident", named=False)
GAZETTE = Speaker(id="gazette", name="The Gazette", short="The Gazette", type="publisher", named=False)


def source(**changes: Any) -> Source:
    """A report of The Gazette."""
    given = {
        "id": "gazette-1", "title": "Water in Velm", "publisher": "The Gazette", "kind": "news_article",
        "date_published": FRIDAY, "date_basis": "Printed.", "language": "en", "url": "https://gazette.example/water",
    }  # fmt: skip
    return Source(**(given | changes))


def said(speaker: Speaker = RESCUERS, via: str | None = None, voice: Speaker | None = None, **changes: Any) -> Said:
    """Who says so; whose number it is where the speaker only passes it on."""
    behind = voice or speaker
    made = Said(
        speaker=speaker, voice=behind, body=behind, speaker_as_written=None, speaker_named=speaker.named, via=via
    )
    return replace(made, **changes)


def figure(value: float | None = 80, qualifier: str = "at_least", **changes: Any) -> ReportedFigure:
    """At least 80 people killed in Velm on Friday 15 May 2020, by its rescue service, in The Gazette."""
    given: dict[str, Any] = {
        "id": "killed-velm", "source": source(), "indicator": KILLED, "group": PEOPLE, "responsible": None,
        "cause": None, "value": value, "value_low": None, "value_high": None, "value_best": None,
        "qualifier": qualifier, "provisional": False, "magnitude": None, "basis": "statement", "counting": "period",
        "of_total": None, "part_of": None, "corrects": None, "statement": None, "place": TOWN,
        "place_as_written": "Velm", "place_basis": None, "window": Window(FRIDAY, FRIDAY),
        "date_as_written": "on Friday", "date_basis": None, "date_precision": 1, "reported_on": None,
        "said": said(), "quote": "at least 80 dead", "counts": "Bodies found.", "caveat": None,
        "bounds": None, "written": "", "wording": "",
    }  # fmt: skip
    made = ReportedFigure(**(given | changes))
    forecast = made.counting == "forecast"
    written, wording = write_figure(made, forecast)
    return replace(made, bounds=bounds_of(made), written=written, wording=wording)


def gap(**changes: Any) -> ReportedGap:
    """Nobody could count the dead of Friday in Velm."""
    given: dict[str, Any] = {
        "id": "killed-friday-gap", "source": source(), "indicator": KILLED, "group": PEOPLE, "place": TOWN,
        "window": Window(FRIDAY, FRIDAY), "status": "not_documented", "reason": "The roads were under water.",
        "said": said(GAZETTE), "quote": "no way to count the dead",
    }  # fmt: skip
    return ReportedGap(**(given | changes))


def hours(start: str, end: str | None) -> Window:
    """A window from two local times, such as "2020-05-14T18:00"."""
    return Window(datetime.fromisoformat(start), datetime.fromisoformat(end) if end else None)


VOCABULARY = Vocabulary(
    places={place.id: place for place in (REGION, TOWN, QUARTER)},
    indicators={indicator.id: indicator for indicator in (KILLED, STRIKES, CUT_OFF)},
    groups={group.id: group for group in (PEOPLE, CHILDREN)},
    speakers={speaker.id: speaker for speaker in (RESCUERS, OFFICE, RESIDENTS, GAZETTE)},
)


def compare(*figures: ReportedFigure) -> Comparison:
    """A comparison of these figures alone."""
    return Comparison(figures, VOCABULARY)
