"""What each filter can be set to, with the names people read: worked out once for each reading of the collection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from dashboard.charts.words import capitalise
from dashboard.days import write_day
from dashboard.filters import PARAMETERS, Filter, list_days
from dashboard.notes import join_words, write_published
from dashboard.tables import Tables, label_places

# The order in which an analyst asks: what, where, when; then of whom, and who says so.
NAMES = {
    "text": "Search",
    "indicator": "Indicator",
    "place": "Place",
    "day": "Day",
    "group": "Who is counted",
    "speaker_type": "Kind of speaker",
    "speaker": "Speaker",
    "via": "Carried by",
    "basis": "Basis",
    "source": "Source",
}
_TABLE_OF = {"indicator": "indicators", "group": "groups", "speaker": "speakers"}


@dataclass(frozen=True)
class Choices:
    """The values of one filter in the order they are offered, and what each is called; no two are called the same."""

    values: tuple[str, ...]
    labels: Mapping[str, str]

    def name(self, value: object) -> str:
        """Return what a value is called."""
        text = _as_id(value)
        return self.labels.get(text, text)


def _as_id(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


@st.cache_resource(max_entries=4, show_spinner=False)
def list_all_choices(reading: str, _tables: Tables) -> dict[str, Choices]:
    """Return the choices of every filter but the text; *reading* names the reading of the collection."""
    return {name: _list_choices(name, _tables) for name in PARAMETERS if name != "text"}


def _list_choices(name: str, tables: Tables) -> Choices:
    if name == "day":
        return Choices(*_in_order({day.isoformat(): write_day(day) for day in list_days(tables)}))
    present = tables.figures[name].dropna().unique()
    called = _name_values(name, tables)
    labels = _tell_apart({value: called.get(value, value) for value in present})
    return Choices(*_in_order(dict(sorted(labels.items(), key=lambda pair: pair[1].casefold()))))


def _in_order(labels: dict[str, str]) -> tuple[tuple[str, ...], dict[str, str]]:
    return tuple(labels), labels


def _name_values(name: str, tables: Tables) -> dict[str, str]:
    """Return id -> name for a parameter; what has no name is called by its id, in plain words."""
    if name == "source":
        rows = tables.sources.to_dict("records")
        return {row["id"]: f"{row['publisher']}, {write_published(row)}" for row in rows}
    if name == "place":
        return _pairs(label_places(tables.places), "label")
    if name in _TABLE_OF:
        table = getattr(tables, _TABLE_OF[name])
        return {key: capitalise(word) for key, word in _pairs(table, "name" if name == "speaker" else "label").items()}
    if name in ("speaker_type", "basis"):
        return {value: capitalise(value.replace("_", " ")) for value in tables.figures[name].unique()}
    return {}


def _pairs(table: pd.DataFrame, column: str) -> dict[str, str]:
    return dict(zip(table["id"], table[column], strict=True))


def _tell_apart(labels: dict[str, str]) -> dict[str, str]:
    """Add the id to names that several values share: a widget finds a value by its name."""
    counts = pd.Series(list(labels.values())).value_counts()
    return {value: label if counts[label] == 1 else f"{label} ({value})" for value, label in labels.items()}


def write_choice(choice: Filter, choices: Mapping[str, Choices]) -> str:
    """Write the filter as people say it: "Place: Aleppo; Day: Thursday 22 September 2016"."""
    parts = [f"Search: “{choice.text}”"] if choice.text else []
    for name, called in choices.items():
        values = getattr(choice, name)
        if values:
            parts.append(f"{NAMES[name]}: {join_words([called.name(value) for value in values])}")
    return "; ".join(parts)
