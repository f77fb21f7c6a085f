"""The card of one figure, as an exhibit: the number, who says so, where and when, in the source's own words."""

from __future__ import annotations

import hashlib

from dashboard.collection.collection import Collection
from dashboard.compare import of as compare_in
from dashboard.exhibits.exhibit import Cell, Column, Exhibit, Row, Section, Table
from dashboard.exhibits.forms.qualifiers import mark_of
from dashboard.records.reported import ReportedFigure
from dashboard.wording.comparisons import say_standing
from dashboard.wording.notes import Note, write_full_note, write_source_lines
from dashboard.wording.scopes import state_figure
from dashboard.wording.sentences import say

_SHOWN = ("quote", "who", "when", "where", "counts")


def make_card(figure: ReportedFigure, collection: Collection) -> Exhibit:
    """Return the card of a figure of *collection*, with where it stands among all figures of the whole."""
    whole = collection.whole
    part_of = whole.figure(figure.part_of) if figure.part_of and whole.has_figure(figure.part_of) else None
    note = write_full_note(figure, say_standing(compare_in(whole), figure), part_of)
    title = state_figure(figure)
    return Exhibit(
        id="figure",
        key=f"figure-{hashlib.sha256(figure.id.encode()).hexdigest()[:6]}",
        question=title,
        title=title,
        subtitle=say_standing(compare_in(whole), figure),
        body=(_list_parts(figure, note, title),),
        source=write_source_lines([figure]),
        note=figure.caveat,
        alt=f"{title}. {note.short}.",
        figures=(figure.id,),
        details=(note.as_text(),),
        address={"figure": figure.id},
    )


def _list_parts(figure: ReportedFigure, note: Note, caption: str) -> Table:
    said = dict(note.parts)
    number = Cell(figure.written, mark=mark_of(figure), strong=True)
    rows = [Row((Cell(say("label_reported")), number))]
    for label in (say(f"label_{name}") for name in _SHOWN):
        if label in said:
            rows.append(Row((Cell(label), Cell(said[label]))))
    return Table((Column("", width=20), Column("")), (Section(tuple(rows)),), caption)
