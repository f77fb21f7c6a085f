"""Tables as files to take away: CSV, JSON, HXL-tagged CSV, and the whole data package; XLSX is in workbook.py."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard import build
from dashboard.export.about import About, make_zip
from dashboard.export.faults import ExportError
from dashboard.export.guard import guard_table, unguard_table
from dashboard.schemas import COLUMNS, Column
from dashboard.tables import Tables, read_csv, to_csv


def find_table(tables: Tables, name: str) -> pd.DataFrame:
    """Return a table by its name; raises :class:`ExportError` naming the known ones."""
    if name not in COLUMNS:
        raise ExportError(f"table {name!r}, expected one of {', '.join(COLUMNS)}")
    return getattr(tables, name)


def write_csv(name: str, table: pd.DataFrame) -> bytes:
    """Write a table as CSV (UTF-8, ISO days, empty for NA) whose text cells can do nothing in a spreadsheet.

    The filter and the time stand in the file's name (``About.name_file``): a line above the header would break
    ``pandas.read_csv`` for everybody.
    """
    return to_csv(guard_table(name, table)).encode()


def read_guarded_csv(name: str, content: bytes) -> pd.DataFrame:
    """Read :func:`write_csv` back to the same table."""
    return unguard_table(name, read_csv(name, io.BytesIO(content)))


def write_hxl(name: str, table: pd.DataFrame) -> bytes:
    """Write a table as HXL-tagged CSV: under the header a row of tags, for the columns for which HXL has one.

    HXL standard 1.1, hxlstandard.org; the tag of each column is ``schemas.Column.hxl``.
    """
    header, _, rows = write_csv(name, table).partition(b"\n")
    tags = ",".join(column.hxl or "" for column in COLUMNS[name])
    return b"\n".join([header, tags.encode(), rows])


def write_json(name: str, table: pd.DataFrame, about: About) -> bytes:
    """Write a table as JSON: ``about`` (collection, filter, time …) and ``records``, with ISO days and null for NA."""
    content = {"about": about.as_dict(), "table": name, "records": list_records(name, table)}
    return (json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()


def list_records(name: str, table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows as dictionaries of plain values: text, whole numbers, numbers, booleans, ISO days, None."""
    columns = [_list_cells(table[column.name], column) for column in COLUMNS[name]]
    names = [column.name for column in COLUMNS[name]]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _list_cells(cells: pd.Series, column: Column) -> list[Any]:
    if column.kind == "date":
        cells = cells.dt.strftime("%Y-%m-%d")
    return cells.astype(object).where(cells.notna(), None).tolist()


def read_json(content: bytes) -> pd.DataFrame:
    """Read :func:`write_json` back to the same table."""
    parsed = json.loads(content)
    columns = {
        column.name: pd.Series([record[column.name] for record in parsed["records"]], dtype=column.dtype)
        for column in COLUMNS[parsed["table"]]
    }
    return pd.DataFrame(columns)


def write_package(tables: Tables, about: About) -> bytes:
    """Write all tables as a Frictionless data package in a ZIP; ``created`` and ``filter`` stand in its descriptor."""
    guarded = replace(
        tables, **{name: guard_table(name, table) for name, table in tables.items() if name != "coverage"}
    )
    files = build.make_files(guarded)
    package = json.loads(files["datapackage.json"]) | {"created": about.time, "filter": about.as_dict()["filter"]}
    files["datapackage.json"] = (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()
    return make_zip(files)
