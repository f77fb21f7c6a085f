"""The filters of Explore: the widgets hold what the address says, and write it back when they change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st

from dashboard.collection import Collection
from dashboard.collection.selection import LABELS, PARAMETERS, count_choices, list_choices
from dashboard.views.visit import Visit, read_query, write_query
from dashboard.wording.numbers import start
from dashboard.wording.selections import name_value

FIRST = ("indicator", "place", "standing")
MORE = ("group", "speaker", "speaker_type", "via", "qualifier", "counting", "length", "basis", "reports")
_PREFIX = "filter-"
_INDENT = "\u2003"
_LOWEST_DAY, _HIGHEST_DAY = date(1900, 1, 1), date(2200, 1, 1)


def show_filters(visit: Visit) -> None:
    """Show the search and the filters asked for most; the others and the days are one click away."""
    columns = st.columns([5, 4, 4, 4])
    with columns[0]:
        _show_search(visit)
    for column, name in zip(columns[1:], FIRST, strict=True):
        with column:
            _show_choice(visit, name)
    with st.container(horizontal=True, gap="small", key="more-filters"):
        set_here = sum(bool(getattr(visit.selection, name)) for name in MORE)
        with st.popover(f"More filters ({set_here} set)" if set_here else "More filters"):
            for name in MORE:
                _show_choice(visit, name)
        with st.popover("Days"):
            _show_days(visit)


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


def _show_choice(visit: Visit, name: str) -> None:
    counts = count_choices(visit.selection, visit.whole, name, visit.standing_of)
    chosen = [str(value) for value in getattr(visit.selection, name)]
    values = list_values(visit.whole, name, counts, chosen)
    labels = name_values(visit.whole, name, values, counts)
    st.multiselect(
        start(LABELS[name]),
        values,
        key=_hold(name, chosen),
        format_func=lambda value: labels.get(value, value),
        on_change=_change,
        args=(name,),
        placeholder="All",
        # Fuzzy matching puts "Bustan al-Qasr" before "Aleppo" when one types "al".
        filter_mode="contains",
    )


def list_values(collection: Collection, name: str, counts: Mapping[str, int], chosen: list[str]) -> list[str]:
    """Return the values to offer: those that would leave something, and those chosen; places as a tree, else by count."""
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
    taken = list(named.values())
    labels = {}
    for value, label in named.items():
        own = label if taken.count(label) == 1 else f"{label} ({value})"
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
    st.plotly_chart(
        draw_days(visit, low, high),
        theme=None,
        config={"staticPlot": True},
        height=90,
        alt="Figures by the day they begin",
    )


def draw_days(visit: Visit, low: date, high: date) -> object:
    """Return a small histogram: how many figures begin on each day."""
    import plotly.graph_objects as go

    from dashboard.exhibits import LOOKS

    look = LOOKS[visit.theme]
    days = [day for figure in visit.whole.figures if (day := figure.window.first_day)]
    chart = go.Figure(go.Histogram(x=days, xbins={"size": 86_400_000}, marker={"color": look.muted}))
    chart.update_layout(
        margin={"l": 0, "r": 0, "t": 0, "b": 18}, paper_bgcolor=look.paper, plot_bgcolor=look.paper, showlegend=False,
        font={"family": look.font, "size": 12, "color": look.muted}, bargap=0.1,
    )  # fmt: skip
    chart.update_yaxes(visible=False)
    chart.update_xaxes(range=[str(sorted(days)[len(days) // 50]), str(high)], showgrid=False)
    return chart


def _change(name: str) -> None:
    value = st.session_state[_PREFIX + name]
    values = value if isinstance(value, list) else [str(value)] if value else []
    query = {key: held for key, held in read_query().items() if key not in (PARAMETERS[name], "page", "sum", "figure")}
    write_query(query | ({PARAMETERS[name]: values} if values else {}))
