"""The registry of formats: one entry gives the command, the address of the API, the link and the documentation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

from dashboard.collection.collection import Collection
from dashboard.collection.tables import COLUMNS
from dashboard.exhibits.exhibit import Exhibit
from dashboard.exhibits.look import Theme
from dashboard.export import archive, pictures, tables
from dashboard.export.about import About
from dashboard.export.choose import LeftOut
from dashboard.export.data import write_exhibit_json
from dashboard.export.deck import write_deck
from dashboard.export.faults import ExportError
from dashboard.export.workbook import write_xlsx

Scope = Literal["table", "tables", "exhibit", "briefing"]

CSV, JSON, ZIP, PDF = "text/csv", "application/json", "application/zip", "application/pdf"
_OFFICE = "application/vnd.openxmlformats-officedocument"
TABLES = ("figures", *(name for name in COLUMNS if name != "figures"))


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
    def rows(self) -> pd.DataFrame:
        """The table that is asked for."""
        return getattr(self.collection.tables, self.table)  # type: ignore[no-any-return]

    @property
    def some_exhibits(self) -> tuple[Exhibit, ...]:
        """The exhibits; raises :class:`ExportError` where there is none, with the first reason."""
        if not self.exhibits:
            why = self.left_out[0].reason if self.left_out else "none was asked for"
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
    scope: Scope
    purpose: str
    write: Callable[[Order], bytes]
    name: str = ""
    tables: tuple[str, ...] = ()
    command: str = ""
    attachment: bool = True
    draws: bool = False

    @property
    def address(self) -> str:
        """The address of its first file below the dashboard's own; that of an exhibit has a place for the id."""
        name = self.tables[0] if self.tables else "exhibits/<id>" if self.scope == "exhibit" else self.name
        return f"api/{name}.{self.ending}"


_REGISTERED: list[Format] = []
_Writer = Callable[[Order], bytes]


def _register(
    id_: str, label: str, ending: str, kind: str, scope: Scope, /, **more: Any
) -> Callable[[_Writer], _Writer]:
    """Register a writer of files of a media type (*kind*); its docstring says what the format is for."""

    def register(write: _Writer) -> _Writer:
        more.setdefault("command", id_)
        if scope == "table":
            more.setdefault("tables", TABLES)
        purpose = " ".join((write.__doc__ or "").split())
        _REGISTERED.append(Format(id_, label, ending, kind, scope, purpose, write, **more))
        return write

    return register


@_register("csv", "CSV for programs", "csv", CSV, "table")
def _write_csv(order: Order) -> bytes:
    """For pandas, R and other programs: UTF-8, ISO days, empty where nothing is known. Text that a spreadsheet could
    take for a formula has an apostrophe before it."""
    return tables.write_csv(order.rows)


@_register("spreadsheet", "CSV for spreadsheets", "excel.csv", CSV, "table")
def _write_spreadsheet(order: Order) -> bytes:
    """The same with the byte order mark that Excel needs to show ≥ and Arabic when it is opened by a double click."""
    return tables.write_spreadsheet_csv(order.rows)


@_register("json", "JSON", "json", JSON, "table", attachment=False)
def _write_json(order: Order) -> bytes:
    """For programs that want types and what the file is of: about, and a record per row."""
    return tables.write_table_json(order.table, order.rows, order.about, order.signs)


@_register("hxl", "HXL", "hxl.csv", CSV, "table", tables=tables.list_hxl_tables(TABLES))
def _write_hxl(order: Order) -> bytes:
    """For humanitarian data tools (HXL 1.1): a row of tags; each number stands under its own indicator's tag."""
    return tables.write_hxl_table(order.table, order.collection)


@_register("xlsx", "Excel workbook", "xlsx", f"{_OFFICE}.spreadsheetml.sheet", "tables", name="tables")
def _write_xlsx(order: Order) -> bytes:
    """All tables as sheets with real days and numbers, a row of HXL tags, and the data dictionary."""
    return write_xlsx(order.collection.tables, order.about)


@_register("package", "Data package", "zip", ZIP, "tables", name="package")
def _write_package(order: Order) -> bytes:
    """All tables as CSV with a description of every column (Frictionless), for archives and pipelines."""
    return tables.write_package(order.collection, order.about)


@_register(
    "descriptor",
    "Description of the data",
    "json",
    JSON,
    "tables",
    name="datapackage",
    command="package",
    attachment=False,
)
def _write_descriptor(order: Order) -> bytes:
    """What each column means, with the addresses of the tables; frictionless opens it as a package."""
    files = {f"{name}.csv": tables.write_csv(table) for name, table in order.collection.tables.items()}
    return tables.write_descriptor(order.collection, files, order.about, order.query)


@_register("png", "Picture", "png", "image/png", "exhibit", attachment=False, draws=True)
def _write_png(order: Order) -> bytes:
    """For a slide, a report or a message: the exhibit with its source, and inside it a record of its figures."""
    [exhibit, *_] = order.some_exhibits
    return pictures.make_png(exhibit, order.collection, order.about, order.preset, order.theme, order.page)


@_register("pdf", "PDF", "pdf", PDF, "exhibit", attachment=False, draws=True)
def _write_pdf(order: Order) -> bytes:
    """For print and for layout programs: the same in vectors, with text that can be searched."""
    return pictures.make_pdf(order.some_exhibits[:1], order.about, order.preset, order.theme, order.page)


@_register("exhibit", "Exhibit as JSON", "json", JSON, "exhibit", command="json", attachment=False)
def _write_exhibit(order: Order) -> bytes:
    """For a page of your own: its words, its tables, and its charts as Plotly reads them."""
    return write_exhibit_json(order.some_exhibits[0], order.about, order.theme, order.signs)


@_register(
    "pptx", "PowerPoint deck", "pptx", f"{_OFFICE}.presentationml.presentation", "briefing", name="briefing", draws=True
)
def _write_pptx(order: Order) -> bytes:
    """For staff who present: an exhibit per slide, words and where possible charts to edit, notes for the speaker."""
    bodies = pictures.make_bodies(order.some_exhibits, order.theme)
    return write_deck(order.exhibits, bodies, order.about, order.theme)


@_register("briefing", "Briefing as PDF", "pdf", PDF, "briefing", name="briefing", command="pdf", draws=True)
def _write_briefing(order: Order) -> bytes:
    """For reading and printing: all exhibits, one per page."""
    return pictures.make_pdf(order.some_exhibits, order.about, order.preset, order.theme)


@_register("zip", "Everything", "zip", ZIP, "briefing", name="everything", draws=True)
def _write_everything(order: Order) -> bytes:
    """Pictures, briefing, deck, tables and notes in one archive, with what was left out and why."""
    look = order.preset, order.theme, order.progress
    return archive.make_archive(order.collection, order.exhibits, order.left_out, order.about, *look)


FORMATS: tuple[Format, ...] = tuple(_REGISTERED)


def find_format(name: str) -> Format:
    """Return the format of this id; raises ``KeyError``."""
    return {one.id: one for one in FORMATS}[name]
