"""What is known of a field: its type from the model, its meaning, unit, HXL tag and key from fields.csv.

Tables, schemas, data dictionary, workbook and API read these declarations; nothing about a field is typed twice.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel

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


@dataclass(frozen=True)
class Column:
    """One column of a table, as the data dictionary describes it."""

    name: str
    kind: Kind
    description: str
    unit: str | None = None
    hxl: str | None = None
    required: bool = False
    choices: tuple[str, ...] | None = None
    refers: str | None = None
    minimum: float | None = None
    maximum: float | None = None

    @property
    def dtype(self) -> str:
        """The pandas type of the column."""
        return _DTYPES[self.kind]


@cache
def columns_of(model: type[BaseModel]) -> dict[str, Column]:
    """Return the columns of *model* by name, in the order in which its fields are declared."""
    columns = {}
    for name, schema in model.model_json_schema()["properties"].items():
        options = list(_list_options(schema))
        facts = {key: fact for option in options for key, fact in option.items()}
        types = {option.get(key) for option in options for key in ("type", "format")}
        columns[name] = Column(
            name,
            next((kind for type_, kind in _KINDS.items() if type_ in types), "text"),
            **next(words for base in model.__mro__ if (words := _dictionary().get((base.__name__, name)))),
            # A list is a text of which nothing need be left: "Haleb|Alep".
            required=types.isdisjoint(("null", "array")),
            choices=tuple(facts["enum"]) if "enum" in facts else None,
            minimum=next((float(facts[key]) for key in ("minimum", "exclusiveMinimum", "ge") if key in facts), None),
            maximum=next((float(facts[key]) for key in ("maximum", "le") if key in facts), None),
        )
    return columns


def _list_options(schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield a field's JSON schema and those of all that it may be instead."""
    yield schema
    for option in schema.get("anyOf", ()):
        yield from _list_options(option)


@cache
def _dictionary() -> dict[tuple[str, str], dict[str, Any]]:
    """Return what fields.csv says of each field, by record and name: description, unit, HXL tag, table it refers to."""
    with Path(__file__).with_name("fields.csv").open(encoding="utf-8", newline="") as file:
        rows = [{key: cell or None for key, cell in row.items()} for row in csv.DictReader(file)]
    return {(str(row.pop("record")), str(row.pop("field"))): row for row in rows}
