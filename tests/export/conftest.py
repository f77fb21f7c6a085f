"""What exports are made from: a fixed time, an invented collection, and one full of hostile text."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from dashboard.collection import Collection, read_collection
from dashboard.export import tables
from dashboard.export.about import About
from dashboard.records.reported import ReportedFigure
from dashboard.render.browser import BROWSER
from tests.tables import read_csv

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
NOW_WRITTEN = "2026-01-02T03:04:05Z"
SAMPLES = Path(__file__).parents[1] / "samples"

_GUARDED = re.compile(rf"{tables._BEGIN}'(?='*{tables._FORMULA})")


def unguard_text(text: str) -> str:
    """Give a guarded text back as it was."""
    return _GUARDED.sub("", text)


def read_guarded_csv(name: str, content: bytes) -> pd.DataFrame:
    """Read a CSV that was written back to the same table."""
    table = read_csv(name, io.StringIO(content.decode("utf-8-sig")))
    texts = [column for column in table if isinstance(table[column].dtype, pd.StringDtype)]
    return table.assign(**{name: table[name].map(unguard_text, na_action="ignore").astype("str") for name in texts})


HOSTILE = (
    "=1+1",
    "'=1+1",
    "''+2",
    "-3",
    "@SUM(A1)",
    "＝5",
    "'quoted' only",
    'a "b", c; =d',
    "Note;=1+1;end",
    "<script>x</script>",
)


@pytest.fixture(scope="session")
def invented() -> Collection:
    """Two reports with ranges, "dozens", a zero reported, a total, and a place in another country."""
    return read_collection(SAMPLES / "invented")


@pytest.fixture(scope="session")
def hostile(earthquake: Collection) -> Collection:
    """The invented earthquake with texts that a spreadsheet, a page or a reader of CSV could trip over."""
    texts = [HOSTILE[at % len(HOSTILE)] for at in range(2 * len(earthquake.figures))]

    def spoil(figure: ReportedFigure) -> ReportedFigure:
        return replace(figure, counts=texts.pop(), caveat=texts.pop())

    return replace(earthquake, figures=tuple(map(spoil, earthquake.figures)), version="hostile")


@pytest.fixture
def about(earthquake: Collection) -> About:
    return About(earthquake.about.title, NOW, "Place: Karsin; text: =1+1", (("place", "karsin"), ("text", "=1+1")))


@pytest.fixture(scope="session")
def drawing(chromium: str):
    """The warm browser that exports draw with; skipped where none is installed."""
    yield BROWSER
    BROWSER.close()
