"""How the figures of one collection relate: which are one statement, which are later, which can be true together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from dashboard.collection.vocabulary import Vocabulary
from dashboard.compare.bounds import agrees, exceeds, verdict_bounds, widen
from dashboard.compare.index import Index
from dashboard.compare.scope import Containment, Relation, Scope, relate_spans, scope_of
from dashboard.compare.statements import complete, is_one_statement
from dashboard.compare.succession import Step, find_step, number_of
from dashboard.compare.sums import Sum, add_parts, find_partition
from dashboard.compare.voices import VoiceWord, relate_voices
from dashboard.records.quantity import Bounds
from dashboard.records.reported import ReportedFigure, ReportedGap

PairWord = Literal["same", "part_of", "whole_of", "overlap", "later_total", "same_statement", "not_comparable"]
Verdict = Literal["agree", "compatible", "exclude", "revise", "none"]

REPLACES = ("corrects", "revises")
_PAIR_WORDS: dict[str, PairWord] = {"same": "same", "part": "part_of", "whole": "whole_of", "overlap": "overlap"}


@dataclass(frozen=True, slots=True)
class Pair:
    """What may be said of two figures, in the words of comparison.md; ``axes`` says how their scopes differ."""

    relation: PairWord
    verdict: Verdict
    voice: VoiceWord
    axes: Relation


class Relations:
    """An index over figures; everything it says follows from them alone, in whatever order they come."""

    def __init__(
        self, figures: Iterable[ReportedFigure], vocabulary: Vocabulary, gaps: Iterable[ReportedGap] = ()
    ) -> None:
        self.figures = {figure.id: figure for figure in sorted(figures, key=lambda figure: figure.id)}
        self.gaps = tuple(sorted(gaps, key=lambda gap: gap.id))
        self.words = Containment(vocabulary)
        self._own = {name: scope_of(figure) for name, figure in self.figures.items()}
        self._mates: dict[str, tuple[ReportedFigure, ...]] = {}
        self._scopes: dict[str, Scope] = {}
        self._bounds: dict[str, Bounds] = {}
        self._speakers: dict[str, frozenset[str]] = {}
        self._later: dict[str, tuple[tuple[Step, ReportedFigure], ...]] = {}

    @cached_property
    def index(self) -> Index:
        """The figures by what, where and when they count."""
        return Index(self.figures, self._own, self.words)

    def mates(self, figure: ReportedFigure) -> tuple[ReportedFigure, ...]:
        """Return the other figures of the same statement, by id."""
        if figure.id not in self._mates:
            near = self.index.find_voice(figure, self._own[figure.id])
            near.update(self.index.statements.get(figure.statement or "", ()))
            others = (self.figures[name] for name in sorted(near - {figure.id}))
            self._mates[figure.id] = tuple(other for other in others if self.is_one_statement(figure, other))
        return self._mates[figure.id]

    def is_one_statement(self, one: ReportedFigure, other: ReportedFigure) -> bool:
        """Whether the two are one statement in two reports."""
        return is_one_statement(one, self._own[one.id], other, self._own[other.id], self.words)

    def scope(self, figure: ReportedFigure) -> Scope:
        """Return the scope of a figure, completed by what other reports of the same statement give."""
        if figure.id not in self._scopes:
            own = self.dated(figure)
            if figure.statement or not own.stated:
                own = complete(figure, own, ((mate, self._own[mate.id]) for mate in self.mates(figure)), self.words)
            self._scopes[figure.id] = own
        return self._scopes[figure.id]

    def dated(self, figure: ReportedFigure) -> Scope:
        """Return the scope that a figure's own report gives.

        A part of a figure whose days are stated happened in these days, even if its own sentence gives none.
        """
        own, whole = self._own[figure.id], self._own.get(figure.part_of or "")
        if own.days_stated or whole is None or not whole.days_stated:
            return own
        return replace(own, days_stated=relate_spans(own.span, whole.span, own.family) in ("equal", "part"))

    def bounds(self, figure: ReportedFigure) -> Bounds:
        """Return the bounds for a verdict: of one number printed with and without "at least" the weaker stands."""
        if figure.id not in self._bounds:
            self._bounds[figure.id] = widen(verdict_bounds(wording) for wording in self.wordings(figure))
        return self._bounds[figure.id]

    def wordings(self, figure: ReportedFigure) -> list[ReportedFigure]:
        """Return the figure and its number as other reports of the statement print it."""
        return [figure, *(mate for mate in self.mates(figure) if mate.value == figure.value)]

    def relate(self, one: ReportedFigure, other: ReportedFigure) -> Relation:
        """Relate two figures on the four axes.

        Figures of one report that both leave out their days, or their place, speak of the same ones.
        """
        if one.source.id != other.source.id:
            mine, yours = self.scope(one), self.scope(other)
        else:
            mine, yours = self.dated(one), self.dated(other)
            days, place = mine.days_stated or yours.days_stated, mine.place_stated or yours.place_stated
            mine, yours = (
                replace(s, days_stated=s.days_stated or not days, place_stated=s.place_stated or not place)
                for s in (mine, yours)
            )
        relation = self.words.relate(mine, yours)
        if self._lies_in(one, other.id):
            return replace(relation, declared="part")
        return replace(relation, declared="whole") if self._lies_in(other, one.id) else relation

    def _lies_in(self, figure: ReportedFigure, whole: str) -> bool:
        """Whether ``part_of`` leads from the figure to the whole; a circle of parts leads nowhere."""
        seen, at = {figure.id}, figure.part_of
        while at is not None and at not in seen and at != whole:
            seen.add(at)
            at = self.figures[at].part_of if at in self.figures else None
        return at == whole

    def relate_voices(self, one: ReportedFigure, other: ReportedFigure) -> VoiceWord:
        """Relate two voices; one that passes on this very statement in another report is no second voice."""
        voice = relate_voices(one, other)
        if voice in ("same", "one_repeats_other") or not (one.said.credited and other.said.credited):
            return voice
        return "one_repeats_other" if self._list_speakers(one) & self._list_speakers(other) else voice

    def _list_speakers(self, figure: ReportedFigure) -> frozenset[str]:
        if figure.id not in self._speakers:
            said = [copy.said for copy in (figure, *self.mates(figure))]
            names = {by.speaker.id for by in said if by.credited and by.voice.type != "resident"}
            self._speakers[figure.id] = frozenset(names)
        return self._speakers[figure.id]

    def share_voice(self, one: ReportedFigure, other: ReportedFigure) -> bool:
        """Whether one voice stands behind both."""
        return self.relate_voices(one, other) in ("same", "one_repeats_other")

    def are_independent(self, one: ReportedFigure, other: ReportedFigure) -> bool:
        """Whether two named voices of different bodies speak, neither repeating the other."""
        named = one.said.independent and other.said.independent
        return named and self.relate_voices(one, other) == "independent"

    def step(self, earlier: ReportedFigure, later: ReportedFigure) -> Step | None:
        """Return what *later* does to *earlier*, or None where they are no two numbers of one voice."""
        if later.corrects == earlier.id:
            return "corrects"
        if not self.share_voice(earlier, later) or self.is_one_statement(earlier, later):
            return None
        return find_step(earlier, self.scope(earlier), later, self.scope(later), self.relate(earlier, later))

    def pair(self, one: ReportedFigure, other: ReportedFigure) -> Pair:
        """Say how two figures relate, whether both can be true, and whether two voices speak.

        One statement comes first, then a later number of one voice, then the scopes. A growing number is a
        ``later_total``; one that falls within the same window is still the ``same`` thing, revised.
        """
        axes, voice = self.relate(one, other), self.relate_voices(one, other)
        if self.is_one_statement(one, other):
            corrected = one.corrects == other.id or other.corrects == one.id
            return Pair("same_statement", "revise" if corrected else "agree", voice, axes)
        for earlier, later in ((one, other), (other, one)):
            step = self.step(earlier, later)
            goes_on = step == "continues" and "total" in (earlier.counting, later.counting)
            if goes_on or step in ("corrects", "revises", "updates"):
                grows = axes.when != "equal" or number_of(later) >= number_of(earlier)
                verdict: Verdict = "agree" if step != "corrects" and earlier.value == later.value else "revise"
                return Pair("later_total" if grows else "same", verdict, voice, axes)
        return Pair(self._name(one, other, axes), self.judge(one, other, axes), voice, axes)

    def _name(self, one: ReportedFigure, other: ReportedFigure, axes: Relation) -> PairWord:
        """Name the relation; "two were among" beside "three of four" is some of them, a part of the same scope."""
        if axes.scope == "same" and self.relate_voices(one, other) == "independent":
            if _is_some_of(one, other):
                return "part_of"
            if _is_some_of(other, one):
                return "whole_of"
        return _PAIR_WORDS.get(axes.scope, "not_comparable")

    def judge(self, one: ReportedFigure, other: ReportedFigure, axes: Relation) -> Verdict:
        """Tell whether both can be true. Numbers of which nobody knows whose they are contradict nothing.

        Nothing is drawn from windows that overlap, unless both numbers are minimums or one voice gives them.
        """
        scope = axes.scope
        if scope == "same":
            if self._conflict(one, other, Bounds.excludes):
                return "none" if self.relate_voices(one, other) == "unknown" else "exclude"
            return "agree" if agrees(one, other) else "compatible"
        if scope in ("part", "whole"):
            if not self._conflict(*((one, other) if scope == "part" else (other, one)), exceeds):
                return "compatible"
            known = self.relate_voices(one, other) != "unknown"
            return "exclude" if known and self.scope(one).stated and self.scope(other).stated else "none"
        nested = axes.when != "overlap" or (self.bounds(one).is_open and self.bounds(other).is_open)
        drawn = scope == "overlap" and (nested or self.relate_voices(one, other) == "same")
        return "compatible" if drawn else "none"

    def _conflict(self, one: ReportedFigure, other: ReportedFigure, test: Callable[[Bounds, Bounds], bool]) -> bool:
        """Whether the bounds conflict, with every wording of the statements; more wordings only weaken them."""
        alone = test(verdict_bounds(one), verdict_bounds(other))
        return alone and test(self.bounds(one), self.bounds(other))

    def find_comparable(self, figure: ReportedFigure) -> list[tuple[ReportedFigure, Relation]]:
        """Return the figures of the same scope, of a part or of a whole, but no copies of the statement, by id."""
        names = self.index.find_near(self.scope(figure)) - {figure.id, *(mate.id for mate in self.mates(figure))}
        others = (self.figures[name] for name in sorted(names))
        nested = (other for other in others if self._may_nest(figure, other))
        found = ((other, self.relate(figure, other)) for other in nested)
        return [(other, axes) for other, axes in found if axes.scope in ("same", "part", "whole")]

    def _may_nest(self, one: ReportedFigure, other: ReportedFigure) -> bool:
        """Whether the groups leave room for more than an overlap, which is told sooner than a whole relation."""
        axis = self.words.relate_groups(self.scope(one).group, self.scope(other).group)
        return axis in ("equal", "part", "whole") or one.part_of is not None or other.part_of is not None

    def find_later(self, figure: ReportedFigure) -> tuple[tuple[Step, ReportedFigure], ...]:
        """Return what the same voice gave later, with what it does to this figure; the newest last."""
        if figure.id not in self._later:
            scope, names = self.scope(figure), set[str]()
            for copy in (figure, *self.mates(figure)):
                names |= self.index.find_voice(copy, scope) | set(self.index.corrected.get(copy.id, ()))
                names.update(self.index.find_newest_state(copy, scope))
            others = (self.figures[name] for name in names - {figure.id})
            found = [(step, other) for other in others if (step := self.step(figure, other))]
            self._later[figure.id] = tuple(sorted(found, key=lambda item: self.order(item[1])))
        return self._later[figure.id]

    def is_replaced(self, figure: ReportedFigure) -> bool:
        """Whether its own voice took it back or gave another number instead."""
        return any(step in REPLACES for step, _ in self.find_later(figure))

    def find_earlier(self, figure: ReportedFigure) -> list[ReportedFigure]:
        """Return the numbers of the same voice that this figure replaced, by id."""
        names = self.index.find_voice(figure, self.scope(figure)) | {figure.corrects or ""}
        others = (self.figures[name] for name in sorted(names - {figure.id}) if name in self.figures)
        return [other for other in others if self.step(other, figure) in REPLACES]

    def find_sums(self, scope: Scope) -> list[Sum]:
        """Return the sums of parts, one voice each, that count the same as *scope*: 123 fighters and 157 relatives."""
        partition, parts = find_partition(scope.group, self.words), []
        for name in sorted(self.index.find_near(scope)) if partition else ():
            part = self.scope(self.figures[name])
            if part.group in partition and self.words.relate(replace(part, group=scope.group), scope).scope == "same":
                parts.append((part.group or "", self.figures[name]))
        return add_parts(parts, partition)

    def order(self, figure: ReportedFigure) -> tuple[str, str, str]:
        """Return the last day, the moment of telling and the id, for sorting; what is not known comes first."""
        day, told = self.scope(figure).span.day, figure.told
        return str(day or ""), str(told or ""), figure.id


def _is_some_of(some: ReportedFigure, counted: ReportedFigure) -> bool:
    """Whether one only mentions some ("two were among") of what the other gives out of a known whole."""
    mentions = some.of_total is None and some.bounds.is_open and some.basis != "count"
    given = counted.of_total is not None and counted.qualifier == "exact"
    return mentions and given and not some.bounds.excludes(counted.bounds)
