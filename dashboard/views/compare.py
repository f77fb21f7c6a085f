"""Compare: one question, the voices that answer strictly it, what differs below, and what nobody could count."""

from functools import partial

import streamlit as st

from dashboard.collection.selection import ANY_DAY
from dashboard.compare import Topic
from dashboard.compare import of as compare_in
from dashboard.export.tables import write_spreadsheet_csv
from dashboard.views import exhibit
from dashboard.views.own import read_current
from dashboard.views.visit import Visit, bind, change, choose, show
from dashboard.wording.days import write_day
from dashboard.wording.scopes import name_place
from dashboard.wording.sentences import start

PARTS = {"about": "What", "who": "Who is counted", "where": "Where", "when": "When"}


def render(visit: Visit) -> None:
    """Show the asked topic, or the one that most voices speak of."""
    if not (topics := visit.comparison.topics()):
        show("heading", "Compare voices", "No two reports of this collection speak of the same thing.")
        return
    if (topic := visit.topic) is None:
        # What the selection, else the story, speaks of, if possible of several voices.
        story = visit.whole.story if visit.selection.is_empty else None
        figures = (one for one in visit.chosen.figures if story in (None, one.source.id))
        wanted = {(figure.indicator.id, figure.place.id) for figure in figures}
        near = [one for one in topics if (one.indicator.id, one.place.id) in wanted] or topics
        topic = next((one for one in near if visit.comparison.answer(one).kind == "range"), near[0])
    line = "Who says what of strictly the same people, place and day. What differs stands below, in grey."
    told = "" if visit.selection.is_empty else " All reports, whatever is selected."
    show("heading", "Compare voices", line + told)
    _show_choice(topics, topic)
    if shown := exhibit.show(visit, "voices_apart", topic):
        names = frozenset(shown.figures)

        def build() -> str:
            rows = visit.whole.cut(f"figures {sorted(names)}", keep=lambda figure: figure.id in names)
            return write_spreadsheet_csv(rows.tables.figures).decode("utf-8")

        # The rows of chart and tables as a file: the same figures, no others.
        rows, label = visit.keep(("rows", names), build), f"CSV of these {len(names)} figures"
        st.download_button(label, rows, f"{shown.key}.csv", "text/csv", on_click="ignore", type="tertiary")
    for name in ("changing", "running_totals"):
        if not isinstance(exhibit.make(visit, name, topic), str):
            exhibit.show(visit, name, topic)


def _show_choice(topics: tuple[Topic, ...], current: Topic) -> None:
    near = [*(topic for topic in topics if topic.indicator == current.indicator), current]
    days = sorted((one.day for one in near), key=str)
    options = (
        {one.indicator.id: one.indicator.label for one in (*topics, current)},
        {one.key[1]: start(one.group.label) if one.group else "All" for one in near},
        {one.key[2]: name_place(one.place) for one in near},
        {str(day or ANY_DAY): write_day(day) if day else "Any day" for day in days},
    )
    for column, part, named, value in zip(st.columns(4), PARTS, options, current.key, strict=True):
        choose(column.selectbox, PARTS[part], named, bind(part, value, partial(_change, part)))


def _change(part: str) -> None:
    """Put the whole topic into the address: of those with the chosen part the one nearest to what was asked before."""
    held = [str(st.session_state[name]) for name in PARTS]
    place = list(PARTS).index(part)
    whole = read_current()
    topics = compare_in(whole).topics() if whole else ()
    fitting = [one.key for one in topics if one.key[place] == held[place] and (not place or one.key[0] == held[0])]
    key = max(fitting, key=lambda key: sum(map(str.__eq__, key, held)), default=held)
    change(**dict(zip(PARTS, key, strict=True)))
