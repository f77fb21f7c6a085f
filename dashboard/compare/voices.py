"""Whose number it is, which figures are one statement, and what a later number of a voice does to an earlier one."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from dashboard.compare.bounds import is_rounding
from dashboard.compare.scope import Containment, Scope, Span, relate_spans
from dashboard.records.quantity import Number
from dashboard.records.reported import Reported, ReportedFigure, Said

VoiceWord = Literal["same", "independent", "one_repeats_other", "unknown"]
Step = Literal["corrects", "revises", "updates", "continues", "later_state"]


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


def is_one_statement(one: ReportedFigure, mine: Scope, other: ReportedFigure, yours: Scope, words: Containment) -> bool:
    """Whether two figures, each with the scope that its own report gives, are one statement.

    ``statement`` ties them by hand. Else one voice gives two reports one number, or a rounding of it, of the same, and
    neither place nor days tell them apart. An agency's text is printed, translated and summed up for a week.
    """
    if one.statement is not None and other.statement is not None:
        return one.statement == other.statement
    return (
        one.source.id != other.source.id
        and is_rounding(one, other)
        and relate_voices(one, other) in ("same", "one_repeats_other")
        and _are_near(one.told_day, other.told_day, days=7, unknown=True)
        and words.relate_what(mine, yours) == words.relate_who(mine, yours) == "equal"
        and _may_coincide(mine, yours, words)
    )


def _are_near(one: date | None, other: date | None, days: int, unknown: bool) -> bool:
    return unknown if one is None or other is None else abs((one - other).days) <= days


def _may_coincide(one: Scope, other: Scope, words: Containment) -> bool:
    """Whether neither place nor days tell them apart; the end of a running week may be given by a day more."""
    where, when = words.relate_places(one.place, other.place), relate_spans(one.span, other.span, one.family)
    if "apart" in (where, when) or (where != "equal" and one.place_stated and other.place_stated):
        return False
    begin_alike = one.span.start == other.span.start or None in (one.span.start, other.span.start)
    end_alike = _are_near(one.span.day, other.span.day, days=1, unknown=False)
    return when == "equal" or not (one.days_stated and other.days_stated) or (begin_alike and end_alike)


def total_goes_on(earlier: ReportedFigure, before: Span, later: ReportedFigure, after: Span) -> bool:
    """Whether both run since one day, if it is known; of two as of one day the higher is later unless told sooner."""
    same_start = None in (before.first_day, after.first_day) or before.first_day == after.first_day
    if not same_start or before.day is None or after.day is None:
        return False
    grows = number_of(earlier) < number_of(later) and not goes_before(later, after, earlier, before)
    return grows if before.day == after.day else before.day < after.day


def goes_before(one: ReportedFigure, mine: Span, other: ReportedFigure, yours: Span) -> bool:
    """Whether the first was surely given before the second: by day or hour of telling, else by the end of the count.

    At last by "so far", since a count that goes on only grows. Otherwise the order is not known.
    """
    told, then = one.told, other.told
    if one.told_day and other.told_day and one.told_day != other.told_day:
        return one.told_day < other.told_day
    if isinstance(told, datetime) and isinstance(then, datetime) and told != then:
        return told < then
    ends_sooner = mine.end is not None and yours.end is not None and mine.end < yours.end
    return ends_sooner or (one.provisional and number_of(one) < number_of(other))


def number_of(figure: ReportedFigure) -> Number:
    """Return the number by which figures are put in order; 0 for a vague word."""
    return next((n for n in (figure.value, figure.value_low, figure.bounds.low) if n is not None), 0)
