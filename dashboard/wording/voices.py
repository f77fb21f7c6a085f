"""Who says so, who carried it and who published it, in words."""

import re
from itertools import groupby

from dashboard.records.model import Source, Speaker
from dashboard.records.reported import ReportedEvent, ReportedFigure, ReportedGap, ReportedStatement
from dashboard.wording.days import write_day
from dashboard.wording.numbers import start, within, write_small
from dashboard.wording.sentences import WORDS, say

ARROW = " → "
# All that a report says has its .source, and in .said who says it and who carried it.
Reported = ReportedFigure | ReportedGap | ReportedStatement | ReportedEvent


def name_speaker(speaker: Speaker) -> str:
    """Name a speaker as in the middle of a sentence: by a short name that is a proper one, else in full."""
    # "SOHR" and "White Helmets" are names, "Forensic team" is a label; brackets and commas would break a sentence.
    first, *others = speaker.short.split(" ")
    label = first in WORDS["common"] or "," in speaker.short or any(word[0].islower() for word in others)
    return within(re.sub(r"\s*\([^()]*\)|,.*", "", speaker.name) if label else speaker.short)


def name_source(record: Reported) -> str:
    """Name whose number it is, or, where a report credits nobody, the report itself."""
    return name_speaker(record.said.voice) if record.said.credited else record.source.publisher


def name_carrier(record: Reported) -> str | None:
    """Name who carried it: the agency, else the publisher; None where the voice published it itself."""
    published = record.said.credited and not is_own_publication(record)
    return record.said.via or (record.source.publisher if published else None)


def say_carried(record: Reported, publisher: bool = True) -> str:
    """Say who passed it on and who carried it, as it follows a number: ", passed on by WHO, carried by Reuters".

    Without its *publisher* it names an agency alone: the report is the one that a reader has open.
    """
    said, carrier, passer = record.said, name_carrier(record) if publisher else record.said.via, ""
    if said.credited and said.speaker.id != said.voice.id:
        passer = say("passed_on_by", carrier=name_speaker(said.speaker))
        carrier = None if carrier and _names(carrier, said.speaker) else carrier
    return passer + (say("carried_by", carrier=carrier) if carrier else "")


def is_own_publication(record: Reported) -> bool:
    """Whether the voice published the report itself."""
    return _names(record.source.publisher, record.said.voice)


def _names(publisher: str, speaker: Speaker) -> bool:
    """Whether a publisher's name is the speaker's, or has the speaker's initials in it ("UNICEF USA")."""
    known = {_plain(name) for name in (speaker.name, speaker.short, *speaker.aliases)}
    return _plain(publisher) in known or (speaker.short.isupper() and speaker.short in re.findall(r"\w+", publisher))


def _plain(name: str) -> str:
    return re.sub(r"\s*\([^()]*\)$|^the ", "", name.casefold()).strip()


def list_chain(record: Reported, short: bool = False) -> list[str]:
    """List who said it, who passed it on, who carried it and who published it, each once."""
    said = record.said
    speakers = [write_small(one.short if short else one.name) for one in (said.voice, said.speaker)]
    publisher = "" if said.credited and is_own_publication(record) else record.source.publisher
    links = [*(speakers if said.credited else [say("nobody_credited")]), said.via or "", publisher]
    return [next(same) for _, same in groupby(filter(None, links), key=_plain)]


def list_links(record: Reported) -> list[str]:
    """List who said it and who carried it, without the publisher, whom the report names."""
    links = list_chain(record, short=True)
    return links[:-1] if len(links) > 1 and links[-1] == record.source.publisher else links


def write_chain(record: Reported, short: bool = False) -> str:
    """Write who said it → who carried it → who published it."""
    return start(ARROW.join(list_chain(record, short)))


def write_published(source: Source) -> str:
    """Write the day of publication, or that it is not known."""
    return write_day(source.date_published, weekday=False) if source.date_published else say("undated")


def name_report(source: Source) -> str:
    """Name a report by its publisher and day: "The Independent, 23 September 2016"."""
    return f"{source.publisher}, {write_published(source)}"
