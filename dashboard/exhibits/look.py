"""Colours and type of exhibits, light and dark: look.toml has one accent per family of indicators, the rest is ink."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Theme = Literal["light", "dark"]

FONT = "'IBM Plex Sans', 'IBM Plex Sans Arabic', Arial, sans-serif"


@dataclass(frozen=True)
class Look:
    """What a chart is drawn with. Sizes are CSS pixels.

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
    families: dict[str, str] = field(hash=False)
    font: str = FONT
    size: float = 14.0
    rows: int | None = None
    width: float | None = None

    def family(self, name: str) -> str:
        """Return the colour of a family of indicators; ink where it has none."""
        return self.families.get(name, self.ink)


_COLOURS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
LIGHT, DARK = Look(theme="light", **_COLOURS["light"]), Look(theme="dark", **_COLOURS["dark"])
LOOKS: dict[Theme, Look] = {"light": LIGHT, "dark": DARK}
