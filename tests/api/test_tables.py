"""The tables by URL: they read back to the same tables, carry a name and a tag, and name what is wrong."""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import zipfile
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest
from frictionless import Package
from pandas.testing import assert_frame_equal

from dashboard.collection import read_selection
from dashboard.export import FORMATS
from dashboard.records.fields import COLUMNS
from tests.export.conftest import read_guarded_csv

FILES = [
    *(f"{name}.{one.ending}" for one in FORMATS if one.scope == "table" for name in one.tables),
    *(one.address.removeprefix("api/") for one in FORMATS if one.scope == "tables"),
]


@pytest.mark.parametrize("name", COLUMNS)
def test_a_table_as_csv_reads_back_to_the_same_table(serve, real, name):
    client = serve(real)
    for ending in ("csv", "excel.csv"):
        response = client.get(f"/api/{name}.{ending}")
        assert response.status_code == 200
        assert response.headers["content-type"] == "text/csv; charset=utf-8"
        assert_frame_equal(read_guarded_csv(name, response.content), getattr(real.tables, name))


def test_a_selected_table_holds_what_the_page_shows_and_says_so(client, story):
    query = "indicator=killed&indicator=besieged&place=aleppo&from=2016-09-22&to=2016-09-23"
    content = client.get(f"/api/figures.json?{query}").json()
    asked = {"indicator": ["killed", "besieged"], "place": ["aleppo"], "from": ["2016-09-22"], "to": ["2016-09-23"]}
    selection, _ = read_selection(asked, story)
    chosen = selection.choose(story.whole.only(["independent-2016-09-23"]))
    assert [record["id"] for record in content["records"]] == [figure.id for figure in chosen.figures]
    assert content["about"]["link"] == (
        "http://localhost:8501/explore?indicator=killed&indicator=besieged&place=aleppo&from=2016-09-22&to=2016-09-23"
    )
    assert content["about"]["selection"].startswith("Indicator: Killed and Besieged; place: Aleppo; from")


def test_a_selection_by_standing_is_the_pages_own(serve, real):
    from dashboard.compare import of

    kinds = {figure.id: of(real).standing(figure).kind for figure in real.figures}
    records = serve(real).get("/api/figures.json?standing=one_voice").json()["records"]
    assert {record["id"] for record in records} == {name for name, kind in kinds.items() if kind == "one_voice"}
    assert 0 < len(records) < len(kinds)


def test_what_is_open_on_a_page_chooses_nothing(client):
    plain = client.get("/api/figures.csv").content
    topic = "about=killed&who=people&where=aleppo&when=2016-09-23&figure=killed-aleppo-thursday"
    assert client.get(f"/api/figures.csv?{topic}").content == plain


def test_selection_and_day_stand_in_the_file_name(client):
    name = client.get("/api/figures.csv?place=aleppo").headers["content-disposition"]
    assert re.fullmatch(r'attachment; filename="figures-\d{4}-\d\d-\d\d-place-aleppo\.csv"', name)


def test_json_is_shown_in_the_browser_unless_a_download_is_asked_for(client):
    assert client.get("/api/gaps.json").headers["content-disposition"].startswith("inline; ")
    assert client.get("/api/gaps.json?download=1").headers["content-disposition"].startswith("attachment; ")


def test_a_selection_that_leaves_nothing_gives_the_header_alone(client):
    response = client.get("/api/figures.csv?text=no-such-word")
    assert response.text == ",".join(column.name for column in COLUMNS["figures"]) + "\n"


@pytest.mark.slow
def test_pandas_and_libhxl_read_a_url(address, real):
    import hxl

    table = pd.read_csv(f"{address}/api/figures.csv?indicator=killed")
    assert list(table["id"]) == [figure.id for figure in real.figures if figure.indicator.id == "killed"]
    with hxl.data(f"{address}/api/figures.hxl.csv", hxl.InputOptions(allow_local=True)) as source:
        tags = [column.display_tag for column in source.columns]
        assert len(list(source)) == len(real.figures)
    assert {"#meta+id", "#affected+killed", "#date+start", "#loc+name"} <= set(tags)


@pytest.mark.slow
def test_frictionless_reads_the_package_by_its_url_and_finds_every_resource(address):
    package = Package(f"{address}/api/datapackage.json?source=independent-2016-09-23")
    assert [resource.name for resource in package.resources] == list(COLUMNS)
    gaps = package.get_resource("gaps")
    assert gaps.path == "gaps.csv?source=independent-2016-09-23"
    report = gaps.validate()
    assert report.valid, report.flatten(["message"])


def test_the_descriptor_tells_the_size_and_hash_of_what_its_paths_answer(client):
    package = client.get("/api/datapackage.json?place=al-waer").json()
    assert package["selection"] == "Place: Al-Waer"
    for resource in package["resources"]:
        body = client.get(f"/api/{resource['path']}").content
        assert (resource["bytes"], resource["hash"]) == (len(body), f"sha256:{hashlib.sha256(body).hexdigest()}")


def test_the_workbook_and_the_package_hold_every_table_of_the_selection(client):
    book = openpyxl.load_workbook(io.BytesIO(client.get("/api/tables.xlsx?place=al-waer").content))
    assert set(COLUMNS) <= set(book.sheetnames)
    assert book["figures"].max_row == 2 + len(client.get("/api/figures.json?place=al-waer").json()["records"])
    with zipfile.ZipFile(io.BytesIO(client.get("/api/package.zip").content)) as archive:
        assert set(archive.namelist()) == {"datapackage.json", *(f"{name}.csv" for name in COLUMNS)}


@pytest.mark.parametrize("file", FILES)
def test_every_file_has_a_tag_that_stays_and_answers_304_with_vary(client, file):
    first, second = client.get(f"/api/{file}"), client.get(f"/api/{file}")
    tag = first.headers["etag"]
    assert (first.status_code, tag) == (200, second.headers["etag"])
    assert first.headers["cache-control"] == "public, max-age=60"
    again = client.get(f"/api/{file}", headers={"If-None-Match": f'"other", {tag.removeprefix("W/")}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(f"/api/{file}", headers={"If-None-Match": "*"}).status_code == 304
    assert "Accept-Encoding" in again.headers["vary"] and "Accept-Encoding" in first.headers["vary"]


@pytest.mark.parametrize("file", ["figures.csv", "tables.xlsx", "package.zip"])
def test_a_tag_changes_with_the_collection_the_selection_and_not_with_the_time(serve, earthquake, file):
    tags = [serve(earthquake).get(f"/api/{file}").headers["etag"] for _ in range(2)]
    other = serve(replace(earthquake, version="other")).get(f"/api/{file}").headers["etag"]
    narrower = serve(earthquake).get(f"/api/{file}?place=karsin").headers["etag"]
    assert tags[0] == tags[1] and len({tags[0], other, narrower}) == 3


def test_an_update_of_the_program_changes_the_tags(client, monkeypatch):
    before = client.get("/api/gaps.json").headers["etag"]
    from dashboard.api import calls

    calls.SHELF.follow(object())
    monkeypatch.setattr(calls, "RUN", "of another program")
    assert client.get("/api/gaps.json").headers["etag"] != before


def test_an_answer_is_made_once_however_its_query_is_written(client, monkeypatch):
    from dashboard.export import tables

    made = []
    write = tables.write_csv
    monkeypatch.setattr(tables, "write_csv", lambda table: made.append(1) or write(table))
    for query in (
        "place=aleppo&basis=count",
        "basis=count&place=aleppo",
        "place=aleppo&place=aleppo&basis=count&text=&download=1",
    ):
        assert client.get(f"/api/figures.csv?{query}").status_code == 200
    assert made == [1]


def test_head_answers_with_the_headers_of_get_and_no_body(client):
    head, get = (ask("/api/figures.csv") for ask in (client.head, client.get))
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers == get.headers


def test_answers_are_compressed_unless_the_caller_forbids_it(client):
    with client.stream("GET", "/api/figures.csv", headers={"Accept-Encoding": "gzip"}) as response:
        assert response.headers["content-encoding"] == "gzip"
        assert gzip.decompress(b"".join(response.iter_raw())).startswith(b"id,source,")
    for header in ("gzip;q=0", "identity", "gzip;q=0, identity"):
        response = client.get("/api/figures.csv", headers={"Accept-Encoding": header})
        assert "content-encoding" not in response.headers and response.content.startswith(b"id,source,")


def test_the_links_in_a_file_lead_to_where_the_setting_says(client, monkeypatch):
    monkeypatch.setenv("DASHBOARD_URL", "https://figures.example.org/aleppo")
    assert client.get("/api/gaps.json").json()["about"]["link"] == "https://figures.example.org/aleppo/explore"


def test_or_else_to_where_the_caller_found_it(client):
    answers = [client.get("/api/gaps.json", headers={"Host": host}).json() for host in ("127.0.0.1:8502", "localhost")]
    assert [answer["about"]["link"] for answer in answers] == [
        "http://127.0.0.1:8502/explore",
        "http://localhost/explore",
    ]


def test_too_many_rows_for_a_sheet_are_422_and_name_the_way_out(client, monkeypatch):
    from dashboard.export import tables

    monkeypatch.setattr(tables, "MAX_ROWS", 3)
    response = client.get("/api/tables.xlsx")
    assert response.status_code == 422
    assert response.json()["error"].endswith("take the CSV instead")
