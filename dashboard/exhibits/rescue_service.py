"""What is left of the rescue service: its centres as marks, whose and by when; its people and deeds in words."""

from __future__ import annotations

from dashboard.collection.collection import Collection
from dashboard.exhibits.exhibit import Block, Section, Table
from dashboard.exhibits.forms.base import break_lines
from dashboard.exhibits.forms.marks import draw_units
from dashboard.exhibits.forms.table import FIGURE_COLUMNS, figure_row
from dashboard.exhibits.making import LABEL_LETTERS, Copies, Draft, NothingToShow, gather_copies, list_figures
from dashboard.records.model import Indicator
from dashboard.wording.headings import head, note_caveats, title_claims, write_whose
from dashboard.wording.numbers import start

ROLE = "rescue"
MOST_ROWS = 5


def rescue_service(collection: Collection) -> Draft:
    """Show what is counted of a rescue service: of a known whole first, then by the number of reports."""
    copies = gather_copies(
        one for one in collection.figures if ROLE in (one.group and one.group.role, one.indicator.role)
    )
    if not copies:
        raise NothingToShow(head("nothing_rescue"))
    copies.sort(key=_rank)
    marked = _choose_marked(copies)
    figures = [one.figure for one in marked]
    title, body = title_claims(figures or [copies[0].figure]), list[Block]()
    if marked:
        body.append(draw_units([(_label(one.indicator), one) for one in figures], figures[0].indicator.family))
    rows = tuple(figure_row(one.figure) for one in copies)
    body.append(Table(FIGURE_COLUMNS, (Section(rows),), title, twin=len(marked) == len(copies)))
    subtitle = write_whose(figures[0]) if figures else None
    note = note_caveats(figures or [one.figure for one in copies])
    return Draft(title, body, list_figures(copies), subtitle, note)


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


def _label(indicator: Indicator) -> str:
    return break_lines(start(indicator.phrase or indicator.label), LABEL_LETTERS)
