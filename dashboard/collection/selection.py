"""The one selection that every page carries in its URL: which reports and figures, which figure or topic is open.

:func:`read_selection` reads it from URL parameters and tells of what makes no sense; :meth:`Selection.choose` applies
it to a collection; :meth:`Selection.write_query` writes it back.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

from dashboard.collection.collection import Collection
from dashboard.collection.faults import find_nearest, show
from dashboard.collection.vocabulary import Vocabulary, names_of
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
Cut = TypeVar("Cut", str, list[str])


@dataclass(frozen=True)
class Asked:
    """The topic that is asked: what, who (None all), where, and when (None any day)."""

    indicator: str
    group: str | None
    place: str
    day: date | None


def length_of(window: Window) -> str:
    """Return how long a window is: part of a day or a night, a day, up to a week, longer, or open."""
    if window.starts is None or window.ends is None:
        return "open"
    days = (window.ends - window.starts).total_seconds() / 86_400
    if window.has_hours and days <= 1:
        return "hours"
    return "day" if days <= 1 else "week" if days <= 7 else "longer"


class _Part(NamedTuple):
    """A part of a selection: its name in a URL, its label on a page, what a figure has of it, what it may be."""

    parameter: str
    label: str | None = None
    value_of: Callable[[ReportedFigure], str | None] | None = None
    table: str | None = None
    choices: tuple[str, ...] = ()


def _part(*facts: Any, default: Any = ()) -> Any:
    return field(default=default, metadata={"part": _Part(*facts)})


@dataclass(frozen=True)
class Selection:
    """A choice of figures; an empty part chooses all. :data:`PARAMETERS` has the URL's name of each part.

    ``place`` chooses what lies within it, too; ``group`` only the group itself; ``day``, ``start`` and ``end``
    choose figures of which some part lies on the day, or between the days. ``figure`` and ``topic`` choose nothing:
    they say what is open.
    """

    reports: tuple[str, ...] = _part("source", "report", attrgetter("source.id"))
    indicator: tuple[str, ...] = _part("indicator", "indicator", attrgetter("indicator.id"), "indicators")
    group: tuple[str, ...] = _part("group", "who is counted", lambda one: one.group and one.group.id, "groups")
    place: tuple[str, ...] = _part("place", "place", None, "places")
    day: tuple[date, ...] = _part("day", "day")
    start: date | None = _part("from", "from", default=None)  # noqa: RUF009
    end: date | None = _part("to", "to", default=None)  # noqa: RUF009
    length: tuple[str, ...] = _part("length", "length of time", lambda one: length_of(one.window), None, LENGTHS)
    speaker: tuple[str, ...] = _part("speaker", "speaker", attrgetter("said.speaker.id"), "speakers")
    speaker_type: tuple[str, ...] = _part(
        "speaker_type", "kind of speaker", attrgetter("said.speaker.type"), None, SPEAKER_TYPES
    )
    via: tuple[str, ...] = _part("via", "carrier", attrgetter("said.via"))
    basis: tuple[str, ...] = _part("basis", "basis", attrgetter("basis"), None, BASES)
    qualifier: tuple[str, ...] = _part("qualifier", "qualifier", attrgetter("qualifier"), None, QUALIFIERS)
    counting: tuple[str, ...] = _part("counting", "counting", attrgetter("counting"), None, COUNTINGS)
    standing: tuple[str, ...] = _part("standing", "standing", None, None, STANDINGS)
    text: str = _part("text", "text", default="")
    figure: str | None = _part("figure", default=None)
    topic: Asked | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it chooses everything."""
        return replace(self, figure=None, topic=None) == Selection()

    def without(self, *names: str) -> "Selection":
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
        tests = dict(_list_tests(self, collection, standing_of))
        shared = [tests[name] for name in ("indicator", "place", "day", "start") if name in tests]

        def keep(entry: Any) -> bool:
            return all(test(entry) for test in (tests.values() if isinstance(entry, ReportedFigure) else shared))

        how = f"select {self.without('figure', 'topic').write_query()}"
        return collection.cut(how, self.reports or None, keep)


_PARTS: dict[str, _Part] = {part.name: part.metadata["part"] for part in fields(Selection) if part.metadata}
PARAMETERS = {name: part.parameter for name, part in _PARTS.items()}
LABELS = {name: part.label for name, part in _PARTS.items() if part.label}
TOPIC_PARAMETERS = ("about", "who", "where", "when")


def _list_tests(
    selection: Selection, collection: Collection, standing_of: StandingOf | None
) -> Iterator[tuple[str, Callable[[Any], bool]]]:
    """Yield what each part that is not empty asks of a figure; indicator, place and days are asked of any entry."""
    for name, part in _PARTS.items():
        if part.value_of and (wanted := frozenset(getattr(selection, name))):
            yield name, lambda figure, wanted=wanted, value_of=part.value_of: value_of(figure) in wanted  # type: ignore[misc]
    if selection.indicator:
        yield "indicator", lambda entry: not hasattr(entry, "indicator") or entry.indicator.id in selection.indicator
    if selection.place:
        containers, places = collection.vocabulary.place_containers, frozenset(selection.place)
        yield "place", lambda entry: entry.place is not None and not places.isdisjoint(containers[entry.place.id])
    if selection.day:
        yield "day", lambda entry: any(entry.window.covers_day(day) for day in selection.day)
    if selection.start or selection.end:
        asked = Window(selection.start, selection.end)
        yield "start", lambda entry: entry.window.known and entry.window.overlaps(asked)
    if selection.standing and standing_of is not None:
        yield "standing", lambda figure: standing_of(figure) in selection.standing
    if selection.text:
        words, index = fold_searched(selection.text).split(), _index_words(collection.whole)
        yield "text", lambda figure: all(word in index[figure.id] for word in words)


def _count_values(collection: Collection, name: str, standing_of: StandingOf | None = None) -> Counter[str]:
    """Count the figures by what they have of a part; a place counts what lies within."""
    if name == "place":
        containers = collection.vocabulary.place_containers
        return Counter(container for figure in collection.figures for container in containers[figure.place.id])
    value_of = standing_of if name == "standing" else _PARTS[name].value_of
    values = map(value_of, collection.figures) if value_of else ()
    return Counter(value for value in values if value is not None)


def list_choices(collection: Collection, name: str) -> tuple[str, ...]:
    """Return the values that a part can take in this collection; those of a place count what lies within."""
    if name == "day":
        days = {day for figure in collection.figures for day in (figure.window.first_day, figure.window.last_day)}
        return tuple(day.isoformat() for day in sorted(day for day in days if day is not None))
    if name in ("reports", "standing"):
        return tuple(collection.reports) if name == "reports" else STANDINGS
    found = _count_values(collection, name)
    return tuple(value for value in _PARTS[name].choices or sorted(found) if value in found)


def count_choices(
    selection: Selection, collection: Collection, name: str, standing_of: StandingOf | None = None
) -> Mapping[str, int]:
    """Return how many figures each value of a part would leave, given all other parts of the selection."""
    return _count_values(selection.without(name).choose(collection, standing_of), name, standing_of)


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
    reader = _Reader(parameters, collection)
    return Selection(**dict(reader.read_parts()), topic=reader.read_topic()), reader.problems


class _Reader:
    """One reading of URL parameters, and what is wrong with them."""

    def __init__(self, parameters: Mapping[str, Sequence[str]], collection: Collection) -> None:
        self.parameters = parameters
        self.collection = collection
        self.problems: list[str] = []

    def read_parts(self) -> Iterator[tuple[str, Any]]:
        """Yield each part that is given."""
        for name, part in _PARTS.items():
            values = self._values_of(part.parameter)
            if not values:
                continue
            if name == "text":
                yield name, self._cut("text", " ".join(" ".join(values).split()), MAX_TEXT, "characters")
            elif name in ("day", "start", "end"):
                read = [self._read_day(part.parameter, value) for value in (values if name == "day" else values[-1:])]
                yield name, tuple(dict.fromkeys(filter(None, read))) if name == "day" else read[0]
            elif name == "figure":
                known = [figure.id for figure in self.collection.whole.figures]
                yield name, next(iter(self._read_known(part, values[-1:], known)), None)
            else:
                yield name, self._read_known(part, values, part.choices or list_choices(self.collection, name))

    def read_topic(self) -> Asked | None:
        """Read about, who, where and when; without a known what and where there is no topic."""
        asked = {parameter: self._values_of(parameter)[-1:] for parameter in TOPIC_PARAMETERS}
        if not any(asked.values()):
            return None
        for parameter, kind in (("about", "an indicator"), ("where", "a place")):
            if not asked[parameter]:
                self.problems.append(f"{parameter}: missing, expected the id of {kind}")

        def read(parameter: str, table: str) -> str | None:
            known = list(self.collection.vocabulary.table(table))
            return next(iter(self._read_known(_Part(parameter, table=table), asked[parameter], known)), None)

        what, where = read("about", "indicators"), read("where", "places")
        who = None if asked["who"] == [ALL_GROUPS] else read("who", "groups")
        day = None if asked["when"] in ([], [ANY_DAY]) else self._read_day("when", asked["when"][0])
        return Asked(what, who, where, day) if what and where else None

    def _values_of(self, parameter: str) -> Sequence[str]:
        values = [value for value in self.parameters.get(parameter, ()) if value.strip()]
        return self._cut(parameter, values, MAX_VALUES, "values")

    def _cut(self, parameter: str, given: Cut, most: int, what: str) -> Cut:
        if len(given) > most:
            expected = f"expected at most {most}; the first {most} are used"
            self.problems.append(f"{parameter}: {len(given)} {what}, {expected}")
        return given[:most]

    def _read_known(self, part: _Part, values: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
        here, parameter = set(known), part.parameter
        unknown = [value for value in dict.fromkeys(values) if value not in here]
        for value in unknown[:5]:
            expected = self._expect(part.table, value, known)
            self.problems.append(f"{parameter}: {show(value, 60)} is not here, {expected}")
        if len(unknown) > 5:
            self.problems.append(f"{parameter}: {len(unknown) - 5} more values that are not here")
        return tuple(value for value in dict.fromkeys(values) if value in here)

    def _expect(self, table: str | None, value: str, known: Sequence[str]) -> str:
        """Return what is expected: the nearest value, sought in names and aliases too, else the first few."""
        near = self.collection.vocabulary.find(table, value) if table else find_nearest(value, tuple(known))
        if near is not None and near in known:
            return f"nearest: {show(near)}"
        if not known:
            return "expected none: no figure has one"
        return f"expected one of {', '.join(known[:8])}{' …' if len(known) > 8 else ''}"

    def _read_day(self, parameter: str, value: str) -> date | None:
        with suppress(ValueError):
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
                return date.fromisoformat(value)
        self.problems.append(f"{parameter}: {show(value, 60)} is no day, expected one such as 2016-09-23")
        return None


_folded: WeakKeyDictionary[Collection, dict[str, str]] = WeakKeyDictionary()
_fold = lru_cache(maxsize=10_000)(fold_searched)


def _index_words(whole: Collection) -> dict[str, str]:
    """Return the folded words of each figure by id; made once for a whole collection, for it is asked at every key."""
    if whole not in _folded:
        texts = {figure.id: filter(None, _texts_of(figure, whole.vocabulary)) for figure in whole.figures}
        _folded[whole] = {name: " ".join(map(_fold, words)) for name, words in texts.items()}
    return _folded[whole]


def _texts_of(figure: ReportedFigure, words: Vocabulary) -> Iterator[str | None]:
    """Yield what a figure is found by; its place goes by the names of all that contain it, too."""
    said = figure.said
    yield from (figure.id, figure.quote, figure.counts, figure.caveat, figure.wording, figure.responsible, figure.cause)
    yield from (figure.place_as_written, figure.place_basis, figure.date_as_written, said.speaker_as_written, said.via)
    yield from (figure.source.title, figure.source.publisher)
    around = (words.places[name] for name in words.place_containers[figure.place.id])
    for word in (figure.indicator, figure.group, said.speaker, said.voice, *around):
        yield from names_of(word) if word else ()
