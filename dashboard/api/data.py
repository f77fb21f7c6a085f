"""The tables by URL: each as CSV, JSON and HXL-tagged CSV, all of them as a workbook and as a data package."""

from __future__ import annotations

import json
from collections.abc import Callable

from dashboard import build
from dashboard.api.answer import Answer
from dashboard.api.call import Call
from dashboard.api.faults import ApiFault, not_found
from dashboard.export.about import About
from dashboard.export.data import write_csv, write_hxl, write_json, write_package
from dashboard.export.faults import ExportError
from dashboard.export.workbook import write_xlsx
from dashboard.filters import write_query
from dashboard.schemas import COLUMNS
from dashboard.tables import Tables

JSON = "application/json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HXL_TABLES = tuple(name for name, columns in COLUMNS.items() if any(column.hxl for column in columns))


def _answer_csv(name: str, call: Call) -> Answer:
    body = write_csv(name, getattr(call.view, name))
    return Answer(body, "text/csv", call.about.name_file(name, "csv"), attachment=True)


def _answer_json(name: str, call: Call) -> Answer:
    body = write_json(name, getattr(call.view, name), call.about)
    return Answer(body, JSON, call.about.name_file(name, "json"), identity=without_time(body, call.about))


def _answer_hxl(name: str, call: Call) -> Answer:
    body = write_hxl(name, getattr(call.view, name))
    return Answer(body, "text/csv", call.about.name_file(f"{name}-hxl", "csv"), attachment=True)


_FORMS: dict[str, Callable[[str, Call], Answer]] = {"csv": _answer_csv, "json": _answer_json, "hxl.csv": _answer_hxl}


def without_time(body: bytes, about: About) -> bytes:
    """Return what a file holds but for the time it was made: what its ETag must not change with."""
    return body.replace(about.time.encode(), b"")


def list_files() -> list[str]:
    """Return the names under ``/api/`` that are files of tables."""
    tables = [f"{name}.{form}" for name in COLUMNS for form in _FORMS if form != "hxl.csv" or name in HXL_TABLES]
    return [*tables, *_WHOLE]


def answer_file(call: Call) -> Answer:
    """Answer ``/api/<file>``; raises :class:`ApiFault` 404 with the known files."""
    file = call.path["file"]
    if file not in list_files():
        raise not_found("file", file, list_files(), "/api")
    if file in _WHOLE:
        return _WHOLE[file](call)
    name, _, form = file.partition(".")
    return _FORMS[form](name, call)


def _answer_xlsx(call: Call) -> Answer:
    try:
        body = write_xlsx(call.view, call.about)
    except ExportError as error:
        raise ApiFault(422, str(error)) from error
    name = call.about.name_file("humanitarian-figures", "xlsx")
    return Answer(body, XLSX, name, attachment=True, identity=f"xlsx {call.view.view_hash}".encode())


def _answer_package(call: Call) -> Answer:
    body = write_package(call.view, call.about)
    name = call.about.name_file("humanitarian-figures", "zip")
    return Answer(body, "application/zip", name, attachment=True, identity=f"zip {call.view.view_hash}".encode())


def _answer_descriptor(call: Call) -> Answer:
    """Answer with the data package's descriptor, whose resources are the CSV addresses with the same filter."""
    files = {f"{name}.csv": write_csv(name, table) for name, table in call.view.items()}
    body = (json.dumps(describe_view(call.view, files, call), ensure_ascii=False, indent=2) + "\n").encode()
    return Answer(body, JSON, "datapackage.json", identity=without_time(body, call.about))


def describe_view(view: Tables, files: dict[str, bytes], call: Call) -> dict:
    """Return the descriptor (Frictionless, v1) of the view; paths are relative to its own address."""
    query = write_query(call.choice)
    package = build.describe_package(view.title, files)
    for resource in package["resources"]:
        resource["path"] += f"?{query}" if query else ""
    return package | {"created": call.about.time, "filter": call.about.as_dict()["filter"]}


_WHOLE: dict[str, Callable[[Call], Answer]] = {
    "datapackage.json": _answer_descriptor,
    "tables.xlsx": _answer_xlsx,
    "package.zip": _answer_package,
}
