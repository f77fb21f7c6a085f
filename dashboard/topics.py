"""The topic of a comparison as an address writes it: ``?about=killed&who=people&where=aleppo&when=2016-09-23``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

import pandas as pd

from dashboard.charts import ChartKind, Look, SourcedChart, cumulative, ladder, spread
from dashboard.compare import Topic, choose_topic, index_of, list_scopes
from dashboard.compare.topics import prefer_told, topic_of_scope
from dashboard.days import write_day
from dashboard.tables import Tables

# The parameter that stands for a topic without a single day.
ANY_DAY = "any"
NO_GROUP = "all"
PARAMETERS = ("about", "who", "where", "when")


def list_word_scopes(tables: Tables) -> pd.DataFrame:
    """Return what can be compared (``compare.list_scopes``) with the words an address uses for it.

    Adds about, who, where (ids; "all" for no group) and when (an ISO day, or "any"). Keep it with the tables: in a
    large collection it has many thousand rows.
    """
    scopes = list_scopes(tables)
    days = scopes["day"].dt.strftime("%Y-%m-%d").fillna(ANY_DAY)
    return scopes.assign(
        about=scopes["indicator"], who=scopes["group"].fillna(NO_GROUP), where=scopes["place"], when=days
    )


def narrow_scopes(scopes: pd.DataFrame, chosen: Mapping[str, str | None]) -> pd.DataFrame:
    """Return the scopes of :func:`list_word_scopes` that fit the parameters chosen so far."""
    for name in PARAMETERS:
        if chosen.get(name) is not None:
            scopes = scopes[scopes[name] == chosen[name]]
    return scopes


def list_options(scopes: pd.DataFrame, name: str) -> list[str]:
    """Return the values one parameter can take among *scopes*, the best supported first; days in order."""
    words = scopes[name].drop_duplicates().tolist()
    return sorted(words) if name == "when" else words


def read_topic(
    parameters: Mapping[str, Sequence[str]], tables: Tables, scopes: pd.DataFrame | None = None
) -> tuple[Topic | None, list[str]]:
    """Read the topic from URL parameters; what is not given is chosen as well supported as can be.

    *scopes* are those of :func:`list_word_scopes`, where the caller keeps them.

    Returns None where nothing can be compared, and a line for each value that makes no sense.
    """
    if not any(parameters.get(name) for name in PARAMETERS):
        return choose_topic(tables), []
    scopes = list_word_scopes(tables) if scopes is None else scopes
    chosen: dict[str, str] = {}
    problems: list[str] = []
    for name in PARAMETERS:
        options = list_options(narrow_scopes(scopes, chosen), name)
        value = next((value for value in parameters.get(name, ()) if value), None)
        if value is None:
            continue
        if value in options:
            chosen[name] = value
        else:
            problems.append(_explain_unknown(name, value, options))
    best = narrow_scopes(scopes, chosen)
    best = prefer_told(best, tables) if len(best) > 1 else best
    return (topic_of_scope(best.iloc[0]) if len(best) else None), problems


def _explain_unknown(name: str, value: str, options: Sequence[str]) -> str:
    shown = value if len(value) <= 60 else f"{value[:60]}…"
    some = ", ".join(options[:8]) + (" …" if len(options) > 8 else "")
    return f"{name}: {shown!r} is not here, expected one of {some}"


def list_parameters(topic: Topic) -> dict[str, str]:
    """Return the topic as URL parameters."""
    day = topic.day.isoformat() if isinstance(topic.day, date) else ANY_DAY
    return {"about": topic.indicator, "who": topic.group or NO_GROUP, "where": topic.place or "", "when": day}


def write_topic_query(topic: Topic) -> str:
    """Write the topic as a URL query."""
    return urlencode(list_parameters(topic))


def write_option(name: str, value: str, tables: Tables) -> str:
    """Write one option of a chooser for people."""
    if name == "when":
        return "longer or other windows" if value == ANY_DAY else write_day(date.fromisoformat(value))
    if value == NO_GROUP:
        return "not told apart"
    labels = index_of(tables).labels
    return {"about": labels.indicators, "who": labels.groups, "where": labels.places}[name][value]


# Charts that answer one topic rather than draw all the figures they are given.
TOPICAL = {"spread": spread.build_for, "ladder": ladder.build_for, "cumulative": cumulative.build_for}


@dataclass(frozen=True)
class FocusedBuild:
    """A builder of one topic; equal to another of the same topic, so that caches know it again."""

    build_for: Callable[[Tables, Look, Topic], SourcedChart]
    topic: Topic

    def __call__(self, tables: Tables, look: Look) -> SourcedChart:
        """Draw the topic."""
        return self.build_for(tables, look, self.topic)


def focus_chart(kind: ChartKind, tables: Tables, topic: Topic) -> tuple[ChartKind, Tables]:
    """Return a chart of one topic, and tables whose name for caches holds the topic."""
    focused = replace(kind, build=FocusedBuild(TOPICAL[kind.id], topic), applies=lambda given: True)
    return focused, tables.cut(f"topic {write_topic_query(topic)}")
