"""The map as a picture: true discs, every label measured, close places enlarged, nothing missing without a word."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard import theme
from dashboard.charts.base import ChartError, Look
from dashboard.charts.places import KIND
from dashboard.charts.places.layout import Layout, find_narrowest, lay_out
from dashboard.charts.places.spots import is_clear
from dashboard.geo import BOUNDARY_NOTE, distance_km
from dashboard.maps import read_atlas
from dashboard.tables import Tables
from tests.charts.drawn import PAGES, PICTURES, texts_of

SLIDE = Look(width=1232, height=470, label_size=18, fixed=True)
HOSTILE = "<b>x</b><img src=x onerror=alert(1)>"


def lay(tables: Tables, look: Look) -> Layout:
    atlas = read_atlas(tables)
    layout = lay_out(atlas.shown, atlas.landmarks, look)
    assert layout is not None
    return layout


def find_targets(chart: go.Figure) -> dict[str, tuple[str, list[str]]]:
    """Return place -> its first figure and all its figures, as a click gives them."""
    rows = [row for trace in chart.data if trace.customdata is not None for row in trace.customdata]
    return {place: (first, figures.split()) for first, place, figures in rows}


def measure_note(note: go.layout.Annotation, look: Look) -> tuple[float, float, float, float]:
    lines = note.text.split("<br>")
    wide = max(look.measure(line.replace("<b>", "").replace("</b>", ""), bold="<b>" in line) for line in lines)
    tall = 1.3 * note.font.size * len(lines)
    x = note.x + ((note.ax if note.showarrow else note.xshift) or 0)
    y = note.y + (note.ay if note.showarrow else -(note.yshift or 0))
    left = x - wide / 2 if note.xanchor == "center" else x
    top = y - tall / 2 if note.yanchor == "middle" else y
    return left, top, left + wide, top + tall


def scatter(tables: Tables, count: int) -> Tables:
    """Return tables in which so many towns of one country have two figures each."""
    town = tables.places.iloc[[0]]
    towns = [
        town.assign(id=f"t{n}", name=f"Town {n}", within=pd.NA, lat=33.3 + n % 4 * 0.3, lon=35.5 + n // 4 * 0.4)
        for n in range(count)
    ]
    figures = [
        tables.figures.iloc[[at]].assign(id=f"f{n}-{at}", place=f"t{n}", part_of=pd.NA)
        for n in range(count)
        for at in (0, 1)
    ]
    return replace(
        tables,
        places=pd.concat([tables.places, *towns], ignore_index=True).astype(tables.places.dtypes.to_dict()),
        figures=pd.concat(figures, ignore_index=True).astype(tables.figures.dtypes.to_dict()),
    )


@pytest.mark.parametrize("look", [*PICTURES, *PAGES], ids=str)
def test_no_label_is_cut_or_lies_over_another(story_tables, invented_tables, look) -> None:
    for tables in (story_tables, invented_tables):
        chart = KIND.build(tables, look).chart
        boxes = [measure_note(note, look) for note in chart.layout.annotations]
        assert all(note.font.size == look.label_size for note in chart.layout.annotations)
        for left, top, right, low in boxes:
            assert left >= 0 and top >= 0
            assert right <= look.width + 1 and low <= chart.layout.height + 4
        for one, two in combinations(boxes, 2):
            assert one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] + 1 or two[3] <= one[1] + 1, (one, two)
        assert chart.layout.height == look.height or not look.fixed


@pytest.mark.parametrize("look", PICTURES[::2], ids=str)
def test_labels_hide_no_disc_and_no_leader_runs_through_a_label(story_tables, look) -> None:
    assert all(is_clear(panel.marks) for panel in lay(story_tables, look).panels)


@pytest.mark.parametrize("look", [PICTURES[0], PICTURES[4], PAGES[0]], ids=str)
def test_all_reports_together_find_room_too(real_tables, look) -> None:
    drawn = KIND.build(real_tables, look)
    atlas = read_atlas(real_tables)
    assert set(find_targets(drawn.chart)) == {row["place"] for row in atlas.shown}
    assert drawn.figures == tuple(real_tables.figures["id"])


@pytest.mark.parametrize("count", [1, 5, 12])
def test_up_to_twelve_towns_are_all_named_on_a_slide_or_in_its_key(invented_tables, count) -> None:
    written = " ".join(texts_of(KIND.build(scatter(invented_tables, count), SLIDE).chart))
    assert all(f"Town {number}" in written for number in range(count))


def test_what_cannot_be_legible_is_refused(invented_tables) -> None:
    look = Look(width=160, height=120, fixed=True)
    with pytest.raises(ChartError, match=r"12 places cannot be labelled legibly in 160 × 120 pixels: choose fewer"):
        KIND.build(scatter(invented_tables, 12), look)


def test_where_no_place_has_a_coordinate_there_is_no_map(invented_tables) -> None:
    tables = invented_tables.with_figures(["rp-bridges"])
    assert not KIND.applies(tables)
    assert KIND.applies(invented_tables)
    with pytest.raises(ChartError, match="None of the 1 places with figures has a coordinate"):
        KIND.build(tables, SLIDE)


def test_labels_carry_the_figures_as_written(story_tables) -> None:
    written = " ".join(texts_of(KIND.build(story_tables, SLIDE).chart)).replace("\u00a0", "")
    for words in ("≥ 80 killed", "est. 40 air strikes", "≈ 250,000 trapped under siege", "3 of 4 operation centres"):
        assert words in written
    assert "<b>Al-Waer, Homs</b> ≈ 300 fighters" in written


def test_the_title_and_the_days_derive_from_the_tables(story_tables, invented_tables) -> None:
    drawn = KIND.build(story_tables, SLIDE)
    assert drawn.title == "Where: figures reported from Aleppo, East Aleppo and Al-Waer, Homs"
    assert drawn.subtitle.startswith("Figures for 22–23 September 2016;")
    assert KIND.build(invented_tables, SLIDE).subtitle.startswith("Figures for 3–4 March 2021;")


def test_sources_and_note_are_complete(story_tables, invented_tables) -> None:
    drawn = KIND.build(invented_tables, SLIDE)
    assert "Not on the map (no defensible coordinate): Northland – 2 of 5 bridges lost." in drawn.note
    assert BOUNDARY_NOTE in drawn.note
    assert all(any(name in line for line in drawn.sources) for name in ("River Post", "Echo Office"))
    assert "about 250,000 people trapped under siege" in KIND.build(story_tables, SLIDE).alt


def test_a_click_gives_a_place_with_all_its_figures(story_tables) -> None:
    targets = find_targets(KIND.build(story_tables, SLIDE).chart)
    assert targets["al-waer"] == ("evacuated-al-waer", ["evacuated-al-waer"])
    first, figures = targets["aleppo"]
    assert first == "killed-aleppo-thursday"
    assert len(figures) == 6


def test_all_discs_are_picked_on_one_pair_of_axes(story_tables) -> None:
    chart = KIND.build(story_tables, SLIDE).chart
    assert len([trace for trace in chart.data if trace.customdata is not None]) == 1
    assert {trace.xaxis for trace in chart.data} <= {None, "x"}
    assert chart.layout.yaxis.scaleanchor == "x"


def test_aleppo_and_the_east_are_enlarged_to_their_true_radius(story_tables) -> None:
    main, inset = lay(story_tables, SLIDE).panels
    discs = {mark.spot.lines[0]: mark for mark in inset.marks}
    for name, radius in (("Aleppo", 4), ("East Aleppo", 6)):
        assert not discs[name].ring
        assert discs[name].radius == pytest.approx(radius * inset.px_per_km)
    assert main.frame == inset.view


def test_a_place_too_small_to_see_gets_a_ring_and_the_note_says_so(story_tables) -> None:
    main = lay(story_tables, SLIDE).panels[0]
    waer = next(mark for mark in main.marks if mark.spot.lines[0].startswith("Al-Waer"))
    assert waer.ring
    assert waer.radius >= 6
    assert "Ring not to scale: Al-Waer, Homs (radius 2 km)." in KIND.build(story_tables, SLIDE).note


def test_al_waer_lies_as_far_from_aleppo_as_on_the_ground(story_tables) -> None:
    main = lay(story_tables, SLIDE).panels[0]
    (lat, lon), spot = main.frame.centre, next(mark.spot for mark in main.marks if mark.ring)
    (x0, y0), (x1, y1) = main.at(lat, lon), main.at(spot.lat, spot.lon)
    far = distance_km(lat, lon, spot.lat, spot.lon)
    assert far > 140
    assert math.hypot(x0 - x1, y0 - y1) / main.px_per_km == pytest.approx(far, rel=0.01)


@pytest.mark.parametrize("look", PICTURES[::2], ids=str)
def test_a_place_inside_an_enlargement_is_shown_in_it(story_tables, look) -> None:
    moved = {"centres-targeted": "urem-al-kubra", "child-rescued": "west-aleppo", "water-station-destroyed": "al-bab"}
    figures = story_tables.figures.copy()
    figures["place"] = figures["id"].map(moved).fillna(figures["place"])
    tables = replace(story_tables, figures=figures)
    _, inset = lay(tables, look).panels
    shown = {mark.spot.row for mark in inset.marks}
    assert len(shown) >= 3
    for row, place in enumerate(read_atlas(tables).shown):
        x, y = inset.at(float(place["lat"]), float(place["lon"]))
        assert not (0 < x < inset.rect.width and 0 < y < inset.rect.height) or row in shown


def test_landmarks_are_hollow_muted_and_told_in_the_note(story_tables) -> None:
    drawn = KIND.build(story_tables, SLIDE)
    damascus = next(note for note in drawn.chart.layout.annotations if note.text == "Damascus")
    assert damascus.font.color == theme.palette("light").muted
    assert "Hollow marks are for orientation, no figure is told of them: Damascus" in drawn.note


def test_where_labels_cannot_hold_the_figures_the_note_does(invented_tables) -> None:
    tables, look = scatter(invented_tables, 12), Look(width=672, height=420, fixed=True)
    assert lay(tables, look).detail == 2
    drawn = KIND.build(tables, look)
    assert "Town 7: 2 figures" in " ".join(texts_of(drawn.chart)).replace(", Northland", "")
    assert "Town 7, Northland: ≥ 150 killed · est. ≤ 12 air strikes." in drawn.note


def test_a_map_beyond_the_outlines_says_so_and_shows_no_false_sea(invented_tables) -> None:
    places = invented_tables.places.assign(lat=15.5, lon=32.5, country="SDN")
    drawn = KIND.build(replace(invented_tables, places=places), SLIDE)
    assert "No outlines are at hand where the ground is plain." in drawn.note
    assert theme.palette("light").sea not in {trace.fillcolor for trace in drawn.chart.data}


def test_a_narrower_page_is_told_before_labels_meet(story_tables) -> None:
    look = Look(width=1100, height=460)
    narrowest = find_narrowest(lay(story_tables, look), look)
    assert 600 < narrowest <= 1100
    assert KIND.build(story_tables, look).min_width == narrowest


def test_hostile_names_are_plain_text(story_tables) -> None:
    places = story_tables.places.copy()
    places.loc[places["id"] == "al-waer", ["name", "name_ar"]] = HOSTILE
    chart = KIND.build(replace(story_tables, places=places), SLIDE).chart
    texts = [note.text for note in chart.layout.annotations]
    texts += [text for trace in chart.data if trace.hovertext is not None for text in trace.hovertext]
    assert any("&lt;img" in text for text in texts)
    assert not any("<img" in text or "<b>x" in text for text in texts)


def test_figures_of_one_indicator_give_the_disc_its_colour(story_tables) -> None:
    chart = KIND.build(story_tables, SLIDE).chart
    targets = next(trace for trace in chart.data if trace.customdata is not None)
    colours = {row[1]: colour for row, colour in zip(targets.customdata, targets.marker.color, strict=True)}
    assert colours["east-aleppo"] == theme.colour_of("besieged", "light")
    assert colours["aleppo"] == theme.palette("light").ink


def test_the_tables_are_not_edited_and_the_same_tables_give_the_same_chart(story_tables, invented_tables) -> None:
    for tables in (story_tables, invented_tables):
        before = {name: table.copy(deep=True) for name, table in tables.items()}
        first, second = (KIND.build(tables, SLIDE) for _ in range(2))
        assert first.chart.to_json() == second.chart.to_json()
        assert all(before[name].equals(table) for name, table in tables.items())
