"""The dead by day and voice: an open end stays open, what nobody could count is hatched, a zero is no gap."""

from __future__ import annotations

from dashboard.charts.base import Look
from dashboard.charts.killed_by_day import KIND
from tests.charts.drawn import PICTURE, assert_tidy, change, has_hatch, targets_of, texts_of


def test_the_title_states_the_number_with_its_doubt_place_and_day(story_tables) -> None:
    drawn = KIND.build(story_tables, PICTURE)
    assert drawn.title == "At least 80 people reported killed in Aleppo, Thursday 22 September 2016"
    assert drawn.subtitle == "An open end is at least; hatched is not documented, which is not zero."


def test_a_changed_number_changes_title_and_bar(story_tables) -> None:
    drawn = KIND.build(change(story_tables, "figures", "killed-aleppo-thursday", value=54, qualifier="exact"), PICTURE)
    assert drawn.title == "54 people reported killed in Aleppo, Thursday 22 September 2016"
    assert drawn.subtitle == "Hatched is not documented, which is not zero."
    assert drawn.chart.data[0].x == (54.0,)


def test_the_day_that_nobody_could_count_is_hatched_with_its_reason(story_tables) -> None:
    drawn = KIND.build(story_tables, PICTURE)
    said = " ".join(texts_of(drawn.chart))
    assert has_hatch(drawn.chart)
    assert "Not documented: people killed in Aleppo" in said
    assert story_tables.gaps["reason"].iloc[0] in said
    assert "Not documented: people killed in Aleppo, Friday 23 September 2016" in drawn.alt


def test_a_tall_picture_has_larger_words_and_thicker_bars_than_a_flat_one(story_tables) -> None:
    tall, flat = (Look(width=1152, height=high, fixed=True) for high in (720, 330))
    charts = [KIND.build(story_tables, look).chart for look in (tall, flat)]
    smallest = [min(note.font.size for note in chart.layout.annotations) for chart in charts]
    assert smallest[0] > smallest[1] == flat.label_size
    assert charts[0].data[0].width[0] > charts[1].data[0].width[0]
    assert_tidy(charts[0], tall)


def test_a_reported_zero_is_written_and_not_hatched(story_tables) -> None:
    gap = story_tables.gaps.loc[story_tables.gaps["indicator"] == "killed", "id"].iloc[0]
    drawn = KIND.build(change(story_tables, "gaps", gap, status="zero_reported"), PICTURE)
    assert not has_hatch(drawn.chart)
    assert "0 reported: people killed in Aleppo" in " ".join(texts_of(drawn.chart))
    assert "Not documented" not in drawn.alt


def test_several_figures_of_one_day_are_stated_side_by_side(invented_tables) -> None:
    drawn = KIND.build(invented_tables, PICTURE)
    assert "at least 150" in drawn.title.lower()
    assert "200–300 people reported killed in Lowtown, Northland, 3–4 March 2021" in drawn.title
    assert drawn.figures == ("er-killed", "rp-killed", "rp-children")


def test_dozens_are_words_beneath_the_figure_they_are_part_of(invented_tables) -> None:
    drawn = KIND.build(invented_tables, PICTURE)
    assert any(text.startswith("Among them: dozens of children") for text in texts_of(drawn.chart))
    assert "rp-children" not in targets_of(drawn.chart)


def test_figures_of_many_days_are_counted_with_their_voices(invented_tables) -> None:
    later = change(invented_tables, "figures", "er-killed", date_end="2021-03-07", date_start="2021-03-07")
    assert (
        KIND.build(later, PICTURE).title
        == "People reported killed in Lowtown, Northland, 3–7 March 2021: 2 figures from 2 voices"
    )


def test_an_undated_figure_comes_last_and_says_so(invented_tables) -> None:
    undated = change(invented_tables, "figures", "er-killed", date_start=None, date_end=None)
    days = [text for text in texts_of(KIND.build(undated, Look()).chart) if "stated" in text]
    assert days == ["day not stated"]
    assert KIND.build(undated, Look()).figures[-1] == "er-killed"


def test_only_a_gap_is_still_a_chart(story_tables) -> None:
    only = story_tables.with_figures([])
    assert KIND.applies(only)
    drawn = KIND.build(only, PICTURE)
    assert drawn.title == "Not documented: people killed in Aleppo, Friday 23 September 2016"
    assert drawn.sources


def test_who_says_so_stands_at_each_bar_and_under_the_chart(story_tables) -> None:
    drawn = KIND.build(story_tables, PICTURE)
    assert any("AP → The Independent" in text for text in texts_of(drawn.chart))
    assert any("AP → The Independent" in line and "≥ 80" in line for line in drawn.sources)
    assert any("not documented" in line for line in drawn.sources)
