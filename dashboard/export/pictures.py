"""Exhibits as files: a PNG that carries its record, a PDF in vectors, bodies of slides, and everything in one ZIP."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from dashboard.collection.collection import Collection
from dashboard.exhibits.exhibit import Exhibit
from dashboard.export.about import STANDING_LINE, About, make_zip
from dashboard.export.choose import LeftOut, Order
from dashboard.export.data import note_of
from dashboard.export.deck import find_native, write_deck
from dashboard.export.tables import list_package, write_hxl
from dashboard.export.workbook import write_xlsx
from dashboard.render.faults import DoesNotFitError
from dashboard.render.pictures import draw_pdf, draw_picture
from dashboard.render.presets import SLIDE_BODY
from dashboard.render.record import add_record
from dashboard.wording.sources import write_gap_note

_HEADING = """\
Reported humanitarian figures, each with its qualifier and its source.

exhibits/      one picture per exhibit; each carries its record inside, which "Check a picture" of the dashboard reads
briefing.pdf   all exhibits, one per page
briefing.pptx  the same as slides that can be edited, with the full notes for the speaker
tables/        the figures and what stands beside them: CSV (UTF-8), one workbook, HXL, and datapackage.json
notes/         what each exhibit and each figure rests on, as text

In CSV, a text that a spreadsheet could take for a formula has an apostrophe before it.
Empty is not zero: what nobody could count is in tables/gaps.csv.
"""


def make_png(order: Order) -> bytes:
    """Draw the first exhibit as a PNG with its record and a link; raises ``RenderError`` of :mod:`dashboard.render`."""
    exhibit, whole, about = order.some_exhibits[0], order.collection.whole, order.about
    link = about.link_to(exhibit.address, order.page)
    picture = draw_picture(exhibit, order.preset, order.theme, link)
    figures = [whole.figure(name) for name in dict.fromkeys(exhibit.figures)]
    return add_record(picture.png, exhibit, figures, whole.about.title, about.made, link)


def make_pdf(order: Order, exhibits: Sequence[Exhibit]) -> bytes:
    """Draw these exhibits as the pages of one PDF; raises as :func:`make_png`."""
    title = exhibits[0].title if len(exhibits) == 1 else order.about.title
    linked = {order.about.link_to(exhibit.address, order.page): exhibit for exhibit in exhibits}
    return draw_pdf(linked, order.preset, order.theme, title)


def make_bodies(order: Order) -> Mapping[str, bytes]:
    """Draw the body of each exhibit that has no native chart, by key; one that does not fit its slide is missing."""
    bodies = {}
    for exhibit in order.some_exhibits:
        if find_native(exhibit) is None:
            with suppress(DoesNotFitError):
                bodies[exhibit.key] = draw_picture(exhibit, SLIDE_BODY, order.theme).png
    return bodies


def make_archive(order: Order) -> bytes:
    """Return the ZIP of the exhibits and of the collection they are from; what cannot be drawn is named in its README.

    Raises :class:`~dashboard.render.faults.RenderError` where the browser fails altogether.
    """
    pictures, fitting, missing = {}, [], list(order.left_out)
    for exhibit in order.exhibits:
        try:
            pictures[f"exhibits/{exhibit.id}.png"] = make_png(replace(order, exhibits=(exhibit,)))
            fitting.append(exhibit)
        except DoesNotFitError as error:
            missing.append(LeftOut(exhibit.id, str(error)))
    files = {"README.txt": _write_readme(order.about, missing).encode(), **pictures}
    if fitting:
        files["briefing.pdf"] = make_pdf(order, fitting)
        files["briefing.pptx"] = write_deck(order, make_bodies(order))
    files |= _write_tables(order.collection, order.about)
    files |= {f"notes/{one.id}.txt": _write_exhibit_notes(one, order.collection).encode() for one in order.exhibits}
    return make_zip(files | {"notes/all-figures.txt": _write_collection_notes(order.collection).encode()})


def _write_tables(collection: Collection, about: About) -> dict[str, bytes]:
    files = list_package(collection, about)
    files |= {"tables.xlsx": write_xlsx(collection.tables, about), "figures.hxl.csv": write_hxl(collection)}
    return {f"tables/{name}": content for name, content in files.items()}


def _write_readme(about: About, left_out: Iterable[LeftOut]) -> str:
    facts = "\n".join(f"{key}: {text}" for key, text in about.as_lines())
    missing = "\n".join(map(str, left_out)) or "none"
    return f"{about.title}\n\n{facts}\n\n{_HEADING}\nExhibits left out:\n{missing}\n"


def _write_exhibit_notes(exhibit: Exhibit, collection: Collection) -> str:
    whole = collection.whole
    notes = [note_of(whole.figure(name), whole).as_text() for name in dict.fromkeys(exhibit.figures)]
    head = [exhibit.question, exhibit.title, exhibit.subtitle, f"Note: {exhibit.note}" if exhibit.note else None]
    parts = [*head, *notes, "Source:\n" + "\n".join(exhibit.source), f"{STANDING_LINE}."]
    return "\n\n".join(part for part in parts if part) + "\n"


def _write_collection_notes(collection: Collection) -> str:
    figures = (note_of(figure, collection.whole).as_text() for figure in collection.figures)
    gaps = (write_gap_note(gap).as_text() for gap in collection.gaps)
    return "\n\n".join([*figures, *gaps]) + "\n"
