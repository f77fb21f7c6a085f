"""The map as a picture: true discs, every label measured, close places enlarged, nothing missing without a word."""

from __future__ import annotations

import math
from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard import theme
from dashboard.charts.base import ChartError, Look, SourcedChart
from dashboard.charts.places import KIND
from dashboard.charts.places.layout import Layout, find_narrowest, lay_out
from dashboard.charts.places.spots import is_clear
from dashboard.geo import BOUNDARY_NOTE, distance_km
from dashboard.maps import read_atlas
from dashboard.tables import Tables
from tests.charts.drawn import PAGES, PICTURES, labels_of, text_of, write_look

SLIDE = PICTURES[0]
HOSTILE = "<b>x</b><img src=x onerror=alert(1)>"


def lay(tables: Tables, look: Look) -> Layout:
    atlas = read_atlas(tables)
    layout = lay_out(atlas.shown, atlas.landmarks, look)
    assert layout is not None
    return layout


@pytest.fixture(scope="module")
def story_map(story_tables) -> SourcedChart:
    return KIND.build(story_tables, SLIDE)


def find_targets(chart: go.Figure) -> dict[str, tuple[str, list[str]]]:
    """Return place -> its first figure and all its figures, as a click gives them."""
    rows = [row for trace in chart.data if trace.customdata is not None for row in trace.customdata]
    return {place: (first, figures.split()) for first, place, figures in rows}


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


@pytest.mark.parametrize("look", [SLIDE, PAGES[0]], ids=write_look)
def test_labels_keep_the_size_that_was_asked(invented_tables, look) -> None:
    assert {label.size for label in labels_of(KIND.build(invented_tables, look).chart, look)} == {look.label_size}


@pytest.mark.parametrize("look", PICTURES, ids=write_look)
def test_labels_hide_no_disc_and_no_leader_runs_through_a_label(story_tables, look) -> None:
    assert all(is_clear(panel.marks) for panel in lay(story_tables, look).panels)


@pytest.mark.parametrize("count", [1, 5, 12])
def test_up_to_twelve_towns_are_all_named_on_a_slide_or_in_its_key(invented_tables, count) -> None:
    written = text_of(KIND.build(scatter(invented_tables, count), SLIDE).chart)
    assert all(f"Town {number}" in written for number in range(count))


def test_what_cannot_be_legible_is_refused(invented_tables) -> None:
    look = Look(width=160, height=120, fixed=True)
    with pytest.raises(ChartError, match=r"12 places cannot be labelled legibly in 160 × 120 pixels: choose fewer"):
        KIND.build(scatter(invented_tables, 12), look)


def test_labels_carry_the_figures_as_written(story_map) -> None:
    written = text_of(story_map.chart).replace("\u00a0", "")
    for words in ("≥ 80 killed", "est. 40 air strikes", "≈ 250,000 trapped under siege", "3 of 4 operation centres"):
        assert words in written
    assert "Al-Waer, Homs ≈ 300 fighters" in written
    assert "Al-Waer, Homs" in {label.text for label in labels_of(story_map.chart, SLIDE) if label.bold}


def test_the_title_and_the_days_derive_from_the_tables(story_map, invented_tables) -> None:
    assert story_map.title == "Where: figures reported from Aleppo, East Aleppo and Al-Waer, Homs"
    assert story_map.subtitle.startswith("Figures for 22–23 September 2016;")
    assert KIND.build(invented_tables, SLIDE).subtitle.startswith("Figures for 3–4 March 2021;")


def test_sources_and_note_are_complete(story_map, invented_tables) -> None:
    drawn = KIND.build(invented_tables, SLIDE)
    assert "Not on the map (no defensible coordinate): Northland – 2 of 5 bridges lost." in drawn.note
    assert BOUNDARY_NOTE in drawn.note
    assert all(any(name in line for line in drawn.sources) for name in ("River Post", "Echo Office"))
    assert "about 250,000 people trapped under siege" in story_map.alt


def test_a_click_gives_a_place_with_all_its_figures(story_map) -> None:
    targets = find_targets(story_map.chart)
    assert targets["al-waer"] == ("evacuated-al-waer", ["evacuated-al-waer"])
    first, figures = targets["aleppo"]
    assert first == "killed-aleppo-thursday"
    assert len(figures) == 6


def test_all_discs_are_picked_on_one_pair_of_axes(story_map) -> None:
    chart = story_map.chart
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


def test_a_place_too_small_to_see_gets_a_ring_and_the_note_says_so(story_tables, story_map) -> None:
    main = lay(story_tables, SLIDE).panels[0]
    waer = next(mark for mark in main.marks if mark.spot.lines[0].startswith("Al-Waer"))
    assert waer.ring
    assert waer.radius >= 6
    assert "Ring not to scale: Al-Waer, Homs (radius 2 km)." in story_map.note


def test_al_waer_lies_as_far_from_aleppo_as_on_the_ground(story_tables) -> None:
    main = lay(story_tables, SLIDE).panels[0]
    (lat, lon), spot = main.frame.centre, next(mark.spot for mark in main.marks if mark.ring)
    (x0, y0), (x1, y1) = main.at(lat, lon), main.at(spot.lat, spot.lon)
    far = distance_km(lat, lon, spot.lat, spot.lon)
    assert far > 140
    assert math.hypot(x0 - x1, y0 - y1) / main.px_per_km == pytest.approx(far, rel=0.01)


@pytest.mark.parametrize("look", PICTURES, ids=write_look)
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


def test_landmarks_are_hollow_muted_and_told_in_the_note(story_map) -> None:
    damascus = next(note for note in story_map.chart.layout.annotations if note.text == "Damascus")
    assert damascus.font.color == theme.palette("light").muted
    assert "Hollow marks are for orientation, no figure is told of them: Damascus" in story_map.note


def test_where_labels_cannot_hold_the_figures_the_note_does(invented_tables) -> None:
    tables, look = scatter(invented_tables, 12), Look(width=672, height=420, fixed=True)
    assert lay(tables, look).detail == 2
    drawn = KIND.build(tables, look)
    assert "Town 7: 2 figures" in text_of(drawn.chart).replace(", Northland", "")
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


def test_figures_of_one_indicator_give_the_disc_its_colour(story_map) -> None:
    targets = next(trace for trace in story_map.chart.data if trace.customdata is not None)
    colours = {row[1]: colour for row, colour in zip(targets.customdata, targets.marker.color, strict=True)}
    assert colours["east-aleppo"] == theme.colour_of("besieged", "light")
    assert colours["aleppo"] == theme.palette("light").ink
