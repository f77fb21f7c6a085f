"""How one voice's number changed: which of two figures is later, and what the later one does to the earlier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from dashboard.compare.bounds import is_rounding
from dashboard.compare.scope import Relation, Scope, Span
from dashboard.records.quantity import Number
from dashboard.records.reported import ReportedFigure

Step = Literal["corrects", "revises", "updates", "continues", "later_state"]


@dataclass(frozen=True, slots=True)
class Scoped:
    """A figure with the scope of its statement."""

    figure: ReportedFigure
    scope: Scope


def find_step(earlier: Scoped, later: Scoped, relation: Relation) -> Step | None:
    """Return what *later* does to *earlier*, both of one voice and no one statement, or None where nothing is known.

    - corrects: it takes the other back by name.
    - revises: another number for the same window, or for a single day that had been counted "so far".
    - updates: a running total, or a count since a day, that was open and goes on; one that falls is revised.
    - continues: a longer window that begins on the same day; the closed one stays true for its days.
    - later_state: the same state on a later day.
    """
    if later.figure.corrects == earlier.figure.id:
        return "corrects"
    if relation.what != "equal" or relation.who != "equal" or not _same_place(earlier, later, relation):
        return None
    if earlier.scope.family != "count":
        return _find_state_step(earlier, later, relation)
    if later.figure.counting == "total" == earlier.figure.counting and relation.when != "equal":
        return _find_total_step(earlier, later)
    if not _begin_alike(earlier.scope, later.scope) or not goes_before(earlier, later):
        return None
    if relation.when == "equal":
        return None if is_rounding(earlier.figure, later.figure) else "revises"
    if earlier.scope.span.closed and not earlier.figure.provisional:
        return "continues"
    return "revises" if earlier.scope.span.first_day == earlier.scope.span.day else "updates"


def _same_place(one: Scoped, other: Scoped, relation: Relation) -> bool:
    """Whether the place is the same; of one voice an inferred place may be."""
    return relation.where == "equal" or one.scope.place == other.scope.place


def _begin_alike(one: Scope, other: Scope) -> bool:
    """Whether both begin on one day and the first lies in the second."""
    if not (one.days_stated and other.days_stated and one.span.first_day == other.span.first_day is not None):
        return False
    return _in_order(other.span.start, one.span.start) and _in_order(one.span.end, other.span.end)


def _in_order(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and other is not None and one <= other


def _find_state_step(earlier: Scoped, later: Scoped, relation: Relation) -> Step | None:
    mine, yours = earlier.scope.span.day, later.scope.span.day
    if mine is None or yours is None or mine > yours:
        return None
    if mine < yours:
        return "later_state" if relation.what == "equal" and earlier.scope.family == "state" else None
    differs = not is_rounding(earlier.figure, later.figure)
    return "revises" if differs and relation.when == "equal" and goes_before(earlier, later) else None


def _find_total_step(earlier: Scoped, later: Scoped) -> Step | None:
    """A total goes on where both run since one day, or where one of them does not say since when.

    Of two as of one day the higher one is later, unless the hours of telling say otherwise.
    """
    starts = {earlier.scope.span.first_day, later.scope.span.first_day} - {None}
    mine, yours = earlier.scope.span.day, later.scope.span.day
    if len(starts) > 1 or mine is None or yours is None or mine > yours:
        return None
    if mine == yours:
        grows = number_of(earlier.figure) < number_of(later.figure) and not goes_before(later, earlier)
        return "updates" if grows else None
    if earlier.scope.span.closed and not earlier.figure.provisional:
        return "continues"
    return "revises" if falls(earlier.figure, later.figure) else "updates"


def goes_before(one: Scoped, other: Scoped) -> bool:
    """Whether the first was surely given before the second.

    By the day or hour of telling; on one day by the hour at which a count ends; at last by "so far", since a count
    that goes on only grows. Otherwise the order is not known.
    """
    told, then = one.figure.told, other.figure.told
    mine, yours = one.figure.told_day, other.figure.told_day
    if mine is not None and yours is not None and mine != yours:
        return mine < yours
    if isinstance(told, datetime) and isinstance(then, datetime) and told != then:
        return told < then
    if _ends_before(one.scope.span, other.scope.span):
        return True
    return one.figure.provisional and number_of(one.figure) < number_of(other.figure)


def _ends_before(one: Span, other: Span) -> bool:
    return one.end is not None and other.end is not None and one.end < other.end


def falls(earlier: ReportedFigure, later: ReportedFigure) -> bool:
    """Whether the later number is the lower one."""
    return number_of(later) < number_of(earlier)


def number_of(figure: ReportedFigure) -> Number:
    """Return the number by which figures are put in order; 0 for a vague word."""
    for number in (figure.value, figure.value_low, figure.bounds.low):
        if number is not None:
            return number
    return 0
