"""Who says so, who carried it and who published it, in words."""

from __future__ import annotations

import re
from typing import Protocol

from dashboard.records.model import Source, Speaker
from dashboard.records.reported import ReportedFigure, Said
from dashboard.wording.days import write_day
from dashboard.wording.numbers import count, join, start, within
from dashboard.wording.sentences import say

ARROW = " → "


class Reported(Protocol):
    """What all records of a report share: where it stands, and who says it."""

    @property
    def source(self) -> Source:
        """The report."""

    @property
    def said(self) -> Said:
        """Who says so, and who carried it."""


def name_voice(said: Said, short: bool = True) -> str:
    """Name whose number it is, as in the middle of a sentence: "SOHR", "a medic", "nobody credited"."""
    return name_speaker(said.voice, short) if said.credited else say("nobody_credited")


def name_speaker(speaker: Speaker, short: bool = True) -> str:
    """Name a speaker as in the middle of a sentence."""
    return within(speaker.short if short else speaker.name)


def name_source(record: Reported) -> str:
    """Name whose number it is, or, where a report credits nobody, the report itself."""
    return name_voice(record.said) if record.said.credited else record.source.publisher


def name_carrier(record: Reported) -> str | None:
    """Name who carried it: the agency, else the publisher; None where the voice published it itself."""
    if record.said.via:
        return record.said.via
    if not record.said.credited or is_own_publication(record):
        return None
    if record.said.speaker.id != record.said.voice.id and not _names(record.source.publisher, record.said.speaker):
        return name_speaker(record.said.speaker)
    return record.source.publisher


def is_own_publication(record: Reported) -> bool:
    """Whether the voice published the report itself."""
    return any(_names(record.source.publisher, voice) for voice in (record.said.voice, record.said.body))


def _names(publisher: str, speaker: Speaker) -> bool:
    own = {_plain(name) for name in (speaker.name, speaker.short, *speaker.aliases) if name}
    return _plain(publisher) in own or publisher.casefold() in {speaker.name.casefold(), speaker.id}


def _plain(name: str) -> str:
    return re.sub(r"\s*\([^()]*\)$|^the ", "", name.casefold()).strip()


def list_chain(record: Reported, short: bool = False) -> list[str]:
    """List who said it, who passed it on, who carried it and who published it, each once."""
    said = record.said
    links = [name_speaker(said.voice, short), name_speaker(said.speaker, short)]
    if not said.credited:
        links = [say("nobody_credited")]
    links += [said.via or "", record.source.publisher]
    if said.credited and is_own_publication(record):
        links[-1:] = []
    kept: list[str] = []
    for link in links:
        if link and (not kept or _plain(link) != _plain(kept[-1])):
            kept.append(link)
    return kept


def write_chain(record: Reported, short: bool = False) -> str:
    """Write who said it → who carried it → who published it."""
    first, *rest = list_chain(record, short)
    return ARROW.join([start(first), *rest])


def say_chain(record: Reported) -> str:
    """Say the chain so that it can be read aloud: "Aleppo city's forensic team, carried by AP, in The Independent"."""
    first, *rest = list_chain(record)
    if not rest:
        return say("published_itself", voice=first)
    *carriers, publisher = rest
    carried = say("carried_by", carrier=join(carriers)) if carriers else ""
    return say("in_report", said=f"{first}{carried}", publisher=publisher)


def write_published(source: Source) -> str:
    """Write the day of publication, or that it is not known."""
    day = source.date_published
    return write_day(day, weekday=False) if day else say("undated")


def count_reports(figures: list[ReportedFigure]) -> str:
    """Count the reports behind figures, in words: "one report", "six reports"."""
    return count(len({figure.source.id for figure in figures}), "report")
