"""Shows one exhibit on a page: its words as HTML, its charts, its table twin and notes one click away, its files."""

from __future__ import annotations

import json
from html import escape
from typing import Any
from urllib.parse import urlencode

import plotly.graph_objects as go
import streamlit as st

from dashboard.exhibits import NothingToShow, find_question
from dashboard.render.presets import PRESETS
from dashboard.views.shown import SHELF, Shown, ShownChart, make_shown
from dashboard.views.text import plain_markdown
from dashboard.views.visit import Visit, write_query

# Plotly's own buttons would lie over the words; a picture is made by our own links, with its source.
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "responsive": True}


def make(visit: Visit, name: str, topic: Any = None, whole: bool = False) -> Shown | str:
    """Return an exhibit as the page shows it, or the sentence that says why there is nothing to show.

    With *whole* it is made from the whole collection, whatever is selected.
    """
    question = find_question(name)
    collection = visit.whole if whole else visit.chosen

    def build() -> Shown | str:
        try:
            exhibit = question.build(collection, topic) if question.takes_topic else question.build(collection)
        except NothingToShow as nothing:
            return str(nothing)
        return make_shown(exhibit, visit.theme, visit.link_figure)

    key = (name, collection.version, str(topic), visit.theme, urlencode(visit.query(figure=None), doseq=True))
    return SHELF.get(visit.whole.version, key, build)


def show(
    visit: Visit,
    name: str,
    topic: Any = None,
    *,
    whole: bool = False,
    key: str | None = None,
    part: str = "",
    fold: bool = False,
) -> None:
    """Show an exhibit with its files and notes; where there is nothing to show, one plain sentence.

    As *part* ``table`` its charts are left out: beside the moving map its picture would be a second one. With *fold*
    what is not the same thing is one click away.
    """
    shown = make(visit, name, topic, whole)
    if isinstance(shown, str):
        st.html(f'<p class="nothing">{escape(shown)}</p>')
        return
    key = key or f"exhibit-{name}"
    with st.container(key=key, gap="small"):
        st.html(shown.head)
        show_body(shown, key, part)
        if shown.asides and not fold:
            st.html("".join(shown.asides))
        st.html(shown.foot + write_files(visit, shown, whole))
        folded = [*(shown.asides if fold else ()), *shown.twins]
        if folded or shown.details:
            with st.expander("What differs, table and full notes" if fold and shown.asides else "Table and full notes"):
                st.html("".join(folded) + _write_details(shown))


def show_body(shown: Shown, key: str, only: str = "") -> None:
    """Show what lies between the words: charts, whose marks open their figure, and tables."""
    for place, part in enumerate(shown.body):
        if isinstance(part, str):
            st.html(part)
        elif only != "table":
            _show_chart(part, shown, f"{key}-{place}")


def _show_chart(part: ShownChart, shown: Shown, key: str) -> None:
    def open_figure() -> None:
        points = st.session_state[key].selection.points
        name = next((_read_figure(point) for point in points), None)
        if name:
            write_query({**{name_: st.query_params.get_all(name_) for name_ in st.query_params}, "figure": [name]})

    chart = go.Figure(json.loads(part.json), skip_invalid=True)
    st.plotly_chart(
        chart,
        theme=None,
        height=part.height,
        key=key,
        config=CONFIG,
        alt=shown.alt,
        on_select=open_figure,
        selection_mode="points",
    )


def _read_figure(point: Any) -> str | None:
    data = point.get("customdata")
    while isinstance(data, list | tuple):
        data = data[0] if data else None
    return data if isinstance(data, str) else None


def link_file(visit: Visit, shown: Shown, ending: str, whole: bool = False, **options: str) -> str:
    """Return the address of an exhibit's file with the selection, or of the whole collection."""
    address = {name: [value] for name, value in shown.address if name != "exhibit"}
    query = {**({} if whole else visit.query(figure=None)), **address}
    options = {"theme": visit.theme, "download": "1", **options}
    return f"api/exhibits/{shown.id}.{ending}?{urlencode({**query, **options}, doseq=True)}"


def write_files(visit: Visit, shown: Shown, whole: bool = False) -> str:
    """Return the links to the exhibit's pictures as HTML."""
    names = {preset.id: preset.label.split(",")[0] for preset in PRESETS.values()}
    links = [(link_file(visit, shown, "png", whole, preset=name), label) for name, label in names.items()]
    links.append((link_file(visit, shown, "pdf", whole, preset="slide"), "PDF"))
    anchors = " ".join(f'<a href="{escape(href)}" target="_self">{escape(label)}</a>' for href, label in links)
    return f'<p class="files"><span>Picture:</span> {anchors}</p>'


def _write_details(shown: Shown) -> str:
    if not shown.details:
        return ""
    items = "".join(f"<li>{escape(line)}</li>" for line in shown.details)
    return f'<ul class="details">{items}</ul>'


def show_question_picker(visit: Visit, names: list[str], key: str) -> None:
    """Show several questions of which one is open at a time; each is made only when it is opened."""
    for name in names:
        question = find_question(name)
        opened = st.expander(plain_markdown(question.label), key=f"{key}-{name}", on_change="rerun")
        if opened.open:
            with opened:
                show(visit, name, key=f"{key}-shown-{name}")
