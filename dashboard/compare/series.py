"""How numbers change: one voice's number for the same days, told anew, and its running totals from day to day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dashboard.compare.relations import REPLACES, Relations
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
    runs: dict[tuple[str, ...], list[ReportedFigure]] = defaultdict(list)
    forecasts: dict[tuple[str, ...], list[ReportedFigure]] = defaultdict(list)
    for figure in relations.figures.values():
        key = figure.indicator.id, figure.group.id if figure.group else "", figure.place.id
        if figure.is_forecast and figure.said.credited:
            forecasts[key].append(figure)
        elif figure.said.credited and _runs_on(relations, figure):
            start = str(relations.scope(figure).span.first_day)
            runs[*key, voices[figure.said.speaker.id], start].append(figure)
    made = (_make(relations, found, tuple(forecasts.get(key[:3], ()))) for key, found in runs.items())
    return tuple(
        sorted((one for one in made if len(one.points) > 1), key=lambda one: (-len(one.points), one.points[0].id))
    )


def _runs_on(relations: Relations, figure: ReportedFigure) -> bool:
    """Whether it may be a point: a total, or a count since a day, with stated place and days, not taken back."""
    scope = relations.scope(figure)
    first, last = scope.span.first_day, scope.span.day
    if not scope.stated or last is None or scope.span.loose or scope.family != "count":
        return False
    goes_on = figure.counting == "total" or (first is not None and first < last)
    return goes_on and figure.id not in relations.index.corrected


def _join_voices(figures: Iterable[ReportedFigure]) -> dict[str, str]:
    """Return for each speaker a name that it shares with those whose numbers it passes on."""
    names: dict[str, str] = {}
    for pair in sorted({(figure.said.speaker.id, figure.said.voice.id) for figure in figures}):
        old = {names.setdefault(speaker, speaker) for speaker in pair}
        names |= {speaker: min(old) for speaker, name in names.items() if name in old}
    return names


def _make(relations: Relations, figures: list[ReportedFigure], forecasts: tuple[ReportedFigure, ...]) -> Series:
    """Keep one figure a day: the last that was given, of one statement the first by id."""
    by_day: dict[date, ReportedFigure] = {}
    for figure in sorted(figures, key=relations.order):
        day, mates = relations.scope(figure).span.day, relations.mates(figure)
        if day is not None and by_day.get(day) not in mates:
            by_day[day] = figure
    days = tuple(sorted(by_day))
    points = tuple(by_day[day] for day in days)
    last, start = points[-1], relations.scope(points[-1]).span.first_day
    return Series(last.said.speaker, last.indicator, last.group, last.place, start, points, days, forecasts)


def find_ladder(relations: Relations, figure: ReportedFigure) -> tuple[ReportedFigure, ...]:
    """Return one voice's numbers for the same days in the order in which they were given, one for each statement.

    Empty where there are fewer than two, or where their order is not known.
    """
    found, waiting = {figure.id: figure}, [figure]
    while waiting:
        at = waiting.pop()
        later = (other for step, other in relations.find_later(at) if step in REPLACES)
        for other in (*later, *relations.find_earlier(at)):
            if other.id not in found:
                found[other.id] = other
                waiting.append(other)
    rungs: list[ReportedFigure] = []
    # Of figures given on one day those with more later ones come first.
    for other in sorted(found.values(), key=lambda f: (relations.order(f)[:2], -len(relations.find_later(f)), f.id)):
        if not rungs or relations.step(rungs[-1], other) in REPLACES:
            rungs.append(other)
    return tuple(rungs) if len(rungs) > 1 else ()


def list_ladders(relations: Relations) -> tuple[tuple[ReportedFigure, ...], ...]:
    """Return every ladder once, the longest first."""
    found: dict[frozenset[str], tuple[ReportedFigure, ...]] = {}
    for figure in relations.figures.values():
        if ladder := find_ladder(relations, figure):
            statements = frozenset(min(copy.id for copy in (rung, *relations.mates(rung))) for rung in ladder)
            found.setdefault(statements, ladder)
    return tuple(sorted(found.values(), key=lambda ladder: (-len(ladder), ladder[0].id)))
