"""Collections that tests share: the real one, the first source alone, and a small invented one."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.seeds import Collection, read_collection
from dashboard.tables import Tables, build_tables

ROOT = Path(__file__).parent.parent
INVENTED = Path(__file__).parent / "samples" / "invented"
STORY = "independent-2016-09-23"


@pytest.fixture(scope="session")
def real_collection() -> Collection:
    return read_collection(ROOT / "seeds")


@pytest.fixture(scope="session")
def real_tables(real_collection: Collection) -> Tables:
    return build_tables(real_collection)


@pytest.fixture(scope="session")
def story_tables(real_tables: Tables) -> Tables:
    """The first source alone."""
    return real_tables.only([STORY])


@pytest.fixture(scope="session")
def invented_tables() -> Tables:
    """Two sources with ranges, "dozens", a zero reported, a total, and a place in another country."""
    return build_tables(read_collection(INVENTED))
