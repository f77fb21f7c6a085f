"""The tables by URL: they read back to the same tables, carry a name and a tag, and name what is wrong."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pandas as pd
import pytest
from frictionless import Package
from pandas.testing import assert_frame_equal

from dashboard.api.data import HXL_TABLES, list_files
from dashboard.export.data import read_guarded_csv, read_json
from dashboard.filters import Filter, apply_filter
from dashboard.schemas import COLUMNS


@pytest.mark.parametrize("name", COLUMNS)
def test_a_table_as_csv_reads_back_to_the_same_table(serve, real_tables, name):
    response = serve(real_tables).get(f"/api/{name}.csv")
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert_frame_equal(read_guarded_csv(name, response.content), getattr(real_tables, name))


@pytest.mark.parametrize("name", COLUMNS)
def test_a_table_as_json_reads_back_to_the_same_table(client, story_tables, name):
    response = client.get(f"/api/{name}.json")
    assert response.headers["content-type"] == "application/json"
    assert_frame_equal(read_json(response.content), getattr(story_tables, name))


def test_a_filtered_table_holds_what_the_page_shows_and_says_so(client, story_tables):
    response = client.get("/api/figures.json?indicator=killed&indicator=besieged&place=aleppo")
    view = apply_filter(Filter(indicator=("killed", "besieged"), place=("aleppo",)), story_tables)
    assert_frame_equal(read_json(response.content), view.figures)
    about = response.json()["about"]
    assert about["filter"] == "indicator: killed and besieged; place: aleppo"
    assert about["link"] == "/explore?indicator=killed&indicator=besieged&place=aleppo"
    assert about["standing"] == "As reported, not independently verified"


def test_the_filter_and_the_day_stand_in_the_file_name(client):
    name = client.get("/api/figures.csv?place=aleppo").headers["content-disposition"]
    assert pd.Series([name]).str.fullmatch(r'attachment; filename="figures-\d{4}-\d\d-\d\d-place-aleppo\.csv"').all()


def test_json_is_shown_in_the_browser_unless_a_download_is_asked_for(client):
    assert client.get("/api/gaps.json").headers["content-disposition"].startswith("inline; ")
    assert client.get("/api/gaps.json?download=1").headers["content-disposition"].startswith("attachment; ")


def test_a_filter_that_leaves_nothing_gives_the_header_alone(client, story_tables):
    response = client.get("/api/figures.csv?text=no-such-word")
    assert response.text == ",".join(story_tables.figures.columns) + "\n"


def test_pandas_reads_a_url(address, real_tables):
    table = pd.read_csv(f"{address}/api/figures.csv?indicator=killed")
    assert list(table["id"]) == real_tables.figures.query("indicator == 'killed'")["id"].tolist()


def test_libhxl_reads_the_tags_of_a_url(address):
    import hxl

    with hxl.data(f"{address}/api/figures.hxl.csv", hxl.InputOptions(allow_local=True)) as source:
        tags = [column.display_tag for column in source.columns]
        rows = sum(1 for _ in source)
    assert {"#meta+id", "#indicator+name", "#indicator+num", "#date+start", "#loc+name"} <= set(tags)
    assert rows == len(pd.read_csv(f"{address}/api/figures.csv"))


def test_frictionless_reads_the_package_by_its_url_and_finds_every_resource(address):
    package = Package(f"{address}/api/datapackage.json?source=independent-2016-09-23")
    assert [resource.name for resource in package.resources] == list(COLUMNS)
    gaps = package.get_resource("gaps")
    assert gaps.path == "gaps.csv?source=independent-2016-09-23"
    report = gaps.validate()
    assert report.valid, report.flatten(["message"])


def test_the_descriptor_tells_the_size_and_hash_of_what_its_paths_answer(client):
    import hashlib

    package = client.get("/api/datapackage.json?place=al-waer").json()
    assert package["filter"] == "place: al-waer"
    for resource in package["resources"]:
        body = client.get(f"/api/{resource['path']}").content
        assert resource["bytes"] == len(body)
        assert resource["hash"] == f"sha256:{hashlib.sha256(body).hexdigest()}"


def test_the_workbook_holds_every_table_of_the_view(client, story_tables):
    response = client.get("/api/tables.xlsx?place=aleppo")
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    assert set(COLUMNS) <= set(book.sheetnames)
    view = apply_filter(Filter(place=("aleppo",)), story_tables)
    assert book["figures"].max_row == len(view.figures) + 1


def test_the_package_is_a_zip_of_all_tables_with_their_descriptor(client):
    response = client.get("/api/package.zip")
    assert response.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        assert set(archive.namelist()) == {"datapackage.json", *(f"{name}.csv" for name in COLUMNS)}


@pytest.mark.parametrize("file", list_files())
def test_every_file_has_a_tag_that_stays_and_answers_304(client, file):
    first, second = client.get(f"/api/{file}"), client.get(f"/api/{file}")
    tag = first.headers["etag"]
    assert tag == second.headers["etag"]
    assert first.headers["cache-control"] == "public, max-age=60"
    again = client.get(f"/api/{file}", if_none_match=f'"other", {tag.removeprefix("W/")}')
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)


@pytest.mark.parametrize("file", ["figures.csv", "figures.json", "tables.xlsx", "package.zip", "datapackage.json"])
def test_a_tag_changes_with_a_figure_and_not_with_the_time(serve, story_tables, file):
    tags = [serve(story_tables).get(f"/api/{file}").headers["etag"] for _ in range(2)]
    changed = story_tables.cut("changed", figures=story_tables.figures.assign(value=81))
    assert tags[0] == tags[1] != serve(changed).get(f"/api/{file}").headers["etag"]


def test_the_tag_of_a_filtered_view_is_another(client):
    assert (
        client.get("/api/tables.xlsx").headers["etag"] != client.get("/api/tables.xlsx?place=al-waer").headers["etag"]
    )


def test_an_answer_is_made_once_for_a_collection(client, monkeypatch):
    from dashboard.api import data

    made = []
    write = data.write_csv
    monkeypatch.setattr(data, "write_csv", lambda *parts: made.append(parts[0]) or write(*parts))
    answers = client.get_all(["/api/figures.csv?place=aleppo"] * 8)
    assert {answer.status_code for answer in answers} == {200}
    client.get("/api/figures.csv?place=aleppo&download=1")
    assert made == ["figures"]


def test_head_answers_with_the_headers_of_get(client):
    head, get = client.get("/api/figures.csv", method="HEAD"), client.get("/api/figures.csv")
    assert head.status_code == 200
    assert head.headers == get.headers


def test_a_file_that_does_not_exist_is_answered_with_the_known_ones(client):
    response = client.get("/api/figure.csv")
    assert response.status_code == 404
    assert response.json()["error"] == "there is no file 'figure.csv'"
    assert response.json()["known"] == list_files()


def test_a_table_without_any_hxl_tag_is_not_offered_as_hxl(client):
    assert "groups" not in HXL_TABLES
    assert client.get("/api/groups.hxl.csv").status_code == 404


def test_any_other_address_below_api_is_json_and_not_the_page(client):
    response = client.get("/api/no/such/thing")
    assert response.status_code == 404
    assert "/api/charts/<id>.png" in response.json()["known"]


def test_a_collection_that_cannot_be_read_is_503_with_the_reason(serve):
    response = serve(None, error="seeds/: no such folder").get("/api/figures.csv")
    assert response.status_code == 503
    assert response.json()["error"] == "the collection could not be read: seeds/: no such folder"


def test_too_many_rows_for_a_sheet_are_422_and_name_the_way_out(client, monkeypatch):
    from dashboard.export import workbook

    monkeypatch.setattr(workbook, "MAX_ROWS", 3)
    response = client.get("/api/tables.xlsx")
    assert response.status_code == 422
    assert response.json()["error"].endswith("take the CSV instead")
