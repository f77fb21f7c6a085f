"""How a figure stands among the others: one word, the first that holds, with the figures that prove it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dashboard.compare.relations import Figures, Relations
from dashboard.compare.sums import find_sums
from dashboard.records.reported import ReportedFigure

StandingWord = Literal["revised", "updated", "contradicted", "corroborated", "repeated", "one_voice", "not_comparable"]
AlsoWord = Literal["repeated", "corroborated", "contradicted", "continued", "later_state", "compatible", "replaces"]

# What may hold, the first as the standing (of these the first five only), the others as what else holds.
_STANDINGS: tuple[StandingWord, ...] = ("revised", "updated", "contradicted", "corroborated", "repeated")
_ALSO: tuple[AlsoWord, ...] = (
    "contradicted", "corroborated", "repeated", "continued", "later_state", "compatible", "replaces",
)  # fmt: skip


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
    found: dict[str, Figures] = {
        "revised": steps.get("revises", steps.get("corrects", ())),
        "updated": steps.get("updates", ()),
        "contradicted": (*others["exclude"], *_find_clashing_sums(relations, figure)),
        "corroborated": others["agree"],
        "repeated": tuple(mate for mate in relations.mates(figure) if mate.source.id != figure.source.id),
        "continued": steps.get("continues", ()),
        "later_state": steps.get("later_state", ()),
        "compatible": others["compatible"],
        "replaces": tuple(relations.find_earlier(figure)),
    }
    rest: StandingWord = "one_voice" if relations.scope(figure).days_stated else "not_comparable"
    kind = next((kind for kind in _STANDINGS if found[kind]), rest)
    also = tuple(Also(other, found[other]) for other in _ALSO if found[other] and other != kind)
    return Standing(kind, found.get(kind, ()), also)


def _sort_out(relations: Relations, figure: ReportedFigure) -> dict[str, Figures]:
    """Return the figures of other voices that clash, agree, or do neither, by verdict.

    A number that its own voice took back or replaced proves nothing any more.
    """
    found: dict[str, list[ReportedFigure]] = {"exclude": [], "agree": [], "compatible": [], "none": []}
    for other, axes in relations.find_comparable(figure):
        verdict = relations.judge(figure, other, axes)
        if verdict == "compatible":
            counts = axes.scope == "same" and not relations.share_voice(figure, other)
        else:
            stated = relations.scope(figure).stated and relations.scope(other).stated
            counts = stated and relations.are_independent(figure, other) and not relations.is_replaced(other)
        if counts:
            found[verdict].append(other)
    return {verdict: tuple(figures) for verdict, figures in found.items()}


def _find_clashing_sums(relations: Relations, figure: ReportedFigure) -> Figures:
    """Return the parts whose sum, of an independent voice, clashes with the figure."""
    sums = find_sums(relations, relations.scope(figure))
    clashing = (parts for parts, total in sums if total.excludes(relations.bounds(figure)))
    return tuple(part for parts in clashing for part in parts if relations.are_independent(figure, part))
