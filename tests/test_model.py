"""A record says what a figure is; what cannot be one is refused with its reason."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from dashboard.model import Figure, Place, Source, clean_text

FIGURE = {
    "id": "a-figure",
    "indicator": "killed",
    "group": "people",
    "value": 80,
    "qualifier": "at_least",
    "basis": "statement",
    "place": "aleppo",
    "place_as_written": "Aleppo",
    "date_as_written": "on Thursday",
    "date_precision": 1,
    "date_basis": "weekday",
    "speaker": "somebody",
    "speaker_named": False,
    "quote": "at least 80",
    "counts": "The dead of one day.",
}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"value": None}, "no value with qualifier 'at_least', expected one"),
        ({"qualifier": "vague"}, "value 80 with qualifier 'vague', expected no value"),
        ({"qualifier": "vague", "value": None}, "without magnitude, expected the source's word"),
        ({"qualifier": "range"}, "value with qualifier 'range', expected value_low and value_high only"),
        ({"qualifier": "range", "value": None, "value_low": 9, "value_high": 3}, "expected value_low <= value_high"),
        ({"of_total": 4}, "value 80 is above of_total 4, expected value <= of_total"),
        ({"value": "80"}, "Input should be a valid integer"),
        ({"value": True}, "Input should be a valid integer"),
        ({"value": -1}, "greater than or equal to 0"),
        ({"quote": "one two three four five six seven eight nine"}, "9 words, expected at most 8"),
        ({"date_start": "2016-09-23", "date_end": "2016-09-22"}, "expected start <= end"),
        ({"killed": 3}, "Extra inputs are not permitted"),
    ],
)
def test_a_figure_that_contradicts_itself_is_refused(change, message):
    with pytest.raises(ValidationError, match=message.replace("(", r"\(")):
        Figure.model_validate(FIGURE | change)


def test_a_record_cannot_be_changed():
    with pytest.raises(ValidationError, match="frozen"):
        Figure.model_validate(FIGURE).value = 81


@pytest.mark.parametrize("character", ["\u202e", "\u2066", "\x00", "\x1b", "\n"])
def test_text_that_hides_or_disguises_is_refused(character):
    with pytest.raises(ValueError, match=rf"character U\+{ord(character):04X} at position 2, expected plain text"):
        clean_text(f"ab{character}c")


def test_text_is_kept_in_one_normal_form():
    assert clean_text(" Cafe\u0301 ") == "Café"
    assert clean_text("حلب\u200f") == "حلب\u200f"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "https://", "https://a b.org", 'https://a.org/"x']
)
def test_an_address_that_is_no_plain_web_address_is_refused(url):
    source = {"id": "a", "title": "A", "publisher": "B", "kind": "statement", "date_basis": "c", "language": "en"}
    with pytest.raises(ValidationError, match="expected a plain http:// or https:// address"):
        Source.model_validate(source | {"url": url})


def test_a_place_has_a_whole_coordinate_or_none():
    place = {"id": "a", "name": "A", "country": "SYR", "place_precision": 2, "basis": "b", "lat": 36.0}
    with pytest.raises(ValidationError, match="expected lat, lon and radius_km together, or none"):
        Place.model_validate(place)
