"""Lines: one row per figure along a native axis, its number written at its mark, in sections; what differs in grey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.exhibits.exhibit import Chart
from dashboard.exhibits.forms.base import fit_axis, lay_out, number_axis, plain
from dashboard.exhibits.forms.qualifiers import Pieces, reach_of
from dashboard.exhibits.look import Look
from dashboard.records.reported import ReportedFigure

_HEADING, _ROW = 1.15, 1.0
# Room to the right of the last mark for its arrow and number, in em.
_ARROW_ROOM, _LETTER = 3.4, 0.6


@dataclass(frozen=True)
class Line:
    """One row. ``label`` is who says so; a row without a figure is a gap, its ``text`` says whose.

    ``more`` follows the number ("12 reports"); ``differs`` stands below the label of a row that is not the same thing.
    """

    label: str
    figure: ReportedFigure | None = None
    text: str = ""
    more: str = ""
    differs: str = ""
    hover: str = ""


@dataclass(frozen=True)
class LineSection:
    """Rows under a heading; a ``muted`` section stands below a rule, in grey."""

    heading: str
    lines: tuple[Line, ...]
    muted: bool = False


def draw_lines(sections: Sequence[LineSection], family: str) -> Chart:
    """Return the chart of *sections*, in the colour of a family of indicators."""
    kept = tuple(section for section in sections if section.lines)
    heights = [_HEADING * bool(section.heading) + sum(map(_height, section.lines)) for section in kept]
    return Chart(lambda look: _draw(kept, family, look), rows=sum(heights) + 1, shortens=True)


def _height(line: Line) -> float:
    return _ROW + 0.55 * (line.label.count("<br>") + bool(line.differs))


def _draw(sections: Sequence[LineSection], family: str, look: Look) -> go.Figure:
    pieces = Pieces(look)
    labels: list[tuple[float, str]] = []
    y, drawn = 0.0, 0
    for section in sections:
        lines = section.lines if look.rows is None else section.lines[: max(0, look.rows - drawn)]
        if not lines:
            break
        if section.muted and drawn:
            pieces.shapes.append(_rule(y + 0.1, look))
        if section.heading:
            y += _HEADING
            pieces.annotations.append(_heading(section, y - _HEADING * 0.4, look))
        for line in lines:
            height = _height(line)
            middle = y + height / 2
            labels.append((middle, _label(line, section.muted, look)))
            _draw_line(pieces, line, middle, look.muted if section.muted else look.family(family), section.muted)
            y += height
        drawn += len(lines)
        y += 0.25
    figures = [line.figure for section in sections for line in section.lines if line.figure]
    return _finish(pieces, labels, figures, y, look)


def _finish(
    pieces: Pieces, labels: Sequence[tuple[float, str]], figures: Sequence[ReportedFigure], height: float, look: Look
) -> go.Figure:
    longest = max((len(figure.written) for figure in figures), default=4)
    chart = lay_out(look, pieces, right=look.size * (_ARROW_ROOM + _LETTER * longest))
    top = max(map(reach_of, figures), default=0.0)
    chart.update_xaxes(**number_axis(look, fit_axis(top)), visible=top > 0)
    chart.update_yaxes(
        range=[height, 0],
        tickvals=[place for place, _ in labels],
        ticktext=[text for _, text in labels],
        automargin=True,
        showgrid=False,
        zeroline=False,
        fixedrange=True,
        ticks="",
        ticklabelstandoff=round(look.size * 0.5),
        tickfont={"size": look.size, "color": look.ink},
    )
    return chart


def _label(line: Line, muted: bool, look: Look) -> str:
    label = line.label
    if line.differs:
        small = round(look.size * 0.86, 1)
        label = f"{label}<br><span style='font-size:{small}px'>{plain(line.differs)}</span>"
    return f"<span style='color:{look.muted}'>{label}</span>" if muted else label


def _draw_line(pieces: Pieces, line: Line, y: float, colour: str, muted: bool) -> None:
    look = pieces.look
    ink = look.muted if muted else look.ink
    if line.figure is None:
        shift = pieces.hatch(y) + look.size * 0.5
        pieces.annotations.append(_write(f"<i>{plain(line.text)}</i>", 0, y, shift, look.muted, look))
        return
    more = f"  <span style='color:{look.muted}'>{plain(line.more)}</span>" if line.more else ""
    written = plain(line.figure.written)
    x = _place(line.figure)
    shift = pieces.draw(line.figure, x, y, colour, line.hover)
    text = f"{written}{more}" if muted else f"<b>{written}</b>{more}"
    pieces.annotations.append(_write(text, x, y, shift, ink, look))


def _place(figure: ReportedFigure) -> float:
    return reach_of(figure)


def _write(text: str, x: float, y: float, shift: float, colour: str, look: Look) -> dict[str, Any]:
    """Write beside a mark, on paper of its own so that no gridline runs through a number."""
    style = {"size": look.size, "color": colour}
    place = {"x": x, "y": y, "xshift": shift, "xanchor": "left", "yanchor": "middle"}
    return {"text": text, "showarrow": False, "font": style, "bgcolor": look.paper, "borderpad": 1, **place}


def _heading(section: LineSection, y: float, look: Look) -> dict[str, Any]:
    style = {"size": look.size, "color": look.muted if section.muted else look.ink}
    text = plain(section.heading) if section.muted else f"<b>{plain(section.heading)}</b>"
    place = {"xref": "paper", "x": 0, "y": y, "xanchor": "left", "yanchor": "middle"}
    return {"text": text, "showarrow": False, "font": style, "bgcolor": look.paper, **place}


def _rule(y: float, look: Look) -> dict[str, Any]:
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y, "line": {"color": look.rule}}
