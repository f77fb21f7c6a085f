"""How the figures of one collection relate: which are one statement, which are later, which can be true together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from dashboard.collection.vocabulary import Vocabulary
from dashboard.compare.bounds import agrees, clash, exceeds, verdict_bounds, widen
from dashboard.compare.index import Index
from dashboard.compare.scope import Containment, Relation, Scope, relate_spans, scope_of
from dashboard.compare.statements import complete, is_one_statement
from dashboard.compare.succession import Scoped, Step, falls, find_step
from dashboard.compare.sums import Sum, add_parts, list_partitions
from dashboard.compare.voices import VoiceWord, relate_voices
from dashboard.records.quantity import Bounds
from dashboard.records.reported import ReportedFigure, ReportedGap

PairWord = Literal["same", "part_of", "whole_of", "overlap", "later_total", "same_statement", "not_comparable"]
Verdict = Literal["agree", "compatible", "exclude", "revise", "none"]

_PAIR_WORDS: dict[str, PairWord] = {
    "same": "same",
    "part": "part_of",
    "whole": "whole_of",
    "overlap": "overlap",
    "apart": "not_comparable",
    "not_comparable": "not_comparable",
}


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

    def own_scope(self, figure: ReportedFigure) -> Scope:
        """Return the scope of a figure as its own report gives it."""
        return self._own.get(figure.id) or scope_of(figure)

    def scope(self, figure: ReportedFigure) -> Scope:
        """Return the scope of a figure, completed by what other reports of the same statement give."""
        if figure.id not in self._scopes:
            own = self.dated(figure)
            if own.days_stated and own.place_stated and not figure.statement:
                return self._scopes.setdefault(figure.id, own)
            mates = [(mate, self.own_scope(mate)) for mate in self.mates(figure)]
            self._scopes[figure.id] = complete(figure, own, mates, self.words)
        return self._scopes[figure.id]

    def dated(self, figure: ReportedFigure) -> Scope:
        """Return the scope that a figure's own report gives, its days by its whole where its sentence has none."""
        return self._date_by_whole(figure, self.own_scope(figure))

    def _date_by_whole(self, figure: ReportedFigure, own: Scope) -> Scope:
        """A part of a figure whose days are stated happened in these days, even if its own sentence gives none."""
        whole = self.figures.get(figure.part_of or "")
        if own.days_stated or whole is None:
            return own
        given = self.own_scope(whole)
        inside = given.days_stated and relate_spans(own.span, given.span, own.family) in ("equal", "part")
        return replace(own, days_stated=True) if inside else own

    def scoped(self, figure: ReportedFigure) -> Scoped:
        """Return a figure with its scope."""
        return Scoped(figure, self.scope(figure))

    def mates(self, figure: ReportedFigure) -> tuple[ReportedFigure, ...]:
        """Return the other figures of the same statement, by id."""
        if figure.id not in self._mates:
            own = figure, self.own_scope(figure)
            near = self.index.find_voice(*own) | set(self.index.statements.get(figure.statement or "", ()))
            others = (self.figures[name] for name in sorted(near - {figure.id}))
            self._mates[figure.id] = tuple(
                other for other in others if is_one_statement(own, (other, self.own_scope(other)), self.words)
            )
        return self._mates[figure.id]

    def bounds(self, figure: ReportedFigure) -> Bounds:
        """Return the bounds for a verdict: of one number printed with and without "at least" the weaker stands."""
        if figure.id not in self._bounds:
            wordings = [figure, *(mate for mate in self.mates(figure) if mate.value == figure.value)]
            self._bounds[figure.id] = widen(verdict_bounds(wording) for wording in wordings)
        return self._bounds[figure.id]

    def relate(self, one: ReportedFigure, other: ReportedFigure) -> Relation:
        """Relate two figures on the four axes.

        Figures of one report that both leave out their days, or their place, speak of the same ones.
        """
        declared = self._find_declared(one, other)
        mine, yours = self.own_scope(one), self.own_scope(other)
        if one.source.id != other.source.id:
            return replace(self.words.relate(self.scope(one), self.scope(other)), declared=declared)
        if not (mine.days_stated or yours.days_stated):
            mine, yours = replace(mine, days_stated=True), replace(yours, days_stated=True)
        else:
            mine, yours = self.dated(one), self.dated(other)
        if not (mine.place_stated or yours.place_stated):
            mine, yours = replace(mine, place_stated=True), replace(yours, place_stated=True)
        return replace(self.words.relate(mine, yours), declared=declared)

    def _find_declared(self, one: ReportedFigure, other: ReportedFigure) -> Literal["part", "whole"] | None:
        if self._lies_in(one, other.id):
            return "part"
        return "whole" if self._lies_in(other, one.id) else None

    def _lies_in(self, figure: ReportedFigure, whole: str) -> bool:
        seen: set[str] = set()
        at = figure.part_of
        while at is not None and at not in seen:
            if at == whole:
                return True
            seen.add(at)
            at = self.figures[at].part_of if at in self.figures else None
        return False

    def relate_voices(self, one: ReportedFigure, other: ReportedFigure) -> VoiceWord:
        """Relate two voices; one that passes on this very statement in another report is no second voice."""
        voice = relate_voices(one, other)
        if voice in ("same", "one_repeats_other") or not (one.said.credited and other.said.credited):
            return voice
        carried = self._list_speakers(one) & self._list_speakers(other)
        return "one_repeats_other" if carried else voice

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
        return find_step(self.scoped(earlier), self.scoped(later), self.relate(earlier, later))

    def is_one_statement(self, one: ReportedFigure, other: ReportedFigure) -> bool:
        """Whether the two are one statement in two reports."""
        return is_one_statement((one, self.own_scope(one)), (other, self.own_scope(other)), self.words)

    def share_line(self, one: ReportedFigure, other: ReportedFigure) -> bool:
        """Whether two figures of one topic are one line: one statement, or one voice with one number."""
        if self.is_one_statement(one, other):
            return True
        return self.share_voice(one, other) and not clash(self.bounds(one), self.bounds(other))

    def pair(self, one: ReportedFigure, other: ReportedFigure) -> Pair:
        """Say how two figures relate, whether both can be true, and whether two voices speak.

        One statement comes first, then a later number of one voice, then the scopes. A growing number is a
        ``later_total``; one that falls within the same window is still the ``same`` thing, revised.
        """
        axes, voice = self.relate(one, other), self.relate_voices(one, other)
        if self.is_one_statement(one, other):
            corrects = other.id in (one.corrects,) or one.id in (other.corrects,)
            return Pair("same_statement", "revise" if corrects else "agree", voice, axes)
        for earlier, later in ((one, other), (other, one)):
            step = self.step(earlier, later)
            goes_on = step == "continues" and "total" in (earlier.counting, later.counting)
            if goes_on or step in ("corrects", "revises", "updates"):
                grows = not falls(earlier, later) or axes.when != "equal"
                verdict: Verdict = "agree" if step != "corrects" and earlier.value == later.value else "revise"
                return Pair("later_total" if grows else "same", verdict, voice, axes)
        relation = self._name(one, other, axes)
        return Pair(relation, self.judge(one, other, axes), voice, axes)

    def _name(self, one: ReportedFigure, other: ReportedFigure, axes: Relation) -> PairWord:
        """Name the relation; "two were among" beside "three of four" is some of them, a part of the same scope."""
        if axes.scope == "same" and self.relate_voices(one, other) == "independent":
            if _is_some_of(one, other):
                return "part_of"
            if _is_some_of(other, one):
                return "whole_of"
        return _PAIR_WORDS[axes.scope]

    def judge(self, one: ReportedFigure, other: ReportedFigure, axes: Relation) -> Verdict:
        """Tell whether both can be true. Numbers of which nobody knows whose they are contradict nothing."""
        mine, yours = self.bounds(one), self.bounds(other)
        if axes.scope == "same":
            if clash(mine, yours):
                return "none" if self.relate_voices(one, other) == "unknown" else "exclude"
            return "agree" if agrees(one, other) else "compatible"
        if axes.scope in ("part", "whole"):
            if exceeds(mine, yours) if axes.scope == "part" else exceeds(yours, mine):
                known = self.relate_voices(one, other) != "unknown"
                return "exclude" if known and self.both_stated(one, other) else "none"
            return "compatible"
        if axes.scope == "overlap":
            nested = axes.when != "overlap" or (mine.is_open and yours.is_open)
            return "compatible" if nested or self.relate_voices(one, other) == "same" else "none"
        return "none"

    def both_stated(self, one: ReportedFigure, other: ReportedFigure) -> bool:
        """Whether place and days of both are stated by a report."""
        scopes = self.scope(one), self.scope(other)
        return all(scope.place_stated and scope.days_stated for scope in scopes)

    def find_comparable(self, figure: ReportedFigure) -> list[tuple[ReportedFigure, Relation]]:
        """Return the figures of the same scope, of a part or of a whole, but no copies of the statement, by id."""
        scope = self.scope(figure)
        names = self.index.find_near(scope) - {figure.id, *(mate.id for mate in self.mates(figure))}
        found = []
        for name in sorted(names):
            other = self.figures[name]
            relation = self.relate(figure, other)
            if relation.scope in ("same", "part", "whole"):
                found.append((other, relation))
        return found

    def find_later(self, figure: ReportedFigure) -> tuple[tuple[Step, ReportedFigure], ...]:
        """Return what the same voice gave later, with what it does to this figure; the newest last."""
        if figure.id not in self._later:
            names: set[str] = set()
            for copy in (figure, *self.mates(figure)):
                names |= self.index.find_voice(copy, self.scope(figure)) | set(self.index.corrected.get(copy.id, ()))
                names.update(self.index.find_newest_state(copy, self.scope(figure)))
            others = (self.figures[name] for name in names - {figure.id})
            found = [(step, other) for other in others if (step := self.step(figure, other))]
            found.sort(key=lambda item: (order_of(self.scoped(item[1])), item[1].id))
            self._later[figure.id] = tuple(found)
        return self._later[figure.id]

    def find_earlier(self, figure: ReportedFigure) -> list[ReportedFigure]:
        """Return the numbers of the same voice that this figure replaced, by id."""
        names = self.index.find_voice(figure, self.scope(figure)) | {figure.corrects or ""}
        others = (self.figures[name] for name in sorted(names - {figure.id}) if name in self.figures)
        return [other for other in others if self.step(other, figure) in ("corrects", "revises")]

    def find_sums(self, scope: Scope) -> list[Sum]:
        """Return the sums of parts, one voice each, that count the same as *scope*: 123 fighters and 157 relatives."""
        partitions = list_partitions(scope.group, self.words)
        if not partitions:
            return []
        parts = []
        for name in sorted(self.index.find_near(scope)):
            part = self.scoped(self.figures[name])
            wanted = self.words.relate(replace(part.scope, group=scope.group), scope)
            if part.scope.group != scope.group and wanted.scope == "same":
                parts.append(part)
        return add_parts(parts, partitions)


def order_of(item: Scoped) -> tuple[str, str]:
    """Return the last day and the moment of telling, for sorting; what is not known comes first."""
    day, told = item.scope.span.day, item.figure.told
    return "" if day is None else day.isoformat(), "" if told is None else told.isoformat()


def _is_some_of(some: ReportedFigure, counted: ReportedFigure) -> bool:
    """Whether one only mentions some ("two were among") of what the other gives out of a known whole."""
    return (
        counted.of_total is not None
        and counted.qualifier == "exact"
        and some.of_total is None
        and some.bounds.is_open
        and some.basis != "count"
        and not clash(some.bounds, counted.bounds)
    )
