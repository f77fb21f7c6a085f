"""Colours and type of exhibits, light and dark: one accent per family of indicators, the rest ink and grey."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Theme = Literal["light", "dark"]

FONT = "'IBM Plex Sans', 'IBM Plex Sans Arabic', Arial, sans-serif"


@dataclass(frozen=True)
class Look:
    """What a chart is drawn with. Sizes are CSS pixels; text contrast is at least 4.5:1, marks at least 3:1.

    ``rows`` is how many rows a chart that can be shortened shows at most, from its first; None shows all.
    ``width`` is the room across in CSS pixels where it is known (a picture): long labels can be broken by it.
    """

    theme: Theme
    paper: str
    panel: str
    ink: str
    muted: str
    rule: str
    grid: str
    land: str
    sea: str
    families: tuple[tuple[str, str], ...]
    font: str = FONT
    size: float = 14.0
    rows: int | None = None
    width: float | None = None

    def family(self, name: str) -> str:
        """Return the colour of a family of indicators; ink where it has none."""
        return dict(self.families).get(name, self.ink)


LIGHT = Look(
    theme="light",
    paper="#ffffff",
    panel="#f4f6f8",
    ink="#1b2733",
    muted="#56636f",
    rule="#c9d1d8",
    grid="#e6eaee",
    land="#eceff1",
    sea="#dfe8ee",
    families=(
        ("people_harmed", "#8a3b12"),
        ("people_in_need", "#00567a"),
        ("attacks", "#5b3f8c"),
        ("facilities", "#0b6b5d"),
        ("services", "#75600a"),
    ),
)
DARK = Look(
    theme="dark",
    paper="#11181f",
    panel="#1b252f",
    ink="#eef2f5",
    muted="#a9b6c1",
    rule="#3b4854",
    grid="#25303a",
    land="#1f2a34",
    sea="#16202a",
    families=(
        ("people_harmed", "#f0a27a"),
        ("people_in_need", "#7cc4e4"),
        ("attacks", "#b9a3e6"),
        ("facilities", "#6fcdbb"),
        ("services", "#d9c067"),
    ),
)
LOOKS: dict[Theme, Look] = {"light": LIGHT, "dark": DARK}
