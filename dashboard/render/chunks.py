"""PNG files that nobody vouches for, opened within bounds, and text put in; Pillow reads and writes what is in them."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from collections.abc import Iterator, Mapping

from PIL import Image, PngImagePlugin

from dashboard.render.faults import RecordError

SIGNATURE = b"\x89PNG\r\n\x1a\n"
HEADER_END = len(SIGNATURE) + 25
MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 10_000_000
MAX_CHUNKS = 20_000
MAX_TEXT_BYTES = 512 * 1024  # as it stands in the file
TOO_LARGE = "The record in the picture is larger than any of ours; it was not read."
_TEXT_KINDS = (b"tEXt", b"zTXt", b"iTXt")
_PIXEL_KINDS = (b"PLTE", b"tRNS", b"IDAT", b"IEND")


def read_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield kind and bytes of each chunk up to IEND, inflating none; raises :class:`RecordError` for no sound PNG."""
    if len(content) > MAX_FILE_BYTES:
        size, most = len(content) / 2**20, MAX_FILE_BYTES // 2**20
        raise RecordError(f"The file has {size:,.0f} MB, expected a picture of at most {most} MB.")
    if not content.startswith(SIGNATURE):
        raise RecordError("The file is no PNG: it does not begin as one. Expected a picture downloaded from here.")
    at = len(SIGNATURE)
    for _ in range(MAX_CHUNKS):
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        whole = content[at : at + 12 + length]
        if len(whole) < 12 + length:
            raise RecordError("The PNG is cut off: it ends before its end mark. Download or copy it again.")
        if zlib.crc32(whole[4:-4]) != int.from_bytes(whole[-4:]):
            raise RecordError("The PNG is damaged: the checksum of a part does not fit. Download or copy it again.")
        yield kind, whole
        if kind == b"IEND":
            return
        at += len(whole)
    raise RecordError(f"The PNG has over {MAX_CHUNKS:,} parts, expected a picture downloaded from here.")


def open_png(content: bytes, keyword: str = "") -> Image.Image:
    """Open a PNG with its pixels and at most one text, that under *keyword*; a second is refused before it is inflated.

    What is inflated is bounded by the size that the header claims (``MAX_PIXELS``) and by Pillow's 1 MB for a text.
    """
    (first, header), *chunks = read_chunks(content)
    if first != b"IHDR" or len(header) != 25:
        raise RecordError("The PNG is damaged: it does not begin with its header.")
    width, height = struct.unpack_from(">II", header, 8)
    if width * height > MAX_PIXELS:
        raise RecordError(
            f"The PNG claims {width:,} × {height:,} pixels, expected at most {MAX_PIXELS:,} in all; it was not opened."
        )
    start = keyword.encode() + b"\0"
    texts = [whole for kind, whole in chunks if keyword and kind in _TEXT_KINDS and whole.startswith(start, 8)]
    if len(texts) > 1:
        raise RecordError("The picture carries more than one record, expected one; it was put together from others.")
    if sum(map(len, texts)) > MAX_TEXT_BYTES:
        raise RecordError(TOO_LARGE)
    pixels = [whole for kind, whole in chunks if kind in _PIXEL_KINDS]
    try:
        return Image.open(io.BytesIO(b"".join([SIGNATURE, header, *texts, *pixels])), formats=["PNG"])
    except ValueError as error:
        raise RecordError(TOO_LARGE) from error
    except OSError as error:
        raise RecordError("The PNG is damaged: it cannot be opened. Download or copy it again.") from error


def hash_pixels(content: bytes) -> str:
    """Return the SHA-256 of a PNG's size and pixels, which stays the same however the file is compressed."""
    try:
        with open_png(content) as image:
            pixels = image if image.mode == "RGB" else image.convert("RGB")
            pixels.load()
    except (OSError, ValueError, SyntaxError) as error:
        raise RecordError("The PNG is damaged: its pixels cannot be read. Download or copy it again.") from error
    return hashlib.sha256(struct.pack(">II", *pixels.size) + pixels.tobytes()).hexdigest()


def insert_text(content: bytes, texts: Mapping[str, str]) -> bytes:
    """Return the PNG with *texts* (keyword -> text) after its header; the picture itself stays byte for byte."""
    out = io.BytesIO()
    for keyword, text in texts.items():
        # Plain ASCII as tEXt, which any program reads, and all else as iTXt, which is UTF-8.
        kind, data = (b"tEXt", text.encode()) if text.isascii() else (b"iTXt", b"\0\0\0\0" + text.encode())
        PngImagePlugin.putchunk(out, kind, keyword.encode() + b"\0" + data)
    return content[:HEADER_END] + out.getvalue() + content[HEADER_END:]
