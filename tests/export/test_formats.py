"""Every format is registered once, and its one entry is enough for command, address, link and documentation."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest

from dashboard.export import FORMATS
from dashboard.export.about import ExportError, Order
from dashboard.records.fields import COLUMNS

PICKED = {one.id: one for one in FORMATS}


def test_ids_addresses_and_file_names_are_each_taken_once():
    addresses = [f"{name}.{one.ending}" for one in FORMATS if one.scope == "table" for name in one.tables] + [
        one.address for one in FORMATS if one.scope != "table"
    ]
    assert len(PICKED) == len(FORMATS)
    assert len(set(addresses)) == len(addresses)


@pytest.mark.parametrize("one", FORMATS, ids=PICKED)
def test_an_entry_says_what_it_is_for_and_where_it_is(one):
    assert one.purpose.endswith(".") and len(one.purpose.split()) >= 6
    assert one.address.startswith("api/") and one.address.endswith(f".{one.ending}")
    assert bool(one.tables) == (one.scope == "table")
    assert bool(one.name) == (one.scope in ("tables", "briefing"))


def test_there_is_each_format_that_people_asked_for():
    assert set(PICKED) >= {
        "csv",
        "spreadsheet",
        "hxl",
        "json",
        "xlsx",
        "package",
        "png",
        "pdf",
        "pptx",
        "briefing",
        "zip",
    }
    assert PICKED["csv"].address == "api/figures.csv"


@pytest.mark.parametrize("one", [one for one in FORMATS if not one.draws], ids=lambda one: one.id)
def test_what_needs_no_browser_is_written_without_one(one, earthquake, about, monkeypatch):
    monkeypatch.setattr("dashboard.render.browser.find_browser", lambda: None)
    exhibits = Order(earthquake, None).choose(["killed"]).exhibits
    for table in one.tables or ("",):
        assert one.write(Order(earthquake, about, table=table, exhibits=exhibits))


def test_the_table_that_is_asked_for_is_written(earthquake, about):
    for name, columns in COLUMNS.items():
        content = PICKED["csv"].write(Order(earthquake, about, table=name))
        assert content.decode().splitlines()[0].split(",") == [column.name for column in columns]


def test_an_exhibit_as_json_holds_its_words_and_a_chart_that_plotly_reads(earthquake, about):
    import plotly.graph_objects as go

    [exhibit] = Order(earthquake, None).choose(["killed"]).exhibits
    content = json.loads(
        PICKED["exhibit"].write(Order(earthquake, replace(about, signs={"stale": "x"}), exhibits=(exhibit,)))
    )
    assert content["title"] == exhibit.title and content["figures"] == list(exhibit.figures)
    assert content["link"] == about.link_to(exhibit.address) and content["about"]["stale"] == "x"
    charts = [block for block in content["body"] if block["kind"] == "chart"]
    assert go.Figure(charts[0]["plotly"]).data
    tables = [block for block in content["body"] if block["kind"] == "table"]
    assert all(
        len(row["cells"]) == len(table["columns"]) for table in tables for s in table["sections"] for row in s["rows"]
    )


def test_a_briefing_of_nothing_is_refused_with_the_reason(earthquake, about):
    empty = earthquake.cut("nothing", keep=lambda figure: False)
    chosen = Order(empty, None).choose(["killed", "where"])
    assert chosen.exhibits == ()
    with pytest.raises(ExportError, match=r"^there is no exhibit to show: "):
        PICKED["pptx"].write(Order(empty, about, left_out=chosen.left_out))


@pytest.mark.browser
@pytest.mark.slow
def test_a_picture_is_made_with_its_record_and_a_pdf_in_vectors(earthquake, about, drawing):
    from PIL import Image

    from dashboard.render.record import check_picture, read_record

    chosen = Order(earthquake, None).choose(["killed"]).exhibits
    order = Order(earthquake, about, exhibits=chosen, preset="square", theme="dark")
    png, pdf = PICKED["png"].write(order), PICKED["pdf"].write(order)
    record = read_record(png)
    assert Image.open(io.BytesIO(png)).size == (1080, 1080)
    assert record.link == about.link_to(chosen[0].address) and record.collection == earthquake.about.title
    assert [shown.id for shown in record.figures] == list(dict.fromkeys(chosen[0].figures))
    assert f"Figures: all {len(record.figures)} are as they are today." in check_picture(png, earthquake)
    assert pdf.startswith(b"%PDF-") and b"/Subtype /Image" not in pdf
