"""The workbook holds real days and numbers, text that stays text, HXL tags, what it is, and its own dictionary."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime

import hxl
import openpyxl
import pandas as pd
import pytest

from dashboard.export import tables
from dashboard.export.about import About, ExportError
from dashboard.export.tables import write_xlsx
from dashboard.records.fields import COLUMNS
from tests.export.conftest import NOW, NOW_WRITTEN


@pytest.fixture(scope="module")
def content(hostile):
    return write_xlsx(hostile.tables, About(hostile.about.title, NOW, "=1+1"))


@pytest.fixture(scope="module")
def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def read_back(opened, name: str) -> pd.DataFrame:
    header, tags, *rows = opened[name].iter_rows(values_only=True)
    cells = {
        column.name: pd.Series([row[at] for row in rows], dtype=column.dtype) for at, column in enumerate(COLUMNS[name])
    }
    assert list(header) == list(cells)
    assert list(tags) == [column.hxl for column in COLUMNS[name]]
    return pd.DataFrame(cells)


@pytest.mark.parametrize("name", COLUMNS)
def test_every_table_reads_back_to_the_same(opened, hostile, name):
    pd.testing.assert_frame_equal(read_back(opened, name), getattr(hostile.tables, name))


def test_pandas_reads_a_sheet_past_its_tags(content, hostile):
    table = pd.read_excel(io.BytesIO(content), sheet_name="figures", skiprows=[1])
    assert table["date_start"].dtype.kind == "M" and list(table["id"]) == list(hostile.tables.figures["id"])


def test_libhxl_reads_the_tags_of_the_figures(content, opened):
    options = hxl.InputOptions(allow_local=True, sheet_index=opened.sheetnames.index("figures"))
    columns = [column.display_tag for column in hxl.data(io.BytesIO(content), options).columns]
    assert {"#meta+id", "#indicator+name", "#date+start", "#description+written"} <= set(columns)


def test_no_cell_is_a_formula(opened):
    kinds = {cell.data_type for sheet in opened for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    found = [cell for row in opened["figures"].iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert found and all(cell.data_type == "s" and cell.quotePrefix for cell in found)


def test_days_and_numbers_are_real_ones(opened):
    header, _, first, *_ = opened["figures"].iter_rows()
    cells = dict(zip([cell.value for cell in header], first, strict=True))
    assert isinstance(cells["date_start"].value, datetime) and cells["date_start"].number_format == "yyyy-mm-dd"
    assert isinstance(cells["value"].value, int) and isinstance(cells["speaker_named"].value, bool)


def test_header_and_tags_stay_in_sight_and_can_be_filtered(opened):
    for name in COLUMNS:
        assert opened[name].freeze_panes == "A3" and opened[name].auto_filter.ref.startswith("A2:")


def test_selection_and_time_stand_in_it(opened, hostile):
    about = dict(opened["about"].iter_rows(values_only=True))
    assert (about["collection"], about["selection"], about["made"]) == (hostile.about.title, "=1+1", NOW_WRITTEN)


def test_what_is_stale_or_left_out_stands_in_it(earthquake, about):
    told = replace(about, signs={"stale": "no such folder", "faults": ["a.toml: broken", "b.toml: broken"]})
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(earthquake.tables, told)))
    rows = dict(book["about"].iter_rows(values_only=True))
    assert (rows["stale"], rows["faults"]) == ("no such folder", "a.toml: broken; b.toml: broken")


def test_the_data_dictionary_explains_every_column(opened):
    header, *rows = opened["data dictionary"].iter_rows(values_only=True)
    assert header[:3] == ("table", "column", "kind")
    assert [row[:2] for row in rows] == [(name, column.name) for name in COLUMNS for column in COLUMNS[name]]
    assert all(row[-1] for row in rows)


def test_control_characters_do_not_break_the_file(earthquake, about):
    figures = tuple(replace(figure, counts="a\x00\x0bb") for figure in earthquake.figures)
    spoilt = replace(earthquake, figures=figures, version="spoilt")
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(spoilt.tables, about)))
    at = [column.name for column in COLUMNS["figures"]].index("counts")
    assert {row[at] for row in book["figures"].iter_rows(min_row=3, values_only=True)} == {"a��b"}


@pytest.mark.parametrize("limit", ["MAX_ROWS", "MAX_CELL_CHARACTERS"])
def test_what_does_not_fit_the_format_is_refused_before_it_is_cut(earthquake, about, monkeypatch, limit):
    monkeypatch.setattr(tables, limit, 4)
    with pytest.raises(ExportError, match=r"^\w+: it has more than XLSX holds, [\d,]+ rows .*; take the CSV instead$"):
        write_xlsx(earthquake.tables, about)
