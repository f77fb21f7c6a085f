"""The tidy tables: one row an observation, columns in a fixed order, made from the declarations in the records."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from operator import attrgetter
from pathlib import Path
from typing import Annotated, Any, Literal

import pandas as pd
from pydantic import BaseModel, Field

from dashboard.records.fields import Column, columns_of
from dashboard.records.model import (
    LISTS,
    VOCABULARY,
    Day,
    Event,
    Figure,
    Gap,
    Record,
    Slug,
    Source,
    SpeakerType,
    Statement,
)
from dashboard.records.moments import Moment, as_day

_SAID = ("speaker", "speaker_as_written", "speaker_named", "speaker_type", "via")
_DAYS = ("date_start", "time_start", "date_end", "time_end")
_ALWAYS_KNOWN = frozenset({"id", "speaker_named", "date_precision", "counting"})
LONGEST_WINDOW_DAYS = 7
_STATUSES = ("reported", "zero_reported", "not_documented", "not_applicable")
_Bound = Annotated[float, Field(ge=0)]


class Coverage(Record):
    """One cell: what one source says of one thing at one place on one day."""

    source: Slug
    indicator: Slug
    place: Slug
    date: Day
    status: Literal["reported", "zero_reported", "not_documented", "not_applicable", "not_mentioned", "not_read"]


class Derived(Record):
    """The columns that nobody types."""

    source: Slug
    speaker_type: SpeakerType
    time_start: str | None
    time_end: str | None
    reported_time: str | None
    written: str
    wording: str
    bound_low: _Bound | None
    bound_high: _Bound | None
    voice: Slug


def _arrange(model: type[BaseModel], *names: str) -> tuple[Column, ...]:
    """Return the columns of a table by name: those of *model* and those derived; each of the model must be there."""
    own = columns_of(model)
    missing = own.keys() - set(names)
    assert not missing, f"{model.__name__}: no column for {missing}"
    columns = ((columns_of(Derived) | own)[name] for name in names)
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
    "coverage": tuple(columns_of(Coverage).values()),
}


class Tables:
    """The tidy tables of one collection by name, each made when it is first asked for; their columns: :data:`COLUMNS`.

    *entries* are the records of each table, *whole* the tables of what this is a part of.
    """

    def __init__(self, title: str, entries: Mapping[str, Sequence[Any]], whole: Tables | None = None) -> None:
        self.title = title
        self._entries = entries
        self._whole = whole

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in COLUMNS:
            raise AttributeError(f"no table {name!r}, expected one of {', '.join(COLUMNS)}")
        table = self._derive_coverage() if name == "coverage" else _make_table(name, self._entries[name])
        self.__dict__[name] = table
        return table

    def items(self) -> Iterator[tuple[str, pd.DataFrame]]:
        """Yield (name, table) for every table, coverage last."""
        for name in COLUMNS:
            yield name, getattr(self, name)

    def _derive_coverage(self) -> pd.DataFrame:
        """Return what each source reports, says nobody could document, or does not mention.

        A part says nothing of a figure that it leaves out: that somebody does not mention it would be false.
        """
        columns = {column.name: column.dtype for column in COLUMNS["coverage"]}
        left = pd.DataFrame(_derive_cells(self._entries), columns=list(columns)).astype(columns)
        return left if self._whole is None else left.merge(self._whole.coverage, on=list(columns))


def _make_table(name: str, records: Sequence[Any]) -> pd.DataFrame:
    read = _READ if name in LISTS else {}
    columns = {}
    for column in COLUMNS[name]:
        values: Iterable[Any] = map(read.get(column.name) or attrgetter(column.name), records)
        if column.kind == "text":
            values = ("|".join(value) or None if isinstance(value, tuple) else value for value in values)
        columns[column.name] = pd.Series(list(values), dtype=column.dtype)
    return pd.DataFrame(columns, columns=list(columns))


def _derive_cells(entries: Mapping[str, Sequence[Any]]) -> list[tuple[str, str, str, date, str]]:
    """Return source, indicator, place, day and status of each cell, in order of source, place, indicator and day.

    A cell stands for each core indicator, and each indicator the source speaks of, at every place and day the
    source has a figure or a gap of at most a week for. What has no entry there is ``not_mentioned``, or
    ``not_read`` where the copy that was read ended early. A longer window says nothing about a single day, and a
    forecast nothing about what happened.
    """
    said = [(figure, "reported") for figure in entries["figures"] if not figure.is_forecast]
    cells: dict[tuple[str, str, str, date], str] = {}
    core = [indicator.id for indicator in entries["indicators"] if indicator.core]
    indicators: dict[tuple[str, str], set[str]] = defaultdict(lambda: set(core))
    for entry, status in [*said, *((gap, gap.status) for gap in entries["gaps"])]:
        first, last = entry.window.first_day, entry.window.last_day
        if first is not None and last is not None and (last - first).days < LONGEST_WINDOW_DAYS:
            indicators[entry.source.id, entry.place.id].add(entry.indicator.id)
            for nth in range((last - first).days + 1):
                key = (entry.source.id, entry.place.id, entry.indicator.id, first + timedelta(days=nth))
                cells[key] = min(cells.get(key, status), status, key=_STATUSES.index)
    complete = {source.id: source.text_complete for source in entries["sources"]}
    for source, place, day in {(source, place, day) for source, place, _, day in cells}:
        for name in indicators[source, place]:
            cells.setdefault((source, place, name, day), "not_mentioned" if complete[source] else "not_read")
    return [(source, name, place, day, status) for (source, place, name, day), status in sorted(cells.items())]


def _write_hour(moment: Moment | None) -> str | None:
    """Write the local hour of a moment, HH:MM, or None where it is a whole day."""
    return f"{moment:%H:%M}" if isinstance(moment, datetime) else None


def _write_end_hour(entry: Any) -> str | None:
    """Write the local hour at which a window ends; midnight is the 24:00 of its last day."""
    end = entry.window.end
    at_midnight = isinstance(end, datetime) and entry.window.last_day != end.date()
    return "24:00" if at_midnight else _write_hour(end)


# How a reported entry is read for each column that is no attribute of its own.
_READ: dict[str, Callable[[Any], Any]] = {
    "source": attrgetter("source.id"),
    "indicator": attrgetter("indicator.id"),
    "group": lambda entry: entry.group and entry.group.id,
    "place": lambda entry: entry.place and entry.place.id,
    "speaker": attrgetter("said.speaker.id"),
    "speaker_as_written": attrgetter("said.speaker_as_written"),
    "speaker_named": attrgetter("said.speaker_named"),
    "speaker_type": attrgetter("said.speaker.type"),
    "via": attrgetter("said.via"),
    "voice": attrgetter("said.voice.id"),
    "repeats": lambda figure: None if figure.said.voice is figure.said.speaker else figure.said.voice.id,
    "date_start": attrgetter("window.first_day"),
    "date_end": attrgetter("window.last_day"),
    "time_start": lambda entry: _write_hour(entry.window.start),
    "time_end": _write_end_hour,
    "reported_on": lambda figure: figure.reported_on and as_day(figure.reported_on),
    "reported_time": lambda figure: _write_hour(figure.reported_on),
    "bound_low": attrgetter("bounds.low"),
    "bound_high": lambda figure: None if figure.bounds.is_open else figure.bounds.high,
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
