"""Shows one exhibit on a page: its words as HTML, its charts, its table twin and notes one click away, its files."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

import orjson
import plotly.graph_objects as go
import streamlit as st

from dashboard.compare import Topic
from dashboard.exhibits import LOOKS, QUESTIONS, Chart, Exhibit, Theme, find_question
from dashboard.export.about import LeftOut, answer_or_explain
from dashboard.export.formats import find_format
from dashboard.render import html
from dashboard.render.html import PRESETS
from dashboard.views import own
from dashboard.views.visit import Visit, show_html, write, write_address

# Plotly's own buttons would lie over the words; a picture is made by our own links, with its source.
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}
PICTURES = [("png", preset.id, preset.label.split(",")[0]) for preset in PRESETS.values()] + [("pdf", "slide", "PDF")]
# The height of a row and of an axis, in ems of the labels.
ROW, AXIS = 1.8, 2.6
MAP_HEIGHT = 500
Links = Sequence[tuple[str, ...]]


class ReadyChart(go.Figure):  # type: ignore[misc]
    """A chart that was checked when it was made: Plotly would check all of it again at every run, 60 ms a chart."""

    def __init__(self, text: str, width: int | None) -> None:
        self.__dict__.update(text=text, width=width)

    def to_dict(self) -> dict[str, Any]:
        """Return what the text holds."""
        return dict(orjson.loads(self.__dict__["text"]))

    def __repr__(self) -> str:
        return str(self.__dict__["text"])


class Shown(NamedTuple):
    """An exhibit as a page shows it: ``texts`` are pieces of HTML, with a chart after each but the last."""

    key: str
    alt: str
    figures: tuple[str, ...]
    texts: tuple[str, ...]
    charts: tuple[ReadyChart, ...]


def make(visit: Visit, name: str, across: Topic | None = None, charts: bool = True) -> Shown | str:
    """Return an exhibit as :func:`show` shows it, or the sentence that says why there is nothing to show."""

    def build() -> Shown | str:
        collection = visit.whole if across else visit.chosen
        answer = answer_or_explain(find_question(name), collection, across or visit.topic)
        return answer.reason if isinstance(answer, LeftOut) else _lay_out(visit, answer, bool(across), charts)

    return visit.keep((name, across and across.key, charts), build)


def _lay_out(visit: Visit, exhibit: Exhibit, whole: bool, with_charts: bool) -> Shown:
    """Put tables beside their chart; the twin of a chart or a map, and what differs, go below or one click away."""
    head, foot = html.write_words(exhibit, visit.theme)
    texts, charts = [head], []
    below = folded = ""
    has_map = with_charts and any(isinstance(block, Chart) and block.aspect for block in exhibit.body)
    for at, block in enumerate(exhibit.body):
        if isinstance(block, Chart):
            if with_charts:
                charts.append(_draw(block, visit.theme))
                texts.append("")
            continue
        table = html.write_table(block, visit.theme, visit.link_figure)
        if block.twin or has_map:
            folded += table
        elif at and all(section.muted for section in block.sections):
            below += table
        else:
            texts[-1] += table
    folded += write("details", exhibit.details) if exhibit.details else ""
    label = "Table and full notes"
    if below and not whole:
        label, below, folded = "What differs, table and full notes", "", below + folded
    pictures = link_pictures(visit, exhibit.id, whole, **{**exhibit.address, "exhibit": None})
    if not visit.can_draw:
        foot += write("links", "Pictures need Chromium on the server, and none was found.", [])
    elif not visit.own:
        foot += write("links", "Picture:", [*pictures, (pictures[0][0], "Copy", "copy-picture")])
    texts[-1] += below + foot + (write("fold", label, folded) if folded else "")
    return Shown(exhibit.key, exhibit.alt, exhibit.figures, tuple(texts), tuple(charts))


def _draw(chart: Chart, theme: Theme) -> ReadyChart:
    rows, drawn = chart.heights[-1] if chart.heights else chart.rows, chart.draw(LOOKS[theme])
    height = MAP_HEIGHT if chart.aspect else round((rows * ROW + AXIS) * LOOKS[theme].size)
    # A map that is wider than its frame would stand between two empty fields.
    width = round(MAP_HEIGHT * chart.aspect) if chart.aspect else None
    return ReadyChart(drawn.update_layout(height=height).to_json(), width)


def list_offers(visit: Visit) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the questions that show something of what is selected, by their labels; the others by why they do not."""

    def build() -> tuple[dict[str, str], dict[str, str]]:
        answers = [(one, answer_or_explain(one, visit.chosen, visit.topic)) for one in QUESTIONS]
        left_out = {one.id: answer.reason for one, answer in answers if isinstance(answer, LeftOut)}
        return {one.id: one.label for one in QUESTIONS if one.id not in left_out}, left_out

    return visit.keep("offers", build)


def show(
    visit: Visit, name: str, across: Topic | None = None, charts: bool = True, around: tuple[str, str] = ("", "")
) -> Shown | None:
    """Show an exhibit with its files and notes, and return it; where there is nothing to show, one plain sentence.

    It is made of what is selected, where what is not the same thing is one click away; or of a topic *across* all
    reports, where that stands below. Without its *charts* it stands beside the moving map. The HTML *around* it goes to
    the browser with it: each element costs the server as much as an empty page.
    """
    shown = make(visit, name, across, charts)
    before, after = around
    if isinstance(shown, str):
        show_html(before, write("nothing", shown), after)
        return None
    makes_own = visit.own and visit.can_draw
    texts = [before + shown.texts[0], *shown.texts[1:]]
    texts[-1] += "" if makes_own else after
    for at, (text, chart) in enumerate(zip_longest(texts, shown.charts)):
        show_html(text)
        if chart is not None:
            _show_chart(visit, chart, shown.alt, f"exhibit-{name}-{at}")
    if makes_own:
        with st.container(horizontal=True, gap="small", key=f"files-{name}"):
            for ending, preset, label in PICTURES:
                own.offer(visit, ending, [name], across, label=label, preset=preset)
        show_html(after)
    return shown


def _show_chart(visit: Visit, chart: ReadyChart, alt: str, key: str) -> None:
    does: Any = {"key": key, "config": CONFIG, "on_select": "rerun", "selection_mode": "points"}
    event: Any = st.plotly_chart(chart, theme=None, width=chart.width or "stretch", alt=alt, **does)
    names = [name for point in event.selection.points if isinstance(name := point.get("customdata"), str)]
    if names:
        # A link that is followed at once: `st.switch_page` leaves a wrong address behind, to which one would come back.
        show_html(write("links", "", [(visit.link_figure(names[0]), "Go on", "follow")]))


def link_picture(visit: Visit, name: str, ending: str, preset: str, whole: bool = False, **more: object) -> str:
    """Return the address of an exhibit's picture of what is selected or of the *whole*."""
    look = {"preset": preset, "theme": visit.theme, "download": "1", "figure": None}
    return write_address(f"api/exhibits/{name}.{ending}", {} if whole else visit.query, **more, **look)


def link_pictures(visit: Visit, name: str, whole: bool = False, **more: Any) -> list[tuple[str, str]]:
    """Return the address and the name of each kind of picture that there is of an exhibit."""
    return [(link_picture(visit, name, ending, preset, whole, **more), label) for ending, preset, label in PICTURES]


def show_files(visit: Visit, names: Sequence[str], label: str, before: Links = (), slides: Sequence[str] = ()) -> None:
    """Show links to what is selected in these formats, other links *before* them; buttons where no address has it."""
    formats = [one for one in map(find_format, names) if visit.can_draw or not one.draws]
    if visit.own:
        for one in formats:
            own.offer(visit, one.id, slides)
        return
    parts = {"figure": None, "slides": ",".join(slides), "download": "1"}
    links = [(visit.link(one.address, **parts, theme=visit.theme if one.draws else None), one.label) for one in formats]
    show_html(write("links", label, [*before, *links]), width="content")
