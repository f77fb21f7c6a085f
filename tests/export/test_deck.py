"""A deck holds its words as text, its chart as one that PowerPoint edits where that is honest, and notes by slide."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise

import plotly.graph_objects as go
import pytest
from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from dashboard.exhibits.exhibit import Chart, Exhibit, Native, Table
from dashboard.export.about import Order
from dashboard.export.deck import BODY, find_native, write_deck
from dashboard.render.browser import BROWSER, Picture
from dashboard.render.html import SLIDE_BODY

NATIVE = Native("bar", ("Observatory", "Forensic team"), (("people", (91.0, 80.0)),), "people")
CHART = Chart(lambda look: go.Figure(), native=NATIVE)


def make_exhibit(name: str, *body: Chart | Table, **more: object) -> Exhibit:
    exhibit = Exhibit(
        id=name,
        key=f"{name}-4f2a91",
        question=f"What about {name}?",
        title=f"Title of {name}",
        subtitle="Friday",
        body=body,
        source=("The River Post, 23 September 2016: Observatory (91)",),
        note=f"Say aloud: {name}.",
        alt=f"Two numbers of {name}.",
        figures=(),
        details=(f"Full note of {name}.",),
        address={"exhibit": name},
    )
    return replace(exhibit, **more)


def paint() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 16)).save(out, "png")
    return out.getvalue()


def open_deck(content: bytes) -> Presentation:
    return Presentation(io.BytesIO(content))


def texts_of(slide) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


@pytest.fixture
def deck(about, monkeypatch):
    monkeypatch.setattr(BROWSER, "draw_picture", lambda *parts: Picture(paint()))
    edited, drawn = (
        make_exhibit("killed", CHART, more="2 of 3 voices"),
        make_exhibit("map", Chart(lambda look: go.Figure())),
    )
    return open_deck(write_deck(Order(None, about, exhibits=(edited, drawn))))


def test_title_note_and_source_are_text_that_can_be_edited(deck, about):
    _, first, _ = deck.slides
    texts = texts_of(first)
    assert first.shapes.title.text_frame.text == "Title of killed"
    assert "Friday" in texts
    assert texts[-1].splitlines() == [
        "2 of 3 voices",
        "Note: Say aloud: killed.",
        "Source: The River Post, 23 September 2016: Observatory (91)",
        "As reported, not independently verified · "
        "http://localhost:8501/?place=karsin&text=%3D1%2B1&exhibit=killed · killed-4f2a91",
    ]


def test_a_chart_of_exact_numbers_is_one_that_powerpoint_edits(deck):
    [shape] = [shape for shape in deck.slides[1].shapes if shape.has_chart]
    plot = shape.chart.plots[0]
    # PowerPoint draws from the bottom up: the first row is the last category.
    assert list(plot.categories) == ["Forensic team", "Observatory"]
    assert list(plot.series[0].values) == [80, 91]
    assert shape._element.nvGraphicFramePr.cNvPr.get("descr") == "Two numbers of killed."
    assert shape.chart.value_axis.minimum_scale == 0


def test_lines_stand_on_an_axis_of_days_and_run_on_where_a_voice_is_silent(about):
    days = ("2016-09-22", "2016-09-23", "2016-09-30")
    native = Native("line", days, (("Observatory", (1.0, None, 9.0)), ("Directorate", (2.0, 3.0, 4.0))), "people")
    exhibit = make_exhibit("running", Chart(lambda look: go.Figure(), native=native))
    deck = open_deck(write_deck(Order(None, about, exhibits=(exhibit,))))
    [chart] = [shape.chart for shape in deck.slides[1].shapes if shape.has_chart]
    assert "dateAx" in chart.part.blob.decode() and "catAx" not in chart.part.blob.decode()
    assert [tuple(series.values) for series in chart.plots[0].series] == [(1, None, 9), (2, 3, 4)]
    assert chart.has_legend and b'dispBlanksAs val="span"' in chart.part.blob


def test_any_other_body_is_a_picture_with_its_alternative_text(deck):
    [picture] = [shape for shape in deck.slides[2].shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
    assert picture._element.nvPicPr.cNvPr.get("descr") == "Two numbers of map."
    assert not any(shape.has_chart for shape in deck.slides[2].shapes)


def test_nothing_on_a_slide_lies_over_anything_else(deck):
    for slide in deck.slides:
        boxes = sorted((shape.top, shape.top + shape.height) for shape in slide.shapes)
        assert all(upper[1] <= lower[0] for upper, lower in pairwise(boxes))
        assert boxes[-1][1] <= deck.slide_height


def test_the_speakers_notes_differ_by_slide(deck):
    notes = [slide.notes_slide.notes_text_frame.text for slide in deck.slides]
    assert notes[1] == "What about killed?\n\nSay aloud: killed.\n\n2 of 3 voices\n\nFull note of killed."
    assert len(set(notes)) == 3 and "What about map?" in notes[0]


def test_a_body_of_more_than_a_chart_is_never_a_native_one():
    words = Table((), (), "words")
    twin = replace(words, twin=True)
    assert find_native(make_exhibit("a", CHART, twin)) is NATIVE
    assert find_native(make_exhibit("a", CHART, words)) is None
    assert find_native(make_exhibit("a", CHART, CHART)) is None


def test_the_picture_of_a_body_has_the_shape_of_its_room():
    assert SLIDE_BODY.width / SLIDE_BODY.height == pytest.approx(BODY[0] / BODY[1], rel=0.005)


@pytest.mark.browser
@pytest.mark.slow
def test_a_deck_of_the_story_opens_with_every_exhibit_on_a_slide(story, about, drawing):
    exhibits = Order(story, None).choose(briefing=True).exhibits
    order = Order(story, about, exhibits=exhibits, theme="dark")
    deck = open_deck(write_deck(order))
    assert [slide.shapes.title.text_frame.text for slide in deck.slides][1:] == [one.title for one in exhibits]
    for slide, exhibit in zip(list(deck.slides)[1:], exhibits, strict=True):
        shown = [shape for shape in slide.shapes if shape.has_chart or shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
        assert len(shown) == 1
        assert exhibit.question in slide.notes_slide.notes_text_frame.text
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= deck.slide_width
            assert shape.top >= 0 and shape.top + shape.height <= deck.slide_height
