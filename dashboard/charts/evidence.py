"""How good is each figure's footing? Each figure beside what is known of its speaker, its basis, its day and place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from dashboard.charts import words
from dashboard.charts.base import ChartError, ChartKind, Look, SourcedChart, hover_text, source_lines
from dashboard.charts.grid import Cell, Row, draw_grid
from dashboard.charts.told import name_figure, name_reports, write_days
from dashboard.notes import count_words
from dashboard.tables import Tables

ID = "evidence"
QUESTION = "How good is each figure's footing?"

YES, PART, NO = "yes", "part", "no"
# A grade is told by its symbol, its word and how dark the cell is, never by a colour.
_SYMBOLS = {YES: "full", PART: "part", NO: "empty"}
_TINTS = {YES: 0.3, PART: 0.13, NO: 0.0}

_NO_INSTITUTION = ("resident", "footage", "publisher")
_BASIS = {"count": (YES, "counted"), "estimate": (PART, "estimated"), "statement": (NO, "just said")}

Judgement = tuple[str, str]


def judge_speaker(row: Mapping[str, Any]) -> Judgement:
    """Is the speaker named?"""
    return _plainly(YES if row["speaker_named"] else NO)


def judge_institution(row: Mapping[str, Any]) -> Judgement:
    """Does an institution say so? Somebody of one whom the source does not name is a part."""
    if row["speaker_type"] in _NO_INSTITUTION:
        return _plainly(NO)
    return _plainly(YES if row["speaker_named"] else PART)


def judge_carrier(row: Mapping[str, Any]) -> Judgement:
    """Did an agency or broadcaster carry it to the publisher?"""
    return _plainly(NO if pd.isna(row["via"]) else YES)


def judge_basis(row: Mapping[str, Any]) -> Judgement:
    """Was it counted, estimated, or just said?"""
    return _BASIS[row["basis"]]


def judge_day(row: Mapping[str, Any]) -> Judgement:
    """Is the day known? UCDP GED date_prec: 1 is the exact day, 2 and 3 are within a week."""
    if pd.isna(row["date_start"]) and pd.isna(row["date_end"]):
        return _plainly(NO)
    return _plainly({1: YES, 2: PART, 3: PART}.get(int(row["date_precision"]), NO))


def judge_place(row: Mapping[str, Any]) -> Judgement:
    """Is the place known? UCDP GED where_prec: 1 and 2 are a point or a town, 3 and 4 a wider area."""
    return _plainly({1: YES, 2: YES, 3: PART, 4: PART}.get(int(row["place_precision"]), NO))


def _plainly(grade: str) -> Judgement:
    return grade, grade


CRITERIA: dict[str, Callable[[Mapping[str, Any]], Judgement]] = {
    "Speaker named?": judge_speaker,
    "An institution?": judge_institution,
    "Via an agency?": judge_carrier,
    "Counted?": judge_basis,
    "Day known?": judge_day,
    "Place known?": judge_place,
}


def build(tables: Tables, look: Look) -> SourcedChart:
    """Draw a row for each figure of ``Tables.described``, a column for each of ``CRITERIA``.

    Raises :class:`ChartError` where there is no figure or a picture is too small for all of them.
    """
    if tables.figures.empty:
        raise ChartError("no figure to judge: choose other sources or loosen the filter")
    table = tables.described
    rows = table.assign(place_precision=table["place"].map(tables.places.set_index("id")["place_precision"]))
    rows = rows.to_dict("records")
    chart, min_width = draw_grid([_make_row(row, look) for row in rows], list(CRITERIA), look)
    return SourcedChart(
        id=ID,
        question=QUESTION,
        title=_write_title(rows),
        subtitle=f"The figures that {name_reports(tables)} {_verb(tables)}, and what is known of each",
        chart=chart,
        alt=" ".join([QUESTION, *(_tell(row) for row in rows)]),
        figures=tuple(table["id"]),
        sources=source_lines(table),
        note="Part: somebody of an institution who is not named, an estimate, a day known to within a week, "
        "or an area wider than a town. That an agency carried a figure does not make it another count.",
        min_width=min_width,
    )


def _verb(tables: Tables) -> str:
    return "gives" if len(tables.sources) == 1 else "give"


def _make_row(row: Mapping[str, Any], look: Look) -> Row:
    judged = [judge(row) for judge in CRITERIA.values()]
    cells = tuple(
        Cell(
            at,
            word,
            symbol=_SYMBOLS[grade],
            colour=look.palette.hatch,
            tint=_TINTS[grade],
            muted=grade == NO,
            target=row["id"],
            hover=hover_text(row),
        )
        for at, (grade, word) in enumerate(judged)
    )
    return Row(name_figure(row), cells, detail=f"{row['place_name']}, {write_days(row)}", strong=row["written"])


def _write_title(rows: list[dict[str, Any]]) -> str:
    named = sum(bool(row["speaker_named"]) for row in rows)
    counted = sum(row["basis"] == "count" for row in rows)
    first = f"The speaker is named for {named or 'none'} of {count_words(len(rows), 'figure', 'figures')}"
    last = {0: "none is given as a count", 1: "1 is given as a count"}.get(counted, f"{counted} are given as counts")
    return f"{first}; {last}"


def _tell(row: Mapping[str, Any]) -> str:
    judged = (f"{question.rstrip('?').lower()}: {judge(row)[1]}" for question, judge in CRITERIA.items())
    return f"{words.say_figure(row)} {'; '.join(judged).capitalize()}."


KIND = ChartKind(ID, QUESTION, build, lambda tables: not tables.figures.empty)
