"""The filters of Explore: the widgets hold what the address says, and write it back when they change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.collection import Collection
from dashboard.collection.selection import LABELS, PARAMETERS, count_choices, list_choices
from dashboard.views.text import show
from dashboard.views.visit import Visit, bind, choose
from dashboard.wording.days import write_day
from dashboard.wording.numbers import start
from dashboard.wording.selections import name_value

FIRST = ("indicator", "place", "speaker", "standing")
MORE = ("group", "speaker_type", "via", "qualifier", "counting", "length", "basis", "reports")
# Another selection begins at its first row and slide, with nothing open.
BEGUN_ANEW = ("page", "tick", "figure", "slide")
_INDENT = "    "
_LOWEST_DAY, _HIGHEST_DAY = date(1900, 1, 1), date(2200, 1, 1)
_MOST_BARS = pd.Timedelta(days=90)


def show_filters(visit: Visit) -> Any:
    """Show the search and the filters asked for most; the others and the days are one click away.

    Returns the place beside them, which stays empty for what the page has to say of the rows below.
    """
    columns = st.columns([5, 4, 4, 4, 4])
    columns[0].text_input(
        "Search",
        placeholder="water, Halab, 250000, White Helmets …",
        max_chars=200,
        **bind("text", visit.selection.text, *BEGUN_ANEW),
    )
    for column, name in zip(columns[1:], FIRST, strict=True):
        with column:
            show_choice(visit, name)
    with st.container(horizontal=True, gap="small", key="more-filters", vertical_alignment="center"):
        set_here = sum(bool(getattr(visit.selection, name)) for name in MORE)
        label = f"More filters ({set_here} set)" if set_here else "More filters"
        more = st.popover(label, key="more", on_change="rerun")
        if more.open:
            with more:
                for name in MORE:
                    show_choice(visit, name)
        days = st.popover("Days", key="days", on_change="rerun")
        if days.open:
            with days:
                _show_days(visit)
        return st.empty()


def show_choice(visit: Visit, name: str) -> None:
    """Show one filter with how many figures each of its values would leave."""
    chosen = [str(value) for value in getattr(visit.selection, name)]

    def build() -> dict[str, str]:
        counts = count_choices(visit.selection, visit.whole, name, visit.standing_of)
        return label_choices(visit.whole, name, counts, chosen)

    held = bind(PARAMETERS[name], chosen, *BEGUN_ANEW)
    choose(st.multiselect, start(LABELS[name]), visit.keep(("choices", name), build), held, placeholder="All")


def label_choices(collection: Collection, name: str, counts: Mapping[str, int], chosen: list[str]) -> dict[str, str]:
    """Return what is called how of the values that would leave something or are chosen, and how many figures each
    would leave: places as a tree, others by count; no two are called the same."""
    values = [value for value in list_choices(collection, name) if counts.get(value) or value in chosen]
    depth = dict.fromkeys(values, 0)
    if name == "place":
        # Each place with all that hold it, the widest first.
        paths = {value: collection.vocabulary.place_containers[value][::-1] for value in values}
        values.sort(key=lambda value: paths[value])
        depth = {value: sum(other in values for other in paths[value]) - 1 for value in values}
    elif name != "standing":
        values.sort(key=lambda value: (-counts.get(value, 0), value))
    named = {value: name_value(name, value, collection) for value in values}
    taken = Counter(named.values())
    return {
        value: f"{_INDENT * depth[value]}{label}{f' ({value})' if taken[label] > 1 else ''} · {counts.get(value, 0)}"
        for value, label in named.items()
    }


def _show_days(visit: Visit) -> None:
    """Show a range of days over how many reports speak of each."""
    known = [day for one in visit.whole.figures if (day := one.window.first_day or one.window.last_day)]
    for column, name, label in zip(st.columns(2), ("start", "end"), ("From", "To"), strict=True):
        held = getattr(visit.selection, name)
        span = [_LOWEST_DAY, _HIGHEST_DAY, *known, *([held] if held else [])]
        binding = bind(PARAMETERS[name], held, *BEGUN_ANEW)
        column.date_input(label, value=None, min_value=min(span), max_value=max(span), **binding)
    show_days(visit.whole)


def show_days(collection: Collection) -> None:
    """Show how many reports speak of each day as bars, from the day before which next to nothing lies."""
    reports = {(day, figure.source.id) for figure in collection.figures if (day := figure.window.first_day)}
    if not reports:
        show("status", "No report gives a day.")
        return
    days = pd.to_datetime([day for day, _ in reports]).sort_values()
    first = max(days[len(days) // 20], days[-1] - _MOST_BARS)
    counts = pd.Series(1, days)[first:].resample("D").sum()
    begin, end, most = (write_day(day.date(), weekday=False) for day in (first, days[-1], counts.idxmax()))
    told = f"Reports by the day they speak of; most, {counts.max()}, of {most}"
    show("days", (100 * counts / counts.max()).round().astype(int), begin, end, told)
