"""A record says what a figure is; what cannot be one is refused with its reason."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from pydantic import ValidationError

from dashboard.records.model import Figure, Indicator, Place, Source, Speaker, clean_text

FIGURE = {
    "indicator": "killed",
    "value": 80,
    "qualifier": "at_least",
    "place": "aleppo",
    "place_as_written": "Aleppo",
    "date_as_written": "on Thursday",
    "speaker": "somebody",
    "quote": "at least 80",
}
PLACE = {"id": "a", "name": "A", "country": "SYR", "place_precision": 2, "basis": "b"}
INDICATOR = {
    "id": "a",
    "label": "A",
    "unit": "people",
    "unit_one": "person",
    "kind": "flow",
    "hxl": "#affected",
    "description": "d",
}


def test_an_ordinary_figure_takes_eight_lines():
    figure = Figure.model_validate(FIGURE)
    assert (figure.basis, figure.provisional, figure.id) == ("statement", False, None)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"value": None}, "no value with qualifier 'at_least', expected one"),
        ({"qualifier": "vague"}, "value 80 with qualifier 'vague', expected no value"),
        ({"qualifier": "vague", "value": None}, "without magnitude, expected the source's word"),
        ({"qualifier": "range"}, "value 80 with qualifier 'range', expected value_low and value_high, and value_best"),
        ({"qualifier": "range", "value": None, "value_low": 9, "value_high": 3}, "expected value_low <= value_high"),
        ({"qualifier": "range", "value": None, "value_low": 3, "value_high": 9, "value_best": 10}, "value_best 10 is not between value_low 3 and value_high 9"),
        ({"value_high": 90}, "value_high 90 with qualifier 'at_least', which leaves no room for it"),
        ({"qualifier": "exact", "value_low": 70}, "value_low 70 with qualifier 'exact', which leaves no room for it"),
        ({"qualifier": "about", "value_best": 80}, "value_best 80 with qualifier 'about', which leaves no room for it"),
        ({"of_total": 4}, "value 80 is above of_total 4, expected value <= of_total"),
        ({"value": "80"}, "expected a number without quotation marks: 80"),
        ({"value": "250,000"}, "expected a number without quotation marks: 250000"),
        ({"value": True}, "expected a number such as 80"),
        ({"value": float("nan")}, "finite number"),
        ({"value": -1}, "greater than or equal to 0"),
        ({"quote": "one two three four five six seven eight nine"}, "9 words, expected at most 8"),
        ({"date_start": "2016-09-23", "date_end": "2016-09-22"}, "expected start <= end"),
        ({"date_start": "22/09/2016"}, "expected a day such as 2016-09-22, or a local time"),
        ({"date_start": 1474502400}, "expected a day such as 2016-09-22, or a local time"),
        ({"date_start": datetime.fromisoformat("2016-09-22T18:00:00+03:00")}, "expected the local time, without an offset"),
        ({"place_as_written": None}, "no place_as_written, so the place is inferred: expected place_basis"),
        ({"date_as_written": None, "date_end": "2016-09-22"}, "no date_as_written, so the days are inferred: expected date_basis"),
        ({"killed": 3}, "Extra inputs are not permitted"),
    ],
)  # fmt: skip
def test_a_figure_that_contradicts_itself_is_refused(change, message):
    with pytest.raises(ValidationError, match=re.escape(message)):
        Figure.model_validate(FIGURE | change)


def test_a_range_holds_the_best_estimate_of_its_source():
    figure = Figure.model_validate(
        FIGURE | {"qualifier": "range", "value": None, "value_low": 0, "value_high": 8, "value_best": 6}
    )
    assert figure.value_best == 6


def test_a_figure_may_have_hours_and_decimals():
    figure = Figure.model_validate(
        FIGURE | {"value": 37.5, "date_start": "2016-09-22T18:00:00", "date_end": "2016-09-23T06:00:00"}
    )
    assert figure.value == 37.5
    assert figure.window.has_hours
    assert isinstance(Figure.model_validate(FIGURE).value, int)


def test_a_record_cannot_be_changed():
    with pytest.raises(ValidationError, match="frozen"):
        Figure.model_validate(FIGURE).value = 81


@pytest.mark.parametrize("character", ["\u202e", "\u2066", "\x00", "\x1b", "\n", "\x85"])
def test_text_that_hides_or_disguises_is_refused(character):
    with pytest.raises(ValueError, match=rf"character U\+{ord(character):04X} at position 2, expected plain text"):
        clean_text(f"ab{character}c")


def test_text_is_kept_in_one_normal_form():
    assert Place.model_validate(PLACE | {"name": " Cafe\u0301 "}).name == "Café"
    assert clean_text("حلب\u200f") == "حلب\u200f"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "https://", "https://a b.org", 'https://a.org/"x']
)
def test_an_address_that_is_no_plain_web_address_is_refused(url):
    source = {"id": "a", "title": "A", "publisher": "B", "kind": "statement", "date_basis": "c", "language": "en"}
    with pytest.raises(ValidationError, match="expected a plain http:// or https:// address"):
        Source.model_validate(source | {"url": url})


def test_the_archive_is_the_link_where_there_is_one():
    source = {
        "id": "a",
        "title": "A",
        "publisher": "B",
        "kind": "statement",
        "date_basis": "c",
        "language": "en",
        "url": "https://a.org/x",
    }
    assert Source.model_validate(source).link == "https://a.org/x"
    assert Source.model_validate(source | {"archive_url": "https://b.org/x"}).link == "https://b.org/x"


def test_a_place_has_a_whole_coordinate_or_none():
    with pytest.raises(ValidationError, match="expected lat, lon and radius_km together, or none"):
        Place.model_validate(PLACE | {"lat": 36.0})


def test_a_country_may_be_user_assigned_and_a_place_as_wide_as_the_world():
    for code in ("XKX", "AB9"):
        assert Place.model_validate(PLACE | {"country": code, "place_precision": 7}).country == code
    with pytest.raises(ValidationError, match="country"):
        Place.model_validate(PLACE | {"country": "Syria"})


def test_lists_of_the_vocabulary_are_separated_by_a_bar():
    assert Place.model_validate(PLACE | {"aliases": "Haleb| Alep |"}).aliases == ("Haleb", "Alep")


def test_an_indicator_says_how_its_numbers_run_and_whether_they_are_shares():
    assert Indicator.model_validate(INDICATOR).default_counting == "period"
    assert Indicator.model_validate(INDICATOR | {"kind": "stock"}).default_counting == "state"
    assert Indicator.model_validate(INDICATOR | {"counting": "total"}).default_counting == "total"
    assert Indicator.model_validate(INDICATOR | {"unit": "per cent of casualties"}).is_share
    assert Indicator.model_validate(INDICATOR).family == "people_harmed"


def test_a_speaker_without_a_short_name_goes_by_the_whole():
    assert Speaker.model_validate({"id": "a", "name": "A Body", "type": "un"}).short == "A Body"
