"""Exhibits of the story, of all reports, of two, of some single ones, and of the invented earthquake, made once."""

from __future__ import annotations

import pytest

from dashboard.collection import Collection
from dashboard.exhibits import QUESTIONS, Exhibit, NothingToShow

SINGLE = ("ap-panhandle-2016-09-24", "ocha-aleppo-1-2016-09-29", "sohr-2016-09-23", "emwis-2016-10-28")


@pytest.fixture(scope="session")
def cuts(real: Collection, story: Collection, earthquake: Collection) -> dict[str, Collection]:
    """The collections that every exhibit is tried with."""
    singles = {name: real.only([name]) for name in SINGLE}
    two = real.only(["independent-2016-09-23", "ap-detroit-news-2016-09-23"])
    return {"story": story, "all": real, "two": two, "earthquake": earthquake, **singles}


@pytest.fixture(scope="session")
def made(cuts: dict[str, Collection]) -> dict[tuple[str, str], Exhibit]:
    """Every exhibit of every collection that has something to show, by (question, collection)."""
    found = {}
    for name, collection in cuts.items():
        for question in QUESTIONS:
            try:
                found[question.id, name] = question.answer(collection)
            except NothingToShow as nothing:
                assert str(nothing).endswith(".")
    return found
