"""The tables as links to the API, and how to use those addresses from other programs."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from dashboard.charts import CHARTS
from dashboard.schemas import COLUMNS
from dashboard.views.download.chosen import Chosen
from dashboard.widgets import escape, show_html

_KINDS = {"csv": "CSV", "json": "JSON", "hxl.csv": "HXL"}
_LABELS = {
    "figures": "Figures",
    "gaps": "What nobody could count",
    "statements": "Claims",
    "events": "Events",
    "sources": "Sources",
    "places": "Places",
    "speakers": "Who says so",
    "indicators": "What is counted",
    "groups": "Who is counted",
    "coverage": "What is and is not mentioned",
}


def link_file(file: str, text: str, chosen: Chosen, label: str = "") -> str:
    """Return a link that downloads a file of the API with the chosen filter."""
    query = f"{chosen.query}{'&' if chosen.query else ''}download=1"
    spoken = f' aria-label="{escape(label)}"' if label else ""
    return f'<a href="api/{escape(file)}?{escape(query)}"{spoken}>{escape(text)}</a>'


def show_tables(chosen: Chosen) -> None:
    """Show the links to the tables: figures and whole packages large, each other table in a list."""
    whole = [
        ("tables.xlsx", "Excel workbook", "A sheet a table, real dates and numbers, the data dictionary"),
        ("figures.csv", "CSV of the figures", "For pandas, R or a spreadsheet"),
        ("figures.hxl.csv", "HXL of the figures", "CSV with the tags of the humanitarian exchange language"),
        ("figures.json", "JSON of the figures", "With filter and time"),
        ("package.zip", "Data package", "All tables as CSV with a description of every column, as ZIP"),
    ]
    items = "".join(
        f"<li>{link_file(file, name, chosen)}<span>{escape(words)}</span></li>" for file, name, words in whole
    )
    rows = "".join(_row_html(name, label, chosen) for name, label in _LABELS.items())
    show_html(
        f'<section class="hf-take"><h2>Tables</h2><ul class="hf-take-list">{items}</ul>'
        f"<details><summary>Each table by itself</summary><table>{rows}</table></details>"
        '<p class="hf-quiet">An empty cell is not a zero: it is not known.</p></section>'
    )


def _row_html(name: str, label: str, chosen: Chosen) -> str:
    tagged = any(column.hxl for column in COLUMNS[name])
    cells = (
        link_file(f"{name}.{kind}", text, chosen, f"{label} as {text}") if kind != "hxl.csv" or tagged else ""
        for kind, text in _KINDS.items()
    )
    return f'<tr><th scope="row">{escape(label)}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def find_base() -> str:
    """Return the address under which the reader's browser has the app, without the page's name."""
    parts = urlsplit(st.context.url or "http://localhost:8501/download")
    path = parts.path.rstrip("/").removesuffix("/download")
    return f"{parts.scheme}://{parts.netloc}{path}"


def show_addresses(chosen: Chosen, preset: str, mode: str) -> None:
    """Show how the same figures are had by URL, ready to copy."""
    base, query = find_base(), chosen.query
    table = f"{base}/api/figures.csv{'?' if query else ''}{query}"
    chart = next((kind.id for kind in CHARTS.values() if kind.applies(chosen.view)), "timeline")
    picture = f"{base}/api/charts/{chart}.png?preset={preset}&theme={mode}{'&' if query else ''}{query}"
    show_html(
        '<section class="hf-take"><h2>By address</h2><p>The same by URL, always as of now, with the filter of this '
        'page. <a href="api">All addresses and parameters</a></p></section>'
    )
    left, right = st.columns(2, gap="large")
    with left:
        _show_code("Python", f'import pandas as pd\n\nfigures = pd.read_csv(\n    "{table}"\n)')
        _show_code("Excel: Data, From Web", table)
    with right:
        _show_code("A web page", f'<img alt="…" src="{escape(picture)}">')
        _show_code("R", f'figures <- read.csv(\n  "{table}",\n  encoding = "UTF-8"\n)')


def _show_code(label: str, code: str) -> None:
    show_html(f'<p class="hf-quiet">{escape(label)}</p>')
    # Without colours: those of the highlighter are too faint for small text.
    st.code(code, language=None, wrap_lines=True)
