"""Every number on every page carries its qualifier, and every gap says whose: by the figures' own written forms.

No counts are expected here: a number is right where it stands in a form that its own figure has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard import compare
from dashboard.collection import Collection, read_collection
from dashboard.views.frame import VIEWS
from dashboard.wording.sentences import start
from dashboard.wording.sources import name_source
from tests.exhibits.strays import DAYS, find_strays

SAMPLES = Path(__file__).parents[1] / "samples"
BLOCKS = {"p", "li", "td", "th", "h1", "h2", "h3", "h4", "div", "dt", "dd", "figcaption", "caption", "summary"}
# What says that nobody has a full number; a heading of such a list says whose by "these".
GAP = re.compile(r"(?i)no full count|not (?:fully )?(?:documented|counted)|cannot be counted")
# Numbers of the pages themselves: keys of a map, columns that count records, controls.
OURS = re.compile(
    r"^\d+$|^\d+ of \d+$|\b0 reported\b|^\d+ (?=[A-Z])|HXL 1\.1|UTF-8|[\d,]+ km\b|\b\d+ to \d+ of [\d,]+\b|[Pp]age \d+|[\d,]+ kB"
)


class Blocks(HTMLParser):
    """The texts of a page, one for each cell, paragraph or row of cells, with the figures that each links to."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, set[str]]] = [("", set())]
        self.rows: list[str] = [""]
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.found.append(("", set()))
        if tag in ("tr", "section", "details", "h1", "h2", "h3"):
            self.rows.append("")
        asked = parse_qs(urlsplit(dict(attributes).get("href") or "").query)
        self.found[-1][1].update(asked.get("figure", []) if tag == "a" else [])
        self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.found.append(("", set()))

    def handle_data(self, text: str) -> None:
        told, figures = self.found[-1]
        self.found[-1] = told + text, figures
        self.rows[-1] += text


def list_texts(collection: Collection) -> list[str]:
    """All texts of the collection's records that may hold a number: quotes, notes, titles, addresses, names."""
    records = [*collection.figures, *collection.gaps, *collection.statements, *collection.events]
    texts = [
        getattr(one, name.name) for one in records for name in fields(one) if name.name not in ("written", "wording")
    ]
    texts += [text for source in collection.reports.values() for text in source.model_dump().values()]
    tables = ("places", "indicators", "groups", "speakers")
    texts += [
        text
        for table in tables
        for word in collection.vocabulary.table(table).values()
        for text in word.model_dump().values()
    ]
    return [text for text in texts if isinstance(text, str)]


@pytest.fixture(scope="module", params=["real", "earthquake", "invented"])
def shown(request) -> Collection:
    """Each collection whole."""
    if request.param == "invented":
        return read_collection(SAMPLES / "invented")
    return request.getfixturevalue(request.param)


def addresses(collection):
    """Every page as it opens, and some figures' pages."""
    yield from ((view.path, "") for view in VIEWS)
    yield from (("figure", f"figure={one.id}") for one in collection.figures[:: max(1, len(collection.figures) // 4)])


def told_with(collection: Collection, names: Iterable[str]) -> set[str]:
    """The figures that may be told with these: what their standings and ladders name."""
    comparison, found = compare.of(collection.whole), set(names)
    for figure in map(collection.figure, names):
        standing = comparison.standing(figure)
        named = [*standing.proofs, *(one for figures in standing.also.values() for one in figures)]
        ladders = (ladder for ladder in comparison.ladders() if figure in ladder)
        found |= {one.id for one in (*named, *(one for ladder in ladders for one in ladder))}
    return found


def find_numbers(blocks: Blocks, shown: Collection, ours: set[str]) -> Iterator[str]:
    """Say which texts have a number that no figure has that is linked, or told with one that is."""
    for text, figures in blocks.found:
        told, linked = (
            DAYS.sub(" ", " ".join(text.split())),
            [name for name in sorted(figures) if name in shown.by_id],
        )
        if not re.search(r"\d", told) or (not linked and OURS.fullmatch(told)):
            continue
        near = told_with(shown, linked) if linked else {figure.id for figure in shown.figures}
        own = shown.cut(f"only {sorted(near)}", keep=lambda one, near=near: one.id in near)
        if strays := find_strays(OURS.sub(" ", told), own, ours):
            yield f"{told!r} has {strays}, in no form of its figure"


def find_gaps(blocks: Blocks, shown: Collection) -> Iterator[str]:
    """Say which texts tell of a gap without whose it is."""
    names = {name.casefold() for gap in shown.gaps for name in (start(name_source(gap)), gap.source.publisher)}
    for text in (" ".join(row.split()) for row in blocks.rows):
        if GAP.search(text) and "these" not in text and not any(name in text.casefold() for name in names):
            yield f"{text!r} does not say whose it is"


def test_every_number_is_a_form_of_its_own_figure_and_every_gap_says_whose(open_page, shown):
    ours = {DAYS.sub(" ", " ".join(text.split())) for text in list_texts(shown) if re.search(r"\d", text)}
    for path, query in addresses(shown):
        blocks = Blocks(open_page(path, shown, query).html)
        assert [*find_numbers(blocks, shown, ours), *find_gaps(blocks, shown)] == [], f"{path}?{query}"
