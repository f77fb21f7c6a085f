"""The pages: one module each with one ``render(visit)``, and the pieces they share."""

from typing import NamedTuple


class View(NamedTuple):
    """A page: its module, its address, the title of its browser tab, its name in the navigation where it has one."""

    path: str
    address: str
    title: str
    name: str = ""


VIEWS = (
    View("overview", "", "Overview", "Overview"),
    View("explore", "explore", "Explore figures", "Explore"),
    View("compare", "compare", "Compare voices", "Compare"),
    View("map", "map", "Map", "Map"),
    View("reports", "reports", "Reports", "Reports"),
    View("briefing", "briefing", "Briefing", "Briefing"),
    View("download", "download", "Download", "Download"),
    View("add", "add", "Add a report"),
    View("figure", "figure", "A figure and its source"),
)
