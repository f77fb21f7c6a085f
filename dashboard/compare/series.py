"""How numbers change: one voice's number for the same days, told anew, and its running totals from day to day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from dashboard.compare.relations import REPLACES, Figures, Relations, gather
from dashboard.compare.voices import name_voice
from dashboard.records.model import Group, Indicator, Place, Speaker
from dashboard.records.reported import ReportedFigure


class Series(NamedTuple):
    """One voice's running totals since one day (``start``, None where it is not said), one point for each day.

    ``forecasts`` are what anybody feared or expected for the same people and place; they are no points.
    """

    voice: Speaker
    indicator: Indicator
    group: Group | None
    place: Place
    start: date | None
    points: Figures
    days: tuple[date, ...]
    forecasts: Figures


def list_series(relations: Relations) -> tuple[Series, ...]:
    """Return all series of at least two days, the longest first; a number passed on is of the voice whose it is."""
    runs: dict[tuple[str, ...], list[ReportedFigure]] = defaultdict(list)
    forecasts: dict[tuple[str, ...], list[ReportedFigure]] = defaultdict(list)
    for figure in sorted(relations.figures.values(), key=relations.order):
        key = figure.indicator.id, figure.group.id if figure.group else "", figure.place.id
        if figure.is_forecast and figure.said.credited:
            forecasts[key].append(figure)
        elif figure.said.credited and _runs_on(relations, figure):
            runs[*key, str(relations.scope(figure).span.first_day), name_voice(figure)].append(figure)
    made = [_make(relations, run, tuple(forecasts.get(key[:3], ()))) for key, run in runs.items()]
    return tuple(sorted((one for one in made if one.points[1:]), key=lambda one: (-len(one.points), one.points[0].id)))


def _runs_on(relations: Relations, figure: ReportedFigure) -> bool:
    """Whether it may be a point: a total, or a count since a day that ran to the telling, stated and not taken back."""
    scope, span = relations.scope(figure), relations.scope(figure).span
    if not scope.stated or span.day is None or scope.family != "count" or relations.is_corrected(figure):
        return False
    since = span.first_day is not None and span.first_day < span.day and not span.closed
    return figure.counting == "total" or since


def _make(relations: Relations, figures: list[ReportedFigure], forecasts: Figures) -> Series:
    """Keep one figure a day, the last that was given, and of one statement the first."""
    by_day: dict[date, ReportedFigure] = {}
    for figure in figures:
        day, mates = relations.scope(figure).span.day, relations.mates(figure)
        if day is not None and not any(point in mates for point in by_day.values()):
            by_day[day] = figure
    points = tuple(by_day.values())
    last, start = points[-1], relations.scope(points[-1]).span.first_day
    return Series(last.said.voice, last.indicator, last.group, last.place, start, points, tuple(by_day), forecasts)


def list_ladders(relations: Relations) -> tuple[Figures, ...]:
    """Return each voice's numbers for the same days in the order in which it gave them, the longest list first.

    Each has one figure for each statement; where the order is not known there is none.
    """
    later = {name: relations.find_later(figure) for name, figure in relations.figures.items()}
    replaced = {name for name, steps in later.items() if any(step in REPLACES for step, _ in steps)}
    changed = [one for one in relations.figures.values() if one.id in replaced or relations.find_earlier(one)]
    # Of figures given on one day those with more later ones come first.
    changed.sort(key=lambda figure: (relations.order(figure)[:2], -len(later[figure.id]), figure.id))
    found: dict[frozenset[str], Figures] = {}
    for ladder in gather(changed, lambda ladder, figure: relations.step(ladder[-1], figure) in REPLACES):
        if len(ladder) > 1:
            found.setdefault(frozenset(map(relations.name_statement, ladder)), tuple(ladder))
    return tuple(sorted(found.values(), key=lambda ladder: (-len(ladder), ladder[0].id)))
