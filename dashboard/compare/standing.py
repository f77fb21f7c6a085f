"""How a figure stands among the others: one word, the first that holds, with the figures that prove it.

- revised: the same voice later gave another number for strictly the same scope, or took this one back by name.
- updated: a running total, or a count since a day, that the same voice later raised.
- contradicted: an independent voice's number for strictly the same scope clashes with it, or a part exceeds its whole.
- corroborated: an independent named voice gives the same number for strictly the same scope.
- repeated: other reports carry the same voice's number.
- not_comparable: none of these, and its days are not stated.
- one_voice: none of these.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from dashboard.compare.bounds import agrees, clash, exceeds
from dashboard.compare.relations import Relations
from dashboard.records.reported import ReportedFigure

StandingWord = Literal["revised", "updated", "contradicted", "corroborated", "repeated", "one_voice", "not_comparable"]
AlsoWord = Literal["repeated", "corroborated", "contradicted", "continued", "later_state", "compatible", "replaces"]
Figures = tuple[ReportedFigure, ...]


@dataclass(frozen=True, slots=True)
class Also:
    """What else holds beside the standing.

    continued: a longer window of the same voice. later_state: the same state on a later day. compatible: another
    voice's figure of strictly the same scope that neither agrees nor clashes. replaces: what this figure revised.
    """

    kind: AlsoWord
    figures: Figures


@dataclass(frozen=True, slots=True)
class Standing:
    """One word, the figures that prove it by id (of a revision the newest alone), and what else holds."""

    kind: StandingWord
    proofs: Figures
    also: tuple[Also, ...] = ()


def find_standing(relations: Relations, figure: ReportedFigure) -> Standing:
    """Return the standing of *figure* among all figures of *relations*."""
    later = relations.find_later(figure)
    found: list[tuple[StandingWord, Figures]] = [
        ("revised", _newest(other for step, other in later if step in ("corrects", "revises"))),
        ("updated", _newest(other for step, other in later if step == "updates")),
        ("contradicted", _find_contradictions(relations, figure)),
        ("corroborated", _find_agreeing(relations, figure)),
        ("repeated", _find_carried(relations, figure)),
    ]
    held = [(kind, proofs) for kind, proofs in found if proofs]
    also = [Also(kind, proofs) for kind, proofs in held[1:] if kind not in ("revised", "updated")]  # type: ignore[arg-type]
    also += _find_rest(relations, figure)
    if held:
        return Standing(held[0][0], held[0][1], tuple(also))
    stated = relations.scope(figure).days_stated
    return Standing("one_voice" if stated else "not_comparable", (), tuple(also))


def _newest(figures: Iterable[ReportedFigure]) -> Figures:
    return tuple(list(figures)[-1:])


def _find_contradictions(relations: Relations, figure: ReportedFigure) -> Figures:
    """Return what clashes: the same scope of an independent voice, a part above its whole, a sum of parts."""
    found = [other for other in relations.find_related(figure) if _contradicts(relations, figure, other)]
    for total in relations.find_sums(relations.scope(figure)):
        independent = relations.are_independent(figure, total.figures[0])
        if independent and clash(relations.bounds(figure), total.bounds):
            found += total.figures
    return tuple(other for other in found if not _is_replaced(relations, other))


def _contradicts(relations: Relations, figure: ReportedFigure, other: ReportedFigure) -> bool:
    if not relations.both_stated(figure, other) or not relations.are_independent(figure, other):
        return False
    mine, yours, scope = relations.bounds(figure), relations.bounds(other), relations.relate(figure, other).scope
    if scope == "same":
        return clash(mine, yours)
    return (scope == "part" and exceeds(mine, yours)) or (scope == "whole" and exceeds(yours, mine))


def _is_replaced(relations: Relations, figure: ReportedFigure) -> bool:
    """Whether its voice has given another number instead, so that it proves nothing any more."""
    return any(step in ("corrects", "revises") for step, _ in relations.find_later(figure))


def _find_agreeing(relations: Relations, figure: ReportedFigure) -> Figures:
    return tuple(
        other
        for other in relations.find_related(figure)
        if agrees(figure, other)
        and relations.are_independent(figure, other)
        and relations.relate(figure, other).scope == "same"
        and not _is_replaced(relations, other)
    )


def _find_carried(relations: Relations, figure: ReportedFigure) -> Figures:
    """Return the same voice's number in other reports."""
    return tuple(mate for mate in relations.mates(figure) if mate.source.id != figure.source.id)


def _find_rest(relations: Relations, figure: ReportedFigure) -> list[Also]:
    later = relations.find_later(figure)
    related = relations.find_related(figure)
    rest: list[tuple[AlsoWord, Figures]] = [
        ("continued", _newest(other for step, other in later if step == "continues")),
        ("later_state", _newest(other for step, other in later if step == "later_state")),
        ("compatible", tuple(other for other in related if _is_beside(relations, figure, other))),
        ("replaces", tuple(other for other in related if relations.step(other, figure) in ("corrects", "revises"))),
    ]
    return [Also(kind, figures) for kind, figures in rest if figures]


def _is_beside(relations: Relations, figure: ReportedFigure, other: ReportedFigure) -> bool:
    pair = relations.pair(figure, other)
    return (
        pair.axes.scope == "same" and pair.verdict == "compatible" and pair.voice not in ("same", "one_repeats_other")
    )
