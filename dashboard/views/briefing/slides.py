"""Which slides a briefing has, in the order of the questions an audience asks, and which one an address means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.charts import CHARTS
from dashboard.charts.base import ChartKind
from dashboard.compare import Topic, list_scopes
from dashboard.days import as_day, write_window
from dashboard.notes import count_words, join_words, write_published
from dashboard.tables import Tables, label_places
from dashboard.topics import focus_chart

TITLE = "title"
# How many, what was hit, where, when, who says so, how sure, what is not known.
ORDER = (
    "people_in_scale",
    "killed_by_day",
    "strikes",
    "centres",
    "places",
    "timeline",
    "who_says",
    "evidence",
    "spread",
    "coverage",
    "claims",
)
# As many cards as fit one screen at a size that is legible from four metres.
MOST_HEADLINES = 8
MOST_COMPARED = 50


@dataclass(frozen=True)
class Slide:
    """One slide: its id (``title`` or that of a chart), its question, the tables it is drawn from, and its chart."""

    id: str
    question: str
    tables: Tables
    kind: ChartKind | None = None


def list_slides(story: Tables, collection: Tables, charts: Mapping[str, ChartKind] = CHARTS) -> tuple[Slide, ...]:
    """Return the slides of *story*: the title, then every chart of ``ORDER`` that has something to show.

    A chart that compares reports is asked of the whole *collection*, for one report alone compares with nothing.
    """
    slides = [Slide(TITLE, "What is reported?", story)]
    for name in () if story.sources.empty else ORDER:
        kind, tables = charts.get(name), story
        if kind is not None and name == "spread":
            kind, tables = focus_comparison(kind, story, collection)
        if kind is not None and kind.applies(tables):
            slides.append(Slide(name, kind.question, tables, kind))
    return tuple(slides)


def focus_comparison(kind: ChartKind, story: Tables, collection: Tables) -> tuple[ChartKind, Tables]:
    """Return the comparison of the first figure of *story* that at least two independent voices speak of.

    Where there is none, it is that of the topic the chart itself chooses.
    """
    scopes = list_scopes(collection)
    scopes = scopes[scopes["n_voices"] >= 2]
    for figure in story.figures.head(MOST_COMPARED).to_dict("records"):
        same = scopes[
            (scopes["indicator"] == figure["indicator"])
            & (scopes["place"] == figure["place"])
            & (scopes["group"].fillna("") == ("" if pd.isna(figure["group"]) else figure["group"]))
            & scopes["day"].between(figure["date_start"], figure["date_end"])
        ]
        if len(same):
            group = None if pd.isna(figure["group"]) else figure["group"]
            topic = Topic(figure["indicator"], group, figure["place"], as_day(same["day"].iloc[0]))
            return focus_chart(kind, collection, topic)
    return kind, collection


def find_slide(asked: Sequence[str], slides: Sequence[Slide]) -> tuple[int, str | None]:
    """Return where the slide that an address asks for stands, by its id or its number from 1.

    What makes no sense is the first slide and a line that says so.
    """
    text = asked[-1].strip() if asked else ""
    ids = [slide.id for slide in slides]
    if not text:
        return 0, None
    if text in ids:
        return ids.index(text), None
    if text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= len(ids):
        return int(text) - 1, None
    shown = text if len(text) <= 40 else f"{text[:40]}…"
    return 0, f"There is no slide “{shown}” here, so this is the first of {len(ids)}."


def choose_headlines(tables: Tables) -> pd.DataFrame:
    """Return the rows of ``Tables.described`` that open a briefing: at most ``MOST_HEADLINES``.

    Where there are more, each indicator that any report is searched for comes first with its first figure.
    """
    if tables.figures.empty:
        return tables.figures
    rows = tables.described
    if len(rows) <= MOST_HEADLINES:
        return rows
    core = set(tables.indicators.loc[tables.indicators["core"], "id"])
    rank = (~rows["indicator"].isin(core)).astype(int) + 2 * rows.duplicated("indicator").astype(int)
    return rows.loc[rank.sort_values(kind="stable").index[:MOST_HEADLINES]].sort_index()


def write_subtitle(tables: Tables) -> str:
    """Write under the title whose figures these are, and how many of them are on the slide."""
    count = len(tables.sources)
    if not count:
        return "No source could be read yet."
    if count == 1:
        source = tables.sources.iloc[0].to_dict()
        line = f"As reported by {source['publisher']}, {write_published(source)}. Not independently verified."
    else:
        line = f"As reported by {count_words(count, 'source', 'sources')}. Not independently verified."
    total = len(tables.figures)
    more = f" The first {MOST_HEADLINES} of {total:,} figures." if total > MOST_HEADLINES else ""
    return line + more


def write_unknown(tables: Tables, most: int = 2) -> list[str]:
    """Write what nobody could count, one sentence a place and time: "Not known: killed and injured in Aleppo, …"."""
    gaps = tables.gaps[tables.gaps["status"] == "not_documented"]
    labels = tables.indicators.set_index("id")["label"]
    places = label_places(tables.places).set_index("id")["label"]
    lines = []
    for (place, start, end), group in gaps.groupby(["place", "date_start", "date_end"], dropna=False, sort=False):
        what = join_words(labels[indicator].lower() for indicator in group["indicator"].unique())
        lines.append(f"Not known: {what} in {places[place]}, {write_window(start, end)}.")
    rest = len(lines) - most
    return lines[:most] + ([f"{count_words(rest, 'more gap', 'more gaps')}."] if rest > 0 else [])
