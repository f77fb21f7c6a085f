"""The chunks of a PNG: read within bounds from a file that nobody vouches for, and text put in (PNG 3rd ed., 11.3)."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dashboard.render.faults import RecordError

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 10_000_000
MAX_CHUNKS = 20_000
MAX_TEXT_BYTES = 512 * 1024
_HEADER_BYTES = 13
_TEXT_KINDS = (b"tEXt", b"zTXt", b"iTXt")
_PIXEL_KINDS = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")


class Chunk(NamedTuple):
    """One chunk: its four-letter kind and its data."""

    kind: bytes
    data: bytes


def read_chunks(content: bytes) -> Iterator[Chunk]:
    """Yield the chunks of a PNG up to IEND; raises :class:`RecordError` for whatever is no whole, sound PNG.

    Nothing is decompressed, so the work is bounded by the size of the file.
    """
    if len(content) > MAX_FILE_BYTES:
        size, most = len(content) / 2**20, MAX_FILE_BYTES // 2**20
        raise RecordError(f"The file has {size:,.0f} MB, expected a picture of at most {most} MB.")
    if not content.startswith(SIGNATURE):
        raise RecordError("The file is no PNG: it does not begin as one. Expected a picture downloaded from here.")
    at = len(SIGNATURE)
    for number in range(MAX_CHUNKS):
        chunk = _read_chunk(content, at)
        if number == 0:
            _check_header(chunk)
        yield chunk
        if chunk.kind == b"IEND":
            return
        at += 12 + len(chunk.data)
    raise RecordError(f"The PNG has over {MAX_CHUNKS:,} parts, expected a picture downloaded from here.")


def _read_chunk(content: bytes, at: int) -> Chunk:
    if at + 8 > len(content):
        raise RecordError("The PNG is cut off: it ends before its end mark. Download or copy it again.")
    length, kind = struct.unpack_from(">I4s", content, at)
    end = at + 8 + length
    if end + 4 > len(content):
        raise RecordError("The PNG is cut off: it ends within a part of it. Download or copy it again.")
    data = content[at + 8 : end]
    if zlib.crc32(data, zlib.crc32(kind)) != struct.unpack_from(">I", content, end)[0]:
        raise RecordError("The PNG is damaged: the checksum of a part does not fit. Download or copy it again.")
    return Chunk(kind, data)


def _check_header(chunk: Chunk) -> None:
    if chunk.kind != b"IHDR" or len(chunk.data) != _HEADER_BYTES:
        raise RecordError("The PNG is damaged: it does not begin with its header.")
    width, height = struct.unpack_from(">II", chunk.data)
    if width == 0 or height == 0 or width * height > MAX_PIXELS:
        raise RecordError(
            f"The PNG claims {width:,} × {height:,} pixels, expected at most {MAX_PIXELS:,} in all; it was not opened."
        )


def find_text(content: bytes, keyword: str) -> str | None:
    """Return the one text under *keyword*, None where there is none; a second one is refused before it is inflated."""
    start = keyword.encode("latin-1") + b"\0"
    found: Chunk | None = None
    for chunk in read_chunks(content):
        if chunk.kind in _TEXT_KINDS and chunk.data.startswith(start):
            if found is not None:
                raise RecordError(
                    "The picture carries more than one record, expected one; it was put together from others."
                )
            found = Chunk(chunk.kind, chunk.data[len(start) :])
    return None if found is None else _decode_text(found)


def _decode_text(chunk: Chunk) -> str:
    kind, data = chunk
    compressed = kind == b"zTXt"
    if kind == b"zTXt":
        data = data[1:]
    elif kind == b"iTXt":
        compressed = data[:1] == b"\1"
        *_, data = [b"", *data[2:].split(b"\0", 2)]  # after the language and the translated keyword
    data = _inflate(data) if compressed else data
    if len(data) > MAX_TEXT_BYTES:
        raise RecordError("The record in the picture is larger than any of ours; it was not read.")
    try:
        return data.decode("utf-8" if kind == b"iTXt" else "latin-1")
    except UnicodeDecodeError as error:
        raise RecordError("The record in the picture is damaged: it is no text.") from error


def _inflate(data: bytes) -> bytes:
    """Decompress, but never more than a byte beyond the limit: what is larger is refused, not built in memory."""
    try:
        return zlib.decompressobj().decompress(data, MAX_TEXT_BYTES + 1)
    except zlib.error as error:
        raise RecordError("The record in the picture is damaged: it cannot be decompressed.") from error


def hash_pixels(content: bytes) -> str:
    """Return the SHA-256 of a PNG's size and pixels, which stays the same however the file is compressed.

    Only the picture's own chunks are decoded, into as many pixels as the header claims (at most ``MAX_PIXELS``).
    """
    from PIL import Image

    bare = SIGNATURE + b"".join(_encode_chunk(*chunk) for chunk in read_chunks(content) if chunk.kind in _PIXEL_KINDS)
    try:
        with Image.open(io.BytesIO(bare), formats=["PNG"]) as image:
            pixels = image.convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise RecordError("The PNG is damaged: its pixels cannot be read. Download or copy it again.") from error
    return hashlib.sha256(struct.pack(">II", *pixels.size) + pixels.tobytes()).hexdigest()


def insert_text(content: bytes, texts: Mapping[str, str]) -> bytes:
    """Return the PNG with *texts* (keyword -> text) after its header; the picture itself stays byte for byte."""
    at = len(SIGNATURE) + 12 + _HEADER_BYTES
    if not content.startswith(SIGNATURE) or content[12:16] != b"IHDR":
        raise RecordError("The file is no PNG.")
    return content[:at] + b"".join(_encode_text(*pair) for pair in texts.items()) + content[at:]


def _encode_text(keyword: str, text: str) -> bytes:
    """Write plain ASCII as tEXt, which any program reads, and all else as iTXt, which is UTF-8."""
    key = keyword.encode("latin-1") + b"\0"
    if text.isascii():
        return _encode_chunk(b"tEXt", key + text.encode("ascii"))
    return _encode_chunk(b"iTXt", key + b"\0\0" + b"\0" + b"\0" + text.encode("utf-8"))


def _encode_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I4s", len(data), kind) + data + struct.pack(">I", zlib.crc32(data, zlib.crc32(kind)))
