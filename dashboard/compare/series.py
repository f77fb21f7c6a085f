"""How numbers change: one voice's number for the same days, told anew, and its running totals from day to day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dashboard.compare.relations import Relations, order_of
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
    points: tuple[ReportedFigure, ...]
    days: tuple[date, ...]
    forecasts: tuple[ReportedFigure, ...]


def list_series(relations: Relations) -> tuple[Series, ...]:
    """Return all series of at least two days, the longest first."""
    voices = _join_voices(relations.figures.values())
    groups: dict[tuple[str, str, str, str, str], list[ReportedFigure]] = defaultdict(list)
    forecasts: dict[tuple[str, str, str], list[ReportedFigure]] = defaultdict(list)
    for figure in relations.figures.values():
        if not figure.said.credited:
            continue
        group = figure.group.id if figure.group else ""
        key = figure.indicator.id, group, figure.place.id, voices[figure.said.speaker.id]
        if figure.is_forecast:
            forecasts[key[:3]].append(figure)
        elif runs_on(relations, figure):
            groups[*key, str(relations.scope(figure).span.first_day)].append(figure)
    made = (_make(relations, found, forecasts.get(key[:3], [])) for key, found in groups.items())
    return tuple(sorted((one for one in made if len(one.points) > 1), key=_rank))


def runs_on(relations: Relations, figure: ReportedFigure) -> bool:
    """Whether it is a point of a series: a total, or a count since a day, with stated place and days."""
    scope = relations.scope(figure)
    span = scope.span
    if not (scope.days_stated and scope.place_stated) or span.day is None or span.loose or scope.family != "count":
        return False
    return figure.counting == "total" or (span.first_day is not None and span.first_day < span.day)


def _join_voices(figures: Iterable[ReportedFigure]) -> dict[str, str]:
    """Return a name for each speaker that it shares with those whose numbers it passes on."""
    root: dict[str, str] = {}

    def find(name: str) -> str:
        while root.setdefault(name, name) != name:
            name = root[name]
        return name

    for figure in figures:
        one, other = sorted((find(figure.said.speaker.id), find(figure.said.voice.id)))
        root[other] = one
    return {name: find(name) for name in list(root)}


def _make(relations: Relations, figures: list[ReportedFigure], forecasts: list[ReportedFigure]) -> Series:
    """Keep one figure a day: the last that was given, of one statement the first by id."""
    by_day: dict[date, ReportedFigure] = {}
    for figure in sorted(figures, key=lambda figure: (order_of(relations.scoped(figure)), _backwards(figure.id))):
        day = relations.scope(figure).span.day
        if day is not None and figure.id not in relations.index.corrected:
            by_day[day] = figure
    days = tuple(sorted(by_day))
    points = tuple(by_day[day] for day in days)
    last = points[-1] if points else figures[0]
    start = relations.scope(last).span.first_day
    voice, group = last.said.speaker, last.group
    return Series(voice, last.indicator, group, last.place, start, points, days, tuple(forecasts))


def _backwards(name: str) -> tuple[int, ...]:
    return tuple(-ord(letter) for letter in name)


def _rank(series: Series) -> tuple[int, str]:
    return -len(series.points), series.points[0].id


def find_ladder(relations: Relations, figure: ReportedFigure) -> tuple[ReportedFigure, ...]:
    """Return one voice's numbers for the same days in the order in which they were given, one for each statement.

    Empty where there are fewer than two, or where their order is not known.
    """
    found = {figure.id: figure}
    waiting = [figure]
    while waiting:
        for other in _list_neighbours(relations, waiting.pop()):
            if other.id not in found:
                found[other.id] = other
                waiting.append(other)
    rungs: list[ReportedFigure] = []
    for other in sorted(
        found.values(), key=lambda other: (order_of(relations.scoped(other)), _place(relations, other))
    ):
        if not rungs or relations.step(rungs[-1], other) in ("corrects", "revises"):
            rungs.append(other)
    return tuple(rungs) if len(rungs) > 1 else ()


def _place(relations: Relations, figure: ReportedFigure) -> tuple[int, str]:
    """Of figures told on one day those with more later ones come first."""
    return -len(relations.find_later(figure)), figure.id


def _list_neighbours(relations: Relations, figure: ReportedFigure) -> Iterator[ReportedFigure]:
    yield from (other for step, other in relations.find_later(figure) if step in ("corrects", "revises"))
    yield from relations.find_earlier(figure)


def list_ladders(relations: Relations) -> tuple[tuple[ReportedFigure, ...], ...]:
    """Return every ladder once, the longest first."""
    found: dict[frozenset[str], tuple[ReportedFigure, ...]] = {}
    for figure in relations.figures.values():
        if ladder := find_ladder(relations, figure):
            statements = frozenset(min(copy.id for copy in (rung, *relations.mates(rung))) for rung in ladder)
            found.setdefault(statements, ladder)
    return tuple(sorted(found.values(), key=lambda ladder: (-len(ladder), ladder[0].id)))
