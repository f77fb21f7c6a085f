"""Lines: one row per figure along a native axis, its number written at its mark, in sections; what differs in grey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.exhibits.exhibit import Chart
from dashboard.exhibits.forms.base import fit_axis, lay_out, number_axis, plain, write_at
from dashboard.exhibits.forms.qualifiers import ARROW, Pieces, point_of, reach_of
from dashboard.exhibits.look import Look
from dashboard.records.reported import ReportedFigure

# Heights in rows: of a heading, of a second line of text, of the space between two sections.
_HEADING, _SECOND, _SPACE = 1.0, 0.62, 0.3
# The narrowest plot, and the room a letter takes, in em.
_NARROWEST, _LETTER = 9.0, 0.6


@dataclass(frozen=True)
class Line:
    """One row. ``label`` is who says so; a row without a figure is a gap, and its ``text`` stands at the hatching.

    ``more`` follows the number ("12 reports"); ``differs`` stands above a mark that does not count the same thing.
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
    """Return the chart of *sections*, in the colour of a family of indicators; a picture may show its first rows."""
    kept = tuple(section for section in sections if section.lines)
    rows = sum(len(section.lines) for section in kept)
    height = sum(_section_height(section) for section in kept)
    return Chart(lambda look: _draw(kept, family, look), rows=rows, tall=height / max(rows, 1), shortens=True)


def _section_height(section: LineSection) -> float:
    return _HEADING * bool(section.heading) + sum(map(_line_height, section.lines)) + _SPACE


def _line_height(line: Line) -> float:
    return 1 + _SECOND * max(line.label.count("<br>"), bool(line.differs))


def _draw(sections: Sequence[LineSection], family: str, look: Look) -> go.Figure:
    pieces = Pieces(look)
    labels: list[tuple[float, str]] = []
    figures: list[ReportedFigure] = []
    y = 0.0
    for section in sections:
        left = None if look.rows is None else look.rows - len(labels)
        lines = section.lines[:left]
        if not lines or left == 0:
            break
        if section.muted and labels:
            pieces.shapes.append(_rule(y, look))
        if section.heading:
            pieces.annotations.append(_heading(section, y + _HEADING * 0.6, look))
            y += _HEADING
        for line in lines:
            middle = _draw_line(pieces, line, y, look.muted if section.muted else look.family(family), section.muted)
            labels.append((middle, _label(line, section.muted, look)))
            y += _line_height(line)
        figures += [line.figure for line in lines if line.figure]
        y += _SPACE
    return _finish(pieces, labels, figures, y, look)


def _finish(
    pieces: Pieces, labels: Sequence[tuple[float, str]], figures: Sequence[ReportedFigure], height: float, look: Look
) -> go.Figure:
    end = fit_axis(max(map(reach_of, figures), default=0.0))
    rooms = [(ARROW + 1.2 + _LETTER * len(one.written)) - (1 - reach_of(one) / end) * _NARROWEST for one in figures]
    chart = lay_out(look, pieces, right=look.size * max([1.0, *rooms]))
    chart.update_xaxes(**number_axis(look, end), visible=any(map(reach_of, figures)))
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
    return f"<span style='color:{look.muted}'>{line.label}</span>" if muted else line.label


def _draw_line(pieces: Pieces, line: Line, top: float, colour: str, muted: bool) -> float:
    """Draw one row below *top*; return where its middle lies."""
    look, height = pieces.look, _line_height(line)
    y = top + height - 0.5 if line.differs else top + height / 2
    if line.differs:
        small = look.size * 0.86
        pieces.annotations.append(write_at(plain(line.differs), 0, top + 0.4, look.size * 0.4, look, look.muted, small))
    if line.figure is None:
        shift = pieces.hatch(0, y) + look.size * 0.5
        pieces.annotations.append(write_at(f"<i>{plain(line.text)}</i>", 0, y, shift, look, look.muted))
        return y
    more = f"  <span style='color:{look.muted}'>{plain(line.more)}</span>" if line.more else ""
    written = plain(line.figure.written)
    shift = pieces.draw(line.figure, point_of(line.figure) or 0.0, y, colour, line.hover) or look.size * 0.4
    text = f"{written}{more}" if muted else f"<b>{written}</b>{more}"
    at = reach_of(line.figure)
    pieces.annotations.append(write_at(text, at, y, shift, look, look.muted if muted else look.ink))
    return y


def _heading(section: LineSection, y: float, look: Look) -> dict[str, Any]:
    text = plain(section.heading) if section.muted else f"<b>{plain(section.heading)}</b>"
    written = write_at(text, 0, y, look.size * 0.4, look, look.muted if section.muted else look.ink)
    return written | {"xref": "paper"}


def _rule(y: float, look: Look) -> dict[str, Any]:
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y, "line": {"color": look.rule}}
