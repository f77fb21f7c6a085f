"""Everything in one ZIP: pictures, briefing, tables, notes as text, and what was left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from dashboard.collection.collection import Collection
from dashboard.compare import of as compare_in
from dashboard.exhibits.exhibit import Exhibit
from dashboard.exhibits.look import Theme
from dashboard.export.about import STANDING_LINE, About, make_zip
from dashboard.export.choose import LeftOut
from dashboard.export.deck import write_deck
from dashboard.export.pictures import make_bodies, make_pdf, make_png
from dashboard.export.tables import write_csv, write_descriptor, write_hxl
from dashboard.export.workbook import write_xlsx
from dashboard.records.reported import ReportedFigure
from dashboard.render.faults import DoesNotFitError
from dashboard.wording.comparisons import say_standing
from dashboard.wording.notes import write_full_note, write_gap_note

Progress = Callable[[int, int, str], None]

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


def make_archive(
    collection: Collection,
    exhibits: Sequence[Exhibit],
    left_out: Iterable[LeftOut],
    about: About,
    preset: str = "slide",
    theme: Theme = "light",
    progress: Progress = lambda done, total, what: None,
) -> bytes:
    """Return the ZIP of *exhibits* made from *collection*; what could not be drawn is named in its README.

    Raises :class:`~dashboard.render.faults.RenderError` where the browser fails altogether.
    """
    files: dict[str, bytes] = {}
    missing = list(left_out)
    for at, exhibit in enumerate(exhibits, start=1):
        progress(at, len(exhibits), exhibit.question)
        try:
            files[f"exhibits/{exhibit.id}.png"] = make_png(exhibit, collection, about, preset, theme)
        except DoesNotFitError as error:
            missing.append(LeftOut(exhibit.id, str(error)))
    fitting = [exhibit for exhibit in exhibits if f"exhibits/{exhibit.id}.png" in files]
    if fitting:
        files["briefing.pdf"] = make_pdf(fitting, about, preset, theme)
        files["briefing.pptx"] = write_deck(exhibits, make_bodies(exhibits, theme), about, theme)
    files |= write_tables(collection, about)
    files |= {f"notes/{one.id}.txt": write_exhibit_notes(one, collection).encode() for one in exhibits}
    files["notes/all-figures.txt"] = write_collection_notes(collection).encode()
    return make_zip({"README.txt": write_readme(about, missing).encode(), **files})


def write_tables(collection: Collection, about: About) -> dict[str, bytes]:
    """Return the tables' files below ``tables/``."""
    csv = {f"{name}.csv": write_csv(table) for name, table in collection.tables.items()}
    files = csv | {
        "datapackage.json": write_descriptor(collection, csv, about),
        "tables.xlsx": write_xlsx(collection.tables, about),
        "figures.hxl.csv": write_hxl(collection),
    }
    return {f"tables/{name}": content for name, content in files.items()}


def write_readme(about: About, left_out: Iterable[LeftOut]) -> str:
    """Write what the ZIP holds, of what, from when, and which exhibits were left out, with the reason."""
    facts = "\n".join(f"{key}: {text}" for key, text in about.as_dict().items())
    missing = "\n".join(map(str, left_out)) or "none"
    return f"{about.title}\n\n{facts}\n\n{_HEADING}\nExhibits left out:\n{missing}\n"


def write_exhibit_notes(exhibit: Exhibit, collection: Collection) -> str:
    """Write all that is known of an exhibit and of each figure in it, as plain text."""
    whole = collection.whole
    figures = [whole.figure(name) for name in dict.fromkeys(exhibit.figures)]
    head = [exhibit.question, exhibit.title, exhibit.subtitle or "", f"Note: {exhibit.note}" if exhibit.note else ""]
    parts = [*head, *(write_figure_note(figure, whole) for figure in figures)]
    parts += ["Source:\n" + "\n".join(exhibit.source), f"{STANDING_LINE}."]
    return "\n\n".join(part for part in parts if part) + "\n"


def write_figure_note(figure: ReportedFigure, whole: Collection) -> str:
    """Write the full note of a figure, with its standing among all figures of the *whole* collection."""
    container = whole.figure(figure.part_of) if figure.part_of and whole.has_figure(figure.part_of) else None
    standing = say_standing(compare_in(whole), figure)
    return write_full_note(figure, standing, container).as_text()


def write_collection_notes(collection: Collection) -> str:
    """Write the full note of each figure and each gap of *collection*."""
    figures = (write_figure_note(figure, collection.whole) for figure in collection.figures)
    gaps = (write_gap_note(gap).as_text() for gap in collection.gaps)
    return "\n\n".join([*figures, *gaps]) + "\n"
