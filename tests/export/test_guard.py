"""No text cell of a table can do anything in a spreadsheet, and each is given back as it was."""

from __future__ import annotations

import csv
import io
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.export.tables import (
    guard_text,
    write_csv,
    write_hxl,
)
from tests.export.conftest import unguard_text

_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")


@pytest.mark.parametrize(
    ("text", "guarded"),
    [
        ("=1", "'=1"),
        ("-1", "'-1"),
        ("@a", "'@a"),
        ("\t=1", "'\t'=1"),
        ("\rx", "'\rx"),
        (" =1", "' =1"),
        ("'=1", "''=1"),
        ("＝1", "'＝1"),
        ("Note\n=1+1", "Note\n'=1+1"),
        ("\r\n =1", "'\r'\n' =1"),
        ("\ufeff=1", "'\ufeff=1"),
        ("Note;=1+1;end", "Note;'=1+1;end"),
        ('a;"=1', "a;'\"=1"),
        ("civilians; -5", "civilians;' -5"),
        ("≥ 80", "≥ 80"),
        ("'a'", "'a'"),
        ("a=1; b", "a=1; b"),
        ("", ""),
    ],
)
def test_a_formula_gets_an_apostrophe_wherever_a_cell_may_begin(text, guarded):
    assert guard_text(text) == guarded
    assert unguard_text(guarded) == text


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\n ;|a1＝"), max_size=8) | st.text(max_size=6))
def test_every_text_can_be_given_back(text):
    guarded = guard_text(text)
    assert unguard_text(guarded) == text


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("'=+-@ ;|\t\r\na,\""), max_size=10))
def test_whatever_separates_the_cells_none_is_a_formula(text):
    table = pd.DataFrame({"id": pd.Series(["a"], dtype="str"), "note": pd.Series([text], dtype="str")})
    written = write_csv(table).decode()
    for separator in ",;\t|":
        for row in csv.reader(io.StringIO(written, newline=""), delimiter=separator):
            assert [cell for cell in row if _FORMULA.match(cell)] == []


@pytest.mark.parametrize("write", ["csv", "hxl"])
def test_no_cell_of_a_file_is_a_formula(hostile, write):
    content = write_csv(hostile.tables.figures) if write == "csv" else write_hxl(hostile)
    cells = [cell for row in csv.reader(io.StringIO(content.decode())) for cell in row]
    assert [cell for cell in cells if _FORMULA.match(cell)] == []
    assert {"'=1+1", "''=1+1", "'quoted' only", "Note;'=1+1;end"} <= set(cells)


def test_a_number_is_never_touched():
    negative = pd.DataFrame(
        {
            "value": pd.Series([-1], dtype="Int64"),
            "note": pd.Series(
                [
                    "-1",
                ],
                dtype="str",
            ),
        }
    )
    assert write_csv(negative) == b"value,note\n-1,'-1\n"
