"""The card of one figure, as an exhibit: the number, who says so, where and when, in the source's own words."""

from __future__ import annotations

import hashlib

from dashboard.collection.collection import Collection
from dashboard.compare import of as compare_in
from dashboard.exhibits.exhibit import Cell, Column, Exhibit, Row, Section, Table
from dashboard.exhibits.forms.qualifiers import mark_of
from dashboard.export.data import note_of
from dashboard.records.reported import ReportedFigure
from dashboard.wording.comparisons import say_standing
from dashboard.wording.notes import write_source_lines
from dashboard.wording.scopes import state_figure
from dashboard.wording.sentences import say

_SHOWN = ("quote", "who", "when", "where", "counts")


def make_card(figure: ReportedFigure, collection: Collection) -> Exhibit:
    """Return the card of a figure of *collection*, with where it stands among all figures of the whole."""
    title, note = state_figure(figure), note_of(figure, collection.whole)
    said = dict(note.parts)
    number = Cell(figure.written, mark=mark_of(figure), strong=True)
    labels = [label for label in (say(f"label_{name}") for name in _SHOWN) if label in said]
    rows = [(Cell(say("label_reported")), number), *((Cell(label), Cell(said[label])) for label in labels)]
    return Exhibit(
        id="figure",
        key=f"figure-{hashlib.sha256(figure.id.encode()).hexdigest()[:6]}",
        question=title,
        title=title,
        subtitle=say_standing(compare_in(collection.whole), figure),
        body=(Table((Column("", width=20), Column("")), (Section(tuple(map(Row, rows))),), title),),
        source=write_source_lines([figure]),
        note=figure.caveat,
        alt=f"{title}. {note.short}.",
        figures=(figure.id,),
        details=(note.as_text(),),
        address={"figure": figure.id},
    )
