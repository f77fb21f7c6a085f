"""What a source holds, as HTML of our own making: facts, figures, gaps, statements and events, with who says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from dashboard.charts.told import credit
from dashboard.days import as_day, write_day, write_window
from dashboard.notes import (
    count_words,
    join_words,
    link_to_quote,
    state_figure,
    write_chain,
    write_full_note,
    write_short_note,
)
from dashboard.tables import Tables
from dashboard.widgets import escape, note_html

# A source with more figures than this is explored, not read from top to bottom.
MOST_FIGURES = 60
MOST_ENTRIES = 100
_STATUS = {
    "not_documented": "Not documented: nobody could count",
    "zero_reported": "Counted, and found to be none",
    "not_applicable": "Does not apply",
}
_KINDS = {"reported": "", "announced": "Announced", "background": "Background"}


def facts_html(record: Mapping[str, Any]) -> str:
    """Return who published what when, how much of it was read, and the way to it."""
    day = as_day(record["date_published"])
    read = "the whole text" if record["text_complete"] else "only part of it; what it does not mention is not known"
    facts = [
        ("Publisher", record["publisher"]),
        ("Author", record["author"]),
        ("Published", write_day(day) if day else "day not known"),
        ("How that is known", record["date_basis"]),
        ("Kind", record["kind"].replace("_", " ")),
        ("Language", record["language"]),
        ("Read", read),
        ("Note", record["note"]),
    ]
    rows = "".join(
        f"<dt>{label}</dt><dd dir='auto'>{escape(text)}</dd>" for label, text in facts if isinstance(text, str)
    )
    links = [(record["url"], "The report at its publisher"), (record["archive_url"], "An archived copy")]
    shown = " · ".join(_link(url, text) for url, text in links if isinstance(url, str))
    return f'<div class="hf-note hf-facts"><dl>{rows}</dl><p class="hf-links">{shown}</p></div>'


def _link(url: str, text: str) -> str:
    return f'<a href="{escape(url)}" rel="noopener noreferrer">{escape(text)}</a>'


def figures_html(tables: Tables) -> str:
    """Return the figures of a source: number, what it says, who says so, its quote, and the full note to unfold."""
    rows = tables.described
    items = "".join(_figure_html(row, tables) for row in rows.iloc[:MOST_FIGURES].to_dict("records"))
    if not items:
        items = '<li class="hf-quiet">This report gives no figure.</li>'
    more = len(rows) - MOST_FIGURES
    rest = f'<p class="hf-quiet">{more:,} more figures: see them on the Explore page.</p>' if more > 0 else ""
    title = count_words(len(rows), "figure", "figures")
    return f'<section><h3 class="hf-subsection">{title}</h3><ul class="hf-list hf-figures">{items}</ul>{rest}</section>'


def _figure_html(row: Mapping[str, Any], tables: Tables) -> str:
    link = link_to_quote(row["url"], row["quote"])
    found = f" · {_link(link, 'Find the words at the publisher')}" if link else ""
    return (
        f'<li><p class="hf-list-number">{escape(row["written"])}</p><div>'
        f'<p class="hf-list-head">{escape(state_figure(row))}</p><p>{escape(write_short_note(row))}</p>'
        f'<p dir="auto">“{escape(row["quote"])}”{found}</p>'
        f"<details><summary>Full note</summary>{note_html(write_full_note(row, tables), row)}</details></div></li>"
    )


def gaps_html(tables: Tables) -> str:
    """Return what the source says nobody could count, and what it does not mention; empty where there is neither."""
    labels = tables.indicators.set_index("id")["label"]
    rows = credit(tables.gaps.iloc[:MOST_ENTRIES], tables).to_dict("records")
    items = [
        f'<li><p class="hf-list-head">{escape(labels[row["indicator"]])} in {escape(row["place_name"])}, '
        f"{escape(write_window(row['date_start'], row['date_end']))}</p>"
        f"<p><b>{_STATUS[row['status']]}.</b> <span dir='auto'>{escape(row['reason'])}</span></p>{_said_html(row)}</li>"
        for row in rows
    ]
    missing = list_unmentioned(tables)
    if missing:
        items.append(f"<li><p><b>Not mentioned:</b> {escape(join_words(missing))}.</p></li>")
    return _section("What is not known", items)


def list_unmentioned(tables: Tables) -> list[str]:
    """Return the labels of the indicators that a reader looks for and this source, read whole, does not mention."""
    coverage = tables.coverage
    silent = coverage.groupby("indicator", sort=False)["status"].agg(lambda states: set(states) == {"not_mentioned"})
    labels = tables.indicators.set_index("id")["label"]
    return [labels[indicator].lower() for indicator, quiet in silent.items() if quiet]


def statements_html(tables: Tables, collection: Tables) -> str:
    """Return what is claimed; a claim and what it contradicts stand side by side, from whatever source."""
    own = tables.statements.iloc[:MOST_ENTRIES]
    said = {row["id"]: row for row in credit(_gather(own, collection.statements), collection).to_dict("records")}
    pairs = [(row["contradicts"], row["id"]) for row in said.values() if row["contradicts"] in said]
    paired = {one for pair in pairs for one in pair}
    items = [_pair_html(said[one], said[other]) for one, other in pairs]
    items += [f"<li>{_statement_html(said[name])}</li>" for name in own["id"] if name not in paired]
    return _section("What is said", items)


def _gather(own: pd.DataFrame, everywhere: pd.DataFrame) -> pd.DataFrame:
    """Return the statements of a source with those they contradict and those that contradict them."""
    ids, against = set(own["id"]), set(own["contradicts"].dropna())
    return everywhere[everywhere["id"].isin(ids | against) | everywhere["contradicts"].isin(ids)]


def _pair_html(one: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    return (
        f'<li class="hf-against"><div>{_statement_html(one)}</div><p class="hf-against-word">against</p>'
        f"<div>{_statement_html(other)}</div></li>"
    )


def _statement_html(row: Mapping[str, Any]) -> str:
    return (
        f'<p class="hf-list-head" dir="auto">{escape(row["topic"])}</p><p dir="auto">{escape(row["summary"])}</p>'
        f"{_said_html(row)}"
    )


def events_html(tables: Tables) -> str:
    """Return what happened, was announced or lies in the background, in the order of the days."""
    rows = credit(tables.events.sort_values(["date_start", "date_end"], kind="stable").iloc[:MOST_ENTRIES], tables)
    items = [
        f'<li><p class="hf-list-head" dir="auto">{_kind_html(row)}{escape(row["label"])}</p>'
        f"<p>{escape(_write_when(row))}</p>{_said_html(row)}</li>"
        for row in rows.to_dict("records")
    ]
    return _section("What happened", items)


def _kind_html(row: Mapping[str, Any]) -> str:
    kind = _KINDS[row["kind"]]
    return f'<span class="hf-tag">{kind}</span> ' if kind else ""


def _write_when(row: Mapping[str, Any]) -> str:
    window = write_window(row["date_start"], row["date_end"])
    written = row["date_as_written"]
    return window if pd.isna(written) else f"{window} (in the source: “{written}”)"


def _said_html(row: Mapping[str, Any]) -> str:
    quote = row.get("quote")
    words = f" “{escape(quote)}”" if isinstance(quote, str) else ""
    return f'<p class="hf-quiet" dir="auto">{escape(write_chain(row))}.{words}</p>'


def _section(title: str, items: Iterable[str]) -> str:
    body = "".join(items)
    return (
        f'<section><h3 class="hf-subsection">{title}</h3><ul class="hf-list hf-two">{body}</ul></section>'
        if body
        else ""
    )
