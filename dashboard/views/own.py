"""Reports of one session alone: on all its pages, in no cache that others share, never under ``/api``."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import streamlit as st

from dashboard.collection import Collection, add_report
from dashboard.collection.live import open_collection
from dashboard.collection.shelf import Shelf

MOST_REPORTS = 5
_REPORTS, _JOINED, _SHELF = "own-reports", "own-joined", "own-shelf"
_SHELF_BYTES = 2_000_000


class OwnReport(NamedTuple):
    """A report that was read in this session: its file, and the rows that it adds to the tables of words."""

    label: str
    toml: str
    words: Mapping[str, tuple[Mapping[str, str], ...]]

    @property
    def id(self) -> str:
        """Its id in the collection."""
        return self.label.removesuffix(".toml")


def list_own() -> Sequence[OwnReport]:
    """Return the reports of this session."""
    return st.session_state.get(_REPORTS, ())  # type: ignore[no-any-return]


def keep_own(report: OwnReport) -> None:
    """Join a report to this session, in place of one of its name; the oldest goes where there are too many."""
    drop_own(report.label)
    st.session_state[_REPORTS] = [*list_own()[1 - MOST_REPORTS :], report]


def drop_own(label: str) -> None:
    """Take a report out of this session."""
    st.session_state[_REPORTS] = [one for one in list_own() if one.label != label]
    st.session_state.pop(_JOINED, None)
    st.session_state.pop(_SHELF, None)


def join_own(collection: Collection) -> Collection:
    """Return the collection with the reports of this session; one that has been saved into it by now is dropped."""
    for one in list_own():
        if one.id in collection.reports:
            drop_own(one.label)
    if not list_own():
        return collection
    version, joined = st.session_state.get(_JOINED, (None, collection))
    if version != collection.version:
        joined = collection
        for one in list_own():
            joined, _ = add_report(joined, one.toml, one.label, one.words)
        st.session_state[_JOINED] = (collection.version, joined)
    return joined  # type: ignore[no-any-return]


def read_current() -> Collection | None:
    """Return the collection as it is now for this session; None where there is none."""
    collection = open_collection().current().collection
    return None if collection is None else join_own(collection)


def find_shelf() -> Shelf:
    """Return where the exhibits of a session with reports of its own are kept, apart from everybody's."""
    return st.session_state.setdefault(_SHELF, Shelf(_SHELF_BYTES))  # type: ignore[no-any-return]
