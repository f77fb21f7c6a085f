"""How numbers change: one voice's number for the same days, told anew, and its running totals from day to day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from dashboard.compare.relations import REPLACES, Figures, Relations, gather
from dashboard.records.model import Group, Indicator, Place, Speaker
from dashboard.records.reported import ReportedFigure


@dataclass(frozen=True, slots=True)
class Series:
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
    """Return all series of at least two days, the longest first."""
    runs: dict[tuple[str, ...], list[ReportedFigure]] = defaultdict(list)
    forecasts: dict[tuple[str, ...], list[ReportedFigure]] = defaultdict(list)
    for figure in sorted(relations.figures.values(), key=relations.order):
        key = figure.indicator.id, figure.group.id if figure.group else "", figure.place.id
        if figure.is_forecast and figure.said.credited:
            forecasts[key].append(figure)
        elif figure.said.credited and _runs_on(relations, figure):
            runs[*key, str(relations.scope(figure).span.first_day)].append(figure)
    parts = [(key[:3], part) for key, run in runs.items() for part in gather(run, relations.share_voice)]
    made = [_make(relations, part, tuple(forecasts.get(key, ()))) for key, part in parts]
    return tuple(sorted((one for one in made if one.points[1:]), key=lambda one: (-len(one.points), one.points[0].id)))


def _runs_on(relations: Relations, figure: ReportedFigure) -> bool:
    """Whether it may be a point: a total, or a count since a day that ran to the telling, stated and not taken back."""
    scope, span = relations.scope(figure), relations.scope(figure).span
    if not scope.stated or span.day is None or scope.family != "count" or figure.id in relations.index.corrected:
        return False
    since = span.first_day is not None and span.first_day < span.day and not span.closed
    return figure.counting == "total" or since


def _make(relations: Relations, figures: list[ReportedFigure], forecasts: Figures) -> Series:
    """Keep one figure a day, the last that was given, and of one statement the first."""
    by_day: dict[date, ReportedFigure] = {}
    for figure in figures:
        day, copies = relations.scope(figure).span.day, {mate.id for mate in relations.mates(figure)}
        if day is not None and not any(point.id in copies for point in by_day.values()):
            by_day[day] = figure
    points = tuple(by_day.values())
    last, start = points[-1], relations.scope(points[-1]).span.first_day
    return Series(last.said.speaker, last.indicator, last.group, last.place, start, points, tuple(by_day), forecasts)


def find_ladder(relations: Relations, figure: ReportedFigure) -> Figures:
    """Return one voice's numbers for the same days in the order in which they were given, one for each statement.

    Empty where there are fewer than two, or where their order is not known.
    """
    found, waiting = {figure.id: figure}, [figure]
    while waiting:
        at = waiting.pop()
        later = (other for step, other in relations.find_later(at) if step in REPLACES)
        fresh = {other.id: other for other in (*later, *relations.find_earlier(at)) if other.id not in found}
        found |= fresh
        waiting += fresh.values()
    rungs: list[ReportedFigure] = []
    # Of figures given on one day those with more later ones come first.
    for other in sorted(found.values(), key=lambda f: (relations.order(f)[:2], -len(relations.find_later(f)), f.id)):
        if not rungs or relations.step(rungs[-1], other) in REPLACES:
            rungs.append(other)
    return tuple(rungs) if len(rungs) > 1 else ()


def list_ladders(relations: Relations) -> tuple[Figures, ...]:
    """Return every ladder once, the longest first."""
    found: dict[frozenset[str], Figures] = {}
    for figure in relations.figures.values():
        if ladder := find_ladder(relations, figure):
            statements = frozenset(min(copy.id for copy in relations.copies(rung)) for rung in ladder)
            found.setdefault(statements, ladder)
    return tuple(sorted(found.values(), key=lambda ladder: (-len(ladder), ladder[0].id)))
