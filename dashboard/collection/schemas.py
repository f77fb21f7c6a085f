"""The pandera schema of each table, made from its columns: the last look at what is written to data/."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import pandas as pd
import pandera.pandas as pa

from dashboard.collection.package import key_of
from dashboard.collection.tables import COLUMNS
from dashboard.records.fields import Column


@cache
def schema_of(name: str) -> Any:
    """Return the pandera schema of one table: columns in order, choices, limits, ids once."""
    columns = {column.name: _make_column(column) for column in COLUMNS[name]}
    return pa.DataFrameSchema(columns, unique=key_of(name), strict=True, ordered=True, name=name)


def _make_column(column: Column) -> pa.Column:
    limits = ((pa.Check.isin, column.choices), (pa.Check.ge, column.minimum), (pa.Check.le, column.maximum))
    checks = [check(limit) for check, limit in limits if limit is not None]
    return pa.Column(None, checks, nullable=not column.required, description=column.description)


def list_faults(tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Return what is wrong with *tables*, one line each: cells that no cell may be, ids that no table holds."""
    faults = []
    for name, table in tables.items():
        try:
            schema_of(name).validate(table, lazy=True)
        except pa.errors.SchemaErrors as error:
            for case in error.failure_cases.head(20).itertuples(index=False):
                faults.append(f"{name}.{case.column}: row {case.index}: {case.failure_case}, expected {case.check}")
        for column in COLUMNS[name]:
            if column.refers is not None and column.refers in tables:
                unknown = set(table[column.name].dropna()) - set(tables[column.refers]["id"])
                faults += [f"{name}.{column.name}: {word!r}, expected an id of {column.refers}" for word in unknown]
    return faults
