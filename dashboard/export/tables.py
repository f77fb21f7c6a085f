"""Tables as files to take away: CSV for programs and spreadsheets, JSON, HXL, Excel workbook, whole data package.

A text that a spreadsheet would take for a formula gets an apostrophe before it, as OWASP advises: at the beginning of a
cell, and after a character that a spreadsheet of another locale takes for the end of one (semicolon, tab, bar, line
break). What only looks guarded gets one more, so taking one away always gives back the text. Numbers and days are never
touched.
"""

import csv
import io
import json
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from dashboard.collection.collection import Collection
from dashboard.collection.tables import Tables, describe_package, to_csv
from dashboard.export.about import About, ExportError
from dashboard.records.fields import COLUMNS
from dashboard.records.reported import ReportedFigure

# Without it Excel on Windows reads a CSV as cp1252: "≥" becomes "â‰¥".
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# = + - @ begin a formula, their full-width twins in some spreadsheets too; white space and control characters before
# them are passed over by a spreadsheet, or hide them, and so are quotation marks after a separator.
_FORMULA = r"(?:(?:(?![\t\r\n])[\s\x00-\x1f\x7f\u200b-\u200f\u2060\ufeff\"])*[=+\-@＝＋－＠]|[\x00-\x1f\x7f])"
# After a separator inside prose a dash is common ("civilians; -5"), but so is the attack: guarded all the same.
_BEGIN = r"(?:^|(?<=[;\t|\r\n]))"
_DANGEROUS = re.compile(rf"{_BEGIN}(?='*{_FORMULA})")

# The limits of the format (ECMA-376, and Excel's own specification).
MAX_CELL_CHARACTERS = 32_767
MAX_ROWS = 1_048_576
_WIDTHS = {"text": 28, "date": 12, "integer": 12, "number": 12, "boolean": 10}
_DICTIONARY = {
    "table": 12, "column": 20, "kind": 10, "required": 10, "unit": 20, "choices": 40, "refers to": 14, "HXL": 22,
    "description": 100,
}  # fmt: skip

_HXL = list(csv.DictReader((Path(__file__).parent / "hxl.csv").read_text("utf-8").splitlines()))


def guard_text(text: str) -> str:
    """Return *text* with an apostrophe before each formula in it."""
    return _DANGEROUS.sub("'", text)


def write_csv(table: pd.DataFrame) -> bytes:
    """Write a table as CSV (UTF-8, ISO days, empty for NA) whose text cells can do nothing in a spreadsheet.

    Selection and time stand in the file's name (``About.name_file``): a line above the header would break
    ``pandas.read_csv`` for everybody.
    """
    texts = [name for name, kind in table.dtypes.items() if isinstance(kind, pd.StringDtype)]
    guarded = {str(name): table[name].map(guard_text, na_action="ignore").astype("str") for name in texts}
    return to_csv(table.assign(**guarded)).encode()


def write_spreadsheet_csv(table: pd.DataFrame) -> bytes:
    """Write :func:`write_csv` with the byte order mark that Excel needs to read it as UTF-8."""
    return BYTE_ORDER_MARK + write_csv(table)


def write_json(content: Any, indent: int = 1) -> bytes:
    """Write plain JSON, UTF-8, with a line break at its end; days as ISO, half a letter of an address as "?"."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, indent=indent, default=date.isoformat)
    return f"{text}\n".encode("utf-8", "replace")


def write_table_json(name: str, table: pd.DataFrame, about: About) -> bytes:
    """Write a table as JSON: ``about`` (collection, selection, time …) and ``records``, ISO days and null for NA."""
    return write_json({"about": about.as_dict(), "table": name, "records": list_records(name, table)})


def list_records(name: str, table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows as dictionaries of plain values, as :func:`list_rows` gives them."""
    names = [column.name for column in COLUMNS[name]]
    return [dict(zip(names, row, strict=True)) for row in list_rows(name, table)]


def list_rows(name: str, table: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Yield the rows as plain values: text, whole numbers, numbers, booleans, days, None."""
    columns = []
    for column in COLUMNS[name]:
        cells = table[column.name].dt.date if column.kind == "date" else table[column.name]
        values = cells.astype(object).where(cells.notna(), None).tolist()
        if column.kind == "number":
            values = [int(value) if value is not None and float(value).is_integer() else value for value in values]
        columns.append(values)
    return zip(*columns, strict=True)


def write_hxl(collection: Collection, table: str = "figures") -> bytes:
    """Write a table as HXL 1.1 (hxlstandard.org): under the header stands a row of tags, those of its columns.

    Figures have the columns of hxl.csv. A number goes into the column of its indicator's own tag
    (``#affected+killed``), so that a tool that looks for deaths finds deaths alone; what is only feared stands in a
    column of its own (``+forecast``). ``+min`` and ``+max`` hold the bounds, empty where the wording states none.
    """
    if table != "figures":
        header, rest = write_csv(getattr(collection.tables, table)).decode().split("\n", 1)
        return "\n".join([header, ",".join(column.hxl or "" for column in COLUMNS[table]), rest]).encode()
    tags = sorted({_tag_of(figure) for figure in collection.figures})
    labels = (tag.lstrip("#").replace("+", " ").replace("_", " ") for tag in tags)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*(column["header"] for column in _HXL), *labels])
    writer.writerow([*(column["tag"] for column in _HXL), *tags])
    for figure in collection.figures:
        cells = [_read(figure, column["attribute"]) for column in _HXL]
        cells += [figure.value if _tag_of(figure) == tag else None for tag in tags]
        writer.writerow(guard_text(cell) if isinstance(cell, str) else cell for cell in cells)
    return out.getvalue().encode()


def _read(figure: Any, path: str) -> Any:
    for name in path.split("."):
        figure = getattr(figure, name, None)
    return None if figure == math.inf else figure


def _tag_of(figure: ReportedFigure) -> str:
    return f"{figure.indicator.hxl}+forecast" if figure.is_forecast else figure.indicator.hxl


def list_package(collection: Collection, about: About, by_url: bool = False) -> dict[str, bytes]:
    """Return the files of a Frictionless data package of all tables, name -> content.

    Time and selection are in its descriptor, whose paths are addresses of the API where the files are read *by_url*.
    """
    files = {f"{name}.csv": write_csv(table) for name, table in collection.tables.items()}
    package = describe_package(collection.about.title, files)
    for resource in package["resources"]:
        resource["path"] += f"?{urlencode(about.query)}" if by_url and about.query else ""
    descriptor = write_json(package | {"created": about.time, "selection": about.selection}, indent=2)
    return files | {"datapackage.json": descriptor}


def write_xlsx(tables: Tables, about: About) -> bytes:
    """Write all tables as XLSX: sheets ``about``, one per table, and ``data dictionary``.

    Under the header of a table stands its row of HXL tags; both stay in sight. Days and numbers are real ones, empty
    cells are NA, and text is text whatever it begins with. Raises :class:`ExportError` for what the format would cut.
    """
    for name, table in tables.items():
        texts = (table[column.name] for column in COLUMNS[name] if column.kind == "text")
        if len(table) > MAX_ROWS - 2 or any(text.str.len().max() > MAX_CELL_CHARACTERS for text in texts):
            most = f"{MAX_ROWS - 2:,} rows in a sheet and {MAX_CELL_CHARACTERS:,} characters in a cell"
            raise ExportError(f"{name}: it has more than XLSX holds, {most}; take the CSV instead")
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = about.title, "humanitarian-figures"
    _add_sheet(book, "about", (14, 100), about.as_lines())
    for name, table in tables.items():
        columns = COLUMNS[name]
        widths = [max(_WIDTHS[column.kind], len(column.name) + 2) for column in columns]
        heads = [column.name for column in columns], [column.hxl for column in columns]
        sheet = _add_sheet(book, name, widths, [*heads, *list_rows(name, table)], freeze="A3")
        sheet.auto_filter.ref = f"A2:{get_column_letter(len(columns))}{len(table) + 2}"
    rows: list[Sequence[str | None]] = [tuple(_DICTIONARY)]
    for name, one in ((name, one) for name, columns in COLUMNS.items() for one in columns):
        required, choices = "yes" if one.required else "no", ", ".join(one.choices or ()) or None
        rows.append((name, one.name, one.kind, required, one.unit, choices, one.refers, one.hxl, one.description))
    _add_sheet(book, "data dictionary", _DICTIONARY.values(), rows, freeze="A2")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


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
        cells = [ILLEGAL_CHARACTERS_RE.sub("\ufffd", cell) if isinstance(cell, str) else cell for cell in row]
        for at, text in enumerate(cells):
            # openpyxl would make a formula of one that begins with =; text it stays, even when somebody edits it.
            if isinstance(text, str) and (bold or guard_text(text) != text):
                cells[at] = cell = WriteOnlyCell(sheet, text)
                cell.data_type, cell.font, cell.quotePrefix = "s", Font(bold=bold), not bold
        sheet.append(cells)
    return sheet
