"""Spellings of one text fold together, in time proportional to its length whatever stands in it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.records.folding import MAX_MARKS, bound_marks, fold_printed, fold_searched


def test_marks_white_space_and_dashes_of_print_are_folded():
    assert fold_printed("the city’s\u00a0 “main”\n— sta\u00adtion") == 'the city\'s "main" - station'


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Médecins Sans Frontières", "medecins sans frontieres"),
        ("أورم الكبرى", "اورم الكبري"),
        ("Bustān al-Qaṣr", "bustan al qasr"),
        ("250,000 people", "250000 PEOPLE"),
        ("Ma‘arrat al-Nu’man", "Ma'arrat al-Numan"),
        ("٢٥٠ شخصًا", "250 شخصا"),
    ],
)
def test_what_people_type_differently_is_folded_for_a_search(written, typed):
    assert fold_searched(written) == fold_searched(typed)


def test_a_decimal_and_a_list_of_numbers_keep_their_marks():
    assert fold_searched("1.75 million, 12,5") == "1.75 million, 12,5"


@pytest.mark.parametrize("hostile", ["a" + "\u0301\u0323" * 60_000, "\ufdfa" * 400_000, "か" + "\uff9e" * 200_000])
def test_hostile_text_is_folded_in_a_moment(hostile):
    began = time.process_time()
    fold_printed(hostile)
    fold_searched(hostile)
    assert time.process_time() - began < 2


def test_honest_marks_stay_and_a_pile_is_cut():
    assert bound_marks("قُتِلَ") == "قُتِلَ"
    assert bound_marks("a" + "\u0301" * 50) == "a" + "\u0301" * MAX_MARKS


@given(st.text(max_size=200))
def test_folding_twice_changes_nothing(text):
    assert fold_printed(fold_printed(text)) == fold_printed(text)
    assert fold_searched(fold_searched(text)) == fold_searched(text)
