"""How text reaches the page: by templates that escape it, so that no source, file or address can write HTML."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.render.html import open_templates


def plain_markdown(text: object) -> str:
    """Return *text* so that Markdown, HTML, math, colours and icons in it stay the characters they are.

    Needed where Streamlit reads a label as Markdown (buttons, expanders, banners).
    """
    return "".join(f"\\{c}" if c in "\\`*_{}[]()#+-.!|~$:<>&\"'^=@/" else c for c in str(text))


class _Html(str):
    """HTML that is shown as it is: Streamlit takes margins away from any other text, by a look at every line."""

    def _repr_html_(self) -> str:
        return self


@cache
def _open_pieces() -> Any:
    return open_templates(Path(__file__).parent / "templates").get_template("pieces.html.j2").module


def write(piece: str, *values: object) -> str:
    """Return a piece of ``pieces.html.j2`` as HTML."""
    return str(getattr(_open_pieces(), piece)(*values))


def show_html(*parts: str, width: Any = "stretch") -> None:
    """Show HTML in which everything from outside is escaped; each call costs the server as much as an empty page."""
    if html := "".join(parts):
        st.html(_Html(html), width=width)


def show(piece: str, *values: object, width: Any = "stretch") -> None:
    """Show a piece of ``pieces.html.j2``."""
    show_html(write(piece, *values), width=width)


def show_heading(title: str, line: str = "", lang: str | None = None) -> None:
    """Show a page's name and, in a line, what it holds; both as they are, whatever stands in them."""
    show("heading", title, line, lang)


def show_banner(headline: str, lines: Iterable[str], most: int = 12) -> None:
    """Show a fault in words, its lines below."""
    lines = list(lines)
    show("banner", headline, lines[:most], len(lines) - most)


def write_count(count: int, noun: str) -> str:
    """Return a count with its noun: "1 figure", "1,200 figures"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
