"""What is left of the rescue service: its centres as marks, whose and by when; its people and deeds in words."""

from __future__ import annotations

from dashboard.collection.collection import Collection
from dashboard.exhibits.exhibit import Block, Column, Exhibit, Row, Section, Table
from dashboard.exhibits.forms.base import break_lines
from dashboard.exhibits.forms.marks import UnitRow, draw_units
from dashboard.exhibits.forms.table import number_cell, what_happened_cell, when_cell, who_cell
from dashboard.exhibits.making import LABEL_LETTERS, Copies, NothingToShow, gather_copies, make_exhibit
from dashboard.wording.headings import head, note_caveats, title_claims, write_whose
from dashboard.wording.numbers import start

ROLE = "rescue"
MOST_ROWS = 5


def rescue_service(collection: Collection) -> Exhibit:
    """Show what is counted of a rescue service: of a known whole first, then by the number of reports."""
    figures = [
        figure
        for figure in collection.figures
        if (figure.group and figure.group.role == ROLE) or figure.indicator.role == ROLE
    ]
    copies = sorted(gather_copies(figures), key=_rank)
    if not copies:
        raise NothingToShow(head("nothing_rescue"))
    marked = _choose_marked(copies)
    title = title_claims([one.figure for one in marked] or [copies[0].figure])
    body: list[Block] = []
    if marked:
        body.append(draw_units([_draw_row(one) for one in marked], marked[0].figure.indicator.family))
    columns = (
        Column(head("column_reported"), "number"),
        Column(head("column_what")),
        Column(head("column_when")),
        Column(head("column_who")),
    )
    rows = tuple(
        Row((number_cell(f), what_happened_cell(f), when_cell(f), who_cell(f))) for f in (one.figure for one in copies)
    )
    body.append(Table(columns, (Section(rows),), title, twin=len(marked) == len(copies)))
    return make_exhibit(
        "rescue_service",
        collection,
        title,
        body,
        [figure for one in copies for figure in one.figures],
        subtitle=write_whose(marked[0].figure) if marked else None,
        note=note_caveats(one.figure for one in (marked or copies)),
    )


def _rank(copies: Copies) -> tuple[bool, int, bool, str]:
    figure = copies.figure
    return figure.of_total is None, -copies.reports, figure.part_of is not None, figure.id


def _choose_marked(copies: list[Copies]) -> list[Copies]:
    """Choose the numbers of one group of things that are drawn as marks, one for each thing that is said of them."""
    things = [one for one in copies if one.figure.group and one.figure.group.unit != "people" and one.figure.value]
    chosen: dict[str, Copies] = {}
    for one in things:
        if one.figure.group == things[0].figure.group:
            chosen.setdefault(one.figure.indicator.id, one)
    return list(chosen.values())[:MOST_ROWS]


def _draw_row(copies: Copies) -> UnitRow:
    indicator = copies.figure.indicator
    return UnitRow(break_lines(start(indicator.phrase or indicator.label), LABEL_LETTERS), copies.figure)
