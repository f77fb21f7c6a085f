"""Numbers in words, never without their qualifier."""

import pytest

from dashboard.wording.scopes import list_numbers, name_count, say_number
from dashboard.wording.sentences import count, enumerate_numbers, fold
from tests.wording.invented import CHILDREN, STRIKES, figure


@pytest.mark.parametrize(
    ("reported", "words", "signs"),
    [
        (figure(), "at least 80 people", "≥ 80 people"),
        (figure(1, "exact", group=CHILDREN), "1 child", "1 child"),
        (figure(1, "exact", group=CHILDREN, of_total=4), "1 of 4 children", "1 of 4 children"),
        (
            figure(40, "exact", basis="estimate", indicator=STRIKES, group=None),
            "an estimated 40 air strikes",
            "est. 40 air strikes",
        ),
        (figure(None, "vague", magnitude="dozens"), "dozens of people", "dozens of people"),
        (figure(None, "vague", magnitude="many"), "many people", "many people"),
        (figure(43, "exact", provisional=True), "43 people so far", "43 people so far"),
        (
            figure(None, "range", value_low=200, value_high=300, value_best=230),
            "200–300 people (best estimate 230)",
            "200–300 people (best 230)",
        ),
        (figure(300, "about", basis="estimate"), "about 300 people (estimate)", "est. ≈ 300 people"),
    ],
)
def test_a_number_is_named_with_what_it_counts_and_its_doubt(reported, words, signs):
    assert (name_count(reported), name_count(reported, signs=True)) == (words, signs)


def test_exactly_marks_only_a_number_without_any_doubt():
    assert say_number(figure(25, "exact"), exactly=True) == "exactly 25"
    assert say_number(figure(25, "exact", provisional=True), exactly=True) == "25 so far"
    assert say_number(figure(25, "exact", basis="estimate"), exactly=True) == "an estimated 25"


def test_a_list_of_numbers_is_sorted_and_says_each_once():
    figures = [figure(91, "exact"), figure(47), figure(72), figure(47, id="again")]
    assert list_numbers(figures, signs=True) == ["≥ 47", "≥ 72", "91"]


def test_a_long_list_is_folded_into_a_count():
    assert fold(["a", "b", "c", "d"], most=3) == "a, b and two more"
    assert fold(["a", "b", "c"], most=3) == "a, b and c"
    assert enumerate_numbers(["≥ 2", "7", "8", "9"], most=3) == "≥ 2, 7 and two more numbers"
    assert enumerate_numbers(["≥ 2", "7", "8"], most=3) == "≥ 2, 7, 8"


def test_our_own_counts_are_words():
    assert (count(1, "report"), count(6, "voice"), count(47, "report")) == ("one report", "six voices", "47 reports")
