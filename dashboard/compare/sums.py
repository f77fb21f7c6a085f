"""Parts that exclude each other and fill their whole, given by one voice for one day and place, added as one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.compare.bounds import verdict_bounds
from dashboard.compare.scope import Containment
from dashboard.compare.succession import Scoped
from dashboard.compare.voices import name_voice
from dashboard.records.quantity import Bounds, add_bounds
from dashboard.records.reported import ReportedFigure


@dataclass(frozen=True, slots=True)
class Sum:
    """Figures that may be added, in the order of their ids; together they count the whole group."""

    figures: tuple[ReportedFigure, ...]
    bounds: Bounds


def list_partitions(group: str | None, words: Containment) -> list[frozenset[str]]:
    """Return the sets of groups that exclude each other and fill *group* (fighters and their relatives)."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, partition in words.partitions.items():
        if partition is not None and group is not None and words.relate_groups(name, group) == "part":
            found[partition].add(name)
    return [frozenset(parts) for parts in found.values() if len(parts) > 1 and _fills(parts, group, words)]


def _fills(parts: set[str], group: str | None, words: Containment) -> bool:
    """Whether the parts lie directly in the group and in no wider set that has other parts."""
    others = {name for name in words.groups if words.relate_groups(name, group) == "part"}
    return others == parts


def add_parts(parts: Iterable[Scoped], partitions: list[frozenset[str]]) -> list[Sum]:
    """Add what each voice gives for every group of a partition, the parts from one report where there is one."""
    by_voice: dict[str, dict[str, list[ReportedFigure]]] = defaultdict(lambda: defaultdict(list))
    for part in parts:
        if part.scope.group is not None:
            by_voice[name_voice(part.figure)][part.scope.group].append(part.figure)
    sums = []
    for _, given in sorted(by_voice.items()):
        for groups in partitions:
            if groups <= given.keys():
                sums.append(_add([given[name] for name in sorted(groups)]))
    return sums


def _add(choices: list[list[ReportedFigure]]) -> Sum:
    shared = set.intersection(*({figure.source.id for figure in figures} for figures in choices))
    chosen = [
        min(figures, key=lambda figure: (figure.source.id not in shared, figure.source.id, figure.id))
        for figures in choices
    ]
    return Sum(tuple(chosen), add_bounds([verdict_bounds(figure) for figure in chosen]))
