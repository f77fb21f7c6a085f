"""Reports of one session alone: on all its pages, in no cache that others share, never under ``/api``.

No address gives files of them, so the page makes these itself.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple

import streamlit as st

from dashboard.collection import Collection, add_report
from dashboard.collection.live import open_collection
from dashboard.compare import Topic
from dashboard.exhibits import Question
from dashboard.export import FORMATS, Format
from dashboard.export.about import Order, describe, read_base
from dashboard.export.formats import find_format
from dashboard.render.presets import PRESETS
from dashboard.views.visit import OWN_SHELF, Visit

MOST_REPORTS = 5
_REPORTS, _JOINED = "own-reports", "own-joined"


class OwnReport(NamedTuple):
    """A report that was read in this session: its file, and the rows that it adds to the tables of words."""

    id: str
    toml: str
    words: Mapping[str, tuple[Mapping[str, str], ...]]


def list_own() -> Sequence[OwnReport]:
    """Return the reports of this session."""
    return st.session_state.get(_REPORTS, ())  # type: ignore[no-any-return]


def keep_own(report: OwnReport) -> None:
    """Join a report to this session, in place of one of its name; the oldest goes where there are too many."""
    drop_own(report.id)
    st.session_state[_REPORTS] = [*list_own()[1 - MOST_REPORTS :], report]


def drop_own(name: str) -> None:
    """Take a report out of this session."""
    st.session_state[_REPORTS] = [one for one in list_own() if one.id != name]
    st.session_state.pop(_JOINED, None)
    st.session_state.pop(OWN_SHELF, None)


def join_own(collection: Collection) -> Collection:
    """Return the collection with the reports of this session; one that has been saved into it by now is dropped."""
    for one in list_own():
        if one.id in collection.reports:
            drop_own(one.id)
    version, joined = st.session_state.get(_JOINED, (None, collection))
    if list_own() and version != collection.version:
        joined = collection
        for one in list_own():
            joined, _ = add_report(joined, one.toml, f"{one.id}.toml", one.words)
        st.session_state[_JOINED] = (collection.version, joined)
    return joined  # type: ignore[no-any-return]


def read_current() -> Collection | None:
    """Return the collection as it is now for this session; None where there is none."""
    collection = open_collection().current().collection
    return None if collection is None else join_own(collection)


def offer(visit: Visit, name: str, slides: Sequence[str] = ()) -> None:
    """Offer what is selected in a format; a briefing shows these *slides*, by default those that are meant for one."""
    one = find_format(name)

    def choose(order: Order) -> Order:
        topic = visit.topic if slides else None
        return order.choose(slides, topic, briefing=True) if one.scope == "briefing" else order

    _offer(visit, one, one.label, one.name or "figures", visit.chosen, choose)


def offer_all(visit: Visit) -> None:
    """Offer what is selected in every format, each with what it is for."""
    for one in FORMATS:
        # A description of the data names addresses, which these have not.
        if one.scope != "exhibit" and one.id != "descriptor" and (visit.can_draw or not one.draws):
            left, right = st.columns([1, 3], vertical_alignment="center")
            with left:
                offer(visit, one.id)
            right.text(one.purpose)


def offer_pictures(visit: Visit, question: Question, topic: Topic | None, collection: Collection) -> None:
    """Offer an exhibit's pictures, each size, and its PDF."""
    with st.container(horizontal=True, gap="small", key=f"files-{question.id}"):
        kinds = [("png", preset.id, preset.label.split(",")[0]) for preset in PRESETS.values()]
        for name, preset, label in [*kinds, ("pdf", "slide", "PDF")]:

            def choose(order: Order, preset: str = preset) -> Order:
                return replace(order, exhibits=(question.answer(collection, topic),), preset=preset)

            _offer(visit, find_format(name), label, f"{question.id}-{preset}", collection, choose)


def _offer(
    visit: Visit, one: Format, label: str, name: str, collection: Collection, choose: Callable[[Order], Order]
) -> None:
    """Offer a file, made when somebody asks for it: only then is it said of what, and when."""

    def write() -> bytes:
        about = describe(visit.selection, visit.whole, datetime.now(UTC), read_base())
        return one.write(choose(Order(collection, about, theme=visit.theme)))

    file = describe(visit.selection, visit.whole, datetime.now(UTC)).name_file(name, one.ending)
    key = f"file-{one.id}-{name}"
    st.download_button(label, write, file, one.media_type, key=key, on_click="ignore", type="tertiary")
