"""Parts that exclude each other and fill their whole, given by one voice for one day and place, added as one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.compare.bounds import verdict_bounds
from dashboard.compare.scope import Containment
from dashboard.compare.voices import name_voice
from dashboard.records.quantity import Bounds, add_bounds
from dashboard.records.reported import ReportedFigure


@dataclass(frozen=True, slots=True)
class Sum:
    """Figures that may be added; together they count the whole group."""

    figures: tuple[ReportedFigure, ...]
    bounds: Bounds


def find_partition(group: str | None, words: Containment) -> frozenset[str]:
    """Return the groups that exclude each other and fill *group* (fighters and their relatives), or none."""
    if group is None:
        return frozenset()
    parts = frozenset(name for name in words.groups if words.relate_groups(name, group) == "part")
    alike = {words.partitions.get(name) for name in parts}
    return parts if len(parts) > 1 and len(alike) == 1 and None not in alike else frozenset()


def add_parts(parts: Iterable[tuple[str, ReportedFigure]], partition: frozenset[str]) -> list[Sum]:
    """Add what each voice gives for every group of a partition, from one report where there is one that has all."""
    voices: dict[str, dict[str, list[ReportedFigure]]] = defaultdict(lambda: defaultdict(list))
    for group, figure in parts:
        voices[name_voice(figure)][group].append(figure)
    sums = []
    for _, given in sorted(voices.items()):
        if partition <= given.keys():
            choices = [given[group] for group in sorted(partition)]
            shared = set.intersection(*({figure.source.id for figure in figures} for figures in choices))
            chosen = [min(figures, key=lambda f: (f.source.id not in shared, f.source.id, f.id)) for figures in choices]
            sums.append(Sum(tuple(chosen), add_bounds([verdict_bounds(figure) for figure in chosen])))
    return sums
