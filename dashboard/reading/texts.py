"""Take a text in: pasted, or from a .txt, .html, .pdf or .docx file, with what the file says of itself.

Nothing is fetched. The content is foreign: it is worked on in a process of its own with a limit of time and memory.
"""

import io
import re
import unicodedata
import zipfile
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from dashboard.collection.faults import show
from dashboard.collection.worker import WorkError, run_limited
from dashboard.reading.proposals import Document, ReadingError
from dashboard.records.folding import bound_marks

MAX_BYTES = 2_000_000
_KINDS = "plain text, .html, .pdf or .docx"
_WHAT = "expected the text of one report"

# What other encodings of news pages look likely where a file says nothing, the more usual first.
_ENCODINGS = ["cp1252", "cp1250", "cp1251", "cp1256", "cp1254", "mac_roman", "gb18030", "big5", "shift_jis"]
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u00ad\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\ud800-\udfff]"
)
_LABEL = re.compile(r"(?i)(?:(?:press|news|media) (?:release|statement)|for immediate release)\W*")  # no title
_ENDS = re.compile(r"[.!?:;…؟۔][\"'”’»)\]]*$")


def take_text(content: bytes | str, name: str = "pasted text") -> Document:
    """Return the text of a pasted *content* or of the file *name*, one paragraph a line, in NFC, without hidden signs.

    Raises :class:`ReadingError` where the content is over 2 MB or no text can be had from it; what was mended or is odd
    stands in the notes of the document.
    """
    where = show(name, 80, quoted=False)
    raw = content.encode("utf-8", "replace") if isinstance(content, str) else content
    if len(raw) > MAX_BYTES:
        raise ReadingError(where, f"over {MAX_BYTES / 1e6:.0f} MB, {_WHAT}, at most {MAX_BYTES / 1e6:.0f} MB")
    try:
        return run_limited(read_content, raw, where)
    except WorkError as error:
        raise ReadingError(where, f"{error} {_WHAT.capitalize()}.") from error


def read_content(raw: bytes, where: str) -> Document:
    """Do what :func:`take_text` says, here and without a limit of time."""
    kind, read = "a text", _read_plain
    if raw.startswith(b"%PDF-"):
        kind, read = "a PDF", _read_pdf
    elif raw.startswith(b"PK\x03\x04"):
        kind, read = "a .docx file", _read_docx
    try:
        return _finish(read(raw, where), where)
    except (ReadingError, MemoryError):
        raise
    except Exception as error:  # what the libraries make of a broken file
        raise ReadingError(where, f"cannot be opened as {kind}, expected {_KINDS}") from error


def _finish(document: Document, where: str) -> Document:
    text, notes = unicodedata.normalize("NFC", bound_marks(document.text)), list(document.notes)
    text = re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text)
    plain = _HIDDEN.sub("", text)
    if len(plain) < len(text):
        notes.append(f"{len(text) - len(plain)} hidden characters were left out (marks of direction, soft hyphens).")
    text = "\n".join(filter(None, (" ".join(line.split()) for line in plain.split("\n"))))
    if not any(sign.isalnum() for sign in text):
        raise ReadingError(where, f"no text in it, {_WHAT}; of a scan, the text that was recognised")
    if len(text) > MAX_BYTES:
        raise ReadingError(where, f"{len(text):,} characters of text, {_WHAT}, at most {MAX_BYTES:,}")
    first = next((line for line in text.split("\n") if not _LABEL.fullmatch(line)), text)
    about = {key: _clean_line(getattr(document, key)) for key in ("title", "publisher", "author", "url")}
    if about["title"] is None and first != text and len(first) <= 200 and not first.endswith("."):
        about["title"] = first
    return replace(document, text=text, notes=tuple(notes), **about)  # type: ignore[arg-type]


def _clean_line(text: str | None) -> str | None:
    return " ".join(_HIDDEN.sub("", unicodedata.normalize("NFC", text[:300])).split()) or None if text else None


def _read_plain(raw: bytes, where: str) -> Document:
    text, notes = _decode(raw, where)
    is_page = re.search(r"(?i)<(?:!doctype\s+html|html|head|body)\b", text[:2_000])
    named = where.lower().endswith((".html", ".htm", ".xhtml"))
    document = _read_html(text) if is_page or named else Document(_join_lines(text, broken=False))
    with suppress(UnicodeError):  # UTF-8 that was once read as Windows-1252, "â€™" for "’"; no other text is read so
        signs = (sign.encode("latin-1" if "\x80" <= sign <= "\x9f" else "cp1252") for sign in document.text)
        document = replace(document, text=b"".join(signs).decode())
    return replace(document, notes=notes)


def _decode(raw: bytes, where: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of *raw* and, where its encoding was guessed, a note that names it."""
    with suppress(UnicodeDecodeError):
        return raw.decode("utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"), ()
    from charset_normalizer import from_bytes

    found = list(from_bytes(raw, cp_isolation=_ENCODINGS))
    if not found:
        raise ReadingError(where, f"no text but other data, expected {_KINDS}")
    likely = [one for one in found if (one.chaos, one.coherence) == (found[0].chaos, found[0].coherence)]
    encoding = min((name for one in likely for name in one.could_be_from_charset), key=_ENCODINGS.index)
    return raw.decode(encoding, "replace"), (f"The file is not UTF-8; it was read as {encoding}.",)


def _read_html(html: str) -> Document:
    import trafilatura

    dates = {"original_date": True, "extensive_search": False}
    options: Any = {"include_comments": False, "with_metadata": True, "favor_recall": True}
    found: Any = trafilatura.bare_extraction(html, date_extraction_params=dates, **options)
    about = found.as_dict() if found else {}
    text, title = about.get("text") or trafilatura.html2txt(html) or "", about.get("title")
    if title and title not in text[: 2 * len(title) + 200]:
        text = f"{title}\n{text}"
    published = date.fromisoformat(about["date"]) if about.get("date") else None
    language = re.search(r"<html[^>]{0,300}\blang\s*=\s*[\"']?([a-zA-Z]{2,3})\b", html[:5_000])
    tag = language[1].lower() if language else None
    return Document(text, title, about.get("sitename"), about.get("author"), about.get("url"), published, tag)


def _read_docx(raw: bytes, where: str) -> Document:
    import docx
    from docx.text.paragraph import Paragraph

    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        size = sum(entry.file_size for entry in packed.infolist())
    if size > 50_000_000:
        raise ReadingError(where, f"{size / 1e6:.0f} MB when unpacked, expected at most 50 MB")
    word = docx.Document(io.BytesIO(raw))
    lines: list[str] = []
    for block in word.iter_inner_content():
        if isinstance(block, Paragraph):
            lines.append(block.text)
        else:
            lines += ["; ".join(cell.text for cell in row.cells) for row in block.rows]
    about = word.core_properties
    return Document("\n".join(lines), about.title or None, author=about.author or None)


def _read_pdf(raw: bytes, where: str) -> Document:
    import pypdf
    from pypdf.errors import DependencyError, FileNotDecryptedError

    try:
        reader = pypdf.PdfReader(io.BytesIO(raw))
        pages = [page.extract_text().strip().splitlines() for page in reader.pages]
    except (DependencyError, FileNotDecryptedError) as error:
        raise ReadingError(where, "protected by a password, expected a PDF that opens without one") from error
    # What most pages begin or end with, but for its number, is no part of the text; the first page keeps its title.
    edges = Counter(shape for lines in pages for shape in {*map(_shape, lines[:2] + lines[-2:])})
    running = {shape for shape, times in edges.items() if times > max(1, len(pages) / 2)}
    titles = [line for line in pages[0] if line == _shape(line) in running] if pages else []
    kept = [line for lines in pages for line in lines if _shape(line) not in running]
    text, about = _join_lines("\n".join([*titles, *kept])), reader.metadata
    # Dates of a PDF's own are those of its making, not of publication.
    return Document(text, about.title or None, author=about.author or None) if about else Document(text)


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _join_lines(text: str, broken: bool = True) -> str:
    """Join lines to paragraphs, which a blank line or one that ends early ends; mend words broken by a hyphen.

    A text that need not be *broken* at a width, as one copied out of a PDF is, stays where it does not look so.
    """
    mended = re.sub(r"(?<=[^\W\d_])-\r?\n[ \t]*([^\W\d_])", lambda at: at[1] if at[1].islower() else f"-{at[1]}", text)
    lines = [line.strip() for line in mended.split("\n")]
    filled = [line for line in lines if line]
    width = sorted(map(len, filled))[len(filled) * 9 // 10] if filled else 0
    open_ends = sum(not _ENDS.search(line) for line in filled)
    if not broken and (len(filled) < 6 or width > 110 or open_ends <= len(filled) / 2):
        return text
    joined = ""
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        goes_on = line and after and (len(line) >= 0.7 * width or after[0].islower())
        joined += f"{line}{' ' if goes_on else chr(10)}"
    return joined
