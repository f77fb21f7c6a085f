"""What tests of charts ask of a drawn chart."""

from __future__ import annotations

import dataclasses

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.base import Look
from dashboard.quantity import write_short, write_words
from dashboard.tables import Tables

SIZES = ((1232, 470, 18), (1152, 640, 16), (672, 420, 16), (640, 400, 16))
PICTURES = [Look(mode, wide, high, label, fixed=True) for wide, high, label in SIZES for mode in ("light", "dark")]
PAGES = [Look("light", 340, 400, 15), Look("dark", 1100, 460, 16)]


def texts_of(chart: go.Figure) -> list[str]:
    """Return the texts of a chart, line ends as blanks."""
    return [note.text.replace("<br>", " ") for note in chart.layout.annotations]


def ids_of(chart: go.Figure) -> set[str]:
    """Return the figure ids that a click can select."""
    return {entry for trace in chart.data if trace.customdata is not None for entry in trace.customdata if entry}


def has_hatch(chart: go.Figure) -> bool:
    """True where any cell is hatched."""
    return any(trace.type == "bar" and trace.marker.pattern.shape for trace in chart.data)


def change(tables: Tables, figure: str, **values: object) -> Tables:
    """Return the tables with some values of one figure changed, its written forms with them."""
    figures = tables.figures.copy()
    at = figures.index[figures["id"] == figure][0]
    for key, value in values.items():
        figures.loc[at, key] = value
    row = figures.loc[at].astype(object).where(figures.loc[at].notna(), None)
    figures.loc[at, ["written", "wording"]] = [write_short(row), write_words(row)]
    return dataclasses.replace(tables, figures=figures)


def change_gap(tables: Tables, gap: str, **values: object) -> Tables:
    """Return the tables with some values of one gap changed."""
    gaps = tables.gaps.copy()
    for key, value in values.items():
        gaps.loc[gaps["id"] == gap, key] = value
    return dataclasses.replace(tables, gaps=gaps)


def repeat(tables: Tables, figure: str, times: int) -> Tables:
    """Return the tables with one figure told so many times more, each under an id of its own."""
    one = tables.figures[tables.figures["id"] == figure]
    more = [one.assign(id=f"{figure}-{number}") for number in range(times)]
    return dataclasses.replace(tables, figures=pd.concat([tables.figures, *more], ignore_index=True))


def boxes_of(chart: go.Figure, look: Look) -> list[tuple[float, float, float, float]]:
    """Return the boxes of a chart's texts where it counts pixels: left, top, right, bottom, as measured."""
    left, right = chart.layout.xaxis.range
    pixel = (right - left) / look.width
    out = []
    for note in chart.layout.annotations:
        lines = note.text.removeprefix("<b>").removesuffix("</b>").split("<br>")
        wide = max(look.measure(line, note.font.size, note.text.startswith("<b>")) for line in lines)
        x = (note.x - left) / pixel
        out.append((x, note.y, x + wide, note.y + 1.3 * note.font.size * len(lines)))
    return out


def assert_tidy(chart: go.Figure, look: Look) -> None:
    """Assert that no text is cut off, none lies over another, and none is smaller than 12 px."""
    boxes, high = boxes_of(chart, look), chart.layout.height
    for box, note in zip(boxes, chart.layout.annotations, strict=True):
        assert box[0] >= -0.5 and box[2] <= look.width + 1, f"{note.text}: {box} leaves {look.width} px"
        assert box[1] >= -0.5 and box[3] <= high + 6, f"{note.text}: {box} leaves {high} px"
        assert note.font.size >= 12
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] + 4 or other[3] <= one[1] + 4
            assert apart, f"{one} lies over {other}"
