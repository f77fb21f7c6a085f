"""A chart with its title, its source note and its pictures: none is shown without them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import plotly.graph_objects as go
import streamlit as st

from dashboard.charts import CHARTS, ChartError, ChartKind, Look, SourcedChart
from dashboard.export.browser import HOW_TO_GET_CHROME, find_chrome
from dashboard.notes import STANDING_LINE, count_words
from dashboard.tables import Tables
from dashboard.theme import plain
from dashboard.widgets.text import escape, show_html

# More sources than this under a chart are a wall of words: they fold under the first.
MOST_SOURCES_SHOWN = 12
PAGE_WIDTH = 1100
PHONE_WIDTH = 320
# The server learns of a window only what its page says; see api/shell.py.
WIDTH_COOKIE = "window-width"
# Where the style sheet, too, puts columns under each other.
WIDEST_PHONE = 640
_CONFIG = {"displayModeBar": False, "responsive": True}
# Where no Chrome can draw pictures, the reader's own browser takes them.
_CAMERA = {
    "displayModeBar": True,
    "displaylogo": False,
    "responsive": True,
    "modeBarButtons": [["toImage"]],
    "toImageButtonOptions": {"format": "png", "scale": 2},
}


class KeptChart(go.Figure):
    """A chart that is written as JSON once, however often a page is run again."""

    def keep(self) -> KeptChart:
        """Remember the JSON of the chart as it is now."""
        self.__dict__["_kept"] = json.loads(self.to_json())
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the chart as Plotly's own ``to_dict`` does."""
        return self.__dict__.get("_kept") or super().to_dict()


def choose_mode() -> str:
    """Return "dark" or "light", as the reader's page is."""
    return "dark" if st.context.theme.type == "dark" else "light"


@st.cache_resource(max_entries=1_000, show_spinner=False)
def _applies(chart: str, hash_of_view: str, _kind: ChartKind, _tables: Tables) -> bool:
    return _kind.applies(_tables)


@st.cache_resource(max_entries=400, show_spinner=False)
def _draw(chart: str, hash_of_view: str, look: Look, _kind: ChartKind, _tables: Tables) -> SourcedChart | str:
    try:
        drawn = _kind.build(_tables, look)
    except ChartError as error:
        return str(error)
    chart_ = drawn.chart if find_chrome() else add_words_for_camera(drawn, look)
    return replace(drawn, chart=KeptChart(chart_).keep())


def draw_chart(chart: str | ChartKind, tables: Tables, look: Look) -> SourcedChart | str:
    """Return the chart drawn from *tables*, or the words that say why it cannot be drawn legibly.

    A chart that is not the registry's own (of one topic) needs tables named for it; see ``topics.focus_chart``.
    """
    kind = CHARTS[chart] if isinstance(chart, str) else chart
    return _draw(kind.id, tables.view_hash, look, kind, tables)


def add_words_for_camera(drawn: SourcedChart, look: Look) -> go.Figure:
    """Return the chart with title and source inside, for the picture that the browser's camera button takes."""
    chart = go.Figure(drawn.chart)
    title = look.wrap(drawn.title, 600, 20, bold=True)
    source = look.wrap(f"Source: {'; '.join(drawn.sources)}. As reported, not independently verified.", 600, 13)
    top, bottom = 26 * len(title) + 14, 18 * len(source) + 14
    margin = {side: getattr(chart.layout.margin, side) or 0 for side in "lrtb"}
    height = (chart.layout.height or look.height) + top + bottom
    chart.update_layout(height=height, margin=margin | {"t": margin["t"] + top, "b": margin["b"] + bottom})
    words = {"xref": "paper", "yref": "paper", "x": 0, "xanchor": "left", "align": "left", "showarrow": False}
    lines = "<br>".join(map(plain, title))
    chart.add_annotation(words, y=1, yanchor="bottom", yshift=10, text=f"<b>{lines}</b>", font={"size": 20})
    lines = "<br>".join(map(plain, source))
    chart.add_annotation(
        words, y=0, yanchor="top", yshift=-10, text=lines, font={"size": 13, "color": look.palette.muted}
    )
    return chart


def show_chart(
    chart: str | ChartKind,
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
    kind = CHARTS[chart] if isinstance(chart, str) else chart
    if not _applies(kind.id, tables.view_hash, kind, tables):
        return None
    look = Look(choose_mode(), min(width, guess_width()), height)
    drawn = draw_chart(kind, tables, look)
    with st.container(key=f"chart-{key or kind.id}"):
        if isinstance(drawn, str):
            show_html(f'<h3 class="hf-title">{escape(kind.question)}</h3><p class="hf-quiet">{escape(drawn)}</p>')
            return None
        if heading:
            show_html(heading_html(drawn))
        event = _show_plotly(drawn, key or kind.id, select, look)
        show_html(footer_html(drawn, query))
    return read_selection(event) if select else None


def _show_plotly(drawn: SourcedChart, key: str, select: bool, look: Look) -> Any:
    with frame_chart(drawn, key, look):
        return st.plotly_chart(
            drawn.chart,
            theme=None,
            config=chart_config(),
            alt=drawn.alt,
            key=f"plotly-{key}",
            on_select="rerun" if select else "ignore",
            selection_mode="points",
        )


@contextmanager
def frame_chart(drawn: SourcedChart, key: str, look: Look) -> Iterator[None]:
    """Frame a chart so that it scrolls sideways where the page is narrower than it is legible at.

    Words are set for the room of *look*, so it may not be squeezed below that either. The style sheet knows widths
    in steps of 80 pixels up to 2,080. What scrolls must be reached by keys: the hint, shown only where there
    is something to scroll, takes the focus.
    """
    width = min(-(-max(drawn.min_width, look.width) // 80) * 80, 2_080)
    with st.container(key=f"wide{width}-{key}" if width > 320 else f"any-{key}"):
        if width > 320:
            show_html('<p class="hf-hint" tabindex="0">Wider than the screen: scroll sideways.</p>')
        yield


def guess_width() -> int:
    """Return the room for a chart: a phone's or a page's, by the width of the window as its page told when it came.

    Where a browser keeps no cookies, a phone says by its name that it is one.
    """
    told = st.context.cookies.get(WIDTH_COOKIE, "")
    if told.isascii() and told.isdigit() and len(told) < 6:
        return PHONE_WIDTH if int(told) <= WIDEST_PHONE else PAGE_WIDTH
    return PHONE_WIDTH if "Mobi" in st.context.headers.get("User-Agent", "") else PAGE_WIDTH


def chart_config() -> dict[str, Any]:
    """Return Plotly's settings: no buttons over the chart, but the camera where no Chrome can draw pictures."""
    return _CONFIG if find_chrome() else _CAMERA


def read_selection(event: Any) -> str | None:
    """Return the figure id of the selected mark: the first element of its customdata."""
    points = event.selection.points if event else []
    for point in points:
        data = point.get("customdata")
        first = data[0] if isinstance(data, list | tuple) and data else data
        if isinstance(first, str):
            return first
    return None


def heading_html(drawn: SourcedChart) -> str:
    """Return question, title and subtitle; the title states what was reported and keeps the doubt."""
    return (
        f'<div class="hf-heading"><p class="hf-question">{escape(drawn.question)}</p>'
        f'<h3 class="hf-title">{escape(drawn.title)}</h3><p class="hf-subtitle">{escape(drawn.subtitle)}</p></div>'
    )


def footer_html(drawn: SourcedChart, query: str, folded: bool = False) -> str:
    """Return the source note, *folded* to one line where there is little room, and the links to the pictures."""
    note = source_note_html(drawn.sources, drawn.note, folded)
    return f'<div class="hf-source">{note}{picture_links(drawn.id, query)}</div>'


def source_note_html(sources: Sequence[str], note: str, folded: bool = False) -> str:
    """Return who says so, what is to be known, and the standing line.

    Many sources fold under the first of them; *folded*, all others do, and the note with them.
    """
    told = f"<p><b>Note:</b> {escape(note)}</p>" if note else ""
    standing = f"<p>{escape(STANDING_LINE)}.</p>"
    if len(sources) <= (1 if folded else MOST_SOURCES_SHOWN):
        return f"<p><b>Source:</b> {'; '.join(map(escape, sources))}</p>{told}{standing}"
    more = count_words(len(sources) - 1, "more source", "more sources")
    with_note = ", with a note" if note and folded else ""
    summary = f"<summary><b>Source:</b> {escape(sources[0])}; and {more}{with_note}</summary>"
    rest = f"<p>{'; '.join(map(escape, sources[1:]))}</p>"
    return f"<details>{summary}{rest}{told if folded else ''}</details>{'' if folded else told}{standing}"


def picture_links(chart: str, query: str) -> str:
    """Return links to the chart as PNG at each preset, light and dark: one click downloads it."""
    if find_chrome() is None:
        return f'<p class="hf-pictures"><b>PNG:</b> use the camera above the chart. {escape(HOW_TO_GET_CHROME)}</p>'
    links = []
    for preset in ("slide", "document", "square"):
        for mode in ("light", "dark"):
            address = (
                f"api/charts/{quote(chart)}.png?preset={preset}&theme={mode}&download=1{'&' if query else ''}{query}"
            )
            text = preset if mode == "light" else "dark"
            label = f"{CHARTS[chart].question} PNG, {preset}, {mode}"
            links.append(f'<a href="{escape(address)}" aria-label="{escape(label)}">{text}</a>')
    pairs = [f"{links[at]} ({links[at + 1]})" for at in range(0, len(links), 2)]
    return f'<p class="hf-pictures"><b>PNG:</b> {" · ".join(pairs)}</p>'
