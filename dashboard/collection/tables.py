"""The tidy tables: one row an observation, columns in a fixed order, made from the declarations in the records."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from pydantic import BaseModel

from dashboard.collection.coverage import COVERAGE_STATUSES, derive_coverage
from dashboard.records.fields import Column, columns_of
from dashboard.records.model import (
    SPEAKER_TYPES,
    VOCABULARY,
    Event,
    Figure,
    Gap,
    Source,
    Statement,
)
from dashboard.records.moments import Moment, Window

if TYPE_CHECKING:
    from dashboard.collection.collection import Collection

_SAID = ("speaker", "speaker_as_written", "speaker_named", "speaker_type", "via")
_DAYS = ("date_start", "time_start", "date_end", "time_end")
_ALWAYS_KNOWN = frozenset({"id", "speaker_named", "date_precision", "counting"})
_UNIT = "see indicators.unit"

_SOURCE = Column(
    "source",
    "text",
    "The source that reports it: an id of sources.",
    hxl="#meta+source",
    required=True,
    refers="sources",
)
_DERIVED = {
    column.name: column
    for column in (
        _SOURCE,
        Column("speaker_type", "text", "What kind of voice the speaker is.", required=True, choices=SPEAKER_TYPES),
        Column("time_start", "text", "Local hour at which it begins, HH:MM; empty where whole days are meant."),
        Column("time_end", "text", "Local hour at which it ends, HH:MM or 24:00; empty where whole days are meant."),
        Column("reported_time", "text", "Local hour at which the figure was given, HH:MM, where it is known."),
        Column(
            "written",
            "text",
            "The number with its qualifier as a sign, as it is to be shown.",
            hxl="#description+written",
            required=True,
        ),
        Column("wording", "text", "The number with its qualifier in words.", required=True),
        Column(
            "bound_low",
            "number",
            "Smallest number the wording allows; empty where it states none.",
            unit=_UNIT,
            hxl="#indicator+num+min",
            minimum=0,
        ),
        Column(
            "bound_high",
            "number",
            "Largest number the wording allows; empty where it states none or leaves it open.",
            unit=_UNIT,
            hxl="#indicator+num+max",
            minimum=0,
        ),
        Column(
            "voice",
            "text",
            "Whose figure it is, after all who only pass it on: an id of speakers.",
            required=True,
            refers="speakers",
        ),
    )
}


def _arrange(model: type[BaseModel], *names: str) -> tuple[Column, ...]:
    """Return the columns of a table by name: those of *model* and those derived; each of the model must be there."""
    own = columns_of(model)
    missing = own.keys() - set(names)
    assert not missing, f"{model.__name__}: no column for {missing}"
    columns = (own.get(name) or _DERIVED[name] for name in names)
    return tuple(replace(column, required=column.required or column.name in _ALWAYS_KNOWN) for column in columns)


COLUMNS: dict[str, tuple[Column, ...]] = {
    "sources": tuple(columns_of(Source).values()),
    "figures": _arrange(
        Figure,
        *("id", "source", "indicator", "group", "responsible", "cause", "written", "wording"),
        *("value", "value_low", "value_high", "value_best", "bound_low", "bound_high"),
        *("qualifier", "provisional", "magnitude", "basis", "counting", "of_total", "part_of", "corrects", "statement"),
        *("place", "place_as_written", "place_basis", *_DAYS, "date_as_written", "date_precision", "date_basis"),
        *(*_SAID, "repeats", "voice", "reported_on", "reported_time", "quote", "counts", "caveat"),
    ),
    **{name: tuple(columns_of(model).values()) for name, model in VOCABULARY.items()},
    "gaps": _arrange(Gap, "id", "source", "indicator", "group", "place", *_DAYS, "status", "reason", *_SAID, "quote"),
    "statements": _arrange(
        Statement, "id", "source", "topic", "summary", "place", *_DAYS, *_SAID, "quote", "contradicts"
    ),
    "events": _arrange(
        Event, "id", "source", "label", "kind", "place", *_DAYS, "date_as_written", "date_precision", *_SAID
    ),
    "coverage": (
        _SOURCE,
        Column(
            "indicator",
            "text",
            "What is looked for: an id of indicators.",
            hxl="#indicator+name",
            required=True,
            refers="indicators",
        ),
        Column("place", "text", "Where: an id of places.", required=True, refers="places"),
        Column("date", "date", "Which day.", hxl="#date", required=True),
        Column(
            "status",
            "text",
            "Whether the source reports it, says nobody could document it, or does not mention it; not_read where the "
            "copy that was read ended early.",
            required=True,
            choices=COVERAGE_STATUSES,
        ),
    ),
}

Getter = Callable[[Any], Any]


@dataclass(frozen=True, eq=False)
class Tables:
    """The tidy tables of one collection; :data:`COLUMNS` has the columns of each."""

    title: str
    sources: pd.DataFrame
    figures: pd.DataFrame
    places: pd.DataFrame
    indicators: pd.DataFrame
    groups: pd.DataFrame
    speakers: pd.DataFrame
    gaps: pd.DataFrame
    statements: pd.DataFrame
    events: pd.DataFrame
    whole: Tables | None = None

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """What each source reports, says nobody could document, or does not mention (derived).

        A part says nothing of a figure that it leaves out: that somebody does not mention it would be false.
        """
        left = derive_coverage(self.figures, self.gaps, self.indicators, self.sources)
        left = left.astype({column.name: column.dtype for column in COLUMNS["coverage"]})
        return left if self.whole is None else left.merge(self.whole.coverage, on=list(left.columns))

    def items(self) -> Iterator[tuple[str, pd.DataFrame]]:
        """Yield (name, table) for every table, coverage last."""
        for name in COLUMNS:
            yield name, getattr(self, name)


def build_tables(collection: Collection) -> Tables:
    """Return the tidy tables of *collection*."""
    made = {name: _make_table(name, entries) for name, entries in _entries_of(collection).items()}
    whole = None if collection.whole is collection else collection.whole.tables
    return Tables(title=collection.about.title, whole=whole, **made)


def _entries_of(collection: Collection) -> Mapping[str, Sequence[Any]]:
    words = collection.vocabulary
    return {
        "sources": tuple(collection.reports.values()),
        "figures": collection.figures,
        "gaps": collection.gaps,
        "statements": collection.statements,
        "events": collection.events,
        **{name: tuple(words.table(name).values()) for name in VOCABULARY},
    }


def _make_table(name: str, entries: Sequence[Any]) -> pd.DataFrame:
    getters = _GETTERS if name in ("figures", "gaps", "statements", "events") else {}
    columns = {
        column.name: _make_column(column, map(getters.get(column.name) or attrgetter(column.name), entries))
        for column in COLUMNS[name]
    }
    return pd.DataFrame(columns, columns=list(columns))


def _make_column(column: Column, values: Iterable[Any]) -> pd.Series[Any]:
    if column.kind == "text":
        values = ("|".join(value) or None if isinstance(value, tuple) else value for value in values)
    return pd.Series(list(values), dtype=column.dtype)


def _id_of(key: str) -> Getter:
    get = attrgetter(key)

    def read(entry: Any) -> str | None:
        word = get(entry)
        return None if word is None else str(word.id)

    return read


def write_hour(moment: Moment | None) -> str | None:
    """Write the local hour of a moment, HH:MM, or None where it is a whole day."""
    return f"{moment:%H:%M}" if isinstance(moment, datetime) else None


def write_end_hour(window: Window) -> str | None:
    """Write the local hour at which a window ends; midnight is the 24:00 of its last day."""
    hour = write_hour(window.end)
    at_midnight = isinstance(window.end, datetime) and window.end.time() == time(0)
    return "24:00" if at_midnight and window.last_day != window.end.date() else hour  # type: ignore[union-attr]


def _high_of(figure: Any) -> Any:
    return None if figure.bounds.is_open else figure.bounds.high


def _repeats_of(figure: Any) -> str | None:
    """Return the voice where the figure itself, or its speaker, passes another's number on."""
    said = figure.said
    return None if said.voice is said.speaker else str(said.voice.id)


def _day_of(moment: Moment | None) -> Any:
    return moment.date() if isinstance(moment, datetime) else moment


_GETTERS: dict[str, Getter] = {
    **{key: _id_of(key) for key in ("source", "indicator", "group", "place")},
    "speaker": _id_of("said.speaker"),
    "voice": _id_of("said.voice"),
    "repeats": _repeats_of,
    "speaker_as_written": attrgetter("said.speaker_as_written"),
    "speaker_named": attrgetter("said.speaker_named"),
    "speaker_type": attrgetter("said.speaker.type"),
    "via": attrgetter("said.via"),
    "date_start": attrgetter("window.first_day"),
    "date_end": attrgetter("window.last_day"),
    "time_start": lambda entry: write_hour(entry.window.start),
    "time_end": lambda entry: write_end_hour(entry.window),
    "reported_on": lambda figure: _day_of(figure.reported_on),
    "reported_time": lambda figure: write_hour(figure.reported_on),
    "bound_low": attrgetter("bounds.low"),
    "bound_high": _high_of,
}


def to_csv(table: pd.DataFrame) -> str:
    r"""Write a table as CSV: UTF-8, ``\n`` at line ends, ISO days, empty for NA. The same table, the same bytes.

    Whole numbers are written without a decimal point, also in a column that may hold others.
    """
    numbers = [str(name) for name in table if pd.api.types.is_float_dtype(table[name].dtype)]
    written = table.assign(**{name: table[name].map(_write_number, na_action="ignore") for name in numbers})
    out = io.StringIO()
    written.to_csv(out, index=False, lineterminator="\n", date_format="%Y-%m-%d")
    return out.getvalue()


def _write_number(number: float) -> str:
    return str(int(number)) if float(number).is_integer() else repr(float(number))


def read_csv(name: str, path: Path | io.StringIO | str) -> pd.DataFrame:
    """Read one of the project's CSV tables back with the types of ``COLUMNS[name]``."""
    columns = COLUMNS[name]
    days = [column.name for column in columns if column.kind == "date"]
    types: Any = {column.name: column.dtype for column in columns if column.kind != "date"}
    empty: Any = {column.name: [""] for column in columns}
    table: pd.DataFrame = pd.read_csv(path, dtype=types, parse_dates=days, keep_default_na=False, na_values=empty)
    return table.astype({column.name: column.dtype for column in columns})
