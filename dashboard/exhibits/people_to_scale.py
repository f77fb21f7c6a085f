"""How many people: large numbers as fields of marks, small ones to the same scale beside them, magnified once."""

from __future__ import annotations

from dataclasses import replace

from dashboard.collection.collection import Collection
from dashboard.exhibits.exhibit import Row, Section, Table
from dashboard.exhibits.forms.marks import draw_scale
from dashboard.exhibits.forms.qualifiers import point_of
from dashboard.exhibits.forms.table import column, figure_row
from dashboard.exhibits.making import Copies, Draft, NothingToShow, gather_copies
from dashboard.records.reported import ReportedFigure
from dashboard.wording.headings import head, note_caveats, title_claims, write_span
from dashboard.wording.scopes import name_place, say_when

UNIT = "people"
MOST = 5


def people_to_scale(collection: Collection) -> Draft:
    """Show one number of each thing that people are counted for: the story's, else the one that most reports carry."""

    def size(one: Copies) -> float:
        return -(point_of(one.figure) or 0)

    def rank(one: Copies) -> tuple[bool, int, bool, float, str]:
        apart = all(figure.source.id != collection.whole.story for figure in one.figures)
        return apart, -one.reports, one.figure.part_of is not None, size(one), one.figure.id

    people = (one for one in collection.figures if one.indicator.unit == UNIT and not one.is_forecast)
    copies, best = gather_copies(one for one in people if point_of(one)), dict[str, Copies]()
    for one in sorted(copies, key=rank):
        best.setdefault(one.figure.indicator.id, one)
    figures = [one.figure for one in sorted(sorted(best.values(), key=rank)[:MOST], key=size)]
    if not figures:
        raise NothingToShow(head("nothing_people"))
    title = title_claims(figures)
    table = Table(
        (column("reported", "number"), column("what"), column("who")), (Section(tuple(map(_row, figures))),), title
    )
    more = head("scale_more", shown=len(figures), total=len(copies)) if len(copies) > len(figures) else None
    return Draft(title, [draw_scale(figures), table], figures, write_span(figures), note_caveats(figures), more)


def _row(figure: ReportedFigure) -> Row:
    number, what, _, who = figure_row(figure).cells
    scope = f"{name_place(figure.place)}, {say_when(figure, year=False)}"
    return Row((number, replace(what, sub=scope), who))
