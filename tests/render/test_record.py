"""A picture's record is read within bounds, and says what of it still holds."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zlib
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from dashboard.render.record import (
    KEYWORD,
    MAX_TEXT_BYTES,
    SIGNATURE,
    RecordError,
    add_record,
    check_picture,
    hash_pixels,
    insert_text,
    read_record,
)
from tests.render.made_up import make_exhibit

MADE = datetime(2016, 9, 24, 12, tzinfo=UTC)
NO_END = float("inf")


def make_figure(
    id: str = "river-0", written: str = "≥ 80", low: float | None = 80, high: float | None = NO_END
) -> SimpleNamespace:
    return SimpleNamespace(
        id=id, written=written, value=80, qualifier="at_least", bounds=SimpleNamespace(low=low, high=high)
    )


def make_png(colour: str = "white") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(file, "PNG")
    return file.getvalue()


def make_picture(png: bytes | None = None) -> bytes:
    whole = SimpleNamespace(about=SimpleNamespace(title="Riverton"), figure=lambda name: make_figure(name))
    link = "https://figures.example.org/exhibit?exhibit=killed"
    return add_record(png or make_png(), make_exhibit(figures=("river-0",)), whole, MADE, link)


def make_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I4s", len(data), kind) + data + struct.pack(">I", zlib.crc32(data, zlib.crc32(kind)))


def test_what_is_written_is_read_back():
    record = read_record(make_picture())
    assert (record.exhibit, record.key, record.collection) == ("made-up", "killed-4f2a91c0", "Riverton")
    assert record.figures[0].model_dump() == {
        "id": "river-0",
        "written": "≥ 80",
        "value": 80.0,
        "low": 80.0,
        "high": None,
        "qualifier": "at_least",
    }
    assert record.made == "2016-09-24T12:00:00Z"
    assert record.link.startswith("https://")


def test_other_programs_show_title_description_and_source():
    with Image.open(io.BytesIO(make_picture())) as image:
        texts = image.text
    assert texts["Title"].startswith("Six voices") and texts["Description"].startswith("A table")
    assert "The River Post" in texts["Source"] and texts["Creation Time"] == "2016-09-24T12:00:00Z"


def test_replaced_pixels_are_found_and_recompressed_ones_are_not():
    picture = make_picture()
    record = read_record(picture)
    assert hash_pixels(picture) == record.pixels_sha256
    with Image.open(io.BytesIO(picture)) as image:
        again = io.BytesIO()
        image.convert("RGBA").save(again, "PNG", compress_level=1)
    assert hash_pixels(again.getvalue()) == record.pixels_sha256
    assert hash_pixels(make_png("black")) != record.pixels_sha256


@pytest.mark.parametrize(
    "today, told",
    [
        ([make_figure()], "Figures: all 1 are as they are today."),
        ([make_figure(written="≥ 85", low=85)], "river-0: was ≥ 80, is now ≥ 85"),
        ([make_figure(high=90)], "river-0: was ≥ 80, with other bounds or another qualifier than today"),
        ([], "river-0: was ≥ 80, is no longer reported here"),
    ],
)
def test_each_figure_is_held_against_today(today, told):
    whole = SimpleNamespace(about=SimpleNamespace(title="Riverton"), figures=today)
    assert told in check_picture(make_picture(), SimpleNamespace(whole=whole))


def test_a_picture_bomb_is_refused_without_inflating_it():
    bomb = KEYWORD.encode() + b"\0\0" + zlib.compress(bytes(2**20), 9)
    content = make_png()
    content = content[:33] + make_chunk(b"zTXt", bomb) * 300 + content[33:]
    tracemalloc.start()
    with pytest.raises(RecordError, match="more than one record"):
        read_record(content)
    assert tracemalloc.get_traced_memory()[1] < 3 * len(content) + 2**20
    tracemalloc.stop()


def test_hashing_pixels_inflates_no_text():
    bomb = make_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(2**20), 9)) * 100
    content = make_png()
    assert hash_pixels(content[:33] + bomb + content[33:]) == hash_pixels(content)


@pytest.mark.parametrize(
    "kind, text",
    [(b"zTXt", b"\0" + zlib.compress(b" " * (2**20 + 1))), (b"tEXt", b" " * MAX_TEXT_BYTES)],
)
def test_one_record_that_is_too_large_is_refused(kind, text):
    big = make_chunk(kind, KEYWORD.encode() + b"\0" + text)
    content = make_png()
    with pytest.raises(RecordError, match="larger than any of ours"):
        read_record(content[:33] + big + content[33:])


def test_a_picture_of_claimed_giant_size_is_not_opened():
    header = make_chunk(b"IHDR", struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0))
    with pytest.raises(RecordError, match="claims 100,000 × 100,000 pixels"):
        read_record(SIGNATURE + header + make_chunk(b"IEND", b""))


@pytest.mark.parametrize(
    "content, message",
    [
        (b"GIF89a", "is no PNG"),
        (insert_text(make_png(), {KEYWORD: "{"}), "damaged: Invalid JSON"),
        (insert_text(make_png(), {KEYWORD: '{"version": 2}'}), "damaged at exhibit: Field required"),
        (insert_text(make_png(), {KEYWORD: "[" * 100_000}), "damaged: Invalid JSON"),
        (insert_text(make_png(), {KEYWORD: '{"version": NaN}'}), "damaged at version"),
    ],
)
def test_what_is_no_picture_of_ours_is_refused_with_the_reason(content, message):
    with pytest.raises(RecordError, match=message):
        read_record(content)


@pytest.mark.parametrize("content", [make_picture()[:-30], make_png()[:40] + b"X" + make_png()[41:]])
def test_pixels_that_are_damaged_or_cut_off_are_refused(content):
    with pytest.raises(RecordError, match="damaged or cut off"):
        hash_pixels(content)


def test_a_screenshot_has_no_record():
    with pytest.raises(RecordError, match="screenshots and many messengers"):
        read_record(make_png())


@given(st.binary(max_size=300))
def test_no_upload_raises_anything_else(tail):
    for content in (tail, SIGNATURE + tail, make_png()[:33] + tail):
        with pytest.raises(RecordError):
            read_record(content)
