"""Records joined with their vocabulary: the typed objects of :mod:`dashboard.records.reported`."""

from __future__ import annotations

from dashboard.collection.vocabulary import Vocabulary
from dashboard.records.model import Attributed, Event, Figure, Gap, Source, Statement
from dashboard.records.quantity import bounds_of, write_short, write_words
from dashboard.records.reported import ReportedEvent, ReportedFigure, ReportedGap, ReportedStatement, Said


class Joiner:
    """Makes typed objects out of records; one for each collection, so that what repeats is made once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._said: dict[tuple[str, str | None, bool | None, str | None, str | None], Said] = {}

    def join_figure(self, source: Source, figure: Figure) -> ReportedFigure:
        """Return one figure of *source* with its vocabulary, bounds and written forms."""
        words = self.vocabulary
        indicator = words.indicators[figure.indicator]
        counting = figure.counting or indicator.default_counting
        forecast = counting == "forecast"
        return ReportedFigure(
            id=figure.id or "",
            source=source,
            indicator=indicator,
            group=words.groups[figure.group] if figure.group else None,
            responsible=figure.responsible,
            cause=figure.cause,
            value=figure.value,
            value_low=figure.value_low,
            value_high=figure.value_high,
            value_best=figure.value_best,
            qualifier=figure.qualifier,
            provisional=figure.provisional,
            magnitude=figure.magnitude,
            basis=figure.basis,
            counting=counting,
            of_total=figure.of_total,
            part_of=figure.part_of,
            corrects=figure.corrects,
            statement=figure.statement,
            place=words.places[figure.place],
            place_as_written=figure.place_as_written,
            place_basis=figure.place_basis,
            window=figure.window,
            date_as_written=figure.date_as_written,
            date_basis=figure.date_basis,
            date_precision=figure.precision,
            reported_on=figure.reported_on,
            said=self.join_said(figure, figure.repeats),
            quote=figure.quote,
            counts=figure.counts,
            caveat=figure.caveat,
            bounds=bounds_of(figure),
            written=write_short(figure, forecast),
            wording=write_words(figure, forecast),
        )

    def join_gap(self, source: Source, gap: Gap) -> ReportedGap:
        """Return one gap of *source*; a gap that names no group is one of people, where people are counted."""
        words = self.vocabulary
        indicator = words.indicators[gap.indicator]
        group = words.groups[gap.group] if gap.group else None
        if group is None and indicator.unit == "people":
            group = words.groups.get("people")
        return ReportedGap(
            id=gap.id or "",
            source=source,
            indicator=indicator,
            group=group,
            place=words.places[gap.place],
            window=gap.window,
            status=gap.status,
            reason=gap.reason,
            said=self.join_said(gap),
            quote=gap.quote,
        )

    def join_statement(self, source: Source, statement: Statement) -> ReportedStatement:
        """Return one statement of *source*."""
        return ReportedStatement(
            id=statement.id or "",
            source=source,
            topic=statement.topic,
            summary=statement.summary,
            place=self.vocabulary.places[statement.place] if statement.place else None,
            window=statement.window,
            said=self.join_said(statement),
            quote=statement.quote,
            contradicts=statement.contradicts,
        )

    def join_event(self, source: Source, event: Event) -> ReportedEvent:
        """Return one event of *source*."""
        return ReportedEvent(
            id=event.id or "",
            source=source,
            label=event.label,
            kind=event.kind,
            place=self.vocabulary.places[event.place] if event.place else None,
            window=event.window,
            date_as_written=event.date_as_written,
            date_precision=event.precision,
            said=self.join_said(event),
        )

    def join_said(self, entry: Attributed, repeats: str | None = None) -> Said:
        """Return who says so: the voice is the speaker whose number it is, after all that only pass it on."""
        key = (entry.speaker, entry.speaker_as_written, entry.speaker_named, entry.via, repeats)
        said = self._said.get(key)
        if said is None:
            words = self.vocabulary
            speaker = words.speakers[entry.speaker]
            voice = words.voices[repeats or entry.speaker]
            named = entry.speaker_named
            if named is None:
                named = speaker.named and speaker.type != "publisher"
            body = words.bodies[voice.id]
            said = self._said[key] = Said(speaker, voice, body, entry.speaker_as_written, named, entry.via)
        return said
