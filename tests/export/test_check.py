"""A picture that somebody brings is held against today's figures, and what was checked is said."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image

from dashboard.export.pictures import make_card
from dashboard.render.record import NOT_A_SIGNATURE, PIXELS, add_record, check_picture
from tests.export.conftest import NOW


def paint(colour: str = "white") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4), colour).save(out, "png")
    return out.getvalue()


@pytest.fixture
def picture(story):
    figure = story.figure("killed-aleppo-thursday")
    return add_record(paint(), make_card(figure, story), story.whole, NOW, "https://x.example.org/")


def test_a_picture_as_it_was_made_says_so_and_what_that_proves(picture, story):
    lines = check_picture(picture, story)
    assert lines[1:] == [PIXELS[True], "Figures: all 1 are as they are today.", NOT_A_SIGNATURE]


def test_other_pixels_below_the_same_record_are_found(picture, story):
    at = picture.index(b"IDAT") - 4
    painted = paint("black")
    swapped = picture[:at] + painted[painted.index(b"IDAT") - 4 :]
    assert PIXELS[False] in check_picture(swapped, story)


def test_a_figure_that_has_changed_since_is_named(picture, story):
    figure = story.figure("killed-aleppo-thursday")
    figures = tuple(replace(one, written="≥ 90") if one is figure else one for one in story.whole.figures)
    today = replace(story.whole, figures=figures, version="later")
    assert "killed-aleppo-thursday: was ≥ 80, is now ≥ 90" in check_picture(picture, today)


def test_a_picture_of_another_collection_is_not_compared(picture, earthquake):
    [*_, last] = check_picture(picture, earthquake)
    assert last.startswith("It is of another collection, ")


@pytest.mark.parametrize(
    ("content", "expected"), [(b"x", "The file is no PNG"), (paint(), "The picture carries no record")]
)
def test_what_is_no_picture_of_ours_is_told_in_one_line(story, content, expected):
    [line] = check_picture(content, story)
    assert line.startswith(expected)
