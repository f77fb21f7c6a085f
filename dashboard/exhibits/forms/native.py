"""What an office program can draw itself without losing a doubt: exact numbers on one axis, and nothing else."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from dashboard.exhibits.exhibit import Native
from dashboard.records.quantity import write_number
from dashboard.records.reported import ReportedFigure

if TYPE_CHECKING:
    from dashboard.exhibits.forms.lines import LineSection
    from dashboard.exhibits.forms.series import Panel

FEWEST = 2


def is_plain(figure: ReportedFigure | None) -> bool:
    """Whether a number says all there is: no minimum, estimate, forecast or part of a whole."""
    return figure is not None and figure.value is not None and figure.written == write_number(figure.value)


def list_bars(sections: Sequence[LineSection]) -> Native | None:
    """Return rows as bars; None where a gap, a sum or a doubt would be lost, or units differ."""
    rows = [(section.heading, line, line.figure) for section in sections for line in section.lines]
    figures = [figure for _, line, figure in rows if figure is not None and is_plain(figure) and line.at is None]
    if len(figures) < len(rows) or len(rows) < FEWEST or len({figure.unit for figure in figures}) > 1:
        return None
    several = len(sections) > 1
    names = tuple(
        ": ".join(filter(None, (heading if several else "", _write_label(line.label, line.below))))
        for heading, line, _ in rows
    )
    return Native("bar", names, ((figures[0].unit, tuple(float(one.value or 0) for one in figures)),), figures[0].unit)


def _write_label(label: str, below: str) -> str:
    text = html.unescape(re.sub(r"<br\s*/?>", " ", label))
    return f"{re.sub('<[^>]+>', '', text)} ({below})" if below else re.sub("<[^>]+>", "", text)


def list_lines(panels: Sequence[Panel]) -> Native | None:
    """Return panels as lines over days, a series each; None where a doubt would be lost, or units differ."""
    points = [point for panel in panels for point in panel.points]
    units = {point.figure.unit for point in points}
    if len(units) != 1 or not all(is_plain(point.figure) for point in points):
        return None
    days = sorted({_day(point.at) for point in points})
    if len(days) < FEWEST:
        return None
    series = tuple((panel.heading, tuple(_find(panel, day) for day in days)) for panel in panels)
    return Native("line", tuple(days), series, units.pop())


def _day(at: datetime) -> str:
    return at.date().isoformat()


def _find(panel: Panel, day: str) -> float | None:
    """Return the last number of a day."""
    found = [point.figure.value for point in panel.points if _day(point.at) == day]
    return None if not found or found[-1] is None else float(found[-1])
