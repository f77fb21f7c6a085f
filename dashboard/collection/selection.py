"""The one selection that every page carries in its URL: which reports and figures, which figure or topic is open."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple, get_args
from urllib.parse import urlencode

from dashboard.collection.collection import Collection
from dashboard.collection.faults import expect_one_of, find_nearest, show
from dashboard.records.folding import fold_searched
from dashboard.records.model import QUALIFIERS, Basis, Counting, SpeakerType
from dashboard.records.moments import Window
from dashboard.records.reported import ReportedFigure

MAX_VALUES = 1_000  # of one part: more than anybody means
STANDINGS = ("revised", "updated", "contradicted", "corroborated", "repeated", "one_voice", "not_comparable")
LENGTHS = ("hours", "day", "week", "longer", "open")
ANY_DAY = "any"
ALL_GROUPS = "all"

StandingOf = Callable[[ReportedFigure], str] | None  # given by the comparison; without it nothing has one


class Asked(NamedTuple):
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

    ``place`` chooses what lies within it, too; ``group`` only the group itself; ``day``, ``start`` and ``end`` choose
    what lies in part on the day, or between the days. ``figure`` and ``topic`` choose nothing: they are open."""

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
        "speaker_type", "kind of speaker", attrgetter("said.speaker.type"), None, get_args(SpeakerType)
    )
    via: tuple[str, ...] = _part("via", "carrier", attrgetter("said.via"))
    basis: tuple[str, ...] = _part("basis", "basis", attrgetter("basis"), None, get_args(Basis))
    qualifier: tuple[str, ...] = _part("qualifier", "qualifier", attrgetter("qualifier"), None, QUALIFIERS)
    counting: tuple[str, ...] = _part("counting", "counting", attrgetter("counting"), None, get_args(Counting))
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
        return replace(self, **{name: getattr(Selection, name) for name in names})

    def write_query(self) -> str:
        """Write the selection as a URL query, without the question mark."""
        return urlencode(list(self.parameters()))

    def parameters(self) -> Iterator[tuple[str, str]]:
        """Yield (parameter, value) for each value, in a fixed order."""
        for name, parameter in PARAMETERS.items():
            value = getattr(self, name)
            for one in value if isinstance(value, tuple) else (value,):
                if one not in (None, ""):
                    yield parameter, str(one)
        if asked := self.topic:
            values = (asked.indicator, asked.group or ALL_GROUPS, asked.place, str(asked.day or ANY_DAY))
            yield from zip(TOPIC_PARAMETERS, values, strict=True)

    def choose(self, collection: Collection, standing_of: StandingOf = None) -> Collection:
        """Return what the selection chooses: figures by every part; gaps, statements and events by those they have.
        Without *standing_of* the part ``standing`` is passed over."""
        tests: dict[str, Callable[[Any], bool]] = {}
        for name, part in _PARTS.items():
            read = standing_of if name == "standing" else part.value_of
            if read and (wanted := frozenset(getattr(self, name))):
                tests[name] = lambda figure, wanted=wanted, read=read: read(figure) in wanted  # type: ignore[misc]
        if self.place:
            containers, places = collection.vocabulary.place_containers, frozenset(self.place)
            tests["place"] = lambda one: one.place is not None and not places.isdisjoint(containers[one.place.id])
        if self.day:
            tests["day"] = lambda entry: any(map(entry.window.covers_day, self.day))
        if self.start or self.end:
            asked = Window(self.start, self.end)
            tests["start"] = lambda entry: entry.window.known and entry.window.overlaps(asked)
        if self.text:
            words, index = set(fold_searched(self.text).split()), collection.whole.searched
            tests["text"] = lambda figure: all(word in index[figure.id] for word in words)
        if not tests:
            return collection

        def keep(entry: Any) -> bool:
            return all(test(entry) for name, test in tests.items() if hasattr(entry, _ASKED_OF.get(name, "value")))

        return collection.cut(f"select {self.without('figure', 'topic').write_query()}", self.reports or None, keep)


_PARTS: dict[str, _Part] = {part.name: part.metadata["part"] for part in fields(Selection) if part.metadata}
PARAMETERS = {name: part.parameter for name, part in _PARTS.items()}
LABELS = {name: part.label for name, part in _PARTS.items() if part.label}
TOPIC_PARAMETERS = ("about", "who", "where", "when")
# What an entry must have to be asked for a part; all other parts are of figures, which alone have a value.
_ASKED_OF = {"indicator": "indicator", "place": "place", "day": "window", "start": "window"}


def list_choices(collection: Collection, name: str) -> tuple[str, ...]:
    """Return the values that a part can take in this collection; those of a place count what lies within."""
    if name == "day":
        days = {day for figure in collection.figures for day in (figure.window.first_day, figure.window.last_day)}
        return tuple(day.isoformat() for day in sorted(day for day in days if day is not None))
    fixed = {"reports": collection.reports, "figure": collection.whole.by_id, "standing": STANDINGS}
    if name in fixed:
        return tuple(fixed[name])
    found = count_choices(Selection(), collection, name)
    return tuple(value for value in _PARTS[name].choices or sorted(found) if value in found)


def count_choices(chosen: Selection, among: Collection, name: str, standing_of: StandingOf = None) -> Mapping[str, int]:
    """Return how many figures each value of a part would leave, given all other parts of the selection."""
    left = chosen.without(name).choose(among, standing_of)
    if name == "place":
        containers = among.vocabulary.place_containers
        return Counter(container for figure in left.figures for container in containers[figure.place.id])
    value_of = standing_of if name == "standing" else _PARTS[name].value_of
    return Counter(value for value in map(value_of, left.figures) if value is not None) if value_of else {}


def explain_empty(chosen: Selection, among: Collection, standing_of: StandingOf = None) -> list[tuple[str, int]]:
    """Return the parts whose loosening would bring figures back, with how many, best first."""
    names = [name for name in LABELS if getattr(chosen, name)]
    left = Counter({name: len(chosen.without(name).choose(among, standing_of).figures) for name in names})
    return [(name, count) for name, count in left.most_common() if count]


def read_selection(parameters: Mapping[str, Sequence[str]], collection: Collection) -> tuple[Selection, list[str]]:
    """Read the selection from URL parameters (name -> values); those of other names are not ours and passed over.
    Returns it and a line for each value that makes no sense and is left out, naming the nearest that does."""
    reader, parts = _Reader(parameters, collection), dict[str, Any]()
    for name, part in _PARTS.items():
        values, single = reader.given.get(part.parameter), getattr(Selection, name) is None
        if not values:
            continue
        if name == "text":
            parts[name] = " ".join(" ".join(values).split())
            continue
        read: tuple[Any, ...]
        if name in ("day", "start", "end"):
            read = reader.read_days(part.parameter, values[-1:] if single else values)
        else:
            known = part.choices or list_choices(collection, name)
            read = reader.read_known(part, values[-1:] if single else values, known)
        parts[name] = next(iter(read), None) if single else read
    if (start := parts.get("start")) and (end := parts.get("end")) and start > end:
        del parts["start"], parts["end"]
        reader.problems.append(f"from: {start} is after to: {end}, expected the earlier day first")
    return Selection(**parts, topic=reader.read_topic()), reader.problems


class _Reader:
    """One reading of URL parameters, and what is wrong with them."""

    def __init__(self, parameters: Mapping[str, Sequence[str]], collection: Collection) -> None:
        self.given = {name: [one for one in values if one.strip()][:MAX_VALUES] for name, values in parameters.items()}
        self.words = collection.vocabulary
        self.problems: list[str] = []

    def read_topic(self) -> Asked | None:
        """Read about, who, where and when; without a known what and where there is no topic."""
        asked = {parameter: self.given.get(parameter, [])[-1:] for parameter in TOPIC_PARAMETERS}
        if not any(asked.values()):
            return None
        known: dict[str, str | None] = {}
        tables = (("about", "indicators", "an indicator"), ("where", "places", "a place"), ("who", "groups", None))
        for parameter, table, kind in tables:
            if kind and not asked[parameter]:
                self.problems.append(f"{parameter}: missing, expected the id of {kind}")
            given = [value for value in asked[parameter] if (parameter, value) != ("who", ALL_GROUPS)]
            found = self.read_known(_Part(parameter, table=table), given, tuple(self.words.table(table)))
            known[parameter] = found[0] if found else None
        days = self.read_days("when", [value for value in asked["when"] if value != ANY_DAY])
        what, where = known["about"], known["where"]
        return Asked(what, known["who"], where, days[0] if days else None) if what and where else None

    def read_known(self, part: _Part, values: Sequence[str], known: tuple[str, ...]) -> tuple[str, ...]:
        here, parameter = set(known), part.parameter
        unknown = [value for value in dict.fromkeys(values) if value not in here]
        for value in unknown[:5]:
            # Sought in names and aliases, too.
            near = self.words.find(part.table, value) if part.table else find_nearest(value, known)
            expected = expect_one_of(known, near) if known else "expected none: no figure has one"
            self.problems.append(f"{parameter}: {show(value, 60)} is not here, {expected}")
        if len(unknown) > 5:
            self.problems.append(f"{parameter}: {len(unknown) - 5} more values that are not here")
        return tuple(value for value in dict.fromkeys(values) if value in here)

    def read_days(self, parameter: str, values: Iterable[str]) -> tuple[date, ...]:
        days = dict[date, None]()
        for value in values:
            try:
                days[date.fromisoformat(value)] = None
            except ValueError:
                self.problems.append(f"{parameter}: {show(value, 60)} is no day, expected one such as 2016-09-23")
        return tuple(days)
