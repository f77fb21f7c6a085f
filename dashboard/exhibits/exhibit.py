"""What an exhibit is: one question answered, as plain data that a page, a picture, a deck and paper show alike."""

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import plotly.graph_objects as go

Theme = Literal["light", "dark"]
Mark = Literal["solid", "open", "down", "soft", "below", "band", "hollow", "hatch", "none"]
Kind = Literal["text", "number", "day", "mark"]


@dataclass(frozen=True)
class Look:
    """What a chart is drawn with: the colours of look.toml, one accent a family of indicators; sizes are CSS pixels.

    ``rows`` is how many rows a chart that can be shortened shows at most, from its first; None shows all.
    ``width`` is the room across in CSS pixels where it is known (a picture): long labels can be broken by it.
    """

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
    rows: int | None = None
    width: float | None = None

    def family(self, name: str) -> str:
        """Return the colour of a family of indicators; ink where it has none."""
        return self.families.get(name, self.ink)


_COLOURS = tomllib.loads(Path(__file__).with_name("look.toml").read_text("utf-8"))
LIGHT, DARK = Look(theme="light", **_COLOURS["light"]), Look(theme="dark", **_COLOURS["dark"])
LOOKS: dict[Theme, Look] = {"light": LIGHT, "dark": DARK}


@dataclass(frozen=True)
class Cell:
    """One cell of a table of words.

    ``sub`` stands smaller below the text; ``figure`` makes the text a link to that figure's page; ``mark`` draws how
    certain the number is; ``lang`` is the language of foreign text, which is then set apart by ``<bdi>``.
    """

    text: str
    sub: str | None = None
    figure: str | None = None
    href: str | None = None
    mark: Mark | None = None
    strong: bool = False
    lang: str | None = None


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


@dataclass(frozen=True)
class Chart:
    """A Plotly chart: ``draw`` returns a new one for a look. Each point names its figure by its ``customdata``.

    ``heights`` tells how high its first row, its first two, … are, in rows. ``aspect`` is width by height where the
    shape matters (a map), which is at least ``rows`` high. A ``shortens`` chart draws only its first ``look.rows``
    rows where that is set.
    """

    draw: Callable[[Look], go.Figure]
    rows: int = 8
    heights: tuple[float, ...] = ()
    aspect: float | None = None
    native: Native | None = None
    shortens: bool = False


Block = Chart | Table


@dataclass(frozen=True)
class Exhibit:
    """One question answered.

    ``source`` has one or two lines, grouped by publisher. ``note`` is the one thing a briefer must say aloud.
    ``details`` are the rest: full chains, how each day and place is known; shown one click away and in a deck's notes.
    ``more`` says what a first page leaves out ("12 of 47, by size"). ``address`` is the query of the page that shows it
    (``exhibit=killed&about=…``), ``key`` the printed id, different for each exhibit, topic and selection.
    """

    id: str
    key: str
    question: str
    title: str
    subtitle: str | None
    body: tuple[Block, ...]
    source: tuple[str, ...]
    note: str | None
    alt: str
    figures: tuple[str, ...]
    details: tuple[str, ...] = ()
    more: str | None = None
    address: dict[str, str] = field(default_factory=dict)
