"""The workbook holds real days and numbers, text that stays text, what it is, and its own data dictionary."""

from __future__ import annotations

import io
import time
from dataclasses import replace
from datetime import datetime

import openpyxl
import pandas as pd
import pytest

from dashboard.export import workbook
from dashboard.export.faults import ExportError
from dashboard.export.workbook import write_xlsx
from dashboard.schemas import COLUMNS
from tests.export.conftest import NOW_WRITTEN


@pytest.fixture(scope="module")
def opened(hostile_tables):
    from dashboard.export.about import About
    from tests.export.conftest import NOW

    content = write_xlsx(hostile_tables, About(hostile_tables.title, NOW, "=1+1"))
    return openpyxl.load_workbook(io.BytesIO(content))


def read_back(opened, name: str) -> pd.DataFrame:
    header, *rows = opened[name].iter_rows(values_only=True)
    cells = {
        column.name: pd.Series([row[at] for row in rows], dtype=column.dtype) for at, column in enumerate(COLUMNS[name])
    }
    assert list(header) == list(cells)
    return pd.DataFrame(cells)


@pytest.mark.parametrize("name", COLUMNS)
def test_every_table_reads_back_to_the_same(opened, hostile_tables, name):
    pd.testing.assert_frame_equal(read_back(opened, name), getattr(hostile_tables, name))


def test_pandas_reads_a_sheet(hostile_tables, about):
    table = pd.read_excel(io.BytesIO(write_xlsx(hostile_tables, about)), sheet_name="figures")
    assert table["date_start"].dtype.kind == "M" and list(table["id"]) == list(hostile_tables.figures["id"])


def test_no_cell_is_a_formula(opened):
    kinds = {cell.data_type for sheet in opened for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    hostile = [cell for row in opened["figures"].iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert hostile and all(cell.data_type == "s" and cell.quotePrefix for cell in hostile)


def test_days_and_numbers_are_real_ones(opened, hostile_tables):
    header, first, *_ = opened["figures"].iter_rows()
    cells = dict(zip([cell.value for cell in header], first, strict=True))
    assert isinstance(cells["date_start"].value, datetime) and cells["date_start"].number_format == "yyyy-mm-dd"
    assert isinstance(cells["value"].value, int) and isinstance(cells["speaker_named"].value, bool)


def test_the_header_is_frozen_and_filterable(opened):
    for name in COLUMNS:
        assert opened[name].freeze_panes == "A2" and opened[name].auto_filter.ref.startswith("A1:")


def test_filter_and_time_stand_in_it(opened, hostile_tables):
    about = dict(opened["about"].iter_rows(values_only=True))
    assert (about["collection"], about["filter"], about["made"]) == (hostile_tables.title, "=1+1", NOW_WRITTEN)


def test_the_data_dictionary_explains_every_column(opened):
    header, *rows = opened["data dictionary"].iter_rows(values_only=True)
    assert header[:3] == ("table", "column", "kind")
    assert [row[:2] for row in rows] == [(name, column.name) for name in COLUMNS for column in COLUMNS[name]]
    assert all(row[-1] for row in rows)


def test_the_same_tables_give_the_same_bytes(invented_tables, about):
    first = write_xlsx(invented_tables, about)
    time.sleep(1.1)  # the format holds times by the second
    assert write_xlsx(invented_tables, about) == first


def test_control_characters_do_not_break_the_file(invented_tables, about):
    figures = invented_tables.figures.assign(
        counts=pd.Series(["a\x00\x0bb"] * len(invented_tables.figures), dtype="str")
    )
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(replace(invented_tables, figures=figures), about)))
    assert read_back(book, "figures")["counts"].iloc[0] == "a��b"


def test_what_does_not_fit_the_format_is_refused_not_cut(invented_tables, about, monkeypatch):
    long = pd.Series(["x" * 40_000] * len(invented_tables.figures), dtype="str")
    with pytest.raises(
        ExportError, match=r"figures\.counts: a text of 40,000 characters, an XLSX cell holds 32,767; take the CSV"
    ):
        write_xlsx(replace(invented_tables, figures=invented_tables.figures.assign(counts=long)), about)
    monkeypatch.setattr(workbook, "MAX_ROWS", 2)
    with pytest.raises(ExportError, match=r"sources: 2 rows, an XLSX sheet holds 1; take the CSV instead"):
        write_xlsx(invented_tables, about)
