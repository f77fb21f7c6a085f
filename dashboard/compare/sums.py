"""Parts that exclude each other and fill their whole, given by one voice for one day and place, added as one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from dashboard.compare.bounds import verdict_bounds
from dashboard.compare.relations import Figures, Relations
from dashboard.compare.scope import Scope
from dashboard.compare.voices import name_voice
from dashboard.records.quantity import Bounds, add_bounds
from dashboard.records.reported import ReportedFigure


def find_sums(relations: Relations, scope: Scope) -> list[tuple[Figures, Bounds]]:
    """Return the parts of each voice that count the same as *scope*, and their sum: 123 fighters and 157 relatives."""
    groups, words = relations.words.list_parts(scope.group), relations.words
    voices: dict[str, dict[str | None, ReportedFigure]] = defaultdict(dict)
    for name in sorted(relations.index.find_near(scope)) if groups else ():
        figure = relations.figures[name]
        part = relations.scope(figure)
        if part.group in groups and words.relate(replace(part, group=scope.group), scope).scope == "same":
            voices[name_voice(figure)].setdefault(part.group, figure)
    sums = [
        tuple(parts[group] for group in sorted(groups)) for _, parts in sorted(voices.items()) if groups <= {*parts}
    ]
    return [(parts, add_bounds([verdict_bounds(part) for part in parts])) for parts in sums]
