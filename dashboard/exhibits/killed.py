"""How many were killed: day by day, voice by voice; what nobody could count is hatched, and said of whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dashboard import compare
from dashboard.collection.collection import Collection
from dashboard.compare import Answer, Beside, Topic, VoiceLine, topic_of
from dashboard.exhibits.exhibit import Exhibit
from dashboard.exhibits.forms.lines import Line, LineSection
from dashboard.exhibits.forms.table import TwinSection, twin_table
from dashboard.exhibits.making import (
    NothingToShow,
    draw_answer_line,
    draw_rows,
    gap_line,
    gather_copies,
    line_of,
    list_beside,
    make_exhibit,
)
from dashboard.records.reported import ReportedFigure, ReportedGap
from dashboard.wording.comparisons import say_verdict
from dashboard.wording.days import write_day_short
from dashboard.wording.headings import (
    DayNumbers,
    count_reports_of,
    head,
    note_caveats,
    title_claims,
    title_days,
    write_span,
)
from dashboard.wording.notes import note_gap
from dashboard.wording.scopes import name_inferred, state_gap
from dashboard.wording.voices import name_source

ROLE = "deaths"
MOST_DAYS, MOST_BESIDE, MOST_SCOPES = 4, 5, 24


@dataclass(frozen=True)
class _Day:
    day: date
    answer: Answer
    inferred: tuple[ReportedFigure, ...]
    gaps: tuple[ReportedGap, ...]

    @property
    def lines(self) -> tuple[VoiceLine, ...]:
        return self.answer.lines

    @property
    def figures(self) -> list[ReportedFigure]:
        return [*(figure for line in self.lines for figure in line.figures), *self.inferred]

    @property
    def told(self) -> list[ReportedFigure]:
        return [line.figure for line in self.lines] or list(self.inferred)

    @property
    def runs_on(self) -> bool:
        return any(figure.counting == "total" and not figure.window.is_one_day for figure in self.told)

    @property
    def heading(self) -> str:
        day = write_day_short(self.day)
        day = head("as_of", day=day) if self.runs_on else day
        inferred = None if self.lines or not self.inferred else name_inferred(self.inferred[0])
        return f"{day}, {inferred}" if inferred else day

    @property
    def name(self) -> str:
        day = write_day_short(self.day)
        return head("as_of_short", day=day) if self.runs_on else day

    @property
    def rank(self) -> tuple[int, int, date]:
        return -len(self.lines), -len(self.figures), self.day


def killed(collection: Collection, topic: Topic | None = None) -> Exhibit:
    """Show strictly the same people and place day by day: those with most days unless a *topic* names them."""
    days = _choose_days(collection, topic)
    if not any(day.figures for day in days):
        return _show_scopes(collection)
    shown = sorted(sorted(days, key=lambda day: day.rank)[:MOST_DAYS], key=lambda day: day.day)
    busiest = min(shown, key=lambda day: day.rank)
    sections = [LineSection(day.heading, tuple(_list_lines(day))) for day in shown]
    beside, others, _ = list_beside(busiest.answer.topic, _find_beside(busiest), MOST_BESIDE)
    records: list[ReportedFigure | ReportedGap] = [line.record for section in sections for line in section.lines]
    records += [figure for day in shown for figure in day.figures] + others
    told = [DayNumbers(day.name, day.told, day.gaps) for day in shown]
    scope = busiest.answer.topic
    verdict = say_verdict(busiest.answer) if len(busiest.lines) > 1 else None
    title = title_claims(shown[0].figures) if len(shown) == len(shown[0].figures) == 1 else title_days(told, scope)
    gaps = [gap for day in shown for gap in day.gaps]
    return make_exhibit(
        "killed",
        collection,
        title,
        [*draw_rows(sections, scope.indicator.family, title), *([beside] if beside else ())],
        list({record.id: record for record in records}.values()),
        subtitle=f"{busiest.heading}. {verdict}" if verdict else None,
        note=note_gap(gaps[0]) + "." if gaps else note_caveats(busiest.figures),
        more=_write_more(collection, days, shown, records),
        topic=topic,
    )


def _choose_days(collection: Collection, topic: Topic | None) -> list[_Day]:
    """Choose the people and place of the story, else those that are spoken of on most days, by most reports."""
    key = topic.key[:3] if topic else _choose_scope(collection)
    asked = [(figure, topic_of(figure)) for figure in collection.figures]
    figures = [(figure, one) for figure, one in asked if one.key[:3] == key and one.day]
    scopes = [topic] if topic else [one for _, one in figures[:1]]
    if not scopes:
        return []
    scope = scopes[0]
    gaps = [gap for gap in collection.gaps if _is_of_day(gap, scope)]
    days = {one.day for _, one in figures if one.day} | {gap.window.first_day for gap in gaps if gap.window.first_day}
    comparison = compare.of(collection)
    found = []
    for day in sorted(days):
        answer = comparison.answer(Topic(scope.indicator, scope.group, scope.place, day))
        strict = {figure.id for line in answer.lines for figure in line.figures}
        left_out = strict | {figure.id for figure in answer.replaced}
        near = tuple(figure for figure, one in figures if one.day == day and figure.id not in left_out)
        inferred = () if answer.lines else near
        found.append(_Day(day, answer, inferred, _list_gaps(collection, answer)))
    return [one for one in found if one.figures or one.gaps]


def _choose_scope(collection: Collection) -> tuple[str, ...] | None:
    days: dict[tuple[str, ...], set[date]] = defaultdict(set)
    reports: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for figure in collection.figures:
        one = topic_of(figure)
        if figure.indicator.role == ROLE and one.day:
            days[one.key[:3]].add(one.day)
            reports[one.key[:3]].add(figure.source.id)
    order = list(collection.vocabulary.indicators)
    story = collection.whole.story

    def rank(key: tuple[str, ...]) -> tuple[int, bool, int, int, tuple[str, ...]]:
        return order.index(key[0]), story not in reports[key], -len(days[key]), -len(reports[key]), key

    return min(days, key=rank, default=None)


def _is_of_day(gap: ReportedGap, topic: Topic) -> bool:
    same = gap.indicator.id == topic.indicator.id and gap.place.id == topic.place.id
    return same and gap.window.first_day is not None and gap.window.first_day == gap.window.last_day


def _list_gaps(collection: Collection, answer: Answer) -> tuple[ReportedGap, ...]:
    """Return the gaps of the whole day, one for each voice; a voice that gives a number has counted something."""
    day = answer.topic.day
    counted = {
        name_source(figure)
        for figure in collection.figures
        if figure.indicator.id == answer.topic.indicator.id and day and figure.window.covers_day(day)
    }
    gaps = [gap for gap in answer.gaps if gap.window.is_one_day and gap.status == "not_documented"]
    return tuple({name_source(gap): gap for gap in gaps if name_source(gap) not in counted}.values())


def _list_lines(day: _Day) -> Iterable[Line]:
    yield from map(draw_answer_line, day.lines)
    for copies in gather_copies(day.inferred):
        yield line_of(copies)
    yield from map(gap_line, day.gaps)


def _find_beside(day: _Day) -> list[Beside]:
    """Find what is reported of the same day for other places and groups, nearest first."""
    drawn = {figure.id for figure in day.figures}
    near = [one for one in day.answer.beside if one.relation.when == one.relation.what == "equal"]
    return [one for one in near if one.figure.id not in drawn]


def _write_more(
    collection: Collection, days: Sequence[_Day], shown: Sequence[_Day], records: Sequence[ReportedFigure | ReportedGap]
) -> str | None:
    seen = {record.id for record in records}
    indicator = shown[0].answer.topic.indicator.id
    others = [one for one in collection.figures if one.indicator.id == indicator and one.id not in seen]
    told = [head("days_of", shown=len(shown), total=len(days))] if len(days) > len(shown) else []
    told += [head("others_count", reports=count_reports_of(others))] if others else []
    return "; ".join(told) or None


def _show_scopes(collection: Collection) -> Exhibit:
    """List all numbers of dead in words, each with what it counts, where none is of one place on one whole day.

    They count different things, so they share no axis.
    """
    copies = gather_copies(sorted((one for one in collection.figures if one.indicator.role == ROLE), key=_by_weight))
    gaps = [gap for gap in collection.gaps if gap.indicator.role == ROLE]
    if not copies and not gaps:
        raise NothingToShow(head("nothing_killed"))
    shown = copies[:MOST_SCOPES]
    title = title_claims([one.figure for one in shown]) if shown else state_gap(gaps[0])
    table = replace(twin_table([TwinSection(None, [*(one.figure for one in shown), *gaps])], title), twin=False)
    left = len(copies) - len(shown)
    return make_exhibit(
        "killed",
        collection,
        title,
        [table],
        [*(figure for one in shown for figure in one.figures), *gaps],
        subtitle=write_span([one.figure for one in shown]),
        note=note_caveats(one.figure for one in shown) if shown else note_gap(gaps[0]) + ".",
        more=head("rows_left", count=left) if left else None,
    )


def _by_weight(figure: ReportedFigure) -> tuple[bool, float, str]:
    """Order figures for a title: whole numbers of everybody before parts, the large before the small."""
    return figure.part_of is not None, -float(figure.value or figure.value_high or 0), figure.id
