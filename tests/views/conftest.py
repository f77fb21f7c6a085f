"""Runs one page without a server or a browser, on any collection and any address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.collection import Collection
from dashboard.collection.live import State
from dashboard.views import frame, own
from dashboard.views.visit import SHELF


def show_one(path: str) -> None:
    """What page.py does, for the page at *path*."""
    from dashboard.views.frame import VIEWS, show_page

    show_page(next(view for view in VIEWS if view.path == path))


@dataclass
class Opened:
    """A page that ran: its elements, and what it shows as words and HTML."""

    run: AppTest

    @property
    def html(self) -> str:
        """All HTML of the page but its style sheet."""
        bodies = [element.proto.body for element in self.run.get("html")]
        return "\n".join(body for body in bodies if not body.startswith(("<style", "<script")))

    @property
    def query(self) -> dict[str, list[str]]:
        """The address's query as it stands now."""
        held = self.run.query_params.items()
        return {name: [values] if isinstance(values, str) else list(values) for name, values in held}

    def charts(self) -> list[str]:
        """The JSON of each chart."""
        return [element.proto.spec for element in self.run.get("plotly_chart")]


@pytest.fixture
def open_page(monkeypatch) -> Callable[..., Opened]:
    """Return a function that runs a page on a collection, or on a whole state."""

    def run(path: str, shown: Collection | State, query: str = "") -> Opened:
        state = shown if isinstance(shown, State) else State(shown, shown.faults, version=shown.version)
        live = type("Live", (), {"current": staticmethod(lambda: state)})
        for module in (frame, own):
            monkeypatch.setattr(module, "open_collection", lambda: live)
        page = AppTest.from_function(show_one, args=(path,), default_timeout=60)
        for name, values in parse_qs(query, keep_blank_values=True).items():
            page.query_params[name] = values
        page.run()
        assert [one.message for one in page.exception] == []
        return Opened(page)

    return run


@pytest.fixture(autouse=True)
def empty_shelf() -> None:
    """Begin each test with nothing kept."""
    SHELF.follow(object())
