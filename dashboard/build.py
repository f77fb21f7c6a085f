"""Write the tidy tables and their data package: ``python -m dashboard.build``."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from dashboard.files import WriteError, replace_folder
from dashboard.schemas import COLUMNS, Column
from dashboard.seeds import SeedError, read_collection
from dashboard.tables import TableError, Tables, build_tables, to_csv

ROOT = Path(__file__).parent.parent

_TYPES = {"text": "string", "integer": "integer", "number": "number", "date": "date", "boolean": "boolean"}
_TITLES = {
    "sources": "One row a source",
    "figures": "One row a reported figure, with all that keeps it honest",
    "places": "Places, with coordinate, precision and containment",
    "indicators": "What is counted",
    "groups": "Who or what is counted within an indicator",
    "speakers": "Who says so, one row a voice",
    "gaps": "What nobody could count",
    "statements": "What somebody claims",
    "events": "What happened, was announced, or lies in the background",
    "coverage": "What each source reports, could not document, or does not mention (derived)",
}


def make_files(tables: Tables) -> dict[str, bytes]:
    """Return the files of the data package, name -> bytes; the same tables give the same bytes."""
    files = {f"{name}.csv": to_csv(table).encode() for name, table in tables.items()}
    package = describe_package(tables.title, files)
    return files | {"datapackage.json": (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()}


def describe_package(title: str, files: dict[str, bytes]) -> dict[str, Any]:
    """Return a Frictionless data package (v1 profile) with a data dictionary of every column."""
    return {
        "profile": "tabular-data-package",
        "name": "humanitarian-figures",
        "title": title,
        "description": "Reported humanitarian figures, each with its qualifier, speaker, carrier and source.",
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
                "title": "Creative Commons Attribution 4.0",
            }
        ],
        "resources": [_describe_resource(name, files[f"{name}.csv"]) for name in COLUMNS],
    }


def _describe_resource(name: str, content: bytes) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "title": _TITLES[name],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": _describe_schema(name),
    }


def _describe_schema(name: str) -> dict[str, Any]:
    columns = COLUMNS[name]
    schema: dict[str, Any] = {"fields": [_describe_field(column) for column in columns], "missingValues": [""]}
    schema["primaryKey"] = (
        ["id"] if any(column.name == "id" for column in columns) else ["source", "indicator", "place", "date"]
    )
    keys = [_foreign_key(column, name) for column in columns if column.refers]
    return schema | ({"foreignKeys": keys} if keys else {})


def _describe_field(column: Column) -> dict[str, Any]:
    limits = {"required": column.required, "enum": column.choices, "minimum": column.minimum, "maximum": column.maximum}
    field = {
        "name": column.name,
        "type": _TYPES[column.kind],
        "title": column.name.replace("_", " "),
        "description": column.description,
        "unit": column.unit,
        "hxl": column.hxl,
        "constraints": {key: limit for key, limit in limits.items() if limit},
    }
    return {key: content for key, content in field.items() if content}


def _foreign_key(column: Column, table: str) -> dict[str, Any]:
    resource = "" if column.refers == table else column.refers
    return {"fields": [column.name], "reference": {"resource": resource, "fields": ["id"]}}


def main(arguments: list[str] | None = None) -> int:
    """Rebuild data/; return 0, or 1 with the reason where a source or a table is faulty (nothing is then written)."""
    parser = argparse.ArgumentParser(prog="python -m dashboard.build", description=__doc__)
    parser.add_argument("--seeds", type=Path, default=ROOT / "seeds")
    parser.add_argument("--to", type=Path, default=ROOT / "data")
    options = parser.parse_args(arguments)
    try:
        collection = read_collection(options.seeds)
        if collection.faults:
            raise SeedError("\n".join(map(str, collection.faults)))
        tables = build_tables(collection)
        replace_folder(options.to, make_files(tables))
    except (SeedError, TableError, WriteError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{options.to}: {len(tables.sources)} sources, {len(tables.figures)} figures")
    return 0


if __name__ == "__main__":
    sys.exit(main())
