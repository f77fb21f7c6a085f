"""What every file that leaves the dashboard says of itself: collection, filter, time, standing; and its name."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from dashboard.notes import STANDING_LINE

LICENCE = "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"
ALL = "all figures"
# The earliest time a ZIP can hold: files of equal content become equal bytes.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class About:
    """The collection, what of it was asked for (in words, and as a relative address), and when."""

    title: str
    made: datetime
    filter_text: str = ""
    link: str = "/"

    @property
    def time(self) -> str:
        """The time in UTC, RFC 3339."""
        return self.made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def as_dict(self) -> dict[str, str]:
        """Return all of it as words."""
        return {
            "collection": self.title,
            "filter": self.filter_text or ALL,
            "made": self.time,
            "link": self.link,
            "standing": STANDING_LINE,
            "licence": LICENCE,
        }

    def name_file(self, name: str, ending: str) -> str:
        """Return a file name with day and filter in it, of letters, digits, dots and hyphens alone."""
        parts = [name, self.made.astimezone(UTC).strftime("%Y-%m-%d")]
        if self.filter_text and self.filter_text != ALL:
            parts.append(make_slug(self.filter_text))
        return "-".join(part for part in parts if part) + f".{ending}"


def make_slug(text: str, limit: int = 60) -> str:
    """Return *text* as lower-case ASCII letters and digits with hyphens between, cut at a word where it is long."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
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
            entry.compress_type = zipfile.ZIP_STORED if name.endswith((".png", ".pptx")) else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()


def rewrite_zip(content: bytes, changes: Mapping[str, Callable[[bytes], bytes]] | None = None) -> bytes:
    """Return a ZIP (XLSX, PPTX) with the same files without the times they were written at; *changes* mend some."""
    changes = changes or {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    return make_zip({name: changes.get(name, bytes)(file) for name, file in files.items()})
