"""A chart with its title, its source note and its pictures: none is shown without them."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import streamlit as st

from dashboard.charts import CHARTS, ChartError, Look, SourcedChart
from dashboard.tables import Tables
from dashboard.widgets.text import escape, show_html

PAGE_WIDTH = 1100
_CONFIG = {"displayModeBar": False, "responsive": True}


def choose_mode() -> str:
    """Return "dark" or "light", as the reader's page is."""
    return "dark" if st.context.theme.type == "dark" else "light"


@st.cache_resource(max_entries=400, show_spinner=False)
def _draw(chart: str, hash_of_view: str, look: Look, _tables: Tables) -> SourcedChart | str:
    try:
        return CHARTS[chart].build(_tables, look)
    except ChartError as error:
        return str(error)


def draw_chart(chart: str, tables: Tables, look: Look) -> SourcedChart | str:
    """Return the chart drawn from *tables*, or the words that say why it cannot be drawn legibly."""
    return _draw(chart, tables.view_hash, look, tables)


def show_chart(
    chart: str,
    tables: Tables,
    *,
    key: str | None = None,
    query: str = "",
    select: bool = False,
    width: int = PAGE_WIDTH,
    height: int = 460,
    heading: bool = True,
) -> str | None:
    """Show one chart of the registry with title, note and picture links.

    *query* is the view's filter as a URL query, so that the pictures show the same. Returns the id of the figure
    that the reader selected in it, where *select* is set.
    """
    if not CHARTS[chart].applies(tables):
        return None
    drawn = draw_chart(chart, tables, Look(choose_mode(), width, height))
    with st.container(key=f"chart-{key or chart}"):
        if isinstance(drawn, str):
            show_html(
                f'<h3 class="hf-title">{escape(CHARTS[chart].question)}</h3><p class="hf-quiet">{escape(drawn)}</p>'
            )
            return None
        if heading:
            show_html(heading_html(drawn))
        event = _show_plotly(drawn, key or chart, select)
        show_html(footer_html(drawn, query))
    return read_selection(event) if select else None


def _show_plotly(drawn: SourcedChart, key: str, select: bool) -> Any:
    narrow = f"wide{drawn.min_width}-{key}" if drawn.min_width > 320 else f"any-{key}"
    with st.container(key=narrow):
        return st.plotly_chart(
            drawn.chart,
            theme=None,
            config=_CONFIG,
            alt=drawn.alt,
            key=f"plotly-{key}",
            on_select="rerun" if select else "ignore",
            selection_mode="points",
        )


def read_selection(event: Any) -> str | None:
    """Return the figure id of the selected mark: the first element of its customdata."""
    points = event.selection.points if event else []
    for point in points:
        data = point.get("customdata")
        if isinstance(data, list | tuple) and data and isinstance(data[0], str):
            return data[0]
    return None


def heading_html(drawn: SourcedChart) -> str:
    """Return question, title and subtitle; the title states what was reported and keeps the doubt."""
    return (
        f'<div class="hf-heading"><p class="hf-question">{escape(drawn.question)}</p>'
        f'<h3 class="hf-title">{escape(drawn.title)}</h3><p class="hf-subtitle">{escape(drawn.subtitle)}</p></div>'
    )


def footer_html(drawn: SourcedChart, query: str) -> str:
    """Return the source note and the links to the chart as a picture."""
    note = f"<p><b>Note:</b> {escape(drawn.note)}</p>" if drawn.note else ""
    sources = "; ".join(escape(source) for source in drawn.sources)
    return (
        f'<div class="hf-source"><p><b>Source:</b> {sources}</p>{note}'
        f"<p>As reported, not independently verified.</p>{picture_links(drawn.id, query)}</div>"
    )


def picture_links(chart: str, query: str) -> str:
    """Return links to the chart as PNG at each preset, light and dark: one click downloads it."""
    links = []
    for preset in ("slide", "document", "square"):
        for mode in ("light", "dark"):
            address = (
                f"api/charts/{quote(chart)}.png?preset={preset}&theme={mode}&download=1{'&' if query else ''}{query}"
            )
            text = preset if mode == "light" else "dark"
            label = f"{CHARTS[chart].question} PNG, {preset}, {mode}"
            links.append(f'<a href="{escape(address)}" download aria-label="{escape(label)}">{text}</a>')
    pairs = [f"{links[at]} ({links[at + 1]})" for at in range(0, len(links), 2)]
    return f'<p class="hf-pictures"><b>PNG:</b> {" · ".join(pairs)}</p>'
