"""Write the tidy tables and their data package: ``python -m dashboard.build``."""

import sys
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from dashboard.collection.collection import read_collection
from dashboard.collection.faults import SeedError
from dashboard.collection.files import WriteError, replace_folder
from dashboard.collection.refusals import list_warnings
from dashboard.collection.seeds import ROOT, make_parser, run_command
from dashboard.collection.tables import key_of, make_files
from dashboard.reading.lexicon import read_lexicon
from dashboard.records.fields import COLUMNS


def list_faults(tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Return what is wrong with *tables*, one line each: cells that no cell may be, ids that no table holds."""
    faults = []
    for name, table in tables.items():
        columns = {}
        for column in COLUMNS[name]:
            limits = ((pa.Check.isin, column.choices), (pa.Check.ge, column.minimum), (pa.Check.le, column.maximum))
            checks = [check(limit) for check, limit in limits if limit is not None]
            if column.refers is not None:
                checks.append(pa.Check.isin(tables[column.refers]["id"], error=f"an id of {column.refers}"))
            columns[column.name] = pa.Column(None, checks, nullable=not column.required)
        try:
            pa.DataFrameSchema(columns, unique=key_of(name), strict=True, ordered=True).validate(table, lazy=True)
        except pa.errors.SchemaErrors as error:
            for case in error.failure_cases.head(20).itertuples(index=False):
                faults.append(f"{name}.{case.column}: row {case.index}: {case.failure_case}, expected {case.check}")
    return faults


def main(arguments: list[str] | None = None) -> int:
    """Rebuild data/; return 0, or 1 with the reason (data/ is then unchanged)."""
    parser = make_parser("build", __doc__)
    parser.add_argument("--to", type=Path, default=ROOT / "data", metavar="DIR")
    options = parser.parse_args(arguments)
    try:
        collection = read_collection(options.seeds)
        for warning in list_warnings(collection.figures):
            print(f"warning: {warning}", file=sys.stderr)
        predicates = read_lexicon(collection.vocabulary, options.seeds)[1]
        faults = [str(fault) for fault in (*collection.faults, *predicates)]
        faults = faults or list_faults(dict(collection.tables.items()))
        if faults:
            raise SeedError("\n".join(faults))
        replace_folder(options.to, make_files(collection.tables))
    except (SeedError, WriteError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{options.to}: {len(collection.reports)} sources, {len(collection.figures)} figures")
    return 0


if __name__ == "__main__":
    run_command(main)
