"""Who is without water: both sides together, inside and outside the siege, and the stations."""

from dataclasses import replace

import pytest

from dashboard.exhibits import NothingToShow
from tests.exhibits.ask import water
from tests.exhibits.rows import find_row, read_rows


def test_each_part_begins_with_what_most_reports_count_there(real):
    first = [row.split(" [")[0] for row in read_rows(water(real))[:4]]
    assert first == ["Both together", "Inside the siege", "Outside the siege", "The stations"]


def test_the_station_is_named_where_a_report_names_it(real):
    assert "Suleiman al-Halabi" in find_row(water(real), "Outside the siege")
    assert "Bab al-Nayrab" in find_row(water(real), "Inside the siege", "250,000")


def test_one_voices_numbers_of_the_same_people_are_one_row_with_all_their_qualifiers(real):
    assert "1,500,000, ≈ 1,700,000" in find_row(water(real), "Outside the siege")


def test_a_report_that_only_speaks_of_a_station_shows_that(story):
    exhibit = water(story)
    assert exhibit.figures == ("water-station-destroyed",) and exhibit.note is None


def test_where_nobody_is_besieged_nothing_is_said_of_a_siege(real):
    without = real.cut("no siege", keep=lambda one: hasattr(one, "indicator") and one.indicator.role == "water")
    rows = read_rows(water(replace(without, part_of=None)))
    assert rows[0].startswith("Aleppo | ") and not any("siege" in row for row in rows)


def test_no_water_at_all_is_one_plain_sentence(real):
    with pytest.raises(NothingToShow, match="speaks of water"):
        water(real.only(["sohr-al-waer-2016-09-24"]))
