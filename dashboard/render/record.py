"""The record that every PNG carries: what was shown, from which data; read back, and held against today."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from dashboard.exhibits.exhibit import Exhibit
from dashboard.records.reported import ReportedFigure
from dashboard.render.chunks import hash_pixels, insert_text, open_png
from dashboard.render.faults import NoRecordError, RecordError

KEYWORD = "humanitarian-figures"
PIXELS = {
    True: "Pixels: the same as when the record was written.",
    False: "Pixels: not those the record was written for; the picture was changed, resized or replaced.",
}
FIGURES = {True: "Record: its list of figures is whole.", False: "Record: its list of figures was changed."}
NOT_A_SIGNATURE = "A record is not a signature: whoever changes both picture and record can make them fit."

_Short = Annotated[str, StringConstraints(max_length=400)]
_Long = Annotated[str, StringConstraints(max_length=20_000)]
_Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
_Number = Annotated[float, Field(ge=0, le=10**12, allow_inf_nan=False)]


class ShownFigure(BaseModel):
    """One figure as it was when the picture was made; ``low`` and ``high`` are the bounds its wording states."""

    model_config = ConfigDict(frozen=True, strict=True)

    id: _Short
    written: _Short
    value: _Number | None = None
    low: _Number | None = None
    high: _Number | None = None
    qualifier: _Short


class Record(BaseModel):
    """What a picture says of itself. All of it is text from a file: shown as text, never trusted as more."""

    model_config = ConfigDict(frozen=True, strict=True)

    version: Literal[2]
    exhibit: _Short
    key: _Short
    collection: _Short
    figures: Annotated[list[ShownFigure], Field(max_length=5000)]
    figures_sha256: _Hash
    pixels_sha256: _Hash
    made: _Short
    link: _Long
    title: _Long
    alt: _Long
    source: Annotated[list[_Long], Field(max_length=20)]


class Finding(NamedTuple):
    """One thing that was checked: whether it is as it was, and that in words."""

    holds: bool
    text: str


def show_figure(figure: ReportedFigure) -> ShownFigure:
    """Return what a record keeps of *figure*."""
    numbers = {"value": figure.value, "low": figure.bounds.low, "high": figure.bounds.high}
    stated = {name: float(number) for name, number in numbers.items() if number not in (None, math.inf)}
    return ShownFigure(id=figure.id, written=figure.written, qualifier=figure.qualifier, **stated)


def add_record(
    png: bytes,
    exhibit: Exhibit,
    figures: Iterable[ReportedFigure],
    collection: str,
    made: datetime,
    link: str | None = None,
) -> bytes:
    """Return *png* with its record and the text chunks that other programs show.

    *figures* are those of the exhibit, *collection* is the title of theirs.
    """
    shown = [show_figure(figure) for figure in figures]
    time = made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    texts = {"Title": exhibit.title, "Description": exhibit.alt, "Source": "; ".join(exhibit.source)}
    record = {
        "version": 2,
        "exhibit": exhibit.id,
        "key": exhibit.key,
        "collection": collection,
        "figures": [figure.model_dump() for figure in shown],
        "figures_sha256": _hash_figures(shown),
        "pixels_sha256": hash_pixels(png),
        "made": time,
        "link": link or "",
        "title": exhibit.title,
        "alt": exhibit.alt,
        "source": exhibit.source,
    }
    return insert_text(png, texts | {"Creation Time": time, KEYWORD: json.dumps(record, separators=(",", ":"))})


def _hash_figures(figures: Sequence[ShownFigure]) -> str:
    dumped = json.dumps([figure.model_dump() for figure in figures], separators=(",", ":"))
    return hashlib.sha256(dumped.encode()).hexdigest()


def read_record(content: bytes) -> Record:
    """Read the record out of an uploaded PNG.

    Raises :class:`NoRecordError` for a sound PNG without one, :class:`RecordError` for all else that is not a picture
    made here. Nothing is inflated but that one record, and it within bounds.
    """
    with open_png(content, KEYWORD) as image:
        text = image.info.get(KEYWORD)
    if text is None:
        raise NoRecordError(
            "The picture carries no record. It was not made here, or a program took the record out: "
            "screenshots and many messengers do."
        )
    try:
        return Record.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = f" at {'.'.join(map(str, first['loc']))[:80]}" if first["loc"] else ""
        raise RecordError(f"The record in the picture is damaged{where}: {first['msg']}.") from error


def check_picture(content: bytes, record: Record) -> list[Finding]:
    """Check the picture's pixels and the record's list of figures against the hashes in the record."""
    pixels = hash_pixels(content) == record.pixels_sha256
    figures = _hash_figures(record.figures) == record.figures_sha256
    return [Finding(pixels, PIXELS[pixels]), Finding(figures, FIGURES[figures])]


def compare_figures(record: Record, figures: Iterable[ReportedFigure]) -> list[Finding]:
    """Hold the record's figures against *figures*, those of the collection today: one finding each."""
    today = {figure.id: show_figure(figure) for figure in figures}
    return [_compare(shown, today.get(shown.id)) for shown in record.figures]


def _compare(shown: ShownFigure, today: ShownFigure | None) -> Finding:
    if today is None:
        return Finding(False, f"{shown.id}: was {shown.written}, is no longer reported here")
    if today == shown:
        return Finding(True, f"{shown.id}: {shown.written}, as today")
    old, new = shown.written, today.written
    if old == new:
        old, new = f"{old} ({_describe(shown)})", f"{new} ({_describe(today)})"
    return Finding(False, f"{shown.id}: was {old}, is now {new}")


def _describe(figure: ShownFigure) -> str:
    low, high = ("not stated" if end is None else f"{end:,.10g}" for end in (figure.low, figure.high))
    return f"{figure.qualifier.replace('_', ' ')}, from {low} to {high}"
