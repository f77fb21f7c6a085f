"""Compare: one question, the voices that answer strictly it, what differs below, and what nobody could count."""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboard.collection import Collection
from dashboard.collection.selection import Asked
from dashboard.compare import Topic
from dashboard.views import exhibit
from dashboard.views.text import plain_markdown, show_banner, show_heading
from dashboard.views.visit import Visit, read_query, write_query
from dashboard.wording.comparisons import say_standing
from dashboard.wording.days import write_day
from dashboard.wording.numbers import start
from dashboard.wording.scopes import name_place
from dashboard.wording.selections import STANDINGS

_PARTS = ("about", "who", "where", "when")


def find_topic(asked: Asked, collection: Collection) -> Topic:
    """Return the topic with its vocabulary joined."""
    words = collection.vocabulary
    group = words.groups[asked.group] if asked.group else None
    return Topic(words.indicators[asked.indicator], group, words.places[asked.place], asked.day)


def render(visit: Visit) -> None:
    """Show the asked topic, or the one that most voices speak of."""
    topics = visit.comparison.topics()
    if not topics:
        show_heading("Compare", "No two reports of this collection speak of the same thing.")
        return
    asked = visit.selection.topic
    topic = find_topic(asked, visit.whole) if asked else choose_first(visit, topics)
    show_heading(
        "Compare voices",
        "Who says what of strictly the same people, place and day. What differs stands below, in grey.",
    )
    _show_choice(visit, topics, topic)
    exhibit.show(visit, "voices_apart", topic, whole=True, key="exhibit-compare")
    _show_standings(visit, topic)
    for name in ("changing", "running_totals"):
        exhibit.show(visit, name, topic, whole=True, key=f"exhibit-compare-{name}")


def choose_first(visit: Visit, topics: tuple[Topic, ...]) -> Topic:
    """Return the topic that the selection speaks of most, else the one with most voices."""
    figures = visit.chosen.figures
    if visit.selection.is_empty:
        figures = tuple(figure for figure in figures if figure.source.id == visit.whole.story)
    wanted = {(figure.indicator.id, figure.place.id) for figure in figures}
    return next((topic for topic in topics if (topic.indicator.id, topic.place.id) in wanted), topics[0])


def _show_choice(visit: Visit, topics: tuple[Topic, ...], current: Topic) -> None:
    """Let a reader choose what, who, where and when, each from what some report counts."""
    columns = st.columns(4)
    indicators = _unique(topic.indicator for topic in topics)
    labels = {one.id: one.label for one in [*indicators, current.indicator]}
    about = _choose(columns[0], "What", labels, current.indicator.id, "about")
    narrowed = [topic for topic in topics if topic.indicator.id == about] or [current]
    groups = {topic.key[1]: start(topic.group.label) if topic.group else "All" for topic in [*narrowed, current]}
    _choose(columns[1], "Who is counted", groups, current.key[1], "who")
    places = {topic.place.id: name_place(topic.place) for topic in [*narrowed, current]}
    _choose(columns[2], "Where", places, current.place.id, "where")
    days = {
        topic.key[3]: _name_day(topic.day) for topic in sorted([*narrowed, current], key=lambda topic: str(topic.day))
    }
    days.setdefault("any", _name_day(None))
    _choose(columns[3], "When", days, current.key[3], "when")


def _unique(things: object) -> list:
    return list({thing.id: thing for thing in things}.values())  # type: ignore[attr-defined]


def _name_day(day: date | None) -> str:
    return write_day(day) if day else "Any day"


def _choose(column: object, label: str, options: dict[str, str], current: str, name: str) -> str:
    key = f"topic-{name}"
    st.session_state[key] = current
    return column.selectbox(  # type: ignore[attr-defined]
        label,
        list(options),
        format_func=lambda value: options.get(value, value),
        key=key,
        on_change=_change,
        args=(name,),
    )


def _change(name: str) -> None:
    """Put the whole topic into the address; another indicator begins with what its voices speak of."""
    held = {part: [str(st.session_state[f"topic-{part}"])] for part in _PARTS if f"topic-{part}" in st.session_state}
    query = {key: values for key, values in read_query().items() if key not in _PARTS}
    if name == "about":
        visit: Visit = st.session_state["visit"]
        first = next((t for t in visit.comparison.topics() if t.indicator.id == held["about"][0]), None)
        if first is not None:
            held = {part: [value] for part, value in zip(_PARTS, first.key, strict=True)}
    write_query(query | held)


def _show_standings(visit: Visit, topic: Topic) -> None:
    """Say how each figure of the topic stands, in one sentence, with a link."""
    figures = visit.comparison.answer(topic).figures
    if not figures:
        return
    with st.expander(
        f"How each of these {len(figures)} figures stands" if len(figures) > 1 else "How this figure stands"
    ):
        for figure in figures:
            standing = visit.comparison.standing(figure)
            label = (
                f"**{STANDINGS[standing.kind]}** · {plain_markdown(say_standing(visit.comparison, figure, standing))}"
            )
            st.page_link(st.session_state["pages"]["figure"], label=label, query_params=visit.query(figure=figure.id))


def tell_unknown(words: str) -> None:
    """Say that the address asks for a topic that the vocabulary does not have."""
    show_banner("There is no such topic.", [words])
