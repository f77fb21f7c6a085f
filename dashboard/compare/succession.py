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

    - corrects: it takes the other back by name.
    - revises: another number for the same window, or for a single day that had been counted "so far".
    - updates: a running total, or a count since a day, that was open and goes on; one that falls is revised.
    - continues: a longer window that begins on the same day; the closed one stays true for its days.
    - later_state: the same state on a later day.
    """
    if relation.what != "equal" or relation.who != "equal" or before.place != after.place:
        return None
    known = relation.when == "equal" and goes_before(earlier, before.span, later, after.span)
    if relation.when == "equal":
        return "revises" if known and not is_rounding(earlier, later) else None
    if before.family == "state":
        mine, yours = before.span.day, after.span.day
        return "later_state" if mine is not None and yours is not None and mine < yours else None
    closed = before.span.closed and not earlier.provisional
    if earlier.counting == "total" == later.counting:
        return _find_total_step(earlier, before.span, later, after.span, closed)
    if not (before.days_stated and after.days_stated and _begins(before.span, after.span)):
        return None
    if not goes_before(earlier, before.span, later, after.span):
        return None
    return "continues" if closed else "revises" if before.span.first_day == before.span.day else "updates"


def _begins(short: Span, long: Span) -> bool:
    """Whether a window lies in another and begins on the same day."""
    ends = (long.start, short.start, short.end, long.end)
    if None in ends or short.first_day != long.first_day:
        return False
    return ends[0] <= ends[1] and ends[2] <= ends[3]  # type: ignore[operator]


def _find_total_step(
    earlier: ReportedFigure, before: Span, later: ReportedFigure, after: Span, closed: bool
) -> Step | None:
    """A total goes on where both run since one day, or where one of them does not say since when.

    Of two as of one day the higher one is later, unless the hours of telling say otherwise.
    """
    same_start = before.first_day is None or after.first_day is None or before.first_day == after.first_day
    if not same_start or before.day is None or after.day is None or before.day > after.day:
        return None
    if before.day == after.day:
        grows = number_of(earlier) < number_of(later) and not goes_before(later, after, earlier, before)
        return "updates" if grows else None
    if closed or is_rounding(earlier, later):
        return "continues"
    return "revises" if number_of(later) < number_of(earlier) else "updates"


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
