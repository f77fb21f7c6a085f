"""A mark a strike, and what was hit in a panel of its own: different units never share a scale."""

from __future__ import annotations

import dataclasses

import pandas as pd

from dashboard.charts.base import Look
from dashboard.charts.strikes import KIND, select_rows
from dashboard.charts.strikes.panels import fit_panels, stand_beside
from tests.charts.drawn import PICTURE, change, has_hatch, texts_of


def count_triangles(drawn, symbol: str = "triangle-down") -> int:
    return sum(len(trace.x) for trace in drawn.chart.data if trace.type == "scatter" and trace.marker.symbol == symbol)


def test_forty_strikes_are_forty_marks(story_tables) -> None:
    drawn = KIND.build(story_tables, PICTURE)
    assert count_triangles(drawn) == 40
    assert drawn.title == "An estimated 40 air strikes reported in Aleppo; 1 water pumping station destroyed"
    assert drawn.subtitle == "22–23 September 2016. 1 triangle is 1 air strike; 1 house is 1 facility."


def test_a_changed_number_changes_title_and_marks(story_tables) -> None:
    drawn = KIND.build(
        change(story_tables, "figures", "air-strikes-thursday-night", value=30, qualifier="at_least"), PICTURE
    )
    assert drawn.title.startswith("At least 30 (estimate) air strikes")
    assert count_triangles(drawn) == 30


def test_more_strikes_than_can_be_counted_share_marks_and_the_chart_says_so(story_tables) -> None:
    drawn = KIND.build(change(story_tables, "figures", "air-strikes-thursday-night", value=1_900), PICTURE)
    assert count_triangles(drawn) == 190
    assert "▼ = 10 air strikes" in texts_of(drawn.chart)
    assert "1 triangle is 10 air strikes" in drawn.subtitle


def test_different_units_stand_in_panels_of_their_own(story_tables) -> None:
    rows = select_rows(story_tables).to_dict("records")
    panels = fit_panels(rows, [], PICTURE)
    assert [panel.unit for panel in panels] == ["air strikes", "facilities"]
    assert panels[0].left + panels[0].width < panels[1].left
    assert not {item.row["unit"] for item in panels[0].items} & {item.row["unit"] for item in panels[1].items}


def test_numbers_out_of_a_whole_are_left_to_their_own_chart(story_tables, invented_tables) -> None:
    assert "centres-targeted" not in set(select_rows(story_tables)["id"])
    assert list(select_rows(invented_tables)["id"]) == ["er-raids"]


def test_up_to_is_drawn_hollow_in_another_collection(invented_tables) -> None:
    drawn = KIND.build(invented_tables, PICTURE)
    assert drawn.title == "Up to 12 (estimate) air strikes reported in Harbour, Northland, Thursday 4 March 2021"
    assert (count_triangles(drawn), count_triangles(drawn, "triangle-down-open")) == (0, 12)


def test_strikes_that_nobody_could_count_are_hatched_and_not_left_out(invented_tables) -> None:
    gap = invented_tables.gaps[invented_tables.gaps["status"] == "not_documented"].assign(
        id="raids-unknown", indicator="air_strikes", group=None
    )
    gaps = pd.concat([invented_tables.gaps, gap.astype(invented_tables.gaps.dtypes)], ignore_index=True)
    drawn = KIND.build(dataclasses.replace(invented_tables, gaps=gaps), PICTURE)
    assert has_hatch(drawn.chart)
    assert "Not documented: air strikes in Lowtown, Northland, Friday 5 March 2021" in drawn.alt


def test_a_vague_number_of_strikes_has_words_and_no_marks(story_tables) -> None:
    vague = change(
        story_tables, "figures", "air-strikes-thursday-night", qualifier="vague", value=None, magnitude="dozens"
    )
    drawn = KIND.build(vague, PICTURE)
    assert "no number given, so no marks" in texts_of(drawn.chart)
    assert count_triangles(drawn) == 0


def test_alt_and_note_carry_doubt_and_voice(story_tables) -> None:
    drawn = KIND.build(story_tables, PICTURE)
    assert "An estimated 40 air strikes reported in Aleppo, 22–23 September 2016" in drawn.alt
    assert "Observatory for Human Rights" in drawn.alt
    assert "An estimate, and of one night only." in drawn.note


def test_panels_stand_one_below_the_other_where_that_leaves_larger_marks(story_tables) -> None:
    rows = select_rows(story_tables).to_dict("records")
    flat, tall = (fit_panels(rows, [], Look(width=1152, height=high, fixed=True)) for high in (420, 720))
    assert stand_beside(flat)
    assert not stand_beside(tall)
    assert tall[0].pitch > flat[0].pitch
