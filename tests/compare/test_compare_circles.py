"""Which figures speak of the same thing, and how the others differ, in words."""

from __future__ import annotations

import pytest

from dashboard.compare import CompareError, find_circles
from dashboard.tables import Tables
from tests.compare.conftest import MakeTables, write_row


def differences(figure: str, tables: Tables) -> dict[str, tuple[str, str]]:
    return {one.id: (one.circle, one.difference) for one in find_circles(figure, tables)}


def test_each_circle_tells_its_difference(make_tables: MakeTables):
    tables = make_tables(
        write_row("here", 80),
        write_row("same", 70, "lcc"),
        write_row("civilians", 60, "lcc", group="civilians"),
        write_row("province", 90, "lcc", place="aleppo-governorate", date_start="2016-09-22"),
        write_row("district", 50, "lcc", place="east-aleppo"),
        write_row("week", 300, "lcc", date_start="2016-09-19", date_end="2016-09-25"),
        write_row("homs", 80, "lcc", place="homs"),
        write_row("saturday", 80, "lcc", date_start="2016-09-24", date_end="2016-09-24"),
        write_row("strikes", 80, "lcc", indicator="air_strikes", group=None),
        write_row("long-ago", 80, "lcc", date_start="2016-08-01", date_end="2016-08-01"),
    )
    assert differences("here", tables) == {
        "same": ("same", "the same scope"),
        "civilians": ("overlapping", "civilians, where this counts people"),
        "district": ("overlapping", "a narrower place: East Aleppo"),
        "province": ("overlapping", "a wider place: Aleppo governorate; a longer window: 22–23 September"),
        "week": ("overlapping", "a longer window: 19–25 September"),
        "strikes": ("apart", "air strikes, not killed"),
        "homs": ("apart", "another place: Homs"),
        "saturday": ("apart", "another day: Saturday 24 September"),
    }


def test_what_holds_at_a_time_is_compared_within_a_week(make_tables: MakeTables):
    rows = {"indicator": "besieged", "place": "east-aleppo"}
    tables = make_tables(
        write_row("here", 250_000, **rows),
        write_row("later", 275_000, "lcc", date_start="2016-09-25", date_end="2016-09-25", **rows),
        write_row("undated", 300_000, "vdc", date_start=None, date_end=None, **rows),
        write_row("october", 270_000, "vdc", date_start="2016-10-09", date_end="2016-10-09", **rows),
    )
    assert differences("here", tables) == {
        "later": ("overlapping", "as of Sunday 25 September, two days later"),
        "undated": ("overlapping", "day not stated"),
    }


def test_no_neighbour_in_the_real_collection_lacks_its_difference(real_tables: Tables):
    for figure in real_tables.figures["id"][::7]:
        for one in find_circles(figure, real_tables):
            assert one.difference and (one.difference != "the same scope" or one.circle == "same")


def test_figures_without_days_are_never_the_same(make_tables: MakeTables):
    undated = {"date_start": None, "date_end": None}
    tables = make_tables(write_row("one", 5, **undated), write_row("two", 5, "lcc", **undated))
    assert differences("one", tables) == {"two": ("overlapping", "days not stated")}


def test_different_scopes_agree_or_allow_but_never_exclude(real_tables: Tables):
    around = find_circles("killed-aleppo-thursday", real_tables)
    assert {one.agreement for one in around.overlapping} <= {"agrees", "allows"}
    assert {one.agreement for one in around.apart} == {None}


def test_an_unknown_figure_is_refused(real_tables: Tables):
    with pytest.raises(CompareError, match="'no-such': no such figure, expected an id of these tables"):
        find_circles("no-such", real_tables)
