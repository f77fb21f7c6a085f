"""How a figure stands among the others."""

import pytest

from tests.compare.made import compare, ids, said


def stand(figure, *others):
    found = compare(figure, *others).standing(figure)
    return found.kind, ids(found.proofs)


def test_alone_it_is_one_voice():
    assert stand(said("a")) == ("one_voice", [])


def test_without_stated_days_it_is_not_comparable():
    assert stand(said("a", stated=False)) == ("not_comparable", [])


def test_a_later_number_of_its_voice_revises_it_and_the_newest_is_the_proof():
    first, second, third = said("a", 15, told="15"), said("b", 27, told="16"), said("c", 45, told="17")
    assert stand(first, second, third) == ("revised", ["c"])
    assert stand(third, first, second) == ("one_voice", [])


def test_a_total_that_goes_on_is_updated_and_one_that_falls_is_revised():
    total = {"counting": "total"}
    first = said("a", 912, days="11..12", told="12", **total)
    assert stand(first, said("b", 3549, days="11..14", told="14", **total)) == ("updated", ["b"])
    assert stand(first, said("b", 900, days="11..14", told="14", **total)) == ("revised", ["b"])


def test_an_independent_number_of_the_same_thing_contradicts_or_corroborates():
    assert stand(said("a", 25), said("b", 45, by="rescuers")) == ("contradicted", ["b"])
    assert stand(said("a", 25), said("b", 25, by="rescuers")) == ("corroborated", ["b"])


@pytest.mark.parametrize(
    "other",
    [
        {"by": "residents"},
        {"by": "gazette"},
        {"days": "16"},
        {"where": "east"},
        {"group": "civilians"},
        {"stated": False},
        {"counting": "forecast"},
        {"qualifier": "at_least", "value": 10},
    ],
)
def test_nothing_else_does(other):
    assert stand(said("a", 25), said("b", **({"value": 25, "by": "rescuers"} | other)))[0] == "one_voice"


def test_a_number_that_its_own_voice_replaced_contradicts_nothing():
    assert (
        stand(said("a", 45), said("b", 25, by="rescuers"), said("c", 45, by="rescuers", told="19"))[0] == "corroborated"
    )


def test_a_part_above_its_whole_contradicts_both():
    part, whole = said("a", 91, where="east"), said("b", 87, by="rescuers")
    assert stand(part, whole) == ("contradicted", ["b"])
    assert stand(whole, part) == ("contradicted", ["a"])


def test_parts_that_fill_their_whole_are_added():
    whole = said("a", 350, group="crews")
    sailors = said("b", 123, group="sailors", by="ministry", report="r")
    passengers = said("c", 157, group="passengers", by="ministry", report="r")
    assert stand(whole, sailors, passengers) == ("contradicted", ["c", "b"])
    assert stand(whole, sailors)[0] == "one_voice"
    assert stand(sailors, whole, passengers)[0] == "one_voice"


def test_other_reports_of_one_statement_repeat_it():
    assert stand(said("a", 27), said("b", 27), said("c", 27, by="un", repeats="watch")) == ("repeated", ["b", "c"])


def test_what_else_holds_stands_beside():
    later = said("b", 300, indicator="besieged", days="17", told="17")
    comparison = compare(first := said("a", 250, indicator="besieged", told="15"), later)
    assert {kind: ids(figures) for kind, figures in comparison.standing(first).also.items()} == {"later_state": ["b"]}
    guessed = said("b", 300, indicator="besieged", days="17", told="17", stated=False)
    assert not compare(first, guessed).standing(first).also


def test_a_lower_number_so_far_that_takes_another_back_is_not_revised_by_it():
    high, low = said("a", 900, provisional=True), said("b", 45, provisional=True, corrects="a")
    assert stand(high, low) == ("revised", ["b"]) and stand(low, high)[0] != "revised"


def test_a_total_since_a_day_that_nobody_gives_is_not_revised_by_a_lower_one():
    open_start = said("a", 500, days="..14", counting="total", told="14")
    assert stand(open_start, said("b", 480, days="1..15", counting="total", told="15"))[0] == "one_voice"
