"""What every file that leaves the dashboard says of itself: collection, selection, time, standing; and its name."""

from __future__ import annotations

import io
import os
import re
import unicodedata
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode, urlsplit

from dashboard.collection.collection import Collection
from dashboard.collection.selection import TOPIC_PARAMETERS, Selection
from dashboard.wording.selections import ALL, describe_selection

STANDING_LINE = "As reported, not independently verified"
LICENCE = "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"
URL_VARIABLE = "DASHBOARD_URL"
LOCAL = "http://localhost:8501"
# The earliest time a ZIP can hold: files of equal content become equal bytes.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def read_base(default: str = LOCAL) -> str:
    """Return where the dashboard runs for its readers: ``DASHBOARD_URL``, else *default*; without a slash at the end.

    Raises :class:`ExportError` where the variable holds no http(s) address.
    """
    base = os.environ.get(URL_VARIABLE, "").strip() or default
    return check_base(base, URL_VARIABLE)


def check_base(base: str, where: str) -> str:
    """Return *base* without a slash at its end; raises :class:`ExportError`, naming *where* it stands."""
    try:
        parts = urlsplit(base)
        _ = parts.port
        sound = parts.scheme in ("http", "https") and parts.hostname and not (parts.query or parts.fragment)
    except ValueError:
        sound = None
    if not sound or re.search(r"[\s<>\"'\\]", base):
        raise ExportError(f"{where}: {base[:80]!r}, expected an address such as https://figures.example.org")
    return base.rstrip("/")


@dataclass(frozen=True)
class About:
    """The collection, what of it was asked for (in words and as a query), when, and where the dashboard runs.

    ``base`` is the dashboard's own absolute address, so that a link works after the file has left the machine.
    """

    title: str
    made: datetime
    selection: str = ALL
    query: tuple[tuple[str, str], ...] = ()
    base: str = LOCAL

    @property
    def time(self) -> str:
        """The time in UTC, RFC 3339."""
        return self.made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def link_to(self, address: Mapping[str, str] | None = None, page: str = "") -> str:
        """Return the absolute link of a page with the same selection, *address* in place of what it names too."""
        address = address or {}
        query = urlencode([*(pair for pair in self.query if pair[0] not in address), *address.items()])
        path = f"{self.base}/{page}"
        return f"{path}?{query}" if query else path

    def as_dict(self) -> dict[str, str]:
        """Return all of it as words."""
        return {
            "collection": self.title,
            "selection": self.selection,
            "made": self.time,
            "link": self.link_to(page="explore"),
            "standing": STANDING_LINE,
            "licence": LICENCE,
        }

    def name_file(self, name: str, ending: str) -> str:
        """Return a file name with day and selection in it, of letters, digits, dots and hyphens alone."""
        parts = [name, self.made.astimezone(UTC).strftime("%Y-%m-%d")]
        if self.selection != ALL:
            parts.append(make_slug(self.selection))
        return "-".join(part for part in parts if part) + f".{ending}"


def describe(selection: Selection, collection: Collection, made: datetime, base: str = LOCAL) -> About:
    """Return what a file with what *selection* leaves of *collection* says of itself; what is open is left out."""
    open_now = (*TOPIC_PARAMETERS, "figure")
    pairs = tuple((name, value) for name, value in selection.parameters() if name not in open_now)
    words = describe_selection(selection, collection)
    return About(collection.about.title, made, words, pairs, base)


def make_slug(text: str, limit: int = 60) -> str:
    """Return *text* as lower-case ASCII letters and digits with hyphens between, cut at a word where it is long."""
    plain = unicodedata.normalize("NFKD", text[: 4 * limit]).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(slug) <= limit:
        return slug
    return slug[: limit + 1].rpartition("-")[0] or slug[:limit]


def make_zip(files: Mapping[str, bytes]) -> bytes:
    """Return *files* (name -> content) as a ZIP; the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.external_attr = 0o644 << 16
            # Pictures are compressed already.
            stored = name.endswith((".png", ".pptx", ".pdf", ".xlsx"))
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()


def rewrite_office(content: bytes, time: str) -> bytes:
    """Return an office file (XLSX, PPTX) that knows no time but *time*, and so do the workbooks inside it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    for name, file in files.items():
        if name == "docProps/core.xml":
            files[name] = _TIMES.sub(rb"\g<1>" + time.encode(), file)
        elif name.startswith("ppt/charts/"):
            # A line runs on over a day for which its voice gave no number.
            files[name] = file.replace(b'dispBlanksAs val="gap"', b'dispBlanksAs val="span"')
        elif name.endswith(".xlsx"):
            files[name] = rewrite_office(file, time)
    return make_zip(files)


class ExportError(Exception):
    """Something cannot be exported; the text says why and what to do."""
