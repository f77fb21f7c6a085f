"""Tables read back as they were from every format, and tools of others read them without a warning."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace

import frictionless
import hxl
import pandas as pd
import pytest

from dashboard.collection.tables import to_csv
from dashboard.export.about import make_zip
from dashboard.export.formats import find_format
from dashboard.export.tables import (
    BYTE_ORDER_MARK,
    list_package,
    write_csv,
    write_hxl,
    write_spreadsheet_csv,
    write_table_json,
)
from dashboard.records.fields import COLUMNS
from tests.export.conftest import NOW_WRITTEN, read_guarded_csv

ALL = pytest.mark.parametrize("name", COLUMNS)


@ALL
@pytest.mark.parametrize("collection", ["invented", "story", "hostile"])
def test_both_kinds_of_csv_read_back_to_the_same_table(name, collection, request):
    table = getattr(request.getfixturevalue(collection).tables, name)
    for write in (write_csv, write_spreadsheet_csv):
        pd.testing.assert_frame_equal(read_guarded_csv(name, write(table)), table)


@ALL
def test_a_table_without_formulas_is_the_csv_of_the_data_folder(earthquake, name):
    table = getattr(earthquake.tables, name)
    assert write_csv(table).decode() == to_csv(table)


def test_a_csv_for_spreadsheets_begins_with_the_mark_that_excel_needs_and_one_for_programs_does_not(earthquake):
    table = earthquake.tables.figures
    assert write_spreadsheet_csv(table)[:3] == BYTE_ORDER_MARK == b"\xef\xbb\xbf"
    assert write_csv(table).startswith(b"id,source,")
    assert "≥" in pd.read_csv(io.BytesIO(write_spreadsheet_csv(table)), encoding="utf-8-sig")["written"].str.cat()


def test_pandas_reads_numbers_as_numbers_and_empty_as_unknown(invented):
    table = pd.read_csv(io.BytesIO(write_csv(invented.tables.figures)))
    assert table["value"].dtype.kind == "f"
    assert table["value"].isna().tolist() == invented.tables.figures["value"].isna().tolist()


def test_json_holds_days_nulls_and_what_it_is(earthquake, about):
    content = json.loads(write_table_json("figures", earthquake.tables.figures, about))
    first = content["records"][0]
    assert content["about"] == {
        "collection": earthquake.about.title,
        "selection": "Place: Karsin; text: =1+1",
        "made": NOW_WRITTEN,
        "link": "http://localhost:8501/explore?place=karsin&text=%3D1%2B1",
        "standing": "As reported, not independently verified",
        "licence": "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/",
    }
    assert list(first) == [column.name for column in COLUMNS["figures"]]
    assert first["date_start"] == str(earthquake.figures[0].window.first_day)
    assert first["part_of"] is None and isinstance(first["speaker_named"], bool)
    assert isinstance(first["value"], int)


def test_json_says_that_it_is_stale(earthquake, about):
    content = json.loads(
        write_table_json("gaps", earthquake.tables.gaps, replace(about, signs={"stale": "no such folder"}))
    )
    assert content["about"]["stale"] == "no such folder"


def list_findings(content: bytes, **options: object) -> tuple[hxl.input.HXLReader, list[tuple[str, str, str]]]:
    """Return what libhxl's default schema finds in HXL, but for what it only gently points out (info)."""
    source = hxl.data(io.BytesIO(content), hxl.InputOptions(allow_local=True, **options)).cache()
    found: list[tuple[str, str, str]] = []

    def note(error: hxl.validation.HXLValidationException) -> None:
        if error.rule.severity != "info":
            found.append((error.rule.severity, error.message, str(error.value)))

    hxl.schema(None, callback=note).validate(source)
    return source, found


@pytest.mark.parametrize("collection", ["invented", "story", "earthquake", "real"])
def test_libhxl_validates_the_figures_without_a_warning(collection, request):
    given = request.getfixturevalue(collection)
    source, found = list_findings(write_hxl(given))
    assert found == []
    assert len(list(source)) == len(given.figures)


@pytest.mark.parametrize("name", find_format("hxl").tables[1:])
def test_libhxl_validates_the_other_tables_too(story, name):
    if getattr(story.tables, name).empty:
        pytest.skip("there is no row")
    _, found = list_findings(write_hxl(story, name))
    assert found == []


def test_each_number_stands_under_its_own_indicators_tag(earthquake):
    rows = list(csv.reader(io.StringIO(write_hxl(earthquake).decode())))
    tags, records = rows[1], rows[2:]
    for figure, row in zip(earthquake.figures, records, strict=True):
        numbers = {
            tag: cell
            for tag, cell in zip(tags, row, strict=True)
            if tag.split("+")[0] == figure.indicator.hxl.split("+")[0]
        }
        filled = [tag for tag, cell in numbers.items() if cell and tag.startswith(figure.indicator.hxl)]
        expected = figure.indicator.hxl + ("+forecast" if figure.is_forecast else "")
        assert filled == ([expected] if figure.value is not None else [])
    assert "#affected+killed" in tags


def test_what_is_only_feared_is_not_among_what_was_counted(earthquake):
    feared = next(figure for figure in earthquake.figures if figure.is_forecast)
    source, _ = list_findings(write_hxl(earthquake))
    row = next(row for row in source if row.get("#meta+id") == feared.id)
    assert row.get(f"{feared.indicator.hxl}+forecast") == str(feared.value)
    assert not row.get(f"{feared.indicator.hxl}-forecast")


@pytest.mark.parametrize("collection", ["earthquake", "hostile", "real"])
def test_frictionless_accepts_the_data_package(collection, request, about, tmp_path):
    given = request.getfixturevalue(collection)
    with zipfile.ZipFile(io.BytesIO(make_zip(list_package(given, about)))) as archive:
        archive.extractall(tmp_path)
    report = frictionless.validate(tmp_path / "datapackage.json")
    assert report.valid, report.flatten(["title", "fieldName", "message"])[:5]
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    assert (package["created"], package["selection"]) == (NOW_WRITTEN, about.selection)
    for name in COLUMNS:
        table = read_guarded_csv(name, (tmp_path / f"{name}.csv").read_bytes())
        pd.testing.assert_frame_equal(table, getattr(given.tables, name))
