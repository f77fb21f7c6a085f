"""Reports of one session alone: on all its pages, in no cache that others share, never under ``/api``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard.collection import Collection, add_report
from dashboard.collection.live import open_collection
from dashboard.views.shown import SHELF, Shelf

MOST_REPORTS = 5
_REPORTS, _JOINED, _SHELF = "own-reports", "own-joined", "own-shelf"
_SHELF_BYTES = 2_000_000


@dataclass(frozen=True)
class OwnReport:
    """A report that was read in this session: its file, and the rows that it adds to the tables of words."""

    label: str
    toml: str
    words: Mapping[str, tuple[Mapping[str, str], ...]]

    @property
    def id(self) -> str:
        """Its id in the collection."""
        return self.label.removesuffix(".toml")


def list_own() -> tuple[OwnReport, ...]:
    """Return the reports of this session."""
    return tuple(OwnReport(*held) for held in st.session_state.get(_REPORTS, ()))


def keep_own(report: OwnReport) -> None:
    """Join a report to this session, in place of one of its name; the oldest goes where there are too many."""
    others = [one for one in list_own() if one.label != report.label][1 - MOST_REPORTS :]
    _store([*others, report])


def drop_own(label: str) -> None:
    """Take a report out of this session."""
    _store([one for one in list_own() if one.label != label])


def _store(reports: list[OwnReport]) -> None:
    st.session_state[_REPORTS] = [(one.label, one.toml, dict(one.words)) for one in reports]
    st.session_state.pop(_JOINED, None)
    st.session_state.pop(_SHELF, None)


def join_own(collection: Collection) -> Collection:
    """Return the collection with the reports of this session.

    One whose id the collection has by now has been saved: it is dropped.
    """
    for one in list_own():
        if one.id in collection.reports:
            drop_own(one.label)
    reports = list_own()
    if not reports:
        return collection
    version, joined = st.session_state.get(_JOINED, (None, None))
    if version != collection.version:
        joined = collection
        for one in reports:
            joined, _ = add_report(joined, one.toml, one.label, one.words)
        st.session_state[_JOINED] = (collection.version, joined)
    return joined  # type: ignore[no-any-return]


def read_current() -> Collection | None:
    """Return the collection as it is now for this session; None where there is none."""
    collection = open_collection().current().collection
    return None if collection is None else join_own(collection)


def find_shelf() -> Shelf:
    """Return where this session's exhibits are kept: with everybody's, or apart where it has reports of its own."""
    if not st.session_state.get(_REPORTS):
        return SHELF
    held: Any = st.session_state.setdefault(_SHELF, Shelf(_SHELF_BYTES))
    return held  # type: ignore[no-any-return]
