"""The filters of Explore: the widgets hold what the address says, and write it back when they change."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import streamlit as st

from dashboard.collection import Collection
from dashboard.collection.selection import LABELS, PARAMETERS, count_choices, list_choices
from dashboard.views.visit import Visit, read_query, write_query
from dashboard.wording.days import write_day
from dashboard.wording.numbers import start
from dashboard.wording.selections import name_value

FIRST = ("indicator", "place", "speaker", "standing")
MORE = ("group", "speaker_type", "via", "qualifier", "counting", "length", "basis", "reports")
# Another selection begins at its first row and slide, with nothing open.
_BEGUN_ANEW = ("page", "tick", "figure", "slide")
_PREFIX = "filter-"
_INDENT = "    "
_LOWEST_DAY, _HIGHEST_DAY = date(1900, 1, 1), date(2200, 1, 1)
_MOST_BARS = timedelta(90)


def show_filters(visit: Visit) -> Any:
    """Show the search and the filters asked for most; the others and the days are one click away.

    Returns the place beside them, which stays empty for what the page has to say of the rows below.
    """
    columns = st.columns([5, 4, 4, 4, 4])
    with columns[0]:
        _show_search(visit)
    for column, name in zip(columns[1:], FIRST, strict=True):
        with column:
            show_choice(visit, name)
    with st.container(horizontal=True, gap="small", key="more-filters", vertical_alignment="center"):
        set_here = sum(bool(getattr(visit.selection, name)) for name in MORE)
        more = st.popover(
            f"More filters ({set_here} set)" if set_here else "More filters", key="more", on_change="rerun"
        )
        if more.open:
            with more:
                for name in MORE:
                    show_choice(visit, name)
        days = st.popover("Days", key="days", on_change="rerun")
        if days.open:
            with days:
                _show_days(visit)
        return st.empty()


def _hold(name: str, wanted: object) -> str:
    """Let the widget of a part hold what the address says; return its key."""
    key = _PREFIX + name
    if st.session_state.get(key) != wanted:
        st.session_state[key] = wanted
    return key


def _show_search(visit: Visit) -> None:
    st.text_input(
        "Search",
        key=_hold("text", visit.selection.text),
        placeholder="water, Halab, 250000, White Helmets …",
        on_change=_change,
        args=("text",),
        max_chars=200,
    )


def show_choice(visit: Visit, name: str) -> None:
    """Show one filter with how many figures each of its values would leave."""
    chosen = [str(value) for value in getattr(visit.selection, name)]

    def build() -> str:
        counts = count_choices(visit.selection, visit.whole, name, visit.standing_of)
        values = list_values(visit.whole, name, counts, chosen)
        return json.dumps(name_values(visit.whole, name, values, counts))

    labels = json.loads(visit.keep(("choices", name), build))
    st.multiselect(
        start(LABELS[name]),
        list(labels),
        key=_hold(name, chosen),
        format_func=lambda value: labels.get(value, value),
        on_change=_change,
        args=(name,),
        placeholder="All",
        # Fuzzy matching puts "Bustan al-Qasr" before "Aleppo" when one types "al".
        filter_mode="contains",
    )


def list_values(collection: Collection, name: str, counts: Mapping[str, int], chosen: list[str]) -> list[str]:
    """Return the values to offer: what would leave something or is chosen; places as a tree, else by count."""
    values = [value for value in list_choices(collection, name) if counts.get(value) or value in chosen]
    if name == "place":
        containers = collection.vocabulary.place_containers
        order = {value: tuple(reversed(containers.get(value, (value,)))) for value in values}
        return sorted(values, key=lambda value: order[value])
    if name == "standing":
        return values
    return sorted(values, key=lambda value: (-counts.get(value, 0), value))


def name_values(collection: Collection, name: str, values: list[str], counts: Mapping[str, int]) -> dict[str, str]:
    """Return what each value is called, with how many figures it would leave; no two are called the same."""
    depth: Mapping[str, int] = {}
    if name == "place":
        containers = collection.vocabulary.place_containers
        depth = {value: sum(other in containers.get(value, ()) for other in values) - 1 for value in values}
    named = {value: name_value(name, value, collection) for value in values}
    taken = Counter(named.values())
    labels = {}
    for value, label in named.items():
        own = label if taken[label] == 1 else f"{label} ({value})"
        labels[value] = f"{_INDENT * depth.get(value, 0)}{own} · {counts.get(value, 0)}"
    return labels


def _show_days(visit: Visit) -> None:
    """Show a range of days over how many figures speak of each."""
    days = [day for figure in visit.whole.figures if (day := figure.window.first_day)]
    if not days:
        st.caption("No report gives a day.")
        return
    low, high = min(days), max(figure.window.last_day or min(days) for figure in visit.whole.figures)
    columns = st.columns(2)
    for column, name, label in ((columns[0], "start", "From"), (columns[1], "end", "To")):
        column.date_input(
            label,
            key=_hold(name, getattr(visit.selection, name)),
            min_value=min(low, _LOWEST_DAY),
            max_value=max(high, _HIGHEST_DAY),
            on_change=_change,
            args=(name,),
            value=None,
        )
    st.html(write_days(visit.whole))


def write_days(collection: Collection) -> str:
    """Return how many reports speak of each day as bars, from the day before which next to nothing lies."""
    reports = {(day, figure.source.id) for figure in collection.figures if (day := figure.window.first_day)}
    counts = Counter(day for day, _ in reports)
    days = sorted(day for day, _ in reports)
    first, last = max(days[len(days) // 20], days[-1] - _MOST_BARS), days[-1]
    span = [first + timedelta(at) for at in range((last - first).days + 1)]
    most = max(span, key=lambda day: counts[day])
    bars = "".join(f'<i style="height: {100 * counts[day] / counts[most]:.0f}%"></i>' for day in span)
    ends = f"<span>{write_day(first, weekday=False)}</span><span>{write_day(last, weekday=False)}</span>"
    told = f"Reports by the day they speak of; most, {counts[most]}, of {write_day(most, weekday=False)}"
    chart = f'<div class="days" role="img" aria-label="{told}">{bars}</div>'
    return f'{chart}<p class="days">{ends}</p><p class="files">{told}.</p>'


def _change(name: str) -> None:
    value = st.session_state[_PREFIX + name]
    values = value if isinstance(value, list) else [str(value)] if value else []
    query = {key: held for key, held in read_query().items() if key not in (PARAMETERS[name], *_BEGUN_ANEW)}
    write_query(query | ({PARAMETERS[name]: values} if values else {}))
