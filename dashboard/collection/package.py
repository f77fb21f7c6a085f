"""The data package: every table as CSV with a data dictionary of its columns (Frictionless, profile v1)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from dashboard.collection.tables import Tables, to_csv
from dashboard.records.fields import COLUMNS, Column

_TYPES = {"text": "string", "integer": "integer", "number": "number", "date": "date", "boolean": "boolean"}
TITLES = {
    "sources": "One row per source",
    "figures": "One row per reported figure, with all that keeps it honest",
    "places": "Places, with coordinate, precision and containment",
    "indicators": "What is counted",
    "groups": "Who or what is counted within an indicator",
    "speakers": "Who says so, one row per voice",
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


def describe_package(title: str, files: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the description of the package, with a data dictionary of every column."""
    address = "https://creativecommons.org/licenses/by/4.0/"
    return {
        "profile": "tabular-data-package",
        "name": "humanitarian-figures",
        "title": title,
        "description": "Reported humanitarian figures, each with its qualifier, speaker, carrier and source.",
        "licenses": [{"name": "CC-BY-4.0", "path": address, "title": "Creative Commons Attribution 4.0"}],
        "resources": [_describe_resource(name, files[f"{name}.csv"]) for name in COLUMNS],
    }


def _describe_resource(name: str, content: bytes) -> dict[str, Any]:
    keys = [
        {
            "fields": [column.name],
            "reference": {"resource": "" if column.refers == name else column.refers, "fields": ["id"]},
        }
        for column in COLUMNS[name]
        if column.refers
    ]
    fields = [_describe_field(column) for column in COLUMNS[name]]
    schema = {"fields": fields, "missingValues": [""], "primaryKey": key_of(name)}
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "title": TITLES[name],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": schema | ({"foreignKeys": keys} if keys else {}),
    }


def key_of(name: str) -> list[str]:
    """Return the columns that name a row of a table."""
    return ["id"] if name != "coverage" else ["source", "indicator", "place", "date"]


def _describe_field(column: Column) -> dict[str, Any]:
    limits = {"required": column.required, "enum": column.choices, "minimum": column.minimum, "maximum": column.maximum}
    field = {
        "name": column.name,
        "type": _TYPES[column.kind],
        "title": column.name.replace("_", " "),
        "description": column.description,
        "unit": column.unit,
        "hxl": column.hxl,
        "constraints": {key: limit for key, limit in limits.items() if limit not in (None, False)},
    }
    return {key: content for key, content in field.items() if content}
