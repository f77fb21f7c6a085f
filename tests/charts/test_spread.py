"""One line a voice: every number drawn as what it is, legible with fifteen speakers, nothing cut or overlapping."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from dashboard.charts.base import ChartError, Look
from dashboard.charts.points import Scale, list_ticks
from dashboard.charts.spread import build, build_for
from dashboard.compare import Topic, list_scopes
from dashboard.tables import Tables
from tests.charts.drawn import LEAD, PAGES, PICTURE, PICTURES, assert_tidy, targets_of, text_of, texts_of, write_look
from tests.compare.conftest import fill_tables, write_row

FRIDAY = Topic("killed", "people", "aleppo", date(2016, 9, 23))
THURSDAY = Topic("killed", "people", "aleppo", date(2016, 9, 22))


@pytest.mark.parametrize("look", [*PICTURES, *PAGES], ids=write_look)
def test_another_day_than_the_best_supported_is_legible_too(real_tables: Tables, look: Look):
    assert_tidy(build_for(real_tables, look, THURSDAY).chart, look, LEAD)


def test_every_scope_can_be_drawn_on_a_page(real_tables: Tables):
    look = Look()
    for row in list_scopes(real_tables).query("n_figures > 2").head(60)[::6].itertuples(index=False):
        group = None if pd.isna(row.group) else row.group
        day = None if pd.isna(row.day) else row.day.date()
        drawn = build_for(real_tables, look, Topic(row.indicator, group, row.place, day))
        assert_tidy(drawn.chart, look, LEAD)
        assert drawn.sources and drawn.figures


def test_the_default_is_the_best_supported_day_of_the_story(real_tables: Tables):
    drawn = build(real_tables, Look())
    assert drawn.title == (
        "People reported killed in Aleppo, Friday 23 September 2016: from at least 47 to at least 91"
    )
    assert drawn.note.startswith("Six independent voices; one line with nobody credited count as none.")
    assert "Not documented: people killed in Aleppo, Friday 23 September 2016 (The Independent" in drawn.note


def test_a_page_shows_all_a_voice_said_and_a_picture_says_what_it_leaves_out(real_tables: Tables):
    page, picture = build_for(real_tables, Look(), FRIDAY), build_for(real_tables, PICTURE, FRIDAY)
    assert set(picture.figures) < set(page.figures)
    assert "also 15; 45, 27 (East Aleppo)" in text_of(page.chart)
    left = len(page.figures) - len(picture.figures)
    assert f"told last; {left} more of the same voices are not drawn." in picture.note


def test_the_storys_figure_is_marked(real_tables: Tables):
    drawn = build_for(real_tables, Look(), THURSDAY)
    diamonds = [trace for trace in drawn.chart.data if trace.marker.symbol == "diamond"]
    assert [list(trace.customdata) for trace in diamonds] == [["killed-aleppo-thursday"]]
    assert "the diamond on grey is The Independent's figure" in drawn.subtitle


def test_each_line_says_who_and_how_it_differs(real_tables: Tables):
    chart = build_for(real_tables, Look(), FRIDAY).chart
    texts = texts_of(chart)
    assert "Aleppo city and countryside · 22–23 Sep" in texts
    assert "Nobody credited" in texts_of(chart, bold=True) and "→ euronews" in texts


def many_tables(tables: Tables, names: dict[int, str] | None = None) -> Tables:
    """Return tables in which fifteen voices speak of one day, in seven wordings."""
    words = ("exact", "at_least", "about", "more_than", "nearly", "up_to", "range")
    voices = tables.speakers.loc[tables.speakers["type"] != "publisher", "id"].head(15)
    rows = []
    for number, voice in enumerate(voices):
        low, high = 20 + 5 * number, 20 + 9 * number
        word = words[number % len(words)]
        more = {"value_low": low, "value_high": high, "written": f"{low}–{high}"} if word == "range" else {}
        value = None if word == "range" else 20 + 7 * number
        place = ("aleppo", "east-aleppo", "aleppo-and-countryside")[number % 3]
        via = "Agence France-Presse" if number % 2 else None
        rows.append(write_row(f"r{number}", value, voice, qualifier=word, place=place, via=via, **more))
    speakers = tables.speakers.copy()
    for number, name in (names or {}).items():
        speakers.loc[speakers["id"] == voices.iloc[number], "name"] = name
    return fill_tables(replace(tables, speakers=speakers), *rows)


@pytest.mark.parametrize("look", [*PICTURES[:2], *PAGES], ids=write_look)
def test_fifteen_speakers_with_long_names_stay_legible(real_tables: Tables, look: Look):
    names = {3: "A very long name of an office that speaks for several besieged places", 5: "مرصد حقوق الإنسان في حلب"}
    drawn = build_for(many_tables(real_tables, names), look, FRIDAY)
    assert_tidy(drawn.chart, look, LEAD)
    assert targets_of(drawn.chart) == set(drawn.figures) == {f"r{number}" for number in range(15)}


def test_markup_in_a_source_is_shown_and_not_obeyed(real_tables: Tables):
    name = "<b>bold</b> & <a href='x'>"
    shown = texts_of(build_for(many_tables(real_tables, {0: name}), Look(), FRIDAY).chart)
    assert [text for text in shown if "bold" in text] == [name]


def test_parts_of_the_group_are_left_out_and_said(real_tables: Tables):
    topic = Topic("evacuated", "fighters_and_families", "al-waer", date(2016, 9, 22))
    drawn = build_for(real_tables, Look(), topic)
    assert "sana-evacuated-fighters" not in drawn.figures
    assert "Not drawn: fighters and relatives of fighters counted alone (Governor of Homs)." in drawn.note


def test_a_vague_number_is_its_word_and_no_point(real_tables: Tables):
    topic = Topic("injured", "people", "aleppo-and-countryside", date(2016, 9, 23))
    drawn = build_for(real_tables, Look(), topic)
    assert "tens" in texts_of(drawn.chart, bold=True)
    assert "sohr-injured-friday" in drawn.figures


def test_nobody_to_compare_is_said(real_tables: Tables):
    with pytest.raises(ChartError, match="nobody speaks of this: choose another indicator"):
        build_for(real_tables, Look(), replace(FRIDAY, day=date(2015, 1, 1)))


def test_an_invented_collection_is_drawn_too(invented_tables: Tables):
    drawn = build(invented_tables, Look())
    assert set(drawn.figures) == {"rp-killed", "er-killed"}
    assert "a band is from … to" in drawn.subtitle and "an arrow is at least" in drawn.subtitle


@pytest.mark.parametrize(
    ("largest", "most", "expected"), [(91, 5, [0, 20, 40, 60, 80]), (3, 6, [0, 1, 2, 3]), (1, 4, [0, 1])]
)
def test_ticks_are_round_and_end_by_the_largest_number(largest: int, most: int, expected: list[int]):
    assert list_ticks(largest, most) == expected


def test_zero_stands_at_the_left_end_of_the_scale():
    assert Scale(300, 2).at(0) == 300
