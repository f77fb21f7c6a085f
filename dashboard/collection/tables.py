"""The tidy tables, one row an observation, and their data package (Frictionless, profile v1) with its dictionary."""

import hashlib
import json
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from operator import attrgetter
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.records.fields import COLUMNS, TITLES, Column
from dashboard.records.model import LISTS
from dashboard.records.moments import Moment, as_day

_LONGEST_WINDOW_DAYS = 7
_STATUSES = ("reported", "zero_reported", "not_documented", "not_applicable")
_SAID = tomllib.loads(Path(__file__).with_name("package.toml").read_text("utf-8"))


class Tables:
    """The tidy tables of one collection by name, each made when it is first asked for; their columns: :data:`COLUMNS`.
    *entries* are the records of each table, *whole* the tables of what this is a part of."""

    def __init__(self, title: str, entries: Mapping[str, Sequence[Any]], whole: "Tables | None" = None) -> None:
        self.title = title
        self._entries = entries
        self._whole = whole

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in COLUMNS:
            raise AttributeError(f"no table {name!r}, expected one of {', '.join(COLUMNS)}")
        if name != "coverage":
            table = _make_table(name, self._entries[name])
        else:
            columns = {column.name: column.dtype for column in COLUMNS[name]}
            table = pd.DataFrame(_derive_cells(self._entries), columns=list(columns)).astype(columns)
            if self._whole is not None:
                # A part says nothing of a figure that it leaves out: that somebody does not mention it would be false.
                table = table.merge(self._whole.coverage, on=list(columns))
        self.__dict__[name] = table
        return table

    def items(self) -> Iterator[tuple[str, pd.DataFrame]]:
        """Yield (name, table) for every table, coverage last."""
        for name in COLUMNS:
            yield name, getattr(self, name)


def _make_table(name: str, records: Sequence[Any]) -> pd.DataFrame:
    columns = {}
    for column in COLUMNS[name]:
        read = attrgetter(f"said.{column.name}" if column.name in _OF_SAID else column.name)
        values: Iterable[Any] = map(_READ.get(column.name, read) if name in LISTS else attrgetter(column.name), records)
        if column.refers:
            values = (getattr(value, "id", value) for value in values)
        if column.kind == "text":
            values = ("|".join(value) or None if isinstance(value, tuple) else value for value in values)
        columns[column.name] = pd.Series(list(values), dtype=column.dtype)
    return pd.DataFrame(columns, columns=list(columns))


def _derive_cells(entries: Mapping[str, Sequence[Any]]) -> list[tuple[str, str, str, date, str]]:
    """Return the cells of coverage: what each source reports, says nobody could document, or does not mention.

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
        if first is not None and last is not None and (last - first).days < _LONGEST_WINDOW_DAYS:
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
    end = entry.window.end
    at_midnight = isinstance(end, datetime) and entry.window.last_day != end.date()
    return "24:00" if at_midnight else _write_hour(end)


# How a reported entry is read for each column that is no attribute of its own, nor of what is said of its voice.
_READ: dict[str, Callable[[Any], Any]] = {
    "speaker_type": attrgetter("said.speaker.type"),
    "repeats": lambda figure: None if figure.said.voice is figure.said.speaker else figure.said.voice,
    "date_start": attrgetter("window.first_day"),
    "date_end": attrgetter("window.last_day"),
    "time_start": lambda entry: _write_hour(entry.window.start),
    "time_end": _write_end_hour,
    "reported_on": lambda figure: figure.reported_on and as_day(figure.reported_on),
    "reported_time": lambda figure: _write_hour(figure.reported_on),
    "bound_low": attrgetter("bounds.low"),
    "bound_high": lambda figure: None if figure.bounds.is_open else figure.bounds.high,
}
_OF_SAID = ("speaker", "speaker_as_written", "speaker_named", "via", "voice")


def to_csv(table: pd.DataFrame) -> str:
    r"""Write a table as CSV: UTF-8, ``\n`` at line ends, ISO days, empty for NA. The same table, the same bytes.

    Whole numbers are written without a decimal point, also in a column that may hold others.
    """
    return table.to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d", float_format="%.15g")


def make_files(tables: Tables) -> dict[str, bytes]:
    """Return the files of the data package, name -> bytes; the same tables give the same bytes."""
    files = {f"{name}.csv": to_csv(table).encode() for name, table in tables.items()}
    package = describe_package(tables.title, files)
    return files | {"datapackage.json": (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()}


def describe_package(title: str, files: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the description of the package, with a data dictionary of every column."""
    resources = [_describe_table(name, files[f"{name}.csv"]) for name in COLUMNS]
    return {**_SAID["package"], "title": title, "resources": resources}


def _describe_table(name: str, content: bytes) -> dict[str, Any]:
    schema = {"fields": list(map(_describe_field, COLUMNS[name])), "missingValues": [""], "primaryKey": key_of(name)}
    referring = [column for column in COLUMNS[name] if column.refers]
    targets = [{"resource": "" if column.refers == name else column.refers, "fields": ["id"]} for column in referring]
    keys = [{"fields": [one.name], "reference": target} for one, target in zip(referring, targets, strict=True)]
    digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
    own = {"name": name, "path": f"{name}.csv", "title": TITLES[name], "bytes": len(content), "hash": digest}
    return {**_SAID["table"], **own, "schema": schema | ({"foreignKeys": keys} if keys else {})}


def key_of(name: str) -> list[str]:
    """Return the columns that name a row of a table."""
    return ["id"] if name != "coverage" else ["source", "indicator", "place", "date"]


def _describe_field(column: Column) -> dict[str, Any]:
    limits = {"required": column.required, "enum": column.choices, "minimum": column.minimum, "maximum": column.maximum}
    field = {
        "name": column.name,
        "type": "string" if column.kind == "text" else column.kind,
        "title": column.name.replace("_", " "),
        "description": column.description,
        "unit": column.unit,
        "hxl": column.hxl,
        "constraints": {key: limit for key, limit in limits.items() if limit not in (None, False)},
    }
    return {key: content for key, content in field.items() if content}
