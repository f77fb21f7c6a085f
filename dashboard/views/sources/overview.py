"""All sources at a glance: in what order, under what name, and as a table."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.words import capitalise
from dashboard.notes import write_published
from dashboard.tables import Tables


def list_sources(tables: Tables) -> pd.DataFrame:
    """Return the sources in the order they are offered: the story first, then by day, publisher and title."""
    order = tables.sources.assign(first=tables.sources["id"] != tables.story)
    return order.sort_values(["first", "date_published", "publisher", "title"], kind="stable").drop(columns="first")


def name_sources(sources: pd.DataFrame) -> dict[str, str]:
    """Return id -> name, no two alike: "The Independent, 23 September 2016: Aleppo attack …"."""
    names = {
        row["id"]: f"{row['publisher']}, {write_published(row)}: {row['title']}" for row in sources.to_dict("records")
    }
    counts = pd.Series(list(names.values()), dtype="str").value_counts()
    return {source: name if counts[name] == 1 else f"{name} ({source})" for source, name in names.items()}


def make_overview(tables: Tables) -> pd.DataFrame:
    """Return one row a source: Publisher, Title, Published, Kind, Figures, Speakers, Text read, Language, id."""
    sources = list_sources(tables)
    groups = tables.described.groupby("source")
    return pd.DataFrame(
        {
            "Publisher": sources["publisher"].array,
            "Published": sources["date_published"].dt.date.array,
            "Kind": [capitalise(kind.replace("_", " ")) for kind in sources["kind"]],
            "Figures": sources["id"].map(groups.size()).fillna(0).astype("Int64").array,
            "Speakers": sources["id"].map(groups["voice"].nunique()).fillna(0).astype("Int64").array,
            "Text read": ["whole" if complete else "in part" for complete in sources["text_complete"]],
            "Language": sources["language"].array,
            "Title": sources["title"].array,
            "id": sources["id"].array,
        }
    )
