"""Dots of a fixed number of people: the scale is stated, small numbers stay visible, doubt is drawn."""

from __future__ import annotations

from dashboard.charts.base import Look
from dashboard.charts.people_in_scale import KIND, select_rows
from dashboard.charts.people_in_scale.plan import fit_grid, make_plan, name_people
from tests.charts.drawn import PICTURE, change, repeat, targets_of, texts_of


def count_dots(drawn, symbol: str) -> int:
    return sum(len(trace.x) for trace in drawn.chart.data if trace.type == "scatter" and trace.marker.symbol == symbol)


def test_the_title_states_the_largest_number_and_the_dead_with_their_qualifiers(story_tables) -> None:
    title = KIND.build(story_tables, PICTURE).title
    assert title.startswith("About 250,000 people reported trapped under siege in East Aleppo")
    assert "at least 80 people killed in Aleppo" in title


def test_a_changed_number_changes_title_alt_and_marks(story_tables) -> None:
    changed = KIND.build(
        change(story_tables, "figures", "besieged-east-aleppo", value=120_000, qualifier="at_least"), PICTURE
    )
    assert changed.title.startswith("At least 120,000 people")
    assert "At least 120,000 people" in changed.alt
    assert "One dot is 50 people" in changed.subtitle


def test_one_dot_is_a_hundred_people_and_the_picture_says_so(story_tables) -> None:
    drawn = KIND.build(story_tables, PICTURE)
    assert "● 1 dot = 100 people" in texts_of(drawn.chart)
    assert "One dot is 100 people" in drawn.subtitle
    # 250,000 and 300 in whole dots, 80 and 1 as begun ones.
    assert count_dots(drawn, "circle") == 2_500 + 3 + 2
    assert count_dots(drawn, "circle-open") == 2


def test_small_numbers_are_magnified_to_one_mark_a_person(story_tables) -> None:
    drawn = KIND.build(story_tables, PICTURE)
    assert count_dots(drawn, "square") == 300 + 80 + 1
    assert "The small numbers again, magnified: ■ 1 mark = 1 person" in texts_of(drawn.chart)


def test_another_collection_gets_its_own_scale(invented_tables) -> None:
    drawn = KIND.build(invented_tables, PICTURE)
    assert drawn.title.startswith("Just under 1,200 crews with passengers reported evacuated from Harbour")
    assert "One dot is 1 person" in drawn.subtitle
    assert count_dots(drawn, "circle") == 1_200 + 200 + 150
    # What a range leaves open is hollow.
    assert count_dots(drawn, "circle-open") == 100


def test_a_figure_that_another_contains_is_left_out_until_it_stands_alone(invented_tables) -> None:
    assert "rp-children" not in set(select_rows(invented_tables)["id"])
    alone = KIND.build(invented_tables.with_figures(["rp-children"]), PICTURE)
    assert alone.title.startswith("Dozens of children reported killed in Lowtown")
    assert "no number given, so no dots" in texts_of(alone.chart)
    assert count_dots(alone, "circle") == 0


def test_a_vague_number_has_words_and_no_dots(invented_tables) -> None:
    drawn = KIND.build(
        change(invented_tables, "figures", "er-killed", qualifier="vague", value=None, magnitude="dozens"), PICTURE
    )
    assert "Dozens of people" in " ".join(texts_of(drawn.chart))
    assert count_dots(drawn, "circle") == 1_200 + 200


def test_about_fades_and_at_least_ends_in_an_arrow(story_tables) -> None:
    one = KIND.build(story_tables.with_figures(["besieged-east-aleppo"]), PICTURE).chart
    assert any(not isinstance(trace.marker.color, str) for trace in one.data if trace.type == "scatter")
    assert not one.layout.shapes
    other = KIND.build(story_tables.with_figures(["killed-aleppo-thursday"]), PICTURE).chart
    assert [shape.type for shape in other.layout.shapes] == ["path"]


def test_alt_says_each_figure_with_its_doubt_its_voice_and_each_gap(story_tables) -> None:
    alt = KIND.build(story_tables, PICTURE).alt
    for part in (
        "At least 80 people reported killed in Aleppo, Thursday 22 September 2016",
        "carried by AP",
        "About 300 fighters and their families reported evacuated from Al-Waer, Homs",
        "Not documented: people killed in Aleppo, Friday 23 September 2016",
    ):
        assert part in alt


def test_the_sources_are_those_of_the_figures_shown(story_tables) -> None:
    drawn = KIND.build(story_tables, PICTURE)
    assert any("AP → The Independent" in line for line in drawn.sources)
    assert "This is Homs, not Aleppo" in drawn.note


def test_a_page_grows_with_its_figures(invented_tables) -> None:
    few = KIND.build(invented_tables, Look()).chart.layout.height
    assert KIND.build(repeat(invented_tables, "figures", 30, "er-killed"), Look()).chart.layout.height > few


def test_many_figures_share_their_traces(invented_tables) -> None:
    chart = KIND.build(repeat(invented_tables, "figures", 60, "er-killed"), Look()).chart
    assert len(chart.data) < 10
    assert len(targets_of(chart)) == 63


def test_the_chart_stays_small_on_the_wire(story_tables) -> None:
    assert len(KIND.build(story_tables, Look()).chart.to_json()) < 60_000


def test_a_grid_is_as_large_as_the_room_allows() -> None:
    grid = fit_grid(100, 400, 100, 16)
    assert (grid.width(100) <= 400, grid.height(100) <= 100) == (True, True)
    assert fit_grid(1, 400, 100, 16).pitch == 16


def test_one_person_is_no_people(story_tables) -> None:
    assert (name_people(1), name_people(1_000)) == ("1 person", "1,000 people")
    rows = select_rows(story_tables).to_dict("records")
    assert make_plan(rows, PICTURE).per_dot == 100
