"""Check a picture: read the record out of an uploaded PNG and say whether its figures are those of today."""

from __future__ import annotations

import streamlit as st

from dashboard.charts import CHARTS
from dashboard.export.chunks import MAX_FILE_BYTES
from dashboard.export.faults import NoRecordError, PictureFault
from dashboard.export.provenance import Change, Record, compare_picture, read_picture
from dashboard.notes import count_words
from dashboard.tables import Tables
from dashboard.widgets import escape, show_html

MOST_LINES = 40


def show_check(tables: Tables) -> None:
    """Ask for a picture and show the answer."""
    show_html(
        '<section class="hf-take"><h2>Check a picture</h2><p>Was a picture made here, and are its figures still '
        "those of today? Nothing of it is kept.</p></section>"
    )
    upload = st.file_uploader(
        "A PNG that was downloaded here",
        key="check-picture",
        max_upload_size=MAX_FILE_BYTES // 2**20,
    )
    if upload is not None:
        show_html(answer_html(upload.getvalue(), tables))


def answer_html(content: bytes, tables: Tables) -> str:
    """Return the answer for a file as HTML; whatever stands in the file is shown as text."""
    try:
        record = read_picture(content)
    except NoRecordError as error:
        return _say("No record", f"<p>{escape(error)}</p>")
    except PictureFault as error:
        return _say("Not a picture from here", f"<p>{escape(error)}</p>")
    changes = compare_picture(record, tables)
    return _say(_judge(record, changes), _list_changes(changes) + _describe(record))


def _say(verdict: str, body: str) -> str:
    return f'<div class="hf-check" role="status"><p class="hf-check-head">{escape(verdict)}</p>{body}</div>'


def _judge(record: Record, changes: list[Change]) -> str:
    figures = count_words(len(record.figures), "figure", "figures")
    if not changes:
        return f"As today: {figures}, none changed" if record.figures else "As today: it shows no figure of its own"
    if changes[0].kind == "other_collection":
        return "From another collection"
    if changes[0].kind == "described":
        return f"Same figures, told otherwise today: {figures}"
    return f"Not as today: {count_words(len(changes), 'figure has', 'figures have')} changed"


def _list_changes(changes: list[Change]) -> str:
    lines = "".join(f"<li>{_write_change(change)}</li>" for change in changes[:MOST_LINES])
    more = f"<p>{len(changes) - MOST_LINES} more.</p>" if len(changes) > MOST_LINES else ""
    return f"<ul>{lines}</ul>{more}" if lines else ""


def _write_change(change: Change) -> str:
    if change.kind != "described":
        return escape(change.what)
    then = f"<details><summary>Then</summary><p>{escape(change.old)}</p></details>"
    return f"{escape(change.what)}{then}<details><summary>Today</summary><p>{escape(change.new)}</p></details>"


def _describe(record: Record) -> str:
    chart = CHARTS[record.chart].question if record.chart in CHARTS else record.chart
    figures = ", ".join(figure.written for figure in record.figures[:MOST_LINES])
    facts = {
        "Chart": chart,
        "Collection": record.collection,
        "Made": record.made,
        "Filter": record.filter or "all figures",
        "Figures": figures or "none",
        "Name": record.short_id,
    }
    rows = "".join(f"<dt>{label}</dt><dd>{escape(text)}</dd>" for label, text in facts.items())
    return f'<div class="hf-note hf-facts"><dl>{rows}</dl></div>'
