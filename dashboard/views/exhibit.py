"""Shows one exhibit on a page: its words as HTML, its charts, its table twin and notes one click away, its files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from itertools import groupby
from typing import Any

import streamlit as st

from dashboard.compare import Topic
from dashboard.exhibits import QUESTIONS, NothingToShow, find_question
from dashboard.render.html import set_apart
from dashboard.render.presets import PRESETS
from dashboard.views import files
from dashboard.views.shown import ReadyChart, Shown, ShownChart, make_shown
from dashboard.views.text import show_html, write_address, write_fold, write_links, write_nothing
from dashboard.views.visit import Visit, read_query

# Plotly's own buttons would lie over the words; a picture is made by our own links, with its source.
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "responsive": True}


def make(visit: Visit, name: str, topic: Topic | None = None, whole: bool = False) -> Shown | str:
    """Return an exhibit as the page shows it, or the sentence that says why there is nothing to show.

    With *whole* it is made from the whole collection, whatever is selected.
    """

    def build() -> Shown | str:
        collection = visit.whole if whole else visit.chosen
        try:
            return make_shown(find_question(name).answer(collection, topic), visit.theme, visit.link_figure)
        except NothingToShow as nothing:
            return str(nothing)

    return visit.keep((name, topic.key if topic else None, whole), build)


def list_offers(visit: Visit) -> Mapping[str, str]:
    """Return for each question why it would show nothing of what is selected; empty where it shows something."""

    def build() -> str:
        reasons = {}
        for question in QUESTIONS:
            reasons[question.id] = ""
            try:
                question.answer(visit.chosen, visit.topic)
            except NothingToShow as nothing:
                reasons[question.id] = str(nothing)
        return json.dumps(reasons)

    return dict(json.loads(visit.keep("offers", build)))


def show(
    visit: Visit,
    name: str,
    topic: Topic | None = None,
    *,
    whole: bool = False,
    key: str | None = None,
    part: str = "",
    fold: bool = False,
    before: str = "",
    after: str = "",
) -> None:
    """Show an exhibit with its files and notes; where there is nothing to show, one plain sentence.

    As *part* ``table`` its charts are left out: beside the moving map its picture would be a second one; as ``chart``
    its tables are one click away. With *fold* what is not the same thing is one click away. What stands *before* and
    *after* it, as HTML, goes to the browser with it: each element costs the server as much as an empty page.
    """
    shown = make(visit, name, topic, whole)
    if isinstance(shown, str):
        show_html(before + write_nothing(shown) + after)
        return
    key = key or f"exhibit-{name}"
    body = [block for block in shown.body if not part or isinstance(block, str) == (part == "table")]
    foot = visit.keep((shown.key, whole, part, fold), lambda: _write_foot(visit, shown, whole, part, fold))
    makes_own = bool(visit.own) and visit.can_draw
    for place, (kind, blocks) in enumerate(groupby((before + shown.head, *body, foot + after * (not makes_own)), type)):
        if kind is str:
            show_html("".join(map(str, blocks)))
            continue
        for at, chart in enumerate(blocks, place):
            _show_chart(visit, chart, shown.alt, f"{key}-{at}")
    if makes_own:
        files.offer_pictures(visit, find_question(name), topic, visit.whole if whole else visit.chosen, key)
        if after:
            show_html(after)


def _write_foot(visit: Visit, shown: Shown, whole: bool, part: str, fold: bool) -> str:
    """Return what stands below the body: what differs, note and source, pictures, and what is one click away."""
    asides = "".join(shown.asides)
    tables = "".join(block for block in shown.body if isinstance(block, str)) if part == "chart" else ""
    items = "".join(f"<li>{set_apart(line)}</li>" for line in shown.details)
    details = f'<ul class="details">{items}</ul>' if items else ""
    folded = tables + (asides if fold else "") + "".join(shown.twins) + details
    label = "What differs, table and full notes" if fold and asides else "Table and full notes"
    more = write_fold(label, folded) if folded else ""
    pictures = "" if visit.own and visit.can_draw else write_pictures(visit, shown, whole)
    return ("" if fold else asides) + shown.foot + pictures + more


def _show_chart(visit: Visit, chart: ShownChart, alt: str, key: str) -> None:
    """Show a chart whose marks open their figure."""
    event = st.plotly_chart(
        ReadyChart(chart.json),
        theme=None,
        width=chart.width or "stretch",
        height=chart.height,
        key=key,
        config=CONFIG,
        alt=alt,
        on_select="rerun",
        selection_mode="points",
    )
    name = next(filter(None, map(_read_figure, event.selection.points)), None)  # type: ignore[union-attr]
    if name:
        visit.lead("figure", figure=name)


def _read_figure(point: Any) -> str | None:
    data = point.get("customdata")
    while isinstance(data, list | tuple):
        data = data[0] if data else None
    return data if isinstance(data, str) else None


def link_picture(
    visit: Visit, name: str, ending: str, preset: str, whole: bool = False, save: bool = True, **more: object
) -> str:
    """Return the address of an exhibit's picture of what is selected or of the *whole*, to *save* or see."""
    query = {name: [str(value)] for name, value in more.items()} if whole else visit.query(figure=None, **more)
    query |= {"preset": [preset], "theme": [visit.theme]} | ({"download": ["1"]} if save else {})
    return write_address(f"api/exhibits/{name}.{ending}", query)


def write_pictures(visit: Visit, shown: Shown, whole: bool = False) -> str:
    """Return the links to the exhibit's pictures as HTML, or why there are none."""
    if not visit.can_draw:
        return '<p class="files"><span>Pictures need Chromium on the server, and none was found.</span></p>'
    topic = {name: value for name, value in shown.address if name != "exhibit"}
    links = [
        (link_picture(visit, shown.id, "png", preset.id, whole, **topic), preset.label.split(",")[0])
        for preset in PRESETS.values()
    ]
    links.append((link_picture(visit, shown.id, "pdf", "slide", whole, **topic), "PDF"))
    copied = f'<a class="copy-picture" href="{escape(links[0][0])}" target="_self">Copy</a>'
    return write_links("Picture:", links).replace("</p>", f" {copied}</p>")


def read_asked(offers: Mapping[str, str], default: str) -> str:
    """Return the question that the address asks for, if it shows something; else the *default*, else the first."""
    asked = (read_query().get("exhibit") or [default])[-1]
    names = [name for name, reason in offers.items() if not reason]
    return asked if asked in names else default if default in names else next(iter(names), default)
