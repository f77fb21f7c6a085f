"""Tables read back as they were from every format, and no cell of them can do anything in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import frictionless
import hxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.export.data import (
    find_table,
    read_guarded_csv,
    read_json,
    write_csv,
    write_hxl,
    write_json,
    write_package,
)
from dashboard.export.faults import ExportError
from dashboard.export.guard import guard_text, is_dangerous, unguard_text
from dashboard.schemas import COLUMNS
from dashboard.tables import to_csv
from tests.export.conftest import NOW_WRITTEN

ALL = pytest.mark.parametrize("name", COLUMNS)


@ALL
@pytest.mark.parametrize("collection", ["invented_tables", "story_tables", "hostile_tables"])
def test_csv_and_json_read_back_to_the_same_table(name, collection, request, about):
    tables = request.getfixturevalue(collection)
    table = getattr(tables, name)
    pd.testing.assert_frame_equal(read_guarded_csv(name, write_csv(name, table)), table)
    pd.testing.assert_frame_equal(read_json(write_json(name, table, about)), table)


@ALL
def test_a_table_without_dangerous_cells_is_the_csv_of_the_data_folder(invented_tables, name):
    assert write_csv(name, getattr(invented_tables, name)).decode() == to_csv(getattr(invented_tables, name))


def test_pandas_reads_the_csv_from_its_address(hostile_tables, tmp_path):
    path = tmp_path / "figures.csv"
    path.write_bytes(write_csv("figures", hostile_tables.figures))
    table = pd.read_csv(path.as_uri())
    assert list(table.columns) == [column.name for column in COLUMNS["figures"]]
    assert list(table["id"]) == list(hostile_tables.figures["id"])


@pytest.mark.parametrize("write", [write_csv, write_hxl])
def test_no_cell_of_a_csv_is_a_formula(hostile_tables, write):
    rows = csv.reader(io.StringIO(write("figures", hostile_tables.figures).decode()))
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@", "＝")) or cell[:1] == "\t"] == []
    assert "'=1+1" in cells and "''=1+1" in cells and "'quoted' only" in cells


@pytest.mark.parametrize(
    ("text", "guarded"),
    [
        ("=1", "'=1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@a", "'@a"),
        ("\t=1", "'\t=1"),
        ("\rx", "'\rx"),
        (" =1", "' =1"),
        ("'=1", "''=1"),
        ("＝1", "'＝1"),
        ("≥ 80", "≥ 80"),
        ("'a'", "'a'"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_a_dangerous_text_gets_an_apostrophe(text, guarded):
    assert guard_text(text) == guarded and unguard_text(guarded) == text


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\n a1＝"), max_size=6) | st.text(max_size=6))
def test_every_text_can_be_given_back(text):
    assert unguard_text(guard_text(text)) == text
    assert is_dangerous(guard_text(text)) == guard_text(text).startswith("'") * is_dangerous(text)


def test_numbers_stay_numbers_and_na_stays_empty(invented_tables):
    table = pd.read_csv(io.BytesIO(write_csv("figures", invented_tables.figures)))
    assert (
        table["value"].dtype.kind == "f"
        and table["value"].isna().sum() == invented_tables.figures["value"].isna().sum()
    )


def test_json_holds_days_nulls_and_what_it_is(invented_tables, about):
    content = json.loads(write_json("figures", invented_tables.figures, about))
    first = content["records"][0]
    assert content["about"] == {
        "collection": invented_tables.title,
        "filter": "place: aleppo; text: =1+1",
        "made": NOW_WRITTEN,
        "link": "/",
        "standing": "As reported, not independently verified",
        "licence": "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/",
    }
    assert list(first) == [column.name for column in COLUMNS["figures"]]
    assert first["date_start"] == str(invented_tables.figures["date_start"].iloc[0].date())
    assert first["part_of"] is None and isinstance(first["speaker_named"], bool)


@ALL
def test_libhxl_reads_the_tags_back(hostile_tables, name):
    table = getattr(hostile_tables, name)
    if not any(column.hxl for column in COLUMNS[name]) or table.empty:
        pytest.skip("HXL has no tag for any of its columns, or there is no row")
    source = hxl.data(io.BytesIO(write_hxl(name, table)), hxl.InputOptions(allow_local=True))
    assert [column.header for column in source.columns] == [column.name for column in COLUMNS[name]]
    tags = [column.display_tag if column.tag else None for column in source.columns]
    assert [hxl_parts(tag) for tag in tags] == [hxl_parts(column.hxl) for column in COLUMNS[name]]
    assert len(list(source)) == len(table)


def hxl_parts(tag: str | None) -> tuple | None:
    """A tag and its attributes; their order means nothing in HXL."""
    return None if tag is None else (tag.split("+")[0], frozenset(tag.split("+")[1:]))


def test_pandas_reads_hxl_with_the_tags_left_out(invented_tables):
    table = pd.read_csv(io.BytesIO(write_hxl("figures", invented_tables.figures)), skiprows=[1])
    assert list(table["id"]) == list(invented_tables.figures["id"])


@pytest.mark.parametrize("collection", ["invented_tables", "hostile_tables"])
def test_frictionless_accepts_the_data_package(collection, request, about, tmp_path):
    tables = request.getfixturevalue(collection)
    content = write_package(tables, about)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(tmp_path)
    report = frictionless.validate(tmp_path / "datapackage.json")
    assert report.valid, report.flatten(["title", "fieldName", "message"])[:5]
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    assert (package["created"], package["filter"]) == (NOW_WRITTEN, about.filter_text)
    for name in COLUMNS:
        table = read_guarded_csv(name, (tmp_path / f"{name}.csv").read_bytes())
        pd.testing.assert_frame_equal(table, getattr(tables, name))


def test_the_same_tables_give_the_same_bytes(invented_tables, about):
    assert write_package(invented_tables, about) == write_package(invented_tables, about)


def test_an_unknown_table_names_the_known_ones(invented_tables):
    with pytest.raises(ExportError, match="table 'nothing', expected one of sources, figures, places"):
        find_table(invented_tables, "nothing")
    assert find_table(invented_tables, "figures") is invented_tables.figures
