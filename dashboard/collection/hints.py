"""What deserves a second look: one event under two dates, one voice under two ids. Warnings leave nothing out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from dashboard.collection.faults import Fault, show
from dashboard.collection.vocabulary import Vocabulary, names_of
from dashboard.records.folding import fold_searched
from dashboard.records.reported import ReportedFigure

# A person's or a body's name as a report writes it: two or more words with a capital, "al-" and "of" between them.
_CAPITAL = r"(?:[Aa]l-)?[^\W\d_a-z][\w'’-]*\.?"
_PROPER_NAME = re.compile(rf"{_CAPITAL}(?:\s+(?:(?:of|for|the|and|in)\s+)?{_CAPITAL})+")


def list_warnings(figures: Iterable[ReportedFigure], vocabulary: Vocabulary) -> Iterator[Fault]:
    """Yield what is likely entered twice: a number on adjoining days, a speaker under two ids."""
    yield from _adjoining_days(figures)
    yield from _double_speakers(figures, vocabulary)


def same_on_adjoining_day(one: ReportedFigure, other: ReportedFigure) -> bool:
    """Whether one voice gives the same number for the same thing on adjoining days: perhaps one event, dated twice."""
    if _number_key(one) != _number_key(other) or one.source.id == other.source.id:
        return False
    first, second = sorted((one.window, other.window), key=lambda window: str(window.first_day))
    one_day_each = first.first_day == first.last_day and second.first_day == second.last_day
    if not one_day_each or first.last_day is None or second.first_day is None:
        return False
    return (second.first_day - first.last_day).days == 1


def _number_key(figure: ReportedFigure) -> tuple[object, ...]:
    group = figure.group.id if figure.group else None
    number = (figure.value, figure.value_low, figure.value_high, figure.qualifier)
    return (figure.said.voice.id, figure.indicator.id, group, figure.place.id, figure.counting, *number)


def _adjoining_days(figures: Iterable[ReportedFigure]) -> Iterator[Fault]:
    alike: dict[tuple[object, ...], list[ReportedFigure]] = defaultdict(list)
    for figure in figures:
        if figure.counting == "period" and figure.value is not None and figure.window.closed:
            alike[_number_key(figure)].append(figure)
    for several in alike.values():
        ordered = sorted(several, key=lambda figure: (str(figure.window.first_day), figure.id))
        for one, other in pairwise(ordered):
            if same_on_adjoining_day(one, other):
                found = f"{show(one.said.voice.name)} has {one.written} on the day before too, in {show(one.id)}"
                yield Fault(other.source.id, other.id, f"{found}: perhaps one event under two dates", left_out=False)


def _double_speakers(figures: Iterable[ReportedFigure], vocabulary: Vocabulary) -> Iterator[Fault]:
    """Yield pairs of speakers that go by one name or one surname and are not joined."""
    seen: set[tuple[str, str]] = set()
    for name, ids in _index_names(figures, vocabulary).items():
        for one, other in pairwise(sorted(ids)):
            bodies = {vocabulary.bodies[vocabulary.voices[speaker].id].id for speaker in (one, other)}
            if (one, other) not in seen and len(bodies) > 1:
                seen.add((one, other))
                found = f"{show(one)} and {show(other)} both go by {show(name)}: perhaps one voice"
                yield Fault("speakers.csv", one, f"{found}; member_of, repeats or an alias would join them", False)


def _index_names(figures: Iterable[ReportedFigure], vocabulary: Vocabulary) -> dict[str, set[str]]:
    """Return the speakers that go by each name: their names and aliases, and what reports call them."""
    called: dict[str, set[str]] = {speaker.id: set(speaker.aliases) for speaker in vocabulary.speakers.values()}
    for figure in figures:
        if figure.said.credited and figure.said.speaker_as_written:
            called[figure.said.speaker.id].add(figure.said.speaker_as_written)
    # What stands in the name of a body ("Rights", "Council") is no surname.
    common = {word for speaker in vocabulary.speakers.values() for word in fold_searched(speaker.name).split()}
    index: dict[str, set[str]] = defaultdict(set)
    for speaker in vocabulary.speakers.values():
        for name in names_of(speaker):
            index[fold_searched(name)].add(speaker.id)
        for text in called[speaker.id]:
            for name in map(fold_searched, _PROPER_NAME.findall(text)):
                index[name].add(speaker.id)
                surname = name.rpartition(" ")[2]
                if surname not in common:
                    index[surname].add(speaker.id)
    return index
