"""Whose number it is, which figures are one statement, and what a later number of a voice does to an earlier one."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from dashboard.compare.bounds import is_rounding
from dashboard.compare.scope import Containment, Relation, Scope, Span, relate_spans
from dashboard.records.quantity import Number
from dashboard.records.reported import ReportedFigure, Said

VoiceWord = Literal["same", "independent", "one_repeats_other", "unknown"]
Step = Literal["corrects", "revises", "updates", "continues", "later_state"]

# One occasion: an agency's text is printed, translated and summed up for some days.
_DAYS_OF_TELLING = 7


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
        return "unknown" if _is_anybody(mine) else "same" if alike else "one_repeats_other"
    known = all(said.voice.named or said.voice.type == "footage" for said in (mine, yours))
    return "independent" if known and mine.body.id != yours.body.id else "unknown"


def _is_anybody(said: Said) -> bool:
    """Whether it may be other people each time: "residents", "activists"."""
    return said.voice.type == "resident" and not said.voice.named


def name_voice(figure: ReportedFigure) -> str:
    """Return an id of the voice; a report that credits nobody, or just anybody, stands for itself alone."""
    said = figure.said
    return f"{figure.source.id}/{said.speaker.id}" if not said.credited or _is_anybody(said) else said.voice.id


def name_body(figure: ReportedFigure) -> str:
    """Return an id under which figures count as one voice: that of the body of which voices are members."""
    name = name_voice(figure)
    return figure.said.body.id if name == figure.said.voice.id else name


def is_one_statement(one: ReportedFigure, mine: Scope, other: ReportedFigure, yours: Scope, words: Containment) -> bool:
    """Whether two figures, each with the scope that its own report gives, are one statement.

    ``statement`` ties them by hand. Else one voice gives two reports one number, or a rounding of it, for the same
    thing and people within a week, and neither place nor days tell them apart.
    """
    if one.statement is not None and other.statement is not None:
        return one.statement == other.statement
    return (
        one.source.id != other.source.id
        and is_rounding(one, other)
        and relate_voices(one, other) in ("same", "one_repeats_other")
        and _are_near(one.told_day, other.told_day, _DAYS_OF_TELLING, unknown=True)
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
    if when == "equal" or not (one.days_stated and other.days_stated):
        return True
    begin_alike = one.span.start == other.span.start or None in (one.span.start, other.span.start)
    return begin_alike and _are_near(one.span.day, other.span.day, 1, unknown=False)


def find_step(
    earlier: ReportedFigure, before: Scope, later: ReportedFigure, after: Scope, relation: Relation
) -> Step | None:
    """Return what *later* does to *earlier*, both of one voice and no one statement, or None where nothing is known.

    - revises: another number for the same window, or a lower one for a longer window that goes on.
    - updates: a running total, or a count since a day, that was open and goes on.
    - continues: a longer window that begins on the same day; the closed one stays true for its days.
    - later_state: the same state on a later day.
    """
    if relation.what != "equal" or relation.who != "equal" or before.place != after.place:
        return None
    mine, yours = before.span, after.span
    follows = goes_before(earlier, mine, later, yours)
    if relation.when == "equal":
        return "revises" if follows and not is_rounding(earlier, later) else None
    if before.family == "state":
        return "later_state" if mine.day and yours.day and mine.day < yours.day else None
    totals = earlier.counting == later.counting == "total"
    if totals and not _total_goes_on(earlier, mine, later, yours):
        return None
    if not totals and not (relation.when == "part" and mine.first_day == yours.first_day and follows):
        return None
    closed = mine.closed and not earlier.provisional
    if (closed or (totals and is_rounding(earlier, later))) and not (totals and mine.day == yours.day):
        return "continues"
    return "revises" if number_of(later) < number_of(earlier) else "updates"


def _total_goes_on(earlier: ReportedFigure, before: Span, later: ReportedFigure, after: Span) -> bool:
    """Whether both run since one day, if it is known; of two as of one day the higher is later unless told sooner."""
    same_start = None in (before.first_day, after.first_day) or before.first_day == after.first_day
    if not same_start or before.day is None or after.day is None:
        return False
    grows = number_of(earlier) < number_of(later) and not goes_before(later, after, earlier, before)
    return grows if before.day == after.day else before.day < after.day


def goes_before(one: ReportedFigure, mine: Span, other: ReportedFigure, yours: Span) -> bool:
    """Whether the first was surely given before the second.

    By the day or hour of telling; on one day by the hour at which a count ends; at last by "so far", since a count
    that goes on only grows. Otherwise the order is not known.
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
