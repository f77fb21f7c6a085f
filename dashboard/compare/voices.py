"""Whose number it is: when two figures are one voice's, and when two voices are independent of each other."""

from __future__ import annotations

from typing import Literal

from dashboard.records.reported import ReportedFigure

VoiceWord = Literal["same", "independent", "one_repeats_other", "unknown"]


def relate_voices(one: ReportedFigure, other: ReportedFigure) -> VoiceWord:
    """Tell whether two figures come from one voice.

    Who passes a number on repeats the voice behind it. Where nobody is credited, where a voice has no name
    ("residents", "medical sources") and where both are members of one body, whether they are independent is not known.
    """
    mine, yours = one.said, other.said
    alike = mine.speaker.id == yours.speaker.id
    if alike and one.source.id == other.source.id:
        return "same"
    if not (mine.credited and yours.credited):
        return "unknown"
    if alike or mine.voice.id == yours.voice.id:
        if mine.voice.type == "resident" and not mine.voice.named:
            return "unknown"
        return "same" if alike else "one_repeats_other"
    if mine.body.id == yours.body.id or not (_is_known(one) and _is_known(other)):
        return "unknown"
    return "independent"


def _is_known(figure: ReportedFigure) -> bool:
    """Whether it can be told from other voices: it has a name, or it is footage, which nobody tells."""
    return figure.said.voice.named or figure.said.voice.type == "footage"


def share_voice(one: ReportedFigure, other: ReportedFigure) -> bool:
    """Whether one voice stands behind both."""
    return relate_voices(one, other) in ("same", "one_repeats_other")


def name_body(figure: ReportedFigure) -> str:
    """Return an id under which figures count as one voice; a report that credits nobody stands for itself alone."""
    said = figure.said
    if not said.credited or (said.voice.type == "resident" and not said.voice.named):
        return f"{figure.source.id}/{said.speaker.id}"
    return said.body.id


def name_voice(figure: ReportedFigure) -> str:
    """Return an id of the voice itself, of which a body may have several."""
    said = figure.said
    return said.voice.id if name_body(figure) == said.body.id else name_body(figure)
