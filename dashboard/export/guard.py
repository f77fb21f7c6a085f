"""Text cells that a spreadsheet would take for a formula are made harmless, and given back as they were.

The guard is an apostrophe before the formula, as OWASP advises against CSV injection: at the beginning of a cell, and
after a character that a spreadsheet of another locale takes for the end of one (semicolon, tab, bar). What only looks
guarded gets one more, so taking one away always gives back the text. Numbers and dates are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd

# = + - @ begin a formula, their full-width twins in some spreadsheets too; white space and control characters before
# them are passed over by a spreadsheet, or hide them, and so are quotation marks after a separator.
_FORMULA = r"(?:(?:(?!\t)[\s\x00-\x1f\x7f\"])*[=+\-@＝＋－＠]|[\x00-\x1f\x7f])"
# After a separator inside prose a dash is common ("civilians; -5"), but so is the attack: guarded all the same.
_BEGIN = r"(?:^|(?<=[;\t|]))"
_DANGEROUS = re.compile(rf"{_BEGIN}(?='*{_FORMULA})")
_GUARDED = re.compile(rf"{_BEGIN}'(?='*{_FORMULA})")


def is_dangerous(text: str) -> bool:
    """Tell whether a spreadsheet could take a part of *text* for a formula, or for a guarded one."""
    return _DANGEROUS.search(text) is not None


def guard_text(text: str) -> str:
    """Return *text* with an apostrophe before each formula in it."""
    return _DANGEROUS.sub("'", text)


def unguard_text(text: str) -> str:
    """Return a guarded text as it was."""
    return _GUARDED.sub("", text)


def guard_table(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with its text cells guarded."""
    return _change_texts(table, guard_text)


def unguard_table(table: pd.DataFrame) -> pd.DataFrame:
    """Return a guarded table as it was."""
    return _change_texts(table, unguard_text)


def _change_texts(table: pd.DataFrame, change: Callable[[str], str]) -> pd.DataFrame:
    texts = [name for name, kind in table.dtypes.items() if isinstance(kind, pd.StringDtype)]
    return table.assign(**{str(name): table[name].map(change, na_action="ignore").astype("str") for name in texts})
