"""What deserves a second look: one event under two dates, one voice under two ids. Warnings leave nothing out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import pairwise

from dashboard.collection.faults import Fault, show
from dashboard.collection.vocabulary import Vocabulary, names_of
from dashboard.records.folding import fold_searched
from dashboard.records.reported import ReportedFigure

# A person's or a body's name as a report writes it: two or more words with a capital, "al-" and "of" between them.
_PROPER_NAME = re.compile(r"[^\W\d_a-z][\w'’-]+(?:\s+(?:(?:of|for|the|and|in)\s+)?(?:[Aa]l-)?[^\W\d_a-z][\w'’-]+)+")


def list_warnings(figures: Iterable[ReportedFigure], vocabulary: Vocabulary) -> Iterator[Fault]:
    """Yield what is likely entered twice: a number on adjoining days, a speaker under two ids."""
    figures = tuple(figures)
    yield from _adjoining_days(figures)
    yield from _double_speakers(figures, vocabulary)


def same_on_adjoining_day(one: ReportedFigure, other: ReportedFigure) -> bool:
    """Whether one voice gives the same number for the same thing on adjoining days: perhaps one event, dated twice."""
    if _number_key(one) != _number_key(other) or one.source.id == other.source.id:
        return False
    first, second = sorted((one, other), key=lambda figure: str(figure.window.first_day))
    last, begins = first.window.last_day, second.window.first_day
    days = (first.window, second.window)
    return (
        last is not None
        and begins is not None
        and last < begins <= last + timedelta(days=1)
        and all(window.first_day == window.last_day for window in days)
    )


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
    """Yield pairs of speakers that go by the same name, be it a person's or an institution's, and are not joined."""
    named: dict[str, dict[str, None]] = defaultdict(dict)
    for speaker in vocabulary.speakers.values():
        for name in names_of(speaker):
            named[fold_searched(name)][speaker.id] = None
    for figure in figures:
        said = figure.said
        if said.speaker_as_written and said.credited and said.voice is said.speaker:
            for name in _PROPER_NAME.findall(said.speaker_as_written):
                named[fold_searched(name)][said.speaker.id] = None
    told: set[frozenset[str]] = set()
    for name, ids in named.items():
        for one, other in pairwise(sorted(ids)):
            if frozenset((one, other)) not in told and not _are_joined(one, other, vocabulary):
                told.add(frozenset((one, other)))
                found = f"{show(one)} and {show(other)} both go by {show(name)}: perhaps one voice"
                yield Fault("speakers.csv", one, f"{found}; member_of, repeats or an alias would join them", False)


def _are_joined(one: str, other: str, vocabulary: Vocabulary) -> bool:
    def body(name: str) -> str:
        return vocabulary.bodies[vocabulary.voices[name].id].id

    return body(one) == body(other)
