"""How a field is declared once: its type, meaning, unit, HXL tag and key stand in the model.

Tables, schemas, data dictionary, workbook and API read these declarations; nothing about a field is typed twice.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, Field

Kind = Literal["text", "integer", "number", "date", "boolean"]

_DTYPES: dict[Kind, str] = {
    "text": "str",
    "integer": "Int64",
    "number": "Float64",
    "date": "datetime64[us]",
    "boolean": "boolean",
}


def required(description: str, default: Any = ..., **about: str) -> Any:
    """Declare a field with its meaning; *about* are ``unit``, ``hxl``, and the table whose ``id`` it ``refers`` to."""
    return Field(default, description=description, json_schema_extra=dict(about))


def optional(description: str, default: Any = None, **about: str) -> Any:
    """Declare a field as :func:`required` does, that need not be given."""
    return required(description, default, **about)


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
    """Return the columns of *model*'s described fields by name, in the order in which they are declared."""
    columns = {}
    for name, field in model.model_fields.items():
        if field.description is None:
            continue
        parts = [*field.metadata, *_flatten(field.annotation)]
        types_ = [part for part in parts if isinstance(part, type)]
        about: Any = field.json_schema_extra
        columns[name] = Column(
            name,
            _kind_of(types_),
            field.description,
            **about,
            required=type(None) not in types_,
            choices=next((get_args(part) for part in parts if get_origin(part) is Literal), None),
            minimum=_limit(parts, "ge", "gt"),
            maximum=_limit(parts, "le", "lt"),
        )
    return columns


def _flatten(annotation: Any) -> Iterator[Any]:
    """Yield the types and the metadata of an annotation, through unions and nested ``Annotated``.

    A list is a text of which nothing need be left: ``Haleb|Alep``.
    """
    origin = get_origin(annotation)
    if origin is Annotated:
        base, *metadata = get_args(annotation)
        yield from _flatten(base)
        for part in metadata:
            yield from getattr(part, "metadata", None) or [part]
    elif origin in (Union, types.UnionType):
        for part in get_args(annotation):
            yield from _flatten(part)
    elif origin is tuple:
        yield from (str, type(None))
    else:
        yield annotation


def _kind_of(types_: list[type]) -> Kind:
    """Return the kind of a column that holds *types_*: a day with or without its hour is a day, text is the rest."""
    kinds: dict[type, Kind] = {bool: "boolean", float: "number", int: "integer", date: "date", datetime: "date"}
    return next((kind for type_, kind in kinds.items() if type_ in types_), "text")


def _limit(parts: list[Any], *names: str) -> float | None:
    limits = (getattr(part, name, None) for part in parts for name in names)
    return next((float(limit) for limit in limits if limit is not None), None)
