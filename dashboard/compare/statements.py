"""Statements before voices: figures of several reports that are one statement of one voice on one occasion.

``statement`` ties figures by hand. Besides, two reports carry one statement where one voice gives them one number
(or a rounding of it) for the same thing and people, within a week, and neither place nor days tell them apart: they
are equal, or one report leaves them out, or gives the end of a running week by a day more.
"""

from __future__ import annotations

from dataclasses import replace

from dashboard.compare.bounds import is_rounding
from dashboard.compare.scope import Containment, Relation, Scope, relate_spans
from dashboard.compare.voices import share_voice
from dashboard.records.reported import ReportedFigure

# One occasion: an agency's text is printed, translated and summed up for some days.
_DAYS_OF_TELLING = 7


def is_one_statement(
    one: tuple[ReportedFigure, Scope], other: tuple[ReportedFigure, Scope], words: Containment
) -> bool:
    """Whether two figures, each with the scope that its report gives, are one statement."""
    mine, yours = one[0], other[0]
    if mine.statement is not None and yours.statement is not None:
        return mine.statement == yours.statement
    if mine.source.id == yours.source.id or not share_voice(mine, yours) or not is_rounding(mine, yours):
        return False
    return (
        _is_one_occasion(mine, yours)
        and _is_one_place(one[1], other[1], words)
        and _is_one_time(one[1], other[1])
        and _is_one_thing(words.relate(one[1], other[1]))
    )


def _is_one_thing(relation: Relation) -> bool:
    return relation.what == "equal" and relation.who == "equal"


def _is_one_occasion(one: ReportedFigure, other: ReportedFigure) -> bool:
    told = one.told_day, other.told_day
    return told[0] is None or told[1] is None or abs((told[0] - told[1]).days) <= _DAYS_OF_TELLING


def _is_one_place(one: Scope, other: Scope, words: Containment) -> bool:
    axis = words.relate_places(one.place, other.place)
    return axis == "equal" or (axis != "apart" and not (one.place_stated and other.place_stated))


def _is_one_time(one: Scope, other: Scope) -> bool:
    axis = relate_spans(one.span, other.span, one.family)
    if axis == "equal" or not (one.days_stated and other.days_stated):
        return axis != "apart"
    days = one.span.day, other.span.day
    begin_alike = one.span.start == other.span.start or one.span.start is None or other.span.start is None
    return begin_alike and axis != "apart" and None not in days and abs((days[0] - days[1]).days) <= 1  # type: ignore[operator]


def complete(
    figure: ReportedFigure, own: Scope, mates: list[tuple[ReportedFigure, Scope]], words: Containment
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
        if figure.statement and figure.statement == mate.statement and scope.group != given.group:
            narrower = words.is_exclusive(given.group) and words.relate_groups(given.group, scope.group) == "part"
            scope = replace(scope, group=given.group) if narrower else scope
    return scope
