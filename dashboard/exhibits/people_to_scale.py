"""How many people: large numbers as fields of marks, small ones to the same scale beside them, magnified once."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.collection.collection import Collection
from dashboard.exhibits.exhibit import Cell, Column, Exhibit, Row, Section, Table
from dashboard.exhibits.forms.marks import draw_scale
from dashboard.exhibits.forms.qualifiers import point_of
from dashboard.exhibits.forms.table import number_cell, what_happened_cell, who_cell
from dashboard.exhibits.making import Copies, NothingToShow, gather_copies, make_exhibit
from dashboard.records.reported import ReportedFigure
from dashboard.wording.headings import head, note_caveats, title_claims, write_span
from dashboard.wording.scopes import name_place, write_when

UNIT = "people"
MOST = 5


def people_to_scale(collection: Collection) -> Exhibit:
    """Show one number of each thing that people are counted for: the one that most reports carry."""
    counted = [
        one for one in collection.figures if one.indicator.unit == UNIT and point_of(one) and not one.is_forecast
    ]
    copies = gather_copies(counted)
    chosen = _choose(copies, collection.whole.story)
    if not chosen:
        raise NothingToShow(head("nothing_people"))
    figures = [one.figure for one in chosen]
    title = title_claims(figures)
    columns = (Column(head("column_reported"), "number"), Column(head("column_what")), Column(head("column_who")))
    rows = tuple(Row((number_cell(one), _what(one), who_cell(one))) for one in figures)
    left = len(copies) - len(chosen)
    return make_exhibit(
        "people_to_scale",
        collection,
        title,
        [draw_scale(figures), Table(columns, (Section(rows),), title)],
        figures,
        subtitle=write_span(figures),
        note=note_caveats(figures),
        more=head("scale_more", shown=len(chosen), total=len(copies)) if left else None,
    )


def _what(figure: ReportedFigure) -> Cell:
    what = what_happened_cell(figure)
    return Cell(what.text, sub=f"{name_place(figure.place)}, {write_when(figure, year=False)}")


def _choose(copies: Sequence[Copies], story: str | None) -> list[Copies]:
    """Choose one number for each indicator, of the story where it has one, else of most reports; large first."""
    best: dict[str, Copies] = {}
    ordered = sorted(copies, key=lambda one: _rank(one, story))
    for one in ordered:
        best.setdefault(one.figure.indicator.id, one)
    ranked = sorted(best.values(), key=lambda one: _rank(one, story))[:MOST]
    return sorted(ranked, key=lambda one: -(point_of(one.figure) or 0))


def _rank(copies: Copies, story: str | None) -> tuple[bool, int, bool, float, str]:
    """Order the story's numbers first, then those of most reports, wholes before their parts, the large first."""
    figure = copies.figure
    apart = all(one.source.id != story for one in copies.figures)
    return apart, -copies.reports, figure.part_of is not None, -(point_of(figure) or 0), figure.id
