"""A picture read back says what it showed; whatever else is uploaded gets a clear answer, and never more work than that."""

from __future__ import annotations

import io
import json
import struct
import zlib
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from dashboard.charts import CHARTS
from dashboard.charts.base import Look
from dashboard.export.chunks import MAX_FILE_BYTES, SIGNATURE, insert_text
from dashboard.export.faults import NoRecordError, PictureFault
from dashboard.export.provenance import KEYWORD, compare_picture, make_record, read_picture, write_record
from tests.export.conftest import build_sample, change_sample
from tests.export.test_png import make_blank

LINK = "/explore?chart=sample"


@pytest.fixture(scope="session")
def record(invented_tables):
    sourced = build_sample(invented_tables, Look())
    return make_record(sourced, invented_tables, short_id="0123abcd", made="2026-01-02T03:04:05Z", link=LINK)


@pytest.fixture(scope="session")
def picture(record):
    return insert_text(make_blank(), {KEYWORD: write_record(record)})


def make_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I4s", len(data), kind) + data + struct.pack(">I", zlib.crc32(kind + data))


def make_picture(*chunks: bytes, width: int = 1, height: int = 1) -> bytes:
    header = make_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return SIGNATURE + header + b"".join(chunks) + make_chunk(b"IEND", b"")


def with_text(text: str) -> bytes:
    return insert_text(make_blank(), {KEYWORD: text})


def test_a_picture_reads_back_as_it_was_written(picture, record):
    assert read_picture(picture) == record


def test_a_record_outlives_other_programs_that_compress_it(record):
    data = KEYWORD.encode() + b"\0\0" + zlib.compress(write_record(record).encode())
    assert read_picture(make_picture(make_chunk(b"zTXt", data))) == record
    data = KEYWORD.encode() + b"\0\1\0en\0key\0" + zlib.compress(write_record(record).encode())
    assert read_picture(make_picture(make_chunk(b"iTXt", data))) == record


def test_a_record_outlives_pillow(picture, record):
    image = Image.open(io.BytesIO(picture))
    from PIL.PngImagePlugin import PngInfo

    kept, out = PngInfo(), io.BytesIO()
    for key, text in image.text.items():
        kept.add_text(key, text)
    image.save(out, "PNG", pnginfo=kept)
    assert read_picture(out.getvalue()) == record


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "The file is no PNG"),
        (b"GIF89a", "The file is no PNG"),
        (b"\x89PNG\r\n\x1a\n", "The PNG is cut off"),
        (SIGNATURE + make_chunk(b"IDAT", b"x"), "does not begin with its header"),
        (make_picture(width=60_000, height=60_000), r"claims 60,000 × 60,000 pixels, expected at most 50,000,000"),
        (make_picture(width=0), "claims 0 × 1 pixels"),
        (make_picture(*[make_chunk(b"teSt", b"")] * 20_001), "over 20,000 parts"),
        (b"\0" * (MAX_FILE_BYTES + 1), "The file has 20 MB, expected a picture of at most 20 MB"),
    ],
    ids=["empty", "gif", "signature", "no header", "pixel bomb", "no pixels", "many chunks", "large"],
)
def test_what_is_no_sound_png_is_named(content, expected):
    with pytest.raises(PictureFault, match=expected):
        read_picture(content)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
def test_a_truncated_picture_is_named(picture, share):
    with pytest.raises(PictureFault, match=r"The PNG is cut off: .* Download or copy it again"):
        read_picture(picture[: int(len(picture) * share)])


def test_a_damaged_picture_is_named(picture):
    at = picture.index(b"IDAT") + 6
    with pytest.raises(PictureFault, match="the checksum of a part does not fit"):
        read_picture(picture[:at] + b"\xff\xff" + picture[at + 2 :])


def test_a_png_without_a_record_says_so():
    with pytest.raises(
        NoRecordError, match=r"carries no record\. It was not made here, or a program took the record out"
    ):
        read_picture(make_blank())


@pytest.mark.parametrize("kind", ["zTXt", "iTXt"])
def test_a_decompression_bomb_is_not_inflated(kind):
    bomb = zlib.compress(b"0" * 200_000_000, 9)
    middle = b"\0\0" if kind == "zTXt" else b"\0\1\0\0\0"
    content = make_picture(make_chunk(kind.encode(), KEYWORD.encode() + middle + bomb))
    with pytest.raises(PictureFault, match="The record in the picture is larger than any of ours; it was not read"):
        read_picture(content)


def test_bombs_under_other_keywords_are_passed_over(record):
    bomb = make_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"0" * 50_000_000, 9))
    content = insert_text(make_picture(bomb), {KEYWORD: write_record(record)})
    assert read_picture(content) == record


@pytest.mark.parametrize(
    "text",
    ["", "no json", "[", "[]", "null", "{}", "[" * 200_000, "9" * 10_000, '{"version": NaN}', '"\\ud800"', "1e999"],
)
def test_a_record_that_is_none_is_a_fault(text):
    with pytest.raises(PictureFault, match="The record in the picture is damaged"):
        read_picture(with_text(text))


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"version": 2}, "version"),
        ({"chart": None}, "chart"),
        ({"chart": "\ud800"}, "chart"),
        ({"chart": "x" * 1000}, "chart"),
        ({"figures_sha256": "zz"}, "figures_sha256"),
        ({"figures": [{"id": "a", "qualifier": "exact", "written": "1", "value": -1}]}, r"figures\.0\.value"),
        ({"figures": [{"id": "a", "qualifier": "exact", "written": "1", "value": "80"}]}, r"figures\.0\.value"),
        ({"figures": [{}] * 6000}, "figures"),
    ],
)
def test_a_record_of_another_shape_says_where(record, changes, where):
    with pytest.raises(PictureFault, match=rf"The record in the picture is damaged at {where}"):
        read_picture(with_text(json.dumps(record.model_dump() | changes)))


def test_hostile_text_is_just_text(record):
    hostile = '<script>alert(1)</script>"; =1+1'
    assert read_picture(with_text(json.dumps(record.model_dump() | {"collection": hostile}))).collection == hostile


def test_two_records_are_a_fault(record):
    text = write_record(record)
    twice = insert_text(with_text(text), {KEYWORD: text})
    with pytest.raises(PictureFault, match="more than one record"):
        read_picture(twice)


def read_or_fault(content: bytes) -> None:
    try:
        read_picture(content)
    except PictureFault as error:
        assert str(error)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_are_more_than_a_fault(content):
    read_or_fault(content)
    read_or_fault(SIGNATURE + content)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_change_to_a_picture_is_more_than_a_fault(picture, data):
    at = data.draw(st.integers(0, len(picture) - 1))
    length = data.draw(st.integers(0, 40))
    read_or_fault(picture[:at] + data.draw(st.binary(max_size=40)) + picture[at + length :])


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([b"tEXt", b"zTXt", b"iTXt"]),
    st.binary(max_size=60),
    st.binary(max_size=60).map(zlib.compress) | st.binary(max_size=60),
)
def test_no_text_chunk_is_more_than_a_fault(kind, start, rest):
    read_or_fault(make_picture(make_chunk(kind, KEYWORD.encode() + b"\0" + start + rest)))


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5), st.lists, max_leaves=5
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_value_in_a_record_is_more_than_a_fault(record, data):
    fields = record.model_dump()
    key = data.draw(st.sampled_from(sorted(fields)))
    read_or_fault(with_text(json.dumps(fields | {key: data.draw(_json)})))


def change_figure(tables, figure: str, **cells):
    figures = tables.figures.copy()
    figures.loc[figures["id"] == figure, list(cells)] = list(cells.values())
    return replace(tables, figures=figures)


def test_a_picture_of_today_has_no_changes(record, invented_tables):
    assert compare_picture(record, invented_tables) == []


def test_one_altered_value_is_told_with_old_and_new(record, invented_tables):
    figure = record.figures[0]
    changed = change_figure(invented_tables, figure.id, value=999, written="≥ 999")
    (change,) = compare_picture(record, changed)
    assert (change.kind, change.figure, change.old, change.new) == ("changed", figure.id, figure.written, "≥ 999")
    assert change.what == f"{figure.id}: was {figure.written}, is now ≥ 999"


def test_a_figure_that_is_written_alike_is_told_apart_by_its_bounds(record, invented_tables):
    figure = record.figures[0]
    (change,) = compare_picture(record, change_figure(invented_tables, figure.id, bound_high=12345))
    assert change.old.startswith(f"{figure.written} (") and "12,345" in change.new and "12,345" not in change.old


def test_a_figure_that_is_gone_is_named(record, invented_tables):
    left = invented_tables.figures["id"].iloc[1:]
    gone = next(shown for shown in record.figures if shown.id not in set(left))
    (change,) = compare_picture(record, invented_tables.with_figures(left))
    assert (change.kind, change.figure, change.new) == ("gone", gone.id, None)
    assert change.what == f"{gone.id}: was {gone.written}, is no longer reported here"


def test_another_collection_is_named(record, story_tables, invented_tables):
    (change,) = compare_picture(record, story_tables)
    assert change.kind == "other_collection"
    assert change.what == (
        f"The picture is of another collection, “{invented_tables.title}”; here is “{story_tables.title}”."
    )


def test_what_a_chart_says_beside_its_figures_is_held_against_today(record, invented_tables, monkeypatch):
    monkeypatch.setitem(CHARTS, "sample", change_sample(alt=record.alt))
    assert compare_picture(record, invented_tables) == []
    monkeypatch.setitem(CHARTS, "sample", change_sample(alt="Nobody could count on Friday."))
    (change,) = compare_picture(record, invented_tables)
    assert (change.kind, change.old, change.new) == ("described", record.alt, "Nobody could count on Friday.")
    assert change.what == "The figures in the picture are as they were, but the chart is described otherwise today."


@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_is_described_alike_at_every_size(story_tables, chart):
    if not CHARTS[chart].applies(story_tables):
        pytest.skip("the story alone has nothing that it shows")
    page, square = (
        CHARTS[chart].build(story_tables, look).alt for look in (Look(), Look("dark", 1232, 700, fixed=True))
    )
    assert page == square


@pytest.mark.parametrize("link", ["", "http://[", "/?place=" + "x" * 9000, "/?" + "a=1&" * 2000, "\0", "javascript:0"])
def test_a_hostile_link_is_nothing_but_a_link(record, invented_tables, link):
    assert compare_picture(record.model_copy(update={"link": link, "chart": "timeline"}), invented_tables) in (
        [],
        compare_picture(record.model_copy(update={"chart": "timeline"}), invented_tables),
    )
