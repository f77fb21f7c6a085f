"""The pandera schema of each table, made from its columns; what is wrong with tables, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pandas as pd
import pandera.pandas as pa

from dashboard.collection.package import key_of
from dashboard.collection.tables import COLUMNS
from dashboard.records.fields import Column
from dashboard.records.model import MAX_QUOTE_WORDS

_ORDERED = (("date_start", "date_end"), ("value", "of_total"), ("value_low", "value_high"), ("bound_low", "bound_high"))


@cache
def schema_of(name: str) -> Any:
    """Return the pandera schema of one table: columns in order, types, choices, ids once, rules between columns."""
    columns = {column.name: _pandera_column(column) for column in COLUMNS[name]}
    checks = [_check_types(name), *_rules_of(columns)]
    return pa.DataFrameSchema(columns, checks=checks, unique=key_of(name), strict=True, ordered=True, name=name)


def _check_types(name: str) -> pa.Check:
    """Check all types of a table at once.

    pandera does not know the ``str`` type of pandas 3: column by column it would look at every element instead.
    """
    expected = {column.name: pd.api.types.pandas_dtype(column.dtype) for column in COLUMNS[name]}

    def fit(table: pd.DataFrame) -> bool:
        return all(table[column].dtype == dtype for column, dtype in expected.items() if column in table)

    return pa.Check(fit, error=f"types {', '.join(f'{column}: {dtype}' for column, dtype in expected.items())}")


def _pandera_column(column: Column) -> pa.Column:
    checks = []
    if column.choices:
        checks.append(pa.Check.isin(column.choices))
    if column.minimum is not None:
        checks.append(pa.Check.ge(column.minimum))
    if column.maximum is not None:
        checks.append(pa.Check.le(column.maximum))
    if column.name == "quote":
        checks.append(pa.Check(_is_short_enough, error=f"quote of at most {MAX_QUOTE_WORDS} words"))
    return pa.Column(None, checks, nullable=not column.required, title=column.name, description=column.description)


def _is_short_enough(quotes: pd.Series[Any]) -> Any:
    return quotes.str.count(r"\S+") <= MAX_QUOTE_WORDS


def _rules_of(columns: Mapping[str, object]) -> list[pa.Check]:
    return [
        pa.Check(lambda table, low=low, high=high: _is_ordered(table, low, high), error=f"{low} <= {high}")
        for low, high in _ORDERED
        if low in columns and high in columns
    ]


def _is_ordered(table: pd.DataFrame, low: str, high: str) -> Any:
    return table[low].isna() | table[high].isna() | (table[low] <= table[high]).fillna(True).astype(bool)


def list_faults(tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Return what is wrong with *tables*, one line each: schema faults and ids that no table holds."""
    return [
        *(fault for name, table in tables.items() for fault in _schema_faults(name, table)),
        *(fault for name, table in tables.items() for fault in _unknown_ids(name, table, tables)),
    ]


def _unknown_ids(name: str, table: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    for column in COLUMNS[name]:
        if column.refers is not None and column.refers in tables:
            unknown = set(table[column.name].dropna()) - set(tables[column.refers]["id"])
            yield from (
                f"{name}.{column.name}: {word!r}, expected an id of {column.refers}" for word in sorted(unknown)
            )


def _schema_faults(name: str, table: pd.DataFrame) -> list[str]:
    try:
        schema_of(name).validate(table, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases[["column", "check", "index", "failure_case"]].head(20)
        return [
            f"{name}.{row.column}: row {row.index}: {row.failure_case}, expected {row.check}"
            for row in cases.itertuples(index=False)
        ]
    return []
