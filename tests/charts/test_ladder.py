"""The numbers of one voice in the order they were told."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.charts.base import ChartError, Look
from dashboard.charts.ladder import build, build_for
from dashboard.compare import ORDER_NOTE, Topic
from dashboard.tables import Tables
from tests.charts.drawn import PICTURE, labels_of, text_of, texts_of
from tests.compare.conftest import fill_tables, write_row

FRIDAY = Topic("killed", "people", "aleppo", date(2016, 9, 23))


def test_the_five_steps_of_sohr_for_friday_stand_in_order(real_tables: Tables):
    drawn = build(real_tables, Look())
    steps = ["≥ 10", "15", "27", "45", "≥ 47"]
    assert [text for text in texts_of(drawn.chart, bold=True) if text in steps] == steps
    assert drawn.title.endswith("Friday 23 September 2016: one voice, from at least 10 to at least 47")


def test_the_order_within_a_day_is_said_not_to_be_known(real_tables: Tables):
    drawn = build(real_tables, Look())
    assert ORDER_NOTE in drawn.note
    assert "Told on Friday 23 September 2016, order not stated" in texts_of(drawn.chart, bold=True)
    assert "Told on Saturday 24 September 2016" in texts_of(drawn.chart, bold=True)


def test_who_carried_a_step_and_how_its_scope_differs_is_said(real_tables: Tables):
    texts = text_of(build(real_tables, Look()).chart)
    assert "ABC News (Australia), AP and Reuters" in texts
    assert "civilians · 22–23 Sep (AP)" in texts


def test_at_least_of_one_carrier_is_not_lost_behind_the_plain_number_of_another(real_tables: Tables):
    texts = " ".join(texts_of(build(real_tables, Look()).chart))
    assert "≥ 27 civilians · 22–23 Sep (AP)" in texts


def test_a_heading_keeps_to_the_column_of_the_words_and_off_the_axis(real_tables: Tables):
    look = Look(width=672, height=420, fixed=True)
    chart = build(real_tables, look).chart
    axis = min(shape.x0 for shape in chart.layout.shapes if shape.type == "line" and shape.x0 == shape.x1)
    told = [label for label in labels_of(chart, look) if label.text.startswith("Told")]
    assert told and max(label.right for label in told) < axis


def test_a_named_voice_is_drawn_and_one_without_a_ladder_refused(real_tables: Tables):
    drawn = build_for(real_tables, Look(), FRIDAY, "white-helmets")
    assert drawn.subtitle.startswith("White Helmets, by the day it was told, a step")
    with pytest.raises(ChartError, match="aleppo-residents gave two numbers for this: choose another day"):
        build_for(real_tables, Look(), FRIDAY, "aleppo-residents")


def test_a_number_that_was_lowered_is_written_before_its_mark(real_tables: Tables):
    first, then = write_row("f0", 90, reported_on="2016-09-24"), write_row("f1", 40, reported_on="2016-09-25")
    drawn = build_for(fill_tables(real_tables, first, then), PICTURE, FRIDAY)
    written = {label.text: label.left for label in labels_of(drawn.chart, PICTURE) if label.bold}
    marks = [trace for trace in drawn.chart.data if trace.customdata is not None]
    points = {figure: x for trace in marks for figure, x in zip(trace.customdata, trace.x, strict=True)}
    assert written["40"] < points["f1"]
    assert written["90"] > points["f0"]


def test_a_topic_without_revisions_has_no_ladder(story_tables: Tables):
    with pytest.raises(ChartError, match="nobody gave two numbers for this"):
        build_for(story_tables, Look(), Topic("killed", "people", "aleppo", date(2016, 9, 22)))
