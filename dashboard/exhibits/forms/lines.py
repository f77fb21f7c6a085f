"""Lines and marks: a row for each figure as a dot along an axis or so many squares; people as fields to one scale."""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import plotly.graph_objects as go

from dashboard.exhibits.exhibit import Block, Chart, Look, Native
from dashboard.exhibits.forms import qualifiers
from dashboard.exhibits.forms.qualifiers import ARROW, SMALL, Ends, Pieces, number_axis, plain, point_of, reach_of, wrap
from dashboard.exhibits.forms.table import number_cell, twin_table
from dashboard.records.reported import ReportedFigure, ReportedGap
from dashboard.wording.headings import count_digits, head, name_unit
from dashboard.wording.scopes import name_counted
from dashboard.wording.sentences import start
from dashboard.wording.sources import list_chain, name_carrier

LABEL_LETTERS, MOST_MARKS, MOST_FIELD, MOST_NEAR = 18, 60, 250, 300
# Heights in rows: of a row, of a heading, of another line of a label, between two sections, and a row itself in em.
_ROW, _HEADING, _ANOTHER, _SPACE, _EM, _NO_AXIS = 0.74, 0.76, 0.72, 0.2, 1.75, 0.9
_NARROWEST, _LETTER = 9.0, 0.6  # the narrowest plot, and the room a letter takes, in em
# Marks stand in tens, to be counted at a glance: their pitch and side, and the number above them, in em.
_TEN, _PITCH, _SIDE, _NUMBER = 10, 0.98, 0.8, 1.4
# A chart to scale, in marks of a field: its width, a field's columns at most, its lines where that is wide enough, the
# height of words, the side of a magnified mark and how much of a mark is filled; and its least width in em.
_WIDE, _COLUMNS, _LINES, _WORDS, _NEAR, _FILLED, _LEAST = 60.0, 25, 7, 2.9, 0.45, 0.76, 25


class Line(NamedTuple):
    """One row. ``label`` is who says so, on as many lines as it has."""

    record: ReportedFigure | ReportedGap
    label: str

    @property
    def figure(self) -> ReportedFigure | None:
        """Its figure, None for a gap."""
        return self.record if isinstance(self.record, ReportedFigure) else None

    @property
    def written(self) -> str:
        """What is written at its mark: the number, or the words of a gap at its hatching."""
        if isinstance(self.record, ReportedFigure):
            return self.record.written
        return head("no_full_count") if self.record.status == "not_documented" else number_cell(self.record).text


def name_line(record: ReportedFigure | ReportedGap, reports: int = 1) -> str:
    """Name who says so at a mark, with the carrier of a single report or the number of more: "Forensic team → AP"."""
    who, carrier = record.source.publisher, None
    if record.said.credited:
        who, carrier = start(list_chain(record, short=True)[0]), name_carrier(record)
    label = label_line(who, carrier if reports == 1 and carrier != who else None)
    counted = f"{label}, {count_digits(reports, 'report')}"
    return counted if reports > 1 and len(counted) <= LABEL_LETTERS else label


def label_line(who: str, carrier: str | None = None) -> str:
    """Write both on one line of a label where they fit half of a phone, else on lines of their own, or on more."""
    words = [who, f"→ {carrier}"] if carrier else [who]
    together = " ".join(words)
    return together if len(together) <= LABEL_LETTERS else "\n".join(wrap(one, LABEL_LETTERS) for one in words)


LineSection = tuple[str, Sequence[Line]]  # rows under a heading, which may be empty
_Rows = Sequence[tuple[str | None, Line]]


def draw_lines(sections: Sequence[LineSection], family: str, caption: str, unit: int = 0) -> list[Block]:
    """Return the chart of *sections*, with a *unit* as marks worth so many (of 3 of 4 one is hollow), and its twin."""
    rows, bars = list[tuple[str | None, Line]](), []
    for heading, lines in sections:
        for line in lines:
            rows.append((heading if line is lines[0] else None, line))
            name = ": ".join(filter(None, (heading, line.label.replace("\n", " "))))
            bars.append((line.figure.unit if line.figure else "", name, line.figure))
    # Marks have no axis; room for one is added to every chart.
    heights = tuple(round(bottom + _SPACE - (_NO_AXIS if unit else 0), 2) for _, bottom in _place(rows, unit))
    told = [(heading or None, [line.record for line in lines]) for heading, lines in sections]
    native = Native.make("bar", bars)
    chart = Chart(lambda look: _draw(rows[: look.rows], family, look, unit), len(rows), heights, None, native, True)
    return [chart, twin_table(told, caption)]


def _count(number: float | None, unit: int) -> int:
    return max(1, round(number / unit)) if number else 0


def _place(rows: _Rows, unit: int) -> Iterator[tuple[float, float]]:
    """Yield where each row begins and ends, below the heading that stands above it."""
    y = 0.0
    for place, (heading, line) in enumerate(rows):
        y += (_SPACE if place and heading is not None else 0.0) + (_HEADING if heading else 0.0)
        height = _ROW + _ANOTHER * line.label.count("\n")
        if unit and line.figure:
            marks = max(_count(reach_of(line.figure), unit), _count(float(line.figure.of_total or 0), unit), 1)
            height = max((math.ceil(marks / _TEN) * _PITCH + _NUMBER) / _EM, height) + _SPACE
        yield y, (y := y + height)


def _draw(rows: _Rows, family: str, look: Look, unit: int) -> go.Figure:
    pieces, em, lines, places = Pieces(look), look.size, [line for _, line in rows], list(_place(rows, unit))
    reaches, middles = [reach_of(line.figure) for line in lines], [sum(ends) / 2 for ends in places]
    # Past the last mark, and past the soft edge of one on the narrowest plot.
    soft = any(line.figure and qualifiers.mark_of(line.figure) == "soft" for line in lines)
    end = max(reaches, default=0.0) * (_NARROWEST / (_NARROWEST - qualifiers.SOFT) if soft else 1.06) or 1.0
    for (heading, line), (top, _), y, reach in zip(rows, places, middles, reaches, strict=True):
        if heading:
            pieces.write(heading, 0, top - _HEADING * 0.4, (em * 0.4, 0), tag="b", xref="paper")
        if unit and line.figure:
            _draw_marks(pieces, line.figure, unit, y, look.family(family))
        elif line.figure:
            shift = pieces.draw(line.figure, point_of(line.figure) or 0.0, y, look.family(family)) or em * 0.4
            pieces.write(line.written, reach, y, (shift, 0), tag="b")
        else:
            pieces.write(line.written, 0, y, (pieces.hatch(0, y) + em * 0.5, 0), look.muted, tag="i")
    # What the rows take right of their marks, beyond the narrowest plot.
    beyond = ((1 - reach / end) * _NARROWEST for reach in reaches)
    rooms = (ARROW + 1.2 + _LETTER * len(one.written) - free for one, free in zip(lines, beyond, strict=True))
    chart = pieces.lay_out(right=em * (0.5 if unit else max([1.0, *rooms])))
    if unit:
        _hide_axis(chart, (0, 1))
    else:
        chart.update_xaxes(**number_axis(look, end), visible=any(reaches))
    chart.update_yaxes(
        range=[places[-1][1] + _SPACE if places else 1.0, 0],
        tickvals=middles,
        ticktext=[plain(line.label) for line in lines],
        ticklabelstandoff=round(em * 0.6),
        tickfont={"size": em, "color": look.ink},
        **{"showgrid": False, "zeroline": False, "fixedrange": True, "ticks": "", "automargin": True},
    )
    # A first guess of the room for names and numbers: where it is enough, Plotly need not draw a second time.
    widest = max((len(part) for line in lines for part in line.label.split("\n")), default=0)
    chart.update_layout(margin_l=round(em * (0.56 * widest + 1.2)), margin_b=round(em * (0.5 if unit else 1.7)))
    return chart


def _hide_axis(chart: go.Figure, ends: tuple[float, float]) -> None:
    """Hide the x axis; a chart without a trace would draw no axis at all."""
    chart.add_scatter(x=[0], y=[0], mode="markers", marker={"opacity": 0}, hoverinfo="skip")
    chart.update_xaxes(range=list(ends), visible=False, fixedrange=True)


def _draw_marks(pieces: Pieces, figure: ReportedFigure, unit: int, y: float, colour: str) -> None:
    em, filled = pieces.look.size, _count(point_of(figure), unit)
    marks = max(filled, _count(float(figure.of_total or 0), unit))
    high = math.ceil(max(marks, 1) / _TEN) * _PITCH * em
    top = (high - _NUMBER * em) / 2
    squares = list(_list_squares(marks, _TEN, (0, top), _PITCH * em, _SIDE * em, down=-1))
    solid = 0 if figure.is_forecast else filled
    if solid:
        pieces.add_path(0, y, "".join(squares[:solid]), colour, colour, 0)
    if squares[solid:]:
        pieces.add_path(0, y, "".join(squares[solid:]), colour, None, max(1.0, em / 12))
    pieces.end(figure, 0, y, colour, edge=(min(_TEN, marks) * _PITCH * em, top - high / 2))
    pieces.write(figure.written, 0, y, (0, top + _NUMBER * em / 2), tag="b", bgcolor=qualifiers.CLEAR)


def _list_squares(marks: float, columns: int, at: Ends, pitch: float, side: float, down: int = 1) -> Iterator[str]:
    """Give so many squares as paths in rows from a point, the last one as large as what is left."""
    for number in range(math.ceil(marks)):
        each = side * math.sqrt(min(1.0, marks - number))
        x, y = at[0] + number % columns * pitch, at[1] + down * (number // columns * pitch)
        yield f"M{x:.2f},{y:.2f}H{x + each:.2f}V{y + down * each:.2f}H{x:.2f}Z"


def choose_unit(figures: Sequence[ReportedFigure], most: int = MOST_MARKS) -> int:
    """Return how many one mark stands for: 1, 2, 5, 10 …, so that the largest number has at most *most* marks."""
    top = max((max(reach_of(figure), figure.of_total or 0) for figure in figures), default=1)
    return int(next(unit for power in range(13) for step in (1, 2, 5) if top <= most * (unit := step * 10**power)))


def draw_scale(figures: Sequence[ReportedFigure]) -> Chart:
    """Return numbers of one unit as fields of marks to one scale; what is less than a mark is magnified once below."""
    ordered = sorted(figures, key=lambda figure: (-(point_of(figure) or 0), figure.id))
    unit, indicator, words, fields = choose_unit(ordered, MOST_FIELD), ordered[0].indicator, [], []
    panels = [(name_unit(indicator, unit), unit, 1.0, ordered)]
    if small := [figure for figure in ordered if (point_of(figure) or 0) < unit > 1]:
        close = choose_unit(small, MOST_NEAR)
        panels.append((name_unit(indicator, close, magnified=True), close, _NEAR, small))
    height = 0.0
    for told, each, side, shown in panels:
        words.append((told, height + _WORDS / 2))
        height += _WORDS
        for figure in shown:
            marks = (point_of(figure) or 0) / each
            columns = min(round(_COLUMNS / side), max(_TEN, math.ceil(marks / _LINES)))
            high, pad, edge = (
                math.ceil(marks / columns) * side,
                side * (1 - _FILLED) / 2,
                min(columns, math.ceil(marks)) * side,
            )
            # What it counts is named where it is seen, on the letters that the room beside it takes.
            told = _tell_counted(figure) if marks >= 1 else figure.written
            told = wrap(told, int((_WIDE - edge) * _LEAST / _WIDE / _LETTER - ARROW))
            tall = max(high + 1, _WORDS * (told.count("\n") + 1))
            squares = _list_squares(marks, columns, (pad, height + (tall - high) / 2 + pad), side, side * _FILLED)
            fields.append((figure, "".join(squares), (edge, height + tall / 2), told))
            height += tall

    def draw(look: Look) -> go.Figure:
        pieces = Pieces(look)
        for told, y in words:
            pieces.write(told, 0, y, ink=look.muted, size=SMALL)
        return _draw_fields(pieces, fields, height)

    return Chart(draw, math.ceil(_LEAST * height / _WIDE / _EM), aspect=round(_WIDE / height, 3))


def _tell_counted(figure: ReportedFigure) -> str:
    """Say what a number is of, but for people, whom the heading names: "≥ 80 killed", "1 child rescued alive"."""
    counted, phrase = name_counted(figure), figure.indicator.phrase or figure.indicator.label
    return " ".join((figure.written, *([counted] if counted != figure.indicator.unit else []), phrase))


def _draw_fields(pieces: Pieces, fields: Sequence[tuple[ReportedFigure, str, Ends, str]], height: float) -> go.Figure:
    """Draw fields, each a figure with its path, where it ends, and what is written there."""
    for figure, path, edge, told in fields:
        colour = pieces.look.family(figure.indicator.family)
        pieces.shapes.append({"type": "path", "path": path, "fillcolor": colour, "line": {"width": 0}})
        # The doubt of less than one mark is drawn where it is magnified.
        room = pieces.end(figure, *edge, colour, edge=(1, 0)) if told != figure.written else 0
        pieces.write(told, *edge, (room or pieces.look.size * 0.5, 0), colour, tag="b", bgcolor=qualifiers.CLEAR)
    chart = pieces.lay_out(air=0)
    _hide_axis(chart, (-0.1, _WIDE + 0.1))
    # A step along one axis is as long as along the other.
    chart.update_xaxes(constrain="domain")
    chart.update_yaxes(range=[height, 0], visible=False, fixedrange=True, scaleanchor="x", constrain="domain")
    return chart
