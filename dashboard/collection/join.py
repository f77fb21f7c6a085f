"""Records joined with their vocabulary: the typed objects of :mod:`dashboard.records.reported`."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import Any

from dashboard.collection.vocabulary import Vocabulary
from dashboard.records.model import Entry, Event, Figure, Gap, Record, Source, Statement
from dashboard.records.quantity import bounds_of, write_short, write_words
from dashboard.records.reported import ReportedEvent, ReportedFigure, ReportedGap, ReportedStatement, Said


class Joiner:
    """Makes typed objects out of records; one for each collection, so that what repeats is made once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._said: dict[tuple[str, str | None, bool | None, str | None, str | None], Said] = {}

    def join_figure(self, source: Source, figure: Figure) -> ReportedFigure:
        """Return one figure of *source* with its vocabulary, bounds and written forms."""
        indicator = self.vocabulary.indicators[figure.indicator]
        counting = figure.counting or indicator.default_counting
        forecast = counting == "forecast"
        joined = self._join(source, figure, ReportedFigure) | {
            "indicator": indicator,
            "group": self.vocabulary.groups[figure.group] if figure.group else None,
            "counting": counting,
            "date_precision": figure.precision,
            "said": self.join_said(figure, figure.repeats),
            "bounds": bounds_of(figure),
            "written": write_short(figure, forecast),
            "wording": write_words(figure, forecast),
        }
        return ReportedFigure(**joined)

    def join_gap(self, source: Source, gap: Gap) -> ReportedGap:
        """Return one gap of *source*; a gap that names no group is one of people, where people are counted."""
        indicator = self.vocabulary.indicators[gap.indicator]
        name = gap.group or ("people" if indicator.unit == "people" else "")
        joined = {"indicator": indicator, "group": self.vocabulary.groups.get(name)}
        return ReportedGap(**self._join(source, gap, ReportedGap) | joined)

    def join_statement(self, source: Source, statement: Statement) -> ReportedStatement:
        """Return one statement of *source*."""
        return ReportedStatement(**self._join(source, statement, ReportedStatement))

    def join_event(self, source: Source, event: Event) -> ReportedEvent:
        """Return one event of *source*."""
        return ReportedEvent(**self._join(source, event, ReportedEvent) | {"date_precision": event.precision})

    def _join(self, source: Source, entry: Figure | Gap | Statement | Event, joined: type) -> dict[str, Any]:
        """Return what every entry has once joined, and the fields that stay as they are."""
        return {key: getattr(entry, key) for key in _shared_fields(type(entry), joined)} | {
            "id": entry.id or "",
            "source": source,
            "place": self.vocabulary.places[entry.place] if entry.place else None,
            "window": entry.window,
            "said": self.join_said(entry),
        }

    def join_said(self, entry: Entry, repeats: str | None = None) -> Said:
        """Return who says so: the voice is the speaker whose number it is, after all that only pass it on."""
        key = (entry.speaker, entry.speaker_as_written, entry.speaker_named, entry.via, repeats)
        if key not in self._said:
            words = self.vocabulary
            speaker, voice = words.speakers[entry.speaker], words.voices[repeats or entry.speaker]
            named = entry.speaker_named
            if named is None:
                named = speaker.named and speaker.type != "publisher"
            self._said[key] = Said(speaker, voice, words.bodies[voice.id], entry.speaker_as_written, named, entry.via)
        return self._said[key]


@cache
def _shared_fields(record: type[Record], joined: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(joined) if field.name in record.model_fields)
