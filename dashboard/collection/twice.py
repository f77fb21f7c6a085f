"""What may be counted twice: figures that must not be added, one event under two dates."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from dashboard.collection.faults import Fault, show
from dashboard.collection.vocabulary import Vocabulary, follow
from dashboard.records.reported import ReportedFigure


def explain_refusal(figures: Sequence[ReportedFigure], vocabulary: Vocabulary) -> str | None:
    """Return why these figures must not be added, or None where they may (``add_bounds``)."""
    for figure in figures:
        if figure.indicator.is_share:
            number = f"{figure.written} {figure.indicator.unit}"
            return f"{figure.id} is {number}, and shares of different wholes have no sum"
    named = {figure.id: figure for figure in figures}
    pairs = combinations(figures, 2)
    reasons = (_refuse_kind(*pair) or _refuse_overlap(*pair, named, vocabulary) for pair in pairs)
    return next(filter(None, reasons), None)


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
    one: ReportedFigure, other: ReportedFigure, named: Mapping[str, ReportedFigure], vocabulary: Vocabulary
) -> str | None:
    """Refuse what may count the same twice."""
    ids, around = f"{one.id} and {other.id}", vocabulary.place_containers
    if other.id in follow(one.id, named, "part_of") or one.id in follow(other.id, named, "part_of"):
        return f"{ids}: one is part of the other, so adding counts it twice"
    if one.statement is not None and (one.statement, one.group) == (other.statement, other.group):
        return f"{ids} are one statement of one voice"
    if _adjoin(one, other):
        return f"{ids}: the same voice has the same number on adjoining days, perhaps one event under two dates"
    places_meet = one.place.id in around[other.place.id] or other.place.id in around[one.place.id]
    if not places_meet or _exclude_each_other(one, other):
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


def _exclude_each_other(one: ReportedFigure, other: ReportedFigure) -> bool:
    """Whether nobody can be in both: groups of one partition, or one voice that holds two sides responsible."""
    if one.group is not None and other.group is not None and one.group != other.group:
        return one.group.partition is not None and one.group.partition == other.group.partition
    sides = (one.responsible, other.responsible)
    return None not in sides and sides[0] != sides[1] and one.said.voice == other.said.voice


def _adjoin(one: ReportedFigure, other: ReportedFigure) -> bool:
    """Whether one voice gives the same number for the same thing on adjoining days: perhaps one event, dated twice."""
    if _number_key(one) != _number_key(other) or one.source.id == other.source.id:
        return False
    first, second = one.window.first_day, other.window.first_day
    if first is None or second is None or (first, second) != (one.window.last_day, other.window.last_day):
        return False
    return abs((second - first).days) == 1


def _number_key(figure: ReportedFigure) -> tuple[object, ...]:
    group = figure.group.id if figure.group else None
    number = (figure.value, figure.value_low, figure.value_high, figure.qualifier)
    return (figure.said.voice.id, figure.indicator.id, group, figure.place.id, figure.counting, *number)


def list_warnings(figures: Iterable[ReportedFigure]) -> Iterator[Fault]:
    """Yield what is likely entered twice, and is no fault: one voice's same number on adjoining days."""
    alike: dict[tuple[object, ...], list[ReportedFigure]] = defaultdict(list)
    for figure in figures:
        if figure.counting == "period" and figure.value is not None and figure.window.closed:
            alike[_number_key(figure)].append(figure)
    for several in alike.values():
        for one, other in pairwise(sorted(several, key=lambda figure: (str(figure.window.first_day), figure.id))):
            if _adjoin(one, other):
                found = f"{show(one.said.voice.name)} has {one.written} on the day before too, in {show(one.id)}"
                yield Fault(other.source.id, other.id, f"{found}: perhaps one event under two dates", left_out=False)
