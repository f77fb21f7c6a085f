"""Who says so: every voice with what it says, its carriers after it."""

import re

import pytest

from dashboard.exhibits import NothingToShow, Table
from dashboard.wording.sources import name_source
from tests.exhibits.ask import who_says
from tests.exhibits.rows import find_row, read_rows


def test_a_number_stands_with_its_voice_its_day_and_who_carried_it(story):
    row = find_row(who_says(story), "≥ 80")
    assert (
        row.startswith("A member of Aleppo city's forensic team")
        and "Thu 22 Sep" in row
        and row.endswith("AP → The Independent")
    )


def test_figures_that_credit_nobody_come_after_the_voices_and_who_only_claims_comes_last(story):
    rows = read_rows(who_says(story))
    assert rows[-2].startswith("Nobody credited") and rows[-1].startswith("Five voices without a number")
    assert "French minister" in rows[-1]


def test_many_voices_stand_under_their_kinds_and_members_under_their_body(real):
    exhibit = who_says(real)
    [table] = [block for block in exhibit.body if isinstance(block, Table)]
    headings = [section.heading for section in table.sections]
    assert {"Monitors", "The United Nations", "Residents and activists"} <= set(headings)
    assert "counts under the UN" in find_row(exhibit, "UNICEF [")


def test_numbers_of_figures_never_read_as_numbers_of_people(real):
    title = who_says(real).title
    assert not re.search(r"\d (?!figures|reports)", title.replace(",", ""))


def test_a_report_that_says_nothing_has_nothing_to_show(story):
    nothing = story.cut("nothing", keep=lambda _: False)
    with pytest.raises(NothingToShow, match="say nothing of this"):
        who_says(nothing)


def test_a_voice_known_by_a_label_is_named_in_the_title_as_in_a_sentence(real):
    title = who_says(real.only(["middle-east-monitor-2016-09-20"])).title
    assert name_source(real.figure("memo-convoy-activist-killed")) in title
