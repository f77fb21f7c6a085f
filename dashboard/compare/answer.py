"""What a collection answers to one question: so many of these people, at this place, on this day, voice by voice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Literal

from dashboard.compare.bounds import find_clash, intersect, verdict_bounds, widen
from dashboard.compare.relations import Figures, Relations, gather
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
    """Return the topic that a figure speaks of, with the day in whose headline it may stand, if any.

    A count must be of one whole day, or of the day until an hour of telling; a night, an hour, 24 hours or "since late
    Thursday" is no day's. A state holds on its last day, a running total as of it. A forecast stands in no headline.
    """
    day = figure.window.last_day
    if figure.is_forecast or is_loose(figure):
        day = None
    elif figure.counting == "total":
        day = day or figure.told_day
    elif figure.counting == "period" and day and figure.window.starts != datetime.combine(day, time(0)):
        day = None
    return Topic(figure.indicator, figure.group, figure.place, day)


def _may_lead(relations: Relations, figure: ReportedFigure) -> bool:
    """Whether a figure may stand in a headline: place and day stated, not by one cause or one responsible alone."""
    own = relations.dated(figure)
    return topic_of(figure).day is not None and own.stated and own.cause is None and own.responsible is None


def list_topics(relations: Relations) -> tuple[Topic, ...]:
    """Return the topics that have a headline, those with most voices and then most reports first."""
    found: dict[Key, list[ReportedFigure]] = defaultdict(list)
    for figure in relations.figures.values():
        if _may_lead(relations, figure):
            found[topic_of(figure).key].append(figure)
    voices = {key: len(set(map(name_body, figures))) for key, figures in found.items()}
    reports = {key: len({figure.source.id for figure in figures}) for key, figures in found.items()}
    order = sorted(found, key=lambda key: (-voices[key], -reports[key], key))
    return tuple(topic_of(found[key][0]) for key in order)


def find_answer(relations: Relations, topic: Topic) -> Answer:
    """Answer one topic. Any day has no headline: days of different length are no range."""
    family: Literal["count", "state"] = "state" if topic.indicator.default_counting == "state" else "count"
    span, group = span_of(Window(topic.day, topic.day), family, None), topic.group.id if topic.group else None
    scope = Scope(topic.indicator.id, family, None, None, group, topic.place.id, True, span, topic.day is not None)
    near = [relations.figures[name] for name in sorted(relations.index.find_near(scope, any_day=topic.day is None))]
    candidates = _one_start([f for f in near if _may_lead(relations, f) and topic_of(f).key == topic.key])
    # What its own voice took back, or replaced by another of the candidates.
    steps = {f.id: {relations.step(f, other) for other in candidates if other is not f} for f in candidates}
    replaced = tuple(f for f in candidates if steps[f.id] & {"revises", "updates"} or f.id in relations.index.corrected)
    lines = _make_lines(relations, scope, [figure for figure in candidates if figure not in replaced])
    # What stands beside running totals differs from their time, not from the day as of which they hold.
    first = lines[0].figures[0] if lines else None
    asked = relations.scope(first) if first and first.counting == "total" and not first.window.is_one_day else scope
    beside = _list_beside(relations, asked, near, [*(one for line in lines for one in line.figures), *replaced])
    gaps = [gap for gap in relations.gaps if (gap.indicator.id, gap.place.id) == (topic.indicator.id, topic.place.id)]
    gaps = [gap for gap in gaps if gap.group is None or topic.group is None or gap.group.id == topic.group.id]
    gaps = [gap for gap in gaps if topic.day is None or gap.window.covers_day(topic.day)]
    bodies = {line.body for line in lines if line.gives_number}
    kind: AnswerWord = "range" if len(bodies) > 1 else "one_voice" if lines else "nobody"
    return Answer(topic, kind if topic.day else "no_range", lines, _judge(lines), beside, tuple(gaps), replaced)


def _one_start(figures: list[ReportedFigure]) -> list[ReportedFigure]:
    """Leave out totals beside a count of the day; of totals keep those that run since the day most voices give."""
    starts: dict[str, list[ReportedFigure]] = defaultdict(list)
    for figure in figures:
        starts[str(figure.window.first_day)].append(figure)
    first = min(starts, key=lambda start: (-len(set(map(name_body, starts[start]))), start), default="")
    return [f for f in figures if f.counting != "total" or f.window.is_one_day] or starts[first]


def _make_lines(relations: Relations, scope: Scope, figures: list[ReportedFigure]) -> tuple[VoiceLine, ...]:
    """Return one line for each voice, or for each number of a voice whose numbers do not meet, the lowest first."""

    def alike(one: ReportedFigure, other: ReportedFigure) -> bool:
        meet = not relations.bounds(one).excludes(relations.bounds(other))
        return relations.is_one_statement(one, other) or (meet and relations.share_voice(one, other))

    taken, sums = {name_voice(figure) for figure in figures}, relations.find_sums(scope)
    lines = [_make_line(relations, group) for group in gather(figures, alike)]
    lines += [VoiceLine(parts[0], parts, total, True) for parts, total in sums if name_voice(parts[0]) not in taken]

    def order(line: VoiceLine) -> tuple[float, float, str]:
        high = (line.bounds if line.is_sum else line.figure.bounds).high
        number = line.bounds.low or 0 if line.is_sum else number_of(line.figure)
        return number, number if high is None else high, line.figure.id

    return tuple(sorted(lines, key=order))


def _make_line(relations: Relations, figures: list[ReportedFigure]) -> VoiceLine:
    """Make the line of one voice in its weakest wording, be it that of a report that does not say where or when."""
    voices, own = {name_voice(figure) for figure in figures}, {figure.id for figure in figures}
    copies = [copy for one in figures for copy in relations.copies(one) if copy.value == one.value]
    wordings = [copy for copy in copies if name_voice(copy) in voices]

    def weakest(figure: ReportedFigure) -> tuple[bool, bool, bool, bool, str]:
        qualifier = figure.qualifier
        return qualifier == "vague", not figure.bounds.is_open, qualifier != "about", figure.id not in own, figure.id

    return VoiceLine(min(wordings, key=weakest), tuple(figures), widen(map(relations.bounds, figures)))


def _judge(lines: tuple[VoiceLine, ...]) -> Together | None:
    """Tell whether all lines can be true, and what the number would be by the bounds that they state.

    Nothing is said where numbers exclude each other as shown, but not in every wording, or one is credited to nobody.
    """
    credited = [line for line in lines if line.figure.said.credited]
    if clash := find_clash([line.bounds for line in credited]):
        return Together(None, (credited[clash[0]], credited[clash[1]]))
    if not lines or find_clash([line.bounds if line.is_sum else verdict_bounds(line.figure) for line in lines]):
        return None
    return Together(intersect(line.bounds if line.is_sum else line.figure.bounds for line in lines), None)


def _list_beside(
    relations: Relations, asked: Scope, near: Iterable[ReportedFigure], told: Iterable[ReportedFigure]
) -> tuple[Beside, ...]:
    """Return what is not *told* with how it differs from what is asked, one a statement, small differences first."""
    found, kept = [], []
    for figure in near:
        own = relations.scope(figure)
        family = asked.family if own.family == "forecast" else own.family
        relation = relations.words.relate(own, replace(asked, family=family))
        axes = relation.axes.values()
        if "apart" not in (relation.who, relation.where):
            rank = sum(axis != "equal" for axis in axes), sum(_ORDER.index(axis) for axis in axes), figure.id
            found.append((rank, Beside(figure, relation)))
    seen = {copy.id for figure in told for copy in relations.copies(figure)}
    for _, beside in sorted(found, key=lambda item: item[0]):
        if beside.figure.id not in seen:
            seen.update(copy.id for copy in relations.copies(beside.figure))
            kept.append(beside)
    return tuple(kept)
