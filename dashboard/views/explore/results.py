"""The chart a reader chose, drawn from what the filter leaves, with the selected figure outlined in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from dashboard.charts import CHARTS, Look, SourcedChart
from dashboard.views.explore.address import Address, hold, shorten, write_address
from dashboard.views.explore.emphasis import list_figures, outline_figure
from dashboard.views.explore.shown import MOST_DRAWN, Shown
from dashboard.widgets import choose_mode, escape, show_html
from dashboard.widgets.charts import (
    KeptChart,
    chart_config,
    draw_chart,
    footer_html,
    frame_chart,
    guess_width,
    heading_html,
)

WIDTH, HEIGHT = 720, 380
# Taller than this, nobody reads a chart to its end, and sending it would cost more than the rest of the page.
TALLEST = 4000
DEFAULT = "places"
# Short enough for one row; the question itself stands above the chart.
_SHORT = {
    "people_in_scale": "People",
    "killed_by_day": "Killed by day",
    "strikes": "Strikes",
    "centres": "Centres",
    "places": "Map",
    "timeline": "Timeline",
    "who_says": "Who says so",
    "evidence": "Evidence",
    "coverage": "Not known",
    "claims": "Claims",
    "spread": "Spread",
    "ladder": "Ladder",
    "cumulative": "Since",
}


def show_results(chart: str | None, shown: Shown, address: Address) -> None:
    """Show a chart of what the filter leaves; a click on a mark selects its figure."""
    if len(shown) > MOST_DRAWN:
        _say(f"{len(shown):,} figures are too many to draw: narrow the view to {MOST_DRAWN:,} or fewer.")
    if chart is None:
        return
    look = Look(choose_mode(), min(WIDTH, guess_width()), HEIGHT)
    drawn = draw_chart(chart, shown.tables, look)
    if fault := _judge_drawn(drawn, shown):
        show_html(f'<h3 class="hf-title">{escape(CHARTS[chart].question)}</h3>')
        _say(fault)
        return
    with st.container(key="explore-head"):
        show_html(f'<h2 class="hf-unseen">Chart</h2>{heading_html(drawn)}')
    _show_chart(drawn, shown, address.selected, look)
    with st.container(key="explore-source"):
        show_html(f'{footer_html(drawn, shown.query, folded=True)}<span id="rows"></span>')


def _say(text: str) -> None:
    show_html(f'<p class="hf-quiet">{escape(text)}</p>')


def judge_chart(chart: str | None, shown: Shown) -> str | None:
    """Say what is wrong with the chart an address asks for, or None."""
    if chart is None or chart in shown.charts or len(shown) > MOST_DRAWN:
        return None
    if chart in CHARTS:
        return f"chart: {CHARTS[chart].question!r} has nothing to show of these figures"
    return f"chart: {shorten(chart)!r}, expected one of {', '.join(CHARTS)}"


def _judge_drawn(drawn: SourcedChart | str, shown: Shown) -> str | None:
    if isinstance(drawn, str):
        return drawn
    if (drawn.chart.layout.height or 0) <= TALLEST:
        return None
    return (
        f"{len(shown):,} figures make this chart longer than anybody reads: narrow the view by a filter. "
        "The table below lists them all."
    )


def choose_chart(shown: Shown, address: Address) -> str | None:
    """Let the reader choose among the charts that have something to show; None where there is none."""
    if not shown.charts:
        return None
    default = DEFAULT if DEFAULT in shown.charts else shown.charts[0]
    chart = address.chart if address.chart in shown.charts else default
    key = hold("chart", chart)
    st.segmented_control(
        "Show as",
        shown.charts,
        key=key,
        format_func=lambda name: _SHORT.get(name, name.replace("_", " ")),
        label_visibility="collapsed",
        required=True,
        wrap=False,
        on_change=lambda: write_address(chart=st.session_state[key]),
    )
    return chart


@st.cache_resource(max_entries=128, show_spinner=False)
def _outline(chart: str, hash_of_view: str, look: Look, figure: str, _drawn: SourcedChart) -> go.Figure:
    outlined = outline_figure(_drawn.chart, figure, look)
    return KeptChart(outlined).keep() if outlined else _drawn.chart


def _show_chart(drawn: SourcedChart, shown: Shown, selected: str | None, look: Look) -> None:
    chart = _outline(drawn.id, shown.tables.view_hash, look, selected, drawn) if selected else drawn.chart
    key = f"chart-{drawn.id}"
    with st.container(key="explore-chart"), frame_chart(drawn, "explore", look):
        # What scrolls must be reached by keys; a way past a long chart serves both.
        show_html('<a class="hf-unseen" href="#rows">Skip the chart</a>')
        st.plotly_chart(
            chart,
            theme=None,
            config=chart_config(),
            alt=drawn.alt,
            key=key,
            on_select=lambda: _answer(key, selected),
            selection_mode="points",
        )


def _answer(key: str, selected: str | None) -> None:
    """Write the clicked figure into the address.

    Another click on the same mark goes on to its next figure, and lets go where it stands for no other.
    """
    figures = read_mark(st.session_state[key])
    if figures:
        write_address(selected=choose_next(figures, selected))


def choose_next(figures: Sequence[str], selected: str | None) -> str | None:
    """Return which of a mark's figures a click selects."""
    if selected not in figures:
        return figures[0]
    return figures[(figures.index(selected) + 1) % len(figures)] if len(figures) > 1 else None


def read_mark(event: Any) -> list[str]:
    """Return the figures of the clicked mark."""
    marks = (list_figures(point.get("customdata")) for point in event["selection"]["points"])
    return next((figures for figures in marks if figures), [])
