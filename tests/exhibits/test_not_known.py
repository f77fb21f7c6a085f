"""What is not known: each gap is somebody's, covers what lies within, and never hides who has a number."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.exhibits import NothingToShow, Table
from dashboard.records.moments import Window
from tests.exhibits.ask import not_known
from tests.exhibits.rows import find_row, read_rows


def test_a_gap_is_said_of_its_report_and_others_numbers_stand_beside_it(story):
    exhibit = not_known(story)
    row = find_row(exhibit, "People killed", "The Independent [The bombing")
    assert "including East Aleppo" in row and "Numbers from" in row
    others = [one for one in story.whole.figures if one.indicator.id == "killed" and one.source.id not in story.reports]
    assert any(one.written in row for one in others)
    assert exhibit.title.startswith("The Independent: ")


def test_what_a_wider_gap_covers_is_not_left_out_once_more(story):
    left_out = read_rows(not_known(story), "Left out")
    assert any(row.startswith("People killed in Al-Waer, Homs") for row in left_out)
    assert not any("in East Aleppo" in row for row in left_out)


def test_places_lie_below_what_contains_them(real):
    [table] = [block for block in not_known(real).body if isinstance(block, Table)]
    levels = {row.cells[0].text.split(" in ")[1]: row.level for row in table.sections[0].rows}
    assert (
        levels["Aleppo governorate"]
        < levels["Aleppo"]
        < levels["East Aleppo"]
        < levels["Al-Shaar and al-Mashhad, Aleppo"]
    )


def test_what_a_voice_counted_on_a_later_day_is_known(real):
    then = real.only(["nbc-news-2016-09-23"])
    assert "Fri 23 Sep" in find_row(not_known(then), "White Helmets", "People killed in Aleppo")
    assert not any("White Helmets" in row for row in read_rows(not_known(real), "Not fully"))


def test_what_was_not_read_to_its_end_is_not_said_to_be_silent(real):
    exhibit = not_known(real.only(["oxfam-2016-10-05"]))
    assert exhibit.title == "Oxfam: people injured in Aleppo not in the part that was read"
    assert exhibit.figures == () and exhibit.source == ("Oxfam, 5 October 2016",)


def test_nothing_unknown_is_one_plain_sentence(story):
    with pytest.raises(NothingToShow, match="nothing that nobody could count"):
        not_known(story.cut("nothing", keep=lambda _: False))


def test_a_zero_that_was_reported_is_not_one_more_such_gap(story):
    first, *_ = story.gaps
    zero = replace(first, id="zero", status="zero_reported", window=Window(date(2016, 9, 21), date(2016, 9, 21)))
    exhibit = not_known(replace(story, gaps=(zero, first)))
    assert "no full count" in exhibit.title and "such" not in exhibit.title
