"""How firm each figure is: what is wanting stands in bold, the least firm figure first."""

from tests.exhibits.ask import how_firm
from tests.exhibits.rows import find_row, list_rows, read_rows


def test_an_inferred_place_is_told_as_a_part_and_in_bold(story):
    exhibit = how_firm(story)
    assert "stated | part: inferred" in find_row(exhibit, "≥ 80")
    [cells] = [cells for cells in list_rows(exhibit) if cells[0].figure == "killed-aleppo-thursday"]
    assert [cell.strong for cell in cells[3:5]] == [False, True]


def test_figures_that_credit_nobody_come_first_and_firm_ones_later(story):
    rows = read_rows(how_firm(story))
    assert len(rows) == len(story.figures)
    assert sum("Nobody credited [The Independent]" in row for row in rows[:4]) == 3
    assert "forensic team [not named]" in find_row(how_firm(story), "≥ 80"), "a member without a name is no name"


def test_a_standing_is_that_in_the_whole_collection(story, real):
    assert find_row(how_firm(story), "3 of 4").endswith("Repeated")
    alone = real.only(["guardian-2016-09-23"])
    assert find_row(how_firm(alone), "≥ 81 so far").endswith("Revised")


def test_many_figures_are_folded_with_a_count(real):
    exhibit = how_firm(real)
    assert exhibit.more and exhibit.more.endswith("the least firm first")
    assert len(read_rows(exhibit)) == 60
