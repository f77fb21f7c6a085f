"""Copies of one statement, taken together whatever number of reports print them."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from dashboard.compare import topic_of
from dashboard.records.reported import ReportedFigure

T = TypeVar("T")


def group(records: Iterable[T], key: Callable[[T], Any]) -> dict[Any, list[T]]:
    """Gather records by a key, groups and records in their order."""
    groups: dict[Any, list[T]] = {}
    for record in records:
        groups.setdefault(key(record), []).append(record)
    return groups


class Copies(NamedTuple):
    """One statement and all figures that carry it: ``figure`` stands for them, in so many reports."""

    figure: ReportedFigure
    figures: Sequence[ReportedFigure]
    reports: int


def gather_copies(figures: Iterable[ReportedFigure]) -> list[Copies]:
    """Take together what one voice says in the same words of the same people, place and days, in their order."""

    def scope(figure: ReportedFigure) -> object:
        voice = figure.said.voice.id if figure.said.credited else None
        return *topic_of(figure).key[:3], figure.cause, figure.responsible, figure.window, voice, figure.written

    return [Copies(same[0], same, len({one.source.id for one in same})) for same in group(figures, scope).values()]


def list_figures(copies: Iterable[Copies]) -> list[ReportedFigure]:
    """List all figures of statements."""
    return [figure for one in copies for figure in one.figures]
