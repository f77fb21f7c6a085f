"""What was hit: attacks as marks, each so many; and a table of strikes, water, health, rescue and the rest."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.collection.collection import Collection
from dashboard.exhibits.exhibit import Block, Section, Table
from dashboard.exhibits.forms.base import break_lines
from dashboard.exhibits.forms.marks import choose_unit, draw_units
from dashboard.exhibits.forms.qualifiers import point_of
from dashboard.exhibits.forms.table import FIGURE_COLUMNS, figure_row, twin_table
from dashboard.exhibits.making import (
    LABEL_LETTERS,
    Copies,
    Draft,
    NothingToShow,
    gather_copies,
    list_figures,
    name_line,
)
from dashboard.wording.days import write_window_short
from dashboard.wording.headings import head, name_unit, note_caveats, title_claims, write_span
from dashboard.wording.numbers import start
from dashboard.wording.scopes import name_place
from dashboard.wording.sentences import ROLES

FAMILIES = ("attacks", "facilities")
LEAD_ROLE = "strikes"
MOST_MARKED, MOST_ROWS = 3, 6
FEW = 8  # of more statements, one is drawn and the others stand in words


def what_was_hit(collection: Collection) -> Draft:
    """Show attacks, and what they are reported to have damaged, destroyed or put out of service."""

    def rank(one: Copies) -> tuple[bool, bool, int, str]:
        apart = all(figure.source.id != collection.whole.story for figure in one.figures)
        return apart, one.figure.part_of is not None, -one.reports, one.figure.id

    copies = sorted(gather_copies(one for one in collection.figures if one.indicator.family in FAMILIES), key=rank)
    if not copies:
        raise NothingToShow(head("nothing_hit"))
    shown = {heading: found[:MOST_ROWS] for heading, found in _sort(copies).items()}
    listed, first = [one for found in shown.values() for one in found], [found[0].figure for found in shown.values()]
    title, body = title_claims(first), list[Block]()
    marked = _choose_marked(listed, MOST_MARKED if len(listed) <= FEW else 1)
    if marked:
        figures, indicator = [one.figure for one in marked], marked[0].figure.indicator
        each = choose_unit(figures)
        rows = [(_label(one), one.figure) for one in marked]
        body.append(draw_units(rows, indicator.family, each, name_unit(indicator, each)))
        body.append(twin_table([(None, figures)], title))
    rest = {heading: [figure_row(one.figure) for one in found if one not in marked] for heading, found in shown.items()}
    sections = tuple(Section(tuple(found), heading) for heading, found in rest.items() if found)
    if sections:
        body.append(Table(FIGURE_COLUMNS, sections, title))
    left = len(copies) - len(listed)
    return Draft(title, body, list_figures(listed), write_span(first), note_caveats(first), left=left)


def _sort(copies: Sequence[Copies]) -> dict[str, list[Copies]]:
    """Sort by what was hit: the group's role (water, health, rescue), else the indicator's; attacks come first."""
    sections: dict[str, list[Copies]] = {heading: [] for heading in ROLES.values()}
    for one in copies:
        indicator, group = one.figure.indicator, one.figure.group
        role = group.role if group and group.role in ROLES else indicator.role
        sections.setdefault(ROLES.get(role or "", indicator.label), []).append(one)
    return {heading: found for heading, found in sections.items() if found}


def _choose_marked(copies: Sequence[Copies], most: int) -> list[Copies]:
    """Choose the numbers that are drawn as marks: attacks of one unit on a day or in a night, at most a few."""
    strikes = [one for one in copies if one.figure.indicator.role == LEAD_ROLE and point_of(one.figure)]
    strikes = [one for one in strikes if one.figure.counting == "period"] or strikes[:1]
    return [one for one in strikes if one.figure.indicator == strikes[0].figure.indicator][:most]


def _label(copies: Copies) -> str:
    """Name who says so, where and when, each on a line of its own."""
    place, when = name_place(copies.figure.place), start(write_window_short(copies.figure.window))
    told = "\n".join(break_lines(one, LABEL_LETTERS) for one in (place, when))
    return f"{name_line(copies.figure, copies.reports)}\n{told}"
