"""Reports of one session alone: on all its pages, in no cache that others share, never under ``/api``.

No address gives files of them, so the page makes these itself.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from dashboard.collection import Collection
from dashboard.collection.live import open_collection
from dashboard.compare import Topic
from dashboard.export.about import Order, describe, read_base
from dashboard.export.formats import find_format
from dashboard.reading.draft import Draft
from dashboard.views.visit import OWN_SHELF, Visit

MOST_REPORTS = 5
_REPORTS, _JOINED = "own-reports", "own-joined"


def list_own() -> Sequence[Draft]:
    """Return the reports of this session."""
    return st.session_state.get(_REPORTS, ())  # type: ignore[no-any-return]


def change_own(label: str, *instead: Draft) -> None:
    """Take a report out of this session or put another in its place; the oldest goes where there are too many."""
    st.session_state[_REPORTS] = [*(one for one in list_own() if one.label != label), *instead][-MOST_REPORTS:]
    st.session_state.pop(_JOINED, None)
    st.session_state.pop(OWN_SHELF, None)


def join_own(collection: Collection) -> Collection:
    """Return the collection with the reports of this session; one that has been saved into it by now is dropped."""
    for one in list_own():
        if one.header["id"] in collection.reports:
            change_own(one.label)
    version, joined = st.session_state.get(_JOINED, (None, collection))
    if list_own() and version != collection.version:
        joined = collection
        for one in list_own():
            joined, _ = one.join(joined)
        st.session_state[_JOINED] = (collection.version, joined)
    return joined  # type: ignore[no-any-return]


def read_current() -> Collection | None:
    """Return the collection as it is now for this session; None where there is none."""
    collection = open_collection().current().collection
    return None if collection is None else join_own(collection)


def offer(
    visit: Visit, name: str, slides: Sequence[str] = (), across: Topic | None = None, label: str = "", preset: str = ""
) -> None:
    """Offer what is selected, or a topic *across* all reports, in a format; it is made when somebody asks for it.

    A briefing or a picture shows these *slides*; a briefing without any those that are meant for one.
    """
    one, collection = find_format(name), visit.whole if across else visit.chosen
    topic = across or (visit.topic if slides else None)

    def write() -> bytes:
        about = describe(visit.selection, visit.whole, datetime.now(UTC), read_base())
        order = Order(collection, about, preset=preset or "slide", theme=visit.theme)
        return one.write(order.choose(slides, topic, briefing=True) if one.draws else order)

    kind = f"{slides[0]}-{preset}" if one.scope == "exhibit" else one.name or "figures"
    file = describe(visit.selection, visit.whole, datetime.now(UTC)).name_file(kind, one.ending)
    look: dict[str, Any] = {"key": f"file-{name}-{kind}", "help": one.purpose, "type": "tertiary"}
    st.download_button(label or one.label, write, file, one.media_type, on_click="ignore", **look)
