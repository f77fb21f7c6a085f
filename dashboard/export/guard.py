"""Text cells that a spreadsheet would take for a formula are made harmless, and given back as they were.

The guard is an apostrophe before the cell, as OWASP advises against CSV injection. A cell that only looks guarded
gets one more, so taking one away always gives back the text. Numbers and dates are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd

from dashboard.schemas import COLUMNS

# = + - @ begin a formula, their full-width twins in some spreadsheets too; white space and control characters before
# them are passed over by a spreadsheet, or hide them.
_FORMULA = r"[\s\x00-\x1f\x7f]*[=+\-@＝＋－＠]|[\x00-\x1f\x7f]"
_DANGEROUS = re.compile(rf"'*(?:{_FORMULA})")
_GUARDED = re.compile(rf"'+(?:{_FORMULA})")


def is_dangerous(text: str) -> bool:
    """Tell whether a spreadsheet could take *text* for a formula, or for a guarded one."""
    return _DANGEROUS.match(text) is not None


def guard_text(text: str) -> str:
    """Return *text* with an apostrophe before it where it is dangerous."""
    return f"'{text}" if is_dangerous(text) else text


def unguard_text(text: str) -> str:
    """Return a guarded text as it was."""
    return text[1:] if _GUARDED.match(text) else text


def guard_table(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with its text cells guarded; a table without dangerous cells is returned as it is."""
    return _change_cells(name, table, _DANGEROUS, lambda cells: "'" + cells)


def unguard_table(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Return a guarded table as it was."""
    return _change_cells(name, table, _GUARDED, lambda cells: cells.str[1:])


def _change_cells(
    name: str, table: pd.DataFrame, pattern: re.Pattern, change: Callable[[pd.Series], pd.Series]
) -> pd.DataFrame:
    changed = {}
    for column in (column.name for column in COLUMNS[name] if column.kind == "text" and column.name in table):
        hits = table[column].str.match(pattern).fillna(False).astype(bool)
        if hits.any():
            changed[column] = table[column].where(~hits, change(table[column]))
    return table.assign(**changed) if changed else table
