"""Charts in one go, the deck and the archive made of them, without a browser."""

from __future__ import annotations

import io
import zipfile

import pytest
from pptx import Presentation

from dashboard.charts.base import ChartError, ChartKind
from dashboard.export.archive import make_archive
from dashboard.export.batch import Skipped, draw_charts, list_kinds
from dashboard.export.browser import HOW_TO_GET_CHROME
from dashboard.export.deck import make_deck
from dashboard.export.faults import NoChromeError, PictureError
from dashboard.export.provenance import read_picture
from dashboard.schemas import COLUMNS
from tests.export.conftest import NOW, NOW_WRITTEN, SAMPLE, change_sample
from tests.export.test_png import drawn  # noqa: F401 a fixture


def refuse(tables, look):
    raise ChartError("crowded: 40 rows need 900 px; choose fewer sources")


CROWDED = ChartKind("crowded", "Too much?", refuse, lambda tables: True)
EMPTY = ChartKind("empty", "Nothing?", refuse, lambda tables: False)
OTHER = change_sample(id="other", title="Other & <more>", alt="Other: ≥ 80.")


@pytest.fixture
def batch(drawn, invented_tables):  # noqa: F811
    return draw_charts(invented_tables, [SAMPLE, CROWDED, EMPTY, OTHER], now=NOW, query="source=a")


def test_charts_come_in_their_order_and_what_is_left_out_says_why(batch):
    assert [one.sourced.id for one in batch.drawn] == ["sample", "other"]
    assert [str(skipped) for skipped in batch.skipped] == [
        "crowded was left out: not legible as a slide picture: crowded: 40 rows need 900 px; choose fewer sources",
        "empty was left out: the chosen sources hold nothing that it shows",
    ]


def test_pictures_link_to_the_view_they_show(batch):
    assert [read_picture(one.png).link for one in batch.drawn] == [
        "/explore?chart=sample&source=a",
        "/explore?chart=other&source=a",
    ]


def test_progress_is_told(drawn, invented_tables):  # noqa: F811
    told = []
    draw_charts(invented_tables, [SAMPLE, CROWDED], now=NOW, progress=lambda *what: told.append(what))
    assert told == [(0, 2, "How many?"), (1, 2, "Too much?"), (2, 2, "")]


def test_without_a_chrome_nothing_is_made(monkeypatch, invented_tables):
    from dashboard.export import png

    def draw(*_):
        raise NoChromeError(HOW_TO_GET_CHROME)

    monkeypatch.setattr(png.BROWSER, "draw", draw)
    png.CACHE.clear()
    with pytest.raises(NoChromeError, match="apt-get install chromium"):
        draw_charts(invented_tables, [SAMPLE], now=NOW)


def test_an_unknown_chart_names_the_known_ones():
    with pytest.raises(PictureError, match="chart 'nothing', expected one of people_in_scale"):
        list_kinds(["nothing"])


@pytest.fixture
def slides(batch, invented_tables, about):
    return Presentation(io.BytesIO(make_deck(invented_tables, batch.drawn, about))).slides


def test_a_deck_has_a_title_slide_and_a_slide_a_chart(slides, batch, about):
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert titles == [about.title, *(one.sourced.title for one in batch.drawn)]
    assert "As reported, not independently verified" in slides[0].placeholders[1].text_frame.text
    assert "from 2 sources:" in slides[0].placeholders[1].text_frame.text


def test_every_picture_in_a_deck_has_its_alt_text_and_its_record(slides, batch):
    for slide, one in zip(list(slides)[1:], batch.drawn, strict=True):
        picture = next(shape for shape in slide.shapes if shape.name == one.sourced.id)
        assert picture._element.nvPicPr.cNvPr.get("descr") == one.sourced.alt
        assert picture.image.blob == one.png


def test_speaker_notes_hold_the_full_note_of_every_figure(slides, batch, invented_tables):
    notes = slides[1].notes_slide.notes_text_frame.text
    rows = invented_tables.figures.set_index("id")
    for figure in batch.drawn[0].sourced.figures:
        assert rows.loc[figure, "quote"] in notes and rows.loc[figure, "counts"] in notes
    assert all(source in notes for source in batch.drawn[0].sourced.sources)


def test_the_same_pictures_give_the_same_deck(batch, invented_tables, about):
    assert make_deck(invented_tables, batch.drawn, about) == make_deck(invented_tables, batch.drawn, about)


def test_a_deck_knows_when_it_was_made(batch, invented_tables, about):
    properties = Presentation(io.BytesIO(make_deck(invented_tables, batch.drawn, about))).core_properties
    assert properties.title == about.title and NOW_WRITTEN in properties.comments
    assert properties.created == NOW.replace(tzinfo=None)


def test_an_archive_holds_charts_tables_notes_and_what_was_left_out(batch, invented_tables, about):
    content = make_archive(invented_tables, batch, about, {"figures.pptx": b"deck"})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    expected = {"README.txt", "figures.pptx", "notes/all-figures.txt"}
    expected |= {f"charts/{name}.png" for name in ("sample", "other")} | {f"tables/{name}.csv" for name in COLUMNS}
    assert set(files) == expected | {f"notes/{name}.txt" for name in ("sample", "other")}
    readme = files["README.txt"].decode()
    assert NOW_WRITTEN in readme and about.filter_text in readme and "crowded was left out" in readme
    assert all(quote in files["notes/all-figures.txt"].decode() for quote in invented_tables.figures["quote"])


def test_the_same_batch_gives_the_same_archive(batch, invented_tables, about):
    assert make_archive(invented_tables, batch, about) == make_archive(invented_tables, batch, about)


def test_a_reason_does_not_name_the_chart_twice():
    assert str(Skipped("a", "a: no room")) == "a was left out: no room"
