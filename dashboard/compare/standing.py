"""How a figure stands among the others: one word, the first that holds, with the figures that prove it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from dashboard.compare.relations import REPLACES, Figures, Relations
from dashboard.records.reported import ReportedFigure

# In the order in which they are sought, and listed.
StandingWord = Literal["revised", "updated", "contradicted", "corroborated", "repeated", "one_voice", "not_comparable"]
AlsoWord = Literal["contradicted", "corroborated", "repeated", "continued", "later_state", "compatible", "replaces"]


@dataclass(frozen=True, slots=True)
class Also:
    """What else holds; compatible is another voice's number of the same scope that neither agrees nor clashes."""

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
    others, bounds = _sort_out(relations, figure), relations.bounds(figure)
    sums = (parts for parts, total in relations.find_sums(relations.scope(figure)) if total.excludes(bounds))
    found: dict[str, Figures] = {
        "revised": steps.get("revises", steps.get("corrects", ())),
        "updated": steps.get("updates", ()),
        "contradicted": (*others["exclude"], *(p for parts in sums for p in parts if _can_prove(relations, figure, p))),
        "corroborated": tuple(others["agree"]),
        "repeated": tuple(mate for mate in relations.mates(figure) if mate.source.id != figure.source.id),
        "continued": steps.get("continues", ()),
        "later_state": steps.get("later_state", ()),
        "compatible": tuple(others["compatible"]),
        "replaces": tuple(relations.find_earlier(figure)),
    }
    rest: StandingWord = "one_voice" if relations.scope(figure).days_stated else "not_comparable"
    kind: StandingWord = next((word for word in get_args(StandingWord) if found.get(word)), rest)
    also = tuple(Also(word, found[word]) for word in get_args(AlsoWord) if found[word] and word != kind)
    return Standing(kind, found.get(kind, ()), also)


def _sort_out(relations: Relations, figure: ReportedFigure) -> dict[str, list[ReportedFigure]]:
    """Return the figures of other voices, of the same scope, a part or a whole, that clash, agree, or do neither."""
    found: dict[str, list[ReportedFigure]] = {"exclude": [], "agree": [], "compatible": [], "none": []}
    own = {copy.id for copy in relations.copies(figure)}
    for other in (relations.figures[name] for name in sorted(relations.index.find_near(relations.scope(figure)) - own)):
        axes = relations.relate(figure, other)
        if axes.scope not in ("same", "part", "whole"):
            continue
        verdict = relations.judge(figure, other, axes)
        if verdict == "compatible":
            counts = axes.scope == "same" and not relations.share_voice(figure, other)
        else:
            counts = _can_prove(relations, figure, other)
        if counts:
            found[verdict].append(other)
    return found


def _can_prove(relations: Relations, figure: ReportedFigure, other: ReportedFigure) -> bool:
    """Whether another says something for or against a figure: independent, all stated, not taken back or replaced."""
    stated = relations.scope(figure).stated and relations.scope(other).stated
    replaced = any(step in REPLACES for step, _ in relations.find_later(other))
    named = figure.said.independent and other.said.independent
    return stated and named and not replaced and relations.relate_voices(figure, other) == "independent"
