"""What is contradicted? Statements that contradict each other side by side, the others after them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.charts.base import ChartError, ChartKind, Look, SourcedChart
from dashboard.charts.claims.cards import draw_claims
from dashboard.charts.told import cite, credit, name_reports
from dashboard.charts.words import end_sentence
from dashboard.days import write_window
from dashboard.notes import count_words, name_speaker, write_short_note
from dashboard.tables import Tables

ID = "claims"
QUESTION = "What is contradicted?"

Claim = Mapping[str, Any]


def build(tables: Tables, look: Look) -> SourcedChart:
    """Draw every statement of ``Tables.statements``: pairs that contradict each other as cards, the others as a list.

    Raises :class:`ChartError` where there is no statement or a picture is too small for all pairs.
    """
    if tables.statements.empty:
        raise ChartError("no statement: choose other sources or loosen the filter")
    table = credit(tables.statements, tables)
    claims = {row["id"]: row for row in table.to_dict("records")}
    pairs = find_pairs(claims)
    paired = {claim["id"] for pair in pairs for claim in pair}
    others = [claim for claim in claims.values() if claim["id"] not in paired]
    chart, min_width = draw_claims(pairs, others, look)
    return SourcedChart(
        id=ID,
        question=QUESTION,
        title=_write_title(pairs, len(claims)),
        subtitle=_write_subtitle(pairs, len(others), tables),
        chart=chart,
        alt=_write_alt(pairs, others),
        figures=(),
        sources=cite(tables.described.iloc[:0], statements=table),
        note="Statements are claims in our own words; none of them was checked. "
        "That nobody here contradicts one does not make it true.",
        min_width=min_width,
    )


def find_pairs(claims: Mapping[str, Claim]) -> list[tuple[Claim, Claim]]:
    """Return each two statements of which one contradicts the other, once, in the order of the table.

    A statement that contradicts one which is not among *claims* has no pair.
    """
    pairs: dict[frozenset[str], tuple[Claim, Claim]] = {}
    for claim in claims.values():
        if claim["contradicts"] in claims:
            other = claims[claim["contradicts"]]
            pairs.setdefault(frozenset((claim["id"], other["id"])), (claim, other))
    return list(pairs.values())


def _write_title(pairs: Sequence[tuple[Claim, Claim]], total: int) -> str:
    if not pairs:
        return f"None of {count_words(total, 'statement', 'statements')} is contradicted by another"
    topics = list(dict.fromkeys(_name_topic(pair[0]) for pair in pairs))
    if len(topics) > 2:
        topics = list(dict.fromkeys(pair[0]["topic"] for pair in pairs))
    return f"Contradicted: {'; '.join(topics)}"


def _name_topic(claim: Claim) -> str:
    where = "" if pd.isna(claim["place_name"]) else f" in {claim['place_name']}"
    dated = not (pd.isna(claim["date_start"]) and pd.isna(claim["date_end"]))
    when = f", {write_window(claim['date_start'], claim['date_end'])}" if dated else ""
    return f"{claim['topic']}{where}{when}"


def _write_subtitle(pairs: Sequence[tuple[Claim, Claim]], others: int, tables: Tables) -> str:
    said = f"Statements carried by {name_reports(tables)}"
    if len(pairs) == 1:
        one, other = (name_speaker(claim) for claim in pairs[0])
        said = f"{one} against {other}"
        said = said[0].upper() + said[1:]
    return f"{said}; {count_words(others, 'other statement', 'other statements')}" if others and pairs else said


def _write_alt(pairs: Sequence[tuple[Claim, Claim]], others: Sequence[Claim]) -> str:
    told = [f"Contradiction: {_tell(one)} Against: {_tell(other)}" for one, other in pairs]
    told += [f"Not contradicted here: {_tell(claim)}" for claim in others]
    return " ".join([QUESTION, *told])


def _tell(claim: Claim) -> str:
    return f"{_name_topic(claim)}: {end_sentence(claim['summary'])} ({write_short_note(claim)})."


KIND = ChartKind(ID, QUESTION, build, lambda tables: not tables.statements.empty)
