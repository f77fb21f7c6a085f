"""How a figure stands among the others, in one word with its proofs; and how the numbers of one voice change."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Any, Literal, NamedTuple, get_args

from dashboard.compare.answer import Topic, topic_of
from dashboard.compare.bounds import verdict_bounds
from dashboard.compare.relations import REPLACES, Figures, Relations, gather
from dashboard.compare.scope import name_voice
from dashboard.records.model import Group, Indicator, Place, Speaker
from dashboard.records.quantity import add_bounds
from dashboard.records.reported import ReportedFigure

# In the order in which they are sought, and listed.
StandingWord = Literal["revised", "updated", "contradicted", "corroborated", "repeated", "one_voice", "not_comparable"]
AlsoWord = Literal["contradicted", "corroborated", "repeated", "continued", "later_state", "compatible", "replaces"]


class Standing(NamedTuple):
    """One word, the figures that prove it by id (of a revision the newest alone), and what else holds, by its word.

    Compatible is another voice's number of the same scope that neither agrees nor clashes.
    """

    kind: StandingWord
    proofs: Figures
    also: dict[AlsoWord, Figures]


def find_standing(relations: Relations, figure: ReportedFigure) -> Standing:
    """Return the standing of *figure* among all figures of *relations*."""
    steps = {step: (other,) for step, other in relations.find_later(figure)}
    others, bounds, sums = _sort_out(relations, figure), relations.bounds(figure), _list_parts(relations, figure)
    beyond = [parts for parts in sums if add_bounds([verdict_bounds(part) for part in parts]).excludes(bounds)]
    found: dict[str, Figures] = {
        "revised": steps.get("revises", steps.get("corrects", ())),
        "updated": steps.get("updates", ()),
        "contradicted": (*others["exclude"], *chain(*beyond)),
        "corroborated": (*others["agree"],),
        "repeated": tuple(mate for mate in relations.mates(figure) if mate.source.id != figure.source.id),
        "continued": steps.get("continues", ()),
        "later_state": steps.get("later_state", ()),
        "compatible": (*others["compatible"],),
        "replaces": (*relations.find_earlier(figure),),
    }
    rest: StandingWord = "one_voice" if relations.scope(figure).days_stated else "not_comparable"
    kind: StandingWord = next((word for word in get_args(StandingWord) if found.get(word)), rest)
    also = {word: found[word] for word in get_args(AlsoWord) if found[word] and word != kind}
    return Standing(kind, found.get(kind, ()), also)


def _sort_out(relations: Relations, figure: ReportedFigure) -> dict[str, list[ReportedFigure]]:
    """Return the figures of other voices, of the same scope, a part or a whole, that clash, agree, or do neither."""
    found: dict[str, list[ReportedFigure]] = defaultdict(list)
    own = relations.copies(figure)
    for other in relations.find_near(relations.scope(figure)):
        axes = relations.relate(figure, other)
        if other in own or axes.scope not in ("same", "part", "whole"):
            continue
        verdict = relations.judge(figure, other, axes)
        if verdict == "compatible":
            counts = axes.scope == "same" and not relations.share_voice(figure, other)
        else:
            counts = _can_prove(relations, figure, other)
        if counts:
            found[verdict].append(other)
    return found


def _list_parts(relations: Relations, figure: ReportedFigure) -> list[list[ReportedFigure]]:
    """Return of each independent voice the parts that exclude each other and fill what the figure counts."""
    scope = relations.scope(figure)
    groups, given = relations.words.list_parts(scope.group), defaultdict[str, dict[str | None, ReportedFigure]](dict)
    for other in relations.find_near(scope) if groups else ():
        part = relations.scope(other)
        alike = part.group in groups and relations.words.relate(replace(part, group=scope.group), scope).scope == "same"
        if alike and _can_prove(relations, figure, other):
            given[name_voice(other)].setdefault(part.group, other)
    return [[parts[group] for group in sorted(groups)] for _, parts in sorted(given.items()) if groups <= parts.keys()]


def _can_prove(relations: Relations, figure: ReportedFigure, other: ReportedFigure) -> bool:
    """Whether another says something for or against a figure: independent, all stated, not taken back or replaced."""
    stated = relations.scope(figure).stated and relations.scope(other).stated
    replaced = any(step in REPLACES for step, _ in relations.find_later(other))
    named = figure.said.independent and other.said.independent
    return stated and named and not replaced and relations.relate_voices(figure, other) == "independent"


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


def list_series(relations: Relations, topic: Topic | None = None) -> tuple[Series, ...]:
    """Return all series of at least two days, the longest first, or those of a topic's indicator, group and place.

    A number that is passed on is of the voice whose it is.
    """
    runs: dict[tuple[Any, ...], list[ReportedFigure]] = defaultdict(list)
    forecasts: dict[tuple[str, ...], list[ReportedFigure]] = defaultdict(list)
    for figure in sorted(relations.figures.values(), key=relations.order):
        key = topic_of(figure).key[:3]
        if not figure.said.credited or (topic and topic.key[:3] != key):
            continue
        if figure.is_forecast:
            forecasts[key].append(figure)
        elif _runs_on(relations, figure):
            runs[key, relations.scope(figure).span.first_day, name_voice(figure)].append(figure)
    found = []
    for (key, start, _), figures in runs.items():
        points, last = _keep_days(relations, figures), figures[-1]
        about = last.said.voice, last.indicator, last.group, last.place
        found.append(Series(*about, start, tuple(points.values()), tuple(points), tuple(forecasts[key])))
    return tuple(sorted((one for one in found if one.points[1:]), key=lambda one: (-len(one.points), one.points[0].id)))


def _runs_on(relations: Relations, figure: ReportedFigure) -> bool:
    """Whether it may be a point: a total, or a count since a day that ran to the telling, stated and not taken back."""
    scope, span = relations.scope(figure), relations.scope(figure).span
    if not scope.stated or span.day is None or scope.family != "count" or relations.is_corrected(figure):
        return False
    since = span.first_day is not None and span.first_day < span.day and not span.closed
    return figure.counting == "total" or since


def _keep_days(relations: Relations, figures: list[ReportedFigure]) -> dict[date, ReportedFigure]:
    """Keep one figure a day, the last that was given, and of one statement the first."""
    points: dict[date, ReportedFigure] = {}
    for figure in figures:
        day = relations.scope(figure).span.day
        if day is not None and not any(point in relations.mates(figure) for point in points.values()):
            points[day] = figure
    return points


def list_ladders(relations: Relations) -> tuple[Figures, ...]:
    """Return each voice's numbers for the same days in the order in which it gave them, the longest list first.

    Each has one figure for each statement and more than one number; where the order is not known there is none.
    """
    later = {name: relations.find_later(figure) for name, figure in relations.figures.items()}
    replaced = {name for name, steps in later.items() if any(step in REPLACES for step, _ in steps)}
    changed = [one for one in relations.figures.values() if one.id in replaced or relations.find_earlier(one)]
    # Of figures given on one day those with more later ones come first.
    changed.sort(key=lambda figure: (relations.order(figure)[:2], -len(later[figure.id]), figure.id))
    found: dict[frozenset[str], Figures] = {}

    def goes_on(ladder: list[ReportedFigure], figure: ReportedFigure) -> bool:
        # A later version of a report may correct a number without crediting anybody.
        return relations.step(ladder[-1], figure) in REPLACES and relations.share_voice(ladder[-1], figure)

    for ladder in gather(changed, goes_on):
        if len({rung.written for rung in ladder}) > 1:
            found.setdefault(frozenset(map(relations.name_statement, ladder)), tuple(ladder))
    return tuple(sorted(found.values(), key=lambda ladder: (-len(ladder), ladder[0].id)))
