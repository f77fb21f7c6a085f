"""Exhibits and single figures as JSON, and the card of a figure as an exhibit."""

import hashlib
import json
from dataclasses import asdict
from typing import Any

from dashboard.collection.collection import Collection
from dashboard.compare import of as compare_in
from dashboard.exhibits.exhibit import LOOKS, Block, Cell, Chart, Column, Exhibit, Row, Section, Table, Theme
from dashboard.exhibits.forms.qualifiers import mark_of
from dashboard.export.about import About
from dashboard.export.choose import Order
from dashboard.export.tables import list_records, write_json
from dashboard.records.reported import ReportedFigure
from dashboard.wording.comparisons import list_standing, say_standing
from dashboard.wording.scopes import state_figure
from dashboard.wording.sentences import say
from dashboard.wording.sources import Note, cite_apa, link_to_quote, write_full_note, write_source_lines


def write_exhibit_json(order: Order) -> bytes:
    """Write the first exhibit: its words, and in ``body`` a Plotly chart (``block["plotly"]``) or a table per block."""
    exhibit = order.some_exhibits[0]
    content = {
        "about": order.about.as_dict(),
        **vars(exhibit),
        "link": order.about.link_to(exhibit.address),
        "body": [_describe_block(block, order.theme) for block in exhibit.body],
    }
    return write_json(content)


def _describe_block(block: Block, theme: Theme) -> dict[str, Any]:
    if isinstance(block, Chart):
        return {"kind": "chart", "plotly": json.loads(block.draw(LOOKS[theme]).to_json())}
    return {"kind": "table", **asdict(block)}


def write_figure_json(figure: ReportedFigure, collection: Collection, about: About) -> bytes:
    """Write one figure: its row of the table, its note, where it stands, how its report is cited, and its links."""
    whole = collection.whole
    standing, *also = list_standing(compare_in(whole), figure)
    one = whole.cut(f"figure {figure.id}", keep=lambda other: other.id == figure.id).tables
    note = note_of(figure, whole)
    content = {
        "about": about.as_dict(),
        "figure": list_records("figures", one.figures)[0],
        "standing": {"kind": compare_in(whole).standing(figure).kind, "sentence": standing, "also": also},
        "note": dict(note.parts),
        "source": note.short,
        "citation": cite_apa(figure.source),
        "link": about.link_to({"figure": figure.id}, page="figure"),
        "link_to_quote": link_to_quote(figure),
    }
    return write_json(content)


def note_of(figure: ReportedFigure, whole: Collection) -> Note:
    """Return the full note of a figure, with its standing among all figures of the *whole* collection."""
    container = whole.by_id.get(figure.part_of or "")
    return write_full_note(figure, list_standing(compare_in(whole), figure)[0], container)


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
