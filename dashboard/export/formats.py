"""The registry of formats: one entry gives the command, the address of the API, the link and the documentation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from dashboard.collection.collection import Collection
from dashboard.collection.tables import COLUMNS
from dashboard.exhibits.exhibit import Exhibit
from dashboard.exhibits.look import Theme
from dashboard.export import archive, pictures
from dashboard.export.about import About
from dashboard.export.choose import LeftOut
from dashboard.export.data import write_exhibit_json
from dashboard.export.deck import write_deck
from dashboard.export.faults import ExportError
from dashboard.export.tables import (
    list_hxl_tables,
    write_csv,
    write_descriptor,
    write_hxl_table,
    write_package,
    write_spreadsheet_csv,
    write_table_json,
)
from dashboard.export.workbook import write_xlsx

Scope = Literal["table", "tables", "exhibit", "briefing"]

CSV, JSON, ZIP = "text/csv", "application/json", "application/zip"
_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Order:
    """What is to be written: from which part of the collection, which table or exhibits of it, and how they look.

    ``signs`` is what a JSON must add to ``about`` where the collection has faults; ``query`` is what follows the
    addresses in a descriptor, ``page`` the page that shows the exhibit.
    """

    collection: Collection
    about: About
    table: str = "figures"
    exhibits: tuple[Exhibit, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    preset: str = "slide"
    theme: Theme = "light"
    signs: Mapping[str, Any] = field(default_factory=dict)
    query: str = ""
    page: str = ""
    progress: archive.Progress = field(default=lambda done, total, what: None, compare=False)

    @property
    def exhibit(self) -> Exhibit:
        """The one exhibit of a format that holds one; raises :class:`ExportError` where there is none."""
        return self.some_exhibits[0]

    @property
    def some_exhibits(self) -> tuple[Exhibit, ...]:
        """The exhibits; raises :class:`ExportError` where there is none, with the first reason."""
        if not self.exhibits:
            why = "; ".join(dict.fromkeys(one.reason for one in self.left_out[:1])) or "none was asked for"
            raise ExportError(f"there is no exhibit to show: {why}")
        return self.exhibits


@dataclass(frozen=True)
class Format:
    """One way to take something away.

    ``scope`` is what one file holds: a table, all tables, an exhibit, or a briefing of several. ``command`` is its
    word for ``--formats``, ``name`` the file's name where there is one file only, ``ending`` what follows the name.
    ``draws`` tells that a browser is needed.
    """

    id: str
    label: str
    ending: str
    media_type: str
    purpose: str
    scope: Scope
    write: Callable[[Order], bytes]
    command: str
    name: str = ""
    tables: tuple[str, ...] = ()
    attachment: bool = True
    draws: bool = False

    @property
    def address(self) -> str:
        """The address of its first file below the dashboard's own; that of an exhibit has a place for the id."""
        first = {"table": self.tables[:1] or ("",), "exhibit": ("exhibits/<id>",)}.get(self.scope, (self.name,))
        return f"api/{first[0]}.{self.ending}"

    def name_file(self, name: str = "") -> str:
        """Return the file's name without its ending; *name* is the table or exhibit."""
        return name or self.name


def _write_deck(order: Order) -> bytes:
    exhibits = order.some_exhibits
    bodies, _ = pictures.make_bodies(exhibits, order.theme)
    return write_deck(exhibits, bodies, order.about, order.theme)


def _write_everything(order: Order) -> bytes:
    return archive.make_archive(
        order.collection, order.exhibits, order.left_out, order.about, order.preset, order.theme, order.progress
    )


def _write_descriptor(order: Order) -> bytes:
    files = {f"{name}.csv": write_csv(table) for name, table in order.collection.tables.items()}
    return write_descriptor(order.collection, files, order.about, order.query)


_TABLES = ("figures", *(name for name in COLUMNS if name != "figures"))

FORMATS: tuple[Format, ...] = (
    Format(
        "csv",
        "CSV for programs",
        "csv",
        CSV,
        "For pandas, R and other programs: UTF-8, ISO days, empty where nothing is known. Text that a spreadsheet "
        "could take for a formula has an apostrophe before it.",
        "table",
        lambda order: write_csv(getattr(order.collection.tables, order.table)),
        "csv",
        tables=_TABLES,
    ),
    Format(
        "spreadsheet",
        "CSV for spreadsheets",
        "excel.csv",
        CSV,
        "The same with the byte order mark that Excel needs to show ≥ and Arabic when it is opened by a double click.",
        "table",
        lambda order: write_spreadsheet_csv(getattr(order.collection.tables, order.table)),
        "spreadsheet",
        tables=_TABLES,
    ),
    Format(
        "json",
        "JSON",
        "json",
        JSON,
        "For programs that want types and what the file is of: about, and a record per row.",
        "table",
        lambda order: write_table_json(
            order.table, getattr(order.collection.tables, order.table), order.about, order.signs
        ),
        "json",
        tables=_TABLES,
        attachment=False,
    ),
    Format(
        "hxl",
        "HXL",
        "hxl.csv",
        CSV,
        "For humanitarian data tools (HXL 1.1): a row of tags; each number stands under its own indicator's tag.",
        "table",
        lambda order: write_hxl_table(order.table, order.collection),
        "hxl",
        tables=list_hxl_tables(_TABLES),
    ),
    Format(
        "xlsx",
        "Excel workbook",
        "xlsx",
        f"{_OFFICE}.spreadsheetml.sheet",
        "All tables as sheets with real days and numbers, a row of HXL tags, and the data dictionary.",
        "tables",
        lambda order: write_xlsx(order.collection.tables, order.about),
        "xlsx",
        name="tables",
    ),
    Format(
        "package",
        "Data package",
        "zip",
        ZIP,
        "All tables as CSV with a description of every column (Frictionless), for archives and pipelines.",
        "tables",
        lambda order: write_package(order.collection, order.about),
        "package",
        name="package",
    ),
    Format(
        "descriptor",
        "Description of the data package",
        "json",
        JSON,
        "What each column means, with the addresses of the tables; frictionless opens it as a package.",
        "tables",
        _write_descriptor,
        "package",
        name="datapackage",
        attachment=False,
    ),
    Format(
        "png",
        "Picture",
        "png",
        "image/png",
        "For a slide, a report or a message: the exhibit with its source, and inside it a record of its figures.",
        "exhibit",
        lambda order: pictures.make_png(
            order.exhibit, order.collection, order.about, order.preset, order.theme, order.page
        ),
        "png",
        attachment=False,
        draws=True,
    ),
    Format(
        "pdf",
        "PDF",
        "pdf",
        "application/pdf",
        "For print and for layout programs: the same in vectors, with text that can be searched.",
        "exhibit",
        lambda order: pictures.make_pdf([order.exhibit], order.about, order.preset, order.theme, order.page),
        "pdf",
        attachment=False,
        draws=True,
    ),
    Format(
        "exhibit",
        "Exhibit as JSON",
        "json",
        JSON,
        "For a page of your own: its words, its tables, and its charts as Plotly reads them.",
        "exhibit",
        lambda order: write_exhibit_json(order.exhibit, order.about, order.theme, order.signs),
        "json",
        attachment=False,
    ),
    Format(
        "pptx",
        "PowerPoint deck",
        "pptx",
        f"{_OFFICE}.presentationml.presentation",
        "For staff who present: an exhibit per slide, words and where possible charts to edit, notes for the speaker.",
        "briefing",
        _write_deck,
        "pptx",
        name="briefing",
        draws=True,
    ),
    Format(
        "briefing",
        "Briefing as PDF",
        "pdf",
        "application/pdf",
        "For reading and printing: all exhibits, one per page.",
        "briefing",
        lambda order: pictures.make_pdf(order.some_exhibits, order.about, order.preset, order.theme),
        "pdf",
        name="briefing",
        draws=True,
    ),
    Format(
        "zip",
        "Everything",
        "zip",
        ZIP,
        "Pictures, briefing, deck, tables and notes in one archive, with what was left out and why.",
        "briefing",
        _write_everything,
        "zip",
        name="everything",
        draws=True,
    ),
)


def find_format(name: str) -> Format:
    """Return the format of this id; raises ``KeyError``."""
    return {one.id: one for one in FORMATS}[name]
