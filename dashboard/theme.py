"""Colours, type sizes and the one Plotly template that pages and pictures share."""

from __future__ import annotations

import html
import zlib
from dataclasses import dataclass
from functools import cache
from typing import Literal

import plotly.graph_objects as go

Mode = Literal["light", "dark"]

FONT = 'Arial, "Liberation Sans", Helvetica, sans-serif'


@dataclass(frozen=True)
class Palette:
    """The colours of one mode. Text is ≥ 4.5:1 and marks are ≥ 3:1 against ``ground``."""

    ground: str
    panel: str
    ink: str
    muted: str
    line: str
    hatch: str
    sea: str
    land: str
    home: str
    border: str


PALETTES: dict[str, Palette] = {
    "light": Palette(
        ground="#ffffff", panel="#f4f6f8", ink="#1b2733", muted="#55616e", line="#d5dbe1", hatch="#7a8794",
        sea="#e6eff5", land="#f3f2ee", home="#ffffff", border="#9aa5b0",
    ),
    "dark": Palette(
        ground="#11181f", panel="#1b252f", ink="#eef2f5", muted="#a9b5c1", line="#33404c", hatch="#8796a4",
        sea="#0b1a24", land="#1d262e", home="#27323c", border="#5f6e7b",
    ),
}  # fmt: skip

# One colour an indicator, everywhere: dark enough for white ground, and its light twin for dark ground.
# Chosen from Paul Tol's and Okabe and Ito's colour-blind-safe sets; no red stands for the dead.
_INDICATOR_COLOURS: dict[str, tuple[str, str]] = {
    "killed": ("#332288", "#b3a6f0"),
    "injured": ("#7a4fa3", "#cfa9ee"),
    "besieged": ("#8a5a00", "#e6b34d"),
    "evacuated": ("#00695c", "#5cc9b8"),
    "rescued": ("#2f6b1f", "#93cf7d"),
    "air_strikes": ("#3b4a57", "#b6c4d0"),
    "facilities_targeted": ("#8c3b7a", "#e39fd3"),
    "facilities_out_of_service": ("#8c3b7a", "#e39fd3"),
    "facilities_destroyed": ("#8c3b7a", "#e39fd3"),
    "buildings_destroyed": ("#7d4b32", "#dba98d"),
    "without_water": ("#0b5c9e", "#79bdf2"),
    "hospitals_functioning": ("#00687a", "#6cc9db"),
}
_SPARE_COLOURS = (("#4a5d23", "#b9cf86"), ("#6b3fa0", "#c7a8ef"), ("#9a4d00", "#f0b274"), ("#1f5f8b", "#8cc4ec"))


def palette(mode: Mode) -> Palette:
    """Return the palette of *mode*."""
    return PALETTES[mode]


def colour_of(indicator: str, mode: Mode) -> str:
    """Return the colour of an indicator: its own, or for one the theme does not know always the same spare one."""
    spare = _SPARE_COLOURS[zlib.crc32(indicator.encode()) % len(_SPARE_COLOURS)]
    return _INDICATOR_COLOURS.get(indicator, spare)[mode == "dark"]


def fade(colour: str, opacity: float) -> str:
    """Return a #rrggbb colour as rgba() with *opacity* from 0 to 1."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"


def blend(colour: str, ground: str, share: float) -> str:
    """Return *colour* laid over *ground* at *share*, as an opaque #rrggbb."""
    pairs = ((int(colour[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(over * share + under * (1 - share)):02x}" for over, under in pairs)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two #rrggbb colours (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def plain(text: object) -> str:
    """Make *text* safe inside a chart: Plotly reads a little HTML in its labels, a source must not write it."""
    return html.escape(str(text), quote=False)


@cache
def template(mode: Mode, label_size: int = 16) -> go.layout.Template:
    """Return the Plotly template of *mode*: ground, type, quiet axes, no legend, no modebar clutter."""
    colours = palette(mode)
    axis = {
        "showgrid": False,
        "zeroline": False,
        "linecolor": colours.line,
        "tickcolor": colours.line,
        "gridcolor": colours.line,
        "tickfont": {"color": colours.muted, "size": label_size},
        "automargin": False,
    }
    return go.layout.Template(
        layout={
            "paper_bgcolor": colours.ground,
            "plot_bgcolor": colours.ground,
            "font": {"family": FONT, "size": label_size, "color": colours.ink},
            "xaxis": axis,
            "yaxis": axis,
            "showlegend": False,
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
            "hoverlabel": {
                "font": {"family": FONT, "size": 15, "color": colours.ink},
                "bgcolor": colours.panel,
                "bordercolor": colours.border,
                "align": "left",
            },
            "dragmode": False,
            "hovermode": "closest",
            "clickmode": "event+select",
            "annotationdefaults": {"showarrow": False, "font": {"color": colours.ink}},
        }
    )
