"""A copy of the invented collection, to break, and small helpers to do so."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.collection import Collection, read_collection
from tests.conftest import ROOT

INVENTED = ROOT / "tests" / "samples" / "invented"
Change = Callable[..., None]


@pytest.fixture(scope="session")
def invented() -> Collection:
    """Two reports with ranges, "dozens", a zero reported, a total, and a place in another country."""
    return read_collection(INVENTED)


@pytest.fixture
def folder(tmp_path) -> Path:
    return Path(shutil.copytree(INVENTED, tmp_path / "seeds"))


@pytest.fixture
def change(folder: Path) -> Change:
    """Replace the first *old* by *new* in a file of the folder."""

    def replace(old: str, new: str, name: str = "river-post.toml") -> None:
        path = folder / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    return replace


@pytest.fixture
def faults(folder: Path) -> Callable[[], list[str]]:
    return lambda: [str(fault) for fault in read_collection(folder).faults]
