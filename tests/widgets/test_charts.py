"""The frame around every chart: its width, its note, what a click in it selects."""

from __future__ import annotations

from html import unescape
from types import SimpleNamespace

import plotly.graph_objects as go
import pytest

from dashboard.notes import STANDING_LINE
from dashboard.widgets import charts
from dashboard.widgets.charts import (
    MOST_SOURCES_SHOWN,
    PAGE_WIDTH,
    PHONE_WIDTH,
    WIDTH_COOKIE,
    KeptChart,
    guess_width,
    read_selection,
    source_note_html,
)

PHONE = {"User-Agent": "Mozilla/5.0 (Linux; Android 16) Mobile Safari"}


@pytest.mark.parametrize(
    ("cookie", "headers", "expected"),
    [
        ("375", {}, PHONE_WIDTH),
        ("1280", PHONE, PAGE_WIDTH),
        (None, PHONE, PHONE_WIDTH),
        (None, {}, PAGE_WIDTH),
    ],
)
def test_charts_are_drawn_for_the_window_or_else_for_the_device(monkeypatch, cookie, headers, expected):
    cookies = {} if cookie is None else {WIDTH_COOKIE: cookie}
    monkeypatch.setattr(charts.st, "context", SimpleNamespace(cookies=cookies, headers=headers))
    assert guess_width() == expected


@pytest.mark.parametrize("cookie", ["", "-1", "3e2", "٣٧٥", "9" * 40, "<b>"])
def test_a_cookie_that_is_no_width_is_ignored(monkeypatch, cookie):
    monkeypatch.setattr(charts.st, "context", SimpleNamespace(cookies={WIDTH_COOKIE: cookie}, headers={}))
    assert guess_width() == PAGE_WIDTH


def test_few_sources_stand_open_with_note_and_standing():
    told = source_note_html(["A → B", "C"], "Thursday only.")
    assert told == f"<p><b>Source:</b> A → B; C</p><p><b>Note:</b> Thursday only.</p><p>{STANDING_LINE}.</p>"


def test_many_sources_fold_under_the_first_and_none_is_lost():
    names = [f"Voice {number}" for number in range(MOST_SOURCES_SHOWN + 1)]
    told = source_note_html(names, "Thursday only.")
    assert f"<summary><b>Source:</b> Voice 0; and {MOST_SOURCES_SHOWN} more sources</summary>" in told
    assert all(name in told for name in names)
    assert told.index("</details>") < told.index("Thursday only.") < told.index(STANDING_LINE)


def test_where_there_is_little_room_the_note_folds_too_but_the_standing_stays():
    told = source_note_html(["A", "B"], "Thursday only.", folded=True)
    assert "and 1 more source, with a note</summary>" in told
    assert told.index("Thursday only.") < told.index("</details>") < told.index(STANDING_LINE)


@pytest.mark.parametrize("folded", [False, True])
def test_markup_in_a_source_stays_text(folded):
    told = source_note_html(["<b>x</b>", "<img src=x>"], "<i>y</i>", folded)
    assert all(part not in told for part in ("<b>x", "<img", "<i>"))
    assert "<img src=x>" in unescape(told)


@pytest.mark.parametrize(
    ("data", "expected"),
    [("killed-aleppo", "killed-aleppo"), (["killed-aleppo", 80], "killed-aleppo"), ([], None), (None, None)],
)
def test_a_click_gives_the_first_element_of_the_marks_data(data, expected):
    event = SimpleNamespace(selection=SimpleNamespace(points=[{"customdata": data}]))
    assert read_selection(event) == expected


def test_a_kept_chart_is_written_once_and_as_the_chart_is():
    chart = KeptChart(go.Bar(x=[1, 2], y=[3, 4])).keep()
    assert chart.to_dict() is chart.to_dict()
    assert chart.to_dict()["data"][0]["type"] == "bar"
    assert "x" in KeptChart(go.Bar(x=[1])).to_dict()["data"][0]
