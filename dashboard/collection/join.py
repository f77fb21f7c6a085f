"""Records joined with their vocabulary: the typed objects of :mod:`dashboard.records.reported`."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import Any

from dashboard.collection.vocabulary import Vocabulary
from dashboard.records.model import Entry, Event, Figure, Gap, Source, Statement
from dashboard.records.quantity import bounds_of, write_short, write_words
from dashboard.records.reported import ReportedEvent, ReportedFigure, ReportedGap, ReportedStatement, Said

_JOINED: dict[type[Entry], type[Any]] = {
    Figure: ReportedFigure,
    Gap: ReportedGap,
    Statement: ReportedStatement,
    Event: ReportedEvent,
}


class Joiner:
    """Makes typed objects out of records; one for each collection, so that what repeats is made once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._said: dict[tuple[object, ...], Said] = {}

    def join(self, source: Source, entry: Figure | Gap | Statement | Event) -> Any:
        """Return one entry of *source* as the typed object that it becomes, a figure with bounds and written forms.

        A gap that names no group is one of people, where people are counted.
        """
        words = self.vocabulary
        joined: dict[str, Any] = {key: getattr(entry, key) for key in _shared_fields(type(entry))} | {
            "id": entry.id or "",
            "source": source,
            "place": words.places[entry.place] if entry.place else None,
            "window": entry.window,
            "said": self._join_said(entry, getattr(entry, "repeats", None)),
        }
        if isinstance(entry, Figure | Event):
            joined["date_precision"] = entry.precision
        if isinstance(entry, Figure | Gap):
            joined["indicator"] = indicator = words.indicators[entry.indicator]
            whom = "people" if isinstance(entry, Gap) and indicator.unit == "people" else ""
            joined["group"] = words.groups.get(entry.group or whom)
        if isinstance(entry, Figure):
            joined["counting"] = counting = entry.counting or indicator.default_counting
            joined["bounds"] = bounds_of(entry)
            joined["written"] = write_short(entry, counting == "forecast")
            joined["wording"] = write_words(entry, counting == "forecast")
        return _JOINED[type(entry)](**joined)

    def _join_said(self, entry: Entry, repeats: str | None) -> Said:
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
def _shared_fields(record: type[Entry]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(_JOINED[record]) if field.name in record.model_fields)
