"""What is not known: a gap is no zero, a zero is no gap, and a number of two days stands once."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.charts.base import ChartError
from dashboard.charts.coverage import KIND
from dashboard.charts.coverage.lines import list_lines
from dashboard.charts.words import describe_gaps
from tests.charts.drawn import PICTURE, SMALLEST_PICTURE, change, has_hatch, repeat, text_of


def _lines(tables) -> list:
    days = sorted(tables.coverage["date"].unique())
    gaps = describe_gaps(tables, tables.indicators["id"])
    return list_lines(tables, days, tables.described.to_dict("records"), gaps)


def _line(tables, place: str, indicator: str):
    return next(line for line in _lines(tables) if line.place == place and indicator in line.indicators)


def test_the_title_names_what_nobody_could_document(story_tables, invented_tables) -> None:
    assert KIND.build(story_tables, PICTURE).title == (
        "Not documented: killed and injured in Aleppo, Friday 23 September 2016"
    )
    assert KIND.build(invented_tables, PICTURE).title == (
        "Not documented: killed in Lowtown, Northland, Friday 5 March 2021"
    )


def test_gaps_of_other_places_and_days_are_named_too(invented_tables) -> None:
    two = change(invented_tables, "gaps", "rp-injured-none", status="not_documented")
    assert KIND.build(two, PICTURE).title == (
        "Not documented: injured in Harbour, Northland, Thursday 4 March 2021; "
        "killed in Lowtown, Northland, Friday 5 March 2021"
    )
    many = KIND.build(repeat(two, "gaps", 0), PICTURE)
    assert many.title.count("Not documented") == 1


def test_a_reported_zero_is_neither_hatched_nor_a_gap(story_tables, invented_tables) -> None:
    tables = story_tables
    for gap in story_tables.gaps["id"]:
        tables = change(tables, "gaps", gap, status="zero_reported")
    drawn = KIND.build(tables, PICTURE)
    assert not has_hatch(drawn.chart)
    assert "not documented" not in text_of(drawn.chart)
    assert drawn.title.startswith("Not mentioned: 8 of 20 entries")
    assert "zero reported: the harbour office" in text_of(KIND.build(invented_tables, PICTURE).chart)


def test_a_gap_is_hatched_with_its_reason_and_never_a_number(story_tables) -> None:
    drawn = KIND.build(story_tables, PICTURE)
    assert has_hatch(drawn.chart)
    assert "not documented: the bombing on Friday" in text_of(drawn.chart)
    assert " 0 " not in text_of(drawn.chart)


def test_the_same_gap_of_two_indicators_is_written_once(story_tables) -> None:
    assert text_of(KIND.build(story_tables, PICTURE).chart).count("not documented") == 1


def test_where_the_reason_has_no_room_in_its_cell_the_note_gives_it(story_tables) -> None:
    reason = story_tables.gaps["reason"].iloc[0]
    long = change(story_tables, "gaps", story_tables.gaps["id"].iloc[0], reason=f"{reason} " * 12)
    drawn = KIND.build(long, SMALLEST_PICTURE)
    assert "not documented" in text_of(drawn.chart)
    assert reason not in text_of(drawn.chart)
    assert reason in drawn.note


def test_a_number_of_two_days_stands_once_and_as_wide_as_both(story_tables) -> None:
    line = _line(story_tables, "aleppo", "air_strikes")
    assert [(stretch.at, stretch.span) for stretch in line.stretches] == [(0, 2)]
    assert text_of(KIND.build(story_tables, PICTURE).chart).count("est. 40") == 1


def test_a_number_of_two_days_beside_one_of_a_day_has_a_row_of_its_own(story_tables) -> None:
    day = pd.Timestamp("2016-09-22")
    two = repeat(story_tables, "figures", 1)
    two = change(two, "figures", "air-strikes-thursday-night-0", date_start=day, date_end=day)
    lines = [line for line in _lines(two) if line.indicators == ("air_strikes",)]
    assert [(line.continued, line.stretches[0].span) for line in lines] == [(False, 1), (True, 2)]


def test_what_is_not_mentioned_is_joined_but_a_text_not_read_to_the_end_stays_apart(invented_tables) -> None:
    assert _line(invented_tables, "northland", "killed").indicators == ("killed", "injured")
    silences = [stretch.silence for stretch in _line(invented_tables, "lowtown", "injured").stretches]
    assert silences == ["not_read", "not_mentioned"]
    said = text_of(KIND.build(invented_tables, PICTURE).chart)
    assert "– not read to the end" in said and "– not mentioned" in said


def test_figures_of_longer_spans_are_counted_in_the_note(story_tables) -> None:
    long = change(story_tables, "figures", "child-rescued", date_start=pd.Timestamp("2016-08-01"))
    drawn = KIND.build(long, PICTURE)
    assert "1 figure stands in no cell" in drawn.note
    assert "child-rescued" not in drawn.figures


def test_alt_tells_figures_gaps_and_silence_each_with_its_source(story_tables, invented_tables) -> None:
    alt = KIND.build(story_tables, PICTURE).alt
    assert "At least 80 people reported killed in Aleppo, Thursday 22 September 2016" in alt
    assert "Not documented: people injured in Aleppo, Friday 23 September 2016 (nobody credited" in alt
    assert "Not mentioned: injured in Aleppo, Thursday 22 September 2016." in alt
    assert "0 reported: people injured in Harbour" in KIND.build(invented_tables, PICTURE).alt


def test_sources_name_who_speaks_of_the_gap(story_tables) -> None:
    assert any("2 not documented" in line for line in KIND.build(story_tables, PICTURE).sources)


def test_more_days_than_a_picture_has_columns_for_are_refused(real_tables) -> None:
    with pytest.raises(ChartError, match=r"^\d+ columns are too many for 1232 × 470 pixels: choose fewer days"):
        KIND.build(real_tables, PICTURE)
