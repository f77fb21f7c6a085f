"""Compare: one question, the voices that answer strictly it, what differs below, and what nobody could count."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import streamlit as st

from dashboard.compare import Topic
from dashboard.compare import of as compare_in
from dashboard.export.tables import write_spreadsheet_csv
from dashboard.render.html import set_apart
from dashboard.views import exhibit
from dashboard.views.own import read_current
from dashboard.views.shown import Shown
from dashboard.views.text import show_heading, write_fold
from dashboard.views.visit import Visit, read_query, write_query
from dashboard.wording.comparisons import say_standing
from dashboard.wording.days import write_day
from dashboard.wording.numbers import start
from dashboard.wording.scopes import name_place
from dashboard.wording.selections import STANDINGS

_PARTS = ("about", "who", "where", "when")


def render(visit: Visit) -> None:
    """Show the asked topic, or the one that most voices speak of."""
    topics = visit.comparison.topics()
    if not topics:
        show_heading("Compare voices", "No two reports of this collection speak of the same thing.")
        return
    topic = visit.topic or choose_first(visit, topics)
    line = "Who says what of strictly the same people, place and day. What differs stands below, in grey."
    show_heading("Compare voices", line if visit.selection.is_empty else f"{line} All reports, whatever is selected.")
    _show_choice(topics, topic)
    exhibit.show(visit, "voices_apart", topic, whole=True, key="exhibit-compare")
    _show_rows(visit, topic)
    _show_standings(visit, topic)
    for name in ("changing", "running_totals"):
        if isinstance(exhibit.make(visit, name, topic, whole=True), Shown):
            exhibit.show(visit, name, topic, whole=True, key=f"exhibit-compare-{name}")


def choose_first(visit: Visit, topics: tuple[Topic, ...]) -> Topic:
    """Return the topic that the selection, else the story, speaks of, if possible one of several voices."""
    figures = visit.chosen.figures
    if visit.selection.is_empty:
        figures = tuple(figure for figure in figures if figure.source.id == visit.whole.story)
    wanted = {(figure.indicator.id, figure.place.id) for figure in figures}
    near = [topic for topic in topics if (topic.indicator.id, topic.place.id) in wanted] or list(topics)
    return next((topic for topic in near if visit.comparison.answer(topic).kind == "range"), near[0])


def _show_rows(visit: Visit, topic: Topic) -> None:
    """Give the rows of chart and tables as a file: the same figures, no others."""
    shown = exhibit.make(visit, "voices_apart", topic, whole=True)
    if not isinstance(shown, Shown):
        return
    names = frozenset(shown.figures)

    def build() -> str:
        rows = visit.whole.cut(f"figures {sorted(names)}", keep=lambda figure: figure.id in names)
        return write_spreadsheet_csv(rows.tables.figures).decode("utf-8")

    rows = visit.keep(("rows", names), build)
    st.download_button(
        f"CSV of these {len(names)} figures", rows, f"{shown.key}.csv", "text/csv", on_click="ignore", type="tertiary"
    )


def _show_choice(topics: tuple[Topic, ...], current: Topic) -> None:
    """Let a reader choose what, who, where and when, each from what some report counts."""
    columns = st.columns(4)
    near = [*(topic for topic in topics if topic.indicator == current.indicator), current]
    days = sorted(near, key=lambda topic: str(topic.day))
    _choose(columns[0], "What", {one.indicator.id: one.indicator.label for one in (*topics, current)}, current, "about")
    groups = {topic.key[1]: start(topic.group.label) if topic.group else "All" for topic in near}
    _choose(columns[1], "Who is counted", groups, current, "who")
    _choose(columns[2], "Where", {topic.place.id: name_place(topic.place) for topic in near}, current, "where")
    named = {topic.key[3]: write_day(topic.day) if topic.day else "Any day" for topic in days}
    _choose(columns[3], "When", named, current, "when")


def _choose(column: Any, label: str, options: Mapping[str, str], current: Topic, name: str) -> None:
    key = f"topic-{name}"
    st.session_state[key] = current.key[_PARTS.index(name)]
    column.selectbox(
        label,
        list(options),
        format_func=lambda value: options.get(value, value),
        key=key,
        on_change=_change,
        args=(name,),
        filter_mode="contains",
    )


def _change(name: str) -> None:
    """Put the whole topic into the address: of those with the chosen part the one nearest to what was asked before."""
    held = [str(st.session_state[f"topic-{part}"]) for part in _PARTS]
    place = _PARTS.index(name)
    whole = read_current()
    topics = compare_in(whole).topics() if whole else ()
    fitting = [
        topic.key for topic in topics if topic.key[place] == held[place] and (not place or topic.key[0] == held[0])
    ]
    key = max(fitting, key=lambda key: sum(map(str.__eq__, key, held)), default=held)
    query = {name: values for name, values in read_query().items() if name not in _PARTS}
    write_query(query | {part: [value] for part, value in zip(_PARTS, key, strict=True)})


def _show_standings(visit: Visit, topic: Topic) -> None:
    """Say how each figure of the topic stands, in one sentence, with a link."""
    figures = visit.comparison.answer(topic).figures
    items = []
    for figure in figures:
        standing = visit.comparison.standing(figure)
        items.append(
            f'<li><a href="{escape(visit.link_figure(figure.id))}" target="_self">{escape(figure.written)}</a> '
            f"<strong>{escape(start(STANDINGS[standing.kind]))}</strong>. "
            f"{set_apart(say_standing(visit.comparison, figure, standing))}</li>"
        )
    if items:
        label = f"How these {len(items)} figures stand" if len(items) > 1 else "How this figure stands"
        st.html(write_fold(label, f'<ul class="details">{"".join(items)}</ul>'))
