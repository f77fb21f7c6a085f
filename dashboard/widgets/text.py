"""How text reaches the page: always escaped, so that no source, file or address can write HTML or Markdown."""

from __future__ import annotations

import html
import time

import streamlit as st

# Seconds by which a page's name goes ahead of the rest on the first run of a visit.
AHEAD = 0.05
_GREETED = "page-greeted"


def escape(text: object) -> str:
    """Return *text* as it may stand in HTML, in an element or a quoted attribute."""
    return html.escape(str(text), quote=True)


def show_html(body: str) -> None:
    """Show HTML of our own making; whatever comes from outside must have gone through :func:`escape`."""
    st.html(body)


def plain_markdown(text: object) -> str:
    """Return *text* so that Markdown, HTML, math, colours and icons in it stay the characters they are.

    Needed where Streamlit reads a label as Markdown (buttons, expanders, banners).
    """
    return "".join(f"\\{c}" if c in "\\`*_{}[]()#+-.!|~$:<>&\"'^=@/" else c for c in str(text))


def show_heading(title: str, line: str = "") -> None:
    """Show a page's name, and in a line what it holds; both texts are shown as they are, whatever stands in them.

    By elements of Streamlit's first script: those that bring a script of their own would stand a moment later. On the
    first run of a visit the name goes ahead by a few frames: a browser draws all that comes at once in one piece, and
    nothing would stand before the charts do.
    """
    with st.container(key="page-head", gap=None):
        st.title(plain_markdown(title), anchor=False)
        if line:
            st.markdown(plain_markdown(line))
    if _GREETED not in st.session_state:
        st.session_state[_GREETED] = True
        time.sleep(AHEAD)
