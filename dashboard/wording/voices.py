"""Who says so, who carried it and who published it, in words."""

from __future__ import annotations

import re
from typing import Protocol

from dashboard.records.model import Source, Speaker
from dashboard.records.reported import Said
from dashboard.wording.days import write_day
from dashboard.wording.numbers import start, within, write_small
from dashboard.wording.sentences import COMMON_WORDS, say

ARROW = " → "


class Reported(Protocol):
    """What all records of a report share: where it stands, and who says it."""

    @property
    def source(self) -> Source:
        """The report."""

    @property
    def said(self) -> Said:
        """Who says so, and who carried it."""


def name_voice(said: Said) -> str:
    """Name whose number it is, as in the middle of a sentence: "SOHR", "a medic at a hospital", "nobody credited"."""
    return name_speaker(said.voice) if said.credited else say("nobody_credited")


def name_speaker(speaker: Speaker) -> str:
    """Name a speaker as in the middle of a sentence: by a short name that is a proper one, else in full."""
    return within(speaker.short if _is_proper(speaker.short) else _full(speaker))


def _is_proper(short: str) -> bool:
    """Whether a short name reads as a name ("SOHR", "White Helmets") and not as a label ("Forensic team")."""
    words = short.split(" ")
    return "," not in short and words[0] not in COMMON_WORDS and not any(word[0].islower() for word in words[1:])


def _full(speaker: Speaker) -> str:
    """A full name without what stands in brackets or after a comma, which would break a sentence."""
    return re.sub(r"\s*\([^()]*\)|,.*", "", speaker.name)


def name_source(record: Reported) -> str:
    """Name whose number it is, or, where a report credits nobody, the report itself."""
    return name_voice(record.said) if record.said.credited else record.source.publisher


def name_carrier(record: Reported) -> str | None:
    """Name who carried it: the agency, else the publisher; None where the voice published it itself."""
    if record.said.via:
        return record.said.via
    return None if not record.said.credited or is_own_publication(record) else record.source.publisher


def say_carried(record: Reported, passed_on: bool = True) -> str:
    """Say who passed it on and who carried it, as it follows a number: ", passed on by WHO, carried by Reuters"."""
    carrier, passer = name_carrier(record), ""
    if record.said.credited and record.said.speaker.id != record.said.voice.id:
        passer = say("passed_on_by", carrier=name_speaker(record.said.speaker))
        if carrier and _names(carrier, record.said.speaker):
            carrier = None
    if carrier and passer and not passed_on:
        carrier = None
    return passer + (say("carried_by", carrier=carrier) if carrier else "")


def is_own_publication(record: Reported) -> bool:
    """Whether the voice published the report itself."""
    return _names(record.source.publisher, record.said.voice)


def _names(publisher: str, speaker: Speaker) -> bool:
    """Whether a publisher's name is the speaker's, or has the speaker's initials in it ("UNICEF USA")."""
    own = {_plain(name) for name in (speaker.name, speaker.short, *speaker.aliases)}
    if _plain(publisher) in own:
        return True
    return speaker.short.isupper() and speaker.short in re.findall(r"\w+", publisher)


def _plain(name: str) -> str:
    return re.sub(r"\s*\([^()]*\)$|^the ", "", name.casefold()).strip()


def list_chain(record: Reported, short: bool = False) -> list[str]:
    """List who said it, who passed it on, who carried it and who published it, each once."""
    said = record.said
    links = [_link(said.voice, short), _link(said.speaker, short)]
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


def _link(speaker: Speaker, short: bool) -> str:
    name = speaker.short if short else speaker.name
    return write_small(name)


def write_chain(record: Reported, short: bool = False) -> str:
    """Write who said it → who carried it → who published it."""
    first, *rest = list_chain(record, short)
    return ARROW.join([start(first), *rest])


def write_published(source: Source) -> str:
    """Write the day of publication, or that it is not known."""
    day = source.date_published
    return write_day(day, weekday=False) if day else say("undated")
