"""The fonts of page, picture and paper: local files of IBM Plex Sans, each face declared once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "static" / "fonts"
WEIGHTS = (400, 500, 600, 700)

# Which characters each file holds. What our numbers need (≥ ≤ ≈ →) is in the symbols alone.
SUBSETS = {
    "latin": (
        "IBM Plex Sans",
        "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, U+2212",
    ),
    "latin-ext": ("IBM Plex Sans", "U+0100-0130, U+0132-0151, U+0154-02BA, U+1E00-1E9F, U+1EF2-1EFF, U+20A0-20AB"),
    "symbols": ("IBM Plex Sans", "U+2153-215E, U+2190-2199, U+2248, U+2260, U+2264-2265, U+221E, U+2713"),
    "arabic": ("IBM Plex Sans Arabic", "U+0600-06FF, U+0750-077F, U+08A0-08FF, U+FB50-FDFF, U+FE70-FEFC"),
}


@dataclass(frozen=True)
class Face:
    """One file of one weight."""

    family: str
    file: str
    weight: int
    characters: str


FACES: tuple[Face, ...] = tuple(
    Face(family, f"plex-{subset}-{weight}.woff2", weight, characters)
    for subset, (family, characters) in SUBSETS.items()
    for weight in WEIGHTS
)


def write_font_rules(address: str) -> str:
    """Return the ``@font-face`` rules, with the files below *address*."""
    return "\n".join(
        f"@font-face {{ font-family: '{face.family}'; font-weight: {face.weight}; font-display: swap; "
        f"src: url('{address}/{face.file}') format('woff2'); unicode-range: {face.characters}; }}"
        for face in FACES
    )


def write_theme_lines(address: str = "app/static/fonts") -> str:
    """Return the ``[[theme.fontFaces]]`` tables for Streamlit's config.toml, which loads the same files."""
    return "\n".join(
        f'[[theme.fontFaces]]\nfamily = "{face.family}"\nurl = "{address}/{face.file}"\n'
        f'weight = {face.weight}\nunicodeRange = "{face.characters}"\n'
        for face in FACES
    )
