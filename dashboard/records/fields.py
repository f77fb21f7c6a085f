"""The columns of every table: types from the models; order, meaning, unit, HXL tag and key from fields.csv.

Tables, schemas, data dictionary, workbook and API read these declarations; nothing about a field is typed twice. Where
fields.csv says nothing of a field, it is what it is in the figures.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from dashboard.records.model import ENTRIES, VOCABULARY, Day, Record, Slug, Source, SpeakerType

Kind = Literal["text", "integer", "number", "date", "boolean"]

_DTYPES: dict[Kind, str] = {
    "text": "str",
    "integer": "Int64",
    "number": "Float64",
    "date": "datetime64[us]",
    "boolean": "boolean",
}
# What JSON Schema calls them, the first that a field may hold first; a day with or without its hour is a day.
_KINDS: dict[str, Kind] = {"date": "date", "boolean": "boolean", "number": "number", "integer": "integer"}
_Bound = Annotated[float, Field(ge=0)]


class Derived(Record):
    """The columns of entries that nobody types, and of coverage: indicator, place, date and status."""

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
    indicator: Slug
    place: Slug
    date: Day
    status: Literal["reported", "zero_reported", "not_documented", "not_applicable", "not_mentioned", "not_read"]


_MODELS: dict[str, type[Record]] = {"sources": Source, **ENTRIES, **VOCABULARY, "coverage": Derived}


@dataclass(frozen=True)
class Column:
    """One column of a table, as the data dictionary describes it."""

    name: str
    kind: Kind
    description: str
    unit: str | None = None
    hxl: str | None = None
    refers: str | None = None
    required: bool = False
    choices: tuple[str, ...] | None = None
    minimum: float | None = None
    maximum: float | None = None

    @property
    def dtype(self) -> str:
        """The pandas type of the column."""
        return _DTYPES[self.kind]


def _list_columns(rows: Iterable[Mapping[str, str]]) -> dict[str, tuple[Column, ...]]:
    """Return the columns of each table, both in the order of the rows."""
    schemas = {name: model.model_json_schema()["properties"] for name, model in _MODELS.items()}
    tables: dict[str, dict[str, Column]] = {}
    for row in rows:
        table, name = row["table"], row["field"]
        columns = tables.setdefault(table, {})
        if name and not row["description"]:
            columns[name] = tables["figures"][name]
        elif name:
            columns[name] = _make_column(row, schemas[table].get(name) or schemas["coverage"][name])
    return {name: tuple(columns.values()) for name, columns in tables.items()}


def _make_column(row: Mapping[str, str], schema: Mapping[str, Any]) -> Column:
    options = [schema, *schema.get("anyOf", ())]  # the field's JSON schema and those of all that it may be instead
    options += [inner for option in options[1:] for inner in option.get("anyOf", ())]
    facts = {key: fact for option in options for key, fact in option.items()}
    types = {option.get(key) for option in options for key in ("type", "format")}
    return Column(
        row["field"],
        next((kind for type_, kind in _KINDS.items() if type_ in types), "text"),
        row["description"],
        unit=row["unit"] or None,
        hxl=row["hxl"] or None,
        refers=row["refers"] or None,
        # A list is a text of which nothing need be left ("Haleb|Alep"); "always" is what a report may leave out.
        required=row["required"] == "always" or types.isdisjoint(("null", "array")),
        choices=tuple(facts["enum"]) if "enum" in facts else None,
        minimum=next((float(facts[key]) for key in ("minimum", "exclusiveMinimum", "ge") if key in facts), None),
        maximum=next((float(facts[key]) for key in ("maximum", "le") if key in facts), None),
    )


_ROWS = list(csv.DictReader(Path(__file__).with_name("fields.csv").read_text("utf-8").splitlines()))
COLUMNS = _list_columns(_ROWS)
# What a row of each table is; in fields.csv without a field, before the table's fields.
TITLES = {row["table"]: row["description"] for row in _ROWS if not row["field"]}
