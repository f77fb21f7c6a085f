"""What a collection says: to a question, voice by voice; how a figure stands; how the numbers of one voice change."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import chain
from typing import Any, Literal, NamedTuple, get_args
from weakref import WeakKeyDictionary

from dashboard.collection.collection import Collection
from dashboard.collection.selection import Asked
from dashboard.compare import scope as scopes
from dashboard.compare.relations import REPLACES, Figures, Relations, gather, once
from dashboard.compare.scope import AXES, Family, Relation, Scope, name_body, name_voice, verdict_bounds
from dashboard.records.model import Group, Indicator, Place, Speaker
from dashboard.records.moments import Window
from dashboard.records.reported import Bounds, ReportedFigure, ReportedGap, add_bounds

AnswerWord = Literal["range", "one_voice", "nobody", "no_range"]
# In the order in which they are sought, and listed.
StandingWord = Literal["revised", "updated", "contradicted", "corroborated", "repeated", "one_voice", "not_comparable"]
AlsoWord = Literal["contradicted", "corroborated", "repeated", "continued", "later_state", "compatible", "replaces"]


@dataclass(frozen=True, slots=True)
class Topic:
    """A question: which indicator, whose group, which place, which day (None: any)."""

    indicator: Indicator
    group: Group | None
    place: Place
    day: date | None

    @property
    def key(self) -> tuple[str, str, str, str]:
        """The topic as words: "killed", "people", "aleppo", "2016-09-23"; group "all" and day "any" where none is."""
        day = self.day.isoformat() if self.day else "any"
        return self.indicator.id, self.group.id if self.group else "all", self.place.id, day

    def owns(self, figure: ReportedFigure) -> bool:
        """Whether a topic of any day is the very question that a figure answers."""
        return self.day is None and topic_of(figure).key[:3] == self.key[:3]

    def covers(self, gap: ReportedGap) -> bool:
        """Whether a gap leaves this very question open; one that does not say of whom may."""
        alike = gap.indicator.id == self.indicator.id and gap.place.id == self.place.id
        group = gap.group is None or self.group is None or gap.group.id == self.group.id
        return alike and group and (self.day is None or gap.window.covers_day(self.day))


class VoiceLine(NamedTuple):
    """One number of a voice, by however many reports: ``figure`` is its weakest wording, as it may be shown."""

    figure: ReportedFigure
    figures: Figures
    bounds: Bounds


class Beside(NamedTuple):
    """A figure that is not strictly the same, and how it relates to the topic."""

    figure: ReportedFigure
    relation: Relation


class Answer(NamedTuple):
    """The lines by their number and what stands beside them; ``gaps`` are of voices that have no number here.

    All can be true if the number ``would_be`` so; ``clash`` are two that exclude each other, lower first; else None.
    """

    topic: Topic
    kind: AnswerWord
    lines: tuple[VoiceLine, ...]
    would_be: Bounds | None
    clash: tuple[VoiceLine, VoiceLine] | None
    beside: tuple[Beside, ...]
    gaps: tuple[ReportedGap, ...]
    replaced: Figures

    @property
    def figures(self) -> Figures:
        """All figures of the headline by id."""
        return tuple(sorted((figure for line in self.lines for figure in line.figures), key=lambda figure: figure.id))

    @property
    def own(self) -> Figures:
        """Of any day, the numbers that answer this very question."""
        return tuple(one.figure for one in self.beside if self.topic.owns(one.figure))


def find_topic(collection: Collection, asked: Asked | None) -> Topic | None:
    """Return the topic that was asked for with its records; :class:`Asked` holds known ids."""
    words, group = collection.vocabulary, asked and asked.group
    known = words.groups[group] if group else None
    return asked and Topic(words.indicators[asked.indicator], known, words.places[asked.place], asked.day)


def topic_of(figure: ReportedFigure) -> Topic:
    """Return the topic that a figure speaks of, with the day in whose headline it may stand, if any.

    A count must be of one whole day, or of the day until an hour of telling; a night, an hour, 24 hours or "since late
    Thursday" is no day's. A state holds on its last day, a running total as of it. A forecast stands in no headline.
    """
    day = figure.window.last_day
    if figure.is_forecast or scopes.is_loose(figure):
        day = None
    elif figure.counting == "total":
        day = day or figure.told_day
    elif figure.counting == "period" and day and figure.window.starts != datetime.combine(day, time(0)):
        day = None
    return Topic(figure.indicator, figure.group, figure.place, day)


def _may_lead(relations: Relations, figure: ReportedFigure) -> bool:
    """Whether a figure may stand in a headline: place and day stated, not by one cause or one responsible alone."""
    own = relations.dated(figure)
    return topic_of(figure).day is not None and own.stated and not own.cause and not own.responsible


def list_topics(relations: Relations) -> tuple[Topic, ...]:
    """Return the topics that have a headline, those with most voices and then most reports first."""
    found: dict[tuple[str, ...], list[ReportedFigure]] = defaultdict(list)
    for figure in relations.figures.values():
        if _may_lead(relations, figure):
            found[topic_of(figure).key].append(figure)
    sizes = {key: (len(set(map(name_body, all))), len({one.source.id for one in all})) for key, all in found.items()}
    order = sorted(found, key=lambda key: (-sizes[key][0], -sizes[key][1], key))
    return tuple(topic_of(found[key][0]) for key in order)


def find_answer(relations: Relations, topic: Topic) -> Answer:
    """Answer one topic. Any day has no headline: days of different length are no range."""
    family: Family = "state" if topic.indicator.default_counting == "state" else "count"
    span, group = scopes.span_of(Window(topic.day, topic.day), family, None), topic.group.id if topic.group else None
    scope = Scope(topic.indicator.id, family, "", "", group, topic.place.id, True, span, topic.day is not None)
    near = relations.find_near(scope, any_day=topic.day is None)
    leading = [one for one in near if _may_lead(relations, one) and topic_of(one).key == topic.key]
    starts: dict[str, list[ReportedFigure]] = defaultdict(list)
    for figure in leading:
        starts[str(figure.window.first_day)].append(figure)
    # No totals beside a count of the day; of totals those that run since the day most voices give.
    counts = [one for one in leading if one.counting != "total" or one.window.is_one_day]
    start = min(starts, key=lambda day: (-len(set(map(name_body, starts[day]))), day), default="")
    candidates = counts or starts[start]
    # Its own voice took it back, or replaced it by one of the others.
    replaced = tuple(
        one
        for one in candidates
        if one.id in relations.corrections
        or any(relations.step(one, other) in ("revises", "updates") for other in candidates if other is not one)
    )
    lines = _make_lines(relations, [one for one in candidates if one not in replaced])
    told = [*replaced, *(one for line in lines for one in line.figures)]
    # What stands beside running totals differs from their time, not from the day as of which they hold.
    first = lines[0].figures[0] if lines else None
    asked = relations.scope(first) if first and first.counting == "total" and not first.window.is_one_day else scope
    # Members of one body are not independent of each other, and a vague word is no number.
    bodies = {name_body(line.figure) for line in lines if line.figure.qualifier != "vague"}
    kind: AnswerWord = "range" if len(bodies) > 1 else "one_voice" if lines else "nobody"
    # The number of a voice says itself how open it is.
    counted = {name_voice(figure) for figure in told}
    gaps = tuple(gap for gap in relations.gaps if topic.covers(gap) and name_voice(gap) not in counted)
    beside = _list_beside(relations, topic, asked, near, told)
    return Answer(topic, kind if topic.day else "no_range", lines, *_judge(lines), beside, gaps, replaced)


def _make_lines(relations: Relations, figures: list[ReportedFigure]) -> tuple[VoiceLine, ...]:
    """Return one line for each number of a voice, by however many reports, the lowest first."""

    def fits(line: list[ReportedFigure], figure: ReportedFigure) -> bool:
        one = line[0]
        alike = one.value == figure.value if figure.value is not None else one.wording == figure.wording
        return relations.is_one_statement(one, figure) or (alike and relations.share_voice(one, figure))

    def make(line: list[ReportedFigure]) -> VoiceLine:
        # In its weakest wording, be it that of a report that does not say where or when.
        voices = {name_voice(figure) for figure in line}
        copies = [copy for one in line for copy in relations.copies(one) if copy.value == one.value]
        copies.sort(key=lambda copy: (*scopes.rank_wording(copy), copy not in line, copy.id))
        wording = next(copy for copy in copies if name_voice(copy) in voices)
        return VoiceLine(wording, tuple(line), scopes.widen(map(relations.bounds, line)))

    def order(line: VoiceLine) -> tuple[float, float, str]:
        number, high = scopes.number_of(line.figure), line.figure.bounds.high
        return number, number if high is None else high, line.figure.id

    return tuple(sorted(map(make, gather(figures, fits)), key=order))


def _judge(lines: tuple[VoiceLine, ...]) -> tuple[Bounds | None, tuple[VoiceLine, VoiceLine] | None]:
    """Return what the number would be by the bounds that all lines state, and which two clash if not all can be true.

    Nothing is said of different wholes, or where numbers exclude each other only as shown or are credited to nobody.
    """
    credited = [line for line in lines if line.figure.said.credited]
    if clash := scopes.find_clash([line.bounds for line in credited]):
        return None, (credited[clash[0]], credited[clash[1]])
    wholes = {line.figure.of_total for line in lines} - {None}
    if not lines or len(wholes) > 1 or scopes.find_clash([verdict_bounds(line.figure) for line in lines]):
        return None, None
    return scopes.intersect(line.figure.bounds for line in lines), None


def _list_beside(
    relations: Relations, topic: Topic, asked: Scope, near: Iterable[ReportedFigure], told: Iterable[ReportedFigure]
) -> tuple[Beside, ...]:
    """Return what is not *told* with how it differs from what is asked, one a statement, small differences first.

    Of a topic of any day its own numbers come first: the days of each are no difference.
    """
    related = [Beside(figure, relations.words.relate(relations.scope(figure), asked)) for figure in near]
    found = [one for one in related if "apart" not in (one.relation.who, one.relation.where)]

    def rank(beside: Beside) -> tuple[bool, int, int, str]:
        axes = [AXES.index(axis) for axis in beside.relation.axes.values()]
        return not topic.owns(beside.figure), sum(map(bool, axes)), sum(axes), beside.figure.id

    seen, kept = {copy.id for figure in told for copy in relations.copies(figure)}, []
    for beside in sorted(found, key=rank):
        if beside.figure.id not in seen:
            seen.update(copy.id for copy in relations.copies(beside.figure))
            kept.append(beside)
    return tuple(kept)


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
        beside = verdict == "compatible" and axes.scope == "same" and not relations.share_voice(figure, other)
        if beside or (verdict != "compatible" and _can_prove(relations, figure, other)):
            found[verdict].append(other)
    return found


def _list_parts(relations: Relations, figure: ReportedFigure) -> list[list[ReportedFigure]]:
    """Return of each independent voice the parts that exclude each other and fill what the figure counts."""
    scope = relations.scope(figure)
    given, partitions = defaultdict[str, dict[str | None, ReportedFigure]](dict), relations.words.partitions
    # The groups that exclude each other and fill this one (fighters and their relatives), or none.
    groups = {name for name in partitions if relations.words.relate_groups(name, scope.group) == "part"}
    shared = {partitions[name] for name in groups}
    if len(groups) < 2 or len(shared) > 1 or None in shared or figure.indicator.is_share:
        return []
    for other in relations.find_near(scope):
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

    A point is a total, or a count since a day that ran to the telling, stated and not taken back, by its own voice.
    """
    runs: dict[tuple[Any, ...], list[ReportedFigure]] = defaultdict(list)
    forecasts: dict[tuple[str, ...], list[ReportedFigure]] = defaultdict(list)
    for figure in sorted(relations.figures.values(), key=relations.order):
        key = topic_of(figure).key[:3]
        if not figure.said.credited or (topic and topic.key[:3] != key):
            continue
        scope, span = relations.scope(figure), relations.scope(figure).span
        since = bool(span.day and span.first_day and span.first_day < span.day and not span.closed)
        counted = span.day is not None and scope.family == "count" and (figure.counting == "total" or since)
        if figure.is_forecast:
            forecasts[key].append(figure)
        elif counted and scope.stated and figure.id not in relations.corrections:
            runs[key, span.first_day, name_voice(figure)].append(figure)
    found = []
    for (key, start, _), figures in runs.items():
        points, last = dict[date, ReportedFigure](), figures[-1]
        for figure in figures:
            # One figure a day, the last that was given, and of one statement the first.
            day = relations.scope(figure).span.day
            if day is not None and not any(point in relations.mates(figure) for point in points.values()):
                points[day] = figure
        about = last.said.voice, last.indicator, last.group, last.place
        found.append(Series(*about, start, tuple(points.values()), tuple(points), tuple(forecasts[key])))
    return tuple(sorted((one for one in found if one.points[1:]), key=lambda one: (-len(one.points), one.points[0].id)))


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
            statements = frozenset(min(copy.id for copy in relations.copies(rung)) for rung in ladder)
            found.setdefault(statements, tuple(ladder))
    return tuple(sorted(found.values(), key=lambda ladder: (-len(ladder), ladder[0].id)))


class Comparison(Relations):
    """All that may be said of figures; each answer is worked out once."""

    standing, answer = once(find_standing), once(find_answer)
    ladders, topics, series = once(list_ladders), once(list_topics), once(list_series)


_KEPT: WeakKeyDictionary[Collection, Comparison] = WeakKeyDictionary()


def of(collection: Collection) -> Comparison:
    """Return the comparison of a collection, made once for each collection and forgotten with it."""
    if collection not in _KEPT:
        _KEPT[collection] = Comparison(collection.figures, collection.vocabulary, collection.gaps)
    return _KEPT[collection]
