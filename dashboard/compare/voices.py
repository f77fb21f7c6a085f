"""Whose number it is: the voice, the body under which it counts, and whether two voices are independent."""

from __future__ import annotations

from typing import Literal

from dashboard.records.reported import Reported, ReportedFigure, Said

VoiceWord = Literal["same", "independent", "one_repeats_other", "unknown"]


def relate_voices(one: ReportedFigure, other: ReportedFigure) -> VoiceWord:
    """Tell whether two figures come from one voice; who passes a number on repeats the voice behind it.

    Where nobody is credited or named, and of members of one body, it is not known whether they are independent.
    """
    mine, yours = one.said, other.said
    alike = mine.speaker.id == yours.speaker.id
    if alike and one.source.id == other.source.id:
        return "same"
    if not (mine.credited and yours.credited):
        return "unknown"
    if alike or mine.voice.id == yours.voice.id:
        return "unknown" if _is_anybody(mine) else "same" if alike else "one_repeats_other"
    known = all(said.voice.named or said.voice.type == "footage" for said in (mine, yours))
    return "independent" if known and mine.body.id != yours.body.id else "unknown"


def _is_anybody(said: Said) -> bool:
    """Whether it may be other people each time: "residents", "activists"."""
    return said.voice.type == "resident" and not said.voice.named


def name_voice(figure: Reported) -> str:
    """Return an id of the voice; a report that credits nobody, or just anybody, stands for itself alone."""
    said = figure.said
    return f"{figure.source.id}/{said.speaker.id}" if not said.credited or _is_anybody(said) else said.voice.id


def name_body(figure: ReportedFigure) -> str:
    """Return an id under which figures count as one voice: that of the body of which voices are members."""
    name = name_voice(figure)
    return figure.said.body.id if name == figure.said.voice.id else name
