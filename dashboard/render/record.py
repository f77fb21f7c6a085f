"""The record that every PNG carries: what was shown, from which data; read within bounds, and held against today."""

import hashlib
import io
import json
import math
import struct
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Literal

from PIL import Image, PngImagePlugin
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from dashboard.collection.collection import Collection
from dashboard.exhibits.exhibit import Exhibit
from dashboard.records.reported import ReportedFigure

SIGNATURE = b"\x89PNG\r\n\x1a\n"
HEADER_END = len(SIGNATURE) + 25
MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 10_000_000
MAX_CHUNKS = 20_000
MAX_TEXT_BYTES = 512 * 1024  # as it stands in the file
NO_RECORD = "The picture carries no record: it is not from here, or lost it, as in screenshots and many messengers."
TOO_LARGE = "The record in the picture is larger than any of ours; it was not read."
KEYWORD = "humanitarian-figures"
PIXELS = {
    True: "Pixels: the same as when the record was written.",
    False: "Pixels: not those the record was written for; the picture was changed, resized or replaced.",
}
NOT_A_SIGNATURE = "A record is not a signature: whoever changes both picture and record can make them fit."

_Short = Annotated[str, StringConstraints(max_length=400)]
_Long = Annotated[str, StringConstraints(max_length=20_000)]
_Number = Annotated[float, Field(ge=0, le=10**12, allow_inf_nan=False)]


class RecordError(Exception):
    """The file is no picture that can be read; the message says why."""


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
    pixels_sha256: _Short
    made: _Short
    link: _Long
    title: _Long
    alt: _Long
    source: Annotated[list[_Long], Field(max_length=20)]


def show_figure(figure: ReportedFigure) -> ShownFigure:
    """Return what a record keeps of *figure*."""
    numbers = {"value": figure.value, "low": figure.bounds.low, "high": figure.bounds.high}
    stated = {name: float(number) for name, number in numbers.items() if number not in (None, math.inf)}
    return ShownFigure(id=figure.id, written=figure.written, qualifier=figure.qualifier, **stated)


def add_record(png: bytes, exhibit: Exhibit, whole: Collection, made: datetime, link: str | None = None) -> bytes:
    """Return *png* with its record, of figures of the *whole* collection, and the text chunks that others show."""
    time = made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    record = {
        "version": 2,
        "exhibit": exhibit.id,
        "key": exhibit.key,
        "collection": whole.about.title,
        "figures": [show_figure(whole.figure(name)).model_dump() for name in dict.fromkeys(exhibit.figures)],
        "pixels_sha256": hash_pixels(png),
        "made": time,
        "link": link or "",
        "title": exhibit.title,
        "alt": exhibit.alt,
        "source": exhibit.source,
    }
    texts = {"Title": exhibit.title, "Description": exhibit.alt, "Source": "; ".join(exhibit.source)}
    return insert_text(png, texts | {"Creation Time": time, KEYWORD: json.dumps(record, separators=(",", ":"))})


def read_record(content: bytes) -> Record:
    """Read the record out of an uploaded PNG; raises :class:`RecordError` for all that is not a picture made here."""
    text = open_png(content, load=False).info.get(KEYWORD)
    if text is None:
        raise RecordError(NO_RECORD)
    try:
        return Record.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = f" at {'.'.join(map(str, first['loc']))[:80]}" if first["loc"] else ""
        raise RecordError(f"The record in the picture is damaged{where}: {first['msg']}.") from error


def open_png(content: bytes, load: bool) -> Image.Image:
    """Open a PNG of its record, if it has one, and its pixels, which wait for *load*; raises :class:`RecordError`.

    What is inflated is bounded by ``MAX_PIXELS`` and by Pillow's 1 MB for a text; beside a second record, nothing is.
    """
    if len(content) > MAX_FILE_BYTES:
        raise RecordError(f"The file is too large, expected a picture of at most {MAX_FILE_BYTES // 2**20} MB.")
    if not content.startswith(SIGNATURE + b"\0\0\0\x0dIHDR") or len(content) < HEADER_END:
        raise RecordError("The file is no PNG: it does not begin as one. Expected a picture downloaded from here.")
    width, height = struct.unpack_from(">II", content, HEADER_END - 17)
    if width * height > MAX_PIXELS:
        raise RecordError(f"The PNG claims {width:,} × {height:,} pixels, expected at most {MAX_PIXELS:,} in all.")
    records, pixels, at = [], [], HEADER_END
    for _ in range(MAX_CHUNKS):
        kind, end = content[at + 4 : at + 8], at + 12 + int.from_bytes(content[at : at + 4])
        if kind in (b"tEXt", b"zTXt", b"iTXt") and content.startswith(KEYWORD.encode() + b"\0", at + 8):
            records.append(content[at:end])
        elif kind in (b"PLTE", b"tRNS", b"IDAT", b"IEND"):
            pixels.append(content[at:end])
        if kind == b"IEND":
            break
        at = end
    if len(records) > 1:
        raise RecordError("The picture carries more than one record, expected one; it was put together from others.")
    if sum(map(len, records)) > MAX_TEXT_BYTES:
        raise RecordError(TOO_LARGE)
    try:
        image = Image.open(io.BytesIO(b"".join([content[:HEADER_END], *records, *pixels])), formats=["PNG"])
        if load:
            image.load()
        return image
    except ValueError as error:
        raise RecordError(TOO_LARGE) from error
    except (OSError, SyntaxError) as error:
        raise RecordError("The PNG is damaged or cut off. Download or copy it again.") from error


def hash_pixels(content: bytes) -> str:
    """Return the SHA-256 of a PNG's size and pixels, which stays the same however the file is compressed."""
    pixels = open_png(content, load=True).convert("RGB")
    return hashlib.sha256(struct.pack(">II", *pixels.size) + pixels.tobytes()).hexdigest()


def insert_text(content: bytes, texts: Mapping[str, str]) -> bytes:
    """Return the PNG with *texts* (keyword -> text) after its header; the picture itself stays byte for byte."""
    out = io.BytesIO()
    for keyword, text in texts.items():
        # Plain ASCII as tEXt, which any program reads, and all else as iTXt, which is UTF-8.
        kind, data = (b"tEXt", text.encode()) if text.isascii() else (b"iTXt", b"\0\0\0\0" + text.encode())
        PngImagePlugin.putchunk(out, kind, keyword.encode() + b"\0" + data)
    return content[:HEADER_END] + out.getvalue() + content[HEADER_END:]


def check_picture(content: bytes, collection: Collection) -> list[str]:
    """Return what a picture's record says and whether pixels and figures are as they were, one line each."""
    try:
        record = read_record(content)
        pixels = PIXELS[hash_pixels(content) == record.pixels_sha256]
    except RecordError as error:
        return [str(error)]
    head = f"{record.title} Made {record.made}, {record.exhibit}, key {record.key}."
    lines, whole, many = [head, pixels], collection.whole, len(record.figures)
    if record.collection != whole.about.title:
        return [*lines, f"It is of another collection, “{record.collection}”; here is “{whole.about.title}”."]
    today = {figure.id: show_figure(figure) for figure in whole.figures}
    changed = [(was, today.get(was.id)) for was in record.figures if was != today.get(was.id)]
    if not changed:
        return [*lines, f"Figures: all {many} are as they are today.", NOT_A_SIGNATURE]
    lines.append(f"Figures: {len(changed)} of {many} are not as they are today.")
    for was, now in changed:
        same = now is not None and now.written == was.written
        told = f"is now {now.written}" if now else "is no longer reported here"
        lines.append(
            f"{was.id}: was {was.written}, {'with other bounds or another qualifier than today' if same else told}"
        )
    return [*lines, NOT_A_SIGNATURE]
