from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dashboard.exhibits.exhibit import LOOKS
from dashboard.exhibits.forms.lines import Line, choose_unit, draw_lines, draw_scale
from dashboard.exhibits.forms.qualifiers import (
    ARROW,
    SOFT,
    Pieces,
    mark_of,
    number_axis,
    plain,
    point_of,
    wrap,
)
from dashboard.records.reported import ReportedFigure
from tests.wording import invented

LIGHT, DARK = LOOKS["light"], LOOKS["dark"]


def figure(
    qualifier: str, value: float | None = None, low=None, high=None, best=None, so_far=False, forecast=False, whole=None
) -> ReportedFigure:
    """A figure of which only what drawing asks for is made up."""
    written = "dozens" if value is None else f"{value:g}"
    given = {
        "value": value, "value_low": low, "value_high": high, "value_best": best, "qualifier": qualifier,
        "provisional": so_far, "counting": "forecast" if forecast else "period", "of_total": whole,
        "written": written, "magnitude": "dozens" if value is None and low is None else None,
    }  # fmt: skip
    return replace(invented.figure(), id=qualifier, **given)


@pytest.mark.parametrize(
    ("drawn", "mark"),
    [
        (figure("exact", 40), "solid"),
        (figure("exact", 40, so_far=True), "open"),
        (figure("about", 40, so_far=True), "open"),
        (figure("about", 40), "soft"),
        (figure("nearly", 40), "below"),
        (figure("up_to", 40, forecast=True), "down"),
        (figure("exact", 40, forecast=True), "hollow"),
        (figure("vague"), "none"),
    ],
)
def test_each_qualifier_has_one_way_to_be_drawn(drawn, mark):
    assert mark_of(drawn) == mark


def test_a_soft_edge_is_as_wide_for_a_small_number_as_for_a_large_one():
    widths = []
    for value in (3, 3_000_000):
        pieces = Pieces(LIGHT)
        pieces.draw(figure("about", value), value, 1, "#000000")
        ends = [float(end) for shape in pieces.shapes for end in re.findall(r"[MH]([-\d.]+)", shape["path"])]
        widths.append((min(ends), max(ends)))
        assert all(shape["xsizemode"] == "pixel" for shape in pieces.shapes)
    assert widths[0] == widths[1] == pytest.approx((-SOFT * LIGHT.size, SOFT * LIGHT.size))


def test_an_open_end_is_an_arrow_of_fixed_length():
    pieces = Pieces(LIGHT)
    pieces.draw(figure("at_least", 80), 80, 1, "#000000")
    (arrow,) = pieces.annotations
    assert arrow["ax"] == ARROW * LIGHT.size and arrow["arrowside"] == "start"


def test_a_range_is_a_band_with_the_sources_best_as_its_dot():
    drawn = figure("range", low=60, high=80, best=65)
    pieces = Pieces(LIGHT)
    pieces.draw(drawn, point_of(drawn), 1, "#000000")
    (band,) = pieces.shapes
    assert (band["x0"], band["x1"], point_of(drawn)) == (60, 80, 65)


def test_a_word_without_a_number_gets_no_mark():
    chart, _ = draw_lines([("", (Line(figure("vague"), "A"),))], "people_harmed", "Title")
    chart = chart.draw(LIGHT)
    assert not chart.data and chart.layout.xaxis.visible is False


def test_the_axis_begins_at_zero_and_reaches_past_the_last_mark():
    rows = tuple(Line(figure("exact", n), "A") for n in (25, 91))
    chart, _ = draw_lines([("Friday", rows)], "people_harmed", "Title")
    drawn = chart.draw(LIGHT)
    assert drawn.layout.xaxis.range[0] == 0 and drawn.layout.xaxis.range[1] > 91
    assert len(chart.heights) == chart.rows == 2


def test_a_soft_edge_is_never_cut_off_by_the_end_of_the_axis():
    chart, _ = draw_lines([("", [Line(figure("about", 250_000), "A")])], "people_in_need", "Title")
    end, narrowest = chart.draw(LIGHT).layout.xaxis.range[1], 9
    assert (end - 250_000) / end * narrowest >= SOFT


def test_each_field_to_scale_says_what_it_counts():
    small, large = replace(figure("at_least", 80), id="small"), figure("about", 250_000)
    written = draw_scale([small, large]).draw(LIGHT).layout.annotations
    told = [one.text.replace("<br>", " ") for one in written]
    assert all(one.bgcolor == "rgba(0,0,0,0)" for one in written if "<b>" in one.text)  # none covers what is above it
    for one in (small, large):
        assert f"<b>{one.written} {one.indicator.phrase}</b>" in told


def test_a_number_above_marks_covers_none_of_them():
    chart, _ = draw_lines([("", [Line(figure("exact", 40), "A")])], "attacks", "Title", unit=1)
    assert [one.bgcolor for one in chart.draw(LIGHT).layout.annotations if "40" in one.text] == ["rgba(0,0,0,0)"]


def test_a_picture_may_ask_for_the_first_rows():
    rows = tuple(Line(figure("exact", n), f"V{n}") for n in range(1, 9))
    chart, _ = draw_lines([("", rows)], "attacks", "Title")
    drawn = chart.draw(replace(DARK, rows=3))
    assert drawn.layout.yaxis.ticktext == ("V1", "V2", "V3")


def test_three_of_four_are_three_full_marks_and_a_hollow_one():
    row = Line(figure("exact", 3, whole=4), "targeted")
    chart, _ = draw_lines([("", [row])], "facilities", "Title", unit=1)
    shapes = chart.draw(LIGHT).layout.shapes
    assert [shape.path.count("M") for shape in shapes] == [3, 1]
    assert shapes[0].fillcolor and not shapes[1].fillcolor


@pytest.mark.parametrize(("top", "unit"), [(40, 1), (61, 2), (150, 5), (1_700, 50)])
def test_a_mark_stands_for_a_round_number(top, unit):
    assert choose_unit([figure("exact", top)]) == unit


@pytest.mark.parametrize("top", [0, 1, 7, 91, 4_420, 2_000_000])
def test_an_axis_has_few_round_steps(top):
    axis = number_axis(LIGHT, top or 1.0)
    assert axis["range"][1] / axis["dtick"] <= 5 or axis["dtick"] == 1


def test_markup_in_a_source_is_only_text():
    assert plain("<b>$x</b>") == "&lt;b&gt;&#36;x&lt;/b&gt;"


def test_a_long_label_breaks_between_words():
    assert wrap("Opposition health directorate <b>", 18) == "Opposition health\ndirectorate <b>"
    assert wrap("White Helmets", 18) == "White Helmets"
