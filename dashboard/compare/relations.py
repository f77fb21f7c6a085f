"""How the figures of one collection relate: whose they are, which are one statement, later, or true together."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from datetime import datetime
from itertools import permutations, product
from operator import attrgetter
from typing import Any, Concatenate, Literal, NamedTuple, ParamSpec, TypeVar

from cachetools import cachedmethod

from dashboard.collection.vocabulary import Vocabulary, follow
from dashboard.compare import scope as scopes
from dashboard.compare.scope import Relation, Scope, Span, VoiceWord, is_rounding, name_voice, number_of, relate_times
from dashboard.records.reported import Bounds, ReportedFigure, ReportedGap

PairWord = Literal["same", "part_of", "whole_of", "overlap", "later_total", "same_statement", "not_comparable"]
Verdict = Literal["agree", "compatible", "exclude", "revise", "none"]
Step = Literal["corrects", "revises", "updates", "continues", "later_state"]
Figures = tuple[ReportedFigure, ...]
Group = list[ReportedFigure]

REPLACES = ("corrects", "revises")
_PAIR_WORDS: dict[str, PairWord] = {"same": "same", "part": "part_of", "whole": "whole_of", "overlap": "overlap"}
_P = ParamSpec("_P")
_T = TypeVar("_T")


class Pair(NamedTuple):
    """What may be said of two figures; ``axes`` says how their scopes differ."""

    relation: PairWord
    verdict: Verdict
    voice: VoiceWord
    axes: Relation


def once(work: Callable[Concatenate[Any, _P], _T]) -> Callable[Concatenate[Any, _P], _T]:
    """Work something out once for each figure or topic, and for a whole comparison."""

    def key(_: "Relations", *args: Any) -> Hashable:
        return work.__name__, *(arg.id if isinstance(arg, ReportedFigure) else arg for arg in args)

    return cachedmethod(attrgetter("memory"), key)(work)


def gather(figures: Iterable[ReportedFigure], fits: Callable[[Group, ReportedFigure], bool]) -> list[Group]:
    """Gather each figure with the first group that it fits."""
    groups: list[Group] = []
    for figure in figures:
        group = next((group for group in groups if fits(group, figure)), [])
        groups += [] if group else [group]
        group.append(figure)
    return groups


class Relations:
    """An index over figures; everything it says follows from them alone, in whatever order they come.

    ``gaps`` are those that their own voice did not fill later; ``corrections`` what took which figure back, by id.
    """

    def __init__(self, figures: Iterable[ReportedFigure], words: Vocabulary, gaps: Iterable[ReportedGap] = ()) -> None:
        self.figures = {figure.id: figure for figure in sorted(figures, key=lambda figure: figure.id)}
        self.gaps = tuple(sorted((gap for gap in gaps if not self._is_filled(gap)), key=lambda gap: gap.id))
        self.words = scopes.Containment(words)
        self.memory: dict[Hashable, Any] = {}
        self._own = {name: scopes.scope_of(figure) for name, figure in self.figures.items()}
        self._days = {name: _days_of(scope.span) for name, scope in self._own.items()}
        self._tied: dict[str, set[str]] = defaultdict(set)
        self.corrections: dict[str | None, set[str]] = defaultdict(set)
        # By what and where they count and by voice, in the stretches of their days; of a state the newest besides.
        self._names: dict[Hashable, set[str]] = defaultdict(set)
        self._newest: dict[Hashable, tuple[int, str]] = {}
        for name, figure in self.figures.items():
            scope, days, voices = self._own[name], self._days[name], _voices_of(figure)
            self._tied[figure.statement or name].add(name)
            self.corrections[figure.corrects].add(name)
            for key, stretch in product(((scope.indicator, scope.place), *voices), ("any", *_stretches(days))):
                self._names[key, stretch].add(name)
            for voice in voices if days and scope.family == "state" else ():
                newest = self._newest.get((scope.place, voice), (0, ""))
                self._newest[scope.place, voice] = max(newest, (days[-1], name))

    def _find(self, keys: Iterable[Hashable], days: range) -> set[str]:
        """Return what of *keys* shares one of *days*."""
        found = {name for key in keys for stretch in _stretches(days) for name in self._names.get((key, stretch), ())}
        return {name for name in found if max(days[0], self._days[name][0]) <= min(days[-1], self._days[name][-1])}

    def find_near(self, scope: Scope, any_day: bool = False) -> list[ReportedFigure]:
        """Return the figures of one indicator, of a place around or within this one and of a shared day, by id."""
        within = {name for name, around in self.words.places.items() if scope.place in around}
        places, days = {scope.place, *self.words.places.get(scope.place, ()), *within}, _days_of(scope.span)
        keys = [(scope.indicator, place) for place in places]
        if any_day:
            return self._list({name for key in keys for name in self._names.get((key, "any"), ())})
        return self._list(self._find(keys, days) if days else ())

    def _find_voice(self, figure: ReportedFigure, scope: Scope) -> set[str]:
        """Return what one voice says of one thing on days shared with this, or undated; of a state also the last."""
        voices, days = _voices_of(figure), _days_of(scope.span)
        found = self._find(voices, days) if days else set[str]()
        found.update(*(self._names.get((voice, "undated" if days else "any"), ()) for voice in voices))
        return found.union(*(self._newest.get((scope.place, voice), ())[1:] for voice in voices))

    def _is_filled(self, gap: ReportedGap) -> bool:
        """Whether its own voice gave a full number of strictly the same on a later day."""
        scope, told = (gap.indicator.id, gap.group, gap.place.id, gap.window), gap.source.date_published
        return any(
            scope == (one.indicator.id, one.group, one.place.id, one.window)
            and name_voice(one) == name_voice(gap)
            and not (one.bounds.is_open or one.qualifier == "vague" or one.is_forecast)
            and one.place_stated
            and bool(one.told_day and told and one.told_day > told)
            for one in self.figures.values()
        )

    @once
    def mates(self, figure: ReportedFigure) -> Figures:
        """Return the other figures of the same statement, by id."""
        near = self._find_voice(figure, self._own[figure.id]) | self._tied[figure.statement or figure.id]
        return tuple(other for other in self._list(near - {figure.id}) if self.is_one_statement(figure, other))

    def _list(self, names: Iterable[str]) -> list[ReportedFigure]:
        return [self.figures[name] for name in sorted(names) if name in self.figures]

    def copies(self, figure: ReportedFigure) -> Figures:
        """Return the figure and its mates; the least of their ids is that of the statement."""
        return figure, *self.mates(figure)

    def is_one_statement(self, one: ReportedFigure, other: ReportedFigure) -> bool:
        """Whether two figures, each with the scope that its own report gives, are one statement in two reports.

        ``statement`` ties them by hand. Else one voice gives two reports one number, or a rounding of it, of the same,
        and neither place nor days tell them apart. An agency's text is printed, translated and summed up for a week.
        """
        if one.statement is not None and other.statement is not None:
            return one.statement == other.statement
        repeats = one.source.id != other.source.id and is_rounding(one, other)
        if not repeats or scopes.relate_voices(one, other) not in ("same", "one_repeats_other"):
            return False
        mine, yours = self._own[one.id], self._own[other.id]
        where, when = self.words.relate_places(mine.place, yours.place), relate_times(mine, yours)
        places_differ = where != "equal" and mine.place_stated and yours.place_stated
        late = one.told_day and other.told_day and abs((one.told_day - other.told_day).days) > 7
        if late or places_differ or "apart" in (where, when):
            return False
        if not self.words.relate_what(mine, yours) == self.words.relate_who(mine, yours) == "equal":
            return False
        # The end of a running week may be given by a day more.
        begin_alike = mine.span.start == yours.span.start or None in (mine.span.start, yours.span.start)
        end_alike = mine.span.day and yours.span.day and abs((mine.span.day - yours.span.day).days) <= 1
        return when == "equal" or not (mine.days_stated and yours.days_stated) or bool(begin_alike and end_alike)

    @once
    def scope(self, figure: ReportedFigure) -> Scope:
        """Return the scope of a figure, with days, place or exclusive group where only its mates state them."""
        scope = self.dated(figure)
        for mate in self.mates(figure) if figure.statement or not scope.stated else ():
            given = self._own[mate.id]
            if given.days_stated and not scope.days_stated:
                scope = replace(scope, span=given.span, days_stated=True)
            if given.place_stated and not scope.place_stated:
                scope = replace(scope, place=given.place, place_stated=True)
            exclusive = self.words.partitions.get(given.group or "") and figure.statement == mate.statement
            if exclusive and self.words.relate_groups(given.group, scope.group) == "part":
                scope = replace(scope, group=given.group)
        return scope

    def dated(self, figure: ReportedFigure) -> Scope:
        """Return the scope that a figure's own report gives; a part happened in the stated days of its whole."""
        own, whole = self._own[figure.id], self._own.get(figure.part_of or "")
        if own.days_stated or whole is None or not whole.days_stated:
            return own
        return replace(own, days_stated=relate_times(own, whole) in ("equal", "part"))

    @once
    def bounds(self, figure: ReportedFigure) -> Bounds:
        """Return the bounds for a verdict: of one number printed with and without "at least" the weaker stands."""
        return scopes.widen(scopes.verdict_bounds(copy) for copy in self.copies(figure) if copy.value == figure.value)

    def relate(self, one: ReportedFigure, other: ReportedFigure) -> Relation:
        """Relate two figures; of one report that leaves out the days, or the place, of both they are the same ones."""
        mine, yours = self.scope(one), self.scope(other)
        if one.source.id == other.source.id:
            mine, yours = self.dated(one), self.dated(other)
            if not (mine.days_stated or yours.days_stated):
                mine, yours = replace(mine, days_stated=True), replace(yours, days_stated=True)
            if not (mine.place_stated or yours.place_stated):
                mine, yours = replace(mine, place_stated=True), replace(yours, place_stated=True)
        relation = self.words.relate(mine, yours)
        if one.part_of and other.id in follow(one.id, self.figures, "part_of")[1:]:
            return relation._replace(declared="part")
        inside = other.part_of and one.id in follow(other.id, self.figures, "part_of")[1:]
        return relation._replace(declared="whole") if inside else relation

    def relate_voices(self, one: ReportedFigure, other: ReportedFigure) -> VoiceWord:
        """Relate two voices; one that passes on this very statement in another report is no second voice."""
        voice = scopes.relate_voices(one, other)
        if voice in ("same", "one_repeats_other") or not (one.said.credited and other.said.credited):
            return voice
        return voice if self._speakers(one).isdisjoint(self._speakers(other)) else "one_repeats_other"

    @once
    def _speakers(self, figure: ReportedFigure) -> frozenset[str]:
        said = (copy.said for copy in self.copies(figure))
        return frozenset(by.speaker.id for by in said if by.credited and by.voice.type != "resident")

    def share_voice(self, one: ReportedFigure, other: ReportedFigure) -> bool:
        """Whether one voice stands behind both."""
        return self.relate_voices(one, other) in ("same", "one_repeats_other")

    def step(self, earlier: ReportedFigure, later: ReportedFigure) -> Step | None:
        """Return what *later* does to *earlier*, None where it is not known or they are no two numbers of one voice.

        - revises: another number for the same window, or a lower one for a longer window that goes on.
        - updates: a running total, or a count since a day, that was open and goes on.
        - continues: a longer window that begins on the same day; the closed one stays true for its days.
        - later_state: the same state on a later day, both of them stated.
        """
        if later.corrects == earlier.id:
            return "corrects"
        taken_back = earlier.corrects == later.id
        if taken_back or not self.share_voice(earlier, later) or self.is_one_statement(earlier, later):
            return None
        before, after, relation = self.scope(earlier), self.scope(later), self.relate(earlier, later)
        if not relation.what == relation.who == "equal" or before.place != after.place:
            return None
        mine, yours = before.span, after.span
        follows = _goes_before(earlier, mine, later, yours)
        if relation.when == "equal":
            return "revises" if follows and not is_rounding(earlier, later) else None
        if before.family == "state":
            return "later_state" if relation.when == "apart" and str(mine.day) < str(yours.day) else None
        totals = earlier.counting == later.counting == "total"
        goes_on = not totals and relation.when == "part" and mine.first_day == yours.first_day and follows
        if totals and mine.day and yours.day:
            # Since one day, if it is known; of two as of one day the higher is later unless told sooner.
            same_start = None in (mine.first_day, yours.first_day) or mine.first_day == yours.first_day
            grows = number_of(earlier) < number_of(later) and not _goes_before(later, yours, earlier, mine)
            goes_on = same_start and (grows if mine.day == yours.day else mine.day < yours.day)
        if not goes_on:
            return None
        closed = mine.closed and not earlier.provisional
        if (closed or (totals and is_rounding(earlier, later))) and not (totals and mine.day == yours.day):
            return "continues"
        fallen, known = number_of(later) < number_of(earlier), None not in (mine.first_day, yours.first_day)
        return "updates" if not fallen else "revises" if known else None

    def pair(self, one: ReportedFigure, other: ReportedFigure) -> Pair:
        """Say how two figures relate: as one statement, else as a later number of one voice, else by their scopes.

        A growing number is a ``later_total``; one that falls within the same window is the ``same`` thing, revised.
        """
        axes, voice = self.relate(one, other), self.relate_voices(one, other)
        if self.is_one_statement(one, other):
            corrected = one.corrects == other.id or other.corrects == one.id
            return Pair("same_statement", "revise" if corrected else "agree", voice, axes)
        for earlier, later in permutations((one, other)):
            step = self.step(earlier, later)
            goes_on = step == "continues" and "total" in (earlier.counting, later.counting)
            if goes_on or step in ("corrects", "revises", "updates"):
                grows = axes.when != "equal" or number_of(later) >= number_of(earlier)
                verdict: Verdict = "agree" if step != "corrects" and earlier.value == later.value else "revise"
                return Pair("later_total" if grows else "same", verdict, voice, axes)
        relation = _PAIR_WORDS.get(axes.scope, "not_comparable")
        if relation == "same" and voice == "independent":
            relation = "part_of" if _is_some_of(one, other) else "whole_of" if _is_some_of(other, one) else relation
        return Pair(relation, self.judge(one, other, axes), voice, axes)

    def judge(self, one: ReportedFigure, other: ReportedFigure, axes: Relation) -> Verdict:
        """Tell whether both can be true. Numbers of which nobody knows whose they are contradict nothing.

        Nothing is drawn from windows that overlap, unless both numbers are minimums or one voice gives them, nor from
        shares of different wholes.
        """
        mine, yours, voice = self.bounds(one), self.bounds(other), self.relate_voices(one, other)
        if axes.scope == "same":
            if mine.excludes(yours):
                return "none" if voice == "unknown" else "exclude"
            if scopes.fits_vague(one, other) is False or len({one.of_total, other.of_total, None}) > 2:
                return "none"
            minimum = mine.is_open or yours.is_open
            return "agree" if scopes.agrees(one, other) and not minimum else "compatible"
        if one.indicator.is_share:
            return "none"
        if axes.scope in ("part", "whole"):
            part, whole = (mine, yours) if axes.scope == "part" else (yours, mine)
            if part.low is None or whole.high is None or part.low <= whole.high:
                return "compatible"
            return "exclude" if voice != "unknown" and self.scope(one).stated and self.scope(other).stated else "none"
        drawn = axes.when != "overlap" or (mine.is_open and yours.is_open) or voice == "same"
        return "compatible" if axes.scope == "overlap" and drawn else "none"

    def _find_own(self, figure: ReportedFigure) -> list[ReportedFigure]:
        """Return what the same voice gave besides, before or after, by id."""
        names, scope = {figure.corrects or ""}, self.scope(figure)
        for copy in self.copies(figure):
            names |= self._find_voice(copy, scope) | self.corrections.get(copy.id, set())
        return self._list(names - {figure.id})

    @once
    def find_later(self, figure: ReportedFigure) -> tuple[tuple[Step, ReportedFigure], ...]:
        """Return what the same voice gave later, with what it does to this figure; the newest last."""
        found = [(step, other) for other in self._find_own(figure) if (step := self.step(figure, other))]
        return tuple(sorted(found, key=lambda item: self.order(item[1])))

    def find_earlier(self, figure: ReportedFigure) -> list[ReportedFigure]:
        """Return the numbers of the same voice that this figure replaced, by id."""
        return [other for other in self._find_own(figure) if self.step(other, figure) in REPLACES]

    def order(self, figure: ReportedFigure) -> tuple[str, str, str]:
        """Return the last day, the moment of telling and the id, for sorting; what is not known comes first."""
        return str(self.scope(figure).span.day or ""), str(figure.told or ""), figure.id


def _is_some_of(some: ReportedFigure, counted: ReportedFigure) -> bool:
    """Whether one only mentions some ("two were among") of what the other gives out of a known whole."""
    mentions = some.of_total is None and some.bounds.is_open and some.basis != "count"
    given = counted.of_total is not None and counted.qualifier == "exact"
    return mentions and given and not some.bounds.excludes(counted.bounds)


def _stretches(days: range) -> Iterable[Hashable]:
    """Return the stretches of 8 days that *days* touch, so that a search looks at a few of them only."""
    return range(days[0] >> 3, (days[-1] >> 3) + 1) if days else ("undated",)


def _voices_of(figure: ReportedFigure) -> list[Hashable]:
    """Return keys of the voice behind a figure and, where it differs, of the one that passes it on."""
    names = (name_voice(figure), figure.said.speaker.id) if figure.said.credited else (name_voice(figure),)
    return [(figure.indicator.id, figure.group and figure.group.id, name) for name in dict.fromkeys(names)]


def _days_of(span: Span) -> range:
    """Return the days from the first to the last as ordinals, empty where neither is known."""
    first, last = span.first_day or span.day, span.day or span.first_day
    return range(min(first, last).toordinal(), last.toordinal() + 1) if first and last else range(0)


def _goes_before(one: ReportedFigure, mine: Span, other: ReportedFigure, yours: Span) -> bool:
    """Whether the first was surely given before the second: by day or hour of telling, else by the end of the count.

    At last by "so far", since a count that goes on only grows. Otherwise the order is not known.
    """
    told, then = one.told, other.told
    if one.told_day and other.told_day and one.told_day != other.told_day:
        return one.told_day < other.told_day
    if isinstance(told, datetime) and isinstance(then, datetime) and told != then:
        return told < then
    ends_sooner = mine.end is not None and yours.end is not None and mine.end < yours.end
    return ends_sooner or (one.provisional and number_of(one) < number_of(other))
