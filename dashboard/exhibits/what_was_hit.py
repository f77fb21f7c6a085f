"""What was hit: attacks as marks, each so many; and a table of strikes, water, health, rescue and the rest."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.collection.collection import Collection
from dashboard.exhibits.exhibit import Block, Column, Exhibit, Row, Section, Table
from dashboard.exhibits.forms.base import break_lines
from dashboard.exhibits.forms.marks import UnitRow, choose_unit, draw_units
from dashboard.exhibits.forms.qualifiers import point_of
from dashboard.exhibits.forms.table import TwinSection, number_cell, twin_table, what_happened_cell, when_cell, who_cell
from dashboard.exhibits.making import LABEL_LETTERS, Copies, NothingToShow, gather_copies, make_exhibit, name_line
from dashboard.records.reported import ReportedFigure
from dashboard.wording.days import write_window_short
from dashboard.wording.headings import head, name_unit, note_caveats, title_claims, write_span
from dashboard.wording.numbers import start
from dashboard.wording.scopes import name_place
from dashboard.wording.sentences import ROLES

FAMILIES = ("attacks", "facilities")
LEAD_ROLE = "strikes"
MOST_MARKED, MOST_ROWS = 3, 6
FEW = 8  # of more statements, one is drawn and the others stand in words


def what_was_hit(collection: Collection) -> Exhibit:
    """Show attacks, and what they are reported to have damaged, destroyed or put out of service."""
    copies = gather_copies(one for one in collection.figures if one.indicator.family in FAMILIES)
    if not copies:
        raise NothingToShow(head("nothing_hit"))
    ranked = sorted(copies, key=lambda one: _rank(one, collection.whole.story))
    sections = _sort(ranked)
    shown = {heading: found[:MOST_ROWS] for heading, found in sections.items()}
    listed = [one for found in shown.values() for one in found]
    title = title_claims([found[0].figure for found in shown.values()])
    left = len(copies) - len(listed)
    marked = _choose_marked(listed, MOST_MARKED if len(listed) <= FEW else 1)
    rest = {heading: [one for one in found if one not in marked] for heading, found in shown.items()}
    body: list[Block] = _draw_strikes(marked, title)
    if any(rest.values()):
        body.append(_write_table(rest, title))
    return make_exhibit(
        "what_was_hit",
        collection,
        title,
        body,
        [figure for one in listed for figure in one.figures],
        subtitle=write_span([found[0].figure for found in shown.values()]),
        note=note_caveats(found[0].figure for found in shown.values()),
        more=head("rows_left", count=left) if left else None,
    )


def _rank(copies: Copies, story: str | None) -> tuple[bool, bool, int, str]:
    """Order the story's numbers first, wholes before their parts, those of many reports before others."""
    apart = all(figure.source.id != story for figure in copies.figures)
    return apart, copies.figure.part_of is not None, -copies.reports, copies.figure.id


def _sort(copies: Sequence[Copies]) -> dict[str, list[Copies]]:
    """Sort by what was hit: the group's role (water, health, rescue), else the indicator's; attacks come first."""
    sections: dict[str, list[Copies]] = {heading: [] for heading in ROLES.values()}
    for one in copies:
        figure = one.figure
        group = figure.group.role if figure.group else None
        role = group if group in ROLES else figure.indicator.role
        sections.setdefault(ROLES.get(role or "", figure.indicator.label), []).append(one)
    return {heading: found for heading, found in sections.items() if found}


def _choose_marked(copies: Sequence[Copies], most: int) -> list[Copies]:
    """Choose the numbers that are drawn as marks: attacks of one unit on a day or in a night, at most a few."""
    strikes = [one for one in copies if one.figure.indicator.role == LEAD_ROLE and point_of(one.figure)]
    strikes = [one for one in strikes if one.figure.counting == "period"] or strikes[:1]
    return [one for one in strikes if one.figure.indicator == strikes[0].figure.indicator][:most]


def _draw_strikes(copies: Sequence[Copies], title: str) -> list[Block]:
    if not copies:
        return []
    figures = [one.figure for one in copies]
    rows = [UnitRow(_label(one), one.figure) for one in copies]
    each, indicator = choose_unit(figures), figures[0].indicator
    chart = draw_units(rows, indicator.family, each, name_unit(indicator, each))
    return [chart, twin_table([TwinSection(None, figures)], title)]


def _label(copies: Copies) -> str:
    """Name who says so, where and when, each on a line of its own."""
    figure = copies.figure
    told = (name_place(figure.place), start(write_window_short(figure.window)))
    return "<br>".join([name_line(figure, copies.reports), *(break_lines(one, LABEL_LETTERS) for one in told)])


def _write_table(sections: dict[str, list[Copies]], title: str) -> Table:
    columns = (
        Column(head("column_reported"), "number"),
        Column(head("column_what")),
        Column(head("column_when")),
        Column(head("column_who")),
    )
    made = tuple(
        Section(tuple(_write_row(one.figure) for one in found), heading) for heading, found in sections.items() if found
    )
    return Table(columns, made, title)


def _write_row(figure: ReportedFigure) -> Row:
    return Row((number_cell(figure), what_happened_cell(figure), when_cell(figure), who_cell(figure)))
