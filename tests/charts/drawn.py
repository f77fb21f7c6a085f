"""What tests ask of a drawn chart, however it draws its words, and how they change the tables that it is drawn from."""

from __future__ import annotations

import dataclasses
import html
import re
from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.base import Look
from dashboard.quantity import write_short, write_words
from dashboard.schemas import COLUMNS
from dashboard.tables import Tables

SIZES = ((1232, 470, 18), (1152, 640, 16), (672, 420, 16), (640, 400, 16))
PICTURES = [Look(mode, *size, fixed=True) for size, mode in zip(SIZES, ("light", "dark") * 2, strict=True)]
PAGES = [Look("light", 340, 400, 15), Look()]
PICTURE = Look(width=1232, height=470, fixed=True)
SMALLEST_PICTURE = PICTURES[-1]
SMALLEST_LABEL = 14
# What a line takes of its height, in em: of a label, whose lines Plotly sets so far apart, and of a trace's text.
LINE_OF_LABEL, LINE_OF_TRACE = 1.3, 1.2
# Sheets round their places to a tenth of a pixel.
SLACK = 0.2
# On a page of the voices the line of a number reaches so far into the lead of the words beneath: no letter meets.
LEAD = 1.5


class Label(NamedTuple):
    """A line of text as it is drawn, with the lead that is its own, in pixels of the room."""

    text: str
    size: float
    bold: bool
    left: float
    top: float
    right: float
    bottom: float


def write_look(look: Look) -> str:
    """Name a look in the name of a test."""
    return f"{look.mode}-{look.width}x{look.height if look.fixed else 'any'}-{look.label_size}px"


def labels_of(chart: go.Figure, look: Look) -> Iterator[Label]:
    """Yield every line of text of a chart with the box it takes, as measured."""
    left, right = chart.layout.xaxis.range
    # A map counts pixels on both axes; the axis of bars counts what they count.
    pixel = 1 if chart.layout.yaxis.scaleanchor else (right - left) / room_of(chart, look)
    # Read as plain dicts: Plotly's own objects look every value up anew.
    for note in chart.layout.to_plotly_json().get("annotations", ()):
        size, lines = note["font"]["size"], _split_lines(note["text"])
        high, wide = LINE_OF_LABEL * size, max(_measure(line, size, look) for line in lines)
        shift = (note["ax"], note["ay"]) if note["showarrow"] else (note.get("xshift", 0), -note.get("yshift", 0))
        x = (note["x"] - left) / pixel + shift[0] - {"left": 0, "center": 0.5, "right": 1}[note["xanchor"]] * wide
        y = note["y"] + shift[1] - {"top": 0, "middle": 0.5}[note["yanchor"]] * high * len(lines)
        for number, line in enumerate(lines):
            yield _make_label(line, size, x, y + number * high, high, look)
    for trace in _list_text_traces(chart):
        size_and_place = zip(trace.textfont.size, trace.textposition, strict=True)
        for x, y, text, (size, place) in zip(trace.x, trace.y, trace.text, size_and_place, strict=True):
            share = {"middle right": 0, "middle center": 0.5, "middle left": 1}[place]
            high = LINE_OF_TRACE * size
            yield _make_label(text, size, x - share * _measure(text, size, look), y - high / 2, high, look)


def room_of(chart: go.Figure, look: Look) -> float:
    """Return how wide the room of a chart is: a sheet may be wider than a page, which then scrolls."""
    return look.width if chart.layout.annotations else chart.layout.xaxis.range[1]


def _list_text_traces(chart: go.Figure) -> list[go.Scatter]:
    return [trace for trace in chart.data if trace.type == "scatter" and trace.mode == "text"]


def _split_lines(text: str) -> list[str]:
    """Return the lines of a label, each of them bold where all is."""
    whole = _is_bold(text) and text.count("<b>") == 1
    return [f"<b>{_read(line)}</b>" if whole else line for line in text.split("<br>")]


def _make_label(line: str, size: float, left: float, top: float, high: float, look: Look) -> Label:
    return Label(_read(line), size, _is_bold(line), left, top, left + _measure(line, size, look), top + high)


def _measure(line: str, size: float, look: Look) -> float:
    parts = re.split(r"(<b>.*?</b>)", line)
    return sum(look.measure(_read(part), size, _is_bold(part)) for part in parts)


def _is_bold(text: str) -> bool:
    return text.startswith("<b>") and text.endswith("</b>")


def _read(text: str) -> str:
    """Return what a reader sees of a text in which Plotly obeys HTML."""
    return html.unescape(re.sub(r"<.*?>", "", text))


def texts_of(chart: go.Figure, *, bold: bool = False) -> list[str]:
    """Return the texts of a chart as a reader sees them, line ends as blanks; with *bold* only those that are."""
    texts = [note.text.replace("<br>", " ") for note in chart.layout.annotations]
    texts += [text for trace in _list_text_traces(chart) for text in trace.text]
    return [_read(text) for text in texts if _is_bold(text) or not bold]


def text_of(chart: go.Figure) -> str:
    """Return all words of a chart, those of one colour in the order in which they were written."""
    return " ".join(texts_of(chart))


def targets_of(chart: go.Figure) -> set[str]:
    """Return the ids of the figures that marks stand for.

    The customdata of a mark is an id, or a list that begins with one; of several figures its last holds all ids.
    """
    data = [entry for trace in chart.data if trace.customdata is not None for entry in trace.customdata]
    marks = ([entry] if isinstance(entry, str) else [part for part in entry or () if part] for entry in data)
    return {figure for mark in marks if mark for figure in (mark[0], *mark[-1].split())}


def has_hatch(chart: go.Figure) -> bool:
    """True where any cell is hatched."""
    return any(trace.type == "bar" and trace.marker.pattern.shape for trace in chart.data)


def assert_tidy(chart: go.Figure, look: Look, overlap: float = SLACK) -> None:
    """Assert that no text is cut off, none lies over another by more than *overlap* px, none is smaller than 14 px."""
    labels, wide, high = list(labels_of(chart, look)), room_of(chart, look), chart.layout.height
    assert labels
    for label in labels:
        assert label.left >= -SLACK and label.right <= wide + SLACK, f"{label} leaves {wide} px"
        assert label.top >= -SLACK and label.bottom <= high + SLACK, f"{label} leaves {high} px"
        assert label.size >= SMALLEST_LABEL, f"{label} is too small"
    labels.sort(key=lambda label: label.top)
    for at, one in enumerate(labels):
        for other in labels[at + 1 :]:
            if one.bottom <= other.top + overlap:
                break
            beside = one.right <= other.left + overlap or other.right <= one.left + overlap
            assert beside, f"{one} lies over {other}"


def change(tables: Tables, table: str, entry: str, **values: object) -> Tables:
    """Return the tables with some values of one entry changed, the written forms of a figure with them."""
    rows = getattr(tables, table).copy()
    at = rows.index[rows["id"] == entry][0]
    for column, value in values.items():
        rows.loc[at, column] = value
    if table == "figures":
        row = rows.loc[at].astype(object).where(rows.loc[at].notna(), None)
        rows.loc[at, ["written", "wording"]] = [write_short(row), write_words(row)]
    return dataclasses.replace(tables, **{table: rows})


def repeat(tables: Tables, table: str, times: int, entry: str | None = None) -> Tables:
    """Return the tables with every entry of one, or *entry* alone, told so many times more, each under its own id."""
    rows = getattr(tables, table)
    told = rows if entry is None else rows[rows["id"] == entry]
    more = [told.assign(id=told["id"] + f"-{number}") for number in range(times)]
    return dataclasses.replace(tables, **{table: pd.concat([rows, *more], ignore_index=True)})


def copy_of(tables: Tables) -> Tables:
    """Return the tables with a copy of each; what is derived from them will be derived anew."""
    return dataclasses.replace(tables, **{name: table.copy() for name, table in tables.items() if name != "coverage"})


def assert_unedited(tables: Tables, before: Tables) -> None:
    """Assert that drawing edited none of the caller's tables, nor what is derived from them."""
    for name in (*COLUMNS, "described"):
        pd.testing.assert_frame_equal(getattr(tables, name), getattr(before, name), obj=name)
