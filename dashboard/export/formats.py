"""The registry of formats: one entry gives the command, the address of the API, the link and the documentation."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from dashboard.export import deck, pictures, tables
from dashboard.export.about import Order, make_zip
from dashboard.records.fields import COLUMNS

TABLES = ("figures", *(name for name in COLUMNS if name != "figures"))
# What stands in formats.toml, with what writes it.
_WRITERS: dict[str, Callable[[Order], bytes]] = {
    "csv": lambda order: tables.write_csv(order.rows),
    "spreadsheet": lambda order: tables.write_spreadsheet_csv(order.rows),
    "json": lambda order: tables.write_table_json(order.table, order.rows, order.about),
    "hxl": lambda order: tables.write_hxl(order.collection, order.table),
    "xlsx": lambda order: tables.write_xlsx(order.collection.tables, order.about),
    "package": lambda order: make_zip(tables.list_package(order.collection, order.about)),
    "descriptor": lambda order: tables.list_package(order.collection, order.about, by_url=True)["datapackage.json"],
    "png": pictures.make_png,
    "pdf": pictures.make_pdf,
    "exhibit": pictures.write_exhibit_json,
    "pptx": deck.write_deck,
    "briefing": pictures.make_pdf,
    "zip": pictures.make_archive,
}


@dataclass(frozen=True)
class Format:
    """One way to take something away, as formats.toml describes it."""

    id: str
    label: str
    ending: str
    media_type: str
    scope: Literal["table", "tables", "exhibit", "briefing"]
    purpose: str
    write: Callable[[Order], bytes]
    name: str = ""
    inline: bool = False
    draws: bool = False

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that it is offered for: HXL has tags for the columns of some only."""
        every = TABLES if self.scope == "table" else ()
        return tuple(name for name in every if self.id != "hxl" or any(column.hxl for column in COLUMNS[name]))

    @property
    def address(self) -> str:
        """The address of its first file below the dashboard's own; that of an exhibit has a place for the id."""
        name = self.tables[0] if self.tables else "exhibits/<id>" if self.scope == "exhibit" else self.name
        return f"api/{name}.{self.ending}"


_ENTRIES: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "formats.toml").read_text("utf-8"))
FORMATS: tuple[Format, ...] = tuple(Format(id=name, write=_WRITERS[name], **one) for name, one in _ENTRIES.items())


def find_format(name: str) -> Format:
    """Return the format of this id; raises ``KeyError``."""
    return {one.id: one for one in FORMATS}[name]
