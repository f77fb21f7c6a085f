"""The Compare page: choose what is counted, who, where and when; see every voice on it, and how they differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import quote, urlencode

import pandas as pd
import streamlit as st

from dashboard import widgets
from dashboard.charts import CHARTS
from dashboard.compare import (
    RULES,
    Topic,
    choose_topic,
    count_voices,
    describe_difference,
    find_standing,
    how_it_compares,
    index_of,
    list_lines,
)
from dashboard.compare.topics import near_places
from dashboard.days import write_window
from dashboard.notes import count_words, write_short_note
from dashboard.quantity import lie_within
from dashboard.tables import Tables
from dashboard.topics import (
    PARAMETERS,
    TOPICAL,
    focus_chart,
    list_options,
    list_parameters,
    list_word_scopes,
    narrow_scopes,
    read_topic,
    write_option,
    write_topic_query,
)
from dashboard.widgets import escape, show_heading, show_html

# A voice that gave more numbers than this is told by its nearest ones.
MOST_NUMBERS = 15
_QUESTIONS = {"about": "What is counted", "who": "Who", "where": "Where", "when": "Which day"}


@st.cache_resource(max_entries=20, show_spinner=False)
def _list_scopes(hash_of_view: str, _tables: Tables) -> pd.DataFrame:
    return list_word_scopes(_tables)


@st.cache_resource(max_entries=20, show_spinner=False)
def _choose_first(hash_of_view: str, _tables: Tables) -> Topic | None:
    return choose_topic(_tables)


@st.cache_resource(max_entries=200, show_spinner=False)
def _describe(hash_of_view: str, topic: Topic, _tables: Tables) -> str:
    return lines_html(topic, _tables) + _downloads_html(topic, _tables)


def render() -> None:
    """Show what the collection's voices say of one thing, side by side."""
    tables = widgets.read_state().tables
    asked = {name: st.query_params.get_all(name) for name in PARAMETERS}
    problems: list[str] = []
    if any(asked.values()):
        topic, problems = read_topic(asked, tables, _list_scopes(tables.view_hash, tables))
    else:
        topic = _choose_first(tables.view_hash, tables)
    show_heading(
        "Compare", "Who says what of the same thing, and how the reports differ. Nothing here is added up or averaged."
    )
    if problems:
        show_html(_problems_html(problems))
    if topic is None:
        show_html('<p class="hf-quiet">No figure of this collection can be compared with another yet.</p>')
        return
    _show_choosers(topic, tables)
    _show_topic(topic, tables)


def _problems_html(problems: list[str]) -> str:
    items = "".join(f"<li>{escape(problem)}</li>" for problem in problems)
    return f'<div class="hf-banner" role="status">Left out of this address:<ul>{items}</ul></div>'


def _show_choosers(topic: Topic, tables: Tables) -> None:
    """Let the reader choose; each choice narrows those after it, and the address holds them all."""
    scopes = _list_scopes(tables.view_hash, tables)
    wanted, before = list_parameters(topic), {}
    with st.container(key="compare-choice", horizontal=True, vertical_alignment="bottom"):
        for name, question in _QUESTIONS.items():
            options = list_options(narrow_scopes(scopes, before), name)
            # The address is the truth: the chooser shows it, and writes a change back into it.
            st.session_state[f"compare-{name}"] = wanted[name]
            st.selectbox(
                question,
                options,
                key=f"compare-{name}",
                format_func=partial(write_option, name, tables=tables),
                on_change=_write_address,
                args=(name, tuple(before)),
            )
            before[name] = wanted[name]


def _write_address(changed: str, kept: tuple[str, ...]) -> None:
    """Write the change into the address; what was chosen before it stays, what comes after is chosen anew."""
    names = (*kept, changed)
    st.query_params.from_dict({name: st.session_state[f"compare-{name}"] for name in names})


def _show_topic(topic: Topic, tables: Tables) -> None:
    query = write_topic_query(topic)
    if gaps := _gaps_html(topic, tables):
        show_html(gaps)
    for chart in TOPICAL:
        kind, focused = focus_chart(CHARTS[chart], tables, topic)
        widgets.show_chart(kind, focused, query=query, key=f"compare-{chart}")
    show_html(_describe(tables.view_hash, topic, tables))
    show_html(rules_html())


def _downloads_html(topic: Topic, tables: Tables) -> str:
    known = set(tables.figures["place"].unique())
    places = near_places(topic.place, index_of(tables).labels) & known if topic.place else set()
    pairs = [
        ("indicator", topic.indicator),
        *(("place", place) for place in sorted(places)),
    ]
    query = urlencode(pairs)
    links = [
        f'<a href="api/figures.{kind}?{escape(query)}" download>{kind.upper()}</a>'
        for kind in ("csv", "json", "hxl.csv")
    ]
    return f'<p class="hf-pictures"><b>The figures behind it, all days:</b> {" · ".join(links)}</p>'


def lines_html(topic: Topic, tables: Tables) -> str:
    """Return the voices on a topic as a table: number, difference in words, how it compares, who carried it."""
    rows = tables.described.set_index("id", drop=False)
    told = list_lines(tables, topic)
    story = tables.story
    body = "".join(_line_html(line, topic, tables, rows, story) for line in told)
    voices = count_words(count_voices(told), "independent voice", "independent voices")
    head = "<tr><th>Who says so</th><th>Number</th><th>Difference in words</th><th>How it compares</th></tr>"
    return (
        f'<h3 class="hf-title">{escape(voices)}, in words</h3><div class="hf-scroll" tabindex="0" role="region" '
        f'aria-label="The voices in words"><table class="hf-table">{head}{body}</table></div>'
    )


def _line_html(line: Any, topic: Topic, tables: Tables, rows: pd.DataFrame, story: str | None) -> str:
    labels = index_of(tables).labels
    asked = replace(line.main, group=topic.group, place=topic.place or line.main.place)
    if topic.day is not None:
        asked = replace(asked, start=topic.day, end=topic.day)
    cells = []
    for account in line.accounts[: MOST_NUMBERS + 1]:
        row = rows.loc[account.id].to_dict()
        link = f'<a href="?figure={quote(account.id)}" target="_self">{escape(account.written)}</a>'
        mark = ' class="hf-story"' if account.source == story else ""
        cells.append(
            f"<tr{mark}><td>{escape(write_short_note(row))}</td>"
            f'<td class="hf-cell-number">{link}</td>'
            f"<td>{escape(describe_difference(asked, account, labels))}</td>"
            f"<td>{_standing_html(account.id, tables)}</td></tr>"
        )
    more = len(line.accounts) - MOST_NUMBERS - 1
    if more > 0:
        cells.append(
            f'<tr><td colspan="4">{escape(line.name)}: {more:,} more numbers, all on the Explore page.</td></tr>'
        )
    return "".join(cells)


def _standing_html(figure: str, tables: Tables) -> str:
    standing, sentence = find_standing(figure, tables).name, how_it_compares(figure, tables).sentence
    name = "" if sentence.lower().startswith(standing) else f"<b>{escape(standing)}</b>. "
    return f"{name}{escape(sentence)}"


def _gaps_html(topic: Topic, tables: Tables) -> str:
    """Tell what nobody could count of the same thing: a comparison without it would look complete."""
    gaps = tables.gaps[tables.gaps["indicator"] == topic.indicator]
    within = tables.containment.places
    told = sorted(
        (gap for gap in gaps.to_dict("records") if _concerns(gap, topic, within)),
        key=lambda gap: not _is_of(gap, topic),
    )
    lines = [_gap_html(gap, tables) for gap in told]
    first = max(sum(_is_of(gap, topic) for gap in told), 1)
    rest = "".join(lines[first:])
    more = count_words(len(lines) - first, "more gap", "more gaps")
    folded = f"<details><summary>{more}, of wider or narrower places and days</summary>{rest}</details>" if rest else ""
    return f'<div class="hf-unknown">{"".join(lines[:first])}{folded}</div>' if lines else ""


def _is_of(gap: Mapping[str, Any], topic: Topic) -> bool:
    """Tell whether a gap is of just the place and days that are compared."""
    days = {pd.Timestamp(day) for day in (gap["date_start"], gap["date_end"]) if not pd.isna(day)}
    return gap["place"] == topic.place and days == ({pd.Timestamp(topic.day)} if topic.day else set())


def _concerns(gap: Mapping[str, Any], topic: Topic, within: Mapping[str, str | None]) -> bool:
    if topic.place is not None and not lie_within(gap["place"], topic.place, within):
        return False
    if topic.day is None or pd.isna(gap["date_start"]):
        return topic.day is None
    end = gap["date_start"] if pd.isna(gap["date_end"]) else gap["date_end"]
    return gap["date_start"] <= pd.Timestamp(topic.day) <= end


def _gap_html(gap: Mapping[str, Any], tables: Tables) -> str:
    publisher = tables.sources.set_index("id").loc[gap["source"], "publisher"]
    place = tables.places.set_index("id").loc[gap["place"], "name"]
    status = gap["status"].replace("_", " ")
    headline = f"{status[0].upper()}{status[1:]}: {place}, {write_window(gap['date_start'], gap['date_end'])}."
    return f"<p><b>{escape(headline)}</b> {escape(gap['reason'])} ({escape(publisher)})</p>"


def rules_html() -> str:
    """Return the rules by which a figure's standing is derived."""
    rows = "".join(
        f"<tr><td><b>{escape(r.name)}</b></td><td>{escape(r.words)}</td><td>{escape(r.source)}</td></tr>" for r in RULES
    )
    head = "<tr><th>Standing</th><th>When</th><th>After</th></tr>"
    table = f'<table class="hf-table">{head}{rows}</table>'
    return f'<details class="hf-rules"><summary>How standing is derived</summary>{table}</details>'
