"""What is claimed: in our words, side by side where one record names the other as contradicted."""

import pytest

from dashboard.exhibits import NothingToShow, Table
from tests.exhibits.ask import claims
from tests.exhibits.rows import read_rows


def test_claims_that_contradict_each_other_stand_side_by_side(story):
    pairs, rest = (block for block in claims(story).body if isinstance(block, Table))
    [row] = pairs.sections[0].rows
    assert [cell.sub for cell in row.cells[1:]] == ["Rebel faction", "SOHR"]
    assert len(rest.sections[0].rows) == len(story.statements) - 2


def test_without_its_opposite_a_claim_stands_alone_and_nothing_is_reported_differently(story):
    half = story.cut("half", keep=lambda one: one.id == "advance-repelled")
    exhibit = claims(half)
    assert "another" not in exhibit.title and exhibit.title.startswith("An official of a rebel faction in Aleppo: ")
    assert len(read_rows(exhibit)) == 1


def test_no_claim_is_one_plain_sentence(real):
    with pytest.raises(NothingToShow, match="No claim is recorded"):
        claims(real.only(["oxfam-2016-10-05"]))
