"""Which figures may be added, and what their sum can say: over bounds, refused with the reason where it would lie."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from dashboard.collection.hints import same_on_adjoining_day
from dashboard.collection.vocabulary import Vocabulary, follow
from dashboard.records.quantity import Bounds, add_bounds
from dashboard.records.reported import ReportedFigure


def add_figures(figures: Sequence[ReportedFigure]) -> Bounds:
    """Return the bounds of the sum; ask :func:`explain_refusal` first whether there is one."""
    return add_bounds([figure.bounds for figure in figures])


def explain_refusal(figures: Sequence[ReportedFigure], vocabulary: Vocabulary) -> str | None:
    """Return why these figures must not be added, or None where they may."""
    for figure in figures:
        if figure.indicator.is_share:
            number = f"{figure.written} {figure.indicator.unit}"
            return f"{figure.id} is {number}, and shares of different wholes have no sum"
    named = {figure.id: figure for figure in figures}
    reasons = (
        reason
        for one, other in combinations(figures, 2)
        if (reason := _refuse_kind(one, other) or _refuse_overlap(one, other, named, vocabulary))
    )
    return next(reasons, None)


def _refuse_kind(one: ReportedFigure, other: ReportedFigure) -> str | None:
    """Refuse what counts different things or runs in different ways."""
    if one.indicator.unit != other.indicator.unit:
        return f"{one.indicator.unit} and {other.indicator.unit} are different units"
    if one.indicator.id != other.indicator.id:
        return f"{one.indicator.label.lower()} and {other.indicator.label.lower()} are different things"
    if one.is_forecast != other.is_forecast:
        forecast, counted = (one, other) if one.is_forecast else (other, one)
        return f"{forecast.id} is a forecast, and {counted.id} was counted"
    if one.group != other.group and any(group is not None and group.mixed for group in (one.group, other.group)):
        found = f"{one.unit} and {other.unit}: one mixes what the other keeps apart"
        return f"{found}, so the sum would count nobody clearly"
    return None


def _refuse_overlap(
    one: ReportedFigure, other: ReportedFigure, named: dict[str, ReportedFigure], vocabulary: Vocabulary
) -> str | None:
    """Refuse what may count the same twice."""
    ids = f"{one.id} and {other.id}"
    if other.id in follow(one.id, named, "part_of") or one.id in follow(other.id, named, "part_of"):
        return f"{ids}: one is part of the other, so adding counts it twice"
    if one.statement is not None and (one.statement, one.group) == (other.statement, other.group):
        return f"{ids} are one statement of one voice"
    if same_on_adjoining_day(one, other):
        return f"{ids}: the same voice has the same number on adjoining days, perhaps one event under two dates"
    if not _places_meet(one, other, vocabulary) or _exclude_each_other(one, other):
        return None
    for figure in (one, other):
        if figure.counting in ("period", "total") and not (figure.days_stated and figure.window.closed):
            return f"the days of {figure.id} are not all stated, so the same may be counted twice"
    if one.counting == other.counting == "total":
        return f"{ids} are running totals, and the later one contains the earlier"
    if "state" in (one.counting, other.counting):
        return f"{ids} hold at a time, so the same may be counted on each of the days"
    if one.window.overlaps(other.window):
        return f"{ids} overlap in place and time, so the same may be counted twice"
    return None


def _places_meet(one: ReportedFigure, other: ReportedFigure, vocabulary: Vocabulary) -> bool:
    """Whether the two places are the same, or one contains the other."""
    containers = vocabulary.place_containers
    return one.place.id in containers[other.place.id] or other.place.id in containers[one.place.id]


def _exclude_each_other(one: ReportedFigure, other: ReportedFigure) -> bool:
    """Whether nobody can be in both: groups of one partition, or one voice that holds two sides responsible."""
    if one.group is not None and other.group is not None and one.group != other.group:
        return one.group.partition is not None and one.group.partition == other.group.partition
    sides = (one.responsible, other.responsible)
    return None not in sides and sides[0] != sides[1] and one.said.voice == other.said.voice
