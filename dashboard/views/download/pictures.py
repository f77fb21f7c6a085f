"""Each chart as a picture: size and ground to choose, a link a chart; where no Chrome is, how to get one."""

from __future__ import annotations

import streamlit as st

from dashboard.charts import CHARTS
from dashboard.export.browser import HOW_TO_GET_CHROME, find_chrome
from dashboard.export.layout import PRESETS
from dashboard.export.png import MODES
from dashboard.tables import Tables
from dashboard.views.download.chosen import Chosen
from dashboard.views.download.links import link_file
from dashboard.widgets import escape, show_html


def ask_look() -> tuple[str, str]:
    """Ask for the size and the ground of pictures; the address holds both."""
    show_html('<section class="hf-take"><h2>Pictures</h2></section>')
    with st.container(horizontal=True, key="download-look"):
        preset = _ask("preset", "Size", tuple(PRESETS))
        mode = _ask("theme", "Ground", MODES)
    return preset, mode


def _ask(name: str, label: str, options: tuple[str, ...]) -> str:
    asked = st.query_params.get(name)
    default = asked if asked in options else options[0]
    key = f"download-{name}"
    given = st.segmented_control(
        label,
        options,
        default=default,
        required=True,
        format_func=str.capitalize,
        key=key,
        on_change=_remember,
        args=(name, key),
    )
    return given or default


def _remember(name: str, key: str) -> None:
    st.query_params[name] = st.session_state[key]


def _describe_size(name: str) -> str:
    width, height = PRESETS[name].pixels
    return f"{width} × {height} px, for {PRESETS[name].purpose}. A click draws the chart with its sources."


def show_pictures(chosen: Chosen, preset: str, mode: str) -> None:
    """Show a link for each chart that has something to show; a click draws it."""
    if find_chrome() is None:
        show_html(f'<div class="hf-banner"><strong>No pictures here.</strong> {escape(HOW_TO_GET_CHROME)}</div>')
        return
    charts = list_applying(chosen.view.view_hash, chosen.view)
    if not charts:
        show_html('<p class="hf-quiet">Nothing of what is chosen can be drawn: choose other figures.</p>')
        return
    items = "".join(f"<li>{_link_picture(chart, chosen, preset, mode)}</li>" for chart in charts)
    show_html(
        f'<p class="hf-quiet">{escape(_describe_size(preset))}</p><ul class="hf-take-charts">{items}</ul>'
        '<p class="hf-quiet">Where so many sources would not be legible in one picture, the link says what to choose '
        "instead. The card of one figure is on the figure's own page.</p>"
    )


def _link_picture(chart: str, chosen: Chosen, preset: str, mode: str) -> str:
    question = CHARTS[chart].question
    file = f"charts/{chart}.png"
    link = link_file(file, question, chosen, f"{question} PNG, {preset}, {mode}")
    return link.replace(f"{file}?", f"{file}?preset={preset}&amp;theme={mode}&amp;", 1)


@st.cache_data(max_entries=100, show_spinner=False)
def list_applying(view_hash: str, _view: Tables) -> list[str]:
    """Return the ids of the charts that have something to show."""
    return [kind.id for kind in CHARTS.values() if kind.applies(_view)]
