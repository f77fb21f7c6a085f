"""What an export is of: the part of a collection, its exhibits, how they look, and what every file says of itself."""

import io
import logging
import os
import re
import textwrap
import unicodedata
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

import pandas as pd

from dashboard.collection.collection import Collection
from dashboard.collection.selection import TOPIC_PARAMETERS, Selection
from dashboard.compare import Topic
from dashboard.exhibits import QUESTIONS, NothingToShow, Question, find_question
from dashboard.exhibits.exhibit import Exhibit, Theme
from dashboard.wording.headings import ALL, describe_selection

STANDING_LINE = "As reported, not independently verified"
LICENCE = "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"
URL_VARIABLE = "DASHBOARD_URL"
LOCAL = "http://localhost:8501"
LONGEST_SLUG = 60


class ExportError(Exception):
    """Something cannot be exported; the text says why and what to do."""


def read_base(default: str = LOCAL) -> str:
    """Return where the dashboard runs for its readers: ``DASHBOARD_URL``, else *default*; as :func:`check_base`."""
    return check_base(os.environ.get(URL_VARIABLE, "").strip() or default, URL_VARIABLE)


def check_base(base: str, where: str) -> str:
    """Return *base* without a slash at its end; raises :class:`ExportError`, naming *where* it stands."""
    if not name_host(base):
        raise ExportError(f"{where}: {base[:80]!r}, expected an address such as https://figures.example.org")
    return base.rstrip("/")


def name_host(address: str) -> str:
    """Return the host name of an http(s) address without a query, empty where it is none."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return ""
    sound = parts.scheme in ("http", "https") and not (parts.query or parts.fragment or "@" in parts.netloc)
    return (parts.hostname or "").rstrip(".") if sound and not re.search(r"[\s<>\"'\\]", address) else ""


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
        words = "" if self.selection == ALL else unicodedata.normalize("NFKD", self.selection[: 4 * LONGEST_SLUG])
        words = re.sub(r"[^a-z0-9]+", " ", words.encode("ascii", "ignore").decode().lower())
        slug = textwrap.shorten(words, LONGEST_SLUG, placeholder="").replace(" ", "-")
        return f"{'-'.join(filter(None, [name, self.time[:10], slug]))}.{ending}"


def describe(selection: Selection, collection: Collection, made: datetime, base: str = LOCAL) -> About:
    """Return what a file with what *selection* leaves of *collection* says of itself; what is open is left out."""
    pairs = (pair for pair in selection.parameters() if pair[0] not in (*TOPIC_PARAMETERS, "figure"))
    return About(collection.about.title, made, describe_selection(selection, collection), tuple(pairs), base)


def make_zip(files: Mapping[str, bytes]) -> bytes:
    """Return *files* (name -> content) as a ZIP."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


class LeftOut(NamedTuple):
    """An exhibit that was left out, and why."""

    id: str
    reason: str

    def __str__(self) -> str:
        return f"{self.id} was left out: {self.reason.removeprefix(f'{self.id}: ')}"


@dataclass(frozen=True)
class Order:
    """What is to be written: which table or exhibits of a part of the collection, in which look, from which page."""

    collection: Collection
    about: About
    table: str = "figures"
    exhibits: tuple[Exhibit, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    preset: str = "slide"
    theme: Theme = "light"
    page: str = ""

    @property
    def rows(self) -> pd.DataFrame:
        """The table that is asked for."""
        return getattr(self.collection.tables, self.table)  # type: ignore[no-any-return]

    @property
    def some_exhibits(self) -> tuple[Exhibit, ...]:
        """The exhibits; raises :class:`ExportError` where there is none, with the first reason."""
        if not self.exhibits:
            why = self.left_out[0].reason if self.left_out else "none was asked for"
            raise ExportError(f"there is no exhibit to show: {why}")
        return self.exhibits

    def choose(self, names: Sequence[str] = (), topic: Topic | None = None, briefing: bool = False) -> "Order":
        """Return the order with the exhibits of these ids that have something to show, and those that have not.

        By default all of the registry (for a *briefing* those meant for one), with a *topic* only those that take one.
        Raises :class:`~dashboard.exhibits.UnknownExhibit`.
        """
        questions = [find_question(name) for name in dict.fromkeys(names)] or list(QUESTIONS)
        if not names and topic is not None:
            questions = [question for question in questions if question.takes_topic]
        elif not names and briefing:
            questions = [question for question in questions if question.in_briefing] or questions
        answers = [answer_or_explain(question, self.collection, topic) for question in questions]
        exhibits = tuple(one for one in answers if isinstance(one, Exhibit))
        return replace(self, exhibits=exhibits, left_out=tuple(one for one in answers if isinstance(one, LeftOut)))


def answer_or_explain(question: Question, collection: Collection, topic: Topic | None = None) -> Exhibit | LeftOut:
    """Return a question's exhibit, or why there is none; one that fails is logged, and the others are made."""
    try:
        return question.answer(collection, topic)
    except NothingToShow as nothing:
        return LeftOut(question.id, str(nothing))
    except Exception:
        logging.getLogger(__name__).exception("the exhibit %s could not be made", question.id)
        return LeftOut(question.id, "It could not be made; the reason stands in the server's log.")
