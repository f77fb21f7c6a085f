"""What is said of two figures: their relation, the verdict, the voice."""

import pytest

from tests.compare.made import compare, said


def pair(one, other, *rest):
    found = compare(one, other, *rest).pair(one, other)
    return found.relation, found.verdict, found.voice


def test_one_statement_in_two_reports_is_no_second_count():
    assert pair(said("a", 27), said("b", 27)) == ("same_statement", "agree", "same")


def test_a_report_without_a_day_or_a_place_carries_the_statement_that_gives_them():
    assert pair(said("a", 27), said("b", 27, stated=False, placed=False))[0] == "same_statement"


def test_a_rounding_is_the_same_statement():
    assert pair(said("a", 846), said("b", 840, qualifier="more_than"))[0] == "same_statement"


def test_the_same_number_of_another_month_is_another_statement():
    assert pair(said("a", 27), said("b", 27, told="30"))[0] == "same"


def test_a_later_toll_of_one_voice_revises_the_first():
    assert pair(said("a", 27, told="15", provisional=True), said("b", 45, told="16")) == (
        "later_total",
        "revise",
        "same",
    )


def test_so_far_comes_before_the_higher_number_of_the_same_day():
    assert pair(said("a", 27, told="15", provisional=True), said("b", 45, told="15"))[0] == "later_total"


def test_where_the_order_is_not_known_nothing_is_revised():
    assert pair(said("a", 27, told="15"), said("b", 45, told="15")) == ("same", "exclude", "same")


def test_a_number_that_falls_is_the_same_thing_revised():
    assert pair(said("a", 18, qualifier="at_least"), said("b", 10, qualifier="at_least", told="25")) == (
        "same",
        "revise",
        "same",
    )


def test_a_closed_week_stays_true_when_the_toll_goes_on():
    week, longer = said("a", 338, days="8..14"), said("b", 342, days="8..17", told="18")
    assert pair(week, longer) == ("part_of", "compatible", "same")
    assert compare(week, longer).step(week, longer) == "continues"


def test_a_running_total_is_updated():
    first = said("a", 912, days="11..12", counting="total", told="12")
    then = said("b", 3549, days="11..14", counting="total", told="14")
    assert compare(first, then).step(first, then) == "updates"
    assert pair(first, then)[:2] == ("later_total", "revise")


def test_a_number_taken_back_by_name_is_revised():
    assert pair(said("a", 338, days="..15"), said("b", 338, days="8..15", corrects="a")) == (
        "same_statement",
        "revise",
        "same",
    )


def test_two_independent_numbers_exclude_each_other():
    assert pair(said("a", 25), said("b", 45, by="rescuers", qualifier="at_least")) == ("same", "exclude", "independent")


def test_numbers_of_which_nobody_knows_whose_they_are_exclude_nothing():
    assert pair(said("a", 20), said("b", 18, by="gazette")) == ("same", "none", "unknown")


def test_a_part_cannot_exceed_its_whole():
    assert pair(said("a", 91), said("b", 87, by="rescuers", where="region")) == ("part_of", "exclude", "independent")
    assert pair(said("a", 91, placed=False), said("b", 87, by="rescuers", where="region"))[1] == "none"


def test_two_among_is_a_part_of_three_of_four():
    centres = {"indicator": "hit", "group": "centres"}
    some = said("a", 2, qualifier="at_least", by="herald", speaker_named=True, **centres)
    assert pair(some, said("b", 3, of_total=4, by="rescuers", **centres)) == ("part_of", "compatible", "independent")


def test_what_one_report_prints_without_at_least_is_still_a_minimum():
    weak, strong = said("a", 12, qualifier="at_least"), said("b", 12)
    for value in (12, 20):
        other = said("c", value, by="rescuers")
        assert compare(weak, strong, other).pair(strong, other).verdict == "compatible"


@pytest.mark.parametrize(
    ("one", "other", "voice"),
    [
        ("watch", "watch", "same"),
        ("watch", "rescuers", "independent"),
        ("un-health", "un-aid", "unknown"),
        ("watch", "residents", "unknown"),
        ("watch", "gazette", "unknown"),
        ("watch", "footage", "independent"),
    ],
)
def test_voices_are_independent_only_if_known_and_of_different_bodies(one, other, voice):
    assert pair(said("a", 5, by=one), said("b", 9, by=other))[2] == voice


def test_who_passes_a_number_on_is_no_second_voice():
    carried = said("b", 9, by="un-health", repeats="watch")
    assert pair(said("a", 9), carried)[2] == "one_repeats_other"
    later = said("c", 12, by="un-health", told="25")
    assert compare(said("a", 9), carried, later).pair(said("a", 9), later).voice == "one_repeats_other"


def test_the_share_of_a_part_may_be_above_that_of_the_whole():
    share = {"indicator": "hungry", "days": "15"}
    part = said("a", 60, by="rescuers", where="east", **share), said("c", 70, by="un", group="children", **share)
    assert [pair(one, said("b", 40, **share))[:2] for one in part] == [("part_of", "none")] * 2


def test_parts_of_different_wholes_do_not_agree():
    assert pair(said("a", 5, of_total=9), said("b", 5, of_total=8, by="rescuers"))[:2] == ("same", "none")
    assert pair(said("a", 5, of_total=9), said("b", 5, by="rescuers"))[:2] == ("same", "agree")


def test_nothing_is_drawn_from_a_vague_word_and_a_number_far_from_it():
    tens = said("a", None, qualifier="vague", magnitude="tens")
    assert pair(tens, said("b", 175, by="rescuers"))[1] == "none"
    assert pair(tens, said("b", 30, by="rescuers", qualifier="at_least"))[1] == "compatible"
