"""What an exhibit is: one question answered, as plain data that a page, a picture, a deck and paper show alike."""

import hashlib
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path
from typing import Literal, Self

import plotly.graph_objects as go

from dashboard.collection.collection import Collection
from dashboard.compare import Topic
from dashboard.records.model import Source
from dashboard.records.reported import Reported, ReportedFigure, ReportedGap, write_number
from dashboard.wording import sources
from dashboard.wording.headings import bind_signs, head, note_caveats
from dashboard.wording.sentences import end, fold

MOST_NOTES, MOST_ALT_WORDS = 24, 60
Theme = Literal["light", "dark"]
Mark = Literal["solid", "open", "down", "soft", "below", "band", "hollow", "hatch", "none"]
Kind = Literal["text", "number", "day", "mark"]
Points = Sequence[tuple[str, str, ReportedFigure | None]]  # series, category, figure


@dataclass(frozen=True)
class Look:
    """What a chart is drawn with: the colours of look.toml, one accent a family of indicators; sizes are CSS pixels."""

    theme: Theme
    paper: str
    panel: str
    ink: str
    muted: str
    rule: str
    grid: str
    land: str
    sea: str
    families: dict[str, str] = field(hash=False)
    font: str = "'IBM Plex Sans', 'IBM Plex Sans Arabic', Arial, sans-serif"
    size: float = 14.0
    rows: int | None = None  # of a chart that can be shortened, at most, from its first; None shows all
    width: float | None = None  # the room across where it is known (a picture)

    def family(self, name: str) -> str:
        """Return the colour of a family of indicators; ink where it has none."""
        return self.families.get(name, self.ink)


_COLOURS = tomllib.loads(Path(__file__).with_name("look.toml").read_text("utf-8"))
LOOKS: dict[Theme, Look] = {"light": Look("light", **_COLOURS["light"]), "dark": Look("dark", **_COLOURS["dark"])}


@dataclass(frozen=True)
class Cell:
    """One cell of a table of words."""

    text: str
    sub: str | None = None  # stands smaller below the text
    figure: str | None = None  # makes the text a link to that figure's page
    href: str | None = None
    mark: Mark | None = None  # draws how certain the number is
    strong: bool = False
    lang: str | None = None  # of foreign text, which is then set apart by <bdi>


@dataclass(frozen=True)
class Row:
    """A cell per column, how deep the row lies in its group, and whether it stands in grey below the rule."""

    cells: tuple[Cell, ...]
    level: int = 0
    muted: bool = False


@dataclass(frozen=True)
class Section:
    """Rows under one heading, or none."""

    rows: Sequence[Row]
    heading: str | None = None
    muted: bool = False


@dataclass(frozen=True)
class Column:
    """The heading of a column and how its cells are set; ``width`` is its share of the table, else automatic."""

    label: str
    kind: Kind = "text"
    width: int | None = None


@dataclass(frozen=True)
class Table:
    """A table of words, drawn by the browser. ``twin`` marks the table that repeats a chart for who cannot see it."""

    columns: tuple[Column, ...]
    sections: Sequence[Section]
    caption: str
    twin: bool = False


@dataclass(frozen=True)
class Native:
    """What an office program can draw by itself without loss: every number exact, on one axis of one unit."""

    kind: Literal["bar", "line"]
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[float | None, ...]], ...]
    unit: str

    @classmethod
    def make(cls, kind: Literal["bar", "line"], points: Points) -> Self | None:
        """Return *points* as bars or lines; None where a gap or a doubt would be lost, units differ or bars overlap."""
        # Of a line the last number of a day stands.
        values, units = dict[tuple[str, str], float](), set()
        for name, place, figure in points:
            if figure is None or figure.value is None or figure.written != write_number(figure.value):
                return None
            values[name, place] = float(figure.value)
            units.add(figure.unit)
        names, places = (list(dict.fromkeys(key[part] for key in values)) for part in (0, 1))
        if len(units) != 1 or len(places) < 2 or (kind == "bar" and len(values) < len(points)):
            return None
        places = sorted(places) if kind == "line" else places
        series = tuple((name, tuple(values.get((name, place)) for place in places)) for name in names)
        return cls(kind, tuple(places), series, units.pop())


@dataclass(frozen=True)
class Chart:
    """A Plotly chart: ``draw`` returns a new one for a look. Each point names its figure by its ``customdata``."""

    draw: Callable[[Look], go.Figure]
    rows: int = 8
    heights: tuple[float, ...] = ()  # how high its first row, its first two, … are, in rows
    aspect: float | None = None  # width by height where the shape matters (a map), which is at least ``rows`` high
    native: Native | None = None
    shortens: bool = False  # whether it draws only its first ``look.rows`` rows where that is set
    counts: str = "rows"  # what a picture that leaves some out calls them; of "places" it names the numbered ones


Block = Chart | Table


@dataclass(frozen=True)
class Exhibit:
    """One question answered."""

    id: str
    key: str  # the printed id, different for each exhibit, topic and selection
    question: str
    title: str
    subtitle: str | None
    body: tuple[Block, ...]
    source: tuple[str, ...]  # one or two lines, grouped by publisher
    note: str | None  # the one thing a briefer must say aloud
    alt: str
    figures: tuple[str, ...]
    details: tuple[str, ...] = ()  # full chains, how each day and place is known: one click away, in a deck's notes
    more: str | None = None  # what a first page leaves out ("12 of 47, by size")
    address: dict[str, str] = field(default_factory=dict)  # the query of its page (exhibit=killed&about=…)


class NothingToShow(Exception):
    """There is nothing at all to answer the question with; its text says so in one plain sentence."""


@dataclass(frozen=True)
class Draft:
    """What a question answers; the rest of the exhibit follows from the *records* it shows."""

    title: str
    body: Sequence[Block]
    records: Sequence[Reported]
    subtitle: str | None = None
    note: str | None = None
    more: str | None = None
    left: int = 0  # how many rows a first page leaves out, where ``more`` does not say it
    alt: str | None = None
    topic: Topic | None = None  # the one it answers
    sources: Sequence[Source] = ()  # the reports it speaks of besides those of its records


def finish(name: str, collection: Collection, draft: Draft) -> Exhibit:
    """Finish an exhibit: its source, alt text, printed id and address follow from what it shows."""
    records = list({(type(record), record.id): record for record in draft.records}.values())
    figures = [record for record in records if isinstance(record, ReportedFigure)]
    gaps = [record for record in records if isinstance(record, ReportedGap)]
    reports = dict.fromkeys(map(sources.name_report, (*draft.sources, *(record.source for record in records))))
    if not reports:
        raise NothingToShow(head("nothing"))
    topic, whole = draft.topic.key if draft.topic else (), collection.whole
    address = {"exhibit": name, **dict(zip(("about", "who", "where", "when"), topic, strict=False))}
    if len(collection.reports) == 1 and len(whole.reports) > 1:
        address["source"] = next(iter(collection.reports))
    # The printed id differs for each exhibit, topic and selection.
    shown = sorted(entry.id for kind in (collection.figures, collection.gaps, collection.statements) for entry in kind)
    asked = hashlib.sha256(" ".join((name, *topic, *collection.reports, *shown)).encode()).hexdigest()
    details = sources.list_sources(figures)
    if len(figures) <= MOST_NOTES:
        wholes = (whole.by_id.get(one.part_of or "") for one in figures)
        details = [note.as_text() for note in map(sources.write_full_note, figures, repeat(None), wholes)]
    return Exhibit(
        id=name,
        key=f"{name.replace('_', '-')}-{asked[:6]}",
        question=head(name),
        title=bind_signs(draft.title),
        subtitle=bind_signs(draft.subtitle) if draft.subtitle else None,
        body=tuple(draft.body),
        source=tuple(map(bind_signs, sources.write_source_lines([*figures, *gaps]) or [fold(list(reports), 4)])),
        note=bind_signs(draft.note) if draft.note else None,
        alt=draft.alt or _write_alt(draft.title, figures),
        figures=tuple(figure.id for figure in figures),
        details=tuple(details),
        more=draft.more or (head("rows_left", count=draft.left) if draft.left else None),
        address=address,
    )


def _write_alt(title: str, figures: Sequence[ReportedFigure]) -> str:
    """Write what a picture shows in at most 60 words: its title, then its figures with who says so."""
    alt = f"{title}."
    for told in dict.fromkeys(f"{figure.written}, {sources.name_source(figure)}" for figure in figures):
        longer = f"{alt} {told}."
        if len(longer.split()) > MOST_ALT_WORDS:
            break
        alt = longer
    words = alt.split()
    return alt if len(words) <= MOST_ALT_WORDS else " ".join(words[:MOST_ALT_WORDS]).rstrip(".,;:") + " …"


def write_note(gaps: Sequence[ReportedGap], figures: Iterable[ReportedFigure]) -> str | None:
    """Write what a briefer must say aloud: the first gap, else what goes with the numbers."""
    return end(sources.note_gap(gaps[0])) if gaps else note_caveats(figures)
