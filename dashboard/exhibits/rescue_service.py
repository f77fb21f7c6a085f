"""What is left of the rescue service: its centres as marks, whose and by when; its people and deeds in words."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.collection.collection import Collection
from dashboard.exhibits.exhibit import Block, Section, Table
from dashboard.exhibits.forms.base import break_lines
from dashboard.exhibits.forms.marks import draw_units
from dashboard.exhibits.forms.table import FIGURE_COLUMNS, figure_row
from dashboard.exhibits.making import LABEL_LETTERS, Copies, Draft, NothingToShow, gather_copies, list_figures
from dashboard.records.reported import ReportedFigure
from dashboard.wording.headings import head, note_caveats, title_claims, write_whose
from dashboard.wording.numbers import start

ROLE = "rescue"
MOST_ROWS = 5


def rescue_service(collection: Collection) -> Draft:
    """Show what is counted of a rescue service: of a known whole first, then by the number of reports."""

    def rank(copies: Copies) -> tuple[bool, int, bool, str]:
        figure = copies.figure
        return figure.of_total is None, -copies.reports, figure.part_of is not None, figure.id

    found = (one for one in collection.figures if ROLE in (one.group and one.group.role, one.indicator.role))
    copies = sorted(gather_copies(found), key=rank)
    if not copies:
        raise NothingToShow(head("nothing_rescue"))
    marked = _choose_marked([one.figure for one in copies])
    title, body = title_claims(marked or [copies[0].figure]), list[Block]()
    if marked:
        rows = [(break_lines(start(one.indicator.phrase or one.indicator.label), LABEL_LETTERS), one) for one in marked]
        body.append(draw_units(rows, marked[0].indicator.family))
    section = Section(tuple(figure_row(one.figure) for one in copies))
    body.append(Table(FIGURE_COLUMNS, (section,), title, twin=len(marked) == len(copies)))
    subtitle, note = write_whose(marked[0]) if marked else None, note_caveats(marked or [one.figure for one in copies])
    return Draft(title, body, list_figures(copies), subtitle, note)


def _choose_marked(figures: Sequence[ReportedFigure]) -> list[ReportedFigure]:
    """Choose the numbers of one group of things that are drawn as marks, one for each thing that is said of them."""
    things = [one for one in figures if one.group and one.group.unit != "people" and one.value]
    chosen: dict[str, ReportedFigure] = {}
    for one in things:
        if one.group == things[0].group:
            chosen.setdefault(one.indicator.id, one)
    return list(chosen.values())[:MOST_ROWS]
