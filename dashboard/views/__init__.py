"""The pages: one module each with one ``render(visit)``, and the pieces they share."""

from typing import NamedTuple


class View(NamedTuple):
    """A page: its address, which is its module's name too, its name in the navigation, the title of its browser tab."""

    path: str
    name: str
    title: str
    listed: bool = True

    @property
    def address(self) -> str:
        """Where it stands: the first page at the root."""
        return "" if self is VIEWS[0] else self.path


VIEWS = (
    View("overview", "Overview", "Overview"),
    View("explore", "Explore", "Explore figures"),
    View("compare", "Compare", "Compare voices"),
    View("map", "Map", "Map"),
    View("reports", "Reports", "Reports"),
    View("briefing", "Briefing", "Briefing"),
    View("download", "Download", "Download"),
    View("add", "Add a report", "Add a report", listed=False),
    View("figure", "Figure", "A figure and its source", listed=False),
)
