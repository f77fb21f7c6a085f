"""Statements before voices: figures of several reports that are one statement of one voice on one occasion."""

from __future__ import annotations

from datetime import date

from dashboard.compare.bounds import is_rounding
from dashboard.compare.scope import Containment, Scope, relate_spans
from dashboard.compare.voices import relate_voices
from dashboard.records.reported import ReportedFigure

# One occasion: an agency's text is printed, translated and summed up for some days.
_DAYS_OF_TELLING = 7


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
        and _is_one_time(mine, yours)
        and _is_one_place(mine, yours, words)
        and words.relate_what(mine, yours) == words.relate_who(mine, yours) == "equal"
    )


def _are_near(one: date | None, other: date | None, days: int, unknown: bool) -> bool:
    return unknown if one is None or other is None else abs((one - other).days) <= days


def _is_one_place(one: Scope, other: Scope, words: Containment) -> bool:
    axis = words.relate_places(one.place, other.place)
    return axis == "equal" or (axis != "apart" and not (one.place_stated and other.place_stated))


def _is_one_time(one: Scope, other: Scope) -> bool:
    """Whether the days are equal, not stated by both, or of a running week, whose end may be given by a day more."""
    axis = relate_spans(one.span, other.span, one.family)
    if axis == "equal" or axis == "apart" or not (one.days_stated and other.days_stated):
        return axis != "apart"
    begin_alike = one.span.start == other.span.start or None in (one.span.start, other.span.start)
    return begin_alike and _are_near(one.span.day, other.span.day, 1, unknown=False)
