"""A small chart to export, a fixed time, and the Chromium that draws it (skipped where there is none, but not in CI)."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime

import plotly.graph_objects as go
import pytest

from dashboard.charts.base import ChartKind, Look, SourcedChart, add_label, new_chart, source_lines
from dashboard.export.about import About
from dashboard.export.browser import BROWSER, HOW_TO_GET_CHROME, find_chrome
from dashboard.notes import state_figure

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
NOW_WRITTEN = "2026-01-02T03:04:05Z"


def build_sample(tables, look: Look) -> SourcedChart:
    """A bar a figure, with a label each; as plain as a chart can be."""
    rows = tables.described[tables.described["value"].notna()].head(5)
    chart = new_chart(look)
    chart.update_xaxes(range=[0, 100])
    chart.update_yaxes(range=[len(rows), 0])
    for at, row in enumerate(rows.to_dict("records")):
        chart.add_trace(go.Bar(x=[50], y=[at + 0.7], width=[0.3], orientation="h", marker_color="#332288"))
        add_label(chart, 0, at + 0.3, row["written"], look, bold=True)
    first = rows.iloc[0]
    return SourcedChart(
        id="sample",
        question="How many?",
        title=state_figure(first),
        subtitle="A chart for tests.",
        chart=chart,
        alt=f"A sample: {', '.join(rows['written'])}.",
        figures=tuple(rows["id"]),
        sources=source_lines(rows),
        note="A note.",
    )


SAMPLE = ChartKind("sample", "How many?", build_sample, lambda tables: len(tables.figures) > 0)


def change_sample(**changes) -> ChartKind:
    """Return the sample chart with other words."""
    return ChartKind("sample", "How many?", lambda t, look: replace(build_sample(t, look), **changes), lambda t: True)


@pytest.fixture(scope="session")
def chrome():
    path = find_chrome()
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail(HOW_TO_GET_CHROME)
        pytest.skip(HOW_TO_GET_CHROME)
    yield path
    BROWSER.close()


@pytest.fixture
def about(invented_tables) -> About:
    return About(invented_tables.title, NOW, "place: aleppo; text: =1+1")


@pytest.fixture(scope="session")
def hostile_tables(invented_tables):
    """The invented collection with texts that a spreadsheet, a page or a reader of CSV could trip over."""
    figures = invented_tables.figures.copy()
    texts = [
        "=1+1",
        "'=1+1",
        "''+2",
        "-3",
        "@SUM(A1)",
        "\t=4",
        "＝5",
        "'quoted' only",
        'a "b", c; =d',
        "<script>x</script>",
    ]
    hostile = [texts[at % len(texts)] for at in range(len(figures) * 2)]
    figures["counts"] = hostile[: len(figures)]
    figures["caveat"] = hostile[len(figures) :]
    return replace(invented_tables, figures=figures.astype({"counts": "str", "caveat": "str"}))
