"""The tables as an Excel workbook: a sheet per table with a row of HXL tags, what it is, and the data dictionary."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from dashboard.collection.tables import Tables
from dashboard.export.about import About, ExportError
from dashboard.export.tables import is_dangerous, list_rows
from dashboard.records.fields import COLUMNS

# The limits of the format (ECMA-376, and Excel's own specification).
MAX_CELL_CHARACTERS = 32_767
MAX_ROWS = 1_048_576
_WIDTHS = {"text": 28, "date": 12, "integer": 12, "number": 12, "boolean": 10}
_DICTIONARY = {
    "table": 12, "column": 20, "kind": 10, "required": 10, "unit": 20, "choices": 40, "refers to": 14, "HXL": 22,
    "description": 100,
}  # fmt: skip


def write_xlsx(tables: Tables, about: About) -> bytes:
    """Write all tables as XLSX: sheets ``about``, one per table, and ``data dictionary``.

    Under the header of a table stands its row of HXL tags; both stay in sight. Days and numbers are real ones, empty
    cells are NA, and text is text whatever it begins with. Raises :class:`ExportError` where a table does not fit.
    """
    for name, table in tables.items():
        _check_fit(name, table)
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = about.title, "humanitarian-figures"
    _add_sheet(book, "about", (14, 100), about.as_lines())
    for name, table in tables.items():
        columns = COLUMNS[name]
        widths = [max(_WIDTHS[column.kind], len(column.name) + 2) for column in columns]
        heads = [column.name for column in columns], [column.hxl for column in columns]
        sheet = _add_sheet(book, name, widths, [*heads, *list_rows(name, table)], freeze="A3")
        sheet.auto_filter.ref = f"A2:{get_column_letter(len(columns))}{len(table) + 2}"
    _add_sheet(book, "data dictionary", _DICTIONARY.values(), [tuple(_DICTIONARY), *_list_columns()], freeze="A2")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _check_fit(name: str, table: pd.DataFrame) -> None:
    """Refuse what the format would cut, before anything is written."""
    if len(table) > MAX_ROWS - 2:
        raise ExportError(f"{name}: {len(table):,} rows, an XLSX sheet holds {MAX_ROWS - 2:,}; take the CSV instead")
    for column in (column.name for column in COLUMNS[name] if column.kind == "text"):
        longest = table[column].str.len().max()
        if longest > MAX_CELL_CHARACTERS:  # NA, where the column is empty, is not
            raise ExportError(
                f"{name}.{column}: a text of {int(longest):,} characters, an XLSX cell holds "
                f"{MAX_CELL_CHARACTERS:,}; take the CSV instead"
            )


def _list_columns() -> Iterable[Sequence[str | None]]:
    for name, columns in COLUMNS.items():
        for one in columns:
            required, choices = "yes" if one.required else "no", ", ".join(one.choices or ()) or None
            yield name, one.name, one.kind, required, one.unit, choices, one.refers, one.hxl, one.description


def _add_sheet(
    book: Workbook, name: str, widths: Iterable[int], rows: Iterable[Sequence[Any]], freeze: str | None = None
) -> Any:
    """Add a sheet; where its head is frozen, the first of its rows is bold."""
    sheet = book.create_sheet(name)
    sheet.freeze_panes = freeze
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for number, row in enumerate(rows):
        bold = freeze is not None and number == 0
        sheet.append([_text(sheet, cell, bold) if isinstance(cell, str) else cell for cell in row])
    return sheet


def _text(sheet: Any, text: str, bold: bool) -> Any:
    """Return *text* as a cell that is text: openpyxl would make a formula of one that begins with =."""
    text = ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)
    if not (bold or is_dangerous(text)):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type, cell.font = "s", Font(bold=bold)
    cell.quotePrefix = is_dangerous(text)  # text it stays, even when somebody edits the cell
    return cell
