"""What an office program can draw itself without losing a doubt: exact numbers on one axis, and nothing else."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from dashboard.exhibits.exhibit import Native
from dashboard.records.quantity import write_number
from dashboard.records.reported import ReportedFigure

FEWEST = 2


class Bar(NamedTuple):
    """One row of a chart: its heading, its label as Plotly writes it, and its figure, None for a gap or a sum."""

    heading: str
    label: str
    figure: ReportedFigure | None


class Dated(NamedTuple):
    """One voice's numbers, each at its time."""

    heading: str
    points: Sequence[tuple[datetime, ReportedFigure]]


def is_plain(figure: ReportedFigure | None) -> bool:
    """Whether a number says all there is: no minimum, estimate, forecast or part of a whole."""
    return figure is not None and figure.value is not None and figure.written == write_number(figure.value)


def list_bars(rows: Sequence[Bar]) -> Native | None:
    """Return rows as bars; None where a gap, a sum or a doubt would be lost, or units differ."""
    figures = [row.figure for row in rows if row.figure is not None and is_plain(row.figure)]
    if len(figures) < len(rows) or len(rows) < FEWEST or len({figure.unit for figure in figures}) > 1:
        return None
    several = len({row.heading for row in rows}) > 1
    names = tuple(": ".join(filter(None, (row.heading if several else "", _strip(row.label)))) for row in rows)
    return Native("bar", names, ((figures[0].unit, tuple(float(one.value or 0) for one in figures)),), figures[0].unit)


def _strip(label: str) -> str:
    return re.sub("<[^>]+>", "", html.unescape(re.sub(r"<br\s*/?>", " ", label)))


def list_lines(panels: Sequence[Dated]) -> Native | None:
    """Return panels as lines over days, a series each; None where a doubt would be lost, or units differ."""
    points = [point for panel in panels for point in panel.points]
    units = {figure.unit for _, figure in points}
    if len(units) != 1 or not all(is_plain(figure) for _, figure in points):
        return None
    days = sorted({at.date().isoformat() for at, _ in points})
    if len(days) < FEWEST:
        return None
    series = tuple((panel.heading, tuple(_find(panel, day) for day in days)) for panel in panels)
    return Native("line", tuple(days), series, units.pop())


def _find(panel: Dated, day: str) -> float | None:
    """Return the last number of a day."""
    found = [figure.value for at, figure in panel.points if at.date().isoformat() == day]
    return None if not found or found[-1] is None else float(found[-1])
