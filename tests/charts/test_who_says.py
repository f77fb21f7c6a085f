"""Who says so: one ribbon a figure, equally thick, and labels that keep apart however many speak."""

from __future__ import annotations

import dataclasses
from itertools import pairwise

import pandas as pd
import pytest

from dashboard.charts.base import Look
from dashboard.charts.who_says import KIND, list_speakers
from dashboard.charts.who_says.plan import DIRECT, Box, place_boxes
from tests.charts.drawn import PICTURE, PICTURES, assert_tidy, change, text_of

LONG = "Directorate of Health and Civil Protection of the Northern Provinces"


def _with_speakers(tables, count: int):
    """Return the tables with one figure told by so many speakers with long names."""
    figure = tables.figures.iloc[:1]
    rows = [figure.assign(id=f"told-{n}", speaker=f"s-{n}", speaker_named=True) for n in range(count)]
    rows = [row.assign(speaker_as_written=pd.Series([None], dtype="str", index=row.index)) for row in rows]
    names = [{"id": f"s-{n}", "name": f"{LONG[: 30 + n]} {n}", "type": "ngo"} for n in range(count)]
    speakers = pd.concat([tables.speakers, pd.DataFrame(names)], ignore_index=True).astype(tables.speakers.dtypes)
    return dataclasses.replace(tables, figures=pd.concat(rows, ignore_index=True), speakers=speakers)


def _ribbons(chart) -> list:
    return [trace for trace in chart.data if trace.type == "scatter" and trace.mode == "lines"]


def test_the_title_counts_voices_and_what_nobody_is_credited_for(story_tables, invented_tables) -> None:
    assert KIND.build(story_tables, PICTURE).title == "4 voices behind 6 of 8 figures; for 2 nobody is credited"
    assert KIND.build(invented_tables, PICTURE).title == "2 voices behind 6 of 7 figures; for 1 nobody is credited"


def test_another_speaker_is_another_voice_in_the_title(story_tables) -> None:
    more = change(story_tables, "figures", "besieged-east-aleppo", speaker="un", speaker_type="un")
    assert KIND.build(more, PICTURE).title == "5 voices behind 7 of 8 figures; for 1 nobody is credited"


def test_all_ribbons_are_equally_thick_whatever_they_count(story_tables) -> None:
    ribbons = _ribbons(KIND.build(story_tables, PICTURE).chart)
    assert len({ribbon.line.width for ribbon in ribbons}) == 1


def test_labels_say_the_figures_and_where_no_agency_is_named(story_tables) -> None:
    said = text_of(KIND.build(story_tables, PICTURE).chart)
    assert "≥ 80 people killed" in said
    assert DIRECT in said and "AP" in said and "Sky News" in said


def test_who_passes_on_what_another_says_is_told_with_the_voice_behind_it(invented_tables) -> None:
    names = [speaker.name for speaker in list_speakers(invented_tables)]
    assert "Echo Office, passing on River Watch" in names


def test_an_unnamed_speaker_is_told_in_the_words_of_the_source(story_tables) -> None:
    names = [speaker.name for speaker in list_speakers(story_tables)]
    assert "a member of the city's forensic team, unnamed" in names
    assert "nobody credited" in names


def test_alt_and_sources_state_each_figure_and_each_chain(story_tables) -> None:
    drawn = KIND.build(story_tables, PICTURE)
    assert "An estimated 40 air strikes reported in Aleppo, 22–23 September 2016" in drawn.alt
    assert len(drawn.sources) == 5


@pytest.mark.parametrize("look", [PICTURES[0], PICTURES[2], Look()], ids=str)
def test_fifteen_speakers_with_long_names_stay_legible(look, story_tables) -> None:
    drawn = KIND.build(_with_speakers(story_tables, 15), look)
    assert_tidy(drawn.chart, look)
    assert drawn.title == "15 voices behind 15 figures"


def test_boxes_keep_apart_and_inside_where_they_want_the_same_place() -> None:
    boxes = [Box(name, (name,), 30) for name in "abc"]
    placed = place_boxes(boxes, {"a": 50, "b": 50, "c": 50}, 0, 120)
    assert all(one.top + one.height < other.top for one, other in pairwise(placed))
    assert placed[0].top >= 0 and placed[-1].top + 30 <= 120
