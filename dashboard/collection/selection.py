"""The one selection that every page carries in its URL: which reports and figures, which figure or topic is open.

:func:`read_selection` reads it from URL parameters and tells of what makes no sense; :meth:`Selection.choose` applies
it to a collection; :meth:`Selection.write_query` writes it back.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

from dashboard.collection.collection import Collection
from dashboard.collection.faults import find_nearest, show
from dashboard.collection.vocabulary import names_of
from dashboard.records.folding import fold_searched
from dashboard.records.model import BASES, COUNTINGS, QUALIFIERS, SPEAKER_TYPES
from dashboard.records.moments import Window
from dashboard.records.reported import ReportedFigure

MAX_VALUES = 200
MAX_TEXT = 200
STANDINGS = ("revised", "updated", "contradicted", "corroborated", "repeated", "one_voice", "not_comparable")
LENGTHS = ("hours", "day", "week", "longer", "open")
ANY_DAY = "any"
ALL_GROUPS = "all"

StandingOf = Callable[[ReportedFigure], str]


@dataclass(frozen=True)
class Asked:
    """The topic that is asked: what, who (None all), where, and when (None any day)."""

    indicator: str
    group: str | None
    place: str
    day: date | None


@dataclass(frozen=True)
class Selection:
    """A choice of figures; an empty part chooses all. :data:`PARAMETERS` has the URL's name of each part.

    ``place`` chooses what lies within it, too; ``group`` only the group itself; ``day``, ``start`` and ``end``
    choose figures of which some part lies on the day, or between the days. ``figure`` and ``topic`` choose nothing:
    they say what is open.
    """

    reports: tuple[str, ...] = ()
    indicator: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    day: tuple[date, ...] = ()
    start: date | None = None
    end: date | None = None
    length: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    speaker_type: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    qualifier: tuple[str, ...] = ()
    counting: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()
    text: str = ""
    figure: str | None = None
    topic: Asked | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it chooses everything."""
        return replace(self, figure=None, topic=None) == Selection()

    def without(self, *names: str) -> Selection:
        """Return the selection with these parts empty."""
        empty: dict[str, Any] = {part.name: part.default for part in fields(self) if part.name in names}
        return replace(self, **empty)

    def write_query(self, **more: str) -> str:
        """Write the selection as a URL query, without the question mark; an empty one gives only *more*."""
        return urlencode([*self.parameters(), *more.items()])

    def parameters(self) -> Iterator[tuple[str, str]]:
        """Yield (parameter, value) for each value, in a fixed order."""
        for name, parameter in PARAMETERS.items():
            value = getattr(self, name)
            for one in value if isinstance(value, tuple) else (value,):
                if one not in (None, ""):
                    yield parameter, str(one)
        if self.topic is not None:
            yield "about", self.topic.indicator
            yield "who", self.topic.group or ALL_GROUPS
            yield "where", self.topic.place
            yield "when", str(self.topic.day or ANY_DAY)

    def choose(self, collection: Collection, standing_of: StandingOf | None = None) -> Collection:
        """Return what the selection chooses: figures by every part; gaps, statements and events by those they have.

        ``standing`` needs *standing_of*, which the comparison gives; without it that part is passed over.
        """
        if self.is_empty or (standing_of is None and self.without("standing").is_empty):
            return collection
        tests = _tests_of(self, collection, standing_of)
        shared = [tests[name] for name in ("indicator", "place", "day", "start") if name in tests]
        return collection.cut(
            f"select {self.without('figure', 'topic').write_query()}",
            reports=frozenset(self.reports) if self.reports else None,
            keep=lambda figure: all(test(figure) for test in tests.values()),
            keep_other=lambda entry: all(test(entry) for test in shared),
        )


def length_of(window: Window) -> str:
    """Return how long a window is: part of a day or a night, a day, up to a week, longer, or open."""
    if window.starts is None or window.ends is None:
        return "open"
    days = (window.ends - window.starts).total_seconds() / 86_400
    if window.has_hours and days <= 1:
        return "hours"
    return "day" if days <= 1 else "week" if days <= 7 else "longer"


# The URL's name of each part of a selection, and its label on the page where it has one.
_NAMES = {
    "reports": ("source", "report"),
    "indicator": ("indicator", "indicator"),
    "group": ("group", "who is counted"),
    "place": ("place", "place"),
    "day": ("day", "day"),
    "start": ("from", "from"),
    "end": ("to", "to"),
    "length": ("length", "length of time"),
    "speaker": ("speaker", "speaker"),
    "speaker_type": ("speaker_type", "kind of speaker"),
    "via": ("via", "carrier"),
    "basis": ("basis", "basis"),
    "qualifier": ("qualifier", "qualifier"),
    "counting": ("counting", "counting"),
    "standing": ("standing", "standing"),
    "text": ("text", "text"),
    "figure": ("figure", None),
}
PARAMETERS = {name: parameter for name, (parameter, _) in _NAMES.items()}
LABELS = {name: label for name, (_, label) in _NAMES.items() if label}
TOPIC_PARAMETERS = ("about", "who", "where", "when")
_TABLES = {"place": "places", "indicator": "indicators", "group": "groups", "speaker": "speakers"} | {
    "about": "indicators",
    "who": "groups",
    "where": "places",
}
_FIXED: dict[str, tuple[str, ...]] = {
    "length": LENGTHS,
    "speaker_type": SPEAKER_TYPES,
    "basis": BASES,
    "qualifier": QUALIFIERS,
    "counting": COUNTINGS,
    "standing": STANDINGS,
}
_VALUE_OF: dict[str, Callable[[ReportedFigure], str | None]] = {
    "reports": attrgetter("source.id"),
    "indicator": attrgetter("indicator.id"),
    "group": lambda figure: figure.group.id if figure.group else None,
    "speaker": attrgetter("said.speaker.id"),
    "speaker_type": attrgetter("said.speaker.type"),
    "via": attrgetter("said.via"),
    **{name: attrgetter(name) for name in ("basis", "qualifier", "counting")},
    "length": lambda figure: length_of(figure.window),
}


def _tests_of(
    selection: Selection, collection: Collection, standing_of: StandingOf | None
) -> dict[str, Callable[[Any], bool]]:
    """Return what each part that is not empty asks of a figure; indicator, place and days are asked of any entry."""
    tests: dict[str, Callable[[Any], bool]] = {}
    for name, value_of in _VALUE_OF.items():
        if wanted := frozenset(getattr(selection, name)):
            tests[name] = lambda figure, wanted=wanted, value_of=value_of: value_of(figure) in wanted  # type: ignore[misc]
    if selection.indicator:
        tests["indicator"] = lambda entry: not hasattr(entry, "indicator") or entry.indicator.id in selection.indicator
    if selection.place:
        containers, places = collection.vocabulary.place_containers, frozenset(selection.place)
        tests["place"] = lambda entry: entry.place is not None and not places.isdisjoint(containers[entry.place.id])
    if selection.day:
        tests["day"] = lambda entry: any(entry.window.covers_day(day) for day in selection.day)
    if selection.start or selection.end:
        asked = Window(selection.start, selection.end)
        tests["start"] = lambda entry: entry.window.known and entry.window.overlaps(asked)
    if selection.standing and standing_of is not None:
        tests["standing"] = lambda figure: standing_of(figure) in selection.standing
    if selection.text:
        tests["text"] = matches_text(selection.text, collection)
    return tests


def list_choices(collection: Collection, name: str) -> tuple[str, ...]:
    """Return the values that a part can take in this collection; those of a place count what lies within."""
    if name == "day":
        days = {day for figure in collection.figures for day in (figure.window.first_day, figure.window.last_day)}
        return tuple(day.isoformat() for day in sorted(day for day in days if day is not None))
    if name == "place":
        containers = collection.vocabulary.place_containers
        places = {figure.place.id for figure in collection.figures}
        return tuple(sorted({container for place in places for container in containers[place]}))
    if name == "reports":
        return tuple(collection.reports)
    if name == "standing":
        return STANDINGS
    found = {_VALUE_OF[name](figure) for figure in collection.figures}
    order = _FIXED.get(name) or sorted(value for value in found if value is not None)
    return tuple(value for value in order if value in found)


def count_choices(
    selection: Selection, collection: Collection, name: str, standing_of: StandingOf | None = None
) -> Mapping[str, int]:
    """Return how many figures each value of a part would leave, given all other parts of the selection."""
    left = selection.without(name).choose(collection, standing_of)
    if name == "place":
        containers = collection.vocabulary.place_containers
        return Counter(container for figure in left.figures for container in containers[figure.place.id])
    if name == "standing":
        return Counter() if standing_of is None else Counter(standing_of(figure) for figure in left.figures)
    return Counter(value for figure in left.figures if (value := _VALUE_OF[name](figure)) is not None)


def explain_empty(
    selection: Selection, collection: Collection, standing_of: StandingOf | None = None
) -> list[tuple[str, int]]:
    """Return the parts whose loosening would bring figures back, with how many, best first."""
    names = [name for name in LABELS if getattr(selection, name)]
    counts = [(name, len(selection.without(name).choose(collection, standing_of).figures)) for name in names]
    return sorted(((name, count) for name, count in counts if count), key=lambda pair: -pair[1])


def read_selection(parameters: Mapping[str, Sequence[str]], collection: Collection) -> tuple[Selection, list[str]]:
    """Read the selection from URL parameters (name -> values, as a URL may repeat a name).

    Returns it and a line for each value that makes no sense, naming the nearest that does; those values are left
    out. Parameters of other names are not ours and are passed over.
    """
    return _Reader(parameters, collection).read()


class _Reader:
    """One reading of URL parameters."""

    def __init__(self, parameters: Mapping[str, Sequence[str]], collection: Collection) -> None:
        self.parameters = parameters
        self.collection = collection
        self.problems: list[str] = []

    def read(self) -> tuple[Selection, list[str]]:
        parts: dict[str, Any] = {}
        for name, parameter in PARAMETERS.items():
            values = self._values_of(parameter)
            if not values:
                continue
            if name == "text":
                parts[name] = self._read_text(values)
            elif name in ("start", "end"):
                parts[name] = self._read_day(parameter, values[-1])
            elif name == "day":
                days = (self._read_day(parameter, value) for value in values)
                parts[name] = tuple(dict.fromkeys(day for day in days if day is not None))
            elif name == "figure":
                known = [figure.id for figure in self.collection.whole.figures]
                parts[name] = next(iter(self._read_known(parameter, values[-1:], known)), None)
            else:
                known = list(_FIXED.get(name) or list_choices(self.collection, name))
                parts[name] = self._read_known(parameter, values, known)
        return Selection(**parts, topic=self._read_topic()), self.problems

    def _values_of(self, parameter: str) -> list[str]:
        values = [value for value in self.parameters.get(parameter, ()) if value.strip()]
        if len(values) > MAX_VALUES:
            found = f"{len(values)} values, expected at most {MAX_VALUES}"
            self.problems.append(f"{parameter}: {found}; the first {MAX_VALUES} are used")
        return values[:MAX_VALUES]

    def _read_text(self, values: Sequence[str]) -> str:
        text = " ".join(" ".join(values).split())
        if len(text) > MAX_TEXT:
            found = f"{len(text)} characters, expected at most {MAX_TEXT}"
            self.problems.append(f"text: {found}; the first {MAX_TEXT} are used")
        return text[:MAX_TEXT]

    def _read_known(self, parameter: str, values: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
        here = set(known)
        unknown = [value for value in dict.fromkeys(values) if value not in here]
        for value in unknown[:5]:
            self.problems.append(f"{parameter}: {show(value, 60)} is not here, {self._expect(parameter, value, known)}")
        if len(unknown) > 5:
            self.problems.append(f"{parameter}: {len(unknown) - 5} more values that are not here")
        return tuple(value for value in dict.fromkeys(values) if value in here)

    def _expect(self, parameter: str, value: str, known: Sequence[str]) -> str:
        """Return what is expected: the nearest value, sought in names and aliases too, else the first few."""
        table = _TABLES.get(parameter)
        near = self.collection.vocabulary.find(table, value) if table else find_nearest(value, tuple(known))
        if near is not None and near in known:
            return f"nearest: {show(near)}"
        if not known:
            return "expected none: no figure has one"
        return f"expected one of {', '.join(known[:8])}{' …' if len(known) > 8 else ''}"

    def _read_day(self, parameter: str, value: str) -> date | None:
        try:
            if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
                raise ValueError
            return date.fromisoformat(value)
        except ValueError:
            self.problems.append(f"{parameter}: {show(value, 60)} is no day, expected one such as 2016-09-23")
            return None

    def _read_topic(self) -> Asked | None:
        """Read about, who, where and when; without a known what and where there is no topic."""
        asked = {parameter: self._values_of(parameter)[-1:] for parameter in TOPIC_PARAMETERS}
        if not any(asked.values()):
            return None
        for parameter, kind in (("about", "an indicator"), ("where", "a place")):
            if not asked[parameter]:
                self.problems.append(f"{parameter}: missing, expected the id of {kind}")
        words = self.collection.vocabulary
        what = self._read_known("about", asked["about"], list(words.indicators))
        where = self._read_known("where", asked["where"], list(words.places))
        who = () if asked["who"] == [ALL_GROUPS] else self._read_known("who", asked["who"], list(words.groups))
        day = None if asked["when"] in ([], [ANY_DAY]) else self._read_day("when", asked["when"][0])
        return Asked(what[0], who[0] if who else None, where[0], day) if what and where else None


_folded: WeakKeyDictionary[Collection, dict[str, str]] = WeakKeyDictionary()
_fold = lru_cache(maxsize=10_000)(fold_searched)


def matches_text(text: str, collection: Collection) -> Callable[[ReportedFigure], bool]:
    """Return the test whether a figure of *collection* holds every word of *text*, whatever its spelling."""
    words = fold_searched(text).split()
    index = search_index(collection)
    return lambda figure: all(word in index[figure.id] for word in words)


def search_index(collection: Collection) -> dict[str, str]:
    """Return the folded words of each figure by id; made once for a whole collection, for it is asked at every key."""
    whole = collection.whole
    if whole not in _folded:
        _folded[whole] = {
            figure.id: " ".join(_fold(text) for text in _texts_of(figure, whole) if text) for figure in whole.figures
        }
    return _folded[whole]


def _texts_of(figure: ReportedFigure, collection: Collection) -> Iterator[str | None]:
    """Yield what a figure is found by; its place goes by the names of all that contain it, too."""
    said = figure.said
    yield from (figure.id, figure.quote, figure.counts, figure.caveat, figure.wording, figure.responsible, figure.cause)
    yield from (figure.place_as_written, figure.place_basis, figure.date_as_written, said.speaker_as_written, said.via)
    yield from (figure.source.title, figure.source.publisher)
    words = collection.vocabulary
    around = (words.places[name] for name in words.place_containers[figure.place.id])
    for word in (figure.indicator, figure.group, said.speaker, said.voice, *around):
        yield from names_of(word) if word else ()


assert set(PARAMETERS) | {"topic"} == {part.name for part in fields(Selection)}
