"""Statements before voices: figures of several reports that are one statement of one voice on one occasion.

``statement`` ties figures by hand. Besides, two reports carry one statement where one voice gives them one number
(or a rounding of it) for the same thing and people, within a week, and neither place nor days tell them apart: they
are equal, or one report leaves them out, or gives the end of a running week by a day more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dashboard.compare.bounds import is_rounding
from dashboard.compare.scope import Containment, Scope, relate_spans
from dashboard.compare.voices import relate_voices
from dashboard.records.reported import ReportedFigure

# One occasion: an agency's text is printed, translated and summed up for some days.
_DAYS_OF_TELLING = 7


def is_one_statement(one: ReportedFigure, mine: Scope, other: ReportedFigure, yours: Scope, words: Containment) -> bool:
    """Whether two figures, each with the scope that its own report gives, are one statement."""
    if one.statement is not None and other.statement is not None:
        return one.statement == other.statement
    return (
        one.source.id != other.source.id
        and is_rounding(one, other)
        and relate_voices(one, other) in ("same", "one_repeats_other")
        and (
            one.told_day is None
            or other.told_day is None
            or abs((one.told_day - other.told_day).days) <= _DAYS_OF_TELLING
        )
        and _is_one_time(mine, yours)
        and _is_one_place(mine, yours, words)
        and words.relate_what(mine, yours) == words.relate_who(mine, yours) == "equal"
    )


def _is_one_place(one: Scope, other: Scope, words: Containment) -> bool:
    axis = words.relate_places(one.place, other.place)
    return axis == "equal" or (axis != "apart" and not (one.place_stated and other.place_stated))


def _is_one_time(one: Scope, other: Scope) -> bool:
    axis = relate_spans(one.span, other.span, one.family)
    if axis == "equal" or not (one.days_stated and other.days_stated):
        return axis != "apart"
    first, last = one.span.day, other.span.day
    begin_alike = one.span.start == other.span.start or None in (one.span.start, other.span.start)
    return begin_alike and axis != "apart" and first is not None and last is not None and abs((first - last).days) <= 1


def complete(
    figure: ReportedFigure, own: Scope, mates: Iterable[tuple[ReportedFigure, Scope]], words: Containment
) -> Scope:
    """Return the scope of a figure with what its own report leaves out and other reports of the statement give.

    That is a stated day or place, and of figures tied by hand a group that excludes others ("three injured": staff).
    """
    scope = own
    for mate, given in mates:
        if given.days_stated and not scope.days_stated:
            scope = replace(scope, span=given.span, days_stated=True)
        if given.place_stated and not scope.place_stated:
            scope = replace(scope, place=given.place, place_stated=True)
        exclusive = words.partitions.get(given.group or "") is not None and figure.statement == mate.statement
        if exclusive and words.relate_groups(given.group, scope.group) == "part":
            scope = replace(scope, group=given.group)
    return scope
