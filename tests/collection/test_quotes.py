"""A figure and its own quote: contradictions are refused, and nothing else is."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dashboard.collection.quotes import check_quote


def figure(quote, value=None, qualifier="exact", **rest):
    keys = ("value_low", "value_high", "value_best", "of_total", "magnitude")
    plain = dict.fromkeys(keys) | {"provisional": False, "basis": "statement"}
    return SimpleNamespace(**(plain | {"quote": quote, "value": value, "qualifier": qualifier} | rest))


def faults(*args, language="en", **rest):
    return [f"{key}: {message}" for key, message in check_quote(figure(*args, **rest), language)]


@pytest.mark.parametrize(
    ("quote", "value", "qualifier", "fault"),
    [
        ("At least 80 people died", 81, "at_least", "value: 81, expected the number of the quote 'At least 80 people died': 80"),
        ("275,000 people", 275, "exact", "value: 275, expected the number of the quote '275,000 people': 275,000"),
        ("at least 80 people", 80, "exact", "qualifier: 'exact', expected 'at_least': the quote says 'at least 80'"),
        ("over 100 of them children", 100, "about", "qualifier: 'about', expected 'more_than': the quote says 'over 100'"),
        ("nearly two million people", 2_000_000, "exact", "qualifier: 'exact', expected 'nearly': the quote says 'nearly two million'"),
        ("between 200 and 300 people", 200, "exact", "qualifier: 'exact', expected 'range': the quote says '200 and 300'"),
        ("43 people so far", 43, "exact", "provisional: false, expected true: the quote says 'so far', so more may come"),
        ("two were among the buildings", 2, "exact", "provisional: false, expected true: the quote says 'were among', so more may come"),
        ("estimated that 40 air strikes", 40, "exact", "basis: 'statement', expected 'estimate': the quote says that it is estimated"),
        ("dozens of people", 40, "exact", "value: 40, expected qualifier 'vague': the quote says no more than 'dozens'"),
        ("many people were killed", 80, "exact", "quote: 'many people were killed', expected the phrase that holds the number 80"),
    ],
)  # fmt: skip
def test_a_value_or_qualifier_that_the_quote_contradicts_is_refused(quote, value, qualifier, fault):
    assert faults(quote, value, qualifier) == [fault]


def test_a_provisional_number_keeps_its_qualifier():
    assert faults("at least 43 people so far", 43, provisional=True) == [
        "qualifier: 'exact', expected 'at_least': the quote says 'at least 43'"
    ]


def test_totals_ends_and_magnitudes_are_held_against_the_quote():
    assert faults("three of their four centres", 3, of_total=5) == ["of_total: 5, expected the total of the quote: 4"]
    assert faults("between 20 and 30 people", None, "range", value_low=20, value_high=40) == [
        "value_high: 40, expected an end that the quote 'between 20 and 30 people' has: 20 or 30"
    ]
    assert faults("hundreds killed", None, "vague", magnitude="dozens") == [
        "magnitude: 'dozens', expected the word of the quote: 'hundreds'"
    ]
    assert faults("40 killed", None, "vague", magnitude="dozens") == [
        "qualifier: 'vague', expected the number of the quote '40 killed': 40"
    ]


@pytest.mark.parametrize(
    ("quote", "value", "rest"),
    [
        ("A young girl was pulled alive", 1, {}),
        ("the city’s main water pumping station", 1, {}),
        ("the station that serves 250,000 people", 1, {}),
        ("both hospitals", 2, {}),
        ("50 bombs in the city", 50, {"qualifier": "at_least"}),
        ("around 40,000 civilians and 800 fighters", 800, {"qualifier": "about"}),
        ("106 out of 338 people", 338, {}),
        ("over 840 people", 840, {"qualifier": "at_least"}),
        ("43 people so far", 43, {"qualifier": "at_least"}),
        ("at least 43 people so far", 43, {"qualifier": "at_least", "provisional": True}),
        ("injured three staff and four patients", 7, {}),
        ("strikes over three districts", 3, {}),
        ("including 106 children", 106, {}),
        ("37.5 per cent were children", 37.5, {}),
        ("half of the hospitals", 50, {}),
        ("one in five children", 20, {}),
        ("a six-year-old boy", 1, {}),
        ("from 912 to 3,549", 3549, {}),
        ("at least 20, possibly 50, killed", 20, {"qualifier": "at_least", "value_high": 50}),
        ("an estimated 35 doctors remaining", 35, {"basis": "estimate"}),
        ("Kallaseh, Fardous and Bustan al-Qasr were hit", 3, {}),
    ],
)
def test_what_its_quote_leaves_open_is_accepted(quote, value, rest):
    assert faults(quote, value, **rest) == []


def test_ranges_and_vague_words_that_agree_are_accepted():
    assert faults("between 20 and 30 people", None, "range", value_low=20, value_high=30) == []
    assert faults("dozens killed, at least 24", None, "vague", magnitude="dozens", value_low=24) == []
    assert faults("wounded tens of others", None, "vague", magnitude="tens") == []
    assert faults("decine di persone", None, "vague", magnitude="dozens", language="it") == []


def test_a_quote_in_a_language_that_is_not_read_is_held_by_its_digits_alone():
    assert faults("مركزي الأنصاري وسيف الدولة", 2, language="ar") == []
    assert faults("tuttugu manns", 20, language="is") == []
    assert faults("20 bin kişi", 20_000, language="tr") == []
    assert faults("að minnsta kosti 20 manns", 20, language="is") == []
    assert faults("20 manns", 30, language="is") == ["value: 30, expected the number of the quote '20 manns': 20"]


def test_every_figure_of_the_project_agrees_with_its_quote(real):
    wrong = {figure.id: check_quote(figure, figure.source.language) for figure in real.figures}
    assert {name: found for name, found in wrong.items() if found} == {}
