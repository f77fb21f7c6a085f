"""Check a source against a copy of its text: uploaded, pasted, or kept in seeds/texts/; nothing of it is stored."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pandas as pd
import streamlit as st

from dashboard.check import QuoteCheck, agree_on_number, check_figures, fold, read_text
from dashboard.live import open_collection
from dashboard.model import Figure
from dashboard.seeds import SeedError
from dashboard.tables import Tables
from dashboard.widgets import escape, show_html

# The text of a long report; a whole book is no copy of one.
MOST_CHARACTERS = 400_000
UPLOAD_MEGABYTES = 1
# Words that are near a missing quote are looked for this long, for all figures together.
SECONDS = 4.0


def show_check(source: str, tables: Tables) -> None:
    """Let the reader hold a copy against the figures, and show what was found."""
    if tables.figures.empty:
        return
    show_html(
        '<h3 class="hf-subsection" id="check">Check against a copy of the text</h3><p class="hf-quiet">Looks for the '
        "quote of every figure and reads its number. The copy is held in memory for this check only.</p>"
    )
    # Named for the source: a copy of one report says nothing of another, and is forgotten with the page.
    with st.form("check-copy", border=False):
        file = st.file_uploader(
            "A plain text file", type=["txt"], max_upload_size=UPLOAD_MEGABYTES, key=f"copy-file-{source}"
        )
        pasted = st.text_area("Or the text itself", max_chars=MOST_CHARACTERS, height=110, key=f"copy-text-{source}")
        st.form_submit_button("Check this copy")
    origin, text, problem = read_copy(file, pasted, open_collection().folder / "texts" / f"{source}.txt")
    if problem:
        show_html(f'<p class="hf-aside" role="alert">{escape(problem)}</p>')
    elif text:
        show_html(report_html(check_copy(list_records(tables.figures), text), tables, origin))


def read_copy(file: object, pasted: str | None, kept: Path) -> tuple[str, str, str | None]:
    """Return (where the copy is from, its text, what is wrong with it); no text where there is no copy."""
    if file is not None:
        try:
            return "the uploaded file", _bound(file.getvalue().decode("utf-8-sig")), None
        except UnicodeDecodeError as error:
            return "", "", f"The file is no plain text: byte {error.start} is not UTF-8. Save it as plain text (UTF-8)."
    if pasted and pasted.strip():
        return "the pasted text", _bound(pasted), None
    try:
        return ("the copy kept with the seeds", _bound(read_text(kept)), None) if kept.is_file() else ("", "", None)
    except SeedError as error:
        return "", "", str(error)


def _bound(text: str) -> str:
    return text[:MOST_CHARACTERS]


def list_records(figures: pd.DataFrame) -> list[Figure]:
    """Return the rows of ``Tables.figures`` as the records they were made from; they were checked when they were."""
    fields = [name for name in Figure.model_fields if name in figures]
    rows = figures[fields].astype(object).where(figures[fields].notna(), None).to_dict("records")
    return [Figure.model_construct(**row) for row in rows]


def check_copy(
    figures: Iterable[Figure], text: str, seconds: float = SECONDS, clock: Callable[[], float] = time.monotonic
) -> list[QuoteCheck]:
    """Check each figure against *text*; after so many *seconds* no longer look for what is nearest to a missing one."""
    folded, end, checks = fold(text), clock() + seconds, []
    for figure in figures:
        if clock() < end or fold(figure.quote) in folded:
            checks += check_figures([figure], text)
        else:
            checks.append(QuoteCheck(figure.id, figure.quote, False, agree_on_number(figure)))
    return checks


def report_html(checks: list[QuoteCheck], tables: Tables, origin: str) -> str:
    """Say how many figures the copy bears out, and of each other one what is wrong."""
    held = sum(check.holds for check in checks)
    whole = held == len(checks)
    written = tables.figures.set_index("id")["written"]
    head = f"{held} of {len(checks)} quotes found, with their numbers, in {origin}"
    items = "".join(
        _check_html(check, written[check.figure]) for check in sorted(checks, key=lambda check: check.holds)
    )
    return (
        f'<div class="hf-check" role="status"><p class="hf-check-head">{"✓" if whole else "✗"} {escape(head)}</p>'
        f'<ul class="hf-list">{items}</ul></div>'
    )


def _check_html(check: QuoteCheck, written: str) -> str:
    quote = f"<span dir='auto'>“{escape(check.quote)}”</span>"
    sign, words = ("✓", "found") if check.holds else ("✗", "<b>not found</b>")
    if check.found and check.number_agrees is False:
        words = "found, but <b>its number is not the figure's</b>"
    elif check.found and check.number_agrees is None:
        words = "found; it holds no number in digits or words to compare"
    nearest = f"<p>Nearest in the copy: <span dir='auto'>“{escape(check.nearest)}”</span></p>" if check.nearest else ""
    return f"<li><p>{sign} <b>{escape(written)}</b> {quote} {words}.</p>{nearest}</li>"
