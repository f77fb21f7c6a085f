"""The card of one figure: its number with the qualifier, what it says, its words and who says so."""

from __future__ import annotations

import pytest

from dashboard.charts import CHARTS, ChartError, Look, card
from dashboard.export.layout import PRESETS, lay_out
from tests.charts.drawn import texts_of


def test_a_card_shows_the_number_with_its_qualifier_what_where_when_words_and_who(story_tables):
    shown = card.build(story_tables.with_figures(["evacuated-al-waer"]), Look())
    assert texts_of(shown.chart) == [
        "≈ 300",
        "fighters and their families reported evacuated",
        "Al-Waer, Homs, Friday 23 September 2016",
        "“Approximately 300 rebels and their families”",
        "Who says so: nobody credited → The Independent",
    ]
    assert shown.figures == ("evacuated-al-waer",)
    assert "Approximately" not in shown.title


def test_the_number_is_the_largest_text_and_never_smaller_than_40_px(invented_tables):
    for figure in invented_tables.figures["id"]:
        for width in (340, 700, 1232):
            shown = card.build(invented_tables.with_figures([figure]), Look(width=width))
            sizes = [note.font.size for note in shown.chart.layout.annotations]
            assert sizes[0] == max(sizes) >= card.SMALLEST_NUMBER


@pytest.mark.parametrize("preset", PRESETS)
def test_figures_of_every_kind_have_a_card_in_every_preset(story_tables, invented_tables, preset):
    for tables in (story_tables, invented_tables):
        for figure in tables.figures["id"].tolist()[::2]:
            lay_out(card.KIND, tables.with_figures([figure]), preset)


@pytest.mark.parametrize("preset", PRESETS)
def test_no_text_is_held_outside_the_chart_for_there_it_would_not_be_drawn(story_tables, preset):
    for figure in story_tables.figures["id"]:
        chart, _ = lay_out(card.KIND, story_tables.with_figures([figure]), preset)
        low, high = sorted(chart.layout.yaxis.range)
        assert all(low <= note.y <= high for note in chart.layout.annotations if note.yref in (None, "y"))


def test_where_a_picture_has_room_the_words_are_larger(story_tables):
    one = story_tables.with_figures(["killed-aleppo-thursday"])
    sizes = [
        [note.font.size for note in card.build(one, look).chart.layout.annotations][1]
        for look in (Look(), Look().at(1152, 700))
    ]
    assert sizes[0] < sizes[1]


def test_a_card_carries_its_source_and_what_must_be_said_aloud(story_tables):
    shown = card.build(story_tables.with_figures(["killed-aleppo-thursday"]), Look())
    assert shown.sources == ("a member of the city's forensic team, unnamed → AP → The Independent, 23 September 2016",)
    assert shown.note.endswith("from one unnamed person, passed on by a news agency.")
    assert shown.alt.startswith("At least 80 people reported killed in Aleppo, Thursday 22 September 2016")


def test_html_in_a_source_stays_text(story_tables):
    figures = story_tables.figures.assign(quote="<b>x</b><script>")
    one = story_tables.cut("hostile", figures=figures).with_figures(["killed-aleppo-thursday"])
    assert "“<b>x</b><script>”" in texts_of(card.build(one, Look()).chart)


def test_more_than_one_figure_is_refused(story_tables):
    with pytest.raises(ChartError, match=r"^a card shows 1 figure, here are \d+: choose one by its id$"):
        card.build(story_tables, Look())


def test_it_stands_outside_the_registry():
    assert card.ID not in CHARTS
