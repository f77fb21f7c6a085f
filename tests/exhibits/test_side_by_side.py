"""Two reports side by side: only what is strictly the same stands as the same."""

import pytest

from dashboard.collection.selection import read_selection
from dashboard.exhibits import NothingToShow
from tests.conftest import STORY
from tests.exhibits.ask import side_by_side
from tests.exhibits.rows import find_row, read_rows

DETROIT, GUARDIAN, NBC = "ap-detroit-news-2016-09-23", "guardian-2016-09-24", "nbc-news-2016-09-24"


def test_one_statement_in_two_reports_is_the_same_and_keeps_both_qualifiers(real):
    exhibit = side_by_side(real.only([GUARDIAN, NBC]))
    row = next(row for row in read_rows(exhibit, "Both") if "East Aleppo" in row and "water station" in row)
    assert "one statement in both" in row and row.endswith("250,000 [UNICEF] | ≈ 250,000 [UNICEF]")


def test_another_day_is_similar_at_most_and_says_how_it_differs(real):
    exhibit = side_by_side(real.only([STORY, DETROIT]))
    [row] = [row for row in read_rows(exhibit, "Similar") if "≥ 80" in row]
    assert "54 so far" in row and "other days" in row
    assert not any("≥ 80" in row for row in read_rows(exhibit, "Both"))


def test_what_only_one_says_stands_in_its_own_column(real):
    exhibit = side_by_side(real.only([DETROIT, STORY]))
    assert find_row(exhibit, "Civilians killed").endswith("≥ 27 [SOHR] | ")
    assert "|  | ≈ 300" in find_row(exhibit, "Al-Waer")


def test_every_record_of_both_stands_once(real):
    two = real.only([STORY, DETROIT])
    rows = " ".join(read_rows(side_by_side(two)))
    assert rows.count("not documented") == len(two.gaps)


@pytest.mark.parametrize("reports", [[STORY], [STORY, DETROIT, NBC]])
def test_other_than_two_reports_are_refused_in_one_plain_sentence(real, reports):
    with pytest.raises(NothingToShow, match="exactly two reports"):
        side_by_side(real.only(reports))


def test_the_two_stand_in_the_order_in_which_a_reader_names_them(real):
    for names in ([STORY, DETROIT], [DETROIT, STORY]):
        selection, _ = read_selection({"source": names}, real)
        [table] = side_by_side(selection.choose(real)).body
        assert [column.label for column in table.columns[1:]] == [real.reports[name].publisher for name in names]
