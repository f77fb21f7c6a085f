"""A PNG carries title, alt text, source, time and the record of its figures; it is drawn once for one set of data."""

from __future__ import annotations

import io
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from PIL import Image

from dashboard.export import png
from dashboard.export.chunks import read_chunks
from dashboard.export.faults import PictureError
from dashboard.export.layout import PRESETS
from dashboard.export.png import Picture, PictureCache, make_png
from dashboard.export.provenance import read_picture
from tests.export.conftest import NOW, NOW_WRITTEN, SAMPLE, build_sample, change_sample


def make_blank(width: int = 4, height: int = 3) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def drawn(monkeypatch):
    """Count what is drawn, without a browser."""
    calls = []

    def draw(chart, width, height, scale):
        calls.append((width, height, scale))
        return make_blank()

    monkeypatch.setattr(png.BROWSER, "draw", draw)
    png.CACHE.clear()
    yield calls
    png.CACHE.clear()


def test_a_png_carries_its_provenance_as_text(drawn, invented_tables):
    sourced = build_sample(invented_tables, png_look())
    image = Image.open(io.BytesIO(make_png(SAMPLE, invented_tables, now=NOW)))
    assert image.text["Title"] == sourced.title
    assert image.text["Description"] == sourced.alt
    assert image.text["Source"] == "; ".join(sourced.sources)
    assert image.text["Creation Time"] == NOW_WRITTEN


def png_look():
    from dashboard.charts.base import Look

    return Look()


def test_the_record_holds_figures_values_hash_and_link(drawn, invented_tables):
    record = read_picture(make_png(SAMPLE, invented_tables, now=NOW, filter_text="place: here"))
    assert (record.chart, record.collection, record.filter) == ("sample", invented_tables.title, "place: here")
    assert record.link == "/explore?chart=sample"
    assert record.figures_sha256 == invented_tables.figures_hash
    shown = {figure.id: (figure.value, figure.qualifier, figure.written) for figure in record.figures}
    rows = invented_tables.figures.set_index("id").loc[list(shown)]
    assert shown == {key: (row.value, row.qualifier, row.written) for key, row in rows.iterrows()}


def test_text_is_put_in_without_touching_the_picture(drawn, invented_tables):
    made = make_png(SAMPLE, invented_tables, now=NOW)
    plain = [chunk for chunk in read_chunks(made) if chunk.kind not in (b"tEXt", b"iTXt")]
    assert plain == list(read_chunks(make_blank()))
    Image.open(io.BytesIO(made)).load()


def test_a_kept_picture_gets_the_time_of_each_call(drawn, invented_tables):
    later = NOW + timedelta(days=3)
    times = [read_picture(make_png(SAMPLE, invented_tables, now=now)).made for now in (NOW, later)]
    assert times == [NOW_WRITTEN, "2026-01-05T03:04:05Z"] and len(drawn) == 1


def test_the_time_is_written_in_utc(drawn, invented_tables):
    auckland = datetime(2026, 1, 2, 16, 4, 5, tzinfo=timezone(timedelta(hours=13)))
    assert make_png(SAMPLE, invented_tables, now=auckland) == make_png(SAMPLE, invented_tables, now=NOW)
    assert auckland.astimezone(UTC) == NOW


def test_another_mode_preset_filter_or_figure_is_another_picture(drawn, invented_tables, story_tables):
    make_png(SAMPLE, invented_tables, now=NOW)
    make_png(SAMPLE, invented_tables, mode="dark", now=NOW)
    make_png(SAMPLE, invented_tables, "square", now=NOW)
    make_png(SAMPLE, invented_tables, now=NOW, filter_text="place: here")
    make_png(SAMPLE, story_tables, now=NOW)
    make_png(change_sample(title="Other"), invented_tables, now=NOW)
    assert len(drawn) == 6
    make_png(SAMPLE, story_tables.only(story_tables.sources["id"]), "slide", now=NOW)
    assert [size for size in drawn if size == (720, 720, 1.5)] == [(720, 720, 1.5)]


def test_a_picture_asked_for_twice_at_a_time_is_drawn_once():
    cache, begun, go_on = PictureCache(1000), threading.Event(), threading.Event()
    calls = []

    def draw():
        calls.append(1)
        begun.set()
        go_on.wait(5)
        return Picture(b"x", None, "id")

    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(cache.get, "key", draw) for _ in range(2)]
        begun.wait(5)
        go_on.set()
        assert both[0].result() is both[1].result()
    assert calls == [1]


def test_the_cache_drops_the_least_recently_used():
    cache = PictureCache(100)
    for key in "abc":
        cache.get(key, lambda: Picture(b"x" * 40, None, "id"))
    assert cache.size == 80
    again = []
    for key in "bca":
        cache.get(key, lambda key=key: again.append(key) or Picture(b"x" * 40, None, "id"))
    assert again == ["a"]


def test_a_picture_that_fails_is_not_kept():
    cache = PictureCache(100)
    with pytest.raises(PictureError):
        cache.get("key", lambda: (_ for _ in ()).throw(PictureError("no")))
    assert cache.get("key", lambda: Picture(b"x", None, "id")).png == b"x"


def test_an_unknown_chart_or_theme_names_the_known_ones(invented_tables):
    with pytest.raises(PictureError, match=r"chart 'nothing', expected one of people_in_scale, "):
        make_png("nothing", invented_tables, now=NOW)
    with pytest.raises(PictureError, match="theme 'sepia', expected one of light, dark"):
        make_png(SAMPLE, invented_tables, mode="sepia", now=NOW)


def test_a_chart_without_anything_to_show_says_so(invented_tables):
    with pytest.raises(PictureError, match="sample: the chosen sources hold nothing that it shows"):
        make_png(SAMPLE, invented_tables.with_figures([]), now=NOW)


@pytest.mark.parametrize("preset", PRESETS)
def test_a_real_picture_has_the_pixels_of_its_preset(chrome, invented_tables, preset):
    image = Image.open(io.BytesIO(make_png(SAMPLE, invented_tables, preset, "dark", now=NOW)))
    assert image.size == PRESETS[preset].pixels
    assert image.convert("RGB").getpixel((3, 3)) == (0x11, 0x18, 0x1F)
