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
MAX_CHARACTERS = 2_000_000
SECONDS = 20
_MAX_UNPACKED = 50_000_000
_MAX_PAGES = 500
_KINDS = "plain text, .html, .pdf or .docx"
_WHAT = "expected the text of one report"

_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
# What other encodings of news pages look likely where a file says nothing; the library chooses among them.
_ENCODINGS = ["cp1252", "cp1250", "cp1251", "cp1256", "cp1254", "mac_roman", "gb18030", "big5", "shift_jis"]
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u00ad\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\ud800-\udfff]"
)
_SPACES = re.compile(r"[^\S\n]+")
_ENDS = re.compile(r"[.!?:;…؟۔][\"'”’»)\]]*$")
_PAGE_NUMBER = re.compile(r"(?im)^[ \t]*(?:page )?\d{1,4}(?: ?(?:/|of) ?\d{1,4})?[ \t]*(?:\n|\Z)")
_HYPHEN = re.compile(r"([^\W\d_]+)-\n([^\W\d_]+)")


def take_text(content: bytes | str, name: str = "pasted text") -> Document:
    """Return the text of a pasted *content* or of the file *name*, one paragraph a line, in NFC, without hidden signs.

    Raises :class:`ReadingError` where the content is over 2 MB or no text can be had from it; what was mended or is odd
    stands in the notes of the document.
    """
    where = show(name, 80, quoted=False)
    raw = content.encode("utf-8", "replace") if isinstance(content, str) else content
    if len(raw) > MAX_BYTES:
        raise ReadingError(where, f"{len(raw) / 1e6:.1f} MB, {_WHAT}, at most {MAX_BYTES / 1e6:.0f} MB")
    try:
        return run_limited(read_content, raw, where, seconds=SECONDS)
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


def _read_plain(raw: bytes, where: str) -> Document:
    text, notes = _decode(raw)
    odd = sum(text.count(chr(code)) for code in (*range(9), *range(14, 32), 0xFFFD))
    if odd > 2 + len(text) / 100:
        raise ReadingError(where, f"no text but other data, expected {_KINDS}")
    is_page = _HTML.match(raw) or where.lower().endswith((".html", ".htm", ".xhtml"))
    document = _read_html(text) if is_page else Document(_join_lines(text, broken=False))
    return replace(document, text=_mend_mojibake(document.text), notes=notes)


def _finish(document: Document, where: str) -> Document:
    text, notes = unicodedata.normalize("NFC", bound_marks(document.text)), list(document.notes)
    text = re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text)
    plain = _HIDDEN.sub("", text)
    if len(plain) < len(text):
        notes.append(f"{len(text) - len(plain)} hidden characters were left out (marks of direction, soft hyphens).")
    lines = (_SPACES.sub(" ", line).strip() for line in plain.split("\n"))
    text = "\n".join(line for line in lines if line)
    if not any(sign.isalnum() for sign in text):
        raise ReadingError(where, f"no text in it, {_WHAT}; of a scan, the text that was recognised")
    if len(text) > MAX_CHARACTERS:
        raise ReadingError(where, f"{len(text):,} characters of text, {_WHAT}, at most {MAX_CHARACTERS:,}")
    first = text.partition("\n")[0]
    about = {key: _clean_line(getattr(document, key)) for key in ("title", "publisher", "author", "url")}
    if about["title"] is None and first != text and len(first) <= 200 and not first.endswith("."):
        about["title"] = first
    return replace(document, text=text, notes=tuple(notes), **about)  # type: ignore[arg-type]


def _clean_line(text: str | None) -> str | None:
    return " ".join(_HIDDEN.sub("", unicodedata.normalize("NFC", text[:300])).split()) or None if text else None


def _decode(content: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of *content* and, where its encoding was guessed, a note that names it."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig")):
        with suppress(UnicodeDecodeError):
            if content.startswith(mark):
                return content.decode(encoding), ()
    from charset_normalizer import from_bytes

    # It looks for what the file says of itself, too; of those that fit alike the more usual is taken.
    found = list(from_bytes(content, cp_isolation=_ENCODINGS))
    likely = [match for match in found if (match.chaos, match.coherence) == (found[0].chaos, found[0].coherence)]
    names = {name for match in likely for name in match.could_be_from_charset}
    encoding = next((name for name in _ENCODINGS if name in names), "cp1252")
    return content.decode(encoding, "replace"), (f"The file is not UTF-8; it was read as {encoding}.",)


def _mend_mojibake(text: str) -> str:
    """Put right UTF-8 that was once read as Windows-1252: "â€™" was "’"; any other text is none when it is read so."""
    with suppress(UnicodeError):
        return b"".join(sign.encode("latin-1" if "\x80" <= sign <= "\x9f" else "cp1252") for sign in text).decode()
    return text


def _read_html(html: str) -> Document:
    import trafilatura

    options: dict[str, Any] = {"original_date": True, "extensive_search": False}
    found = trafilatura.bare_extraction(
        html, include_comments=False, with_metadata=True, date_extraction_params=options, favor_recall=True
    )
    language = re.search(r"<html[^>]{0,300}\blang\s*=\s*[\"']?([a-zA-Z]{2,3})\b", html[:5_000])
    about = found if isinstance(found, dict) else found.as_dict() if found else {}
    text = about.get("text") or trafilatura.html2txt(html) or ""
    title = about.get("title")
    if title and title not in text[: 2 * len(title) + 200]:
        text = f"{title}\n{text}"
    published = date.fromisoformat(about["date"]) if about.get("date") else None
    tag = language[1].lower() if language else None
    return Document(text, title, about.get("sitename"), about.get("author"), about.get("url"), published, tag)


def _read_docx(raw: bytes, where: str) -> Document:
    import docx
    from docx.text.paragraph import Paragraph

    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        size = sum(entry.file_size for entry in packed.infolist())
    if size > _MAX_UNPACKED:
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
    from pypdf.errors import DependencyError

    try:
        reader = pypdf.PdfReader(io.BytesIO(raw))
        locked = reader.is_encrypted and not reader.decrypt("")
    except DependencyError:  # for an encryption that it cannot read
        locked = True
    if locked:
        raise ReadingError(where, "protected by a password, expected a PDF that opens without one")
    if len(reader.pages) > _MAX_PAGES:
        raise ReadingError(where, f"{len(reader.pages)} pages, {_WHAT}, at most {_MAX_PAGES}")
    pages = [page.extract_text().strip() for page in reader.pages]
    if not any(sign.isalnum() for page in pages for sign in page):
        found = f"{len(pages)} pages without text, perhaps a scan"
        raise ReadingError(where, f"{found}; expected a PDF whose text can be marked and copied")
    times = Counter(line for page in pages for line in {*page.splitlines()})
    running = {line for line, number in times.items() if number > max(1, len(pages) / 2)}
    pages[1:] = ("\n".join(line for line in page.splitlines() if line not in running) for page in pages[1:])
    # Dates of a PDF's own are those of its making, not of publication.
    text, about = _join_lines(_PAGE_NUMBER.sub("", "\n".join(pages))), reader.metadata
    return Document(text, about.title or None, author=about.author or None) if about else Document(text)


def _join_lines(text: str, broken: bool = True) -> str:
    """Join lines to paragraphs, which a blank line or one that ends early ends; mend words broken by a hyphen.

    A text that need not be *broken* at a width, as one copied out of a PDF is, stays where it does not look so.
    """
    lines = [line.strip() for line in text.splitlines()]
    filled = [line for line in lines if line]
    width = sorted(map(len, filled))[len(filled) * 9 // 10] if filled else 0
    open_ends = sum(not _ENDS.search(line) for line in filled)
    if not broken and (len(filled) < 6 or width > 110 or open_ends <= len(filled) / 2):
        return text
    whole = set(re.findall(r"[^\W\d_]+-[^\W\d_]+", text))

    def mend(found: re.Match[str]) -> str:
        parted = "-".join(found.groups())
        return parted if parted in whole or not found[2][0].islower() else "".join(found.groups())

    lines = _HYPHEN.sub(mend, "\n".join(lines)).split("\n")
    joined = ""
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        goes_on = line and after and (len(line) >= 0.7 * width or after[0].islower())
        joined += f"{line}{' ' if goes_on else chr(10)}"
    return joined
