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

from dataclasses import dataclass
from typing import Literal

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
    steps = {step: (other,) for step, other in relations.find_later(figure)}
    others = _sort_out(relations, figure)
    found: dict[StandingWord, Figures] = {
        "revised": steps.get("revises", steps.get("corrects", ())),
        "updated": steps.get("updates", ()),
        "contradicted": (*others["exclude"], *_find_clashing_sums(relations, figure)),
        "corroborated": others["agree"],
        "repeated": tuple(mate for mate in relations.mates(figure) if mate.source.id != figure.source.id),
    }
    held = [kind for kind, proofs in found.items() if proofs]
    rest: dict[AlsoWord, Figures] = {
        "contradicted": found["contradicted"],
        "corroborated": found["corroborated"],
        "repeated": found["repeated"],
        "continued": steps.get("continues", ()),
        "later_state": steps.get("later_state", ()),
        "compatible": others["compatible"],
        "replaces": tuple(relations.find_earlier(figure)),
    }
    also = tuple(Also(kind, figures) for kind, figures in rest.items() if figures and kind not in held[:1])
    if held:
        return Standing(held[0], found[held[0]], also)
    return Standing("one_voice" if relations.scope(figure).days_stated else "not_comparable", (), also)


def _sort_out(relations: Relations, figure: ReportedFigure) -> dict[str, Figures]:
    """Return the figures of other voices that clash, agree, or do neither, by verdict.

    A number that its own voice took back or replaced proves nothing any more.
    """
    found: dict[str, list[ReportedFigure]] = {"exclude": [], "agree": [], "compatible": []}
    for other, axes in relations.find_comparable(figure):
        verdict = relations.judge(figure, other, axes)
        if verdict == "compatible":
            counts = axes.scope == "same" and not relations.share_voice(figure, other)
        else:
            stated = relations.scope(figure).stated and relations.scope(other).stated
            counts = stated and relations.are_independent(figure, other) and not relations.is_replaced(other)
        if counts and verdict in found:
            found[verdict].append(other)
    return {verdict: tuple(figures) for verdict, figures in found.items()}


def _find_clashing_sums(relations: Relations, figure: ReportedFigure) -> Figures:
    """Return the parts whose sum, of an independent voice, clashes with the figure."""
    sums = [
        one for one in relations.find_sums(relations.scope(figure)) if one.bounds.excludes(relations.bounds(figure))
    ]
    return tuple(part for one in sums for part in one.figures if relations.are_independent(figure, part))
