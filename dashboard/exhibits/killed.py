"""How many were killed: day by day, voice by voice; what nobody could count is hatched, and said of whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dashboard import compare
from dashboard.collection.collection import Collection
from dashboard.compare import Topic, topic_of
from dashboard.exhibits.forms.table import twin_table
from dashboard.exhibits.making import (
    Draft,
    NothingToShow,
    draw_rows,
    gather_copies,
    line_of,
    list_beside,
    list_gaps,
    write_note,
)
from dashboard.records.reported import ReportedFigure, ReportedGap
from dashboard.wording.comparisons import say_verdict
from dashboard.wording.days import write_day_short
from dashboard.wording.headings import DayTold, count_reports_of, head, title_claims, title_days, write_span
from dashboard.wording.scopes import name_inferred, state_gap
from dashboard.wording.voices import name_source

ROLE = "deaths"
MOST_DAYS, MOST_BESIDE, MOST_SCOPES = 4, 5, 24


class _Day:
    """One day of a scope: its strict answer, or else the numbers whose day or place is inferred, and its gaps.

    ``told`` are the figures as they stand at their marks: a title says nothing else.
    """

    def __init__(self, collection: Collection, scope: Topic, day: date, dated: Sequence[tuple[date, ReportedFigure]]):
        self.day, self.answer = day, compare.of(collection).answer(replace(scope, day=day))
        strict = {figure.id for figure in (*self.answer.figures, *self.answer.replaced)}
        near = gather_copies(figure for on, figure in dated if on == day and figure.id not in strict)
        said = self.answer.lines or near
        self.told, self.figures = [one.figure for one in said], [figure for one in said for figure in one.figures]
        gaps = [gap for gap in self.answer.gaps if gap.window.is_one_day and gap.status == "not_documented"]
        self.gaps = list({name_source(gap): gap for gap in gaps}.values())
        self.rank = (-len(self.answer.lines), -len(self.figures), day)
        named = write_day_short(day)
        runs_on = any(one.counting == "total" and not one.window.is_one_day for one in self.told)
        self.name = head("as_of_short", day=named) if runs_on else named
        doubt = name_inferred(self.told[0]) if near and not self.answer.lines else None
        self.heading = ", ".join(filter(None, (head("as_of", day=named) if runs_on else named, doubt)))
        self.section = (self.heading, [*map(line_of, said), *map(line_of, self.gaps)])


def killed(collection: Collection, topic: Topic | None = None) -> Draft:
    """Show strictly the same people and place day by day: those with most days unless a *topic* names them."""
    days = _list_days(collection, topic)
    if not any(day.figures for day in days):
        return _list_scopes(collection)
    shown = sorted(sorted(days, key=lambda day: day.rank)[:MOST_DAYS], key=lambda day: day.day)
    busiest, gaps = min(shown, key=lambda day: day.rank), [gap for day in shown for gap in day.gaps]
    scope, drawn = busiest.answer.topic, {figure.id for figure in busiest.figures}
    # What is reported of the same day for other places and groups, nearest first.
    near = [one for one in busiest.answer.beside if one.relation.when == one.relation.what == "equal"]
    beside, others, _ = list_beside(scope, [one for one in near if one.figure.id not in drawn], MOST_BESIDE)
    told = [figure for day in shown for figure in (*day.told, *day.figures)]
    records: list[ReportedFigure | ReportedGap] = [*told, *gaps, *others]
    same = [one for one in collection.figures if one.indicator.id == scope.indicator.id]
    left = [one for one in same if one not in records]
    more = [head("days_of", shown=len(shown), total=len(days))] if len(days) > len(shown) else []
    more += [head("others_count", reports=count_reports_of(left))] if left else []
    numbers = [DayTold(day.name, day.told, name_source(day.gaps[0]) if day.gaps else "") for day in shown]
    title = title_days(numbers, scope)
    if len(shown) == len(shown[0].told) == 1:
        title = title_claims(shown[0].told)
    verdict = say_verdict(busiest.answer) if len(busiest.answer.lines) > 1 else None
    return Draft(
        title,
        [*draw_rows([day.section for day in shown], scope.indicator.family, title), *beside],
        records,
        subtitle=f"{busiest.heading}. {verdict}" if verdict else None,
        note=write_note(gaps, busiest.told),
        more="; ".join(more),
        topic=topic,
    )


def _list_days(collection: Collection, topic: Topic | None) -> list[_Day]:
    """List the days of one scope: the topic's, else the story's, else that of most days and then most reports."""
    dated: dict[tuple[str, ...], list[tuple[date, ReportedFigure]]] = defaultdict(list)
    for figure in collection.figures:
        one = topic_of(figure)
        if one.day and (topic or figure.indicator.role == ROLE):
            dated[one.key[:3]].append((one.day, figure))
    order, story = list(collection.vocabulary.indicators), collection.whole.story

    def rank(key: tuple[str, ...]) -> tuple[int, bool, int, int, tuple[str, ...]]:
        days, reports = {day for day, _ in dated[key]}, {figure.source.id for _, figure in dated[key]}
        return order.index(key[0]), story not in reports, -len(days), -len(reports), key

    key = topic.key[:3] if topic else min(dated, key=rank, default=None)
    if key is None:
        return []
    found, scope = dated.get(key, []), topic or topic_of(dated[key][0][1])
    days = {day for day, _ in found} | {
        gap.window.first_day
        for gap in list_gaps(collection)
        if (gap.indicator.id, gap.place.id) == key[::2] and gap.window.first_day == gap.window.last_day
    }
    made = (_Day(collection, scope, day, found) for day in sorted(filter(None, days)))
    return [day for day in made if day.figures or day.gaps]


def _list_scopes(collection: Collection) -> Draft:
    """List all numbers of dead in words, each with what it counts, where none is of one place on one whole day.

    They count different things, so they share no axis: whole numbers of everybody before parts, the large first.
    """

    def weigh(figure: ReportedFigure) -> tuple[bool, float, str]:
        return figure.part_of is not None, -float(figure.value or figure.value_high or 0), figure.id

    copies = gather_copies(sorted((one for one in collection.figures if one.indicator.role == ROLE), key=weigh))
    gaps = [gap for gap in list_gaps(collection) if gap.indicator.role == ROLE]
    if not copies and not gaps:
        raise NothingToShow(head("nothing_killed"))
    shown, left = copies[:MOST_SCOPES], max(0, len(copies) - MOST_SCOPES)
    figures = [one.figure for one in shown]
    title, note = title_claims(figures) if figures else state_gap(gaps[0]), write_note([] if figures else gaps, figures)
    table = twin_table([(None, [*figures, *gaps])], title, twin=False)
    return Draft(
        title,
        [table],
        [*(figure for one in shown for figure in one.figures), *gaps],
        write_span(figures),
        note,
        left=left,
    )
