"""How text reaches the page: always escaped, so that no source, file or address can write HTML or Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from urllib.parse import urlencode

import streamlit as st

from dashboard.render.html import set_apart


def plain_markdown(text: object) -> str:
    """Return *text* so that Markdown, HTML, math, colours and icons in it stay the characters they are.

    Needed where Streamlit reads a label as Markdown (buttons, expanders, banners).
    """
    return "".join(f"\\{c}" if c in "\\`*_{}[]()#+-.!|~$:<>&\"'^=@/" else c for c in str(text))


class _Html(str):
    """HTML that is shown as it is: Streamlit takes margins away from any other text, by a look at every line."""

    def _repr_html_(self) -> str:
        return self


def show_html(html: str) -> None:
    """Show HTML in which everything from outside is escaped."""
    st.html(_Html(html))


def show_heading(title: str, line: str = "", lang: str | None = None) -> None:
    """Show a page's name and, in a line, what it holds; both as they are, whatever stands in them."""
    st.html(write_heading(title, line, lang))


def show_name(title: str) -> None:
    """Show a page's name by Streamlit's first script: HTML waits for a script of its own."""
    st.title(plain_markdown(title), anchor=False)


def write_heading(title: str, line: str = "", lang: str | None = None) -> str:
    """Return a page's name and, in a line, what it holds, as HTML."""
    name = f'<bdi lang="{escape(lang)}">{escape(title)}</bdi>' if lang else set_apart(title)
    return f'<div class="top"><h1>{name}</h1>{f"<p>{set_apart(line)}</p>" if line else ""}</div>'


def show_nothing(sentence: str) -> None:
    """Show in one plain sentence why there is nothing to show."""
    st.html(write_nothing(sentence))


def write_nothing(sentence: str) -> str:
    """Return why there is nothing to show, as HTML."""
    return f'<p class="nothing">{set_apart(sentence)}</p>'


def show_banner(headline: str, lines: Iterable[str], most: int = 12) -> None:
    """Show a fault in words, its lines below."""
    lines = list(lines)
    items = "".join(f"<li>{set_apart(line)}</li>" for line in lines[:most])
    rest = f"<p>{len(lines) - most} more.</p>" if len(lines) > most else ""
    st.html(f'<div class="banner" role="alert"><strong>{escape(headline)}</strong><ul>{items}</ul>{rest}</div>')


def write_notes(pairs: Iterable[tuple[str, str | None]]) -> str:
    """Return labelled texts as HTML; those without a text are left out."""
    rows = "".join(f"<dt>{escape(label)}</dt><dd>{set_apart(text)}</dd>" for label, text in pairs if text)
    return f'<dl class="note">{rows}</dl>'


def write_links(label: str, links: Iterable[tuple[str, str]], classes: str = "") -> str:
    """Return links (address, words) in a row behind a label, as HTML."""
    anchors = " ".join(
        f'<a class="{classes}" href="{escape(href)}" target="_self">{set_apart(words)}</a>' for href, words in links
    )
    return f'<p class="files"><span>{escape(label)}</span> {anchors}</p>'


def write_fold(label: str, body: str, classes: str = "") -> str:
    """Return HTML that is one click away by the browser's own means: no widget, no icon font."""
    return f'<details class="fold {classes}"><summary>{escape(label)}</summary><div>{body}</div></details>'


def write_address(path: str, query: Mapping[str, list[str]]) -> str:
    """Return a relative address with its query."""
    written = urlencode(query, doseq=True)
    return f"{path or './'}?{written}" if written else path or "./"
