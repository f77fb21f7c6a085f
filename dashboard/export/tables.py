"""Tables as files to take away: CSV for programs and for spreadsheets, JSON, HXL, and the whole data package.

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
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from dashboard.collection.collection import Collection
from dashboard.collection.tables import describe_package, to_csv
from dashboard.export.about import About
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

_HXL = list(csv.DictReader((Path(__file__).parent / "hxl.csv").read_text("utf-8").splitlines()))


def is_dangerous(text: str) -> bool:
    """Tell whether a spreadsheet could take a part of *text* for a formula, or for a guarded one."""
    return _DANGEROUS.search(text) is not None


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
    """Write plain JSON, UTF-8, with a line break at its end; days as ISO."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, indent=indent, default=date.isoformat)
    return f"{text}\n".encode()


def write_table_json(name: str, table: pd.DataFrame, about: About) -> bytes:
    """Write a table as JSON: ``about`` (collection, selection, time …) and ``records``, ISO days and null for NA."""
    return write_json({"about": about.as_dict(), "table": name, "records": list_records(name, table)})


def list_records(name: str, table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows as dictionaries of plain values, as :func:`list_rows` does."""
    names = [column.name for column in COLUMNS[name]]
    return [dict(zip(names, row, strict=True)) for row in list_rows(name, table)]


def list_rows(name: str, table: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Yield the rows as plain values: text, whole numbers, numbers, booleans, days, None."""
    return zip(*(_list_cells(table[column.name], column.kind) for column in COLUMNS[name]), strict=True)


def _list_cells(cells: pd.Series, kind: str) -> list[Any]:
    if kind == "date":
        cells = cells.dt.date
    values = cells.astype(object).where(cells.notna(), None).tolist()
    if kind == "number":
        return [int(value) if value is not None and float(value).is_integer() else value for value in values]
    return values


def write_hxl_table(name: str, collection: Collection) -> bytes:
    """Write a table as HXL: the figures by :func:`write_hxl`, another with the tags of its columns below the header."""
    if name == "figures":
        return write_hxl(collection)
    header, rest = write_csv(getattr(collection.tables, name)).decode().split("\n", 1)
    tags = ",".join(column.hxl or "" for column in COLUMNS[name])
    return f"{header}\n{tags}\n{rest}".encode()


def write_hxl(collection: Collection) -> bytes:
    """Write the figures as HXL: one row each with the columns of hxl.csv, its number under its own indicator's tag.

    HXL 1.1, hxlstandard.org. Under the header stands a row of tags. A number goes into the column of its indicator's
    tag (``#affected+killed``), so that a tool that looks for deaths finds deaths alone; what is only feared stands in
    a column of its own (``+forecast``). ``+min`` and ``+max`` hold the bounds, empty where the wording states none.
    """
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
