"""The record that every picture carries: what was shown, from which data; read back and held against today."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal
from urllib.parse import parse_qs, urlsplit

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from dashboard.charts.base import ChartError, Look, SourcedChart
from dashboard.export.chunks import find_text, read_chunks
from dashboard.export.faults import NoRecordError, PictureFault
from dashboard.filters import apply_filter, read_filter
from dashboard.quantity import write_number
from dashboard.tables import Tables

KEYWORD = "humanitarian-figures"
VERSION = 1

_Short = Annotated[str, StringConstraints(max_length=400)]
_Number = Annotated[int, Field(ge=0, le=10**12)]


class ShownFigure(BaseModel):
    """One figure as the picture shows it; ``low`` and ``high`` are the bounds its wording states."""

    model_config = ConfigDict(frozen=True, strict=True)

    id: _Short
    value: _Number | None = None
    low: _Number | None = None
    high: _Number | None = None
    qualifier: _Short
    written: _Short


class Record(BaseModel):
    """What a picture says of itself. All of it is text from a file: shown as text, never trusted as more."""

    model_config = ConfigDict(frozen=True, strict=True)

    version: Annotated[int, Field(ge=1, le=VERSION)]
    chart: _Short
    collection: _Short
    figures: Annotated[list[ShownFigure], Field(max_length=5000)]
    figures_sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    short_id: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}$")]
    made: _Short
    filter: Annotated[str, StringConstraints(max_length=5000)] = ""
    link: Annotated[str, StringConstraints(max_length=10_000)]
    alt: Annotated[str, StringConstraints(max_length=50_000)]


Verdict = Literal["changed", "gone", "other_collection", "described"]


@dataclass(frozen=True)
class Change:
    """How a picture differs from today: ``what`` in words, the figure it concerns, and how it was and is written."""

    kind: Verdict
    what: str
    figure: str | None = None
    old: str | None = None
    new: str | None = None


def make_record(
    sourced: SourcedChart, tables: Tables, *, short_id: str, made: str, link: str, filter_text: str = ""
) -> Record:
    """Make the record of a chart drawn from *tables*."""
    rows = tables.figures.set_index("id")
    return Record(
        version=VERSION,
        chart=sourced.id,
        collection=tables.title,
        figures=[_show(figure, rows.loc[figure]) for figure in dict.fromkeys(sourced.figures)],
        figures_sha256=tables.figures_hash,
        short_id=short_id,
        made=made,
        filter=filter_text,
        link=link,
        alt=sourced.alt,
    )


def _show(figure: str, row: Mapping[str, Any]) -> ShownFigure:
    value, low, high = (None if pd.isna(row[key]) else int(row[key]) for key in ("value", "bound_low", "bound_high"))
    return ShownFigure(id=figure, value=value, low=low, high=high, qualifier=row["qualifier"], written=row["written"])


def write_record(record: Record) -> str:
    """Write the record as JSON in ASCII, so that it survives any program that copies PNG text."""
    return json.dumps(record.model_dump(), ensure_ascii=True, separators=(",", ":"))


def read_picture(content: bytes) -> Record:
    """Read the record out of a PNG.

    Raises :class:`NoRecordError` for a sound PNG without one, and :class:`PictureFault` for everything else that is
    not a picture made here. Nothing of the picture is decompressed but its record, and that within bounds.
    """
    texts = list(find_text(read_chunks(content), KEYWORD))
    if not texts:
        raise NoRecordError(
            "The picture carries no record. It was not made here, or a program took the record out: "
            "screenshots and many messengers do."
        )
    if len(texts) > 1:
        raise PictureFault("The picture carries more than one record, expected one; it was put together from others.")
    return _parse_record(texts[0])


def _parse_record(text: str) -> Record:
    try:
        return Record.model_validate(json.loads(text, parse_constant=_refuse_constant))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the whole"
        raise PictureFault(f"The record in the picture is damaged at {where}: {first['msg']}.") from error
    except (ValueError, RecursionError) as error:
        raise PictureFault("The record in the picture is damaged: it is no JSON.") from error


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def compare_picture(record: Record, tables: Tables) -> list[Change]:
    """Hold a picture's figures against today's; an empty list says that all of them are as they were."""
    if record.collection != tables.title:
        other = f"The picture is of another collection, “{record.collection}”; here is “{tables.title}”."
        return [Change("other_collection", other)]
    rows = tables.figures.set_index("id")
    compared = (_compare_figure(shown, rows) for shown in record.figures)
    changes = [change for change in compared if change is not None]
    return changes or _compare_description(record, tables)


def _compare_figure(shown: ShownFigure, rows: pd.DataFrame) -> Change | None:
    if shown.id not in rows.index:
        return Change("gone", f"{shown.id}: was {shown.written}, is no longer reported here", shown.id, shown.written)
    today = _show(shown.id, rows.loc[shown.id])
    if today == shown:
        return None
    old, new = _tell_apart(shown, today)
    return Change("changed", f"{shown.id}: was {old}, is now {new}", shown.id, old, new)


def _compare_description(record: Record, tables: Tables) -> list[Change]:
    """Draw the same view today and hold what it says against the picture: days, gaps and claims are no figures."""
    from dashboard.charts import CHARTS

    view = _find_view(record.link, tables)
    if view is None or record.chart not in CHARTS or not CHARTS[record.chart].applies(view):
        return []
    try:
        today = CHARTS[record.chart].build(view, Look()).alt
    except ChartError:
        return []
    if today == record.alt:
        return []
    what = "The figures in the picture are as they were, but the chart is described otherwise today."
    return [Change("described", what, old=record.alt, new=today)]


def _find_view(link: str, tables: Tables) -> Tables | None:
    """Return what a picture's link shows today, or None where it names what is not here any more."""
    try:
        parameters = parse_qs(urlsplit(link).query, max_num_fields=1000)
    except ValueError:
        return None
    choice, problems = read_filter(parameters, tables)
    return None if problems else apply_filter(choice, tables)


def _tell_apart(old: ShownFigure, new: ShownFigure) -> tuple[str, str]:
    """Write both figures; where they are written alike, with the number beside it that differs."""
    if old.written != new.written:
        return old.written, new.written
    return tuple(f"{one.written} ({_describe(one)})" for one in (old, new))


def _describe(figure: ShownFigure) -> str:
    low, high = ("not stated" if end is None else write_number(end) for end in (figure.low, figure.high))
    value = "no single number" if figure.value is None else write_number(figure.value)
    return f"{figure.qualifier}, {value}, from {low} to {high}"
