"""One line a voice: every number drawn as what it is, legible with fifteen speakers, nothing cut or overlapping."""

from __future__ import annotations

import copy
import html
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from dashboard.charts.base import LINE_SPACING, ChartError, Look
from dashboard.charts.points import Scale, list_ticks
from dashboard.charts.spread import KIND, build, build_for
from dashboard.compare import Topic, list_scopes
from dashboard.tables import Tables
from tests.charts.drawn import ids_of, texts_of
from tests.compare.conftest import fill_tables, write_row

FRIDAY = Topic("killed", "people", "aleppo", date(2016, 9, 23))
THURSDAY = Topic("killed", "people", "aleppo", date(2016, 9, 22))
SLIDE, DOCUMENT, SQUARE = (Look().at(wide, high) for wide, high in ((1232, 470), (1152, 640), (672, 420)))


def boxes_of(chart, look: Look) -> list[tuple[str, float, float, float, float]]:
    """Return (text, left, top, right, bottom) of every line of text of a chart that counts pixels, as measured."""
    out = []
    for note in chart.layout.annotations:
        bold, size = note.text.startswith("<b>"), note.font.size
        text = html.unescape(note.text).removeprefix("<b>").removesuffix("</b>")
        # Where only the beginning is bold, its width in bold is added and that of the same words in plain taken off.
        strong, end, rest = text.partition("</b>")
        bold, lines = bold and not end, (strong + rest).split("<br>")
        more = look.measure(strong, size, True) - look.measure(strong, size) if end else 0
        widths = [look.measure(line, size, bold) + (more if at == 0 else 0) for at, line in enumerate(lines)]
        wide = max(widths)
        left = note.x - {"left": 0, "center": wide / 2, "right": wide}[note.xanchor or "left"]
        top = note.y - {"top": 0, "middle": LINE_SPACING * size * len(lines) / 2}[note.yanchor or "middle"]
        for number, line in enumerate(lines):
            above = top + number * LINE_SPACING * size
            out.append((line, left, above, left + widths[number], above + LINE_SPACING * size))
    return out


def assert_tidy(chart, look: Look) -> None:
    """Assert that no text is cut off or lies over another, and none is smaller than 14 px."""
    boxes, tall = boxes_of(chart, look), chart.layout.height
    assert min(note.font.size for note in chart.layout.annotations) >= 14
    for text, left, top, right, bottom in boxes:
        assert left >= -1 and right <= look.width + 1, f"{text}: {left}–{right} leaves {look.width} px"
        assert top >= -3 and bottom <= tall + 3, f"{text}: {top}–{bottom} leaves {tall} px"
    for at, (text, left, top, right, bottom) in enumerate(boxes):
        for other, left2, top2, right2, bottom2 in boxes[at + 1 :]:
            apart = right <= left2 + 1 or right2 <= left + 1 or bottom <= top2 + 3 or bottom2 <= top + 3
            assert apart, f"{text} lies over {other}"


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("look", [SLIDE, DOCUMENT, SQUARE, Look(), Look(width=375)], ids=lambda look: str(look.width))
def test_nothing_is_cut_or_overlaps(real_tables: Tables, look: Look, mode: str):
    look = replace(look, mode=mode)
    for topic in (FRIDAY, THURSDAY):
        assert_tidy(build_for(real_tables, look, topic).chart, look)


def test_every_scope_can_be_drawn_on_a_page(real_tables: Tables):
    look = Look()
    for row in list_scopes(real_tables).query("n_figures > 2").head(60)[::6].itertuples(index=False):
        group = None if pd.isna(row.group) else row.group
        day = None if pd.isna(row.day) else row.day.date()
        drawn = build_for(real_tables, look, Topic(row.indicator, group, row.place, day))
        assert_tidy(drawn.chart, look)
        assert drawn.sources and drawn.figures


def test_the_default_is_the_best_supported_day_of_the_story(real_tables: Tables):
    drawn = build(real_tables, Look())
    assert drawn.title == (
        "People reported killed in Aleppo, Friday 23 September 2016: from at least 47 to at least 91"
    )
    assert drawn.note.startswith("Six independent voices; one line with nobody credited count as none.")
    assert "Not documented: people killed in Aleppo, Friday 23 September 2016 (The Independent" in drawn.note


def test_a_page_shows_all_a_voice_said_and_a_picture_says_what_it_leaves_out(real_tables: Tables):
    page, picture = build_for(real_tables, Look(), FRIDAY), build_for(real_tables, SLIDE, FRIDAY)
    assert set(picture.figures) < set(page.figures)
    assert "also 15; 45, 27 (East Aleppo)" in " ".join(texts_of(page.chart))
    left = len(page.figures) - len(picture.figures)
    assert f"told last; {left} more of the same voices are not drawn." in picture.note
    assert ids_of(picture.chart) == set(picture.figures)


def test_the_storys_figure_is_marked(real_tables: Tables):
    drawn = build_for(real_tables, Look(), THURSDAY)
    diamonds = [trace for trace in drawn.chart.data if trace.marker.symbol == "diamond"]
    assert [list(trace.customdata) for trace in diamonds] == [["killed-aleppo-thursday"]]
    assert "the diamond on grey is The Independent's figure" in drawn.subtitle


def test_each_line_says_who_and_how_it_differs(real_tables: Tables):
    texts = texts_of(build_for(real_tables, Look(), FRIDAY).chart)
    assert "Aleppo city and countryside · 22–23 Sep" in texts
    assert "<b>Nobody credited</b>" in texts and "→ euronews" in texts


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


@pytest.mark.parametrize("look", [SLIDE, DOCUMENT, Look(), Look(width=375)], ids=lambda look: str(look.width))
def test_fifteen_speakers_with_long_names_stay_legible(real_tables: Tables, look: Look):
    names = {3: "A very long name of an office that speaks for several besieged places", 5: "مرصد حقوق الإنسان في حلب"}
    drawn = build_for(many_tables(real_tables, names), look, FRIDAY)
    assert_tidy(drawn.chart, look)
    assert ids_of(drawn.chart) == set(drawn.figures) == {f"r{number}" for number in range(15)}


def test_a_picture_without_the_room_says_how_many_lines_fit(real_tables: Tables):
    with pytest.raises(
        ChartError, match=r"^\d+ of 15 lines fit legibly into 672 × 420 pixels: choose a narrower scope"
    ):
        build_for(many_tables(real_tables), SQUARE, FRIDAY)


def test_markup_in_a_source_is_shown_and_not_obeyed(real_tables: Tables):
    drawn = build_for(many_tables(real_tables, {0: "<b>bold</b> & <a href='x'>"}), Look(), FRIDAY)
    shown = [text for text in texts_of(drawn.chart) if "bold" in text]
    assert shown and all("&lt;b&gt;bold" in text and "<a" not in text for text in shown)


def test_parts_of_the_group_are_left_out_and_said(real_tables: Tables):
    topic = Topic("evacuated", "fighters_and_families", "al-waer", date(2016, 9, 22))
    drawn = build_for(real_tables, Look(), topic)
    assert "sana-evacuated-fighters" not in drawn.figures
    assert "Not drawn: fighters and relatives of fighters counted alone (Governor of Homs)." in drawn.note


def test_a_vague_number_is_its_word_and_no_point(real_tables: Tables):
    topic = Topic("injured", "people", "aleppo-and-countryside", date(2016, 9, 23))
    drawn = build_for(real_tables, Look(), topic)
    assert "<b>tens</b>" in texts_of(drawn.chart)
    assert "sohr-injured-friday" in drawn.figures


def test_nothing_to_compare_is_said(story_tables: Tables, real_tables: Tables):
    assert not KIND.applies(story_tables) and KIND.applies(real_tables)
    with pytest.raises(ChartError, match="no two voices speak of the same thing on one day"):
        build(story_tables, Look())
    with pytest.raises(ChartError, match="nobody speaks of this: choose another indicator"):
        build_for(real_tables, Look(), replace(FRIDAY, day=date(2015, 1, 1)))


def test_an_invented_collection_is_drawn_too(invented_tables: Tables):
    drawn = build(invented_tables, Look())
    assert_tidy(drawn.chart, Look())
    assert set(drawn.figures) == {"rp-killed", "er-killed"}
    assert "a band is from … to" in drawn.subtitle and "an arrow is at least" in drawn.subtitle


def test_drawing_leaves_the_tables_alone(real_tables: Tables):
    before = copy.deepcopy(real_tables.described)
    build(real_tables, Look())
    pd.testing.assert_frame_equal(real_tables.described, before)


@pytest.mark.parametrize(
    ("largest", "most", "expected"), [(91, 5, [0, 20, 40, 60, 80]), (3, 6, [0, 1, 2, 3]), (1, 4, [0, 1])]
)
def test_ticks_are_round_and_end_by_the_largest_number(largest: int, most: int, expected: list[int]):
    assert list_ticks(largest, most) == expected


def test_zero_stands_at_the_left_end_of_the_scale():
    assert Scale(300, 2).at(0) == 300
