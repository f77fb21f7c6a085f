"""What a collection answers to one question: so many of these people, at this place, on this day, voice by voice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Literal

from dashboard.compare.bounds import find_clash, intersect, verdict_bounds, widen
from dashboard.compare.relations import Figures, Relations
from dashboard.compare.scope import Axis, Relation, Scope, is_loose, span_of
from dashboard.compare.voices import name_body, name_voice, number_of
from dashboard.records.model import Group, Indicator, Place
from dashboard.records.moments import Window
from dashboard.records.quantity import Bounds
from dashboard.records.reported import ReportedFigure, ReportedGap

AnswerWord = Literal["range", "one_voice", "nobody", "no_range"]
Key = tuple[str, str, str, str]

_ORDER: tuple[Axis, ...] = ("equal", "part", "whole", "overlap", "unknown", "apart")


@dataclass(frozen=True, slots=True)
class Topic:
    """A question: which indicator, whose group, which place, which day (None: any)."""

    indicator: Indicator
    group: Group | None
    place: Place
    day: date | None

    @property
    def key(self) -> Key:
        """The topic as words: "killed", "people", "aleppo", "2016-09-23"; group "all" and day "any" where none is."""
        day = self.day.isoformat() if self.day else "any"
        return self.indicator.id, self.group.id if self.group else "all", self.place.id, day


@dataclass(frozen=True, slots=True)
class VoiceLine:
    """What one voice says, by however many reports: ``figure`` is its weakest wording, as it may be shown.

    A sum of parts (``is_sum``) has its parts as ``figures``, and the first of them as ``figure``.
    """

    figure: ReportedFigure
    figures: Figures
    bounds: Bounds
    is_sum: bool = False

    @property
    def body(self) -> str:
        """Under whom it counts: members of one body are not independent of each other."""
        return name_body(self.figure)

    @property
    def gives_number(self) -> bool:
        """Whether it is more than a vague word."""
        return self.is_sum or self.figure.qualifier != "vague"

    @property
    def stated(self) -> Bounds:
        """The bounds of what is shown."""
        return self.bounds if self.is_sum else self.figure.bounds


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure that is not strictly the same, and how it relates to the topic."""

    figure: ReportedFigure
    relation: Relation


@dataclass(frozen=True, slots=True)
class Together:
    """Whether all lines can be true at once: what the number would then be, else the two that clash, lower first."""

    would_be: Bounds | None
    clash: tuple[VoiceLine, VoiceLine] | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The lines by their number, what they say together, and what stands beside them."""

    topic: Topic
    kind: AnswerWord
    lines: tuple[VoiceLine, ...]
    verdict: Together | None
    beside: tuple[Beside, ...]
    gaps: tuple[ReportedGap, ...]
    replaced: Figures

    @property
    def figures(self) -> Figures:
        """All figures of the headline by id."""
        return tuple(sorted((figure for line in self.lines for figure in line.figures), key=lambda figure: figure.id))


def topic_of(figure: ReportedFigure) -> Topic:
    """Return the topic that a figure speaks of, its day by :func:`headline_day`."""
    return Topic(figure.indicator, figure.group, figure.place, headline_day(figure))


def headline_day(figure: ReportedFigure) -> date | None:
    """Return the day in whose headline a figure may stand, or None.

    A count must be of one whole day, or of the day until an hour of telling; a night, an hour, 24 hours or "since late
    Thursday" is no day's. A state holds on its last day, a running total as of it. A forecast stands in no headline.
    """
    window = figure.window
    if figure.is_forecast or is_loose(figure):
        return None
    if figure.counting != "period":
        return window.last_day or (figure.told_day if figure.counting == "total" else None)
    begins = window.start.time() if isinstance(window.start, datetime) else time(0)
    return window.first_day if window.first_day == window.last_day and begins == time(0) else None


def may_lead(relations: Relations, figure: ReportedFigure) -> bool:
    """Whether a figure may stand in a headline: one day, place and day stated, no cause or responsible apart."""
    own = relations.dated(figure)
    return headline_day(figure) is not None and own.stated and own.cause is None and own.responsible is None


def list_topics(relations: Relations) -> tuple[Topic, ...]:
    """Return the topics that have a headline, those with most voices and then most reports first."""
    found: dict[Key, list[ReportedFigure]] = defaultdict(list)
    for figure in relations.figures.values():
        if may_lead(relations, figure):
            found[topic_of(figure).key].append(figure)

    def rank(key: Key) -> tuple[int, int, Key]:
        return -len(set(map(name_body, found[key]))), -len({figure.source.id for figure in found[key]}), key

    return tuple(topic_of(found[key][0]) for key in sorted(found, key=rank))


def find_answer(relations: Relations, topic: Topic) -> Answer:
    """Answer one topic. Any day has no headline: days of different length are no range."""
    family: Literal["count", "state"] = "state" if topic.indicator.default_counting == "state" else "count"
    span, group = span_of(Window(topic.day, topic.day), family, None), topic.group.id if topic.group else None
    scope = Scope(topic.indicator.id, family, None, None, group, topic.place.id, True, span, topic.day is not None)
    near = [relations.figures[name] for name in sorted(relations.index.find_near(scope, any_day=topic.day is None))]
    candidates = _one_start([f for f in near if may_lead(relations, f) and topic_of(f).key == topic.key])
    replaced = tuple(figure for figure in candidates if _is_replaced(relations, figure, candidates))
    lines = _make_lines(relations, scope, [figure for figure in candidates if figure not in replaced])
    told = [*(one for line in lines for one in line.figures), *replaced]
    # What stands beside running totals differs from their time, not from the day as of which they hold.
    runs = lines and lines[0].figure.counting == "total" and not lines[0].figure.window.is_one_day
    asked = relations.scope(lines[0].figure) if runs else scope
    beside = _list_beside(relations, asked, near, told)
    gaps = tuple(gap for gap in relations.gaps if _is_asked(gap, topic))
    bodies = {line.body for line in lines if line.gives_number}
    kind: AnswerWord = "range" if len(bodies) > 1 else "one_voice" if lines else "nobody"
    return Answer(topic, kind if topic.day else "no_range", lines, _judge(lines), beside, gaps, replaced)


def _is_asked(gap: ReportedGap, topic: Topic) -> bool:
    day = topic.day is None or gap.window.covers_day(topic.day)
    group = gap.group is None or topic.group is None or gap.group.id == topic.group.id
    return day and group and gap.indicator.id == topic.indicator.id and gap.place.id == topic.place.id


def _one_start(figures: list[ReportedFigure]) -> list[ReportedFigure]:
    """Leave out running totals beside a count of the day; of totals keep those that run since the day most voices give.

    Totals since different days, and a total beside a count of one day, are not the same thing.
    """
    starts: dict[str, list[ReportedFigure]] = defaultdict(list)
    for figure in figures:
        starts[str(figure.window.first_day)].append(figure)
    first = min(starts, key=lambda start: (-len(set(map(name_body, starts[start]))), start), default="")
    return [f for f in figures if f.counting != "total" or f.window.is_one_day] or starts[first]


def _is_replaced(relations: Relations, figure: ReportedFigure, candidates: Sequence[ReportedFigure]) -> bool:
    steps = {relations.step(figure, other) for other in candidates if other is not figure}
    return figure.id in relations.index.corrected or not steps.isdisjoint(("revises", "updates"))


def _make_lines(relations: Relations, scope: Scope, figures: list[ReportedFigure]) -> tuple[VoiceLine, ...]:
    """Return one line for each voice, lowest number first; a voice that gives two numbers at once keeps both."""
    groups: list[list[ReportedFigure]] = []
    for figure in figures:
        shared = next((group for group in groups if _share_line(relations, group[0], figure)), None)
        if shared is None:
            groups.append(shared := [])
        shared.append(figure)
    lines, taken = [_make_line(relations, group) for group in groups], {name_voice(figure) for figure in figures}
    for parts, total in relations.find_sums(scope):
        if name_voice(parts[0]) not in taken:
            lines.append(VoiceLine(parts[0], parts, total, is_sum=True))
    return tuple(sorted(lines, key=_order_of))


def _share_line(relations: Relations, one: ReportedFigure, other: ReportedFigure) -> bool:
    """Whether two figures are one line: one statement, or one voice with numbers that meet."""
    meet = not relations.bounds(one).excludes(relations.bounds(other))
    return relations.is_one_statement(one, other) or (meet and relations.share_voice(one, other))


def _make_line(relations: Relations, figures: list[ReportedFigure]) -> VoiceLine:
    """Make the line of one voice; the weakest wording stands for it: "at least", then "about", then a bare number.

    It may be that of another report, which carries the statement of the voice and does not say where or when.
    """
    voices, own = {name_voice(figure) for figure in figures}, {figure.id for figure in figures}
    wordings = [copy for figure in figures for copy in relations.wordings(figure) if name_voice(copy) in voices]

    def weakest(figure: ReportedFigure) -> tuple[bool, bool, bool, bool, str]:
        qualifier = figure.qualifier
        return qualifier == "vague", not figure.bounds.is_open, qualifier != "about", figure.id not in own, figure.id

    return VoiceLine(min(wordings, key=weakest), tuple(figures), widen(map(relations.bounds, figures)))


def _order_of(line: VoiceLine) -> tuple[float, float, str]:
    number = line.bounds.low or 0 if line.is_sum else number_of(line.figure)
    return number, number if line.stated.high is None else line.stated.high, line.figure.id


def _judge(lines: tuple[VoiceLine, ...]) -> Together | None:
    """Tell whether all lines can be true, and what the number would be by the bounds that they state.

    A report that credits nobody contradicts nothing; where its number excludes another, nothing is said. Nor is it
    where numbers exclude each other as shown, but not in every wording of their statements.
    """
    credited = [line for line in lines if line.figure.said.credited]
    if clash := find_clash([line.bounds for line in credited]):
        return Together(None, (credited[clash[0]], credited[clash[1]]))
    if not lines or find_clash([line.bounds if line.is_sum else verdict_bounds(line.figure) for line in lines]):
        return None
    return Together(intersect(line.stated for line in lines), None)


def _list_beside(
    relations: Relations, asked: Scope, near: Iterable[ReportedFigure], told: Iterable[ReportedFigure]
) -> tuple[Beside, ...]:
    """Return what is not *told* with how it differs from what is asked, one a statement, small differences first."""
    found, kept = [], []
    for figure in near:
        own = relations.scope(figure)
        family = asked.family if own.family == "forecast" else own.family
        relation = relations.words.relate(own, replace(asked, family=family))
        if "apart" not in (relation.who, relation.where):
            found.append(Beside(figure, relation))
    seen = {copy.id for figure in told for copy in relations.copies(figure)}
    for beside in sorted(found, key=_rank):
        if beside.figure.id not in seen:
            seen.update(copy.id for copy in relations.copies(beside.figure))
            kept.append(beside)
    return tuple(kept)


def _rank(beside: Beside) -> tuple[int, int, str]:
    axes = beside.relation.axes.values()
    return sum(axis != "equal" for axis in axes), sum(_ORDER.index(axis) for axis in axes), beside.figure.id
