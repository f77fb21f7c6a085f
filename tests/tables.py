"""Read the tables that the program writes back, with the types that they had."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.records.fields import COLUMNS


def read_csv(name: str, path: Path | Any) -> pd.DataFrame:
    """Read the CSV of a table back with the types of ``COLUMNS[name]``."""
    columns = COLUMNS[name]
    days = [column.name for column in columns if column.kind == "date"]
    types: Any = {column.name: column.dtype for column in columns if column.kind != "date"}
    empty: Any = {column.name: [""] for column in columns}
    table = pd.read_csv(path, dtype=types, parse_dates=days, keep_default_na=False, na_values=empty)
    return table.astype({column.name: column.dtype for column in columns})
