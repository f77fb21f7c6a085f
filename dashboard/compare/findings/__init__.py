"""One honest sentence about a figure among the others, derived from the tables, with the figures that support it."""

from __future__ import annotations

from dashboard.compare.findings.case import Case, Finding
from dashboard.compare.findings.main import MAIN
from dashboard.compare.findings.traps import TRAPS
from dashboard.compare.index import index_of
from dashboard.compare.peers import find_peers
from dashboard.compare.standing import gather_evidence, judge
from dashboard.compare.words import start_sentence
from dashboard.tables import Tables

__all__ = ["Finding", "how_it_compares", "list_findings"]


def how_it_compares(figure_id: str, tables: Tables) -> Finding:
    """Return one sentence on how a figure compares, with the ids of the figures it rests on.

    The sentence has the first finding of :data:`MAIN` that holds, and behind it those of :data:`TRAPS`: the same
    number in another meaning, another period for the same number. Raises :class:`CompareError` for an unknown id.
    """
    found = list_findings(figure_id, tables)
    ids = dict.fromkeys(one for finding in found for one in finding.figures)
    sentence = "; ".join(finding.sentence for finding in found)
    return Finding(found[0].kind, f"{start_sentence(sentence)}.", tuple(ids))


def list_findings(figure_id: str, tables: Tables) -> list[Finding]:
    """Return the main finding of a figure and the traps around it, each as a clause without a full stop."""
    index = index_of(tables)
    at = index.find(figure_id)
    figure = index.account(at)
    case = Case(index, figure, judge(gather_evidence(index, at)), find_peers(index, figure))
    main = next(finding for finder in MAIN if (finding := finder(case)))
    return [main, *(finding for finder in TRAPS if (finding := finder(case)))]
