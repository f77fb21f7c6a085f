"""What every file that leaves the dashboard says of itself: collection, selection, time, standing; and its name."""

import io
import os
import re
import unicodedata
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlencode, urlsplit

from dashboard.collection.collection import Collection
from dashboard.collection.selection import TOPIC_PARAMETERS, Selection
from dashboard.wording.headings import ALL, describe_selection

STANDING_LINE = "As reported, not independently verified"
LICENCE = "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"
URL_VARIABLE = "DASHBOARD_URL"
LOCAL = "http://localhost:8501"


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
    ``signs`` say where not all of the collection is as it stands in its folder now: "stale", "faults".
    """

    title: str
    made: datetime
    selection: str = ALL
    query: tuple[tuple[str, str], ...] = ()
    base: str = LOCAL
    signs: Mapping[str, str | list[str]] = field(default_factory=dict)

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

    def as_dict(self) -> dict[str, str | list[str]]:
        """Return all of it, as a JSON says it."""
        return {
            "collection": self.title,
            "selection": self.selection,
            "made": self.time,
            "link": self.link_to(page="explore"),
            "standing": STANDING_LINE,
            "licence": LICENCE,
            **self.signs,
        }

    def as_lines(self) -> list[tuple[str, str]]:
        """Return all of it as words, each with its name."""
        return [(name, said if isinstance(said, str) else "; ".join(said)) for name, said in self.as_dict().items()]

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
    """Return *files* (name -> content) as a ZIP."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


class ExportError(Exception):
    """Something cannot be exported; the text says why and what to do."""
