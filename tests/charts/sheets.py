"""What tests of charts laid out on a sheet ask of them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.base import Look
from dashboard.tables import Tables

SIZES = ((1232, 470), (1152, 640), (672, 420), (640, 400))
PICTURES = [Look(mode, *size, fixed=True) for size, mode in zip(SIZES, ("light", "dark") * 2, strict=True)]
PAGES = [Look("light", 340, 400, 15), Look("dark", 1100, 460)]
PICTURE = Look("light", 1152, 640, fixed=True)
# Letters of Arial reach over so much of their size.
LETTER = 1.12


class Label(NamedTuple):
    """A text as it is drawn, in pixels of the sheet."""

    text: str
    size: float
    colour: str
    left: float
    top: float
    right: float
    bottom: float


def labels_of(chart: go.Figure, look: Look) -> Iterator[Label]:
    """Yield the texts of a chart with the boxes they take."""
    for trace in chart.data:
        if trace.type == "scatter" and trace.mode == "text":
            for x, y, text, size, position in zip(
                trace.x, trace.y, trace.text, trace.textfont.size, trace.textposition, strict=True
            ):
                plain = re.sub(r"<.*?>", "", text)
                bold = "".join(re.findall(r"<b>(.*?)</b>", text))
                extra = look.measure(bold, size, bold=True) - look.measure(bold, size)
                # The spare room of the measure is no width that is drawn.
                wide = (look.measure(plain, size) + extra) / 1.02
                left = {"middle right": x, "middle center": x - wide / 2, "middle left": x - wide}[position]
                high = LETTER * size / 2
                yield Label(plain, size, trace.textfont.color, left, y - high, left + wide, y + high)


def text_of(chart: go.Figure) -> str:
    """Return all words of a chart, those of one colour in the order in which they were written."""
    return " ".join(label.text for label in labels_of(chart, Look()))


def targets_of(chart: go.Figure) -> set[str]:
    """Return the figures that a click can select: the first element of each mark's customdata."""
    return {entry[0] for trace in chart.data for entry in (trace.customdata or ()) if entry[0]}


def has_hatch(chart: go.Figure) -> bool:
    """True where any cell is hatched."""
    return any(trace.type == "bar" and trace.marker.pattern.shape for trace in chart.data)


def assert_tidy(chart: go.Figure, look: Look) -> None:
    """Assert that no text is cut off, none lies over another, and none is smaller than 14 px."""
    labels, wide, high = list(labels_of(chart, look)), chart.layout.xaxis.range[1], chart.layout.height
    assert labels
    for label in labels:
        assert label.left >= -0.5 and label.right <= wide + 1, f"{label} leaves {wide} px"
        assert label.top >= -0.5 and label.bottom <= high + 1.5, f"{label} leaves {high} px"
        assert label.size >= 14
    for at, one in enumerate(labels):
        for other in labels[at + 1 :]:
            beside = one.right <= other.left + 0.5 or other.right <= one.left + 0.5
            assert beside or one.bottom <= other.top + 0.5 or other.bottom <= one.top + 0.5, f"{one} lies over {other}"


def change(tables: Tables, table: str, entry: str, **values: object) -> Tables:
    """Return the tables with some values of one entry changed."""
    rows = getattr(tables, table).copy()
    for column, value in values.items():
        rows.loc[rows["id"] == entry, column] = value
    return dataclasses.replace(tables, **{table: rows})


def repeat(tables: Tables, table: str, times: int) -> Tables:
    """Return the tables with every entry of one of them told so many times more, each under an id of its own."""
    rows = getattr(tables, table)
    more = [rows.assign(id=rows["id"] + f"-{number}") for number in range(times)]
    return dataclasses.replace(tables, **{table: pd.concat([rows, *more], ignore_index=True)})


def copy_of(tables: Tables) -> dict[str, pd.DataFrame]:
    """Return a copy of every table, to tell later whether one was edited."""
    return {name: table.copy() for name, table in tables.items()}


def assert_unedited(tables: Tables, before: dict[str, pd.DataFrame]) -> None:
    """Assert that drawing edited none of the caller's tables."""
    for name, table in tables.items():
        pd.testing.assert_frame_equal(table, before[name])
