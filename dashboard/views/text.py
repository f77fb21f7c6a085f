"""How text reaches the page: always escaped, so that no source, file or address can write HTML or Markdown."""

from __future__ import annotations

from html import escape

import streamlit as st


def plain_markdown(text: object) -> str:
    """Return *text* so that Markdown, HTML, math, colours and icons in it stay the characters they are.

    Needed where Streamlit reads a label as Markdown (buttons, expanders, banners).
    """
    return "".join(f"\\{c}" if c in "\\`*_{}[]()#+-.!|~$:<>&\"'^=@/" else c for c in str(text))


def show_heading(title: str, line: str = "") -> None:
    """Show a page's name and, in a line, what it holds; both as they are, whatever stands in them."""
    st.title(plain_markdown(title), anchor=False)
    if line:
        st.markdown(plain_markdown(line))


def show_banner(headline: str, lines: list[str], most: int = 12) -> None:
    """Show a fault in words, its lines below."""
    more = len(lines) - most
    items = "".join(f"<li>{escape(line)}</li>" for line in lines[:most])
    rest = f"<p>{more} more.</p>" if more > 0 else ""
    st.html(f'<div class="banner" role="alert"><strong>{escape(headline)}</strong><ul>{items}</ul>{rest}</div>')
