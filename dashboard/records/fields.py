"""How a field is declared once: its type stands in the model, its meaning, unit, HXL tag and key beside it.

Tables, schemas, data dictionary, workbook and API read these declarations; nothing about a field is typed twice.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

Kind = Literal["text", "integer", "number", "date", "boolean"]


@dataclass(frozen=True)
class Described:
    """What a field means, beside its type in the model: ``Annotated[Slug, Described("Where.", refers="places")]``.

    ``refers`` names the table whose ``id`` the field holds.
    """

    description: str
    unit: str | None = None
    hxl: str | None = None
    refers: str | None = None


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

    def rename(self, name: str) -> Column:
        """Return the same column under another name."""
        return replace(self, name=name)


_DTYPES: dict[Kind, str] = {
    "text": "str",
    "integer": "Int64",
    "number": "Float64",
    "date": "datetime64[us]",
    "boolean": "boolean",
}


@cache
def columns_of(model: type[BaseModel]) -> dict[str, Column]:
    """Return the columns of *model*'s described fields by name, in the order in which they are declared."""
    return {
        name: _make_column(name, model, field.annotation, field.metadata)
        for name, field in model.model_fields.items()
        if any(isinstance(part, Described) for part in field.metadata)
    }


def _make_column(name: str, model: type[BaseModel], annotation: Any, metadata: list[Any]) -> Column:
    parts = [*metadata, *_flatten(annotation)]
    described = next(part for part in parts if isinstance(part, Described))
    types_ = [part for part in parts if isinstance(part, type)]
    choices = next((get_args(part) for part in parts if get_origin(part) is Literal), None)
    return Column(
        name,
        _kind_of(types_),
        described.description,
        described.unit,
        described.hxl,
        required=type(None) not in types_,
        choices=choices,
        refers=described.refers,
        minimum=_limit(parts, "ge", "gt"),
        maximum=_limit(parts, "le", "lt"),
    )


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
    if bool in types_:
        return "boolean"
    if float in types_:
        return "number"
    if int in types_:
        return "integer"
    return "date" if date in types_ or datetime in types_ else "text"


def _limit(parts: list[Any], *names: str) -> float | None:
    limits = (getattr(part, name, None) for part in parts for name in names)
    return next((float(limit) for limit in limits if limit is not None), None)
