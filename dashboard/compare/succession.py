"""How one voice's number changed: which of two figures is later, and what the later one does to the earlier."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from dashboard.compare.bounds import is_rounding
from dashboard.compare.scope import Relation, Scope, Span
from dashboard.records.quantity import Number
from dashboard.records.reported import ReportedFigure

Step = Literal["corrects", "revises", "updates", "continues", "later_state"]


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
    if not totals and not (before.days_stated and after.days_stated and follows and _begins(mine, yours)):
        return None
    closed = mine.closed and not earlier.provisional
    if (closed or (totals and is_rounding(earlier, later))) and not (totals and mine.day == yours.day):
        return "continues"
    return "revises" if number_of(later) < number_of(earlier) else "updates"


def _begins(short: Span, long: Span) -> bool:
    """Whether a window lies in another and begins on the same day."""
    if short.start is None or long.start is None or short.end is None or long.end is None:
        return False
    return short.first_day == long.first_day and long.start <= short.start and short.end <= long.end


def _total_goes_on(earlier: ReportedFigure, before: Span, later: ReportedFigure, after: Span) -> bool:
    """Whether both run since one day, if it is known; of two as of one day the higher is later unless told sooner."""
    same_start = None in (before.first_day, after.first_day) or before.first_day == after.first_day
    if not same_start or before.day is None or after.day is None:
        return False
    if before.day != after.day:
        return before.day < after.day
    return number_of(earlier) < number_of(later) and not goes_before(later, after, earlier, before)


def goes_before(one: ReportedFigure, mine: Span, other: ReportedFigure, yours: Span) -> bool:
    """Whether the first was surely given before the second.

    By the day or hour of telling; on one day by the hour at which a count ends; at last by "so far", since a count
    that goes on only grows. Otherwise the order is not known.
    """
    told, then = one.told, other.told
    if one.told_day is not None and other.told_day is not None and one.told_day != other.told_day:
        return one.told_day < other.told_day
    if isinstance(told, datetime) and isinstance(then, datetime) and told != then:
        return told < then
    if mine.end is not None and yours.end is not None and mine.end < yours.end:
        return True
    return one.provisional and number_of(one) < number_of(other)


def number_of(figure: ReportedFigure) -> Number:
    """Return the number by which figures are put in order; 0 for a vague word."""
    return next((n for n in (figure.value, figure.value_low, figure.bounds.low) if n is not None), 0)
