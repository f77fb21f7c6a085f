"""How a figure stands among the others: one word, the first that holds, with the figures that prove it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import chain
from typing import Literal, NamedTuple, get_args

from dashboard.compare.bounds import verdict_bounds
from dashboard.compare.relations import REPLACES, Figures, Group, Relations
from dashboard.compare.voices import name_voice
from dashboard.records.quantity import add_bounds
from dashboard.records.reported import ReportedFigure

# In the order in which they are sought, and listed.
StandingWord = Literal["revised", "updated", "contradicted", "corroborated", "repeated", "one_voice", "not_comparable"]
AlsoWord = Literal["contradicted", "corroborated", "repeated", "continued", "later_state", "compatible", "replaces"]


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
    others, bounds = _sort_out(relations, figure), relations.bounds(figure)
    sums = [
        parts for parts in _list_parts(relations, figure) if add_bounds([*map(verdict_bounds, parts)]).excludes(bounds)
    ]
    found: dict[str, Figures] = {
        "revised": steps.get("revises", steps.get("corrects", ())),
        "updated": steps.get("updates", ()),
        "contradicted": (*others["exclude"], *chain(*sums)),
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
        if verdict == "compatible":
            counts = axes.scope == "same" and not relations.share_voice(figure, other)
        else:
            counts = _can_prove(relations, figure, other)
        if counts:
            found[verdict].append(other)
    return found


def _list_parts(relations: Relations, figure: ReportedFigure) -> list[Group]:
    """Return of each independent voice the parts that exclude each other and fill what the figure counts."""
    scope = relations.scope(figure)
    groups, given = relations.words.list_parts(scope.group), defaultdict[str, dict[str | None, ReportedFigure]](dict)
    for other in relations.find_near(scope) if groups else ():
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
