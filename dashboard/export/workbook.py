"""The tables as an Excel workbook: a sheet per table with a row of HXL tags, what it is, and the data dictionary."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from dashboard.collection.tables import Tables
from dashboard.export.about import About, ExportError, rewrite_office
from dashboard.export.tables import is_dangerous, list_cells
from dashboard.records.fields import COLUMNS, Column

# The limits of the format (ECMA-376, and Excel's own specification).
MAX_CELL_CHARACTERS = 32_767
MAX_ROWS = 1_048_576
_DAY_FORMAT = "yyyy-mm-dd"
_WIDTHS = {"text": 28, "date": 12, "integer": 12, "number": 12, "boolean": 10}
_DICTIONARY = ("table", "column", "kind", "required", "unit", "choices", "refers to", "HXL", "description")


def write_xlsx(tables: Tables, about: About) -> bytes:
    """Write all tables as XLSX: sheets ``about``, one per table, and ``data dictionary``.

    Under the header of a table stands its row of HXL tags; both stay in sight.

    Days and numbers are real ones, empty cells are NA, and text is text whatever it begins with. Raises
    :class:`ExportError` where a table does not fit the format.
    """
    for name, table in tables.items():
        _check_fit(name, table)
    book = Workbook(write_only=True)
    book.properties.title = about.title
    book.properties.creator = "humanitarian-figures"
    _write_about(book, about)
    for name, table in tables.items():
        _write_table(book, name, table)
    _write_dictionary(book)
    out = io.BytesIO()
    book.save(out)
    return rewrite_office(out.getvalue(), about.time)


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


def _write_about(book: Workbook, about: About) -> None:
    sheet = book.create_sheet("about")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 14, 100
    for key, text in about.as_dict().items():
        sheet.append([_bold(sheet, key), _text(sheet, text)])


def _write_table(book: Workbook, name: str, table: pd.DataFrame) -> None:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A3"
    columns = COLUMNS[name]
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = max(_WIDTHS[column.kind], len(column.name) + 2)
    sheet.auto_filter.ref = f"A2:{get_column_letter(len(columns))}{len(table) + 2}"
    sheet.append([_bold(sheet, column.name) for column in columns])
    sheet.append([column.hxl for column in columns])
    for row in zip(*(_make_cells(sheet, table[column.name], column) for column in columns), strict=True):
        sheet.append(row)


def _make_cells(sheet: Any, cells: pd.Series, column: Column) -> Iterable[Any]:
    if column.kind == "date":
        return (None if pd.isna(value) else _day(sheet, value) for value in cells)
    return (_text(sheet, value) if isinstance(value, str) else value for value in list_cells(cells, column))


def _text(sheet: Any, text: str) -> Any:
    """Return *text* as a cell that is text: openpyxl would make a formula of one that begins with =."""
    text = ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)
    if not is_dangerous(text):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = True  # text it stays, even when somebody edits the cell
    return cell


def _day(sheet: Any, value: pd.Timestamp) -> Any:
    cell = WriteOnlyCell(sheet, value.date())
    cell.number_format = _DAY_FORMAT
    return cell


def _bold(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _write_dictionary(book: Workbook) -> None:
    sheet = book.create_sheet("data dictionary")
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFGHI", (12, 20, 10, 10, 20, 40, 14, 22, 100), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([_bold(sheet, title) for title in _DICTIONARY])
    for name, columns in COLUMNS.items():
        for one in columns:
            required, choices = "yes" if one.required else "no", ", ".join(one.choices or ()) or None
            parts = (name, one.name, one.kind, required, one.unit, choices, one.refers, one.hxl, one.description)
            sheet.append([None if text is None else _text(sheet, text) for text in parts])
