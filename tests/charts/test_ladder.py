"""The numbers of one voice in the order they were told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboard.charts.base import ChartError, Look
from dashboard.charts.ladder import KIND, build, build_for
from dashboard.compare import ORDER_NOTE, Topic
from dashboard.tables import Tables
from dashboard.typography import measure_width
from tests.charts.drawn import ids_of, texts_of
from tests.charts.test_spread import DOCUMENT, FRIDAY, SLIDE, SQUARE, assert_tidy
from tests.compare.conftest import fill_tables, write_row


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("look", [SLIDE, DOCUMENT, SQUARE, Look(), Look(width=375)], ids=lambda look: str(look.width))
def test_nothing_is_cut_or_overlaps(real_tables: Tables, look: Look, mode: str):
    look = replace(look, mode=mode)
    assert_tidy(build(real_tables, look).chart, look)


def test_the_five_steps_of_sohr_for_friday_stand_in_order(real_tables: Tables):
    drawn = build(real_tables, Look())
    numbers = [
        text for text in texts_of(drawn.chart) if text in {f"<b>{n}</b>" for n in ("≥ 10", "15", "27", "45", "≥ 47")}
    ]
    assert numbers == ["<b>≥ 10</b>", "<b>15</b>", "<b>27</b>", "<b>45</b>", "<b>≥ 47</b>"]
    assert drawn.title.endswith("Friday 23 September 2016: one voice, from at least 10 to at least 47")
    assert ids_of(drawn.chart) == set(drawn.figures)


def test_the_order_within_a_day_is_said_not_to_be_known(real_tables: Tables):
    drawn = build(real_tables, Look())
    assert ORDER_NOTE in drawn.note
    assert "<b>Told on Friday 23 September 2016, order not stated</b>" in texts_of(drawn.chart)
    assert "<b>Told on Saturday 24 September 2016</b>" in texts_of(drawn.chart)


def test_who_carried_a_step_and_how_its_scope_differs_is_said(real_tables: Tables):
    texts = " ".join(texts_of(build(real_tables, Look()).chart))
    assert "ABC News (Australia), AP and Reuters" in texts
    assert "civilians · 22–23 Sep (AP)" in texts


def test_at_least_of_one_carrier_is_not_lost_behind_the_plain_number_of_another(real_tables: Tables):
    texts = " ".join(texts_of(build(real_tables, Look()).chart))
    assert "≥ 27 civilians · 22–23 Sep (AP)" in texts


def test_a_heading_keeps_to_the_column_of_the_words_and_off_the_axis(real_tables: Tables):
    chart = build(real_tables, Look(width=672, height=420, fixed=True)).chart
    axis = min(shape.x0 for shape in chart.layout.shapes if shape.type == "line" and shape.x0 == shape.x1)
    for note in (note for note in chart.layout.annotations if note.text.startswith("<b>Told")):
        lines = note.text.removeprefix("<b>").removesuffix("</b>").split("<br>")
        assert max(measure_width(line, note.font.size, bold=True) for line in lines) < axis


def test_a_named_voice_is_drawn_and_one_without_a_ladder_refused(real_tables: Tables):
    drawn = build_for(real_tables, Look(), FRIDAY, "white-helmets")
    assert drawn.subtitle.startswith("White Helmets, by the day it was told, a step")
    with pytest.raises(ChartError, match="aleppo-residents gave two numbers for this: choose another day"):
        build_for(real_tables, Look(), FRIDAY, "aleppo-residents")


def test_a_number_that_was_lowered_is_written_before_its_mark(real_tables: Tables):
    first, then = write_row("f0", 90, reported_on="2016-09-24"), write_row("f1", 40, reported_on="2016-09-25")
    drawn = build_for(fill_tables(real_tables, first, then), SLIDE, FRIDAY)
    written = {note.text: note.x for note in drawn.chart.layout.annotations}
    marks = [trace for trace in drawn.chart.data if trace.customdata is not None]
    points = {figure: x for trace in marks for figure, x in zip(trace.customdata, trace.x, strict=True)}
    assert written["<b>40</b>"] < points["f1"]
    assert written["<b>90</b>"] > points["f0"]


def test_a_collection_without_revisions_has_no_ladder(story_tables: Tables):
    assert not KIND.applies(story_tables)
    with pytest.raises(ChartError, match="no voice gave two numbers for the same thing"):
        build(story_tables, Look())
    with pytest.raises(ChartError, match="nobody gave two numbers for this"):
        build_for(story_tables, Look(), Topic("killed", "people", "aleppo", date(2016, 9, 22)))
