"""The pages: one module each with one ``render(visit)``, and the pieces they share."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboard.views.visit import Visit


@dataclass(frozen=True)
class View:
    """A page: its name in the navigation, the title of its browser tab, its address, the module that shows it."""

    name: str
    title: str
    path: str
    default: bool = False
    listed: bool = True

    def render(self, visit: Visit) -> None:
        """Show the page."""
        importlib.import_module(f"dashboard.views.{self.path}").render(visit)


VIEWS = (
    View("Overview", "Overview", "overview", default=True),
    View("Explore", "Explore figures", "explore"),
    View("Compare", "Compare voices", "compare"),
    View("Map", "Map", "map"),
    View("Reports", "Reports", "reports"),
    View("Briefing", "Briefing", "briefing"),
    View("Download", "Download", "download"),
    View("Add a report", "Add a report", "add", listed=False),
    View("Figure", "A figure and its source", "figure", listed=False),
)
