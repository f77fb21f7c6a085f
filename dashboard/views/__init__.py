"""One module per page, each with one ``render()``."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class View:
    """A page: its title in the navigation, its address, and the module that shows it."""

    title: str
    path: str
    default: bool = False

    @property
    def render(self) -> Callable[[], None]:
        """What shows the page."""
        return importlib.import_module(f"dashboard.views.{self.path}").render


PAGES = (
    View("Overview", "overview", default=True),
    View("Explore", "explore"),
    View("Compare", "compare"),
    View("Map", "map"),
    View("Sources", "sources"),
    View("Briefing", "briefing"),
    View("Download", "download"),
)
