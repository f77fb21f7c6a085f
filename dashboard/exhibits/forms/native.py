"""What an office program can draw itself without losing a doubt: exact numbers on one axis, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from dashboard.exhibits.exhibit import Native
from dashboard.records.quantity import write_number
from dashboard.records.reported import ReportedFigure

FEWEST = 2


def is_plain(figure: ReportedFigure | None) -> bool:
    """Whether a number says all there is: no minimum, estimate, forecast or part of a whole."""
    return figure is not None and figure.value is not None and figure.written == write_number(figure.value)


def make_native(
    kind: Literal["bar", "line"], points: Iterable[tuple[str, str, ReportedFigure | None]]
) -> Native | None:
    """Return *points* (series, category, figure) as bars or lines; the last number of a category stands.

    None where a gap, a sum or a doubt would be lost, where units differ, or bars would lie over each other.
    """
    listed = list(points)
    values = {(name, place): figure for name, place, figure in listed if figure and is_plain(figure)}
    lost = len(values) < len(listed) if kind == "bar" else not all(is_plain(figure) for *_, figure in listed)
    units, names = {figure.unit for figure in values.values()}, dict.fromkeys(name for name, _, _ in listed)
    places = list(dict.fromkeys(place for _, place, _ in listed))
    if lost or len(units) != 1 or len(places) < FEWEST:
        return None
    places.sort(key=str if kind == "line" else lambda _: "")
    numbers = {key: float(figure.value or 0) for key, figure in values.items()}
    series = tuple((name, tuple(numbers.get((name, place)) for place in places)) for name in names)
    return Native(kind, tuple(places), series, units.pop())
