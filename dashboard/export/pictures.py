"""Exhibits and single figures as files: PNG with its record, PDF in vectors, JSON, and everything in one ZIP."""

import hashlib
import json
from dataclasses import asdict, replace
from pathlib import Path

from dashboard.collection.collection import Collection
from dashboard.compare import of as compare_in
from dashboard.exhibits.exhibit import LOOKS, Cell, Chart, Column, Exhibit, Row, Section, Table
from dashboard.exhibits.forms.qualifiers import mark_of
from dashboard.export.about import LeftOut, Order, make_zip
from dashboard.export.deck import write_deck
from dashboard.export.tables import list_package, list_records, write_hxl, write_json, write_xlsx
from dashboard.records.reported import ReportedFigure
from dashboard.render.browser import BROWSER, DoesNotFitError
from dashboard.render.html import PRESETS
from dashboard.render.record import add_record
from dashboard.wording.comparisons import list_standing, say_standing
from dashboard.wording.scopes import state_figure
from dashboard.wording.sentences import say
from dashboard.wording.sources import Note, write_full_note, write_gap_note, write_source_lines


def make_png(order: Order) -> bytes:
    """Draw the first exhibit as a PNG with its record and a link; raises ``RenderError`` of :mod:`dashboard.render`."""
    exhibit, whole, about = order.some_exhibits[0], order.collection.whole, order.about
    link = about.link_to(exhibit.address, order.page)
    picture = BROWSER.draw_picture(exhibit, PRESETS[order.preset], order.theme, link)
    return add_record(picture.png, exhibit, whole, about.made, link)


def make_pdf(order: Order) -> bytes:
    """Draw the exhibits as the pages of one PDF; raises as :func:`make_png`."""
    exhibits = order.some_exhibits
    title = exhibits[0].title if len(exhibits) == 1 else order.about.title
    linked = {order.about.link_to(exhibit.address, order.page): exhibit for exhibit in exhibits}
    return BROWSER.draw_pdf(linked, PRESETS[order.preset], order.theme, title)


def make_archive(order: Order) -> bytes:
    """Return the ZIP of the exhibits and of the collection they are from; what does not fit is named in its README."""
    collection, about = order.collection, order.about
    pictures, fitting, missing = {}, [], list(order.left_out)
    for exhibit in order.exhibits:
        try:
            pictures[f"exhibits/{exhibit.id}.png"] = make_png(replace(order, exhibits=(exhibit,)))
            fitting.append(exhibit)
        except DoesNotFitError as error:
            missing.append(LeftOut(exhibit.id, str(error)))
    facts = "\n".join(f"{name}: {said}" for name, said in about.as_lines())
    left_out = "\n".join(map(str, missing)) or "none"
    readme = (Path(__file__).parent / "readme.txt").read_text("utf-8")
    files = {"README.txt": readme.format(title=about.title, facts=facts, left_out=left_out).encode(), **pictures}
    if fitting:
        files["briefing.pdf"] = make_pdf(replace(order, exhibits=tuple(fitting)))
        files["briefing.pptx"] = write_deck(order)
    files |= {f"tables/{name}": content for name, content in list_package(collection, about).items()}
    files["tables/tables.xlsx"] = write_xlsx(collection.tables, about)
    files["tables/figures.hxl.csv"] = write_hxl(collection)
    notes = [*(note_of(one, collection.whole) for one in collection.figures), *map(write_gap_note, collection.gaps)]
    files["notes.txt"] = ("\n\n".join(note.as_text() for note in notes) + "\n").encode()
    return make_zip(files)


def write_exhibit_json(order: Order) -> bytes:
    """Write the first exhibit: its words, in ``body`` a Plotly chart (``block["plotly"]``) or a table per block, and in
    ``records`` the rows of its figures."""
    exhibit, whole = order.some_exhibits[0], order.collection.whole
    shown = whole.cut(f"figures {sorted(exhibit.figures)}", keep=lambda one: one.id in exhibit.figures)
    body = [
        {"kind": "chart", "plotly": json.loads(block.draw(LOOKS[order.theme]).to_json())}
        if isinstance(block, Chart)
        else {"kind": "table", **asdict(block)}
        for block in exhibit.body
    ]
    link = order.about.link_to(exhibit.address, order.page)
    records = list_records("figures", shown.tables.figures)
    return write_json({"about": order.about.as_dict(), **vars(exhibit), "link": link, "body": body, "records": records})


def note_of(figure: ReportedFigure, whole: Collection) -> Note:
    """Return the full note of a figure, with its standing among all figures of the *whole* collection."""
    container = whole.by_id.get(figure.part_of or "")
    return write_full_note(figure, list_standing(compare_in(whole), figure)[0], container)


def make_card(figure: ReportedFigure, collection: Collection) -> Exhibit:
    """Return the card of a figure of *collection*, with where it stands among all figures of the whole."""
    title, note = state_figure(figure), note_of(figure, collection.whole)
    said = dict(note.parts)
    number = Cell(figure.written, mark=mark_of(figure), strong=True)
    labels = [
        label
        for label in (say(f"label_{name}") for name in ("quote", "who", "when", "where", "counts"))
        if label in said
    ]
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
