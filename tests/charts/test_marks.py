"""How a reported number is drawn: solid, open, soft, a band, a cell; and marks that stand for many."""

from __future__ import annotations

import plotly.graph_objects as go
import pytest

from dashboard.charts import dots
from dashboard.charts.base import Look, new_chart, set_text
from dashboard.charts.icons import state_of
from dashboard.charts.marks import add_bar, add_hatched_cell, add_zero, bar_end, longest_bar

LOOK = Look()


@pytest.fixture
def row(story_tables):
    rows = story_tables.described.to_dict("records")
    return dict(next(row for row in rows if row["indicator"] == "killed"))


def draw(row) -> go.Figure:
    chart = new_chart(LOOK)
    add_bar(chart, row, 1, 0.5, 10, LOOK)
    return chart


def bars(chart: go.Figure) -> list[go.Bar]:
    return [trace for trace in chart.data if trace.type == "bar"]


def test_at_least_ends_in_an_arrow_behind_the_number_and_not_in_a_longer_bar(row) -> None:
    chart = draw(row | {"qualifier": "at_least", "value": 80})
    assert bars(chart)[0].x == (80.0,)
    assert len(chart.layout.shapes) == 1
    assert chart.layout.shapes[0].type == "path"


def test_exact_has_no_arrow(row) -> None:
    assert not draw(row | {"qualifier": "exact", "value": 80}).layout.shapes


def test_about_fades_around_the_number(row) -> None:
    chart = draw(row | {"qualifier": "about", "value": 80})
    (edge,) = [trace for trace in chart.data if trace.type == "scatter"]
    assert min(edge.x) < 80 < max(edge.x)
    assert bars(chart)[0].x == (min(edge.x),)


def test_just_under_does_not_reach_beyond_the_number(row) -> None:
    chart = draw(row | {"qualifier": "nearly", "value": 80})
    (edge,) = [trace for trace in chart.data if trace.type == "scatter"]
    assert max(edge.x) == 80


def test_a_range_is_solid_only_up_to_its_low_end(row) -> None:
    chart = draw(row | {"qualifier": "range", "value": None, "value_low": 200, "value_high": 300})
    assert bars(chart)[0].x == (200.0,)
    assert (chart.layout.shapes[0].x0, chart.layout.shapes[0].x1) == (200, 300)
    assert bars(chart)[-1].customdata == (row["id"],)


def test_up_to_is_pale_from_zero_and_still_answers_to_a_click(row) -> None:
    chart = draw(row | {"qualifier": "up_to", "value": 12})
    assert (chart.layout.shapes[0].x0, chart.layout.shapes[0].x1) == (0, 12)
    assert bars(chart)[-1].customdata == (row["id"],)


def test_a_vague_number_has_no_bar(row) -> None:
    assert not draw(row | {"qualifier": "vague", "value": None}).data


def test_a_zero_that_was_reported_is_a_stroke_and_no_bar(row) -> None:
    (stroke,) = draw(row | {"qualifier": "exact", "value": 0}).data
    assert stroke.type == "scatter"
    assert stroke.customdata == (row["id"],)


def test_a_gap_is_hatched_and_a_reported_zero_is_not() -> None:
    chart = new_chart(LOOK)
    add_hatched_cell(chart, 0, 10, 1, 0.5, LOOK, "Not documented")
    add_zero(chart, 0, 2, 20, "#000000", "0 reported")
    cell, zero = chart.data
    assert cell.marker.pattern.shape == "/"
    assert zero.type == "scatter"


def test_a_source_cannot_write_html_into_a_hover_text() -> None:
    chart = new_chart(LOOK)
    add_hatched_cell(chart, 0, 10, 1, 0.5, LOOK, "<a href='x'>roads</a>")
    assert chart.data[0].hovertext == ("&lt;a href='x'&gt;roads&lt;/a&gt;",)


def test_the_longest_bar_is_the_largest_number_printed(invented_tables) -> None:
    described = invented_tables.described
    assert longest_bar(described) == 1200
    assert longest_bar(described[described["qualifier"] == "vague"]) == 1


@pytest.mark.parametrize(
    ("qualifier", "value", "end"), [("at_least", 80, 90), ("exact", 80, 80), ("vague", None, 0), ("nearly", 80, 80)]
)
def test_the_end_of_a_bar_counts_its_arrow(row, qualifier: str, value: int | None, end: float) -> None:
    assert bar_end(row | {"qualifier": qualifier, "value": value}, 10) == end


@pytest.mark.parametrize(
    ("qualifier", "value", "parts"),
    [("exact", 5, (5, 0)), ("at_least", 5, (5, 0)), ("up_to", 5, (0, 5)), ("vague", None, (0, 0))],
)
def test_a_count_splits_into_what_is_sure_and_what_may_be(row, qualifier, value, parts) -> None:
    assert dots.split_count(row | {"qualifier": qualifier, "value": value}) == parts


def test_marks_fill_columns_downwards_and_rows_to_the_right() -> None:
    xs, ys = dots.place_in_columns(3, 2, 10, 0, 0)
    assert (list(xs), list(ys)) == ([5, 5, 15], [5, 15, 5])
    xs, ys = dots.place_in_rows(3, 2, 10, 0, 0)
    assert (list(xs), list(ys)) == ([5, 15, 5], [5, 5, 15])


def test_a_soft_edge_fades_step_by_step_and_never_vanishes() -> None:
    colours = dots.fade_last(3, "#000000", "#ffffff")
    assert colours == sorted(colours)
    assert "#ffffff" not in colours


def test_only_what_is_reported_lost_is_crossed_out() -> None:
    states = {name: state_of(name) for name in ("facilities_destroyed", "facilities_targeted", "hospitals_functioning")}
    assert states == {"facilities_destroyed": "out", "facilities_targeted": "hit", "hospitals_functioning": "counted"}


def test_words_know_their_height_before_they_are_drawn() -> None:
    block = set_text("one two three four", LOOK.measure("one two"), LOOK)
    chart = new_chart(LOOK)
    assert block.lines == ("one two", "three", "four")
    assert block.draw(chart, 0, 10, LOOK) == 10 + block.height
    assert chart.layout.annotations[0].text == "one two<br>three<br>four"
